"""Segments of a new generation: what leaves them, and small ones made one, so that their number stays in bounds.

Segments of like size make a tier: up to SMALL living articles, then each eight times as large. When a tier
holds more than MOST_OF_A_TIER, its segments are written anew as one. A segment whose builder was full stays
as it is, since writing it anew would only give it back; so an archive has its full segments, whose number
goes by the articles, and a handful of others. A segment of which more is dead than alive is written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from indexer.article import article_from_json
from indexer.engines.contract import Batch
from indexer.engines.whoosh.segment import Segment
from indexer.engines.whoosh.segment_writer import MOST_STORED, MOST_SURFACES, SUFFIX, SegmentBuilder

SMALL = 5_000
"""Articles up to which a segment is small."""

MOST_OF_A_TIER = 6
"""Segments of a tier that may stand beside each other: each costs a search some 0.1 ms, each merge reads them all."""

_TIER_FACTOR = 8
_FULL_WORDS = MOST_SURFACES // 4
_FULL_BYTES = MOST_STORED // 4
"""From a quarter of what a builder holds, a segment is taken as full: few such can be joined in one."""

_MANY_IDS = 0.02
"""Share of a segment's articles from which ids are looked up by reading all of the segment's."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as the manifest names it. `gone`: numbers of the articles that are out, ascending."""

    name: str
    articles: int
    gone: tuple[int, ...] = ()

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


def merge_small(entries: Sequence[SegmentEntry], folder: Path, language: str) -> list[SegmentEntry]:
    """Drops segments of which nothing lives, and writes anew those that are worn and those of a crowded tier."""
    empty = [entry for entry in entries if not entry.alive]
    living = [entry for entry in entries if entry.alive]
    chosen = _choose(living, folder)
    merged = _write_anew([entry for entry in living if entry in chosen], folder, language)
    for entry in (*empty, *chosen):
        (folder / f"{entry.name}{SUFFIX}").unlink()
    return [*(entry for entry in living if entry not in chosen), *merged]


def _choose(entries: Sequence[SegmentEntry], folder: Path) -> set[SegmentEntry]:
    """The segments to write anew. One that grows out of its tier may crowd the next: the next commit's matter."""
    chosen = {entry for entry in entries if len(entry.gone) > entry.alive}
    for tier in {_tier(entry) for entry in entries}:
        members = [entry for entry in entries if _tier(entry) == tier]
        if len(members) > MOST_OF_A_TIER:
            chosen |= _not_full(members, folder) if tier else set(members)
    return chosen


def _tier(entry: SegmentEntry) -> int:
    tier, most = 0, SMALL
    while entry.alive > most:
        tier, most = tier + 1, most * _TIER_FACTOR
    return tier


def _not_full(entries: Sequence[SegmentEntry], folder: Path) -> set[SegmentEntry]:
    """Those of many that have room for more articles, if there are too many of them still."""
    found = {entry for entry in entries if not _is_full(open_segment(folder, entry))}
    return found if len(found) > MOST_OF_A_TIER else set()


def _is_full(segment: Segment) -> bool:
    return segment.total_words > _FULL_WORDS or segment.store.size > _FULL_BYTES


def _write_anew(entries: Sequence[SegmentEntry], folder: Path, language: str) -> list[SegmentEntry]:
    builder = SegmentBuilder(folder, language)
    batches: list[Batch | None] = []
    for entry in entries:
        segment = open_segment(folder, entry)
        for number in np.flatnonzero(segment.living):
            builder.put(article_from_json(segment.article(int(number))))
            if builder.full:
                batches.append(builder.flush())
    batches.append(builder.flush())
    return [SegmentEntry(batch.name, batch.count) for batch in batches if batch is not None]


def open_segment(folder: Path, entry: SegmentEntry) -> Segment:
    return Segment(folder, entry.name, np.array(entry.gone, dtype=np.int64))
