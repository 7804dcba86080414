"""What `morgue search` asks: typed options -> a request through the one door -> the engine's answer, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from indexer.engines.contract import FACETS, Archive, Results, SearchRequest
from indexer.search.nothing_found import NothingFound, explain
from indexer.search.request import make_request


def ask(
    archive: Archive,
    text: str,
    *,
    details: bool,
    timezone: str | None,
    first: str,
    last: str,
    source: Sequence[str],
    section: Sequence[str],
    language: Sequence[str],
    match: str,
    sort: str,
    page: str,
    size: str,
) -> tuple[SearchRequest, Results, NothingFound | None]:
    """The request as understood, its answer, and why nothing was found; facets and timeline are counted where `details` are wanted.

    `timezone` is that of `today`, None for the machine's. Raises QueryError, EngineError.
    """
    request = make_request(
        text=text,
        first=first,
        last=last,
        match=match,
        sort=sort,
        page=page,
        size=size,
        include={"source": source, "section": section, "language": language},
        today=today_in(timezone),
        facets=FACETS if details else (),
        timeline=details,
    )
    engine = archive.reader()
    results = engine.search(request)
    return request, results, explain(engine, request, results)


def today_in(timezone: str | None) -> date:
    """The day it is in a zone, None for the machine's."""
    return (
        datetime.now(ZoneInfo(timezone) if timezone else None)
        .astimezone(ZoneInfo(timezone) if timezone else None)
        .date()
    )
