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
# A word that says what the moment before it in the same brackets is: `(2020/2/15 9:00更新)`.
_LABEL_BEHIND = re.compile(
    r"\(([0-9][^()]{5,30}?)(更新|最終更新|修正|配信|公開|掲載|发布|發布|發佈|수정|입력)\)"
)
# The ending of a number behind a hyphen: `1-го мая`, `14-a de majo`, `2024-cü il`.
_ENDED = re.compile(r"(?<=[0-9])-(?=(?:го|е|ое|ого|й|я|ма|ви|ри|ти|а|an?|e|en|i|én|án|c[ıiuü]|ші)(?![\w-]))")
# `1 day 5 hours ago`, as content management systems count.
_TWO_UNITS = re.compile(
    r"([0-9]{1,4}) (year|week|day|hour|hr)s?,? (?:and )?([0-9]{1,3}) (month|day|hour|hr|min(?:ute)?)s?(?= ago)"
)
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
    prepared = in_one_calendar(_GLUED.sub(r"\1 ", line))
    if "-" in prepared:
        prepared = _ENDED.sub("", prepared)
    if " ago" in prepared:
        prepared = _TWO_UNITS.sub(_in_one_unit, prepared)
    return prepared if prepared.isascii() else _LABEL_BEHIND.sub(r"(\2\1)", prepared)


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
