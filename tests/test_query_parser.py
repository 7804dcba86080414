"""What any typed text is read as: the tree, the notices with their places, and the few errors."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soaking import scaled

from indexer.errors import QueryError
from indexer.query.normal_form import walk
from indexer.query.notice import MOST_NOTICES
from indexer.query.parser import Bounds, parse
from indexer.query.printer import str_of
from indexer.query.tree import (
    All,
    And,
    AtLeast,
    Dated,
    Dates,
    Exact,
    First,
    Fuzzy,
    HasValue,
    InField,
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
from indexer.words.analysis import alternatives

TODAY = date(2020, 2, 19)
READINGS = Path(__file__).parent / "data" / "query" / "readings.txt"
RANDOM_TEXTS = scaled(2_500, 250_000)
"""For each of four seeds."""
LOOSE = Bounds(characters=100_000, terms=10_000, depth=200)


def _readings() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    match = ""
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        if line in ("[all]", "[any]"):
            match = line[1:4]
        elif line and not line.startswith("# "):
            typed, understood, *notices = line.split("  =>  ")
            yield match, typed, understood, tuple(notices[0].split("; ")) if notices else ()


@pytest.mark.parametrize(("match", "typed", "understood", "notices"), list(_readings()))
def test_a_query_is_read_as_the_table_says(
    match: str, typed: str, understood: str, notices: tuple[str, ...]
) -> None:
    parsed = parse(typed, today=TODAY, match=match)  # type: ignore[arg-type]
    assert (str_of(parsed.tree) if parsed.tree else "nothing") == understood
    messages = [notice.message for notice in parsed.notices]
    assert len(messages) == len(notices), messages
    assert all(any(part in message for message in messages) for part in notices), messages
    if parsed.tree is not None:
        assert parse(understood, today=TODAY, match=match).tree == parsed.tree  # type: ignore[arg-type]


def test_the_table_is_a_long_one() -> None:
    assert len(list(_readings())) > 400


def read(text: str) -> Node | None:
    return parse(text, today=TODAY).tree


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("*", All()),
        ("U.S.", Word("U.S.")),
        ("immigr!", Wildcard("immigr*")),
        ("color~", Fuzzy("color", 1)),
        ("=Apple", Exact("Apple")),
        ('="White House"', Exact("White House")),
        ('"immigr* reform"', Phrase((Wildcard("immigr*"), Word("reform")))),
        ('"a b"~5', Phrase((Word("a"), Word("b")), 5)),
        ('="a b"~5', Phrase((Exact("a"), Exact("b")), 5)),
        ('"=White =House"', Exact("White House")),
        ("a w/5 b", Near(Word("a"), Word("b"), 5)),
        ("a PRE/5 b", Near(Word("a"), Word("b"), 5, ordered=True)),
        ("a W/S b", Same(Word("a"), Word("b"), "sentence")),
        ("a SAME b", Same(Word("a"), Word("b"), "paragraph")),
        ("a NEAR/5 *", Near(Word("a"), Wildcard("*"), 5)),
        ("atleast3(a OR b)", AtLeast(3, Or((Word("a"), Word("b"))))),
        ("FIRST/10 a", First(10, Word("a"))),
        ("title:(a OR b)", InField("title", Or((Word("a"), Word("b"))))),
        ("title:*", InField("title", Wildcard("*"))),
        ("headline:=Apple", InField("title", Exact("Apple"))),
        ("title:a NEAR/5 b", Near(InField("title", Word("a")), Word("b"), 5)),
        ('source:"Harbour Times"', HasValue("source", "Harbour Times")),
        ("lang:de", HasValue("lang", "de")),
        ("date:2020-02", Dates("2020-02-01", "2020-02-29")),
        ("after:2020", Dates("2021-01-01", None)),
        ("dated:no", Dated(False)),
        ("length:>500", Length(501, None)),
        ("NOT a", Not(Word("a"))),
        ("a b", And((Word("a"), Word("b")))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("NOT a NEAR/5 b", Not(Near(Word("a"), Word("b"), 5))),
    ],
)
def test_every_operator_has_its_node(typed: str, tree: Node) -> None:
    assert read(typed) == tree


@pytest.mark.parametrize(
    ("typed", "place", "words"),
    [
        ("x" * 4001, (4000, 4001), "4,001 characters"),
        ("a " * 257, (512, 513), "256 terms"),
        ('"' + "a " * 257 + '"', (0, 516), "256 terms"),
        ("()" * 257, (512, 513), "256 terms"),
        ("(" * 21 + "a" + ")" * 21, (20, 21), "depth of 20"),
        ("title:" * 21 + "a", (120, 126), "depth of 20"),
        ("a NEAR/5 NOT b", (9, 12), "NOT cannot stand inside a proximity"),
        ("a w/5 (b or c)", (7, 13), "In lower case or is a word"),
        ("a NOT W/5 b", (6, 9), "write a NOT (a NEAR/5 b)"),
        ("a and not w/s b", (10, 13), "write a NOT (a NEAR/5 b)"),
        ("a NEAR/5 -b", (9, 10), "NOT cannot stand inside a proximity"),
        ("(NOT a) NEAR/5 b", (1, 6), "NOT cannot stand inside a proximity"),
        ("a NEAR/5 (b OR NOT c)", (15, 20), "NOT cannot stand inside a proximity"),
        ("a NEAR/5 (b c)", (10, 13), "AND"),
        ("(a AND b) W/S c", (1, 8), "AND"),
        ("a NEAR/5 b NEAR/3 c", (11, 17), "proximity cannot stand inside another"),
        ("a w/5 b w/p c", (8, 11), "proximity cannot stand inside another"),
        ("a NEAR/5 (b PRE/3 c)", (10, 19), "A proximity cannot stand"),
        ("a NEAR/5 (b OR (c W/S d))", (16, 23), "A proximity cannot stand"),
        ("a NEAR/5 title:(b NEAR/2 c)", (16, 26), "A proximity cannot stand"),
        ("a NEAR/5 source:Reuters", (16, 23), "whole value"),
        ("a NEAR/5 date:2020", (14, 18), "A date"),
        ("a NEAR/5 FIRST/3 b", (9, 18), "FIRST/n"),
        ("a NEAR/5 ATLEAST/3 b", (9, 20), "ATLEAST/n"),
        ("ATLEAST/3 (a NEAR/5 b)", (11, 21), "A proximity cannot stand inside ATLEAST/n"),
        ("ATLEAST/3 (a NOT b)", (13, 18), "NOT cannot stand inside ATLEAST/n"),
        ("FIRST/9 (ATLEAST/3 a)", (9, 20), "ATLEAST/n cannot stand inside FIRST/n"),
        ("oil date:yesteryear", (9, 19), "yesteryear"),
        ("date:2020-13-45", (5, 15), "2020-13-45"),
        ("after:soon", (6, 10), "soon"),
        ("before:2020-02-31", (7, 17), "2020-02-31"),
        ("date:2020..soon", (5, 15), "soon"),
        ("date:[soon TO 2020]", (5, 19), "soon"),
        ("date:[* TO *]", (5, 13), "range without ends"),
        ("date:..", (5, 7), "range without ends"),
        ("date:" + "9" * 200, (5, 205), "is no date"),
        ("length:abc", (7, 10), "abc"),
        ("length:>", (7, 8), "length"),
        ("length:>>5", (7, 10), "length"),
        ("length:-5", (7, 9), "length"),
        ("length:[a TO 5]", (7, 15), "length"),
        ("length:٣", (7, 8), "length"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_place(
    typed: str, place: tuple[int, int], words: str
) -> None:
    with pytest.raises(QueryError) as caught:
        read(typed)
    assert (caught.value.start, caught.value.end) == place
    assert words in str(caught.value)
    assert caught.value.field == "q"
    assert len(str(caught.value)) < 400


def test_what_is_just_within_the_bounds_is_read() -> None:
    assert read("x" * 4000) == Word("x" * 4000)
    assert read("(" * 20 + "a" + ")" * 20) == Word("a")
    tree = read("a " * 256)
    assert isinstance(tree, And)
    assert len(tree.nodes) == 256


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ('oil "white house', (4, 5)),
        ("oil (gas", (4, 5)),
        ("oil ) gas", (4, 5)),
        ("oil nosuch:gold", (4, 11)),
        ("oil and gas", (4, 7)),
        ("oil date:2020..2019", (9, 19)),
        ("oil gas OR coal", (0, 15)),
        ("oil AND", (4, 7)),
        ("oil color~5", (4, 11)),
        ("oil (gas coal OR peat)", (5, 21)),
    ],
)
def test_a_notice_says_where(typed: str, place: tuple[int, int]) -> None:
    (notice,) = parse(typed, today=TODAY).notices
    assert (notice.start, notice.end) == place


def test_nodes_know_where_they_stood() -> None:
    text = 'oil (“white house” OR title:gas) NEAR/3 immigr! -source:"Harbour Times"'
    tree = read(text)
    assert tree is not None
    places = {type(node).__name__: text[node.start : node.end] for node in walk(tree)}
    assert places["Wildcard"] == "immigr!"
    assert places["Phrase"] == "“white house”"
    assert places["InField"] == "title:gas"
    assert places["Not"] == '-source:"Harbour Times"'
    assert places["And"] == text


def test_no_text_is_no_tree_and_no_notice() -> None:
    assert parse("", today=TODAY).tree is None
    assert parse("", today=TODAY).notices == ()
    assert parse(" \t\n\u3000 ", today=TODAY).tree is None


def test_notices_stay_few() -> None:
    assert len(parse("".join(f"n{i}:x " for i in range(100)), today=TODAY).notices) == MOST_NOTICES


@pytest.mark.parametrize(
    "typed", ["a\x00b", "\x1b[31mred\x1b[0m", "a\ud800b", "\ufeffoil", "a\u200bb", "\u202eoil", "a\u0301"]
)
def test_odd_characters_are_no_syntax(typed: str) -> None:
    tree = read(typed)
    assert tree is not None
    assert all(isinstance(node, (Word, And)) for node in walk(tree))


# Any text at all

_PIECES = [
    *"ab()*?~!=-+|&^[]{}<>:;,.'/\\\"“”«» ", "é", "東京", "\u200b", "\x00", "😀", "ـ", "（", "）", "：", "＂", "/5",
    "oil", "U.S.", "wind-farm", "AND", "OR", "NOT", "and", "or", "not", "AND NOT", "SAME", "&&", "||", " TO ",
    "NEAR/5", "w/3", "near5", "pre/2", "W/S", "w/p", "ATLEAST/3", "atleast2(", "FIRST/10", "NEAR", "//", "://",
    "title:", "title", "source:", "date:", "after:", "dated:", "length:", "length>", "id:", "url:", "hd=", "nosuch:",
    "2020", "7d", "2020-01..2019", ">5", "..", "no", "immigr*", "wom?n", "x!", "~1", "~9", "^2", "$1.5", "%",
]  # fmt: skip

typed_texts = st.lists(st.sampled_from(_PIECES) | st.sampled_from([" "]), max_size=40).map("".join)


def _check_any_text(text: str, match: str) -> None:
    try:
        parsed = parse(text, today=TODAY, match=match)  # type: ignore[arg-type]
    except QueryError as error:
        assert error.start is not None
        assert error.end is not None
        assert 0 <= error.start <= error.end <= len(text)
        return
    assert all(0 <= notice.start <= notice.end <= len(text) for notice in parsed.notices)
    if parsed.tree is None:
        assert not text or parsed.notices
        return
    for node in walk(parsed.tree):
        assert 0 <= node.start <= node.end <= len(text)
        _check_normal(node)
    for how in ("all", "any"):
        assert parse(str_of(parsed.tree), today=TODAY, match=how, bounds=LOOSE).tree == parsed.tree  # type: ignore[arg-type]


_TERMS = (Word, Wildcard, Fuzzy, Exact, Phrase)


def _check_normal(node: Node) -> None:
    """What `normal_form` promises to engines."""
    match node:
        case And(nodes):
            assert len(nodes) > 1
            assert not any(isinstance(part, And) for part in nodes)
        case Or(nodes):
            assert len(nodes) > 1
            assert not any(isinstance(part, Or) for part in nodes)
        case Not(inner):
            assert not isinstance(inner, Not)
        case InField(_, inner) | First(_, inner):
            parts = inner.nodes if isinstance(inner, Or) else (inner,)
            assert all(isinstance(part, (*_TERMS, Near, Same)) for part in parts)
        case AtLeast(count, inner):
            assert count > 0
            assert all(isinstance(part, (*_TERMS, InField, Or)) for part in walk(inner))
        case Near(left, right) | Same(left, right):
            for side in (left, right):
                assert all(isinstance(part, (*_TERMS, InField, Or)) for part in walk(side))
        case Phrase(parts):
            assert len(parts) > 1
        case Dates(first, last):
            assert first or last
            assert not (first and last) or first <= last


@given(typed_texts, st.sampled_from(["all", "any"]))
@settings(max_examples=600, deadline=None)
def test_any_row_of_pieces_gives_a_tree_or_a_placed_error(text: str, match: str) -> None:
    _check_any_text(text, match)


@given(st.text(max_size=200), st.sampled_from(["all", "any"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_tree_or_a_placed_error(text: str, match: str) -> None:
    _check_any_text(text, match)


def _seconds(text: str, match: str) -> float:
    start = time.process_time()
    try:
        parse(text, today=TODAY, match=match)  # type: ignore[arg-type]
    except QueryError as error:
        assert error.start is not None
    return time.process_time() - start


def _any_characters(chance: random.Random, count: int) -> list[str]:
    """Of all planes, half of them of the first few alphabets; surrogates too."""
    return [chr(chance.randrange(chance.choice((0x600, 0x110000)))) for _ in range(count)]


def check_random_texts(count: int, seed: int) -> float:
    """Parses so many random texts; the longest processor time in seconds. Any other exception than QueryError goes through."""
    chance = random.Random(seed)
    slowest = 0.0
    for _ in range(count):
        joiner = chance.choice(["", " "])
        pieces = _PIECES if chance.random() < 0.7 else [*_PIECES, *_any_characters(chance, 100)]
        text = joiner.join(chance.choices(pieces, k=chance.randint(1, chance.choice([4, 12, 40]))))
        match = chance.choice(["all", "any"])
        took = _seconds(text, match)
        if took > slowest:  # a garbage collection may fall into any one of them, not into all of three
            slowest = max(slowest, min(took, _seconds(text, match), _seconds(text, match)))
    return slowest


@pytest.mark.soak(f"{RANDOM_TEXTS:,} random texts")
@pytest.mark.parametrize("seed", range(1, 5))
def test_random_texts_are_read_within_five_milliseconds(seed: int, figures: Callable[[str], None]) -> None:
    slowest = check_random_texts(RANDOM_TEXTS, seed)
    figures(f"the slowest took {slowest * 1000:.2f} ms of processor time")
    assert slowest < 0.005


@pytest.mark.parametrize("match", ["all", "any"])
def test_the_worst_rows_of_a_piece_are_read_fast(match: str) -> None:
    slow: dict[str, float] = {}
    rows = [
        *_PIECES,
        *(piece + " " for piece in _PIECES),
        "(a OR b c) ",
        "+a OR ",
        "title:-",
        "-(",
        "a NEAR/5 b ",
        "= =",
    ]
    for piece in rows:
        text = (piece * 4000)[:4000]
        slow[piece] = min(_seconds(text, match) for _ in range(3))
    # a fiftieth of a second on a quiet machine; what grew with the square of the text would take seconds
    assert max(slow.values()) < 0.25, sorted(slow.items(), key=lambda item: -item[1])[:5]


@given(st.text(max_size=8))
@settings(max_examples=300, deadline=None)
def test_a_word_is_what_analysis_finds_a_word_in(text: str) -> None:
    typed = '"' + text.replace('"', "").replace("＂", "") + '"'
    parsed = read(typed)
    for node in walk(parsed) if parsed else ():
        if isinstance(node, Word):
            assert alternatives(node.text, "en"), ascii(node.text)
