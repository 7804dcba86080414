"""A stamp -> a PublicationDate, or the reason why it is none.

Missing years and relative words are counted from the context's reference; sentinels, days that no
calendar has and days after the file itself are refused; a zone turns the wall clock into an instant.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from dateutil.relativedelta import relativedelta

from indexer.article import DateOrigin, Precision, PublicationDate
from indexer.dates import calendars
from indexer.dates.clock import Clock
from indexer.dates.context import LATEST, DateContext, latest_day, local_reference
from indexer.dates.printed_day import Day, weekday_before
from indexer.dates.refusal import NO_REFERENCE, SENTINEL, UNREADABLE, Refusal, impossible, too_late
from indexer.dates.stamps import Stamp
from indexer.dates.zones import UTC, Zone, place_zone, read_zone

_SENTINEL_DAYS = frozenset(
    (Day(1970, 1, 1), Day(1900, 1, 1), Day(1899, 12, 30), Day(1899, 12, 31), Day(1969, 12, 31))
)
_SENTINEL_MIDNIGHTS = frozenset((Day(1601, 1, 1), Day(1753, 1, 1)))
"""The first days that Windows and SQL Server count; a midnight of theirs is an empty field."""

_SHORT_UNITS = frozenset(("second", "minute", "hour"))
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def complete(stamp: Stamp, context: DateContext, origin: DateOrigin, raw: str) -> PublicationDate | Refusal:
    """The publication date that a stamp means."""
    if stamp.day is None:
        return _relative(stamp, context, origin, raw)
    day = _with_year(stamp.day, context)
    if isinstance(day, Refusal):
        return day
    refusal = _refuse(day, stamp, context)
    if refusal is not None:
        return refusal
    if day.day is None or stamp.clock is None or day.year is None or day.month is None:
        return PublicationDate(date=str(day), precision=_day_precision(day), origin=origin, raw=raw)
    clock = stamp.clock
    local = datetime(
        day.year, day.month, day.day, clock.hour, clock.minute, clock.second or 0, clock.microsecond
    )
    return at_wall_clock(local, _zone(stamp, local, context), context, origin, raw, _clock_precision(clock))


def at_wall_clock(
    local: datetime,
    zone: Zone | None,
    context: DateContext,
    origin: DateOrigin,
    raw: str,
    precision: Precision,
) -> PublicationDate | Refusal:
    """The date of a wall clock in its zone. One in UTC is moved to the context's zone, whose day it takes."""
    if zone is None and context.source_zone:
        zone = place_zone(context.source_zone)
    instant: datetime | None = None
    name: str | None = None
    if zone is not None:
        try:
            instant = local.replace(tzinfo=zone.rule).astimezone(timezone.utc)
            home = (place_zone(context.timezone) or UTC) if zone.is_universal() else zone
            local = instant.astimezone(home.rule).replace(tzinfo=None)
        except OverflowError:
            return UNREADABLE
        name = home.name or "UTC"
        if instant == _EPOCH:
            return SENTINEL
    return PublicationDate(
        date=local.date().isoformat(),
        time=_time(local),
        instant=f"{instant.date().isoformat()}T{_time(instant)}Z" if instant else None,
        zone=name,
        precision=precision,
        origin=origin,
        raw=raw,
    )


def _time(moment: datetime) -> str:
    fraction = f".{moment.microsecond:06}".rstrip("0") if moment.microsecond else ""
    return f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}{fraction}"


def _with_year(day: Day, context: DateContext) -> Day | Refusal:
    if day.year is not None:
        return day
    if day.month is None or day.day is None or not day.exists():
        return impossible(str(day))
    latest = latest_day(context)
    if latest is None:
        return NO_REFERENCE
    year = calendars.last_year_with(day.month, day.day, latest)
    return Day(year, day.month, day.day) if year is not None else impossible(str(day))


