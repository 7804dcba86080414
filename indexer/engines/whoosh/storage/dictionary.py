"""Sorted byte strings as one blob with offsets: terms, written forms, ids, values of facets.

Looked up by bisection, for the most part on the mapped file, so opening costs nothing and a million strings take
few Python objects. `scan` runs one compiled expression over the whole blob in C.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from indexer.engines.whoosh.storage.number_sets import distinct_of_sorted
from indexer.engines.whoosh.storage.sections import Array, SectionReader, SectionWriter, bisect

LEAD = 128
"""Strings of a stretch: one in so many stays in memory."""


def write_strings(writer: SectionWriter, name: str, strings: Sequence[bytes]) -> None:
    """Writes `strings`, none of which may hold a newline, as sections `name.blob` and `name.at`."""
    blob = b"\n".join(strings) + b"\n" if strings else b""
    lengths = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    ends = np.cumsum(lengths + 1)
    at = np.concatenate(([0], ends))
    writer.add_bytes(f"{name}.blob", blob)
    writer.add_array(f"{name}.at", at.astype("<u4" if len(blob) < 1 << 32 else "<u8"))


class Strings:
    """Strings in the order in which they were written; `find` and `find_prefix` need them sorted."""

    __slots__ = ("_at", "_blob", "_leads")

    def __init__(self, reader: SectionReader, name: str) -> None:
        self._blob = reader.column(f"{name}.blob")
        self._at = reader.array(f"{name}.at")
        self._leads: list[bytes] | None = None

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._blob.cut(int(self._at[number]), int(self._at[number + 1]) - 1).tobytes()

    def __iter__(self) -> Iterator[bytes]:
        blob = self.blob()
        return iter(blob.split(b"\n")[:-1])

    def blob(self) -> bytes:
        return self._blob.cut(0, len(self._blob)).tobytes()

    def starts(self) -> Array:
        """Where each begins in the blob, in which a newline stands behind each."""
        return self._at[:-1].astype(np.int64)

    def find(self, wanted: bytes) -> int | None:
        """The number of a string, None where it is not there."""
        number = self.first_at_least(wanted)
        return number if number < len(self) and self[number] == wanted else None

    def first_at_least(self, wanted: bytes) -> int:
        """Looked for among every LEAD-th string, which stay in memory, then in the stretch behind one."""
        leads = self._leads
        if leads is None:
            leads = self._leads = [self[number] for number in range(0, len(self), LEAD)]
        stretch = bisect_left(leads, wanted) - 1
        if stretch < 0:
            return 0
        first = stretch * LEAD
        return first + bisect_left(self._read(first, min(first + LEAD, len(self))), wanted)

    def _read(self, first: int, last: int) -> list[bytes]:
        blob = self._blob.cut(int(self._at[first]), int(self._at[last])).tobytes()
        return blob.split(b"\n")[:-1]

    def find_prefix(self, prefix: bytes) -> range:
        """Numbers of the strings that start with `prefix`."""
        # no byte of UTF-8 is as high
        return range(self.first_at_least(prefix), self.first_at_least(prefix + b"\xff"))

    def scan(self, expression: bytes, literal: bytes) -> Array:
        """Numbers of the strings that `expression` matches whole; each must hold `literal`, which is looked for in C. Neither may hold a newline."""
        blob = self.blob()
        fits = re.compile(expression).fullmatch
        starts = [found.start() for found in re.finditer(re.escape(literal), blob)]
        rows = distinct_of_sorted(bisect(self._at, np.array(starts, dtype=np.int64), "right") - 1)
        bounds = zip(self._at[rows].tolist(), (self._at[rows + 1] - 1).tolist(), strict=True)
        fitting = [fits(blob, start, end) is not None for start, end in bounds]
        return np.asarray(rows[np.array(fitting, dtype=bool)])


class SortedStrings(Sequence[bytes]):
    """Strings by way of the order that sorts them: place in the order -> string."""

    __slots__ = ("_order", "_strings")

    def __init__(self, strings: Strings, order: Array) -> None:
        self._strings = strings
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, place: Any) -> Any:
        return self._strings[int(self._order[place])]

    def numbers_of(self, wanted: bytes) -> list[int]:
        """The numbers of all strings that are this one."""
        found: list[int] = []
        place = bisect_left(self, wanted)
        while place < len(self) and self[place] == wanted:
            found.append(int(self._order[place]))
            place += 1
        return found
