"""One corpus and several peers -> the figures of each: built, opened, asked in turn, and looked at for memory.

Peers are asked in batches by turns, so that a busy moment of the machine hits them all. A *round* opens every index anew in a new
process. In it each question comes once to an index that saw no other before it but a few (`first`), and then once more
(`again`). Of several rounds the median of each question counts. Peers other than Morgue and tantivy, which are far from them, take
part in the first round alone.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from benchmarks.mixed_queries import MixedQuery
from benchmarks.peers.building import Built, build, built_before, index_of
from benchmarks.peers.conversation import Conversation

CLOSE = ("morgue", "tantivy", "tantivy_body")
COUNTING = ("morgue", "tantivy", "tantivy_body")
BATCH = 20
WARM_UP = tuple(MixedQuery("rare", f"warm{number}", (f"warm{number}",)) for number in range(5))
PASSES = ("first", "again", "near", "counted", "counted again")


@dataclass(frozen=True, slots=True)
class Questions:
    """`mixed` for every peer, `near` for those that know it."""

    mixed: tuple[MixedQuery, ...]
    near: tuple[MixedQuery, ...]


@dataclass(slots=True)
class Figures:
    """Of one peer. `times`: pass -> question's number -> seconds, one for each round; `totals` as it found them."""

    built: Built
    opened: list[float] = field(default_factory=list)
    opened_first: list[float] = field(default_factory=list)
    times: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)
    memory: int = 0

    def seconds(self, of: str) -> dict[int, float]:
        """A pass: question's number -> the median of all rounds."""
        return {number: statistics.median(times) for number, times in self.times.get(of, {}).items()}


def build_all(
    names: Sequence[str], corpus: Path, count: int, folder: Path, anew: Sequence[str]
) -> dict[str, Figures]:
    """Indexes of the corpus, which has `count` articles; those of an earlier run stay but for the peers in `anew`."""
    built: dict[Path, Built] = {}
    for name in names:
        place = index_of(name, count, folder)
        if place not in built:
            built[place] = (None if name in anew else built_before(place)) or build(
                name, corpus, count, place
            )
    return {name: Figures(built[index_of(name, count, folder)]) for name in names}


def ask_all(figures: dict[str, Figures], questions: Questions, folder: Path, count: int, rounds: int, memory_after: int, clock: str = "wall") -> None:  # fmt: skip
    """Fills the figures in. `memory_after`: queries after which the memory of a server's process is read."""
    for number in range(rounds):
        names = [name for name in figures if not number or name in CLOSE]
        with ExitStack() as stack:
            opened = [
                stack.enter_context(Conversation(name, index_of(name, count, folder), clock))
                for name in names
            ]
            for talk in opened:
                figures[talk.name].opened.append(talk.opened)
                figures[talk.name].opened_first.append(talk.opened_first)
                talk.ask(WARM_UP)
            _ask_round(opened, questions, figures)
            if number == rounds - 1:
                _read_memory([talk for talk in opened if talk.name in CLOSE], questions, figures, memory_after)  # fmt: skip
            elif not number:
                _read_memory([talk for talk in opened if talk.name not in CLOSE], questions, figures, 0)


def _ask_round(opened: Sequence[Conversation], questions: Questions, figures: dict[str, Figures]) -> None:
    close = [talk for talk in opened if talk.name in CLOSE]
    counting = [talk for talk in opened if talk.name in COUNTING]
    _ask_pass("first", opened, questions.mixed, figures)
    _ask_pass("again", close, questions.mixed, figures)
    _ask_pass("near", [talk for talk in opened if "near" in talk.kinds], questions.near, figures)
    _ask_pass("counted", counting, questions.mixed, figures)
    _ask_pass("counted again", counting, questions.mixed, figures)


def _ask_pass(name: str, opened: Sequence[Conversation], asked: Sequence[MixedQuery], figures: dict[str, Figures]) -> None:  # fmt: skip
    for start in range(0, len(asked), BATCH):
        numbers = range(start, min(start + BATCH, len(asked)))
        for talk in _turned(opened, start // BATCH):
            known = [number for number in numbers if asked[number].kind in talk.kinds]
            replies = talk.ask([asked[number] for number in known], counted=name.startswith("counted"))
            times = figures[talk.name].times.setdefault(name, {})
            for number, seconds in zip(known, replies.seconds, strict=True):
                times.setdefault(number, []).append(seconds)
            if name == "first":
                figures[talk.name].totals.update(zip(known, replies.totals, strict=True))


def _turned(opened: Sequence[Conversation], by: int) -> Iterable[Conversation]:
    """Everyone once, another one first each time."""
    return islice(cycle(opened), by % max(1, len(opened)), by % max(1, len(opened)) + len(opened))


def _read_memory(opened: Sequence[Conversation], questions: Questions, figures: dict[str, Figures], count: int) -> None:  # fmt: skip
    """After `count` queries on top of the round's own."""
    for talk in opened:
        known = [asked for asked in questions.mixed if asked.kind in talk.kinds]
        figures[talk.name].memory = talk.ask(tuple(islice(cycle(known), count))).memory
