"""A date element of a line -> year, month and day, as far as they are printed.

Order, calendar and century are settled here, with what the line and the context tell; whether the day
exists and may be believed is left to `completion`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from indexer.dates import calendars
from indexer.dates.context import DateContext, latest_day
from indexer.dates.grammar import Element
from indexer.dates.refusal import UNREADABLE, Refusal, ambiguous, impossible

_DAY_FIRST_REGIONS = (
    "en-gb",
    "en-ie",
    "en-au",
    "en-nz",
    "en-in",
    "en-za",
    "en-sg",
    "en-ng",
    "en-ke",
    "en-pk",
)
_MONTH_FIRST_REGIONS = ("en-us", "en-ph")
_YEAR_FIRST = ("ja", "zh", "ko", "hu", "lt", "fa", "mn")
_OLDEST_SHORT_BUDDHIST = 1990
_FIRST_GREGORIAN_YEAR = 1873
_OLDEST_SHORT_YEAR = 40
"""Years back from which two digits no longer mean a year at the front (`31/12/19` is not 1931)."""


@dataclass(frozen=True, slots=True)
class Day:
    """What is printed of a day; None for what is not."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.month:02}-{self.day:02}"
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def exists(self) -> bool:
        if self.month is None:
            return True
        return calendars.is_day(
            2000 if self.year is None else self.year, self.month, 1 if self.day is None else self.day
        )


@dataclass(frozen=True, slots=True)
class Hints:
    """What else in the line speaks: its weekday, words of a language that writes the day first, scripts of other calendars."""

    weekday: int | None = None
    day_first: bool = False
    thai: bool = False
    persian: bool = False
    languages: tuple[str, ...] = ()


def last_day_possible(context: DateContext) -> date:
    """The day after which two digits of a year cannot lie: that of capture, or else today."""
    return latest_day(context) or date.today()


def read_day(element: Element, context: DateContext, hints: Hints) -> Day | Refusal:
    """The day that an element of kind `date` prints."""
    if element.rule == "numeric":
        return _numeric_day(element, context, hints)
    month = _month(element, context, hints)
    if isinstance(month, Refusal):
        return month
    day = _by_rule(element, month, context)
    return _in_gregorian(day, element, context, hints) if day else UNREADABLE


def _by_rule(element: Element, month: int | None, context: DateContext) -> Day | None:
    numbers = [int(number) for number in element.numbers()]
    rule = element.rule
    if month is not None and element.first("m") and rule != "word_my":
        numbers = [number for index, number in enumerate(numbers) if index != 1]
    match rule:
        case "era_ymd" | "era_ym":
            return _era_day(element, numbers)
        case "ymd" | "year_month" | "cjk_ym" | "year" | "cjk_ymd":
            return Day(_full(element, numbers, context), *numbers[1:])
        case "cjk_md":
            return Day(None, numbers[0], numbers[1])
        case "dotted_dm":
            return Day(None, numbers[1], numbers[0])
        case "compact":
            digits = element.pieces[0].text
            return Day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        case "month_year" | "word_my":
            return Day(numbers[1], numbers[0])
        case "named_dmy" | "named_mdy":
            return Day(_year(element, -1, month or 1, numbers[0], context), month, numbers[0])
        case "named_ymd" | "named_ydm":
            return Day(_year(element, 0, month or 1, numbers[1], context), month, numbers[1])
        case "named_my" | "named_ym":
            return Day(_year(element, -1, month or 1, 1, context), month)
        case "named_dm" | "named_md":
            return Day(None, month, numbers[0])
    return None


def _full(element: Element, numbers: list[int], context: DateContext) -> int:
    if len(element.numbers()[0]) == 2:
        return calendars.full_year(numbers[0], numbers[1], numbers[2], last_day_possible(context))
    return numbers[0]


def _year(element: Element, place: int, month: int, day: int, context: DateContext) -> int:
    printed = element.numbers()[place]
    if len(printed) == 2:
        return calendars.full_year(int(printed), month, day, last_day_possible(context))
    return int(printed)


def _era_day(element: Element, numbers: list[int]) -> Day | None:
    """None before the first year, and before Japan took the Gregorian calendar in 1873: months of the old one were the moon's."""
    era = element.first("e")
    year = 1 if element.first("g") else numbers.pop(0)
    day = Day(year + int(era.value if era else 0), *numbers)
    return day if year and (day.year or 0) >= _FIRST_GREGORIAN_YEAR else None


def _month(element: Element, context: DateContext, hints: Hints) -> int | Refusal | None:
    """The month of a name or of `tháng 2`; a name that means two months is settled by its language."""
    piece = element.first("MKJ")
    if piece is None:
        place = 0 if element.rule == "word_my" else 1
        return int(element.numbers()[place]) if element.first("m") else None
    if isinstance(piece.value, int):
        return piece.value
    languages = ((context.language or "")[:2], *hints.languages)
    for month, speakers in piece.value:
        if any(language in speakers.split() for language in languages if language):
            return int(month)
    # Croatian prints a point behind the day, Polish none
    marked = any(
        a.code in "12" and b.code == "." for a, b in zip(element.pieces, element.pieces[1:], strict=False)
    )
    told = [month for month, speakers in piece.value if ("hr" in speakers.split()) == marked]
    # Czech prints one too
    doubtful = marked and any("cs" in speakers.split() for _, speakers in piece.value)
    if len(told) == 1 and element.rule == "named_dmy" and not doubtful:
        return int(told[0])
    return ambiguous([f"month {month}" for month, _ in piece.value])


