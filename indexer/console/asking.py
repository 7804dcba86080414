"""What `morgue search` asks: typed options -> a request through the one door -> the engine's answer, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from indexer.engines.contract import FACETS, Archive, Results, SearchRequest
from indexer.search.nothing_found import NothingFound, explain
from indexer.search.request import make_request
from indexer.search.unknown_values import with_notices


def ask(
    archive: Archive, text: str, *, details: bool, **asked: Any
) -> tuple[SearchRequest, Results, NothingFound | None]:
    """The request as understood, its answer, and why nothing was found; facets and timeline are counted where `details` are wanted.

    `asked`: what `read_request` takes. Raises QueryError, EngineError.
    """
    request = read_request(text, facets=FACETS if details else (), timeline=details, **asked)
    engine = archive.reader()
    results = with_notices(engine, request, engine.search(request))
    return request, results, explain(engine, request, results)


def read_request(
    text: str,
    *,
    timezone: str | None,
    source: Sequence[str],
    section: Sequence[str],
    language: Sequence[str],
    **asked: Any,
) -> SearchRequest:
    """A request of what was typed. `timezone` is that of `today`, None for the machine's; `asked`: more that `make_request` takes. Raises QueryError."""
    return make_request(
        text=text,
        include={"source": source, "section": section, "language": language},
        today=today_in(timezone),
        **asked,
    )


def today_in(timezone: str | None) -> date:
    """The day it is in a zone, None for the machine's."""
    return (
        datetime.now(ZoneInfo(timezone) if timezone else None)
        .astimezone(ZoneInfo(timezone) if timezone else None)
        .date()
    )
