"""A web archive (WARC, ARC) -> its records, one after the other, each with a stream of its block.

warcio reads the heads; here the lines it reads are bounded, and where something is no record the next one is looked
for. The stream is unpacked already: `containers` sees to that. What a record means is left to `web_archive`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, BinaryIO

BLOCK_BYTES = 65_536
LINE_BYTES = 65_536
HEAD_BYTES = 1_000_000
"""Most bytes of one record's head."""

LATEST_YEAR = 2_100

_WARC_LINE = re.compile(rb"WARC/\d")
_WARC_INSIDE = re.compile(rb"\nWARC/\d\.\d+\r?\n")
_ARC_LINE = re.compile(rb"(?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|dns:)[^\n]{0,60000} \S+ \d{8,18} \S+ -?\w+\s*\Z")
_ARC_2_LINE = re.compile(
    rb"((?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|dns:)[^\n]{0,60000} \S+ \d{8,18} \S+) (?:\d{3}|-) \S+ \S+ -?\d+ \S+ (-?\w+)\s*\Z"
)
"""Version 2 of ARC: behind the kind the status, a checksum, where a redirect led, a place and a file stand before the length."""
_STAMP = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d{1,9})?Z?\d{0,4})?")


class ArchiveLines:
    """A stream read by lines and pieces, as warcio reads it: no line longer than LINE_BYTES, no head longer than HEAD_BYTES."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._at = 0
        self._recent = b""
        self.head_bytes = 0
        """Of the head that is being read."""

    def read(self, length: int | None = None) -> bytes:
        wanted = BLOCK_BYTES if length is None else length
        if self._at >= len(self._held):
            self._fill(min(max(wanted, 1), BLOCK_BYTES))
        piece = self._held[self._at : self._at + wanted]
        self._at += len(piece)
        self._recent = (self._recent + piece)[-BLOCK_BYTES:] if len(piece) < BLOCK_BYTES else piece
        return piece

    def go_back_to(self, mark: re.Pattern[bytes], line: bytes) -> bool:
        """Whether the mark stands in the last block; then what follows it, and `line`, just read, is read again."""
        read = self._recent + line
        found = mark.search(read)
        if found:
            self._held = read[found.start() + 1 :] + self._held[self._at :]
            self._at, self._recent = 0, b""
        return found is not None

    def forget(self) -> None:
        """A new block begins."""
        self._recent = b""

    def readline(self, length: int | None = None) -> bytes:
        """A line with its end; the first bytes of one that is too long. Raises HeadError where a head has too many."""
        most = min(LINE_BYTES, length or LINE_BYTES)
        parts: list[bytes] = []
        while most > 0 and (piece := self._take_line(most)):
            parts.append(piece)
            most -= len(piece)
            if piece.endswith(b"\n"):
                break
        line = b"".join(parts)
        self.head_bytes += len(line)
        if self.head_bytes > HEAD_BYTES:
            raise HeadError(f"a head of more than {HEAD_BYTES:,} bytes")
        return line

    def stands_at_line_end(self) -> bool:
        """Whether a line end or the end of the stream comes next, as behind a block."""
        if self._at >= len(self._held):
            self._fill(BLOCK_BYTES)
        return self._held[self._at : self._at + 1] in (b"", b"\r", b"\n")

    def tell(self) -> int:
        return 0

    def _take_line(self, most: int) -> bytes:
        if self._at >= len(self._held):
            self._fill(BLOCK_BYTES)
        end = self._held.find(b"\n", self._at, self._at + most)
        end = min(self._at + most, len(self._held)) if end < 0 else end + 1
        piece = self._held[self._at : end]
        self._at = end
        return piece

    def _fill(self, size: int) -> None:
        self._held, self._at = self._stream.read(size), 0


class HeadError(ValueError):
    """Why the head of a record cannot be read."""


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """A record. `kind`: WARC-Type, `response` in an ARC. `length` of its block in bytes, as stated; `head`: its own fields, in lower case.

    `block` gives the bytes, at most `length` of them; what is not read of it is skipped before the next record.
    """

    kind: str
    address: str
    captured: datetime | None
    content_type: str
    length: int
    head: dict[str, str]
    block: Any
    lines: ArchiveLines

    def find_fault(self) -> str | None:
        """What is wrong with the block's length, once it was read."""
        if self.block.limit:
            return f"the archive ends {self.block.limit:,} bytes too early"
        return None if self.lines.stands_at_line_end() else "the record is longer than it says"


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A place where a record should be and is none, with the reason."""

    reason: str


def is_archive(head: bytes) -> bool:
    """Whether a file begins as a WARC or an ARC does."""
    return bool(_WARC_LINE.match(head)) or head.startswith(b"filedesc://") or _begins_with_capture(head)


def _begins_with_capture(head: bytes) -> bool:
    """Whether the first two lines are a capture's of an ARC without a description."""
    first, _, rest = head[:8_192].partition(b"\n")
    return rest.startswith(b"HTTP/") and _is_arc_line(first)


