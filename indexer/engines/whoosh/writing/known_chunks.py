"""Chunks of many texts at once -> the numbers that they are known by, on arrays and with no loop over them.

A chunk is what stands between two blanks of a text in UTF-8. Its bytes are read as *lanes*, eight at a time, and hashed; a
table of open addressing, which the hash leads into, says where the chunk lies that is known there: a head of its language,
length and number, and its lanes. All of them are compared, so a number is right whatever two chunks have in
common, and no text can be made that fills one corner of the table: the hash has a secret of its own in each process.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.storage.sections import Array

UNKNOWN = np.uint32(0xFFFFFFFF)
MOST_BYTES = 255
"""Of a chunk: longer ones are never known."""

BLANK = 0x20

_LANE = 8
_PLACE = np.dtype("<u4")
_FIRST = 1 << 12
_PART_OF_LANE = np.array([(1 << 8 * size) - 1 for size in range(_LANE + 1)], dtype=np.uint64)
_NUMBER_BITS = np.uint64(32)
_LANGUAGE_BITS = np.uint64(8)
_NO_HEAD = np.uint64(0xFFFFFFFFFFFFFFFF)
_FOLD = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the chunks of some bytes begin, and how long they are."""

    starts: Array
    lengths: Array


def cut_bytes(data: bytes) -> Cut:
    """The chunks of bytes of which each ends with a blank; one is empty where two blanks meet."""
    blanks = np.flatnonzero(np.frombuffer(data, np.uint8) == BLANK)
    starts = np.zeros_like(blanks)
    starts[1:] = blanks[:-1] + 1
    return Cut(starts, blanks - starts)


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Chunks as whole numbers: `first` has the first eight bytes of each, `others` the chunks that have more, and the lane of each, step by step."""

    first: Array
    others: list[tuple[Array, Array]]


def _read_lanes(data: bytes, starts: Array, lengths: Array) -> _Lanes:
    windows = np.ndarray((len(data) + 1,), "<u8", data + bytes(_LANE), 0, (1,))

    def read(starts: Array, lengths: Array) -> Array:
        return np.asarray(windows[starts] & _PART_OF_LANE[np.minimum(lengths, _LANE)])

    others = []
    rows = np.flatnonzero(lengths > _LANE)
    step = _LANE
    while len(rows):
        others.append((rows, read(starts[rows] + step, lengths[rows] - step)))
        step += _LANE
        rows = rows[lengths[rows] > step]
    return _Lanes(read(starts, lengths), others)


class KnownChunks:
    """The chunks known so far, of all languages; a language is a number below 2^24."""

    def __init__(self) -> None:
        self._secrets = [np.uint64(secrets.randbits(64) | 1) for _ in range(2)]
        self._slots = np.zeros(2 * _FIRST, dtype=_PLACE)
        self._lanes = np.zeros(2 * _FIRST, dtype=np.uint64)
        # where an empty slot leads: what stands there is like no chunk
        self._lanes[0] = _NO_HEAD
        self._end = 2
        self._count = 0
        self._places = np.zeros(_FIRST, dtype=_PLACE)
        self._hashes = np.zeros(_FIRST, dtype=np.uint64)

    def __len__(self) -> int:
        return self._count

    def find(self, data: bytes, cut: Cut, languages: Array) -> Array:
        """The numbers of the chunks, UNKNOWN for those that are new; `languages` has one for each chunk."""
        lengths = np.where(cut.lengths > MOST_BYTES, 0, cut.lengths)
        wanted = _describe(languages, lengths)
        lanes = _read_lanes(data, cut.starts, lengths)
        slots = self._slots_of(self._hash(wanted, lanes))
        numbers, places = self._look(slots, wanted, lanes)
        left = np.flatnonzero((numbers == UNKNOWN) & (places > 0) & (lengths > 0))
        while len(left):
            # another chunk lies there: the slot behind it is next
            slots = (slots + 1) & (len(self._slots) - 1)
            lanes = _read_lanes(data, cut.starts[left], lengths[left])
            numbers[left], places = self._look(slots[left], wanted[left], lanes)
            left = left[(numbers[left] == UNKNOWN) & (places > 0)]
        return numbers

    def add(self, chunks: Sequence[bytes], languages: Array, numbers: Array) -> None:
        """Chunks that are not known yet, no two of them alike, each of 1 to MOST_BYTES bytes."""
        lengths = np.fromiter(map(len, chunks), dtype=np.int64, count=len(chunks))
        lanes = _read_lanes(b"".join(chunks), np.cumsum(lengths) - lengths, lengths)
        sizes = 1 - -lengths // _LANE
        places = self._end + np.cumsum(sizes) - sizes
        self._end += int(sizes.sum())
        self._lanes = _widen(self._lanes, self._end)
        wanted = _describe(languages, lengths)
        self._lanes[places] = (wanted << _NUMBER_BITS) | numbers.astype(np.uint64)
        self._lanes[places + 1] = lanes.first
        for step, (rows, lane) in enumerate(lanes.others, 2):
            self._lanes[places[rows] + step] = lane
        self._enter(places.astype(_PLACE), wanted, lanes)

    def _enter(self, places: Array, wanted: Array, lanes: _Lanes) -> None:
        """Puts chunks into the table, which stays at least half empty."""
        hashes = self._hash(wanted, lanes)
        before, self._count = self._count, self._count + len(places)
        self._places = _widen(self._places, self._count)
        self._places[before : self._count] = places
        self._hashes = _widen(self._hashes, self._count)
        self._hashes[before : self._count] = hashes
        if 2 * self._count > len(self._slots):
            self._slots = np.zeros_like(_widen(self._slots, 4 * self._count))
            places, hashes = self._places[: self._count], self._hashes[: self._count]
        slots = self._slots_of(hashes)
        while len(places):
            free = self._slots[slots] == 0
            self._slots[slots[free]] = places[free]
            left = np.flatnonzero(self._slots[slots] != places)
            places, slots = places[left], (slots[left] + 1) & (len(self._slots) - 1)

    def _hash(self, wanted: Array, lanes: _Lanes) -> Array:
        hashes = self._mix(wanted ^ self._secrets[1], lanes.first)
        for rows, lane in lanes.others:
            hashes[rows] = self._mix(hashes[rows], lane)
        return hashes

    def _slots_of(self, hashes: Array) -> Array:
        """Where in the table the search for each begins."""
        return np.asarray((hashes >> np.uint64(65 - len(self._slots).bit_length())).astype(np.int64))

    def _mix(self, hashes: Array, lane: Array) -> Array:
        mixed = (hashes ^ lane) * self._secrets[0]
        mixed ^= mixed >> _FOLD
        return np.asarray(mixed * self._secrets[1])

    def _look(self, slots: Array, wanted: Array, lanes: _Lanes) -> tuple[Array, Array]:
        """(the numbers of the chunks where they lie in just these slots, UNKNOWN elsewhere; the places that the slots name)."""
        places = self._slots[slots].astype(np.int64)
        heads = self._lanes[places]
        same = (heads >> _NUMBER_BITS) == wanted
        same &= self._lanes[places + 1] == lanes.first
        for step, (rows, lane) in enumerate(lanes.others, 2):
            # a shorter chunk at the end of the lanes has none there; its head differs already
            at = np.minimum(places[rows] + step, len(self._lanes) - 1)
            same[rows] &= self._lanes[at] == lane
        return np.where(same, heads, UNKNOWN).astype(np.uint32), places


def _describe(languages: Array, lengths: Array) -> Array:
    """What stands in a head above the number."""
    return np.asarray((languages.astype(np.uint64) << _LANGUAGE_BITS) | lengths.astype(np.uint64))


def _widen(values: Array, least: int) -> Array:
    """The array, twice as long until it holds so many."""
    size = len(values)
    while size < least:
        size *= 2
    return (
        values
        if size == len(values)
        else np.concatenate((values, np.zeros(size - len(values), values.dtype)))
    )
