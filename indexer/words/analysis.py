"""Text -> words with positions: the one definition for indexing, querying and highlighting.

`SCAN` cuts a text into surfaces: words as printed and the ends of sentences and paragraphs.
`read_surface` says what a surface means: how many positions it takes, and its pieces, each with a
stem (what a bare word matches) and the written form (what `=exact` matches). `alternatives` and
`exact_alternatives` do the same for a word of a query, so that both sides always agree.

The rules. Points inside an acronym go (`U.S.` = `US`), an apostrophe inside a word goes, a possessive
's is cut before stemming, an elided article is cut in French, Italian, Catalan and a few more (what
stands behind it is then also a written form). An English acronym's plural is also the acronym (`MPs`),
a Turkish or Polish name with an ending behind an apostrophe also the name (`Ankara'da`). `&` stays
inside capitals and between short parts (`AT&T`, `r&d`). A hyphened word is its parts at their positions
and, at the first, the joined word; so is a word that a line's end divides, and a number with no-break
blanks between its thousands. A thousands comma goes, a decimal point stays; in languages that write them the other way round the thousands point
goes. Everything else that is no letter, digit or mark divides. Scripts that are written without
blanks (Han, kana, Thai ...) and Hangul are single characters, each with the one behind it as well. A fraction in
one character is the two words of its numbers (`½` = `1/2`).

A run of more than LONGEST letters is cut in pieces of that length, and a surface has at most
MOST_LINKS joints, so that any text is read in linear time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from indexer.hebrew import GERSHAYIM
from indexer.words.division import JOINED_ACROSS, MARKS, Span, characters, fraction, is_acronym, rows_of_words
from indexer.words.elisions import BEFORE_ACRONYM, elided, name_before_ending
from indexer.words.folding import APOSTROPHES, HYPHENS, clean, fold
from indexer.words.languages import stem
from indexer.words.sentences import BOUNDARY, CLOSERS, STARTER, STOPS, Boundary, read_boundary

ANALYSIS_VERSION: int = 5
"""Raised with every change that gives some text other words; indexes of another version are refused."""

LONGEST = 100
"""Letters of one run, and of a joined word."""

MOST_LINKS = 60
"""Joints (hyphens, points, apostrophes, combining marks) inside one surface."""

MOST_PARTS = 8
"""Parts of a hyphened word that is also indexed joined."""

MOST_ALTERNATIVES = 16
"""Readings of one query word; beyond them only the plain one stays."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One indexed form. `step`: its position less the surface's first; `start`, `end`: code points within the surface."""

    step: int
    stem: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Surface:
    """What one match of SCAN means. `width`: positions it takes, 0 for a boundary or where there is no word."""

    width: int
    pieces: tuple[Piece, ...]
    boundary: Boundary | None = None


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A form to be found `step` positions behind the first: by `stem`, or by `written` where that is set (exact)."""

    step: int
    stem: str = ""
    written: str = ""


QueryTerms = tuple[QueryTerm, ...]


_HYPHENS = re.escape(HYPHENS)
_LINK = rf"""
    (?: \.?[{_HYPHENS}{APOSTROPHES}] | [.&＆\u066b] | (?<=\d)[,\u066c](?=(?:\d\d[,\u066c]){{0,4}}\d\d\d(?!\d)) | (?<=[lL])·(?=[lL]) | {GERSHAYIM}
      | (?<=[０-９])(?:．|，(?=(?:[０-９]{{3}}，){{0,4}}[０-９]{{3}}(?![０-９])))(?=[０-９])
      | (?: (?<=[^\W\d_])[-‐⸗¬] | (?<=\u00ad) )\n(?=[^\W\d_A-Z]) | (?<=\d)(?<!\d\d\d\d)[\u00a0\u2009\u202f](?=\d\d\d(?!\d)) )
    (?=\w)
"""
_WORD = rf"""
    \w{{1,{LONGEST}}}
    (?:(?:[{MARKS}]{{1,32}}|{_LINK})\w{{0,{LONGEST}}}){{0,{MOST_LINKS}}}
    (?:\.(?<=\.[^\W\d_]\.)(?!{CLOSERS}{{0,4}}\s+{STARTER}))?
"""

_QUICK = rf"\w{{1,{LONGEST}}}(?=[ \n])"
"""A plain word before a blank, as most are: 2.4 million surfaces a second with it, 1.0 without."""

SCAN: re.Pattern[str] = re.compile(rf"{_QUICK}|{_WORD}|(?=[{STOPS}\n\u2029])(?:{BOUNDARY})", re.VERBOSE)
"""A text's surfaces, in order. Linear time; no groups, so that findall gives strings."""

