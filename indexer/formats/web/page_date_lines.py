"""Days that a page prints, or has its scripts draw, near its headline.

In: the parsed page and its `PageFacts`. Out: the dates of the nearest line that is one. The page is walked once; only
elements that hold a digit are looked at. What stands beside the article, `page_frame` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from indexer.dates import DateContext, LabelledDates, read_byline_date
from indexer.formats.web.credit_lines import read_submission, without_credits
from indexer.formats.web.page_facts import PageFacts, titles_of
from indexer.formats.web.page_frame import short_text, stands_beside
from indexer.formats.web.page_surroundings import Surroundings
from indexer.formats.web.same_words import without_blanks

NEAR_LABELLED, NEAR_BARE = 300, 80
"""Elements from the headline within which a date line that its element names as one, or any date line, is the article's."""
_NEAR_POST = 30
"""… and within which the post that opens a forum's thread prints when it was written."""

_TAGS = frozenset(
    "p span div li small em i b strong td dd address footer header time h2 h3 h4 h5 h6 a font center section".split()
)
_LABELS = re.compile("byline|date|time|publi|posted|meta|author|datum|fecha|data|info|detail|stamp|credit")
_BEHIND_UPDATE = 10
"""Elements behind the day of an update within which the day of publication is that article's."""
_LONGEST_LABEL = 30

_MOST_LINES = 400
_MOST_HEADINGS = 20
_NEAR_TEASER = 12
_PIECES = re.compile(r"\s*[|·•\n]\s*|\s+[–—]\s+")
_PLACE = re.compile(r"[^\W\d_][\w. -]{1,30},\s+(?=\d)")
_SHORT_WEEKDAY = re.compile(r"[^\W\d_]{2,4}\.?,?\s+(?=\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)")
"""`mar 09/03/2021`: short for mardi, where a name of a month is read otherwise."""
_DIGIT = re.compile(r"\d")
_DATA_DATES = ("data-date", "data-datetime", "data-published", "data-publish-date", "data-pubdate")
_LEAST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    distance: int
    is_labelled: bool
    label: str
    """What stands in front of it in a list or table: `Last updated`."""


def find_printed(
    page: etree._Element,
    facts: PageFacts,
    context: DateContext,
    *,
    bare: int = NEAR_BARE,
    in_forum: bool = False,
) -> LabelledDates | None:
    """The date line nearest to the headline, one whose element is named for it before any other; else the day that scripts are to draw there.

    `bare`: within how many elements a line counts whose element is not named for a date; 0 leaves these and the drawn ones out.
    """
    elements = list(page.iter())
    heading = find_heading(page, elements, facts)
    lines = sorted(
        _date_lines(elements, heading, facts, bare, in_forum),
        key=lambda line: (not line.is_labelled, line.distance),
    )
    update: tuple[int, LabelledDates] | None = None
    for line in lines[:_MOST_LINES]:
        labelled = read_byline_date(f"{line.label}: {line.text}", context) if line.label else None
        found = labelled or _read_line(line.text, context)
        if found is None:
            continue
        if found.published is None:
            update = update or (line.distance, found)
        elif update is None:
            return found
        elif line.distance - update[0] <= _BEHIND_UPDATE and _is_earlier(found, update[1]):
            return replace(found, updated=found.updated or update[1].updated)
    if update is not None:
        return update[1]
    return _read_drawn(elements[heading : heading + NEAR_BARE + 1], context) if bare else None


def _is_earlier(found: LabelledDates, update: LabelledDates) -> bool:
    published, updated = found.published, update.updated
    return published is not None and updated is not None and published.date <= updated.date


def _read_drawn(elements: list[etree._Element], context: DateContext) -> LabelledDates | None:
    """The day that scripts are to draw beside the headline (`data-date`), where no line prints one and all of these agree."""
    values = {
        value.strip()
        for element in elements
        for name in _DATA_DATES
        if isinstance(element.tag, str) and (value := element.get(name)) and not stands_beside(element)
    }
    found = [read_byline_date(value, context) for value in islice(values, _MOST_HEADINGS)]
    days = {line.published.date for line in found if line is not None and line.published is not None}
    return next((line for line in found if line), None) if len(days) == 1 and None not in found else None


