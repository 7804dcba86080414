"""An engine in plain Python over all articles: small, slow, and right. Every other engine must give its ids and counts.

Left out, as the contract leaves it open: scores, and the order by relevance (articles come by id then).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from naive_matching import DEFAULT, Marks, edits, find, in_range, texts_of

from indexer.article import Article
from indexer.engines.contract import (
    Bucket,
    Facet,
    FacetValue,
    Filters,
    Hit,
    Interval,
    MarkedArticle,
    Overview,
    Results,
    SearchRequest,
    Sort,
    Spelling,
    Timeline,
)
from indexer.engines.spelling import edits_allowed, likelihood
from indexer.engines.timeline import MOST_BARS, choose_interval
from indexer.errors import UnknownArticleError
from indexer.matching.article_match import join_ranges
from indexer.query.dateless import without_dates
from indexer.query.tree import Node
from indexer.snippets import opening, passages_of
from indexer.words.folding import fold, fold_value
from indexer.words.languages import stem_language


class ReferenceEngine:
    """`Engine` over a list of articles. `language` is what an article without a stemmed language counts as."""

    def __init__(self, articles: Iterable[Article], language: str = "en") -> None:
        self._articles = {article.id: article for article in articles}
        self._texts = {
            article.id: texts_of(article, stem_language(article.language, language))
            for article in self._articles.values()
        }

    def search(self, request: SearchRequest) -> Results:
        tree, filters = request.tree, request.filters
        found = list(self._matching(tree, filters))
        page = in_order(found, request.sort, worded=tree is not None)[request.first_hit :][: request.size]
        timeline, imprecise = (
            self._timeline(found, filters, request.interval, request.bars)
            if request.timeline
            else (Timeline(), 0)
        )
        return Results(
            total=len(found),
            hits=tuple(self._hit(article, tree, request.snippets) for article in page),
            facets={facet: self._facet(facet, request) for facet in request.facets},
            timeline=timeline,
            imprecise=imprecise,
            undated=self._undated(tree, filters),
        )

    def article(self, identifier: str, tree: Node | None = None) -> MarkedArticle:
        if identifier not in self._articles:
            raise UnknownArticleError(f"No article has the id {identifier}.")
        article = self._articles[identifier]
        marks = (find(tree, article, self._texts[identifier]) if tree else None) or set()
        return MarkedArticle(
            article=article,
            title=self._ranges(identifier, "title", marks)[0],
            summary=self._ranges(identifier, "summary", marks)[0],
            body=self._ranges(identifier, "body", marks)[0],
            captions=tuple(self._ranges(identifier, "caption", marks)),
        )

    def articles(self, tree: Node | None = None, filters: Filters | None = None) -> Iterator[Article]:
        yield from in_order(list(self._matching(tree, filters or Filters())), "newest", worded=True)

    def marked_articles(
        self, tree: Node | None = None, filters: Filters | None = None
    ) -> Iterator[MarkedArticle]:
        return (self.article(article.id, tree) for article in self.articles(tree, filters))

    def spellings(self, word: str, limit: int = 3) -> tuple[Spelling, ...]:
        wanted = fold(word)
        held = Counter(form for written in self._written.values() for form in set(map(fold, written)))
        ways = Counter(form for written in self._written.values() for form in written)
        near = {form: edits(wanted, form) for form in held if abs(len(form) - len(wanted)) <= 2}
        ranked = sorted(
            (-likelihood(held[form], far), far, form)
            for form, far in near.items()
            if 1 <= far <= edits_allowed(wanted)
        )
        return tuple(
            Spelling(word=max((way for way in ways if fold(way) == form), key=lambda way: (ways[way], way)), count=held[form])
            for _, _, form in ranked[:limit]
        )  # fmt: skip

    @cached_property
    def _written(self) -> dict[str, set[str]]:
        """The words of each article's title, summary, body and captions, as written."""
        return {
            identifier: {
                written
                for text in texts
                if text.field in DEFAULT
                for word in text.forms
                for _, written, _ in word
            }
            for identifier, texts in self._texts.items()
        }

    def overview(self) -> Overview:
        articles = list(self._articles.values())
        dates = sorted(article.published.date for article in articles if article.published)
        return Overview(
            articles=len(articles),
            undated=len(articles) - len(dates),
            first=f"{dates[0]}-01-01"[:10] if dates else None,
            last=max(last_day(printed) for printed in dates) if dates else None,
            sources=count_values(values_of(article, "source") for article in articles),
            sections=count_values(values_of(article, "section") for article in articles),
            languages=count_values(values_of(article, "language") for article in articles),
            rebuilt="",
            generation="reference",
            timezone="UTC",
        )

    def manifest(self) -> Mapping[str, Any]:
        return {}

    def _matching(self, tree: Node | None, filters: Filters) -> Iterator[Article]:
        for article in self._articles.values():
            if fits_filters(article, filters) and (tree is None or self._marks(tree, article) is not None):
                yield article

    def _marks(self, tree: Node, article: Article) -> Marks | None:
        return find(tree, article, self._texts[article.id])

    def _ranges(self, identifier: str, field: str, marks: Marks) -> list[tuple[tuple[int, int], ...]]:
        return [
            join_ranges(mark for place, mark in marks if place == number)
            for number, text in enumerate(self._texts[identifier])
            if text.field == field
        ]

    def _hit(self, article: Article, tree: Node | None, snippets: int) -> Hit:
        marked = self.article(article.id, tree)
        shared = {
            name: getattr(article, name)
            for name in ("id", "title", "byline", "source", "section", "language", "url")
        }
        return Hit(
            **shared,
            score=None,
            title_marks=marked.title,
            opening="" if article.title is not None else opening(article.body or article.summary or ""),
            published=article.published,
            undated=article.undated,
            path=article.path,
            snippets=passages_of(marked, snippets),
        )

    def _facet(self, facet: Facet, request: SearchRequest) -> tuple[FacetValue, ...]:
        """Counts under all filters but the facet's own choices."""
        others = replace(
            request.filters,
            include={name: values for name, values in request.filters.include.items() if name != facet},
            exclude={name: values for name, values in request.filters.exclude.items() if name != facet},
        )
        articles = self._matching(request.tree, others)
        return count_values(values_of(article, facet) for article in articles)[: request.facet_values]

    def _undated(self, tree: Node | None, filters: Filters) -> int:
        anyway = replace(filters, first=None, last=None)
        dateless = without_dates(tree) if tree is not None else None
        return sum(article.published is None for article in self._matching(dateless, anyway))

    def _timeline(
        self, found: list[Article], filters: Filters, wanted: Interval | None, most: int
    ) -> tuple[Timeline, int]:
        printed = [article.published.date for article in found if article.published]
        if not printed:
            return Timeline(), 0
        days = [f"{day}-01-01"[:10] for day in printed]
        interval = choose_interval(min(days), max(days), wanted)
        everything = [a.published.date for a in self._matching(None, filters) if a.published]
        while True:
            counts = count_bars(printed, interval)
            bars = buckets_of(interval, counts, count_bars(everything, interval))
            if len(bars) <= most or interval == "year":
                break
            interval = {"day": "week", "week": "month", "month": "year"}[interval]
        imprecise = len(printed) - sum(counts.values())
        return Timeline(interval=interval, buckets=bars), imprecise


