"""Articles -> queries as people ask them, drawn with a fixed seed from the words that the articles hold.

Six kinds in turn: a rare word (2 to 20 articles), a common one (over 5 % of them), AND of two, OR of five, a phrase
of two words that stands in an article, a beginning of four letters with `*`. Every second has a range of 30 days, every third
is sorted newest first.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from indexer.article import Article

_WORD = re.compile(r"[a-z]{3,}")
_OPERATORS = {"and", "not", "near", "pre", "same", "first", "atleast"}
KINDS = ("rare", "common", "and", "or", "phrase", "prefix")


@dataclass(frozen=True, slots=True)
class MixedQuery:
    """`first` and `last`: ISO days, empty for none."""

    kind: str
    text: str
    first: str = ""
    last: str = ""
    newest: bool = False


def draw_queries(articles: Iterable[Article], count: int, seed: int = 1987) -> list[MixedQuery]:
    """`count` queries. Articles are gone through once."""
    draw = random.Random(seed)
    found, phrases, days = _words_of(articles, draw)
    rare = sorted(word for word, seen in found.items() if 2 <= seen <= 20 and len(word) > 4)
    common = sorted(
        word for word, seen in found.items() if seen > 0.05 * max(found.values()) and len(word) > 3
    )
    queries = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        text = _draw_text(kind, draw, rare, common, phrases)
        first = (
            min(days) + timedelta(days=draw.randrange((max(days) - min(days)).days))
            if number // 6 % 2
            else None
        )
        queries.append(
            MixedQuery(
                kind,
                text,
                first.isoformat() if first else "",
                (first + timedelta(days=29)).isoformat() if first else "",
                number // 6 % 3 == 2,
            )
        )
    return queries


def _words_of(articles: Iterable[Article], draw: random.Random) -> tuple[Counter[str], list[str], set[date]]:
    """Word -> articles with it; some phrases; the days of articles."""
    found: Counter[str] = Counter()
    phrases: list[str] = []
    days: set[date] = set()
    for article in articles:
        words = _WORD.findall(article.body.lower())
        found.update(set(words) - _OPERATORS)
        if article.published and len(article.published.date) == 10:
            days.add(date.fromisoformat(article.published.date))
        pairs = re.findall(r"\b[a-z]{4,} [a-z]{4,}\b", article.body[:2_000])
        if pairs and draw.random() < 0.05:
            phrases.append(draw.choice(pairs))
    return found, phrases, days


def _draw_text(kind: str, draw: random.Random, rare: list[str], common: list[str], phrases: list[str]) -> str:
    match kind:
        case "rare":
            return draw.choice(rare)
        case "common":
            return draw.choice(common)
        case "and":
            return " ".join(draw.sample(common, 2))
        case "or":
            return " OR ".join(draw.sample(common, 3) + draw.sample(rare, 2))
        case "phrase":
            return f'"{draw.choice(phrases)}"'
    return f"{draw.choice(common)[:4]}*"