_BEGINS_WORD = re.compile(r"\w")
_GROUPED_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+\w{0,9}")
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+", re.ASCII)
_POSSESSIVE = re.compile(r"'[sS]$")
_MODEL_PLURAL = re.compile(r"[a-z]+\d+s")
"""The plural of a model's name, `F-16s`; not of years, `1990s`."""
_ACRONYM_PLURAL = re.compile(r"(?:[A-Z]\.?|Ph\.?|&){2,12}s")
"""`MPs`, `TVs`, `Ph.D.s`: stems cut no plural from a word without a vowel before its last letter."""
_BROKEN = re.compile(f"[{JOINED_ACROSS}]")

_DECIMAL_COMMAS = "ca cs da de el es et eu fi fr hu id it lt nb nl nn no pl pt ro ru sr sv tr"
_DECIMAL_COMMA = frozenset(_DECIMAL_COMMAS.split())


def is_plain(surface: str) -> bool:
    """Whether a surface is surely one word with one form: ASCII letters, and no acronym's plural."""
    return surface.isascii() and surface.isalpha() and not (surface[-1] == "s" and surface[-2:-1].isupper())


@lru_cache(maxsize=20_000)
def read_surface(surface: str, language: str) -> Surface:
    """What a surface of SCAN means in a language (a code of STEMMED; any other is not stemmed). Pure; cache it."""
    if is_plain(surface):
        # as most words are: nothing in it divides, joins or is cut
        name = sys.intern(stem(surface.lower(), language))
        return Surface(1, (Piece(0, name, surface, 0, len(surface)),))
    if language not in _DECIMAL_COMMA and _PLAIN_NUMBER.fullmatch(surface):
        name = sys.intern(stem(surface.replace(",", ""), language))
        return Surface(1, (Piece(0, name, surface, 0, len(surface)),))
    if not _BEGINS_WORD.match(surface):
        return Surface(0, (), read_boundary(surface))
    width = 0
    pieces: list[Piece] = []
    for group in _groups(surface, language):
        pieces += (_moved(piece, width) for piece in group.pieces)
        width += group.width
    return Surface(width, tuple(pieces))


@lru_cache(maxsize=4096)
def alternatives(word: str, language: str) -> tuple[QueryTerms, ...]:
    """The readings of a query's bare word: each a sequence of stems at their steps; () where it holds no word."""
    spellings = (word, word.upper(), word.lower()) if "&" in word or "＆" in word else (word,)
    return tuple(
        dict.fromkeys(reading for spelling in spellings for reading in _readings(spelling, language))
    )


@lru_cache(maxsize=4096)
def exact_alternatives(text: str) -> tuple[QueryTerms, ...]:
    """The one reading of an exact text as a sequence of written forms, in a tuple; () where it holds no word."""
    terms: list[QueryTerm] = []
    width = 0
    for group in _groups_of_text(text, ""):
        terms += (QueryTerm(width + piece.step, written=piece.written) for piece in group.exact)
        width += group.width
    return (tuple(terms),) if terms else ()


def _readings(word: str, language: str) -> list[QueryTerms]:
    groups = list(_groups_of_text(word, language))
    if not groups:
        return []
    choices = [group.readings for group in groups]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST_ALTERNATIVES:
        choices = [choice[-1:] for choice in choices]
    return [_in_a_row(reading) for reading in product(*choices)]


def _in_a_row(readings: tuple[_Reading, ...]) -> QueryTerms:
    terms: list[QueryTerm] = []
    width = 0
    for reading in readings:
        terms += (QueryTerm(width + piece.step, stem=piece.stem) for piece in reading.pieces)
        width += reading.width
    return tuple(terms)


