"""Which articles hold a term of a query, or all words of a node, wherever they stand: by lists of articles, no position is read."""

from __future__ import annotations

from functools import reduce

import numpy as np

from indexer.engines.whoosh.reading.expansion import CheckTime, count_forms, expand
from indexer.engines.whoosh.reading.postings import Postings
from indexer.engines.whoosh.reading.scope import EVERY_WORD, Scope, Term
from indexer.engines.whoosh.storage.number_sets import mask_of
from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.storage.terms import term_bytes
from indexer.query.tree import Exact, Fuzzy, InField, Near, Node, Or, Phrase, Same, Wildcard, Word
from indexer.words.analysis import QueryTerm, alternatives, exact_alternatives

Mask = Array
"""Of all articles of a segment."""


class Holders:
    """Masks of the articles of one segment, kept by what they are for. Nothing that is handed out may be written to."""

    def __init__(self, postings: dict[str, Postings], articles: int, check_time: CheckTime) -> None:
        self._postings = postings
        self._articles = articles
        self._check_time = check_time
        self._known: dict[tuple[str, Term], Mask] = {}

    def of_node(self, node: Node, stream: str) -> Mask | None:
        """The articles that hold all words that a match of the node must hold; None where that may be every article."""
        match node:
            case Word() | Wildcard() | Fuzzy() | Exact():
                return None if node == EVERY_WORD else self.of_term(node, stream)
            case Phrase(parts):
                return both(*(self.of_node(part, stream) for part in parts))
            case Near(left, right) | Same(left, right):
                return both(self.of_node(left, stream), self.of_node(right, stream))
            case Or(nodes):
                return _either([self.of_node(part, stream) for part in nodes])
            case InField(name, inner) if Scope(fields=(name,)).stream == stream:
                return self.of_node(inner, stream)
        return None

    def of_term(self, term: Term, stream: str) -> Mask:
        known = self._known.get((stream, term))
        if known is None:
            known = self._known[stream, term] = self._find(term, self._postings[stream])
        return known

    def _find(self, term: Term, postings: Postings) -> Mask:
        self._check_time()
        match term:
            case Wildcard() | Fuzzy():
                return (
                    count_forms(postings, expand(term, postings).forms, self._articles, self._check_time) > 0
                )
            case Word(text):
                rows = [
                    [self._with_stem(postings, language, part) for part in parts]
                    for language in postings.languages
                    for parts in alternatives(text, language)
                ]
            case Exact(text):
                rows = [
                    [self._with_form(postings, part) for part in parts] for parts in exact_alternatives(text)
                ]
        masks = [both(*row) for row in rows]
        found = _either(masks) if masks else None
        return self._none() if found is None else found

    def _with_stem(self, postings: Postings, language: str, part: QueryTerm) -> Mask:
        number = postings.terms.find(term_bytes(language, part.stem))
        return self._none() if number is None else mask_of(self._articles, postings.articles_of(number))

    def _with_form(self, postings: Postings, part: QueryTerm) -> Mask:
        forms = postings.forms_written(part.written.encode("utf-8", "replace"))
        return mask_of(self._articles, *map(postings.articles_of_form, forms))

    def _none(self) -> Mask:
        return np.zeros(self._articles, dtype=bool)


def both(*masks: Mask | None) -> Mask | None:
    """The masks together; None lets all through."""
    known = [mask for mask in masks if mask is not None]
    return reduce(np.logical_and, known) if known else None


def _either(masks: list[Mask | None]) -> Mask | None:
    known = [mask for mask in masks if mask is not None]
    return reduce(np.logical_or, known) if len(known) == len(masks) else None
