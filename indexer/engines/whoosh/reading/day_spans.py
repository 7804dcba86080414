"""Which articles of a segment have a date that overlaps a span of days.

A narrow span is looked up in the order of days, which is made once: a search of a month in ten years then need not
look at every article's day.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from indexer.engines.whoosh.storage.columns import NO_DAY
from indexer.engines.whoosh.storage.number_sets import mask_of
from indexer.engines.whoosh.storage.sections import Array, count_below

NARROW = 8
"""A span is narrow that holds less than this part of all articles."""


class DaySpans:
    """The first and the last day that the date of each article may mean, NO_DAY for both where there is none."""

    def __init__(self, first_days: Array, last_days: Array) -> None:
        self._first_days = first_days
        self._last_days = last_days

    def overlapping(self, first: str | None, last: str | None) -> Array:
        """A mask of the articles whose date overlaps `first`..`last` (ISO days, None is open). Undated ones have none."""
        if first is not None and last is not None:
            return self._between(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
        if first is not None:
            # which is beyond NO_DAY
            return np.asarray(self._last_days >= date.fromisoformat(first).toordinal())
        mask = self._first_days != NO_DAY
        if last is not None:
            mask &= self._first_days <= date.fromisoformat(last).toordinal()
        return np.asarray(mask)

    def _between(self, first: int, last: int) -> Array:
        articles, days = self._in_order
        low, high = count_below(days, first), count_below(days, last + 1)
        if (high - low) * NARROW > len(days):
            return np.asarray((self._last_days >= first) & (self._first_days <= last))
        coarse = self._coarse
        overlap = (self._last_days[coarse] >= first) & (self._first_days[coarse] <= last)
        return mask_of(len(days), articles[low:high], coarse[overlap])

    @cached_property
    def _in_order(self) -> tuple[Array, Array]:
        """(numbers of all articles by their first day, these days)."""
        order = np.argsort(self._first_days)
        return order.astype(np.int32), self._first_days[order]

    @cached_property
    def _coarse(self) -> Array:
        """The articles whose date is a month or a year: they may begin before a span that they overlap."""
        return np.flatnonzero(self._first_days != self._last_days)
