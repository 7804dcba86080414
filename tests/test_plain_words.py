"""Queries of a few plain words are marked in one pass: as the meaning of the query says it, place by place."""

from __future__ import annotations

import pytest
from drawn_queries import articles, words
from hypothesis import given, settings
from hypothesis import strategies as st
from soaking import scaled
from test_needles import Written, texts_of

from indexer.article import Article, Undated
from indexer.matching.article_match import analyse_article, match
from indexer.matching.needles import needles_of_tree
from indexer.matching.plain_words import mark_words, plain_words
from indexer.query.tree import And, Node, Not, Or, Phrase, Word
from indexer.words.languages import stem_language

EXAMPLES = scaled(300, 10_000)
SEVERAL = st.lists(words, min_size=2, max_size=4, unique=True).map(tuple)
QUERIES = words | SEVERAL.map(And) | SEVERAL.map(Or)


@pytest.mark.soak(f"{EXAMPLES:,} drawn articles and queries of words")
@given(articles(), QUERIES, st.booleans())
@settings(max_examples=EXAMPLES, deadline=None)
def test_plain_words_are_marked_as_the_query_means_them(story: Article, tree: Node, sifted: bool) -> None:
    language = stem_language(story.language, "en")
    asked = plain_words(tree, language)
    if asked is not None:
        needles = needles_of_tree(tree, language, Written(texts_of(story), language)) if sifted else None
        assert mark_words(asked, story, language, needles) == match(tree, analyse_article(story, language))


def test_all_words_are_wanted_or_any() -> None:
    story = Article(
        id="a",
        title="Storms at sea",
        body="A storm and a flood.",
        captions=("The flood.",),
        undated=Undated(reason="none"),
        path="a.txt",
        format="text",
    )
    storm, flood, quake = Word("storm"), Word("flood"), Word("quake")
    both = plain_words(And((storm, flood)), "en")
    assert both is not None
    found = mark_words(both, story, "en", None)
    assert found is not None
    assert found.title == ((0, 6),)
    assert found.body == ((2, 7), (14, 19))
    assert found.captions == (((4, 9),),)
    missing = plain_words(And((storm, quake)), "en")
    assert missing is not None
    assert mark_words(missing, story, "en", None) is None
    any_of_them = plain_words(Or((storm, quake)), "en")
    assert any_of_them is not None
    assert mark_words(any_of_them, story, "en", None) is not None


def test_other_queries_are_not_plain() -> None:
    assert plain_words(Phrase((Word("storm"), Word("flood"))), "en") is None
    assert plain_words(And((Word("storm"), Not(Word("flood")))), "en") is None
    assert plain_words(Word("wind-farm"), "en") is None
