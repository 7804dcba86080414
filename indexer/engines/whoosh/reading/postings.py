"""Reading one field's postings: a term's articles, how often, at which positions, in which written form.

Terms and forms are numbers of the segment's dictionaries. Arrays handed out are sorted and must not be
written to; those used last are kept, so that a word that is asked again costs a look-up.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property

import numpy as np

from indexer.engines.whoosh.reading.similarity import Shapes
from indexer.engines.whoosh.storage.dictionary import SortedStrings, Strings
from indexer.engines.whoosh.storage.number_sets import mask_of
from indexer.engines.whoosh.storage.packing import ListReader, add_up_steps
from indexer.engines.whoosh.storage.sections import Array, SectionReader, count_below
from indexer.engines.whoosh.storage.shared_places import SharedPlaces

CACHED_BYTES = 48_000_000
"""Unpacked lists kept for each field of a segment."""


class Postings:
    """The postings of one field of a segment."""

    def __init__(self, reader: SectionReader, field: str) -> None:
        self.terms = Strings(reader, f"{field}.term")
        self.written = Strings(reader, f"{field}.written")
        self.folded = Strings(reader, f"{field}.folded")
        self.first_form = reader.array(f"{field}.first_form")
        self.shared = SharedPlaces(reader, field)
        self._by_spelling = SortedStrings(self.written, reader.array(f"{field}.by_spelling"))
        self._folded_at = reader.array(f"{field}.folded_at")
        self._folded_form = reader.array(f"{field}.folded_form")
        self.documents = reader.array(f"{field}.documents")
        self.places = reader.array(f"{field}.places")
        self._lists = {part: ListReader(reader, f"{field}.{part}") for part in ("document", "frequency", "position", "ordinal")}  # fmt: skip
        self._cache: OrderedDict[tuple[str, int], Array] = OrderedDict()
        self._cached = 0
        self._lock = threading.Lock()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages that articles were stemmed for, from the term dictionary."""
        found: list[str] = []
        number = 0
        while number < len(self.terms):
            language = self.terms[number].split(b":", 1)[0]
            found.append(language.decode())
            number = self.terms.first_at_least(language + b";")
        return tuple(found)

    @cached_property
    def shapes(self) -> Shapes:
        """Of the folded forms."""
        return Shapes.measure(self.folded)

    @cached_property
    def forms_of_term(self) -> Array:
        first_form = self.first_form.astype(np.int64)
        return np.asarray(first_form[1:] - first_form[:-1])

    def articles_of(self, term: int) -> Array:
        return self._kept("articles", term, self._unpack_articles)

    def frequencies_of(self, term: int) -> Array:
        return self._kept("frequencies", term, self._unpack_frequencies)

    def starts_of(self, term: int) -> Array:
        """Which of the term's places is the first of each article."""
        return self._kept("starts", term, self._unpack_starts)

    def positions_of(self, term: int) -> Array:
        """Positions in the order of articles, `frequencies_of` an article."""
        return self._kept("positions", term, self._unpack_positions)

    def keys_of(self, term: int) -> Array:
        """Places as `article << 32 | position`, ascending."""
        return self._kept("keys", term, self._unpack_keys)

    def keys_of_form(self, form: int, among: Array | None = None) -> Array:
        """Places of one written form only; `among` as for `keys_among`."""
        return self.keys_of_forms(*self._term_of(form), among)

    def articles_of_form(self, form: int) -> Array:
        """The articles that hold one written form."""
        return self.articles_of_forms(*self._term_of(form))[0]

    def _term_of(self, form: int) -> tuple[int, Array]:
        """(the term of a form, which of the term's forms it is)."""
        term = count_below(self.first_form, form + 1) - 1
        return term, np.array([form - int(self.first_form[term])])

    def keys_of_forms(self, term: int, ordinals: Array, among: Array | None = None) -> Array:
        """Places of a term at which one of these of its written forms stands; `among` as for `keys_among`."""
        keys, places = self._find_keys(term, among)
        forms = int(self.forms_of_term[term])
        if forms == len(ordinals):
            return keys
        wanted = mask_of(forms, ordinals)
        written = self._lists["ordinal"].read(term, int(self.places[term]))
        return keys[wanted[written if places is None else written[places]]]

    def keys_among(self, term: int, among: Array | None) -> Array:
        """Places of a term, without most of those in articles that are not `among` (a mask of all articles; None is all of them).

        Where few of its articles are wanted, only their positions are unpacked.
        """
        return self._find_keys(term, among)[0]

    def _find_keys(self, term: int, among: Array | None) -> tuple[Array, Array | None]:
        """(keys, which of the term's places they are; None for all)."""
        if among is None:
            return self.keys_of(term), None
        articles = self.articles_of(term)
        chosen = np.flatnonzero(among[articles])
        if 2 * len(chosen) > len(articles):
            return self.keys_of(term), None
        counts = self.frequencies_of(term)[chosen]
        firsts = np.cumsum(counts) - counts
        places = np.arange(int(counts.sum())) + np.repeat(self.starts_of(term)[chosen] - firsts, counts)
        moves = self._lists["position"].read(term, int(self.places[term]))
        return _keys(articles[chosen], moves[places], firsts), places

    def articles_of_forms(self, term: int, ordinals: Array) -> tuple[Array, Array]:
        """The articles that hold a term in one of these of its written forms, and how often."""
        forms = int(self.forms_of_term[term])
        articles, frequencies = self.articles_of(term), self.frequencies_of(term)
        if len(ordinals) == forms:
            return articles, frequencies
        places = int(self.places[term])
        wanted = mask_of(forms, ordinals).take(self._lists["ordinal"].read(term, places))
        running = np.zeros(places + 1, dtype=np.int64)
        np.cumsum(wanted, out=running[1:])
        counts = np.diff(running[self.starts_of(term)], append=running[-1])
        holding = counts > 0
        return articles[holding], counts[holding]

    def forms_written(self, written: bytes) -> list[int]:
        """Form numbers with exactly this spelling: one a language and stem."""
        return self._by_spelling.numbers_of(written)

    def forms_folded(self, folded: Array) -> Array:
        """Form numbers, ascending, of the folded forms with these numbers."""
        pieces = [
            self._folded_form[self._folded_at[number] : self._folded_at[number + 1]] for number in folded
        ]
        return np.sort(np.concatenate(pieces)) if pieces else np.zeros(0, dtype=np.uint32)

    @property
    def folded_rows(self) -> Array:
        """Of each form, the number of the folded form that it folds to."""
        rows = np.zeros(len(self._folded_form), dtype=np.int64)
        rows[self._folded_form] = np.repeat(np.arange(len(self._folded_at) - 1), np.diff(self._folded_at))
        return rows

    def articles_of_range(self, first: int, last: int) -> tuple[Array, Array]:
        """Of terms `first` up to `last`, lists end to end: articles, and how often the term stands in each."""
        counts = self.documents[first:last].astype(np.int64)
        steps = self._lists["document"].read_range(first, last, counts)
        articles = add_up_steps(steps, np.cumsum(counts) - counts, counts)
        return articles, self._lists["frequency"].read_range(first, last, counts).astype(np.int64) + 1

    def moves_of_range(self, first: int, last: int) -> tuple[Array, Array]:
        """Of terms `first` up to `last`, lists end to end: each position less the one before in its article, and the number of its form."""
        counts = self.places[first:last].astype(np.int64)
        moves = self._lists["position"].read_range(first, last, counts)
        several = self.forms_of_term[first:last] > 1
        forms = np.repeat(self.first_form[first:last].astype(np.int64), counts)
        ordinals = self._lists["ordinal"].read_range(first, last, np.where(several, counts, 0))
        forms[np.repeat(several, counts)] += ordinals
        return moves, forms

    def _kept(self, kind: str, term: int, unpack: Callable[[int], Array]) -> Array:
        key = (kind, term)
        with self._lock:
            array = self._cache.get(key)
            if array is not None:
                self._cache.move_to_end(key)
                return array
        array = unpack(term)
        with self._lock:
            if key not in self._cache:
                self._cache[key] = array
                self._cached += array.nbytes
            while self._cached > CACHED_BYTES and len(self._cache) > 1:
                self._cached -= self._cache.popitem(last=False)[1].nbytes
        return array

    def _unpack_articles(self, term: int) -> Array:
        steps = self._lists["document"].read(term, int(self.documents[term]))
        return np.cumsum(steps, dtype=np.int64)

    def _unpack_frequencies(self, term: int) -> Array:
        return self._lists["frequency"].read(term, int(self.documents[term])).astype(np.int64) + 1

    def _unpack_starts(self, term: int) -> Array:
        frequencies = self.frequencies_of(term)
        return np.cumsum(frequencies) - frequencies

    def _unpack_positions(self, term: int) -> Array:
        moves = self._lists["position"].read(term, int(self.places[term]))
        return add_up_steps(moves, self.starts_of(term), self.frequencies_of(term))

    def _unpack_keys(self, term: int) -> Array:
        moves = self._lists["position"].read(term, int(self.places[term]))
        return _keys(self.articles_of(term), moves, self.starts_of(term))


def _keys(articles: Array, moves: Array, firsts: Array) -> Array:
    """`article << 32 | position` of each move, by one running sum in which an article's first move also takes the step from the article before."""
    steps = (articles << 32) - (np.cumsum(moves, dtype=np.int64)[firsts] - moves[firsts])
    steps[1:] -= steps[:-1].copy()
    keys = moves.astype(np.int64)
    keys[firsts] += steps
    return np.asarray(np.cumsum(keys, out=keys))
