"""The distinct numbers of an array. NumPy's own `unique` fills a hash table since version 2.3: fifty times as long for a million."""

from __future__ import annotations

import numpy as np

from indexer.engines.whoosh.sections import Array


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


def has_repeats(numbers: Array) -> bool:
    """Whether a number occurs more than once."""
    ordered = np.sort(numbers)
    return bool((ordered[1:] == ordered[:-1]).any())
