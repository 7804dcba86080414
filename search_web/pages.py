"""The pages: `/` with the archive at a glance, `/search` with results, `/article/ID` with the whole text, `/help`.

A view reads the address, asks, and hands the answer to a template; everything it shows is made by the
modules beside it. What cannot be read refills the form and says where, with status 400.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from indexer.article import Article
from indexer.engines.contract import Engine, MarkedArticle, Notice, Results, SearchRequest
from indexer.errors import QueryError, UnknownArticleError
from indexer.export.citation import cite
from indexer.message import say
from indexer.query.language import INTRODUCTION
from indexer.query.tree import Node
from indexer.search.comparison import compare
from indexer.search.nothing_found import explain
from indexer.search.similar import similar_to
from indexer.search.unknown_values import with_notices
from search_web.alerts import kept_search, kept_searches
from search_web.asking import Desk, asks_nothing, requests_to_compare
from search_web.caching import answered_page, keep
from search_web.comparing import ComparedChart, draw_comparison
from search_web.explaining import explanation_of
from search_web.facets import MANY_VALUES, VALUES_LISTED, chips_of, facet_groups
from search_web.guide import chapters, field_rows
from search_web.links import SearchAddress, read_address
from search_web.locales import gettext as _
from search_web.marking import marked, paragraphs
from search_web.mentions import Anchors
from search_web.paging import pages_of
from search_web.parameters import ignored
from search_web.refusing import refused
from search_web.research import research_links
from search_web.takeaway import files_of_article, files_of_search
from search_web.templating import page, search_url, variants_of
from search_web.timeline import MOST_BARS, draw
from search_web.widening import undated_only, ways_out
from search_web.wording import isolated

_ID = re.compile(r"[A-Za-z0-9._~-]{1,64}")


def blueprint(desk: Desk) -> Blueprint:
    """The pages over one archive."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def start() -> Response:
        return _search_page(desk, request.args)

    @pages.get("/search")
    def search() -> Response:
        return answered_page(desk, lambda: _search_page(desk, request.args))

    @pages.get("/article/<identifier>")
    def article(identifier: str) -> Response:
        return _article_page(desk, identifier, read_address(request.args))

    @pages.get("/help", endpoint="help")
    def language() -> Response:
        """The query language; it needs no index."""
        return page(
            "help.html", address=SearchAddress(), introduction=[_(paragraph) for paragraph in INTRODUCTION], chapters=chapters(desk), fields=field_rows(desk)
        )  # fmt: skip

    @pages.get("/alerts/<name>.atom")
    def alert_feed(name: str) -> BaseResponse:
        """The feed of a kept search, at an address that stays when its words change."""
        return redirect(f"{url_for('takeaway.atom')}?{kept_search(desk, name).address.query_string()}")

    @pages.get("/alerts")
    def alerts() -> Response:
        """The searches that are kept, with links to them and to their feeds."""
        return page("alerts.html", address=SearchAddress(), alerts=kept_searches(desk))

    return pages


# Searching


def _search_page(desk: Desk, args: MultiDict[str, str]) -> Response:
    """Results, or the start page where nothing is asked for."""
    address = read_address(args)
    try:
        values = address.facet_values.strip() or VALUES_LISTED
        asked = desk.request(address, facet_values=values, bars=MOST_BARS)
    except QueryError as error:
        return refused(address, error)
    engine = desk.archive.reader()
    if asks_nothing(asked):
        return _start_page(desk, engine, address, asked, submitted="q" in args)
    try:
        return _results_page(desk, engine, address, asked)
    except QueryError as error:
        return refused(address, error)


def _more_values_url(address: SearchAddress, asked: SearchRequest) -> str | None:
    """The same search with many values of each facet; None where they are listed."""
    if asked.facet_values >= MANY_VALUES:
        return None
    return search_url(replace(address, facet_values=str(MANY_VALUES)))


def _results_page(desk: Desk, engine: Engine, address: SearchAddress, asked: SearchRequest) -> Response:
    # one value more than are listed tells whether there are others
    results = engine.search(replace(asked, facet_values=asked.facet_values + 1))
    results = with_notices(engine, asked, results)
    nothing = explain(engine, asked, results)
    found_none = not (results.total or results.partial)
    if results.total and not results.partial and not address.compare:
        # what is counted within a time, in the place of hits or for a comparison, may be more when it is asked again
        keep(desk, engine)
    compared = _compared(desk, engine, address) if address.compare and asked.tree else None
    notices = (
        *ignored(request.args),
        *asked.notices,
        *results.notices,
        *(compared.notices if compared else ()),
    )
    return page(
        "results.html",
        address=address,
        asked=asked,
        results=results,
        notices=_once(notices),
        chips=chips_of(address, asked),
        everything=SearchAddress(text=address.text),
        facets=facet_groups(address, results, asked.facet_values),
        more_values_url=_more_values_url(address, asked),
        chart=draw(
            results.timeline,
            asked.filters,
            address,
            shares=_may_show_share(asked, results) and address.shows_share,
        ),
        may_show_share=_may_show_share(asked, results),
        compared=compared,
        links=variants_of(address),
        pages=pages_of(asked, results.total),
        files=files_of_search(address),
        views=research_links(address) if asked.tree else (),
        undated=undated_only(address, asked) if results.undated else None,
        nothing_found=explanation_of(address, asked, nothing) if nothing else None,
        ways_out=ways_out(desk, engine, address, asked, nothing) if found_none else (),
        overview=desk.overview(engine) if found_none else None,
    )


