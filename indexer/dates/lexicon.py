"""Words and marks of a line -> what each may be in a date, as one letter.

In: tokens. Out: pieces, each with a code letter that the grammar's patterns are written in, the value
behind it (a month's number, a weekday's, a zone's name) and its place in the line. Phrases of several
words (`Last updated on`, `tháng hai`, `il y a # heures`) become one piece: the longest wins.

    1 2 3 4 8 n   numbers of so many digits (n: any other)
    M  month          K  month or weekday (`mar`)   m  `tháng` before a month's number   J  Solar Hijri month
    W  weekday (w: one character of one)   A  am, pm                     T  noon, midnight                    Z  zone
    P  published      U  updated                    X  some other day                    B  by, source
    G  2 hours ago    R  yesterday                  e  era                               o  ordinal ending
    y L j  年 月 日    H N S  時 分 秒                v  版    g  元    h c  marks of the clock (`8h28`, `8 Uhr`)
    f  adds nothing   x  any other word             ?  any other mark
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from indexer.dates import words
from indexer.dates.phrases import LEAF, PHRASES, SKIPPED, ZONE_LETTERS, Meaning, Node
from indexer.dates.spelling import fold, normalise
from indexer.dates.tokens import Token, split_word, tokenise


class Piece(NamedTuple):
    """One code letter of a line: its value, the text behind it, and where that stands (`start`, `end`)."""

    code: str
    value: Any
    text: str
    start: int
    end: int
    glued: bool
    gap: bool
    key: str


_new_piece: Callable[[tuple[str, Any, str, int, int, bool, bool, str]], Piece] = partial(tuple.__new__, Piece)
"""A third of the time that calling the class takes, and a line has dozens."""

_LONGEST_LINE = 400

_SKIPPED_INSIDE = SKIPPED | {":"}
_MARKS = frozenset(".,:;/-–|()[]@'\"+·•~*>»«<→\\_●▪■◆◼‧∙●▸►⋅")
_NUMBER_CODES = {1: "1", 2: "2", 3: "3", 4: "4", 8: "8"}
_GLUED_MARKS = {
    "年": "y", "년": "y", "月": "L", "월": "L", "日": "j", "号": "j", "號": "j", "일": "j", "時": "H", "时": "H", "点": "H",
    "點": "H", "시": "H", "分": "N", "분": "N", "秒": "S", "초": "S", "版": "v", "元": "g",
    **dict.fromkeys("火水木金土화수목금토", "w"),
}  # fmt: skip
_ORDINALS = frozenset(
    "ko eko ean st nd rd th er re e eme o a i го ое ого й я ма ви ри ти ші en an cu ci ان го-го მ ten te sten ste den de ro ero".split()
)
# Behind the number that follows an hour, and behind that which follows a minute: `15 h 07 min 00 s`.
_MINUTE_MARKS = {
    "h": frozenset(("min", "mn", "m", "мин", "хв")),
    "N": frozenset(("s", "sec", "sek", "с", "сек")),
}
_ROMAN_MONTHS = dict(zip("I II III IV V VI VII VIII IX X XI XII".split(), range(1, 13), strict=True))
_ERA_LETTERS = frozenset("RHSTM")
"""Japanese eras by a letter: the number behind them is a year of the era, and no day."""
_HOUR_MARKS = frozenset(("h", "ч", "u"))
_COUNTRIES = frozenset("AR BO CL CO CR EC ES ESP GT HN MX NI PA PE PY SV UY VE".split())
"""Whose clock a time is of, by letters that are no zone: `02:05 p. m. MX`."""
_AROUND_MONTH = frozenset("day of de del di do , in".split())
_BEFORE_ZONE = frozenset("A1248nchTj()[,-/.ZSNHo")
_IANA = re.compile(
    r"(?:America|Europe|Asia|Africa|Australia|Pacific|Atlantic|Indian|Etc)(?:/[A-Za-z0-9_+-]+){1,2}"
)
_VIETNAMESE_HALVES = {"SA": 0, "CH": 12}
"""Morning and afternoon behind a time; `Sa` elsewhere is a Saturday."""
_MISSPELT = ("january", "february", "april", "august", "september", "october", "november", "december")
_SWAPPED = ("march", "june", "july")
_GERMAN_DAYS = {"di": 1, "do": 3, "so": 6}
_MISSPELT_DAYS = ("tuesday", "wednesday", "thursday", "saturday")
_FEMININE = re.compile(r"(?:[dlDL]|all|dall|dell)'(?=\w{2})")


_ZEROS = str.maketrans(dict.fromkeys("123456789", "0"))


def classify(text: str) -> list[Piece]:
    """The pieces of a normalised line, in order. Linear in its length.

    What a piece is hangs on how many digits a number has, never on which.
    """
    tokens = tokenise(text)
    pieces: list[Piece] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        key = token.key
        length, meaning = 1, None
        if token.kind == "word" and (key in _PARTICULAR or len(key) < 2):
            length, meaning = _particular(text, tokens, place, pieces)
        if meaning is None and key in PHRASES:
            length, meaning = _longest(tokens, place)
        if meaning is not None and length > 1:
            end = tokens[place + length - 1].end
            pieces.append(_piece(meaning, token, text[token.start : end], end))
        elif meaning is not None or token.kind != "word" or key in _GLUED_MARKS:
            pieces.append(_piece(meaning or _unlisted(token), token, token.text, token.end))
        else:
            pieces += _unlisted_word(token, pieces, tokens[place + 1 : place + 3])
        place += length
    return _with_first_names(pieces)


def shape_of(text: str) -> str:
    """A line with noughts for its digits: the lines of one paper differ in little else."""
    return text.translate(_ZEROS)


def fill(pieces: Iterable[Piece], text: str) -> list[Piece]:
    """The pieces of a line from those of its shape; a value that is the text itself (a number, `Etc/GMT+3`) is the line's."""
    return [_filled(piece, text) if "0" in piece.text else piece for piece in pieces]


