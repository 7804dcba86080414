"""More like this: an article -> its most telling words by the archive's own counts -> the articles that share them.

A word tells much when the article has it often (title words count double) and the archive has it rarely:
tf-idf with a logarithm on both (Salton and Buckley 1988). Candidates are the article's commonest words; how many
articles hold each is asked of the same engine by searches without hits, within one deadline, so every engine can do it.
"""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.article import Article
from indexer.engines.contract import Engine, Hit, SearchRequest
from indexer.query.tree import Node, Or, Word
from indexer.search.json_form import hit_as_json

MOST_CANDIDATES = 48
"""Words whose articles are counted: each costs one search without hits."""

MOST_WORDS = 10
MOST_READ = 20_000
"""Code points of the text that are looked at: the head of an article says what it is about."""

_WORD = re.compile(r"[^\W\d_]{2,40}")
_WITHOUT_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """The articles most like one, itself left out, best first; `words` are those that were searched for, most telling first.

    `partial`: time ran out before every word was weighed or every article seen.
    """

    words: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    partial: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "words": list(self.words),
            "partial": self.partial,
            "hits": [hit_as_json(hit) for hit in self.hits],
        }


def similar_to(engine: Engine, article: Article, *, most: int = 5, deadline: float = 0.5) -> Similar:
    """At most `most` articles that share the most telling words of this one, within `deadline` seconds."""
    ends = time.monotonic() + deadline
    articles = max(2, engine.overview().articles)
    weights: dict[str, float] = {}
    partial = False
    for word, times in _candidates(article):
        left = ends - time.monotonic()
        if left <= deadline / 3:
            partial = True
            break
        holding = engine.search(_request(Word(word), size=0, deadline=left)).total
        if 1 < holding <= articles / 2:
            weights[word] = (1 + math.log(times)) * math.log(articles / holding)
    words = tuple(sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS])
    if not words:
        return Similar(partial=partial)
    tree = Or(tuple(map(Word, words))) if len(words) > 1 else Word(words[0])
    found = engine.search(_request(tree, size=most + 1, deadline=max(0.01, ends - time.monotonic())))
    hits = tuple(hit for hit in found.hits if hit.id != article.id)[:most]
    return Similar(words=words, hits=hits, partial=partial or found.partial)


def _request(tree: Node, *, size: int, deadline: float) -> SearchRequest:
    return SearchRequest(tree=tree, size=size, facets=(), timeline=False, snippets=0, deadline=deadline)


def _candidates(article: Article) -> list[tuple[str, int]]:
    """The commonest words of an article that are long enough to mean something, with how often it has them."""
    counts = Counter(_words(article.body[:MOST_READ]))
    for word in _words(f"{article.title or ''} {article.summary or ''}"[:MOST_READ]):
        counts[word] += 2
    return sorted(counts.items(), key=lambda row: (-row[1], -len(row[0]), row[0]))[:MOST_CANDIDATES]


def _words(text: str) -> Iterator[str]:
    """Words in lower case; of text that is written without blanks each pair of characters."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if _WITHOUT_BLANKS.fullmatch(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 3:
            yield word
