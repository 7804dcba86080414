"""What is chosen beside the words, as masks over the articles of one segment."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from indexer.engines.contract import Facet, Filters
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.columns import NO_DAY
from indexer.engines.whoosh.storage.number_sets import mask_of
from indexer.engines.whoosh.storage.sections import Array
from indexer.words.folding import fold_value


class Selection:
    """The filters of a request in one segment. Masks hold dead articles too; None stands for one that lets all through."""

    def __init__(self, segment: Segment, filters: Filters) -> None:
        self.segment = segment
        self._filters = filters

    @cached_property
    def _dates_fit(self) -> Array | None:
        filters = self._filters
        if filters.first is None and filters.last is None:
            return None
        return self.segment.day_spans.overlapping(filters.first, filters.last)

    @cached_property
    def dates_fit_or_undated(self) -> Array | None:
        """The articles that can be found, or counted as undated beside what is found."""
        if self._dates_fit is None or not self.segment.undated:
            return self._dates_fit
        return np.asarray(self._dates_fit | self.undated)

    @cached_property
    def undated(self) -> Array:
        return np.asarray(self.segment.column("first_day") == NO_DAY)

    def choose(self, articles: Array) -> Array:
        """Those of some articles that fit all filters."""
        return _kept(_kept(articles, self._dates_fit), self._values_fit)

    def choose_but(self, facet: Facet, articles: Array) -> Array:
        """Those that fit all filters but those of one facet."""
        return _kept(_kept(articles, self._dates_fit), self._make_mask(facet))

    def count_dates(self) -> tuple[Array, Array]:
        """(values of `key`, how many have each) of all living articles that fit all filters."""
        segment, filters = self.segment, self._filters
        if self._values_fit is not None:
            return segment.count_dates(self.choose(segment.all_living))
        return segment.count_dates_between(_ordinal(filters.first), _ordinal(filters.last))

    def count_undated(self, articles: Array) -> int:
        """How many have no date and fit the other filters."""
        if not self.segment.undated:
            return 0
        undated = articles[self.segment.column("first_day")[articles] == NO_DAY]
        return len(_kept(undated, self._values_fit))

    @cached_property
    def _values_fit(self) -> Array | None:
        return self._make_mask(None)

    def _make_mask(self, ignored: Facet | None) -> Array | None:
        filters = self._filters
        wanted = [(facet, values, True) for facet, values in filters.include.items()]
        wanted += [(facet, values, False) for facet, values in filters.exclude.items()]
        mask: Array | None = None
        for facet, values, included in wanted:
            if values and facet != ignored:
                having = self._having(facet, values)
                having = having if included else ~having
                mask = having if mask is None else mask & having
        return mask

    def _having(self, facet: Facet, values: tuple[str, ...]) -> Array:
        """Articles that have one of the values, compared folded and whole."""
        wanted = {fold_value(value) for value in values}
        chosen = np.array([False, *(value in wanted for value in self.segment.folded_values(facet))])
        if facet != "tag":
            return np.asarray(chosen[self.segment.column(facet)])
        owners, tags = self.segment.tag_rows
        return mask_of(self.segment.articles, owners[chosen[tags]])


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()


def _kept(articles: Array, mask: Array | None) -> Array:
    return articles if mask is None else articles[mask[articles]]
