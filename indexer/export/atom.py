"""Articles as an Atom feed (RFC 4287) in a file: for whoever reads what an alert has found in a feed reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from xml.etree import ElementTree

from indexer.article import Article
from indexer.export.lines import as_line

ATOM = "http://www.w3.org/2005/Atom"
_SUMMARY = 300
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def write_atom(title: str, articles: Iterable[Article], updated: str) -> bytes:
    """A feed with stable ids. `updated`: an instant, that of the feed and of entries whose own is not known."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    add_element(feed, "id", f"urn:morgue:alert:{hashlib.blake2b(title.encode(), digest_size=16).hexdigest()}")
    add_element(feed, "title", title)
    add_element(feed, "updated", updated)
    for article in articles:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        add_element(entry, "id", f"urn:morgue:article:{article.id}")
        add_element(entry, "title", as_line(article.title) or as_line(article.body[:120]) or "Untitled")
        add_element(entry, "updated", (article.published and article.published.instant) or updated)
        author = ElementTree.SubElement(entry, f"{{{ATOM}}}author")
        add_element(author, "name", as_line(article.byline) or as_line(article.source) or "unknown")
        if article.url and article.url.startswith(("http://", "https://")):
            ElementTree.SubElement(
                entry, f"{{{ATOM}}}link", rel="alternate", href=xml_text(as_line(article.url))
            )
        add_element(entry, "summary", as_line(article.summary or article.body[:_SUMMARY]))
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def add_element(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = xml_text(text)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 has no way to write; lone surrogates become question marks."""
    return text.translate(_NOT_XML).encode("utf-8", "replace").decode()
