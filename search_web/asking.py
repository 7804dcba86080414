"""From an address to a search, and the two things that every view needs for it: the archive and today.

Reading of strings is `indexer.search.request`'s, answering the engine's; views only render.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import Any, cast

from indexer.engines.contract import Archive, Engine, Overview, SearchRequest
from indexer.errors import EngineError, QueryError
from indexer.message import say
from indexer.search.comparison import MOST_COMPARED
from indexer.search.request import make_request
from indexer.search.synonyms import Synonyms
from search_web.links import SearchAddress


class Desk:
    """Where a view asks: one archive, and the day it is for the searcher."""

    def __init__(self, archive: Archive, today: Callable[[], date], synonyms: Synonyms | None = None) -> None:
        self.archive = archive
        self.synonyms = synonyms
        self.synonyms_digest = blake2b(repr(synonyms).encode(), digest_size=16).hexdigest()
        self.today = today
        self._known: tuple[Engine, Overview] | None = None

    def request(self, address: SearchAddress, **how: Any) -> SearchRequest:
        """The search an address asks for; `how` goes on to `make_request`. Raises QueryError."""
        return make_request(
            text=address.text,
            first=address.first,
            last=address.last,
            match=address.match,
            sort=address.sort,
            page=address.page,
            size=address.size,
            include=cast("Mapping[str, Sequence[str]]", address.include),
            exclude=cast("Mapping[str, Sequence[str]]", address.exclude),
            today=self.today(),
            synonyms=self.synonyms,
            **how,
        )

    def glance(self) -> Overview | None:
        """The archive at a glance, for what must not fail without an index: None where none can be read."""
        try:
            return self.overview(self.archive.reader())
        except EngineError:
            return None

    def overview(self, engine: Engine) -> Overview:
        """The archive at a glance, counted once for each generation."""
        known = self._known
        if known is None or known[0] is not engine:
            known = self._known = (engine, engine.overview())
        return known[1]


def requests_to_compare(desk: Desk, address: SearchAddress) -> list[SearchRequest]:
    """The search of an address and those of its `compare`, which differ in their words alone. Raises QueryError."""
    texts = (address.text, *address.compare)
    if len(texts) > MOST_COMPARED:
        raise QueryError(
            say("At most %(most)s searches are compared at once.", most=MOST_COMPARED), field="compare"
        )
    return [_named(desk, address, text, "compare" if place else "q") for place, text in enumerate(texts)]


def _named(desk: Desk, address: SearchAddress, text: str, field: str) -> SearchRequest:
    try:
        return desk.request(replace(address, text=text, page="", sort=""))
    except QueryError as error:
        if error.field == "q":
            raise QueryError(error.message, field=field) from error
        raise


def asks_nothing(request: SearchRequest) -> bool:
    """Whether neither words nor days nor any other filter were given."""
    filters = request.filters
    return request.tree is None and not (filters.first or filters.last or filters.include or filters.exclude)
