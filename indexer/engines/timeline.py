"""Bars of a timeline: which interval a span of days asks for, and where the bars begin. Every engine counts by these.

A timeline covers the articles that match. Its interval is chosen by the span of their days (a month or
a year stands at its first day). Counted in bars are those whose date is no coarser than the interval;
the others are `imprecise`. Bars run without a hole from the first that counts one to the last, at most
MOST_BARS: where even years would be more (a stray 9999), the MOST_BARS that hold the most articles are
shown, of equal ones the earliest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from indexer.engines.contract import Interval

MOST_BARS = 400

_MOST_DAYS = 62
_MOST_WEEK_DAYS = 371
"""53 weeks: any year, from whatever day."""

INTERVALS: tuple[Interval, ...] = ("day", "week", "month", "year")
"""From the finest."""


def choose_interval(first_day: str, last_day: str, wanted: Interval | None = None) -> Interval:
    """The interval for a span of ISO days, both in: `wanted`, or the finest that stays readable; coarser where it makes over MOST_BARS."""
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    days = (last - first).days + 1
    finest = wanted or ("day" if days <= _MOST_DAYS else "week" if days <= _MOST_WEEK_DAYS else "month")
    for interval in INTERVALS[INTERVALS.index(finest) :]:
        if _count_bars(first, last, interval) <= MOST_BARS:
            return interval
    return "year"


def coarser(interval: Interval) -> Interval:
    """The next coarser interval; years stay years."""
    return INTERVALS[min(INTERVALS.index(interval) + 1, len(INTERVALS) - 1)]


def last_day(start: str, interval: Interval) -> str:
    """The last day of the bar that begins at `start`, ISO."""
    following = _next(date.fromisoformat(start), interval)
    return (following - timedelta(days=1) if following else date.max).isoformat()


def bucket_starts(first_day: str, last_day: str, interval: Interval) -> tuple[str, ...]:
    """First days of all bars from the one that holds `first_day` to the one that holds `last_day`."""
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    return _starts(_start(first, interval), _start(last, interval), interval)


@lru_cache(maxsize=256)
def _starts(first: date, last: date, interval: Interval) -> tuple[str, ...]:
    starts: list[str] = []
    following: date | None = first
    while following is not None and following <= last:
        starts.append(following.isoformat())
        following = _next(following, interval)
    return tuple(starts)


def busiest_bars(counts: Sequence[int]) -> slice:
    """The run of at most MOST_BARS bars that holds the most articles, of equal ones the earliest; it ends with bars that count some."""
    if len(counts) <= MOST_BARS:
        return slice(0, len(counts))
    sums = [0]
    for count in counts:
        sums.append(sums[-1] + count)
    best = max(
        range(len(counts) - MOST_BARS + 1), key=lambda first: (sums[first + MOST_BARS] - sums[first], -first)
    )
    # the same articles without the empty bars at both ends
    low = next(
        number for number in range(best, len(counts)) if counts[number] or number == best + MOST_BARS - 1
    )
    high = bisect_left(sums, sums[best + MOST_BARS])
    return slice(low, max(high, low + 1))


def _count_bars(first: date, last: date, interval: Interval) -> int:
    match interval:
        case "day":
            return (last - first).days + 1
        case "week":
            return (_start(last, "week") - _start(first, "week")).days // 7 + 1
        case "month":
            return (last.year - first.year) * 12 + last.month - first.month + 1
        case "year":
            return last.year - first.year + 1
    raise AssertionError(interval)


def _start(day: date, interval: Interval) -> date:
    match interval:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    raise AssertionError(interval)


def _next(start: date, interval: Interval) -> date | None:
    """The bar behind; None beyond the year 9999."""
    try:
        match interval:
            case "day":
                return start + timedelta(days=1)
            case "week":
                return start + timedelta(days=7)
            case "month":
                return _start(start + timedelta(days=31), "month")
            case "year":
                return start.replace(year=start.year + 1)
    except (OverflowError, ValueError):
        return None
    raise AssertionError(interval)
