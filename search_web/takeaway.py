"""Taking results away: exports of a whole search, a feed of its newest, citations of an article, a reading list of chosen ones.

Forms come from `indexer.export`; addresses are those of the search page with another ending, so that a search and its
files differ in that alone. Exports are streamed: nothing is held but the article at hand, and there is no end to them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from urllib.parse import parse_qsl

from flask import Blueprint, Response, request, url_for
from markupsafe import escape
from werkzeug.datastructures import MultiDict

from indexer.article import Article
from indexer.engines.contract import Engine, MarkedArticle
from indexer.errors import QueryError, UnknownArticleError
from indexer.export.citation import cite
from indexer.export.forms import BY_SUFFIX, FORMS, Form
from indexer.export.query_record import record_query
from indexer.message import say
from indexer.search.unknown_values import notices_of_values
from search_web.asking import Desk
from search_web.feed import FEED_ENTRIES, FirstTaken, write_feed
from search_web.links import SearchAddress, read_address
from search_web.locales import gettext as _
from search_web.marking import marked, paragraphs
from search_web.negotiation import PARAMETER, named, with_language
from search_web.parameters import read_strictly
from search_web.templating import article_url, asking, page, path_to, search_url
from search_web.wording import isolated

MOST_LISTED = 200
"""Articles of a reading list: one page, and an address that every browser takes."""

MOST_FIELDS = 10_000
_WORDS = re.compile(r"[^\W_]+")
COUNTING_SECONDS = 60.0


def blueprint(desk: Desk, first_taken: FirstTaken | None = None) -> Blueprint:
    """The addresses of what can be taken away, over one archive."""
    takeaway = Blueprint("takeaway", __name__)

    for form in FORMS:
        _add_form(takeaway, desk, form)

    @takeaway.get("/search.query.json")
    def query_record() -> Response:
        """What a search asks, and of which index."""
        address = replace(read_strictly(request.args), page="", size="")
        asked, engine = desk.request(address), desk.archive.reader()
        counted = engine.search(
            replace(asked, size=0, facets=(), timeline=False, snippets=0, deadline=COUNTING_SECONDS)
        )
        counted = replace(counted, notices=(*counted.notices, *notices_of_values(engine, asked, counted)))
        record = record_query(asked, desk.overview(engine), counted)
        return Response(
            json.dumps(record, ensure_ascii=False, indent=1) + "\n", content_type="application/json"
        )

    @takeaway.get("/search.atom")
    def atom() -> Response:
        return _feed(desk, read_address(request.args), first_taken)

    @takeaway.get("/reading-list")
    def reading_list() -> Response:
        searched = parse_qsl(request.args.get("search", ""), max_num_fields=MOST_FIELDS)
        return _reading_list(desk, read_address(MultiDict(searched)), request.args.getlist("id"))

    @takeaway.get("/opensearch.xml")
    def opensearch() -> Response:
        """What a browser needs to search the archive from its own box."""
        description = Response(_description(), content_type="application/opensearchdescription+xml")
        return with_language(description)

    return takeaway


def _add_form(takeaway: Blueprint, desk: Desk, form: Form) -> None:
    """The addresses of one form: of a search, of a reading list, of an article where it is a citation."""

    def of_search() -> Response:
        address = read_strictly(request.args)
        # a file has no pages: that the page of the results lies too deep is why somebody comes here
        asked, engine = desk.request(replace(address, page="", size="")), desk.archive.reader()
        return _download(form, engine.articles(asked.tree, asked.filters), address.text or "articles")

    def of_list() -> Response:
        found = _chosen(desk.archive.reader(), request.args.getlist("id"))
        return _download(form, (one.article for one in found), "reading-list")

    def of_article(identifier: str) -> Response:
        found = desk.archive.reader().article(identifier[:65])
        return _download(form, [found.article], identifier)

    takeaway.add_url_rule(f"/search.{form.suffix}", f"search_{form.name}", of_search)
    takeaway.add_url_rule(f"/reading-list.{form.suffix}", f"list_{form.name}", of_list)
    if form.is_citation:
        takeaway.add_url_rule(f"/article/<identifier>.{form.suffix}", f"article_{form.name}", of_article)


def _download(form: Form, articles: Iterable[Article], name: str) -> Response:
    """A file to save. What goes wrong before its first article is still told as an error."""
    stream = iter(articles)
    first = list(_first(stream))
    answer = Response(form.encode(chain(first, stream)), content_type=form.content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(name, form.suffix)}"'
    return answer


def _first(stream: Iterator[Article]) -> Iterator[Article]:
    for article in stream:
        yield article
        return


def file_name(text: str, suffix: str) -> str:
    """`morgue-harbour-storm.csv`: of a query's words in ASCII, as every system takes them."""
    words = "-".join(_WORDS.findall(text.lower().encode("ascii", "ignore").decode()))[:60].strip("-")
    return f"morgue-{words or 'articles'}.{suffix}"


