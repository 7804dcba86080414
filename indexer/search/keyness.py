"""Words around a search: which words its articles hold more often than the rest of the archive does.

The measure is log-likelihood, as Dunning 1993 ("Accurate methods for the statistics of surprise and coincidence")
brought it into the study of texts, over articles that hold a word and articles that do not, each compared with articles
of like length: of longer ones, more hold any word. Nor is a word told whose share of all words is not higher here.
Function words drop out by that; there is no list of them.

What is compared: the articles that were found, with all others of the archive in the same language. Each language is a
comparison of its own, since against an archive of many languages every function word of a rarer one would be news; and
what was found is no part of what it is held against, since a sample that is compared with itself in part seems more
ordinary than it is.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import exp, log
from typing import Any

from indexer.engines.contract import (
    Engine,
    Filters,
    LengthClass,
    Neighbours,
    SearchRequest,
    Stratum,
    WordCount,
)
from indexer.query.tree import And, Dates, Exact, Node, Phrase, Word
from indexer.words.analysis import alternatives

MOST_SAMPLED = 500
"""Articles in which words are looked for; what is told of a word is counted in all."""

MOST_WORDS = 40
MOST_PERIODS = 12
LEAST_LIKELIHOOD = 10.83
"""Chi-square with one degree of freedom at p = 0.001."""

_CANDIDATES = 4
"""Words that are counted exactly, for each that is told: those of the greatest likelihood in the sample."""

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class KeyWord:
    """`inside`: articles found that hold it; `rest`: others of the archive in its `language`; `archive`: both together.

    `expected`: how many of those found would hold it if it were as common in them as in all articles of like length; `likelihood`: how surprising
    it is that there are more. `ratio`: the share of articles that hold it, here in that of the rest, None where the rest has it nowhere.
    `mentions` and `rest_mentions`: how often it stands in the articles found, and in the rest.
    """

    word: str
    language: str | None
    inside: int
    rest: int
    archive: int
    expected: float
    likelihood: float
    ratio: float | None
    mentions: int
    rest_mentions: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What was held against each other in one language (None: not known): articles found, and the rest of the archive's; and their words."""

    language: str | None
    found: int
    rest: int
    found_words: int
    rest_words: int


@dataclass(frozen=True, slots=True)
class KeyWords:
    """Of one period (a year), or of all (None): the words, most surprising first, out of `sampled` of `matching` articles.

    `compared`: a row a language, the commonest first. `partial`: time ran out before all was looked at.
    """

    period: str | None
    matching: int
    sampled: int
    compared: tuple[Compared, ...]
    words: tuple[KeyWord, ...]
    partial: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def find_words(engine: Engine, request: SearchRequest, most: int = MOST_WORDS) -> KeyWords:
    """The words around a whole search, within its deadline."""
    return _find(engine, request, None, MOST_SAMPLED, most, request.deadline)


