"""Elements of a line -> stamps: a day, a time and a zone that belong together under one label.

A stamp begins at a label (`Published`, `Updated`) and takes one day, one time and one zone in any order.
Two different days or two times without zones in one stamp are a range or an event, never a date. Text that
is no part of a date refuses the line, unless it is `loose`: then text between stamps is left for
`bylines` to judge. What a stamp means as a date is left to `completion`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.dates import words
from indexer.dates.clock import Clock, read_clock
from indexer.dates.context import DateContext
from indexer.dates.grammar import Element
from indexer.dates.lexicon import Piece
from indexer.dates.printed_day import Day, Hints, read_day
from indexer.dates.refusal import OTHER_DAY, SEVERAL, UNREADABLE, Refusal

_THAI = re.compile("[\u0e00-\u0edf\u1780-\u17ff]")
"""Thai, Lao and Khmer."""

_ABOUT = frozenset(
    "about around um vers rond około kolem około ca circa hacia cerca cirka omkring ungefähr".split()
)
"""Before a year alone they make it a guess: `um 1920`."""

PERSIAN_DIGITS = frozenset("۰۱۲۳۴۵۶۷۸۹")


@dataclass(slots=True)
class Stamp:
    """A date in the making. `label` is `published`, `updated` or None; `weak`: its time is read only beside a whole day."""

    label: str | None = None
    day: Day | None = None
    clock: Clock | None = None
    timed: bool = False
    weak: bool = False
    zone: str | None = None
    weekday: int | None = None
    ago: tuple[str, int] | None = None
    days_back: int | None = None
    iso: bool = False

    def is_empty(self) -> bool:
        return self.day is None and not self.timed and self.ago is None and self.days_back is None


def read_hints(pieces: Iterable[Piece], text: str) -> Hints:
    """What the words of a line tell besides its dates."""
    weekdays = {piece.value for piece in pieces if piece.code == "W"}
    foreign = any(
        piece.code in "PUWGcfR" and piece.text not in ("T", "t", "h") and not _is_english(piece)
        for piece in pieces
    )
    languages = _languages(pieces, text)
    return Hints(
        weekday=weekdays.pop() if len(weekdays) == 1 else None,
        day_first=foreign and not languages,
        thai=not text.isascii() and _THAI.search(text) is not None,
        persian=not text.isascii() and not PERSIAN_DIGITS.isdisjoint(text),
        languages=languages,
    )


def assemble(
    elements: Iterable[Element], context: DateContext, hints: Hints, *, loose: bool = False
) -> list[Stamp] | Refusal:
    """The stamps of a line in order, the empty ones left out; or why it has none."""
    stamps = [Stamp()]
    extra_time = False
    before: Element | None = None
    for element in elements:
        if element.rule == "year" and before and any(piece.key in _ABOUT for piece in before.pieces):
            return UNREADABLE
        before = element if element.pieces[0].text != "." else before
        match element.kind:
            case "label":
                _begin(stamps, element.rule)
            case "date":
                refusal = _take_day(stamps[-1], element, context, hints)
                if refusal is not None:
                    return refusal
            case "time":
                if not _take_time(stamps[-1], element):
                    return SEVERAL
                extra_time = stamps[-1].zone is not None
            case "zone" | "offset":
                if _takes_zone(stamps[-1], element) and not extra_time:
                    stamps[-1].zone = _zone(element)
            case "weekday":
                stamps[-1].weekday = element.pieces[0].value
            case "ago":
                _take_ago(stamps[-1], element)
            case "day":
                if stamps[-1].day is None:
                    stamps[-1].days_back = int(element.pieces[0].value)
            case "other":
                return OTHER_DAY
            case "text" | "number" | "symbol" | "byline":
                if not loose:
                    return UNREADABLE
    return _finished(stamps)


def _begin(stamps: list[Stamp], rule: str) -> None:
    if stamps[-1].is_empty():
        stamps[-1].label = rule
    else:
        stamps.append(Stamp(label=rule))


def _take_day(stamp: Stamp, element: Element, context: DateContext, hints: Hints) -> Refusal | None:
    day = read_day(element, context, hints)
    if isinstance(day, Refusal):
        return day
    if stamp.day is None:
        stamp.day = day
        stamp.iso = element.rule in ("ymd", "numeric")
        return None
    if stamp.day.year is None and element.rule == "year":
        stamp.day = Day(day.year, stamp.day.month, stamp.day.day)
        return None
    return None if _agree(stamp.day, day) else SEVERAL


def _agree(first: Day, second: Day) -> bool:
    """Whether two days of one stamp are the same, as far as both are printed."""
    pairs = ((first.year, second.year), (first.month, second.month), (first.day, second.day))
    return all(a == b or a is None or b is None for a, b in pairs) and first.day is not None


def _take_time(stamp: Stamp, element: Element) -> bool:
    """Whether the stamp can take this time; a second one is only the same time again, or the same moment elsewhere (`8:28 ET / 5:28 PT`)."""
    if stamp.timed:
        return stamp.zone is not None or read_clock(element) == stamp.clock
    stamp.clock = read_clock(element)
    stamp.timed = True
    stamp.weak = element.rule == "bare_clock"
    return True


def _takes_zone(stamp: Stamp, element: Element) -> bool:
    """Whether a zone belongs to the stamp's time, or to the one that comes behind it (`2020-02-15 HKT 08:28`)."""
    before_time = element.kind == "zone" and stamp.day is not None
    return stamp.zone is None and (stamp.timed or before_time)


