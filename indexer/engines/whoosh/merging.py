"""Segments of a new generation: what leaves them, and small ones made one, so that their number stays in bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from indexer.article import article_from_json
from indexer.engines.contract import Batch
from indexer.engines.whoosh.segment import Segment
from indexer.engines.whoosh.segment_writer import SUFFIX, SegmentBuilder

SMALL = 5_000
"""Articles up to which a segment is small."""

MOST_SMALL = 6
"""Small segments that may stand beside each other: each costs a search some 0.1 ms, each merge reads them all."""


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
    found = {number for number in map(segment.find, ids) if number is not None}
    return replace(entry, gone=tuple(sorted(found.union(entry.gone)))) if found else entry


def merge_small(entries: Sequence[SegmentEntry], folder: Path, language: str) -> list[SegmentEntry]:
    """Drops segments of which nothing lives, writes small ones anew as one when there are many, and those that are half dead."""
    empty = [entry for entry in entries if not entry.alive]
    living = [entry for entry in entries if entry.alive]
    small = [entry for entry in living if entry.alive <= SMALL]
    worn = [entry for entry in living if len(entry.gone) > entry.alive]
    chosen = set(worn) | (set(small) if len(small) > MOST_SMALL else set())
    if len(chosen) < 2 and not worn:
        chosen = set()
    merged = _write_anew([entry for entry in living if entry in chosen], folder, language)
    for entry in (*empty, *chosen):
        (folder / f"{entry.name}{SUFFIX}").unlink()
    return [*(entry for entry in living if entry not in chosen), *merged]


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
