"""The TIME collection: golden files of our own with its faults, hostile ones, and the real 423 stories."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from golden_pairs import list_cases, read_expected, read_outcomes
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import choose, why_no_article
from indexer.formats.collections import time_collection
from indexer.ingest.reading import read_paths
from indexer.settings import Limits, ReadingOptions

STORY = b"*TEXT %03d 01/04/63 PAGE 020\n\nSTORY %d . IT\n\nGOES ON .\n\n"


def parse(data: bytes) -> list[Outcome]:
    return list(time_collection.parse(BytesIO(data), Origin(path="time/x"), ReadingOptions()))


@pytest.mark.parametrize("case", list_cases("time"), ids=lambda case: case.stem)
def test_a_story_is_read_as_its_golden_pair_says(case: Path) -> None:
    assert read_outcomes(case, "time") == read_expected(case)["outcomes"]


def test_the_content_tells_the_format() -> None:
    form = choose(STORY % (1, 1), "TIME.ALL")
    assert form is not None and form.NAME == "time"
    assert not time_collection.sniff(b"*TEXT is a label that we use\n", "a.txt")


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"*FIND    1\n\nKENNEL CLUB AND CANAL\n", "queries"),
        (b"1 0 334 1\n1 0 363 1\n2 0 7 1\n", "judgements"),
        (b"\n".join(b"WORD" for _ in range(50)) + b"\n", "words"),
        (b"\n\n".join(b"WORD" for _ in range(50)) + b"\n\n", "words"),
    ],
)
def test_what_lies_beside_a_test_collection_is_no_article(head: bytes, word: str) -> None:
    assert word in (why_no_article(head, "TIME.X") or "")


@pytest.mark.parametrize("size", [7, 31, 1_000])
def test_stories_are_found_whatever_a_read_gives_at_once(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_collection, "BLOCK_BYTES", size)
    outcomes = parse(b"".join(STORY % (n, n) for n in range(40)) + b"*STOP\n\n")
    assert [outcome.body for outcome in outcomes if isinstance(outcome, Article)] == [
        f"STORY {n} . IT GOES ON ." for n in range(40)
    ]
    assert len(outcomes) == 40


def test_rejects_name_the_line_of_their_header() -> None:
    outcomes = parse(STORY % (1, 1) + b"*TEXT 002 01/04/63 PAGE 020\n\n" + STORY % (3, 3))
    assert [type(outcome) for outcome in outcomes] == [Article, Reject, Article]
    assert isinstance(outcomes[1], Reject) and outcomes[1].origin.line == 7


@pytest.mark.timeout(150)
@pytest.mark.parametrize(
    "piece", [b"*TEXT 1 1", b"*TEXT\n", b" ", b"\n", b"\n ", b"A", b"*STOP\n", b"*TEXT 1 01/04/63\n"]
)
def test_a_hostile_file_takes_time_in_proportion(piece: bytes) -> None:
    assert parse(STORY % (1, 1) + piece * (600_000 // len(piece)))


@given(st.binary(max_size=200), st.integers(0, 70), st.integers(0, 70))
def test_any_bytes_give_only_articles_and_rejects(noise: bytes, at: int, end: int) -> None:
    story = STORY % (1, 1)
    for data in (noise, story[:at] + noise + story[end:]):
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))


@pytest.mark.shared_data
def test_all_of_the_collection_is_423_dated_articles_in_capitals(shared_data: Path) -> None:
    outcomes = list(read_paths([str(shared_data / "time")], ReadingOptions(), Limits()))
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    assert len(articles) == len({article.id for article in articles}) == 423
    assert {article.format for article in articles} == {"time"}
    assert {article.published.date[:4] for article in articles if article.published} == {"1963"}
    assert all(article.published and article.extra["page"] for article in articles)
    assert all(article.body == article.body.upper() for article in articles)
    odd = {article.extra["number"]: article.published for article in articles}
    assert odd["431"] and odd["431"].date == "1963-08-30"
    judged = {
        line.split()[2] for line in (shared_data / "time" / "qrels.derived.txt").read_text().splitlines()
    }
    assert {number.lstrip("0") for number in judged} <= {
        article.extra["number"].lstrip("0") for article in articles
    }
    assert not [outcome for outcome in outcomes if isinstance(outcome, Reject)]
