"""Sets of numbers: the distinct ones of an array, masks, and ranges.

NumPy's own `unique` fills a hash table since version 2.3, which takes fifty times as long as sorting for a million.
"""

from __future__ import annotations

import numpy as np

from indexer.engines.whoosh.storage.sections import Array


def distinct(numbers: Array) -> Array:
    """The numbers that occur, ascending, each once."""
    return distinct_of_sorted(np.sort(numbers))


def distinct_of_sorted(numbers: Array) -> Array:
    """The same of numbers that ascend already."""
    if not len(numbers):
        return numbers
    fresh = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh[1:])
    return numbers[fresh]


def count_runs(numbers: Array) -> tuple[Array, Array]:
    """Of ascending numbers the distinct ones, and how often each occurs."""
    if not len(numbers):
        return numbers, np.zeros(0, dtype=np.int64)
    fresh = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh[1:])
    starts = fresh.nonzero()[0]
    ends = np.empty_like(starts)
    ends[:-1], ends[-1] = starts[1:], len(numbers)
    return numbers[starts], ends - starts


def has_repeats(numbers: Array) -> bool:
    """Whether a number occurs more than once."""
    ordered = np.sort(numbers)
    return bool((ordered[1:] == ordered[:-1]).any())


def mask_of(size: int, *lists: Array) -> Array:
    """Of the numbers below `size`, which stand in one of the lists."""
    mask = np.zeros(size, dtype=bool)
    for numbers in lists:
        mask[numbers] = True
    return mask


def spread_ranges(starts: Array, counts: Array) -> Array:
    """The numbers of ranges, laid end to end: `counts[i]` of them from `starts[i]` on."""
    ends = np.cumsum(counts)
    return np.asarray(np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts))
