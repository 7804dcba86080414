"""Values -> the words a reader sees: days, moments, zones, languages, counts.

Everything here takes a value of the contract and gives plain text in the language spoken (`locales`). A value that is not of the
expected form is shown as it stands rather than lost.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations

from markupsafe import Markup, escape

from indexer.article import PublicationDate
from indexer.dates.refusal import STORED
from indexer.engines.contract import Interval
from indexer.message import Message, recognise
from search_web.locales import gettext as _
from search_web.locales import ngettext, pgettext, printed_number, spoken, translated

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
_LONGEST_DAY = 10
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")

LANGUAGES = {
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

ORIGINS = {
    "metadata": "a field of the file itself",
    "byline": "the line of date and author above the text",
    "dateline": "the dateline",
    "url": "the article’s address",
    "filename": "the name of the file",
    "capture": "the time at which the page was saved",
}
EXTRA_NAMES = frozenset((
    "Page", "Pages", "Edition", "Issue", "Volume", "Series", "Wordcount", "Version", "Editor note",
    "Above headline", "Accession number", "Captured", "Captured from", "Category", "Copyright",
    "Copyright holder", "Credit", "Document author", "Document created", "Document number",
    "Document title", "Footer", "Image", "Keyword", "Leftovers", "Length", "Load date", "Number",
    "Ocr confidence", "Places", "Priority", "Publication", "Publisher", "Section line", "Service",
    "Sign off", "Source code", "Status", "Story number", "Subject", "Topics", "Type", "Urgency",
    "Usage terms", "Version created", "Web title", "Word count",
))  # fmt: skip
ORDERS = {
    "relevance": "relevance",
    "newest": "newest",
    "oldest": "oldest",
    "left": "by the words before",
    "right": "by the words behind",
}
PRECISIONS = {
    "second": "to the second",
    "minute": "to the minute",
    "day": "to the day",
    "month": "only the month is stated",
    "year": "only the year is stated",
}


def number(count: int) -> str:
    """`21,578`."""
    return printed_number(count)


def decimal(value: float, form: str) -> str:
    """A number with a fraction, printed by a format such as `.1f`."""
    whole, _point, fraction = f"{value:{form}}".partition(".")
    if not fraction or not whole.isdigit():
        return f"{value:{form}}".replace(".", spoken().decimal)
    return f"{number(int(whole))}{spoken().decimal}{fraction}"


def articles(count: int) -> str:
    """`1 article`, `21,578 articles`."""
    return ngettext("%(count)s article", "%(count)s articles", count, count=number(count))


def articles_found(count: int, at_least: bool) -> str:
    """`12 articles`, `at least 12 articles`."""
    found = articles(count)
    return _("at least %(articles)s", articles=found) if at_least else found


def total_in_words(count: int, at_least: bool) -> str:
    """`12`, `at least 12`."""
    total = number(count)
    return _("at least %(count)s", count=total) if at_least else total


def order_in_words(order: str) -> str:
    """How articles or mentions are ordered."""
    return _(ORDERS[order]) if order in ORDERS else order


def percentage(part: int, whole: int) -> str:
    """`12.3 %`; three digits of it at most, `–` of nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    form = ".0f" if share >= 99.95 else ".1f" if share >= 1 or not part else ".2g"
    return decimal(share, form) + " %"


def share_in_words(part: int, whole: int) -> str:
    """`12.3 % (123 of 1,000)`: a share and what of, without which that of one article of one is as good as any."""
    share = percentage(part, whole)
    return _("%(share)s (%(count)s of %(all)s)", share=share, count=number(part), all=number(whole))


