"""Postings of several segments -> one segment's, range of terms by range of terms, in memory that does not grow with the archive.

Dictionaries are joined and sorted (`joined_dictionary`); since each segment's terms are sorted too, a range of joined terms
is a range of each segment's. Documents get their new numbers, forms theirs; positions stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.engines.whoosh.reading.postings import Postings
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.dictionary import write_strings
from indexer.engines.whoosh.storage.packing import ListSpool, take_steps
from indexer.engines.whoosh.storage.sections import Array, SectionWriter
from indexer.engines.whoosh.storage.shared_places import SharedRows, join_shared_rows, write_shared_places
from indexer.engines.whoosh.weaving.joined_dictionary import JoinedDictionary
from indexer.engines.whoosh.writing.inversion import write_forms

PARTS = ("document", "frequency", "position", "ordinal")
"""Lists of each term: its documents, how often it stands in each, where, and in which of its forms."""

Spools = Mapping[str, ListSpool]
"""One for each of PARTS."""


@dataclass(frozen=True, slots=True)
class WovenTerms:
    """Of a run of joined terms: masks of the terms and of the forms that live, and how many documents and places the living terms have."""

    terms: Array
    forms: Array
    documents: Array
    places: Array


def renumber(segments: Sequence[Segment]) -> list[Array]:
    """Of each segment's articles, the new number; dead ones have none that counts."""
    before, numbers = 0, []
    for segment in segments:
        numbers.append(np.cumsum(segment.living, dtype=np.int64) - 1 + before)
        before += segment.alive
    return numbers


def begin_spools(folder: Path) -> Spools:
    """What waits to be written lies in nameless files in `folder`."""
    return {part: ListSpool(folder) for part in PARTS}


def weave_terms(
    dictionary: JoinedDictionary,
    segments: Sequence[Segment],
    numbers: Sequence[Array],
    ranges: Iterable[tuple[int, int]],
    spools: Spools,
) -> WovenTerms:
    """Weaves the postings of ranges of joined terms that follow each other into spools. `numbers`: of each segment's articles, the new number."""
    nothing = (np.zeros(0, dtype=bool),) * 2 + (np.zeros(0, dtype=np.int64),) * 2
    woven = [nothing]
    for first, last in ranges:
        of_range = _weave_range(dictionary, segments, numbers, first, last)
        spools["document"].add(of_range.steps, of_range.documents)
        spools["frequency"].add(of_range.frequencies, of_range.documents)
        spools["position"].add(of_range.moves, of_range.places)
        spools["ordinal"].add(of_range.ordinals, of_range.ordinal_counts)
        woven.append((of_range.terms, of_range.forms, of_range.documents, of_range.places))
        for segment in segments:
            segment.reader.let_go()
    return WovenTerms(*map(np.concatenate, zip(*woven, strict=True)))


def join_woven(lower: WovenTerms, upper: WovenTerms) -> WovenTerms:
    """Two runs of terms, one behind the other."""
    names = ("terms", "forms", "documents", "places")
    return WovenTerms(*(np.concatenate((getattr(lower, name), getattr(upper, name))) for name in names))


def write_woven(
    writer: SectionWriter,
    field: str,
    woven: WovenTerms,
    spools: Spools,
    dictionary: JoinedDictionary,
    segments: Sequence[Segment],
    numbers: Sequence[Array],
) -> None:
    """Writes all terms of a field, its dictionaries and shared places as sections `field.*`."""
    for part, spool in spools.items():
        spool.write(writer, f"{field}.{part}")
    writer.add_array(f"{field}.documents", woven.documents.astype("<u4"))
    writer.add_array(f"{field}.places", woven.places.astype("<u8"))
    ranked, first_form = dictionary.living(woven.terms, woven.forms)
    write_strings(
        writer, f"{field}.term", [dictionary.terms[number] for number in np.flatnonzero(woven.terms)]
    )
    write_forms(writer, field, ranked, first_form)
    _weave_shared_places(writer, field, dictionary, segments, numbers, np.cumsum(woven.forms) - 1)


def _weave_shared_places(
    writer: SectionWriter,
    field: str,
    dictionary: JoinedDictionary,
    segments: Sequence[Segment],
    numbers: Sequence[Array],
    number_of: Array,
) -> None:
    """`number_of`: of each joined form, the number under which it lives."""
    parts = []
    for segment, form_of, new in zip(segments, dictionary.form_of, numbers, strict=True):
        rows = segment.postings[field].shared.rows()
        lives = segment.living[rows.articles]
        forms = rows.forms[np.repeat(lives, rows.sizes)]
        parts.append(
            SharedRows(
                sizes=rows.sizes[lives],
                forms=number_of[form_of[forms]],
                articles=new[rows.articles[lives]],
                times=rows.times[lives],
            )
        )
    write_shared_places(writer, field, join_shared_rows(parts))