def _read_line(text: str, context: DateContext) -> LabelledDates | None:
    """The dates of a line, else of what stands in it between bars (`26 May 2008 | 34 comments`) or after a place (`Bonn, 11.10.2021`)."""
    alone = without_credits(text)
    pieces = _PIECES.split(text)
    place, weekday = _PLACE.match(text), _SHORT_WEEKDAY.match(text)
    for piece in (
        text,
        *((alone,) if alone not in ("", text) else ()),
        *(pieces[:6] if len(pieces) > 1 else ()),
        *([text[place.end() :]] if place else ()),
        *([text[weekday.end() :]] if weekday else ()),
    ):
        found = read_byline_date(piece, context)
        if found is not None and (found.published or found.updated):
            return found
    submitted = read_submission(text, context)
    return submitted[1] if submitted else None


def _date_lines(
    elements: list[etree._Element], heading: int, facts: PageFacts, bare: int, in_forum: bool
) -> Iterator[_Line]:
    """Short texts with digits near enough, outside of what stands beside the article, with their distance from the headline."""
    first = max(0, heading - NEAR_LABELLED // 2)
    near = elements[first : heading + NEAR_LABELLED + 1]
    with_digits = _holding_digits(near)
    around = Surroundings(elements[heading] if heading else None, titles_of(facts))
    for place, element in enumerate(near, first):
        if element not in with_digits or element.tag not in _TAGS:
            continue
        behind = place - heading
        distance = behind if behind > 0 else -2 * behind
        role = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        is_labelled = _LABELS.search(role.lower()) is not None
        if distance > (NEAR_LABELLED if is_labelled else bare):
            continue
        text = short_text(element)
        if text is None or _DIGIT.search(text) is None:
            continue
        if stands_beside(
            element,
            is_under_headline=0 < behind <= _NEAR_TEASER,
            in_forum=in_forum and 0 < behind <= _NEAR_POST,
        ):
            continue
        if not in_forum and around.is_of_another(element, behind):
            continue
        yield _Line(text, distance, is_labelled, _label(element))


def _label(element: etree._Element) -> str:
    """The short text in front of a value of a list or table; empty where there is none."""
    previous = element.getprevious() if element.tag in ("dd", "td") else None
    label = short_text(previous) if previous is not None and previous.tag in ("dt", "th", "td") else None
    if label is None or len(label) > _LONGEST_LABEL or _DIGIT.search(label):
        return ""
    return label.rstrip(" :")


def _holding_digits(elements: list[etree._Element]) -> set[etree._Element]:
    """The elements that hold a digit, and all around them."""
    found: set[etree._Element] = set()
    for element in elements:
        holder: etree._Element | None = element if _DIGIT.search(element.text or "") else None
        if holder is None and element.tail and _DIGIT.search(element.tail):
            holder = element.getparent()
        while holder is not None and holder not in found:
            found.add(holder)
            holder = holder.getparent()
    return found


def find_heading(page: etree._Element, elements: list[etree._Element], facts: PageFacts) -> int:
    """Where the headline stands: the first heading that the page's title begins or ends with, else the longest h1, else the top.

    Looked for once in a page, and kept in its facts: the page must be whole until the last who ask for it have.
    """
    if facts.heading is None:
        found = _heading_of(page, facts)
        facts.heading = 0 if found is None else elements.index(found)
    return facts.heading


def _heading_of(page: etree._Element, facts: PageFacts) -> etree._Element | None:
    titles = list(map(without_blanks, titles_of(facts)))
    longest: tuple[int, etree._Element | None] = (0, None)
    for tag in ("h1", "h2", "h3"):
        for heading in islice(page.iter(tag), _MOST_HEADINGS):
            text = without_blanks("".join(map(str, islice(heading.itertext(), 50))))
            if len(text) > _LEAST_LETTERS and any(
                title.startswith(text) or title.endswith(text) for title in titles
            ):
                return heading
            if tag == "h1" and (longest[1] is None or len(text) > longest[0]):
                longest = (len(text), heading)
    return longest[1]
