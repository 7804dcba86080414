"""A query's tree in one segment: which articles match, and how often its words stand in them.

In: a tree and a segment. Out: ascending article numbers, and a `Leaf` for each node of words that counts
for the score. Living and dead articles alike: the searcher masks. What trees mean is said by
`indexer.matching.article_match`, for one article; here it is for all of a segment, on arrays.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from indexer.article import article_from_json
from indexer.engines.whoosh.columns import NO_DAY
from indexer.engines.whoosh.expansion import (
    NOWHERE,
    Places,
    count_places,
    expand,
    find_places,
    join_places,
    single_terms,
    without_repeats,
)
from indexer.engines.whoosh.nearness import in_order, near, same, within_stretch
from indexer.engines.whoosh.sections import Array
from indexer.engines.whoosh.segment import Segment
from indexer.matching.article_match import analyse_article, match
from indexer.matching.patterns import pattern_test
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
from indexer.words.languages import stem_language

NONE: Array = np.zeros(0, dtype=np.int64)
_FACET_OF = {"source": "source", "section": "section", "lang": "language"}


class DeadlineError(Exception):
    """The time allowed for a query is over."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A node of words that counts for the score: its articles, and how often it stands in each."""

    articles: Array
    frequencies: Array


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where words are looked for: the fields, the body's first words only, and whether they count for the score."""

    fields: tuple[TextField, ...] = DEFAULT_FIELDS
    limit: int | None = None
    counts: bool = True

    @property
    def is_default(self) -> bool:
        return self.fields == DEFAULT_FIELDS and self.limit is None

    @property
    def stream(self) -> str:
        """The postings that hold the fields."""
        return self.fields[0] if self.fields[0] in ("byline", "dateline", "url") else "text"


