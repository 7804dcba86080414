"""Bytes of a file of many marked-up stories -> one story after the other, in memory flat in the file's size.

A story runs from its opening tag to its closing tag. One that is cut off, too long, or that another story begins in is
a `Scrap`, as is text between stories; the next story is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from indexer.formats.unread_bytes import UnreadBytes

STORY_BYTES = 16_000_000
TAG_BYTES = 64
"""So much is kept where a tag may lie across the end of a block."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story's bytes, tags included, and the line that it starts on, from 1."""

    line: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Scrap:
    """A piece of the file that is no whole story, and why."""

    line: int
    reason: str


class StoryScan(UnreadBytes):
    """Cuts a stream at `<NAME …>` and `</NAME>`; `between` matches what may lie between stories without being one."""

    def __init__(self, stream: BinaryIO, name: str, between: re.Pattern[bytes]) -> None:
        super().__init__(stream)
        self._next_closing: int | None = None
        self._opening = re.compile(rb"<%s[\s>]" % name.encode("ascii"))
        self._closing = b"</%s>" % name.encode("ascii")
        self._between = between

    def pieces(self) -> Iterator[Story | Scrap]:
        while True:
            yield from self._skip_to_story()
            if self._at >= len(self._data):
                return
            yield self._take_story()

    def _skip_to_story(self) -> Iterator[Scrap]:
        """Drops what lies before the next story, and says where it is more than it may be."""
        first = None
        while True:
            match = self._opening.search(self._data, self._at)
            end = (
                match.start() if match else max(self._at, len(self._data) - (0 if self._ended else TAG_BYTES))
            )
            line = self._line
            stray = self._between.sub(_keep_lines, self._drop(end))
            if first is None and stray.strip():
                first = line + stray[: len(stray) - len(stray.lstrip())].count(b"\n")
            if match or (self._ended and self._at >= len(self._data)):
                break
            self._fill()
        if first is not None:
            yield Scrap(first, "text outside of any story")

    def _fill(self) -> None:
        super()._fill()
        self._next_closing = None

    def _find_closing(self, start: int) -> int:
        """The next closing tag, -1 for none in this block; looked for once, however many stories are cut off before it."""
        if self._next_closing is None or 0 <= self._next_closing < start:
            self._next_closing = self._data.find(self._closing, start)
        return self._next_closing

    def _take_story(self) -> Story | Scrap:
        """The story at the start of what is unread."""
        line, searched = self._line, 1
        while True:
            closing = self._find_closing(self._at + searched)
            opening = self._opening.search(
                self._data, self._at + searched, closing if closing >= 0 else len(self._data)
            )
            if opening:
                self._drop(opening.start())
                return Scrap(line, f"this story is cut off: another one begins in it, on line {self._line}")
            if closing >= 0:
                return Story(line, self._drop(closing + len(self._closing)))
            unread = len(self._data) - self._at
            if unread > STORY_BYTES:
                self._drop(len(self._data) - TAG_BYTES)
                return Scrap(line, f"a story of more than {STORY_BYTES // 1_000_000} MB")
            searched = max(1, unread - TAG_BYTES)
            self._fill()
            if self._ended:
                self._drop(len(self._data))
                return Scrap(line, "this story is cut off: the file ends in it")


def _keep_lines(match: re.Match[bytes]) -> bytes:
    return b"\n" * match.group().count(b"\n")
