"""Counts beside a search, for so many seconds: how many articles match, and the values that the archive has."""

from __future__ import annotations

import time

from indexer.engines.contract import Engine, Facet, FacetValue, Filters, SearchRequest
from indexer.query.tree import Node


class Counting:
    """Counts by searches of an engine without hits. `partial`: something could not be counted to the end."""

    def __init__(self, engine: Engine, seconds: float) -> None:
        self.engine = engine
        self.partial = False
        self._end = time.monotonic() + seconds

    def count(self, tree: Node | None, filters: Filters) -> int | None:
        """How many articles match; None where time is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            self.partial = True
            return None
        results = self.engine.search(
            SearchRequest(
                tree=tree, filters=filters, sort="newest", size=0, facets=(), timeline=False, snippets=0, deadline=left
            )
        )  # fmt: skip
        self.partial |= results.partial
        return None if results.partial and not results.total else results.total

    def values(self, facet: Facet, most: int) -> tuple[FacetValue, ...]:
        """The commonest values of a facet in the whole archive; none where time is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            self.partial = True
            return ()
        results = self.engine.search(
            SearchRequest(
                sort="newest", size=0, facets=(facet,), facet_values=most, timeline=False, snippets=0, deadline=left
            )
        )  # fmt: skip
        self.partial |= results.partial
        return tuple(results.facets.get(facet, ()))
