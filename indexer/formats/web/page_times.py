"""Moments that elements of a page state for the article: `<time>`, microdata, RDFa, the marks of blogs.

In: the parsed page and its `PageFacts`. Out: texts, added to the facts as `time` and `updated`, in the order of the page. Those of
other stories, of comments and of the page's frame are none; nor are the days of which the text speaks.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from indexer.dates import DateContext, read_byline_date
from indexer.formats.web.page_date_lines import find_heading
from indexer.formats.web.page_facts import PageFacts, line_of, titles_of
from indexer.formats.web.page_frame import short_text, stands_beside
from indexer.formats.web.page_surroundings import Surroundings

_TAGS = ("time", "span", "div", "p", "abbr", "dd", "meta")
_ROLES = ("itemprop", "property", "class", "id")
_STATED = re.compile(r"datepublished|datecreated|datemodified")
_BLOG_MARK = re.compile(r"(?:^|\s)published(?:\s|$)")
_UPDATE = re.compile(r"modif|updat")
_NEAR_TEASER = 12
_MOST = 200
_LONGEST = 200
_LONGEST_LABEL = 40


def read_times(facts: PageFacts, page: etree._Element) -> None:
    """Adds the moments that the page's elements state of its article."""
    stating = ((element, role) for element in page.iter(*_TAGS) if (role := _role(element)) is not None)
    found = list(islice(stating, _MOST))
    if not found:
        return
    elements = list(page.iter())
    places = {element: place for place, element in enumerate(elements)}
    heading = find_heading(page, elements, facts)
    around = Surroundings(elements[heading] if heading else None, titles_of(facts))
    for element, role in found:
        text = element.get("datetime") or element.get("content") or element.get("title") or line_of(element)
        if text and len(text) < _LONGEST and _is_own(element, role, places[element] - heading, around):
            is_update = _UPDATE.search(role) is not None or _is_labelled_update(element)
            facts.add("updated" if is_update else "time", text)


def _role(element: etree._Element) -> str | None:
    """The names that an element bears, in small letters, where it states a moment."""
    names = [name for attribute in _ROLES if (name := element.get(attribute))]
    if element.tag != "time" and not names:
        return None
    role = " ".join(names).lower()
    if element.tag == "meta":
        return role if element.get("property") and _STATED.search(role) else None
    is_stated = element.tag == "time" or _STATED.search(role) is not None
    return role if is_stated or (element.get("title") and _BLOG_MARK.search(role)) else None


def _is_own(element: etree._Element, role: str, behind: int, around: Surroundings) -> bool:
    if stands_beside(element, is_under_headline=0 < behind <= _NEAR_TEASER) or around.is_of_another(
        element, behind
    ):
        return False
    return _STATED.search(role) is not None or not _is_in_text(element)


def _is_in_text(element: etree._Element) -> bool:
    """Whether an element stands in a paragraph of the text: that speaks of many days."""
    paragraph = next(element.iterancestors("p", "blockquote", "h2", "h3"), None)
    return paragraph is not None and short_text(paragraph) is None


def _is_labelled_update(element: etree._Element) -> bool:
    """Whether the words in front of a moment say that it is that of an update: `Updated: <time>`."""
    previous, parent = element.getprevious(), element.getparent()
    before = (
        (previous.tail or line_of(previous))
        if previous is not None
        else parent.text
        if parent is not None
        else ""
    )
    label = " ".join((before or "").split()).strip(" :|·-–—()")
    if not label or len(label) > _LONGEST_LABEL or any(map(str.isdigit, label)):
        return False
    found = read_byline_date(f"{label}: 2001-02-03", DateContext())
    return found is not None and found.updated is not None and found.published is None
