"""A timeline's buckets -> bars to draw and rows to read, each with the address that narrows to it.

Places and sizes are shares of the drawing in percent, so that it has no scale of its own: the template
draws them as inline SVG with attributes and classes only, and writes the same data as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from indexer.engines.contract import Bucket, Filters, Interval, Timeline
from search_web.links import SearchAddress
from search_web.locales import gettext as _
from search_web.templating import variants_of
from search_web.wording import (
    bar_in_words,
    begun,
    days_in_words,
    last_of_month,
    number,
    percentage,
    short_day,
    span_in_words,
)

HEIGHT = 96
"""Of the tallest bar, in CSS pixels."""

MOST_BARS = 60
"""Five years of months: more are too thin to hit, and a page of 60 KB has no room for their links and table rows."""

_WIDEST_BAR = 6.0
_MOST_LABELS = 6
_MARGIN = 6.0
_YEAR: Interval = "year"
UNITS: dict[Interval, tuple[str, str]] = {
    "day": ("day", "by day"),
    "week": ("week", "by week"),
    "month": ("month", "by month"),
    "year": ("year", "by year"),
}
"""What a bar stands for, and how articles are divided by it."""


class Bar(NamedTuple):
    """One bar, a tuple as a page has dozens of them. `left` in percent, `top` in pixels from above; `link`, escaped, is None where nothing is to be found.

    `share` of all articles of its days, in words; a dash where there are none.
    """

    name: str
    found: int
    all: int
    share: str
    left: str
    top: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word below the axis, in percent; `anchor` says whether its middle stands there, its start or its end.

    `minor` ones give way on a narrow screen.
    """

    text: str
    left: str
    anchor: Literal["start", "middle", "end"]
    minor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Bars beside each other in whose days the archive has no article at all, found or not; places in percent."""

    name: str
    left: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A whole timeline. `unit` is what one bar stands for, as a heading; `by` says it behind "Articles"; `slot` the width of a bar with its gap, in percent.

    `shares`: bars are shares of all articles, `highest` the greatest of them in words.
    """

    unit: str
    by: str
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    gaps: tuple[Gap, ...]
    slot: str
    shares: bool
    highest: str
    name_of_highest: str


class _Span(NamedTuple):
    """A stretch of days that one bar stands for."""

    name: str
    first: str
    last: str
    typed: tuple[str, str]
    found: int
    all: int

    @property
    def share(self) -> float:
        return self.found / self.all if self.all else 0.0


def draw(
    timeline: Timeline, filters: Filters, address: SearchAddress, *, shares: bool = False
) -> Chart | None:
    """The drawing of a timeline under these filters, of counts or of shares; None where there is nothing to draw."""
    if timeline.interval is None or not timeline.buckets:
        return None
    per_bar = _buckets_per_bar(timeline)
    spans = _spans(timeline.interval, timeline.buckets, per_bar)
    tall = (lambda span: span.share) if shares else (lambda span: float(span.found))
    highest = max(spans, key=tall)
    if not highest.found:
        return None
    slot = min(100 / len(spans), _WIDEST_BAR)
    with_days = variants_of(address).with_days()
    unit, by = _unit(timeline.interval, per_bar)
    return Chart(
        unit=unit,
        by=by,
        bars=tuple(
            _bar(span, at, slot, tall(span) / tall(highest), filters, with_days)
            for at, span in enumerate(spans)
        ),
        gaps=_gaps(spans, slot),
        shares=shares,
        labels=_labels(spans, slot, timeline.interval),
        slot=_percent(slot),
        highest=_share(highest) if shares else number(highest.found),
        name_of_highest=highest.name,
    )


def _unit(interval: Interval, per_bar: int) -> tuple[str, str]:
    if per_bar > 1:
        years = number(per_bar)
        return _("%(count)s years", count=years), _("by %(count)s years", count=years)
    unit, by = UNITS[interval]
    return begun(_(unit)), _(by)


def _share(span: _Span) -> str:
    share = percentage(span.found, span.all)
    return _("%(share)s (%(count)s of %(all)s)", share=share, count=number(span.found), all=number(span.all))


def _buckets_per_bar(timeline: Timeline) -> int:
    """How many years go into one bar, so that there are not too many bars."""
    if timeline.interval != "year":
        return 1
    return next(
        years
        for years in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000)
        if len(timeline.buckets) / years <= MOST_BARS - 1
    )


