"""A word -> the forms of a dictionary that differ from it in few letters, all compared at once by whole-array operations."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indexer.engines.whoosh.dictionary import Strings
from indexer.engines.whoosh.sections import Array

_STRETCH = 4_000_000
"""Bytes of the dictionary compared at once: some 80 MB of arrays."""

_FAR = 100


def near_forms(forms: Strings, wanted: str, most: int) -> Iterator[tuple[int, int]]:
    """(number, edits) of the forms at most `most` edits away, as `patterns.within_edits` counts them."""
    blob, start, before = forms.blob(), 0, 0
    while start < len(blob):
        end = blob.find(b"\n", min(start + _STRETCH, len(blob) - 1)) + 1
        letters = _code_points(blob[start:end])
        ends = np.flatnonzero(letters == ord("\n"))
        starts = np.concatenate(([0], ends[:-1] + 1))
        lengths = ends - starts
        chosen = np.flatnonzero(np.abs(lengths - len(wanted)) <= most)
        edits = _edits(letters, starts[chosen], lengths[chosen], wanted, most)
        for place in np.flatnonzero(edits <= most):
            yield before + int(chosen[place]), int(edits[place])
        start, before = end, before + len(ends)


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
