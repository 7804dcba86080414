"""The day of a document of a TREC collection: what its date elements say, else its number.

Each newspaper wrote its own form: `910514`, `01/02/87`, `January 1, 1989, Sunday, Home Edition`, `19940101`. Document
numbers hold a day, too (`AP880212-0001`, `LA010189-0001`), as the collection's makers set them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from indexer.article import PublicationDate, Undated
from indexer.dates import DateContext, read_date
from indexer.message import say

AMERICAN = ("WSJ", "AP", "LA", "SJMN", "NYT", "APW")
"""Papers that write the month first."""

_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{2})")
_LONG = re.compile(r"[A-Za-z_.]{0,20}?((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_SHORT = re.compile(r"([A-Z]{2,8})[-_.]?(\d{6})(?!\d)")
_FILED = re.compile(r"[A-Z]{2}-[A-Z]{2}-(\d{2})-(\d{2})-(\d{2})\s+(\d{2})(\d{2})([A-Z]{3})")
_SLASHES = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}\b")
_LEAST = 1_900


def settle_day(
    stated: Sequence[str], number: str, filed: str, context: DateContext
) -> tuple[PublicationDate | None, Undated | None, str]:
    """(published, why undated, what stood behind the date in its element). `stated`: texts of date elements, the best first; `number`: of the document; `filed`: its FILEID."""
    by_number = read_number(number)
    unread: Undated | None = None
    for text in stated:
        found, rest = _read_stated(text, number, by_number, context)
        if isinstance(found, PublicationDate):
            return found, None, rest
        unread = unread or found
    clock = _FILED.match(filed.strip())
    if clock and by_number:
        month, day, year, hour, minute, zone = clock.groups()
        if (year, month, day) == (by_number[2:4], by_number[5:7], by_number[8:10]):
            found = read_date(f"{by_number} {hour}:{minute} {zone}", context)
            if isinstance(found, PublicationDate):
                return replace(found, raw=filed.strip()), None, ""
    if by_number:
        found = read_date(by_number, context)
        if isinstance(found, PublicationDate):
            return replace(found, raw=number), None, ""
    return None, unread or Undated(reason=say("no element and no number of the document gives a day")), ""


def _read_stated(
    text: str, number: str, by_number: str | None, context: DateContext
) -> tuple[PublicationDate | Undated, str]:
    """The date that an element begins with, and what stands behind it (`Home Edition`)."""
    compact = _COMPACT.fullmatch(text)
    if compact:
        found = read_date("-".join(compact.groups()), context)
        return replace(found, raw=text), ""
    if _SLASHES.match(text) and context.date_order is None:
        return _read_slashes(text, number, by_number, context), ""
    pieces = text.split(",")
    for count in range(min(len(pieces), 6), 0, -1):
        found = read_date(",".join(pieces[:count]), context)
        if isinstance(found, PublicationDate):
            return replace(found, raw=text[:200]), ",".join(pieces[count:]).strip()
    return read_date(text, context), ""


def _read_slashes(
    text: str, number: str, by_number: str | None, context: DateContext
) -> PublicationDate | Undated:
    """`01/02/87`: the order that gives the day of the document's number, else the paper's own, else none."""
    for order in ("MDY", "DMY"):
        found = read_date(text, replace(context, date_order=order))
        if isinstance(found, PublicationDate) and found.date == by_number:
            return found
    if number.startswith(AMERICAN):
        return read_date(text, replace(context, date_order="MDY"))
    return read_date(text, context)


def read_number(number: str) -> str | None:
    """The day in a document's number as `1988-02-12`; None where there is none, or where it might be two."""
    if long := _LONG.match(number):
        return _day(int(long[1]), int(long[2]), int(long[3]))
    short = _SHORT.match(number)
    if not short:
        return None
    first, second, third = (int(short[2][at : at + 2]) for at in (0, 2, 4))
    days = {_day(_full_year(first), second, third), _day(_full_year(third), first, second)} - {None}
    if short[1] == "LA":
        return _day(_full_year(third), first, second)
    return days.pop() if len(days) == 1 else _day(_full_year(first), second, third) if first > 31 else None


def _full_year(two: int) -> int:
    year = date.today().year
    return next(full for full in (year - year % 100 + two, year - year % 100 - 100 + two) if full <= year)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= _LEAST else None
    except ValueError:
        return None