def _spans(interval: Interval, buckets: Sequence[Bucket], per_bar: int) -> list[_Span]:
    if per_bar == 1:
        return [_span(interval, bucket) for bucket in buckets]
    groups: dict[int, list[Bucket]] = {}
    for bucket in buckets:
        groups.setdefault(int(bucket.start[:4]) // per_bar, []).append(bucket)
    return [_years(group) for group in groups.values()]


def _span(interval: Interval, bucket: Bucket) -> _Span:
    start = bucket.start
    last = _last_day(interval, start)
    typed = {"month": start[:7], "year": start[:4]}.get(interval, "")
    return _Span(
        name=bar_in_words(start, interval),
        first=start,
        last=last,
        typed=(typed, typed) if typed else (start, last),
        found=bucket.count,
        all=bucket.all,
    )


def _years(group: Sequence[Bucket]) -> _Span:
    """Several years as one bar."""
    first, last = group[0].start[:4], group[-1].start[:4]
    return _Span(
        name=str(int(first)) if first == last else span_in_words(str(int(first)), str(int(last))),
        first=f"{first}-01-01",
        last=f"{last}-12-31",
        typed=(first, last),
        found=sum(bucket.count for bucket in group),
        all=sum(bucket.all for bucket in group),
    )


def _last_day(interval: Interval, start: str) -> str:
    match interval:
        case "day":
            return start
        case "week":
            first = date.fromisoformat(start)
            return (first + min(timedelta(days=6), date.max - first)).isoformat()
        case "month":
            return last_of_month(start)
        case "year":
            return f"{start[:4]}-12-31"


def _bar(
    span: _Span,
    at: int,
    slot: float,
    height_share: float,
    filters: Filters,
    with_days: Callable[[str, str], str],
) -> Bar:
    # A bar with a single article still has to be seen.
    height = max(2.0, HEIGHT * height_share) if span.found else 0.0
    return Bar(
        name=span.name,
        found=span.found,
        all=span.all,
        share=percentage(span.found, span.all),
        left=_percent(at * slot),
        top=f"{HEIGHT - height:.3g}",
        link=with_days(*_narrowed(span, filters)) if span.found else None,
    )


def _gaps(spans: Sequence[_Span], slot: float) -> tuple[Gap, ...]:
    """The stretches of bars whose days hold nothing of the archive."""
    gaps = []
    for empty, run in groupby(enumerate(spans), key=lambda place: not place[1].all):
        places = list(run)
        if not empty:
            continue
        (start, first), (end, last) = places[0], places[-1]
        name = first.name if start == end else days_in_words(first.first, last.last)
        gaps.append(Gap(name=name, left=_percent(start * slot), width=_percent(len(places) * slot)))
    return tuple(gaps)


def _narrowed(span: _Span, filters: Filters) -> tuple[str, str]:
    """The days of a bar as `from` and `to`: the bar's own, cut where the search has a closer bound."""
    first, last = max(span.first, filters.first or span.first), min(span.last, filters.last or span.last)
    return span.typed if (first, last) == (span.first, span.last) else (first, last)


def _labels(spans: Sequence[_Span], slot: float, interval: Interval) -> tuple[Label, ...]:
    """A few words along the axis; with many months, years at their Januaries."""
    starts = [span.first for span in spans]
    januaries = [at for at, start in enumerate(starts) if start[5:7] == "01"]
    if interval == "month" and len(spans) > 24:
        places, unit = _thinned(januaries), _YEAR
    else:
        # A label needs as much room as several narrow bars.
        places, unit = _thinned(range(0, len(spans), max(1, round(_MARGIN * 2 / slot)))), interval
    return tuple(
        _label(short_day(starts[at], unit), at * slot, slot, minor=count % 2 == 1)
        for count, at in enumerate(places)
    )


def _label(text: str, left: float, slot: float, *, minor: bool) -> Label:
    """A word in the middle of its bar, but kept inside the drawing at both of its sides."""
    middle = left + slot / 2
    if middle < _MARGIN:
        return Label(text=text, left=_percent(left), anchor="start", minor=minor)
    if middle > 100 - _MARGIN:
        return Label(text=text, left=_percent(left + slot), anchor="end", minor=minor)
    return Label(text=text, left=_percent(middle), anchor="middle", minor=minor)


def _thinned(places: Sequence[int]) -> Sequence[int]:
    return places[:: -(-len(places) // _MOST_LABELS) or 1]


def _percent(share: float) -> str:
    """Short, as a page has hundreds of them: `12.5%`."""
    return f"{share:.4g}%"