def fits_filters(article: Article, filters: Filters) -> bool:
    ranged = filters.first is not None or filters.last is not None
    if ranged and (
        article.published is None or not in_range(article.published.date, filters.first, filters.last)
    ):
        return False
    for facet, chosen in filters.include.items():
        if chosen and not has_any(article, facet, chosen):
            return False
    return not any(has_any(article, facet, chosen) for facet, chosen in filters.exclude.items())


def has_any(article: Article, facet: Facet, chosen: tuple[str, ...]) -> bool:
    folded = {fold_value(value) for value in chosen}
    return any(fold_value(value) in folded for value in values_of(article, facet))


def values_of(article: Article, facet: Facet) -> tuple[str, ...]:
    if facet == "tag":
        return article.tags
    if facet == "year":
        return (article.published.date[:4],) if article.published else ()
    value = getattr(article, facet)
    return (value,) if value else ()


def count_values(of_articles: Iterable[tuple[str, ...]]) -> tuple[FacetValue, ...]:
    """Values by count, then by name. What differs in case and accents alone is one value, in its commonest spelling."""
    counts: Counter[str] = Counter()
    spellings: Counter[str] = Counter()
    for values in of_articles:
        spellings.update(set(values))
        counts.update({fold_value(value) for value in values})
    commonest: dict[str, str] = {}
    for value in sorted(spellings, key=lambda value: (-spellings[value], value)):
        commonest.setdefault(fold_value(value), value)
    ordered = sorted(
        ((commonest[value], count) for value, count in counts.items()), key=lambda item: (-item[1], item[0])
    )
    return tuple(FacetValue(value=value, count=count) for value, count in ordered)


