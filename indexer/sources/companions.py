"""What a file on disk names beside it: bytes by relative names, never from outside the given PATH.

Whatever was asked for is noted with the digest of what was found, so that an update can tell when a file must be read again
because another one has changed, come or gone. Links are followed only to places in the same PATH.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from indexer.sources.roots import below_path, resolve
from indexer.sources.walk import SourceFile, open_regular

MOST_COMPANIONS = 5_000
"""Of one file: an issue has a few hundred pages at most."""

MOST_BYTES = 512_000_000
"""Of all companions of one file."""

LONGEST_NAME = 1_000
MISSING = b""
"""In place of a digest: there was nothing to read."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A companion that was asked for: the name it was asked by, where that is, and blake2b of its bytes (16 bytes), or MISSING."""

    name: str
    disk: str
    digest: bytes


class FolderCompanions:
    """The files that `file` may name beside it; `root` is the given PATH, absolute. `lookups`: what was asked for so far, by name."""

    def __init__(self, file: SourceFile, root: str) -> None:
        self.lookups: dict[str, Lookup] = {}
        self._folder = os.path.dirname(file.disk)  # noqa: PTH120 - a name may not be UTF-8
        self._root = root
        self._left = MOST_BYTES

    def read(self, name: str) -> bytes | str:
        """The bytes of the file that `name` leads to from the folder of this one; why there are none, for people."""
        disk = os.path.normpath(os.path.join(self._folder, name))  # noqa: PTH118
        if not _can_be_name(name) or not below_path(self._root, disk):
            return "it lies outside of the path that was given"
        if len(self.lookups) >= MOST_COMPANIONS:
            return f"it is one of more than {MOST_COMPANIONS:,}"
        found = self._read(disk)
        digest = MISSING if isinstance(found, str) else hashlib.blake2b(found, digest_size=16).digest()
        self.lookups[name] = Lookup(name, disk, digest)
        return found

    def _read(self, disk: str) -> bytes | str:
        try:
            real = resolve(disk)
            if below_path(resolve(self._root), real) is None:
                return "it is a link that leads out of the path that was given"
            with open_regular(real) as stream:
                data = stream.read(self._left + 1)
        except (OSError, ValueError) as error:
            is_missing = isinstance(error, FileNotFoundError)
            return "there is no such file" if is_missing else f"it cannot be read: {error}"
        if len(data) > self._left:
            return f"with it there are more than {MOST_BYTES:,} bytes to read"
        self._left -= len(data)
        return data or "it is empty"


def _can_be_name(name: str) -> bool:
    return "\0" not in name and len(name) <= LONGEST_NAME and not any("\ud800" <= c <= "\udfff" for c in name)
