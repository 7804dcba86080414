"""Many queries at once: how many articles each finds, by year, month, source or section. The study of 200 names, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from indexer.engines.contract import Bucket, Engine, Facet, Filters, Interval, Notice, SearchRequest
from indexer.engines.timeline import MOST_BARS
from indexer.errors import QueryError
from indexer.search.unknown_values import notices_of_values
from indexer.words.folding import fold_value

Per = Literal["year", "month", "source", "section"]
MOST_QUERIES = 10_000
MOST_COLUMNS = 5_000
_ALL_YEARS = 9_999
_ALL_VALUES = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One query. `cells`: articles under each column's name; beside them `undated`, `imprecise` (dated, but less precisely than the
    period) and `without` (no such value, or one beyond the commonest MOST_COLUMNS): together they are the `total`, whatever happens.

    `shares`: each cell by the articles of the archive in that column, under the same filters; none where it has none. `held`: these articles,
    of all columns there may be. `error`: why it was not asked. `at_least`: counts are lower bounds. `notices`: what was doubtful in how it was read.
    """

    number: int
    query: str
    total: int = 0
    cells: Mapping[str, int] | None = None
    shares: Mapping[str, float] | None = None
    held: Mapping[str, int] | None = None
    undated: int = 0
    imprecise: int = 0
    without: int = 0
    at_least: bool = False
    error: str | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def rest(self) -> int:
        """Found, but in no column."""
        return self.undated + self.imprecise + self.without

    def share(self, column: str) -> float | None:
        """Of all articles of the archive in a column, those found; None where it has none: nothing of nothing is no share."""
        if not (self.held or {}).get(column):
            return None
        return (self.shares or {}).get(column, 0.0)

    @property
    def is_cut(self) -> bool:
        """Whether there may be values beyond its columns."""
        return len(self.cells or ()) >= MOST_COLUMNS

    def as_json(self) -> dict[str, Any]:
        document = {"line": self.number, "query": self.query, "error": self.error}
        if self.error is None:
            document |= {
                "total": self.total,
                "total_relation": "at_least" if self.at_least else "exact",
                "counts": dict(self.cells or {}),
                "shares": dict(self.shares or {}),
                "undated": self.undated,
                "imprecise": self.imprecise,
                "rest": self.rest,
                "notices": [notice.as_json() for notice in self.notices],
            }
        return document


def count_queries(
    engine: Engine, lines: Iterable[str], per: Per, read: Callable[[str], SearchRequest]
) -> Iterator[Row]:
    """A row a line that holds a query; one that cannot be read is a row with its error. `read` makes a request of a line, and may raise QueryError."""
    held: Mapping[str, int] | None = None
    for number, line in enumerate(lines, 1):
        query = line.strip()
        if not query:
            continue
        if number > MOST_QUERIES:
            yield Row(number, query, error=f"more than {MOST_QUERIES:,} queries are not asked at once")
            return
        try:
            asked = read(query)
            if held is None:
                held = _count_archive(engine, per, asked)
            yield replace(
                _count(engine, number, query, per, asked),
                held=held,
                notices=(*asked.notices, *notices_of_values(engine, asked)),
            )
        except QueryError as error:
            yield Row(number, query, error=str(error))


def _count(engine: Engine, number: int, query: str, per: Per, request: SearchRequest) -> Row:
    if request.tree is None:
        raise QueryError("there are no words in this line", field="q")
    if per == "year" or per == "month":
        return _count_periods(engine, number, query, per, request)
    return _count_values(engine, number, query, per, request)


def _count_archive(engine: Engine, per: Per, request: SearchRequest) -> Mapping[str, int]:
    """Articles of the archive in each column, under the filters of a request. They are those of all lines."""
    bare = replace(request, tree=None)
    if per == "year" or per == "month":
        return _count_periods(engine, 0, "", per, bare).cells or {}
    asked = replace(bare, size=0, snippets=0, facets=(per,), facet_values=_ALL_VALUES, timeline=False)
    return {value.value: value.count for value in engine.search(asked).facets[per]}


