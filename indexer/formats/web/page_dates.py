"""When a saved page was published: what it says of itself, else a printed line near its headline, its address, the file's name.

In: the parsed page and its `PageFacts`. Out: published, undated, updated. A day that the page prints beside an
instant in UTC, or has in its address, stands before the instant's own: a paper's day is that of its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from lxml import etree

from indexer.article import Origin, PublicationDate, Undated
from indexer.dates import DateContext, date_from_url, read_byline_date, settle
from indexer.dates.bylines import LabelledDates
from indexer.formats.web.page_facts import PageFacts
from indexer.message import say

_TAGS = frozenset(
    "p span div li small em i b strong td dd address footer header time h2 h3 h4 h5 h6 a font center section".split()
)
_LABELS = (
    "byline",
    "date",
    "time",
    "publi",
    "posted",
    "meta",
    "author",
    "dateline",
    "datum",
    "fecha",
    "data",
    "info",
    "detail",
    "stamp",
    "credit",
)
_BESIDE = re.compile(
    r"comment|komment|teaser|related|recommend|sidebar|widget|promo|popular|most-?read|newsletter|advert|copyright|breadcrumb|nav|menu|carousel|swiper|slider|trending|latest"
)
_LONGEST_LINE = 160
_MOST_TEXTS = 14
_MOST_LINES = 400
_ANCESTORS = 8
_MOST_HEADINGS = 20
_PIECES = re.compile(r"\s*[|·•\n]\s*|\s+[–—]\s+")
_PLACE = re.compile(r"[^\W\d_][\w. -]{1,30},\s+(?=\d)")
_NEAR_LABELLED, _NEAR_BARE = 300, 80
"""Elements from the headline within which a date line that its element names as one, or any date line, is the article's."""
_TEASER = re.compile(r"(?:teaser|promo|latest)[\w-]*")
_NEAR_TEASER = 12
_NAMED_WRITER = re.compile(r"byline|author")
_DATA_DATES = ("data-date", "data-datetime", "data-published", "data-publish-date", "data-pubdate")

_Stated = tuple[PublicationDate | None, Undated | None, PublicationDate | None]


def settle_dates(
    page: etree._Element, facts: PageFacts, address: str | None, origin: Origin, context: DateContext
) -> _Stated:
    """(published, why undated, updated); an update serves as publication where only that is stated."""
    updated, _ = settle([("metadata", value) for value in facts.all("updated")], context)
    stated: list[tuple[Any, str | None]] = [
        ("metadata", value) for value in (*facts.all("published"), *facts.all("time")[:1])
    ]
    published, undated = settle(stated, context)
    if published is None or _is_utc(published):
        printed = _find_printed(page, facts, context, _NEAR_BARE if published is None else 0)
        if published is not None:
            published = _at_printed_day(published, printed, address, context)
        elif printed is not None:
            published = printed.published
            updated = updated or printed.updated
    if published is None and updated is None:
        elsewhere: list[tuple[Any, str | None]] = [
            ("url", address),
            ("filename", (origin.member or origin.path).rsplit("/", 1)[-1]),
        ]
        published, other = settle(elsewhere, context)
        undated = undated or other
    published = published or updated
    return published, None if published else undated or Undated(reason=say("no date stated")), updated


def _is_utc(published: PublicationDate) -> bool:
    return published.instant is not None and published.raw.rstrip().endswith(
        ("Z", "+00:00", "+0000", "GMT", "UTC")
    )


def _at_printed_day(
    published: PublicationDate, printed: LabelledDates | None, address: str | None, context: DateContext
) -> PublicationDate:
    """An instant in UTC on the day that the page prints, where that is the same, the one before or the one after."""
    shown = (printed.published if printed else None) or (date_from_url(address, context) if address else None)
    if shown is None or len(shown.date) != 10 or len(published.date) != 10 or shown.date == published.date:
        return published
    if abs(date.fromisoformat(shown.date) - date.fromisoformat(published.date)) > timedelta(days=1):
        return published
    return replace(shown, instant=published.instant, origin=published.origin, raw=published.raw)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    distance: int
    is_labelled: bool


def _find_printed(
    page: etree._Element, facts: PageFacts, context: DateContext, bare: int = _NEAR_BARE
) -> LabelledDates | None:
    """The date line nearest to the headline, one whose element is named for it before any other."""
    lines = sorted(_date_lines(page, facts), key=lambda line: (not line.is_labelled, line.distance))
    for line in lines[:_MOST_LINES]:
        if line.distance <= (_NEAR_LABELLED if line.is_labelled else bare):
            found = _read_line(line.text, context)
            if found is not None:
                return found
    return _read_data_dates(page, facts, context) if bare else None


