"""Texts by what stands between blanks: the quick road to the surfaces of `analysis.SCAN`, for indexing and for marking.

Most of a text is words that came before, so a text is cut at its blanks and each chunk looked up in a
dictionary: five times as quick as one expression over the text. A chunk means the same surfaces wherever
it stands, but for one that ends with a stop (`said.`, `"No!"`, `U.S.`): there the chunk behind it decides
whether a sentence ends, so such a chunk has a meaning for each kind of follower. A text with other white
space than single blanks and blank lines is uneven: it is scanned whole, and its surfaces are its chunks.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain

from indexer.words.analysis import SCAN, is_plain, read_surface
from indexer.words.languages import stem
from indexer.words.sentences import ABBREVIATED, ENDS_WITH_STOP, FOLLOWERS, follower_of

LONGEST_CHUNK = 60
"""Code points: longer ones hardly ever come twice."""

PARAGRAPH = "\n\n"
NO_SENTENCE_ENDS = FOLLOWERS["lower"].kind
"""The kind of follower that an article's end is: no sentence ends there that another begins behind."""

_SAMPLES = {follower.kind: follower.sample for follower in FOLLOWERS.values()}

MOST_KNOWN = 60_000
"""Chunks of a language of which the meaning is kept, some 15 MB."""

_EDGES = ",;:()[]\"'“”‘’"
"""What may stand around a word and means nothing there."""

_AROUND = _EDGES + ".!?"
"""What may stand around a word of more than one letter and leaves it that word."""

_OTHER_SPACE = re.compile(r"\s")


class UnevenError(Exception):
    """A text that is not words with single blanks between them."""


def cut_text(text: str) -> list[str]:
    """The chunks of a text, PARAGRAPH where one ends. Of an uneven text, one of them is no chunk."""
    return text.replace(PARAGRAPH, f" {PARAGRAPH} ").split(" ")


def plain_word(chunk: str) -> str | None:
    """The one word of a chunk that surely holds one only, whatever follows; None for an odd chunk.

    A single letter is odd, with a point it may be an initial or the end of an acronym, and so is an acronym's plural.
    """
    word = chunk.strip(_AROUND)
    return word if len(word) > 1 and is_plain(word) else None


def find_surfaces(chunk: str) -> list[list[tuple[str, int]]]:
    """The surfaces of a chunk with their offsets in it, in each meaning that it may have: one, or one for each kind of follower.

    Raises UnevenError for what is no chunk.
    """
    if chunk == PARAGRAPH:
        return [[(chunk, 0)]]
    if not chunk or len(chunk) > LONGEST_CHUNK or _OTHER_SPACE.search(chunk):
        raise UnevenError
    word = plain_word(chunk)
    if word is not None and word not in ABBREVIATED:
        start = chunk.index(word)
        meanings = _meanings_around(chunk[:start], chunk[start + len(word) :])
        return [
            [(word, start), *((end, place + start + len(word)) for end, place in ends)] for ends in meanings
        ]
    if ENDS_WITH_STOP.search(chunk):
        return [_surfaces_before(chunk, follower.sample) for follower in FOLLOWERS.values()]
    return [_surfaces_before(chunk, "")]


