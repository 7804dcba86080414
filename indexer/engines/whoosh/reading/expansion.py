"""A term of a query -> places in one field of one segment, through the dictionaries.

Places are two arrays, the first and the last word of each as `article << 32 | position`, sorted by both
and none twice. Wildcards and fuzzy words scan the dictionary of folded forms; more than MOST_FORMS of
them are cut, and the cut is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.reading.postings import Postings
from indexer.engines.whoosh.reading.similarity import near_forms
from indexer.engines.whoosh.storage.sections import Array, bisect
from indexer.engines.whoosh.storage.terms import term_bytes
from indexer.matching.patterns import pattern_test
from indexer.query.tree import Exact, Fuzzy, Wildcard, Word
from indexer.words.analysis import QueryTerms, alternatives, exact_alternatives
from indexer.words.folding import fold

MOST_FORMS = 10_000
CheckTime = Callable[[], None]
"""Raises where the time allowed for a query is over."""

NO_KEYS: Array = np.zeros(0, dtype=np.int64)

_FAR_LONGER = 16
"""Times as long as another, from which a list is looked into for each key of the other."""

_LONG = 1_000
"""Articles of a term from which its list is taken by itself, from those that are kept unpacked."""

_AT_ONCE = 2_000_000
"""Rows of lists that are added up at once, 32 bytes each."""


@dataclass(frozen=True, slots=True)
class Places:
    """Places of a node, sorted. `cut` says that an expansion was capped."""

    first: Array
    last: Array
    cut: bool = False

    @property
    def are_words(self) -> bool:
        """Whether each place is known to be a single word: both arrays are then one."""
        return self.first is self.last

    @property
    def articles(self) -> Array:
        """The article of each place."""
        return np.asarray(self.first >> 32)


NOWHERE = Places(NO_KEYS, NO_KEYS)


def single_terms(word: Word, postings: Postings) -> list[int] | None:
    """The terms whose articles are just those of a word; None where its readings take several words."""
    found: list[int] = []
    for language in postings.languages:
        for terms in alternatives(word.text, language):
            if len(terms) != 1:
                return None
            number = postings.terms.find(term_bytes(language, terms[0].stem))
            if number is not None and number not in found:
                found.append(number)
    return found


def find_places(
    node: Word | Wildcard | Fuzzy | Exact,
    postings: Postings,
    check_time: CheckTime,
    among: Array | None = None,
) -> Places:
    """Where a term stands. Between two of the terms that it stands for, `check_time` may raise.

    `among`, a mask of articles, says in which of them places are asked for: those of others may be left out.
    """
    match node:
        case Word(text):
            rows = [
                _places_of_row(
                    [(term.step, _keys_of_stem(postings, language, term.stem, among)) for term in terms]
                )
                for language in postings.languages
                for terms in alternatives(text, language)
            ]
            return join_places(rows)
        case Exact(text):
            return join_places(
                [_places_of_row(_exact_row(postings, terms, among)) for terms in exact_alternatives(text)]
            )
        case Wildcard() | Fuzzy():
            expansion = expand(node, postings)
            keys = _keys_of_all(postings, expansion.forms, check_time, among)
            return Places(keys, keys, expansion.cut)
    raise AssertionError(node)


def join_places(rows: list[Places]) -> Places:
    """All places of several, none twice."""
    rows = [row for row in rows if len(row.first) or row.cut]
    if not rows:
        return NOWHERE
    if len(rows) == 1:
        return rows[0]
    if all(row.are_words for row in rows):
        keys = sort_keys([row.first for row in rows])
        return Places(keys, keys, any(row.cut for row in rows))
    first, last = np.concatenate([row.first for row in rows]), np.concatenate([row.last for row in rows])
    return sort_places(first, last, cut=any(row.cut for row in rows))


def sort_places(first: Array, last: Array, *, cut: bool = False) -> Places:
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    fresh = np.ones(len(first), dtype=bool)
    fresh[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Places(first[fresh], last[fresh], cut)


def _keys_of_stem(postings: Postings, language: str, stem: str, among: Array | None) -> Array:
    number = postings.terms.find(term_bytes(language, stem))
    return NO_KEYS if number is None else without_repeats(postings.keys_among(number, among))


def _exact_row(postings: Postings, terms: QueryTerms, among: Array | None) -> list[tuple[int, Array]]:
    return [
        (term.step, _keys_of_written(postings, term.written.encode("utf-8", "replace"), among))
        for term in terms
    ]


def _keys_of_written(postings: Postings, written: bytes, among: Array | None) -> Array:
    return sort_keys([postings.keys_of_form(form, among) for form in postings.forms_written(written)])


def sort_keys(lists: list[Array]) -> Array:
    """Ascending lists as one, each key once. A stable sort goes by the runs that are sorted already."""
    if len(lists) < 2:
        return without_repeats(lists[0]) if lists else NO_KEYS
    return without_repeats(np.sort(np.concatenate(lists), kind="stable"))


def _places_of_row(row: list[tuple[int, Array]]) -> Places:
    """Places of forms that stand at their steps behind one first word."""
    if not row:
        return NOWHERE
    bases: Array | None = None
    for step, keys in sorted(row, key=lambda column: len(column[1])):
        shifted = keys - step
        bases = shifted if bases is None else in_both(bases, shifted)
    assert bases is not None
    width = max(step for step, _ in row)
    return Places(bases, bases + width if width else bases)


def is_in(wanted: Array, known: Array) -> Array:
    """Which of `wanted` stand in `known`; both ascending."""
    if not len(known):
        return np.zeros(len(wanted), dtype=bool)
    place = np.searchsorted(known, wanted)
    place[place == len(known)] = 0
    return np.asarray(known[place] == wanted)


def in_both(one: Array, other: Array) -> Array:
    """What stands in two ascending lists without repeats. Lists of like length are merged, which a stable sort does by their runs."""
    few, many = sorted((one, other), key=len)
    if _FAR_LONGER * len(few) < len(many):
        return np.asarray(few[is_in(few, many)])
    merged = np.concatenate((few, many))
    merged.sort(kind="stable")
    return np.asarray(merged[1:][merged[1:] == merged[:-1]])


def without_repeats(keys: Array) -> Array:
    """Ascending keys, each once: two forms of a term may stand at one place."""
    if len(keys) < 2:
        return keys
    fresh = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    return keys if fresh.all() else keys[fresh]


@dataclass(frozen=True, slots=True)
class Expansion:
    """The written forms that a wildcard or a fuzzy word stands for. `cut` says that there are more."""

    forms: Array
    cut: bool = False


def expand(node: Wildcard | Fuzzy, postings: Postings) -> Expansion:
    """The forms, ascending, at most those of MOST_FORMS folded ones."""
    match node:
        case Wildcard(pattern):
            folded = match_pattern(postings, fold(pattern))
        case Fuzzy(text, distance):
            folded = match_fuzzy(postings, fold(text), distance)
    return Expansion(postings.forms_folded(folded[:MOST_FORMS]).astype(np.int64), len(folded) > MOST_FORMS)


def _group_by_term(postings: Postings, forms: Array) -> tuple[Array, list[Array]]:
    """The terms of ascending forms, and which of each one's forms they are."""
    if not len(forms):
        return forms, []
    terms = bisect(postings.first_form, forms, "right") - 1
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    ordinals = forms - postings.first_form[terms]
    return terms[starts], np.split(ordinals, starts[1:])


