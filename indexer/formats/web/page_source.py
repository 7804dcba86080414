"""What a page's source tells that no element of it holds: where and when it was saved, days in comments, its place's clock.

In: the page as text. Out: `SourceNotes`, and the day of an instant where the page was made. A comment is evidence only
where it says what its date is the date of: most dates in comments are those of caches and servers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import islice

from indexer.article import PublicationDate
from indexer.dates import DateContext, read_byline_date, read_date
from indexer.formats.web.page_facts import is_web_address
from indexer.identity import is_global

_MOST_COMMENTS = 1_000
_LONGEST_COMMENT = 1_000
_MOST_LINES = 20
_BEHIND_HEADLINE = 5_000
"""Characters behind the headline within which a line that a template keeps in a comment is the article's."""

_SAVED_FROM = re.compile(r"\s*saved from url=\(\d{1,6}\)(\S{8,2000})")
_SINGLE_FILE = re.compile(
    r"\s*page saved with singlefile\s+url:\s*(\S{8,2000})(?:\s+saved date:\s*([^\n(]{8,60}))?", re.IGNORECASE
)
_MIRRORED = re.compile(
    r"\s*mirrored from (\S{4,900}) by httrack[^,]{0,80}(?:\[[^\]]{0,40}\])?, ([^\n]{8,60}?)\s*$",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(
    r"\s*file archived on (\d\d:\d\d:\d\d) (\w{3} \d\d, \d{4}) and retrieved from the\s+internet archive",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"""(?:(?:article|page|story|content)[\s_-]{0,3})?(?:first[\s_-]|originally[\s_-])?
    (?:published|publish|publication|pub|posted|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd|опубликовано)
    [\s_-]{0,3}(?:on|at|am|le|el|il|op|date|datum|time)?\s{0,3}[:=]?\s{0,3}["']?(?P<day>[^"'<>]{6,60})["']?""",
    re.IGNORECASE | re.VERBOSE,
)
_ONE_ELEMENT = re.compile(
    r"""\s*<(?P<tag>span|div|p|time|small|em|li)\b(?P<role>[^<>]{0,300})>(?P<line>[^<>]{6,120})</(?P=tag)\s*>\s*""",
    re.IGNORECASE,
)
_NAMED_DATE = re.compile(
    r"""(?:class|id|itemprop)\s*=\s*["'][^"']*(?:date|time|publi|posted|datum|fecha)""", re.IGNORECASE
)

_DIGIT = re.compile("[0-9]")
_STAMP = re.compile(
    r"(?P<day>20\d\d-\d\d-\d\d)T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?P<offset>[+-]\d\d:?\d\d)(?!\d)"
    r"|(?P<printed>\d{1,2} [A-Z][a-z]{2} 20\d\d) \d\d:\d\d:\d\d (?P<zone>[+-]\d{4})(?!\d)"
)
_LOOKED_AT = 1_000_000
_MOST_STAMPS = 500
_NEAR = timedelta(days=3)
_LEAST_STAMPS = 2


@dataclass(frozen=True, slots=True)
class SourceNotes:
    """The address that a page was saved from and the moment of it, and the days of publication that its comments state."""

    address: str | None = None
    captured: datetime | None = None
    published: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Date lines that the template keeps in a comment, each a whole element named for a date, close behind the headline."""


def read_notes(text: str) -> SourceNotes:
    """What the comments of a page tell. Linear in its length."""
    address: str | None = None
    captured: datetime | None = None
    published: list[str] = []
    hidden: list[str] = []
    headline = max(text.find("<h1"), text.find("<H1"))
    for start, comment in islice(_comments(text), _MOST_COMMENTS):
        if _DIGIT.search(comment) is None:
            continue
        saved = _read_saved(comment)
        address, captured = address or saved[0], captured or saved[1]
        published += _published_in(comment)
        if 0 <= headline < start < headline + _BEHIND_HEADLINE:
            hidden += _hidden_line(comment)
    return SourceNotes(address, captured, tuple(published), tuple(hidden))


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """(where it starts, its text) of each short comment."""
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        if end - start <= _LONGEST_COMMENT:
            yield start, text[start + 4 : end]


def _read_saved(comment: str) -> tuple[str | None, datetime | None]:
    """(address, moment of the capture) as browsers, SingleFile, HTTrack and the Internet Archive note them."""
    if found := _SAVED_FROM.match(comment):
        return _address(found[1]), None
    if found := _SINGLE_FILE.match(comment):
        return _address(found[1]), _moment(found[2])
    if found := _MIRRORED.match(comment):
        return _address(f"http://{found[1]}"), _moment(found[2])
    if found := _ARCHIVED.match(comment):
        return None, _moment(f"{found[2]} {found[1]} UTC")
    return None, None


def _address(text: str) -> str | None:
    """An address that can be a page's own: not a site's root, nor `http://internet.e-mail`, which stands in whatever came by mail."""
    return text if is_web_address(text) and is_global(text) else None


def _moment(text: str | None) -> datetime | None:
    """A stated moment; the end of the day where only that is stated."""
    found = read_date(text) if text else None
    if not isinstance(found, PublicationDate) or len(found.date) != 10:
        return None
    if found.instant:
        return datetime.fromisoformat(found.instant.replace("Z", "+00:00"))
    return datetime.fromisoformat(f"{found.date}T23:59:59+00:00")


def _published_in(comment: str) -> Iterator[str]:
    """`published 2019-04-02`, `pubdate: 2 April 2019`, each on a line of its own."""
    for line in islice(comment.splitlines(), _MOST_LINES):
        found = _PUBLISHED.fullmatch(line.strip())
        if found is not None and any(map(str.isdigit, found["day"])):
            yield found["day"].strip()


def _hidden_line(comment: str) -> Iterator[str]:
    found = _ONE_ELEMENT.fullmatch(comment)
    if found is not None and (found["tag"].lower() == "time" or _NAMED_DATE.search(found["role"])):
        yield " ".join(found["line"].split())


def read_comment_day(notes: SourceNotes, context: DateContext) -> PublicationDate | None:
    """The day that the comments state, where all of them that state one agree; a stated one before a hidden line."""
    stated = [read_date(value, context) for value in notes.published[:_MOST_LINES]]
    lines = [read_byline_date(line, context) for line in notes.hidden[:_MOST_LINES]]
    hidden = [line.published for line in lines if line is not None]
    for found in (stated, hidden):
        days = [day for day in found if isinstance(day, PublicationDate)]
        if days:
            return days[0] if len({day.date for day in days}) == 1 and len(days) == len(found) else None
    return None


def day_at_place(text: str, instant: datetime) -> date | None:
    """The day of an instant on the clock by which the page's other stamps go, None where they do not show one.

    It takes two stamps or more within three days (summer time may begin or end later), and all must have the same offset.
    """
    offsets = [
        timedelta(hours=int(offset[:3]), minutes=int(offset[0] + offset[-2:]))
        for day, offset in islice(_stamps(text), _MOST_STAMPS)
        if abs(day - instant.date()) <= _NEAR
    ]
    if len(offsets) < _LEAST_STAMPS or len(set(offsets)) != 1:
        return None
    return (instant.astimezone(timezone.utc) + offsets[0]).date()


def _stamps(text: str) -> Iterator[tuple[date, str]]:
    """(day, offset) of each ISO 8601 or mail stamp with an offset from UTC."""
    for found in _STAMP.finditer(text, 0, _LOOKED_AT):
        try:
            if found["day"]:
                yield date.fromisoformat(found["day"]), found["offset"]
            else:
                yield datetime.strptime(found["printed"], "%d %b %Y").date(), found["zone"]
        except ValueError:
            continue
