"""How a METS describes an issue: its divisions, what describes them, and where their text stands.

What an article is made of and what it means is left to `mets_issue`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from indexer.dates import DateContext
from indexer.formats.contract import Companions
from indexer.formats.print.issue_pages import Area, IssuePages
from indexer.formats.xml_document import Document, attribute, find_all, local_name

ARTICLES = frozenset(
    "article obituary letter editorial news review interview poem feuilleton announcement story serial".split()
)
"""Kinds of divisions that are articles, in lower case; `ARTICLE_1` and `NEWSARTICLE` are too."""
OTHERS = frozenset(
    "advertisement advertisment ad classified illustration picture cartoon weather table image".split()
)
SECTIONS = {
    **dict.fromkeys("advertisement advertisment ad classified".split(), "advertisement"),
    "weather": "weather",
    "table": "table",
}
"""Kinds of divisions that have a text to be found, though they are no articles, and the section under which they are kept apart."""

MOST_AREAS = 5_000

_HEADINGS = frozenset("HEADING HEADLINE TITLE OVERLINE SUBHEADLINE SUBTITLE".split())
_BODIES = frozenset("BODY BODY_CONTENT CONTENT_BODY".split())
_BYLINES = frozenset("AUTHOR BYLINE".split())


@dataclass(frozen=True)
class Issue:
    """An issue's document, with what is looked up in it again and again."""

    document: Document
    context: DateContext
    companions: Companions | None

    @property
    def root(self) -> etree._Element:
        return self.document.root

    @cached_property
    def descriptions(self) -> dict[str, etree._Element]:
        return {attribute(section, "ID"): section for section in find_all(self.root, "dmdSec")}

    @cached_property
    def texts(self) -> IssuePages:
        return IssuePages(
            {attribute(file, "ID"): file for file in find_all(self.root, "file")}, self.companions
        )

    @cached_property
    def divisions(self) -> list[etree._Element]:
        """What the logical structure lists, from the outside in."""
        return [
            division
            for structure in find_all(self.root, "structMap")
            if attribute(structure, "TYPE").upper() != "PHYSICAL"
            for division in find_all(structure, "div")
        ]

    @cached_property
    def articles(self) -> list[etree._Element]:
        return [division for division in self.divisions if is_article(division) and not is_inside(division)]

    @cached_property
    def others(self) -> list[etree._Element]:
        """What is told apart from articles."""
        return [
            division
            for division in self.divisions
            if attribute(division, "TYPE").lower() in OTHERS and not is_inside(division)
        ]

    @cached_property
    def shared_files(self) -> set[str]:
        """Files that an article names as a whole although others name it, or blocks of it, too: whose text is whose, nobody says."""
        whole: Counter[str] = Counter()
        parts: set[str] = set()
        for article in self.articles:
            areas = {area for group in divide_areas(article) for area in group}
            whole.update({area.file for area in areas if not area.begin})
            parts |= {area.file for area in areas if area.begin}
        return {file for file, count in whole.items() if count > 1} | parts

    @cached_property
    def pages(self) -> dict[str, str]:
        """Id of a file -> the number of the page that it shows."""
        found: dict[str, str] = {}
        for division in find_all(self.root, "div"):
            number = attribute(division, "ORDERLABEL") or attribute(division, "ORDER")
            if attribute(division, "TYPE").lower() == "page" and number:
                for pointer in find_all(division, "fptr", "area"):
                    found.setdefault(attribute(pointer, "FILEID"), number)
        return found

    def describe(self, division: etree._Element) -> etree._Element | None:
        """What the METS says of a division in a section of its own."""
        for name in attribute(division, "DMDID").split():
            if name in self.descriptions:
                return self.descriptions[name]
        return None


def is_article(division: etree._Element) -> bool:
    kind = re.sub(r"[^a-z]", "", attribute(division, "TYPE").lower())
    return kind in ARTICLES or kind.endswith("article")


def is_inside(division: etree._Element) -> bool:
    """Whether a division is part of an article: its heading, a picture in it, a piece of a longer one."""
    return any(local_name(above) == "div" and is_article(above) for above in division.iterancestors())


class Areas(NamedTuple):
    """Where headline, byline and text of a division stand, in order."""

    heading: list[Area]
    byline: list[Area]
    text: list[Area]


def divide_areas(division: etree._Element) -> Areas:
    found = Areas([], [], [])
    for pointer in find_all(division, "area", "fptr")[:MOST_AREAS]:
        area = Area(attribute(pointer, "FILEID"), attribute(pointer, "BEGIN"), attribute(pointer, "END"))
        if not area.file or (not area.begin and attribute(pointer, "COORDS")):
            continue
        kinds = _kinds_above(pointer, division)
        if kinds & _BODIES or not kinds & (_HEADINGS | _BYLINES):
            found.text.append(area)
        else:
            (found.byline if kinds & _BYLINES else found.heading).append(area)
    return Areas(*(list(dict.fromkeys(areas)) for areas in found))


def _kinds_above(pointer: etree._Element, division: etree._Element) -> set[str]:
    """The kinds of the divisions inside an article in which a pointer stands."""
    kinds: set[str] = set()
    for above in pointer.iterancestors():
        if above is division:
            break
        kinds.add(attribute(above, "TYPE").upper())
    return kinds
