"""Canonical text: it says how a query was understood, and reads back to the same tree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.matching.patterns import value_test
from indexer.query.normal_form import all_of, among_first, any_of, at_least, in_field, near, same, without
from indexer.query.parser import Bounds, parse
from indexer.query.printer import str_of
from indexer.query.terms import phrase_of
from indexer.query.tree import (
    All,
    And,
    Dated,
    Dates,
    Exact,
    Fuzzy,
    HasValue,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Same,
    Wildcard,
    Word,
)  # fmt: skip
from indexer.query.value_patterns import literal
from indexer.words.folding import fold_value

TODAY = date(2020, 2, 19)
LOOSE = Bounds(characters=100_000, terms=10_000, depth=200)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Word("oil"), "oil"),
        (Word("AND"), '"AND"'),
        (Word("not"), '"not"'),
        (Word("same"), '"same"'),
        (Word("W/5"), '"W/5"'),
        (Word("-oil"), '"-oil"'),
        (Word("title:oil"), '"title:oil"'),
        (Word("a(b)"), '"a(b)"'),
        (Word("a&&b"), '"a&&b"'),
        (Exact("White House"), '="White House"'),
        (Exact("(a)"), '="(a)"'),
        (Dates("2020-01-01", "2020-12-31"), "date:2020"),
        (Dates("2020-02-01", "2020-02-29"), "date:2020-02"),
        (Dates("2021-02-01", "2021-02-28"), "date:2021-02"),
        (Dates("2020-02-01", "2020-02-28"), "date:2020-02-01..2020-02-28"),
        (Dates("2020-02-15", "2020-02-15"), "date:2020-02-15"),
        (Dates(None, "0999-12-31"), "date:..0999-12-31"),
        (Length(5, 5), "length:5"),
        (HasValue("source", "A (UK)"), 'source:"A (UK)"'),
        (HasValue("source", "-x"), 'source:"-x"'),
        (HasValue("tag", "a, b"), 'tag:"a, b"'),
        (HasValue("source", 'The "Free" Press'), r'source:"The \"Free\" Press"'),
        (HasValue("source", "=Wire"), r'source:"\=Wire"'),
        (HasValue("source", r"What\?"), r'source:"What\?"'),
        (HasValue("source", r"A\\B*"), r'source:"A\\B*"'),
        (HasValue("source", "＂wide＂"), r'source:"\＂wide\＂"'),
        (Phrase((Word("a\\"), Word("b\\"))), '"a\\ b\\ "'),
        (And((Or((Word("a"), Word("b"))), Not(Word("c")))), "(a OR b) AND NOT c"),
        (Or((And((Word("a"), Word("b"))), Word("c"))), "(a AND b) OR c"),
        (Not(Near(Word("a"), Word("b"), 2)), "NOT (a NEAR/2 b)"),
        (And((Near(Word("a"), Word("b"), 2, ordered=True), Word("c"))), "(a PRE/2 b) AND c"),
        (Same(Or((Word("a"), Word("b"))), Word("c"), "paragraph"), "(a OR b) W/P c"),
        (Phrase((Exact("The"), Wildcard("wom?n"), Fuzzy("hous", 1)), 3), '"=The wom?n hous~1"~3'),
    ],
)
def test_the_canonical_text_of_a_tree(tree: Node, text: str) -> None:
    assert str_of(tree) == text
    assert parse(text, today=TODAY).tree == tree
    assert parse(text, today=TODAY).notices == ()


letters = st.sampled_from("abyzÄéøß東уαـ019")
plain = st.text(letters, min_size=1, max_size=6).filter(lambda text: text.strip("ـ") != "")
odd = st.sampled_from(["AND", "or", "SAME", "W/5", "title:x", "U.S.", "wind-farm", "-a", "+a", "a:b", "[sic]", "{a}", "a&&b", "$1.5", "O’Brien", "http://x.org/a?b", "ＯＲ", "a（b"])  # fmt: skip
names = (
    st.text(st.sampled_from('ab "\\*?=＂＼＊？＝“”„«(-ß'), min_size=1, max_size=8)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
words = (plain | odd).map(Word)
wildcards = st.builds(
    lambda a, mark, b: Wildcard(a + mark + b), plain, st.sampled_from("*?"), plain
) | plain.map(lambda a: Wildcard(f"*{a}"))
fuzzy = st.builds(Fuzzy, plain, st.sampled_from([1, 2]))
exact = plain.map(Exact)
terms = words | wildcards | fuzzy | exact
phrases = st.builds(
    lambda parts, slop: phrase_of(parts, slop, 0, 0),
    st.lists(terms, min_size=2, max_size=4),
    st.none() | st.integers(0, 100),
)
leaves = terms | phrases
days = st.dates(date(1, 1, 1), date(9998, 12, 31))
filters = (
    st.builds(
        lambda a, n: Dates(a.isoformat(), min(date.max, a + timedelta(n)).isoformat()),
        days,
        st.integers(0, 800).filter(lambda n: n >= 0),
    ).filter(lambda dates: dates.last is not None)
    | days.map(lambda day: Dates(day.isoformat(), None))
    | days.map(lambda day: Dates(None, day.isoformat()))
    | st.booleans().map(Dated)
    | st.integers(0, 10**6).map(lambda n: Length(n, n + 5))
    | st.integers(0, 10**6).map(lambda n: Length(n, None))
    | st.builds(
        HasValue,
        st.sampled_from(["source", "section", "lang", "tag", "id"]),
        plain | st.sampled_from(["A B", "-x", "x!", "a*", "*", "a&&b", "AT&T"]) | names.map(literal),
    )
    | st.just(All())
)
numbers = st.integers(1, 1000)
fields = st.sampled_from(["title", "summary", "body", "caption", "byline", "dateline", "url"])
spots = st.deferred(
    lambda: (
        leaves
        | st.builds(lambda f, n: in_field(f, n, 0), fields, leaves)
        | st.lists(leaves, min_size=2, max_size=3).map(any_of)
    )
)
proximities = st.builds(
    lambda a, b, n, o: near(a, b, n, ordered=o), spots, spots, numbers, st.booleans()
) | st.builds(same, spots, spots, st.sampled_from(["sentence", "paragraph"]))
single = (
    leaves
    | filters
    | proximities
    | st.builds(lambda n, x: at_least(n, x, 0), numbers, spots)
    | st.builds(lambda n, x: among_first(n, x, 0), numbers, spots | proximities)
)
trees = st.recursive(
    single,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=4).map(all_of)
        | st.lists(inner, min_size=2, max_size=4).map(any_of)
        | inner.map(lambda node: without(node, 0))
        | st.builds(lambda f, n: in_field(f, n, 0), fields, inner)
    ),
    max_leaves=8,
)


@given(trees, st.sampled_from(["all", "any"]))
@settings(max_examples=400, deadline=None)
def test_a_printed_tree_reads_back_to_itself_whatever_a_blank_means(tree: Node, match: str) -> None:
    parsed = parse(str_of(tree), today=TODAY, match=match, bounds=LOOSE)  # type: ignore[arg-type]
    assert parsed.tree == tree, str_of(tree)


@given(trees)
@settings(max_examples=150, deadline=None)
def test_canonical_text_is_its_own_canonical_text(tree: Node) -> None:
    again = parse(str_of(tree), today=TODAY, bounds=LOOSE).tree
    assert again is not None
    assert str_of(again) == str_of(tree)


@given(names, names)
def test_the_text_of_a_name_finds_this_name_and_no_other(name: str, other: str) -> None:
    parsed = parse(str_of(HasValue("source", literal(name))), today=TODAY)
    assert parsed.notices == ()
    assert isinstance(parsed.tree, HasValue)
    fits = value_test(parsed.tree.pattern, fold_value)
    assert fits(fold_value(name))
    assert fits(fold_value(other)) == (fold_value(name) == fold_value(other))


@pytest.mark.parametrize(
    ("typed", "pattern"),
    [
        ('source:"a \\"b\\" c"', 'a "b" c'),
        ('source:"a\\b"', r"a\\b"),
        (r"source:a\*b", r"a\*b"),
        ('source:"a＊"', "a*"),
        ('source:("x" OR "\\"y\\"")', None),
        ('source:"C:\\"', "C:\\\\"),
    ],
)
def test_a_backslash_makes_a_plain_sign_of_what_follows(typed: str, pattern: str | None) -> None:
    parsed = parse(typed, today=TODAY)
    if pattern is None:
        assert parsed.tree == any_of([HasValue("source", "x"), HasValue("source", '"y"')])
    else:
        assert parsed.tree == HasValue("source", pattern)
    assert parsed.notices == ()


def test_a_phrase_may_hold_a_quotation() -> None:
    parsed = parse('"he said \\"no deal\\" twice"', today=TODAY)
    assert isinstance(parsed.tree, Phrase)
    assert len(parsed.tree.parts) == 5
    assert parsed.notices == ()