def _refuse(day: Day, stamp: Stamp, context: DateContext) -> Refusal | None:
    """Why a day is none of publication: a sentinel, impossible, before all newspapers, after the file."""
    if day.year is None or day.year < calendars.OLDEST_YEAR:
        return SENTINEL if (day.year or 0) <= 1 else UNREADABLE
    if not day.exists():
        return impossible(str(day))
    midnight = stamp.clock is None or (stamp.clock.hour, stamp.clock.minute, stamp.clock.second or 0) == (
        0,
        0,
        0,
    )
    if day in _SENTINEL_DAYS and midnight and (stamp.iso or stamp.timed):
        return SENTINEL
    if stamp.timed and ((day in _SENTINEL_MIDNIGHTS and midnight) or _is_epoch_somewhere(day, stamp.clock)):
        return SENTINEL
    first = date(day.year, day.month or 1, day.day or 1)  # zero is no day: refused above
    latest = _latest(context)
    return too_late(str(day)) if first > latest else None


def _is_epoch_somewhere(day: Day, clock: Clock | None) -> bool:
    """Whether a wall clock shows the moment from which epochs count, in the zone of some server: `01.01.1970 01:00`."""
    if clock is None or clock.minute or clock.second or clock.microsecond:
        return False
    return (day == Day(1970, 1, 1) and clock.hour <= 14) or (day == Day(1969, 12, 31) and clock.hour >= 12)


def _latest(context: DateContext) -> date:
    """The last believable day; without a reference, years ahead of now are still none of publication."""
    reference = local_reference(context)
    return reference.date() + LATEST if reference else date(date.today().year + 2, 12, 31)


def _zone(stamp: Stamp, local: datetime, context: DateContext) -> Zone | None:
    if not stamp.zone:
        return None
    # an offset of nothing is how machines write UTC
    if stamp.zone.lstrip("+-").strip("0:") == "":
        return UTC
    return read_zone(stamp.zone, local, context.source_zone, context.language)


def _day_precision(day: Day) -> Precision:
    return "year" if day.month is None else "month" if day.day is None else "day"


def _clock_precision(clock: Clock) -> Precision:
    return "minute" if clock.second is None else "second"


def _relative(stamp: Stamp, context: DateContext, origin: DateOrigin, raw: str) -> PublicationDate | Refusal:
    """`2 hours ago`, `yesterday at 3:15 PM`, `Saturday 8:28 AM`, counted from the reference."""
    has_anchor = (
        stamp.ago is not None or stamp.days_back is not None or (stamp.weekday is not None and stamp.clock)
    )
    if not has_anchor:
        return UNREADABLE
    reference = local_reference(context)
    if reference is None:
        return NO_REFERENCE
    if stamp.ago is not None and not (stamp.ago[0] == "day" and stamp.clock):
        return _ago(*stamp.ago, reference, context, origin, raw)
    days_back = stamp.days_back if stamp.ago is None else stamp.ago[1]
    if days_back is not None:
        day = _days_before(reference, days_back)
        if day is None:
            return UNREADABLE
    else:
        day = weekday_before(stamp.weekday or 0, reference.date())
    clock = stamp.clock
    if clock is None:
        return PublicationDate(date=day.isoformat(), origin=origin, raw=raw)
    local = datetime(day.year, day.month, day.day, clock.hour, clock.minute, clock.second or 0)
    if days_back is None and local > reference:
        local -= timedelta(days=7)
    return at_wall_clock(local, _zone(stamp, local, context), context, origin, raw, _clock_precision(clock))


def _days_before(reference: datetime, days: int) -> date | None:
    """None beyond the calendar's beginning."""
    return date.fromordinal(reference.toordinal() - days) if reference.toordinal() > days else None


def _ago(
    unit: str, count: int, reference: datetime, context: DateContext, origin: DateOrigin, raw: str
) -> PublicationDate | Refusal:
    """So much before the reference: a moment for hours, a day for days and weeks, a month or a year for those."""
    try:
        moment = reference - relativedelta(**{f"{unit}s": count})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return UNREADABLE
    if unit not in _SHORT_UNITS:
        length = {"month": 7, "year": 4}.get(unit, 10)
        precision: Precision = "month" if unit == "month" else "year" if unit == "year" else "day"
        return PublicationDate(
            date=moment.date().isoformat()[:length], precision=precision, origin=origin, raw=raw
        )
    moment = moment.replace(second=0, microsecond=0)
    if context.reference is None or context.reference.tzinfo is None:
        return at_wall_clock(moment, None, context, origin, raw, "minute")
    zone = place_zone(context.source_zone or context.timezone) or UTC
    return at_wall_clock(moment, zone, context, origin, raw, "minute")
