"""A mailbox of many mails (mbox in its dialects) -> an article a mail, in memory flat in the file's size.

A mail begins with a line `From SENDER DAY`, behind which headers follow; `>From` in a text is such a line that was escaped.
`mail_story` reads each mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.mail.mail_story import MOST_BYTES, parse_message, read_mail
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.unread_bytes import UnreadBytes
from indexer.settings import ReadingOptions

NAME = "mbox"
DESCRIPTION = "mailboxes: many mails in one file"
SUFFIXES = (".mbox", ".mbx")

AHEAD = 4_000
"""So much is read beyond a line before it is settled whether a mail begins there."""

_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,3}(?:%s {1,3}\d{1,2}|\d{1,2} {1,3}%s) " % (_MONTH, _MONTH)
_LINE = rb"From [^\r\n]{0,300}?%s[^\r\n]{0,60}?\d{1,2}:\d{2}[^\r\n]{0,100}\r?\n" % _DAY
_START = re.compile(rb"^%s(?:>From [^\r\n]{0,300}\r?\n)?[!-9;-~]{1,80}[ \t]{0,5}:" % _LINE, re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def sniff(head: bytes, name: str) -> bool:
    """Whether the file begins with the line of a mail."""
    return _START.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()[:AHEAD]) is not None


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The mails in order, each with the line that it starts on; see `Format.parse`."""
    dates = RecordDates(options, "")
    number = 0
    for number, (line, data) in enumerate(divide_mailbox(stream), 1):
        place = Origin(path=origin.path, member=origin.member, record=number, line=line)
        message = (
            parse_message(data) if data is not None else f"a mail of more than {MOST_BYTES // 1_000_000} MB"
        )
        yield (
            Reject(origin=place, reason=message)
            if isinstance(message, str)
            else read_mail(message, place, NAME, dates, options)
        )
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="a mailbox without any mail")


def divide_mailbox(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The mails with the line that each starts on, without their first line; None for one that is too long. What stands before the first is dropped."""
    scan = _Scan(stream)
    while scan.find_start():
        yield scan.take_mail()


class _Scan(UnreadBytes):
    """What has been read of a mailbox, and where in it the next mail is looked for."""

    def find_start(self) -> bool:
        """Drops what stands before the next mail; whether there is one."""
        while (start := self._search(self._at)) is None:
            if self._ended:
                return False
            self._drop(self._safe_end(self._at))
            self._fill()
        self._drop(start)
        return True

    def take_mail(self) -> tuple[int, bytes | None]:
        """The mail at the start of what is unread, up to the next one."""
        line, searched, is_long = self._line, 5, False
        while (end := self._search(self._at + searched)) is None and not self._ended:
            searched = self._safe_end(self._at + searched) - self._at
            if searched > MOST_BYTES:
                is_long = True
                self._drop(self._at + searched)
                searched = 0
            self._fill()
        data = self._drop(len(self._data) if end is None else end)
        return line, None if is_long else _ESCAPED.sub(rb"\1", data.partition(b"\n")[2])

    def _search(self, start: int) -> int | None:
        match = _START.search(self._data, start)
        return match.start() if match else None

    def _safe_end(self, start: int) -> int:
        """The place before which no mail starts: that of a line that may yet become a mail's first."""
        return max(start, self._data.rfind(b"\n", 0, max(0, len(self._data) - AHEAD)) + 1)