def _once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Of those that say the same, the first: searches that are compared share their days."""
    found: dict[str, Notice] = {}
    for notice in notices:
        found.setdefault(notice.message, notice)
    return tuple(found.values())


def _compared(desk: Desk, engine: Engine, address: SearchAddress) -> ComparedChart:
    """The search beside those it is compared with. Raises QueryError for one of these that cannot be read."""
    return draw_comparison(
        compare(engine, requests_to_compare(desk, address)), address, shares=address.shows_share
    )


def _may_show_share(asked: SearchRequest, results: Results) -> bool:
    """Whether shares say anything: without words everything is found, and what was cut short has no share."""
    return asked.tree is not None and not results.partial


def _start_page(
    desk: Desk, engine: Engine, address: SearchAddress, asked: SearchRequest, *, submitted: bool
) -> Response:
    overview = desk.overview(engine)
    return page(
        "start.html",
        address=address,
        overview=overview,
        asked=asked,
        notices=(*ignored(request.args), *asked.notices),
        submitted=submitted,
        of_source=lambda value: SearchAddress().with_value("source", value),
        of_section=lambda value: SearchAddress().with_value("section", value),
        of_language=lambda value: SearchAddress().with_value("language", value),
        of_text=SearchAddress().with_text,
    )


# Reading


def _article_page(desk: Desk, identifier: str, address: SearchAddress) -> Response:
    """One article, its words marked where the address carries a search."""
    if not _ID.fullmatch(identifier):
        raise UnknownArticleError(
            say("An article’s id has at most 64 letters, digits and . _ ~ - and nothing else.")
        )
    tree, refusal = _words_of(desk, address)
    engine = desk.archive.reader()
    found = engine.article(identifier, tree)
    like = similar_to(engine, found.article, deadline=0.25)
    anchors = Anchors()
    return page(
        "article.html",
        address=address,
        refusal=refusal,
        article=found.article,
        title=anchors.on(marked(found.article.title, found.title)) if found.article.title else None,
        opening=_opening(found.article),
        summary=anchors.on(marked(found.article.summary, found.summary)) if found.article.summary else None,
        body=[anchors.on(paragraph) for paragraph in paragraphs(found.article.body, found.body)],
        captions=[anchors.on(caption) for caption in _captions(found)],
        mentions=anchors,
        similar=like,
        all_similar=SearchAddress(text=" ".join(like.words), match="any"),
        plain=SearchAddress(),
        citation=isolated(cite(found.article)),
        files=files_of_article(identifier),
        extra=[(name, _as_text(value)) for name, value in found.article.extra.items()],
        searched=bool(address.typed()),
        of_source=lambda value: SearchAddress().with_value("source", value),
        of_section=lambda value: SearchAddress().with_value("section", value),
        of_tag=lambda value: SearchAddress().with_value("tag", value),
    )


def _words_of(desk: Desk, address: SearchAddress) -> tuple[Node | None, str | None]:
    """The tree to mark by, and why there is none where the words cannot be read: the article is shown all the same."""
    try:
        return desk.request(SearchAddress(text=address.text, match=address.match)).tree, None
    except QueryError as error:
        return None, error.message


def _opening(article: Article, longest: int = 80) -> str:
    """The first words, for an article without a title."""
    words = " ".join(article.body[: 4 * longest].split())
    if len(words) <= longest:
        return words
    return words[:longest].rpartition(" ")[0].rstrip(",;:–— ") + "…"


def _captions(found: MarkedArticle) -> list[Any]:
    marks = (*found.captions, *((),) * len(found.article.captions))
    return [marked(caption, marks[at]) for at, caption in enumerate(found.article.captions)]


def _as_text(value: Any) -> str:
    """A value of `extra` in one line: plain values as they are, lists of them with commas, anything deeper as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, (str, int, float)) for part in value):
        return ", ".join(_as_text(part) for part in value)
    return json.dumps(value, ensure_ascii=False)
