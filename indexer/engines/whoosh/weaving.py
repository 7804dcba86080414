"""Several segments -> one, on arrays: no article is read again, no word looked at twice.

What lives keeps its order, segment after segment, under new numbers. Columns and lists by article are laid
end to end; stored blocks are copied as they are, but for those that hold a dead article. Dictionaries are
joined and sorted; since each segment's terms are sorted too, a range of joined terms is a range of each
segment's, so postings are woven range by range, in memory that does not grow with the archive.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines.contract import Batch
from indexer.engines.whoosh.columns import SINGLE_VALUED
from indexer.engines.whoosh.dictionary import write_strings
from indexer.engines.whoosh.inversion import write_forms
from indexer.engines.whoosh.joined_dictionary import JoinedDictionary
from indexer.engines.whoosh.packing import ListSpool, take_steps, write_lists
from indexer.engines.whoosh.postings import Postings
from indexer.engines.whoosh.sections import Array, SectionWriter
from indexer.engines.whoosh.segment import Segment
from indexer.engines.whoosh.segment_writer import SUFFIX, WORD_FIELDS, write_ids
from indexer.engines.whoosh.shared_places import SharedRows, join_shared_rows, write_shared_places
from indexer.engines.whoosh.store import StoreWriter, living_blocks, write_blocks, write_dictionaries

_COLUMNS = {"first_day": "<i4", "last_day": "<i4", "key": "<i4", "instant": "<i8", "words": "<u4", "body_words": "<u4", "text.positions": "<u4"}  # fmt: skip
_UNITS = ("part", "sentence", "paragraph")


def weave(segments: Sequence[Segment], folder: Path, *, afresh: bool = False) -> Batch:
    """Writes the living articles of some segments as one new segment into `folder`.

    `afresh`: stored articles are compressed anew, by what living ones have in common: a dictionary is made of pieces of
    articles, and may hold some of one that is gone.
    """
    name = uuid.uuid4().hex[:16]
    numbers = _renumber(segments)
    with SectionWriter(folder / f"{name}{SUFFIX}") as writer:
        for field in ("text", *WORD_FIELDS):
            _weave_postings(writer, field, segments, numbers, folder)
            _let_go(segments)
        _weave_columns(writer, segments)
        _weave_values(writer, segments, numbers)
        _weave_ids(writer, segments)
        for unit in _UNITS:
            _weave_lists(writer, unit, segments)
        (_store_afresh if afresh else _weave_store)(writer, segments)
    return Batch(name=name, count=sum(segment.alive for segment in segments))


def _let_go(segments: Sequence[Segment]) -> None:
    """The pages read so far, so that in the end not all of all segments lies in memory."""
    for segment in segments:
        segment.reader.let_go()


def _renumber(segments: Sequence[Segment]) -> list[Array]:
    """Of each segment's articles, the new number; dead ones have none that counts."""
    before, numbers = 0, []
    for segment in segments:
        numbers.append(np.cumsum(segment.living, dtype=np.int64) - 1 + before)
        before += segment.alive
    return numbers


# What an article has one of, or a list of


