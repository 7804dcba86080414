"""Several searches side by side over time: counts of each in the same bars, and the share of all articles that they are.

All are asked under the same filters, so that the archive's own ups and downs are the same for each: a share tells
attention, a count also how much was printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from indexer.engines.contract import Engine, Interval, Notice, Results, SearchRequest
from indexer.engines.timeline import (
    INTERVALS,
    MOST_BARS,
    bucket_starts,
    busiest_bars,
    choose_interval,
    last_day,
)
from indexer.errors import QueryError
from indexer.message import say
from indexer.search.unknown_values import notices_of_values

MOST_COMPARED = 5
_RUN: Mapping[Interval, int] = {"day": 30, "week": 300, "month": 380, "year": MOST_BARS}
"""Bars that are counted at once: fewer than a timeline may have by a year, since a date of a year alone stands at its beginning."""


@dataclass(frozen=True, slots=True)
class Series:
    """One search: articles in each bar, in all, without a date, and dated too coarsely for a bar; `at_least` where time ran out; `notices` say what was doubtful in how it was read."""

    text: str
    understood: str
    counts: tuple[int, ...]
    total: int
    undated: int
    imprecise: int
    at_least: bool
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Bars (their first days) that all series share, and how many articles of the archive each holds under the same filters."""

    interval: Interval | None
    starts: tuple[str, ...]
    all: tuple[int, ...]
    series: tuple[Series, ...]

    def as_json(self) -> dict[str, Any]:
        series = [
            {**asdict(one), "notices": [notice.as_json() for notice in one.notices]} for one in self.series
        ]
        return {**asdict(self), "series": series}


def compare(engine: Engine, requests: Sequence[SearchRequest]) -> Comparison:
    """Counts of the requests, which differ in their words alone. Raises QueryError for more than MOST_COMPARED and for one without words."""
    if len(requests) > MOST_COMPARED:
        raise QueryError(
            say("At most %(most)s searches are compared at once.", most=MOST_COMPARED), field="compare"
        )
    if any(request.tree is None for request in requests):
        raise QueryError(say("A search that is compared needs words."), field="compare")
    bare = [
        replace(request, size=0, snippets=0, facets=(), timeline=True, interval=None) for request in requests
    ]
    first = [engine.search(request) for request in bare]
    interval = _shared_interval(first)
    if interval is None:
        return Comparison(
            None, (), (), tuple(_series(engine, *pair, ()) for pair in zip(requests, first, strict=True))
        )
    found = [
        results
        if results.timeline.interval == interval
        else engine.search(replace(request, interval=interval))
        for request, results in zip(bare, first, strict=True)
    ]
    starts = _shared_starts(found, interval)
    whole = _count_everything(engine, bare[0], found, starts, interval)
    return Comparison(
        interval,
        starts,
        tuple(whole.get(start, 0) for start in starts),
        tuple(
            _series(engine, request, results, starts)
            for request, results in zip(requests, found, strict=True)
        ),
    )


def _count_everything(
    engine: Engine,
    request: SearchRequest,
    found: Sequence[Results],
    starts: Sequence[str],
    interval: Interval,
) -> dict[str, int]:
    """Articles of the archive in each bar: as the timelines of the searches say, and between them as one of these days alone says.

    A timeline of the whole archive could be coarser than these bars, and its numbers those of other bars.
    """
    counted: list[Results] = []
    run = _RUN[interval]
    for at in range(0, len(starts), run):
        part = starts[at : at + run]
        filters = replace(
            request.filters,
            first=max(request.filters.first or "", part[0]),
            last=min(request.filters.last or "9999-12-31", last_day(part[-1], interval)),
        )
        results = engine.search(replace(request, tree=None, filters=filters, interval=interval))
        counted += [results] if results.timeline.interval == interval else []
    return _by_start([*counted, *found], lambda bucket: bucket.all)


def _days(results: Sequence[Results]) -> list[str]:
    return [bucket.start for one in results for bucket in one.timeline.buckets]


def _shared_interval(results: Sequence[Results]) -> Interval | None:
    """One that suits the days of all; None where none is dated."""
    days = _days(results)
    if not days:
        return None
    chosen = choose_interval(min(days), max(days))
    used = [one.timeline.interval for one in results if one.timeline.interval]
    return max([chosen, *used], key=INTERVALS.index)


def _shared_starts(results: Sequence[Results], interval: Interval) -> tuple[str, ...]:
    """All bars from the first to the last that one of them has, without a hole; the busiest where there are too many."""
    days = _days(results)
    starts = bucket_starts(min(days), max(days), interval)
    counts = _by_start(results, lambda bucket: bucket.count, add=True)
    return starts[busiest_bars([counts.get(start, 0) for start in starts])]


def _by_start(results: Sequence[Results], number: Any, *, add: bool = False) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in results:
        for bucket in one.timeline.buckets:
            found[bucket.start] = (found.get(bucket.start, 0) if add else 0) + number(bucket)
    return found


def _series(engine: Engine, request: SearchRequest, results: Results, starts: Sequence[str]) -> Series:
    counts = {bucket.start: bucket.count for bucket in results.timeline.buckets}
    return Series(
        text=request.text.strip(),
        understood=request.understood,
        counts=tuple(counts.get(start, 0) for start in starts),
        total=results.total,
        undated=results.undated,
        imprecise=results.imprecise,
        at_least=results.partial,
        notices=(*request.notices, *results.notices, *notices_of_values(engine, request, results)),
    )
