"""Values of a facet that are one to a filter: the same but for case and accents.

Who narrows to a value gets the articles of all its spellings, so that these are counted together, under the commonest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.storage.sections import Array


@dataclass(frozen=True, slots=True)
class Spellings:
    """`first`: of each value the number of the first one that is the same, None where all differ; `others`: by that number, the other spellings of those that have some. Numbers are places in `values`."""

    first: Array | None
    others: Mapping[int, Sequence[int]]

    def merge(self, counts: Array) -> Array:
        """Counts of values with those of all spellings at the first one, none at the others."""
        if self.first is None:
            return counts
        return np.bincount(self.first, weights=counts, minlength=len(counts)).astype(np.int64)


def find_spellings(folded: Sequence[str]) -> Spellings:
    """From the folded values, in their order."""
    firsts: dict[str, int] = {}
    first = [firsts.setdefault(value, number) for number, value in enumerate(folded)]
    if len(firsts) == len(folded):
        return Spellings(None, {})
    others: dict[int, list[int]] = {}
    for number, of in enumerate(first):
        if number != of:
            others.setdefault(of, []).append(number)
    return Spellings(np.array(first, dtype=np.int64), others)
