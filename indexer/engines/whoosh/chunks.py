"""Texts as numbers: each chunk of `words.chunks` gets a number, and the surfaces that it means theirs.

Which meaning of a chunk holds that ends with a stop is settled for many texts at once (`settle_meanings`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.sections import Array
from indexer.words.analysis import SCAN
from indexer.words.chunks import NO_SENTENCE_ENDS, UnevenError, cut_text, find_surfaces, kind_of

GAP = 0
"""Number of the empty position between a title, a summary, a body and captions: nothing runs across it."""

NumberSurface = Callable[[str, str], int]
"""Gives a surface of a language its number."""


class ChunkTable:
    """Numbers for chunks, and the surfaces that each means, growing as texts come in."""

    def __init__(self, number_surface: NumberSurface) -> None:
        self._number_surface = number_surface
        self._known: dict[str, _Chunks] = {}
        self._scanned: dict[str, _Scanned] = {}
        self._first_meaning = array("I", [0])
        self._depends = array("B", [0])
        self._kind = array("B", [NO_SENTENCE_ENDS])
        self._surfaces = array("I", [GAP])
        self._first_surface = array("Q", [0, 1])

    def __len__(self) -> int:
        return len(self._kind)

    @property
    def surfaces(self) -> int:
        """How many surfaces all known chunks mean, in all their meanings."""
        return len(self._surfaces)

    def number_text(self, text: str, language: str, numbers: array[int]) -> None:
        """Appends the numbers of a text's chunks to `numbers`."""
        known = self._known.get(language)
        if known is None:
            known = self._known[language] = _Chunks(self, language)
            self._scanned[language] = _Scanned(self, language)
        try:
            of_text = list(map(known.__getitem__, cut_text(text)))
        except UnevenError:
            of_text = list(map(self._scanned[language].__getitem__, SCAN.findall(text)))
        numbers.fromlist(of_text)

    def add(self, chunk: str, language: str) -> int:
        """A new chunk, in every meaning that it may have. Raises UnevenError for one that is no chunk."""
        meanings = [[surface for surface, _ in surfaces] for surfaces in find_surfaces(chunk)]
        return self._enter(meanings, language, kind=kind_of(chunk))

    def add_surface(self, surface: str, language: str) -> int:
        return self._enter([[surface]], language, kind=0)

    def _enter(self, meanings: list[list[str]], language: str, *, kind: int) -> int:
        self._first_meaning.append(len(self._first_surface) - 1)
        self._depends.append(len(meanings) > 1)
        self._kind.append(kind)
        for surfaces in meanings:
            self._surfaces.extend(self._number_surface(surface, language) for surface in surfaces)
            self._first_surface.append(len(self._surfaces))
        return len(self._kind) - 1

    def meanings(self) -> Meanings:
        """What all chunks so far mean, as arrays."""
        return Meanings(
            first_meaning=np.array(self._first_meaning, dtype=np.uint32),
            depends=np.array(self._depends, dtype=bool),
            kind=np.array(self._kind, dtype=np.uint32),
            surfaces=np.array(self._surfaces, dtype=np.uint32),
            first_surface=np.array(self._first_surface, dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class Meanings:
    """By chunk number: its first meaning, whether the chunk behind it decides which holds, and what it is to the one before. By meaning: where its `surfaces` begin."""

    first_meaning: Array
    depends: Array
    kind: Array
    surfaces: Array
    first_surface: Array


def settle_meanings(numbers: Array, counts: Array, meanings: Meanings) -> tuple[Array, Array]:
    """Chunk numbers of articles with `counts` chunks each -> surface numbers, and how many each article has."""
    meaning = meanings.first_meaning[numbers]
    depends = np.flatnonzero(meanings.depends[numbers])
    ends = np.cumsum(counts)
    closed = np.zeros(len(numbers) + 1, dtype=bool)
    closed[ends] = True
    # behind the last chunk of an article nothing follows, so no sentence ends there that another begins behind
    follower = np.full(len(depends), NO_SENTENCE_ENDS, dtype=np.uint32)
    inside = ~closed[depends + 1]
    follower[inside] = meanings.kind[numbers[depends[inside] + 1]]
    meaning[depends] += follower
    first = meanings.first_surface
    size = (first[1:] - first[:-1])[meaning]
    before = np.concatenate(([0], np.cumsum(size)))
    rows = np.arange(before[-1]) + np.repeat(first[:-1][meaning] - before[:-1], size)
    return meanings.surfaces[rows], before[ends] - before[ends - counts]


class _Chunks(dict[str, int]):
    """Chunk -> number for one language; one that is new is read once."""

    def __init__(self, table: ChunkTable, language: str) -> None:
        self._table = table
        self._language = language

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = self._table.add(chunk, self._language)
        return number


class _Scanned(_Chunks):
    """Surface -> number of the chunk that is just this surface."""

    def __missing__(self, surface: str) -> int:
        number = self[surface] = self._table.add_surface(surface, self._language)
        return number
