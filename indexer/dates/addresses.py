"""Dates in URLs and file names: the last resort, so only what can hardly be anything else.

`/2020/02/15/`, `/2020/feb/15/`, `/2020-02/15/`, `story-20200215-p540x1.html`, `2020-02-15_reuters_0001.txt`.
Ids are numbers too: digits run together with others, eight digits that close an address, and numbers behind
`article` or `id` are none. Two different days in one address are none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from indexer.article import DateOrigin, PublicationDate
from indexer.dates.clock import Clock
from indexer.dates.completion import complete
from indexer.dates.context import DateContext
from indexer.dates.lexicon import classify
from indexer.dates.printed_day import Day
from indexer.dates.refusal import Refusal
from indexer.dates.spelling import normalise
from indexer.dates.stamps import Stamp

_LONGEST = 2_000
_OLDEST_ADDRESS = 1990

_Y, _M, _D = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
_MM, _DD = r"(?P<month>1[0-2]|0[1-9])", r"(?P<day>3[01]|[12]\d|0[1-9])"
_NAME = r"(?P<name>[a-z]{3,9})"
_ANY_NAME = r"(?P<name>[^\W\d_]{3,12})"

# Folders of an address, the surest first.
_FOLDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"/{_Y}/{_M}/{_D}(?=/|$|[._-](?!\d))",
        rf"/{_Y}/{_NAME}/{_D}(?=/|$)",
        rf"/{_Y}[-_]{_MM}[-_]{_DD}(?=/|$|[._-](?!\d))",
        rf"/{_Y}{_MM}{_DD}(?=/)",
        rf"/{_Y}/{_MM}{_DD}(?=/)",
        rf"/{_Y}[-_]?{_MM}/{_DD}(?=/)",
    )
)
# Words of a slug, or of a file name.
_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\dv])(?<!\d[.-]){_Y}([-_.]){_MM}\2{_DD}(?![\d])",
        rf"(?<![0-9a-z.]){_Y}{_MM}{_DD}(?![0-9a-z]|\.\d)",
        rf"(?<=[/_-]t){_Y}{_MM}{_DD}(?=_)",
    )
)
_FILE_WORDS = (
    *_WORDS,
    # libraries name the scanned pages of old papers so
    re.compile(
        r"(?<!\d)(?<!\d[.-])(?P<year>1[6-8]\d\d)([-_])(?P<month>1[0-2]|0[1-9])\2(?P<day>3[01]|[12]\d|0[1-9])(?!\d)"
    ),
    re.compile(rf"(?<![0-9a-z.]){_Y}{_MM}{_DD}(?=\.[a-z]|$)", re.IGNORECASE),
    re.compile(
        rf"(?<![0-9]){_Y}{_MM}{_DD}[T_-]?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![0-9a-z])(?<![0-9][-–_]){_D}\.?[-_ ]?(?:de[-_ ])?{_ANY_NAME}[-_ ]?(?:del?[-_ ])?{_Y}(?![0-9a-z])",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![0-9a-z]){_ANY_NAME}[-_ ]{_D},?[-_ ]{_Y}(?![0-9a-z])", re.IGNORECASE),
    re.compile(rf"(?<![0-9]){_Y} {_MM} {_DD}(?![0-9]| [0-9])"),
    re.compile(rf"(?<![0-9]){_Y}年{_M}月{_D}日(?=[^0-9至~・–-]{{0,60}}\.[a-z]{{2,5}}$)", re.IGNORECASE),
)
_DAY_FIRST = re.compile(
    r"(?<![\d.])(?<![\d.][-_/])(?P<first>\d\d)([-_./])(?P<second>\d\d)\2(?P<year>(?:19|20)\d\d)(?!\d)"
)
_MONTH_FOLDER = re.compile(
    rf"/{_Y}/{_MM}(?=/)(?!/\d{{1,2}}(?:/|$))|/(?P<year_>(?:19|20)\d\d)-(?P<month_>1[0-2]|0[1-9])(?=/)(?!/\d{{1,2}}(?:/|$))"
)
_MONTH_WORD = re.compile(rf"(?<![\da-z.])(?<!\d-){_Y}[-_]{_MM}(?![\d-])(?!_\d)", re.IGNORECASE)
# The issue of an old paper in a library: `/lccn/sn83045462/1913-03-04/ed-1/seq-1/`.
_ISSUE = re.compile(
    r"/(?:lccn|bib|newspapers?)/[A-Za-z0-9]{4,20}/(1[6-9]\d\d|20\d\d)-(1[0-2]|0[1-9])-(3[01]|[12]\d|0[1-9])(?=/|$)"
)
_NO_FILE_NAME = re.compile(r"[:;|©\n]")
_DOCUMENT = re.compile(r"\.(?:txt|pdf|docx?|rtf|odt|html?|xml|json|md|eml)$")
"""Endings of names that may hold a comma, as captions do."""
_SUFFIX = re.compile(r"\.(?=[0-9]{0,4}[A-Za-z])[A-Za-z0-9]{1,5}$")
# What makes the day behind it the end of a range: `9 to 11 June 2021`.
_RANGE_BEFORE = re.compile(
    r"(?<![0-9])[0-9]{1,2}\.?[ _–/-]{0,2}(?:to|bis|au|al|and|und|et|y|e)?[ _–/-]{0,2}$", re.IGNORECASE
)
_ID_FOLDER = re.compile(
    r"/(?:id|ids|article|articles|artikel|story|stories|node|post|posts|p|video|videos|gallery|photo|item|content|a|t)/\d+$",
    re.IGNORECASE,
)
_CLOSING_ID = re.compile(r"[-_]\d{8}$")


def date_from_url(url: str, context: DateContext) -> PublicationDate | None:
    """The day, or the month, that the path of an article's address states (origin `url`). Query and fragment are not looked at."""
    if len(url) > _LONGEST:
        return None
    address = re.split(r"[?#]", normalise(url.strip()), maxsplit=1)[0]
    scheme = re.match(r"[a-z][a-z0-9+.-]*://[^/]*|//[^/]*", address, re.IGNORECASE)
    path = unquote(address[scheme.end() :] if scheme else address)
    issue = _ISSUE.search(path)
    if issue is not None:
        return _complete(Day(*map(int, issue.groups())), None, "url", url, context, oldest=1600)
    if not path.startswith("/") or " " in path.strip():
        return None
    found = _day(path, _FOLDERS, "url", url, context)
    if found is None and not _ID_FOLDER.search(path):
        slug = _CLOSING_ID.sub("", path.rstrip("/"))
        found = _day(slug, _WORDS, "url", url, context) or _day_first(slug, "url", url, context)
    return found or _month(path, _MONTH_FOLDER, "url", url, context)


