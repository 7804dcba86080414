"""A folder of finished indexes, of which one is current: how a rebuild never disturbs who is searching.

    index_data/current               one line: the current generation's name and its manifest's digest
    index_data/lock                  held by the one writer, released by the system when it dies
    index_data/generations/NAME/     a whole index, with `manifest.json`: versions, counts, each file's digest

A writer builds a new folder, syncs every file and folder, then replaces `current` in one step. The
generation before stays until the next swap, for readers that are opening it. Whatever a killed writer
left is swept by the next. Paths inside are relative, so the whole folder can be moved and copied.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import logging
import re
import shutil
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from indexer.checked_file import DIGEST_BYTES, digest, fresh, replace, sync
from indexer.errors import DiskFullError, EngineError
from indexer.file_lock import hold
from indexer.message import say

MANIFEST = "manifest.json"
LOCK_SECONDS = 0.5
"""How long a writer waits for another: long enough for one that is just ending."""

_HASHED_AT_ONCE = 1 << 20
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,200}")
_POINTER = re.compile(rf"({_NAME.pattern}) ([0-9a-f]{{32}})\n")
_FILE_NAME = re.compile(r"[0-9A-Za-z_][0-9A-Za-z._-]{0,200}")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """A finished index on disk."""

    name: str
    folder: Path
    manifest: Mapping[str, Any]


class Generations:
    """The generations of one index location."""

    def __init__(self, location: Path) -> None:
        self.location = location
        self._folders = location / "generations"
        self._current = location / "current"

    def exists(self) -> bool:
        return self._current.is_file()

    def stamp(self) -> tuple[int, int, int] | None:
        """Changes whenever another generation becomes current; one stat. None where there is none."""
        try:
            status = self._current.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def read_current(self) -> Generation:
        """The current generation, its manifest checked by digest and its files by size. Raises EngineError."""
        name, expected = self._read_pointer()
        folder = self._folders / name
        manifest = read_manifest(folder, expected)
        for file, facts in manifest["files"].items():
            _check_size(folder / file, facts["size"])
        return Generation(name, folder, manifest)

    def _read_pointer(self) -> tuple[str, str]:
        """Name of the current generation and digest of its manifest. Raises EngineError."""
        try:
            text = self._current.read_bytes().decode("ascii")
        except FileNotFoundError as error:
            raise EngineError(
                say(
                    "there is no index in %(place)s; run `morgue rebuild PATH` to make one",
                    place=str(self.location),
                )
            ) from error
        except (OSError, ValueError) as error:
            raise EngineError(
                say(
                    "the index in %(place)s cannot be read (%(error)s); run `morgue rebuild`",
                    place=str(self.location),
                    error=str(error),
                )
            ) from error
        found = _POINTER.fullmatch(text)
        if found is None:
            raise EngineError(
                say("%(file)s names no generation; run `morgue rebuild`", file=str(self._current))
            )
        return found[1], found[2]

    def find_damage(self) -> list[str]:
        """Reads every file of the current generation; a line for each that is not what was written."""
        generation = self.read_current()
        return [
            f"{generation.folder / file} is not what was written; run `morgue rebuild`"
            for file, facts in generation.manifest["files"].items()
            if digest_of(generation.folder / file) != facts["blake2b"]
        ]

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keeps other writers out. Raises LockedError."""
        self.location.mkdir(parents=True, exist_ok=True)
        busy = f"another rebuild or update is at work on {self.location}; wait until it has ended, then run this again"
        with hold(self.location / "lock", busy, LOCK_SECONDS):
            yield

    @contextlib.contextmanager
    def building(self) -> Iterator[Path]:
        """A folder for a new generation, under the lock; swept away unless `publish` made it current."""
        with self.lock():
            self._sweep()
            folder = self._folders / _new_name()
            try:
                folder.mkdir(parents=True)
                yield folder
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise _disk_full(self.location) from error
                raise
            finally:
                if self._name_of_current() != folder.name:
                    shutil.rmtree(folder, ignore_errors=True)

    def publish(
        self, folder: Path, manifest: Mapping[str, Any], known: Mapping[str, Any], *, purge: bool = False
    ) -> None:
        """Writes the manifest, syncs everything, makes the folder current. `known`: size and digest of files that need not be read.

        `purge`: the generation before is not kept. Raises EngineError where it cannot be removed.
        """
        before = None if purge else self._name_of_current()
        written = sorted(folder.iterdir())
        # the disk takes the files while the processor reads them
        with ThreadPoolExecutor(max_workers=1) as beside:
            synced = beside.map(sync, written)
            files = {file.name: known.get(file.name) or _facts_of(file) for file in written}
            deque(synced, maxlen=0)
        whole = {**manifest, "generation": folder.name, "before": before, "files": files}
        data = json.dumps(whole, ensure_ascii=False).encode()
        (folder / MANIFEST).write_bytes(data)
        for place in (folder / MANIFEST, folder, self._folders, self.location):
            sync(place)
        replace(self._current, f"{folder.name} {digest(data).hex()}\n".encode())
        self._sweep()
        if purge and (left := sorted(set(self._folders.iterdir()) - {folder})):
            raise EngineError(
                say(
                    "the text is out of the new index, but %(folder)s cannot be removed and still holds it; remove it by hand",
                    folder=str(left[0]),
                )
            )

    def _name_of_current(self) -> str | None:
        try:
            return self._read_pointer()[0]
        except EngineError:
            return None

    def _sweep(self) -> None:
        """Removes what killed writers left, and generations that are neither current nor the one before."""
        fresh(self._current).unlink(missing_ok=True)
        current = self._name_of_current()
        if not self._folders.is_dir() or (current is None and self.exists()):
            # what a damaged pointer meant cannot be told: nothing goes until another generation is current
            return
        kept = {current, self._before(current)}
        for folder in self._folders.iterdir():
            if folder.name not in kept:
                _LOG.info("removing %s, which is no longer read", folder)
                shutil.rmtree(folder, ignore_errors=True)

    def _before(self, current: str | None) -> str | None:
        """The generation that the current one took the place of."""
        if current is None:
            return None
        try:
            return read_manifest(self._folders / current).get("before")
        except EngineError:
            return None


