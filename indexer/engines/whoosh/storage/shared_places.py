"""Which forms share a place: a joined word and its first part, an elided word, a character and the pair that it begins.

A wildcard that takes several of them stands there once. What shares places is kept by its forms, a group each,
with the articles in which they do so and how often; so places can be counted without unpacking a position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.storage.number_sets import mask_of, spread_ranges
from indexer.engines.whoosh.storage.packing import ListReader, add_up_steps, take_steps, write_lists
from indexer.engines.whoosh.storage.sections import Array, SectionReader, SectionWriter


@dataclass(frozen=True, slots=True)
class SharedRows:
    """Places that forms share, a row a group of forms and an article: how many forms, these end to end, the article, how often."""

    sizes: Array
    forms: Array
    articles: Array
    times: Array


def find_shared_rows(form: Array, place: Array, second: Array) -> SharedRows:
    """Of occurrences in the order of their text, with articles in the upper half of each place; `second`: those that stand where the one before them does, ascending."""
    opens = np.diff(second, prepend=-2) != 1
    starts = second[opens] - 1
    sizes = np.bincount(np.cumsum(opens) - 1, minlength=len(starts)) + 1
    rows = spread_ranges(starts, sizes)
    articles = (place[starts] >> np.uint64(32)).astype(np.int64)
    return SharedRows(sizes, form[rows], articles, np.ones(len(starts), dtype=np.int64))


def join_shared_rows(parts: list[SharedRows]) -> SharedRows:
    """Several, one after the other."""
    return SharedRows(
        sizes=np.concatenate([part.sizes for part in parts]),
        forms=np.concatenate([part.forms for part in parts]),
        articles=np.concatenate([part.articles for part in parts]),
        times=np.concatenate([part.times for part in parts]),
    )


def write_shared_places(writer: SectionWriter, field: str, shared: SharedRows) -> None:
    """Packs rows in any order, a group and an article as often as they come, as sections `field.shared.*`."""
    ends = np.cumsum(shared.sizes)
    packed = [
        _pack_groups(
            shared.forms[(ends[rows] - size)[:, np.newaxis] + np.arange(size)],
            shared.articles[rows].astype(np.int64),
            shared.times[rows],
        )
        for size in np.flatnonzero(np.bincount(shared.sizes)).tolist()
        for rows in (np.flatnonzero(shared.sizes == size),)
    ]
    nothing = np.zeros(0, dtype=np.int64)
    forms, counts, steps, times = (
        np.concatenate([nothing, *(part[place] for part in packed)]) for place in range(4)
    )
    sizes = np.concatenate([nothing, *(np.full(len(part[1]), part[4]) for part in packed)])
    writer.add_array(f"{field}.shared.sizes", sizes.astype("<u4"))
    writer.add_array(f"{field}.shared.forms", forms.astype("<u4"))
    writer.add_array(f"{field}.shared.counts", counts.astype("<u4"))
    write_lists(writer, f"{field}.shared.article", steps, counts)
    write_lists(writer, f"{field}.shared.times", times - 1, counts)


def _pack_groups(groups: Array, articles: Array, times: Array) -> tuple[Array, Array, Array, Array, int]:
    """(forms of the distinct groups end to end, articles of each, steps of these, times in each, forms a group); a row of `groups` holds the forms of one."""
    groups = np.sort(groups, axis=1)
    order = np.lexsort((articles, *groups.T[::-1]))
    groups, articles, times = groups[order], articles[order], times[order]
    opens = np.ones(len(groups), dtype=bool)
    opens[1:] = (groups[1:] != groups[:-1]).any(axis=1)
    fresh = opens.copy()
    fresh[1:] |= articles[1:] != articles[:-1]
    rows = np.flatnonzero(fresh)
    firsts = np.flatnonzero(opens[rows])
    kept = articles[rows]
    counts = np.diff(np.append(firsts, len(rows)))
    return (
        groups[opens].ravel(),
        counts,
        take_steps(kept, firsts),
        np.add.reduceat(times, rows),
        groups.shape[1],
    )


class SharedPlaces:
    """What `write_shared_places` wrote of one field."""

    def __init__(self, reader: SectionReader, field: str) -> None:
        self._forms = reader.array(f"{field}.shared.forms")
        self._sizes = reader.array(f"{field}.shared.sizes").astype(np.int64)
        self._counts = reader.array(f"{field}.shared.counts").astype(np.int64)
        self._articles = ListReader(reader, f"{field}.shared.article")
        self._times = ListReader(reader, f"{field}.shared.times")

    def surplus(self, forms: Array, all_forms: int, articles: int) -> Array | None:
        """Of each article, by how much more often these forms stand in it than places hold one of them, as floats; None where nowhere."""
        if not len(self._sizes):
            return None
        wanted = mask_of(all_forms, forms)
        held = np.add.reduceat(wanted[self._forms], np.cumsum(self._sizes) - self._sizes, dtype=np.int64)
        groups = np.flatnonzero(held > 1)
        if not len(groups):
            return None
        counts = self._counts[groups]
        found, times = (np.concatenate(lists) for lists in zip(*self._read(groups), strict=True))
        more = times * np.repeat(held[groups] - 1, counts)
        return np.bincount(found, more, minlength=articles)

    def rows(self) -> SharedRows:
        """All of it, as it was given to be written."""
        groups = len(self._sizes)
        articles, times = self._read_run(0, groups) if groups else (np.zeros(0, dtype=np.int64),) * 2
        ends = np.cumsum(self._sizes)
        sizes = np.repeat(self._sizes, self._counts)
        starts = np.repeat(ends - self._sizes, self._counts)
        members = spread_ranges(starts, sizes)
        return SharedRows(sizes, self._forms[members].astype(np.int64), articles, times)

    def _read(self, groups: Array) -> Iterator[tuple[Array, Array]]:
        """Lists of ascending groups, those that lie beside each other at once."""
        for run in np.split(groups, np.flatnonzero(np.diff(groups) != 1) + 1):
            yield self._read_run(int(run[0]), int(run[-1]) + 1)

    def _read_run(self, first: int, last: int) -> tuple[Array, Array]:
        counts = self._counts[first:last]
        steps = self._articles.read_range(first, last, counts)
        articles = add_up_steps(steps, np.cumsum(counts) - counts, counts)
        return articles, self._times.read_range(first, last, counts).astype(np.int64) + 1
