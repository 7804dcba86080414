"""Figures of several peers -> tables in Markdown, ready for `docs/benchmarks.md`.

A peer's cell holds its own figure and, in brackets, how many times that Morgue takes: below 1 Morgue is the quicker or the smaller. Where a
peer cannot answer every question, the brackets compare the questions that it can answer.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.peers.comparison import PASSES, Figures, Questions

TITLES = {
    "morgue": "Morgue",
    "tantivy": "tantivy",
    "tantivy_body": "tantivy, body only",
    "xapian": "Xapian",
    "fts5": "SQLite FTS5",
    "whoosh": "stock Whoosh",
}
PASS_TITLES = {
    "first": "mixed queries, index just opened",
    "again": "the same once more",
    "near": "NEAR/5",
    "counted": "mixed, with 4 facets and a timeline",
    "counted again": "the same once more",
}
PERCENTILES = (50, 95, 99)


def draw_tables(figures: dict[str, Figures], questions: Questions, count: int, text: int) -> Iterator[str]:
    """Lines. `text`: bytes of titles and bodies of the `count` articles."""
    yield from _draw(_head(f"{count:,} articles, {text / 1e6:,.0f} MB of text", figures), _rows(figures, count, text))  # fmt: skip
    yield ""
    yield from _draw(_head("median by kind of query, ms", figures), _kind_rows(figures, questions))


def draw_growth(smaller: dict[str, Figures], larger: dict[str, Figures], counts: tuple[int, int]) -> Iterator[str]:  # fmt: skip
    """Lines: how many times as much everything takes in the larger corpus, of which the smaller one is the beginning."""
    rows = [["rebuild", *(f"{larger[name].built.seconds / smaller[name].built.seconds:.1f} x" for name in smaller)]]  # fmt: skip
    for of in PASSES:
        for percent in PERCENTILES:
            pairs = [
                (figures.seconds(of).values(), larger[name].seconds(of).values())
                for name, figures in smaller.items()
            ]
            if all(one and other for one, other in pairs):
                rows.append(
                    [_pass_title(of, percent), *(f"{percentile(much, percent) / percentile(little, percent):.1f} x" for little, much in pairs)]
                )  # fmt: skip
    return _draw(_head(f"from {counts[0]:,} to {counts[1]:,} articles", smaller), rows)


def percentile(seconds: Iterable[float], percent: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]


def _head(first: str, figures: dict[str, Figures]) -> list[str]:
    return [first, *(TITLES[name] for name in figures)]


def _draw(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _rows(figures: dict[str, Figures], count: int, text: int) -> Iterator[list[str]]:
    ours = figures["morgue"]
    built = {name: of.built for name, of in figures.items()}
    yield ["rebuild from JSON lines, whole process", *_compared({name: of.seconds for name, of in built.items()}, "{:.1f} s")]  # fmt: skip
    yield ["in articles a second", *(f"{count / of.seconds:,.0f}" for of in built.values())]
    yield ["its processor time", *_compared({name: of.processor for name, of in built.items()}, "{:.1f} s")]
    yield ["its memory, all processes", *(f"{of.peak / 1e6:,.0f} MB" for of in built.values())]
    yield ["index / text", *(f"{of.size / text:.2f}" for of in built.values())]
    yield [
        "opening, in a new process",
        *(f"{statistics.median(of.opened_first) * 1000:.0f} ms" for of in figures.values()),
    ]
    yield [
        "opening, the engine imported",
        *(f"{statistics.median(of.opened) * 1000:.1f} ms" for of in figures.values()),
    ]
    yield ["private memory after the queries", *(f"{of.memory / 1e6:,.0f} MB" for of in figures.values())]
    for of in PASSES:
        for percent in PERCENTILES:
            yield [
                _pass_title(of, percent),
                *(_time_cell(ours, theirs, of, percent) for theirs in figures.values()),
            ]
    yield ["totals equal to Morgue's", *(_equal_totals(ours, theirs) for theirs in figures.values())]


def _pass_title(of: str, percent: int) -> str:
    return f"{PASS_TITLES[of]}: p{percent}"


def _compared(values: dict[str, float], form: str) -> Iterator[str]:
    for name, value in values.items():
        yield form.format(value) + ("" if name == "morgue" else f" ({values['morgue'] / value:.2f})")


def _time_cell(ours: Figures, theirs: Figures, of: str, percent: int) -> str:
    seconds, our_seconds = theirs.seconds(of), ours.seconds(of)
    if len(seconds) < 2:
        return "–"
    cell = f"{percentile(seconds.values(), percent) * 1000:.2f} ms"
    if theirs is ours:
        return cell
    here = percentile((our_seconds[number] for number in seconds), percent)
    return f"{cell} ({here / percentile(seconds.values(), percent):.2f})"


def _kind_rows(figures: dict[str, Figures], questions: Questions) -> Iterator[list[str]]:
    """Of an index just opened."""
    for kind in dict.fromkeys(asked.kind for asked in questions.mixed):
        numbers = [number for number, asked in enumerate(questions.mixed) if asked.kind == kind]
        yield [kind, *_medians(figures, numbers)]
    for title, chosen in (("with a range of days", True), ("without", False)):
        numbers = [number for number, asked in enumerate(questions.mixed) if bool(asked.first) is chosen]
        yield [title, *_medians(figures, numbers)]
    yield ["newest first", *_medians(figures, [n for n, asked in enumerate(questions.mixed) if asked.newest])]


def _medians(figures: dict[str, Figures], numbers: Sequence[int]) -> Iterator[str]:
    seconds = {name: of.seconds("first") for name, of in figures.items()}
    for name, times in seconds.items():
        known = [number for number in numbers if number in times]
        if not known:
            yield "–"
            continue
        theirs = statistics.median(times[number] for number in known)
        ours = statistics.median(seconds["morgue"][number] for number in known)
        yield f"{theirs * 1000:.2f}" + ("" if name == "morgue" else f" ({ours / theirs:.2f})")


def _equal_totals(ours: Figures, theirs: Figures) -> str:
    if theirs is ours or not theirs.totals:
        return "–"
    equal = sum(ours.totals[number] == total for number, total in theirs.totals.items())
    return f"{equal / len(theirs.totals):.0%} of {len(theirs.totals)}"