def begun(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def inside(heading: str) -> str:
    """A heading as it stands inside a sentence: small, but in a language whose nouns are not."""
    return heading.lower() if spoken().lowers else heading


def language_name(code: str) -> str:
    """`German` for `de`; a code that is not known stays a code."""
    name = LANGUAGES.get(code.partition("-")[0].lower())
    return _(name) if name else code


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
    return _day_in(spoken().catalogue, day) if len(day) <= _LONGEST_DAY else day


@lru_cache(maxsize=8_192)
def _day_in(_catalogue: NullTranslations, day: str) -> str:
    """In the language spoken; its catalogue tells days apart that were said in another."""
    match _parts(day):
        case (year,):
            return str(year)
        case (year, month):
            return _("%(month)s %(year)s", month=_(MONTHS[month - 1]), year=str(year))
        case (year, month, number):
            return _(
                "%(day)s %(month)s %(year)s", day=str(number), month=_(MONTHS[month - 1]), year=str(year)
            )
    return day


def _parts(day: str) -> tuple[int, ...]:
    """Year, month and day of an ISO day, as far as it has them; empty where it is none."""
    try:
        parts = tuple(int(part) for part in day.split("-"))
    except ValueError:
        return ()
    return parts if len(parts) == 1 or (len(parts) <= 3 and 1 <= parts[1] <= 12) else ()


def days_in_words(first: str | None, last: str | None) -> str:
    """A range of ISO days, both in: `February 2020`, `March 1987 to June 1988`, `from 2020`; empty where both are open."""
    if first and last:
        begin, end = _as_periods(first, last)
        return day_in_words(begin) if begin == end else span_in_words(day_in_words(begin), day_in_words(end))
    if first:
        return _("from %(day)s", day=day_in_words(first))
    return _("until %(day)s", day=day_in_words(last)) if last else ""


def span_in_words(first: str, last: str) -> str:
    """From one to the other, both in words."""
    return _("%(first)s to %(last)s", first=first, last=last)


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
            return _("week of %(day)s", day=day_in_words(start))
        case "month":
            return day_in_words(start[:7])
        case "year":
            return day_in_words(start[:4])


def short_day(start: str, interval: Interval) -> str:
    """A bar's start as the axis of a timeline has room for: `3 Mar`, `Mar 1987`, `1987`."""
    year, month, day = (*_parts(start), 0, 0, 0)[:3]
    if not month or interval == "year":
        return bar_in_words(start, "year")
    name = pgettext("short month", SHORT_MONTHS[month - 1])
    if interval == "month":
        return pgettext("short month", "%(month)s %(year)s", month=name, year=str(year))
    return pgettext("short day", "%(day)s %(month)s", day=str(day), month=name)


# Moments


def moment_in_words(moment: PublicationDate) -> str:
    """`15 February 2020, 08:28, Los Angeles time`: the day and the clock as printed, as far as they are."""
    parts = [day_in_words(moment.date)]
    if moment.time:
        clock = moment.time[:5] if moment.precision == "minute" else moment.time
        parts.append(pgettext("clock", "%(time)s", time=clock))
        if moment.zone:
            parts.append(zone_in_words(moment.zone))
    return ", ".join(parts)


def zone_in_words(zone: str) -> str:
    """`Los Angeles time` for an IANA name, `8 hours behind UTC` for an offset."""
    if zone.upper() in ("UTC", "Z", "GMT", "ETC/UTC", "ETC/GMT"):
        return "UTC"
    offset = _OFFSET.fullmatch(zone)
    if offset is None:
        place = zone.rpartition("/")[2].replace("_", " ")
        return _("%(place)s time", place=place) if "/" in zone else zone
    sign, hours, minutes = offset[1], int(offset[2]), int(offset[3])
    if not hours and not minutes:
        return "UTC"
    parts = [ngettext("%(count)s hour", "%(count)s hours", hours, count=number(hours))] if hours else []
    if minutes:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", minutes, count=number(minutes)))
    span = " ".join(parts)
    return _("%(span)s ahead of UTC", span=span) if sign == "+" else _("%(span)s behind UTC", span=span)


def origin_in_words(origin: str) -> str:
    return _(ORIGINS[origin]) if origin in ORIGINS else origin


def precision_in_words(precision: str) -> str:
    return _(PRECISIONS[precision]) if precision in PRECISIONS else precision


def reason_in_words(reason: str) -> str:
    """Why an article is undated."""
    return translated(recognise(reason, STORED))


def isolated(message: Message) -> Markup:
    """A message in the language spoken, each of its values by itself: in a row of names that run from the right, digits beside them would change places."""
    places = {
        name: isolated(value) if isinstance(value, Message) else Markup("<bdi>{}</bdi>").format(value)
        for name, value in message.parameters.items()
    }
    return Markup(escape(_(message.template)) % places)


def extra_name(name: str) -> str:
    """What a format calls something that it knows beyond the fields: `Editor note` for `editor_note`; the usual ones are translated."""
    if name == "id":
        # the archive has one of its own
        return _("Id in the file")
    heading = name.replace("_", " ").capitalize()
    return _(heading) if heading in EXTRA_NAMES else heading


def instant_in_words(instant: str) -> str:
    """A UTC instant of ISO form: `15 February 2020, 16:28 UTC`."""
    try:
        moment = datetime.fromisoformat(instant.replace("Z", "+00:00"))
    except ValueError:
        return instant
    day = day_in_words(date.isoformat(moment.date()))
    return _("%(day)s, %(time)s UTC", day=day, time=f"{moment:%H:%M}")
