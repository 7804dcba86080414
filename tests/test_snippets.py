"""Marked passages, and the first words of a story."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, PublicationDate
from indexer.engines.contract import MarkedArticle
from indexer.snippets import cut_snippets, opening, passages_of

FILLER = "The board met and went through the list of the day. "


def marks_of(text: str, *words: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", text)]


def test_a_passage_begins_with_the_sentence_of_its_mark() -> None:
    text = FILLER * 9 + "A quake shook the town. " + FILLER * 9
    (snippet,) = cut_snippets(text, marks_of(text, "quake"))
    assert snippet.text.startswith("A quake shook the town.")
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["quake"]
    assert len(snippet.text) <= 240


def test_the_passage_with_the_most_different_words_is_best() -> None:
    text = "oil oil oil oil. " + FILLER * 12 + "Oil and gas and coal. " + FILLER * 12 + "gas gas."
    (best,) = cut_snippets(text, marks_of(text, "oil", "Oil", "gas", "coal"), count=1)
    assert best.text.startswith("Oil and gas and coal.")


def test_a_second_passage_shows_what_the_first_does_not() -> None:
    text = (
        "Oil here. " + FILLER * 9 + "Oil and gas. " + FILLER * 9 + "oil again. " + FILLER * 9 + "Then coal."
    )
    snippets = cut_snippets(text, marks_of(text, "Oil", "oil", "gas", "coal"))
    assert [snippet.text[:12] for snippet in snippets] == ["Oil and gas.", "Then coal."]


def test_passages_stand_in_the_order_of_the_text_and_apart() -> None:
    text = ("quake " + FILLER * 3) * 10
    first, second = cut_snippets(text, marks_of(text, "quake"))
    assert text.index(first.text) <= text.rindex(second.text) - len(first.text)


def test_a_passage_ends_with_its_paragraph() -> None:
    text = FILLER * 5 + "\n\nA quake shook the town.\n\n" + FILLER * 5
    (snippet,) = cut_snippets(text, marks_of(text, "quake"))
    assert snippet.text == "A quake shook the town."


def test_no_word_is_cut() -> None:
    text = "well-known " * 60 + "quake " + "well-known " * 60
    (snippet,) = cut_snippets(text, marks_of(text, "quake"))
    assert set(snippet.text.split()) == {"well-known", "quake"}


def test_text_without_blanks_is_cut_all_the_same() -> None:
    text = "東京都" * 300
    (snippet,) = cut_snippets(text, [(450, 452)], count=1)
    assert 100 < len(snippet.text) <= 240
    assert snippet.marks[0][1] - snippet.marks[0][0] == 2


def test_a_mark_longer_than_a_passage_stays_whole() -> None:
    text = "a " * 100 + "x" * 400 + " b" * 100
    (snippet,) = cut_snippets(text, [(200, 600)], count=1)
    start, end = snippet.marks[0]
    assert snippet.text[start:end] == "x" * 400


def test_nothing_marked_gives_no_passage() -> None:
    assert cut_snippets(FILLER, ()) == ()
    assert cut_snippets("", ()) == ()


@pytest.mark.parametrize(
    ("text", "first_words"),
    [
        ("", ""),
        ("  \n A short story.", "A short story."),
        ("word " * 100, ("word " * 32).rstrip()),
        (
            "A first paragraph that is long enough to show.\n\nA second.",
            "A first paragraph that is long enough to show.",
        ),
        ("BY A NAME\n\n" + "word " * 10, "BY A NAME\n\n" + ("word " * 10).rstrip()),
        ("x" * 500, "x" * 160),
    ],
)
def test_a_story_opens_with_its_first_words(text: str, first_words: str) -> None:
    assert opening(text) == first_words


PASSAGES = st.text(st.sampled_from("ab  .\n東é\u0301-!"), max_size=400)


@given(PASSAGES, st.sets(st.integers(0, 400), max_size=30), st.integers(1, 4), st.integers(5, 120))
@settings(max_examples=400, deadline=None)
def test_any_marks_give_verbatim_passages(text: str, places: set[int], count: int, length: int) -> None:
    ends = sorted(place for place in places if place <= len(text))
    marks = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False) if start < end]
    snippets = cut_snippets(text, marks, count=count, length=length)
    assert len(snippets) <= count
    assert bool(snippets) == bool(marks)
    for snippet in snippets:
        assert snippet.text in text
        assert snippet.marks
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
        assert all(
            before[1] <= after[0] for before, after in zip(snippet.marks, snippet.marks[1:], strict=False)
        )
    assert len(opening(text, length)) <= length


def test_a_text_full_of_marks_is_cut_in_no_time() -> None:
    text = "quake " * 50_000
    marks = marks_of(text, "quake")
    started = time.process_time()
    assert len(cut_snippets(text, marks, count=3)) == 3
    assert time.process_time() - started < 3.0


# What is shown of an article

DAY = PublicationDate(date="2020-02-15")


def shown(count: int = 2, **marks: Any) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    """The passages of one article, whose texts are marked as told."""
    texts = {name: marks.pop(name) for name in ("title", "summary", "body", "captions") if name in marks}
    usual = {"title": "Flood", "summary": "Rain fell.", "body": "The river rose.\n\nIt fell again.", "captions": ("Rain.",)}  # fmt: skip
    story = Article(id="a", path="a.txt", format="text", published=DAY, **{**usual, **texts})
    captions = marks.pop("caption_marks", ((),) * len(story.captions))
    marked = MarkedArticle(
        article=story,
        captions=captions,
        **{name.removesuffix("_marks"): mark for name, mark in marks.items()},
    )
    return [(snippet.text, snippet.marks) for snippet in passages_of(marked, count)]


def test_the_body_s_passages_come_before_all_others() -> None:
    assert shown(body_marks=((4, 9),), summary_marks=((0, 4),), caption_marks=(((0, 4),),)) == [
        ("The river rose.", ((4, 9),))
    ]


def test_where_the_body_holds_no_marked_word_summary_and_captions_do() -> None:
    assert shown(summary_marks=((0, 4),), caption_marks=(((0, 4),),)) == [
        ("Rain fell.", ((0, 4),)),
        ("Rain.", ((0, 4),)),
    ]
    assert len(shown(1, summary_marks=((0, 4),), caption_marks=(((0, 4),),))) == 1


def test_words_that_stand_only_in_the_headline_show_how_the_story_opens() -> None:
    assert shown(title_marks=((0, 5),)) == [("The river rose.\n\nIt fell again.", ())]
    long = "A first paragraph that is long enough to show.\n\nA second."
    assert shown(title_marks=((0, 5),), body=long) == [("A first paragraph that is long enough to show.", ())]


def test_a_story_without_a_body_opens_with_its_summary() -> None:
    assert shown(title_marks=((0, 5),), body="") == [("Rain fell.", ())]
    assert shown(title_marks=((0, 5),), body=" \n", summary=None) == []


def test_an_opening_that_stands_for_the_headline_is_not_shown_twice() -> None:
    assert shown(title=None) == []


def test_no_passage_is_shown_where_none_is_wanted() -> None:
    assert shown(0, title_marks=((0, 5),)) == []
    assert shown(0, body_marks=((4, 9),)) == []
