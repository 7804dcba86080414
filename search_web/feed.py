"""A search as an Atom feed (RFC 4287): its newest articles, a page of 50 at a time, with ids that never change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

from flask import url_for

from indexer.engines.contract import DEEPEST_HIT, Hit, Overview, Results, SearchRequest
from indexer.export.atom import ATOM, add_element, xml_text
from indexer.export.lines import as_line
from indexer.matching.article_match import days_of
from search_web.links import SearchAddress, web_url
from search_web.locales import gettext as _
from search_web.templating import asking
from search_web.wording import number

FEED_ENTRIES = 50


FirstTaken = Callable[[str], str | None]
"""From an article's id, when the archive first took it in (UTC, ISO); None where that is not known."""


def write_feed(
    address: SearchAddress,
    asked: SearchRequest,
    results: Results,
    overview: Overview,
    first_taken: FirstTaken | None = None,
) -> bytes:
    """The feed of one page. An undated article was updated when the archive first took it in; where nobody knows, when its index was made."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    wanted = replace(address, page="", size="", sort="")
    digest = hashlib.blake2b(wanted.query_string().encode(), digest_size=16).hexdigest()
    add_element(feed, "id", f"urn:morgue:search:{digest}")
    title = as_line(asked.text)[:200] or _("All articles")
    add_element(feed, "title", f"{title} · Morgue")
    if results.total > DEEPEST_HIT:
        told = _(
            "The newest %(count)s of %(total)s articles; all of them are in the files that the page of the search offers.",
            count=number(DEEPEST_HIT),
            total=number(results.total),
        )
        add_element(feed, "subtitle", told)
    rebuilt = overview.rebuilt or "1970-01-01T00:00:00Z"
    moments = [_moment(hit, first_taken) for hit in results.hits]
    add_element(feed, "updated", max((moment for moment in moments if moment), default=rebuilt))
    _link(feed, "alternate", _url("pages.search", wanted))
    _link(feed, "self", _url("takeaway.atom", replace(wanted, page=str(asked.page))))
    if asked.page > 1:
        _link(feed, "previous", _url("takeaway.atom", replace(wanted, page=str(asked.page - 1))))
    if asked.first_hit + len(results.hits) < min(results.total, DEEPEST_HIT):
        _link(feed, "next", _url("takeaway.atom", replace(wanted, page=str(asked.page + 1))))
    for hit, moment in zip(results.hits, moments, strict=True):
        _add_entry(feed, hit, moment or rebuilt)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add_entry(feed: ElementTree.Element, hit: Hit, moment: str) -> None:
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    add_element(entry, "id", f"urn:morgue:article:{hit.id}")
    add_element(entry, "title", as_line(hit.title) or as_line(hit.opening) or _("Untitled"))
    add_element(entry, "updated", moment)
    if hit.published and hit.published.precision not in ("month", "year"):
        add_element(entry, "published", moment)
    _link(entry, "alternate", url_for("pages.article", identifier=hit.id, _external=True))
    if printed := web_url(hit.url):
        _link(entry, "via", printed)
    author = ElementTree.SubElement(entry, f"{{{ATOM}}}author")
    add_element(author, "name", as_line(hit.byline) or as_line(hit.source) or _("unknown"))
    if hit.section:
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", term=xml_text(as_line(hit.section)))
    for snippet in hit.snippets[:1]:
        add_element(entry, "summary", as_line(snippet.text))


def _moment(hit: Hit, first_taken: FirstTaken | None) -> str | None:
    """An instant as Atom wants it; of a day, a month or a year its first second in UTC; of an undated article when it was taken in, where that is known."""
    if hit.published is None:
        return first_taken(hit.id) if first_taken else None
    if hit.published.instant:
        return hit.published.instant
    return f"{days_of(hit.published.date)[0]}T00:00:00Z"


def _link(parent: ElementTree.Element, relation: str, href: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=xml_text(href))


def _url(endpoint: str, address: SearchAddress) -> str:
    return asking(url_for(endpoint, _external=True), address.query_string())
