"""What a query means for one article, and what it marks there."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from drawn_queries import articles, bare, trees
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_matching import find, texts_of
from soaking import scaled

from indexer.article import Article, PublicationDate, Undated
from indexer.matching.article_match import AnalysedArticle, Match, analyse_article, match
from indexer.query import tree as t
from indexer.query.parser import parse
from indexer.words.languages import stem_language

EXAMPLES = scaled(200, 10_000)
"""Drawn articles and queries in each comparison."""

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "token_rows.jsonl").read_text("utf-8").splitlines()
]


def article(**values: object) -> Article:
    values = {
        "undated": None if "published" in values else Undated(reason="none stated"),
        "language": "en",
        **values,
    }
    return Article(**{"id": "a", "path": "p", "format": "text", **values})  # type: ignore[arg-type]


def read(query: str) -> t.Node:
    tree = parse(query, today=date(2020, 2, 15)).tree
    assert tree is not None
    return tree


def analysed(**values: object) -> AnalysedArticle:
    story = article(**values)
    return analyse_article(story, stem_language(story.language, "en"))


def found(query: str, **values: object) -> bool:
    return match(read(query), analysed(**values)) is not None


def marked(query: str, body: str) -> list[str] | None:
    """The marked words of a body; None where it does not match."""
    result = match(read(query), analysed(body=body))
    return None if result is None else [body[start:end] for start, end in result.body]


def wrong_queries(row: dict[str, object]) -> list[str]:
    values = {"body": row["text"], "language": row["language"]}
    missed = [f"missed by {query}" for query in row["found_by"] if not found(query, **values)]  # type: ignore[attr-defined]
    return missed + [f"found by {query}" for query in row["not_by"] if found(query, **values)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:30] for row in ROWS])
def test_a_text_is_found_by_its_words_and_no_others(row: dict[str, object]) -> None:
    assert wrong_queries(row) == []


@pytest.mark.shared_data
def test_the_given_texts_are_found_by_their_words_and_no_others(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "token_rows.jsonl").read_text("utf-8").splitlines()]
    assert {row["text"]: wrong for row in rows if (wrong := wrong_queries(row))} == {}


TEXT = "Oil prices rose. The price of crude oil fell in the U.S. The wind-farm stayed.\n\nOil again."


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("price", ["prices", "price"]),
        ('"oil prices"', ["Oil", "prices"]),
        ("oil NEAR/1 price", ["Oil", "prices"]),
        ("oil PRE/1 price", ["Oil", "prices"]),
        ("price PRE/3 oil", ["price", "oil"]),
        ("price PRE/2 oil", None),
        ("oil W/S price", ["Oil", "prices", "price", "oil"]),
        ("oil W/S stayed", None),
        ("price W/P again", None),
        ("oil W/P price", ["Oil", "prices", "price", "oil"]),
        ("oil NEAR/20 oil", ["Oil", "oil", "Oil"]),
        ("oil W/S oil", None),
        ("crude NEAR/5 crude", None),
        ("ATLEAST/3 oil", ["Oil", "oil", "Oil"]),
        ("ATLEAST/4 oil", None),
        ("FIRST/2 price", ["prices"]),
        ("FIRST/1 price", None),
        ('"price crude"~1', ["price", "crude"]),
        ('"oil price"~2', ["Oil", "prices", "price", "oil"]),
        ('"crude price oil"~1', ["price", "crude", "oil"]),
        ('"crude price oil"~0', None),
        ("windfarm", ["wind-farm"]),
        ("wind", ["wind"]),
        ('"wind farm"', ["wind", "farm"]),
        ("=Oil", ["Oil", "Oil"]),
        ("=US", None),
        ("pri*", ["prices", "price"]),
        ("pirce~1", ["price"]),
        ("crude OR gas", ["crude"]),
        ("crude NOT gas", ["crude"]),
        ("crude NOT oil", None),
        ("crude OR (oil AND gas)", ["crude"]),
        ("title:crude", None),
        ("NOT gas", []),
        ("*", []),
        ('"the *farm"', ["The", "wind-farm"]),
        ('"stayed oil"', ["stayed", "Oil"]),
    ],
)  # fmt: skip
def test_marks_cover_what_made_the_article_match(query: str, marks: list[str] | None) -> None:
    result = marked(query, TEXT)
    assert (None if result is None else [part for mark in result for part in mark.split()]) == marks


def test_a_phrase_stays_in_its_field_and_its_caption() -> None:
    values = {"title": "Oil", "body": "prices rose", "captions": ("crude oil", "prices fell")}
    assert found("oil prices", **values)
    assert not found('"oil prices"', **values)
    assert not found("oil NEAR/9 prices", **values)
    assert not found("oil W/P prices", **values)
    assert found('caption:"crude oil"', **values)
    assert not found('caption:"oil prices"', **values)


def test_a_title_is_one_sentence_and_a_summary_one_paragraph_of_sentences() -> None:
    assert found("fire W/S mayor", title="Fire! Nobody hurt. Mayor speaks")
    assert not found("fire W/S mayor", summary="Fire. Mayor speaks.")
    assert found("fire W/P mayor", summary="Fire.\n\nMayor speaks.")
    assert found("fire W/S mayor", captions=("Fire. Mayor speaks.",))


def test_each_field_keeps_its_own_marks() -> None:
    story = analysed(
        title="Oil", summary="oil", body="no", captions=("x", "the oil"), byline="By Oil", dateline="OIL CITY", url="http://a.example/oil"
    )  # fmt: skip
    assert match(read("oil"), story) == Match(title=((0, 3),), summary=((0, 3),), captions=((), ((4, 7),)))
    result = match(read("byline:oil dateline:oil url:oil"), story)
    assert result == Match(captions=((), ()), byline=((3, 6),), dateline=((0, 3),), url=((17, 20),))
    assert match(read("title:oil"), story) == Match(title=((0, 3),), captions=((), ()))


def test_places_of_all_fields_count_together() -> None:
    values = {"title": "Oil", "body": "oil", "captions": ("oil", "oil")}
    assert found("ATLEAST/4 oil", **values)
    assert not found("ATLEAST/5 oil", **values)
    assert not found("ATLEAST/2 title:oil", **values)
    assert found("ATLEAST/4 (oil OR gas OR oils)", **values)


def test_a_word_found_joined_and_in_parts_is_one_place() -> None:
    assert not found("ATLEAST/2 wind-farm", body="a wind-farm")
    assert found("ATLEAST/2 wind-farm", body="a wind-farm or windfarm")


def test_a_repeated_word_of_a_loose_phrase_is_needed_twice() -> None:
    assert not found('"new york new"~5', body="new york city")
    assert found('"new york new"~5', body="new york, the new one")
    assert found('"oi* oil"~1', body="oil oily")
    assert not found('"oi* oil"~1', body="oil")


def test_a_language_has_its_own_stems() -> None:
    assert found("Häuser", body="das Haus", language="de")
    assert not found("Häuser", body="das Haus", language="en")
    assert found("houses", body="a house", language="ja")


def test_values_are_compared_whole_and_folded() -> None:
    values = {"source": "St. Louis Post-Dispatch", "tags": ("Crude Oil",), "section": None, "language": "en"}
    assert found('source:"st. louis post-dispatch"', **values)
    assert found("source:st.*patch", **values)
    assert not found("source:louis", **values)
    assert found('tag:"crude oil"', **values)
    assert not found("tag:oil", **values)
    assert not found("section:*", **values)
    assert found("lang:EN", **values)
    assert found("id:a", **values)
    assert not found("id:A", **values)


@pytest.mark.parametrize(
    ("printed", "query", "fits"),
    [
        ("2020-02-15", "date:2020-02-15", True),
        ("2020-02-15", "date:2020-02-16..2020-03-01", False),
        ("2020-02", "date:2020-02-29", True),
        ("2020-02", "date:2020-03", False),
        ("2020", "date:2020-12-31", True),
        ("2020", "after:2020", False),
        ("9999", "after:2020", True),
        ("1850-01-01", "before:1851", True),
        ("2020-02-15", "dated:no", False),
        ("2020-02-15", "dated:yes", True),
    ],
)
def test_a_coarse_date_is_in_every_range_that_it_overlaps(printed: str, query: str, fits: bool) -> None:
    assert found(query, body="x", published=PublicationDate(date=printed)) is fits


def test_an_undated_article_is_in_no_range() -> None:
    assert not found("date:0001..9999", body="x")
    assert found("dated:no", body="x")


def test_length_counts_the_words_of_the_body() -> None:
    assert found("length:3", title="not counted", body="a wind-farm")
    assert not found("length:>3", body="a wind-farm")
    assert found("length:0..0", body="")


@pytest.mark.soak(f"{EXAMPLES:,} drawn articles and queries")
@given(articles(), trees)
@settings(max_examples=EXAMPLES, deadline=None)
def test_matching_means_what_trying_every_combination_means(story: Article, tree: t.Node) -> None:
    language = stem_language(story.language, "en")
    expected = find(tree, story, texts_of(story, language))
    result = match(tree, analyse_article(story, language))
    assert (result is None) == (expected is None), tree
    if result is not None and expected is not None:
        assert code_points(result, story) == naive_code_points(expected, story)


@pytest.mark.soak(f"{EXAMPLES:,} drawn articles and queries")
@given(articles(), bare)
@settings(max_examples=EXAMPLES, deadline=None)
def test_proximities_and_phrases_mark_what_trying_every_combination_marks(
    story: Article, tree: t.Node
) -> None:
    language = stem_language(story.language, "en")
    expected = find(tree, story, texts_of(story, language))
    result = match(tree, analyse_article(story, language))
    assert (result is None) == (expected is None), tree
    if result is not None and expected is not None:
        assert code_points(result, story) == naive_code_points(expected, story)


FIELDS = ("title", "summary", "body", "byline", "dateline", "url")


def code_points(result: Match, story: Article) -> set[tuple[int, int]]:
    """Marked code points as (number of the text, offset)."""
    ranges = [getattr(result, name) for name in FIELDS] + list(result.captions)
    return {
        (number, place)
        for number, marks in enumerate(ranges)
        for start, end in marks
        for place in range(start, end)
    }


def naive_code_points(marks: set[tuple[int, tuple[int, int]]], story: Article) -> set[tuple[int, int]]:
    return {(number, place) for number, (start, end) in marks for place in range(start, end)}


LONG = " ".join(["oil", "gas", "wind"] * 4_000)
HARD = [
    "oil NEAR/5000 gas", "oil W/P gas", "oil W/S wind", '"oil gas wind"~1000', "ATLEAST/9000 (oil OR gas)", '"* * * * *"',
    '"oil oil oil oil gas gas gas gas nothing"~500', '"oil* gas* o* g* *l *s * *"~300', '"oil gas"~5 NEAR/10 "gas wind"~5',
    '"wind-farm oil/gas wind/oil"~900', "*a*a*a*a*", "oli~2", '"' + "oil " * 120 + '"~900',
]  # fmt: skip


@pytest.mark.parametrize("query", HARD)
def test_thousands_of_places_take_no_quadratic_time(query: str) -> None:
    story = analysed(body=LONG)
    started = time.process_time()
    match(read(query), story)
    assert time.process_time() - started < 8.0, "about a second at most on a quiet machine"


def test_many_stars_are_compared_without_going_back() -> None:
    started = time.process_time()
    assert not found("*a" * 40 + "b*", body="a" * 99 + " " + "a" * 98)
    assert time.process_time() - started < 1.0


@given(st.text(max_size=60), st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_text_and_any_query_give_sound_marks(body: str, query: str) -> None:
    tree = parse(query, today=date(2020, 2, 15)).tree
    if tree is None:
        return
    result = match(tree, analysed(body=body))
    for start, end in result.body if result else ():
        assert 0 <= start < end <= len(body)
