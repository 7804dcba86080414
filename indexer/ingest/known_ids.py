"""Ids that were met before, with a number each, in a file of twelve bytes an id that is checked when it is read.

Ids are kept as digests, in order. What the number says, and what to do about a damaged file, the caller knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.checked_file import DIGEST_BYTES, ChangedError, digest, replace

_ROW = np.dtype([("id", "<i8"), ("number", "<u4")])


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Each id once: digests, ascending, and the number of each. Two arrays, as NumPy would copy a column of rows at each look-up."""

    digests: NDArray[np.int64]
    numbers: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.digests)

    def number_of(self, identifier: str) -> int | None:
        """The number of an id, None for one that is not known."""
        wanted = _digest_of(identifier)
        place = int(np.searchsorted(self.digests, wanted))
        if place == len(self.digests) or self.digests[place] != wanted:
            return None
        return int(self.numbers[place])

    def largest(self) -> int:
        """The largest number of all; 0 where there is no id."""
        return int(self.numbers.max(initial=0))

    def with_new(self, identifiers: Iterable[str], number: int) -> KnownIds:
        """These too, those that are new with this number; itself where none is."""
        fresh = np.setdiff1d(np.fromiter(map(_digest_of, identifiers), dtype=np.int64), self.digests)
        if not len(fresh):
            return self
        digests = np.concatenate((self.digests, fresh))
        numbers = np.concatenate((self.numbers, np.full(len(fresh), number, dtype=np.uint32)))
        order = np.argsort(digests)
        return KnownIds(digests[order], numbers[order])


def read_known_ids(file: Path, magic: bytes) -> KnownIds:
    """What was written behind a magic; nothing where there is no file. Raises ChangedError where it is damaged, OSError."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return KnownIds(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint32))
    head, body = data[: len(magic) + DIGEST_BYTES], data[len(magic) + DIGEST_BYTES :]
    if head != magic + digest(body):
        raise ChangedError
    rows = np.frombuffer(body, dtype=_ROW)
    return KnownIds(rows["id"].copy(), rows["number"].copy())


def write_known_ids(file: Path, magic: bytes, known: KnownIds) -> None:
    """Replaces the file. Raises OSError."""
    rows = np.empty(len(known), dtype=_ROW)
    rows["id"], rows["number"] = known.digests, known.numbers
    body = rows.tobytes()
    replace(file, magic + digest(body) + body)


def _digest_of(identifier: str) -> int:
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest(), "big", signed=True)
