"""What a METS says of an issue as a whole: the newspaper's name, day, language, volume, number, edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from indexer.article import Origin, PublicationDate, Undated
from indexer.dates import read_date
from indexer.formats.print.alto_text import tell_language
from indexer.formats.print.issue_days import day_of_place
from indexer.formats.print.issue_structure import Issue
from indexer.formats.records.record_values import read_language
from indexer.formats.xml_document import attribute, find_all, line_of
from indexer.message import say

DAY_NAMES = ("dateIssued", "date", "dateCreated", "issued", "created")


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What an issue says of all its articles."""

    source: str | None
    language: str | None
    published: PublicationDate | None
    undated: Undated | None
    extra: dict[str, str]


def read_facts(issue: Issue, origin: Origin) -> IssueFacts:
    """Name, day and language of the issue; its description is the first one that states a day."""
    of_articles = {name for article in issue.articles for name in attribute(article, "DMDID").split()}
    issue_level = [
        section
        for name, section in issue.descriptions.items()
        if name not in of_articles and "article" not in name.lower()
    ]
    undated: Undated | None = None
    published: PublicationDate | None = None
    for text in (*_stated_days(issue_level)[:20], attribute(issue.root, "LABEL")):
        found = read_date(text, issue.context) if text else None
        if isinstance(found, PublicationDate):
            published = found
            break
        undated = undated or found
    published = published or day_of_place(origin) or _day_of_all(issue)
    language = next(
        (
            code
            for section in issue_level
            for element in find_all(section, "languageTerm", "language")
            if (code := read_language(line_of(element)))
        ),
        None,
    )
    return IssueFacts(
        source=_title_of(issue_level) or None,
        language=language or read_language(tell_language(issue.root)),
        published=published,
        undated=None if published else undated or Undated(reason=say("the issue states no day")),
        extra=_read_numbers(issue_level),
    )


def _stated_days(sections: Iterable[etree._Element]) -> list[str]:
    return [
        line
        for section in sections
        for name in DAY_NAMES
        for element in find_all(section, name)
        if (line := line_of(element))
    ]


def _day_of_all(issue: Issue) -> PublicationDate | None:
    """The day that the descriptions of all articles state, where the issue's own has none."""
    found = [read_date(text, issue.context) for text in set(_stated_days(issue.descriptions.values()))]
    days = {day.date: day for day in found if isinstance(day, PublicationDate)}
    return next(iter(days.values())) if len(days) == 1 else None


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
