"""What a saved page says of its article outside the running text: JSON-LD, meta tags, `<time>`, captions.

In: the parsed page. Out: `PageFacts`, each field a list of candidates, the best first. Deciding between
them, and the body, are `html_page`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree

from indexer.formats.web.page_statements import (
    ARTICLE_TYPES,
    MOST_NODES,
    Node,
    names_by_id,
    read_json_ld,
    read_names,
    section_of_trail,
)
from indexer.formats.web.same_words import letters_alone
from indexer.markup import text_of_element

PAGE_TYPES = frozenset(
    (
        "webpage",
        "recipe",
        "videoobject",
        "podcastepisode",
        "itempage",
        "discussionforumposting",
        "qapage",
        "howto",
        "review",
    )
)
MOST_HEADINGS = 50
LEAST_HEADING = 9
"""Letters of a lower heading that is the page's headline."""
MOST_CAPTIONS = 100
LONGEST_FACT = 2_000

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "hdl", "headline"),
    "byline": ("author", "byl", "byline", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "cxenseparse:author", "articleauthor", "article.author", "vr:author"),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher", "cre", "source"),
    "section": ("article:section", "parsely-section", "section", "og:section", "cxenseparse:section", "articlesection", "vr:category", "category"),
    "summary": ("og:description", "description", "twitter:description", "dc.description", "sailthru.description"),
    "tags": ("news_keywords", "article:tag", "keywords", "parsely-tags", "sailthru.tags", "dc.subject"),
    "language": ("og:locale", "language", "content-language", "dc.language", "inlanguage"),
    "published": (
        "article:published_time", "article:published", "og:published_time", "datepublished", "publishdate", "publish_date", "pubdate",
        "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.created",
        "dcterms.date", "dcterms.issued", "date", "article.published", "originalpublicationdate", "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime", "ptime", "displaydate", "rnews:datepublished", "pdate", "article_date_original", "created", "issued", "shareaholic:article_published_time",
        "article:published_date", "article:publication_date", "article:publicationdate", "article:post_date", "article:create", "article.created", "og:article:published_time",
        "og:article:published", "og:pubdate", "og:publish_date", "og:datepublished", "og:regdate", "og:question:published_time", "published_time", "published-date", "published_date",
        "publisheddate", "publish_time", "publishtime", "publicationdate", "publication-date", "date_published", "dateposted", "date-published",
        "citation_publication_date", "citation_online_date", "citation_date", "prism.publicationdate", "bt:pubdate", "rbpubdate", "mediator_published_time",
        "dcsext.articlefirstpublished", "analyticsattributes.articledate", "twt-published-at", "dc.date.created", "dc.date.publication", "dc.created", "dc:date", "dc:created", "savepage-pubdate",
        "vr:published_time", "weibo: article:create_at", "weibo:article:create_at", "article:published_at", "published_at", "article_publish_time", "publish-time", "og:release_date",
    ),
    "updated": ("article:modified_time", "og:updated_time", "lastmod", "last-modified", "dcterms.modified", "datemodified", "article:modified", "dc.date.modified", "utime", "shareaholic:article_modified_time", "lastmodified", "modified_time", "modified_date", "date_modified", "date_updated", "og:article:modified_time", "weibo: article:update_at", "weibo:article:update_at", "bt:moddate", "dc.date.updated", "dcterms.date.modified"),
    "picture": ("og:image", "twitter:image", "twitter:image:src"),
}  # fmt: skip
_MOST_OF_STAND_IN = 40
_CAPTION_TAGS = ("figcaption", "p", "span", "div", "dd")
_NAMED_CAPTION = re.compile(
    r"(?:^|\s)(?:wp-caption-(?:text|dd)|(?:image|photo|picture|img|media|foto|bild)[_-]?caption|caption-text|bildunterschrift|didascalia|legende-photo|pie-de-foto)(?:\s|$)",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^\s*\d{1,4}\s*;\s*url\s*=\s*[\"']?([^\"'\s]{8,2000})", re.IGNORECASE)
_LOCATION = re.compile(r"\blocation(?:\.href)?\s*=\s*[\"']([^\"'\s]{8,2000})[\"']")


@dataclass(slots=True)
class PageFacts:
    """Candidates by field, the best first; captions in the order of the page."""

    found: dict[str, list[str]] = field(default_factory=dict)
    captions: list[str] = field(default_factory=list)
    heading: int | None = None
    """Where the headline stands among the page's elements, once that was looked for."""

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
    said = PageFacts()
    _read_meta(said, page)
    _read_links(said, page, address)
    _read_headings(said, page)
    facts = PageFacts()
    nodes = _stated_nodes(page)
    names = names_by_id(nodes)
    for node in _article_nodes(nodes, said):
        _read_node(facts, node, names)
    addresses = said.found.pop("address", []) + facts.found.pop("address", [])
    for name, values in (*said.found.items(), ("address", addresses)):
        facts.add(name, values)
    if not facts.all("section"):
        facts.add("section", section_of_trail(nodes, [*titles_of(facts), *facts.all("heading")]))
    facts.add("leads_to", _leads_to(page))
    facts.captions = list(_captions(page))
    return facts


def titles_of(facts: PageFacts) -> list[str]:
    """What a page calls itself: the stated headlines, and its title tag, in which the site's name stands before or behind it."""
    return [*facts.all("title"), *facts.all("page_title")]


def _stated_nodes(page: etree._Element) -> list[Node]:
    nodes: list[Node] = []
    for script in page.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and len(nodes) < MOST_NODES:
            nodes += read_json_ld(script.text or "")
    return nodes


def _article_nodes(nodes: list[Node], facts: PageFacts) -> list[Node]:
    """JSON-LD objects of this page's article; not those of other stories, which carry another headline.

    Those with the page's own address or headline count; where none has, the best one: news before others, one that
    states a date before one that does not. A page with none may state its date as a web page or a recipe.
    """
    articles = [node for node in nodes if _is_of(node, ARTICLE_TYPES)]
    best = sorted(
        articles, key=lambda node: ("news" not in str(node.get("@type")).lower(), "datePublished" not in node)
    )
    own = [node for node in best if _is_own(node, facts)]
    pages = [node for node in nodes if _is_of(node, PAGE_TYPES)]
    return (
        own
        or best[:1]
        or [
            {key: node[key] for key in ("datePublished", "dateModified") if key in node} for node in pages[:1]
        ]
    )


def _is_own(node: dict[str, Any], facts: PageFacts) -> bool:
    """Whether an object speaks of the page's own article: its address or its headline say so."""
    addresses = {_fold_address(address) for address in facts.all("address")}
    if any(
        _fold_address(text) in addresses
        for key in ("url", "mainEntityOfPage", "@id")
        for text in _texts(node.get(key))
    ):
        return True
    titles = [
        letters_alone(title) for name in ("title", "heading", "page_title") for title in facts.all(name)
    ]
    headlines = [letters_alone(text) for text in (*_texts(node.get("headline")), *_texts(node.get("name")))]
    return any(headline and title.startswith(headline[:60]) for headline in headlines for title in titles)


def _fold_address(address: str) -> str:
    return address.split("://", 1)[-1].split("#", 1)[0].removeprefix("www.").rstrip("/")


def _is_of(node: dict[str, Any], types: frozenset[str]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rsplit("/", 1)[-1].lower() in types for name in names)


def _read_node(facts: PageFacts, node: Node, names: Mapping[str, str]) -> None:
    for name, keys in (
        ("title", ("headline", "name")), ("published", ("datePublished", "dateCreated")), ("updated", ("dateModified",)),
        ("section", ("articleSection",)), ("summary", ("description",)), ("tags", ("keywords",)), ("language", ("inLanguage",)),
        ("address", ("url", "mainEntityOfPage")),
        ("dateline", ("dateline",)), ("body", ("articleBody",)),
    ):  # fmt: skip
        for key in keys:
            facts.add(name, node.get(key))
    for key in ("author", "creator"):
        facts.add("byline", read_names(node.get(key), names))
    for key in ("publisher", "sourceOrganization", "isPartOf"):
        facts.add("source", read_names(node.get(key), names))
    for image in _as_list(node.get("image")):
        if isinstance(image, dict):
            facts.add("image_caption", image.get("caption"))


def _read_meta(facts: PageFacts, page: etree._Element) -> None:
    content: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        key = (
            (meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or "")
            .strip()
            .lower()
        )
        if key and meta.get("content"):
            content.setdefault(key, []).append(meta.get("content") or "")
    for name, keys in _META.items():
        for key in keys:
            if key in content:
                facts.add(name, content[key])
    for key in ("og:url", "twitter:url", "parsely-link", "savepage-url"):
        facts.add("address", content.get(key))
    _read_parsely(facts, content.get("parsely-page", []))


def _read_parsely(facts: PageFacts, values: list[str]) -> None:
    """The one JSON object in which older pages state all that a service of statistics asks for."""
    for node in islice((node for value in values[:1] for node in read_json_ld(value)), 1):
        for name, keys in (
            ("title", ("title",)), ("address", ("link",)), ("published", ("pub_date",)), ("section", ("section",)),
            ("byline", ("authors", "author")), ("tags", ("tags",)),
        ):  # fmt: skip
            for key in keys:
                facts.add(name, node.get(key))


def _read_headings(facts: PageFacts, page: etree._Element) -> None:
    for title in page.iter("title"):
        facts.add("page_title", line_of(title))
        break
    for heading in islice(page.iter("h1"), MOST_HEADINGS):
        facts.add("heading", line_of(heading))
    if not facts.all("heading"):
        facts.add("heading", _heading_in_title(page, facts.first("page_title") or ""))


def _heading_in_title(page: etree._Element, title: str) -> str | None:
    """On a page without a first heading, the longest lower one with which its title ends, or begins: one of two words there is the site's name."""
    letters = letters_alone(title)
    lines = [line_of(heading) for heading in islice(page.iter("h2", "h3"), MOST_HEADINGS)]
    named = [
        line
        for line in lines
        if len(letters_alone(line)) >= LEAST_HEADING
        and (
            letters.endswith(letters_alone(line))
            or (letters.startswith(letters_alone(line)) and len(line.split()) > 2)
        )
    ]
    return max(named, key=len, default=None)


def _read_links(facts: PageFacts, page: etree._Element, address: str | None) -> None:
    for link in page.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical" and link.get("href"):
            facts.found["address"] = [_resolve(address, link.get("href") or ""), *facts.all("address")]
    language = page.get("lang") or page.get("xml:lang")
    facts.add("language", language)


def _leads_to(page: etree._Element) -> str | None:
    """Where a page that stands in for another leads by itself: a server's greeting, kept instead of the article."""
    if len(list(islice(page.iter(), _MOST_OF_STAND_IN + 1))) > _MOST_OF_STAND_IN:
        return None
    refreshed = [
        meta.get("content")
        for meta in page.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "refresh"
    ]
    scripted = [script.text for script in page.iter("script")]
    for pattern, texts in ((_REFRESH, refreshed), (_LOCATION, scripted)):
        for text in texts:
            found = pattern.search((text or "")[:10_000])
            if found and is_web_address(found[1]):
                return found[1]
    return None


def _captions(page: etree._Element) -> Iterator[str]:
    captions = (element for element in page.iter(*_CAPTION_TAGS) if _is_caption(element))
    for caption in islice(captions, MOST_CAPTIONS):
        text = line_of(caption)
        if len(text) > 3:
            yield text[:LONGEST_FACT]


def _is_caption(element: etree._Element) -> bool:
    """Whether an element is a picture's caption: by its tag, or by a class of the time before there was one."""
    if element.tag == "figcaption":
        return True
    named = element.get("class")
    return (
        named is not None
        and _NAMED_CAPTION.search(named[:200]) is not None
        and next(element.iterancestors("figcaption", "figure"), None) is None
        and len(element.findall(".//p")) < 2
    )


def line_of(element: etree._Element) -> str:
    """The visible text of an element as one line."""
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


def _resolve(base: str | None, link: str) -> str:
    """A link as it leads from an address; as it stands, where either is none (`http://[x`)."""
    try:
        return urljoin(base or "", link)
    except ValueError:
        return link


def split_address(address: str | None) -> SplitResult:
    """The parts of an address, all empty where it is none."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return urlsplit("")


def is_web_address(text: str | None) -> bool:
    """Whether a link leads to a page on the web: http or https with a host."""
    if not text or len(text) > LONGEST_FACT or any(character.isspace() for character in text):
        return False
    parts = split_address(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
