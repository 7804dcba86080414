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
from collections.abc import Callable
from functools import partial
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


def _pattern(letter: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?P<number>[0-9]+)
        | (?P<han>[{_HAN}])
        | (?P<word>{letter}{{1,2}}\.(?:{letter}{{1,2}}\.)*{letter}{{1,2}}\.?(?!{letter})   # p.m.  ก.พ.
                  | {letter}+(?:[-'·]{letter}+)*)                              # segunda-feira, o'clock
        | (?P<mark>\S)
        """,
        re.VERBOSE,
    )


_TOKEN = _pattern(rf"(?:[^\W\d_{_HAN}][{_marks()}]*)")
# The same, where no letter can bear a mark: three times as fast.
_ASCII_TOKEN = _pattern("[A-Za-z]")
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


_new_token: Callable[[tuple[str, str, str, int, int, bool, bool]], Token] = partial(tuple.__new__, Token)
"""A third of the time that calling the class takes, and a line has dozens."""


def tokenise(text: str) -> list[Token]:
    """All tokens of a normalised line. Linear in its length."""
    tokens = []
    end = 0
    for match in (_ASCII_TOKEN if text.isascii() else _TOKEN).finditer(text):
        before, (start, end) = end, match.span()
        kind = match.lastgroup or "mark"
        written = match.group()
        key = "#" if kind == "number" else fold(written) if kind == "word" else written
        gap = start > before and (start - before > 2 or "\n" in text[before:start])
        tokens.append(_new_token((kind, written, key, start, end, start == before and start > 0, gap)))
    return tokens


def split_word(token: Token) -> list[Token]:
    """The parts of a word at its hyphens and apostrophes, or where two were glued together (`ETFebruary`)."""
    if token.text.isalpha() and (token.text.islower() or token.text.isupper() or token.text.istitle()):
        return [token]
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
