"""Bytes of a feed (RSS, Atom, RDF, a WordPress export) -> its items one after the other, and what stands around them.

An item runs from its opening tag to its closing tag; what CDATA sections and comments hold is no tag, unless one was never
closed and runs on into other items. Memory is flat in the file's size. What the bytes mean is left to `feed_file`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.formats.unread_bytes import Bytes, UnreadBytes

ITEM_BYTES = 16_000_000
TAG_BYTES = 4_000
"""So much is kept where a tag may lie across the end of a block."""

_RUN_ON = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)>\s{0,1000}<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}


@dataclass(frozen=True, slots=True)
class Outside:
    """Bytes between items: at first the feed's own head."""

    data: bytes


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item's bytes and the line that it starts on, from 1; `missing` says what its end lacks, empty for nothing."""

    line: int
    data: bytes
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Scrap:
    """An item that is too long to be one, and the line that it starts on."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A tag of an item: where it starts and ends in the data, its name, and whether it closes."""

    start: int
    end: int
    name: bytes
    closes: bool


class ItemScan(UnreadBytes):
    """Cuts a stream at `<NAME …>` and `</NAME>`, where `name` is a pattern of the items' names."""

    def __init__(self, stream: Bytes, name: bytes) -> None:
        super().__init__(stream)
        self._mark = re.compile(rb"<!\[CDATA\[|<!--|<(/?)(%s)(?=[\s/>])" % name)
        self._stopped = 0
        self._known_ends: dict[bytes, int] = {}

    def pieces(self) -> Iterator[Outside | RawItem | Scrap]:
        while True:
            mark = self._find(self._at, opens=True)
            if outside := self._drop(mark.start if mark else self._stopped):
                yield Outside(outside)
            if mark:
                yield self._take_item(mark.end - mark.start, mark.name)
            elif self._ended:
                return
            else:
                self._fill()

    def _fill(self) -> None:
        super()._fill()
        self._known_ends.clear()

    def _find(self, start: int, *, opens: bool = False, name: bytes = b"") -> _Mark | None:
        """The next tag of an item (only one that opens; only one of this name) in what has been read.

        Where there is none, `_stopped` is the place before which there surely is none.
        """
        while match := self._mark.search(self._data, start):
            tag = match.group(2)
            if tag is None:
                end = self._section_end(match.start(), match.group())
                if end < 0:
                    self._stopped = match.start()
                    return None
                start = end
            elif (opens and match.group(1)) or (name and tag != name):
                start = match.end()
            else:
                closing = self._data.find(b">", match.end(), match.end() + TAG_BYTES)
                if closing < 0 and not self._ended and match.end() + TAG_BYTES > len(self._data):
                    self._stopped = match.start()
                    return None
                end = closing + 1 if closing >= 0 else match.end()
                return _Mark(match.start(), end, tag, bool(match.group(1)))
        self._stopped = len(self._data) if self._ended else max(start, len(self._data) - TAG_BYTES)
        return None

    def _section_end(self, start: int, opening: bytes) -> int:
        """Where a section or comment ends; right behind its opening where it has no end of its own; -1 where more must be read."""
        end = self._known_ends.get(opening, 0)
        if 0 <= end < start + len(opening):
            end = self._known_ends[opening] = self._data.find(_ENDS[opening], start + len(opening))
        if end < 0:
            must_read = not self._ended and len(self._data) - self._at <= ITEM_BYTES
            return -1 if must_read else start + len(opening)
        run_on = _RUN_ON.search(self._data, start, end)
        if run_on and self._data.find(opening, run_on.end(), end) >= 0:
            return start + len(opening)
        return end + len(_ENDS[opening])

    def _take_item(self, opening_length: int, name: bytes) -> RawItem | Scrap:
        """The item at the start of what is unread."""
        line = self._line
        if self._data[self._at : self._at + opening_length].endswith(b"/>"):
            return RawItem(line, self._drop(self._at + opening_length))
        while True:
            mark = self._find(self._at + opening_length, name=name)
            if mark and mark.closes:
                return RawItem(line, self._drop(mark.end))
            if mark:
                data = self._drop(mark.start)
                return RawItem(line, data, f"another one begins in it, on line {self._line}")
            if self._ended:
                return RawItem(line, self._drop(len(self._data)), "the file ends in it")
            if len(self._data) - self._at > ITEM_BYTES:
                self._drop(len(self._data) - TAG_BYTES)
                return Scrap(line, f"an item of more than {ITEM_BYTES // 1_000_000} MB")
            self._fill()
