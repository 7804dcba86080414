"""A timeline's buckets -> bars to draw and rows to read, each with the address that narrows to it.

Places and sizes are shares of the drawing in percent, so that it has no scale of its own: the template
draws them as inline SVG with attributes and classes only, and writes the same data as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from gettext import NullTranslations
from itertools import groupby
from typing import Literal, NamedTuple

from indexer.engines.contract import Bucket, Filters, Interval, Timeline
from search_web.links import SearchAddress
from search_web.locales import gettext as _
from search_web.locales import spoken
from search_web.templating import variants_of
from search_web.wording import (
    bar_in_words,
    begun,
    days_in_words,
    last_of_month,
    number,
    percentage,
    share_in_words,
    short_day,
    span_in_words,
)

HEIGHT = 96
"""Of the tallest bar, in CSS pixels."""

MOST_BARS = 60
"""Five years of months: more are too thin to hit, and a page of 60 KB has no room for their links and table rows."""

_WIDEST_BAR = 10.0
"""In percent: a decade of years fills the drawing, a single day does not become a wall."""
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


class _Place(NamedTuple):
    """What is known of a bar whatever is found: its stretch of days, how these are typed, where it stands."""

    name: str
    first: str
    last: str
    typed: tuple[str, str]
    left: str


class _Frame(NamedTuple):
    """A timeline without what is found in it, `slot` as a number."""

    places: tuple[_Place, ...]
    labels: tuple[Label, ...]
    slot: float


class _Span(NamedTuple):
    """A stretch of days that one bar stands for."""

    place: _Place
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
    starts = tuple([bucket.start for bucket in timeline.buckets])
    frame = _frame(spoken().catalogue, timeline.interval, starts, per_bar)
    spans = _spans(frame, timeline.buckets, per_bar)
    tall = [span.share if shares else float(span.found) for span in spans]
    most = max(tall)
    highest = spans[tall.index(most)]
    if not highest.found:
        return None
    narrowed = _narrowing(filters)
    with_days = variants_of(address).with_days()
    unit, by = _unit(timeline.interval, per_bar)
    return Chart(
        unit=unit,
        by=by,
        bars=tuple(
            [_bar(span, height / most, narrowed, with_days) for span, height in zip(spans, tall, strict=True)]
        ),
        gaps=_gaps(spans, frame.slot),
        shares=shares,
        labels=frame.labels,
        slot=_percent(frame.slot),
        highest=share_in_words(highest.found, highest.all) if shares else number(highest.found),
        name_of_highest=highest.place.name,
    )


def _unit(interval: Interval, per_bar: int) -> tuple[str, str]:
    if per_bar > 1:
        years = number(per_bar)
        return _("%(count)s years", count=years), _("by %(count)s years", count=years)
    unit, by = UNITS[interval]
    return begun(_(unit)), _(by)


def _buckets_per_bar(timeline: Timeline) -> int:
    """How many years go into one bar, so that there are not too many bars."""
    if timeline.interval != "year":
        return 1
    return next(
        years
        for years in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000)
        if len(timeline.buckets) / years <= MOST_BARS - 1
    )


@lru_cache(maxsize=256)
def _frame(_catalogue: NullTranslations, interval: Interval, starts: tuple[str, ...], per_bar: int) -> _Frame:
    """Of bars that begin so, in the language spoken; its catalogue tells it apart from another's. Searches of one archive share a few of them."""
    groups = _grouped(starts, per_bar)
    slot = min(100 / len(groups), _WIDEST_BAR)
    places = tuple(
        _years(group, at * slot) if per_bar > 1 else _place(interval, group[0], at * slot)
        for at, group in enumerate(groups)
    )
    return _Frame(places, _labels(places, slot, interval), slot)


