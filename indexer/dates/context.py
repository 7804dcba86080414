"""What is known around a printed date: when its file was captured, whose clock it speaks of, how it orders numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from indexer.dates.zones import place_zone
from indexer.settings import DateOrder

LATEST = timedelta(days=2)
"""How long after its capture a text may be dated: clocks go wrong, and some places are a day ahead."""

_FURTHEST_AHEAD = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateContext:
    """What a date is read with.

    `reference`: when the file was captured or fetched, if known; relative words and missing years count
    from it, and dates more than two days after it are refused. Without it relative words are no date and a
    missing year stays unknown. `timezone`: zone in which an instant without a place gets its day.
    `source_zone`: zone of the source, where known: times printed without one are its. `date_order`: how
    `03/04/2020` is read. `language`: ISO 639-1 code of the text, with or without a region.
    """

    reference: datetime | None = None
    timezone: str = "UTC"
    source_zone: str | None = None
    date_order: DateOrder | None = None
    language: str | None = None


def _within_calendar(reference: datetime | None) -> datetime | None:
    """The reference, a year away from both ends of the calendar, so that days can be counted from it."""
    if reference is None or 2 <= reference.year <= 9998:
        return reference
    return reference.replace(year=min(max(reference.year, 2), 9998))


def local_reference(context: DateContext) -> datetime | None:
    """The wall clock of the source when the file was captured, without a zone; as it stands where it has none."""
    reference = _within_calendar(context.reference)
    if reference is None or reference.tzinfo is None:
        return reference
    zone = place_zone(context.source_zone or context.timezone)
    return reference.astimezone(zone.rule if zone else timezone.utc).replace(tzinfo=None)


def latest_day(context: DateContext) -> date | None:
    """The last day that it was anywhere on earth when the file was captured."""
    reference = _within_calendar(context.reference)
    if reference is None:
        return None
    if reference.tzinfo is None or context.source_zone:
        local = local_reference(context)
        return local.date() if local else None
    return (reference.astimezone(timezone.utc) + _FURTHEST_AHEAD).date()