# A feed


def _feed(desk: Desk, address: SearchAddress, first_taken: FirstTaken | None) -> Response:
    """The newest articles of a search, FEED_ENTRIES a page."""
    asked = desk.request(
        replace(address, sort="newest", size=str(FEED_ENTRIES)), facets=(), timeline=False, snippets=1
    )
    engine = desk.archive.reader()
    results = engine.search(asked)
    feed = write_feed(address, asked, results, desk.overview(engine), first_taken)
    return with_language(Response(feed, content_type="application/atom+xml; charset=utf-8"))


# A reading list


def _chosen(engine: Engine, identifiers: list[str]) -> list[MarkedArticle]:
    """The articles of these ids, in their order, each once. Raises QueryError for too many, UnknownArticleError for one that is not there."""
    wanted = list(dict.fromkeys(identifier for identifier in identifiers if identifier))
    if len(wanted) > MOST_LISTED:
        raise QueryError(
            say(
                "A reading list holds %(most)s articles at most; these are %(count)s.",
                most=MOST_LISTED,
                count=len(wanted),
            ),
            field="id",
        )
    if any(len(identifier) > 64 for identifier in wanted):
        raise UnknownArticleError(say("No article has an id of more than 64 characters."))
    return [engine.article(identifier) for identifier in wanted]


def _reading_list(desk: Desk, address: SearchAddress, identifiers: list[str]) -> Response:
    found = _chosen(desk.archive.reader(), identifiers)
    pairs = [("id", one.article.id) for one in found]
    return page(
        "reading_list.html",
        address=address,
        back=search_url(address),
        listed=[
            {
                "article": one.article,
                "url": article_url(one.article.id, address),
                "body": paragraphs(one.article.body, ()),
                "summary": marked(one.article.summary, ()) if one.article.summary else None,
                "citation": isolated(cite(one.article)),
            }
            for one in found
        ],
        files=[
            (form.title, url_for(f"takeaway.list_{form.name}", id=[value for _, value in pairs]))
            for form in FORMS
        ],
    )


def files_of_search(address: SearchAddress) -> list[tuple[str, str]]:
    """(title, address) of all in which a search can be taken away."""
    asked = replace(address, page="", size="", sort="").query_string()
    rows = [(form.title, path_to(f"takeaway.search_{form.name}")) for form in FORMS]
    files = [(title, f"{path}?{asked}" if asked else path) for title, path in rows]
    record = path_to("takeaway.query_record")
    # a feed has sentences of its own, and so the language of the page
    return [
        *files,
        ("Atom", asking(path_to("takeaway.atom"), asked)),
        (_("Query"), f"{record}?{asked}" if asked else record),
    ]


def files_of_article(identifier: str) -> list[tuple[str, str]]:
    """(title, address) of an article's citations."""
    return [
        (form.title, url_for(f"takeaway.article_{form.name}", identifier=identifier))
        for form in BY_SUFFIX.values()
        if form.is_citation
    ]


def _description() -> str:
    search = url_for("pages.search", _external=True)
    feed = url_for("takeaway.atom", _external=True)
    description = escape(_("Search the news archive"))
    locale = f"&amp;{PARAMETER}={named()}" if named() else ""
    icon = url_for("static", filename="icon.svg", _external=True)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>Morgue</ShortName>\n<Description>"
        f"{description}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image type="image/svg+xml">{icon}</Image>\n'
        f'<Url type="text/html" template="{search}?q={{searchTerms}}{locale}"/>\n'
        f'<Url type="application/atom+xml" template="{feed}?q={{searchTerms}}&amp;page={{startPage?}}"/>\n'
        "</OpenSearchDescription>\n"
    )
