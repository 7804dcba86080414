"""A segment's file: named sections of bytes and arrays, each block of it checksummed.

Layout: an 8-byte magic, the sections one after the other (each starts at a multiple of 64 bytes), a
CRC-32 of every 16 KiB block up to there, a directory in JSON (name -> offset, bytes, type of number)
with its own CRC-32, and a 28-byte tail that says where these lie. Readers map the file and verify a
block when it is first touched; nothing in it can run code. `docs/index-format.md` has it in full.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import struct
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from indexer.errors import EngineError
from indexer.message import say

SUFFIX = ".segment"
MAGIC = b"MORGUE01"
ALIGNMENT = 64
BLOCK_BYTES = 16_384
_TAIL = struct.Struct("<QQI8s")

Array = NDArray[Any]


class SectionWriter:
    """Writes one segment file from front to back. `close` makes it whole; without it the file is refused."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("xb")
        self._directory: dict[str, tuple[int, int, str]] = {}
        self._checksums: list[int] = []
        self._block = bytearray()
        self._offset = 0
        self._write(MAGIC)

    def __enter__(self) -> SectionWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()

    def add_array(self, name: str, array: Array) -> None:
        self._start(name, array.dtype.str)
        self._write(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
        self._finish(name)

    def add_bytes(self, name: str, data: bytes | bytearray) -> None:
        self._start(name, "|u1")
        self._write(data)
        self._finish(name)

    @contextlib.contextmanager
    def section(self, name: str, kind: str = "|u1") -> Iterator[SectionStream]:
        """A section written piece by piece, before any other is begun."""
        self._start(name, kind)
        yield SectionStream(self._write)
        self._finish(name)

    def close(self) -> None:
        if self._block:
            self._checksums.append(zlib.crc32(self._block))
        checksums = np.array(self._checksums, dtype="<u4").tobytes()
        directory = json.dumps(self._directory).encode()
        self._file.write(checksums)
        self._file.write(directory)
        self._file.write(_TAIL.pack(self._offset, len(directory), zlib.crc32(checksums + directory), MAGIC))
        self._file.close()

    def _start(self, name: str, kind: str) -> None:
        self._write(bytes(-self._offset % ALIGNMENT))
        self._directory[name] = (self._offset, 0, kind)

    def _finish(self, name: str) -> None:
        start, _, kind = self._directory[name]
        self._directory[name] = (start, self._offset - start, kind)

    def _write(self, data: bytes | bytearray | memoryview) -> None:
        self._file.write(data)
        self._offset += len(data)
        view = memoryview(data)
        while len(self._block) + len(view) >= BLOCK_BYTES:
            take = BLOCK_BYTES - len(self._block)
            self._checksums.append(zlib.crc32(view[:take], zlib.crc32(self._block)))
            self._block.clear()
            view = view[take:]
        self._block += view


class SectionStream:
    """Takes the bytes of one section."""

    __slots__ = ("write",)

    def __init__(self, write: Callable[[bytes | bytearray | memoryview], None]) -> None:
        self.write = write


class SectionReader:
    """A mapped segment file. Arrays are views of the map; `take` and `array` verify what they hand out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise EngineError(
                say(
                    "the index file %(file)s cannot be opened (%(error)s); run `morgue rebuild`",
                    file=str(path),
                    error=str(error),
                )
            ) from error
        self._bytes = np.frombuffer(self._map, dtype=np.uint8)
        self._read_directory()

    def _read_directory(self) -> None:
        size = len(self._bytes)
        if size < _TAIL.size + len(MAGIC) or self._map[: len(MAGIC)] != MAGIC:
            raise self._damaged("it does not start as an index file")
        body, directory, checksum, magic = _TAIL.unpack(self._map[size - _TAIL.size :])
        blocks = -(-body // BLOCK_BYTES)
        if magic != MAGIC or body + 4 * blocks + directory + _TAIL.size != size:
            raise self._damaged("it is cut short or longer than it was")
        meta = self._map[body : size - _TAIL.size]
        if zlib.crc32(meta) != checksum:
            raise self._damaged("the checksum of its directory is wrong")
        self._checksums = np.frombuffer(meta, dtype="<u4", count=blocks)
        self._verified = bytearray(blocks)
        self._sections: dict[str, tuple[int, int, str]] = {
            k: tuple(v) for k, v in json.loads(meta[4 * blocks :]).items()
        }
        self._body = body

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def names(self) -> tuple[str, ...]:
        """Sections, in the order in which they were written."""
        return tuple(self._sections)

    def array(self, name: str) -> Array:
        """A whole section as an array, verified. The array cannot be written to."""
        start, size, kind = self._sections[name]
        self._verify(start, start + size)
        return self._bytes[start : start + size].view(kind)

    def column(self, name: str) -> Column:
        """A section of which pieces will be read: nothing is verified yet."""
        start, size, kind = self._sections[name]
        return Column(self, start, self._bytes[start : start + size].view(kind))

    def take(self, name: str, start: int, stop: int) -> bytes:
        """Bytes `start` to `stop` of a section, verified."""
        offset, size, _ = self._sections[name]
        if not 0 <= start <= stop <= size:
            raise self._damaged(f"section {name} has no bytes {start} to {stop}")
        self._verify(offset + start, offset + stop)
        return self._bytes[offset + start : offset + stop].tobytes()

    def let_go(self) -> None:
        """Gives back the pages of the file that were read so far; those that are wanted again are mapped again."""
        # not every system has the call
        with contextlib.suppress(AttributeError, OSError):
            self._map.madvise(mmap.MADV_DONTNEED)

    def verify_all(self) -> None:
        """Reads every byte. Raises EngineError at the first wrong block."""
        self._verify(0, self._body)

    def _verify(self, start: int, stop: int) -> None:
        if stop <= start:
            return
        first, last = start // BLOCK_BYTES, (stop - 1) // BLOCK_BYTES
        block = self._verified.find(0, first, last + 1)
        while block >= 0:
            data = self._bytes[block * BLOCK_BYTES : min((block + 1) * BLOCK_BYTES, self._body)]
            if zlib.crc32(data.data) != self._checksums[block]:
                raise self._damaged(f"block {block} is not what was written")
            self._verified[block] = 1
            block = self._verified.find(0, block, last + 1)

    def _damaged(self, why: str) -> EngineError:
        return EngineError(
            say(
                "the index file %(file)s is damaged: %(why)s; run `morgue rebuild`",
                file=str(self.path),
                why=why,
            )
        )


def bisect(ordered: Array, wanted: Array, side: Literal["left", "right"] = "left") -> Array:
    """`np.searchsorted`, in the type of `ordered`: NumPy would copy all of it into the type of `wanted` at each look-up."""
    return np.searchsorted(ordered, wanted.astype(ordered.dtype), side=side)


def count_below(ordered: Array, number: int) -> int:
    """How many of ascending numbers lie below one: a fifth of the time that NumPy takes for it."""
    return bisect_left(ordered.data, number)


class Column:
    """An array in a segment file, read by slices that are verified as they are taken."""

    __slots__ = ("_array", "_reader", "_start")

    def __init__(self, reader: SectionReader, start: int, array: Array) -> None:
        self._reader = reader
        self._start = start
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    def cut(self, start: int, stop: int) -> Array:
        """Items `start` to `stop`, verified. Raises EngineError where the section has none such."""
        if not 0 <= start <= stop <= len(self._array):
            raise self._reader._damaged(
                f"a section of {len(self._array)} items has no items {start} to {stop}"
            )
        width = self._array.itemsize
        self._reader._verify(self._start + start * width, self._start + stop * width)
        return self._array[start:stop]
