"""When a saved page was published: what it says of itself, else a printed line near its headline, a comment, its address, the file's name.

In: the parsed page, its `PageFacts` and what is known around it. Out: published, undated, updated. A day that the page
prints beside an instant in UTC, or has in its address, stands before the instant's own: a paper's day is that of its
place. So does the day of the next morning that a paper prints on what it puts online the evening before. Where days are months apart,
one is that of a move to another system, of an event or of another edition, and the page has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from lxml import etree

from indexer.article import Origin, PublicationDate, Undated
from indexer.dates import DateContext, LabelledDates, date_from_url, names_weekday, read_dateline, settle
from indexer.formats.web.page_date_lines import find_printed
from indexer.formats.web.page_facts import PageFacts, split_address
from indexer.formats.web.page_pictures import month_of_pictures
from indexer.formats.web.page_source import SourceNotes, day_at_place, read_comment_day
from indexer.message import say

_EVENING = "15:00"
"""From this hour on a paper may date what it puts online with the next day."""
_FAR = timedelta(days=31)
_QUARTER = timedelta(minutes=15)
_FORUM = re.compile(
    r"/(?:forums?|discussions?|threads?|topics?|viewtopic|showthread)(?=[/.?-]|$)", re.IGNORECASE
)
_FORUM_TITLE = re.compile(
    r"\s*(?:[\w.-]{1,20} )?(?:forums?|foren|foro|fórum|forum\w{0,8}|message board)\s*", re.IGNORECASE
)
_TITLE_PARTS = re.compile(r"[|•·»>]|\s[–—-]\s")
_LATER_PAGE = re.compile(r"[?&/](?:page|seite|p|start)[=/-](?!1(?!\d)|0(?!\d))\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageDates:
    """An update serves as publication where only that is stated; `undated` says why there is none."""

    published: PublicationDate | None
    undated: Undated | None
    updated: PublicationDate | None


@dataclass(frozen=True, slots=True)
class PagePlace:
    """What is known around a page: its source as text, the notes in it, its address, and the file's name where that is the page's."""

    text: str
    notes: SourceNotes
    address: str | None
    origin: Origin


def settle_dates(page: etree._Element, facts: PageFacts, place: PagePlace, context: DateContext) -> PageDates:
    updated, _ = settle([("metadata", value) for value in facts.all("updated")], context)
    stated: list[tuple[Any, str | None]] = [
        ("metadata", value) for value in (*facts.all("published"), *facts.all("time")[:1])
    ]
    published, undated = settle(stated, context)
    if published is not None:
        printed = find_printed(page, facts, context, bare=0)
        against = printed.published if printed else None
        if against is not None and _is_later(published, against):
            return PageDates(None, _contradiction(published, against), updated)
        published = _at_its_place(published, printed, place, context)
    else:
        printed = find_printed(page, facts, context, in_forum=_is_discussion(facts, place.address))
        published = (printed and printed.published) or read_comment_day(place.notes, context)
        updated = updated or (printed.updated if printed else None)
        against = date_from_url(place.address, context) if published and place.address else None
        if published and against and (_is_later(published, against) or _is_later(against, published)):
            return PageDates(None, _contradiction(against, published), updated)
    if published is None and updated is None:
        published, other = settle(_elsewhere(facts, place), context)
        published = published or _day_in_year_of_pictures(page, facts, context)
        undated = undated or other
    published = published or updated
    return PageDates(
        published, None if published else undated or Undated(reason=say("no date stated")), updated
    )


def with_dateline(dates: PageDates, text: str, context: DateContext) -> PageDates:
    """The day of the dateline that the text begins with (`Bonn, 3. Mai 2021 –`), where the page states and prints none elsewhere."""
    if dates.published is not None or dates.undated is None or dates.undated.raw is not None:
        return dates
    found = read_dateline(text.split("\n", 1)[0], context)
    if found is None or found.date is None:
        return dates
    return replace(dates, published=found.date, undated=None)


def _is_later(one: PublicationDate, other: PublicationDate) -> bool:
    """Whether a day is later than another by more than a paper takes to print what it has online, so that one of them is another story's."""
    if len(one.date) != 10 or len(other.date) != 10:
        return False
    return date.fromisoformat(one.date) - date.fromisoformat(other.date) > _FAR


def _contradiction(stated: PublicationDate, printed: PublicationDate) -> Undated:
    reason = say(
        "the page states %(stated)s and prints %(printed)s", stated=stated.date, printed=printed.date
    )
    return Undated(reason=reason, raw=printed.raw)


