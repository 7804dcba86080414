"""Since when the archive has each undated article: what a feed says of one that states no day itself.

A run adds the undated articles that no run before it had, with its own moment, and keeps what is known for good: a rebuild
changes no moment, and an article that was taken out and comes back is as old as it was. One file of twelve bytes an article beside
the generations, checked when it is read. An article that gets a day keeps its row, which nobody asks for then.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.checked_file import DIGEST_BYTES, digest, replace
from indexer.engines.contract import Archive
from indexer.errors import EngineError
from indexer.ingest.arrivals import number_of_id

FILE = "undated.bin"
_MAGIC = b"morgue undated 1\n"
_ROW = np.dtype([("id", "<i8"), ("taken", "<u4")])
"""`taken`: seconds since 1970, UTC."""

Rows = NDArray[np.void]


def keep_first_taken(
    archive: Archive, identifiers: Iterable[str], now: Callable[[], float] = time.time
) -> None:
    """Adds those of these undated articles that are not known. Raises EngineError for a file that is damaged, OSError."""
    file = _file_of(archive)
    before = _read(file)
    ids = np.fromiter(map(number_of_id, identifiers), dtype=np.int64)
    fresh = np.setdiff1d(ids, before["id"])
    if not len(fresh):
        return
    rows = np.zeros(len(fresh), dtype=_ROW)
    rows["id"], rows["taken"] = fresh, int(now())
    joined = np.concatenate((before, rows))
    joined.sort(order="id")
    body = joined.tobytes()
    replace(file, _MAGIC + digest(body) + body)


class FirstTaken:
    """Looks moments up, and reads the file again when it has changed. Any number of threads may ask."""

    def __init__(self, archive: Archive) -> None:
        self._file = _file_of(archive)
        self._known: tuple[tuple[int, int, int], Rows] | None = None

    def __call__(self, identifier: str) -> str | None:
        """When the archive first took an undated article in: ISO, UTC, to the second; None where that is not known. Raises EngineError."""
        rows, number = self._rows(), number_of_id(identifier)
        place = int(np.searchsorted(rows["id"], number))
        if place == len(rows) or rows["id"][place] != number:
            return None
        moment = datetime.fromtimestamp(int(rows["taken"][place]), timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _rows(self) -> Rows:
        try:
            status = self._file.stat()
        except FileNotFoundError:
            return np.zeros(0, dtype=_ROW)
        version = (status.st_ino, status.st_mtime_ns, status.st_size)
        known = self._known
        if known is None or known[0] != version:
            known = self._known = (version, _read(self._file))
        return known[1]


def _file_of(archive: Archive) -> Path:
    return archive.removed_file.with_name(FILE)


def _read(file: Path) -> Rows:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return np.zeros(0, dtype=_ROW)
    head, body = data[: len(_MAGIC) + DIGEST_BYTES], data[len(_MAGIC) + DIGEST_BYTES :]
    if head != _MAGIC + digest(body):
        raise EngineError(
            f"{file} is damaged, so nobody can say since when undated articles are here; delete it, and all of them count from the next run on"
        )
    return np.frombuffer(body, dtype=_ROW)
