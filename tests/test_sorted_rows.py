"""Forms at places, sorted by term, article and position: packed into one number each, and where that is too narrow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.writing import sorted_rows

# of six forms: their terms, and which of the term's forms each is
TERM = np.array([0, 0, 1, 2, 2, 2], dtype=np.uint32)
ORDINAL = np.array([0, 1, 0, 0, 1, 2], dtype=np.uint32)


@st.composite
def streams(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """(article, position, form), as they stand in a stream: a place holds a term once."""
    article = st.integers(0, draw(st.sampled_from([3, 70_000])))
    position = st.integers(0, draw(st.sampled_from([5, 3_000_000_000])))
    row = st.tuples(article, position, st.integers(0, len(TERM) - 1))
    return sorted(draw(st.lists(row, max_size=40, unique_by=lambda row: (row[0], row[1], int(TERM[row[2]])))))


def read(stream: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """(term, article, position, ordinal) of each row, as they come out sorted."""
    form = np.array([form for *_, form in stream], dtype=np.uint32)
    place = np.array([article << 32 | position for article, position, _ in stream], dtype=np.uint64)
    longest = max((position for _, position, _ in stream), default=0) + 1
    rows = sorted_rows.sort_rows(form, place, longest, TERM, ORDINAL)
    starts = rows.starts(3)
    assert (starts[0], starts[-1]) == (0, len(stream))
    found: list[tuple[Any, ...]] = []
    for term in range(3):
        of_term = slice(int(starts[term]), int(starts[term + 1]))
        articles, positions = rows.places(of_term)
        ordinals = rows.ordinals(of_term, np.ones(len(articles), dtype=bool))
        columns = zip(articles.tolist(), positions.tolist(), ordinals.tolist(), strict=True)
        found += ((term, *row) for row in columns)
    return found


@given(stream=streams())
@settings(max_examples=200, deadline=None)
def test_rows_come_by_term_and_place_however_wide_they_are(stream: list[tuple[int, int, int]]) -> None:
    wanted = sorted(
        (int(TERM[form]), article, position, int(ORDINAL[form])) for article, position, form in stream
    )
    assert read(stream) == wanted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_rows, "KEY_BITS", 0)
        assert read(stream) == wanted


def test_what_does_not_fit_into_one_number_is_looked_up() -> None:
    term = np.arange(1 << 20, dtype=np.uint32)
    place = np.array([5, 1 << 62], dtype=np.uint64)
    rows = sorted_rows.sort_rows(
        np.array([7, 7], dtype=np.uint32), place, 1 << 31, term, np.zeros(1 << 20, dtype=np.uint32)
    )
    assert type(rows).__name__ == "_LookedUp"
    assert [column.tolist() for column in rows.places(slice(0, 2))] == [[0, 1 << 30], [5, 0]]
