"""What researchers look at beside the hits: each mention in its line, the words around a search, several searches compared.

The same for programs, below `/api/v1`. What is found is `indexer.search`'s; here it is only asked for and shown.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from indexer.engines.contract import Engine, SearchRequest
from indexer.errors import QueryError
from indexer.message import say
from indexer.query.notice import shown
from indexer.search.comparison import Comparison, compare
from indexer.search.concordance import ORDERS, Concordance, Order, find_mentions
from indexer.search.keyness import KeyWord, KeyWords, find_words, find_words_by_year
from indexer.search.unknown_values import notices_of_values
from search_web.answering import json_answer
from search_web.asking import Desk, requests_to_compare
from search_web.caching import answered, whole_or_not
from search_web.facets import chips_of
from search_web.links import SearchAddress, read_address
from search_web.locales import gettext as _
from search_web.paging import pages_of
from search_web.parameters import ignored, read_strictly
from search_web.templating import asking, page, path_to

SECONDS = 3.0
LINES = 50
"""Lines on a page unless `size` says otherwise."""


def blueprint(desk: Desk) -> Blueprint:
    """The pages for research over one archive, and the same as JSON."""
    research = Blueprint("research", __name__)

    @research.get("/concordance")
    def concordance() -> Response:
        return _concordance_page(desk, read_address(request.args))

    @research.get("/words")
    def words() -> Response:
        return _words_page(desk, read_address(request.args))

    @research.get("/api/v1/concordance")
    def concordance_document() -> Response:
        address, order = read_strictly(request.args, "order"), _order()
        asked = _asked(desk, address)
        return answered(desk, lambda: _mentions(_find(desk.archive.reader(), asked, order)))

    @research.get("/api/v1/words")
    def words_document() -> Response:
        asked = _asked(desk, read_strictly(request.args, "by"))
        return answered(desk, lambda: _words(desk.archive.reader(), asked))

    @research.get("/api/v1/compare")
    def compare_document() -> Response:
        address = read_strictly(request.args)
        asked = requests_to_compare(desk, address)
        return answered(desk, lambda: _compared(compare(desk.archive.reader(), asked)))

    return research


def _mentions(found: Concordance) -> Response:
    return whole_or_not(json_answer(found.as_json()), found.whole)


def _compared(found: Comparison) -> Response:
    return whole_or_not(json_answer(found.as_json()), not any(one.at_least for one in found.series))


def _words(engine: Engine, asked: SearchRequest) -> Response:
    whole, years = find_words(engine, asked), find_words_by_year(engine, asked)
    document = {"all": whole.as_json(), "years": [year.as_json() for year in years]}
    return whole_or_not(json_answer(document), not any(one.partial for one in (whole, *years)))


def _order() -> Order:
    given = request.args.get("order", "").strip().lower() or "newest"
    if given not in ORDERS:
        raise QueryError(
            say(
                "%(field)s is one of %(choices)s, not %(value)s.",
                field="order",
                choices=", ".join(ORDERS),
                value=shown(given),
            ),
            field="order",
        )
    return given


def _asked(desk: Desk, address: SearchAddress) -> SearchRequest:
    """The search without what only a list of hits needs. Raises QueryError, also where it has no words."""
    asked = desk.request(
        replace(address, size=address.size or str(LINES)),
        facets=(),
        timeline=False,
        snippets=0,
        deadline=SECONDS,
    )
    if asked.tree is None:
        raise QueryError(say("This needs words to look for."), field="q")
    return asked


def _find(engine: Engine, asked: SearchRequest, order: Order) -> Concordance:
    return find_mentions(engine, asked, order, seconds=SECONDS)


def _concordance_page(desk: Desk, address: SearchAddress) -> Response:
    order, asked, engine = _order(), _asked(desk, address), desk.archive.reader()
    found = _find(engine, asked, order)
    return page(
        "concordance.html",
        notices=(*ignored(request.args, "order"), *asked.notices, *notices_of_values(engine, asked)),
        view_url=partial(_url, "concordance", order=order),
        chips=chips_of(address, asked),
        everything=SearchAddress(text=address.text),
        address=address,
        asked=asked,
        found=found,
        order=order,
        orders=[(name, _url("concordance", address, order=name)) for name in ORDERS],
        pages=pages_of(asked, found.mentions),
        page_url=lambda number: _url("concordance", address.with_page(number), order=order),
    )


def _words_page(desk: Desk, address: SearchAddress) -> Response:
    asked, engine = _asked(desk, address), desk.archive.reader()
    by_year = request.args.get("by") == "year"
    more = {"by": "year"} if by_year else {}
    found: tuple[KeyWords, ...] = (
        find_words_by_year(engine, asked) if by_year else (find_words(engine, asked, 40),)
    )
    return page(
        "words.html",
        notices=(*ignored(request.args, "by"), *asked.notices, *notices_of_values(engine, asked)),
        view_url=lambda other: _url("words", other, **more),
        chips=chips_of(address, asked),
        everything=SearchAddress(text=address.text),
        address=address,
        asked=asked,
        found=found,
        by_year=by_year,
        other=_url("words", address) if by_year else _url("words", address, by="year"),
        with_word=lambda word, period: replace(
            address, text=_with_word(asked, word, period), page="", size=""
        ),
    )


def _with_word(asked: SearchRequest, word: KeyWord, period: KeyWords) -> str:
    """The search whose articles are those that a row counts."""
    text = f'({asked.understood}) AND "{word.word}"'
    if word.language and len(period.compared) > 1:
        text += f' AND lang:"{word.language}"'
    return f"{text} AND date:{period.period}" if period.period else text


def _url(view: str, address: SearchAddress, **more: str) -> str:
    pairs = [*address.typed(), *((name, value) for name, value in more.items() if value != "newest")]
    return asking(path_to(f"research.{view}"), urlencode(pairs, errors="replace"))


def research_links(address: SearchAddress) -> list[tuple[str, str]]:
    """(title, address) of the views of a search beside its hits."""
    plain = replace(address, page="", size="", sort="")
    return [
        (_("Mentions"), _url("concordance", plain)),
        (_("Words around"), _url("words", plain)),
    ]
