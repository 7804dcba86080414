"""Reading only the chunks that a query may mark: marks are those of texts that are read whole."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from drawn_queries import articles, bare, trees
from hypothesis import example, given, settings
from hypothesis import strategies as st
from soaking import scaled

from indexer.article import Article, Undated
from indexer.matching import places
from indexer.matching.article_match import analyse_article, match
from indexer.matching.needles import needles_of_tree
from indexer.matching.patterns import within_edits
from indexer.query import tree as t
from indexer.words import sifting
from indexer.words.analysis import SCAN, read_surface
from indexer.words.chunks import ReadText, read_text
from indexer.words.folding import fold
from indexer.words.languages import stem_language
from indexer.words.sifting import (
    Needles,
    bare_letters,
    needles_of_forms,
    needles_of_pattern,
    read_excerpt,
)

EXAMPLES = scaled(300, 10_000)


class Written:
    """Spellings of some texts in one language."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self.forms = {
            (piece.stem, piece.written)
            for text in texts
            for surface in SCAN.findall(text)
            for piece in read_surface(surface, language).pieces
        }

    def of_stem(self, stem: str) -> Needles | None:
        return needles_of_forms(written for known, written in self.forms if known == stem)

    def of_fuzzy(self, fuzzy: t.Fuzzy) -> Needles | None:
        return needles_of_forms(
            written
            for _, written in self.forms
            if within_edits(fold(fuzzy.text), fold(written), fuzzy.distance)
        )


def texts_of(story: Article) -> tuple[str, ...]:
    return (story.title or "", story.summary or "", story.body, *story.captions)


def assert_marked_alike(story: Article, tree: t.Node) -> None:
    language = stem_language(story.language, "en")
    needles = needles_of_tree(tree, language, Written(texts_of(story), language))
    expected = match(tree, analyse_article(story, language))
    assert match(tree, analyse_article(story, language, needles)) == expected, (tree, needles)


@pytest.mark.soak(f"{EXAMPLES:,} drawn articles and queries")
@given(articles(), trees)
@settings(max_examples=EXAMPLES, deadline=None)
def test_an_excerpt_is_marked_as_the_whole_text_is(story: Article, tree: t.Node) -> None:
    assert_marked_alike(story, tree)


@pytest.mark.soak(f"{EXAMPLES:,} drawn articles and terms")
@given(articles(), bare)
@settings(max_examples=EXAMPLES, deadline=None)
def test_terms_and_phrases_are_marked_alike(story: Article, tree: t.Node) -> None:
    assert_marked_alike(story, tree)


WORDS = ("wind", "farm", "wind-farm", "U.S.", "U.S.,", "“farm”", "—", "farm's", "the", "1,200", "wind\n\nfarm", "café", "x" * 70, "w.f")  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.sampled_from((" ", " ", "\n\n", "\n", "  "))
)
@example(["wind", "—", "farm"], " ")
@example(["wind", "x" * 70, "farm"], " ")
@example(["wind", "the", "farm"], " ")
@settings(max_examples=EXAMPLES, deadline=None)
def test_neighbours_stay_neighbours_and_others_do_not_become_any(words: list[str], between: str) -> None:
    story = Article(
        id="a",
        path="p",
        format="text",
        language="en",
        undated=Undated(reason="none"),
        body=between.join(words),
    )
    for phrase in (
        ("wind", "farm"),
        ("farm", "farm"),
        ("U.S.", "wind"),
        ("farm", "the", "wind"),
        ("wind-farm", "wind"),
    ):
        assert_marked_alike(story, t.Phrase(tuple(map(t.Word, phrase))))
    for term in (
        t.Word("wind-farm"),
        t.Exact("U.S."),
        t.Wildcard("*f*m"),
        t.Wildcard("wf"),
        t.Fuzzy("far", 1),
        t.Word("café"),
    ):
        assert_marked_alike(story, term)


@given(
    st.text(st.characters(codec="ascii", exclude_categories=["Zs", "Cc"]), min_size=1, max_size=60),
    st.sampled_from(["en", "fr", "de"]),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_bare_letters_of_every_form_stand_in_those_of_its_chunk(chunk: str, language: str) -> None:
    for piece in read_text(chunk, language).all_pieces():
        assert bare_letters(piece.written) in bare_letters(chunk)
        assert bare_letters(fold(piece.written)) == bare_letters(piece.written)


def test_no_more_is_looked_for_than_is_needed() -> None:
    assert needles_of_forms(["Running", "runs", "run", "Run's"]) == (b"run",)
    assert needles_of_forms(["café", "cafe"]) == (b"cafe",)
    assert needles_of_forms(["&"]) is None
    assert needles_of_forms(str(number) for number in range(1000, 1100)) is None
    assert needles_of_pattern("im?igr*s") == (b"igr",)
    assert needles_of_pattern("*") is None


def test_a_distance_is_measured_in_the_whole_text() -> None:
    written = Written(["a b"], "en")
    word = t.Word("a")
    for tree in (
        t.Near(word, word, 3),
        t.Same(word, word, "sentence"),
        t.First(3, word),
        t.Phrase((word, word), 2),
        t.Length(1, 2),
        t.All(),
    ):
        assert needles_of_tree(tree, "en", written) is None


def test_only_the_chunks_that_may_hold_a_word_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    meaning = sifting.meaning_of_chunk

    def told(chunk: str, following: str | None, language: str) -> object:
        read.append(chunk)
        return meaning(chunk, following, language)

    def whole(*_: object) -> ReadText:
        raise AssertionError("the text was read whole")

    monkeypatch.setattr(sifting, "meaning_of_chunk", told)
    monkeypatch.setattr(places, "read_text", whole)
    monkeypatch.setattr(sifting, "read_text", whole)
    text = "The quay was dark. A storm came, anti-\u00adstorm walls held, and the storms'\n\nend was near."
    found = read_excerpt(text, "en", (b"storm",))
    assert [text[found.start(number) :][:5] for number in found.find_stem("storm")] == [
        "storm",
        "anti-",
        "storm",
    ]
    assert read == ["storm", "anti-\u00adstorm", "storms'"]
