"""What a result list shows of an article is the same from every engine, and never nothing where there is text."""

from __future__ import annotations

from typing import Any

import pytest
from reference_engine import ReferenceEngine
from test_engine_contract import ARCHIVE, ENGINES, SEARCHES, build, request_of

from indexer.article import Article, PublicationDate
from indexer.engines import open_archive
from indexer.engines.contract import Engine, Hit, SearchRequest
from indexer.query.tree import Word

HEADLINE_ONLY = Article(
    id="quiet-1",
    title="Zeppelin over the harbour",
    body="It came at noon, and left before the evening bells.\n\nNobody knows whose it was.",
    captions=("A crowd.",),
    published=PublicationDate(date="2020-02-15"),
    path="quiet/1.txt",
    format="text",
)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    stories = [*ARCHIVE, HEADLINE_ONLY]
    if request.param == "reference":
        return ReferenceEngine(stories)
    return build(open_archive(tmp_path_factory.mktemp("archive") / "index"), stories, batches=2)


def shown(hit: Hit) -> tuple[Any, ...]:
    """Everything of a hit but its score, which engines need not agree on."""
    return (hit.id, hit.title, hit.title_marks, hit.opening, hit.published, hit.source, hit.snippets)


@pytest.mark.parametrize("search", SEARCHES)
def test_every_engine_shows_the_same_of_a_hit(engine: Engine, search: dict[str, Any]) -> None:
    request = request_of(search)
    reference = ReferenceEngine([*ARCHIVE, HEADLINE_ONLY])
    expected = {hit.id: shown(hit) for hit in reference.search(request).hits}
    assert {hit.id: shown(hit) for hit in engine.search(request).hits} == expected


@pytest.mark.parametrize("tree", [Word("zeppelin"), None], ids=["headline", "no words"])
def test_a_story_whose_body_holds_no_marked_word_shows_how_it_opens(
    engine: Engine, tree: Word | None
) -> None:
    hits = {hit.id: hit for hit in engine.search(SearchRequest(tree=tree, size=100)).hits}
    (snippet,) = hits["quiet-1"].snippets
    assert (snippet.text, snippet.marks) == ("It came at noon, and left before the evening bells.", ())


def test_a_search_that_asks_for_no_passages_gets_none(engine: Engine) -> None:
    (hit,) = engine.search(SearchRequest(tree=Word("zeppelin"), snippets=0)).hits
    assert hit.snippets == ()


def test_a_search_for_no_hits_only_counts(engine: Engine) -> None:
    for tree in (Word("zeppelin"), None):
        for sort in ("relevance", "newest"):
            results = engine.search(SearchRequest(tree=tree, size=0, facets=(), timeline=False, sort=sort))
            assert results.hits == ()
            assert results.total == (1 if tree else len(ARCHIVE) + 1)
