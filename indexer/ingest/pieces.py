"""A big file of JSON lines in pieces, so that several processes read it at once.

In: a file. Out: its pieces, if every line of it is an object by itself: then any line may begin a piece, since in
JSON a `}` with a `{` behind it ends one value and begins another. Where the cuts lie depends on the bytes alone, so
the number of processes changes nothing, and a file that has grown keeps its earlier cuts. Whatever looks otherwise
anywhere is read in one go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from indexer.article import Origin
from indexer.formats import HEAD_BYTES, choose
from indexer.ingest.reading import plain_name
from indexer.sources.roots import STANDARD_INPUT
from indexer.sources.walk import SourceFile, open_regular

PIECE_BYTES = 16_000_000
LEAST_BYTES = 2 * PIECE_BYTES
"""Of a file that is cut: a smaller one is read before another process has started."""

LONGEST_LINE = 16_000_000
_BY_LINES = "json"
"""Name of the format that reads a piece as it would read it within the whole."""

_PLACE_BITS = 32
_FILE_BITS = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes `start` up to `stop` of a file: whole lines, with `lines` others before them. `number` counts from 0."""

    number: int
    start: int
    stop: int
    lines: int
    last: bool


@dataclass(frozen=True, slots=True)
class CutFile:
    """`digest`: blake2b of the whole file, 16 bytes."""

    pieces: tuple[Piece, ...]
    digest: bytes


def cut_file(file: SourceFile) -> CutFile | None:
    """The pieces of a big file of JSON lines; None for any other, and for one that cannot be read."""
    if file.size < LEAST_BYTES or file.disk == STANDARD_INPUT:
        return None
    try:
        with open_regular(file.disk) as stream:
            head = stream.read(HEAD_BYTES)
            form = choose(head, plain_name(Origin(path=file.path))) if head.startswith(b"{") else None
            if form is None or form.NAME != _BY_LINES:
                return None
            stream.seek(0)
            return _cut(stream)
    except OSError:
        return None


def _cut(stream: BinaryIO) -> CutFile | None:
    digest = hashlib.blake2b(digest_size=16)
    pieces: list[Piece] = []
    start = lines = 0
    for data, last in _read_lines(stream):
        own = _count_lines(data)
        if own is None or not (last or data.endswith(b"\n")):
            return None
        digest.update(data)
        pieces.append(Piece(len(pieces), start, start + len(data), lines, last))
        start += len(data)
        lines += own
    return CutFile(tuple(pieces), digest.digest()) if len(pieces) > 1 else None


def _read_lines(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Some PIECE_BYTES at a time, to the end of a line, and whether they are the last."""
    data = stream.read(PIECE_BYTES) + stream.readline(LONGEST_LINE)
    while data:
        following = stream.read(PIECE_BYTES) + stream.readline(LONGEST_LINE)
        yield data, not following
        data = following


def _count_lines(data: bytes) -> int | None:
    """How many lines there are, None unless each is `{...}`."""
    end = b"\r\n" if data.find(b"\r\n", 0, LONGEST_LINE) >= 0 else b"\n"
    whole = data.endswith(b"}" + end)
    lines = data.count(b"\n") + (not whole)
    joints = data.count(b"}" + end + b"{")
    return lines if data.startswith(b"{") and joints == lines - 1 and (whole or data.endswith(b"}")) else None


def task_number(file: int, piece: Piece) -> int:
    """A number for reading a piece, from which the file's comes back; that of a first piece is the file's."""
    return piece.number << _FILE_BITS | file


def file_of_task(task: int) -> int:
    return task & ((1 << _FILE_BITS) - 1)


def places_of_task(task: int) -> range:
    """The places of the file's records that a task may give: those of a later piece are higher."""
    first = task >> _FILE_BITS << _PLACE_BITS
    return range(first, first + (1 << _PLACE_BITS))
