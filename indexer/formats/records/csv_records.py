"""CSV and its kin (tabs, semicolons, bars) -> articles: the header row says what the columns are, `mapping` the rest.

`csv_rows` cuts the text into rows. A row that is too short lacks its last columns; one that is too long is a Reject.
Without a header row that names a title or a text, `--map title=2` says it by column number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.contract import HEAD_BYTES
from indexer.formats.records.csv_rows import BadRow, Row, read_lines, read_rows
from indexer.formats.records.mapping import RecordMapper
from indexer.formats.text.text_blocks import decode_head, read_text_blocks
from indexer.settings import ReadingOptions

NAME = "csv"
DESCRIPTION = "CSV, TSV and tables with semicolons or bars, with a header row of any names"
SUFFIXES = (".csv", ".tsv", ".tab", ".psv")

DELIMITERS = ",\t;|"
HEADER_ROWS = 10
"""The header is looked for in so many rows: exports print a title above it."""
HEADER_CELL = 60
SAMPLE_ROWS = 30

NO_VALUE = frozenset(("NULL", "null", "NaN", "nan", "None", "N/A", "n/a", "\\N", "#N/A", "NA"))
"""What tables print where they have no value."""


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is laid out: its separator, its columns' names, and the line of its header, None where it has none."""

    delimiter: str
    names: tuple[str, ...]
    header_line: int | None


def sniff(head: bytes, name: str) -> bool:
    """Whether this is a table: by its name, else by a header row that names at least two of an article's fields."""
    text = decode_head(head)
    if "\0" in text or not text.strip() or text.lstrip()[:1] in "<{":
        return False
    if name.lower().endswith(SUFFIXES):
        return True
    mapper = RecordMapper(NAME, ReadingOptions(), Origin(path=name))
    for delimiter in DELIMITERS:
        rows = _sample(text, delimiter, len(head) >= HEAD_BYTES)
        if rows and _knows_header(rows[0].cells, mapper, least=2) and _agree(rows):
            return True
    return False


def _agree(rows: Sequence[Row]) -> bool:
    """Whether the rows are about as wide as the first, so that no line of prose is taken for a header."""
    width = len(rows[0].cells)
    return 2 * sum(len(row.cells) == width for row in rows[1:]) >= len(rows) - 1


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The rows of a table in order, each with the line it starts on; see `Format.parse`."""
    blocks = read_text_blocks(stream)
    head = next(blocks, "")
    table = _lay_out(head, origin, options)
    if isinstance(table, str):
        yield NotArticle(path=origin.path, member=origin.member, reason=table)
        return
    mapper = RecordMapper(NAME, replace(options, mapping=name_columns(options.mapping, table.names)), origin)
    lines = read_lines(chain([head], blocks))
    number = 0
    for row in read_rows(lines, table.delimiter, len(table.names)):
        if row.line <= (table.header_line or 0):
            continue
        number += 1
        yield read_row(
            row, table, mapper, Origin(path=origin.path, member=origin.member, record=number, line=row.line)
        )
    if not number:
        yield NotArticle(
            path=origin.path, member=origin.member, reason="a table with a header row and no other"
        )


def read_row(row: Row | BadRow, table: Table, mapper: RecordMapper, place: Origin) -> Outcome:
    """The article that a row is; `place` is the row's own."""
    if isinstance(row, BadRow):
        return Reject(origin=place, reason=row.reason)
    cells = ["" if cell.strip() in NO_VALUE else cell for cell in row.cells]
    return mapper.read(dict(zip(table.names, cells, strict=False)), place)


def name_columns(pairs: Sequence[tuple[str, str]], names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`--map` pairs with column numbers turned into the names of those columns."""

    def name(theirs: str) -> str:
        is_number = theirs.isdecimal() and theirs not in names and 1 <= int(theirs[:6]) <= len(names)
        return names[int(theirs) - 1] if is_number else theirs

    return tuple((ours, name(theirs)) for ours, theirs in pairs)


def _lay_out(head: str, origin: Origin, options: ReadingOptions) -> Table | str:
    """The table's layout as its first rows show it, or why it cannot be read."""
    mapper = RecordMapper(NAME, options, origin)
    samples = {delimiter: _sample(head, delimiter, len(head) >= HEAD_BYTES // 4) for delimiter in DELIMITERS}
    return choose_layout(samples, mapper, options)


def choose_layout(
    samples: Mapping[str, Sequence[Row]], mapper: RecordMapper, options: ReadingOptions
) -> Table | str:
    """The layout under which the first rows, as each separator cuts them, name the most of an article's fields; else why there is none."""
    found = [
        (mapper.knows(row.cells), len(row.cells), Table(delimiter, _distinct(row.cells), row.line))
        for delimiter, rows in samples.items()
        if (row := _find_header(rows, mapper))
    ]
    if found:
        return max(found, key=lambda candidate: candidate[:2])[2]
    delimiter, rows = max(samples.items(), key=lambda sample: _width(sample[1]))
    width = _width(rows)
    if not rows:
        return "an empty table"
    numbers = [int(theirs) for _, theirs in options.mapping if theirs.isdecimal()]
    if numbers and max(numbers) <= width:
        return Table(delimiter, tuple(map(str, range(1, width + 1))), None)
    return _explain_columns(rows[0].cells, width)


def _width(rows: Sequence[Row]) -> int:
    widths = [len(row.cells) for row in rows]
    return max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 0


def _sample(head: str, delimiter: str, is_cut: bool) -> list[Row]:
    """The first rows, without the `sep=;` line that spreadsheets write, and without a last one that the head may cut."""
    lines = read_lines(iter([head]))
    rows = [
        row
        for row in islice(read_rows(lines, delimiter), SAMPLE_ROWS)
        if isinstance(row, Row) and not row.cells[0].lower().startswith("sep=")
    ]
    return rows[:-1] if is_cut and 1 < len(rows) < SAMPLE_ROWS else rows


def _find_header(rows: Sequence[Row], mapper: RecordMapper) -> Row | None:
    for row in rows[:HEADER_ROWS]:
        if _knows_header(row.cells, mapper, least=2):
            return row
    return rows[0] if rows and _knows_header(rows[0].cells, mapper, least=1) else None


def _knows_header(cells: Sequence[str], mapper: RecordMapper, least: int) -> bool:
    """Whether these cells are names, at least `least` of them of our fields, one of which can stand for an article."""
    if (
        any(len(cell) > HEADER_CELL or cell.strip()[:1].isdigit() for cell in cells)
        or mapper.knows(cells) < least
    ):
        return False
    return mapper.tells_article(dict.fromkeys(cells, ""))


def _distinct(cells: Sequence[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name = cell.strip().lstrip("\ufeff") or f"column {number}"
        names[name if name not in names else f"{name} (column {number})"] = None
    return tuple(names)


def _explain_columns(cells: Sequence[str], width: int) -> str:
    shown = ", ".join(f'"{cell.strip()[:40]}"' for cell in cells[:8])
    return (
        f"a table of {width} columns, but no header row names a title or a text: its first row is {shown}. Say which column is which,"
        " by name or by number: --map title=1 --map body=2 --map published=3"
    )
