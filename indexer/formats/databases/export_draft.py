"""An article of a press database while it is put together: what was found so far -> Article or Reject.

The databases print the same things under many names: here they get one name each. Dates are read by
`record_dates`; the reader's own language, in which a database prints them, is not the article's, so that the
language of the article decides nothing about its date. A file's name tells what was searched, never when an article
appeared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from indexer.article import Article, Origin, PublicationDate, Reject, Undated
from indexer.formats.databases.export_paragraphs import join_body
from indexer.formats.records.extra_fields import bound_extra
from indexer.formats.records.record_dates import RecordDates
from indexer.identity import article_id
from indexer.message import say

_BY = re.compile(r"(?:by|von|par|por|di|door)[:\s]\s*(?=[^\W\d_])", re.IGNORECASE)
_ENGLISH_BY = re.compile(r"\Aby[:\s]\s*(?=[^\W\d_])", re.IGNORECASE)
_OTHER_BY = {
    language: re.compile(rf"\A{word}[:\s]\s*(?=[^\W\d_])(?!(?:der|den|dem|la|le|los)\s)", re.IGNORECASE)
    for language, word in (("de", "von"), ("fr", "par"), ("es", "por"), ("pt", "por"), ("it", "di"), ("nl", "door"))
}  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}", re.IGNORECASE)
_PERCENT = re.compile(r"\s*\(\d{1,3}\s?%\)")
_LONGEST_DATE_WORDS = 16
_LEAST_DATE = 7
"""A date of a day or a month; a bare year in a headline is none."""


@dataclass(slots=True)
class Draft:
    """Plain values as they were printed; `date` and `time` are read when the article is made. `own`: an identifier, as a URN where it is global."""

    title: str = ""
    byline: str = ""
    source: str = ""
    section: str = ""
    language: str | None = None
    url: str | None = None
    dateline: str = ""
    summary: str = ""
    body: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    date: str = ""
    time: str = ""
    updated: str = ""
    own: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, value: Any) -> None:
        """Keeps a value in `extra`; a second one under the same name stands beside the first."""
        if not value:
            return
        known = self.extra.get(name)
        if known is None:
            self.extra[name] = value
        elif isinstance(known, list):
            known.append(value)
        elif known != value:
            self.extra[name] = [known, value]


def finish_article(draft: Draft, origin: Origin, dates: RecordDates, format_name: str) -> Article | Reject:
    """The article that a draft has become, or why it is none."""
    body = join_body(draft.body)
    if not (draft.title or body or draft.summary):
        return Reject(origin=origin, reason="a record of the export without headline and text")
    published = read_day(draft.date, draft.time, dates)
    updated = read_day(draft.updated, "", dates) if draft.updated else None
    return Article(
        id=article_id(origin, draft.own),
        title=_one_line(draft.title),
        byline=strip_by(draft.byline, draft.language) or None,
        source=_one_line(draft.source),
        section=_one_line(draft.section),
        language=draft.language,
        url=draft.url,
        dateline=_one_line(draft.dateline),
        tags=tuple(dict.fromkeys(filter(None, map(str.strip, draft.tags)))),
        summary=draft.summary.strip() or None,
        body=body,
        captions=tuple(dict.fromkeys(filter(None, map(str.strip, draft.captions)))),
        related=tuple(dict.fromkeys(draft.related)),
        published=published if isinstance(published, PublicationDate) else None,
        undated=published if isinstance(published, Undated) else None,
        updated=updated if isinstance(updated, PublicationDate) else None,
        extra=bound_extra(draft.extra.items()),
        path=origin.path,
        member=origin.member,
        format=format_name,
    )


def _one_line(text: str) -> str | None:
    return " ".join(text.split()) or None


def strip_by(byline: str, language: str | None) -> str:
    """A byline without the word that introduces it, in English or in the article's language."""
    line = " ".join(byline.split()).strip(" ,;")
    word = _OTHER_BY.get(language or "", _ENGLISH_BY)
    return _ENGLISH_BY.sub("", word.sub("", line, count=1), count=1)


def starts_as_byline(line: str) -> bool:
    """Whether a line begins as bylines do, in several languages."""
    return _BY.match(line) is not None


def read_day(day: str, time: str, dates: RecordDates) -> PublicationDate | Undated:
    """A day and, where it fits, its time; Undated with the day's reason."""
    if not day:
        return Undated(reason=say("the export prints no date for this article"))
    if time:
        both = dates.read(f"{day} {time}", None)
        if isinstance(both, PublicationDate):
            return both
    return dates.read(day, None)


def split_date(line: str, dates: RecordDates) -> tuple[str, str] | None:
    """A line that begins with a date, as the date and what stands behind it (an edition); None for any other line."""
    words = line.split()
    if not 1 <= len(words) <= _LONGEST_DATE_WORDS or not any(map(str.isdigit, line)):
        return None
    for count in range(len(words), 0, -1):
        text = " ".join(words[:count]).rstrip(",;")
        found = dates.read(text, None, alone=True)
        if isinstance(found, PublicationDate):
            rest = " ".join(words[count:]).strip(" ,;-")
            return (text, rest) if len(found.date) >= _LEAST_DATE else None
    return None


def find_address(text: str) -> str | None:
    """A web address that stands alone in a text."""
    match = _ADDRESS.fullmatch(text.strip())
    return match.group() if match else None


def split_terms(text: str) -> list[str]:
    """Index terms without their weights: `IMMIGRATION (93%); TRADE` as two."""
    return [term for term in (_PERCENT.sub("", part).strip() for part in text.split(";")) if term]
