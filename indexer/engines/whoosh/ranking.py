"""Which articles come first: by BM25, or by date; equal ones by id. Only what a page shows is put in order.

BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with the inverse
document frequency that Whoosh uses, ln(N / (n + 1)) + 1. N, n and the mean length are those of the
living articles, so that what was taken out leaves no trace in a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

from indexer.engines.whoosh.evaluation import Leaf
from indexer.engines.whoosh.sections import Array
from indexer.engines.whoosh.segment import Segment

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article in its place of a result."""

    segment: Segment
    number: int
    score: float | None


Row = tuple[tuple[Any, ...], Ranked]
"""A sort key and what it sorts."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What a score needs to know of the whole archive."""

    articles: int
    mean_words: float


def weigh_leaves(
    leaves_by_segment: Sequence[tuple[Segment, Sequence[Leaf]]], collection: Collection
) -> list[float]:
    """The inverse document frequency of each leaf over all segments."""
    weights: list[float] = []
    for leaves in zip(*(leaves for _, leaves in leaves_by_segment), strict=True):
        found = sum(
            _count_living(segment, leaf.articles)
            for (segment, _), leaf in zip(leaves_by_segment, leaves, strict=True)
        )
        weights.append(log(collection.articles / (found + 1)) + 1)
    return weights


def _count_living(segment: Segment, articles: Array) -> int:
    return len(articles) if segment.alive == segment.articles else int(segment.living[articles].sum())


def score_articles(
    segment: Segment,
    articles: Array,
    leaves: Sequence[Leaf],
    weights: Sequence[float],
    collection: Collection,
) -> Array:
    """BM25 of these articles (ascending numbers), summed over the leaves."""
    scores = np.zeros(len(articles))
    norms = K1 * (1 - B + B * segment.words[articles] / collection.mean_words)
    for leaf, weight in zip(leaves, weights, strict=True):
        if not len(leaf.articles):
            continue
        if leaf.articles is articles:
            scores += weight * leaf.frequencies * (K1 + 1) / (leaf.frequencies + norms)
            continue
        place = np.searchsorted(leaf.articles, articles)
        place[place == len(leaf.articles)] = 0
        found = leaf.articles[place] == articles
        frequency = leaf.frequencies[place[found]]
        scores[found] += weight * frequency * (K1 + 1) / (frequency + norms[found])
    return scores


def rank_by_score(found: Sequence[tuple[Segment, Array, Array]], count: int) -> list[Ranked]:
    """The first `count` of (segment, articles, scores), best first."""
    rows: list[Row] = []
    for segment, articles, scores in found:
        for place in _leading(segment, articles, [-scores], count):
            number, score = int(articles[place]), float(scores[place])
            rows.append(((-score, segment.ids[number].decode()), Ranked(segment, number, score)))
    return _first(rows, count)


def rank_by_date(found: Sequence[tuple[Segment, Array]], count: int, *, newest: bool) -> list[Ranked]:
    """The first `count` of (segment, articles) by date, then instant (those without one last), undated last."""
    rows: list[Row] = []
    for segment, articles in found:
        keys = _date_keys(segment, articles, newest=newest)
        for place in _leading(segment, articles, keys, count):
            number = int(articles[place])
            key = (*(int(part[place]) for part in keys), segment.ids[number].decode())
            rows.append((key, Ranked(segment, number, None)))
    return _first(rows, count)


def _date_keys(segment: Segment, articles: Array, *, newest: bool) -> list[Array]:
    """Sort keys, smallest first."""
    key = segment.column("key")[articles].astype(np.int64)
    instant = segment.column("instant")[articles]
    timeless = instant == np.iinfo(np.int64).min
    sign = -1 if newest else 1
    day = np.where(key > 0, sign * key, np.iinfo(np.int64).max)
    return [day, timeless.astype(np.int64), np.where(timeless, 0, sign * instant)]


def _leading(segment: Segment, articles: Array, keys: list[Array], count: int) -> Array:
    """Places in `articles` of the first `count` by the keys, then by id; no tie is cut before the id decides."""
    places = np.arange(len(articles))
    if len(places) > count:
        bound = np.partition(keys[0], count - 1)[count - 1]
        places = np.flatnonzero(keys[0] <= bound)
    if len(places) <= count:
        return places
    rank = segment.column("id.rank")[articles[places]]
    order = np.lexsort((rank, *(key[places] for key in reversed(keys))))
    return places[order[:count]]


def _first(rows: list[Row], count: int) -> list[Ranked]:
    rows.sort(key=lambda row: row[0])
    return [ranked for _, ranked in rows[:count]]
