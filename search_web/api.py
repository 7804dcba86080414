"""The same searches for programs: JSON under `/api/v1`, and two addresses for whoever watches over the server.

`/healthz` says that the process answers, `/readyz` that it can answer from the index. Parameters are
those of the page, documents those of the command line; what goes wrong comes as a problem object.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, request

from indexer.article import Article
from indexer.engines.contract import DEEPEST_HIT, Engine, SearchRequest
from indexer.errors import UnknownArticleError
from indexer.message import say
from indexer.search.json_form import results_as_json
from indexer.search.nothing_found import explain
from indexer.search.similar import similar_to
from indexer.search.unknown_values import with_notices
from search_web.answering import json_answer
from search_web.asking import Desk
from search_web.caching import answered, whole_or_not
from search_web.links import SearchAddress
from search_web.openapi import describe
from search_web.parameters import read_strictly


def blueprint(desk: Desk) -> Blueprint:
    """The addresses for programs, over one archive."""
    api = Blueprint("api", __name__)

    @api.get("/api/v1/search")
    def search() -> Response:
        """The answer to a search; without any parameter, every article."""
        return answered(desk, lambda: _search(desk, read_strictly(request.args)))

    @api.get("/api/v1/articles/<identifier>")
    def article(identifier: str) -> Response:
        """One article, whole."""
        return answered(desk, lambda: json_answer(_article(desk.archive.reader(), identifier).as_json()))

    @api.get("/api/v1/openapi.json")
    def openapi() -> Response:
        """What can be asked here, for programs."""
        return json_answer(describe())

    @api.get("/api/v1/articles/<identifier>/similar")
    def similar(identifier: str) -> Response:
        """The articles most like one, and the words by which they were found."""
        return answered(desk, lambda: _similar(desk.archive.reader(), identifier))

    @api.get("/healthz")
    def healthy() -> Response:
        return json_answer({"status": "ok"})

    @api.get("/readyz")
    def ready() -> Response:
        overview = desk.overview(desk.archive.reader())
        return json_answer(
            {"status": "ready", "generation": overview.generation, "articles": overview.articles}
        )

    return api


def _similar(engine: Engine, identifier: str) -> Response:
    found = similar_to(engine, _article(engine, identifier))
    return whole_or_not(json_answer(found.as_json()), not found.partial)


def _article(engine: Engine, identifier: str) -> Article:
    """The article of an id, which is never longer than 64 characters. Raises UnknownArticleError."""
    if len(identifier) > 64:
        raise UnknownArticleError(say("No article has an id of more than 64 characters."))
    return engine.article(identifier).article


def _search(desk: Desk, address: SearchAddress) -> Response:
    asked = desk.request(address, facet_values=address.facet_values)
    engine = desk.archive.reader()
    results = with_notices(engine, asked, engine.search(asked))
    why = explain(engine, asked, results)
    is_whole = not (results.partial or (why is not None and why.partial))
    response = whole_or_not(json_answer(results_as_json(asked, results, why)), is_whole)
    for relation, number in _pages_beside(asked, results.total):
        query = address.with_page(number).query_string()
        response.headers.add("Link", f'<{request.path}{f"?{query}" if query else ""}>; rel="{relation}"')
    return response


def _pages_beside(asked: SearchRequest, total: int) -> Iterator[tuple[str, int]]:
    """First, previous and next page, as far as pages go."""
    last = min(-(-total // asked.size), DEEPEST_HIT // asked.size)
    if asked.page > 1:
        yield "first", 1
        yield "prev", min(asked.page - 1, max(1, last))
    if asked.page < last:
        yield "next", asked.page + 1
