"""Chunks are known again by the number that they were added with, whatever other chunks are like."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.writing import chunks as chunk_table
from indexer.engines.whoosh.writing.chunks import GAP, ChunkTable, Text
from indexer.engines.whoosh.writing.known_chunks import MOST_BYTES, UNKNOWN, KnownChunks, cut_bytes

chunks = st.binary(min_size=1, max_size=30).map(lambda chunk: chunk.replace(b" ", b"_")) | st.integers(
    1, MOST_BYTES
).map(lambda size: b"x" * size)


def find(known: KnownChunks, wanted: list[tuple[bytes, int]]) -> list[int]:
    data = b"".join(chunk + b" " for chunk, _ in wanted)
    languages = np.array([language for _, language in wanted], dtype=np.uint32)
    return known.find(data, cut_bytes(data), languages).tolist()  # type: ignore[no-any-return]


@given(
    st.lists(st.lists(st.tuples(chunks, st.integers(0, 3)), max_size=20), max_size=4),
    st.lists(st.tuples(chunks, st.integers(0, 3)), max_size=20),
)
def test_what_was_added_is_found_and_nothing_else(
    batches: list[list[tuple[bytes, int]]], others: list[tuple[bytes, int]]
) -> None:
    known = KnownChunks()
    numbers: dict[tuple[bytes, int], int] = {}
    for batch in batches:
        fresh = [chunk for chunk in dict.fromkeys(batch) if chunk not in numbers]
        first = len(numbers)
        numbers.update((chunk, first + place) for place, chunk in enumerate(fresh))
        known.add(
            [chunk for chunk, _ in fresh],
            np.array([language for _, language in fresh], dtype=np.uint32),
            np.arange(first, len(numbers)),
        )
    assert len(known) == len(numbers)
    wanted = [*numbers, *others]
    assert find(known, wanted) == [numbers.get(chunk, int(UNKNOWN)) for chunk in wanted]


def test_many_chunks_that_are_alike_but_for_one_letter_are_told_apart() -> None:
    known = KnownChunks()
    names = [f"{number:07}{'x' * 40}".encode() for number in range(50_000)]
    for first in range(0, len(names), 5_000):
        batch = names[first : first + 5_000]
        known.add(batch, np.ones(5_000, dtype=np.uint32), np.arange(first, first + 5_000))
    assert find(known, [(name, 1) for name in names]) == list(range(50_000))
    assert set(find(known, [(name, 2) for name in names[:100]])) == {int(UNKNOWN)}


def test_empty_chunks_and_overlong_ones_are_never_known() -> None:
    known = KnownChunks()
    assert find(known, [(b"", 0), (b"x" * (MOST_BYTES + 1), 0), (b"x" * 1_000_000, 0)]) == [int(UNKNOWN)] * 3


def test_an_overlong_chunk_takes_no_longer_than_its_length() -> None:
    data = b"x" * 3_000_000 + b" "
    began = time.process_time()
    KnownChunks().find(data, cut_bytes(data), np.zeros(1, dtype=np.uint32))
    assert time.process_time() - began < 1


def test_texts_of_several_languages_and_gaps_are_numbered_together() -> None:
    table = ChunkTable(lambda surface, language: sum(map(ord, surface + language)))
    texts: list[Text] = [("die die", "de"), (None, None), ("die", "en"), ("one\nline", "en"), ("die", "de")]
    numbers, counts = table.number_texts(texts)
    assert counts.tolist() == [2, 1, 1, 2, 1]
    german, gap, english = numbers[0], numbers[2], numbers[3]
    assert numbers.tolist()[:4] == [german, german, GAP, english]
    assert numbers[-1] == german != english
    assert gap == GAP
    again, counts_again = table.number_texts(texts)
    assert (again.tolist(), counts_again.tolist()) == (numbers.tolist(), counts.tolist())


def test_a_long_text_is_numbered_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[Text] = [
        ("the ship sank and the crew swam", "en"),
        (None, None),
        ("a word\nof the crew", "en"),
        ("the", "en"),
    ]

    def number() -> list[list[int]]:
        table = ChunkTable(lambda surface, language: sum(map(ord, surface)))
        return [column.tolist() for column in table.number_texts(texts)]

    whole = number()
    monkeypatch.setattr(chunk_table, "BYTES_AT_ONCE", 9)
    assert number() == whole
    monkeypatch.setattr(chunk_table, "BYTES_AT_ONCE", 1)
    assert number() == whole
