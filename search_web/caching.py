"""What an answer for programs depends on: the index, the question, the synonyms, and the day. Whoever has it already is told so, and nothing is searched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Response, request

from search_web.asking import Desk


def answered(desk: Desk, make: Callable[[], Response]) -> Response:
    """The answer with its ETag; status 304 without it where `If-None-Match` names that. It is weak: `took_ms` differs each time."""
    tag = _tag(desk)
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else make()
    if not response.cache_control.no_store:
        response.set_etag(tag, weak=True)
    return response


def whole_or_not(response: Response, is_whole: bool) -> Response:
    """The answer, kept by nobody where time ran out before it was whole: asked again, it may be."""
    if not is_whole:
        response.headers["Cache-Control"] = "no-store"
    return response


def _tag(desk: Desk) -> str:
    generation = desk.overview(desk.archive.reader()).generation
    asked = "\n".join(
        (
            generation,
            desk.synonyms_digest,
            request.path,
            request.query_string.decode("latin-1"),
            desk.today().isoformat(),
        )
    )
    return hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()
