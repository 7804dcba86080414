"""A query's tree against one article: whether it matches, and what in its texts made it match.

In: `analyse_article(article, language)` and a tree. Out: `Match` with marked ranges, or None. This is
what the query language means, in plain Python: engines use it to mark what they have found, and to
check what their indexes cannot tell. Finding articles among many is the engines' affair.

An And marks what all its parts found, an Or what those parts found that match, a NOT nothing; a
proximity marks only the places that have a partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from indexer.article import Article, PublicationDate
from indexer.matching.patterns import value_test
from indexer.matching.places import AnalysedText, Place, Range, merged, places_in_order, places_of_term
from indexer.matching.proximity import near, same
from indexer.matching.stretches import places_in_any_order
from indexer.query.tree import (
    DEFAULT_FIELDS,
    All,
    And,
    AtLeast,
    Dated,
    Dates,
    Exact,
    First,
    Fuzzy,
    HasValue,
    InField,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Same,
    TextField,
    Wildcard,
    Word,
)
from indexer.words.folding import fold_value
from indexer.words.sifting import Needles

Ranges = tuple[Range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedArticle:
    """An article with its texts cut into words, as articles of `language` (a stemmer's) are."""

    article: Article
    language: str
    texts: tuple[AnalysedText, ...]

    @property
    def length(self) -> int:
        """Words of the body."""
        return sum(text.length for text in self.texts if text.field == "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What made an article match: half-open ranges of code points, by place, none touching another."""

    title: Ranges = ()
    summary: Ranges = ()
    body: Ranges = ()
    captions: tuple[Ranges, ...] = ()
    byline: Ranges = ()
    dateline: Ranges = ()
    url: Ranges = ()


def analyse_article(article: Article, language: str, needles: Needles | None = None) -> AnalysedArticle:
    """The article's texts as words; `language` is that of the stemmer it is indexed with.

    `needles`: those of the one tree that it is matched with (`matching.needles`), which spare reading titles, summaries, bodies and captions whole.
    """
    named: list[tuple[TextField, str | None]] = [
        ("title", article.title), ("summary", article.summary), ("body", article.body),
        ("byline", article.byline), ("dateline", article.dateline), ("url", article.url),
    ]  # fmt: skip
    texts = [
        AnalysedText(field, 0, text, language, needles if field in DEFAULT_FIELDS else None)
        for field, text in named
        if text
    ]
    captions = [
        AnalysedText("caption", number, text, language, needles)
        for number, text in enumerate(article.captions)
    ]
    return AnalysedArticle(article=article, language=language, texts=(*texts, *captions))


def match(tree: Node, analysed: AnalysedArticle) -> Match | None:
    """What of the article the tree marks; None where it does not match."""
    found = _find(tree, analysed, _Scope())
    return None if found is None else _as_match(found, analysed)


_Found = frozenset[tuple[int, Range]]
"""Marks as (number of the text, range)."""


class _Scope(NamedTuple):
    """Where words are looked for: the fields, and how many words from the start."""

    fields: tuple[TextField, ...] = DEFAULT_FIELDS
    limit: int | None = None


def _find(node: Node, analysed: AnalysedArticle, scope: _Scope) -> _Found | None:
    """Marks of a node; empty where it matches by no word, None where it does not match."""
    match node:
        case And(nodes):
            parts = [_find(part, analysed, scope) for part in nodes]
            found = [part for part in parts if part is not None]
            return _union(found) if len(found) == len(parts) else None
        case Or(nodes):
            parts = [_find(part, analysed, scope) for part in nodes]
            found = [part for part in parts if part is not None]
            return _union(found) if found else None
        case Not(inner):
            return _nothing_marked(_find(inner, analysed, scope) is None)
        case InField(field, inner):
            return _find(inner, analysed, scope._replace(fields=(field,)))
        case First(count, inner):
            return _find(
                inner, analysed, _Scope(("body",), count if scope.limit is None else min(count, scope.limit))
            )
        case AtLeast(count, inner):
            return _find_often(inner, analysed, scope, count)
        case All() | HasValue() | Dates() | Dated() | Length():
            return _nothing_marked(_fits(node, analysed))
        case _:
            return _marks(list(_places_by_text(node, analysed, scope)))


def _union(found: list[_Found]) -> _Found:
    return frozenset().union(*found)


def _nothing_marked(matches: bool) -> _Found | None:
    return frozenset() if matches else None


def _marks(places: list[tuple[int, Place]]) -> _Found | None:
    if not places:
        return None
    return frozenset((number, mark) for number, place in places for mark in place.marks)


def _find_often(node: Node, analysed: AnalysedArticle, scope: _Scope, count: int) -> _Found | None:
    """Places are told apart by where they start."""
    places = list(_places_by_text(node, analysed, scope))
    return _marks(places) if len({(number, place.start) for number, place in places}) >= count else None


def _places_by_text(node: Node, analysed: AnalysedArticle, scope: _Scope) -> Iterator[tuple[int, Place]]:
    for number, text in enumerate(analysed.texts):
        for place in _places(node, text, scope):
            yield number, place


def _places(node: Node, text: AnalysedText, scope: _Scope) -> list[Place]:
    """Places of a node of words in one text, sorted; of a proximity, those that have a partner."""
    match node:
        case InField(field, inner):
            return _places(inner, text, scope._replace(fields=(field,)))
        case Or(nodes):
            return merged(place for part in nodes for place in _places(part, text, scope))
        case Near(left, right, distance, ordered):
            return near(_places(left, text, scope), _places(right, text, scope), distance, ordered=ordered)
        case Same(left, right, unit):
            unit_of = text.sentence_of if unit == "sentence" else text.paragraph_of
            return same(_places(left, text, scope), _places(right, text, scope), unit_of)
    if text.field not in scope.fields:
        return []
    return [place for place in _places_of_words(node, text) if scope.limit is None or place.end < scope.limit]


def _places_of_words(node: Node, text: AnalysedText) -> list[Place]:
    match node:
        case Word() | Wildcard() | Fuzzy() | Exact():
            return places_of_term(text, node)
        case All():
            return places_of_term(text, Wildcard("*"))
        case Phrase(parts, slop):
            places = [places_of_term(text, part) for part in parts]
            return places_in_order(places) if slop is None else places_in_any_order(places, slop)
    raise AssertionError(node)


def _fits(node: All | HasValue | Dates | Dated | Length, analysed: AnalysedArticle) -> bool:
    """Whether an article fits a node that looks at no words."""
    published = analysed.article.published
    match node:
        case All():
            return True
        case HasValue(field, pattern):
            return has_value(analysed.article, field, pattern)
        case Dates(first, last):
            return published is not None and overlaps(published, first, last)
        case Dated(known):
            return (published is not None) == known
        case Length(least, most):
            return (least is None or analysed.length >= least) and (most is None or analysed.length <= most)
    raise AssertionError(node)


def has_value(article: Article, field: str, pattern: str) -> bool:
    """Whether one of the field's whole values fits the pattern: folded, but for an id, whose case is kept."""
    if field == "id":
        return value_test(pattern, str)(article.id)
    values = {
        "source": (article.source,),
        "section": (article.section,),
        "lang": (article.language,),
        "tag": article.tags,
    }
    fits = value_test(pattern, fold_value)
    return any(fits(fold_value(value)) for value in values[field] if value)


def overlaps(published: PublicationDate, first: str | None, last: str | None) -> bool:
    """Whether some day that the date may mean lies in `first`..`last` (ISO days, both in, None is open)."""
    earliest, latest = days_of(published.date)
    return (first is None or latest >= first) and (last is None or earliest <= last)


def days_of(date: str) -> tuple[str, str]:
    """The first and the last day that `2020`, `2020-02` or `2020-02-15` may mean; for comparing, so every month has 31."""
    return f"{date}-01-01"[:10], f"{date}-12-31"[:10] if len(date) == 4 else f"{date}-31"[:10]


def _as_match(found: _Found, analysed: AnalysedArticle) -> Match:
    captions: list[Ranges] = [()] * len(analysed.article.captions)
    fields: dict[str, Ranges] = {}
    by_text: dict[int, list[Range]] = {}
    for number, mark in found:
        by_text.setdefault(number, []).append(mark)
    for number, marks in by_text.items():
        text, ranges = analysed.texts[number], join_ranges(marks)
        if text.field == "caption":
            captions[text.number] = ranges
        else:
            fields[text.field] = ranges
    return Match(captions=tuple(captions), **fields)


def join_ranges(ranges: Iterable[Range]) -> Ranges:
    """The ranges in order, those that overlap or touch as one."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
