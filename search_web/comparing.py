"""Several searches in one drawing: a line each, told apart by colour and by dashes, with the same data as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.engines.contract import Notice
from indexer.search.comparison import Comparison, Series
from search_web.links import SearchAddress
from search_web.wording import bar_in_words, number, percentage, share_in_words

HEIGHT = 120
WIDTH = 1_000
"""Of the drawing's own scale, which is stretched to the page's width."""

MARGIN = 6
"""At both ends, so that a dot there is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A bar of the table: its name, and a cell a search."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A search: its path in the drawing, the `dots` of bars between two gaps, its label, the address of its own results, and of the comparison without it."""

    label: str
    path: str
    dots: str
    total: int
    beside: int
    at_least: bool
    address: SearchAddress
    without: SearchAddress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedChart:
    """`highest` in words; `first` and `last` name the ends of the axis. `notices` are those of the searches beside the first."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    highest: str
    first: str
    last: str
    shares: bool
    has_gaps: bool
    notices: tuple[Notice, ...] = ()


def draw_comparison(found: Comparison, address: SearchAddress, *, shares: bool) -> ComparedChart:
    """The drawing of a comparison, by counts or by shares of all articles."""
    values = [_values(series, found.all, shares=shares) for series in found.series]
    cells = [_cells(series, found.all, shares=shares) for series in found.series]
    highest = max((value for row in values for value in row), default=0.0)
    names = [bar_in_words(start, found.interval) for start in found.starts] if found.interval else []
    return ComparedChart(
        lines=tuple(
            _line(series, row, found.all, highest, address, place)
            for place, (series, row) in enumerate(zip(found.series, values, strict=True))
        ),
        rows=tuple(Row(name=name, cells=tuple(row[at] for row in cells)) for at, name in enumerate(names)),
        highest=_share_at_peak(found) if shares else number(int(highest)),
        first=names[0] if names else "",
        last=names[-1] if names else "",
        shares=shares,
        has_gaps=not all(found.all),
        # their places are those of other texts than the one in the form
        notices=tuple(replace(notice, mends=()) for series in found.series[1:] for notice in series.notices),
    )


def _values(series: Series, everything: Sequence[int], *, shares: bool) -> list[float]:
    if not shares:
        return [float(count) for count in series.counts]
    return [count / whole if whole else 0.0 for count, whole in zip(series.counts, everything, strict=True)]


def _cells(series: Series, everything: Sequence[int], *, shares: bool) -> list[str]:
    if not shares:
        return [
            number(count) if whole else "–" for count, whole in zip(series.counts, everything, strict=True)
        ]
    return [
        percentage(count, whole) if whole else "–"
        for count, whole in zip(series.counts, everything, strict=True)
    ]


def _line(
    series: Series,
    values: Sequence[float],
    everything: Sequence[int],
    highest: float,
    address: SearchAddress,
    place: int,
) -> Line:
    path, dots = _drawn(values, everything, highest)
    return Line(
        label=series.text,
        path=path,
        dots=dots,
        total=series.total,
        # undated ones are in the total only where no days were asked for
        beside=series.total - sum(series.counts),
        at_least=series.at_least,
        address=address.with_compared(()).with_text(series.text),
        without=address.with_compared(
            tuple(text for at, text in enumerate(address.compare, 1) if at != place)
        )
        if place
        else None,
    )


def _share_at_peak(found: Comparison) -> str:
    """The greatest share, and of how many: one article of one is all of them. Of equal ones that of the most."""
    peaks = [
        (count / whole, whole, count)
        for series in found.series
        for count, whole in zip(series.counts, found.all, strict=True)
        if whole
    ]
    if not peaks:
        return number(0)
    _, whole, count = max(peaks)
    return share_in_words(count, whole)


def _drawn(values: Sequence[float], everything: Sequence[int], highest: float) -> tuple[str, str]:
    """A line from bar to bar, broken where the archive has nothing: a nought there would say what nobody knows. A bar between two gaps is a dot beside the line."""
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    stretches: list[list[str]] = [[]]
    for at, (value, whole) in enumerate(zip(values, everything, strict=True)):
        height = HEIGHT - (HEIGHT - 4) * value / highest if highest else float(HEIGHT)
        if whole:
            stretches[-1].append(f"{MARGIN + at * step:.0f} {height:.1f}")
        elif stretches[-1]:
            stretches.append([])
    lines = "".join(f"M{'L'.join(stretch)}" for stretch in stretches if len(stretch) > 1)
    return lines, "".join(f"M{stretch[0]}h0" for stretch in stretches if len(stretch) == 1)
