"""A query's tree in one segment: which articles match, and how often its words stand in them.

In: a tree and a segment. Out: ascending article numbers, and a `Leaf` for each node of words that counts
for the score. Living and dead articles alike: the searcher masks. What trees mean is said by
`indexer.matching.article_match`, for one article; here it is for all of a segment, on arrays.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from indexer.article import article_from_json
from indexer.engines.whoosh.reading.expansion import (
    NOWHERE,
    Places,
    count_places,
    expand,
    find_places,
    join_places,
    single_terms,
    without_repeats,
)
from indexer.engines.whoosh.reading.scope import (
    EVERY_WORD,
    Scope,
    loosened,
    needs_texts,
    reads_positions,
    streams_of,
    terms_of,
)
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.searching.holders import Holders, both
from indexer.engines.whoosh.searching.nearness import in_order, near, same, within_stretch
from indexer.engines.whoosh.storage.columns import NO_DAY
from indexer.engines.whoosh.storage.number_sets import (
    count_runs,
    distinct,
    distinct_of_sorted,
    has_repeats,
    mask_of,
)
from indexer.engines.whoosh.storage.sections import Array
from indexer.matching.article_match import analyse_article, match
from indexer.matching.patterns import value_test
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
    """A node of words that counts for the score: its articles, and how often it stands in each.

    `words`: where the node is of several words, or its articles are only some, how many living articles hold each word.
    """

    articles: Array
    frequencies: Array
    words: tuple[int, ...] = ()


@dataclass(slots=True)
class Evaluation:
    """One tree in one segment. `leaves` come in the same order in every segment.

    A mask `among` says of which articles it matters whether a node matches them; what is dear is asked about these
    only, and of others a node may say either.
    """

    segment: Segment
    default_language: str
    deadline: float
    leaves: list[Leaf] = field(default_factory=list)
    cut: bool = False
    _holders: Holders = field(init=False)

    def __post_init__(self) -> None:
        self._holders = Holders(self.segment.postings, self.segment.articles, self._check_time)

    def run(self, tree: Node, among: Array | None = None) -> Array:
        """Article numbers, ascending. Raises DeadlineError."""
        articles = self._articles(tree, Scope(), among)
        return articles if among is None else articles[among[articles]]

    def _articles(self, node: Node, scope: Scope, among: Array | None) -> Array:
        self._check_time()
        match node:
            case And(nodes):
                return self._all_of(nodes, scope, among)
            case Or(nodes):
                return _union([self._articles(part, scope, among) for part in nodes], self.segment.articles)
            case Not(inner):
                mask = np.ones(self.segment.articles, dtype=bool)
                mask[self._articles(inner, replace(scope, counts=False), among)] = False
                return np.flatnonzero(mask)
            case InField(name, inner):
                return self._articles(inner, replace(scope, fields=(name,)), among)
            case First(count, inner):
                limit = count if scope.limit is None else min(count, scope.limit)
                return self._articles(inner, replace(scope, fields=("body",), limit=limit), among)
            case AtLeast(count, inner):
                return self._often(inner, count, scope, among)
            case All() if scope == Scope(counts=scope.counts):
                return np.arange(self.segment.articles)
            case HasValue() | Dates() | Dated() | Length():
                return self._fitting(node)
            case Word() if scope.is_default:
                return self._word(node, scope, among)
            case Wildcard() | Fuzzy() if scope.is_default and node != EVERY_WORD:
                return self._expanded(node, scope)
            case _:
                return self._with_places(node, scope, among)

    def _check_time(self) -> None:
        if time.monotonic() > self.deadline:
            raise DeadlineError

    def _all_of(self, nodes: tuple[Node, ...], scope: Scope, among: Array | None) -> Array:
        """Every part is evaluated, so that leaves stay in step over segments: what needs positions comes last, and only among what the others leave."""
        quick = [part for part in nodes if not reads_positions(part)]
        found: Array | None = None
        for articles in sorted((self._articles(part, scope, among) for part in quick), key=len):
            found = articles if found is None else intersect(found, articles, self.segment.articles)
        for part in filter(reads_positions, nodes):
            if found is not None:
                among = both(among, self._mask(found))
            articles = self._articles(part, scope, among)
            if found is None:
                found = articles
            else:
                few, many = sorted((found, articles), key=len)
                found = intersect(few, many, self.segment.articles)
        assert found is not None
        return found

    def _mask(self, articles: Array) -> Array:
        return mask_of(self.segment.articles, articles)

    def _word(self, word: Word, scope: Scope, among: Array | None) -> Array:
        """The quick road: articles and frequencies alone, no positions."""
        postings = self.segment.postings["text"]
        terms = single_terms(word, postings)
        if terms is None:
            return self._with_places(word, scope, among)
        if len(terms) == 1:
            return self._leaf(postings.articles_of(terms[0]), postings.frequencies_of(terms[0]), scope)
        if not terms:
            return self._leaf(NONE, NONE, scope)
        articles = np.concatenate([postings.articles_of(term) for term in terms])
        frequencies = np.concatenate([postings.frequencies_of(term) for term in terms])
        counts = np.bincount(articles, weights=frequencies, minlength=self.segment.articles)
        found = np.flatnonzero(counts > 0)
        return self._leaf(found, counts[found], scope)

    def _expanded(self, node: Wildcard | Fuzzy, scope: Scope) -> Array:
        """The quick road for a wildcard or a fuzzy word."""
        postings = self.segment.postings["text"]
        expansion = expand(node, postings)
        self.cut |= expansion.cut
        counted = count_places(postings, expansion.forms, self.segment.articles, self._check_time)
        return self._leaf(*counted, scope)

    def _leaf(self, articles: Array, frequencies: Array, scope: Scope, words: tuple[int, ...] = ()) -> Array:
        if scope.counts:
            self.leaves.append(Leaf(articles, frequencies, words))
        return articles

    def _leaf_of(
        self, node: Node, articles: Array, frequencies: Array, scope: Scope, among: Array | None
    ) -> Array:
        """A leaf that is looked for in some articles only. It is nothing but these, whatever was unpacked, so that a score does not depend on segments."""
        if among is not None:
            inside = among[articles]
            articles, frequencies = articles[inside], frequencies[inside]
        words = tuple(
            self._count_living(self._holders.of_term(term, stream))
            for stream, term in terms_of(node, scope.stream)
        )
        return self._leaf(articles, frequencies, scope, words)

    def _count_living(self, mask: Array) -> int:
        living = mask if self.segment.alive == self.segment.articles else mask & self.segment.living
        return int(np.count_nonzero(living))

    def _with_places(self, node: Node, scope: Scope, among: Array | None) -> Array:
        if isinstance(node, Phrase) and node.slop is not None:
            return self._in_any_order(node, node.slop, scope, among)
        if needs_texts(node):
            return self._verified(node, scope, among)
        articles = [self._places(node, scope, stream, among).articles for stream in streams_of(node, scope)]
        return self._leaf_of(node, *_tally(articles, self.segment.articles), scope, among)

    def _often(self, node: Node, count: int, scope: Scope, among: Array | None) -> Array:
        """Places are told apart by where they start."""
        if needs_texts(node):
            return self._verified(AtLeast(count, node), scope, among)
        articles = [
            without_repeats(self._places(node, scope, stream, among).first) >> 32
            for stream in streams_of(node, scope)
        ]
        found, frequencies = _tally(articles, self.segment.articles)
        enough = frequencies >= count
        return self._leaf_of(node, found[enough], frequencies[enough], scope, among)

    def _places(self, node: Node, scope: Scope, stream: str, among: Array | None) -> Places:
        """Where a node stands in one of the postings, in the articles that are `among` at least."""
        among = both(
            among, self._holders.of_node(node, stream) if isinstance(node, (Phrase, Near, Same)) else None
        )
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

    def _within(self, places: Places, scope: Scope) -> Places:
        """The places that lie in the scope's parts of the article and among the first words of these."""
        if scope.stream == "text" and scope.fields == DEFAULT_FIELDS:
            return places
        begin, mask = self._begin_of_part(places, scope)
        if scope.limit is not None:
            ends = (places.last & 0xFFFFFFFF) - begin < scope.limit
            mask = ends if mask is None else mask & ends
        if mask is None:
            return places
        first = places.first[mask]
        return Places(first, first if places.are_words else places.last[mask], places.cut)

    def _begin_of_part(self, places: Places, scope: Scope) -> tuple[Array | int, Array | None]:
        """(where the field or the caption begins in which each place would lie, which places lie in it; None for all)."""
        if scope.stream != "text":
            return 0, None
        articles, position = places.articles, places.first & 0xFFFFFFFF
        summary, body, behind = (starts[articles] for starts in self.segment.part_starts)
        match scope.fields[0]:
            case "title":
                return 0, position < summary
            case "summary":
                return summary, (position >= summary) & (position < body)
            case "body":
                return body, (position >= body) & (position < behind)
        if scope.limit is None or not len(articles):
            return 0, position >= behind
        # each caption is counted from its own first word
        parts = self.segment.unit_keys("part", distinct_of_sorted(articles))
        begin = parts[np.searchsorted(parts, places.first, side="right") - 1] & 0xFFFFFFFF
        return begin, position >= behind

    def _in_any_order(self, phrase: Phrase, slop: int, scope: Scope, among: Array | None) -> Array:
        """Articles with all parts of a phrase within a stretch, by positions; texts decide only where parts may share a word of the text."""
        stream = scope.stream
        among = both(among, self._holders.of_node(phrase, stream))
        times = Counter(phrase.parts)
        places = [self._within(self._places_of_words(part, stream, among), scope) for part in times]
        if not all(part.are_words for part in places):
            return self._verified(phrase, scope, among)
        lists = [part.first for part in places]
        articles = within_stretch(
            self.segment, stream, list(zip(lists, times.values(), strict=True)), len(phrase.parts) + slop
        )
        if _share_places(lists):
            return self._verified(phrase, scope, among, articles)
        return self._leaf_of(phrase, articles, np.ones(len(articles), dtype=np.int64), scope, among)

    def _verified(
        self, node: Node, scope: Scope, among: Array | None, candidates: Array | None = None
    ) -> Array:
        """Articles that hold the words of a node that positions alone do not answer, each looked at by itself."""
        if candidates is None:
            quiet = Evaluation(self.segment, self.default_language, self.deadline)
            candidates = quiet.run(scope.written_into(loosened(node)), among)
        elif among is not None:
            candidates = candidates[among[candidates]]
        found = [int(article) for article in candidates if self._fits(node, scope, int(article))]
        articles = np.array(found, dtype=np.int64)
        return self._leaf_of(node, articles, np.ones(len(articles), dtype=np.int64), scope, among)

    def _fits(self, node: Node, scope: Scope, number: int) -> bool:
        self._check_time()
        article = article_from_json(self.segment.article(number))
        language = stem_language(article.language, self.default_language)
        return match(scope.written_into(node), analyse_article(article, language)) is not None

    def _fitting(self, node: HasValue | Dates | Dated | Length) -> Array:
        segment = self.segment
        match node:
            case HasValue(name, pattern):
                return self._having(name, pattern)
            case Dates(first, last):
                return np.flatnonzero(segment.day_spans.overlapping(first, last))
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
        fits = value_test(pattern, fold_value)
        chosen = np.array([False, *map(fits, segment.folded_values(facet))])
        if name == "tag":
            owners, tags = segment.tag_rows
            return distinct(owners[chosen[tags]])
        return np.flatnonzero(chosen[segment.column(facet)])

    def _with_id(self, pattern: str) -> Array:
        if "*" in pattern or "?" in pattern:
            fits = value_test(pattern, str)
            return np.flatnonzero([fits(identifier.decode()) for identifier in self.segment.ids])
        number = self.segment.find(pattern)
        return NONE if number is None else np.array([number], dtype=np.int64)


def _tally(lists: list[Array], articles: int) -> tuple[Array, Array]:
    """(the numbers in ascending lists, how often each stands there)."""
    if len(lists) == 1:
        return count_runs(lists[0])
    counts = np.bincount(np.concatenate(lists), minlength=articles)
    found = np.flatnonzero(counts > 0)
    return found, counts[found]


def intersect(few: Array, many: Array, articles: int) -> Array:
    """Numbers in both lists; `few` is the shorter."""
    if len(few) * 16 < len(many):
        place = np.searchsorted(many, few)
        place[place == len(many)] = 0
        return np.asarray(few[many[place] == few])
    return np.asarray(few[mask_of(articles, many)[few]])


def _share_places(lists: list[Array]) -> bool:
    """Whether a place stands in two of the lists, in none of which it stands twice."""
    return has_repeats(np.concatenate(lists))


def _union(lists: list[Array], articles: int) -> Array:
    return np.flatnonzero(mask_of(articles, *lists))
