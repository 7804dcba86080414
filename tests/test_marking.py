"""Text and marks -> escaped markup, for any text and any ranges."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_web.marking import marked, paragraphs, passage

_TEXTS = st.text(alphabet=st.sampled_from("ab <>&\"'\n é東"), max_size=80)
_MARKS = st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=8)


def read_back(markup: str) -> tuple[str, set[int]]:
    """The text of marked-up text, and which of its code points are marked."""
    text, inside, chosen = "", False, set()
    for part in re.split(r"(</?mark>)", markup):
        if part in ("<mark>", "</mark>"):
            inside = part == "<mark>"
            continue
        plain = html.unescape(part)
        chosen |= set(range(len(text), len(text) + len(plain))) if inside else set()
        text += plain
    return text, chosen


def covered(marks: list[tuple[int, int]], length: int) -> set[int]:
    return {at for start, end in marks for at in range(max(start, 0), min(end, length))}


@given(_TEXTS, _MARKS)
def test_the_text_comes_back_with_exactly_its_ranges_marked(text: str, marks: list[tuple[int, int]]) -> None:
    assert read_back(marked(text, marks)) == (text, covered(marks, len(text)))


@given(_TEXTS, _MARKS)
def test_no_other_tag_comes_out(text: str, marks: list[tuple[int, int]]) -> None:
    assert not re.search("[<>]", re.sub(r"</?mark>", "", marked(text, marks)))


@given(_TEXTS, _MARKS)
def test_paragraphs_hold_the_text_between_its_blank_lines(text: str, marks: list[tuple[int, int]]) -> None:
    """Nothing but blank lines is lost, and a code point is marked in its paragraph if it is in the text."""
    whole = covered(marks, len(text))
    at = 0
    for shown in paragraphs(text, marks):
        part, chosen = read_back(shown)
        start = text.index(part, at)
        assert not text[at:start].strip()
        assert "\n\n" not in part
        assert chosen == {place - start for place in whole if start <= place < start + len(part)}
        at = start + len(part)
    assert not text[at:].strip()


def test_a_long_text_is_cut_with_an_ellipsis_and_keeps_its_marks() -> None:
    assert marked("a quake in the harbour", [(2, 7), (15, 22)], 9) == "a <mark>quake</mark> i…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A quake struck.", "A quake struck."),
        ("“A quake struck.”", "“A quake struck.”"),
        ("a quake struck and", "… a quake struck and …"),
        ("地震があった。", "地震があった。"),
        ("Who knows?", "Who knows?"),
        ("", ""),
    ],
)
def test_a_passage_shows_where_it_breaks_off(text: str, shown: str) -> None:
    assert passage(text) == shown


def test_many_marks_and_paragraphs_take_no_more_than_their_length() -> None:
    text = "word word\n\n" * 50_000
    marks = [(at * 11, at * 11 + 4) for at in range(50_000)]
    assert len(paragraphs(text, marks)) == 50_000
