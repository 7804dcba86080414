"""Which charset of one byte a letter is a text in? By the letters that some thirty languages write beyond ASCII.

In: the bytes of a text that no charset is stated for. Out: the charset in which they read most like one of these languages, or None
where they read like none. Each charset is tried with the languages that were written in it: a letter counts for as
much as it is frequent in the language, against it where the language has no such letter, where a capital follows
a small letter, and where a sign stands inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Codes = NDArray[np.uint8]
Counts = NDArray[np.int64]

# Letters beyond ASCII, the frequent first, of each language or of several that share them.
_WESTERN = (
    "éèàêâçîùôûïëœæ",  # French
    "üäöß",  # German
    "óéíáñúüªº",  # Spanish
    "ãçáéóíêàõúâôºª",  # Portuguese
    "àèéòùì",  # Italian
    "åäöéü",  # Swedish, Finnish
    "øåæéöä",  # Danish, Norwegian
    "éëïèöüáóê",  # Dutch
    "àéèíóçòúï",  # Catalan
    "íáéóúýöæðþ",  # Icelandic
)
_CENTRAL = (
    "łąęóżśćńź",  # Polish
    "íáéěřýžčšůúťóňď",  # Czech
    "áíéčýžšúľťôňóďäĺŕ",  # Slovak
    "áéóőíöüúű",  # Hungarian
    "čšžćđ",  # Croatian, Slovene
    "ăîâţşșț",  # Romanian
)
_BALTIC = ("ėšųąžįčęū", "āīšūēņļžčģķ", "äõüöšž")
_TURKISH = ("ıüşçğöâîû",)
_CYRILLIC = (
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",  # Russian
    "оаинвтеірскдлмупязьбгчйхїжцшюєщфґ",  # Ukrainian
    "аеоинтрвсдлкмпзбугячъщжхшцйфюь",  # Bulgarian
    "аоиенртсјувкдмлпзгбчшцжњљћђфхџ",  # Serbian
    "аоінесрклтудвымпзяьгцбчйэўжхшюфё",  # Belarusian
)
_GREEK = ("αοιετσνηυρπκμλςίόάγέδήθύχώφωβξζψϊϋΐΰ",)
_HEBREW = ("יולהאמרתבשנעםדקחפטכגןסזצךףץ",)
_ARABIC = ("اليمنرتوبةعدسفهكقأحجشطصخإىذزثغءئضظآؤ", "ایرنهدموتبسشلگکزفعخقجحآپچصطضغذظثژئ")
_THAI = ("านรกอเ่งมยล้วีดทัสิตะปบคหแจพชขใไ็ูุื์ำโผซถณธฟศญภษ",)

_LATIN_TWO = ("cp1250", "iso8859_2", "cp852", "mac_latin2")
_CHARSETS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("cp1252", "mac_roman", "cp850"), _WESTERN),
    (("cp1254",), _TURKISH),
    (_LATIN_TWO, _CENTRAL),
    (("cp1257",), _BALTIC),
    (("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"), _CYRILLIC),
    (("cp1253", "iso8859_7"), _GREEK),
    (("cp1255",), _HEBREW),
    (("cp1256", "iso8859_6"), _ARABIC),
    (("cp874",), _THAI),
    (("iso8859_16",), ("ăîâțș",)),
)

_NAMES = [charset for charsets, _ in _CHARSETS for charset in charsets]
_TRIED = [
    (charset, language) for charsets, languages in _CHARSETS for charset in charsets for language in languages
]

_SMALL, _CAPITAL, _ODD, _SIGN = range(4)
_STANDINGS = 4
_HIGH = 0x80

_LATIN = "\u036f"
"""Letters beyond are of another script, which no letter of ASCII touches."""
_BOXES = ("\u2500", "\u25ff")
_JOINING = "’‘´·–—…\xad"
_OPENING = "«»“”„‘‚‹›¿¡–—…\xa0§©€£¥"

_WORD = re.compile(rb"[A-Za-z\x80-\xff]{0,40}[\x80-\xff][A-Za-z\x80-\xff]{0,40}")
_MOST_WORDS = 400
_LEAST = 1.0
"""Of at most 3 a letter: below it the text is in no language of these."""
_OUTSIDE = -3.0
"""What a letter counts that the language has not."""


def tell_charset(sample: bytes) -> str | None:
    """The charset of one byte a letter that a text is most likely in, as Python names it; None where none fits."""
    words = (match.group() for match in _WORD.finditer(sample))
    data = np.frombuffer(b" %b " % b" ".join(islice(words, _MOST_WORDS)), np.uint8)
    places = np.flatnonzero(data >= _HIGH)
    seen = _signs().count(data[places], data[places - 1], data[places + 1])
    scores = _score(seen, _trials())
    best = int(scores.argmax())
    return _TRIED[best][0] if scores[best] > _LEAST else None


@dataclass(frozen=True, slots=True)
class _Signs:
    """What each byte is in each charset: masks of a row a charset, 256 wide."""

    letter: Mask
    small: Mask
    capital: Mask
    plain: Mask
    """A letter of ASCII."""
    foreign: Mask
    """A letter or a sign of a script that no letter of ASCII touches."""
    writing: Mask
    """A letter or one of the vowels and tones that stand about a Thai letter."""
    printed: Mask
    """A sign of a text: none of a terminal's boxes, nothing undefined."""
    joining: Mask
    opening: Mask

    def count(self, letters: Codes, before: Codes, after: Codes) -> Counts:
        """How often each letter stands in each way between its neighbours: by charset, standing and byte from _HIGH on.

        Odd is a capital behind a small letter, a small one between capitals, a foreign letter at a plain one, a sign
        inside a word that is no apostrophe, or right before a word that opens nothing.
        """
        follows, leads = self.letter[:, before], self.letter[:, after]
        in_place = ~leads | np.where(follows, self.joining[:, letters], self.opening[:, letters])
        sign = np.where(in_place & self.printed[:, letters], _SIGN, _ODD)
        capital = self.capital[:, letters]
        odd = self.foreign[:, letters] & (self.plain[:, before] | self.plain[:, after])
        odd |= np.where(capital, self.small[:, before], self.capital[:, before] & self.capital[:, after])
        word = np.where(odd, _ODD, np.where(capital, _CAPITAL, _SMALL))
        standing = np.where(self.writing[:, letters], word, sign)
        rows = np.arange(len(standing))[:, None]
        cells = (rows * _STANDINGS + standing) * _HIGH + (letters - _HIGH)
        counts = np.bincount(cells.ravel(), minlength=len(standing) * _STANDINGS * _HIGH)
        return counts.reshape(len(standing), _STANDINGS, _HIGH)


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    readings = [_read_bytes(charset) for charset in _NAMES]

    def mask_of(holds: Callable[[str], bool]) -> Mask:
        return np.array([[holds(sign) for sign in signs] for signs in readings])

    return _Signs(
        letter=mask_of(str.isalpha),
        small=mask_of(str.islower),
        capital=mask_of(str.isupper),
        plain=mask_of(lambda sign: sign.isascii() and sign.isalpha()),
        foreign=mask_of(lambda sign: sign > _LATIN),
        writing=mask_of(lambda sign: sign.isalpha() or "\u0e30" <= sign <= "\u0e4e"),
        printed=mask_of(_is_printed),
        joining=mask_of(lambda sign: sign in _JOINING),
        opening=mask_of(lambda sign: sign in _OPENING),
    )


