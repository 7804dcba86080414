"""A line of text -> words, numbers and marks, in the order of reading.

Blanks are dropped; `glued` remembers that there was none before a token, `gap` that there was a wide one
or a new line. A Han character is a token by itself (`2020年2月15日`), any other run of letters is one word,
with its inner hyphens, apostrophes and the points of abbreviations (`p.m.`, `ก.พ.`). What a token means is
left to the lexicon.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from indexer.dates.spelling import fold


def _marks() -> str:
    """Character class of all combining marks: they belong to words, though `\\w` leaves them out."""
    ranges: list[list[int]] = []
    for point in range(0x300, min(sys.maxunicode, 0x1AFF)):
        if unicodedata.category(chr(point))[0] == "M":
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_HAN = "\u3400-\u9fff"
_LETTER = rf"(?:[^\W\d_{_HAN}][{_marks()}]*)"
_TOKEN = re.compile(
    rf"""
      (?P<number>[0-9]+)
    | (?P<han>[{_HAN}])
    | (?P<word>{_LETTER}{{1,2}}\.(?:{_LETTER}{{1,2}}\.)*{_LETTER}{{1,2}}\.?(?!{_LETTER})   # p.m.  ก.พ.
              | {_LETTER}+(?:[-'·]{_LETTER}+)*)                              # segunda-feira, o'clock
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_JOINED = re.compile(r"(?<=[a-z.])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
_WIDE = re.compile(r"\n| {3}")


class Token(NamedTuple):
    """`key` is what the lexicon is asked for: a folded word, `#` for a number, else the mark itself."""

    kind: str
    text: str
    key: str
    start: int
    end: int
    glued: bool
    gap: bool


def tokenise(text: str) -> list[Token]:
    """All tokens of a normalised line. Linear in its length."""
    tokens = []
    end = 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        kind = match.lastgroup or "mark"
        written = match.group()
        key = "#" if kind == "number" else fold(written) if kind == "word" else written
        gap = start - end > 2 or (start > end and "\n" in text[end:start])
        tokens.append(Token(kind, written, key, start, match.end(), start == end and start > 0, gap))
        end = match.end()
    return tokens


def split_word(token: Token) -> list[Token]:
    """The parts of a word at its hyphens and apostrophes, or where two were glued together (`ETFebruary`)."""
    places = [match.start() for match in _JOINED.finditer(token.text)]
    for place, character in enumerate(token.text):
        if character in "-'·":
            places += [place, place + 1]
    bounds = sorted({0, *places, len(token.text)})
    return [_part(token, first, last) for first, last in pairwise(bounds)]


def _part(token: Token, first: int, last: int) -> Token:
    text = token.text[first:last]
    kind = "word" if text[0].isalpha() else "mark"
    glued, gap = (token.glued, token.gap) if first == 0 else (True, False)
    return Token(
        kind,
        text,
        fold(text) if kind == "word" else text,
        token.start + first,
        token.start + last,
        glued,
        gap,
    )