def _elsewhere(facts: PageFacts, place: PagePlace) -> list[tuple[Any, str | None]]:
    return [
        ("url", place.address),
        ("filename", (place.origin.member or place.origin.path).rsplit("/", 1)[-1]),
        *(("url", address) for address in facts.all("leads_to")[:1]),
    ]


def _is_discussion(facts: PageFacts, address: str | None) -> bool:
    """Whether a page is the first of a forum's thread, as its address or its title says; its day is that of the post that opens it."""
    if address and _LATER_PAGE.search(address):
        return False
    titles = [part for title in facts.all("page_title") for part in _TITLE_PARTS.split(title)]
    return any(map(_FORUM_TITLE.fullmatch, titles)) or (
        address is not None and _FORUM.search(split_address(address).path) is not None
    )


def _at_its_place(
    published: PublicationDate, printed: LabelledDates | None, place: PagePlace, context: DateContext
) -> PublicationDate:
    """A stated moment on the day that the page's paper prints it under."""
    day = printed.published if printed else None
    if _is_utc(published):
        shown = day or (date_from_url(place.address, context) if place.address else None)
        if shown is None or len(shown.date) != 10:
            return _on_the_pages_clock(published, place.text)
        return _at_day(published, shown, range(-1, 2))
    if (
        published.time is not None
        and published.time >= _EVENING
        and day is not None
        and names_weekday(day.raw)
    ):
        return _at_day(published, day, range(1, 2))
    return published


def _is_utc(published: PublicationDate) -> bool:
    return published.instant is not None and published.raw.rstrip().endswith(
        ("Z", "+00:00", "+0000", "GMT", "UTC")
    )


def _at_day(published: PublicationDate, shown: PublicationDate, days_later: range) -> PublicationDate:
    """The moment on the shown day, where that is so many days later."""
    if len(shown.date) != 10 or len(published.date) != 10 or shown.date == published.date:
        return published
    later = date.fromisoformat(shown.date) - date.fromisoformat(published.date)
    if later.days not in days_later:
        return published
    return _moment_by(shown, published)


def _moment_by(shown: PublicationDate, published: PublicationDate) -> PublicationDate:
    """The stated moment on the shown day: by the clock of its zone, or by the printed one where the two are whole quarters of an hour apart, as zones are.

    A page that was changed prints the clock of its change; of such a one the day counts alone.
    """
    day = replace(shown, instant=published.instant, origin=published.origin, raw=published.raw)
    by_day = replace(day, time=None, zone=None, precision="day")
    if shown.time is None or published.instant is None:
        return by_day
    instant = _read_instant(published.instant)
    printed = datetime.fromisoformat(f"{shown.date}T{shown.time[:8]}").replace(tzinfo=timezone.utc)
    ahead = printed - (instant if shown.instant is None else _read_instant(shown.instant))
    quarters = round(ahead / _QUARTER)
    if shown.instant is None and abs(ahead - quarters * _QUARTER) >= timedelta(minutes=1):
        return by_day
    local = instant + quarters * _QUARTER
    if local.date().isoformat() != shown.date:
        return by_day
    return replace(day, time=local.strftime("%H:%M:%S"), precision=published.precision)


def _read_instant(instant: str) -> datetime:
    """To the second."""
    return datetime.fromisoformat(instant[:19]).replace(tzinfo=timezone.utc)


def _on_the_pages_clock(published: PublicationDate, text: str) -> PublicationDate:
    assert published.instant is not None
    day = day_at_place(text, datetime.fromisoformat(published.instant.replace("Z", "+00:00")))
    if day is None or day.isoformat() == published.date:
        return published
    return replace(published, date=day.isoformat(), time=None, zone=None, precision="day")


def _day_in_year_of_pictures(
    page: etree._Element, facts: PageFacts, context: DateContext
) -> PublicationDate | None:
    """The day of a line that prints no year, where the folders of the page's pictures are of its month or the one before."""
    month = month_of_pictures(page, facts) if context.reference is None else None
    if month is None:
        return None
    end = (month + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    known = replace(context, reference=datetime(end.year, end.month, end.day, 23, 59))
    printed = find_printed(page, facts, known)
    found = printed.published if printed else None
    return found if found is not None and found.date[:7] in (f"{month:%Y-%m}", f"{end:%Y-%m}") else None
