"""Dates as programs and wires write them, where digits alone tell the parts: ISO 8601, epochs, 14 digits, wire headers.

In: a whole field, normalised. Out: a stamp, a moment, or None where the field is of none of these forms and
the grammar of printed dates has its turn. A field that has such a form but no such day is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from dateutil.parser import isoparse

from indexer.dates import calendars
from indexer.dates.clock import Clock
from indexer.dates.context import DateContext, latest_day
from indexer.dates.lexicon import classify
from indexer.dates.printed_day import Day, last_day_possible
from indexer.dates.refusal import SENTINEL, UNREADABLE, Refusal, impossible
from indexer.dates.stamps import Stamp

_ISO = re.compile(
    r"""(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)
        (?:(?:[Tt]|[ ]{1,2})(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?
        (?:[ ]?(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?(?::00)?)(?:[ ]?(?:UTC|Z)|[ ](?:[A-Z]{3,5}|[+-]\d\d(?:\d\d)?)|\[[A-Za-z_/+-]{1,40}\])?(?:[ ]m=[+-]\d+\.\d+)?|\[(?P<place>[A-Za-z_/+-]{1,40})\])?|[+-]\d\d:\d\d|Z)?""",
    re.VERBOSE,
)
_COMPACT = re.compile(
    r"""(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)
        (?:[Tt_ -]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]?(?P<fraction>\d{1,9}))?)?
        [ ]?(?P<zone>[Zz]|[+-]\d\d:?(?:\d\d)?|UTC|GMT)?)?""",
    re.VERBOSE,
)
# 2021-11-28_21-05-09, where a name may hold no colon
_WITHOUT_COLONS = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[Tt_ ](?P<hour>\d\d)-(?P<minute>\d\d)(?:-(?P<second>\d\d))?(?P<zone>[Zz])?"
)
_WEEK_OR_ORDINAL = re.compile(
    r"(?P<whole>\d{4}-?W\d\d-?[1-7]|\d{4}-\d{3})(?:T(?P<time>\d\d:\d\d(?::\d\d)?(?:[Zz]|[+-]\d\d:?\d\d)?))?"
)
# ISODate("…") of MongoDB, {ts '…'} of ODBC, Timestamp('…')
_WRAPPED = re.compile(
    r"""(?:ISODate|Timestamp|new\ Date)\((?P<quote>["'])(?P<bare>[^"']{8,40})(?P=quote)\)|\{(?:ts|d)\ '(?P<escaped>[^']{8,40})'\}""",
    re.VERBOSE,
)
_EPOCH = re.compile(
    r"(?P<seconds>\d{10})(?:\.(?P<fraction>\d{1,9}))?|(?P<fine>\d{13}|\d{16}|\d{19})(?:\.0+)?"
)
_ASP_NET = re.compile(r"\\?/Date\((?P<milliseconds>-?\d{1,15})(?:[+-]\d{4})?\)\\?/")
_LAST_EPOCH = 2_000_000_000
"""Ten digits beyond 18 May 2033 are telephone numbers: no area code of North America begins with 1 or 200."""

_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
# 26-FEB-1987 15:01:01.79 of Reuters' archive: control bytes and flags or a comment may follow
_REUTERS = re.compile(
    rf"(?P<day>\d{{1,2}})-{_MONTH[:-3]}-(?P<year>\d{{4}})\s+(?P<hour>\d+):(?P<minute>\d\d):(?P<second>\d\d)\.(?P<fraction>\d{{1,6}})"
    r"(?P<rest>[^0-9a-z]{0,40}|\s*\#.*)",
    re.DOTALL,
)
# AP-NY-02-15-20 0828EST, APTV-02-15-20 0828GMT
_SIGN_OFF = re.compile(
    r"[A-Z]{2,6}(?:-[A-Z]{2,4})?-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d{4}|\d\d)\s+(?P<hour>\d\d)(?P<minute>\d\d)\s?(?P<zone>[A-Z]{1,5})?\W{0,3}"
)
# 151628 GMT FEB 20 of IPTC 7901, 150828Z FEB 20 of date-time groups
_DAY_AND_TIME = re.compile(
    rf"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s?(?P<zone>Z|[A-Z]{{2,5}}(?=\s)|[+-]\d{{4}})?\s?{_MONTH}\s?'?(?P<year>\d{{4}}|\d\d)"
)

# D:20200215082800+01'00' of PDF files
_PDF = re.compile(
    r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d\d)?(?:'(?P<minutes>\d\d)'?|00'00'?)?)?"
)
# 15-FEB-20 08.28.00.123456 AM of Oracle
_ORACLE = re.compile(
    rf"(?P<day>\d{{1,2}})-{_MONTH[:-3]}-(?P<year>\d{{4}}|\d\d) (?P<hour>\d{{1,2}})\.(?P<minute>\d\d)\.(?P<second>\d\d)(?:\.(?P<fraction>\d{{1,9}}))? (?P<half>AM|PM)"
)


def read_machine_form(text: str, context: DateContext) -> Stamp | datetime | Refusal | None:
    """The stamp, or the moment in UTC, that a field of digits states; a Refusal where it states an impossible one."""
    if text[:1].isdigit():
        forms = _DIGIT_FORMS
    elif text[:1] in "/\\-" and text[1:2]:
        forms = _SIGN_FORMS
    else:
        forms = _LETTER_FORMS
    for pattern, read in forms:
        match = pattern.fullmatch(text)
        if match is not None:
            result = read(match, context)
            if result is not None:
                return result
    return None


def _parts(match: re.Match[str], context: DateContext) -> Stamp | Refusal | None:
    """The stamp of a match with groups year, month or name, day, hour, minute, second, fraction, zone."""
    named = match.groupdict()
    month = _month(named)
    if month is None:
        return None
    day = int(named["day"])
    year = int(named["year"])
    if len(named["year"]) == 2:
        year = calendars.full_year(year, month, day, last_day_possible(context))
    printed = Day(year, month, day)
    if not printed.exists() and year > 1:
        return impossible(str(printed))
    zone = _zone(named.get("zone")) or named.get("place")
    if zone and named.get("minutes"):
        zone += f":{named['minutes']}"
    stamp = Stamp(day=printed, iso=True, zone=zone)
    if named["hour"] is not None:
        second = named.get("second")
        clock = Clock(
            _hour(named),
            int(named["minute"]),
            _seconds(second),
            (named.get("fraction") or "").rstrip("0"),
        )
        stamp.clock, stamp.timed = clock if clock.exists() else None, True
    return stamp


def _hour(named: dict[str, str | None]) -> int:
    hour = int((named["hour"] or "")[:6])
    half = named.get("half")
    return hour if half is None else hour % 12 + (12 if half == "PM" else 0)


def _seconds(printed: str | None) -> int | None:
    return None if printed is None else 59 if printed == "60" else int(printed)


def _zone(printed: str | None) -> str | None:
    return printed.upper() if printed else None


def _month(named: dict[str, str | None]) -> int | None:
    if named.get("month") is not None:
        return int(named["month"] or 0)
    pieces = classify(named.get("name") or "")
    value = pieces[0].value if len(pieces) == 1 and pieces[0].code in "MK" else None
    return value if isinstance(value, int) else None


def _compact(match: re.Match[str], context: DateContext) -> Stamp | Refusal | None:
    """Eight, twelve or fourteen digits; thirteen of an epoch are none of them."""
    if match.group().isdigit() and len(match.group()) not in (8, 12, 14, 17):
        return None
    if not calendars.OLDEST_YEAR <= int(match["year"]) <= 2200:
        return SENTINEL if set(match.group()) <= set("0 -:T") else None
    return _parts(match, context)


def _week_or_ordinal(match: re.Match[str], context: DateContext) -> Stamp | Refusal:
    whole = match["whole"]
    try:
        day = isoparse(whole).date()
    except ValueError:
        return impossible(whole)
    # isoparse lets a 53rd week run into the next year that has none
    if "W" in whole and day.isocalendar()[0] != int(whole[:4]):
        return impossible(whole)
    timed = _ISO.fullmatch(f"{day.isoformat()}T{match['time']}") if match["time"] else None
    found = _parts(timed, context) if timed else None
    return found or Stamp(day=Day(day.year, day.month, day.day))


def _wrapped(match: re.Match[str], context: DateContext) -> Stamp | datetime | Refusal | None:
    return read_machine_form(match["bare"] or match["escaped"], context)


def _epoch(match: re.Match[str], context: DateContext) -> datetime | Refusal:
    fine = match["fine"]
    if fine is None:
        seconds, microseconds = int(match["seconds"]), int((match["fraction"] or "0")[:6].ljust(6, "0"))
    else:
        seconds, microseconds = int(fine[:10]), int(fine[10:16].ljust(6, "0"))
    latest = latest_day(context)
    if seconds >= _LAST_EPOCH and (latest is None or latest.year < 2033):
        return UNREADABLE
    return datetime.fromtimestamp(seconds, timezone.utc) + timedelta(microseconds=microseconds)


def _asp_net(match: re.Match[str], context: DateContext) -> datetime | Refusal:
    try:
        moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(
            milliseconds=int(match["milliseconds"])
        )
    except OverflowError:
        return UNREADABLE
    return moment if moment.year >= calendars.OLDEST_YEAR else SENTINEL


_Reader = Callable[[re.Match[str], DateContext], "Stamp | datetime | Refusal | None"]
_DIGIT_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_ISO, _parts),
    (_COMPACT, _compact),
    (_WITHOUT_COLONS, _parts),
    (_WEEK_OR_ORDINAL, _week_or_ordinal),
    (_EPOCH, _epoch),
    (_REUTERS, _parts),
    (_ORACLE, _parts),
    (_DAY_AND_TIME, _parts),
)
_SIGN_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = ((_ASP_NET, _asp_net),)
_LETTER_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_SIGN_OFF, _parts),
    (_PDF, _parts),
    (_WRAPPED, _wrapped),
)
