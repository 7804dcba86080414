"""What is chosen beside the words, as masks over the articles of one segment."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from indexer.engines.contract import Facet, Filters
from indexer.engines.whoosh.columns import NO_DAY
from indexer.engines.whoosh.evaluation import dates_mask
from indexer.engines.whoosh.sections import Array
from indexer.engines.whoosh.segment import Segment
from indexer.folding import fold_value


class Selection:
    """The filters of a request in one segment. Masks hold dead articles too."""

    def __init__(self, segment: Segment, filters: Filters) -> None:
        self.segment = segment
        self._filters = filters

    @cached_property
    def _dates_fit(self) -> Array:
        filters = self._filters
        if filters.first is None and filters.last is None:
            return np.ones(self.segment.articles, dtype=bool)
        return dates_mask(self.segment, filters.first, filters.last)

    @cached_property
    def undated(self) -> Array:
        return np.asarray(self.segment.column("first_day") == NO_DAY)

    @cached_property
    def values_fit(self) -> Array:
        return self._values_fit(None)

    @cached_property
    def fits(self) -> Array:
        return np.asarray(self._dates_fit & self.values_fit)

    def fits_but(self, facet: Facet) -> Array:
        """All filters but those of one facet."""
        return np.asarray(self._dates_fit & self._values_fit(facet))

    def _values_fit(self, ignored: Facet | None) -> Array:
        mask = np.ones(self.segment.articles, dtype=bool)
        for facet, values in self._filters.include.items():
            if values and facet != ignored:
                mask &= self._having(facet, values)
        for facet, values in self._filters.exclude.items():
            if values and facet != ignored:
                mask &= ~self._having(facet, values)
        return mask

    def _having(self, facet: Facet, values: tuple[str, ...]) -> Array:
        """Articles that have one of the values, compared folded and whole."""
        wanted = {fold_value(value) for value in values}
        chosen = np.array([False, *(value in wanted for value in self.segment.folded_values(facet))])
        if facet != "tag":
            return np.asarray(chosen[self.segment.column(facet)])
        mask = np.zeros(self.segment.articles, dtype=bool)
        owners, tags = self.segment.tag_rows
        mask[owners[chosen[tags]]] = True
        return mask
