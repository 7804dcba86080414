"""One mail a file (EML, also as Apple Mail keeps it) -> an article; a saved page in the form of a mail (MHTML) -> the article on it.

`mail_story` reads a mail; files of many are `mbox`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from indexer.article import Origin, Outcome, Reject
from indexer.formats.feeds.story_settling import web_address
from indexer.formats.mail.mail_headers import read_headers
from indexer.formats.mail.mail_story import MOST_BYTES, parse_message, read_mail
from indexer.formats.mail.mail_text import read_part_source
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.web.html_page import read_page
from indexer.formats.xml_document import read_bounded
from indexer.settings import ReadingOptions

NAME = "email"
DESCRIPTION = "a mail: a newsletter, a story sent by mail (EML)"
SUFFIXES = (".eml", ".emlx", ".mht", ".mhtml")

LOOKED_AT = 32_000

_HEADER = re.compile(rb"([!-9;-~]{1,80})[ \t]{0,5}:")
_COUNT = re.compile(rb"\s*(\d{1,12})\s*\r?\n(?=[!-9;-~]{1,80}:)")
_OF_MAILS = frozenset(
    b"message-id mime-version received return-path delivered-to content-transfer-encoding dkim-signature x-received envelope-to "
    b"list-id list-unsubscribe x-mailer in-reply-to references authentication-results newsgroups arc-seal x-original-to reply-to".split()
)
_PLAIN = frozenset((b"from", b"subject", b"date", b"to", b"sender"))


def sniff(head: bytes, name: str) -> bool:
    """Whether the file begins with a mail's headers; under a mail's name, fewer of them do."""
    head = _skip_count(head[:LOOKED_AT])
    names = _list_headers(head)
    told = len(names & _PLAIN)
    if name.lower().endswith(SUFFIXES):
        return told > 0
    return told > 1 and bool(names & _OF_MAILS) and bool(names & {b"from", b"subject"})


def _skip_count(head: bytes) -> bytes:
    """Without the blank lines, or the number of bytes, that some programs put before a mail."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    match = _COUNT.match(head)
    return head[match.end() :] if match else head


def _list_headers(head: bytes) -> frozenset[bytes]:
    """The names of the headers up to the first blank line; none where a line is no header."""
    names = set()
    for line in head.splitlines()[:400]:
        if not line.strip():
            break
        match = _HEADER.match(line)
        if match:
            names.add(match.group(1).lower())
        elif line[:1] not in (b" ", b"\t") or not names:
            return frozenset(names) if len(names) > 4 else frozenset()
    return frozenset(names)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The mail; see `Format.parse`."""
    data = read_bounded(stream, MOST_BYTES)
    if data is None:
        yield Reject(origin=origin, reason=f"a mail of more than {MOST_BYTES // 1_000_000} MB")
        return
    yield _read(_trim(data), origin, options)


def _trim(data: bytes) -> bytes:
    """The mail alone: Apple Mail puts its length before it and a list of properties behind it."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    match = _COUNT.match(data)
    return data[match.end() :][: int(match.group(1))] if match else data


def _read(data: bytes, origin: Origin, options: ReadingOptions) -> Outcome:
    message = parse_message(data)
    if isinstance(message, str):
        return Reject(origin=origin, reason=message)
    if page := _read_saved_page(message, origin, options):
        return page
    line = 1 if origin.line is None else origin.line
    return read_mail(message, replace(origin, line=line), NAME, RecordDates(options, ""), options)


def _read_saved_page(message: Message, origin: Origin, options: ReadingOptions) -> Outcome | None:
    """The page that a browser saved as a mail; None for any other mail."""
    headers = read_headers(message)
    address = web_address(headers.get("snapshot-content-location", ""))
    if not address and "<saved by" not in headers.get("from", "").lower():
        return None
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        address = address or web_address(read_headers(part).get("content-location", ""))
        source = read_part_source(part)
        captured = _moment(headers.get("date", ""))
        return read_page(source.encode("utf-8"), origin, options, address=address or None, captured=captured)
    return None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
