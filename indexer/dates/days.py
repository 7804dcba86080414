"""What a searcher types for days -> the first and the last of them.

`2020`, `2020-02`, `15 Feb 2020`, `today`, `7d`, `last-week`, `2020-01..2020-03`, `>=2020`, and in German `heute`, `7 Tage`, `letzte Woche`. Days of the past are
counted from the day that the searcher calls today; a week begins on Monday. Both ends belong to a range,
except behind `>` and `<`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from indexer.dates.context import DateContext
from indexer.dates.lines import prepare, read_elements
from indexer.dates.printed_day import Day
from indexer.dates.refusal import Refusal
from indexer.dates.spelling import normalise
from indexer.dates.stamps import assemble
from indexer.errors import QueryError
from indexer.message import say

_LONGEST = 80
FORMS = say("write 2020-02-15, 2020-02, 2020, 15 Feb 2020, today, 7d, last-month or 2020-02-01..2020-02-15")
FORMS_OF_AN_END = say("write 2020-02-15, 2020-02, 2020, 15 Feb 2020, today, 7d or last-month")
"""Where a range has a field for each of its ends."""

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?|(\d{4})(\d{2})(\d{2})")
_SPAN = re.compile(r"(\d{1,6}) ?([dwmy]|days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?)")
_STEPS = {"d": "days", "t": "days", "w": "weeks", "m": "months", "y": "years", "j": "years"}
_GERMAN = {
    "heute": "today",
    "gestern": "yesterday",
    "diese-woche": "this-week",
    "letzte-woche": "last-week",
    "vorige-woche": "last-week",
    "dieser-monat": "this-month",
    "diesen-monat": "this-month",
    "letzter-monat": "last-month",
    "letzten-monat": "last-month",
    "voriger-monat": "last-month",
    "vorigen-monat": "last-month",
    "dieses-jahr": "this-year",
    "letztes-jahr": "last-year",
    "voriges-jahr": "last-year",
}
"""Names of days as readers of the German page type them."""

_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_COMPARED = re.compile(r"(>=|<=|>|<|=)\s*")

Days = tuple[date | None, date | None]


def read_days(text: str, today: date) -> tuple[str | None, str | None]:
    """The first and last day (ISO, both included) that `text` means; None for an end that is open.

    Raises QueryError (field `date`) where it means none: the message quotes the text and shows forms that work.
    """
    if len(text) > _LONGEST:
        raise QueryError(
            say("%(text)s is too long for a date; %(forms)s.", text=_shown(text), forms=FORMS), field="date"
        )
    typed = " ".join(normalise(text).replace("–", "-").replace("'", "").split()).lower()
    first, last = _read(typed, text, today)
    return _iso(first), _iso(last)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(typed: str, text: str, today: date) -> Days:
    between = re.search(r"\.{2,3}|…", typed)
    if between is not None:
        return _range(typed[: between.start()].strip(), typed[between.end() :].strip(), text, today)
    compared = _COMPARED.match(typed)
    if compared is not None:
        return _compared(compared.group(1), typed[compared.end() :], text, today)
    return _period(typed, text, today)


def _range(first: str, last: str, text: str, today: date) -> Days:
    if not first and not last:
        raise QueryError(
            say("%(text)s is a range without ends; %(forms)s.", text=_shown(text), forms=FORMS), field="date"
        )
    begin = _period(first, text, today)[0] if first else None
    end = _period(last, text, today)[1] if last else None
    return begin, end


def _compared(sign: str, typed: str, text: str, today: date) -> Days:
    first, last = _period(typed, text, today)
    try:
        match sign:
            case ">=":
                return first, None
            case "<=":
                return None, last
            case ">":
                return last + timedelta(days=1), None
            case "<":
                return None, first - timedelta(days=1)
    except OverflowError as error:
        raise QueryError(
            say("There are no days beyond %(text)s; years run from 0001 to 9999.", text=_shown(text)),
            field="date",
        ) from error
    return first, last


def _period(typed: str, text: str, today: date) -> tuple[date, date]:
    """One day, week, month or year, or a span that ends today."""
    try:
        found = (
            _named(typed, today) or _span(typed, today) or _dated(typed, text) or _printed(typed, text, today)
        )
    except (ValueError, OverflowError) as error:
        raise _impossible(text) from error
    if found is None:
        raise QueryError(say("%(text)s is no date; %(forms)s.", text=_shown(text), forms=FORMS), field="date")
    return found


def _named(typed: str, today: date) -> tuple[date, date] | None:
    monday = today - timedelta(days=today.weekday())
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    name = typed.replace(" ", "-").replace("_", "-")
    match _GERMAN.get(name, name):
        case "today":
            return today, today
        case "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "this-week":
            return monday, monday + timedelta(days=6)
        case "last-week":
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "this-month":
            return _month(month)
        case "last-month":
            return _month(month - relativedelta(months=1))
        case "this-year":
            return year, year.replace(month=12, day=31)
        case "last-year":
            return year.replace(year=year.year - 1), year - timedelta(days=1)
    return None


def _month(first: date) -> tuple[date, date]:
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _span(typed: str, today: date) -> tuple[date, date] | None:
    """`7d`: today and the six days before; `1m`: from the day after this one a month ago."""
    match = _SPAN.fullmatch(typed)
    if match is None:
        return None
    count, unit = int(match.group(1)), match.group(2)[0]
    if count == 0:
        return None
    step = _STEPS[unit]
    start: date = today - relativedelta(**{step: count})  # type: ignore[arg-type]
    return start + timedelta(days=1), today


def _dated(typed: str, text: str) -> tuple[date, date] | None:
    match = _ISO.fullmatch(typed)
    if match is None:
        return None
    year, _, month, day, *compact = match.groups()
    if year is None:
        year, month, day = compact
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if day is None:
        return _month(date(int(year), int(month), 1))
    only = date(int(year), int(month), int(day))
    return only, only


def _printed(typed: str, text: str, today: date) -> tuple[date, date] | None:
    """A day or month in words, in any language that articles are read in; `03/04/2020` only where one order fits."""
    numeric = _NUMERIC.fullmatch(typed)
    if numeric is not None:
        return _numeric(numeric, text)
    if typed.startswith("-") or typed.endswith("-"):
        return None
    elements, hints = read_elements(prepare(typed))
    stamps = assemble(elements, DateContext(), hints)
    if isinstance(stamps, Refusal) or len(stamps) != 1:
        return None
    stamp = stamps[0]
    if stamp.day is None or stamp.day.year is None or stamp.timed or stamp.label:
        return None
    return _whole(stamp.day)


def _whole(day: Day) -> tuple[date, date]:
    first = date(day.year or 0, day.month or 1, day.day or 1)
    if day.month is None:
        return first, first.replace(month=12, day=31)
    return _month(first) if day.day is None else (first, first)


def _numeric(match: re.Match[str], text: str) -> tuple[date, date]:
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    days = {Day(year, second, first), Day(year, first, second)}
    possible = sorted(str(day) for day in days if day.exists())
    if not possible:
        raise ValueError(text)
    if len(possible) > 1:
        message = say(
            "%(text)s can be two days; write %(first)s or %(second)s.",
            text=_shown(text),
            first=possible[0],
            second=possible[1],
        )
        raise QueryError(message, field="date")
    only = date.fromisoformat(possible[0])
    return only, only


def _impossible(text: str) -> QueryError:
    return QueryError(
        say("There is no such day as %(text)s; %(forms)s.", text=_shown(text), forms=FORMS), field="date"
    )


def _shown(text: str) -> str:
    """The text in quotes, its blanks and control characters made visible, cut where it is long."""
    plain = "".join(character if character.isprintable() else " " for character in text[:40]).strip()
    return say("“%(text)s”", text=f"{plain}…" if len(text) > 40 else plain)
