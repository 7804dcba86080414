"""Drawn queries: the same every time, of every kind, and about words that the articles hold."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from benchmarks.mixed_queries import KINDS, draw_from, draw_queries, gather_vocabulary
from indexer.query.parser import parse

COMMON = "harbour council ferry market workers railway mayor bridge winter prices".split()
RARE = [
    f"{start}{end}" for start in ("brack", "clamber", "drift", "fjord") for end in ("ington", "stone", "wick")
]
ARTICLES = [
    (
        f"The {COMMON[number % 10]} near the {COMMON[number % 7]} spoke of {RARE[number % 12]} again and again.",
        f"20{10 + number % 9}-0{1 + number % 8}-11",
    )
    for number in range(120)
]


def test_the_same_articles_give_the_same_queries() -> None:
    assert draw_queries(ARTICLES, 70) == draw_queries(ARTICLES, 70)
    assert draw_queries(ARTICLES, 70) != draw_queries(ARTICLES, 70, seed=1)


def test_kinds_come_in_turn_with_half_in_a_range_of_days_and_a_third_newest_first() -> None:
    queries = draw_queries(ARTICLES, 420)
    assert Counter(asked.kind for asked in queries) == dict.fromkeys(KINDS, 60)
    assert sum(bool(asked.first) for asked in queries) == 210
    assert sum(asked.newest for asked in queries) == 140
    for kind in KINDS:  # the halves and thirds cross within every kind
        assert len({(bool(asked.first), asked.newest) for asked in queries if asked.kind == kind}) == 4


def test_days_lie_within_those_of_the_articles() -> None:
    vocabulary = gather_vocabulary(ARTICLES)
    first, last = (day.isoformat() for day in vocabulary.days)
    assert (first, last) == ("2010-01-11", "2018-08-11")
    assert all(first <= asked.first <= last for asked in draw_from(vocabulary, 400) if asked.first)


def test_rare_and_common_words_are_what_they_are_called() -> None:
    vocabulary = gather_vocabulary(ARTICLES)
    assert set(RARE) <= set(vocabulary.rare)
    assert not set(vocabulary.rare) & {"harbour", "again", "spoke"}
    assert set(COMMON) <= set(vocabulary.common)
    assert not {"and", "near", "the"} & set(vocabulary.common)


def test_a_misspelt_word_lacks_one_inner_letter_of_a_word_that_is_there() -> None:
    words = set(COMMON) | set(RARE) | set(" ".join(text for text, _ in ARTICLES).split())
    for asked in draw_queries(ARTICLES, 300):
        if asked.kind == "fuzzy":
            (typed,) = asked.words
            assert asked.text == f"{typed}~1"
            assert any(
                typed == word[:place] + word[place + 1 :]
                for word in words
                for place in range(1, len(word) - 1)
            )


@pytest.mark.parametrize("kind", [*KINDS, "near"])
def test_morgue_reads_every_query_without_a_notice(kind: str) -> None:
    for asked in draw_from(gather_vocabulary(ARTICLES), 40, kinds=(kind,)):
        assert asked.kind == kind
        assert not parse(asked.text, today=date(2020, 1, 1)).notices
