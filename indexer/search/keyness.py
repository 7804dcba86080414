"""Words around a search: which words its articles hold more often than the archive does.

The measure is log-likelihood, as Dunning 1993 ("Accurate methods for the statistics of surprise and coincidence")
brought it into the study of texts, over articles that hold a word and articles that do not. Function words drop out by
it; there is no list of them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from math import log
from typing import Any

from indexer.engines.contract import Engine, Filters, Neighbours, SearchRequest, WordCount
from indexer.query.tree import And, Dates, Exact, Node, Phrase, Word
from indexer.words.analysis import alternatives

MOST_SAMPLED = 500
MOST_WORDS = 40
MOST_PERIODS = 12
LEAST_LIKELIHOOD = 10.83
"""Chi-square with one degree of freedom at p = 0.001."""
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class KeyWord:
    """`inside`: articles of the sample that hold it; `archive`: of the archive; `likelihood`: how surprising that is; `ratio`: times as often as in the archive."""

    word: str
    inside: int
    archive: int
    likelihood: float
    ratio: float


@dataclass(frozen=True, slots=True)
class KeyWords:
    """Of one period (a year), or of all (None): the words, most surprising first, of `sampled` of `matching` articles."""

    period: str | None
    matching: int
    sampled: int
    words: tuple[KeyWord, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def find_words(engine: Engine, request: SearchRequest, most: int = MOST_WORDS) -> KeyWords:
    """The words around a whole search."""
    asked = _words_asked(request.tree)
    return _weigh(engine.neighbours(request.tree, request.filters, MOST_SAMPLED), None, asked, most)


def find_words_by_year(engine: Engine, request: SearchRequest, most: int = 10) -> tuple[KeyWords, ...]:
    """The same for each year of the search, the latest MOST_PERIODS that have articles, against the whole archive."""
    counted = engine.search(replace(request, size=0, facets=(), snippets=0, timeline=True, interval="year"))
    years = [bucket.start[:4] for bucket in counted.timeline.buckets if bucket.count][-MOST_PERIODS:]
    asked = _words_asked(request.tree)
    return tuple(
        _weigh(engine.neighbours(*_within(request, year), MOST_SAMPLED // 5), year, asked, most)
        for year in years
    )


def _within(request: SearchRequest, year: str) -> tuple[Node | None, Filters]:
    days = Dates(f"{year}-01-01", f"{year}-12-31")
    return (days if request.tree is None else And((request.tree, days))), request.filters


def _words_asked(tree: Node | None) -> frozenset[str]:
    """Words of the query itself, which are no news."""
    found: set[str] = set()
    pending = [tree] if tree is not None else []
    while pending:
        node = pending.pop()
        match node:
            case Word(text) | Exact(text):
                found.add(text.lower())
            case Phrase(parts):
                pending.extend(parts)
            case _:
                pending.extend(getattr(node, "nodes", ()))
    return frozenset(found)


def _weigh(found: Neighbours, period: str | None, asked: frozenset[str], most: int) -> KeyWords:
    rows = []
    for count in found.words:
        if len(count.word) < _SHORTEST or count.word.isdecimal() or _is_asked(count, asked):
            continue
        inside, archive = count.inside, max(count.inside, count.archive)
        likelihood = log_likelihood(inside, found.sampled, archive, found.archive)
        ratio = (inside / found.sampled) / (archive / found.archive)
        if likelihood >= LEAST_LIKELIHOOD and ratio > 1:
            rows.append(KeyWord(count.word, inside, archive, round(likelihood, 2), round(ratio, 2)))
    rows.sort(key=lambda row: (-row.likelihood, row.word))
    return KeyWords(period, found.matching, found.sampled, tuple(rows[:most]))


def _is_asked(count: WordCount, asked: frozenset[str]) -> bool:
    """Whether a word is one of the query's own in any form."""
    return any(
        term.stem == count.stem
        for word in asked
        for terms in alternatives(word, count.language)
        for term in terms
    )


def log_likelihood(inside: int, sampled: int, archive: int, total: int) -> float:
    """2 sum O ln(O / E) over the table of a word: with and without it, in the sample (`inside` of `sampled`) and in the archive (`archive` of `total`)."""
    rows = ((inside, sampled), (archive, total))
    share = (inside + archive) / (sampled + total)
    value = 0.0
    for held, size in rows:
        for observed, expected in ((held, size * share), (size - held, size * (1 - share))):
            if observed > 0 and expected > 0:
                value += observed * log(observed / expected)
    return max(0.0, 2 * value)