def count_places(
    postings: Postings, forms: Array, articles: int, check_time: CheckTime
) -> tuple[Array, Array]:
    """The articles that hold one of the forms, and at how many places. No position is unpacked."""
    counts = count_forms(postings, forms, articles, check_time)
    if len(forms) > 1:
        surplus = postings.shared.surplus(forms, len(postings.written), articles)
        if surplus is not None:
            counts -= surplus
    found = np.flatnonzero(counts > 0)
    return found, counts[found].astype(np.int64)


def count_forms(postings: Postings, forms: Array, articles: int, check_time: CheckTime) -> Array:
    """How often the forms stand in each article, two at one place counted twice; whole numbers as floats, as NumPy adds them up."""
    counts: Array | None = None
    waiting: list[tuple[Array, Array]] = []
    rows = 0
    for numbers, times in _lists_of_forms(postings, forms):
        check_time()
        waiting.append((numbers, times))
        rows += len(numbers)
        if rows > _AT_ONCE:
            counts = _add_up(waiting, articles, counts)
            waiting, rows = [], 0
    return _add_up(waiting, articles, counts)


def _lists_of_forms(postings: Postings, forms: Array) -> Iterator[tuple[Array, Array]]:
    """(articles, how often) of the forms: a pair a long list or a term of which only some forms are meant, one for all terms that lie beside each other else."""
    terms, ordinals = _group_by_term(postings, forms)
    sizes = np.fromiter(map(len, ordinals), dtype=np.int64, count=len(ordinals))
    short = (sizes == postings.forms_of_term[terms]) & (postings.documents[terms] < _LONG)
    for place in np.flatnonzero(~short).tolist():
        yield postings.articles_of_forms(int(terms[place]), ordinals[place])
    for first, last in _runs(terms[short]):
        yield postings.articles_of_range(first, last)


