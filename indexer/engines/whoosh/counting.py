"""Counts over a result: values of facets, and the bars of a timeline. Exact, by one count over a column.

In: for each segment the numbers of the articles that match. Segments number their values by themselves,
so counts meet under the values' text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np

from indexer.engines.contract import Bucket, Facet, FacetValue, Interval, Timeline
from indexer.engines.timeline import bucket_starts, busiest_bars, choose_interval
from indexer.engines.whoosh.columns import NO_DAY
from indexer.engines.whoosh.sections import Array
from indexer.engines.whoosh.segment import Segment

Found = tuple[Segment, Array]
"""A segment and the ascending numbers of its articles that match."""

_LEAST_PRECISION: dict[Interval, int] = {"day": 3, "week": 3, "month": 2, "year": 1}
"""Of a date's `key`: 1 is a year, 2 a month, 3 a day."""


def count_values(facet: Facet, found: Iterable[Found], most: int | None = None) -> tuple[FacetValue, ...]:
    """The values that the articles have, most frequent first, equal ones by name."""
    counts: Counter[str] = Counter()
    for segment, articles in found:
        values = segment.values(facet)
        numbers = np.bincount(segment.facet_numbers(facet, articles), minlength=len(values) + 1)
        for number in np.flatnonzero(numbers[1:]):
            counts[values[number]] += int(numbers[number + 1])
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value=value, count=count) for value, count in ordered[:most])


def draw_timeline(
    found: list[Found], everything: list[Found], wanted: Interval | None
) -> tuple[Timeline, int]:
    """The bars of `found`, each beside that of `everything`; and how many are dated too coarsely for a bar."""
    days, precision = _dates(found)
    if not len(days):
        return Timeline(), 0
    interval = choose_interval(_iso(days.min()), _iso(days.max()), wanted)
    fine = days[precision >= _LEAST_PRECISION[interval]]
    imprecise = len(days) - len(fine)
    if not len(fine):
        return Timeline(interval=interval), imprecise
    starts = bucket_starts(_iso(fine.min()), _iso(fine.max()), interval)
    counts = _count_bars(fine, starts)
    all_days, all_precision = _dates(everything)
    all_counts = _count_bars(all_days[all_precision >= _LEAST_PRECISION[interval]], starts, interval)
    shown = busiest_bars(counts.tolist())
    rows = zip(starts[shown], counts[shown].tolist(), all_counts[shown].tolist(), strict=True)
    buckets = tuple(Bucket(start=start, count=count, all=whole) for start, count, whole in rows)
    return Timeline(interval=interval, buckets=buckets), imprecise


def _dates(found: list[Found]) -> tuple[Array, Array]:
    """First days and precisions of the articles that are dated."""
    keys = [segment.column("key")[articles] for segment, articles in found]
    joined = np.concatenate(keys) if keys else np.zeros(0, dtype=np.int32)
    joined = joined[joined > NO_DAY]
    return joined >> 2, joined & 3


def _count_bars(days: Array, starts: tuple[str, ...], interval: Interval | None = None) -> Array:
    """Days in each bar. With an interval, days before the first and after the last bar are left out."""
    ordinals = np.array([date.fromisoformat(start).toordinal() for start in starts])
    bars = np.searchsorted(ordinals, days, side="right") - 1
    if interval is not None:
        inside = (days >= ordinals[0]) & (days < _end(starts[-1], interval))
        bars = bars[inside]
    return np.bincount(bars, minlength=len(starts))


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
