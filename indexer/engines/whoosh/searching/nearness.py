"""Places of several nodes together: in a row, near each other, in one sentence or paragraph. Whole arrays, no loops.

What the rules mean stands in `indexer.matching.proximity`, for one text; here they are for all articles at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Literal

import numpy as np

from indexer.engines.whoosh.reading.expansion import NOWHERE, Places, in_both, join_places, sort_places
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.number_sets import distinct, distinct_of_sorted, mask_of, spread_ranges
from indexer.engines.whoosh.storage.sections import Array


def in_order(parts: list[Places]) -> Places:
    """A place of each part, each right behind the one before. Gaps keep it inside one part of an article."""
    if all(part.are_words for part in parts):
        return _in_row(parts)
    rows = parts[0]
    for part in parts[1:]:
        rows = _joined_behind(rows, part)
    return rows


def _in_row(words: list[Places]) -> Places:
    """The same of single words; the rarest lead."""
    begins = sorted((word.first - step for step, word in enumerate(words)), key=len)
    first = reduce(in_both, begins)
    return Places(first, first + (len(words) - 1), any(word.cut for word in words))


def _joined_behind(rows: Places, part: Places) -> Places:
    low = np.searchsorted(part.first, rows.last + 1, side="left")
    high = np.searchsorted(part.first, rows.last + 1, side="right")
    counts = high - low
    first = np.repeat(rows.first, counts)
    chosen = spread_ranges(low, counts)
    return sort_places(first, part.last[chosen], cut=rows.cut or part.cut)


def within_stretch(segment: Segment, stream: str, parts: Sequence[tuple[Array, int]], width: int) -> Array:
    """Articles, ascending, with a stretch of at most `width` words in one part of the text that holds each list's words.

    `parts`: (ascending places of words, how many of them a stretch needs). A stretch that holds them all may
    begin at the first of them, so each of their places is tried as its start.
    """
    starts = distinct(np.concatenate([keys for keys, _ in parts]))
    ends = starts
    for keys, times in parts:
        place = np.searchsorted(keys, starts) + (times - 1)
        known = place < len(keys)
        starts, ends = starts[known], np.maximum(ends[known], keys[place[known]])
        near = ends - starts < width
        starts, ends = starts[near], ends[near]
    if not len(starts):
        return starts
    units = _unit_starts(segment, stream, "part", Places(starts, starts))
    whole = np.searchsorted(units, starts, side="right") == np.searchsorted(units, ends, side="right")
    return distinct_of_sorted(starts[whole] >> 32)


def near(
    segment: Segment, stream: str, left: Places, right: Places, distance: int, *, ordered: bool
) -> Places:
    """The places of both that have one of the other at most `distance` words away, in the same part of an article."""
    left, right = _in_shared_articles(segment, left, right)
    if not len(left.first) or not len(right.first):
        return NOWHERE
    parts = _unit_starts(segment, stream, "part", left)
    lefts = _has_behind(left, right, distance, parts)
    rights = _has_before(right, left, distance, parts)
    if not ordered:
        lefts |= _has_before(left, right, distance, parts)
        rights |= _has_behind(right, left, distance, parts)
    return _chosen(left, lefts, right, rights)


def same(
    segment: Segment, stream: str, left: Places, right: Places, unit: Literal["sentence", "paragraph"]
) -> Places:
    """The places of both that have one of the other, sharing no word, in the same unit."""
    left, right = _in_shared_articles(segment, left, right)
    if not len(left.first) or not len(right.first):
        return NOWHERE
    starts = _unit_starts(segment, stream, unit, left)
    units, other_units = _unit_of(left, starts), _unit_of(right, starts)
    lefts = _apart(left, units, right, other_units)
    rights = _apart(right, other_units, left, units)
    return _chosen(left, lefts, right, rights)


def _unit_starts(segment: Segment, stream: str, unit: str, places: Places) -> Array:
    """Where the units of the places' articles begin, at least. A byline, a dateline, an address is one unit."""
    if stream == "text" and unit == "part":
        return segment.part_keys
    articles = distinct_of_sorted(places.articles)
    return segment.unit_keys(unit, articles) if stream == "text" else articles << 32


def _in_shared_articles(segment: Segment, left: Places, right: Places) -> tuple[Places, Places]:
    return _in_articles_of(segment, left, right), _in_articles_of(segment, right, left)


def _in_articles_of(segment: Segment, places: Places, others: Places) -> Places:
    shared = mask_of(segment.articles, others.articles)
    return _kept(places, shared[places.articles])


def _kept(places: Places, mask: Array) -> Places:
    first = places.first[mask]
    return Places(first, first if places.are_words else places.last[mask], places.cut)


def _chosen(left: Places, lefts: Array, right: Places, rights: Array) -> Places:
    return join_places([_kept(left, lefts), _kept(right, rights)])


def _has_behind(places: Places, others: Places, distance: int, parts: Array) -> Array:
    """Which places have one of `others` beginning 1 to `distance` words behind their end, in the same part. The next one tells."""
    at = np.searchsorted(others.first, places.last, side="right")
    following = others.first[np.minimum(at, len(others.first) - 1)]
    reached = (at < len(others.first)) & (following <= places.last + distance)
    return _within_parts(reached, places.last, following, parts)


def _has_before(places: Places, others: Places, distance: int, parts: Array) -> Array:
    """Which places have one of `others` ending 1 to `distance` words before their start, in the same part. The last one tells."""
    ends = others.last if others.are_words else np.sort(others.last)
    at = np.searchsorted(ends, places.first, side="left")
    preceding = ends[np.maximum(at, 1) - 1]
    reached = (at > 0) & (preceding >= places.first - distance)
    return _within_parts(reached, preceding, places.first, parts)


def _within_parts(reached: Array, one: Array, other: Array, parts: Array) -> Array:
    """Where a mask holds and two keys lie in one part: only there parts are looked up."""
    rows = np.flatnonzero(reached)
    first, last = (np.searchsorted(parts, keys[rows], side="right") for keys in (one, other))
    reached[rows] = first == last
    return reached


def _apart(places: Places, units: Array, others: Places, other_units: Array) -> Array:
    """Which places lie wholly in a unit in which one of `others` does, sharing no word with it. Units ascend, but for -1."""
    whole = np.flatnonzero(other_units >= 0)
    if not len(whole):
        return np.zeros(len(places.first), dtype=bool)
    runs = other_units[whole]
    opens = np.flatnonzero(np.diff(runs, prepend=-1))
    first_end = np.minimum.reduceat(others.last[whole], opens)
    last_start = np.maximum.reduceat(others.first[whole], opens)
    held = runs[opens]
    at = np.minimum(np.searchsorted(held, units), len(held) - 1)
    known = held[at] == units
    return np.asarray(known & ((first_end[at] < places.first) | (last_start[at] > places.last)))


def _unit_of(places: Places, starts: Array) -> Array:
    """The number of the unit that holds a place; -1 where it runs from one into the next."""
    first = np.searchsorted(starts, places.first, side="right")
    if places.are_words:
        return np.asarray(first)
    last = np.searchsorted(starts, places.last, side="right")
    return np.where(first == last, first, -1)