def find_words_by_year(engine: Engine, request: SearchRequest, most: int = 10) -> tuple[KeyWords, ...]:
    """The same for each year of the search, the latest MOST_PERIODS that have articles, each against all else in the archive."""
    ends = time.monotonic() + request.deadline
    counted = engine.search(replace(request, size=0, facets=(), snippets=0, timeline=True, interval="year"))
    years = [bucket.start[:4] for bucket in counted.timeline.buckets if bucket.count][-MOST_PERIODS:]
    found = []
    for place, year in enumerate(years):
        seconds = max(0.0, ends - time.monotonic()) / (len(years) - place)
        found.append(_find(engine, request, year, MOST_SAMPLED // 5, most, seconds))
    return tuple(found)


def _find(
    engine: Engine, request: SearchRequest, year: str | None, sampled: int, most: int, seconds: float
) -> KeyWords:
    """Words of a sample are weighed as it has them; the foremost are counted in all articles, and weighed by that."""
    tree, filters = _within(request, year) if year else (request.tree, request.filters)
    found = engine.neighbours(tree, filters, sampled, seconds / 2)
    strata = {stratum.language: stratum for stratum in found.strata}
    candidates = _candidates(found, strata, _words_asked(request.tree), _CANDIDATES * most)
    counted = engine.count_words(tree, filters, candidates, seconds / 2)
    rows = [row for count in counted if (row := _weigh(count, strata[count.language]))]
    rows.sort(key=lambda row: (-row.likelihood, row.word, row.language or ""))
    return KeyWords(
        year,
        found.matching,
        found.sampled,
        tuple(
            Compared(
                one.language or None,
                one.matching,
                one.archive - one.matching,
                one.matching_words,
                one.archive_words - one.matching_words,
            )
            for one in found.strata
        ),
        tuple(rows[:most]),
        found.partial or len(counted) < len(candidates),
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


def _candidates(
    found: Neighbours, strata: Mapping[str, Stratum], asked: frozenset[str], most: int
) -> Sequence[WordCount]:
    """The words that seem the most surprising by the sample, without those of the query."""
    stems = {
        language: _stems_asked(asked, language) for language in {count.stemmed_as for count in found.words}
    }
    expectations = {language: _Expectation(stratum.lengths) for language, stratum in strata.items()}
    weighed = [
        (
            _likelihood_in_sample(count, strata[count.language], expectations[count.language]),
            count.word,
            count,
        )
        for count in found.words
        if len(count.word) >= _SHORTEST
        and not count.word.isdecimal()
        and count.stem not in stems[count.stemmed_as]
    ]
    weighed.sort(key=lambda row: (-row[0], row[1], row[2].language))
    return [count for likelihood, _, count in weighed[:most] if likelihood > 0]


class _Expectation:
    """How many of the articles found should hold a word that so many of the archive hold, if it falls on every word of a text alike."""

    def __init__(self, lengths: Sequence[LengthClass]) -> None:
        rates = [10 ** (step / 20 - 9) for step in range(181)]
        shares = [[(one, 1 - exp(-rate * one.words)) for one in lengths] for rate in rates]
        self._archive = [sum(share * one.archive for one, share in row) for row in shares]
        self._found = [sum(share * one.matching for one, share in row) for row in shares]

    def __call__(self, archive: int) -> float:
        place = min(bisect_left(self._archive, archive), len(self._found) - 1)
        return self._found[place] * archive / max(self._archive[place], 1e-9)


def _likelihood_in_sample(count: WordCount, stratum: Stratum, expectation: _Expectation) -> float:
    """That of all that match, if the sample is like them; 0 for a word that is not more frequent there."""
    inside = round(count.inside * stratum.matching / stratum.sampled)
    rest = stratum.archive - stratum.matching
    outside = min(max(0, count.archive - inside), rest)
    expected = min(expectation(inside + outside), stratum.matching)
    return log_likelihood(inside, stratum.matching, outside, rest, expected) if inside > expected else 0.0


def _stems_asked(asked: frozenset[str], language: str) -> frozenset[str]:
    """The stems in one language of the query's own words."""
    return frozenset(term.stem for word in asked for terms in alternatives(word, language) for term in terms)


def _weigh(count: WordCount, stratum: Stratum) -> KeyWord | None:
    """A word as it is told; None where it is not surprising, is so by its absence, or is no larger a part of the text than elsewhere."""
    inside, found = count.inside, stratum.matching
    rest, others = count.archive - inside, stratum.archive - found
    rest_mentions = count.archive_mentions - count.mentions
    rest_words = stratum.archive_words - stratum.matching_words
    likelihood = log_likelihood(inside, found, rest, others, count.expected)
    if likelihood < LEAST_LIKELIHOOD or inside <= count.expected:
        return None
    if count.mentions * rest_words <= rest_mentions * stratum.matching_words:
        return None
    ratio = round((inside / found) / (rest / others), 2) if rest else None
    return KeyWord(
        word=count.word,
        language=count.language or None,
        inside=inside,
        rest=rest,
        archive=count.archive,
        expected=round(count.expected, 2),
        likelihood=round(likelihood, 2),
        ratio=ratio,
        mentions=count.mentions,
        rest_mentions=rest_mentions,
    )


def log_likelihood(
    inside: int, found: int, outside: int, others: int, expected: float | None = None
) -> float:
    """G2 = 2 sum O ln(O / E) over four cells: articles with and without a word, here (`inside` of `found`) and in the rest (`outside` of `others`).

    E is what each cell would hold if the word were equally frequent in both; `expected` of the first cell, where articles of
    like length were compared, from which the others follow. Dunning 1993, equation for the likelihood
    ratio of two binomials; Rayson and Garside 2000 ("Comparing corpora using frequency profiling") compare corpora by it,
    with two of the four cells. 0 where one side has no articles.
    """
    holders = inside + outside
    if expected is None:
        expected = found * holders / max(1, found + others)
    value = 0.0
    for held, size, ours in ((inside, found, expected), (outside, others, holders - expected)):
        for observed, due in ((held, ours), (size - held, size - ours)):
            if observed > 0 and due > 0:
                value += observed * log(observed / due)
    return max(0.0, 2 * value)
