"""What a saved page says of its article outside the running text: JSON-LD, meta tags, `<time>`, captions.

In: the parsed page. Out: `PageFacts`, each field a list of candidates, the best first. Deciding between
them, and the body, are `html_page`'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from indexer.markup import text_of_element

ARTICLE_TYPES = frozenset(
    "newsarticle article reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle "
    "askpublicnewsarticle liveblogposting blogposting socialmediaposting report scholarlyarticle techarticle advertisercontentarticle".split()
)
MOST_JSON_LD = 2_000_000
MOST_NODES = 5_000
MOST_CAPTIONS = 100
LONGEST_FACT = 2_000

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "hdl", "headline"),
    "byline": ("author", "byl", "byline", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "cxenseparse:author"),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher", "cre", "source"),
    "section": ("article:section", "parsely-section", "section", "og:section", "cxenseparse:section", "category"),
    "summary": ("og:description", "description", "twitter:description", "dc.description", "sailthru.description"),
    "tags": ("news_keywords", "article:tag", "keywords", "parsely-tags", "sailthru.tags", "dc.subject"),
    "language": ("og:locale", "language", "content-language", "dc.language", "inlanguage"),
    "published": (
        "article:published_time", "article:published", "og:published_time", "datepublished", "publishdate", "publish_date", "pubdate",
        "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.created",
        "dcterms.date", "dcterms.issued", "date", "article.published", "originalpublicationdate", "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime", "ptime", "displaydate", "rnews:datepublished", "pdate", "article_date_original", "created", "issued", "shareaholic:article_published_time",
    ),
    "updated": ("article:modified_time", "og:updated_time", "lastmod", "last-modified", "dcterms.modified", "datemodified", "article:modified", "dc.date.modified", "utime", "shareaholic:article_modified_time"),
}  # fmt: skip


@dataclass(slots=True)
class PageFacts:
    """Candidates by field, the best first; captions in the order of the page."""

    found: dict[str, list[str]] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)

    def add(self, name: str, value: Any) -> None:
        for text in _texts(value):
            values = self.found.setdefault(name, [])
            if text not in values and len(values) < 50:
                values.append(text)

    def first(self, name: str) -> str | None:
        values = self.found.get(name)
        return values[0] if values else None

    def all(self, name: str) -> list[str]:
        return self.found.get(name, [])


def read_facts(page: etree._Element, address: str | None) -> PageFacts:
    """The facts of a page; `address` is its own, where known, for links that are relative."""
    facts = PageFacts()
    for node in _article_nodes(page):
        _read_node(facts, node)
    _read_meta(facts, page)
    _read_links(facts, page, address)
    _read_times(facts, page)
    for title in page.iter("title"):
        facts.add("page_title", _line(title))
        break
    for heading in page.iter("h1"):
        facts.add("heading", _line(heading))
    facts.captions = list(_captions(page))
    return facts


def _article_nodes(page: etree._Element) -> list[dict[str, Any]]:
    """JSON-LD objects of an article type, those of news and those that state a date first; never what is listed beside it."""
    nodes = [
        node
        for script in page.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for node in _read_json_ld(script.text or "")
    ]
    return sorted(nodes, key=lambda node: ("news" not in str(node.get("@type")).lower(), "datePublished" not in node))


def _read_json_ld(text: str) -> Iterator[dict[str, Any]]:
    """The article objects at the top of a script, in @graph, in lists, or as the main entity of a page."""
    if len(text) > MOST_JSON_LD:
        return
    try:
        document = json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    pending, seen = [document], 0
    while pending and seen < MOST_NODES:
        node = pending.pop(0)
        seen += 1
        if isinstance(node, list):
            pending = [*node[:MOST_NODES], *pending]
        elif isinstance(node, dict):
            if _is_article(node):
                yield node
            pending += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(node.get(key), (list, dict))]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rsplit("/", 1)[-1].lower() in ARTICLE_TYPES for name in names)


def _read_node(facts: PageFacts, node: dict[str, Any]) -> None:
    for name, keys in (
        ("title", ("headline", "name")), ("published", ("datePublished", "dateCreated")), ("updated", ("dateModified",)),
        ("section", ("articleSection",)), ("summary", ("description",)), ("tags", ("keywords",)), ("language", ("inLanguage",)),
        ("byline", ("author", "creator")), ("source", ("publisher", "sourceOrganization", "isPartOf")), ("address", ("url", "mainEntityOfPage")),
        ("dateline", ("dateline",)), ("body", ("articleBody",)),
    ):  # fmt: skip
        for key in keys:
            facts.add(name, node.get(key))
    for image in _as_list(node.get("image")):
        if isinstance(image, dict):
            facts.add("image_caption", image.get("caption"))


def _read_meta(facts: PageFacts, page: etree._Element) -> None:
    content: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or "").strip().lower()
        if key and meta.get("content"):
            content.setdefault(key, []).append(meta.get("content") or "")
    for name, keys in _META.items():
        for key in keys:
            facts.add(name, content.get(key))
    for key in ("og:url", "twitter:url"):
        facts.add("address", content.get(key))


def _read_links(facts: PageFacts, page: etree._Element, address: str | None) -> None:
    for link in page.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical" and link.get("href"):
            facts.found["address"] = [urljoin(address or "", link.get("href") or ""), *facts.all("address")]
    language = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang")
    facts.add("language", language)


def _read_times(facts: PageFacts, page: etree._Element) -> None:
    """`<time>` and elements marked as a date, in the order of the page; those of linked stories come later in it."""
    for element in page.iter("time", "span", "div", "p", "abbr"):
        role = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('id') or ''}".lower()
        if element.tag == "time" or "datepublished" in role or "datemodified" in role:
            text = element.get("datetime") or element.get("content") or element.get("title") or _line(element)
            if text and len(text) < 200:
                facts.add("updated" if re.search(r"modif|updat", role) else "time", text)


def _captions(page: etree._Element) -> Iterator[str]:
    for number, caption in enumerate(page.iter("figcaption")):
        if number >= MOST_CAPTIONS:
            return
        text = _line(caption)
        if len(text) > 3:
            yield text[:LONGEST_FACT]


def _line(element: etree._Element) -> str:
    return " ".join(text_of_element(element).split())


def _texts(value: Any) -> Iterator[str]:
    """A JSON-LD value as texts: a string, a number, an object's name or url, or a list of these."""
    for item in _as_list(value)[:50]:
        if isinstance(item, dict):
            item = next((item[key] for key in ("name", "@id", "url") if isinstance(item.get(key), str)), None)
        if isinstance(item, (str, int, float)) and not isinstance(item, bool):
            text = " ".join(_plain(str(item)).split())
            if text:
                yield text[:LONGEST_FACT] if len(text) < 100_000 else ""


def _plain(text: str) -> str:
    from indexer.markup import text_of

    return text_of(text) if "<" in text or "&" in text else text


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def is_web_address(text: str | None) -> bool:
    """Whether a link leads to a page on the web: http or https with a host."""
    if not text or len(text) > LONGEST_FACT or any(character.isspace() for character in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
