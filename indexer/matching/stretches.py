"""Places of `"a b c"~n`: all its words, in any order, within a stretch of as many words as it has and n more.

No two parts share a word of the text, so a repeated word is needed twice. All ways to choose a place
for each part are gone through, from each place that can stand first; where a text has more of them than
STEPS, one way from each first place is kept, found by matching parts with words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain, islice, repeat, takewhile

from indexer.matching.places import Place, merged

STEPS = 20_000
"""Choices gone through in one text."""

WORK = 1_000_000
"""Places looked at after that, in one text: an article with more of them matches near its start or not at all."""


def places_in_any_order(parts: Sequence[list[Place]], slop: int) -> list[Place]:
    """Places of the parts within a stretch of their words and `slop` more. Each part's places are sorted."""
    if not all(parts):
        return []
    search = _Search(parts, slop)
    firsts = takewhile(lambda _: search.steps < STEPS, search.firsts())
    places = merged(chain.from_iterable(map(search.from_first, firsts)))
    return places if search.steps < STEPS else merged(_one_from_each_first(search))


class _Search:
    """Goes through the ways to choose a place for each part, counting its steps."""

    def __init__(self, parts: Sequence[list[Place]], slop: int) -> None:
        self.parts = parts
        self.slop = slop
        self.steps = 0
        self.starts = [[place.start for place in part] for part in parts]
        self.widest = slop + sum(max(len(place.words) for place in part) for part in parts)

    def firsts(self) -> Iterator[tuple[int, Place]]:
        """Each part's each place, as the leftmost of a choice, from the text's start on."""
        rows = (zip(repeat(number), part) for number, part in enumerate(self.parts))
        return merge(*rows, key=lambda numbered: numbered[1].words[0])

    def within(self, number: int, first: Place) -> list[Place]:
        """A part's places that a stretch from `first` could hold."""
        starts = self.starts[number]
        low = bisect_left(starts, first.start + 1)
        return self.parts[number][low : bisect_left(starts, first.start + self.widest)]

    def from_first(self, numbered: tuple[int, Place]) -> Iterator[Place]:
        number, first = numbered
        self.steps += len(self.parts)
        if self.steps >= STEPS:
            return
        rest = [self.within(other, first) for other in range(len(self.parts)) if other != number]
        if all(rest):
            yield from self._choose(sorted(rest, key=len), 0, [first], frozenset(first.words))

    def _choose(
        self, rest: list[list[Place]], depth: int, chosen: list[Place], taken: frozenset[int]
    ) -> Iterator[Place]:
        if depth == len(rest):
            if max(taken) - chosen[0].start < len(taken) + self.slop:
                yield Place(tuple(sorted(taken)), frozenset(mark for place in chosen for mark in place.marks))
            return
        for place in rest[depth]:
            self.steps += 1
            if self.steps >= STEPS:
                return
            if taken.isdisjoint(place.words):
                yield from self._choose(rest, depth + 1, [*chosen, place], taken.union(place.words))


def _one_from_each_first(search: _Search) -> Iterator[Place]:
    """One choice from each first place: exact where every part is one word wide, else what some steps find."""
    one_wide = search.widest == len(search.parts) + search.slop
    work = 0
    for number, first in search.firsts():
        rest = [search.within(other, first) for other in range(len(search.parts)) if other != number]
        work += len(rest) ** 2 + sum(map(len, rest))
        if work > WORK:
            return
        if not all(rest):
            continue
        if one_wide:
            chosen = _match_parts(rest)
            if chosen is not None:
                words = tuple(sorted({first.start, *(place.start for place in chosen)}))
                yield Place(words, first.marks.union(*(place.marks for place in chosen)))
        else:
            search.steps = STEPS - 1_000
            yield from islice(search.from_first((number, first)), 1)


def _match_parts(rest: list[list[Place]]) -> list[Place] | None:
    """A place of one word for each part, no word twice; None where there is no such choice.

    Bipartite matching by augmenting paths (Kuhn 1955). As many places as there are parts are enough of each.
    """
    rest = [places[: len(rest)] for places in rest]
    owner: dict[int, int] = {}
    chosen: dict[int, Place] = {}
    for number, places in enumerate(rest):
        free = next((place for place in places if place.start not in owner), None)
        if free is not None:
            owner[free.start], chosen[number] = number, free
        elif not _augment(rest, number, owner, chosen):
            return None
    return list(chosen.values())


def _augment(rest: list[list[Place]], number: int, owner: dict[int, int], chosen: dict[int, Place]) -> bool:
    """Finds a place for a part by moving others; breadth first, so that no recursion runs deep."""
    came_from: dict[int, tuple[int, Place]] = {}
    queue = [number]
    seen: set[int] = set()
    for part in queue:
        for place in rest[part]:
            word = place.start
            if word in seen:
                continue
            seen.add(word)
            if word not in owner:
                _reassign(part, place, came_from, owner, chosen)
                return True
            came_from[owner[word]] = (part, place)
            queue.append(owner[word])
    return False


def _reassign(
    part: int,
    place: Place,
    came_from: dict[int, tuple[int, Place]],
    owner: dict[int, int],
    chosen: dict[int, Place],
) -> None:
    """Walks the path back: each part takes the place that the one behind it gave up."""
    owner[place.start], chosen[part] = part, place
    while part in came_from:
        part, place = came_from[part]
        owner[place.start], chosen[part] = part, place
