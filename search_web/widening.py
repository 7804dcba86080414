"""What a search that found nothing, or less than there is, would find if it asked otherwise.

Each way out is tried, without snippets, facets and timeline, and shown only where it leads to something.
What the search finds without one of its parts, and with other spellings, is told by `explaining`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.engines.contract import Engine, SearchRequest
from indexer.errors import QueryError
from indexer.query.dateless import without_dates
from indexer.query.notice import shown
from indexer.query.printer import str_of
from indexer.search.nothing_found import NothingFound
from search_web.asking import Desk
from search_web.links import SearchAddress
from search_web.locales import gettext as _

_SECONDS = 0.25
"""For one try: a page that has nothing to show must not be the slowest one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A wider search that finds `count` articles; `at_least` where the engine did not get to the end."""

    name: str
    address: SearchAddress
    count: int
    at_least: bool


def ways_out(
    desk: Desk,
    engine: Engine,
    address: SearchAddress,
    request: SearchRequest,
    nothing: NothingFound | None = None,
) -> tuple[WayOut, ...]:
    """The wider searches that find something, those that `nothing` has counted first."""
    tried = (_tried(desk, engine, name, wider) for name, wider in _wider(address, request))
    return (*_loosened(address, nothing), *(way for way in tried if way is not None))


def undated_only(address: SearchAddress, request: SearchRequest) -> SearchAddress:
    """The same words and filters among the undated articles, which no range of days holds."""
    words = f"({str_of(without_dates(request.tree))}) AND dated:no" if request.tree else "dated:no"
    return address.with_match("").with_text(words).with_dates("", "")


def _loosened(address: SearchAddress, nothing: NothingFound | None) -> Iterator[WayOut]:
    for clause in nothing.clauses if nothing else ():
        if clause.wider:
            yield WayOut(
                name=_("with the words of %(words)s anywhere", words=shown(clause.text, 80)[1:-1]),
                address=address.with_match("").with_text(clause.wider.text),
                count=clause.wider.total,
                at_least=bool(nothing and nothing.partial),
            )


def _wider(address: SearchAddress, request: SearchRequest) -> Iterator[tuple[str, SearchAddress]]:
    """Beyond leaving out one part: all filters, and words of which any is enough."""
    filters = request.filters
    dated, chosen = bool(filters.first or filters.last), bool(filters.include or filters.exclude)
    if len({*filters.include, *filters.exclude}) > 1:
        yield _("without the other filters"), address.without_filters()
    if dated and chosen and request.tree is not None:
        yield _("without dates and filters"), address.without_filters().with_dates("", "")
    if request.tree is not None and address.match.strip().lower() != "any" and " " in address.text.strip():
        yield _("with any of the words"), address.with_match("any")


def _tried(desk: Desk, engine: Engine, name: str, address: SearchAddress) -> WayOut | None:
    """The way out where it finds something. Words that bind differently under `any` may be refused: then it is none."""
    try:
        request = desk.request(
            replace(address, page="", size="1"), facets=(), timeline=False, snippets=0, deadline=_SECONDS
        )
    except QueryError:
        return None
    found = engine.search(request)
    if not found.total:
        return None
    return WayOut(name=name, address=address, count=found.total, at_least=found.partial)