def read_records(stream: BinaryIO) -> Iterator[ArchiveRecord | BrokenRecord]:
    """The records of an archive in order. Raises OSError where the stream fails.

    The block of one has to be read, or left alone, before the next is asked for: `skip_block` says how in pieces.
    """
    from warcio.recordloader import ArcWarcRecordLoader

    # it would print to standard error that an address holds a blank
    logging.getLogger("warcio").addHandler(logging.NullHandler())
    lines = ArchiveLines(stream)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    line = _next_filled(lines)
    # a file that begins in the middle of a record is more likely a WARC
    is_warc = bool(_WARC_LINE.match(line)) or not _begins_record(line, is_warc=False)
    while line:
        if not _begins_record(line, is_warc):
            yield BrokenRecord("what stands here is no record; the length of the one before is wrong")
            is_before = is_warc and lines.go_back_to(_WARC_INSIDE, line)
            line = lines.readline() if is_before else _find_record(lines, is_warc)
            continue
        lines.forget()
        record = _read_head(loader, lines, line, "warc" if is_warc else "arc")
        yield record
        if isinstance(record, ArchiveRecord):
            for _ in skip_block(record):
                pass
            line = _next_filled(lines)
        else:
            line = _find_record(lines, is_warc)


def skip_block(record: ArchiveRecord) -> Iterator[int]:
    """Reads past what is left of a block, piece by piece, and gives the size of each."""
    while piece := record.block.read(BLOCK_BYTES):
        yield len(piece)


def _next_filled(lines: ArchiveLines) -> bytes:
    """The next line that is not blank, none at the end."""
    lines.head_bytes = 0
    while line := lines.readline():
        if line.strip():
            return line
        lines.head_bytes = 0
    return b""


def _find_record(lines: ArchiveLines, is_warc: bool) -> bytes:
    """The first line of the next record, none at the end."""
    lines.head_bytes = 0
    while line := lines.readline():
        lines.head_bytes = 0
        if _begins_record(line, is_warc):
            return line
    return b""


def _begins_record(line: bytes, is_warc: bool) -> bool:
    if is_warc:
        return bool(_WARC_LINE.match(line))
    return line.startswith(b"filedesc://") or _is_arc_line(line)


def _is_arc_line(line: bytes) -> bool:
    return bool(_ARC_LINE.match(line) or _ARC_2_LINE.match(line))


def _read_head(loader: Any, lines: ArchiveLines, line: bytes, form: str) -> ArchiveRecord | BrokenRecord:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    version_2 = _ARC_2_LINE.match(line) if form == "arc" else None
    if version_2:
        line = b" ".join(version_2.groups()) + b"\n"
    try:
        found = loader.parse_record_stream(lines, line, form, no_record_parse=True)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, HeadError, ValueError, EOFError) as error:
        return BrokenRecord(" ".join(f"a record whose head cannot be read: {error}".split())[:200])
    head = {name.lower(): (value or "").strip() for name, value in found.rec_headers.headers}
    stated = head.get("content-length" if form == "warc" else "length", "")
    if not stated.isdecimal() or len(stated) > 15:
        return BrokenRecord(
            f"a record without a length, or with one that is no number: {_address(head)[:200]}"
        )
    return ArchiveRecord(
        kind=(found.rec_type or "").lower(),
        address=_address(head),
        captured=read_stamp(head.get("warc-date") or head.get("archive-date") or ""),
        content_type=head.get("content-type", "").lower(),
        length=found.length or 0,
        head=head,
        block=found.raw_stream,
        lines=lines,
    )


def _address(head: dict[str, str]) -> str:
    return (head.get("warc-target-uri") or head.get("uri") or "").strip("<>")


def read_stamp(text: str) -> datetime | None:
    """The moment of a capture in UTC: `2017-03-06T04:03:53Z` or `20170306040353`; None where it is none that can be."""
    match = _STAMP.match(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone.utc)
    except ValueError:
        return None
    return moment if 1990 <= year < LATEST_YEAR else None