def date_from_file_name(name: str, context: DateContext) -> PublicationDate | None:
    """The day, or the month, that a file's name states (origin `filename`). Only the last part of a path is looked at."""
    if len(name) > _LONGEST:
        return None
    if "://" in name:
        return None
    last = normalise(name.strip()).replace("\\", "/").rsplit("/", 1)[-1]
    if _NO_FILE_NAME.search(last) or (", " in last and not _DOCUMENT.search(last)):
        return None
    if " " in last and not _SUFFIX.search(last):
        return None
    found = _day(last, _FILE_WORDS, "filename", name, context) or _day_first(last, "filename", name, context)
    return found or _month(last, _MONTH_WORD, "filename", name, context)


def _day(
    text: str, patterns: Iterable[re.Pattern[str]], origin: DateOrigin, raw: str, context: DateContext
) -> PublicationDate | None:
    """The one day that the first pattern with any finds."""
    for pattern in patterns:
        days = {day for day in map(_stated, pattern.finditer(text)) if day is not None and day.exists()}
        if len(days) > 1:
            return None
        if days:
            clock = _clock(pattern.search(text)) if "hour" in pattern.groupindex else None
            return _complete(days.pop(), clock, origin, raw, context)
    return None


def _stated(match: re.Match[str]) -> Day | None:
    named = match.groupdict()
    if named.get("name") and _RANGE_BEFORE.search(match.string[max(match.start() - 12, 0) : match.start()]):
        return None
    month = int(named["month"]) if named.get("month") else _month_of(named.get("name") or "")
    return Day(int(named["year"]), month, int(named["day"])) if month else None


def _month_of(name: str) -> int | None:
    pieces = classify(name)
    value = pieces[0].value if len(pieces) == 1 and pieces[0].code in "MK" else None
    return value if isinstance(value, int) else None


def _clock(match: re.Match[str] | None) -> Clock | None:
    if match is None:
        return None
    return Clock(int(match["hour"]), int(match["minute"]), int(match["second"]) if match["second"] else None)


def _day_first(text: str, origin: DateOrigin, raw: str, context: DateContext) -> PublicationDate | None:
    """`15-02-2020`, `/15/02/2020/`, where only one order gives a day, or the context says which."""
    found = set()
    for match in _DAY_FIRST.finditer(text):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        orders = {"DMY": Day(year, second, first), "MDY": Day(year, first, second)}
        found |= {
            day for order, day in orders.items() if day.exists() and context.date_order in (None, order)
        }
    return _complete(found.pop(), None, origin, raw, context) if len(found) == 1 else None


def _month(
    text: str, pattern: re.Pattern[str], origin: DateOrigin, raw: str, context: DateContext
) -> PublicationDate | None:
    months = set()
    for match in pattern.finditer(text):
        year, month = (value for value in match.groups() if value)
        months.add(Day(int(year), int(month)))
    return _complete(months.pop(), None, origin, raw, context) if len(months) == 1 else None


def _complete(
    day: Day,
    clock: Clock | None,
    origin: DateOrigin,
    raw: str,
    context: DateContext,
    oldest: int = _OLDEST_ADDRESS,
) -> PublicationDate | None:
    if origin == "url" and (day.year or 0) < oldest:
        return None
    found = complete(
        Stamp(day=day, clock=clock, timed=clock is not None, iso=True), context, origin, raw.strip()
    )
    return None if isinstance(found, Refusal) else found
