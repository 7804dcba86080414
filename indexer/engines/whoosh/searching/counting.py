"""Counts over a result: values of facets, and the bars of a timeline. Exact, by one count over a column.

In: for each segment the numbers of the articles that match. Segments number their values by themselves,
so counts meet under the values' text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from indexer.engines.contract import Bucket, Facet, FacetValue, Interval, Timeline
from indexer.engines.timeline import MOST_BARS, bucket_starts, busiest_bars, choose_interval, coarser
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.columns import NO_DAY
from indexer.engines.whoosh.storage.sections import Array

Found = tuple[Segment, Array]
"""A segment and the ascending numbers of its articles that match."""

DateCounts = tuple[Array, Array]
"""Of a segment: values of `key`, and how many articles have each."""

_LEAST_PRECISION: dict[Interval, int] = {"day": 3, "week": 3, "month": 2, "year": 1}
"""Of a date's `key`: 1 is a year, 2 a month, 3 a day."""


def count_values(facet: Facet, found: Iterable[Found], most: int | None = None) -> tuple[FacetValue, ...]:
    """The `most` frequent values that the articles have, equal ones by name. Spellings that a filter takes for one are counted as one, under the commonest."""
    counted = [_ValueCounts(segment, facet, articles) for segment, articles in found]
    if len(counted) == 1:
        rows = counted[0].rows(most)
        named = [(-count, counted[0].printed(number)) for number, count in rows]
    else:
        named = _joined(counted)
    named.sort()
    return tuple([FacetValue(value, -below) for below, value in named[:most]])


class _ValueCounts:
    """How many articles of a segment have each value of a facet: by spelling, and all spellings together at the first."""

    def __init__(self, segment: Segment, facet: Facet, articles: Array) -> None:
        self.values = segment.values(facet)
        self.folded = segment.folded_values(facet)
        self._spellings = segment.spellings(facet)
        self._by_spelling = segment.count_values(facet, articles)
        self._counts = self._spellings.merge(self._by_spelling)
        repeats = segment.count_repeats(articles) if facet == "tag" else None
        if repeats is not None:
            self._counts = self._counts - repeats

    def rows(self, most: int | None = None) -> Iterable[tuple[int, int]]:
        """(number of a value, articles), of those that have some and may be among the `most` frequent."""
        rows = np.flatnonzero(self._counts >= _least_of_the_first(self._counts, most))
        return zip(rows.tolist(), self._counts[rows].tolist(), strict=True)

    def forms(self, number: int) -> dict[str, int]:
        """The spellings of a value, with how many articles have each."""
        numbers = (number, *self._spellings.others.get(number, ()))
        return {self.values[form]: int(self._by_spelling[form]) for form in numbers}

    def printed(self, number: int) -> str:
        """A value in its commonest spelling."""
        return _commonest(self.forms(number)) if number in self._spellings.others else self.values[number]


def _joined(counted: list[_ValueCounts]) -> list[tuple[int, str]]:
    """(articles of all segments, below zero, and value), of each value that some have."""
    counts: dict[str, int] = {}
    printed: dict[str, dict[str, int]] = {}
    for of_segment in counted:
        for number, count in of_segment.rows():
            value = of_segment.folded[number]
            counts[value] = counts.get(value, 0) + count
            forms = printed.setdefault(value, {})
            for form, articles in of_segment.forms(number).items():
                forms[form] = forms.get(form, 0) + articles
    return [(-count, _commonest(printed[value])) for value, count in counts.items()]


def _commonest(forms: dict[str, int]) -> str:
    """The spelling that most articles have, of equal ones the first by name."""
    return next(iter(forms)) if len(forms) == 1 else min(forms, key=lambda form: (-forms[form], form))


def _least_of_the_first(counts: Array, most: int | None) -> int:
    """What a value must count to be among the first `most`, or equal to the last of them."""
    if most is None or len(counts) <= most:
        return 1
    return max(1, int(np.partition(counts, len(counts) - most)[len(counts) - most]))


