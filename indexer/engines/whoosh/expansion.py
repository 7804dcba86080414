"""A term of a query -> places in one field of one segment, through the dictionaries.

Places are two arrays, the first and the last word of each as `article << 32 | position`, sorted by both
and none twice. Wildcards and fuzzy words scan the dictionary of folded forms; more than MOST_FORMS of
them are cut, and the cut is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indexer.analysis import QueryTerms, alternatives, exact_alternatives
from indexer.engines.whoosh.postings import Postings
from indexer.engines.whoosh.sections import Array
from indexer.engines.whoosh.surfaces import term_bytes
from indexer.folding import fold
from indexer.patterns import pattern_test, within_edits
from indexer.query.tree import Exact, Fuzzy, Wildcard, Word

MOST_FORMS = 10_000
NO_KEYS: Array = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Places:
    """Places of a node, sorted. `cut` says that an expansion was capped."""

    first: Array
    last: Array
    cut: bool = False

    @property
    def articles(self) -> Array:
        """The article of each place."""
        return np.asarray(self.first >> 32)


NOWHERE = Places(NO_KEYS, NO_KEYS)


def single_terms(word: Word, postings: Postings, languages: tuple[str, ...]) -> list[int] | None:
    """The terms whose articles are just those of a word; None where its readings take several words."""
    found: list[int] = []
    for language in languages:
        for terms in alternatives(word.text, language):
            if len(terms) != 1:
                return None
            number = postings.terms.find(term_bytes(language, terms[0].stem))
            if number is not None and number not in found:
                found.append(number)
    return found


def find_places(
    node: Word | Wildcard | Fuzzy | Exact, postings: Postings, languages: tuple[str, ...]
) -> Places:
    """Where a term stands."""
    match node:
        case Word(text):
            rows = [
                _places_of_row([(term.step, _keys_of_stem(postings, language, term.stem)) for term in terms])
                for language in languages
                for terms in alternatives(text, language)
            ]
            return join_places(rows)
        case Exact(text):
            return join_places(
                [_places_of_row(_exact_row(postings, terms)) for terms in exact_alternatives(text)]
            )
        case Wildcard(pattern):
            return _places_of_folded(postings, match_pattern(postings, fold(pattern)))
        case Fuzzy(text, distance):
            return _places_of_folded(postings, match_fuzzy(postings, fold(text), distance))
    raise AssertionError(node)


def join_places(rows: list[Places]) -> Places:
    """All places of several, none twice."""
    rows = [row for row in rows if len(row.first) or row.cut]
    if not rows:
        return NOWHERE
    if len(rows) == 1:
        return rows[0]
    first, last = np.concatenate([row.first for row in rows]), np.concatenate([row.last for row in rows])
    return sort_places(first, last, cut=any(row.cut for row in rows))


def sort_places(first: Array, last: Array, *, cut: bool = False) -> Places:
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    fresh = np.ones(len(first), dtype=bool)
    fresh[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Places(first[fresh], last[fresh], cut)


def _keys_of_stem(postings: Postings, language: str, stem: str) -> Array:
    number = postings.terms.find(term_bytes(language, stem))
    return NO_KEYS if number is None else without_repeats(postings.keys_of(number))


def _exact_row(postings: Postings, terms: QueryTerms) -> list[tuple[int, Array]]:
    return [
        (term.step, _keys_of_written(postings, term.written.encode("utf-8", "replace"))) for term in terms
    ]


def _keys_of_written(postings: Postings, written: bytes) -> Array:
    keys = [postings.keys_of_form(form) for form in postings.forms_written(written)]
    return np.unique(np.concatenate(keys)) if keys else NO_KEYS


def _places_of_row(row: list[tuple[int, Array]]) -> Places:
    """Places of forms that stand at their steps behind one first word."""
    if not row:
        return NOWHERE
    bases: Array | None = None
    for step, keys in sorted(row, key=lambda column: len(column[1])):
        shifted = keys - step
        bases = shifted if bases is None else bases[is_in(bases, shifted)]
    assert bases is not None
    return Places(bases, bases + max(step for step, _ in row))


def is_in(wanted: Array, known: Array) -> Array:
    """Which of `wanted` stand in `known`; both ascending."""
    if not len(known):
        return np.zeros(len(wanted), dtype=bool)
    place = np.searchsorted(known, wanted)
    place[place == len(known)] = 0
    return np.asarray(known[place] == wanted)


def without_repeats(keys: Array) -> Array:
    """Ascending keys, each once: two forms of a term may stand at one place."""
    if len(keys) < 2:
        return keys
    fresh = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    return keys if fresh.all() else keys[fresh]


def _places_of_folded(postings: Postings, folded: Array) -> Places:
    cut = len(folded) > MOST_FORMS
    forms = postings.forms_folded(folded[:MOST_FORMS])
    if not len(forms):
        return Places(NO_KEYS, NO_KEYS, cut)
    terms = np.searchsorted(postings.first_form, forms, side="right") - 1
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    keys = [
        postings.keys_of_forms(int(terms[start]), group - int(postings.first_form[terms[start]]))
        for start, group in zip(starts, np.split(forms.astype(np.int64), starts[1:]), strict=True)
    ]
    joined = np.unique(np.concatenate(keys))
    return Places(joined, joined, cut)


_ANY_LETTER = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"


def match_pattern(postings: Postings, pattern: str) -> Array:
    """Numbers of the folded forms that a pattern with `*` and `?` fits."""
    pattern = re.sub(r"\*+", "*", pattern)
    head = re.split(r"[*?]", pattern, maxsplit=1)[0].encode()
    if pattern == head.decode() + "*":
        return np.arange(len(postings.folded))[slice(*_bounds(postings.folded.find_prefix(head)))]
    if pattern.count("*") <= 2:
        # two stars backtrack over one word at most once a letter
        return postings.folded.scan(_expression(pattern))
    fits = pattern_test(pattern)
    numbers = (number for number, form in enumerate(postings.folded) if fits(form.decode()))
    return np.fromiter(numbers, dtype=np.int64)


def _bounds(numbers: range) -> tuple[int, int]:
    return numbers.start, numbers.stop


def _expression(pattern: str) -> bytes:
    pieces = {"*": rb"[^\n]*", "?": _ANY_LETTER}
    return b"".join(pieces.get(letter) or re.escape(letter.encode()) for letter in pattern)


def match_fuzzy(postings: Postings, wanted: str, distance: int) -> Array:
    """Numbers of the folded forms at most `distance` edits away.

    A form that is near shares one of the word's `_pieces` unchanged: those are found in C, and measured.
    """
    pieces = [piece.encode() for piece in sorted(_pieces(wanted, distance))]
    if len(wanted) <= distance + 1 or b"" in pieces:
        expression = b"".join(
            (rb"(?:", _ANY_LETTER, rb"){%d,%d}" % (max(1, len(wanted) - distance), len(wanted) + distance))
        )
    else:
        expression = rb"[^\n]*?(?:" + b"|".join(map(re.escape, pieces)) + rb")[^\n]*"
    near = postings.folded.scan(expression)
    kept = [
        int(number)
        for number in near
        if within_edits(wanted, postings.folded[int(number)].decode(), distance)
    ]
    return np.array(kept, dtype=np.int64)


def _pieces(word: str, distance: int) -> set[str]:
    """Pieces of which a word `distance` edits away keeps one: its parts, and where a swap lies on a cut, the parts of the swapped word."""
    if distance == 0:
        return {word}
    cuts = [len(word) * part // (distance + 1) for part in range(distance + 2)]
    found = {word[start:end] for start, end in pairwise(cuts)}
    for cut in cuts[1:-1]:
        if 0 < cut < len(word):
            found |= _pieces(word[: cut - 1] + word[cut] + word[cut - 1] + word[cut + 1 :], distance - 1)
    return found
