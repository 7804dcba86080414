"""Forms at places -> rows sorted by term, article and position, behind which nothing is looked up.

In: rows in the order of the stream, and of each form its term and which of the term's forms it is (its ordinal). A row
becomes one number, in which term, article, position and ordinal have as many bits as this batch needs: one sort of
numbers puts all in order, in two thirds of the time that it takes to sort where they stand and fetch them from there. Where
the four need more than KEY_BITS together (an article of millions of words among very many), that is done all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from indexer.engines.whoosh.storage.sections import Array

KEY_BITS = 64
"""Of the number that a row becomes."""

ROWS_AT_ONCE = 60_000
"""Rows that one step works on, some 6 MB: more of it would go through the processor's caches and not stay there."""

_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)


class SortedRows(Protocol):
    """Rows by term, those of a term in the order of the stream."""

    def starts(self, terms: int) -> Array:
        """The first row of each term, and behind the last one how many rows there are."""

    def places(self, rows: slice) -> tuple[Array, Array]:
        """(articles, positions), 64-bit numbers."""

    def ordinals(self, rows: slice, chosen: Array) -> Array:
        """Which of their terms' forms the rows are, of those rows that the mask has chosen."""


def sort_rows(form: Array, place: Array, longest: int, term: Array, ordinal: Array) -> SortedRows:
    """`place`: an article, and a position in the lower half, ascending. `longest`: positions of the longest article. `term`, `ordinal`: of each form."""
    articles = int(place[-1] >> _HALF) + 1 if len(place) else 0
    terms = int(term.max(initial=0)) + 1
    bits = articles.bit_length(), longest.bit_length(), int(ordinal.max(initial=0)).bit_length()
    if terms.bit_length() + sum(bits) > KEY_BITS:
        return _sort_by_term(form, place, term, ordinal)
    return _pack(form, place, bits, term, ordinal)


@dataclass(frozen=True, slots=True)
class _Packed:
    """`keys`: from above, a row's term, article, position and ordinal, in so many `bits` each but for the term."""

    keys: Array
    bits: tuple[int, int, int]

    def starts(self, terms: int) -> Array:
        return _starts(self.keys, terms, sum(self.bits))

    def places(self, rows: slice) -> tuple[Array, Array]:
        article, position, ordinal = self.bits
        keys = self.keys[rows] >> np.uint64(ordinal)
        positions = (keys & _mask(position)).astype(np.int64)
        return ((keys >> np.uint64(position)) & _mask(article)).astype(np.int64), positions

    def ordinals(self, rows: slice, chosen: Array) -> Array:
        return np.asarray(self.keys[rows][chosen] & _mask(self.bits[2]))


def _pack(form: Array, place: Array, bits: tuple[int, int, int], term: Array, ordinal: Array) -> _Packed:
    _, position, last = bits
    of_form = (term.astype(np.uint64) << np.uint64(sum(bits))) | ordinal.astype(np.uint64)
    keys = np.empty(len(form), dtype=np.uint64)
    for start in range(0, len(form), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        packed = of_form[form[rows]]
        packed |= (place[rows] >> _HALF) << np.uint64(position + last)
        packed |= (place[rows] & _LOWER) << np.uint64(last)
        keys[rows] = packed
    keys.sort()
    return _Packed(keys, bits)


def _mask(bits: int) -> Any:
    return np.uint64((1 << bits) - 1)


def _starts(keys: Array, terms: int, bits: int) -> Array:
    """Where the rows of each term begin, which stands above so many bits."""
    return np.asarray(np.searchsorted(keys, np.arange(terms + 1, dtype=np.uint64) << np.uint64(bits)))


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """`keys`: a row's term and, in the lower half, where it stood in the stream."""

    keys: Array
    form: Array
    place: Array
    ordinal: Array

    def starts(self, terms: int) -> Array:
        return _starts(self.keys, terms, 32)

    def places(self, rows: slice) -> tuple[Array, Array]:
        places = self.place[self._stood(rows)]
        return (places >> _HALF).astype(np.int64), (places & _LOWER).astype(np.int64)

    def ordinals(self, rows: slice, chosen: Array) -> Array:
        return np.asarray(self.ordinal[self.form[self._stood(rows)[chosen]]])

    def _stood(self, rows: slice) -> Array:
        return np.asarray((self.keys[rows] & _LOWER).astype(np.int64))


def _sort_by_term(form: Array, place: Array, term: Array, ordinal: Array) -> _LookedUp:
    keys = np.arange(len(form), dtype=np.uint64)
    for start in range(0, len(form), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        keys[rows] |= term[form[rows]].astype(np.uint64) << _HALF
    keys.sort()
    return _LookedUp(keys, form, place, ordinal)
