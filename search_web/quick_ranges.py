"""Ranges of days that a search is often narrowed to, as links that put words for them into the fields, in the language of the page.

Only those that reach into the archive: where its newest article is older than all of them, its last month and year stand in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from indexer.dates.days import read_days
from search_web.links import SearchAddress
from search_web.locales import gettext as _
from search_web.locales import pgettext
from search_web.templating import variants_of
from search_web.wording import day_in_words


@dataclass(frozen=True, slots=True)
class QuickRange:
    """`link` is None for the range that is chosen."""

    name: str
    link: Markup | None


def quick_ranges(
    address: SearchAddress, today: date, first: str | None, last: str | None
) -> list[QuickRange]:
    """Each of them; what lifts the bounds is there where there are any. `first` and `last` are the archive's days, ISO, None where they are not known."""
    chosen = (address.first.strip().lower(), address.last.strip().lower())
    link_to = variants_of(address).between
    ranges = [QuickRange(_("Any time"), link_to("", ""))] if any(chosen) else []
    for name, typed, said, ends_too in _reaching(today, first, last):
        days = {(one.lower(), one.lower() if ends_too else "") for one in (typed, said)}
        link = None if chosen in days else link_to(said, said if ends_too else "")
        ranges.append(QuickRange(name, link))
    return ranges


def _reaching(today: date, first: str | None, last: str | None) -> list[tuple[str, str, str, bool]]:
    """The ranges that hold a day between the archive's first and last."""
    if first is None or last is None:
        return list(_ranges())
    reaching = [one for one in _ranges() if _reaches(one[1], today, first, last)]
    return reaching or [(day_in_words(day), day, day, True) for day in (last[:7], last[:4])]


@lru_cache(maxsize=64)
def _reaches(typed: str, today: date, first: str, last: str) -> bool:
    begin, end = read_days(typed, today)
    return (begin or first) <= last and (end or last) >= first


def _ranges() -> tuple[tuple[str, str, str, bool], ...]:
    """(name, what is typed in English, what in the language of the page, whether the range has its end there too)."""
    return (
        (_("Last 7 days"), "7d", pgettext("typed days", "7d"), False),
        (_("Last month"), "last month", pgettext("typed days", "last month"), True),
        (_("This year"), "this year", pgettext("typed days", "this year"), True),
        (_("Last year"), "last year", pgettext("typed days", "last year"), True),
    )
