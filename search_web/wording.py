"""Values -> the words a reader sees: days, moments, zones, languages, counts.

Everything here takes a value of the contract and gives plain text. A value that is not of the expected
form is shown as it stands rather than lost.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from indexer.article import PublicationDate
from indexer.engines.contract import Interval

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")

_LANGUAGES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean",
    "ku": "Kurdish", "la": "Latin", "lb": "Luxembourgish", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay",
    "mt": "Maltese", "nb": "Norwegian (Bokmål)", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian (Nynorsk)",
    "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "st": "Sesotho", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"))
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

_ORIGINS = {
    "metadata": "a field of the file itself",
    "byline": "the line of date and author above the text",
    "dateline": "the dateline",
    "url": "the article’s address",
    "filename": "the name of the file",
    "capture": "the time at which the page was saved",
}
_PRECISIONS = {
    "second": "to the second",
    "minute": "to the minute",
    "day": "to the day",
    "month": "only the month is stated",
    "year": "only the year is stated",
}


def number(count: int) -> str:
    """`21,578`."""
    return f"{count:,}"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """`1 article`, `21,578 articles`."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def percentage(part: int, whole: int) -> str:
    """`12.3 %`; three digits of it at most, `–` of nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    return (
        f"{share:.0f} %"
        if share >= 99.95
        else f"{share:.1f} %"
        if share >= 1 or not part
        else f"{share:.2g} %"
    )


def language_name(code: str) -> str:
    """`German` for `de`; a code that is not known stays a code."""
    return _LANGUAGES.get(code.partition("-")[0].lower(), code)


def language_attribute(code: str | None) -> str:
    """What a `lang` attribute may hold; empty (not known) for anything else."""
    return code if code and _LANGUAGE_CODE.fullmatch(code) else ""


def direction(code: str | None) -> str:
    """`rtl` or `ltr`; `auto`, as the first letter runs, where the language is not known."""
    if not language_attribute(code):
        return "auto"
    return "rtl" if code and code.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


# Days


def day_in_words(day: str) -> str:
    """`15 February 2020`, `February 2020` or `2020`, as much as the day says."""
    parts = day.split("-")
    try:
        numbers = [int(part) for part in parts]
        year = str(numbers[0])
        month = _MONTHS[numbers[1] - 1] if len(parts) > 1 and numbers[1] >= 1 else None
    except (ValueError, IndexError):
        return day
    match len(parts), month:
        case 1, _:
            return year
        case 2, str():
            return f"{month} {year}"
        case 3, str():
            return f"{numbers[2]} {month} {year}"
    return day


def days_in_words(first: str | None, last: str | None) -> str:
    """A range of ISO days, both in: `February 2020`, `March 1987 to June 1988`, `from 2020`; empty where both are open."""
    if first and last:
        begin, end = _as_periods(first, last)
        return day_in_words(begin) if begin == end else f"{day_in_words(begin)} to {day_in_words(end)}"
    if first:
        return f"from {day_in_words(first)}"
    return f"until {day_in_words(last)}" if last else ""


def _as_periods(first: str, last: str) -> tuple[str, str]:
    """The ends of a range as years where it is made of whole years, as months where of whole months, else as days."""
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4], last[:4]
    if first.endswith("-01") and last == last_of_month(last):
        return first[:7], last[:7]
    return first, last


def last_of_month(day: str) -> str:
    """The last day of an ISO day's month."""
    return f"{day[:7]}-{monthrange(int(day[:4]), int(day[5:7]))[1]:02d}"


def bar_in_words(start: str, interval: Interval) -> str:
    """What one bar of a timeline stands for."""
    match interval:
        case "day":
            return day_in_words(start)
        case "week":
            return f"week of {day_in_words(start)}"
        case "month":
            return day_in_words(start[:7])
        case "year":
            return day_in_words(start[:4])


def short_day(start: str, interval: Interval) -> str:
    """A bar's start as the axis of a timeline has room for: `3 Mar`, `Mar 1987`, `1987`."""
    words = bar_in_words(start, interval).removeprefix("week of ").split()
    words = [word[:3] if word in _MONTHS else word for word in words]
    return " ".join(words[:2])


# Moments


def moment_in_words(moment: PublicationDate) -> str:
    """`15 February 2020, 08:28, Los Angeles time`: the day and the clock as printed, as far as they are."""
    parts = [day_in_words(moment.date)]
    if moment.time:
        parts.append(moment.time[:5] if moment.precision == "minute" else moment.time)
        if moment.zone:
            parts.append(zone_in_words(moment.zone))
    return ", ".join(parts)


def zone_in_words(zone: str) -> str:
    """`Los Angeles time` for an IANA name, `8 hours behind UTC` for an offset."""
    if zone.upper() in ("UTC", "Z", "GMT", "ETC/UTC", "ETC/GMT"):
        return "UTC"
    offset = _OFFSET.fullmatch(zone)
    if offset is None:
        return f"{zone.rpartition('/')[2].replace('_', ' ')} time" if "/" in zone else zone
    sign, hours, minutes = offset[1], int(offset[2]), int(offset[3])
    if not hours and not minutes:
        return "UTC"
    parts = [counted(hours, "hour")] if hours else []
    parts += [counted(minutes, "minute")] if minutes else []
    return f"{' '.join(parts)} {'ahead of' if sign == '+' else 'behind'} UTC"


def origin_in_words(moment: PublicationDate) -> str:
    return _ORIGINS.get(moment.origin, moment.origin)


def precision_in_words(moment: PublicationDate) -> str:
    return _PRECISIONS.get(moment.precision, moment.precision)


def instant_in_words(instant: str) -> str:
    """A UTC instant of ISO form: `15 February 2020, 16:28 UTC`."""
    try:
        moment = datetime.fromisoformat(instant.replace("Z", "+00:00"))
    except ValueError:
        return instant
    return f"{day_in_words(date.isoformat(moment.date()))}, {moment:%H:%M} UTC"
