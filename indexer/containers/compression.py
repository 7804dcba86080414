"""gzip, bzip2, xz and Zstandard: a packed stream -> the bytes in it, part after part, bounded at each step.

The decompressors of the libraries are fed piece by piece, so that no header makes them take memory;
a cut or damaged stream is a StreamError in plain words. What the bytes mean is left to others.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from indexer.containers.bounds import Meter
from indexer.containers.stream import CHUNK_BYTES, MemberStream, StreamError

MEMORY_BYTES = 268_435_456
"""What a decompressor may take for its window: four times that of `xz -9`."""

ZSTD_WINDOW_BYTES = 134_217_728
ZSTD_PIECE_BYTES = 512
"""Four bytes of Zstandard can unpack to 128 KB, all at once; this bounds one step to 16 MB."""


class Decompressor(Protocol):
    """As `bz2.BZ2Decompressor`: one part of a packed stream. Bytes after its end are in `unused_data`."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's decompressor with the manners of bz2's. Raises zlib.error, also for a wrong checksum."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._tail = b""
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        unpacked = self._inner.decompress(self._tail + data, max_length)
        self._tail = self._inner.unconsumed_tail
        self.needs_input = not self._tail and len(unpacked) < max_length
        return unpacked


class _Zstd:
    """Zstandard's decompressor with the manners of bz2's."""

    def __init__(self) -> None:
        import zstandard

        self._inner: Any = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES).decompressobj()
        self._error = zstandard.ZstdError
        self._packed = b""
        self._unpacked = b""

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof) and not self._unpacked

    @property
    def needs_input(self) -> bool:
        return not self._packed and not self._unpacked

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data) + self._packed

    def decompress(self, data: bytes, max_length: int) -> bytes:
        self._packed += data
        while self._packed and not self._unpacked and not self._inner.eof:
            piece, self._packed = self._packed[:ZSTD_PIECE_BYTES], self._packed[ZSTD_PIECE_BYTES:]
            try:
                self._unpacked = self._inner.decompress(piece)
            except self._error as error:
                raise ValueError(str(error)) from error
        given, self._unpacked = self._unpacked[:max_length], self._unpacked[max_length:]
        return given


@dataclass(frozen=True, slots=True)
class Compression:
    """One way to pack a stream: its name, the bytes each part begins with, the end of a file's name, a decompressor."""

    name: str
    marks: tuple[bytes, ...]
    suffix: str
    start: Callable[[], Decompressor]


COMPRESSIONS = (
    Compression("gzip", (b"\x1f\x8b\x08",), ".gz", _Gzip),
    Compression("bzip2", tuple(b"BZh%d%b" % (level, block) for level in range(1, 10) for block in (b"1AY&SY", b"\x17rE8P\x90")), ".bz2", bz2.BZ2Decompressor),
    Compression("xz", (b"\xfd7zXZ\0",), ".xz", lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY_BYTES)),
    Compression("Zstandard", (b"\x28\xb5\x2f\xfd",), ".zst", _Zstd),
)  # fmt: skip


def find_compression(head: bytes) -> Compression | None:
    """How a stream with this head is packed, None where it is not."""
    return next((kind for kind in COMPRESSIONS if head.startswith(kind.marks)), None)


class Unpacking:
    """The bytes in a packed stream: `pull` gives the next ones. Any number of packed parts may follow each other."""

    def __init__(self, source: MemberStream, kind: Compression, meter: Meter) -> None:
        self._source = source
        self._kind = kind
        self._meter = meter
        self._part = kind.start()
        self._packed = b""
        self._taken = 0
        self._given = 0

    def pull(self, size: int) -> bytes:
        """At most `size` bytes, none at the end. Raises StreamError: cut, damaged, or a bomb."""
        while not self._part.eof or self._start_next_part():
            unpacked = self._step(size)
            if unpacked:
                self._count(len(unpacked))
                return unpacked
        return b""

    def _step(self, size: int) -> bytes:
        if not self._packed and self._part.needs_input:
            self._packed = self._take()
            if not self._packed:
                raise StreamError(f"truncated: the {self._kind.name} data ends before its end mark")
        packed, self._packed = self._packed, b""
        try:
            return self._part.decompress(packed, size)
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise StreamError(f"damaged {self._kind.name} data: {error}") from error

    def _take(self) -> bytes:
        taken = self._source.read1(CHUNK_BYTES)
        self._taken += len(taken)
        return taken

    def _start_next_part(self) -> bool:
        """Whether another part follows; zero bytes between parts and at the end are padding."""
        rest = self._part.unused_data.lstrip(b"\0")
        while len(rest) < 10 and (taken := self._take()):
            rest = (rest + taken).lstrip(b"\0")
        if not rest:
            return False
        if not rest.startswith(self._kind.marks):
            raise StreamError(f"damaged: what follows the {self._kind.name} data is none")
        self._part, self._packed = self._kind.start(), rest
        return True

    def _count(self, size: int) -> None:
        self._given += size
        self._meter.add(size)
        if self._meter.swells(self._taken, self._given):
            limit = self._meter.limits.ratio
            raise StreamError(
                f"unpacks to more than {limit} times its size, as only a bomb does; the rest is not read"
            )
