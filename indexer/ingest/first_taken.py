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

from indexer.checked_file import ChangedError
from indexer.engines.contract import Archive
from indexer.errors import EngineError
from indexer.ingest.known_ids import KnownIds, read_known_ids, write_known_ids

FILE = "undated.bin"
_MAGIC = b"morgue undated 1\n"
"""Behind it the ids with the second at which each was taken in: seconds since 1970, UTC."""


def keep_first_taken(
    archive: Archive, identifiers: Iterable[str], now: Callable[[], float] = time.time
) -> None:
    """Adds those of these undated articles that are not known. Raises EngineError for a file that is damaged, OSError."""
    file = _file_of(archive)
    before = _read(file)
    known = before.with_new(identifiers, int(now()))
    if known is not before:
        write_known_ids(file, _MAGIC, known)


class FirstTaken:
    """Looks moments up, and reads the file again when it has changed. Any number of threads may ask."""

    def __init__(self, archive: Archive) -> None:
        self._file = _file_of(archive)
        self._known: tuple[tuple[int, int, int], KnownIds] | None = None

    def __call__(self, identifier: str) -> str | None:
        """When the archive first took an undated article in: ISO, UTC, to the second; None where that is not known. Raises EngineError."""
        taken = self._look_up(identifier)
        if taken is None:
            return None
        return datetime.fromtimestamp(taken, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _look_up(self, identifier: str) -> int | None:
        try:
            status = self._file.stat()
        except FileNotFoundError:
            return None
        version = (status.st_ino, status.st_mtime_ns, status.st_size)
        known = self._known
        if known is None or known[0] != version:
            known = self._known = (version, _read(self._file))
        return known[1].number_of(identifier)


def _file_of(archive: Archive) -> Path:
    return archive.removed_file.with_name(FILE)


def _read(file: Path) -> KnownIds:
    try:
        return read_known_ids(file, _MAGIC)
    except ChangedError:
        raise EngineError(
            f"{file} is damaged, so nobody can say since when undated articles are here; delete it, and all of them count from the next run on"
        ) from None
