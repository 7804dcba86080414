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
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from indexer.errors import DiskFullError, EngineError, LockedError

MANIFEST = "manifest.json"
LOCK_SECONDS = 0.5
"""How long a writer waits for another: long enough for one that is just ending."""

_HASHED_AT_ONCE = 1 << 20


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
        name, digest = self._read_pointer()
        folder = self._folders / name
        try:
            data = (folder / MANIFEST).read_bytes()
        except OSError as error:
            raise EngineError(f"the index in {self.location} has lost its manifest ({error}); run `morgue rebuild`") from error
        if hashlib.blake2b(data, digest_size=16).hexdigest() != digest:
            raise EngineError(f"the manifest of the index in {self.location} is not what was written; run `morgue rebuild`")
        manifest: dict[str, Any] = json.loads(data)
        for file, facts in manifest["files"].items():
            _check_size(folder / file, facts["size"])
        return Generation(name, folder, manifest)

    def _read_pointer(self) -> tuple[str, str]:
        try:
            name, digest = self._current.read_text(encoding="ascii").split()
        except FileNotFoundError as error:
            raise EngineError(f"there is no index in {self.location}; run `morgue rebuild PATH` to make one") from error
        except (OSError, ValueError) as error:
            raise EngineError(f"the index in {self.location} cannot be read ({error}); run `morgue rebuild`") from error
        if "/" in name or name.startswith("."):
            raise EngineError(f"{self._current} names no generation; run `morgue rebuild`")
        return name, digest

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
        with (self.location / "lock").open("a+b") as file:
            _lock_file(file.fileno(), self.location)
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
                raise _explained(error, self.location) from error
            finally:
                if self._name_of_current() != folder.name:
                    shutil.rmtree(folder, ignore_errors=True)

    def publish(self, folder: Path, manifest: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        """Writes the manifest, syncs everything, makes the folder current. `known` holds digests of linked files."""
        files = {file.name: known.get(file.name) or _facts_of(file) for file in sorted(folder.iterdir())}
        data = json.dumps({**manifest, "generation": folder.name, "files": files}, ensure_ascii=False).encode()
        (folder / MANIFEST).write_bytes(data)
        for file in folder.iterdir():
            _sync(file)
        for parent in (folder, self._folders, self.location):
            _sync(parent)
        before = self._name_of_current()
        _replace(self._current, f"{folder.name} {hashlib.blake2b(data, digest_size=16).hexdigest()}\n")
        self._sweep(keep=before)

    def _name_of_current(self) -> str | None:
        try:
            return self._read_pointer()[0]
        except EngineError:
            return None

    def _sweep(self, keep: str | None = None) -> None:
        """Removes generations that are neither current nor the one to keep."""
        current = self._name_of_current()
        if not self._folders.is_dir():
            return
        folders = sorted(self._folders.iterdir(), key=lambda folder: folder.name)
        kept = {current, keep or self._before(current, [folder.name for folder in folders])}
        for folder in folders:
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _before(self, current: str | None, names: list[str]) -> str | None:
        """The finished generation before the current one."""
        earlier = [name for name in names if current is not None and name < current]
        finished = [name for name in earlier if (self._folders / name / MANIFEST).is_file()]
        return finished[-1] if finished else None


def digest_of(file: Path) -> str | None:
    """blake2b of a file in hexadecimal, None where it cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with file.open("rb") as stream:
            while data := stream.read(_HASHED_AT_ONCE):
                digest.update(data)
    except OSError:
        return None
    return digest.hexdigest()


def _facts_of(file: Path) -> dict[str, Any]:
    return {"size": file.stat().st_size, "blake2b": digest_of(file)}


def _check_size(file: Path, size: int) -> None:
    try:
        found = file.stat().st_size
    except OSError as error:
        raise EngineError(f"the index file {file} cannot be read ({error}); run `morgue rebuild`") from error
    if found != size:
        raise EngineError(f"the index file {file} has {found} bytes where {size} were written; run `morgue rebuild`")


def _lock_file(descriptor: int, location: Path) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            if time.monotonic() >= until:
                raise LockedError(
                    f"another rebuild or update is at work on {location}; wait until it has ended, then run this again"
                ) from error
            time.sleep(0.02)


def _explained(error: OSError, location: Path) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        free = shutil.disk_usage(location).free // 1_000_000
        return DiskFullError(
            f"the disk of {location} is full ({free} MB free); the index there is as it was: make room and run this again"
        )
    return error


def _new_name() -> str:
    """Sorts by time."""
    return datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ")


def _replace(file: Path, text: str) -> None:
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(text, encoding="ascii")
    _sync(fresh)
    fresh.replace(file)
    _sync(file.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
