"""What stands behind `date:`, `after:`, `before:`, `dated:` and `length:` -> a node.

Days are read by `indexer.dates.days.read_days`, which knows their forms; here they become ranges with
both ends in. A range that runs backwards is turned and noted; what cannot be read raises QueryError
with its place. An impossible range (`before:0001`) finds nothing, it is no error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from indexer.dates.days import read_days
from indexer.errors import QueryError
from indexer.message import say
from indexer.query.normal_form import nothing
from indexer.query.notice import NoticeBook, shown
from indexer.query.tree import Dated, Dates, Length, Node

LONGEST_BODY = 2**31 - 1
_LONGEST_VALUE = 100
_TO = re.compile(r"(?:^|\s)to(?:\s|$)", re.IGNORECASE)
_SPAN = re.compile(r"(?<=[0-9])\s+(?:to|until|through|[-–—])\s+(?=[0-9])", re.IGNORECASE)
_DOTS = re.compile(r"\.{2,3}|…")
_FLAGS = {
    "yes": True,
    "true": True,
    "y": True,
    "1": True,
    "no": False,
    "false": False,
    "n": False,
    "0": False,
}


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value and its place. `closed`: whether an interval in brackets keeps its ends; `bracketed`: whether it is one."""

    text: str
    start: int
    end: int
    closed: tuple[bool, bool] = (True, True)
    bracketed: bool = False

    def ends(self) -> tuple[str, str] | None:
        """The two texts around `..`, `TO` or a dash between blanks; None where it is one value. Empty is open, and so is `*`."""
        between = (
            (_TO.search(self.text) if self.bracketed else None)
            or _DOTS.search(self.text)
            or _SPAN.search(self.text)
        )
        if between is None:
            return None
        return _open(self.text[: between.start()].strip()), _open(self.text[between.end() :].strip())


def _open(text: str) -> str:
    return "" if text == "*" else text


def read_dates(name: str, value: Value, today: date, notices: NoticeBook) -> Node:
    """The node of `date:`, `after:` or `before:`. Raises QueryError, placed, where no days can be read."""
    if name == "after":
        return _days_after(value, _days(value.text, value, today)[1])
    if name == "before":
        return _days_before(value, _days(value.text, value, today)[0])
    ends = value.ends()
    if ends is not None:
        return _days_between(*ends, value, today, notices)
    return _dates(*_days(value.text.lstrip("="), value, today), value, notices)


def _days(text: str, value: Value, today: date) -> tuple[str | None, str | None]:
    """`read_days`, with the place in the query."""
    typed = " ".join(text.split())
    if len(typed) > _LONGEST_VALUE or not typed.isprintable():
        message = say("%(text)s is no date; write 2020-02-15, 2020-02, 2020, today or 7d.", text=shown(typed))
        raise QueryError(message, start=value.start, end=value.end)
    try:
        return read_days(typed, today)
    except QueryError as error:
        raise QueryError(error.message, start=value.start, end=value.end) from error


def _days_between(first: str, last: str, value: Value, today: date, notices: NoticeBook) -> Node:
    if not first and not last:
        raise QueryError(
            say("%(text)s is a range without ends; write one, as in date:2020..", text=shown(value.text)),
            start=value.start,
            end=value.end,
        )
    begin = _days(first, value, today) if first else (None, None)
    finish = _days(last, value, today) if last else (None, None)
    if _is_later(begin, finish):
        _note_turned(value, notices)
        begin, finish = finish, begin
    start = begin[0] if value.closed[0] else _shifted(begin[1], 1)
    end = finish[1] if value.closed[1] else _shifted(finish[0], -1)
    if (start is None and first) or (end is None and last) or (start and end and start > end):
        return nothing(value.start, value.end)
    return Dates(start, end, start=value.start, end=value.end)


def _is_later(begin: tuple[str | None, str | None], finish: tuple[str | None, str | None]) -> bool:
    """Whether the first period of a range begins and ends after the second."""
    return bool(
        begin[0] and finish[0] and begin[0] > finish[0] and begin[1] and finish[1] and begin[1] > finish[1]
    )


def _note_turned(value: Value, notices: NoticeBook) -> None:
    notices.add(
        say("The range %(text)s runs backwards; it was turned.", text=shown(value.text)),
        value.start,
        value.end,
    )


def _dates(first: str | None, last: str | None, value: Value, notices: NoticeBook) -> Node:
    if first and last and first > last:
        _note_turned(value, notices)
        first, last = last, first
    return Dates(first, last, start=value.start, end=value.end)


def _days_after(value: Value, last: str | None) -> Node:
    if last is None:
        raise QueryError(
            say("after: takes one day, month or year, and %(text)s has no end.", text=shown(value.text)),
            start=value.start,
            end=value.end,
        )
    first = _shifted(last, 1)
    return Dates(first, None, start=value.start, end=value.end) if first else nothing(value.start, value.end)


def _days_before(value: Value, first: str | None) -> Node:
    if first is None:
        raise QueryError(
            say("before: takes one day, month or year, and %(text)s has no start.", text=shown(value.text)),
            start=value.start,
            end=value.end,
        )
    last = _shifted(first, -1)
    return Dates(None, last, start=value.start, end=value.end) if last else nothing(value.start, value.end)


def _shifted(day: str | None, by: int) -> str | None:
    """The day so many days on; None where the calendar ends."""
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat() if day else None
    except OverflowError:
        return None


def read_flag(value: Value) -> Dated | None:
    """The node of `dated:`; None for anything but yes and no."""
    known = _FLAGS.get(value.text.strip().lower())
    return None if known is None else Dated(known, start=value.start, end=value.end)


def read_length(value: Value, notices: NoticeBook) -> Node:
    """The node of `length:`, both ends in: `>500`, `<=200`, `100..500`, `300`. Raises QueryError, placed."""
    least, most = _length_ends(value, notices)
    if (most is not None and most < 0) or (least is not None and most is not None and least > most):
        return nothing(value.start, value.end)
    return Length(least, most, start=value.start, end=value.end)


def _length_ends(value: Value, notices: NoticeBook) -> tuple[int | None, int | None]:
    ends = value.ends()
    if ends is None:
        return _compared_length(value)
    least, most = (_count(text, value) if text else None for text in ends)
    if least is None and most is None:
        raise _bad_length(value)
    if least is not None and most is not None and least > most:
        _note_turned(value, notices)
        least, most = most, least
    return (
        least if least is None or value.closed[0] else min(least + 1, LONGEST_BODY),
        most if most is None or value.closed[1] else most - 1,
    )


def _compared_length(value: Value) -> tuple[int | None, int | None]:
    text = value.text.strip()
    sign = text[: len(text) - len(text.lstrip("<>="))]
    count = _count(text[len(sign) :].strip(), value)
    match sign:
        case "" | "=":
            return count, count
        case ">":
            return min(count + 1, LONGEST_BODY), None
        case ">=":
            return count, None
        case "<":
            return None, count - 1
        case "<=":
            return None, count
        case _:
            raise _bad_length(value)


def _count(text: str, value: Value) -> int:
    digits = text.replace(",", "")
    if not digits.isascii() or not digits.isdigit():
        raise _bad_length(value)
    return min(int(digits), LONGEST_BODY) if len(digits) < 19 else LONGEST_BODY


def _bad_length(value: Value) -> QueryError:
    message = say(
        "%(text)s is no length in words; write length:>500, length:<=200 or length:100..500.",
        text=shown(value.text),
    )
    return QueryError(message, start=value.start, end=value.end)
