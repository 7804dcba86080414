"""Segments of a new generation: what leaves them, and small ones made one, so that their number stays in bounds.

Segments of like size make a tier: up to SMALL living articles, then each eight times as large. When a tier
holds more than MOST_OF_A_TIER, its segments are woven into one (`woven_segment`), and so are all of a rebuild. One
that holds FULL_WORDS stays as it is, so the number of those goes by the archive's size, and there is a handful
of others. A segment of which more is dead than alive is written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.sections import SUFFIX
from indexer.engines.whoosh.weaving.open_files import allow_open_files
from indexer.engines.whoosh.weaving.woven_segment import weave

SMALL = 5_000
"""Articles up to which a segment is small."""

MOST_OF_A_TIER = 6
"""Segments of a tier that may stand beside each other: each costs a search some 0.1 ms, each merge reads them all."""

_TIER_FACTOR = 8
FULL_WORDS = 100_000_000
"""Living words of a segment to which no more are woven: some 250,000 articles, so that the postings of its commonest word are tens of megabytes."""

_MANY_IDS = 0.02
"""Share of a segment's articles from which ids are looked up by reading all of the segment's."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as the manifest names it. `gone`: numbers of the articles that are out, ascending; `facts`: what is known of its file already."""

    name: str
    articles: int
    gone: tuple[int, ...] = ()
    facts: Mapping[str, Any] | None = field(default=None, compare=False)

    @property
    def alive(self) -> int:
        return self.articles - len(self.gone)

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "articles": self.articles, "gone": list(self.gone)}

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> SegmentEntry:
        return cls(entry["name"], entry["articles"], tuple(entry["gone"]))


def without_articles(entries: Sequence[SegmentEntry], folder: Path, ids: Iterable[str]) -> list[SegmentEntry]:
    """The segments less the articles with these ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return list(entries)
    return [_without(entry, folder, wanted) for entry in entries]


def _without(entry: SegmentEntry, folder: Path, ids: Sequence[str]) -> SegmentEntry:
    segment = open_segment(folder, entry)
    if len(ids) > _MANY_IDS * segment.articles:
        wanted = {identifier.encode() for identifier in ids}
        found = {number for number, identifier in enumerate(segment.ids) if identifier in wanted}
    else:
        found = {number for number in map(segment.find, ids) if number is not None}
    return replace(entry, gone=tuple(sorted(found.union(entry.gone)))) if found else entry


def merge_all(entries: Sequence[SegmentEntry], folder: Path, processes: int = 1) -> list[SegmentEntry]:
    """As few segments as there can be, none of them over FULL_WORDS that was not before."""
    return _replace(entries, set(entries), folder, processes)


def write_afresh(entries: Sequence[SegmentEntry], folder: Path, processes: int = 1) -> list[SegmentEntry]:
    """As few segments, in which nothing is left of articles that are out: no stored block is taken over, nor what blocks were compressed with."""
    return _replace(entries, set(entries), folder, processes, afresh=True)


def merge_small(entries: Sequence[SegmentEntry], folder: Path, processes: int = 1) -> list[SegmentEntry]:
    """Drops segments of which nothing lives, and writes anew those that are worn and those of a crowded tier."""
    living = [entry for entry in entries if entry.alive]
    return _replace(entries, _choose(living, folder), folder, processes)


def _replace(
    entries: Sequence[SegmentEntry],
    chosen: set[SegmentEntry],
    folder: Path,
    processes: int,
    *,
    afresh: bool = False,
) -> list[SegmentEntry]:
    """The segments with the chosen ones woven together. One alone of which nothing is dead stays, unless all is written afresh."""
    allow_open_files(len(entries))
    woven: list[SegmentEntry] = []
    gone = [entry for entry in entries if not entry.alive]
    for group in _group([entry for entry in entries if entry in chosen and entry.alive], folder):
        members = [entry for entry, _ in group]
        if len(group) == 1 and not members[0].gone and not afresh:
            woven += members
            continue
        made = weave([segment for _, segment in group], folder, afresh=afresh, processes=processes)
        woven.append(SegmentEntry(made.name, made.count, facts=made.facts))
        gone += members
    for entry in gone:
        (folder / f"{entry.name}{SUFFIX}").unlink()
    return [*(entry for entry in entries if entry.alive and entry not in chosen), *woven]


def _group(entries: Sequence[SegmentEntry], folder: Path) -> Iterator[list[tuple[SegmentEntry, Segment]]]:
    """Segments to be made one, in order, opened."""
    group: list[tuple[SegmentEntry, Segment]] = []
    words = 0
    for entry in entries:
        segment = open_segment(folder, entry)
        if group and words + segment.total_words > FULL_WORDS:
            yield group
            group, words = [], 0
        group.append((entry, segment))
        words += segment.total_words
    if group:
        yield group


def _choose(entries: Sequence[SegmentEntry], folder: Path) -> set[SegmentEntry]:
    """The segments to write anew. One that grows out of its tier may crowd the next: the next commit's matter."""
    chosen = {entry for entry in entries if len(entry.gone) > entry.alive}
    for tier in {_tier(entry) for entry in entries}:
        members = {entry for entry in entries if _tier(entry) == tier}
        if tier and len(members) > MOST_OF_A_TIER:
            members = {entry for entry in members if not _is_full(open_segment(folder, entry))}
        if len(members) > MOST_OF_A_TIER:
            chosen |= members
    return chosen


def _tier(entry: SegmentEntry) -> int:
    tier, most = 0, SMALL
    while entry.alive > most:
        tier, most = tier + 1, most * _TIER_FACTOR
    return tier


def _is_full(segment: Segment) -> bool:
    return segment.total_words > FULL_WORDS // 2


def open_segment(folder: Path, entry: SegmentEntry) -> Segment:
    return Segment(folder, entry.name, np.array(entry.gone, dtype=np.int64))
