"""Dividing: a word surface as printed -> the words in it.

In: what `analysis.SCAN` takes for one surface. Out: rows of words, each as (start, end) in the surface;
the words of a row are joined by hyphens. Points, commas and `&` divide, unless the whole is one word by
its form: an acronym, a degree, a number, a name in capitals. A run of characters of a script that is
written without blanks is a row of its own, to be taken apart by `characters`. What the words mean is
left to `analysis`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from indexer.words.elisions import BEFORE_ACRONYM
from indexer.words.folding import APOSTROPHES, HYPHENS, clean

Span = tuple[int, int]


def _marks() -> str:
    """Combining marks and invisible format characters that stand inside words, as the ranges of a character class."""
    spans = (
        (0xAD, 0xAE),
        (0x300, 0x3400),
        (0xA000, 0xAC00),
        (0xF900, 0xFF00),
        (0x10A00, 0x12000),
        (0xE0100, 0xE01F0),
    )
    ranges: list[list[int]] = []
    for code in (code for first, last in spans for code in range(first, last)):
        character = chr(code)
        if unicodedata.category(character)[0] == "M" or unicodedata.category(character) == "Cf":
            if not ranges or ranges[-1][1] != code - 1:
                ranges.append([code, code])
            ranges[-1][1] = code
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


MARKS = _marks()
"""Ranges of a character class: what belongs to the letter before it."""

_UNSPACED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104a-\u108f\u109a-\u109f\u1100-\u11ff\u1780-\u17df\u17ea-\u17ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3040-\u30ff"
    "\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_JOINS_BEFORE = rf"{MARKS}\u1160-\u11ff\uff9e\uff9f\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd"
"""Marks, and letters that are written after their character: trailing jamo, half-width voicing marks, Thai vowels."""

FRACTIONS = "\u00bc-\u00be\u2150-\u215e\u2189"
"""Ranges of a character class: fractions of one character, each two words, as `1/2` is."""

_ALONE = re.compile(rf"(?:[{_UNSPACED}][{MARKS}]*)+|[{FRACTIONS}]")
"""What is a row of its own."""
_FRACTION = re.compile(f"[{FRACTIONS}]")
_UNSPACED_RUN = re.compile(rf"(?:[{_UNSPACED}][{MARKS}]*)+")
_CHARACTER = re.compile(rf"[{_UNSPACED}][{_JOINS_BEFORE}]*")

_ACRONYM = re.compile(rf"([^\W\d_])\1?(?:\.([^\W\d_])\2?)+\.?(?:[{APOSTROPHES}]\w{{1,2}})?", re.IGNORECASE)
"""`U.S.`, `O.J.'s`, `M.P.s`, and letters doubled for a plural: `EE.UU.`."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}(?=[^\W\d_]{2})")
"""What stands before a name without a blank: `А.П.Чехов`, `U.S.Government`."""

_DEGREE = re.compile(
    r"(?:(?:ph|ed|sc|psy|pharm|th|litt?|eng|j\.s)\.d|[mb]\.(?:sc|ed|phil|eng|tech)|d\.(?:phil|sc|litt))"
    rf"\.?(?:[{APOSTROPHES}]?s)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[^\W\d_]{0,3}\d+(?:[.．\u066b]\d+)?\w{0,9}|\d{1,3}(?:[,，\u066c]\d{2,3})*[,，\u066c]\d{3}(?:[.．\u066b]\d+)?\w{0,9}"
    rf"|\d{{1,3}}(?:\.\d{{3}})+\w{{0,9}}|\d{{1,3}}(?:[{APOSTROPHES}]\d{{3}})+(?:\.\d+)?\w{{0,9}}"
)
"""`1.5m`, `v2.0`, `１．５`; `1,234.56`, `12,34,567`; `1.234.567`; `12'345.60`."""

JOINED_ACROSS = "\n\u00a0\u2009\u202f"
"""Blanks that may stand inside a word: at a line's end behind its hyphen, between the thousands of a number."""

