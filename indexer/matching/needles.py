"""What to look for in a text so as to read only the chunks that a tree may mark: the needles of all its words.

In: a tree, a stemmer's language, and how an archive writes its words. Out: needles (`words.sifting`), or None where a text has to be
read whole: for distances, sentences, the first words, the length, and for words of which too much may be a spelling.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from indexer.query.tree import (
    And,
    AtLeast,
    Dated,
    Dates,
    Exact,
    Fuzzy,
    HasValue,
    InField,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)
from indexer.words.analysis import alternatives, exact_alternatives
from indexer.words.sifting import MOST_NEEDLES, Needles, needles_of_forms, needles_of_pattern

_NO_WORDS: Needles = ()


class Spellings(Protocol):
    """How an archive writes the words of its articles in one language, in titles, summaries, bodies and captions."""

    def of_stem(self, stem: str) -> Needles | None:
        """Needles of every form that an article has of a stem; None where these are too many."""

    def of_fuzzy(self, fuzzy: Fuzzy) -> Needles | None:
        """Needles of every form that a fuzzy word stands for; None where these are too many."""


def needles_of_tree(tree: Node, language: str, spellings: Spellings) -> Needles | None:
    """All that has to be looked for in the texts of an article."""
    match tree:
        case And(nodes) | Or(nodes) | Phrase(nodes, None):
            return _together(needles_of_tree(node, language, spellings) for node in nodes)
        case Not(inner) | InField(_, inner) | AtLeast(_, inner):
            return needles_of_tree(inner, language, spellings)
        case HasValue() | Dates() | Dated():
            return _NO_WORDS
        case Word(text):
            stems = {term.stem for reading in alternatives(text, language) for term in reading}
            return _together(map(spellings.of_stem, stems))
        case Exact(text):
            return needles_of_forms(term.written for reading in exact_alternatives(text) for term in reading)
        case Wildcard(pattern):
            return needles_of_pattern(pattern)
        case Fuzzy():
            return spellings.of_fuzzy(tree)
    return None


def _together(parts: Iterable[Needles | None]) -> Needles | None:
    found: dict[bytes, None] = {}
    for needles in parts:
        if needles is None:
            return None
        found.update(dict.fromkeys(needles))
    return tuple(found) if len(found) <= MOST_NEEDLES else None