def _in_gregorian(day: Day, element: Element, context: DateContext, hints: Hints) -> Day | Refusal:
    """The same day by the Gregorian calendar."""
    language = (context.language or "")[:2]
    era = element.first("e")
    if day.year is None or element.rule.startswith("era_"):
        return day
    if era is not None:
        return Day(day.year + int(era.value), day.month, day.day)
    if calendars.is_buddhist(day.year) and (hints.thai or language == "th"):
        return Day(day.year + calendars.BUDDHIST, day.month, day.day)
    if (hints.thai or language == "th") and _is_short_year(element):
        return _from_short_buddhist(day, element, context)
    if element.first("J") or (calendars.is_solar_hijri(day.year) and (hints.persian or language == "fa")):
        return _from_solar_hijri(day)
    return day


def _is_short_year(element: Element) -> bool:
    numbers = element.numbers()
    return element.rule in ("named_dmy", "named_mdy", "numeric") and len(numbers[-1]) == 2


def _from_short_buddhist(day: Day, element: Element, context: DateContext) -> Day | Refusal:
    """`9 มิ.ย. 64` of Thai papers is 2564; two digits that would lie far back may be of the common era."""
    year = 2500 + int(element.numbers()[-1]) + calendars.BUDDHIST
    if year > last_day_possible(context).year:
        year -= 100
    there = Day(year, day.month, day.day)
    return there if year >= _OLDEST_SHORT_BUDDHIST else ambiguous([str(there), str(day)])


def _from_solar_hijri(day: Day) -> Day | Refusal:
    if day.year is None or day.month is None or day.day is None:
        return UNREADABLE
    there = calendars.from_solar_hijri(day.year, day.month, day.day)
    return Day(there.year, there.month, there.day) if there else impossible(str(day))


def _numeric_day(element: Element, context: DateContext, hints: Hints) -> Day | Refusal:
    """A day of two or three short numbers: the readings that exist, narrowed by order, weekday and language."""
    readings = _readings(element, context)
    possible = {order: day for order, day in readings.items() if day.exists() and day.year is not None}
    if not possible:
        return impossible(" or ".join(dict.fromkeys(str(day) for day in readings.values())))
    chosen = _narrowed(
        possible,
        _orders(element, context, hints),
        hints,
        settled=context.date_order is not None,
        short=len(element.numbers()[2]) == 2,
    )
    days = list(dict.fromkeys(chosen.values()))
    if not days:
        return UNREADABLE
    if len(days) > 1:
        return ambiguous([str(day) for day in days])
    return _in_gregorian(days[0], element, context, hints)


def _readings(element: Element, context: DateContext) -> dict[str, Day]:
    """The readings by each order, the month first; a year at the front only with two digits, and not far back, nor where an apostrophe marks the year."""
    first, second, third = (int(number) for number in element.numbers())
    latest = last_day_possible(context)
    short = len(element.numbers()[2]) == 2

    def day(year: int, month: int, day: int) -> Day:
        return Day(calendars.full_year(year, month, day, latest) if short else year, month, day)

    readings = {"MDY": day(third, first, second), "DMY": day(third, second, first)}
    if short and len(element.numbers()[0]) == 2 and element.first("'") is None:
        year_first = day(first, second, third)
        if (year_first.year or 0) > latest.year - _OLDEST_SHORT_YEAR:
            readings["YMD"] = year_first
    return readings


def _orders(element: Element, context: DateContext, hints: Hints) -> tuple[str, ...]:
    """The orders that may be meant, by setting, language, the line's own words, or the points between the numbers."""
    language = (context.language or "").lower().replace("_", "-")
    dotted = element.first(".") is not None
    if context.date_order is not None:
        return (context.date_order,)
    if language in _MONTH_FIRST_REGIONS:
        return ("MDY",)
    if language[:2] in _YEAR_FIRST or any(code in _YEAR_FIRST for code in hints.languages):
        return ("YMD",)
    if hints.day_first or language in _DAY_FIRST_REGIONS or (language and language[:2] != "en"):
        return ("DMY",)
    return ("DMY", "YMD") if dotted else ("MDY", "DMY", "YMD")


def _narrowed(
    possible: dict[str, Day], orders: tuple[str, ...], hints: Hints, *, settled: bool, short: bool
) -> dict[str, Day]:
    """The readings that are left. `settled`: the order was set, so that a printed weekday cannot speak against it.

    `short`: two digits of a year. Where years stand first, two digits at the end are none that is known.
    """
    ordered = {order: day for order, day in possible.items() if order in orders}
    if not ordered and not (short and orders == ("YMD",)):
        ordered = possible
    if settled or hints.weekday is None or len(set(possible.values())) == 1:
        return ordered
    told = {order: day for order, day in possible.items() if _weekday(day) == hints.weekday}
    if len(set(told.values())) != 1:
        return ordered
    # where language and weekday disagree, either may be wrong
    return told if len(orders) != 1 or set(told.values()) <= set(ordered.values()) else possible


def _weekday(day: Day) -> int | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    return date(day.year, day.month, day.day).weekday()


def weekday_before(weekday: int, latest: date) -> date:
    """The last day of this weekday (Monday is 0) that is not later than `latest`."""
    return latest - timedelta(days=(latest.weekday() - weekday) % 7)
