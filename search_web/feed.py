"""A search as an Atom feed (RFC 4287): its newest articles, a page of 50 at a time, with ids that never change."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from xml.etree import ElementTree

from flask import url_for

from indexer.engines.contract import Hit, Overview, Results, SearchRequest
from indexer.export.lines import as_line
from search_web.links import SearchAddress, web_url

FEED_ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def write_feed(address: SearchAddress, asked: SearchRequest, results: Results, overview: Overview) -> bytes:
    """The feed of one page. An undated article was updated when its index was made, as far as a feed can say."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    wanted = replace(address, page="", size="", sort="")
    digest = hashlib.blake2b(wanted.query_string().encode(), digest_size=16).hexdigest()
    _add(feed, "id", f"urn:morgue:search:{digest}")
    _add(feed, "title", f"{as_line(asked.text)[:200] or 'All articles'} · Morgue")
    rebuilt = overview.rebuilt or "1970-01-01T00:00:00Z"
    _add(
        feed,
        "updated",
        max((_moment(hit, rebuilt) for hit in results.hits if hit.published), default=rebuilt),
    )
    _link(feed, "alternate", _url("pages.search", wanted))
    _link(feed, "self", _url("takeaway.atom", replace(wanted, page=str(asked.page))))
    if asked.page > 1:
        _link(feed, "previous", _url("takeaway.atom", replace(wanted, page=str(asked.page - 1))))
    if asked.first_hit + len(results.hits) < min(results.total, 10_000):
        _link(feed, "next", _url("takeaway.atom", replace(wanted, page=str(asked.page + 1))))
    for hit in results.hits:
        _add_entry(feed, hit, rebuilt)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add_entry(feed: ElementTree.Element, hit: Hit, rebuilt: str) -> None:
    entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "id", f"urn:morgue:article:{hit.id}")
    _add(entry, "title", as_line(hit.title) or as_line(hit.opening) or "Untitled")
    moment = _moment(hit, rebuilt)
    _add(entry, "updated", moment)
    if hit.published and hit.published.precision not in ("month", "year"):
        _add(entry, "published", moment)
    _link(entry, "alternate", url_for("pages.article", identifier=hit.id, _external=True))
    if printed := web_url(hit.url):
        _link(entry, "via", printed)
    author = ElementTree.SubElement(entry, f"{{{_ATOM}}}author")
    _add(author, "name", as_line(hit.byline) or as_line(hit.source) or "unknown")
    if hit.section:
        ElementTree.SubElement(entry, f"{{{_ATOM}}}category", term=_clean(as_line(hit.section)))
    for snippet in hit.snippets[:1]:
        _add(entry, "summary", as_line(snippet.text))


def _moment(hit: Hit, rebuilt: str) -> str:
    """An instant as Atom wants it; of a day, a month or a year its first second in UTC."""
    if hit.published is None:
        return rebuilt
    if hit.published.instant:
        return hit.published.instant
    return (
        f"{hit.published.date}-01-01"[:10] + "T00:00:00Z"
        if len(hit.published.date) == 4
        else (f"{hit.published.date}-01"[:10] + "T00:00:00Z")
    )


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = _clean(text)


def _link(parent: ElementTree.Element, relation: str, href: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}link", rel=relation, href=_clean(href))


def _clean(text: str) -> str:
    return text.translate(_NOT_XML).encode("utf-8", "replace").decode()


def _url(endpoint: str, address: SearchAddress) -> str:
    asked = address.query_string()
    return url_for(endpoint, _external=True) + (f"?{asked}" if asked else "")
