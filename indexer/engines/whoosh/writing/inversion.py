"""Chunk numbers of a batch of articles -> postings, by sorting whole arrays and no loop over words.

In: a stream of chunk numbers laid end to end, how many each article has, and what they mean. Out: `Occurrences`,
which `write_postings` sorts by term, article and position and packs into a segment file; and the positions at which
the parts, sentences and paragraphs of each article begin. A *place* is an article and a position there in one
number, the article in the upper half.

Memory: each step goes over a part of the rows at a time, since its work takes some 100 bytes a row; what stays of a
batch between the steps is 12 bytes a row, and 12 more while its rows are sorted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from indexer.engines.whoosh.storage.dictionary import write_strings
from indexer.engines.whoosh.storage.number_sets import distinct, spread_ranges
from indexer.engines.whoosh.storage.packing import ListSpool, take_steps
from indexer.engines.whoosh.storage.sections import Array, SectionWriter
from indexer.engines.whoosh.storage.shared_places import find_shared_rows, write_shared_places
from indexer.engines.whoosh.storage.terms import Form
from indexer.engines.whoosh.writing.meanings import GAP_MEANING, Meanings, settle
from indexer.engines.whoosh.writing.sorted_rows import ROWS_AT_ONCE, SortedRows, sort_rows

PLACES_AT_ONCE = 250_000
"""Places of the lists that one step packs, some 25 MB: with fewer, the steps' beginnings would take longer than the steps."""


_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Placed:
    """What each chunk of a stream means and the place at which it begins. `length`: positions an article takes."""

    meaning: Array
    place: Array
    length: Array


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One row a form at a place, in the order of the stream: form number and place. `second`: the rows that stand behind another one of the same place; `longest`: positions of the longest article."""

    form: Array
    place: Array
    second: Array
    longest: int


def place_chunks(numbers: Array, counts: Array, meanings: Meanings) -> Placed:
    """The chunks of articles that have `counts` of them each. Positions count from 0 in each article."""
    blocks = []
    ends = np.cumsum(counts)
    for first, last in blocks_of(counts, ROWS_AT_ONCE):
        rows = slice(int(ends[first - 1]) if first else 0, int(ends[last - 1]) if last else 0)
        blocks.append(_place_block(numbers[rows], counts[first:last], meanings, first))
    return Placed(
        meaning=np.concatenate([block.meaning for block in blocks]),
        place=np.concatenate([block.place for block in blocks]),
        length=np.concatenate([block.length for block in blocks]),
    )


def _place_block(numbers: Array, counts: Array, meanings: Meanings, first_article: int) -> Placed:
    meaning = settle(numbers, counts, meanings)
    running = np.concatenate(([0], np.cumsum(meanings.width[meaning])))
    ends = np.cumsum(counts)
    before = running[ends - counts]
    articles = np.arange(first_article, first_article + len(counts)) << 32
    place = running[:-1] + np.repeat(articles - before, counts)
    return Placed(meaning, place.astype(np.uint64), (running[ends] - before).astype(np.uint32))


def blocks_of(counts: Array, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of lists that have some `most` rows together; a single list may have more."""
    batch = np.cumsum(counts, dtype=np.int64) // most
    cuts = np.flatnonzero(np.diff(batch, prepend=-1))
    yield from pairwise([*cuts.tolist(), len(counts)])


def expand_forms(placed: Placed, meanings: Meanings) -> Occurrences:
    """The forms that the chunks hold, in the order of the stream."""
    blocks = [
        _expand_block(placed, meanings, slice(start, start + ROWS_AT_ONCE))
        for start in range(0, max(len(placed.meaning), 1), ROWS_AT_ONCE)
    ]
    before = np.cumsum([0, *(len(forms) for forms, _, _ in blocks[:-1])])
    return Occurrences(
        form=np.concatenate([forms for forms, _, _ in blocks]),
        place=np.concatenate([places for _, places, _ in blocks]),
        second=np.concatenate([rows + first for (_, _, rows), first in zip(blocks, before, strict=True)]),
        longest=int(placed.length.max(initial=0)),
    )