def _add_up(lists: list[tuple[Array, Array]], articles: int, before: Array | None) -> Array:
    if not lists:
        return np.zeros(articles) if before is None else before
    numbers, times = (np.concatenate(part) for part in zip(*lists, strict=True))
    counts = np.bincount(numbers, times, minlength=articles)
    return counts if before is None else before + counts


def _runs(numbers: Array) -> Iterator[tuple[int, int]]:
    """Ascending numbers as ranges (first, behind the last)."""
    if len(numbers):
        for run in np.split(numbers, np.flatnonzero(np.diff(numbers) != 1) + 1):
            yield int(run[0]), int(run[-1]) + 1


def _keys_of_all(postings: Postings, forms: Array, check_time: CheckTime, among: Array | None) -> Array:
    """Places of ascending forms, each once."""
    terms, ordinals = _group_by_term(postings, forms)
    keys = []
    for term, of_term in zip(terms.tolist(), ordinals, strict=True):
        check_time()
        keys.append(postings.keys_of_forms(term, of_term, among))
    return sort_keys(keys)


_ANY_LETTER = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"


def match_pattern(postings: Postings, pattern: str) -> Array:
    """Numbers of the folded forms, ascending, that a pattern with `*` and `?` fits."""
    pattern = re.sub(r"\*+", "*", pattern)
    literals = re.split(r"[*?]", pattern)
    head, longest = literals[0], max(literals, key=len)
    if pattern == head + "*":
        chosen = postings.folded.find_prefix(head.encode())
        return np.arange(chosen.start, chosen.stop)
    if longest and pattern.count("*") <= 2:
        # two stars backtrack over one word at most once a letter
        return postings.folded.scan(_expression(pattern), longest.encode())
    fits = pattern_test(pattern)
    numbers = (number for number, form in enumerate(postings.folded) if fits(form.decode()))
    return np.fromiter(numbers, dtype=np.int64)


def _expression(pattern: str) -> bytes:
    pieces = {"*": rb"[^\n]*", "?": _ANY_LETTER}
    return b"".join(pieces.get(letter) or re.escape(letter.encode()) for letter in pattern)


def match_fuzzy(postings: Postings, wanted: str, distance: int) -> Array:
    """Numbers of the folded forms, ascending, at most `distance` edits away."""
    return np.fromiter(
        (number for number, _ in near_forms(postings.folded, postings.shapes, wanted, distance)),
        dtype=np.int64,
    )
