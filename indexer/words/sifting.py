"""Which chunks of a text can hold certain words, by the letters of the text alone; only these are then read.

Reading all of a text (`chunks.read_text`) is worth its time where distances are asked for. To mark a few words and phrases, their
*needles* are looked for in the letters of the text, which a few calls in C do, and each chunk around one is read.

What makes this safe: of a chunk in ASCII, every form that is indexed is a stretch of its letters, in lower case, with signs left
out. So the bare letters of the form stand in the chunk as they are, or, where signs stand between its letters, in the chunk's bare
letters. Chunks with other letters are read whatever is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.words.chunks import (
    PARAGRAPH,
    Chunk,
    ReadText,
    meaning_of_chunk,
    plain_word,
    read_text,
)
from indexer.words.folding import fold

Needles = tuple[bytes, ...]
"""Bare letters, one of which stands in every chunk in ASCII that holds what is looked for."""

Span = tuple[int, int]

MOST_NEEDLES = 40
"""Beyond, reading the text is quicker."""

_BLANK, _SIGN = b" ", b"-"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SPELLED = bytes(
    ord(letter if letter in _LETTERS else " " if letter in " \n" else "-")
    for letter in map(str.lower, map(chr, range(128)))
) + bytes(128)
"""Letters and digits in lower case, every sign as one and the same, every space as a blank."""

_ROOM = Chunk(1)
"""What stands for words that are not read."""

_WILD = re.compile(r"[*?]")
_OTHER_LETTER = re.compile(r"[^\x00-\x7f]")
_ODD_SPACE = re.compile(r"[^\S \n]")
_ODD_ASCII_SPACE = b"\t\r\x0b\x0c\x1c\x1d\x1e\x1f"


def bare_letters(text: str) -> bytes:
    """Letters and digits of ASCII in lower case, nothing else; of a text without spaces."""
    return _spell(text).replace(_SIGN, b"")


def _spell(text: str) -> bytes:
    """A byte for each code point."""
    return text.encode("ascii", "replace").translate(_SPELLED)


def needles_of_forms(written: Iterable[str]) -> Needles | None:
    """Those of forms as they are indexed. None where they are too many, or one has no bare letters."""
    bare = sorted({bare_letters(form) for form in written if form.isascii()}, key=len)
    needles: list[bytes] = []
    for form in bare:
        if not any(needle in form for needle in needles):
            needles.append(form)
        if not form or len(needles) > MOST_NEEDLES:
            return None
    return tuple(needles)


def needles_of_pattern(pattern: str) -> Needles | None:
    """Those of a wildcard: its longest stretch of letters. None where it has none."""
    literals = _WILD.split(fold(pattern))
    if not all(literal.isascii() for literal in literals):
        return ()
    longest = max(map(bare_letters, literals), key=len)
    return (longest,) if longest else None


class _Sifted:
    """An even text, none of whose chunks has been read yet. A chunk is known by where it begins and ends, in code points."""

    __slots__ = ("_known_others", "_known_signed", "_language", "_spelled", "_text")

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._spelled = _spell(text)
        self._known_signed: tuple[bytes, list[Span]] | None = None
        self._known_others: list[Span] | None = None

    def holding(self, needles: Needles) -> list[Span]:
        """The chunks to read, in order."""
        found = set(self._others)
        bare = self._spelled.replace(_SIGN, b"")
        for needle in needles:
            times = bare.count(needle)
            if times:
                found.update(self._around(self._spelled, needle))
                # without signs no chunk holds it less often, so that one which holds it more often shows in the sum
                if times > self._spelled.count(needle):
                    found.update(self._parted(needle))
        return sorted(found)

    def _parted(self, needle: bytes) -> Iterator[Span]:
        """Chunks in which a needle stands with signs between its letters."""
        bare, signed = self._signed
        return (span for span, letters in zip(signed, bare.split(_BLANK), strict=True) if needle in letters)

    def _around(self, letters: bytes, needle: bytes) -> Iterator[Span]:
        """Chunks in which a needle stands."""
        place = letters.find(needle)
        while place >= 0:
            span = self._chunk_at(place)
            yield span
            place = letters.find(needle, span[1])

    def _chunk_at(self, place: int) -> Span:
        end = self._spelled.find(_BLANK, place)
        return self._spelled.rfind(_BLANK, 0, place) + 1, end if end >= 0 else len(self._spelled)

    @property
    def _signed(self) -> tuple[bytes, list[Span]]:
        """Chunks with signs between their letters: the bare letters of each, with blanks between them, and where they are."""
        if self._known_signed is None:
            # a sign at an end of its chunk parts no letters
            letters = self._spelled.replace(b"-- ", b"   ").replace(b"- ", b"  ").replace(b" -", b"  ")
            spans = list(self._around(letters, _SIGN))
            bare = _BLANK.join([self._spelled[start:end] for start, end in spans]).replace(_SIGN, b"")
            self._known_signed = bare, spans
        return self._known_signed

    @property
    def _others(self) -> list[Span]:
        """Chunks with other letters than those of ASCII."""
        if self._known_others is None:
            self._known_others = [] if self._text.isascii() else list(self._with_other_letters())
        return self._known_others

    def _with_other_letters(self) -> Iterator[Span]:
        found = _OTHER_LETTER.search(self._text)
        while found:
            span = self._chunk_at(found.start())
            yield span
            found = _OTHER_LETTER.search(self._text, span[1])

    def excerpt(self, needles: Needles) -> ReadText:
        """The chunks to read, one word's room between those that are no neighbours."""
        names: list[str] = []
        meanings: list[str | Chunk] = []
        starts: list[int] = []
        behind = 0
        for start, end in self.holding(needles):
            if starts and not self._adjoin(behind, start):
                names.append("")
                meanings.append(_ROOM)
                starts.append(behind)
            names.append(self._text[start:end])
            meanings.append(self._meaning(start, end))
            starts.append(start)
            behind = end
        odd = [(number, meaning) for number, meaning in enumerate(meanings) if isinstance(meaning, Chunk)]
        return ReadText(
            names, meanings, [number for number, _ in odd], [meaning for _, meaning in odd], starts
        )

    def _adjoin(self, behind: int, start: int) -> bool:
        """Whether no word stands between the end of one chunk and the start of another."""
        place = self._next_chunk(behind)
        while place < start:
            _, end = self._chunk_at(place)
            if plain_word(self._text[place:end]) or _width(self._meaning(place, end)):
                return False
            place = self._next_chunk(end)
        return True

    def _next_chunk(self, end: int) -> int:
        """Where words go on behind a chunk that ends there."""
        return end + (2 if self._text[end] == "\n" else 1)

    def _meaning(self, start: int, end: int) -> str | Chunk:
        following = None
        if end < len(self._text):
            following = PARAGRAPH if self._text[end] == "\n" else self._text[slice(*self._chunk_at(end + 1))]
        return meaning_of_chunk(self._text[start:end], following, self._language)


def _width(meaning: str | Chunk) -> int:
    return meaning.width if isinstance(meaning, Chunk) else 1


def read_excerpt(text: str, language: str, needles: Needles) -> ReadText:
    """Those chunks of a text that may hold what is looked for, each where it stands. Which are neighbours is kept, how far others are apart is not.

    An uneven text is read whole: where its chunks end, reading alone can tell.
    """
    return _Sifted(text, language).excerpt(needles) if _is_even(text) else read_text(text, language)


def _is_even(text: str) -> bool:
    """Whether single blanks or paragraphs' ends stand between its words, and nothing around them."""
    line = text.replace(PARAGRAPH, " ")
    return not (
        not text
        or "\n" in line
        or "  " in line
        or line.startswith(" ")
        or line.endswith(" ")
        or _has_odd_space(text)
    )


def _has_odd_space(text: str) -> bool:
    if not text.isascii():
        return _ODD_SPACE.search(text) is not None
    encoded = text.encode()
    return len(encoded.translate(None, _ODD_ASCII_SPACE)) < len(encoded)
