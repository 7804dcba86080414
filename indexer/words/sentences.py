"""Where sentences and paragraphs end, as pieces of the one pattern that `analysis` scans texts with.

A stop with a blank behind it ends a sentence, unless it belongs to an abbreviation or an initial, or
a lower-case letter follows. After an abbreviation it still ends one where the next word is of those
that begin sentences (`in the U.S. The plan`). A blank line ends a paragraph. Every repeat is bounded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Literal, NamedTuple

Boundary = Literal["sentence", "paragraph"]

_ABBREVIATIONS = """
    Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Rev Hon Fr Sr Jr Esq St Ste Sts Mt Ft Pres Supt Insp Det Atty
    Gen Sen Sens Rep Reps Gov Govs Lt Col Sgt Maj Capt Cmdr Cpl Pvt Adm Brig Pfc Amb Sec Treas Asst Assoc
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Thu Thur Thurs Fri
    Inc Corp Co Cos Ltd Bros Dept Univ Assn Natl Intl Ave Blvd Rd Hwy Bldg
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore
    Pa Penn Tenn Tex Va Vt Wash Wis Wyo
    No Nos Vol Fig Art Ch Eq Ed Eds no nos vol fig approx est ca cf vs viz etc al pp p c
    Nr Hr Bd Abs Str bzw usw Sra Dra Srta Ud Uds Sig Dott Ing Av Cie
"""

_STARTERS = """
    The A An He She It We They You His Her Its Our Their My This That These Those There Here In On At By For
    From With Without Under After Before Since During When While As If Although Though Because But And Or Nor
    So Yet However Meanwhile Still Then Now Also Both Each Every Many Most Some Several Few Other Others
    Another One Two Three Not What Who Why How Where Which Is Are Was Were Would Could Should Do Does Did Has
    Have Had Last Next Earlier Later To Of According Among Between Until Only Even Once Such Both About Over
    Der Die Das Dem Ein Eine Er Es Sie Wir Im Am Auf Bei Nach Und Aber Auch Doch
    Il Elle Ils Elles Nous Vous Ce Cette Ces Mais Et Dans Pour Selon Les Une
    Pero En Por Según Una Gli Per Ma Nel Het Een Hij Zij Em Para Mas
"""

_GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"

CLOSERS = r"[)\]}\"'”’»›」』）】〉》]"
_OPENERS = r"[(\[{\"'“‘«‹„¿¡「『（【]"
_LOWER = "[a-zß-öø-ÿα-ωά-ώа-џ]"
_STOPS = "[.!?…؟۔।॥։]"
_WIDE_STOPS = "[。！？｡]"
STOPS = (_STOPS + _WIDE_STOPS).translate({ord("["): None, ord("]"): None})

STARTER = (
    rf"{_OPENERS}{{0,3}}(?:{'|'.join(_STARTERS.split())}|{'|'.join(_STARTERS.upper().split())})(?![^\s,])"
)
"""A word that hardly ever stands second in a sentence with a capital."""


ABBREVIATED = frozenset((*_ABBREVIATIONS.split(), *_ABBREVIATIONS.upper().split()))
"""Words behind which a point may end no sentence."""


def _no_abbreviation() -> str:
    """Lookbehinds, one for each length since Python wants it fixed: no abbreviation, initial or ordinal day stands before."""
    by_length: dict[int, set[str]] = defaultdict(set)
    for word in _ABBREVIATIONS.split():
        by_length[len(word)] |= {word, word.upper()}
    words = "".join(rf"(?<!\b(?:{'|'.join(sorted(group))}))" for _, group in sorted(by_length.items()))
    months = "|".join(_GERMAN_MONTHS.split())
    ordinal = rf"(?!(?:(?<=\b\d)|(?<=\b\d\d))\.\s(?:{months})\b)"
    return rf"(?<!\b[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]){words}{ordinal}"


_END = rf"{_STOPS}{{1,8}}{CLOSERS}{{0,4}}(?=\s)"

BOUNDARY = rf"""
      (?:{_no_abbreviation()}|(?={_STOPS}{CLOSERS}{{0,4}}\s+{STARTER}))
      {_END}(?!\s+{_OPENERS}{{0,3}}{_LOWER})\s+
    | {_STOPS}{{1,8}}{CLOSERS}{{0,4}}[^\S\n]*\n[^\S\n]*\n\s*
    | {_WIDE_STOPS}{{1,8}}{CLOSERS}{{0,4}}\s*
    | \n[^\S\n]*\n\s*
    | \u2029\s*
"""
"""The end of a sentence or paragraph with the white space behind it (for re.VERBOSE)."""

ENDS_WITH_STOP = re.compile(rf"(?:{_STOPS}|{_WIDE_STOPS}){CLOSERS}*$")
"""A word between blanks of which what follows says whether it ends a sentence."""


class Follower(NamedTuple):
    """A kind of word as far as a sentence may end before it. `sample` is one, with a blank behind it."""

    kind: int
    sample: str


FOLLOWERS = {
    "other": Follower(0, "Qx "),
    "starter": Follower(1, "The "),
    "lower": Follower(2, "qx "),
    "month": Follower(3, "Januar "),
}
_FOLLOWER = re.compile(
    rf"(?P<starter>{STARTER})|(?P<lower>{_OPENERS}{{0,3}}{_LOWER})|(?P<month>(?:{'|'.join(_GERMAN_MONTHS.split())})\b)"
)


def follower_of(word: str) -> int:
    """The kind of a word (no blank in it) as a follower: what `BOUNDARY` looks for behind a stop and a blank."""
    found = _FOLLOWER.match(f"{word} ")
    return FOLLOWERS[found.lastgroup or "other"].kind if found else 0


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\u2029")


def read_boundary(surface: str) -> Boundary:
    """What a boundary surface ends. The end of a paragraph ends a sentence too."""
    return "paragraph" if _BLANK_LINE.search(surface) else "sentence"
