"""Small functions on ascending numbers, beside what plain Python makes of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.reading.segment import _count_distinct
from indexer.engines.whoosh.storage.number_sets import count_runs
from indexer.engines.whoosh.storage.sections import count_below

numbers = st.lists(st.integers(0, 50) | st.integers(0, 2**31 - 1), max_size=80)


@given(numbers)
def test_runs_of_ascending_numbers_are_counted(found: list[int]) -> None:
    values, counts = count_runs(np.array(sorted(found), dtype=np.int64))
    assert list(zip(values.tolist(), counts.tolist(), strict=True)) == sorted(Counter(found).items())


@given(numbers, st.sampled_from(["<u4", "<u8", "<i4"]), st.integers(-1, 2**33))
def test_numbers_below_one_are_counted_whatever_their_type(found: list[int], kind: str, number: int) -> None:
    assert count_below(np.array(sorted(found), dtype=kind), number) == bisect_left(sorted(found), number)


@given(st.lists(st.sampled_from([0, 7, 8, 8_000, 2_000_000]), max_size=5), st.sampled_from([1, 2_000]))
def test_keys_are_counted_alike_few_or_many_near_or_far(kinds: list[int], times: int) -> None:
    keys = np.array(kinds * times, dtype=np.int32)
    values, counts = _count_distinct(keys)
    assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == Counter(keys.tolist())
    assert values.tolist() == sorted(values.tolist())