def _filled(piece: Piece, text: str) -> Piece:
    code, value, written, start, end, glued, gap, key = piece
    own = text[start:end]
    return _new_piece((code, own if value == written else value, own, start, end, glued, gap, key))


def names_weekday(text: str) -> bool:
    """Whether a date line names a weekday."""
    return any(piece.code == "W" for piece in classify(normalise(text[:_LONGEST_LINE])))


def _with_first_names(pieces: list[Piece]) -> list[Piece]:
    """Right behind `By`, before another name, a month or a weekday is a first name: `By April Jones`, `Von Anna-Lena Vogt` (`anna` is a Thursday somewhere)."""
    named = pairwise(pieces) if "B" in [piece.code for piece in pieces] else ()
    for place, (by, name) in enumerate(named, 1):
        if by.code == "B" and name.code in "MKW" and name.text[:1].isupper():
            behind = [piece for piece in pieces[place + 1 : place + 3] if piece.text != "-"][:1]
            if behind and behind[0].code == "x" and behind[0].text[:1].isupper():
                pieces[place] = name._replace(code="x", value=None)
    return _with_short_weekdays(pieces)


def _with_short_weekdays(pieces: list[Piece]) -> list[Piece]:
    """`Di, 20.11.2018`, `di 20 nov 2018` begin with a Tuesday, where `di` is Italian for `by`; `Do` and `So` are English words elsewhere."""
    if pieces and pieces[0].key in _GERMAN_DAYS:
        codes = "".join(piece.code for piece in pieces[:7])
        if re.match(r".[.,]{0,2}[12](?:[.\-/]|[MK]|:2c)", codes):
            return [pieces[0]._replace(code="W", value=_GERMAN_DAYS[pieces[0].key]), *pieces[1:]]
    return pieces


def _piece(meaning: Meaning, token: Token, text: str, end: int) -> Piece:
    _, _, key, start, _, glued, gap = token
    return _new_piece((*meaning, text, start, end, glued, gap, key))


def _longest(tokens: list[Token], place: int) -> tuple[int, Meaning | None]:
    """How many tokens from `place` the longest known phrase takes, and what it means; 1 and None where none is known."""
    node: Node = PHRASES.get(tokens[place].key, {})
    length, meaning = 1, node.get(LEAF)
    at = place
    while (at := at + 1) < len(tokens) and (len(node) > 1 or LEAF not in node):
        key = tokens[at].key
        child = node.get(key)
        if child is not None:
            node = child
            if LEAF in child:
                length, meaning = at - place + 1, child[LEAF]
        elif key not in _SKIPPED_INSIDE:
            break
    return length, meaning


