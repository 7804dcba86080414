"""What an answer depends on: the index, the question, the synonyms, the day, and of a page the language and Morgue itself.

Whoever has the answer already is told so, and nothing is searched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from flask import Response, g, request

import indexer
from indexer.engines.contract import Engine
from search_web.asking import Desk
from search_web.locales import spoken
from search_web.negotiation import with_language

_KEPT = "kept_page_tag"
_MADE_BY = (".py", ".html", ".css", ".js", ".svg", ".mo")


def answered(desk: Desk, make: Callable[[], Response]) -> Response:
    """The answer with its ETag; status 304 without it where `If-None-Match` names that. It is weak: `took_ms` differs each time."""
    tag = _tag(desk, desk.archive.reader())
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else make()
    if not response.cache_control.no_store:
        response.set_etag(tag, weak=True)
    return response


def answered_page(desk: Desk, make: Callable[[], Response]) -> Response:
    """The same for a page, which gets its ETag where `keep` was called while it was made."""
    asked_for = request.if_none_match
    if asked_for and asked_for.contains_weak(tag := _page_tag(desk, desk.archive.reader())):
        response = with_language(Response(status=304))
    else:
        response, tag = make(), g.get(_KEPT, "")
    if tag:
        response.set_etag(tag, weak=True)
    return response


def keep(desk: Desk, engine: Engine) -> None:
    """Says that the page being made, from this engine's answers, would be the same if it were asked for again."""
    setattr(g, _KEPT, _page_tag(desk, engine))


def _page_tag(desk: Desk, engine: Engine) -> str:
    return _tag(desk, engine, spoken().code, _version())


@lru_cache(maxsize=1)
def _version() -> str:
    """Of all that a page is made by: another Morgue writes other pages of the same index."""
    digest = hashlib.blake2b(digest_size=16)
    for folder in (Path(__file__).parent, Path(indexer.__file__).parent):
        for file in sorted(folder.rglob("*")):
            if file.suffix in _MADE_BY:
                status = file.stat()
                digest.update(f"{file.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def whole_or_not(response: Response, is_whole: bool) -> Response:
    """The answer, kept by nobody where time ran out before it was whole: asked again, it may be."""
    if not is_whole:
        response.headers["Cache-Control"] = "no-store"
    return response


def _tag(desk: Desk, engine: Engine, *more: str) -> str:
    generation = desk.overview(engine).generation
    asked = "\n".join(
        (
            generation,
            desk.synonyms_digest,
            request.path,
            request.query_string.decode("latin-1"),
            desk.today().isoformat(),
            *more,
        )
    )
    return hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()
