"""A term's postings as stock Whoosh walks them: article by article, with weights, and positions for phrases."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
from whoosh.matching import ListMatcher, ReadTooFar
from whoosh.query.spans import Span

from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.sections import Array
from indexer.errors import EngineError


class Positions:
    """Positions of a term, article by article of its living postings, cut out when asked for."""

    def __init__(self, segment: Segment, fieldname: str, text: bytes, alive: Array) -> None:
        postings = segment.postings[fieldname]
        number = postings.terms.find(text)
        assert number is not None
        self._positions = postings.positions_of(number)
        frequencies = postings.frequencies_of(number)
        ends = np.cumsum(frequencies)
        self._starts, self._ends = (ends - frequencies)[alive], ends[alive]

    def of(self, place: int) -> list[int]:
        return [int(position) for position in self._positions[self._starts[place] : self._ends[place]]]


class PositionsMatcher(ListMatcher):  # type: ignore[misc]
    """A list of postings whose positions are read when a phrase asks for them."""

    def copy(self) -> PositionsMatcher:
        return PositionsMatcher(
            self._ids, self._weights, self._values, self._format, self._scorer, self._i, self._all_weights,
            self._term, self._terminfo,
        )  # fmt: skip

    def id(self) -> int:
        """At the end still the last article: Whoosh asks for it there, and its own matchers answer so."""
        return int(self._ids[min(self._i, len(self._ids) - 1)])

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._i: int = bisect_left(self._ids, id, self._i)

    def skip_to_quality(self, minquality: float) -> int:
        """All postings are one block."""
        if self.is_active() and self.block_quality() <= minquality:
            self._i = len(self._ids)
        return 0

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight") or (astype == "positions" and self._values is not None)

    def value(self) -> bytes:
        """Bytes as a stock writer would copy them: there are none."""
        raise EngineError(
            "postings of this index are read by stock Whoosh, not copied; use `morgue update` to write"
        )

    def value_as(self, astype: str) -> Any:
        if not self.supports(astype):
            raise NotImplementedError(f"postings of {self._term} hold no {astype}")
        return self._values.of(self._i) if astype == "positions" else self._weights[self._i]

    def spans(self) -> list[Any]:
        return [Span(position) for position in self.value_as("positions")]
