"""The head of a paper, or a place and a day, in one line -> the day of the issue.

`Vol. XII, No. 34 — Tuesday, March 4, 1913`, `THE EVENING STAR, WASHINGTON, D. C., MONDAY, JUNE 2, 1924.—TWO CENTS`,
`Berlin, 6. Mai 2024`. What a head prints besides its day (volume, number, price, edition) is taken away; what is left
must be one whole day and names. A number alone may be that of a resolution, so that it needs a weekday beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from indexer.article import DateOrigin, PublicationDate
from indexer.dates.completion import complete
from indexer.dates.context import DateContext
from indexer.dates.grammar import Element
from indexer.dates.lines import LONGEST, prepare, read_elements
from indexer.dates.refusal import Refusal
from indexer.dates.stamps import Stamp, assemble

_MOST_NAMES = 12
_MOST_PLACE_WORDS = 5

_COUNT = r"(?:[IVXLCDM]{1,9}\b|[0-9]{1,4})"
_NUMBER = r"(?:[0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{1,6})(?![0-9]*[./][0-9])"
_VOLUMES = (
    rf"\b(?:vol(?:ume)?|tome|tomo|anno|año|ano|année|jahrgang|jahrg|jg|jaargang|årgang|årg|rok|ročník|rocznik|évfolyam|год)\.? ?{_COUNT}\b\.?(?:[ -]?[aeº]\b)?",
    r"\b[0-9]{1,3}\. ?(?:jahrgang|jahrg|jg|årgang|årg|aargang|jaargang|ročník|rok|évfolyam|vuosikerta)\b\.?",
    r"\b[0-9]{1,3}(?:e|o|st|nd|rd|th) (?:année|anno|year|jaargang)\b",
)
_NUMBERS = (
    rf"\b(?:whole )?(?:no|nos|nr|nro|n|num|núm|número|numéro|numero|nummer|number|issue|č|čís|číslo|broj|br|numer|№)\b(?:\.? ?o\b)?[.:]? ?{_NUMBER}\.?",
    r"\b[0-9]{1,6}\. ?(?:szám|číslo)\b\.?",
)
_AMOUNT = r"(?:one|two|three|four|five|six|seven|eight|ten|fifteen|un|une|deux|trois|cinq|dix|quinze|zehn|fünf|cinco|diez|dieci|cinque|[0-9]{1,3})"
_COINS = (
    r"(?:half-?)?(?:penny|pence|cents?|cts?|centimes|centesimi|céntimos|centavos|reis|réis|pfennige?|pfg?|heller|öre|øre|kop|copecks|groszy|gr|haléřů"
    r"|[dc](?!\w|\.?,? ?1[5-9][0-9]{2}))"
)
_PRICE_WORD = r"\b(?:price|preis|prix|precio|preço|prezzo|pris|cena)\b[.:]? ?"
_PRICES = (
    rf"(?:{_PRICE_WORD})?\b{_AMOUNT}[ -]?{_COINS}\b\.?(?: (?:a|per) copy)?",
    # a sign of money alone may be that of a ticket
    rf"{_PRICE_WORD}(?:[$£€]|Rs\.?|DM) ?[0-9]{{1,3}}(?:[.,][0-9]{{2}})?(?![0-9])",
)
_EDITIONS = (
    r"\b(?:late |final |morning |evening |city |home |night |sunrise |national |first |second |early |weekly )+edition\b",
    r"\b(?:morgen|abend|mittag|sonntags)-?(?:ausgabe|blatt)\b",
    r"\b(?:[0-9]{1,3}|eight|twelve|sixteen|twenty) pages\b",
    r"\b(?:established|founded|gegründet|fondé|fondée|fundado|fondato)(?: (?:in|en|nel))? [0-9]{4}\b",
)
# Of databases, which print the day of an article among others: `September 19, 2003 Friday Final Edition`, `…, p. 12`.
_DATABASE_EDITIONS = (
    r"\b(?:(?:late|final|[1-9](?:st|nd|rd|th)) edition(?: - final)?|(?:bc|am|pm) cycle|correction appended)\b",
)
_PAGES = (
    r"\b(?:pages?|pg|pp?|seiten?|s|páginas?|pág|pagina|pag|strona|str|с|стр|side|sida)\b\.? ?[A-Z]?-?[0-9]{1,4}\b(?![/.][0-9])\.?",
)


class _Count(NamedTuple):
    """What heads print besides the day: its kind, words of which one stands in it, and how it is printed."""

    kind: str
    words: frozenset[str]
    pattern: re.Pattern[str]


def _count(kind: str, words: str, rules: Sequence[str]) -> _Count:
    return _Count(kind, frozenset(words.split()), re.compile("|".join(rules), re.IGNORECASE))


_COUNTS = (
    _count("database", "edition cycle correction", _DATABASE_EDITIONS),
    _count(
        "edition",
        "edition morgenausgabe abendausgabe mittagsausgabe sonntagsausgabe morgenblatt abendblatt sonntagsblatt ausgabe blatt pages established founded gegründet fondé fondée fundado fondato",
        _EDITIONS,
    ),
    _count(
        "volume",
        "vol volume tome tomo tom anno año ano année jahrgang jahrg jg jaargang årgang årg aargang rok ročník rocznik évfolyam vuosikerta год year",
        _VOLUMES,
    ),
    _count(
        "issue",
        "no nos nr nro n num núm número numéro numero nummer number issue č čís číslo szám broj br numer №",
        _NUMBERS,
    ),
    _count(
        "page",
        "page pages pg p pp seite seiten s página páginas pág pagina pag strona str с стр side sida",
        _PAGES,
    ),
    _count(
        "price",
        "price preis prix precio preço prezzo pris cena penny pence halfpenny cent cents ct cts centimes centesimi céntimos centavos reis réis pfennig pfennige pf pfg heller öre øre kop copecks groszy gr haléřů d c",
        _PRICES,
    ),
)
_YEAR = re.compile(r"(?<![0-9])1[5-9][0-9]{2}(?![0-9])|(?<![0-9])20[0-9]{2}(?![0-9])")
_WORD = re.compile(r"[^\W\d_]+|[$£€№]")
_LONG_WORD = re.compile(r"[^\W\d_]{3}")
_HEAD_WORDS = frozenset().union(*(count.words for count in _COUNTS if count.kind != "edition"))
_EVENTS = frozenset("tickets ticket doors admission entry eintritt entrada entradas entrée ingresso".split())
_NO_PART_OF_DAY = frozenset(("text", "number", "symbol", "byline"))
_SMALL_WORDS = frozenset(
    "de la le les los las el del della di du da do dos des of the and am an im sur y e und den".split()
)
_NO_PLACES = frozenset(
    """photo photos file credit picture image caption by source opening closing deadline event events dates when start ends in marathon cup games day
    festival bowl olympics election conference summit concert premiere final championship open awards show trial hearing meeting session for release""".split()
)


def read_masthead(line: str, context: DateContext, origin: DateOrigin) -> PublicationDate | None:
    """The day of a line that is a paper's head; None for any other line. A day without a year or without a day of the month is none."""
    if len(line) > LONGEST or not _YEAR.search(line) or not _may_be_head(line):
        return None
    prepared, counted = _without_counts(prepare(line))
    elements, hints = read_elements(prepared)
    names = [element for element in elements if element.kind in _NO_PART_OF_DAY]
    if len(names) > _MOST_NAMES or not all(map(_is_name, names)):
        return None
    has_weekday = _has_weekday_beside(elements)
    in_capitals = line.upper() == line and any(
        element.kind == "date" and element.first("MK") for element in elements
    )
    is_cited = {"issue", "page"} <= counted or ("database" in counted and not names)
    if not ("volume" in counted or is_cited or (has_weekday and (counted or in_capitals))):
        return None
    stamp = _only_stamp(assemble(elements, context, hints, loose=True))
    return _whole(stamp, context, origin, line)


