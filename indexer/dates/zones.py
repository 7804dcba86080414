"""Zones as they are printed -> an IANA name, or an offset from UTC, and the instant that follows.

`ET` and `Pacific time` mean the clock of a place and follow its summer time; `EST`, `PDT`, `CET` are
taken literally, whatever the season; `GMT+1` is one hour ahead (POSIX would turn the sign). Letters that
several places use (`IST`, `CST`, `BST`) mean the one known to most readers, unless the source's own zone is
another of them. `Z` and `UTC` are no place: their day is that of the zone of the reader's choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Clocks of places, by the letters or words that newspapers print.
PLACES: dict[str, str] = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "AKT": "America/Anchorage",
    "AET": "Australia/Sydney", "NZT": "Pacific/Auckland", "UK": "Europe/London",
    "eastern time": "America/New_York", "eastern": "America/New_York", "us eastern": "America/New_York",
    "us eastern time": "America/New_York", "new york time": "America/New_York", "toronto time": "America/Toronto",
    "central time": "America/Chicago", "mountain time": "America/Denver", "pacific time": "America/Los_Angeles",
    "pacific": "America/Los_Angeles", "atlantic time": "America/Halifax", "uk time": "Europe/London",
    "london time": "Europe/London", "british time": "Europe/London", "paris time": "Europe/Paris",
    "heure de paris": "Europe/Paris", "berlin time": "Europe/Berlin", "moscow time": "Europe/Moscow",
    "по москве": "Europe/Moscow", "по московскому времени": "Europe/Moscow", "beijing time": "Asia/Shanghai",
    "hong kong time": "Asia/Hong_Kong", "tokyo time": "Asia/Tokyo", "singapore time": "Asia/Singapore",
    "india time": "Asia/Kolkata", "sydney time": "Australia/Sydney", "hora de españa": "Europe/Madrid",
    "dubai time": "Asia/Dubai", "jakarta time": "Asia/Jakarta", "manila time": "Asia/Manila", "seoul time": "Asia/Seoul",
    "kyiv time": "Europe/Kyiv", "istanbul time": "Europe/Istanbul", "cairo time": "Africa/Cairo", "israel time": "Asia/Jerusalem",
    "nairobi time": "Africa/Nairobi", "lagos time": "Africa/Lagos", "hora peninsular": "Europe/Madrid", "ora italiana": "Europe/Rome",
    "بتوقيت أبوظبي": "Asia/Dubai", "بتوقيت الإمارات": "Asia/Dubai", "بتوقيت القاهرة": "Africa/Cairo", "بتوقيت مكة": "Asia/Riyadh",
    "بتوقيت مكة المكرمة": "Asia/Riyadh", "بتوقيت السعودية": "Asia/Riyadh", "بتوقيت بيروت": "Asia/Beirut", "بتوقيت بغداد": "Asia/Baghdad",
    "بتوقيت القدس": "Asia/Jerusalem", "بتوقيت دمشق": "Asia/Damascus",
    "horário de brasília": "America/Sao_Paulo", "hora de brasília": "America/Sao_Paulo", "за київським часом": "Europe/Kyiv",
    "за києвом": "Europe/Kyiv", "київського часу": "Europe/Kyiv", "по киеву": "Europe/Kyiv",
    "北京时间": "Asia/Shanghai", "北京時間": "Asia/Shanghai", "日本時間": "Asia/Tokyo", "한국시간": "Asia/Seoul",
}  # fmt: skip

# Letters -> minutes from UTC. Where several are in use, the one known to most readers stands first.
OFFSETS: dict[str, tuple[int, ...]] = {
    "GMT": (0,), "WET": (0,), "WEST": (60,), "BST": (60, 360), "IST": (330, 60, 120), "CET": (60,), "CEST": (120,),
    "MET": (60,), "MEST": (120,), "MEZ": (60,), "MESZ": (120,), "EET": (120,), "EEST": (180,), "OEZ": (120,), "MSK": (180,),
    "MSD": (240,), "TRT": (180,), "IDT": (180,), "SAST": (120,), "CAT": (120,), "WAT": (60,), "EAT": (180,), "GST": (240,),
    "AST": (-240, 180), "ADT": (-180,), "EST": (-300, 600), "EDT": (-240, 660), "CST": (-360, 480, -300), "CDT": (-300, -240),
    "MST": (-420, 480, 390), "MDT": (-360,), "PST": (-480, 480), "PDT": (-420,), "AKST": (-540,), "AKDT": (-480,),
    "HST": (-600,), "HDT": (-540,), "NST": (-210,), "NDT": (-150,), "BRT": (-180,), "BRST": (-120,), "ART": (-180,),
    "CLT": (-240,), "CLST": (-180,), "COT": (-300,), "PET": (-300,), "VET": (-240,), "UYT": (-180,), "PKT": (300,),
    "NPT": (345,), "BDT": (360,), "MMT": (390,), "ICT": (420,), "WIB": (420,), "WITA": (480,), "WIT": (540,), "HKT": (480,),
    "SGT": (480,), "MYT": (480,), "PHT": (480,), "AWST": (480,), "JST": (540,), "KST": (540,), "ACST": (570,),
    "ACDT": (630,), "AEST": (600,), "AEDT": (660,), "NZST": (720,), "NZDT": (780,), "FJT": (720,), "IRST": (210,),
    "AFT": (270,), "UZT": (300,), "SLST": (330,), "AZT": (240,), "AMT": (-240, 240), "GET": (240,), "IRDT": (270,), "YEKT": (300,),
    "OMST": (360,), "NOVT": (420,), "KRAT": (420,), "IRKT": (480,), "YAKT": (540,), "VLAT": (600,), "SAMT": (240,), "ULAT": (480,),
    "PGT": (600,), "BOT": (-240,), "ECT": (-300,), "GYT": (-240,), "PYT": (-240, -180), "PYST": (-180,), "SRT": (-180,), "CVT": (-60,),
    "MUT": (240,), "RET": (240,), "SCT": (240,), "MVT": (300,), "BTT": (360,), "BNT": (480,), "TLT": (540,), "KGT": (360,),
    "TJT": (300,), "TMT": (300,), "HNE": (-300,), "HAE": (-240,), "HNC": (-360,), "HAC": (-300,), "HNR": (-420,), "HAR": (-360,),
    "HNP": (-480,), "HAP": (-420,), "HNA": (-240,), "HAA": (-180,), "МСК": (180,), "мск": (180,), "SEČ": (60,), "SELČ": (120,), "غرينتش": (0,),
    "توقيت غرينتش": (0,), "بتوقيت غرينتش": (0,), "بتوقيت جرينتش": (0,), "по гринвичу": (0,), "за гринвічем": (0,),
    "eastern standard time": (-300,), "eastern daylight time": (-240,), "central standard time": (-360,),
    "central daylight time": (-300,), "mountain standard time": (-420,), "mountain daylight time": (-360,),
    "pacific standard time": (-480,), "pacific daylight time": (-420,), "british summer time": (60,),
    "greenwich mean time": (0,), "central european time": (60,), "central european summer time": (120,),
    "india standard time": (330,), "indian standard time": (330,), "japan standard time": (540,),
    "singapore standard time": (480,), "hong kong standard time": (480,), "china standard time": (480,),
    "australian eastern standard time": (600,), "australian eastern daylight time": (660,),
}  # fmt: skip

# The moment alone: no place goes with them.
UNIVERSAL = ("Z", "UTC", "UT", "TU", "Zulu", "universal time", "coordinated universal time")

_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?(?::\d{2})?")
_IANA = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9_+-]+){1,2}")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as printed. `name` is what is shown: an IANA name or `-08:00`; None for one that is no place."""

    rule: tzinfo
    name: str | None

    def is_universal(self) -> bool:
        return self.name is None


