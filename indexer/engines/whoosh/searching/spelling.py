"""A word that was typed -> the words of the archive that may have been meant, by the rules of `engines.spelling`.

The dictionary of folded forms is compared with the word by whole-array operations, a stretch of it at a
time. How many living articles hold a candidate is counted only while it may still be among the first.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from indexer.engines.contract import Spelling
from indexer.engines.spelling import edits_allowed, likelihood
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.reading.similarity import near_forms
from indexer.engines.whoosh.storage.number_sets import distinct
from indexer.engines.whoosh.storage.sections import Array, bisect
from indexer.words.folding import fold

MOST_COUNTED = 200
"""Candidates whose articles are counted exactly; the likeliest few are settled long before."""


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
        postings = segment.postings["text"]
        folded = postings.folded
        for number, edits in near_forms(folded, postings.shapes, wanted, most):
            if not edits:
                continue
            form = folded[number].decode("utf-8", "replace")
            found.setdefault(form, _Candidate(form, edits)).places.append((segment, number))
    return list(found.values())


def _count_documents(segment: Segment, number: int) -> int:
    postings = segment.postings["text"]
    forms = postings.forms_folded(np.array([number]))
    terms = distinct(bisect(postings.first_form, forms, "right") - 1)
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
    articles = distinct(np.concatenate(lists))
    return int(segment.living[articles].sum())
