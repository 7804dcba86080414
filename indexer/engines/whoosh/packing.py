"""Many lists of whole numbers in few bytes, each readable by itself.

A segment holds a list a term (documents, frequencies, positions, written forms) and a list an article
(starts of sentences, tags …). All lists of a kind are packed together: each list is kept in 1, 2 or
4 bytes a number, whichever takes least. In the narrow widths a number that does not fit is written as
0 and kept apart with its place, so that one outlier does not widen its whole list. Packing works on
all lists at once, without a loop over them; reading one list is a view, and a patch if it has outliers.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from indexer.engines.whoosh.sections import Array, SectionReader, SectionWriter

WIDTHS: tuple[np.dtype[Any], ...] = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))
_LARGEST = (0xFF, 0xFFFF, 0xFFFFFFFF)
OUTLIER_BYTES = 8


def write_lists(writer: SectionWriter, name: str, values: Array, counts: Array) -> None:
    """Packs lists laid end to end in `values` (below 2^32), `counts[i]` numbers in list i, as sections `name.*`."""
    values = values.astype(np.uint32, copy=False)
    widths = _choose_widths(values, counts)
    of_value = np.repeat(widths, counts)
    offsets = np.zeros(len(counts), dtype=np.uint64)
    outlier = np.zeros(len(values), dtype=bool)
    for code, dtype in enumerate(WIDTHS):
        lists = widths == code
        taken = np.where(lists, counts, 0)
        offsets[lists] = (np.cumsum(taken) - taken)[lists]
        chosen = of_value == code
        part = values[chosen]
        if code < 2:
            wide = part > _LARGEST[code]
            outlier[np.flatnonzero(chosen)[wide]] = True
            part = np.where(wide, 0, part)
        writer.add_array(f"{name}.w{code}", part.astype(dtype))
    _write_outliers(writer, name, values, counts, outlier)
    writer.add_array(f"{name}.width", widths)
    writer.add_array(f"{name}.offset", _narrow(offsets))


def _choose_widths(values: Array, counts: Array) -> Array:
    """The cheapest width code (0, 1, 2) of each list, outliers counted at OUTLIER_BYTES."""
    starts = np.cumsum(counts) - counts
    size = counts.astype(np.int64)
    cost = np.stack([size + OUTLIER_BYTES * _count_above(values, starts, counts, 0xFF),
                     2 * size + OUTLIER_BYTES * _count_above(values, starts, counts, 0xFFFF),
                     4 * size])  # fmt: skip
    return np.asarray(np.argmin(cost, axis=0).astype(np.uint8))


def _count_above(values: Array, starts: Array, counts: Array, most: int) -> Array:
    """How many numbers of each list are greater than `most`."""
    running = np.concatenate(([0], np.cumsum(values > most, dtype=np.int64)))
    return np.asarray(running[starts + counts] - running[starts])


def _write_outliers(writer: SectionWriter, name: str, values: Array, counts: Array, outlier: Array) -> None:
    places = np.flatnonzero(outlier)
    starts = np.cumsum(counts) - counts
    owner = np.searchsorted(starts + counts, places, side="right") if len(places) else places
    writer.add_array(f"{name}.outlier", values[places].astype("<u4"))
    writer.add_array(f"{name}.place", (places - starts[owner]).astype("<u4"))
    writer.add_array(f"{name}.owner", owner.astype("<u4"))


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
        first, last = np.searchsorted(self._owner, (number, number + 1))
        if first == last:
            return values
        patched = values.astype(np.uint32)
        patched[self._place[first:last]] = self._outlier[first:last]
        return patched

    def read_all(self, counts: Array) -> Array:
        """All lists end to end, as they were given to `write_lists`."""
        total = int(counts.sum())
        values = np.zeros(total, dtype=np.uint32)
        of_value = np.repeat(self._width, counts)
        for code, column in enumerate(self._columns):
            values[of_value == code] = column.cut(0, len(column))
        starts = np.cumsum(counts) - counts
        values[starts[self._owner] + self._place] = self._outlier
        return values