@lru_cache(maxsize=2_000)
def _meanings_around(before: str, behind: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """In each meaning, what stands behind a word in such a chunk, with offsets from the word's end: any word but a letter or an abbreviation gives the same."""
    chunk = f"{before}qxq{behind}"
    followers = [follower.sample for follower in FOLLOWERS.values()] if ENDS_WITH_STOP.search(chunk) else [""]
    begins = len(before) + 3
    return tuple(
        tuple((surface, place - begins) for surface, place in _surfaces_before(chunk, follower)[1:])
        for follower in followers
    )


def _surfaces_before(chunk: str, follower: str) -> list[tuple[str, int]]:
    """The surfaces that begin in a chunk with a follower behind it."""
    text = f"{chunk} {follower}" if follower else chunk
    return [(found[0], found.start()) for found in SCAN.finditer(text) if found.start() < len(chunk)]


def kind_of(chunk: str) -> int:
    """What a chunk is to the one before it, as a follower."""
    return 0 if chunk == PARAGRAPH else follower_of(chunk)


class _Kinds(dict[str, int]):
    """Chunk -> its kind as a follower; kept up to MOST_KNOWN."""

    def __missing__(self, chunk: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        kind = self[chunk] = kind_of(chunk)
        return kind


_kinds = _Kinds()


@dataclass(frozen=True, slots=True)
class ChunkPiece:
    """One indexed form in a chunk. `step`: its position less the chunk's first; `start`, `end`: code points within the chunk."""

    step: int
    stem: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """What an odd chunk means, one that is not just a word of ASCII letters. `width`: positions it takes.

    `meanings`: where the follower decides, the meaning for each kind of follower.
    """

    width: int
    pieces: tuple[ChunkPiece, ...] = ()
    stems: frozenset[str] = frozenset()
    meanings: tuple[Chunk, ...] = ()


class _Meanings(dict[str, "str | Chunk"]):
    """Chunk -> the stem of its one plain word, or what an odd one means; kept up to MOST_KNOWN. Raises UnevenError for what is no chunk."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, chunk: str) -> str | Chunk:
        if len(self) >= MOST_KNOWN:
            self.clear()
        word = plain_word(chunk) if len(chunk) <= LONGEST_CHUNK and not _OTHER_SPACE.search(chunk) else None
        meaning = self[chunk] = (
            _read_odd(find_surfaces(chunk), self._language)
            if word is None
            else sys.intern(stem(word.lower(), self._language))
        )
        return meaning


def _read_odd(meanings: list[list[tuple[str, int]]], language: str) -> Chunk:
    first, *others = (_read_meaning(surfaces, language) for surfaces in meanings)
    return replace(first, meanings=(first, *others)) if others else first


def _read_meaning(surfaces: list[tuple[str, int]], language: str) -> Chunk:
    width = 0
    pieces: list[ChunkPiece] = []
    for printed, offset in surfaces:
        surface = read_surface(printed, language)
        pieces += (
            ChunkPiece(
                width + piece.step, piece.stem, piece.written, offset + piece.start, offset + piece.end
            )
            for piece in surface.pieces
        )
        width += surface.width
    return Chunk(width, tuple(pieces), frozenset(piece.stem for piece in pieces))


@lru_cache(maxsize=4)
def _meanings(language: str) -> _Meanings:
    """What is known of a language's chunks, shared by all threads."""
    return _Meanings(language)


def meaning_of_chunk(chunk: str, following: str | None, language: str) -> str | Chunk:
    """What a chunk of an even text means before a following one (None: at the end): the stem of its one plain word, or what an odd one means.

    A chunk longer than LONGEST_CHUNK is read, and not remembered.
    """
    follower = NO_SENTENCE_ENDS if following is None else _kinds[following[: LONGEST_CHUNK + 1]]
    if len(chunk) > LONGEST_CHUNK:
        return _read_meaning(_surfaces_before(chunk, _SAMPLES[follower]), language)
    meaning = _meanings(language)[chunk]
    return meaning.meanings[follower] if isinstance(meaning, Chunk) and meaning.meanings else meaning


class ReadText:
    """A text as chunks, of each the stem of its one plain word, or a Chunk."""

    __slots__ = (
        "_ends",
        "_known_widened",
        "_meanings",
        "_names",
        "_odd",
        "_odd_chunks",
        "_paragraphs",
        "_starts",
    )

    def __init__(
        self,
        names: list[str],
        meanings: list[str | Chunk],
        odd: list[int],
        odd_chunks: list[Chunk],
        starts: list[int] | None = None,
    ) -> None:
        """`odd`: numbers of the odd chunks, `odd_chunks` what these mean. `starts`: where each chunk begins, in a text that was not cut at its blanks."""
        self._names = names
        self._meanings = meanings
        self._odd = odd
        self._odd_chunks = odd_chunks
        self._starts = starts
        self._known_widened: list[int] | None = None
        self._ends: list[int] | None = None
        self._paragraphs: list[int] = []

    @property
    def _widened(self) -> list[int]:
        """By how many words the odd chunks before each odd one, and all of them, are wider than a plain one."""
        if self._known_widened is None:
            self._known_widened = list(accumulate([chunk.width - 1 for chunk in self._odd_chunks], initial=0))
        return self._known_widened

    @property
    def length(self) -> int:
        """Words in all."""
        return len(self._names) + self._widened[-1]

    def step(self, number: int) -> int:
        """The position of a chunk's first word: a plain chunk is one word wide."""
        return number + self._widened[bisect_left(self._odd, number)]

    def start(self, number: int) -> int:
        """Where a chunk begins in the text, in code points."""
        if self._starts is not None:
            return self._starts[number]
        if self._ends is None:
            self._ends = list(accumulate(map(len, self._names), initial=0))
            self._paragraphs = [number for number in self._odd if self._names[number] == PARAGRAPH]
        # before each chunk stood a blank, but for the two between which a paragraph's end was set
        return self._ends[number] + number - 2 * bisect_left(self._paragraphs, number)

    def pieces(self, number: int) -> tuple[ChunkPiece, ...]:
        """The forms that a chunk holds."""
        meaning = self._meanings[number]
        if isinstance(meaning, Chunk):
            return meaning.pieces
        name = self._names[number]
        word = name.strip(_AROUND)
        start = name.index(word)
        return (ChunkPiece(0, meaning, word, start, start + len(word)),)

    def all_pieces(self) -> Iterator[ChunkPiece]:
        """The forms of all chunks, in order."""
        return chain.from_iterable(map(self.pieces, range(len(self._names))))

    def find_stem(self, wanted: str) -> list[int]:
        """Numbers of the chunks that hold a stem, ascending."""
        found = [
            number for number, chunk in zip(self._odd, self._odd_chunks, strict=True) if wanted in chunk.stems
        ]
        meanings, place = self._meanings, -1
        for _ in range(meanings.count(wanted)):
            place = meanings.index(wanted, place + 1)
            found.append(place)
        return sorted(found)

    def find_stems(self, wanted: frozenset[str]) -> list[tuple[str, tuple[int, int]]]:
        """Each piece whose stem is wanted: (stem, code points of the text), in order."""
        found = []
        for number, meaning in enumerate(self._meanings):
            if wanted.isdisjoint(meaning.stems) if isinstance(meaning, Chunk) else meaning not in wanted:
                continue
            start = self.start(number)
            found += [
                (piece.stem, (start + piece.start, start + piece.end))
                for piece in self.pieces(number)
                if piece.stem in wanted
            ]
        return found

    def find_form(self, fits: Callable[[str], bool], known: dict[str, bool]) -> list[int]:
        """Numbers of the chunks that hold a written form which fits, ascending. `known` keeps the verdicts on chunks of this language."""
        names = set(self._names)
        fresh = names.difference(known)
        if fresh:
            numbers = dict(zip(self._names, range(len(self._names)), strict=True))
            for name in fresh:
                known[name] = any(fits(piece.written) for piece in self.pieces(numbers[name]))
        fitting = set(filter(known.__getitem__, names))
        return [number for number, name in enumerate(self._names) if name in fitting] if fitting else []


def read_text(text: str, language: str) -> ReadText:
    """Cuts a text and says what its chunks mean."""
    if not text:
        return ReadText([], [], [], [])
    names = cut_text(text)
    try:
        meanings = list(map(_meanings(language).__getitem__, names))
    except UnevenError:
        return _read_uneven(text, language)
    odd = [number for number, meaning in enumerate(meanings) if meaning.__class__ is Chunk]
    odd_chunks = []
    for number in odd:
        chunk = meanings[number]
        assert isinstance(chunk, Chunk)
        if chunk.meanings:
            follower = _kinds[names[number + 1]] if number + 1 < len(meanings) else NO_SENTENCE_ENDS
            chunk = meanings[number] = chunk.meanings[follower]
        odd_chunks.append(chunk)
    return ReadText(names, meanings, odd, odd_chunks)


def _read_uneven(text: str, language: str) -> ReadText:
    found = [(match[0], match.start()) for match in SCAN.finditer(text)]
    chunks = [_read_meaning([(printed, 0)], language) for printed, _ in found]
    names = [printed for printed, _ in found]
    return ReadText(names, list(chunks), list(range(len(names))), chunks, [start for _, start in found])
