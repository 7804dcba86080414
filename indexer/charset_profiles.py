"""Which charset of one byte a letter is a text in? By the letters that some thirty languages write beyond ASCII.

In: the bytes of a text that no charset is stated for. Out: the charset in which they read most like one of these languages, or None
where they read like none. Each charset is tried with the languages that were written in it: a letter counts for as
much as it is frequent in the language, against it where the language has no such letter, where a capital follows
a small letter, and where a sign stands inside a word.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

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
    words = [match.group() for match, _ in zip(_WORD.finditer(sample), range(_MOST_WORDS), strict=False)]
    data = b" ".join(words)
    best, most = None, _LEAST
    for charsets, languages in _CHARSETS:
        for charset in charsets:
            seen = _look_at(data.decode(charset, "replace"))
            for language in languages:
                score = _score(seen, language)
                if score > most:
                    best, most = charset, score
    return best


def _look_at(text: str) -> Counter[tuple[str, str]]:
    """The letters and signs beyond ASCII, each with what it is where it stands: `small`, `capital`, `odd` or `sign`."""
    seen: Counter[tuple[str, str]] = Counter()
    before = " "
    for place, letter in enumerate(text):
        if letter > "\x7f":
            seen[letter.lower(), _standing(before, letter, text[place + 1 : place + 2])] += 1
        before = letter
    return seen


def _standing(before: str, letter: str, after: str) -> str:
    if not letter.isalpha() and not "\u0e30" <= letter <= "\u0e4e":
        return "sign" if _is_sign_in_place(before, letter, after) else "odd"
    if letter > _LATIN and (_is_plain(before) or _is_plain(after)):
        return "odd"
    if not letter.isupper():
        return "small" if not (before.isupper() and after.isupper()) else "odd"
    return "odd" if before.islower() else "capital"


def _is_sign_in_place(before: str, sign: str, after: str) -> bool:
    """Whether a sign may stand there: an apostrophe between letters, only what opens right before a word, nothing of a terminal's."""
    if not (sign.isprintable() or sign == "\xa0") or _BOXES[0] <= sign <= _BOXES[1] or sign == "\ufffd":
        return False
    if before.isalpha() and after.isalpha():
        return sign in _JOINING
    return not after.isalpha() or sign in _OPENING


def _is_plain(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _score(seen: Counter[tuple[str, str]], language: str) -> float:
    """From 3 (only the language's commonest letters) downwards."""
    ranks = _ranks(language)
    total = count = 0.0
    for (letter, standing), number in seen.items():
        if standing == "sign":
            continue
        count += number
        rank = ranks.get(letter, _OUTSIDE)
        total += number * (
            _OUTSIDE if standing == "odd" else min(rank, 1.0) if standing == "capital" else rank
        )
    return total / count if count else 0.0


@lru_cache(maxsize=100)
def _ranks(language: str) -> dict[str, float]:
    """What each letter counts: 3 the commonest third, 2 the next, 1 the rest."""
    third = max(1, -(-len(language) // 3))
    return {letter: 3.0 - place // third for place, letter in enumerate(language)}
