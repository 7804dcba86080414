"""Section and tags of an article by the marks on its page: links to a category or a tag, microdata.

In: the parsed page and its `PageFacts`. Out: texts, added to the facts that lack them. Clouds of all the
site's tags and those of other stories stand elsewhere than the headline and are left.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree

from indexer.formats.web.page_date_lines import find_heading
from indexer.formats.web.page_facts import PageFacts, line_of
from indexer.formats.web.page_frame import stands_beside
from indexer.formats.web.page_surroundings import own_part

_LONGEST = 60
_MOST = 50
_MOST_MARKED = 500
_TAGS = ("a", "span", "div", "li", "p", "dd", "meta")


def read_topics(facts: PageFacts, page: etree._Element) -> None:
    """Adds what links and microdata in the article's own part of the page say, where nothing else states it."""
    if facts.all("section") and facts.all("tags"):
        return
    marked = list(islice(filter(_mark, page.iter(*_TAGS)), _MOST_MARKED))
    if not marked:
        return
    elements = list(page.iter())
    part = own_part(elements[find_heading(page, elements, facts)])
    if part is None:
        return
    found: dict[str, list[str]] = {"section": [], "tags": []}
    for element in marked:
        if part in element.iterancestors() and not _is_anothers(element, part):
            found[_mark(element)].append(element.get("content") or line_of(element))
    for name, values in found.items():
        if not facts.all(name):
            facts.add(name, [value for value in values[:_MOST] if 1 < len(value) <= _LONGEST])


def _mark(element: etree._Element) -> str:
    """`section` or `tags`, as an element is marked; empty for others."""
    role = (element.get("itemprop") or "").lower()
    if role in ("articlesection", "genre"):
        return "section"
    rel = (element.get("rel") or "").lower().split() if element.tag == "a" else []
    if "category" in rel:
        return "section"
    return "tags" if "tag" in rel else ""


def _is_anothers(element: etree._Element, part: etree._Element) -> bool:
    article = next(element.iterancestors("article"), None)
    return (article is not None and article is not part and part in article.iterancestors()) or stands_beside(
        element
    )
