"""A line through lexicon, grammar and stamps: what `reading`, `bylines`, `datelines` and `days` share."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from indexer.article import DateOrigin, PublicationDate
from indexer.dates.completion import complete
from indexer.dates.context import DateContext
from indexer.dates.doubled_days import in_one_calendar
from indexer.dates.grammar import Element, Span, may_hold_military_times, parse
from indexer.dates.lexicon import Piece, classify, fill, shape_of
from indexer.dates.printed_day import Hints
from indexer.dates.refusal import Refusal
from indexer.dates.spelling import normalise
from indexer.dates.stamps import PERSIAN_DIGITS, Stamp, read_hints

LONGEST = 400
"""Characters of a field or line that are looked at; no date is longer, and no time is lost on what is."""

# A year and the hour behind it that lost the blank between them: `20208:28 AM`, `202008h28`.
_GLUED = re.compile(r"(?<![0-9])((?:1[5-9]|20)[0-9]{2})(?=[0-9]{1,2}(?::|h|\.[0-9]{2} ?[ap]\.?m)[0-9]?)")
# A year and the day behind it that lost the blank: two spans of a page, one for screen readers (`Published On 15 Feb 202015 Feb 2020`).
_GLUED_DAY = re.compile(
    r"(?<![0-9])((?:1[5-9]|20)[0-9]{2})(?=[0-9]{1,2}(?:\.|st|nd|rd|th)? [^\W\d_]{3,9}\.? [0-9]{4})"
)
# A time and the word behind it: `8:28pmSaturday`, `8:28 AM ESTUpdated`, `02:05 PM3 mins to read`.
_GLUED_WORD = re.compile(
    r"((?<=[0-9][ap]m)|(?<=[0-9] [AP]M)|(?<=[0-9Mm.] [ECMP][SD]T)|(?<=[0-9Mm.] ET)|(?<=[0-9Mm.] [GIJ][MS]T))(?=[A-Z][a-z]|[0-9] min)"
)
# `l'8 settembre`, `lì 19 settembre`
_ITALIAN = re.compile(r"(?<!\w)(?:(?:d?[Ee]?[Ll])?[Ll]'|[Ll]ì )(?=[0-9]{1,2} [^\W\d_])")
# WordPress prints the day of a change right behind: `Posted on February 15, 2020February 16, 2020`.
_POSTED_AND_CHANGED = re.compile(
    r"^(Posted on [A-Z][a-z]+ [0-9]{1,2}, [0-9]{4})(?=[A-Z][a-z]+ [0-9]{1,2}, [0-9]{4}\b)"
)
# How often a page was seen, at the end of its line: `Published: 15 February 2020 Hits: 1,234`.
_SEEN = re.compile(
    r"(?<![ ,|])[ ,|]+(?:hits|views|reads|zugriffe|aufrufe|affichages|visites|visto|visitas|lecturas|visite|letture|просмотров|просмотры|переглядів"
    r"|wyświetleń|odsłon|댓글|조회|조회수)(?: ?: ?| )[0-9]{1,3}(?:[.,]?[0-9]{3})*$",
    re.IGNORECASE,
)
# A weekday by its letter: `ג' 19/09/2023`.
_HEBREW_WEEKDAY = re.compile(r"(?<![א-ת])([א-ו])'(?=,? [0-9])")
# The time to read behind the time of the day: `14.05 Uhr 4 min`.
_READING_TIME = re.compile(r"(?<=Uhr) [0-9]{1,2} min$")
# A word that says what the moment before it in the same brackets is: `(2020/2/15 9:00更新)`.
_LABEL_BEHIND = re.compile(
    r"\(([0-9][^()]{5,30}?)(更新|最終更新|修正|配信|公開|掲載|发布|發布|發佈|수정|입력)\)"
)
_PAPER_AND_DAY = re.compile(r"^《 ?[^《》]{2,12} ?》 ?\(([^()]{8,40})\)$")
_WEEKDAY_IN_BRACKETS = re.compile("【([月火水木金土日])(?:曜日?)?】")
_REPORTER = re.compile(r"〔(記者[^〔〕/]{2,12})(?:/[^〔〕]{0,12})?〕")
_SHORT_CHANGE = re.compile(
    r"(?<=[0-9:分] |[0-9:分]{2})\((?:最終更新|更新)? ?[0-9]{1,2}/[0-9]{1,2} [0-9]{1,2}:[0-9]{2} ?(?:更新|修正)?\)"
)
_KOREAN_ISSUE = re.compile("(?<=[0-9])일자(?![가-힣])")
_NUMBERED_WEEKDAY = re.compile(r"\b[Tt]hứ [2-7]\b")
"""Of Vietnam, where Monday is the second day: `Thứ 3, 15/02/2020`."""
# The ending of a number behind a hyphen: `1-го мая`, `14-a de majo`, `2024-cü il`.
_ENDED = re.compile(
    r"(?<=[0-9])(?:-(?=(?:го|е|ое|ого|й|я|ма|ви|ри|ти|а|an?|e|en|i|én|án|c[ıiuü]|ші)(?![\w-]))|:(?=(?:de|[aen]|an|en)(?![\w-])))"
)
_ORDINAL_AND_MONTH = re.compile(r"(?<=[0-9](?:st|nd|rd|th))-(?=[A-Za-z]{3})")
# `1 day 5 hours ago`, as content management systems count.
_TWO_UNITS = re.compile(
    r"([0-9]{1,4}) (year|week|day|hour|hr)s?,? (?:and )?([0-9]{1,3}) (month|day|hour|hr|min(?:ute)?)s?(?= ago)"
)
_SHORT_UNITS = re.compile(r"\b([0-9]{1,2})h ([0-9]{1,2})m(?:in)? ago\b")
_IN_LARGER = {
    "year month": 12,
    "week day": 7,
    "day hour": 24,
    "day hr": 24,
    "hour min": 60,
    "hr min": 60,
    "hour minute": 60,
}
_SPACED_HALF = re.compile(r"(?<=[0-9 .])([apAP])\.? ?[mM]\b(?:\.(?![0-9]))?")


def prepare(line: str) -> str:
    """A line in one spelling and one calendar, with the blank back between a year and the hour glued to it."""
    return prepare_normal(normalise(line))


@lru_cache(maxsize=64)
def prepare_normal(line: str) -> str:
    """As `prepare`, of a line that is in one spelling already."""
    prepared = in_one_calendar(_GLUED_WORD.sub("|", _GLUED_DAY.sub(r"\1 ", _GLUED.sub(r"\1 ", line))))
    if prepared.startswith("Posted on "):
        prepared = _POSTED_AND_CHANGED.sub(r"\1 Updated ", prepared)
    if "-" in prepared or ":" in prepared:
        prepared = _ORDINAL_AND_MONTH.sub(" ", _ENDED.sub("", prepared))
    if "'" in prepared or "ì" in prepared:
        prepared = _ITALIAN.sub("", prepared) if prepared.isascii() else _without_apostrophes(prepared)
    if prepared[-1:].isdigit():
        prepared = _SEEN.sub("", prepared)
    elif prepared.endswith("min"):
        prepared = _READING_TIME.sub("", prepared)
    if " ago" in prepared:
        prepared = _TWO_UNITS.sub(_in_one_unit, _SHORT_UNITS.sub(r"\1 hr \2 min ago", prepared))
    return prepared if prepared.isascii() else _in_east_asian_order(prepared)


def _in_east_asian_order(line: str) -> str:
    """Without what papers of East Asia print around a whole day: `《人民日报》(…)`, `〔記者…〕`, the day and hour of a change in brackets, `Thứ 3`."""
    if "《" in line:
        line = _PAPER_AND_DAY.sub(r"\1", line)
    if "【" in line:
        line = _WEEKDAY_IN_BRACKETS.sub(r"(\1)", line)
    if "記者" in line:
        line = _REPORTER.sub(r"\1", line)
    if "(" in line:
        line = _LABEL_BEHIND.sub(r"(\2\1)", _SHORT_CHANGE.sub("", line))
    if "hứ " in line:
        line = _NUMBERED_WEEKDAY.sub("ngày", line)
    return _KOREAN_ISSUE.sub("일", line) if "일자" in line else line


def _without_apostrophes(line: str) -> str:
    return _HEBREW_WEEKDAY.sub(r"\1", _ITALIAN.sub("", line))


def _in_one_unit(found: re.Match[str]) -> str:
    count, larger, more, smaller = found.groups()
    each = _IN_LARGER.get(f"{larger} {smaller}")
    return f"{int(count) * each + int(more)} {smaller}s" if each else found[0]


@lru_cache(maxsize=64)
def read_elements(prepared: str, printed: str | None = None) -> tuple[tuple[Element, ...], Hints]:
    """The elements of a prepared line, and what its words tell, and its digits as they were printed.

    Kept for a while: a field that is no date by itself is asked whether it is a labelled line, and lines come again.
    """
    line = _SPACED_HALF.sub(_joined_half, prepared) if "m" in prepared or "M" in prepared else prepared
    shape, spans, hints = _read_shape(shape_of(line))
    pieces = fill(shape, line)
    elements = tuple(
        Element(kind, rule, pieces[start:end])
        for kind, rule, start, end in (parse(pieces) if spans is None else spans)
    )
    if printed and not printed.isascii() and not PERSIAN_DIGITS.isdisjoint(printed):
        hints = replace(hints, persian=True)
    return elements, hints


@lru_cache(maxsize=2048)
def _read_shape(shape: str) -> tuple[list[Piece], tuple[Span, ...] | None, Hints]:
    """The pieces of a line's shape, the spans of its elements, and what its words tell; None for the spans where they hang on the digits."""
    pieces = classify(shape)
    spans = None if may_hold_military_times(pieces) else tuple(parse(pieces))
    return pieces, spans, read_hints(pieces, shape)


def _joined_half(match: re.Match[str]) -> str:
    """`p. m.` as `pm`, in the room it had, so that places in the line stay."""
    return (match.group(1) + "m").ljust(len(match.group()))


def settle_stamps(
    stamps: list[Stamp], context: DateContext, origin: DateOrigin, raw: str
) -> tuple[PublicationDate | Refusal | None, PublicationDate | Refusal | None]:
    """The dates of publication and of the update, each None where the line prints none."""
    published, updated = choose_stamps(stamps)
    return (
        complete(published, context, origin, raw) if published else None,
        complete(updated, context, origin, raw) if updated else None,
    )


def choose_stamps(stamps: list[Stamp]) -> tuple[Stamp | None, Stamp | None]:
    """The stamps of publication and of the update: the first of several. An update that prints only a time is of the day of publication."""
    published = next((stamp for stamp in stamps if stamp.label != "updated"), None)
    updated = next((stamp for stamp in stamps if stamp.label == "updated"), None)
    if published is not None and updated is not None and updated.day is None and updated.timed:
        updated.day = published.day
    return published, updated
