"""How a printed date is spelt, before anything is read in it: one form of digits, blanks and dashes, and words folded.

In: text as it stood on a page or in a field. Out: text with ASCII digits, plain blanks and no invisible
characters (`normalise`), and words by which names are looked up (`fold`). What the words mean is left to
the lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPELLINGS: dict[int, str | None] = {ord(mark): None for mark in _INVISIBLE}
_SPELLINGS.update({ord(line): "\n" for line in "\u2028\u2029\x0b\x0c\x85"})
_SPELLINGS.update({ord(dash): "-" for dash in "\u2010\u2011\u2012\u2212\ufe63\uff0d\u05be"})
_SPELLINGS.update({ord(dash): "–" for dash in "\u2013\u2014\u2015\u2e3a\ufe58"})
_SPELLINGS.update({ord(quote): "'" for quote in "\u2018\u2019\u201b\u02bc\u2032\u0060\u00b4"})
_SPELLINGS.update(
    {
        0x3007: "0",
        0x060C: ",",
        0x3001: ",",
        0x3002: ".",
        0x0970: ".",
        0x00B0: "o",
        0x05F3: None,
        0x200A: " ",
        0x1680: " ",
    }
)

_NON_ASCII_DIGIT = re.compile(r"[^\D0-9]")
_BLANKS = re.compile(r"[^\S\n]")
_HAN_NUMBER = re.compile(r"[零一二三四五六七八九十百廿卅0]{1,7}(?=[年月日号時时点點分秒])")
# A circle stands for nought between digits of Han, and begins an item of a list elsewhere.
_HAN_CIRCLE = re.compile("(?<=[零一二三四五六七八九0])○|○(?=[一二三四五六七八九])")
_HAN_HUNDREDS = re.compile(
    "一?百(?:零|(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?"
)
_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"0": 0}

# Accents of Latin, Greek and Cyrillic; points of Hebrew and Arabic; nukta: what people leave out when they type.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u093c\u0640]")
_LETTERS = str.maketrans({"ı": "i", "ي": "ی", "ى": "ی", "ك": "ک", "ـ": None, ".": None, "'": None})


def normalise(text: str) -> str:
    """`text` in one spelling; its length may change. Line ends become `\\n`, all other white space a blank."""
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ").replace("`", "'")
    text = unicodedata.normalize("NFKC", text.translate(_SPELLINGS)).translate(_SPELLINGS)
    text = _NON_ASCII_DIGIT.sub(_ascii_digit, text)
    if "月" in text or "年" in text:
        text = _HAN_NUMBER.sub(_han_number, _HAN_CIRCLE.sub("0", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ")
    return _BLANKS.sub(" ", text)


def normalise_in_place(text: str) -> str:
    """`text` in one spelling, code point for code point, so that offsets stay. Invisible characters become blanks."""
    if text.isascii():
        return _BLANKS.sub(" ", text.replace("`", "'"))
    return "".join(map(_normalise_character, text))


@lru_cache(maxsize=4096)
def _normalise_character(character: str) -> str:
    spelt = normalise(character)
    return spelt if len(spelt) == 1 else " " if not spelt else character


def _ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match.group(), 0))


def _han_number(match: re.Match[str]) -> str:
    """`二〇二〇` digit by digit, `十五` and `二十九` by tens; what is neither stays as it is."""
    written = match.group().replace("廿", "二十").replace("卅", "三十")
    if "百" in written:
        return _hundreds(written) or match.group()
    if "十" not in written:
        return "".join(str(_HAN_DIGITS[digit]) for digit in written)
    tens, _, ones = written.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return match.group()
    return str((_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0))


def _hundreds(written: str) -> str:
    """`一百一十二`, `一百零三`, `一百一十`: the years of the Republic of China; empty for what is no such number."""
    found = _HAN_HUNDREDS.fullmatch(written)
    if found is None:
        return ""
    tens = 10 * _HAN_DIGITS[found["tens"] or "一"] if found["ten"] else 0
    return str(100 + tens + (_HAN_DIGITS[found["ones"]] if found["ones"] else 0))


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word as the lexicon knows it: lower case, without accents, points and apostrophes."""
    if word.isascii():
        return word.lower().replace(".", "").replace("'", "")
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold())).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)
