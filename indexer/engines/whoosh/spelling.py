"""A word that was typed -> the words of the archive that may have been meant, by the rules of `engines.spelling`.

The dictionary of folded forms is compared with the word by whole-array operations, a stretch of it at a
time. How many living articles hold a candidate is counted only while it may still be among the first.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from indexer.engines.contract import Spelling
from indexer.engines.spelling import edits_allowed, likelihood
from indexer.engines.whoosh.dictionary import Strings
from indexer.engines.whoosh.sections import Array
from indexer.engines.whoosh.segment import Segment
from indexer.folding import fold

MOST_COUNTED = 200
"""Candidates whose articles are counted exactly; the likeliest few are settled long before."""

_STRETCH = 4_000_000
"""Bytes of the dictionary compared at once: some 80 MB of arrays."""

_FAR = 100


@dataclass(slots=True)
class _Candidate:
    """A folded form near the word, and its number in each segment that has it."""

    form: str
    edits: int
    places: list[tuple[Segment, int]] = field(default_factory=list)

    def most_articles(self) -> int:
        """How many articles may hold it: those of the terms that it belongs to, living or not."""
        return sum(_count_documents(segment, number) for segment, number in self.places)


def find_spellings(segments: Sequence[Segment], word: str, limit: int) -> tuple[Spelling, ...]:
    """The likeliest `limit` words that are no further from `word` than is allowed."""
    wanted = fold(word)
    most = edits_allowed(wanted)
    if not most or limit < 1:
        return ()
    ranked: list[tuple[tuple[int, int, str], Spelling]] = []
    waiting = [
        (-likelihood(candidate.most_articles(), candidate.edits), candidate.form, candidate)
        for candidate in _candidates(segments, wanted, most)
    ]
    heapq.heapify(waiting)
    for _ in range(MOST_COUNTED):
        if not waiting or (len(ranked) >= limit and ranked[limit - 1][0][0] < waiting[0][0]):
            break
        candidate = heapq.heappop(waiting)[2]
        spelling = _count(candidate)
        if spelling.count:
            ranked.append(
                ((-likelihood(spelling.count, candidate.edits), candidate.edits, candidate.form), spelling)
            )
            ranked.sort(key=lambda row: row[0])
    return tuple(spelling for _, spelling in ranked[:limit])


def _candidates(segments: Sequence[Segment], wanted: str, most: int) -> list[_Candidate]:
    found: dict[str, _Candidate] = {}
    for segment in segments:
        folded = segment.postings["text"].folded
        for number, edits in near_forms(folded, wanted, most):
            form = folded[number].decode("utf-8", "replace")
            found.setdefault(form, _Candidate(form, edits)).places.append((segment, number))
    return list(found.values())


def _count_documents(segment: Segment, number: int) -> int:
    postings = segment.postings["text"]
    forms = postings.forms_folded(np.array([number]))
    terms = np.unique(np.searchsorted(postings.first_form, forms, side="right") - 1)
    return int(postings.documents[terms].sum())


def _count(candidate: _Candidate) -> Spelling:
    """The living articles that hold a candidate, and the way in which most of them write it."""
    total = 0
    written: dict[str, int] = {}
    for segment, number in candidate.places:
        postings = segment.postings["text"]
        articles: dict[str, list[Array]] = {}
        for form in postings.forms_folded(np.array([number])):
            spelt = postings.written[int(form)].decode("utf-8", "replace")
            articles.setdefault(spelt, []).append(postings.keys_of_form(int(form)) >> 32)
        for spelt, lists in articles.items():
            written[spelt] = written.get(spelt, 0) + _count_living(segment, lists)
        total += _count_living(segment, [numbers for lists in articles.values() for numbers in lists])
    return Spelling(word=max(written, key=lambda spelt: (written[spelt], spelt)), count=total)


def _count_living(segment: Segment, lists: list[Array]) -> int:
    articles = np.unique(np.concatenate(lists))
    return int(segment.living[articles].sum())


# Distances


def near_forms(forms: Strings, wanted: str, most: int) -> Iterator[tuple[int, int]]:
    """(number, edits) of the forms 1 to `most` edits away, as `patterns.within_edits` counts them."""
    blob, start, before = forms.blob(), 0, 0
    while start < len(blob):
        end = blob.find(b"\n", min(start + _STRETCH, len(blob) - 1)) + 1
        letters = _code_points(blob[start:end])
        ends = np.flatnonzero(letters == ord("\n"))
        starts = np.concatenate(([0], ends[:-1] + 1))
        lengths = ends - starts
        chosen = np.flatnonzero(np.abs(lengths - len(wanted)) <= most)
        edits = _edits(letters, starts[chosen], lengths[chosen], wanted, most)
        for place in np.flatnonzero((edits >= 1) & (edits <= most)):
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
