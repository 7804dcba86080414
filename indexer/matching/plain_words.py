"""Queries of a few plain words, as most are: what an article holds of them, found in one pass over each of its texts.

What `article_match` finds for such a query, without places, positions and the fields in which nothing of it can stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.article import Article
from indexer.matching.article_match import Match, Ranges, join_ranges
from indexer.matching.places import Range
from indexer.query.tree import And, Node, Or, Word
from indexer.words.analysis import alternatives
from indexer.words.chunks import read_text
from indexer.words.sifting import Needles, read_excerpt


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The stems of a query's words; an article needs all of them, or any."""

    stems: frozenset[str]
    needs_all: bool


def plain_words(tree: Node, language: str) -> PlainWords | None:
    """What a tree asks of articles of a language, if it is one word, or several of which all or any are wanted, each with one stem; else None."""
    match tree:
        case Word():
            words: Sequence[Node] = (tree,)
        case And(nodes) | Or(nodes):
            words = nodes
        case _:
            return None
    stems = [_only_stem(word, language) for word in words]
    known = frozenset(stem for stem in stems if stem is not None)
    return PlainWords(known, needs_all=not isinstance(tree, Or)) if None not in stems else None


def _only_stem(node: Node, language: str) -> str | None:
    if not isinstance(node, Word):
        return None
    readings = alternatives(node.text, language)
    return readings[0][0].stem if len(readings) == 1 and len(readings[0]) == 1 else None


def mark_words(words: PlainWords, article: Article, language: str, needles: Needles | None) -> Match | None:
    """What of the article the words mark; None where it does not hold what is wanted."""
    found: set[str] = set()

    def marks(text: str | None) -> Ranges:
        if not text:
            return ()
        read = read_text(text, language) if needles is None else read_excerpt(text, language, needles)
        pieces: list[tuple[str, Range]] = read.find_stems(words.stems)
        found.update([stem for stem, _ in pieces])
        return join_ranges([mark for _, mark in pieces])

    marked = Match(
        title=marks(article.title),
        summary=marks(article.summary),
        body=marks(article.body),
        captions=tuple([marks(caption) for caption in article.captions]),
    )
    return marked if found and (found == words.stems or not words.needs_all) else None
