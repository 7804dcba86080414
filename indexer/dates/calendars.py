"""Years and months of other calendars, and what two digits of a year mean -> the Gregorian calendar.

Pure arithmetic: numbers in, numbers out. Which calendar a text uses is told by its words and digits, in
`printed_day`.
"""

from __future__ import annotations

import calendar
from datetime import date

OLDEST_YEAR = 1500
"""No newspaper is older; what looks like an earlier year is a number or a sentinel."""

BUDDHIST = -543
_BUDDHIST_YEARS = range(2400, 2700)
_SOLAR_HIJRI_YEARS = range(1250, 1500)
# Years after which a leap year of the Solar Hijri calendar follows, in its 33-year cycle from 1244 on.
_LEAPS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))


def is_buddhist(year: int) -> bool:
    return year in _BUDDHIST_YEARS


def is_solar_hijri(year: int) -> bool:
    return year in _SOLAR_HIJRI_YEARS


def is_solar_hijri_leap(year: int) -> bool:
    """By the 33-year rule, which agrees with the observed calendar from 1244 to 1473 (1865 to 2094)."""
    return year % 33 in _LEAPS


def from_solar_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri one (Iran, Afghanistan); None where there is no such day.

    The year begins on 1 Farvardin; six months of 31 days, five of 30, one of 29 or 30. Days are counted
    from 1 Farvardin 1375, which was 20 March 1996.
    """
    longest = 31 if month <= 6 else 30 if month < 12 or is_solar_hijri_leap(year) else 29
    if not (is_solar_hijri(year) and 1 <= month <= 12 and 1 <= day <= longest):
        return None
    years = range(1375, year) if year >= 1375 else range(year, 1375)
    days = sum(366 if is_solar_hijri_leap(other) else 365 for other in years)
    start = date(1996, 3, 20).toordinal() + (days if year >= 1375 else -days)
    return date.fromordinal(start + min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + day - 1)


def full_year(two_digits: int, month: int, day: int, latest: date) -> int:
    """The year that `63` means: the last one in which this day is not later than `latest`."""
    year = latest.year - latest.year % 100 + two_digits
    return year if (year, month, day) <= (latest.year, latest.month, latest.day) else year - 100


def last_year_with(month: int, day: int, latest: date) -> int | None:
    """The year of a day printed without one: the last in which it exists and is not later than `latest`."""
    for year in range(latest.year, latest.year - 9, -1):
        if is_day(year, month, day) and date(year, month, day) <= latest:
            return year
    return None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the Gregorian calendar has this day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
