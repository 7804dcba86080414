"""Whose an element of a page is by where it stands: the page's own story's, or another's that has its headline or its article beside it.

In: the parsed page, its headline's element. Out: `Surroundings`, which tells of an element with a date whether it dates another story,
a comment or the page's frame. What is told by the names of elements, `page_frame` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from indexer.formats.web.page_frame import leads_to_a_writer, short_text, stands_beside
from indexer.formats.web.same_words import without_blanks

_HEADINGS = ("h2", "h3", "h4", "h5")
_OWN_CLASS = re.compile(r"(?:^|\s)(?:h-?entry|post|article|story|item-page|node|news)(?:\s|$)", re.IGNORECASE)
_FRAME = re.compile(
    r"top-?bar|masthead|header-?(?:top|date)|site-?header|current-?date|today|ticker|breaking|clock|weather|print-?date",
    re.IGNORECASE,
)
_LEAST_WORDS = 4
"""Words of a link that make it another story's headline."""
_MOST_WORDS_OF_DAY = 6
_MOST_LEVELS = 3
_MOST_CHILDREN = 30
_ABOVE = 12
"""Elements above the headline within which a date may be its own where both stand in the body and nothing else."""


class Surroundings:
    """What stands around a page's headline; without one, nothing is known to be another story's."""

    def __init__(self, heading: etree._Element | None, titles: Iterable[str]) -> None:
        """`titles`: what the page calls itself, in which a link to the story itself has its words."""
        self._around = [] if heading is None else [heading, *heading.iterancestors()]
        self._own = dict.fromkeys(self._around)
        self._is_in_article = any(element.tag == "article" for element in self._around)
        self._titles = [without_blanks(title) for title in titles]

    def is_of_another(self, element: etree._Element, behind: int) -> bool:
        """Whether an element dates something else. `behind`: elements from the headline, less than 0 above it."""
        if behind < 0 and self._is_in_frame(element, -behind):
            return True
        return self._is_in_another_article(element) or self._is_beside_a_headline(element)

    def _is_in_another_article(self, element: etree._Element) -> bool:
        """Whether an element stands in an article without the headline: a teaser, or a comment."""
        article = next(element.iterancestors("article"), None)
        if article is None or article in self._own or not self._around:
            return False
        return self._is_in_article or self._leads_away(article) or stands_beside(article)

    def _is_in_frame(self, element: etree._Element, above: int) -> bool:
        """Whether an element above the headline stands outside of what holds the headline, or in the page's top bar."""
        for part in (element, *element.iterancestors()):
            if part in self._own:
                has_part = any(map(_is_part, self._around[: self._around.index(part)]))
                if part.tag in ("body", "html"):
                    return has_part or above > _ABOVE
                return has_part and above > _ABOVE
            if _FRAME.search(_names(part)) or (
                part.tag == "header" and next(part.iter("nav"), None) is not None
            ):
                return True
        return False

    def _is_beside_a_headline(self, element: etree._Element) -> bool:
        """Whether another story's headline, which is a link of some words or a heading that is one, stands beside an element or around it."""
        for part in islice((element, *element.iterancestors()), _MOST_LEVELS + 1):
            if part in self._own:
                return False
            if part.tag == "a" and next(part.iter(*_HEADINGS), None) is not None:
                return not self._is_title(part)
            if part is not element and any(map(self._is_led_by_link, _headings_in(part))):
                return True
            if short_text(part) is not None and any(map(self._is_headline, islice(part.iter("a"), 5))):
                return True
        return False

    def _leads_away(self, article: etree._Element) -> bool:
        return any(map(self._is_led_by_link, islice(article.iter(*_HEADINGS), 5)))

    def _is_led_by_link(self, heading: etree._Element) -> bool:
        """Whether a heading is a link, or stands in one, to another story than the page's own."""
        parent = heading.getparent()
        has_link = heading.find(".//a") is not None or (parent is not None and parent.tag == "a")
        return has_link and not self._is_title(heading)

    def _is_headline(self, link: etree._Element) -> bool:
        """Whether a link has the words of another headline, and no date: a date leads to its own story in many blogs."""
        text = short_text(link) or ""
        words = len(text.split())
        if words < _LEAST_WORDS or (words <= _MOST_WORDS_OF_DAY and any(map(str.isdigit, text))):
            return False
        return not leads_to_a_writer(link) and not self._is_title(link)

    def _is_title(self, element: etree._Element) -> bool:
        text = without_blanks(" ".join(map(str, islice(element.itertext(), 20))))
        return bool(text) and any(text in title for title in self._titles)


def own_part(heading: etree._Element) -> etree._Element | None:
    """The part of the page that holds a headline and its story; None where nothing is named as one."""
    return next(filter(_is_part, heading.iterancestors()), None)


def _is_part(element: etree._Element) -> bool:
    return (
        element.tag in ("article", "main")
        or _OWN_CLASS.search((element.get("class") or "")[:300]) is not None
        or "article" in (element.get("itemtype") or "").lower()
    )


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:300]


def _headings_in(part: etree._Element) -> Iterator[etree._Element]:
    """The headings among the children of a part and theirs."""
    for child in islice(part, _MOST_CHILDREN):
        if child.tag in _HEADINGS:
            yield child
        else:
            yield from (inner for inner in islice(child, _MOST_CHILDREN) if inner.tag in _HEADINGS)