def _particular(
    text: str, tokens: list[Token], place: int, before: list[Piece]
) -> tuple[int, Meaning | None]:
    """Meanings of a word that depend on what stands before: endings and `h` behind a number, letters of a zone behind a time."""
    token = tokens[place]
    after = tokens[place + 1 : place + 3]
    if token.text in _ROMAN_MONTHS and before and _is_between_day_and_year(before, after):
        return 1, ("M", _ROMAN_MONTHS[token.text])
    if token.key == "v" and after and after[0].glued:
        # a version (`v2.11.20`), where `v 2. 11. 2020` is Czech for `on`
        return 1, ("x", None)
    if token.text in _ERA_LETTERS and not token.glued and _begins_numbers(after):
        return 1, ("x", None)
    if token.text == "PT" and after and after[0].glued and after[0].kind == "number":
        # how long something lasts (`PT1H30M`), where `pt` is a Polish Friday
        return 1, ("x", None)
    if token.key in words.DAYS_IN_WORDS and _is_day_of_month(tokens, place, before):
        return 1, _number_in_words(words.DAYS_IN_WORDS[token.key])
    if not before:
        return (1, ("f", None)) if _is_weekday_letter(token, tokens[1:5]) else (1, None)
    last = before[-1].code
    if last in "124" and token.glued and token.key in _ORDINALS and token.text != "Z":
        return 1, ("o", None)
    if last in "12" and (token.key in _HOUR_MARKS or token.text.lower() == "giờ"):
        return 1, ("h", None)
    if last == "A" and token.text in _COUNTRIES:
        return 1, ("f", None)
    if last in "12" and before[-2:-1] and token.key in _MINUTE_MARKS.get(before[-2].code, ()):
        return 1, ("N" if before[-2].code == "h" else "S", None)
    if token.text in _VIETNAMESE_HALVES and last == "2" and before[-2:-1] and before[-2].code == ":":
        return 1, ("A", _VIETNAMESE_HALVES[token.text])
    if _is_zone(token.text, before):
        return 1, ("Z", token.text if token.text in ZONE_LETTERS else token.text.upper())
    iana = _IANA.match(text, token.start) if last in _BEFORE_ZONE else None
    if iana is None:
        return 1, None
    length = next(n for n, other in enumerate(tokens[place:], 1) if other.end >= iana.end())
    return length, ("Z", iana.group())


def _number_in_words(day: int) -> Meaning:
    return str(len(str(day))), str(day)


def _is_day_of_month(tokens: list[Token], place: int, before: list[Piece]) -> bool:
    """Whether a word for a number stands beside a month and a year: `the first of May, 1913`, `premier mai 1913`, `May the first, 1913`; `Fourth of July` is a name."""
    behind = [token for token in tokens[place + 1 : place + 7] if token.key not in _AROUND_MONTH]
    if [len(token.text) for token in behind[1:2] if token.kind == "number"] == [4]:
        return _meaning_of(behind[0].key)[0] in ("M", "K")
    month = [piece for piece in before[-2:] if piece.key != "the"][-1:]
    has_year = [len(token.text) for token in behind[:1] if token.kind == "number"] == [4]
    return has_year and bool(month) and month[0].code in "MK"


def _meaning_of(key: str) -> Meaning:
    meaning: Meaning = PHRASES.get(key, {}).get(LEAF, ("", None))
    return meaning


def _is_weekday_letter(token: Token, after: list[Token]) -> bool:
    """A capital and a comma before a day and a month in words: a weekday of Estonian or Spanish print (`E, 6. mai 2024`)."""
    if len(token.text) > 1 or not token.text.isupper() or len(after) < 3 or after[0].text != ",":
        return False
    month = after[3].key if after[2].text == "." and len(after) > 3 else after[2].key
    return after[1].kind == "number" and len(after[1].text) < 3 and _meaning_of(month)[0] in ("M", "K")


def _begins_numbers(after: list[Token]) -> bool:
    """Whether a number follows at once, and more behind its point: `R2.2.15`."""
    return len(after) == 2 and after[0].kind == "number" and after[0].glued and after[1].text in "./-"


def _is_between_day_and_year(before: list[Piece], after: list[Token]) -> bool:
    """Whether a Roman numeral is the month of `14.X.2023`, `14 X 2023`, `2023. X. 14.`: the same mark, or none, on both sides."""
    mark = before[-1].text if before[-1].code in "./-" else ""
    day = before[-2:-1] if mark else before[-1:]
    year = after[1:] if mark else after[:1]
    same = not mark or after[0].text == mark if after else False
    if not (same and day and year and year[0].kind == "number"):
        return False
    return (day[0].code in "12" and len(year[0].text) == 4) or (
        mark == "." and day[0].code == "4" and len(year[0].text) < 3
    )


