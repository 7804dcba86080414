"""JSON Feed: golden feeds of our own with one trap each, and broken ones."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from drawn_bytes import befall
from hypothesis import given, settings
from hypothesis import strategies as st
from sparse_pairs import describe, read_file

from indexer.article import Article, NotArticle, Reject
from indexer.formats import HEAD_BYTES, choose
from indexer.formats.feeds import json_feed

CASES = sorted(
    path for path in (Path(__file__).parent / "data" / "json-feed").iterdir() if path.suffix != ".json"
)
START = '{"version": "https://jsonfeed.org/version/1", "title": "Quay", "items": ['


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_json_feed_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))["outcomes"]
    outcomes = read_file(json_feed, case.read_bytes(), f"json-feed/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_json_feed_is_known_by_its_version(case: Path) -> None:
    found = choose(case.read_bytes()[:HEAD_BYTES], "story.json")
    assert found is not None and found.NAME == "json-feed"


def test_other_json_is_left_to_others() -> None:
    assert not json_feed.sniff(b'{"version": "1.1", "items": [{"title": "x"}]}', "a.json")
    assert not json_feed.sniff(b'[{"version": "https://jsonfeed.org/version/1"}]', "a.json")


def test_a_feed_that_is_too_long_to_be_held_is_read_as_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_feed, "WHOLE", 1_000)
    items = ",".join(
        f'{{"id": "urn:quay:{n}", "title": "Item {n}", "content_text": "Text \\u0000\\ud800 {n}."}}'
        for n in range(200)
    )
    outcomes = read_file(json_feed, f"{START}{items}]}}".encode())
    titles = [
        outcome.title for outcome in outcomes if isinstance(outcome, Article) and outcome.source == "Quay"
    ]
    assert titles == [f"Item {n}" for n in range(200)]
    json.dumps([outcome.as_json() for outcome in outcomes], ensure_ascii=False).encode("utf-8")


def test_a_feed_without_items_is_named() -> None:
    (outcome,) = read_file(json_feed, f"{START}]}}".encode())
    assert isinstance(outcome, NotArticle) and outcome.reason == "a feed without items"


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "url",
                        "title",
                        "content_html",
                        "content_text",
                        "authors",
                        "author",
                        "name",
                        "tags",
                        "date_published",
                        "x",
                    ]
                ),
                inner,
            )
        ),
        max_leaves=20,
    )
)
def test_items_of_any_shape_give_articles_and_rejects(item: object) -> None:
    for outcome in read_file(json_feed, (START + json.dumps(item) + "]}").encode()):
        assert isinstance(outcome, (Article, Reject, NotArticle))


@settings(deadline=None)
@given(st.binary(max_size=1_000))
def test_any_bytes_give_articles_and_rejects(data: bytes) -> None:
    assert read_file(json_feed, START.encode() + data) and read_file(json_feed, data)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_damaged_feed_gives_articles_and_rejects(case: Path) -> None:
    draw = random.Random(case.stem)
    for _ in range(30):
        for outcome in read_file(json_feed, befall(case.read_bytes(), CASES[0].read_bytes(), draw)):
            assert isinstance(outcome, (Article, Reject, NotArticle))