def _expand_block(placed: Placed, meanings: Meanings, rows: slice) -> tuple[Array, Array, Array]:
    """(forms, places, which of these rows stand behind another one of the same place)."""
    meaning = placed.meaning[rows]
    first = meanings.first_piece[meaning]
    pieces = meanings.first_piece[meaning + 1] - first
    row = spread_ranges(first, pieces)
    place = np.repeat(placed.place[rows], pieces) + meanings.piece_step[row]
    return meanings.piece_form[row], place, np.flatnonzero(meanings.piece_second[row])


def starts_of_parts(placed: Placed) -> tuple[Array, Array]:
    """(positions, how many an article): where the title (always 0), summary, body and each caption begin."""
    gaps = placed.place[placed.meaning == GAP_MEANING]
    return _with_zero(_article(gaps), _position(gaps) + 1, len(placed.length))


def starts_of_units(
    placed: Placed, meanings: Meanings, parts: tuple[Array, Array], *, paragraphs: bool
) -> tuple[Array, Array]:
    """(positions, how many an article): where sentences, or paragraphs, begin; every part begins one.

    A summary has sentences and a body both; a title or a caption is one sentence, a summary one paragraph.
    """
    starts, counts = parts
    first_part = np.cumsum(counts) - counts
    summary, body = starts[first_part + 1], starts[first_part + 2]
    after_body = np.where(counts > 3, starts[np.minimum(first_part + 3, len(starts) - 1)], placed.length + 1)
    found = _places_of_ends(placed, meanings, paragraphs=paragraphs)
    article, position = _article(found), _position(found)
    first = (body if paragraphs else summary)[article]
    found = found[(position > first) & (position + 1 < after_body[article])]
    of_parts = np.repeat(np.arange(len(counts), dtype=np.uint64) << _HALF, counts) | starts
    found = distinct(np.concatenate((found, of_parts)))
    return _position(found), np.bincount(_article(found), minlength=len(counts))


def _places_of_ends(placed: Placed, meanings: Meanings, *, paragraphs: bool) -> Array:
    """Where sentences, or paragraphs, end: a paragraph ends a sentence, too."""
    rows = np.flatnonzero((np.diff(meanings.first_end) > 0)[placed.meaning])
    first = meanings.first_end[placed.meaning[rows]]
    ends = meanings.first_end[placed.meaning[rows] + 1] - first
    at = spread_ranges(first, ends)
    places = np.repeat(placed.place[rows], ends) + meanings.end_step[at]
    return places[meanings.end_boundary[at] == 2] if paragraphs else places


def _article(place: Array) -> Array:
    return np.asarray((place >> _HALF).astype(np.int64))


def _position(place: Array) -> Array:
    return np.asarray((place & _LOWER).astype(np.uint32))


def _with_zero(article: Array, position: Array, articles: int) -> tuple[Array, Array]:
    """Adds position 0 before each article's own."""
    counts = np.bincount(article, minlength=articles) + 1
    positions = np.zeros(int(counts.sum()), dtype=np.uint32)
    inner = np.ones(len(positions), dtype=bool)
    inner[np.cumsum(counts) - counts] = False
    positions[inner] = position
    return positions, counts


def write_postings(
    writer: SectionWriter, field: str, forms: list[Form], found: Occurrences, folder: Path
) -> None:
    """Packs a field's postings and dictionaries as sections `field.*`: those of the forms that occur. What waits to be written lies in nameless files in `folder`."""
    occurring = np.flatnonzero(np.bincount(found.form, minlength=len(forms))).tolist()
    order = sorted(occurring, key=forms.__getitem__)
    rank = np.zeros(len(forms), dtype=np.uint32)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    ranked = [forms[number] for number in order]
    terms, first_form = _group_terms(ranked)
    shared = find_shared_rows(found.form, found.place, found.second)
    write_shared_places(writer, field, replace(shared, forms=rank[shared.forms]))
    forms_of_term = np.diff(np.append(first_form, len(ranked)))
    term = np.zeros(len(forms), dtype=np.uint32)
    term[order] = np.repeat(np.arange(len(terms), dtype=np.uint32), forms_of_term)
    ordinal = rank - np.append(first_form, 0).astype(np.uint32)[term]
    rows = sort_rows(found.form, found.place, found.longest, term, ordinal)
    starts = rows.starts(len(terms))
    writer.add_array(f"{field}.places", np.diff(starts).astype("<u8"))
    _write_lists_of_terms(writer, field, rows, starts, forms_of_term, folder)
    write_strings(writer, f"{field}.term", terms)
    write_forms(writer, field, ranked, first_form)


