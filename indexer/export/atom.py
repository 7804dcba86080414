"""Articles as an Atom feed (RFC 4287) in a file: for whoever reads what an alert has found in a feed reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from xml.etree import ElementTree

from indexer.article import Article
from indexer.export.lines import as_line

_ATOM = "http://www.w3.org/2005/Atom"
_SUMMARY = 300


def write_atom(title: str, articles: Iterable[Article], updated: str) -> bytes:
    """A feed with stable ids. `updated`: an instant, that of the feed and of entries whose own is not known."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:morgue:alert:{hashlib.blake2b(title.encode(), digest_size=16).hexdigest()}")
    _add(feed, "title", title)
    _add(feed, "updated", updated)
    for article in articles:
        entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "id", f"urn:morgue:article:{article.id}")
        _add(entry, "title", as_line(article.title) or as_line(article.body[:120]) or "Untitled")
        _add(entry, "updated", (article.published and article.published.instant) or updated)
        author = ElementTree.SubElement(entry, f"{{{_ATOM}}}author")
        _add(author, "name", as_line(article.byline) or as_line(article.source) or "unknown")
        if article.url and article.url.startswith(("http://", "https://")):
            ElementTree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=as_line(article.url))
        _add(entry, "summary", as_line(article.summary or article.body[:_SUMMARY]))
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text