def _groups_of_text(text: str, language: str) -> Iterator[_Group]:
    for surface in SCAN.findall(text):
        if _BEGINS_WORD.match(surface):
            yield from _groups(surface, language)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to look for a group: pieces at their steps, and how many positions it spans."""

    width: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """A word, a hyphened word or a run of characters. `pieces` are indexed, `readings` and `exact` are looked for."""

    width: int
    pieces: tuple[Piece, ...]
    readings: tuple[_Reading, ...]
    exact: tuple[Piece, ...]


def _groups(surface: str, language: str) -> Iterator[_Group]:
    """The groups of a surface: words that hyphens join, single words, runs of characters."""
    for row in rows_of_words(surface):
        spans = characters(surface, row)
        if spans is not None:
            yield _characters(surface, spans)
            continue
        parts = fraction(surface, row)
        if parts is not None:
            yield _fraction(surface, row[0], parts)
            continue
        words = [word for start, end in row if (word := _word(surface, start, end, language))]
        if len(words) == 1:
            yield _Group(1, words[0], (_Reading(1, words[0][:1]),), words[0][-1:])
        elif words:
            yield _hyphened(surface, words, row[0][0], row[-1][1], language)


def _hyphened(surface: str, words: list[tuple[Piece, ...]], start: int, end: int, language: str) -> _Group:
    """Parts at their positions and the joined word at the first."""
    parts = [tuple(_moved(piece, step) for piece in word) for step, word in enumerate(words)]
    plain = _Reading(len(parts), tuple(part[0] for part in parts))
    whole: tuple[Piece, ...] = ()
    if len(parts) <= MOST_PARTS and end - start <= LONGEST:
        whole = _unlike(_word(surface, start, end, language), {piece.stem for piece in parts[0]})
    pieces = whole + tuple(piece for part in parts for piece in part)
    if not whole:
        return _Group(len(parts), pieces, (plain,), tuple(part[-1] for part in parts))
    return _Group(len(parts), pieces, (_Reading(1, whole[:1]), plain), whole[-1:])


def _unlike(pieces: tuple[Piece, ...], taken: set[str]) -> tuple[Piece, ...]:
    """The pieces with stems that are not taken at their position: a position holds a stem once (`apple-s` beside `apple`)."""
    fresh: list[Piece] = []
    for piece in pieces:
        name = piece.stem if piece.stem not in taken else fold(piece.written)
        if name not in taken:
            taken.add(name)
            fresh.append(Piece(piece.step, name, piece.written, piece.start, piece.end))
    return tuple(fresh)


def _characters(surface: str, spans: list[Span]) -> _Group:
    """Each character at its position, and beside it the pair that it begins."""
    singles = [_characters_piece(surface, step, first, last) for step, (first, last) in enumerate(spans)]
    pairs = [
        _characters_piece(surface, step, first, spans[step + 1][1])
        for step, (first, _) in enumerate(spans[:-1])
    ]
    # the last character alone ends the sequence where the text does, so that what follows it is its neighbour
    asked = (*pairs, singles[-1])
    pieces = tuple(sorted(singles + pairs, key=lambda piece: (piece.step, piece.end)))
    return _Group(len(spans), pieces, (_Reading(len(spans), asked),), asked)


def _fraction(surface: str, span: Span, parts: tuple[str, str]) -> _Group:
    """`½` as the two words of `1/2`; exactly so it is the first of them, which is written as it was printed."""
    start, end = span
    above, below = parts
    pieces = (
        Piece(0, above, surface[start:end], start, end),
        Piece(1, below, f"\u2044{below}", start, end),
    )
    return _Group(2, pieces, (_Reading(2, pieces),), pieces[:1])


def _characters_piece(surface: str, step: int, start: int, end: int) -> Piece:
    written = clean(surface[start:end])
    return Piece(step, sys.intern(fold(written)), written, start, end)


def _word(surface: str, start: int, end: int, language: str) -> tuple[Piece, ...]:
    """The pieces of one word, of two the one that a bare word looks for first; () for no letter.

    Two has a word that goes on behind its article, one that ends before its ending, and an acronym's plural.
    """
    printed = surface[start:end]
    if not printed.isalnum():
        printed = _BROKEN.sub("", printed)
    written = _with_last_point(clean(printed))
    name = _stem_of(written, language)
    if not name:
        return ()
    whole = Piece(0, name, written, start, end)
    cut = elided(written, language)
    if cut:
        rest = written[cut:]
        inner = Piece(0, _stem_of(rest, language), rest, min(start + cut, end), end)
    elif ended := _before_ending(written, language):
        inner = Piece(0, _stem_of(ended, language), written, start, end)
    else:
        return (whole,)
    return (inner, *_unlike((whole,), {inner.stem})) if inner.stem else (whole,)


def _before_ending(written: str, language: str) -> str:
    """The word without an ending that no stemmer cuts; empty where it has none."""
    if language == "en":
        if "s" not in written[-3:]:
            return ""
        plural = _POSSESSIVE.sub("", written)
        return plural[:-1] if _ACRONYM_PLURAL.fullmatch(plural) else ""
    return name_before_ending(written, language)


def _with_last_point(written: str) -> str:
    """`U.S` as `U.S.`, `anti-U.S` as `anti-U.S.`, `l'U.E` as `l'U.E.`: at the end of a sentence one point does for both."""
    if "." not in written:
        return written
    head, hyphen, last = written.rpartition("-")
    article = BEFORE_ACRONYM.match(last)
    before = article[0] if article else ""
    last = last[len(before) :]
    if "." not in last or not is_acronym(last):
        return written
    name, apostrophe, tail = last.partition("'")
    if name.endswith("s") and not name.islower():  # a plural, `M.P.s`
        return written
    return f"{head}{hyphen}{before}{name.removesuffix('.')}.{apostrophe}{tail}"


def _stem_of(written: str, language: str) -> str:
    word = _POSSESSIVE.sub("", written)
    if language in _DECIMAL_COMMA and _GROUPED_POINTS.fullmatch(word):
        word = word.replace(".", "")
    folded = fold(word)
    if language == "en" and _MODEL_PLURAL.fullmatch(folded):
        folded = folded[:-1]
    return sys.intern(stem(folded, language))


def _moved(piece: Piece, steps: int) -> Piece:
    if not steps:
        return piece
    return Piece(piece.step + steps, piece.stem, piece.written, piece.start, piece.end)