def _is_zone(letters: str, before: list[Piece]) -> bool:
    """Capitals anywhere behind a number or a bracket, small letters only right behind `am` or `:28`."""
    if letters in ZONE_LETTERS:
        return before[-1].code in _BEFORE_ZONE
    if letters.upper() not in ZONE_LETTERS or not letters.islower():
        return False
    return before[-1].code == "A" or (before[-1].code == "2" and len(before) > 2 and before[-2].code in ":.")


def _unlisted(token: Token) -> Meaning:
    """What a token is that is no word, and that no phrase of the lexicon begins with."""
    if token.kind == "number":
        return _NUMBER_CODES.get(len(token.text), "n"), token.text
    if token.kind == "mark" and token.key not in _GLUED_MARKS:
        return token.text if token.text in _MARKS else "?", None
    return _GLUED_MARKS.get(token.key, "x"), None


def _unlisted_word(token: Token, before: list[Piece], after: list[Token]) -> list[Piece]:
    if not token.text.isalpha():
        elided = _without_article(token)
        if elided is not None:
            return [elided]
    parts = split_word(token)
    if len(parts) > 1 and any(_single(part) for part in parts):
        return [
            _piece(
                _single(part) or ("x" if part.kind == "word" else part.text, None), part, part.text, part.end
            )
            for part in parts
        ]
    return [_piece(_tell_misspelt(token, before, after) or ("x", None), token, token.text, token.end)]


def _without_article(token: Token) -> Piece | None:
    """What stands behind an elided article, where it is known."""
    elided = _FEMININE.match(token.text)
    if elided is None:
        return None
    rest = token._replace(
        text=token.text[elided.end() :],
        key=token.key[elided.end() - 1 :],
        start=token.start + elided.end(),
    )
    meaning = _single(rest)
    return _piece(meaning, rest, rest.text, rest.end) if meaning is not None else None


def _tell_misspelt(token: Token, before: list[Piece], after: list[Token]) -> Meaning | None:
    """A month beside a number, or a weekday before a comma, that is one slip away."""
    numbers = after if after and after[0].text == "." else after[:1]
    if (before and before[-1].code in "12") or any(other.key == "#" for other in numbers):
        misspelt = _misspelt(token.key)
        if misspelt is not None:
            return misspelt
    return _misspelt_day(token.key) if after and after[0].text == "," else None


def _single(token: Token) -> Meaning | None:
    """What one word means by itself."""
    if token.text in ZONE_LETTERS:
        return "Z", token.text
    meaning: Meaning | None = PHRASES.get(token.key, {}).get(LEAF)
    return meaning


def _misspelt(word: str) -> Meaning | None:
    """The English month that is one slip away: a letter too many, too few, wrong, or two swapped."""
    for name in (*_MISSPELT, *_SWAPPED):
        is_near = word[:1] == name[0] and _is_one_slip_away(word, name)
        if is_near and (name in _MISSPELT or _has_same_letters(word, name)):
            return "M", PHRASES[name][LEAF][1]
    return None


def _has_same_letters(word: str, name: str) -> bool:
    """Letters swapped or doubled: of short names a letter more or less is too often another word (`Mach 2`)."""
    return set(word) == set(name) and len(word) >= len(name)


def _misspelt_day(word: str) -> Meaning | None:
    for name in _MISSPELT_DAYS:
        if word[:1] == name[0] and _is_one_slip_away(word, name):
            return "W", PHRASES[name][LEAF][1]
    return None


def _is_one_slip_away(word: str, name: str) -> bool:
    if abs(len(word) - len(name)) > 1:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name))
    )
    left, right = word[same:], name[same:]
    swapped = left[1:2] + left[:1] + left[2:]
    return left[1:] == right or left == right[1:] or left[1:] == right[1:] or swapped == right


_PARTICULAR = frozenset(
    map(
        fold,
        (
            *_ROMAN_MONTHS, *_ERA_LETTERS, *words.DAYS_IN_WORDS, *_ORDINALS, *_HOUR_MARKS, *_MINUTE_MARKS["h"], *_MINUTE_MARKS["N"], *ZONE_LETTERS, *_COUNTRIES, "giờ",
            *_VIETNAMESE_HALVES, "v", "PT", *"America Europe Asia Africa Australia Pacific Atlantic Indian Etc".split(),
        ),
    )
)  # fmt: skip
"""Words that `_particular` may know, besides single letters: it is asked of few."""
