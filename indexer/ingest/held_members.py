"""Members of a container that belong together: they wait, in a file without a name, until the whole container was seen.

A member that names others is then read with these, whichever of them came first; a companion that no member names is read
by itself. The bytes that wait are bounded; behind the bound members are read as they come.
"""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

from indexer.article import Origin
from indexer.containers.stream import CHUNK_BYTES, MemberStream, StreamError
from indexer.formats import Format
from indexer.settings import Limits

MOST_BYTES = 2_000_000_000
MOST_MEMBERS = 200_000
MEMORY_BYTES = 16_000_000
"""What waits in memory; more of it goes to the disk."""

_INSIDE = "!/"
"""Between a container inside another one and what is in it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A member that waits: its format, where its bytes are, and what stopped them."""

    origin: Origin
    form: Format
    start: int
    size: int
    fault: StreamError | None


class HeldMembers:
    """`claimed`: member -> the member that has named it."""

    def __init__(self, limits: Limits) -> None:
        self.claimed: dict[str, str] = {}
        self._limits = limits
        self._spool = tempfile.SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115 - closed in __exit__
        self._size = 0
        self._held: dict[str, Held] = {}

    def __enter__(self) -> HeldMembers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.close()

    def __iter__(self) -> Iterator[Held]:
        return iter(self._held.values())

    def hold(self, origin: Origin, form: Format, stream: MemberStream) -> MemberStream | None:
        """Keeps a member, or gives a stream of it that is to be read at once: there is no room, or there was one of its name."""
        member = origin.member or ""
        if member in self._held or len(self._held) >= MOST_MEMBERS:
            return stream
        start, fault = self._size, None
        try:
            while self._size < MOST_BYTES and (part := stream.read1(CHUNK_BYTES)):
                self._write(part)
            if self._size >= MOST_BYTES:
                return self._with_rest(start, stream)
        except StreamError as error:
            fault = error
        self._held[member] = Held(origin, form, start, self._size - start, fault)
        return None

    def _write(self, part: bytes) -> None:
        try:
            self._spool.seek(self._size)
            self._spool.write(part)
        except OSError as error:
            raise StreamError(f"no room for a temporary copy of this member: {error.strerror}") from error
        self._size += len(part)

    def open(self, held: Held) -> MemberStream:
        """The bytes of a member that waited, with the fault at their end."""
        return self._stream(held.start, held.size, None, held.fault)

    def _with_rest(self, start: int, stream: MemberStream) -> MemberStream:
        """A member that was found to be too much: what was copied of it, and the rest. To be read before the next is held."""
        size, self._size = self._size - start, start
        return self._stream(start, size, stream, None)

    def _stream(
        self, start: int, size: int, rest: MemberStream | None, fault: StreamError | None
    ) -> MemberStream:
        at, end = start, start + size

        def pull(wanted: int) -> bytes:
            nonlocal at
            part = self._bytes(at, min(wanted, end - at))
            at += len(part)
            if part or not (rest or fault):
                return part
            if fault:
                raise fault
            return rest.read1(wanted) if rest else b""

        return MemberStream(pull, longest=self._limits.record_bytes)

    def find(self, member: str) -> bytes | str:
        """The bytes of a whole member, or why there are none."""
        held = self._held.get(member)
        if held is None:
            return "there is no such member"
        return held.fault.reason if held.fault else self._bytes(held.start, held.size)

    def _bytes(self, start: int, size: int) -> bytes:
        self._spool.seek(start)
        return self._spool.read(size)


class MemberCompanions:
    """What a member names beside it, in the same container."""

    def __init__(self, held: HeldMembers, member: str) -> None:
        self._held = held
        self._member = member
        self._container, _, self._inner = member.rpartition(_INSIDE)

    def read(self, name: str) -> bytes | str:
        """See `formats.contract.Companions`."""
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(self._inner), name))
        if inner.startswith(("/", "../")) or inner == "..":
            return "it lies outside of its container"
        member = f"{self._container}{_INSIDE}{inner}" if self._container else inner
        found = self._held.find(member)
        if isinstance(found, bytes):
            self._held.claimed.setdefault(member, self._member)
        return found
