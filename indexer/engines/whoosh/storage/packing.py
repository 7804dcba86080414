"""Many lists of whole numbers in few bytes, each readable by itself.

A segment holds a list a term (documents, frequencies, positions, written forms) and a list an article
(starts of sentences, tags …). All lists of a kind are packed together: each list is kept in 1, 2 or
4 bytes a number, whichever takes least. In the narrow widths a number that does not fit is written as
0 and kept apart with its place, so that one outlier does not widen its whole list. Packing works on
all lists at once, without a loop over them; reading one list is a view, and a patch if it has outliers.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import numpy as np

from indexer.engines.whoosh.storage.number_sets import spread_ranges
from indexer.engines.whoosh.storage.sections import Array, SectionReader, SectionWriter, count_below

WIDTHS: tuple[np.dtype[Any], ...] = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))
_LARGEST = (0xFF, 0xFFFF, 0xFFFFFFFF)
OUTLIER_BYTES = 8
COPIED_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class PackedLists:
    """Lists as they are kept: `numbers[code]` holds those of a width end to end, `widths` and `offsets` say where each lies."""

    numbers: tuple[Array, Array, Array]
    widths: Array
    offsets: Array
    outliers: Array
    places: Array
    owners: Array


def pack_lists(values: Array, counts: Array) -> PackedLists:
    """Packs lists laid end to end in `values` (below 2^32), `counts[i]` numbers in list i."""
    values = values.astype(np.uint32, copy=False)
    # NumPy would look up signed places among unsigned ends as floating-point numbers
    counts = counts.astype(np.int64, copy=False)
    above = np.flatnonzero(values > _LARGEST[0])
    widths = _choose_widths(values, counts, above)
    offsets = np.zeros(len(counts), dtype=np.int64)
    if not widths.any():
        # as most often: one mask less over all numbers
        offsets = np.cumsum(counts) - counts
        narrow = _narrow_to(values, 0, above)
        empty = np.zeros(0, dtype=np.uint32)
        return PackedLists(
            (narrow, empty.astype("<u2"), empty), widths, offsets, *_outliers(values, counts, above)
        )
    of_value = np.repeat(widths, counts)
    numbers: list[Array] = []
    outliers: list[Array] = []
    for code in range(len(WIDTHS)):
        lists = widths == code
        taken = np.where(lists, counts, 0)
        offsets[lists] = (np.cumsum(taken) - taken)[lists]
        chosen = np.flatnonzero(of_value == code)
        of_width = values[chosen]
        wide = np.flatnonzero(of_width > _LARGEST[code])
        numbers.append(_narrow_to(of_width, code, wide))
        outliers.append(chosen[wide])
    places = np.sort(np.concatenate(outliers))
    return PackedLists(
        (numbers[0], numbers[1], numbers[2]), widths, offsets, *_outliers(values, counts, places)
    )


def _narrow_to(values: Array, code: int, wide: Array) -> Array:
    """The numbers in a width, 0 for those that do not fit, which stand at the places `wide`."""
    narrow = values.astype(WIDTHS[code])
    narrow[wide] = 0
    return narrow


def _outliers(values: Array, counts: Array, at: Array) -> tuple[Array, Array, Array]:
    """(numbers, places in their lists, lists) of what stands at these places of `values`."""
    ends = np.cumsum(counts)
    owner = np.searchsorted(ends, at, side="right") if len(at) else at
    return values[at], at - (ends - counts)[owner], owner


def take_steps(values: Array, firsts: Array) -> Array:
    """Lists laid end to end, each number less the one before; at `firsts`, where a list begins, it stays."""
    steps = np.diff(values, prepend=0)
    steps[firsts] = values[firsts]
    return steps


def add_up_steps(steps: Array, firsts: Array, counts: Array) -> Array:
    """What `take_steps` made steps of, as 64-bit numbers; `counts` has the length of each list, none of which is empty."""
    running = np.cumsum(steps, dtype=np.int64)
    return np.asarray(running - np.repeat(running[firsts] - steps[firsts], counts))


def write_lists(writer: SectionWriter, name: str, values: Array, counts: Array) -> None:
    """Packs lists (see `pack_lists`) as sections `name.*`."""
    packed = pack_lists(values, counts)
    for code, numbers in enumerate(packed.numbers):
        writer.add_array(f"{name}.w{code}", numbers.astype(WIDTHS[code], copy=False))
    _write_places(writer, name, packed)


def _write_places(writer: SectionWriter, name: str, packed: PackedLists) -> None:
    writer.add_array(f"{name}.outlier", packed.outliers.astype("<u4"))
    writer.add_array(f"{name}.place", packed.places.astype("<u4"))
    writer.add_array(f"{name}.owner", packed.owners.astype("<u4"))
    writer.add_array(f"{name}.width", packed.widths)
    writer.add_array(f"{name}.offset", _narrow(packed.offsets))


@dataclass(frozen=True, slots=True)
class SpooledLists:
    """What a ListSpool of another process has: a file of numbers a width, how many numbers each has, how many lists there are, and where each lies."""

    paths: tuple[Path, ...]
    sizes: tuple[int, ...]
    lists: int
    packed: PackedLists


class ListSpool:
    """Lists packed batch by batch and written as one at the end; the numbers wait in files, since sections are written one after the other."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        """The files are in `folder`, under a `name` only for another process, which deletes them."""
        self._paths = tuple(folder / f"{name}.w{code}" for code in range(len(WIDTHS))) if name else ()
        self._files: tuple[IO[bytes], ...] = (
            tuple(path.open("wb") for path in self._paths)
            if name
            else tuple(tempfile.TemporaryFile(dir=folder) for _ in WIDTHS)  # noqa: SIM115 - closed by `write`
        )
        self._sizes = [0] * len(WIDTHS)
        self._lists = 0
        self._batches: list[PackedLists] = []

    def add(self, values: Array, counts: Array) -> None:
        """More lists, as `pack_lists` takes them."""
        packed = pack_lists(values, counts)
        for code, (file, numbers) in enumerate(zip(self._files, packed.numbers, strict=True)):
            file.write(np.ascontiguousarray(numbers, dtype=WIDTHS[code]).data)
        nothing = np.zeros(0, dtype=np.uint32)
        places = replace(packed, numbers=(nothing, nothing, nothing))
        self._take(places, [len(numbers) for numbers in packed.numbers], len(counts))

    def hand_over(self) -> SpooledLists:
        """All lists so far, for `extend` in another process. Nothing may follow."""
        for file in self._files:
            file.close()
        return SpooledLists(self._paths, tuple(self._sizes), self._lists, _joined(self._batches))

    def extend(self, lists: SpooledLists) -> None:
        """Puts the lists of another process behind these."""
        for path, file in zip(lists.paths, self._files, strict=True):
            with path.open("rb") as theirs:
                shutil.copyfileobj(theirs, file, COPIED_AT_ONCE)
            path.unlink()
        self._take(lists.packed, lists.sizes, lists.lists)

    def _take(self, packed: PackedLists, sizes: Sequence[int], lists: int) -> None:
        """The places of lists whose numbers are written: `sizes` of each width."""
        base = np.array(self._sizes, dtype=np.int64)
        self._batches.append(
            replace(packed, offsets=packed.offsets + base[packed.widths], owners=packed.owners + self._lists)
        )
        self._sizes = [before + size for before, size in zip(self._sizes, sizes, strict=True)]
        self._lists += lists

    def write(self, writer: SectionWriter, name: str) -> None:
        for code, file in enumerate(self._files):
            with file, writer.section(f"{name}.w{code}", WIDTHS[code].str) as section:
                file.seek(0)
                while data := file.read(COPIED_AT_ONCE):
                    section.write(data)
        _write_places(writer, name, _joined(self._batches))


def _joined(batches: Sequence[PackedLists]) -> PackedLists:
    """The places of all; the numbers are on their way already."""
    nothing = np.zeros(0, dtype=np.uint32)
    rows = {
        name: np.concatenate([nothing.astype(np.uint8) if name == "widths" else nothing, *(getattr(batch, name) for batch in batches)])
        for name in ("widths", "offsets", "outliers", "places", "owners")
    }  # fmt: skip
    return PackedLists(numbers=(nothing, nothing, nothing), **rows)


def _choose_widths(values: Array, counts: Array, above: Array) -> Array:
    """The cheapest width code (0, 1, 2) of each list, outliers counted at OUTLIER_BYTES. `above`: where values are that do not fit in the narrowest."""
    far_above = above[values[above] > _LARGEST[1]]
    cost = np.stack([counts + OUTLIER_BYTES * _count_by_list(above, counts),
                     2 * counts + OUTLIER_BYTES * _count_by_list(far_above, counts),
                     4 * counts])  # fmt: skip
    return np.asarray(np.argmin(cost, axis=0).astype(np.uint8))


def _count_by_list(at: Array, counts: Array) -> Array:
    """How many of these places of lists laid end to end lie in each."""
    return np.bincount(np.searchsorted(np.cumsum(counts), at, side="right"), minlength=len(counts))


def _narrow(offsets: Array) -> Array:
    return offsets.astype("<u4") if not len(offsets) or offsets.max() < 1 << 32 else offsets.astype("<u8")


class ListReader:
    """Lists written by `write_lists`, one at a time. The caller knows how long each is."""

    __slots__ = ("_columns", "_offset", "_outlier", "_owner", "_place", "_width")

    def __init__(self, reader: SectionReader, name: str) -> None:
        self._columns = tuple(reader.column(f"{name}.w{code}") for code in range(len(WIDTHS)))
        self._width = reader.array(f"{name}.width")
        self._offset = reader.array(f"{name}.offset")
        self._owner = reader.array(f"{name}.owner")
        self._outlier = reader.array(f"{name}.outlier")
        self._place = reader.array(f"{name}.place")

    def read(self, number: int, count: int) -> Array:
        """List `number` of `count` numbers: a view that must not be written to, or a patched copy."""
        code = int(self._width[number])
        start = int(self._offset[number])
        values = self._columns[code].cut(start, start + count)
        if code == 2 or not len(self._owner):
            return values
        first, last = count_below(self._owner, number), count_below(self._owner, number + 1)
        if first == last:
            return values
        patched = values.astype(np.uint32)
        patched[self._place[first:last]] = self._outlier[first:last]
        return patched

    def read_all(self, counts: Array) -> Array:
        """All lists end to end, as they were given to `write_lists`."""
        return self.read_range(0, len(counts), counts)

    def read_range(self, first: int, last: int, counts: Array) -> Array:
        """Lists `first` up to `last` end to end; `counts` has the length of each of them."""
        widths = self._width[first:last]
        values = np.zeros(int(counts.sum()), dtype=np.uint32)
        codes = np.flatnonzero(np.bincount(widths))
        of_value = np.repeat(widths, counts) if len(codes) > 1 else None
        for code in codes.tolist():
            lists = np.flatnonzero(widths == code)
            # those of one width lie end to end, in order
            start, size = int(self._offset[first + lists[0]]), int(counts[lists].sum())
            numbers = self._columns[code].cut(start, start + size)
            values[slice(None) if of_value is None else of_value == code] = numbers
        low, high = count_below(self._owner, first), count_below(self._owner, last)
        starts = np.cumsum(counts) - counts
        values[starts[self._owner[low:high] - first] + self._place[low:high]] = self._outlier[low:high]
        return values

    def read_some(self, numbers: Array, counts: Array) -> Array:
        """Lists with these ascending numbers end to end; `counts` has the length of each of them."""
        widths = self._width[numbers]
        values = np.zeros(int(counts.sum()), dtype=np.uint32)
        firsts = np.cumsum(counts) - counts
        for code in np.flatnonzero(np.bincount(widths)).tolist():
            chosen = np.flatnonzero((widths == code) & (counts > 0))
            starts, sizes = self._offset[numbers[chosen]].astype(np.int64), counts[chosen]
            if len(chosen):
                low = int(starts[0])
                column = self._columns[code].cut(low, int(starts[-1] + sizes[-1]))
                values[spread_ranges(firsts[chosen], sizes)] = column[spread_ranges(starts - low, sizes)]
        if len(numbers):
            at = np.searchsorted(numbers, self._owner)
            wanted = np.flatnonzero(numbers[np.minimum(at, len(numbers) - 1)] == self._owner)
            values[firsts[at[wanted]] + self._place[wanted]] = self._outlier[wanted]
        return values
