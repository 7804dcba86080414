"""METS: what a newspaper's issue is made of -> one article for each that its logical structure names.

The text of an article lies in blocks of ALTO pages, in the METS itself or in files beside it (`issue_pages`), in which it may
go on over columns and pages. The day is the issue's. Advertisements, tables and the weather are articles of a section of that name, so that
they are found and can be left out. What a page has beyond all these is one article more, without a headline. Where the files beside it cannot be had, an article
has its headline, its place and their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from lxml import etree

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.dates import DateContext
from indexer.formats.contract import Companions
from indexer.formats.print.alto_text import Block, flow_blocks
from indexer.formats.print.issue_facts import IssueFacts, read_facts
from indexer.formats.print.issue_pages import Area, count_letters
from indexer.formats.print.issue_structure import SECTIONS, Areas, Issue, divide_areas
from indexer.formats.prolog import skip_prolog
from indexer.formats.records.record_values import read_language
from indexer.formats.skipped_records import SkippedRecords
from indexer.formats.xml_document import (
    Unreadable,
    attribute,
    children,
    find_all,
    line_of,
    local_name,
    read_documents,
)
from indexer.identity import article_id
from indexer.settings import ReadingOptions

NAME = "mets"
DESCRIPTION = "METS: issues of newspapers read by machine, one article for each that the issue lists"
SUFFIXES = (".xml", ".mets")

LEAST_LETTERS = 200
"""Of the rest of a page that is worth an article: less is its head, its number, lines between columns."""

_NUMBER_BEHIND = re.compile(r"[\W\d_]{0,20}$")
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?mets[\s>]", re.IGNORECASE)


def sniff(head: bytes, name: str) -> bool:
    return bool(_ROOT.match(skip_prolog(head)))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of an issue in order, then what else it lists, in sums; see `Format.parse`."""
    return _parse(stream, origin, options, None)


def parse_whole(
    stream: BinaryIO, origin: Origin, options: ReadingOptions, companions: Companions
) -> Iterator[Outcome]:
    """As `parse`, with the text of the pages beside the METS; see `WholeFormat.parse_whole`."""
    return _parse(stream, origin, options, companions)


def _parse(
    stream: BinaryIO, origin: Origin, options: ReadingOptions, companions: Companions | None
) -> Iterator[Outcome]:
    for document in read_documents(stream):
        if isinstance(document, Unreadable):
            yield Reject(origin=replace(origin, line=document.line), reason=document.reason)
            continue
        context = DateContext(timezone=options.timezone, date_order=options.date_order)
        yield from _read_issue(Issue(document, context, companions), origin)
        if document.fault:
            yield Reject(
                origin=origin, reason=f"the file is damaged, and what stands behind is lost: {document.fault}"
            )


def _read_issue(issue: Issue, origin: Origin) -> Iterator[Outcome]:
    facts = read_facts(issue, origin)
    skipped = SkippedRecords(origin)
    number = 0
    for division in issue.articles:
        place = replace(origin, record=number + 1, line=issue.document.line_of(division))
        article = _read_article(issue, division, facts, place)
        if article is None:
            skipped.add(
                "articles without a headline, whose text lies in files of pages", attribute(division, "ID")
            )
        else:
            number += 1
            yield article
    for division in issue.others:
        place = replace(origin, record=number + 1, line=issue.document.line_of(division))
        kind = attribute(division, "TYPE").lower()
        article = _read_other(issue, division, facts, place, SECTIONS.get(kind))
        if article is None:
            skipped.add(f"divisions that are no article ({kind})", attribute(division, "LABEL"))
        else:
            number += 1
            yield article
    if issue.articles:
        yield from _read_rests(issue, facts, replace(origin, record=number + 1))
    yield from skipped.tell()
    if not issue.articles:
        yield _describe_issue(issue, facts, origin)
    yield from _tell_faults(issue, origin)


def _describe_issue(issue: Issue, facts: IssueFacts, origin: Origin) -> NotArticle:
    day = f" of {facts.published.date}" if facts.published else ""
    count = sum(map(issue.texts.is_page, issue.texts.files))
    reason = f"the description of an issue{day} that lists no articles; it has {count} files of pages, which are read as such"
    return NotArticle(path=origin.path, member=origin.member, reason=reason)


def _read_rests(issue: Issue, facts: IssueFacts, place: Origin) -> Iterator[Article]:
    """What no article has of a page, where that is some text."""
    for file in issue.texts.files:
        blocks = issue.texts.leftovers(file)
        if count_letters(blocks) < LEAST_LETTERS:
            continue
        page = issue.pages.get(file, "")
        extra = {"page": page, "article_type": "rest of the page", **facts.extra}
        yield Article(
            id=article_id(place, f"{attribute(issue.root, 'OBJID')} rest of {file}".strip()),
            source=facts.source,
            language=_language(issue, facts),
            body=flow_blocks(blocks),
            published=facts.published,
            undated=facts.undated,
            extra={name: value for name, value in extra.items() if value},
            path=place.path,
            member=place.member,
            format=NAME,
        )
        place = replace(place, record=place.record + 1)


