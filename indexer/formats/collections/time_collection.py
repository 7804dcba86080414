"""The TIME collection: stories of the magazine of 1963, hundreds a file, each below a line `*TEXT 017 01/04/63 PAGE 020`.

The text was typed in capitals, with a blank before each full stop and every second line empty; it is kept as it was
typed, its lines joined. Headlines are not told apart from the text, so `title` is null. The file ends with `*STOP`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, PublicationDate, Reject, Undated
from indexer.dates import DateContext, read_date
from indexer.identity import article_id
from indexer.markup import NoTextError, decode, normal_paragraphs
from indexer.message import say
from indexer.settings import ReadingOptions

NAME = "time"
DESCRIPTION = "the TIME collection: stories of the magazine of 1963, in capitals"
SUFFIXES = (".all", ".txt")

SOURCE = "TIME"
CENTURY = "19"
STORY_BYTES = 2_000_000
BLOCK_BYTES = 65_536

_MARK = re.compile(rb"(?:\A|(?<=\n))[ \t\f\x1a]*\*(?:TEXT|STOP|FIND)\b[^\n]*", re.IGNORECASE)
_START = re.compile(rb"\s*\*TEXT[ \t]+\w{1,12}[ \t]+\d")
_HEADER = re.compile(
    r"\*TEXT\s+\w{1,12}\s+(?P<month>\d{1,2})[/\s.-]+(?P<day>\d{1,2})[/\s.-]+(?P<year>\d{2}(?:\d{2})?)\b\s*(?:PAGE\s*\w{1,12})?(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\*TEXT\s+(\w{1,12})", re.IGNORECASE)
_PAGE = re.compile(r"PAGE\s*(\w{1,12})", re.IGNORECASE)


def sniff(head: bytes, name: str) -> bool:
    return bool(_START.match(head.removeprefix(b"\xef\xbb\xbf")))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The stories in order, each with the line of its header; see `Format.parse`."""
    number = 0
    for line, header, text in _cut_stories(stream):
        if header.upper().startswith("*STOP") and not (text or b"").strip():
            continue
        number += 1
        yield _read_story(header, text, replace(origin, record=number, line=line))
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="no story in this file")


def _cut_stories(stream: BinaryIO) -> Iterator[tuple[int, str, bytes | None]]:
    """Line, header and text of each story; no text of one that is too long."""
    held, line, searched = b"", 1, 0
    ended = False
    while not ended:
        block = stream.read(BLOCK_BYTES)
        ended = not block
        held += block
        # a header is only known whole with its line end
        known = len(held) if ended else held.rfind(b"\n") + 1
        start = 0
        for mark in _MARK.finditer(held, searched, known):
            if mark.start() > start:
                yield line, *_divide(held[start : mark.start()])
                line += held.count(b"\n", start, mark.start())
                start = mark.start()
        held = held[start:]
        searched = max(1, known - start)
        if len(held) > STORY_BYTES:
            yield line, _header_of(held), None
            line += held.count(b"\n")
            held, searched = b"", 0
    if held.strip():
        yield line, *_divide(held)


def _divide(story: bytes) -> tuple[str, bytes]:
    header, _, text = story.lstrip(b" \t\f\r\n\x1a\xef\xbb\xbf").partition(b"\n")
    return header.decode("ascii", "replace").strip(), text


def _header_of(story: bytes) -> str:
    return _divide(story[:BLOCK_BYTES])[0][:200]


def _read_story(header: str, text: bytes | None, place: Origin) -> Article | Reject:
    if text is None:
        return Reject(origin=place, reason=f"a story of more than {STORY_BYTES // 1_000_000} MB")
    if not header.upper().startswith("*TEXT"):
        return Reject(origin=place, reason=f"text outside of any story: {header[:60]!r}")
    try:
        body = decode(text).text if text.strip() else ""
    except NoTextError as error:
        return Reject(origin=place, reason=f"a story that is no text: {error}")
    body = normal_paragraphs(" ".join(body.split()))
    if not body:
        return Reject(origin=place, reason=f"a story without a text: {header[:60]!r}")
    return _make_article(header, body, place)


def _make_article(header: str, body: str, place: Origin) -> Article:
    parts = _HEADER.match(header)
    number, page = _find(_NUMBER, header), _find(_PAGE, header)
    day = _read_day(header, parts)
    rest = parts["rest"].strip() if parts else header
    facts = {"number": number, "page": page, "header_rest": rest}
    return Article(
        id=article_id(place, number),
        source=SOURCE,
        language="en",
        body=body,
        published=day if isinstance(day, PublicationDate) else None,
        undated=day if isinstance(day, Undated) else None,
        extra={name: value for name, value in facts.items() if value},
        path=place.path,
        member=place.member,
        format=NAME,
    )


def _find(pattern: re.Pattern[str], header: str) -> str | None:
    found = pattern.search(header)
    return found[1] if found else None


def _read_day(header: str, parts: re.Match[str] | None) -> PublicationDate | Undated:
    """The day in a header; a blank may stand where a slash should. Years have two digits, and are all of one century."""
    if not parts:
        return Undated(reason=say("the header of the story states no day"), raw=header[:200])
    year = parts["year"] if len(parts["year"]) == 4 else CENTURY + parts["year"]
    return replace(read_date(f"{year}-{parts['month']:0>2}-{parts['day']:0>2}", DateContext()), raw=header)
