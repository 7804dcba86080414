"""METS: what a newspaper's issue is made of -> one article for each that its logical structure names.

The text of an article lies in ALTO pages. Where these stand in the METS itself, it is put together from their blocks, as
`alto_text` reads them; where they are files of their own, those are read as pages, and here the article has its headline,
its place and the names of these files. The day is the issue's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, BinaryIO

from lxml import etree

from indexer.article import Article, NotArticle, Origin, Outcome, PublicationDate, Reject, Undated
from indexer.dates import DateContext, read_date
from indexer.formats.print.alto_text import flow_blocks, read_block, tell_language
from indexer.formats.print.issue_days import day_of_place
from indexer.formats.prolog import skip_prolog
from indexer.formats.records.record_values import read_language
from indexer.formats.skipped_records import SkippedRecords
from indexer.formats.xml_document import (
    Document,
    Unreadable,
    attribute,
    children,
    find_all,
    line_of,
    local_name,
    read_documents,
)
from indexer.identity import article_id
from indexer.message import say
from indexer.settings import ReadingOptions

NAME = "mets"
DESCRIPTION = "METS: issues of newspapers read by machine, one article for each that the issue lists"
SUFFIXES = (".xml", ".mets")

ARTICLES = frozenset(
    "article obituary letter editorial news review interview poem feuilleton announcement story serial".split()
)
"""Kinds of divisions that are articles, in lower case; `ARTICLE_1` and `NEWSARTICLE` are too."""
OTHERS = frozenset(
    "advertisement advertisment ad classified illustration picture cartoon weather table image".split()
)
DAY_NAMES = ("dateIssued", "date", "dateCreated", "issued", "created")
MOST_AREAS = 5_000

_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?mets[\s>]", re.IGNORECASE)


def sniff(head: bytes, name: str) -> bool:
    return bool(_ROOT.match(skip_prolog(head)))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of an issue in order, then what else it lists, in sums; see `Format.parse`."""
    for document in read_documents(stream):
        if isinstance(document, Unreadable):
            yield Reject(origin=replace(origin, line=document.line), reason=document.reason)
            continue
        issue = Issue(document, DateContext(timezone=options.timezone, date_order=options.date_order))
        yield from _read_issue(issue, origin)
        if document.fault:
            yield Reject(
                origin=origin, reason=f"the file is damaged, and what stands behind is lost: {document.fault}"
            )