@dataclass(slots=True)
class Evaluation:
    """One tree in one segment. `leaves` come in the tree's order, in every segment the same."""

    segment: Segment
    default_language: str
    deadline: float
    leaves: list[Leaf] = field(default_factory=list)
    cut: bool = False

    def run(self, tree: Node) -> Array:
        """Article numbers, ascending. Raises DeadlineError."""
        return self._articles(tree, _Scope())

    def _articles(self, node: Node, scope: _Scope) -> Array:
        self._check_time()
        match node:
            case And(nodes):
                return self._all_of(nodes, scope)
            case Or(nodes):
                return _union([self._articles(part, scope) for part in nodes], self.segment.articles)
            case Not(inner):
                mask = np.ones(self.segment.articles, dtype=bool)
                mask[self._articles(inner, replace(scope, counts=False))] = False
                return np.flatnonzero(mask)
            case InField(name, inner):
                return self._articles(inner, replace(scope, fields=(name,)))
            case First(count, inner):
                limit = count if scope.limit is None else min(count, scope.limit)
                return self._articles(inner, replace(scope, fields=("body",), limit=limit))
            case AtLeast(count, inner):
                return self._often(inner, count, scope)
            case All() if scope == _Scope(counts=scope.counts):
                return np.arange(self.segment.articles)
            case HasValue() | Dates() | Dated() | Length():
                return self._fitting(node)
            case Word() if scope.is_default:
                return self._word(node, scope)
            case Wildcard() | Fuzzy() if scope.is_default and node != Wildcard("*"):
                return self._expanded(node, scope)
            case _:
                return self._with_places(node, scope)

    def _check_time(self) -> None:
        if time.monotonic() > self.deadline:
            raise DeadlineError

    def _all_of(self, nodes: tuple[Node, ...], scope: _Scope) -> Array:
        """Every part is evaluated, so that leaves stay in step over segments; the shortest list leads."""
        lists = sorted((self._articles(part, scope) for part in nodes), key=len)
        found = lists[0]
        for other in lists[1:]:
            found = intersect(found, other, self.segment.articles)
        return found

    def _word(self, word: Word, scope: _Scope) -> Array:
        """The quick road: articles and frequencies alone, no positions."""
        postings = self.segment.postings["text"]
        terms = single_terms(word, postings)
        if terms is None:
            return self._with_places(word, scope)
        if len(terms) == 1:
            return self._leaf(postings.articles_of(terms[0]), postings.frequencies_of(terms[0]), scope)
        if not terms:
            return self._leaf(NONE, NONE, scope)
        articles = np.concatenate([postings.articles_of(term) for term in terms])
        frequencies = np.concatenate([postings.frequencies_of(term) for term in terms])
        counts = np.bincount(articles, weights=frequencies, minlength=self.segment.articles)
        found = np.flatnonzero(counts)
        return self._leaf(found, counts[found], scope)

    def _expanded(self, node: Wildcard | Fuzzy, scope: _Scope) -> Array:
        """The quick road for a wildcard or a fuzzy word."""
        postings = self.segment.postings["text"]
        expansion = expand(node, postings)
        self.cut |= expansion.cut
        counted = count_places(postings, expansion.forms, self.segment.articles, self._check_time)
        return self._leaf(*counted, scope)

    def _leaf(self, articles: Array, frequencies: Array, scope: _Scope) -> Array:
        if scope.counts:
            self.leaves.append(Leaf(articles, frequencies))
        return articles

    def _with_places(self, node: Node, scope: _Scope) -> Array:
        if isinstance(node, Phrase) and node.slop is not None:
            return self._in_any_order(node, node.slop, scope)
        if _needs_texts(node):
            return self._verified(node, scope)
        articles = [self._places(node, scope, stream).articles for stream in _streams(node, scope)]
        return self._leaf(*_tally(articles, self.segment.articles), scope)

    def _often(self, node: Node, count: int, scope: _Scope) -> Array:
        """Places are told apart by where they start."""
        if _needs_texts(node):
            return self._verified(AtLeast(count, node), scope)
        articles = [
            without_repeats(self._places(node, scope, stream).first) >> 32 for stream in _streams(node, scope)
        ]
        found, frequencies = _tally(articles, self.segment.articles)
        enough = frequencies >= count
        return self._leaf(found[enough], frequencies[enough], scope)

    def _places(self, node: Node, scope: _Scope, stream: str, among: Array | None = None) -> Places:
        """Where a node stands in one of the postings; `among` is a mask of the articles in which that matters."""
        among = _both(among, self._holders(node) if stream == "text" else None)
        match node:
            case InField(name, inner):
                return self._places(inner, replace(scope, fields=(name,)), stream, among)
            case Or(nodes):
                return join_places([self._places(part, scope, stream, among) for part in nodes])
            case Near(left, right, distance, ordered):
                one, other = (self._places(side, scope, stream, among) for side in (left, right))
                return near(self.segment, stream, one, other, distance, ordered=ordered)
            case Same(left, right, unit):
                one, other = (self._places(side, scope, stream, among) for side in (left, right))
                return same(self.segment, stream, one, other, unit)
        if scope.stream != stream:
            return NOWHERE
        return self._within(self._places_of_words(node, stream, among), scope)

    def _holders(self, node: Node) -> Array | None:
        """A mask of the articles that hold all words of a phrase or a proximity, wherever they stand; None where that is not known at once."""
        match node:
            case Phrase(parts):
                return _both(*map(self._having_word, parts))
            case Near(left, right) | Same(left, right):
                return _both(*map(self._having_word, (left, right)), *map(self._holders, (left, right)))
        return None

    def _having_word(self, node: Node) -> Array | None:
        postings = self.segment.postings["text"]
        terms = single_terms(node, postings) if isinstance(node, Word) else None
        if terms is None:
            return None
        mask = np.zeros(self.segment.articles, dtype=bool)
        for term in terms:
            mask[postings.articles_of(term)] = True
        return mask

    def _places_of_words(self, node: Node, stream: str, among: Array | None) -> Places:
        postings = self.segment.postings[stream]
        match node:
            case All() | Wildcard("*"):
                return self._every_word(stream)
            case Word() | Wildcard() | Fuzzy() | Exact():
                places = find_places(node, postings, self._check_time, among)
            case Phrase(parts, None):
                places = in_order([self._places_of_words(part, stream, among) for part in parts])
            case _:
                raise AssertionError(node)
        self.cut |= places.cut
        return places

    def _every_word(self, stream: str) -> Places:
        keys = self.segment.word_keys(stream)
        return Places(keys, keys)

    def _within(self, places: Places, scope: _Scope) -> Places:
        """The places that lie in the scope's parts of the article and its first words."""
        if scope.stream != "text" or scope.fields == DEFAULT_FIELDS:
            return places
        articles, position = places.articles, places.first & 0xFFFFFFFF
        summary, body, behind = (starts[articles] for starts in self.segment.part_starts)
        match scope.fields[0]:
            case "title":
                mask = position < summary
            case "summary":
                mask = (position >= summary) & (position < body)
            case "body":
                mask = (position >= body) & (position < behind)
            case _:
                mask = position >= behind
        if scope.limit is not None:
            mask &= (places.last & 0xFFFFFFFF) - body < scope.limit
        first = places.first[mask]
        return Places(first, first if places.are_words else places.last[mask], places.cut)

    def _in_any_order(self, phrase: Phrase, slop: int, scope: _Scope) -> Array:
        """Articles with all parts of a phrase within a stretch, by positions; texts decide only where parts may share a word of the text."""
        stream = scope.stream
        among = self._holders(phrase) if stream == "text" else None
        times = Counter(phrase.parts)
        places = [self._within(self._places_of_words(part, stream, among), scope) for part in times]
        if not all(part.are_words for part in places):
            return self._verified(phrase, scope)
        lists = [part.first for part in places]
        articles = within_stretch(
            self.segment, stream, list(zip(lists, times.values(), strict=True)), len(phrase.parts) + slop
        )
        if _share_places(lists):
            return self._verified(phrase, scope, articles)
        return self._leaf(articles, np.ones(len(articles), dtype=np.int64), scope)

    def _verified(self, node: Node, scope: _Scope, candidates: Array | None = None) -> Array:
        """Articles that hold the words of a node that positions alone do not answer, each looked at by itself."""
        if candidates is None:
            quiet = Evaluation(self.segment, self.default_language, self.deadline)
            candidates = quiet.run(_scoped(_loosened(node), scope))
        found = [int(article) for article in candidates if self._fits(node, scope, int(article))]
        articles = np.array(found, dtype=np.int64)
        return self._leaf(articles, np.ones(len(articles), dtype=np.int64), scope)

    def _fits(self, node: Node, scope: _Scope, number: int) -> bool:
        self._check_time()
        article = article_from_json(self.segment.article(number))
        language = stem_language(article.language, self.default_language)
        return match(_scoped(node, scope), analyse_article(article, language)) is not None

    def _fitting(self, node: HasValue | Dates | Dated | Length) -> Array:
        segment = self.segment
        match node:
            case HasValue(name, pattern):
                return self._having(name, pattern)
            case Dates(first, last):
                return np.flatnonzero(dates_mask(segment, first, last))
            case Dated(known):
                return np.flatnonzero((segment.column("first_day") != NO_DAY) == known)
            case Length(least, most):
                words = segment.column("body_words")
                return np.flatnonzero(
                    (words >= (least or 0)) & (words <= (most if most is not None else words))
                )
        raise AssertionError(node)

    def _having(self, name: str, pattern: str) -> Array:
        segment = self.segment
        if name == "id":
            return self._with_id(pattern)
        facet = _FACET_OF.get(name, name)
        fits = pattern_test(fold_value(pattern))
        chosen = np.array([False, *map(fits, segment.folded_values(facet))])
        if name == "tag":
            owners, tags = segment.tag_rows
            return np.unique(owners[chosen[tags]])
        return np.flatnonzero(chosen[segment.column(facet)])

    def _with_id(self, pattern: str) -> Array:
        if "*" in pattern or "?" in pattern:
            fits = pattern_test(pattern)
            return np.flatnonzero([fits(identifier.decode()) for identifier in self.segment.ids])
        number = self.segment.find(pattern)
        return NONE if number is None else np.array([number], dtype=np.int64)


