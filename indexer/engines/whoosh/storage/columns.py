"""One number an article: dates, lengths, and values of facets, for filters, sorting and counting.

A day is its number since 0001-01-01 (`date.toordinal`), so the years 1 to 9999 fit and order rightly;
0 is no date. `key` orders dates as printed: by first day, a year before a month before a day.
Values of a facet are numbered from 1 in a segment, 0 is none; tags are a list an article.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timezone

from indexer.article import PublicationDate

NO_DAY = 0
NO_INSTANT = -(2**63)
_PRECISION = {4: 1, 7: 2, 10: 3}

SINGLE_VALUED = ("source", "section", "language", "byline")
YEAR = "year"
"""A facet that is not kept: it is made of `first_day`."""


def first_day(printed: str) -> int:
    """Of `2020`, `2020-02` or `2020-02-15`."""
    return date.fromisoformat(
        f"{printed}-01-01"[:10] if len(printed) < 7 else f"{printed}-01"[:10]
    ).toordinal()


def last_day(printed: str) -> int:
    if len(printed) == 10:
        return first_day(printed)
    year, month = (int(printed[:4]), int(printed[5:7])) if len(printed) == 7 else (int(printed), 12)
    return date(year, month, calendar.monthrange(year, month)[1]).toordinal()


def date_key(printed: str) -> int:
    return first_day(printed) * 4 + _PRECISION[len(printed)]


def last_day_of_key(key: int) -> int:
    """The last day that a date of this `key` may mean."""
    day = date.fromordinal(key >> 2)
    return key >> 2 if key & 3 == 3 else last_day(day.isoformat()[: 4 if key & 3 == 1 else 7])


def instant_number(published: PublicationDate) -> int:
    """Microseconds since 1970 of the instant, NO_INSTANT where there is none."""
    if published.instant is None:
        return NO_INSTANT
    moment = datetime.fromisoformat(_plain(published.instant)).replace(tzinfo=timezone.utc)
    since = moment - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _plain(instant: str) -> str:
    """`2020-02-15T16:28:00.79Z` in a form that Python 3.10 reads: no Z, six digits of a fraction."""
    whole, _, fraction = instant.rstrip("Z").partition(".")
    return f"{whole}.{fraction[:6]:0<6}" if fraction else whole
