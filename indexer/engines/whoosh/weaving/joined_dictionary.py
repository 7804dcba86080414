"""The terms and forms of one field of several segments, joined and in order, and where each segment's stand among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.engines.whoosh.reading.postings import Postings
from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.storage.terms import Form
from indexer.engines.whoosh.writing.inversion import blocks_of

PLACES_AT_ONCE = 250_000
"""Positions of a range of terms that are in memory at once, some 150 bytes each; a single term may have more. A term counts as one for each segment."""

LOWER_SHARE = 0.55
"""Of the places, for the process that begins at once: another starts half a second later."""


class JoinedDictionary:
    """The joined terms and forms of one field, and where each segment's stand among them."""

    def __init__(self, postings: Sequence[Postings]) -> None:
        self.postings = postings
        self.terms, self.term_of = _join([list(of_segment.terms) for of_segment in postings])
        self._forms, self._plain_of, self.form_of = self._join_forms()
        counts = np.bincount(
            np.fromiter((term for term, _ in self._forms), dtype=np.int64), minlength=len(self.terms)
        )
        self.first_form = np.concatenate(([0], np.cumsum(counts)))

    def _join_forms(self) -> tuple[list[tuple[int, bytes]], dict[tuple[int, bytes], bytes], list[Array]]:
        """The joined forms in order, each one's plain form, and the number of each segment's. A form that several segments have is held once."""
        known: dict[tuple[int, bytes], int] = {}
        plain_of: dict[tuple[int, bytes], bytes] = {}
        met = []
        for of_segment, term_of in zip(self.postings, self.term_of, strict=True):
            terms = np.repeat(term_of, of_segment.forms_of_term).tolist()
            own = np.empty(len(terms), dtype=np.int64)
            for place, (term, written, plain) in enumerate(
                zip(terms, of_segment.written, _plain_forms(of_segment), strict=True)
            ):
                form = (term, written)
                number = known.get(form)
                if number is None:
                    number = known[form] = len(known)
                    plain_of[form] = written if plain == written else plain
                own[place] = number
            met.append(own)
        forms = sorted(known)
        order = np.empty(len(forms), dtype=np.int64)
        order[np.fromiter(map(known.__getitem__, forms), dtype=np.int64)] = np.arange(len(forms))
        return forms, plain_of, [order[own] for own in met]

    def ranges(self, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int]]:
        """Ranges of joined terms, from `first` up to `last`, that have some PLACES_AT_ONCE."""
        places = self._places()[first:last]
        if len(places):
            for start, stop in blocks_of(places + len(self.postings), PLACES_AT_ONCE):
                yield first + start, first + stop

    def middle(self) -> int:
        """The term below which LOWER_SHARE of all places lie: the same number in each process that joins these segments."""
        before = np.cumsum(self._places())
        return int(np.searchsorted(before, LOWER_SHARE * before[-1])) if len(before) else 0

    def _places(self) -> Array:
        places = np.zeros(len(self.terms), dtype=np.int64)
        for of_segment, term_of in zip(self.postings, self.term_of, strict=True):
            places[term_of] += of_segment.places.astype(np.int64)
        return places

    def living(self, terms: Array, forms: Array) -> tuple[list[Form], Array]:
        """The forms of these masks in order, and the number of each living term's first."""
        alive = np.flatnonzero(forms)
        chosen = [self._forms[number] for number in alive.tolist()]
        ranked = [(self.terms[term], written, self._plain_of[term, written]) for term, written in chosen]
        before = np.concatenate(([0], np.cumsum(forms)))
        return ranked, before[self.first_form[:-1][terms]]


def _join(lists: Sequence[Sequence[bytes]]) -> tuple[list[bytes], list[Array]]:
    """All strings of some lists in order, and the number of each list's among them."""
    strings = sorted(set().union(*lists))
    numbers = {string: number for number, string in enumerate(strings)}
    return strings, [np.fromiter(map(numbers.__getitem__, own), dtype=np.int64) for own in lists]


def _plain_forms(postings: Postings) -> list[bytes]:
    """Each form without case and accents."""
    folded = list(postings.folded)
    return [folded[row] for row in postings.folded_rows.tolist()]