def _grouped(starts: Sequence[str], per_bar: int) -> list[list[str]]:
    """The years that go into each bar; of other intervals, and of single years, one each."""
    if per_bar == 1:
        return [[start] for start in starts]
    groups: dict[int, list[str]] = {}
    for start in starts:
        groups.setdefault(int(start[:4]) // per_bar, []).append(start)
    return list(groups.values())


def _spans(frame: _Frame, buckets: Sequence[Bucket], per_bar: int) -> list[_Span]:
    if per_bar == 1:
        return [
            _Span(place, bucket.count, bucket.all)
            for place, bucket in zip(frame.places, buckets, strict=True)
        ]
    spans, at = [], 0
    for place, group in zip(
        frame.places, _grouped([bucket.start for bucket in buckets], per_bar), strict=True
    ):
        inside = buckets[at : at + len(group)]
        at += len(group)
        spans.append(
            _Span(place, sum(bucket.count for bucket in inside), sum(bucket.all for bucket in inside))
        )
    return spans


def _place(interval: Interval, start: str, left: float) -> _Place:
    last = _last_day(interval, start)
    typed = {"month": start[:7], "year": start[:4]}.get(interval, "")
    return _Place(
        name=bar_in_words(start, interval),
        first=start,
        last=last,
        typed=(typed, typed) if typed else (start, last),
        left=_percent(left),
    )


def _years(group: Sequence[str], left: float) -> _Place:
    """Several years as one bar."""
    first, last = group[0][:4], group[-1][:4]
    return _Place(
        name=str(int(first)) if first == last else span_in_words(str(int(first)), str(int(last))),
        first=f"{first}-01-01",
        last=f"{last}-12-31",
        typed=(first, last),
        left=_percent(left),
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
    height_share: float,
    narrowed: Callable[[_Place], tuple[str, str]],
    with_days: Callable[[str, str], str],
) -> Bar:
    place, found = span.place, span.found
    # A bar with a single article still has to be seen.
    height = max(2.0, HEIGHT * height_share) if found else 0.0
    return Bar(
        place.name,
        found,
        span.all,
        percentage(found, span.all),
        place.left,
        f"{HEIGHT - height:.3g}",
        with_days(*narrowed(place)) if found else None,
    )


def _gaps(spans: Sequence[_Span], slot: float) -> tuple[Gap, ...]:
    """The stretches of bars whose days hold nothing of the archive."""
    gaps = []
    for empty, run in groupby(enumerate(spans), key=lambda place: not place[1].all):
        places = list(run)
        if not empty:
            continue
        (start, first), (end, last) = places[0], places[-1]
        name = first.place.name if start == end else days_in_words(first.place.first, last.place.last)
        gaps.append(Gap(name=name, left=_percent(start * slot), width=_percent(len(places) * slot)))
    return tuple(gaps)


def _narrowing(filters: Filters) -> Callable[[_Place], tuple[str, str]]:
    """Gives the days of a bar as `from` and `to`: the bar's own, cut where the search has a closer bound."""
    if filters.first is None and filters.last is None:
        return lambda place: place.typed

    def narrowed(place: _Place) -> tuple[str, str]:
        first = max(place.first, filters.first or place.first)
        last = min(place.last, filters.last or place.last)
        return place.typed if (first, last) == (place.first, place.last) else (first, last)

    return narrowed


def _labels(places: Sequence[_Place], slot: float, interval: Interval) -> tuple[Label, ...]:
    """A few words along the axis; with many months, years at their Januaries."""
    starts = [place.first for place in places]
    januaries = [at for at, start in enumerate(starts) if start[5:7] == "01"]
    if interval == "month" and len(places) > 24:
        shown, unit = _thinned(januaries), _YEAR
    else:
        # A label needs as much room as several narrow bars.
        shown, unit = _thinned(range(0, len(places), max(1, round(_MARGIN * 2 / slot)))), interval
    return tuple(
        _label(short_day(starts[at], unit), at * slot, slot, minor=count % 2 == 1)
        for count, at in enumerate(shown)
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
