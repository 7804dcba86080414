"""Wildcards, fuzzy words, and queries without their dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive_matching import edits, fits

from indexer.matching.patterns import pattern_test, within_edits
from indexer.query.dateless import without_dates
from indexer.query.tree import All, And, Dates, Not, Or, Word
from indexer.query.value_patterns import literal, plain_value


@pytest.mark.parametrize(
    ("pattern", "form", "expected"),
    [
        ("immigr*", "immigr", True), ("immigr*", "immig", False), ("*gate", "gate", True), ("wom?n", "women", True),
        ("wom?n", "womn", False), ("a*a", "a", False), ("a*a", "aa", True), ("*", "", True), ("?", "", False),
        ("*a*b*", "xxaxxbxx", True), ("*ab*ab", "abab", True), ("*ab*ab", "xab", False), ("?*?", "a", False),
    ],
)  # fmt: skip
def test_a_wildcard_stands_for_letters(pattern: str, form: str, expected: bool) -> None:
    assert pattern_test(pattern)(form) is expected


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=8))
def test_wildcards_mean_what_a_regular_expression_means(pattern: str, form: str) -> None:
    assert pattern_test(pattern)(form) == fits(pattern, form)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("color", "colour", 1), ("color", "oclor", 1), ("color", "kolor", 1), ("color", "colr", 1), ("color", "cool", 2), ("ca", "abc", 3)],
)  # fmt: skip
def test_edits_are_counted(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == distance
    assert within_edits(one, other, distance)
    assert not within_edits(one, other, distance - 1)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 3))
def test_few_edits_are_told_as_by_the_book(one: str, other: str, most: int) -> None:
    assert within_edits(one, other, most) == (edits(one, other) <= most)


def test_dates_are_taken_as_an_undated_article_needs_them() -> None:
    oil, year = Word("oil"), Dates("2020-01-01", "2020-12-31")
    assert without_dates(oil) == oil
    assert without_dates(And((oil, year))) == And((oil, All()))
    assert without_dates(Or((oil, Not(year)))) == Or((oil, Not(Not(All()))))
    assert without_dates(Not(And((oil, Not(year))))) == Not(And((oil, Not(All()))))


@given(st.text(max_size=30))
def test_a_pattern_of_one_value_is_that_value_again_and_one_with_wildcards_is_none(value: str) -> None:
    assert plain_value(literal(value)) == value
    assert plain_value(f"{literal(value)}*") is None
    assert plain_value(f"?{literal(value)}") is None