def read_manifest(folder: Path, expected: str | None = None) -> dict[str, Any]:
    """The manifest of a generation, which must have the `expected` digest if one is given. Raises EngineError."""
    try:
        data = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise EngineError(
            say(
                "the index in %(place)s has lost its manifest (%(error)s); run `morgue rebuild`",
                place=str(folder),
                error=str(error),
            )
        ) from error
    if expected is not None and digest(data).hex() != expected:
        raise EngineError(
            say("%(file)s is not what was written; run `morgue rebuild`", file=str(folder / MANIFEST))
        )
    try:
        manifest: dict[str, Any] = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EngineError(
            say(
                "%(file)s cannot be read (%(error)s); run `morgue rebuild`",
                file=str(folder / MANIFEST),
                error=str(error),
            )
        ) from error
    if not _is_manifest(manifest):
        raise EngineError(
            say(
                "%(file)s is of a version that this Morgue does not read; run `morgue rebuild`",
                file=str(folder / MANIFEST),
            )
        )
    return manifest


def _is_manifest(manifest: Any) -> bool:
    """Whether it lists files, by plain names that lie in its own folder, with their sizes and digests."""
    files = manifest.get("files") if isinstance(manifest, dict) else None
    return isinstance(files, dict) and all(
        _FILE_NAME.fullmatch(name) and isinstance(facts, dict) and {"size", "blake2b"} <= facts.keys()
        for name, facts in files.items()
    )


def digest_of(file: Path) -> str | None:
    """blake2b of a file in hexadecimal, None where it cannot be read."""
    read = hashlib.blake2b(digest_size=DIGEST_BYTES)
    try:
        with file.open("rb") as stream:
            while data := stream.read(_HASHED_AT_ONCE):
                read.update(data)
    except OSError:
        return None
    return read.hexdigest()


def _facts_of(file: Path) -> dict[str, Any]:
    return {"size": file.stat().st_size, "blake2b": digest_of(file)}


def _check_size(file: Path, size: int) -> None:
    try:
        found = file.stat().st_size
    except OSError as error:
        raise EngineError(
            say(
                "the index file %(file)s cannot be read (%(error)s); run `morgue rebuild`",
                file=str(file),
                error=str(error),
            )
        ) from error
    if found != size:
        raise EngineError(
            say(
                "the index file %(file)s has %(found)s bytes where %(size)s were written; run `morgue rebuild`",
                file=str(file),
                found=str(found),
                size=str(size),
            )
        )


def _disk_full(location: Path) -> DiskFullError:
    free = shutil.disk_usage(location).free // 1_000_000
    return DiskFullError(
        f"the disk of {location} is full ({free} MB free); the index there is as it was: make room and run this again"
    )


def _new_name() -> str:
    """Sorts by time."""
    return datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ")
