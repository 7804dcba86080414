"""The running text of a saved page, less what trafilatura leaves in it: the headline, date lines, captions, leftovers.

In: the parsed page and its `PageFacts`. Out: `PageBody`: paragraphs with a blank line between, and apart from them
links to other stories and what the page left over. What a line is, `text_roles` says, as for scraped text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from indexer.dates import DateContext, is_relative, read_byline_date, read_date
from indexer.formats.text.text_roles import is_related_heading, is_running_text, read_related
from indexer.formats.web.credit_lines import is_credit_line, read_submission
from indexer.formats.web.page_extraction import extract_text
from indexer.formats.web.page_facts import PageFacts
from indexer.formats.web.page_lead import first_paragraphs, leads_of
from indexer.formats.web.page_leftovers import is_leftover, is_rights_line
from indexer.formats.web.same_words import letters_alone
from indexer.markup import normal_paragraphs, text_of_element

LEAST_BODY = 40
"""Characters below which a page holds a notice or a menu, no article."""
MOST_APART = 200
_MOST_TOP_LINES = 6
_MOST_CONTAINERS = 50

_BY = re.compile(
    r"^(?:(?i:by|von(?!\s+(?:der|den|dem|zu)\b)|par|por|door|przez|written by|reported by)\s*:?|(?:di|de|af|av|DI|DE|AF|AV)\s*:?"
    r"|(?i:tekst|text|texte|testo|texto|текст|автор(?:\ текста)?|author|auteur|autore|autor(?:a|in)?|forfatter|författare|szerző|yazan|yazar|κείμενο|συντάκτης)\s*:?)\s+(?=\S)"
)
_MAIL = re.compile(r"\s*[|,;·(<–-]?\s*[\w.+-]+@[\w-]+\.[\w.-]+[)>]?")
_MARK = re.compile(r"^[-–•*]\s+")


@dataclass(frozen=True, slots=True)
class PageBody:
    """A page's text, and what stood in it that is none of the article's."""

    text: str
    related: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()


def find_body(page: etree._Element, facts: PageFacts, title: str | None, context: DateContext) -> PageBody:
    """trafilatura's text, cleaned; what JSON-LD states where that is much more; the longest part's paragraphs where there is neither.

    `page` must have been read for all else: it is not whole afterwards.
    """
    paragraphs = first_paragraphs(page, facts)
    found = extract_text(page)
    if found and (leads := leads_of(paragraphs, found, facts)):
        found = "\n".join([*leads, found])
    body = _clean_body(found, facts, title, context)
    stated = normal_paragraphs("\n\n".join(facts.all("body")[:1]))
    if len(stated) > 1.5 * len(body.text) and len(stated) > 400:
        return PageBody(stated)
    return body if body.text else PageBody(_fallback_text(page))


def strip_by(name: str) -> str:
    """A byline without its `By` and without an address for mail behind it."""
    return _BY.sub("", _MAIL.sub("", name)).strip()


def _clean_body(text: str, facts: PageFacts, title: str | None, context: DateContext) -> PageBody:
    """One paragraph a line as trafilatura gives them; a list's marks stay."""
    captions = {letters_alone(caption) for caption in facts.captions}
    lines = [
        line
        for line in (" ".join(line.split()) for line in text.split("\n"))
        if line and not (captions and letters_alone(line) in captions)
    ]
    top = 0
    while top < min(_MOST_TOP_LINES, len(lines)) and _is_above_text(lines[top], facts, title, context):
        top += 1
    lines = lines[top:]
    if _has_dates_below_summary(lines, facts, context):
        del lines[1]
    kept: list[str] = []
    related: list[str] = []
    leftovers: list[str] = []
    listing = False
    for line in lines:
        listing = (listing or is_related_heading(line)) and not is_running_text(line)
        other = read_related(line)
        is_heading = is_related_heading(line)
        if (listing or other) and not is_heading and len(related) < MOST_APART:
            related.append(other or _MARK.sub("", line))
        elif len(leftovers) < MOST_APART and (
            is_heading or is_leftover(_MARK.sub("", line)) or is_rights_line(line)
        ):
            leftovers.append(line)
        else:
            kept.append(line)
    return PageBody(
        normal_paragraphs("\n\n".join(kept)),
        tuple(dict.fromkeys(related)),
        tuple(leftovers),
    )


def _is_above_text(line: str, facts: PageFacts, title: str | None, context: DateContext) -> bool:
    """Whether a line on top is the headline, a byline or a date line, which the article states elsewhere."""
    if len(line) > 250:
        return False
    names = {letters_alone(strip_by(name)) for name in (*facts.all("byline"), *facts.all("source"))}
    headlines = {letters_alone(text) for text in (title, *facts.all("heading"), *facts.all("title")) if text}
    if letters_alone(line) in headlines or letters_alone(strip_by(line)) in names:
        return True
    return (
        is_credit_line(line)
        or read_byline_date(line, context) is not None
        or read_submission(line, context) is not None
        or _is_relative_day(line, context)
    )


def _is_relative_day(line: str, context: DateContext) -> bool:
    """Whether a line tells how long ago the page was made, which it does not tell any more."""
    return len(line) <= 40 and any(map(str.isdigit, line)) and is_relative(read_date(line, context))


def _has_dates_below_summary(lines: list[str], facts: PageFacts, context: DateContext) -> bool:
    """Whether the article's date line stands below its standfirst, which is no place for any other."""
    if len(lines) < 3 or len(lines[1]) > 250 or is_running_text(lines[1]):
        return False
    first = letters_alone(lines[0])
    if not any(letters_alone(summary).startswith(first) for summary in facts.all("summary")):
        return False
    return read_byline_date(lines[1], context) is not None


def _fallback_text(page: etree._Element) -> str:
    """The paragraphs of the first article, main or body that holds enough, where trafilatura found nothing."""
    for tag in ("article", "main", "body"):
        for element in islice(page.iter(tag), _MOST_CONTAINERS):
            paragraphs = [text_of_element(paragraph) for paragraph in element.iter("p")]
            body = normal_paragraphs(
                "\n\n".join(paragraph for paragraph in paragraphs if len(paragraph) > 20)
            )
            if len(body) >= LEAST_BODY:
                return body
    return ""
