"""Letters as they are compared: what is printed -> a cleaned form, and a form without case and accents.

In: words or whole values. Out: `clean` keeps case and accents (what `=exact` compares), `fold` drops
them (what bare words, wildcards and fuzzy words compare), `fold_value` compares names and codes.
Where a word begins and ends is the affair of `analysis`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from indexer.hebrew import GERSHAYIM

APOSTROPHES = "'’‘‛ʼʻʿʾʹ′´`＇՚׳״"
HYPHENS = "-‐‑－﹣־֊⸗¬"
"""Also the double one of Gothic type, and the sign that machines which read scans put for a hyphen at a line's end."""

_INVISIBLE = (
    "\u00ad\u034f\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
"""Soft hyphen, tatweel, zero-width characters, marks of direction, variation selectors."""

_GONE = re.compile(f"[{_INVISIBLE}]+")
_STRAIGHTENED = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | {"\u066b": ".", "\u066c": ","}
)
"""Also the decimal point and the thousands comma of Arabic script."""

_TYPED_GERSHAYIM = re.compile(GERSHAYIM)

_PRESENTED = re.compile("[\ufb00-\ufb06\ufb50-\ufbb1\ufe80-\ufefc\uff01-\uff9f]+")
"""Forms of letters that only typesetting tells apart: ligatures, Arabic letters as joined, full and half width."""

_CHILLU = re.compile("([\u0d23\u0d28\u0d30\u0d32\u0d33\u0d15])\u0d4d\u200d")
_CHILLU_LETTERS = dict(
    zip("\u0d23\u0d28\u0d30\u0d32\u0d33\u0d15", "\u0d7a\u0d7b\u0d7c\u0d7d\u0d7e\u0d7f", strict=True)
)
"""Malayalam consonants without a vowel, which were spelt with a joiner before they had letters of their own."""

_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""Marks that may be left out in writing: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels.
The signs of Indic scripts and the voicing marks of Japanese are letters of their words and stay."""

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƶ": "z", "ƀ": "b", "ɨ": "i", "ʉ": "u", "ɵ": "o", "ȼ": "c",
        "ɍ": "r", "ɏ": "y", "ɇ": "e", "ƈ": "c", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ǝ": "e",
        "ſ": "s", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ҕ": "г", "ə": "a", "ɛ": "e", "ɔ": "o", "ɖ": "d",
        "ƒ": "f", "ɣ": "g", "ʋ": "v", "ɲ": "n", "ɩ": "i", "ʊ": "u",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart, by what they are commonly typed as."""

_OWN_LETTERS = frozenset("йўї")
"""Cyrillic letters that look accented and are not: nobody leaves their mark out, and stems hang on й."""

_INSIDE = re.compile(rf"[{APOSTROPHES}{re.escape(HYPHENS)},]+|\.(?!(?<=\d\.)\d)|(?<=l)·(?=l)")
"""What goes from inside a word: apostrophes, hyphens, commas, the l·l point, and every point but a decimal one."""


def clean(text: str) -> str:
    """The text in NFC without invisible characters, ligatures and wide letters, its apostrophes and hyphens straight; case and accents stay."""
    if text.isascii():
        return text if "`" not in text else text.replace("`", "'")
    plain = _GONE.sub("", _CHILLU.sub(_chillu, text))
    plain = unicodedata.normalize("NFC", _PRESENTED.sub(_plain_form, plain))
    return _TYPED_GERSHAYIM.sub("'", plain).translate(_STRAIGHTENED)


def _chillu(match: re.Match[str]) -> str:
    return _CHILLU_LETTERS[match[1]]


def _plain_form(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def fold(written: str) -> str:
    """A word without case, accents and the marks inside it: `O'Brien` -> `obrien`, `U.S.` -> `us`, `Łódź` -> `lodz`.

    A function of the word alone, in any language. `*`, `?`, `&` and blanks stay, so patterns fold too.
    """
    letters = _fold_letters(written)
    return letters if letters.isalnum() and letters.isascii() else _INSIDE.sub("", letters)


@lru_cache(maxsize=4096)
def fold_value(value: str) -> str:
    """A whole value (source, section, tag) without case and accents, runs of blanks as one; punctuation stays."""
    return " ".join(_fold_letters(value).split())


def _fold_letters(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", clean(text)).casefold()
    return unicodedata.normalize("NFC", "".join(map(_fold_character, text))).translate(_STRAIGHTENED)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isascii() or character in _OWN_LETTERS:
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    base = _ACCENTS.sub("", unicodedata.normalize("NFD", character))
    return base.translate(_LETTERS)
