"""Surface numbers of a batch of articles -> postings, by sorting whole arrays and no loop over words.

In: a stream of surface numbers laid end to end, how many each article has, and the tables that say what
they mean. Out: `Occurrences` sorted by term, article, position, which `write_postings` packs into a
segment file; and the positions at which the parts, sentences and paragraphs of each article begin.

Memory: each step goes over ROWS_AT_ONCE rows at a time, since its work takes some 100 bytes a row; what stays of a
batch between the steps is 12 bytes a row, and 12 more while its rows are sorted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from indexer.engines.whoosh.dictionary import write_strings
from indexer.engines.whoosh.number_sets import distinct, spread_ranges
from indexer.engines.whoosh.packing import ListSpool, take_steps
from indexer.engines.whoosh.sections import Array, SectionWriter
from indexer.engines.whoosh.shared_places import find_shared_rows, write_shared_places
from indexer.engines.whoosh.surfaces import GAP, Form, Tables

ROWS_AT_ONCE = 250_000
"""Rows that one step works on, some 25 MB."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each surface of a stream stands: its article and its position there. `length`: positions an article takes."""

    numbers: Array
    article: Array
    position: Array
    length: Array


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One row a form at a place, in no order: form number, article, position. `second`: the rows that stand behind another one of the same place."""

    form: Array
    article: Array
    position: Array
    second: Array


def place_surfaces(numbers: Array, counts: Array, tables: Tables) -> Placed:
    """Positions of the surfaces of articles that have `counts` surfaces each. Positions count from 0 in each article."""
    article = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    running = np.concatenate(([0], np.cumsum(tables.width[numbers], dtype=np.int64)))
    ends = np.cumsum(counts)
    before = running[ends - counts]
    position = running[:-1] - np.repeat(before, counts)
    return Placed(numbers, article, position.astype(np.uint32), (running[ends] - before).astype(np.uint32))


def join_placed(blocks: Sequence[Placed]) -> Placed:
    """Blocks of articles, one after the other, as one."""
    if len(blocks) == 1:
        return blocks[0]
    before = np.cumsum(
        [
            0,
            *(len(block.length) for block in blocks[:-1]),
        ],
        dtype=np.uint32,
    )
    return Placed(
        numbers=np.concatenate([block.numbers for block in blocks]),
        article=np.concatenate([block.article + first for block, first in zip(blocks, before, strict=True)]),
        position=np.concatenate([block.position for block in blocks]),
        length=np.concatenate([block.length for block in blocks]),
    )


def blocks_of(counts: Array, most: int = ROWS_AT_ONCE) -> Iterator[tuple[int, int]]:
    """Ranges of lists that have some `most` rows together; a single list may have more."""
    batch = np.cumsum(counts, dtype=np.int64) // most
    cuts = np.flatnonzero(np.diff(batch, prepend=-1))
    yield from pairwise([*cuts.tolist(), len(counts)])


def expand_forms(placed: Placed, tables: Tables) -> Occurrences:
    """The forms that the surfaces hold, in the order of the stream."""
    blocks = [
        _expand_block(placed, tables, slice(start, start + ROWS_AT_ONCE))
        for start in range(0, max(len(placed.numbers), 1), ROWS_AT_ONCE)
    ]
    before = np.cumsum([0, *(len(block.form) for block in blocks[:-1])])
    return Occurrences(
        form=np.concatenate([block.form for block in blocks]),
        article=np.concatenate([block.article for block in blocks]),
        position=np.concatenate([block.position for block in blocks]),
        second=np.concatenate([block.second + first for block, first in zip(blocks, before, strict=True)]),
    )


def _expand_block(placed: Placed, tables: Tables, rows: slice) -> Occurrences:
    numbers = placed.numbers[rows]
    first = tables.first[numbers]
    pieces = tables.first[numbers + 1] - first
    row = spread_ranges(first, pieces)
    return Occurrences(
        form=tables.form[row],
        article=np.repeat(placed.article[rows], pieces),
        position=np.repeat(placed.position[rows], pieces) + tables.step[row],
        second=np.flatnonzero(tables.second[row]),
    )


def starts_of_parts(placed: Placed, articles: int) -> tuple[Array, Array]:
    """(positions, how many an article): where the title (always 0), summary, body and each caption begin."""
    gaps = placed.numbers == GAP
    return _with_zero(placed.article[gaps], placed.position[gaps] + 1, articles)


def starts_of_units(
    placed: Placed, tables: Tables, parts: tuple[Array, Array], *, paragraphs: bool
) -> tuple[Array, Array]:
    """(positions, how many an article): where sentences, or paragraphs, begin; every part begins one.

    A summary has sentences and a body both; a title or a caption is one sentence, a summary one paragraph.
    """
    starts, counts = parts
    first_part = np.cumsum(counts) - counts
    summary, body = starts[first_part + 1], starts[first_part + 2]
    after_body = np.where(counts > 3, starts[np.minimum(first_part + 3, len(starts) - 1)], placed.length + 1)
    kind = tables.boundary[placed.numbers]
    ends = np.flatnonzero(kind == 2 if paragraphs else kind > 0)
    article, position = placed.article[ends], placed.position[ends]
    inside = (position > (body if paragraphs else summary)[article]) & (position + 1 < after_body[article])
    keys = (article[inside].astype(np.int64) << 32) | position[inside]
    part_keys = (np.repeat(np.arange(len(counts), dtype=np.int64), counts) << 32) | starts
    keys = distinct(np.concatenate((keys, part_keys)))
    return (keys & 0xFFFFFFFF).astype(np.uint32), np.bincount(keys >> 32, minlength=len(counts))


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
    form = rank[found.form]
    write_shared_places(writer, field, find_shared_rows(form, found.article, found.second))
    forms_of_term = np.diff(np.append(first_form, len(ranked)))
    term_of_form = np.repeat(np.arange(len(terms), dtype=np.uint32), forms_of_term)
    keys = _sort_by_term(form, term_of_form)
    starts = np.searchsorted(keys, np.arange(len(terms) + 1, dtype=np.uint64) << np.uint64(32))
    places = np.diff(starts)
    writer.add_array(f"{field}.places", places.astype("<u8"))
    _write_lists_of_terms(
        writer,
        field,
        keys,
        starts,
        form - first_form.astype(np.uint32)[term_of_form][form],
        found,
        forms_of_term,
        folder,
    )
    write_strings(writer, f"{field}.term", terms)
    write_forms(writer, field, ranked, first_form)


def _sort_by_term(form: Array, term_of_form: Array) -> Array:
    """For each row its term and, in the lower 32 bits, where it stood; sorted, so that rows of a term stay as they stood.

    One sort of both together takes half the time of a stable argsort.
    """
    keys = np.arange(len(form), dtype=np.uint64)
    for start in range(0, len(form), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        keys[rows] |= term_of_form[form[rows]].astype(np.uint64) << np.uint64(32)
    keys.sort()
    return keys


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
    keys: Array,
    starts: Array,
    ordinal: Array,
    found: Occurrences,
    forms_of_term: Array,
    folder: Path,
) -> None:
    """Documents as differences, frequencies less one, positions as differences within a document, and which form of its term a row is where there are several."""
    spools = {part: ListSpool(folder) for part in ("document", "frequency", "position", "ordinal")}
    documents = [np.zeros(0, dtype=np.int64)]
    for first, last in blocks_of(np.diff(starts)):
        rows = slice(int(starts[first]), int(starts[last]))
        places = np.diff(starts[first : last + 1])
        at = (keys[rows] & np.uint64(0xFFFFFFFF)).astype(np.int64)
        steps, frequency, frequencies, moves = _lists_of_block(places, found.article[at], found.position[at])
        spools["document"].add(steps, frequencies)
        spools["frequency"].add(frequency - 1, frequencies)
        spools["position"].add(moves, places)
        many = forms_of_term[first:last] > 1
        spools["ordinal"].add(ordinal[at][np.repeat(many, places)], np.where(many, places, 0))
        documents.append(frequencies)
    writer.add_array(f"{field}.documents", np.concatenate(documents).astype("<u4"))
    for part, spool in spools.items():
        spool.write(writer, f"{field}.{part}")


def _lists_of_block(places: Array, article: Array, position: Array) -> tuple[Array, Array, Array, Array]:
    """(steps of documents, how often each has the term, how many documents a term has, steps of positions) of whole terms with `places` rows each."""
    term = np.repeat(np.arange(len(places)), places)
    begins = np.ones(len(term), dtype=bool)
    begins[1:] = (term[1:] != term[:-1]) | (article[1:] != article[:-1])
    rows = np.flatnonzero(begins)
    frequencies = np.bincount(term[rows], minlength=len(places))
    first_rows = np.cumsum(frequencies) - frequencies
    documents = article[rows].astype(np.int64)
    return (
        take_steps(documents, first_rows),
        np.diff(np.append(rows, len(term))),
        frequencies,
        take_steps(position.astype(np.int64), rows),
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
