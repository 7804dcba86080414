"""The first paragraph of an article where it stands between the headline and the text proper, in an element of its own.

In: the parsed page before its text is taken from it. Out: paragraphs close behind the headline, and, given the text that was found, those
of them that belong before it. trafilatura begins with the element that holds most of the text.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from indexer.formats.text.text_roles import is_running_text
from indexer.formats.web.page_date_lines import find_heading
from indexer.formats.web.page_facts import PageFacts, line_of, titles_of
from indexer.formats.web.page_frame import stands_beside
from indexer.formats.web.page_surroundings import Surroundings
from indexer.formats.web.same_words import letters_alone

_NEAR = 60
"""Elements behind the headline among which the first paragraphs are looked for."""
_TAGS = ("p", "div")
_BLOCKS = (
    "p",
    "div",
    "section",
    "article",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "figure",
    "form",
    "br",
    "img",
    "time",
    "button",
)
_LEAST, _LONGEST = 60, 1_500
_MOST = 4
_MOST_LEADS = 2
_SAME = 60
"""Letters that a standfirst and a summary have in common; what is stated is often cut."""
_ENDS = re.compile(r"[.!?…。！？:][\"'”’»)\]]*$")
_OTHERWISE = re.compile(
    r"caption|credit|legend|photo|image|bild|foto|gallery|slide|byline|author|bio|about|meta|desc|subscri|paywall|consent|cookie",
    re.IGNORECASE,
)


def first_paragraphs(page: etree._Element, facts: PageFacts) -> list[str]:
    """Paragraphs of running text close behind the headline, in order; none where no headline is known."""
    elements = list(page.iter())
    heading = find_heading(page, elements, facts)
    if not heading:
        return []
    around = Surroundings(elements[heading], titles_of(facts))
    found: list[str] = []
    for place, element in enumerate(islice(elements, heading + 1, heading + _NEAR), 1):
        if (
            element.tag in _TAGS
            and (text := _paragraph(element))
            and not around.is_of_another(element, place)
        ):
            found.append(text)
            if len(found) >= _MOST:
                break
    return found


def leads_of(paragraphs: list[str], text: str, facts: PageFacts) -> list[str]:
    """The paragraphs that stand before the text: those in front of the first one that is in it, where there are one or two.

    A standfirst is none: the page states it as its summary.
    """
    letters = letters_alone(text)
    summaries = [letters_alone(summary)[:_SAME] for summary in facts.all("summary")]
    for place, paragraph in enumerate(paragraphs):
        if letters_alone(paragraph) in letters:
            before = [
                lead for lead in paragraphs[:place] if not letters_alone(lead).startswith(tuple(summaries))
            ]
            return before if len(before) <= _MOST_LEADS else []
    return []


def _paragraph(element: etree._Element) -> str:
    """The text of an element that is one paragraph of sentences, without many links; empty for any other."""
    if next(element.iterdescendants(*_BLOCKS), None) is not None or stands_beside(element):
        return ""
    if any(map(_is_named_otherwise, (element, *islice(element.iterancestors(), 2)))):
        return ""
    text = line_of(element)
    if not _LEAST <= len(text) <= _LONGEST or not _ENDS.search(text) or not is_running_text(text):
        return ""
    linked = sum(len(line_of(link)) for link in islice(element.iter("a"), 20))
    return text if linked * 3 < len(text) else ""


def _is_named_otherwise(part: etree._Element) -> bool:
    return (
        part.tag == "figure"
        or _OTHERWISE.search(f"{part.get('class') or ''} {part.get('id') or ''}"[:300]) is not None
    )
