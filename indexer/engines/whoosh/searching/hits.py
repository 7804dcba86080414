"""Stored articles with what a query marks in them: the hits of a page, an article to read, articles to take away.

In: a segment and a number in it. What of a tree has to be looked for in texts (`matching.needles`) is asked once for all articles
of a segment and a language, not for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.article import Article, PublicationDate, Undated, article_from_json
from indexer.engines.contract import Hit, MarkedArticle
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.searching.ranking import Ranked
from indexer.matching.article_match import Match, analyse_article, match
from indexer.matching.needles import needles_of_tree
from indexer.matching.plain_words import PlainWords, mark_words, plain_words
from indexer.query.tree import Node
from indexer.snippets import opening_of, passages_of
from indexer.words.languages import stem_language
from indexer.words.sifting import Needles


class Reading:
    """Reads and marks the articles of one search. `default_language` is the stemmer's for articles that name none."""

    def __init__(self, tree: Node | None, default_language: str) -> None:
        self._tree = tree
        self._default_language = default_language
        self._plans: dict[tuple[Segment, str], tuple[PlainWords | None, Needles | None]] = {}

    def marked(self, segment: Segment, number: int) -> MarkedArticle:
        article = article_from_json(segment.article(number))
        found = self._match(article, segment)
        if found is None:
            return MarkedArticle(article=article, captions=((),) * len(article.captions))
        return MarkedArticle(
            article=article,
            title=found.title,
            summary=found.summary,
            body=found.body,
            captions=found.captions,
        )

    def hit(self, ranked: Ranked, snippets: int) -> Hit:
        """What a result list shows: of the whole article where passages are wanted, else of its head alone."""
        if not snippets:
            return _hit_of_head(ranked.segment.heads.read(ranked.number), ranked.score)
        marked = self.marked(ranked.segment, ranked.number)
        article = marked.article
        return Hit(
            id=article.id,
            score=ranked.score,
            title=article.title,
            title_marks=marked.title,
            opening=opening_of(article),
            byline=article.byline,
            source=article.source,
            section=article.section,
            language=article.language,
            url=article.url,
            published=article.published,
            undated=article.undated,
            path=article.path,
            snippets=passages_of(marked, snippets),
        )

    def _match(self, article: Article, segment: Segment) -> Match | None:
        if self._tree is None:
            return None
        language = stem_language(article.language, self._default_language)
        words, needles = self._plan(self._tree, segment, language)
        if words is not None:
            return mark_words(words, article, language, needles)
        return match(self._tree, analyse_article(article, language, needles))

    def _plan(self, tree: Node, segment: Segment, language: str) -> tuple[PlainWords | None, Needles | None]:
        """The tree's words where it is made of such alone, and what to look for in texts."""
        known = self._plans.get((segment, language))
        if known is None:
            needles = needles_of_tree(tree, language, segment.written_words(language))
            known = self._plans[segment, language] = (plain_words(tree, language), needles)
        return known


def _hit_of_head(head: Mapping[str, Any], score: float | None) -> Hit:
    published, undated = head["published"], head["undated"]
    # named one by one: a dictionary of them takes a third of the time more, and a page has ten to a hundred
    return Hit(
        id=head["id"],
        score=score,
        title=head["title"],
        opening=head.get("opening", ""),
        byline=head["byline"],
        source=head["source"],
        section=head["section"],
        language=head["language"],
        url=head["url"],
        published=None if published is None else PublicationDate(**published),
        undated=None if undated is None else Undated(**undated),
        path=head["path"],
    )
