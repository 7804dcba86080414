"""A word -> the forms of a dictionary that differ from it in few letters, all compared at once by whole-array operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indexer.engines.whoosh.storage.dictionary import Strings
from indexer.engines.whoosh.storage.sections import Array

_STRETCH = 4_000_000
"""Bytes of the dictionary measured at once: some 60 MB of arrays."""

_FAR = 100

_BIT = np.zeros(256, dtype=np.uint32)
_BIT[[*range(0x30, 0x3A), *range(0x61, 0x7B)]] = [
    1 << (code & 31) for code in (*range(0x30, 0x3A), *range(0x61, 0x7B))
]
"""Of a byte: the bit that stands for a letter or digit in a signature, none for any other."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Of each form of a dictionary: how many code points it has, and which letters occur in it, a bit a letter."""

    lengths: Array
    signatures: Array

    @classmethod
    def measure(cls, forms: Strings) -> Shapes:
        """Goes through the whole dictionary, some 10 ns a byte, _STRETCH bytes at a time."""
        text, starts = np.frombuffer(forms.blob(), dtype=np.uint8), forms.starts()
        cuts = np.flatnonzero(np.diff(starts // _STRETCH, prepend=-1)).tolist()
        pieces = [_measure(text, starts[first:last]) for first, last in pairwise([*cuts, len(starts)])]
        return cls(
            np.concatenate([np.zeros(0, dtype=np.int32), *(lengths for lengths, _ in pieces)]),
            np.concatenate([np.zeros(0, dtype=np.uint32), *(signatures for _, signatures in pieces)]),
        )

    def near(self, wanted: str, most: int) -> Array:
        """Numbers of the forms that may be at most `most` edits away: an edit changes the length by one, and two letters of the signature at most."""
        signature = np.bitwise_or.reduce(_BIT[np.frombuffer(wanted.encode("utf-8", "replace"), dtype=np.uint8)], initial=0)  # fmt: skip
        differing = self.signatures ^ np.uint32(signature)
        changed = np.bitwise_count(differing)
        return np.flatnonzero((np.abs(self.lengths - len(wanted)) <= most) & (changed <= 2 * most))


def _measure(text: Array, starts: Array) -> tuple[Array, Array]:
    """Lengths and signatures of the forms that begin at these places of `text` and follow each other."""
    first = int(starts[0])
    last = int(starts[-1])
    behind = last + int(np.argmax(text[last:] == ord("\n"))) + 1
    part, inside = text[first:behind], starts - first
    begins_letter = ((part & 0xC0) != 0x80).astype(np.int64)
    # less the line's end
    lengths = np.add.reduceat(begins_letter, inside) - 1
    return lengths.astype(np.int32), np.bitwise_or.reduceat(_BIT[part], inside)


def near_forms(forms: Strings, shapes: Shapes, wanted: str, most: int) -> Iterator[tuple[int, int]]:
    """(number, edits) of the forms at most `most` edits away, ascending, as `patterns.within_edits` counts them."""
    chosen = shapes.near(wanted, most)
    if not len(chosen):
        return
    letters = _code_points(b"".join(forms[number] + b"\n" for number in chosen.tolist()))
    ends = np.flatnonzero(letters == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    edits = _edits(letters, starts, ends - starts, wanted, most)
    near = np.flatnonzero(edits <= most)
    yield from zip(chosen[near].tolist(), edits[near].tolist(), strict=True)


def _code_points(text: bytes) -> Array:
    if text.isascii():
        return np.frombuffer(text, dtype=np.uint8)
    return np.frombuffer(text.decode("utf-8", "replace").encode("utf-32-le"), dtype="<u4")


def _edits(letters: Array, starts: Array, lengths: Array, wanted: str, most: int) -> Array:
    """The distance of each form from `wanted`, more than `most` where it is farther.

    The rows of the table of Damerau 1964 (optimal string alignment) for all forms at once; only cells at
    most `most` beside the diagonal are filled, as no other leads to so short a distance.
    """
    width = len(wanted) + most
    last = len(letters) - 1
    form = [letters[np.minimum(starts + place, last)] for place in range(width)]
    far = np.full(len(starts), _FAR, dtype=np.uint8)
    older, row = [far] * (width + 1), [np.full(len(starts), place, dtype=np.uint8) for place in range(width + 1)]  # fmt: skip
    code = [ord(letter) for letter in wanted]
    for index in range(1, len(wanted) + 1):
        fresh = [far] * (width + 1)
        if index <= most:
            fresh[0] = np.full(len(starts), index, dtype=np.uint8)
        for place in range(max(1, index - most), min(width, index + most) + 1):
            best = np.minimum(row[place], fresh[place - 1]) + np.uint8(1)
            best = np.minimum(best, row[place - 1] + (form[place - 1] != code[index - 1]))
            if index > 1 and place > 1:
                swapped = (form[place - 1] == code[index - 2]) & (form[place - 2] == code[index - 1])
                best = np.where(swapped, np.minimum(best, older[place - 2] + np.uint8(1)), best)
            fresh[place] = best
        older, row = row, fresh
    found: Array = far.copy()
    for place in range(max(0, len(wanted) - most), width + 1):
        np.copyto(found, row[place], where=lengths == place)
    return found
