"""Forms that share a place: what is kept of them comes back, in one segment and woven, and counts as positions would."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.sections import SectionReader, SectionWriter
from indexer.engines.whoosh.storage.shared_places import (
    SharedPlaces,
    SharedRows,
    find_shared_rows,
    join_shared_rows,
    write_shared_places,
)

FORMS, ARTICLES = 12, 5

Group = tuple[frozenset[int], int, int]
"""Forms that share a place, the article, how often."""

groups = st.lists(
    st.tuples(
        st.frozensets(st.integers(0, FORMS - 1), min_size=2, max_size=4),
        st.integers(0, ARTICLES - 1),
        st.integers(1, 300),
    ),
    max_size=30,
)


def rows_of(drawn: list[Group]) -> SharedRows:
    return SharedRows(
        sizes=np.array([len(forms) for forms, _, _ in drawn], dtype=np.int64),
        forms=np.array([form for forms, _, _ in drawn for form in forms], dtype=np.int64),
        articles=np.array([article for _, article, _ in drawn], dtype=np.int64),
        times=np.array([times for _, _, times in drawn], dtype=np.int64),
    )


def counted(rows: SharedRows) -> Counter[tuple[frozenset[int], int]]:
    found: Counter[tuple[frozenset[int], int]] = Counter()
    start = 0
    for size, article, times in zip(rows.sizes, rows.articles, rows.times, strict=True):
        found[frozenset(rows.forms[start : start + size].tolist()), int(article)] += int(times)
        start += int(size)
    return found


def written(folder: Path, rows: SharedRows) -> SharedPlaces:
    with SectionWriter(folder / "shared") as writer:
        write_shared_places(writer, "text", rows)
    return SharedPlaces(SectionReader(folder / "shared"), "text")


@given(drawn=groups, wanted=st.frozensets(st.integers(0, FORMS - 1)))
def test_what_is_written_comes_back_and_is_counted(drawn: list[Group], wanted: frozenset[int]) -> None:
    with TemporaryDirectory() as folder:
        shared = written(Path(folder), rows_of(drawn))
        assert counted(shared.rows()) == counted(rows_of(drawn))
        expected = [0] * ARTICLES
        for forms, article, times in drawn:
            expected[article] += times * max(0, len(forms & wanted) - 1)
        surplus = shared.surplus(np.array(sorted(wanted), dtype=np.int64), FORMS, ARTICLES)
        assert ([0] * ARTICLES if surplus is None else surplus.tolist()) == expected


@given(one=groups, other=groups)
def test_parts_that_are_joined_are_one(one: list[Group], other: list[Group]) -> None:
    joined = join_shared_rows([rows_of(one), rows_of(other)])
    assert counted(joined) == counted(rows_of(one)) + counted(rows_of(other))


def test_places_are_found_in_the_order_of_the_text() -> None:
    # article 0: form 3 alone, then 5 and 1 at one place; article 1: 2, 4 and 6 at one place, then 7 and 8 at the next
    form = np.array([3, 5, 1, 2, 4, 6, 7, 8])
    place = np.array([0, 1, 1, 0, 0, 0, 1, 1], dtype=np.uint64)
    place |= np.array([0, 0, 0, 1, 1, 1, 1, 1], dtype=np.uint64) << np.uint64(32)
    rows = find_shared_rows(form, place, second=np.array([2, 4, 5, 7]))
    assert counted(rows) == {
        (frozenset({1, 5}), 0): 1,
        (frozenset({2, 4, 6}), 1): 1,
        (frozenset({7, 8}), 1): 1,
    }
    assert not len(find_shared_rows(form, place, second=np.zeros(0, dtype=np.int64)).sizes)
