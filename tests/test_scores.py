"""What a score depends on: the words and the archive; not the filters, not the segments, not what else a search asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from drawn_queries import articles as drawn_articles
from drawn_queries import trees
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from soaking import scaled
from test_engine_contract import ARCHIVE, build

from indexer.article import Article
from indexer.engines import open_archive
from indexer.engines.contract import Engine, Filters, SearchRequest
from indexer.engines.whoosh.searching.ranking import weigh_word
from indexer.query.parser import parse
from indexer.query.tree import Node

EXAMPLES = scaled(30, 2_000)


def scores(engine: Engine, tree: Node | None, **filters: str) -> dict[str, float | None]:
    request = SearchRequest(tree=tree, filters=Filters(**filters), size=500, snippets=0, deadline=60)  # type: ignore[arg-type]
    return {hit.id: hit.score for hit in engine.search(request).hits}


@pytest.mark.soak(f"{EXAMPLES:,} drawn archives with up to 4 searches each")
@given(
    stories=st.lists(st.integers(0, 9), min_size=2, max_size=10, unique=True).flatmap(
        lambda numbers: st.tuples(*(drawn_articles(f"story-{number}") for number in numbers))
    ),
    questions=st.lists(trees, min_size=1, max_size=4),
)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_score_is_the_same_in_any_segments_and_within_any_days(
    stories: tuple[Article, ...], questions: list[Node], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("scores")
    whole = build(open_archive(folder / "whole"), stories)
    parts = build(open_archive(folder / "parts"), stories, batches=3)
    for tree in questions:
        expected = scores(whole, tree)
        assert scores(parts, tree) == pytest.approx(expected, abs=1e-9), tree
        narrowed = scores(parts, tree, first="2020-01-31", last="2020-02-20")
        assert narrowed == pytest.approx({name: expected[name] for name in narrowed}, abs=1e-9), tree


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return build(open_archive(tmp_path_factory.mktemp("archive") / "index"), ARCHIVE, batches=2)


def read(text: str) -> Node | None:
    return parse(text, today=date(2020, 2, 15)).tree


def test_a_phrase_is_worth_what_its_words_are_together(tmp_path: Path) -> None:
    bodies = [
        "the keeper left",
        "a keeper came",
        "lighthouse keeper",
        *(f"nothing of note {n}" for n in range(12)),
    ]
    stories = [
        replace(ARCHIVE[0], id=f"story-{number}", title=None, summary=None, body=body, captions=(), tags=())
        for number, body in enumerate(bodies)
    ]
    engine = build(open_archive(tmp_path / "index"), stories)
    phrase, rare, common = (
        scores(engine, read(text))["story-2"] for text in ('"lighthouse keeper"', "lighthouse", "keeper")
    )
    assert rare is not None and common is not None
    assert phrase == pytest.approx(rare + common)
    assert rare / common == pytest.approx(weigh_word(15, 1) / weigh_word(15, 3))


def test_a_word_beside_a_phrase_does_not_change_what_the_phrase_is_worth(engine: Engine) -> None:
    both = scores(engine, read('apple AND "apple a day"'))
    phrase, word = scores(engine, read('"apple a day"')), scores(engine, read("apple"))
    assert both.keys() == phrase.keys()
    for name, score in both.items():
        assert score == pytest.approx((phrase[name] or 0) + (word[name] or 0))
