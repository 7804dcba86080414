"""A stream that can only be read forwards, whose head can be looked at, and whose faults are told in plain words.

In: a function that gives the next bytes. Out: what formats read. What was read before a fault is given
out first, the fault itself at the next read, so that the records before it are kept.
"""

from __future__ import annotations

import io
from collections.abc import Callable

CHUNK_BYTES = 65_536

Pull = Callable[[int], bytes]
"""Gives the next bytes, at most as many as asked for, none only at the end. Raises StreamError."""


class StreamError(OSError):
    """Why a stream cannot be read on, for people. `told`: whether a Reject says so already.

    One fault may be met by several layers (a cut .tar.gz fails in the member and in the archive);
    it is one object all the way, so that it is reported once.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.told = False


class MemberStream(io.BufferedIOBase):
    """A file or a member of a container, read forwards. `longest`: bytes that one `read()` without a size may give.

    Who reads a stream whole takes it for one record, so `longest` bounds a record. Raises StreamError.
    """

    def __init__(self, pull: Pull, *, longest: int) -> None:
        self._pull = pull
        self._longest = longest
        self._held = bytearray()
        self._fault: StreamError | None = None
        self._ended = False

    def readable(self) -> bool:
        return True

    def peek(self, size: int = 1) -> bytes:
        """The next bytes without reading them: `size` of them, or a few more; fewer only before the end or a fault."""
        self._hold(size)
        return bytes(self._held[: max(size, 512)])

    def read(self, size: int | None = -1) -> bytes:
        """`size` bytes, fewer only before the end or a fault; all that is left where no size is given."""
        if size is None or size < 0:
            return self._read_whole()
        self._hold(min(size, CHUNK_BYTES))
        parts = [self._take(size)]
        missing = size - len(parts[0])
        while missing and (part := self._next(missing)):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def read1(self, size: int = -1) -> bytes:
        """Whatever comes first, at most `size` bytes."""
        size = CHUNK_BYTES if size < 0 else size
        self._hold(min(size, 1))
        return self._take(size)

    def _read_whole(self) -> bytes:
        whole = self.read(self._longest + 1)
        if len(whole) > self._longest:
            raise StreamError(
                f"longer than {self._longest:,} bytes, which is no single article; split it into records"
            )
        if self._fault:
            raise self._fault
        return whole

    def _hold(self, size: int) -> None:
        """Fills what is held up to `size` bytes; raises where there is only a fault to give."""
        while len(self._held) < size and (part := self._next(max(size, CHUNK_BYTES))):
            self._held += part
        if size and self._fault and not self._held:
            raise self._fault

    def _take(self, size: int) -> bytes:
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def _next(self, size: int) -> bytes:
        """The next bytes of the source; none at the end and from a fault on."""
        if self._ended or self._fault:
            return b""
        try:
            part = self._pull(size)
        except StreamError as fault:
            self._fault = fault
            return b""
        self._ended = not part
        return part
