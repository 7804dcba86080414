"""The saved searches of an archive, as the page lists them: nothing is changed here, and nothing told."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from indexer.search.alerts import read_alerts
from search_web.asking import Desk
from search_web.links import SearchAddress, read_address


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """`told`: when the command last told what was new, None before."""

    name: str
    address: SearchAddress
    told: str | None


def kept_searches(desk: Desk) -> list[KeptSearch]:
    """In the order in which they were added. Raises EngineError for a damaged list."""
    return [
        KeptSearch(alert.name, _address(alert.text, alert.parameters), alert.told)
        for alert in read_alerts(desk.archive.removed_file.parent).values()
    ]


def kept_search(desk: Desk, name: str) -> KeptSearch:
    """Raises NotFound, EngineError."""
    for search in kept_searches(desk):
        if search.name == name:
            return search
    raise NotFound


def _address(text: str, parameters: object) -> SearchAddress:
    given = dict(parameters) if isinstance(parameters, dict) else {}
    pairs = [(name, str(value)) for name, values in given.items() for value in values]
    return read_address(MultiDict([("q", text), *pairs]))
