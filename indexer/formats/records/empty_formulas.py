"""Cells of a workbook that hold a formula without the value that a spreadsheet program computes of it -> what stands in them.

Programs that write workbooks leave the values out; so does who saves without computing. Nothing is computed here: the row says which
of its cells are formulas, instead of losing them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import repeat
from typing import Any

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats.office.packed_parts import Package
from indexer.formats.records.csv_rows import Row

KEPT = "formulas_without_values"
"""The name in `extra` under which an article has them: by column, as they stand."""

_MOST_KEPT = 20
_LONGEST = 300
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_EMPTY = re.compile(
    rb"(?:</(?:\w{1,20}:)?f>|<(?:\w{1,20}:)?f\b[^<>]{0,2000}/>)\s{0,20}(?:<(?:\w{1,20}:)?v\s?/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?\s{0,20}</(?:\w{1,20}:)?c>"
)


@dataclass(frozen=True, slots=True)
class SheetRow(Row):
    """A row of a sheet; `formulas`: by column, from 0, those that have no value."""

    formulas: Mapping[int, str] = field(default_factory=dict)


def open_formulas(package: Package) -> Any:
    """The workbook once more with its formulas; None where each formula has its value. What is unreadable raises as elsewhere."""
    from openpyxl import load_workbook

    if not any(_has_empty(package.read(name)) for name in package.names if _SHEET.fullmatch(name)):
        return None
    return load_workbook(BytesIO(package.data), read_only=True, data_only=False, keep_links=False)


def _has_empty(sheet: bytes) -> bool:
    return (b"<f" in sheet or b":f" in sheet) and _EMPTY.search(sheet) is not None


def formulas_of(book: Any, sheet: int, most_columns: int) -> Iterator[Sequence[object]]:
    """The rows of a sheet, formulas as they stand; empty ones for ever where there is no book of formulas."""
    if book is None:
        return repeat(())
    found = book.worksheets[sheet]
    if hasattr(found, "reset_dimensions"):
        found.reset_dimensions()
    rows: Iterator[Sequence[object]] = found.iter_rows(values_only=True, max_col=most_columns)
    return rows


def without_value(values: Sequence[object], formulas: Sequence[object]) -> dict[int, str]:
    """The formulas of a row whose cells are empty."""
    found = {}
    for column, (value, formula) in enumerate(zip(values, formulas, strict=False)):
        text = formula if isinstance(formula, str) else getattr(formula, "text", None)
        if value is None and isinstance(text, str) and text.startswith("="):
            found[column] = text[:_LONGEST]
    return found


def tell_formulas(outcome: Outcome, row: Row, names: Sequence[str], place: Origin) -> Outcome:
    """The outcome of a row that stands at `place`, which says what of it is a formula without a value; an article left without text is a Reject."""
    if not isinstance(row, SheetRow) or not row.formulas:
        return outcome
    kept = {
        names[column] if column < len(names) else f"column {column + 1}": formula
        for column, formula in sorted(row.formulas.items())[:_MOST_KEPT]
    }
    if len(row.formulas) > _MOST_KEPT:
        kept["…"] = f"{len(row.formulas) - _MOST_KEPT} more"
    if isinstance(outcome, Article) and outcome.body:
        return replace(outcome, extra={**outcome.extra, KEPT: kept})
    if isinstance(outcome, NotArticle):
        return outcome
    return Reject(
        origin=place,
        reason=f"formulas without values in {', '.join(kept)[:200]}: save the workbook in a spreadsheet program, which computes them",
    )