def _weave_columns(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    columns = {**_COLUMNS, **{f"{field}.positions": "<u4" for field in WORD_FIELDS}}
    for name, kind in columns.items():
        rows = [segment.reader.array(name)[segment.living] for segment in segments]
        writer.add_array(name, np.concatenate(rows).astype(kind, copy=False))


def _weave_lists(writer: SectionWriter, name: str, segments: Sequence[Segment]) -> None:
    counts, values = [], []
    for segment in segments:
        of_segment, lists = segment.lists_by_article(name)
        counts.append(of_segment[segment.living])
        values.append(lists.read_all(of_segment)[np.repeat(segment.living, of_segment)])
    joined = np.concatenate(counts)
    writer.add_array(f"{name}.counts", joined.astype("<u4"))
    write_lists(writer, name, np.concatenate(values), joined)


def _weave_values(writer: SectionWriter, segments: Sequence[Segment], numbers: Sequence[Array]) -> None:
    """Facets: the values that living articles have, numbered anew."""
    for facet in SINGLE_VALUED:
        columns = [segment.column(facet)[segment.living] for segment in segments]
        values, renumbered = _join_values(facet, segments, columns)
        writer.add_array(facet, np.concatenate(renumbered).astype("<i4"))
        writer.add_bytes(f"{facet}.values", values)
    rows = [segment.tag_rows for segment in segments]
    alive = [segment.living[owners] for segment, (owners, _) in zip(segments, rows, strict=True)]
    tags = [of_segment[mask] for (_, of_segment), mask in zip(rows, alive, strict=True)]
    values, renumbered = _join_values("tag", segments, tags)
    owners = np.concatenate(
        [new[owners[mask]] for new, (owners, _), mask in zip(numbers, rows, alive, strict=True)]
    )
    joined = np.concatenate(renumbered)
    # new numbers need not rise where the old ones did
    order = np.lexsort((joined, owners))
    counts = np.bincount(owners, minlength=sum(segment.alive for segment in segments))
    writer.add_array("tag.counts", counts.astype("<u4"))
    write_lists(writer, "tag", joined[order], counts)
    writer.add_bytes("tag.values", values)


def _join_values(
    facet: Any, segments: Sequence[Segment], columns: Sequence[Array]
) -> tuple[bytes, list[Array]]:
    """The values that occur, as a section, and each column with their new numbers."""
    known: dict[str, int] = {}
    renumbered = []
    for segment, column in zip(segments, columns, strict=True):
        values = segment.values(facet)
        new = np.zeros(len(values) + 1, dtype=np.int64)
        for number in np.flatnonzero(np.bincount(column, minlength=len(values) + 1)[1:]):
            new[number + 1] = known.setdefault(values[number], len(known) + 1)
        renumbered.append(new[column])
    return json.dumps(list(known), ensure_ascii=False, separators=(",", ":")).encode(), renumbered


def _weave_ids(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    write_ids(
        writer,
        [
            identifier
            for segment in segments
            for identifier, lives in zip(segment.ids, segment.living.tolist(), strict=True)
            if lives
        ],
    )


def _weave_store(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    known = {dictionary.number: dictionary for segment in segments for dictionary in segment.dictionaries.all}
    write_dictionaries(writer, list(known.values()))
    for name in ("head", "article"):
        stores = [(segment.heads if name == "head" else segment.store, segment) for segment in segments]
        write_blocks(writer, name, [living_blocks(store, segment.living) for store, segment in stores])


def _store_afresh(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    store = StoreWriter()
    for segment in segments:
        for number in np.flatnonzero(segment.living).tolist():
            store.add(segment.heads.read_bytes(number), segment.store.read_bytes(number))
    store.write(writer)


# Postings


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


def _weave_postings(
    writer: SectionWriter, field: str, segments: Sequence[Segment], numbers: Sequence[Array], folder: Path
) -> None:
    dictionary = JoinedDictionary([segment.postings[field] for segment in segments])
    spools = {part: ListSpool(folder) for part in ("document", "frequency", "position", "ordinal")}
    woven = []
    for first, last in dictionary.ranges():
        of_range = _weave_range(dictionary, segments, numbers, first, last)
        spools["document"].add(of_range.steps, of_range.documents)
        spools["frequency"].add(of_range.frequencies, of_range.documents)
        spools["position"].add(of_range.moves, of_range.places)
        spools["ordinal"].add(of_range.ordinals, of_range.ordinal_counts)
        woven.append((of_range.terms, of_range.forms, of_range.documents, of_range.places))
        _let_go(segments)
    for part, spool in spools.items():
        spool.write(writer, f"{field}.{part}")
    terms = np.concatenate([np.zeros(0, dtype=bool), *(row[0] for row in woven)])
    forms = np.concatenate([np.zeros(0, dtype=bool), *(row[1] for row in woven)])
    for name, kind, place in (("documents", "<u4", 2), ("places", "<u8", 3)):
        counts = np.concatenate([np.zeros(0, dtype=np.int64), *(row[place] for row in woven)])
        writer.add_array(f"{field}.{name}", counts.astype(kind))
    ranked, first_form = dictionary.living(terms, forms)
    write_strings(writer, f"{field}.term", [dictionary.terms[number] for number in np.flatnonzero(terms)])
    write_forms(writer, field, ranked, first_form)
    _weave_shared_places(writer, field, dictionary, segments, numbers, np.cumsum(forms) - 1)


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
