"""Articles -> queries as people ask them, drawn with a fixed seed from the words that the articles hold.

Seven kinds in turn: a rare word (2 to 20 articles), a common one (over 5 % of them), AND of two, OR of five, a phrase
of two words that stands in an article, a beginning of four letters with `*`, and a word with a letter left out, asked
for with `~1`. `NEAR` is a kind to ask for by name. Every second group of kinds has a range of 30 days, every third is
sorted newest first. The standard library is all that this needs, so that any peer's process can read it.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_WORD = re.compile(r"[a-z]{3,}")
_PAIR = re.compile(r"\b[a-z]{4,} [a-z]{4,}\b")
_OPERATORS = {"and", "not", "near", "pre", "same", "first", "atleast"}
KINDS = ("rare", "common", "and", "or", "phrase", "prefix", "fuzzy")
NEAR_WORDS = 5


@dataclass(frozen=True, slots=True)
class MixedQuery:
    """`text` as Morgue reads it, and the words in it, for engines that want another spelling.

    `first` and `last`: ISO days, empty for none.
    """

    kind: str
    text: str
    words: tuple[str, ...]
    first: str = ""
    last: str = ""
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What queries are drawn from; `days` are the first and the last one with an article."""

    rare: tuple[str, ...]
    common: tuple[str, ...]
    pairs: tuple[str, ...]
    days: tuple[date, date]


def draw_queries(articles: Iterable[tuple[str, str]], count: int, seed: int = 1987) -> list[MixedQuery]:
    """`count` queries over articles given as (text, ISO day or ""); see `gather_vocabulary`."""
    return draw_from(gather_vocabulary(articles, seed), count, seed)


def gather_vocabulary(articles: Iterable[tuple[str, str]], seed: int = 1987) -> Vocabulary:
    """Articles, each (text, ISO day or ""), are gone through once. Some must have a day."""
    draw = random.Random(seed)
    found: Counter[str] = Counter()
    pairs: list[str] = []
    days: set[str] = set()
    for text, day in articles:
        found.update(set(_WORD.findall(text.lower())) - _OPERATORS)
        if len(day) == 10:
            days.add(day)
        if draw.random() < 0.05 and (here := _PAIR.findall(text[:2_000])):
            pairs.append(draw.choice(here))
    often = 0.05 * max(found.values())
    return Vocabulary(
        rare=tuple(sorted(word for word, seen in found.items() if 2 <= seen <= 20 and len(word) > 4)),
        common=tuple(sorted(word for word, seen in found.items() if seen > often and len(word) > 3)),
        pairs=tuple(pairs),
        days=(date.fromisoformat(min(days)), date.fromisoformat(max(days))),
    )


def draw_from(
    vocabulary: Vocabulary, count: int, seed: int = 1987, kinds: Sequence[str] = KINDS
) -> list[MixedQuery]:
    """`count` queries, the kinds in turn."""
    draw = random.Random(seed)
    queries = []
    for number in range(count):
        kind, group = kinds[number % len(kinds)], number // len(kinds)
        words = _draw_words(kind, draw, vocabulary)
        first, last = _draw_range(draw, vocabulary.days) if group % 2 else ("", "")
        queries.append(MixedQuery(kind, _spell(kind, words), words, first, last, group % 3 == 2))
    return queries


def _draw_range(draw: random.Random, days: tuple[date, date]) -> tuple[str, str]:
    first = days[0] + timedelta(days=draw.randrange(max(1, (days[1] - days[0]).days)))
    return first.isoformat(), (first + timedelta(days=29)).isoformat()


def _draw_words(kind: str, draw: random.Random, vocabulary: Vocabulary) -> tuple[str, ...]:
    match kind:
        case "rare":
            return (draw.choice(vocabulary.rare),)
        case "common":
            return (draw.choice(vocabulary.common),)
        case "and" | "near":
            return tuple(draw.sample(vocabulary.common, 2))
        case "or":
            return (*draw.sample(vocabulary.common, 3), *draw.sample(vocabulary.rare, 2))
        case "phrase":
            return tuple(draw.choice(vocabulary.pairs).split())
        case "prefix":
            return (draw.choice(vocabulary.common)[:4],)
        case "fuzzy":
            return (_misspell(draw, draw.choice((vocabulary.common, vocabulary.rare))),)
    raise AssertionError(kind)


def _misspell(draw: random.Random, words: Sequence[str]) -> str:
    """A word of six letters or more without one of its inner letters, as a hurried reporter types it."""
    word = draw.choice([word for word in words if len(word) > 5])
    place = draw.randrange(2, len(word) - 1)
    return word[:place] + word[place + 1 :]


def _spell(kind: str, words: tuple[str, ...]) -> str:
    match kind:
        case "or":
            return " OR ".join(words)
        case "phrase":
            return f'"{" ".join(words)}"'
        case "prefix":
            return f"{words[0]}*"
        case "fuzzy":
            return f"{words[0]}~1"
        case "near":
            return f" NEAR/{NEAR_WORDS} ".join(words)
    return " ".join(words)
