"""What `morgue kwic`, `words` and `count` ask and show: mentions in context, words around a search, tables of many queries."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from indexer.console.asking import read_request
from indexer.console.display import counted
from indexer.console.terminal import (
    beginning,
    bold,
    columns,
    cut,
    ending,
    pad,
    print_json,
    print_text,
    safe,
    tell,
    width,
    wrap,
)  # fmt: skip
from indexer.engines.contract import Archive, Engine, SearchRequest
from indexer.search.concordance import Concordance, Order, find_mentions
from indexer.search.keyness import KeyWords, find_words, find_words_by_year
from indexer.search.many_queries import Per, Row, columns_of, count_queries
from indexer.search.unknown_values import notices_of_values

NO_LIMIT = 3_600.0
_ALL = 10**9
_WIDEST = 40
"""Columns of a query or a source in a table on a terminal; JSON and CSV have all of it."""

_PERIODS = ("year", "month")


def find_lines(archive: Archive, text: str, order: str, **asked: Any) -> Concordance:
    """A page of the mentions of a query, of all its articles. Raises QueryError, EngineError."""
    engine = archive.reader()
    request = _read_and_tell(engine, text, **asked)
    return find_mentions(engine, request, cast(Order, order), seconds=NO_LIMIT, most=_ALL)


def _read_and_tell(engine: Engine, text: str, **asked: Any) -> SearchRequest:
    """The search, once what was doubtful in it is told."""
    request = read_request(text, **asked)
    for notice in (*request.notices, *notices_of_values(engine, request)):
        tell(f"morgue: {notice.message}")
    return request


def draw_concordance(found: Concordance) -> Iterator[str]:
    """The mentions below each other, the words in the middle."""
    whole = "" if found.whole else f" in the first {found.read:,} articles"
    bound = "at least " if found.at_least else ""
    yield bold(f"{counted(found.mentions, 'mention')}{whole}, {bound}{counted(found.articles, 'article')}")
    side = max(10, (width() - 24) // 2 - 6)
    for line in found.lines:
        day = f"{line.date or 'undated':<10}"
        left, words = pad(ending(safe(line.left), side), side, right=True), cut(line.words, side)
        room = max(0, width() - len(day) - side - columns(words) - 4)
        yield f"{day}  {left} {bold(words)}{beginning(safe(line.right), room)}"


def find_words_of(archive: Archive, text: str, *, by_year: bool, **asked: Any) -> tuple[KeyWords, ...]:
    """Words around a query, of all its years or of each. Raises QueryError, EngineError."""
    engine = archive.reader()
    request = _read_and_tell(engine, text, deadline=NO_LIMIT, **asked)
    return find_words_by_year(engine, request) if by_year else (find_words(engine, request),)


def draw_words(found: Sequence[KeyWords]) -> Iterator[str]:
    for period in found:
        yield bold(
            f"{period.period or 'All years'}: {counted(period.matching, 'article')}, {period.sampled:,} read for their words"
        )
        yield from wrap(_comparison(period), width())
        if not period.words:
            yield "  No word stands out."
            continue
        several = len(period.compared) > 1
        yield f"  {'likelihood':>10}  {'here':>7}  {'elsewhere':>9}  {'times':>7}  word"
        for word in period.words:
            times = "only" if word.ratio is None else f"{word.ratio:,.1f}"
            language = f" ({safe(word.language or '?')})" if several else ""
            yield f"  {word.likelihood:>10,.1f}  {word.inside:>7,}  {word.rest:>9,}  {times:>7}  {safe(word.word)}{language}"


def _comparison(words: KeyWords) -> str:
    """What was held against what."""
    sides = [
        f"{row.language or 'no known language'} {row.found:,} with {row.rest:,}" for row in words.compared
    ]
    told = f"Compared with the rest of the archive: {'; '.join(sides)}." if sides else "Nothing to compare."
    return f"{told} Time ran out; there may be more." if words.partial else told


def count_lines(
    archive: Archive, lines: Iterable[str], *, per: str, share: bool, **asked: Any
) -> tuple[list[Row], list[str]]:
    """A row a query, and the names of the columns. Raises EngineError."""
    del share
    engine = archive.reader()
    rows = list(
        count_queries(
            engine, lines, cast(Per, per), lambda text: read_request(text, deadline=NO_LIMIT, **asked)
        )
    )
    return rows, columns_of(rows, cast(Per, per))


def print_counts(
    rows: Sequence[Row], columns: Sequence[str], *, per: str, share: bool, as_csv: bool, as_json: bool
) -> None:
    """A table of which the numbers of a row, behind its total, add up to that."""
    for row in rows:
        if row.error:
            tell(f"morgue: line {row.number}: {row.error}")
        elif row.at_least:
            tell(f"morgue: line {row.number}: counted in part only, there may be more")
    _tell_notices(rows)
    if as_json:
        print_json({"columns": list(columns), "rows": [row.as_json() for row in rows]})
        return
    if not as_csv:
        columns = [name for name in columns if any((row.cells or {}).get(name) for row in rows)]
    table = [
        ["query", "total", *columns, *_beside(rows, per)],
        *(_cells(row, columns, per, share=share) for row in rows if not row.error),
    ]
    print_text(_csv_lines(table) if as_csv else _aligned(table))


def _tell_notices(rows: Sequence[Row]) -> None:
    """What was doubtful, each once: with its line where it is about one line alone."""
    lines: dict[str, list[int]] = {}
    for row in rows:
        for notice in row.notices:
            lines.setdefault(str(notice.message), []).append(row.number)
    for message, numbers in lines.items():
        where = f"line {numbers[0]}: " if len(numbers) == 1 and len(rows) > 1 else ""
        tell(f"morgue: {where}{message}")


def _beside(rows: Sequence[Row], per: str) -> list[str]:
    """Names of the columns for what is in none of the others."""
    if per in _PERIODS:
        return ["undated", "imprecise"]
    return [f"no {per} or a rarer one" if any(row.is_cut for row in rows) else f"no {per}"]


def _cells(row: Row, columns: Sequence[str], per: str, *, share: bool) -> list[str]:
    counts = row.cells or {}
    values = [_share(row.share(name)) if share else str(counts.get(name, 0)) for name in columns]
    beside = (row.undated, row.imprecise) if per in _PERIODS else (row.without,)
    return [row.query, str(row.total), *values, *map(str, beside)]


def _share(value: float | None) -> str:
    """Nothing where the archive has no article: that is not 0 percent."""
    return "" if value is None else f"{value:.4%}"


def _csv_lines(table: Sequence[Sequence[str]]) -> Iterator[str]:
    for cells in table:
        buffer = io.StringIO()
        csv.writer(buffer).writerow(
            [f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells]
        )
        yield buffer.getvalue().rstrip("\r\n")


def _aligned(table: Sequence[Sequence[str]]) -> Iterator[str]:
    rows = [[cut(cell, _WIDEST) for cell in row] for row in table]
    widths = [max(columns(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = zip(row, widths, range(len(row)), strict=True)
        yield "  ".join(pad(cell, size, right=place > 0) for cell, size, place in cells)
