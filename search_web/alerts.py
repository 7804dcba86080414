"""The saved searches of an archive, as the page lists them: nothing is changed here, and nothing told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from indexer.errors import QueryError
from indexer.search.alerts import read_alerts
from search_web.asking import Desk
from search_web.facets import chips_of
from search_web.links import SearchAddress, read_address


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """`told`: when the command last told what was new, None before. `narrowed`: what each of its filters is, and says."""

    name: str
    address: SearchAddress
    told: str | None
    narrowed: tuple[tuple[str, str], ...] = ()


def kept_searches(desk: Desk) -> list[KeptSearch]:
    """In the order in which they were added. Raises EngineError for a damaged list."""
    return [
        KeptSearch(alert.name, address, alert.told, tuple(_narrowed(desk, address)))
        for alert in read_alerts(desk.archive.removed_file.parent).values()
        for address in (_address(alert.text, alert.parameters),)
    ]


def kept_search(desk: Desk, name: str) -> KeptSearch:
    """Raises NotFound, EngineError."""
    for search in kept_searches(desk):
        if search.name == name:
            return search
    raise NotFound


def _narrowed(desk: Desk, address: SearchAddress) -> Iterator[tuple[str, str]]:
    """As over its results; as they were typed where the search can no longer be read."""
    try:
        chips = chips_of(address, desk.request(address))
    except QueryError:
        yield from ((name, value) for name, value in address.typed() if name != "q")
    else:
        yield from ((chip.name, chip.label) for chip in chips)


def _address(text: str, parameters: object) -> SearchAddress:
    given = dict(parameters) if isinstance(parameters, dict) else {}
    pairs = [(name, str(value)) for name, values in given.items() for value in values]
    return read_address(MultiDict([("q", text), *pairs]))