UTC = Zone(timezone.utc, None)


@lru_cache(maxsize=256)
def place_zone(name: str) -> Zone | None:
    """The zone of an IANA name, None where there is none of this name."""
    if name in ("UTC", "Etc/UTC"):
        return Zone(timezone.utc, name)
    try:
        return Zone(ZoneInfo(name), name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=512)
def offset_zone(minutes: int) -> Zone:
    """A fixed distance from UTC, shown as `+05:30`."""
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return Zone(timezone(timedelta(minutes=minutes)), f"{sign}{hours:02}:{rest:02}")


def read_offset(printed: str) -> int | None:
    """Minutes of `+0530`, `-08:00`, `+1`; None where no place on earth has such a clock."""
    match = _OFFSET.fullmatch(printed)
    if match is None:
        return None
    sign, hours, minutes = match.group(1), int(match.group(2)), int(match.group(3) or 0)
    if hours > 14 or minutes % 15 or minutes > 45 or (hours == 14 and minutes):
        return None
    return (-1 if sign == "-" else 1) * (hours * 60 + minutes)


def read_zone(
    printed: str, local: datetime, source_zone: str | None = None, language: str | None = None
) -> Zone | None:
    """The zone that letters, words, an offset or an IANA name mean; `local` is the wall clock it was printed with."""
    if printed in UNIVERSAL:
        return UTC
    if printed in PLACES:
        return place_zone(PLACES[printed])
    if printed in OFFSETS:
        return offset_zone(_choose(printed, local, source_zone, language))
    if _IANA.fullmatch(printed):
        return place_zone(printed)
    minutes = read_offset(printed)
    return None if minutes is None else offset_zone(minutes)


def _choose(printed: str, local: datetime, source_zone: str | None, language: str | None) -> int:
    """Minutes from UTC; of letters with several meanings the one that the source's own zone has, in any season."""
    offsets = OFFSETS[printed]
    if len(offsets) == 1:
        return offsets[0]
    if printed == "CST" and language == "zh":
        return 480
    place = place_zone(source_zone) if source_zone else None
    if place is not None:
        for month in (local.month, 1, 7):
            shift = local.replace(month=month, day=1).replace(tzinfo=place.rule).utcoffset()
            if shift is not None and shift.total_seconds() / 60 in offsets:
                return int(shift.total_seconds() // 60)
    return offsets[0]