def dates_mask(segment: Segment, first: str | None, last: str | None) -> Array:
    """Which articles have a date that overlaps `first`..`last` (ISO days, None is open). Undated ones have none."""
    mask = segment.column("first_day") != NO_DAY
    if first is not None:
        mask &= segment.column("last_day") >= date.fromisoformat(first).toordinal()
    if last is not None:
        mask &= segment.column("first_day") <= date.fromisoformat(last).toordinal()
    return np.asarray(mask)


def _tally(lists: list[Array], articles: int) -> tuple[Array, Array]:
    """(the numbers in ascending lists, how often each stands there)."""
    if len(lists) == 1:
        starts = np.flatnonzero(np.diff(lists[0], prepend=-1))
        return lists[0][starts], np.diff(starts, append=len(lists[0]))
    counts = np.bincount(np.concatenate(lists), minlength=articles)
    found = np.flatnonzero(counts)
    return found, counts[found]


def intersect(few: Array, many: Array, articles: int) -> Array:
    """Numbers in both lists; `few` is the shorter."""
    if len(few) * 16 < len(many):
        place = np.searchsorted(many, few)
        place[place == len(many)] = 0
        return np.asarray(few[many[place] == few])
    mask = np.zeros(articles, dtype=bool)
    mask[many] = True
    return np.asarray(few[mask[few]])


