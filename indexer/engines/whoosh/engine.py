"""The Whoosh engine's searcher: one generation, open for reading by any number of threads.

`search` evaluates the tree in every segment (`evaluation`), masks what is dead or filtered out
(`selection`), counts (`counting`), ranks (`ranking`), and has stored articles read for the hits of one page (`hits`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from indexer.article import Article, article_from_json
from indexer.engines.contract import (
    Facet,
    FacetValue,
    Filters,
    MarkedArticle,
    Neighbours,
    Notice,
    Overview,
    Results,
    SearchRequest,
    Spelling,
    Timeline,
    WordCount,
)
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.searching.company import count_exactly, count_neighbours
from indexer.engines.whoosh.searching.counting import Found, count_values, draw_timeline
from indexer.engines.whoosh.searching.evaluation import DeadlineError, Evaluation, Leaf
from indexer.engines.whoosh.searching.hits import Reading
from indexer.engines.whoosh.searching.length_classes import LengthClasses
from indexer.engines.whoosh.searching.ranking import (
    Collection,
    Ranked,
    order_by_date,
    rank_by_date,
    rank_by_score,
    score_articles,
    weigh_leaves,
)
from indexer.engines.whoosh.searching.selection import Selection
from indexer.engines.whoosh.searching.spelling import find_spellings
from indexer.engines.whoosh.storage.columns import NO_DAY
from indexer.engines.whoosh.storage.sections import Array
from indexer.errors import UnknownArticleError
from indexer.message import say
from indexer.query.dateless import without_dates
from indexer.query.tree import Node

NO_DEADLINE = float("inf")


class WhooshEngine:
    """Reads one generation; see `indexer.engines.contract.Engine`."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        self._manifest = manifest
        self._segments = tuple(
            Segment(folder, entry["name"], np.array(entry["gone"], dtype=np.int64))
            for entry in manifest["segments"]
        )
        self._default_language = str(manifest.get("options", {}).get("language", "en"))

    @cached_property
    def _collection(self) -> Collection:
        articles = sum(segment.alive for segment in self._segments)
        words = sum(segment.total_words for segment in self._segments)
        return Collection(articles, max(1.0, words / max(1, articles)))

    def search(self, request: SearchRequest) -> Results:
        began = time.monotonic()
        answer = _Answer(self, request, began + request.deadline)
        return replace(answer.results(), took=time.monotonic() - began)

    def article(self, identifier: str, tree: Node | None = None) -> MarkedArticle:
        for segment in self._segments:
            number = segment.find(identifier)
            if number is not None:
                return self._reading(tree).marked(segment, number)
        raise UnknownArticleError(say("No article has the id %(id)s.", id=repr(identifier)))

    def articles(self, tree: Node | None = None, filters: Filters | None = None) -> Iterator[Article]:
        request = SearchRequest(tree=tree, filters=filters or Filters(), deadline=NO_DEADLINE)
        answer = _Answer(self, request, NO_DEADLINE)
        for segment, number in order_by_date(answer.found()):
            yield article_from_json(segment.article(number))

    def marked_articles(
        self, tree: Node | None = None, filters: Filters | None = None
    ) -> Iterator[MarkedArticle]:
        request = SearchRequest(tree=tree, filters=filters or Filters(), deadline=NO_DEADLINE)
        reading = self._reading(tree)
        for segment, number in order_by_date(_Answer(self, request, NO_DEADLINE).found()):
            yield reading.marked(segment, number)

    def _reading(self, tree: Node | None) -> Reading:
        return Reading(tree, self._default_language)

    def neighbours(self, tree: Node | None, filters: Filters, most: int, deadline: float) -> Neighbours:
        ends = time.monotonic() + deadline
        answer = _Answer(self, SearchRequest(tree=tree, filters=filters, deadline=deadline), ends)
        found = count_neighbours(
            answer.found(), self._segments, self._length_classes, self._default_language, most, ends
        )
        return replace(found, partial=found.partial or answer.partial)

    def count_words(
        self, tree: Node | None, filters: Filters, words: Sequence[WordCount], deadline: float
    ) -> tuple[WordCount, ...]:
        ends = time.monotonic() + deadline
        answer = _Answer(self, SearchRequest(tree=tree, filters=filters, deadline=deadline), ends)
        return count_exactly(answer.found(), self._segments, self._length_classes, words, ends)

    @cached_property
    def _length_classes(self) -> LengthClasses:
        return LengthClasses(self._segments)

    def spellings(self, word: str, limit: int = 3) -> tuple[Spelling, ...]:
        return find_spellings(self._segments, word, limit)

    def overview(self) -> Overview:
        everything: list[Found] = [(segment, segment.all_living) for segment in self._segments]
        dated = [
            (segment, articles[segment.column("first_day")[articles] != NO_DAY])
            for segment, articles in everything
        ]
        first = [
            int(segment.column("first_day")[articles].min()) for segment, articles in dated if len(articles)
        ]
        last = [
            int(segment.column("last_day")[articles].max()) for segment, articles in dated if len(articles)
        ]
        return Overview(
            articles=self._collection.articles,
            undated=self._collection.articles - sum(len(articles) for _, articles in dated),
            first=_iso(min(first)) if first else None,
            last=_iso(max(last)) if last else None,
            sources=count_values("source", everything),
            sections=count_values("section", everything),
            languages=count_values("language", everything),
            rebuilt=str(self._manifest.get("rebuilt", "")),
            generation=str(self._manifest["generation"]),
            timezone=str(self._manifest.get("options", {}).get("timezone", "UTC")),
        )

    def manifest(self) -> Mapping[str, Any]:
        return self._manifest