def _take_ago(stamp: Stamp, element: Element) -> None:
    if not stamp.is_empty():
        return
    unit, count = element.pieces[0].value
    digits = [character for character in element.pieces[0].text if character.isdigit()]
    if not count and not digits:
        count = 0
    elif not count:
        count = min(int("".join(digits)[:6]), 100_000)
    stamp.ago = (unit, count)


def _zone(element: Element) -> str:
    """`PST`, `+01:00` of `GMT+1`, `-0800` of `-0800 (Pacific Standard Time)`."""
    name = element.first("Z")
    signed = [i for i, piece in enumerate(element.pieces) if piece.code in "+-"]
    if element.kind == "zone" and not signed:
        return str(name.value) if name else ""
    closed = next((i for i, piece in enumerate(element.pieces) if piece.code == "(" and i > signed[0]), None)
    digits = [piece.text for piece in element.pieces[signed[0] : closed] if piece.code in "+-:1234"]
    return "".join(digits)


def _finished(stamps: list[Stamp]) -> list[Stamp] | Refusal:
    """Without empty stamps; a label that stands behind its only date (`15 February (updated)`) goes to it."""
    if len(stamps) == 2 and stamps[1].is_empty() and stamps[0].label is None:
        stamps[0].label = stamps[1].label
    if len(stamps) > 1 and _is_time_of(stamps[1], stamps[0]):
        stamps[:2] = [_at_time(stamps[0], stamps[1])]
    elif len(stamps) > 1 and _is_time_before(stamps[0], stamps[1]):
        stamps[:2] = [_at_time(stamps[1], stamps[0])]
    kept = [stamp for stamp in stamps if not stamp.is_empty()]
    if any(
        stamp.weak and stamp.days_back is None and (stamp.day is None or stamp.day.day is None)
        for stamp in kept
    ):
        return UNREADABLE
    return kept or UNREADABLE


def _is_time_of(labelled: Stamp, day: Stamp) -> bool:
    """Whether a label stands between a day and its time: `Tuesday, September 21, 1999 Published at 14:05 GMT`."""
    return (
        labelled.label == "published"
        and labelled.timed
        and labelled.day is None
        and labelled.weekday is None
        and labelled.ago is None
        and labelled.days_back is None
        and (day.label, day.timed) == (None, False)
        and day.day is not None
    )


def _is_time_before(time: Stamp, labelled: Stamp) -> bool:
    """Whether a time stands before the label of its day: `Time: 14:05, Date: 19 September 2023`."""
    return (
        (time.label, time.day, time.weekday, time.ago, time.days_back) == (None,) * 5
        and (labelled.label, labelled.timed) == ("published", False)
        and labelled.day is not None
    )


def _at_time(day: Stamp, time: Stamp) -> Stamp:
    return replace(day, label="published", clock=time.clock, timed=True, zone=time.zone)


def _is_english(piece: Piece) -> bool:
    return piece.text.isascii() and piece.key in _ENGLISH


def _languages(pieces: Iterable[Piece], text: str) -> tuple[str, ...]:
    """Languages that the line's script or month gives away, of those that write the year first or share a month's name."""
    if text.isascii():
        return ()
    return next(((language,) for language, script in _SCRIPTS if script.search(text)), ())


_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_ENGLISH_WORDS = """
published posted first originally date dated pubdate pub issue issued release released created filed premium story day article pd
updated last update modified edited revised corrected upd as most on at of the and about around web local reading comments # yesterday today an a
one two just about hours hour hr hrs o'clock oclock moments noon midnight
mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday wendesday wensday
thrusday satuday
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split()) | frozenset(
    re.findall(r"[a-z]+", words.ENGLISH_PUBLISHED + words.ENGLISH_UPDATED)
)
