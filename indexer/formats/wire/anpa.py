"""ANPA 1312, the teleprinter form of American agencies -> an article a message.

The heading gives a story number, a selector, priority and category, a keyword, a version (`1stLd-Writethru`), month and day, and a
count of words; lines of the text that begin with `^` are headings, notes to editors and bylines. The heading's day has no year: that comes from the
agency's line behind the text (`AP-WF-11-13-13 1509GMT`), which states day and time in full; without it the article is
undated. Control bytes that set type (quads, tabs, rules) become blanks. Signs are kept as they were sent: two grave accents for a
quotation mark, a low line for a dash.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import Origin, Outcome, PublicationDate
from indexer.formats.wire.wire_item import WireItem, name_item, settle_item
from indexer.formats.wire.wire_messages import Message, read_outcomes, read_wire_text
from indexer.settings import ReadingOptions

NAME = "anpa"
DESCRIPTION = "ANPA 1312: American news agencies' teleprinter messages"
SUFFIXES = (".tst", ".anpa")

_SNIFFED = re.compile(
    rb"[\x00\x16\x7f\s]{0,200}\x01[A-Za-z]{1,2}\d{3,5}[\x1f\x1e][^\x01\x02\x03]{0,400}\x02|"
    rb"\x16[\x00\x16\x7f\s]{0,200}\x01[^\x01\x02\x03]{1,400}\x02"
)
_NUMBER = re.compile(rb"([A-Za-z]{1,2})(\d{3,5})[\x1f\x1e\s]")
_SECOND = re.compile(
    r"(?:(?P<priority>[a-z]) (?P<category>[a-z]{1,2}))?\s+(?P<keyword>\S.{0,60}?)\s+(?P<month>\d\d)-(?P<day>\d\d)(?:\s+(?P<words>\d{1,5}))?\s*$",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\s+(\d{0,2}(?:st|nd|rd|th)?\s?-?(?:Ld|Lead|Add|Writethru|Sub|Insert|Kill|Take)\S*)\s*$", re.IGNORECASE
)
_SIGN_OFF = re.compile(r"\b[A-Z]{2,6}(?:-[A-Z]{2,4})?-(\d\d)-(\d\d)-(\d{4}|\d\d)\s+\d{4}\s?[A-Z]{0,5}")
_EARLY = re.compile(rb"(?<=\n)\^[^\n]{1,200}[<=]\s*(?:\n|\Z)")
_SPACES = re.compile(rb"[\x1e\x1f\x09 ]{2,}|[\x1e\x1f\x09]")
_MARKS = re.compile(rb"[\x08\x10-\x14]+")

_NOTE = re.compile(
    r"\(?(?:Eds|Editors?|EDITOR'S NOTE|EDS|With|Photo(?:s)?|AP (?:Photo|Graphic|Video|Audio))\b",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"AP (?:Photo|Graphic|Video|Audio)", re.IGNORECASE)
_BY = re.compile(r"By\s+\S", re.IGNORECASE)
_SLUG = re.compile(r"(?:[A-Z]{2}-)\S|\*?\d{3,5}$")
LEAD = 25
"""Words: a heading of more is no headline, but what the story says in short."""


def sniff(head: bytes, name: str) -> bool:
    """Whether a message begins with a story number and its separator, or with idle bytes as this form's do."""
    return bool(_SNIFFED.match(head))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The messages in order, each with its line; see `Format.parse`."""
    return read_outcomes(
        stream, origin, lambda message, place, nearby: _read_message(message, place, options, nearby)
    )


def _read_message(
    message: Message, place: Origin, options: ReadingOptions, nearby: PublicationDate | None
) -> Outcome:
    item = WireItem()
    heading, headings = _divide_heading(message.heading)
    day = _read_heading(heading, item)
    _read_story(headings + message.text, item)
    _read_trailer(_read_bytes(message.trailer), day, item)
    if "kill" in str(item.extra.get("version_text", "")).lower():
        return name_item(place, str(item.extra.get("slug", "")), "a notice that kills a story")
    return settle_item(item, place, NAME, options, nearby)


def _read_bytes(data: bytes) -> str:
    return read_wire_text(_MARKS.sub(b"", _SPACES.sub(_blank, data)))


def _blank(found: re.Match[bytes]) -> bytes:
    """Cells of a table stay two blanks apart."""
    return b"  " if len(found.group()) > 1 else b" "


def _divide_heading(heading: bytes) -> tuple[bytes, bytes]:
    """The heading, and the headings of the story, which some systems put before the byte that begins the text."""
    start = _EARLY.search(heading)
    return (heading[: start.start()], heading[start.start() :] + b"\n") if start else (heading, b"")


def _read_heading(heading: bytes, item: WireItem) -> str:
    """Fills what the heading says; gives the month and day as printed (`11-13`)."""
    number = _NUMBER.match(heading)
    if number:
        item.keep("story_number", (number.group(1) + number.group(2)).decode("ascii"))
        heading = heading[number.end() :]
    lines = [line.strip() for line in _read_bytes(heading).split("\n") if line.strip()]
    if lines and len(lines) > 1:
        item.keep("selector", lines[0].strip("-"))
    match = _SECOND.match(lines[-1]) if lines else None
    if not match:
        item.keep("heading", " ".join(lines))
        return ""
    keyword = match["keyword"]
    if version := _VERSION.search(keyword):
        item.keep("version_text", version.group(1))
        keyword = keyword[: version.start()]
    item.keep("keyword", keyword.strip())
    item.keep("priority", match["priority"])
    item.keep("category", match["category"])
    item.keep("transmission_count", (match["words"] or "").lstrip("0"))
    return f"{match['month']}-{match['day']}"


def _read_story(text: bytes, item: WireItem) -> None:
    """Headings up to the first line of text; what is set as a heading further down belongs to the text."""
    lines = [line.rstrip() for line in _read_bytes(text).split("\n")]
    lines = [part for line in lines for part in _divide_headings(line)]
    start = next((n for n, line in enumerate(lines) if line.strip() and not _is_heading(line)), len(lines))
    _read_headings([line.strip() for line in lines[:start] if line.strip()], item)
    paragraphs = item.body.split("\n\n") if item.body else []
    item.body = "\n\n".join([*paragraphs, *_read_paragraphs(lines[start:])])


def _divide_headings(line: str) -> list[str]:
    """Two headings may stand on one line: `^*9006< ^AP-Top-Headlines,0176<`."""
    return line.replace("< ^", "<\n^").split("\n") if line.lstrip().startswith("^") else [line]


def _is_heading(line: str) -> bool:
    content = line.strip()
    return content.startswith("^") and content.endswith(("<", "="))


def _read_headings(lines: list[str], item: WireItem) -> None:
    """Slug, headline, notes, byline; headings that are none of these open the text, as over a table."""
    after_byline = False
    opening: list[str] = []
    for line in lines:
        ends_line, content = line.endswith("="), line.strip("^<= ").strip()
        if not content:
            continue
        if ends_line and _BY.match(content) and not opening:
            item.byline, after_byline = content, True
        elif after_byline and ends_line:
            item.byline = f"{item.byline}, {content}"
        elif _NOTE.match(content):
            item.keep("pictures" if _PICTURES.match(content) else "editor_note", content)
        elif content[:1] == "*" and content[1:].isdigit():
            item.keep("code", content)
        elif not item.title and not opening and "slug" not in item.extra and _looks_like_slug(content):
            _read_slug(content, item)
        elif not item.title and len(content.split()) <= LEAD:
            item.title = content
        elif not ends_line and not item.summary:
            item.summary = content
        else:
            opening.append(content)
    item.body = "\n\n".join(opening)


def _looks_like_slug(content: str) -> bool:
    return bool(_SLUG.match(content)) or content.endswith(",") or bool(re.search(r",\d{1,5}$", content))


def _read_slug(content: str, item: WireItem) -> None:
    parts = [part.strip() for part in content.split(",")]
    if parts[-1].isdigit():
        item.keep("word_count", parts.pop().lstrip("0"))
    if parts and (len(parts) > 1) and _VERSION.search(" " + parts[-1]):
        item.extra["version_text"] = parts.pop()
    item.keep("slug", ", ".join(filter(None, parts)))


def _read_paragraphs(lines: list[str]) -> Iterator[str]:
    """A line of text is a paragraph; rows of a table, which end in `<` or hold cells, stay lines of one."""
    rows: list[str] = []
    for line in lines:
        content = line.strip()
        heading = content.startswith("^")
        is_row = content.count(";") > 2 or "  " in content or (content.endswith("<") and not heading)
        content = content.strip("^").rstrip("<=").strip()
        if is_row:
            rows += filter(None, [content])
            continue
        if rows:
            yield "\n".join(rows)
            rows = []
        if content and content != "END":
            yield " ".join(content.split())
    if rows:
        yield "\n".join(rows)


def _spell_day(day: str) -> str:
    """`03-01` -> `March 1`."""
    month, _, number = day.partition("-")
    return f"{month_name[int(month)]} {int(number)}" if day and 1 <= int(month) <= 12 else ""


def _read_trailer(trailer: str, day: str, item: WireItem) -> None:
    """The agency's line states day and time; the heading's day takes its year from there, where that line cannot be read."""
    line = " ".join(trailer.split()).strip("< ")
    item.keep("trailer", line)
    match = _SIGN_OFF.search(line)
    if match:
        item.published.append(match.group())
    elif year := re.search(r"-(\d{4}|\d\d)\s", line + " "):
        item.published.append(f"{_spell_day(day)}, {year.group(1)}" if day else "")
    else:
        item.yearless = _spell_day(day)
    item.keep("transmission_day", day)
    item.source = "AP" if line.startswith("AP") else line.partition("-")[0] if match else ""
    from indexer.dates import DateContext, read_dateline

    found = read_dateline(item.body[:200].replace(" _ ", " -- ", 1), DateContext())
    item.dateline = found.text if found else ""