def _has_weekday_beside(elements: Sequence[Element]) -> bool:
    """Whether a weekday stands right beside the day: elsewhere it may be another word (`man` is a Monday in Danish)."""
    kinds = [element.kind for element in elements if element.kind != "nothing"]
    pairs = set(pairwise(kinds))
    return not pairs.isdisjoint((("weekday", "date"), ("date", "weekday")))


def _may_be_head(line: str) -> bool:
    return (line.upper() == line and _LONG_WORD.search(line) is not None) or not _HEAD_WORDS.isdisjoint(
        _WORD.findall(line.lower())
    )


def _without_counts(line: str) -> tuple[str, set[str]]:
    """The line without volume, number, price and edition, and which of them it had."""
    counted = set()
    words = frozenset(_WORD.findall(line.lower()))
    for count in _COUNTS:
        if words.isdisjoint(count.words):
            continue
        left = count.pattern.sub("|", line)
        if left != line and count.kind != "edition":
            counted.add(count.kind)
        line = left
    return line, counted


def _is_name(element: Element) -> bool:
    word = element.pieces[0].text
    if element.kind != "text" or element.pieces[0].key in _EVENTS:
        return False
    return not word[0].islower() or word in _SMALL_WORDS


def _only_stamp(stamps: list[Stamp] | Refusal) -> Stamp | None:
    return stamps[0] if not isinstance(stamps, Refusal) and len(stamps) == 1 else None


