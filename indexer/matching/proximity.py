"""Places of two terms near each other, in order, or in one sentence or paragraph: those that have a partner.

The two places of a pair share no word. Distance is counted between the nearest words of the two; for
places without a hole these are the nearer ends. Sorted searches, so thousands of places are no matter;
only places with holes (`"a b"~5`) are compared pair by pair, at most PAIRS in a text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import islice, product

from indexer.matching.places import Place, merged

PAIRS = 200_000

Together = Callable[[Place, Place], bool]


def near(lefts: list[Place], rights: list[Place], distance: int, *, ordered: bool) -> list[Place]:
    """The places of both that have one of the other at most `distance` words away (`ordered`: the right one behind the left)."""
    if _with_holes(lefts, rights):
        return _pair_by_pair(lefts, rights, lambda left, right: _is_near(left, right, distance, ordered))
    return merged(
        [
            *_partnered(lefts, rights, before=0 if ordered else distance, after=distance),
            *_partnered(rights, lefts, before=distance, after=0 if ordered else distance),
        ]
    )


def same(lefts: list[Place], rights: list[Place], unit_of: Callable[[Place], int | None]) -> list[Place]:
    """The places of both that have one of the other in the same unit; those that run over a unit's end count for nothing."""
    left_units, right_units = _by_unit(lefts, unit_of), _by_unit(rights, unit_of)
    found: list[Place] = []
    for unit in left_units.keys() & right_units.keys():
        left, right = left_units[unit], right_units[unit]
        if _with_holes(left, right):
            found += _pair_by_pair(left, right, lambda one, other: set(one.words).isdisjoint(other.words))
        else:
            found += [*_apart(left, right), *_apart(right, left)]
    return merged(found)


def _with_holes(lefts: list[Place], rights: list[Place]) -> bool:
    return not all(place.unbroken for place in (*lefts, *rights))


def _partnered(places: list[Place], others: list[Place], *, before: int, after: int) -> list[Place]:
    """The places that have one of `others` 1 to `before` words before them, or 1 to `after` behind them."""
    starts = sorted(other.start for other in others)
    ends = sorted(other.end for other in others)
    return [
        place
        for place in places
        if _any_between(starts, place.end + 1, place.end + after)
        or _any_between(ends, place.start - before, place.start - 1)
    ]


def _any_between(numbers: Sequence[int], first: int, last: int) -> bool:
    return bisect_left(numbers, first) < bisect_right(numbers, last)


def _by_unit(places: list[Place], unit_of: Callable[[Place], int | None]) -> dict[int, list[Place]]:
    units: dict[int, list[Place]] = {}
    for place in places:
        unit = unit_of(place)
        if unit is not None:
            units.setdefault(unit, []).append(place)
    return units


def _apart(places: list[Place], others: list[Place]) -> list[Place]:
    """The places that share no word with some one of `others`."""
    first_end = min(other.end for other in others)
    last_start = max(other.start for other in others)
    return [place for place in places if first_end < place.start or last_start > place.end]


def _pair_by_pair(lefts: list[Place], rights: list[Place], together: Together) -> list[Place]:
    pairs = islice(product(lefts, rights), PAIRS)
    return merged(place for left, right in pairs if together(left, right) for place in (left, right))


def _is_near(left: Place, right: Place, distance: int, ordered: bool) -> bool:
    if not set(left.words).isdisjoint(right.words):
        return False
    if ordered:
        return 1 <= right.start - left.end <= distance
    return min(abs(one - other) for one in left.words for other in right.words) <= distance
