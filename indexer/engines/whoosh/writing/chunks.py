"""Texts as numbers: each chunk of `words.chunks` gets a number, and the surfaces that it means theirs.

Many texts are numbered at once: those of their chunks that came before are found by `known_chunks`, each new one is
read here. What they mean is laid out as arrays in the end (`meanings`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.writing.known_chunks import UNKNOWN, KnownChunks, cut_bytes
from indexer.engines.whoosh.writing.meanings import Meanings, lay_out
from indexer.engines.whoosh.writing.surfaces import Tables
from indexer.words.analysis import SCAN
from indexer.words.chunks import NO_SENTENCE_ENDS, PARAGRAPH, UnevenError, find_surfaces, kind_of

GAP = 0
"""Number of the empty position between a title, a summary, a body and captions: nothing runs across it."""

BYTES_AT_ONCE = 200_000
"""Of texts whose chunks are looked up together: each byte takes some 20."""

_GAP_CHUNK = b"\xff"
"""What no text in UTF-8 holds."""

Text = tuple[str, str] | tuple[None, None]
"""A text with its language, or the gap between two texts."""

NumberSurface = Callable[[str, str], int]
"""Gives a surface of a language its number."""


class ChunkTable:
    """Numbers for chunks, and the surfaces that each means, growing as texts come in."""

    def __init__(self, number_surface: NumberSurface) -> None:
        self._number_surface = number_surface
        self._languages: dict[str | None, int] = {None: 0}
        self._known = KnownChunks()
        self._known.add([_GAP_CHUNK], np.zeros(1), np.full(1, GAP))
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

    def number_texts(self, texts: Sequence[Text]) -> tuple[Array, Array]:
        """(the numbers of the texts' chunks, end to end; how many each text has). No text is empty."""
        numbers = [np.zeros(0, dtype=np.uint32)]
        counts = np.zeros(len(texts), dtype=np.int64)
        uneven: set[int] = set()
        for owners, pieces in _portions(texts):
            numbers.append(self._number_pieces(texts, owners, pieces, counts, uneven))
        joined = np.concatenate(numbers)
        return self._scan(joined, counts, texts, uneven) if uneven else (joined, counts)

    def _number_pieces(
        self,
        texts: Sequence[Text],
        owners: Sequence[int],
        pieces: Sequence[bytes],
        counts: Array,
        uneven: set[int],
    ) -> Array:
        """The numbers of the chunks of some pieces of texts, each owned by one of these; they are added to the text's `counts`, and it to the `uneven` if it turns out so."""
        data = b"".join(pieces)
        cut = cut_bytes(data)
        ends = np.searchsorted(cut.starts, np.cumsum([len(piece) for piece in pieces]))
        owner = np.repeat(np.array(owners), np.diff(ends, prepend=0))
        counts += np.bincount(owner, minlength=len(texts))
        languages = [self._languages.setdefault(language, len(self._languages)) for _, language in texts]
        numbers = self._known.find(data, cut, np.array(languages, dtype=np.uint32)[owner])
        new = np.flatnonzero(numbers == UNKNOWN)
        if len(new):
            places = zip(cut.starts[new].tolist(), cut.lengths[new].tolist(), strict=True)
            chunks = [data[start : start + length] for start, length in places]
            numbers[new] = self._learn(chunks, owner[new].tolist(), texts, uneven)
        return numbers

    def _learn(
        self, chunks: Sequence[bytes], owners: Sequence[int], texts: Sequence[Text], uneven: set[int]
    ) -> list[int]:
        """The numbers of new chunks of these texts; those of an uneven text count for nothing."""
        fresh: dict[tuple[bytes, str], int] = {}
        numbers = [GAP] * len(chunks)
        for place, (chunk, owner) in enumerate(zip(chunks, owners, strict=True)):
            language = texts[owner][1]
            if owner in uneven or language is None:
                continue
            try:
                number = fresh.get((chunk, language)) or self.add(chunk.decode(), language)
            except UnevenError:
                uneven.add(owner)
            else:
                numbers[place] = fresh[chunk, language] = number
        languages = [self._languages[language] for _, language in fresh]
        self._known.add([chunk for chunk, _ in fresh], np.array(languages), np.array([*fresh.values()]))
        return numbers

    def _scan(
        self, numbers: Array, counts: Array, texts: Sequence[Text], uneven: set[int]
    ) -> tuple[Array, Array]:
        """The same with the numbers of uneven texts' surfaces in place of their chunks'."""
        of_texts = np.split(numbers, np.cumsum(counts)[:-1])
        for place in uneven:
            text, language = texts[place]
            assert text is not None and language is not None
            scanned = self._scanned.setdefault(language, _Scanned(self, language))
            found = map(scanned.__getitem__, SCAN.findall(text))
            of_texts[place] = np.fromiter(found, dtype=np.uint32)
        return np.concatenate(of_texts), np.array([len(of_text) for of_text in of_texts])

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

    def meanings(self, surfaces: Tables) -> Meanings:
        """What all chunks so far mean, as arrays."""
        return lay_out(
            first_meaning=np.array(self._first_meaning, dtype=np.uint32),
            depends=np.array(self._depends, dtype=bool),
            kind=np.array(self._kind, dtype=np.uint32),
            numbers=np.array(self._surfaces, dtype=np.uint32),
            first=np.array(self._first_surface, dtype=np.int64),
            surfaces=surfaces,
        )


class _Scanned(dict[str, int]):
    """Surface of a language -> number of the chunk that is just this surface; one that is new is read once."""

    def __init__(self, table: ChunkTable, language: str) -> None:
        self._table = table
        self._language = language

    def __missing__(self, surface: str) -> int:
        number = self[surface] = self._table.add_surface(surface, self._language)
        return number


def _spell(text: str | None) -> bytes:
    """The chunks of a text, a blank behind each."""
    if text is None:
        return _GAP_CHUNK + b" "
    return text.replace(PARAGRAPH, f" {PARAGRAPH} ").encode() + b" "


def _portions(texts: Sequence[Text]) -> Iterator[tuple[list[int], list[bytes]]]:
    """The chunks of texts in portions of BYTES_AT_ONCE: pieces, and the text that each is of. A piece ends with a blank."""
    owners: list[int] = []
    pieces: list[bytes] = []
    size = 0
    for owner, (text, _) in enumerate(texts):
        for piece in _pieces(_spell(text)):
            owners.append(owner)
            pieces.append(piece)
            size += len(piece)
            if size >= BYTES_AT_ONCE:
                yield owners, pieces
                owners, pieces, size = [], [], 0
    if pieces:
        yield owners, pieces


def _pieces(spelt: bytes) -> Iterator[bytes]:
    start = 0
    while len(spelt) - start > BYTES_AT_ONCE:
        end = start + BYTES_AT_ONCE
        end = spelt.rfind(b" ", start, end) + 1 or spelt.index(b" ", end) + 1
        yield spelt[start:end]
        start = end
    yield spelt[start:]
