"""What is answered when something goes wrong: a page for people, a problem object (RFC 9457) for programs.

Programs are those that ask below `/api/`, or for `/healthz` and `/readyz`. No answer here touches the
index, as that may be what is broken.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, RequestURITooLarge

from indexer.errors import EngineError, QueryError, UnknownArticleError
from indexer.message import say
from search_web.answering import for_programs
from search_web.links import SearchAddress, read_address
from search_web.locales import gettext as _
from search_web.locales import translated
from search_web.refusing import refused
from search_web.templating import page

LONGEST_QUERY_STRING = 100_000
"""Bytes. The longest query and hundreds of filters fit; more is nobody's search."""

_log = logging.getLogger(__name__)

TITLES = {
    400: "This cannot be read",
    404: "There is no such page",
    405: "This page is only for reading",
    413: "That is too much",
    414: "This address is too long",
    500: "Something went wrong here",
    503: "The archive cannot be searched just now",
}
HELP: dict[int, str] = {
    404: "The address may be mistyped, or the page has moved. Search for what you are after instead.",
    405: "Pages and searches are asked for with GET.",
    413: "Searches go into the address; a request has no body.",
    414: say(
        "An address may hold %(most)s bytes behind the question mark. Ask for less at once.",
        most=LONGEST_QUERY_STRING,
    ),
    500: "The mistake is on this side, and has been written to the server’s log. Try the search again; if it comes back, tell whoever runs this archive.",
}


def register(app: Flask) -> None:
    """Puts an answer to every kind of failure into the application."""
    app.before_request(_refuse_endless_addresses)
    app.register_error_handler(HTTPException, _http_failure)
    app.register_error_handler(QueryError, _unreadable)
    app.register_error_handler(UnknownArticleError, _unknown_article)
    app.register_error_handler(EngineError, _engine_failure)


def problem(status: int, detail: str, **more: Any) -> Response:
    """A problem object; `more` are further members, left out where None."""
    title = HTTPException(response=None)
    title.code = status
    document = {"type": "about:blank", "title": title.name, "status": status, "detail": detail}
    document.update((name, value) for name, value in more.items() if value is not None)
    return Response(json.dumps(document), status, content_type="application/problem+json")


def query_problem(error: QueryError) -> Response:
    """What the API says of a parameter it cannot read: which, where in it, and why."""
    return problem(400, str(error), field=error.field, start=error.start, end=error.end)


def failure_page(status: int, message: str) -> Response:
    """A page that says what went wrong and what to do, with the search box."""
    return page(
        "failure.html", status, title=_(TITLES[status]), message=message, hint="", address=SearchAddress()
    )


def _refuse_endless_addresses() -> None:
    if len(request.query_string) > LONGEST_QUERY_STRING:
        raise RequestURITooLarge


def _http_failure(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    known = status if status in TITLES else 400 if status < 500 else 500
    message = HELP.get(known) or error.description or error.name
    answer = problem(status, message) if for_programs() else failure_page(known, translated(message))
    answer.status_code = status
    allowed = error.get_headers() if status == 405 else ()
    for name, value in allowed:
        if name == "Allow":
            answer.headers[name] = value
    return answer


def _unreadable(error: QueryError) -> Response:
    if for_programs():
        return query_problem(error)
    if error.field == "id":
        # a list of articles is no search
        return failure_page(400, translated(error.message))
    return refused(read_address(request.args), error)


def _unknown_article(error: UnknownArticleError) -> Response:
    if for_programs():
        return problem(404, str(error))
    return page(
        "failure.html",
        404,
        title=_("There is no such article"),
        message=translated(error.message),
        hint=_(
            "It may have been taken out of the archive, or its address was cut off on the way. Search for some of its words."
        ),
        address=SearchAddress(),
    )


def _engine_failure(error: EngineError) -> Response:
    _log.error("The index cannot be used: %s", error)
    if for_programs():
        return problem(503, str(error))
    return failure_page(503, translated(error.message))