def _read_data_dates(page: etree._Element, facts: PageFacts, context: DateContext) -> LabelledDates | None:
    """The day that scripts are to draw beside the headline (`data-date`), where no line prints one and all of these agree."""
    elements = list(page.iter())
    heading = _find_heading(elements, facts)
    values = {
        value.strip()
        for element in elements[heading : heading + _NEAR_BARE + 1]
        for name in _DATA_DATES
        if isinstance(element.tag, str) and (value := element.get(name)) and not _stands_beside(element)
    }
    found = [read_byline_date(value, context) for value in islice(values, _MOST_HEADINGS)]
    days = {line.published.date for line in found if line is not None and line.published is not None}
    return next((line for line in found if line), None) if len(days) == 1 and None not in found else None


def _read_line(text: str, context: DateContext) -> LabelledDates | None:
    """The dates of a line, else of what stands in it between bars (`26 May 2008 | 34 comments`) or after a place (`Bonn, 11.10.2021`)."""
    pieces = _PIECES.split(text)
    place = _PLACE.match(text)
    for piece in (text, *(pieces[:6] if len(pieces) > 1 else ()), *([text[place.end() :]] if place else ())):
        found = read_byline_date(piece, context)
        if found is not None and (found.published or found.updated):
            return found
    return None


def _date_lines(page: etree._Element, facts: PageFacts) -> Iterator[_Line]:
    """Short texts with digits, outside of what stands beside the article, with their distance from the headline."""
    elements = list(page.iter())
    heading = _find_heading(elements, facts)
    first = max(0, heading - _NEAR_LABELLED // 2)
    for place, element in enumerate(elements[first : heading + _NEAR_LABELLED + 1], first):
        if element.tag not in _TAGS:
            continue
        text = _short_text(element)
        if text is None or not any(map(str.isdigit, text)):
            continue
        if _stands_beside(element, is_under_headline=0 < place - heading <= _NEAR_TEASER):
            continue
        role = (
            f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".lower()
        )
        distance = place - heading if place > heading else 2 * (heading - place)
        yield _Line(text, distance, any(label in role for label in _LABELS))


def _find_heading(elements: list[etree._Element], facts: PageFacts) -> int:
    """Where the headline stands: the h1 that the page's title begins with, else the longest, else the top."""
    headings = [
        (place, _letters_of(element)) for place, element in enumerate(elements) if element.tag == "h1"
    ][:_MOST_HEADINGS]
    titles = [
        "".join(title.split()).casefold() for name in ("title", "page_title") for title in facts.all(name)
    ]
    for place, text in headings:
        if len(text) > 8 and any(title.startswith(text) for title in titles):
            return place
    return max(headings, key=lambda heading: len(heading[1]), default=(0, ""))[0]


def _letters_of(element: etree._Element) -> str:
    return "".join("".join(map(str, islice(element.itertext(), 50))).split()).casefold()


def _short_text(element: etree._Element) -> str | None:
    """An element's text where it is one short line; looks at few of its parts, so that nested elements cost nothing."""
    texts, length = [], 0
    for text in map(str, islice(element.itertext(), _MOST_TEXTS + 1)):
        texts.append(text)
        length += len(text.strip())
        if length > _LONGEST_LINE or len(texts) > _MOST_TEXTS:
            return None
    mark = "\n" if next(element.iter("br"), None) is not None else " "
    line = mark.join(" ".join(text.split()) for text in texts if text.strip())
    return line if len(line) > 4 else None


def _stands_beside(element: etree._Element, is_under_headline: bool = False) -> bool:
    """Whether an element belongs to another story, to comments or to the page's frame.

    Right under the headline the parts of a teaser's template may be the article's own: those that hold one short line
    and lead nowhere but to its writers, since any other link may be another story's headline.
    """
    if _is_named_beside(element, is_under_headline):
        return True
    for ancestor in islice(element.iterancestors(), _ANCESTORS):
        if ancestor.tag in ("aside", "nav"):
            return True
        if ancestor.tag in ("body", "html", "main", "article"):
            break
        if _is_named_beside(ancestor, is_under_headline):
            return True
    return False


def _is_named_beside(element: etree._Element, is_under_headline: bool) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}"[:300].lower()
    if _BESIDE.search(name) is None:
        return False
    return not (is_under_headline and _BESIDE.search(_TEASER.sub("", name)) is None and _is_one_line(element))


def _is_one_line(element: etree._Element) -> bool:
    """Whether an element holds a short line, without a heading and without a link but those to the writers."""
    if (
        _short_text(element) is None
        or next(element.iter("h1", "h2", "h3", "h4", "h5", "h6"), None) is not None
    ):
        return False
    return all(map(_leads_to_a_writer, islice(element.iter("a"), _MOST_TEXTS)))


def _leads_to_a_writer(link: etree._Element) -> bool:
    """Whether a link, or the element around it, is named for the writer."""
    around = (link, *islice(link.iterancestors(), 1))
    names = " ".join(f"{one.get('class') or ''} {one.get('rel') or ''}"[:300] for one in around)
    return _NAMED_WRITER.search(names.lower()) is not None