class _Answer:
    """One request on its way through the segments."""

    def __init__(self, engine: WhooshEngine, request: SearchRequest, deadline: float) -> None:
        self._engine = engine
        self._request = request
        self._deadline = deadline
        self._selections = [Selection(segment, request.filters) for segment in engine._segments]
        self._words: list[tuple[Selection, Array, list[Leaf]]] = []
        self._undated = 0
        self._notices: list[Notice] = []
        self._run()

    def _run(self) -> None:
        """Evaluates segment by segment; when time is over, what is done so far is the answer, and says so."""
        cut = False
        try:
            for selection in self._selections:
                matching, leaves, capped = self._evaluate(
                    selection.segment, self._request.tree, selection.dates_fit_or_undated
                )
                cut |= capped
                self._words.append((selection, matching, leaves))
                self._undated += self._count_undated(selection, matching)
        except DeadlineError:
            self._say(
                say(
                    "The search took longer than %(seconds)s s and was stopped: there may be more articles than are counted here.",
                    seconds=f"{self._request.deadline:g}",
                )
            )
        if cut:
            self._say(
                say(
                    "A wildcard stands for more words than are looked up: only the first of them were searched."
                )
            )

    def _say(self, message: str) -> None:
        self._notices.append(Notice(message=message, start=0, end=len(self._request.text)))

    def _evaluate(
        self, segment: Segment, tree: Node | None, among: Array | None
    ) -> tuple[Array, list[Leaf], bool]:
        """(matching articles that live, ascending, leaves, whether an expansion was capped). Others than those `among` may be left out."""
        if tree is None:
            return segment.all_living, [], False
        evaluation = Evaluation(segment, self._engine._default_language, self._deadline)
        articles = evaluation.run(tree, among)
        if segment.alive < segment.articles:
            articles = articles[segment.living[articles]]
        return articles, evaluation.leaves, evaluation.cut

    def _count_undated(self, selection: Selection, matching: Array) -> int:
        if not selection.segment.undated:
            return 0
        tree = self._request.tree
        dateless = without_dates(tree) if tree is not None else None
        if dateless != tree:
            matching, _, _ = self._evaluate(selection.segment, dateless, selection.undated)
        return selection.count_undated(matching)

    @property
    def partial(self) -> bool:
        return bool(self._notices)

    def found(self) -> list[Found]:
        return [(selection.segment, selection.choose(matching)) for selection, matching, _ in self._words]

    def results(self) -> Results:
        request, found = self._request, self.found()
        reading = self._engine._reading(request.tree)
        timeline, imprecise = Timeline(), 0
        if request.timeline:
            dates = [segment.count_dates(articles) for segment, articles in found]
            everything = [selection.count_dates() for selection, _, _ in self._words]
            timeline, imprecise = draw_timeline(dates, everything, request.interval, request.bars)
        return Results(
            total=sum(len(articles) for _, articles in found),
            partial=self.partial,
            notices=tuple(self._notices),
            hits=tuple(reading.hit(ranked, request.snippets) for ranked in self._page(found)),
            facets={facet: self._count_facet(facet, found) for facet in request.facets},
            timeline=timeline,
            imprecise=imprecise,
            undated=self._undated,
        )

    def _page(self, found: list[Found]) -> list[Ranked]:
        request = self._request
        if not request.size:
            return []
        count = request.first_hit + request.size
        if request.sort != "relevance" or request.tree is None:
            return rank_by_date(found, count, newest=request.sort != "oldest")[request.first_hit :]
        weights = weigh_leaves(
            [(s.segment, leaves) for s, _, leaves in self._words], self._engine._collection
        )
        scored = [
            (segment, articles, score_articles(segment, articles, leaves, weights, self._engine._collection))
            for (segment, articles), (_, _, leaves) in zip(found, self._words, strict=True)
        ]
        return rank_by_score(scored, count)[request.first_hit :]

    def _count_facet(self, facet: Facet, found: list[Found]) -> tuple[FacetValue, ...]:
        """Under all filters but the facet's own choices."""
        filters = self._request.filters
        if facet in filters.include or facet in filters.exclude:
            found = [(s.segment, s.choose_but(facet, matching)) for s, matching, _ in self._words]
        return count_values(facet, found, self._request.facet_values)


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
