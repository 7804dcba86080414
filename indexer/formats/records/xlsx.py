"""Excel workbooks (.xlsx) -> articles: the rows of each sheet, read as those of a CSV file are.

openpyxl reads the cells, `packed_parts` bounds what it may unpack, `csv_records` finds the header row and maps the rest.
Days that a cell holds as numbers become ISO 8601: where the cell's style says that they are days, and where the column's heading does.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain, islice
from typing import Any, BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.office.packed_parts import PACKAGE_DAMAGE, Package, UnreadablePackage
from indexer.formats.records.csv_records import SAMPLE_ROWS, Table, choose_layout, name_columns, read_row
from indexer.formats.records.csv_rows import Row
from indexer.formats.records.empty_formulas import (
    SheetRow,
    formulas_of,
    open_formulas,
    tell_formulas,
    without_value,
)
from indexer.formats.records.mapping import RecordMapper
from indexer.markup import clean
from indexer.settings import ReadingOptions

NAME = "xlsx"
DESCRIPTION = "Excel workbooks with a header row of any names"
SUFFIXES = (".xlsx",)

MOST_COLUMNS = 1_000
MOST_SHEETS = 200
_MIDNIGHT = time()
_SERIAL = re.compile(r"[1-7]\d{4}(?:\.\d{1,15})?")
"""A day as a spreadsheet counts it, from 1927 on (as a Mac counted, from 1931); numbers that are less may be anything."""
_DAMAGE = (*PACKAGE_DAMAGE, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError)
"""What openpyxl raises on parts that are cut, missing or not as the standard says."""


def sniff(head: bytes, name: str) -> bool:
    """Whether a zip file is a workbook: by the names of its first parts, else by its own name."""
    return head.startswith(b"PK\x03\x04") and (
        b"xl/" in head or name.lower().endswith((*SUFFIXES, ".xlsm", ".xltx"))
    )


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The rows of all sheets in order, each with the number of its row as its line; see `Format.parse`."""
    try:
        package = Package(stream)
        package.bound_all()
    except UnreadablePackage as error:
        yield Reject(origin=origin, reason=str(error))
        return
    number = 0
    reasons: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it leaves out
        for outcome in _read_soundly(package, origin, options, reasons):
            number += 1
            yield replace(outcome, origin=replace(outcome.origin, record=number)) if isinstance(outcome, Reject) else outcome  # fmt: skip
    if not number:
        yield NotArticle(
            path=origin.path, member=origin.member, reason=reasons[0] if reasons else "an empty workbook"
        )


def _read_soundly(
    package: Package, origin: Origin, options: ReadingOptions, reasons: list[str]
) -> Iterator[Outcome]:
    """The rows; where the workbook is damaged, a Reject behind those before the damage."""
    try:
        yield from _read_workbook(package, origin, options, reasons)
    except _DAMAGE as error:
        words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        yield Reject(origin=origin, reason=f"a damaged workbook: {words}")


def _read_workbook(
    package: Package, origin: Origin, options: ReadingOptions, reasons: list[str]
) -> Iterator[Outcome]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(package.data), read_only=True, data_only=True, keep_links=False)
    formulas = open_formulas(package)
    taken = 0
    for number, sheet in enumerate(book.worksheets[:MOST_SHEETS]):
        rows = _read_rows(sheet, formulas_of(formulas, number, MOST_COLUMNS))
        sample = list(islice(rows, SAMPLE_ROWS))
        table = choose_layout({"\t": sample}, RecordMapper(NAME, options, origin), options)
        if isinstance(table, str):
            reasons.append(table)
            continue
        mapper = RecordMapper(
            NAME, replace(options, mapping=name_columns(options.mapping, table.names)), origin
        )
        days = mapper.date_names(table.names)
        columns = [place for place, name in enumerate(table.names) if name in days]
        for row in chain(sample, rows):
            if row.line > (table.header_line or 0):
                taken += 1
                place = replace(origin, record=taken, line=row.line)
                dated = _read_serials(row, columns, book.epoch)
                outcome = read_row(dated, _widen(table, len(row.cells)), mapper, place)
                yield tell_formulas(outcome, row, table.names, place)


def _read_serials(row: Row, columns: Sequence[int], epoch: datetime) -> Row:
    """A row whose days, kept as bare numbers in columns that a heading names as days, are days."""
    from openpyxl.utils.datetime import from_excel

    cells = list(row.cells)
    for column in columns:
        if column < len(cells) and _SERIAL.fullmatch(cells[column]):
            cells[column] = _read_cell(from_excel(float(cells[column]), epoch))
    return replace(row, cells=cells)


def _widen(table: Table, width: int) -> Table:
    """The layout with names for cells beyond the last one that has a heading, so that they are kept."""
    if width <= len(table.names):
        return table
    more = (f"column {number}" for number in range(len(table.names) + 1, width + 1))
    return replace(table, names=(*table.names, *more))


def _read_rows(sheet: Any, formulas: Iterator[Sequence[object]]) -> Iterator[Row]:
    """The rows that hold something, without empty cells at their ends; `formulas`: the same rows with these as they stand."""
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    for number, (values, stated) in enumerate(zip(rows, formulas, strict=False), start=1):
        cells = _strip_end([_read_cell(value) for value in values])
        uncomputed = without_value(values, stated)
        if cells or uncomputed:
            yield SheetRow(number, cells, uncomputed)


def _strip_end(cells: Sequence[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return list(cells[:end])


def _read_cell(value: object) -> str:
    """A cell as text; a day without a time as a day, a whole number without a point."""
    match value:
        case None:
            return ""
        case datetime():
            return (
                value.date().isoformat()
                if value.time() == _MIDNIGHT
                else value.isoformat(sep=" ", timespec="seconds")
            )
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return clean(str(value)).strip()