def _whole(
    stamp: Stamp | None, context: DateContext, origin: DateOrigin, line: str
) -> PublicationDate | None:
    if (
        stamp is None
        or stamp.day is None
        or stamp.day.day is None
        or stamp.day.year is None
        or stamp.label == "updated"
    ):
        return None
    found = complete(stamp, context, origin, line.strip())
    return found if isinstance(found, PublicationDate) else None


def read_placed_day(
    line: str, context: DateContext, origin: DateOrigin
) -> tuple[str, PublicationDate] | None:
    """The place and the day of a line of nothing else (`Berlin, den 6. Mai 2024`); None for any other."""
    bare = line.strip()
    bare = bare[1:-1] if bare[:1] == "(" and bare[-1:] == ")" else bare
    if len(bare) > LONGEST or not ("," in bare or ". " in bare):
        return None
    prepared = prepare(bare)
    if not _YEAR.search(prepared):
        return None
    elements, hints = read_elements(prepared, bare)
    first = next((at for at, element in enumerate(elements) if element.kind in ("date", "weekday")), 0)
    place, day = elements[:first], elements[first:]
    end = "." if day and day[0].kind == "weekday" and "," not in prepared[: day[0].start] else ","
    if not _is_place(place, end) or any(element.kind in _NO_PART_OF_DAY for element in day):
        return None
    found = _whole(_only_stamp(assemble(day, context, hints)), context, origin, line)
    return (prepared[: place[-1].end].rpartition(end)[0].strip(), found) if found else None


def _is_place(elements: Sequence[Element], end: str) -> bool:
    """A name of a few words in capitals, and a comma behind it, or a full stop before a weekday."""
    if not elements or elements[0].kind != "text" or not elements[0].pieces[0].text[0].isupper():
        return False
    last = max(at for at, element in enumerate(elements) if element.kind == "text")
    words = [element for element in elements if element.kind == "text"]
    return (
        len(words) <= _MOST_PLACE_WORDS
        and all(element.kind in ("text", "nothing") for element in elements)
        and [element.pieces[0].text for element in elements[last + 1 : last + 2]] == [end]
        and all(map(_is_name, words))
        and not any(word.pieces[0].key in _NO_PLACES for word in words)
    )