def in_order(articles: list[Article], sort: Sort, *, worded: bool) -> list[Article]:
    """By id; then by date if the sort says so, undated last; without words relevance is newest first."""
    by_id = sorted(articles, key=lambda article: article.id)
    if sort == "relevance" and worded:
        return by_id
    dated = [article for article in by_id if article.published]
    undated = [article for article in by_id if not article.published]
    newest = sort != "oldest"
    timeless = [article for article in dated if instant_of(article) is None]
    timed = [article for article in dated if instant_of(article) is not None]
    timed.sort(key=lambda article: instant_of(article) or (), reverse=newest)
    return [
        *sorted([*timed, *timeless], key=lambda article: article.published.date, reverse=newest),
        *undated,
    ]  # type: ignore[union-attr]


def instant_of(article: Article) -> tuple[str, str] | None:
    """The instant to the second, and its fraction: `.5` comes behind `` though it sorts before `Z`."""
    if article.published is None or article.published.instant is None:
        return None
    second, _, fraction = article.published.instant.rstrip("Z").partition(".")
    return second, fraction


def last_day(printed: str) -> str:
    if len(printed) == 4:
        return f"{printed}-12-31"
    if len(printed) == 10:
        return printed
    year, month = int(printed[:4]), int(printed[5:])
    for day in (31, 30, 29, 28):
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    raise AssertionError(printed)


def bar_of(printed: str, interval: Interval) -> str | None:
    """The first day of the bar that a printed date falls into; None where it is too coarse for one."""
    if interval == "year":
        return f"{printed[:4]}-01-01"
    if interval == "month":
        return f"{printed[:7]}-01" if len(printed) >= 7 else None
    if len(printed) < 10:
        return None
    day = date.fromisoformat(printed)
    if interval == "week":
        day = date.fromordinal((day.toordinal() - 1) // 7 * 7 + 1)
    return day.isoformat()


def count_bars(printed: Iterable[str], interval: Interval) -> Counter[str]:
    return Counter(bar for day in printed if (bar := bar_of(day, interval)) is not None)


def buckets_of(interval: Interval, counts: Counter[str], everything: Counter[str]) -> tuple[Bucket, ...]:
    """Every bar from the first to the last, found by asking each day (or year) for its own; over MOST_BARS the busiest run."""
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    if interval == "year":
        starts = [f"{year:04}-01-01" for year in range(int(first[:4]), int(last[:4]) + 1)]
    else:
        days = range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1)
        starts = sorted({bar_of(date.fromordinal(day).isoformat(), interval) or "" for day in days})
    counted = [number for number, start in enumerate(starts) if counts[start]]
    best = max(
        counted, key=lambda number: sum(counts[start] for start in starts[number : number + MOST_BARS])
    )
    starts = starts[best : best + MOST_BARS]
    while not counts[starts[-1]]:
        starts.pop()
    return tuple(Bucket(start=start, count=counts[start], all=everything[start]) for start in starts)
