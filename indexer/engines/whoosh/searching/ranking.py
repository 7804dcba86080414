"""Which articles come first: by BM25, or by date; equal ones by id. Only what a page shows is put in order.

BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009). N, n and the mean
length are those of the living articles, so that what was taken out leaves no trace in a score.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from operator import itemgetter
from typing import Any

import numpy as np

from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.searching.evaluation import Leaf
from indexer.engines.whoosh.storage.sections import Array

_FAR_MORE = 8
"""Times as many articles of a word as are to be scored, from which each of these is looked up, instead of scoring all of the word's."""

LEAST_WEIGHT = 0.01
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
    """The inverse document frequency of each leaf over all segments; of a leaf of several words the sum of theirs, as in Lucene.

    So a phrase is worth the same whatever else a query asks, and need not be looked for in articles that are asked for by nobody.
    """
    weights: list[float] = []
    for leaves in zip(*(leaves for _, leaves in leaves_by_segment), strict=True):
        counts = [
            leaf.words or (_count_living(segment, leaf.articles),)
            for (segment, _), leaf in zip(leaves_by_segment, leaves, strict=True)
        ]
        weights.append(
            sum(weigh_word(collection.articles, sum(of_word)) for of_word in zip(*counts, strict=True))
        )
    return weights


def weigh_word(articles: int, found: int) -> float:
    """What a word is worth that `found` of `articles` hold: ln((N - n + 0.5) / (n + 0.5)), Robertson and Spärck Jones 1976.

    That is less than nothing for a word of most articles; such a one counts LEAST_WEIGHT, so that it tells apart
    articles that are else equal, and outweighs no other. Whoosh's own ln(N / (n + 1)) + 1 lets "the" and "of" weigh in.
    """
    return max(LEAST_WEIGHT, log((articles - found + 0.5) / (found + 0.5)))


def _count_living(segment: Segment, articles: Array) -> int:
    return len(articles) if segment.alive == segment.articles else int(segment.living[articles].sum())


def score_articles(
    segment: Segment,
    articles: Array,
    leaves: Sequence[Leaf],
    weights: Sequence[float],
    collection: Collection,
) -> Array:
    """BM25 of these articles (ascending numbers), summed over the leaves in their order, so that equal articles have equal scores to the last bit."""
    norms = segment.length_norms(lambda words: K1 * (1 - B + B * words / collection.mean_words))
    weighted = [(leaf, weight) for leaf, weight in zip(leaves, weights, strict=True) if len(leaf.articles)]
    if len(weighted) == 1 and weighted[0][0].articles is articles:
        leaf, weight = weighted[0]
        return weight * _saturate(leaf.frequencies, norms[articles])
    if sum(len(leaf.articles) for leaf, _ in weighted) > _FAR_MORE * len(articles):
        return _score_few(articles, weighted, norms)
    scores = np.zeros(segment.articles)
    for leaf, weight in weighted:
        scores[leaf.articles] += weight * _saturate(leaf.frequencies, norms[leaf.articles])
    return np.asarray(scores[articles])


def _score_few(articles: Array, weighted: Sequence[tuple[Leaf, float]], norms: Array) -> Array:
    """Looks each article up in each leaf."""
    scores = np.zeros(len(articles))
    for leaf, weight in weighted:
        place = np.searchsorted(leaf.articles, articles)
        place[place == len(leaf.articles)] = 0
        found = leaf.articles[place] == articles
        scores[found] += weight * _saturate(leaf.frequencies[place[found]], norms[articles[found]])
    return scores


def _saturate(frequencies: Array, norms: Array) -> Array:
    """The part of BM25 that grows with how often a word stands in an article."""
    saturated = frequencies * (K1 + 1)
    np.divide(saturated, frequencies + norms, out=saturated)
    return np.asarray(saturated)


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
        days = _day_keys(segment, articles, newest=newest)
        near = np.arange(len(articles))
        if len(near) > count:
            near = np.flatnonzero(days <= np.partition(days, count - 1)[count - 1])
        keys = [days[near], *_instant_keys(segment, articles[near], newest=newest)]
        for place in _leading(segment, articles[near], keys, count):
            number = int(articles[near[place]])
            key = (*(int(part[place]) for part in keys), segment.ids[number].decode())
            rows.append((key, Ranked(segment, number, None)))
    return _first(rows, count)


def order_by_date(found: Sequence[tuple[Segment, Array]]) -> Iterator[tuple[Segment, int]]:
    """All of (segment, articles) in the order of `rank_by_date` with the newest first, one by one: in memory there are a few numbers an article."""
    rows = heapq.merge(*(_ordered(segment, articles) for segment, articles in found), key=itemgetter(0))
    return ((segment, number) for _, segment, number in rows)


def _ordered(segment: Segment, articles: Array) -> Iterator[tuple[tuple[Any, ...], Segment, int]]:
    keys = [_day_keys(segment, articles, newest=True), *_instant_keys(segment, articles, newest=True)]
    for place in np.lexsort((segment.column("id.rank")[articles], *reversed(keys))):
        number = int(articles[place])
        yield (*(int(part[place]) for part in keys), segment.ids[number].decode()), segment, number


def _day_keys(segment: Segment, articles: Array, *, newest: bool) -> Array:
    """Sort keys of dates as printed, smallest first."""
    key = segment.column("key")[articles]
    return np.where(key > 0, -key if newest else key, np.iinfo(np.int32).max)


def _instant_keys(segment: Segment, articles: Array, *, newest: bool) -> list[Array]:
    instant = segment.column("instant")[articles]
    timeless = instant == np.iinfo(np.int64).min
    return [timeless.astype(np.int64), np.where(timeless, 0, -instant if newest else instant)]


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