def _tell_faults(issue: Issue, origin: Origin) -> Iterator[Reject]:
    """A line for each reason why pages cannot be had."""
    for reason, places in issue.texts.faults.items():
        names = ", ".join(place[:200] for place in places[:5]) + (", …" if len(places) > 5 else "")
        yield Reject(
            origin=origin,
            reason=f"{len(places):,} of the pages that this issue names cannot be had, and their text is not in its articles: {names}: {reason}",
        )


def _language(issue: Issue, facts: IssueFacts) -> str | None:
    if facts.language or not (said := issue.texts.languages().most_common(1)):
        return facts.language
    return read_language(said[0][0])


def _read_article(issue: Issue, division: etree._Element, facts: IssueFacts, place: Origin) -> Article | None:
    """An article of the issue; None where it has neither a headline nor a text here."""
    areas = divide_areas(division)
    description = issue.describe(division)
    heading = _flow(issue, areas.heading)
    title = _headline(division, description) or " ".join(heading.split())
    body = "\n\n".join(filter(None, (_beyond(title, heading), _flow(issue, areas.text))))
    if not title and not body:
        return None
    return Article(
        id=article_id(place, _own_id(issue, division)),
        title=title or None,
        byline=_names(description) or " ".join(_flow(issue, areas.byline).split()) or None,
        source=facts.source,
        section=_section(division),
        language=_language(issue, facts),
        body=body,
        published=facts.published,
        undated=facts.undated,
        extra=_gather_extra(issue, division, areas, facts, bool(body)),
        path=place.path,
        member=place.member,
        format=NAME,
    )


def _read_other(
    issue: Issue, division: etree._Element, facts: IssueFacts, place: Origin, section: str | None
) -> Article | None:
    """An advertisement and the like as an article of its section; None where it has no text here, names a whole page, or is a picture.

    Its blocks are no rest of a page.
    """
    areas = divide_areas(division)
    of_blocks = all(area.begin for group in areas for area in group)
    article = _read_article(issue, division, facts, place) if section and of_blocks else None
    issue.texts.find_blocks([*areas.heading, *areas.text])
    if article is None or not article.body:
        return None
    named = _NUMBER_BEHIND.sub("", article.title or "").casefold() not in ("", *SECTIONS)
    return replace(article, title=article.title if named else None, section=section)


def _flow(issue: Issue, areas: list[Area]) -> str:
    blocks: list[Block] = issue.texts.find_blocks(
        [area for area in areas if area.begin or area.file not in issue.shared_files]
    )
    return flow_blocks(blocks, of_one_story=True)


def _beyond(title: str, heading: str) -> str:
    """The paragraphs of a printed heading that are not in the title."""
    known = _letters(title)
    return "\n\n".join(
        paragraph for paragraph in heading.split("\n\n") if known and _letters(paragraph) not in known
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _own_id(issue: Issue, division: etree._Element) -> str | None:
    own = attribute(division, "ID")
    return f"{attribute(issue.root, 'OBJID')} {own}".strip() if own else None


def _headline(division: etree._Element, description: etree._Element | None) -> str:
    for element in find_all(description, "titleInfo", "title") if description is not None else ():
        parts = [
            line
            for name in ("nonSort", "title", "subTitle")
            for part in children(element, name)
            if (line := line_of(part))
        ]
        if line := " ".join(parts) or line_of(element):
            return line
    return " ".join(attribute(division, "LABEL").split())


def _names(description: etree._Element | None) -> str | None:
    if description is None:
        return None
    names = [
        " ".join(line for part in children(name, "namePart", "displayForm") if (line := line_of(part)))
        for name in find_all(description, "name")
    ]
    names += [line_of(creator) for creator in find_all(description, "creator")]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _section(division: etree._Element) -> str | None:
    for above in division.iterancestors():
        if local_name(above) == "div" and attribute(above, "TYPE").upper() in (
            "SECTION",
            "RUBRIC",
            "RUBRIK",
            "CHAPTER",
        ):
            return attribute(above, "LABEL") or None
    return None


def _gather_extra(
    issue: Issue,
    division: etree._Element,
    areas: Areas,
    facts: IssueFacts,
    has_text: bool,
) -> dict[str, Any]:
    files = list(dict.fromkeys(area.file for group in areas for area in group))
    pages = list(dict.fromkeys(page for file in files if (page := issue.pages.get(file, ""))))
    extra: dict[str, Any] = {
        "page": pages[0] if pages else "",
        "pages": pages if len(pages) > 1 else [],
        "article_type": attribute(division, "TYPE"),
        "division": attribute(division, "ID"),
        **facts.extra,
    }
    if not has_text:
        extra["text_in_files"] = [place for file in files[:50] if (place := issue.texts.place_of(file))]
    return {name: value for name, value in extra.items() if value}