_NAMES_AND = re.compile(r"[^\W_]+(?:[&＆][^\W_]+)+")
_POSSESSIVE = re.compile(r"'[sS]$")
_NO_JOINT = rf"[^{re.escape(HYPHENS)}{JOINED_ACROSS}\u0640\u318d]"
"""U+318D is a letter of old Korean, which papers print as a middle dot: `한ㆍ미`."""
_TATWEEL = r"\u0640(?![\dA-Za-z])"
_HYPHENED = re.compile(rf"(?:{_NO_JOINT}|{_TATWEEL}){_NO_JOINT}*(?:{_TATWEEL}{_NO_JOINT}*)*")
"""A tatweel before a number or a Latin letter joins as a hyphen does: the Arabic article in `الـ20`, `الـBBC`."""
_DIVIDERS = ("_", ".", ",", "&＆", APOSTROPHES)
"""Apostrophes only between digits: feet and inches, minutes and seconds (`6'2`)."""
_AT_POINTS = _DIVIDERS.index(".")
_BETWEEN_DIGITS = _DIVIDERS.index(APOSTROPHES)
_ENDING_OF_NUMBER = re.compile(rf"(?<=\d)[{APOSTROPHES}][^\W\d_]{{1,9}}$")
"""`19.00'da`, `$1.5's`."""
_SHORT_NAME = 3
"""Letters of a part that `&` joins in any case: `r&d`, `at&t`."""


def rows_of_words(surface: str) -> Iterator[list[Span]]:
    """The surface's words in order, those that hyphens join in one row."""
    row: list[Span] = []
    for part in _HYPHENED.finditer(surface):
        for number, span in enumerate(_words_between_hyphens(surface, part.start(), part.end())):
            if row and (number or _stands_alone(surface, span) or _stands_alone(surface, row[-1])):
                yield row
                row = []
            row.append(span)
    if row:
        yield row


def characters(surface: str, row: list[Span]) -> list[Span] | None:
    """Each character of a row in a script without blanks, with the marks on it; None for a row of words."""
    start, end = row[0]
    if _UNSPACED_RUN.match(surface, start, end) is None:
        return None
    return [found.span() for found in _CHARACTER.finditer(surface, start, end)]


def fraction(surface: str, row: list[Span]) -> tuple[str, str] | None:
    """What stands above and below the line of a fraction in one character; None where the row is none."""
    start, end = row[0]
    if end - start > 1 or not _FRACTION.match(surface, start):
        return None
    above, _, below = unicodedata.normalize("NFKC", surface[start]).partition("\u2044")
    return above, below


def is_acronym(word: str) -> bool:
    """Whether points stand between all its letters, or it is a degree: `U.S.`, `Ph.D`."""
    return "." in word and bool(_ACRONYM.fullmatch(word) or _DEGREE.fullmatch(word))


def _stands_alone(surface: str, span: Span) -> bool:
    return _ALONE.match(surface, *span) is not None


def _words_between_hyphens(surface: str, start: int, end: int) -> Iterator[Span]:
    text = surface[start:end]
    if text.isascii() and text.isalnum():
        yield start, end
        return
    for first, last in _script_runs(surface, start, end):
        if _stands_alone(surface, (first, last)):
            yield first, last
        else:
            rest = surface[first:last]
            yield from ((first + begin, first + stop) for begin, stop in _divide(rest, 0, len(rest), 0))


def _divide(text: str, start: int, end: int, level: int) -> Iterator[Span]:
    """Divides at `_`, then at points, commas and `&`, whatever is not one word by its form."""
    if level == len(_DIVIDERS) or _stays_whole(text[start:end]):
        yield start, end
        return
    place = start
    initials = _INITIALS.match(text, start, end) if level == _AT_POINTS else None
    if initials is not None:
        yield start, initials.end()
        place = initials.end()
    for index in range(place, end + 1):
        if index == end or (
            text[index] in _DIVIDERS[level]
            and (level < _BETWEEN_DIGITS or (index > start and text[index - 1 : index + 2 : 2].isdecimal()))
        ):
            if place < index:
                yield from _divide(text, place, index, level + 1)
            place = index + 1


def _stays_whole(text: str) -> bool:
    return bool(
        text.isalnum()
        or is_acronym(text)
        or _NUMBER.fullmatch(text)
        or _NUMBER.fullmatch(_ENDING_OF_NUMBER.sub("", text))
        or _is_name_with_and(text)
        or _is_elided_acronym(text)
    )


def _is_elided_acronym(text: str) -> bool:
    article = BEFORE_ACRONYM.match(text) if "." in text else None
    return article is not None and is_acronym(text[article.end() :])


def _is_name_with_and(text: str) -> bool:
    name = _POSSESSIVE.sub("", clean(text))
    if not _NAMES_AND.fullmatch(name):
        return False
    return name.isupper() or all(len(part) <= _SHORT_NAME for part in re.split("[&＆]", name))


def _script_runs(surface: str, start: int, end: int) -> Iterator[Span]:
    """Cuts where a script without blanks or a fraction begins or ends: `iPhone発売`, `增长5.2`, `2½`."""
    place = start
    for run in _ALONE.finditer(surface, start, end):
        if place < run.start():
            yield place, run.start()
        yield run.span()
        place = run.end()
    if place < end:
        yield place, end
