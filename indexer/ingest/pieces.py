"""A big file of JSON lines in pieces, so that several processes read it at once.

In: a file. Out: its pieces, each as soon as it is found, so that reading begins before the whole file was looked through.
Where every line is an object by itself, any line may begin a piece, since in JSON a `}` with a `{` behind it ends one value
and begins another; from where a line is not, the rest of the file is one piece. Where the cuts lie depends on the bytes alone, so
the number of processes changes nothing, and a file that has grown keeps its earlier cuts.
"""

from __future__ import annotations

import contextlib
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
    """Bytes `start` up to `stop` of a file, with `lines` whole lines before them. `number` counts from 0.

    `file_digest`: of the last piece alone, blake2b of the whole file, 16 bytes.
    """

    number: int
    start: int
    stop: int
    lines: int
    file_digest: bytes | None = None

    @property
    def last(self) -> bool:
        return self.file_digest is not None


def may_be_cut(file: SourceFile) -> bool:
    """Whether a file is big and begins as JSON lines do; False where it cannot be read."""
    if file.size < LEAST_BYTES or file.disk == STANDARD_INPUT:
        return False
    try:
        with open_regular(file.disk) as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        return False
    form = choose(head, plain_name(Origin(path=file.path))) if head.startswith(b"{") else None
    return form is not None and form.NAME == _BY_LINES


def most_pieces(file: SourceFile) -> int:
    """Into how many pieces a file may be cut."""
    return file.size // PIECE_BYTES + 1


def cut_file(file: SourceFile) -> Iterator[Piece]:
    """The pieces of a file, at least two; none of a file that is to be read in one go, or cannot be read.

    What cannot be read on, or has grown meanwhile, is left to who reads the last piece.
    """
    digest = hashlib.blake2b(digest_size=16)
    number = start = lines = stop = 0
    blocks = _read_lines(file)
    for data, last in blocks:
        digest.update(data)
        stop = start + len(data)
        own = _count_lines(data)
        if own is None or last or stop >= file.size or not data.endswith(b"\n"):
            break
        yield Piece(number, start, stop, lines)
        number, start, lines = number + 1, stop, lines + own
    if number:
        for data, _ in blocks:
            digest.update(data)
            stop += len(data)
        yield Piece(number, start, max(stop, file.size), lines, digest.digest())


def _read_lines(file: SourceFile) -> Iterator[tuple[bytes, bool]]:
    """Some PIECE_BYTES at a time, to the end of a line, and whether they are the last that can be read."""
    with contextlib.suppress(OSError), open_regular(file.disk) as stream:
        data = _read_some(stream)
        while data:
            following = _read_some(stream)
            yield data, not following
            data = following


def _read_some(stream: BinaryIO) -> bytes:
    try:
        return stream.read(PIECE_BYTES) + stream.readline(LONGEST_LINE)
    except OSError:
        return b""


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