def _group_terms(ranked: list[Form]) -> tuple[list[bytes], Array]:
    """The distinct terms of sorted forms, and the number of each one's first form."""
    terms: list[bytes] = []
    first: list[int] = []
    for number, (term, _, _) in enumerate(ranked):
        if not terms or terms[-1] != term:
            terms.append(term)
            first.append(number)
    return terms, np.array(first, dtype=np.int64)


def _write_lists_of_terms(
    writer: SectionWriter,
    field: str,
    sorted_rows: SortedRows,
    starts: Array,
    forms_of_term: Array,
    folder: Path,
) -> None:
    """Documents as differences, frequencies less one, positions as differences within a document, and which form of its term a row is where there are several."""
    spools = {part: ListSpool(folder) for part in ("document", "frequency", "position", "ordinal")}
    documents = [np.zeros(0, dtype=np.int64)]
    for first, last in blocks_of(np.diff(starts), PLACES_AT_ONCE):
        rows = slice(int(starts[first]), int(starts[last]))
        places = np.diff(starts[first : last + 1])
        steps, frequency, frequencies, moves = _lists_of_block(places, *sorted_rows.places(rows))
        spools["document"].add(steps, frequencies)
        spools["frequency"].add(frequency - 1, frequencies)
        spools["position"].add(moves, places)
        many = forms_of_term[first:last] > 1
        ordinals = sorted_rows.ordinals(rows, np.repeat(many, places))
        spools["ordinal"].add(ordinals, np.where(many, places, 0))
        documents.append(frequencies)
    writer.add_array(f"{field}.documents", np.concatenate(documents).astype("<u4"))
    for part, spool in spools.items():
        spool.write(writer, f"{field}.{part}")


def _lists_of_block(places: Array, article: Array, position: Array) -> tuple[Array, Array, Array, Array]:
    """(steps of documents, how often each has the term, how many documents a term has, steps of positions) of whole terms with `places` rows each, none without one."""
    ends = np.cumsum(places)
    begins = np.ones(len(article), dtype=bool)
    np.not_equal(article[1:], article[:-1], out=begins[1:])
    begins[ends - places] = True
    rows = np.flatnonzero(begins)
    first_rows = np.searchsorted(rows, ends - places)
    return (
        take_steps(article[rows], first_rows),
        np.diff(np.append(rows, len(article))),
        np.diff(np.append(first_rows, len(rows))),
        take_steps(position, rows),
    )


def write_forms(writer: SectionWriter, field: str, ranked: list[Form], first_form: Array) -> None:
    """Written forms by term; their order by spelling, for exact words; the folded forms, for wildcards and fuzzy ones."""
    written = [form for _, form, _ in ranked]
    writer.add_array(f"{field}.first_form", np.append(first_form, len(written)).astype("<u4"))
    write_strings(writer, f"{field}.written", written)
    by_spelling = sorted(range(len(written)), key=written.__getitem__)
    writer.add_array(f"{field}.by_spelling", np.array(by_spelling, dtype="<u4"))
    holders: dict[bytes, list[int]] = {}
    for number, (_, _, plain) in enumerate(ranked):
        holders.setdefault(plain, []).append(number)
    folded = sorted(holders)
    write_strings(writer, f"{field}.folded", folded)
    counts = np.fromiter((len(holders[form]) for form in folded), dtype=np.int64, count=len(folded))
    writer.add_array(f"{field}.folded_at", np.concatenate(([0], np.cumsum(counts))).astype("<u4"))
    numbers = [number for form in folded for number in holders[form]]
    writer.add_array(f"{field}.folded_form", np.array(numbers, dtype="<u4"))