def draw_timeline(
    found: list[DateCounts], everything: list[DateCounts], wanted: Interval | None, most: int = MOST_BARS
) -> tuple[Timeline, int]:
    """The bars of what was found, each beside that of `everything`, coarser ones where there are more than `most`; and how many are dated too coarsely for a bar."""
    dates = _join_dates(found)
    if not len(dates.days):
        return Timeline(), 0
    interval = choose_interval(_iso(dates.days[0]), _iso(dates.days[-1]), wanted)
    fine, starts = _bars(dates, interval)
    while len(starts) > most and interval != "year":
        interval = coarser(interval)
        fine, starts = _bars(dates, interval)
    imprecise = int(dates.counts.sum() - fine.counts.sum())
    if not starts:
        return Timeline(interval=interval), imprecise
    whole = _join_dates(everything).from_precision(_LEAST_PRECISION[interval])
    return Timeline(interval=interval, buckets=_count_buckets(fine, whole, starts, interval)), imprecise


def _bars(dates: _Dates, interval: Interval) -> tuple[_Dates, tuple[str, ...]]:
    """The dates that bars of an interval count, and where the bars begin."""
    fine = dates.from_precision(_LEAST_PRECISION[interval])
    if not len(fine.days):
        return fine, ()
    return fine, bucket_starts(_iso(fine.days[0]), _iso(fine.days[-1]), interval)


def _count_buckets(
    found: _Dates, everything: _Dates, starts: tuple[str, ...], interval: Interval
) -> tuple[Bucket, ...]:
    counts = _count_bars(found, starts, interval)
    all_counts = _count_bars(everything, starts, interval)
    shown = busiest_bars(counts.tolist())
    return tuple(map(Bucket, starts[shown], counts[shown].tolist(), all_counts[shown].tolist()))


@dataclass(frozen=True, slots=True)
class _Dates:
    """Dates that occur, a row each, by their days, and how many articles have each: far fewer than articles."""

    days: Array
    precision: Array
    counts: Array

    def from_precision(self, least: int) -> _Dates:
        """Those that are no coarser."""
        chosen = self.precision >= least
        if chosen.all():
            return self
        return _Dates(self.days[chosen], self.precision[chosen], self.counts[chosen])


def _join_dates(pairs: list[DateCounts]) -> _Dates:
    if len(pairs) == 1:
        keys, counts = pairs[0]
    else:
        keys = np.concatenate([np.zeros(0, dtype=np.int64), *(keys for keys, _ in pairs)])
        counts = np.concatenate([np.zeros(0, dtype=np.int64), *(counts for _, counts in pairs)])
        order = np.argsort(keys, kind="stable")
        keys, counts = keys[order], counts[order]
    undated = int(keys.searchsorted(NO_DAY, "right"))
    keys, counts = keys[undated:], counts[undated:]
    return _Dates(keys >> 2, keys & 3, counts)


def _count_bars(dates: _Dates, starts: tuple[str, ...], interval: Interval) -> Array:
    """Articles in each bar; days before the first and after the last bar are left out."""
    before = np.zeros(len(dates.counts) + 1, dtype=np.int64)
    np.cumsum(dates.counts, out=before[1:])
    at_edges = before[dates.days.searchsorted(_edges(starts, interval))]
    return np.asarray(at_edges[1:] - at_edges[:-1])


@lru_cache(maxsize=256)
def _edges(starts: tuple[str, ...], interval: Interval) -> Array:
    """The days with which bars begin, and the one behind the last."""
    return np.array(
        [*(date.fromisoformat(start).toordinal() for start in starts), _end(starts[-1], interval)]
    )


def _end(start: str, interval: Interval) -> int:
    """The day behind a bar."""
    first = date.fromisoformat(start)
    match interval:
        case "day":
            return first.toordinal() + 1
        case "week":
            return first.toordinal() + 7
        case "month":
            year, month = divmod(first.year * 12 + first.month, 12)
            return date.max.toordinal() + 1 if year > 9999 else date(year, month + 1, 1).toordinal()
        case "year":
            return date.max.toordinal() + 1 if first.year == 9999 else date(first.year + 1, 1, 1).toordinal()
    raise AssertionError(interval)


def _iso(ordinal: int) -> str:
    return date.fromordinal(int(ordinal)).isoformat()