def _read_bytes(charset: str) -> str:
    return bytes(range(256)).decode(charset, "replace")


def _is_printed(sign: str) -> bool:
    return (sign.isprintable() or sign == "\xa0") and not _BOXES[0] <= sign <= _BOXES[1] and sign != "\ufffd"


@dataclass(frozen=True, slots=True)
class _Trials:
    """A row for each pair of a charset and a language in it."""

    charset: Counts
    """Its row among the signs."""
    weights: NDArray[np.float64]
    """What each byte from _HIGH on counts: 3 the language's commonest third of letters, 2 the next, 1 the rest."""
    capital_weights: NDArray[np.float64]
    """The same where it is a capital: at most 1."""


@lru_cache(maxsize=1)
def _trials() -> _Trials:
    rows = []
    for charset, language in _TRIED:
        third = max(1, -(-len(language) // 3))
        ranks = {letter: 3.0 - place // third for place, letter in enumerate(language)}
        rows.append([ranks.get(sign.lower(), _OUTSIDE) for sign in _read_bytes(charset)[_HIGH:]])
    weights = np.array(rows)
    charsets = np.array([_NAMES.index(charset) for charset, _ in _TRIED])
    return _Trials(charsets, weights, np.minimum(weights, 1.0))


def _score(seen: Counts, trials: _Trials) -> NDArray[np.float64]:
    """For each trial from 3 (only the language's commonest letters) downwards; 0 where no letter counts."""
    small, capital, odd = np.moveaxis(seen[trials.charset], 1, 0)[[_SMALL, _CAPITAL, _ODD]]
    total = np.einsum("pb,pb->p", small, trials.weights) + np.einsum(
        "pb,pb->p", capital, trials.capital_weights
    )
    numbers = (small + capital + odd).sum(axis=1)
    scores: NDArray[np.float64] = (total + odd.sum(axis=1) * _OUTSIDE) / np.maximum(1, numbers)
    return scores
