"""Many queries at once: how many articles each finds, by year, month, source or section. The study of 200 names, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from indexer.engines.contract import Engine, Facet, Interval, SearchRequest
from indexer.errors import QueryError

Per = Literal["year", "month", "source", "section"]
MOST_QUERIES = 10_000
MOST_COLUMNS = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One query. `cells`: articles under each column's name; `rest`: found, but in no column (undated, too coarse a date, no such value).

    `shares`: each cell by the articles of the archive in that column, for periods. `error`: why it was not asked. `at_least`: counts are lower bounds.
    """

    number: int
    query: str
    total: int = 0
    cells: Mapping[str, int] | None = None
    shares: Mapping[str, float] | None = None
    rest: int = 0
    at_least: bool = False
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        document = {"line": self.number, "query": self.query, "error": self.error}
        if self.error is None:
            document |= {
                "total": self.total,
                "total_relation": "at_least" if self.at_least else "exact",
                "counts": dict(self.cells or {}),
                "shares": dict(self.shares or {}),
                "rest": self.rest,
            }
        return document


def count_queries(
    engine: Engine, lines: Iterable[str], per: Per, read: Callable[[str], SearchRequest]
) -> Iterator[Row]:
    """A row a line that holds a query; one that cannot be read is a row with its error. `read` makes a request of a line, and may raise QueryError."""
    for number, line in enumerate(lines, 1):
        query = line.strip()
        if not query:
            continue
        if number > MOST_QUERIES:
            yield Row(number, query, error=f"more than {MOST_QUERIES:,} queries are not asked at once")
            return
        try:
            yield _count(engine, number, query, per, read(query))
        except QueryError as error:
            yield Row(number, query, error=str(error))


def _count(engine: Engine, number: int, query: str, per: Per, request: SearchRequest) -> Row:
    if request.tree is None:
        raise QueryError("there are no words in this line", field="q")
    if per == "year" or per == "month":
        return _count_periods(engine, number, query, per, request)
    return _count_values(engine, number, query, per, request)


def _count_periods(engine: Engine, number: int, query: str, per: Interval, request: SearchRequest) -> Row:
    results = engine.search(replace(request, size=0, snippets=0, facets=(), timeline=True, interval=per))
    width = 4 if per == "year" else 7
    cells = {bucket.start[:width]: bucket.count for bucket in results.timeline.buckets}
    shares = {
        bucket.start[:width]: round(bucket.count / bucket.all, 6) if bucket.all else 0.0
        for bucket in results.timeline.buckets
    }
    return Row(
        number, query, results.total, cells, shares, results.total - sum(cells.values()), results.partial
    )


def _count_values(engine: Engine, number: int, query: str, per: Facet, request: SearchRequest) -> Row:
    results = engine.search(
        replace(request, size=0, snippets=0, facets=(per,), facet_values=MOST_COLUMNS, timeline=False)
    )
    cells = {value.value: value.count for value in results.facets[per]}
    return Row(number, query, results.total, cells, {}, results.total - sum(cells.values()), results.partial)


def columns_of(rows: Iterable[Row], per: Per) -> list[str]:
    """The columns of a table of these rows: periods in order and without a hole, values by name."""
    names = sorted({name for row in rows for name in (row.cells or {})})
    if per == "year" and names:
        return [f"{year:04d}" for year in range(int(names[0]), int(names[-1]) + 1)]
    if per == "month" and names:
        first, last = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (names[0], names[-1]))
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)][:MOST_COLUMNS]
    return names