@dataclass(frozen=True, slots=True)
class _Range:
    """The postings of a range of joined terms: what `ListSpool` takes, a list a term that lives, and which terms and forms do."""

    terms: Array
    forms: Array
    documents: Array
    places: Array
    steps: Array
    frequencies: Array
    moves: Array
    ordinals: Array
    ordinal_counts: Array


def _weave_range(
    dictionary: JoinedDictionary, segments: Sequence[Segment], numbers: Sequence[Array], first: int, last: int
) -> _Range:
    pieces = [
        _read_piece(postings, segment, new, term_of, form_of, first, last)
        for postings, segment, new, term_of, form_of in zip(
            dictionary.postings, segments, numbers, dictionary.term_of, dictionary.form_of, strict=True
        )
    ]
    documents = _lay_out([piece.documents for piece in pieces])
    places = _lay_out([piece.places for piece in pieces])
    article = documents.join([piece.articles for piece in pieces])
    form = places.join([piece.forms for piece in pieces])
    terms = places.counts > 0
    ordinals, ordinal_counts, forms = _number_forms(
        form, places.counts, dictionary.first_form[first : last + 1]
    )
    return _Range(
        terms=terms,
        forms=forms,
        documents=documents.counts[terms],
        places=places.counts[terms],
        steps=_steps(article, documents.counts),
        frequencies=documents.join([piece.frequencies for piece in pieces]) - 1,
        moves=places.join([piece.moves for piece in pieces]),
        ordinals=ordinals,
        ordinal_counts=ordinal_counts[terms],
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """One segment's share of a range, dead articles left out. `documents` and `places` count for every joined term of the range."""

    documents: Array
    places: Array
    articles: Array
    frequencies: Array
    moves: Array
    forms: Array


def _read_piece(
    postings: Postings, segment: Segment, new: Array, term_of: Array, form_of: Array, first: int, last: int
) -> _Piece:
    start, stop = (int(number) for number in np.searchsorted(term_of, (first, last)))
    terms = term_of[start:stop] - first
    articles, frequencies = postings.articles_of_range(start, stop)
    moves, forms = postings.moves_of_range(start, stop)
    documents, places = postings.documents[start:stop], postings.places[start:stop].astype(np.int64)
    if segment.alive < segment.articles:
        rows = segment.living[articles]
        at = np.repeat(rows, frequencies)
        documents = _count_kept(rows, documents)
        places = _count_kept(at, places)
        articles, frequencies, moves, forms = articles[rows], frequencies[rows], moves[at], forms[at]
    return _Piece(
        documents=_spread(documents, terms, last - first),
        places=_spread(places, terms, last - first),
        articles=new[articles],
        frequencies=frequencies,
        moves=moves,
        forms=form_of[forms],
    )


def _count_kept(mask: Array, counts: Array) -> Array:
    """How many of each list a mask keeps, lists laid end to end."""
    running = np.concatenate(([0], np.cumsum(mask)))
    ends = np.cumsum(counts, dtype=np.int64)
    return np.asarray(running[ends] - running[ends - counts])


def _spread(counts: Array, terms: Array, width: int) -> Array:
    spread = np.zeros(width, dtype=np.int64)
    spread[terms] = counts
    return spread


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the lists of several segments go in one: term by term, segment after segment. `moved[s]`: by how much each number of segment s moves."""

    counts: Array
    moved: tuple[Array, ...]

    def join(self, values: Sequence[Array]) -> Array:
        if len(values) == 1:
            return values[0]
        joined = np.empty(int(self.counts.sum()), dtype=values[0].dtype)
        for own, moved in zip(values, self.moved, strict=True):
            joined[moved + np.arange(len(own))] = own
        return joined


def _lay_out(counts: Sequence[Array]) -> _Layout:
    by_term = np.stack(counts, axis=1)
    starts = (np.cumsum(by_term) - by_term.ravel()).reshape(by_term.shape)
    moved = tuple(
        np.repeat(starts[:, place] - (np.cumsum(own) - own), own) for place, own in enumerate(counts)
    )
    return _Layout(by_term.sum(axis=1), moved)


def _steps(articles: Array, counts: Array) -> Array:
    """Each article less the one before in its list."""
    return take_steps(articles, (np.cumsum(counts) - counts)[counts > 0])


def _number_forms(form: Array, places: Array, first_form: Array) -> tuple[Array, Array, Array]:
    """(ordinals of terms that have several forms, how many a term, mask of the forms that occur)."""
    local = form - first_form[0]
    used = np.bincount(local, minlength=int(first_form[-1] - first_form[0])) > 0
    before = np.concatenate(([0], np.cumsum(used)))
    firsts = before[first_form - first_form[0]]
    several = firsts[1:] - firsts[:-1] > 1
    chosen = np.repeat(several, places)
    ordinals = before[local[chosen]] - np.repeat(firsts[:-1][several], places[several])
    return ordinals, np.where(several, places, 0), used
