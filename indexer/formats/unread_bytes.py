"""A stream of bytes read block by block, and what of it is not yet dealt with: for forms whose records are found by where they begin and end."""

from __future__ import annotations

from typing import Protocol

BLOCK_BYTES = 1_000_000


class Bytes(Protocol):
    """What is read from: any stream of bytes."""

    def read(self, size: int, /) -> bytes: ...


class UnreadBytes:
    """`_data` from `_at` on is unread; `_line` is the line that it starts on, from 1; `_ended`: the stream has no more. Memory is flat where what is read is dropped."""

    def __init__(self, stream: Bytes) -> None:
        self._stream = stream
        self._data = b""
        self._at = 0
        self._line = 1
        self._ended = False

    def _fill(self) -> None:
        """Reads a block more, whole even where the stream gives it in pieces."""
        blocks = [self._data[self._at :]]
        wanted = BLOCK_BYTES
        while wanted > 0 and (block := self._stream.read(wanted)):
            blocks.append(block)
            wanted -= len(block)
        self._ended = len(blocks) == 1
        self._data = b"".join(blocks)
        self._at = 0

    def _drop(self, end: int) -> bytes:
        """What is unread up to `end`, which counts as read from now on."""
        piece = self._data[self._at : end]
        self._line += piece.count(b"\n")
        self._at = max(self._at, end)
        return piece
