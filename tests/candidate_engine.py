"""The reference engine for some thousand articles: which of them can match at all is looked up, the rest is left to it.

An article that lacks a word's forms cannot match what needs the word. So only those that have them are tried, each by
`naive_matching`, once a query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from naive_matching import form_fits
from reference_engine import ReferenceEngine, fits_filters, in_order

from indexer.article import Article
from indexer.engines.contract import Filters, SearchRequest
from indexer.query import tree as t
from indexer.words.analysis import alternatives, exact_alternatives

MOST_KEPT = 8
"""Answers kept: a search asks for the same tree with several filters."""


class CandidateEngine(ReferenceEngine):
    def __init__(self, articles: Iterable[Article], language: str = "en") -> None:
        super().__init__(articles, language)
        self._languages = {text.language for texts in self._texts.values() for text in texts}
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        self._written: defaultdict[str, set[str]] = defaultdict(set)
        self._found: dict[t.Node, list[Article]] = {}
        for identifier, texts in self._texts.items():
            for stem, written, _ in (form for text in texts for row in text.forms for form in row):
                self._stems[stem].add(identifier)
                self._written[written].add(identifier)

    def _matching(self, tree: t.Node | None, filters: Filters) -> Iterator[Article]:
        articles = self._articles.values() if tree is None else self._matched(tree)
        return (article for article in articles if fits_filters(article, filters))

    def _matched(self, tree: t.Node) -> list[Article]:
        if tree not in self._found:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            tried = (self._articles[identifier] for identifier in self.candidates(tree))
            self._found[tree] = [article for article in tried if self._marks(tree, article) is not None]
        return self._found[tree]

    def articles_in_order(self, request: SearchRequest) -> list[str]:
        """The ids of all that a search finds, in its order."""
        found = list(self._matching(request.tree, request.filters))
        return [article.id for article in in_order(found, request.sort, worded=request.tree is not None)]

    def candidates(self, node: t.Node) -> set[str]:
        """The ids of all articles that may match, and of some that do not."""
        match node:
            case t.Word(text):
                rows = [row for language in self._languages for row in alternatives(text, language)]
                return _union(_common(self._stems.get(term.stem, set()) for term in row) for row in rows)
            case t.Exact(text):
                rows = exact_alternatives(text)
                return _union(_common(self._written.get(term.written, set()) for term in row) for row in rows)
            case t.Wildcard() | t.Fuzzy():
                return _union(held for written, held in self._written.items() if form_fits(node, written))
            case t.Phrase(parts) | t.And(parts):
                return _common(map(self.candidates, parts))
            case t.Near(left, right) | t.Same(left, right):
                return self.candidates(left) & self.candidates(right)
            case t.Or(parts):
                return _union(map(self.candidates, parts))
            case t.InField(_, inner) | t.First(_, inner) | t.AtLeast(_, inner):
                return self.candidates(inner)
            case _:
                return set(self._articles)


def _union(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)


def _common(sets: Iterable[set[str]]) -> set[str]:
    parts: Sequence[set[str]] = list(sets)
    return reduce(set.intersection, parts)