def _count_periods(engine: Engine, number: int, query: str, per: Interval, request: SearchRequest) -> Row:
    asked = replace(
        request,
        size=0,
        snippets=0,
        facets=("year",),
        facet_values=_ALL_YEARS,
        timeline=True,
        interval=per,
    )
    results = engine.search(asked)
    spans = _spans([int(value.value) for value in results.facets["year"]], per)
    buckets, partial = list(results.timeline.buckets), results.partial
    if len(spans) > 1:
        # a timeline of so many bars is coarser than asked, or leaves some out
        buckets = []
        for span in spans:
            found = engine.search(
                replace(asked, facets=(), filters=_within(request.filters, *span), interval=per)
            )
            buckets += found.timeline.buckets if found.timeline.interval == per else ()
            partial |= found.partial
    width = 4 if per == "year" else 7
    cells = {bucket.start[:width]: bucket.count for bucket in buckets}
    shares = {bucket.start[:width]: _share(bucket) for bucket in buckets if bucket.all}
    # a search that ended early may have counted less than the ones after it
    undated = max(0, results.total - sum(value.count for value in results.facets["year"]))
    imprecise = max(0, results.total - undated - sum(cells.values()))
    return Row(
        number,
        query,
        total=undated + imprecise + sum(cells.values()),
        cells=cells,
        shares=shares,
        undated=undated,
        imprecise=imprecise,
        at_least=partial,
    )


def _spans(years: Iterable[int], per: Interval) -> list[tuple[int, int]]:
    """Years in runs, each short enough for a timeline of its own."""
    longest = MOST_BARS // 12 if per == "month" else MOST_BARS
    spans: list[tuple[int, int]] = []
    for year in sorted(years):
        if spans and year - spans[-1][0] < longest:
            spans[-1] = (spans[-1][0], year)
        else:
            spans.append((year, year))
    return spans


def _within(filters: Filters, first: int, last: int) -> Filters:
    """The filters, and no other than these years."""
    return replace(
        filters,
        first=max(filters.first or "", f"{first:04d}-01-01"),
        last=min(filters.last or "9999-12-31", f"{last:04d}-12-31"),
    )


def _share(bucket: Bucket) -> float:
    return round(bucket.count / bucket.all, 6)


def _count_values(engine: Engine, number: int, query: str, per: Facet, request: SearchRequest) -> Row:
    asked = replace(request, size=0, snippets=0, facets=(per,), facet_values=MOST_COLUMNS, timeline=False)
    results = engine.search(asked)
    everything = engine.search(replace(asked, tree=None, facet_values=_ALL_VALUES))
    whole = {value.value: value.count for value in everything.facets[per]}
    # a search names a value as most of its own articles print it, so that each line would have columns of its own
    named = {fold_value(name): name for name in whole}
    # a facet counts beside its own choices, a table only what is chosen
    cells = {
        named.get(fold_value(value.value), value.value): value.count
        for value in results.facets[per]
        if _is_chosen(value.value, request.filters, per)
    }
    shares = {name: round(count / whole[name], 6) for name, count in cells.items() if whole.get(name)}
    return Row(
        number,
        query,
        total=results.total,
        cells=cells,
        shares=shares,
        without=results.total - sum(cells.values()),
        at_least=results.partial or everything.partial,
    )


def _is_chosen(value: str, filters: Filters, facet: Facet) -> bool:
    included, excluded = (
        {fold_value(name) for name in chosen.get(facet, ())} for chosen in (filters.include, filters.exclude)
    )
    return (not included or fold_value(value) in included) and fold_value(value) not in excluded


def columns_of(rows: Iterable[Row], per: Per) -> list[str]:
    """The columns of a table of these rows: periods in order and without a hole (but for more than MOST_COLUMNS months), values by name."""
    names = sorted({name for row in rows for name in (row.cells or {})})
    if per == "year" and names:
        return [f"{year:04d}" for year in range(int(names[0]), int(names[-1]) + 1)]
    if per == "month" and names:
        first, last = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (names[0], names[-1]))
        if last - first < MOST_COLUMNS:
            return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]
    return names
