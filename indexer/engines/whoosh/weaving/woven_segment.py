"""Several segments -> one, on arrays: no article is read again, no word looked at twice.

What lives keeps its order, segment after segment, under new numbers. Columns and lists by article are laid
end to end; stored blocks are copied as they are, but for those that hold a dead article. Postings are woven
range of terms by range of terms (`woven_terms`), the upper half of a large field by a second process (`second_weaver`).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines.followed_file import follow_file
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.columns import SINGLE_VALUED
from indexer.engines.whoosh.storage.packing import write_lists
from indexer.engines.whoosh.storage.sections import SUFFIX, Array, SectionWriter
from indexer.engines.whoosh.storage.store import StoreWriter, living_blocks, write_blocks, write_dictionaries
from indexer.engines.whoosh.storage.terms import WORD_FIELDS
from indexer.engines.whoosh.weaving.joined_dictionary import JoinedDictionary
from indexer.engines.whoosh.weaving.second_weaver import SecondWeaver, second_weaver
from indexer.engines.whoosh.weaving.woven_terms import (
    begin_spools,
    join_woven,
    renumber,
    weave_terms,
    write_woven,
)
from indexer.engines.whoosh.writing.segment_writer import write_ids

_COLUMNS = {"first_day": "<i4", "last_day": "<i4", "key": "<i4", "instant": "<i8", "words": "<u4", "body_words": "<u4", "text.positions": "<u4"}  # fmt: skip
_UNITS = ("part", "sentence", "paragraph")


@dataclass(frozen=True, slots=True)
class Woven:
    """A segment that was written: `count` articles, and what a manifest says of its file."""

    name: str
    count: int
    facts: Mapping[str, Any] | None


def weave(segments: Sequence[Segment], folder: Path, *, afresh: bool = False, processes: int = 1) -> Woven:
    """Writes the living articles of some segments as one new segment into `folder`, with a second process where that is worth it and there may be two.

    `afresh`: stored articles are compressed anew, by what living ones have in common: a dictionary is made of pieces of
    articles, and may hold some of one that is gone.
    """
    name = uuid.uuid4().hex[:16]
    numbers = renumber(segments)
    path = folder / f"{name}{SUFFIX}"
    writer = SectionWriter(path)
    with (
        follow_file(path) as followed,
        writer,
        second_weaver(segments, "text", folder, processes) as second,
    ):
        _weave_postings(writer, "text", segments, numbers, folder, second)
        for field in WORD_FIELDS:
            _weave_postings(writer, field, segments, numbers, folder)
        _weave_columns(writer, segments)
        _weave_values(writer, segments, numbers)
        _weave_ids(writer, segments)
        for unit in _UNITS:
            _weave_lists(writer, unit, segments)
        (_store_afresh if afresh else _weave_store)(writer, segments)
    return Woven(name, sum(segment.alive for segment in segments), followed.facts)


def _weave_postings(
    writer: SectionWriter,
    field: str,
    segments: Sequence[Segment],
    numbers: Sequence[Array],
    folder: Path,
    second: SecondWeaver | None = None,
) -> None:
    dictionary = JoinedDictionary([segment.postings[field] for segment in segments])
    middle = dictionary.middle() if second else None
    spools = begin_spools(folder)
    woven = weave_terms(dictionary, segments, numbers, dictionary.ranges(last=middle), spools)
    if second and middle is not None:
        upper = second.take(spools)
        if upper is None:
            upper = weave_terms(dictionary, segments, numbers, dictionary.ranges(middle), spools)
        woven = join_woven(woven, upper)
    write_woven(writer, field, woven, spools, dictionary, segments, numbers)


# What an article has one of, or a list of


def _weave_columns(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    columns = {**_COLUMNS, **{f"{field}.positions": "<u4" for field in WORD_FIELDS}}
    for name, kind in columns.items():
        rows = [segment.reader.array(name)[segment.living] for segment in segments]
        writer.add_array(name, np.concatenate(rows).astype(kind, copy=False))


def _weave_lists(writer: SectionWriter, name: str, segments: Sequence[Segment]) -> None:
    counts, values = [], []
    for segment in segments:
        of_segment, lists = segment.lists_by_article(name)
        counts.append(of_segment[segment.living])
        values.append(lists.read_all(of_segment)[np.repeat(segment.living, of_segment)])
    joined = np.concatenate(counts)
    writer.add_array(f"{name}.counts", joined.astype("<u4"))
    write_lists(writer, name, np.concatenate(values), joined)


def _weave_values(writer: SectionWriter, segments: Sequence[Segment], numbers: Sequence[Array]) -> None:
    """Facets: the values that living articles have, numbered anew."""
    for facet in SINGLE_VALUED:
        columns = [segment.column(facet)[segment.living] for segment in segments]
        values, renumbered = _join_values(facet, segments, columns)
        writer.add_array(facet, np.concatenate(renumbered).astype("<i4"))
        writer.add_bytes(f"{facet}.values", values)
    rows = [segment.tag_rows for segment in segments]
    alive = [segment.living[owners] for segment, (owners, _) in zip(segments, rows, strict=True)]
    tags = [of_segment[mask] for (_, of_segment), mask in zip(rows, alive, strict=True)]
    values, renumbered = _join_values("tag", segments, tags)
    owners = np.concatenate(
        [new[owners[mask]] for new, (owners, _), mask in zip(numbers, rows, alive, strict=True)]
    )
    joined = np.concatenate(renumbered)
    # new numbers need not rise where the old ones did
    order = np.lexsort((joined, owners))
    counts = np.bincount(owners, minlength=sum(segment.alive for segment in segments))
    writer.add_array("tag.counts", counts.astype("<u4"))
    write_lists(writer, "tag", joined[order], counts)
    writer.add_bytes("tag.values", values)


def _join_values(
    facet: Any, segments: Sequence[Segment], columns: Sequence[Array]
) -> tuple[bytes, list[Array]]:
    """The values that occur, as a section, and each column with their new numbers."""
    known: dict[str, int] = {}
    renumbered = []
    for segment, column in zip(segments, columns, strict=True):
        values = segment.values(facet)
        new = np.zeros(len(values) + 1, dtype=np.int64)
        for number in np.flatnonzero(np.bincount(column, minlength=len(values) + 1)[1:]):
            new[number + 1] = known.setdefault(values[number], len(known) + 1)
        renumbered.append(new[column])
    return json.dumps(list(known), ensure_ascii=False, separators=(",", ":")).encode(), renumbered


def _weave_ids(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    write_ids(
        writer,
        [
            identifier
            for segment in segments
            for identifier, lives in zip(segment.ids, segment.living.tolist(), strict=True)
            if lives
        ],
    )


def _weave_store(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    known = {dictionary.number: dictionary for segment in segments for dictionary in segment.dictionaries.all}
    write_dictionaries(writer, list(known.values()))
    for name in ("head", "article"):
        stores = [(segment.heads if name == "head" else segment.store, segment) for segment in segments]
        write_blocks(writer, name, [living_blocks(store, segment.living) for store, segment in stores])


def _store_afresh(writer: SectionWriter, segments: Sequence[Segment]) -> None:
    store = StoreWriter()
    for segment in segments:
        for number in np.flatnonzero(segment.living).tolist():
            store.add(segment.heads.read_bytes(number), segment.store.read_bytes(number))
    store.write(writer)