def _both(*masks: Array | None) -> Array | None:
    """The masks together; None lets all through."""
    known = [mask for mask in masks if mask is not None]
    return np.logical_and.reduce(known) if known else None


def _share_places(lists: list[Array]) -> bool:
    """Whether a place stands in two of the lists, in none of which it stands twice."""
    return len(np.unique(np.concatenate(lists))) < sum(map(len, lists))


def _union(lists: list[Array], articles: int) -> Array:
    mask = np.zeros(articles, dtype=bool)
    for numbers in lists:
        mask[numbers] = True
    return np.flatnonzero(mask)


def _streams(node: Node, scope: _Scope) -> tuple[str, ...]:
    """The postings in which a node's words are looked for."""
    found = {scope.stream}
    pending = [node]
    while pending:
        part = pending.pop()
        match part:
            case InField(name, inner):
                found.add(_Scope(fields=(name,)).stream)
                pending.append(inner)
            case Or(nodes):
                pending.extend(nodes)
            case Near(left, right) | Same(left, right):
                pending += [left, right]
            case _:
                pass
    return tuple(sorted(found))


def _needs_texts(node: Node) -> bool:
    """Whether a node holds a phrase with a slop, whose many ways are gone through text by text."""
    match node:
        case Phrase(_, slop):
            return slop is not None
        case InField(_, inner):
            return _needs_texts(inner)
        case Or(nodes):
            return any(map(_needs_texts, nodes))
        case Near(left, right) | Same(left, right):
            return _needs_texts(left) or _needs_texts(right)
        case _:
            return False


def _loosened(node: Node) -> Node:
    """What every article that matches must hold: the words, wherever they stand."""
    match node:
        case Phrase(parts, int()):
            return And(tuple(dict.fromkeys(parts))) if len(set(parts)) > 1 else parts[0]
        case Near(left, right) | Same(left, right):
            return And((_loosened(left), _loosened(right)))
        case Or(nodes):
            return Or(tuple(_loosened(part) for part in nodes))
        case InField(name, inner):
            return InField(name, _loosened(inner))
        case AtLeast(_, inner):
            return _loosened(inner)
        case _:
            return node


def _scoped(node: Node, scope: _Scope) -> Node:
    """The node with its scope written into it."""
    if scope.limit is not None:
        return First(scope.limit, node)
    return InField(scope.fields[0], node) if scope.fields != DEFAULT_FIELDS else node
