"""406 for whoever asks for a kind of answer that an address does not give, with a problem object that says which it gives.

Browsers, `curl` and most programs end their `Accept` with `*/*` or send none, and are always answered. Pictures, styles and scripts
go as they are. A more general name of a kind will do: JSON for a kind made of JSON, text for BibTeX and RIS.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, Response, request

from search_web.failures import problem

_LONGEST_HEADER = 1_000
_ALSO = {
    "text/html": ("application/xhtml+xml",),
    "application/json": ("application/problem+json", "text/json"),
    "application/x-ndjson": ("application/jsonl", "application/json", "text/plain"),
    "application/x-bibtex": ("text/plain",),
    "application/x-research-info-systems": ("text/plain",),
}
"""Of kinds of answers, what they may be asked for by besides."""


def register(app: Flask) -> None:
    """Looks at every answer before it goes out."""
    app.after_request(_refuse_unasked)


def _refuse_unasked(answer: Response) -> Response:
    header = request.headers.get("Accept", "")
    if (
        answer.status_code != 200
        or not header
        or "*/*" in header
        or len(header) > _LONGEST_HEADER
        or request.endpoint == "static"
        or any(request.accept_mimetypes.quality(kind) > 0 for kind in _names_of(answer.mimetype or ""))
    ):
        return answer
    answer.close()
    refusal = problem(
        406,
        f"This address gives {answer.mimetype}, which the Accept header of the request leaves out. "
        "Ask for that or for */*; JSON of searches and articles is below /api/v1.",
        available=[answer.mimetype],
    )
    refusal.vary.add("Accept")
    return refusal


def _names_of(mimetype: str) -> Iterator[str]:
    """A kind of answer, and what it may be asked for by."""
    yield mimetype
    yield from _ALSO.get(mimetype, ())
    _, _, structure = mimetype.partition("+")
    if structure:
        yield from (f"application/{structure}", f"text/{structure}")