@dataclass(frozen=True)
class Issue:
    """An issue's document, with what is looked up in it again and again."""

    document: Document
    context: DateContext

    @property
    def root(self) -> etree._Element:
        return self.document.root

    @cached_property
    def descriptions(self) -> dict[str, etree._Element]:
        return {attribute(section, "ID"): section for section in find_all(self.root, "dmdSec")}

    @cached_property
    def files(self) -> dict[str, str]:
        """Id of a file -> where it is."""
        return {
            attribute(file, "ID"): next((attribute(place, "href") for place in children(file, "FLocat")), "")
            for file in find_all(self.root, "file")
        }

    @cached_property
    def blocks(self) -> dict[tuple[str, str], etree._Element]:
        """Text blocks of the pages in the METS itself, by file and their own id."""
        found = {}
        for file in find_all(self.root, "file"):
            for block in find_all(file, "TextBlock", "ComposedBlock", "TextLine"):
                found[attribute(file, "ID"), attribute(block, "ID")] = block
        return found

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


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an issue says of all its articles."""

    source: str | None
    language: str | None
    published: PublicationDate | None
    undated: Undated | None
    extra: dict[str, str]


def _read_issue(issue: Issue, origin: Origin) -> Iterator[Outcome]:
    divisions = [
        division
        for structure in find_all(issue.root, "structMap")
        if attribute(structure, "TYPE").upper() != "PHYSICAL"
        for division in find_all(structure, "div")
    ]
    articles = [division for division in divisions if _is_article(division) and not _is_inside(division)]
    facts = _read_facts(issue, origin)
    skipped = SkippedRecords(origin)
    number = 0
    for division in articles:
        place = replace(origin, record=number + 1, line=issue.document.line_of(division))
        article = _read_article(issue, division, facts, place)
        if article is None:
            skipped.add(
                "articles without a headline, whose text lies in files of pages", attribute(division, "ID")
            )
        else:
            number += 1
            yield article
    for division in divisions:
        if (kind := attribute(division, "TYPE").lower()) in OTHERS and not _is_inside(division):
            skipped.add(f"divisions that are no article ({kind})", attribute(division, "LABEL"))
    yield from skipped.tell()
    if not articles:
        day = f" of {facts.published.date}" if facts.published else ""
        count = sum(name.lower().endswith(".xml") for name in issue.files.values())
        reason = f"the description of an issue{day} that lists no articles; it has {count} files of pages, which are read as such"
        yield NotArticle(path=origin.path, member=origin.member, reason=reason)


def _is_article(division: etree._Element) -> bool:
    kind = re.sub(r"[^a-z]", "", attribute(division, "TYPE").lower())
    return kind in ARTICLES or kind.endswith("article")


def _is_inside(division: etree._Element) -> bool:
    """Whether a division is part of an article: its heading, a picture in it, a piece of a longer one."""
    return any(local_name(above) == "div" and _is_article(above) for above in division.iterancestors())


def _read_facts(issue: Issue, origin: Origin) -> _Facts:
    """Name, day and language of the issue; its description is the first one that states a day."""
    issue_level = [section for name, section in issue.descriptions.items() if "article" not in name.lower()]
    stated = [
        line
        for section in issue_level
        for name in DAY_NAMES
        for element in find_all(section, name)
        if (line := line_of(element))
    ]
    undated: Undated | None = None
    published: PublicationDate | None = None
    for text in (*stated[:20], attribute(issue.root, "LABEL")):
        found = read_date(text, issue.context) if text else None
        if isinstance(found, PublicationDate):
            published = found
            break
        undated = undated or found
    published = published or day_of_place(origin)
    language = next(
        (
            code
            for section in issue_level
            for element in find_all(section, "languageTerm", "language")
            if (code := read_language(line_of(element)))
        ),
        None,
    )
    return _Facts(
        source=_title_of(issue_level) or None,
        language=language or read_language(tell_language(issue.root)),
        published=published,
        undated=None if published else undated or Undated(reason=say("the issue states no day")),
        extra=_read_numbers(issue_level),
    )


def _title_of(sections: list[etree._Element]) -> str:
    """The newspaper's name: that of the work that an issue belongs to before the issue's own."""
    for names in (("relatedItem",), ("titleInfo", "dc")):
        for section in sections:
            for holder in find_all(section, *names):
                for title in find_all(holder, "title"):
                    if line := line_of(title):
                        return line
    return next(
        (line for section in sections for title in find_all(section, "title") if (line := line_of(title))), ""
    )


def _read_numbers(sections: list[etree._Element]) -> dict[str, str]:
    """Volume, issue and edition."""
    numbers: dict[str, str] = {}
    for section in sections:
        for detail in find_all(section, "detail"):
            kind, value = attribute(detail, "type").lower(), line_of(detail)
            if kind and value:
                numbers.setdefault(kind, value)
    return {name: numbers[name] for name in ("volume", "issue", "number", "edition") if name in numbers}


def _read_article(issue: Issue, division: etree._Element, facts: _Facts, place: Origin) -> Article | None:
    """An article of the issue; None where it has neither a headline nor a text here."""
    heading, text = _divide_areas(division)
    description = issue.describe(division)
    printed = flow_blocks(map(read_block, _find_blocks(issue, heading)))
    title = _headline(division, description) or " ".join(printed.split())
    body = flow_blocks(map(read_block, _find_blocks(issue, text)))
    if not title and not body:
        return None
    return Article(
        id=article_id(place, _own_id(issue, division)),
        title=title or None,
        byline=_names(description),
        source=facts.source,
        section=_section(division),
        language=facts.language,
        body=body,
        published=facts.published,
        undated=facts.undated,
        extra=_gather_extra(issue, division, [*heading, *text], facts, bool(body)),
        path=place.path,
        member=place.member,
        format=NAME,
    )


def _own_id(issue: Issue, division: etree._Element) -> str | None:
    own = attribute(division, "ID")
    return f"{attribute(issue.root, 'OBJID')} {own}".strip() if own else None


def _divide_areas(
    division: etree._Element,
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Where the headline and the text stand: (file, block) in order."""
    heading: list[tuple[str, str]] = []
    text: list[tuple[str, str]] = []
    for pointer in find_all(division, "area", "fptr")[:MOST_AREAS]:
        file = attribute(pointer, "FILEID")
        if not file:
            continue
        kinds = {
            attribute(above, "TYPE").upper()
            for above in pointer.iterancestors()
            if local_name(above) == "div"
        }
        is_heading = bool(kinds & {"HEADING", "HEADLINE", "TITLE"}) and not kinds & {
            "BODY",
            "BODY_CONTENT",
            "CONTENT_BODY",
        }
        (heading if is_heading else text).append((file, attribute(pointer, "BEGIN")))
    return list(dict.fromkeys(heading)), list(dict.fromkeys(text))


def _find_blocks(issue: Issue, areas: list[tuple[str, str]]) -> Iterator[etree._Element]:
    for area in areas:
        block = issue.blocks.get(area)
        if block is not None:
            yield block


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
    areas: list[tuple[str, str]],
    facts: _Facts,
    has_text: bool,
) -> dict[str, Any]:
    files = list(dict.fromkeys(file for file, _ in areas))
    pages = list(dict.fromkeys(page for file in files if (page := issue.pages.get(file, ""))))
    extra: dict[str, Any] = {
        "page": pages[0] if pages else "",
        "pages": pages if len(pages) > 1 else [],
        "article_type": attribute(division, "TYPE"),
        "division": attribute(division, "ID"),
        **facts.extra,
    }
    if not has_text:
        extra["text_in_files"] = [place for file in files[:50] if (place := issue.files.get(file, ""))]
    return {name: value for name, value in extra.items() if value}
