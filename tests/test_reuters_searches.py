"""Queries over the real stories of Reuters-21578: ids, counts, order, marks, facets and timeline are those of the reference engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from candidate_engine import CandidateEngine
from reuters_archive import FILES, Drawing, read_stories
from soaking import scaled

from indexer.article import Article
from indexer.engines import open_archive
from indexer.engines.contract import Archive, Engine, Results, SearchRequest
from indexer.errors import QueryError
from indexer.query import tree as t
from indexer.query.normal_form import walk
from indexer.query.printer import str_of
from indexer.search.request import make_request

PARTS = scaled(1, 4)
QUERIES = scaled(90, 500) // PARTS
"""In each of the parts."""
STORIES = scaled(1, FILES)
"""Files of about a thousand stories."""
MARKED = 8
"""Of the articles found, so many are compared mark by mark."""
KINDS = (
    t.Word, t.Wildcard, t.Fuzzy, t.Exact, t.Phrase, t.Near, t.Same, t.AtLeast, t.First, t.InField, t.HasValue, t.Dates, t.Length,
    t.And, t.Or, t.Not,
)  # fmt: skip


@dataclass(frozen=True)
class Both:
    stories: list[Article]
    reference: CandidateEngine
    engine: Engine


def write(archive: Archive, stories: list[Article], old: list[Article]) -> None:
    """Some stories in an older state and some that go; then an update brings all to what they are."""
    with archive.writer(update=False) as writer:
        writer.ledger_file.write_bytes(b"a ledger of no interest here")
        loader = writer.loader_factory()(0)
        batches = []
        for number in range(3):
            for story in old[number::3]:
                loader.put(story)
            batches.append(loader.flush())
        writer.commit([batch for batch in batches if batch])
    before = {story.id: story for story in old}
    now = {story.id: story for story in stories}
    with archive.writer(update=True) as writer:
        loader = writer.loader_factory()(0)
        for story in stories:
            if before.get(story.id) != story:
                loader.put(story)
        batch = loader.flush()
        gone = [identifier for identifier, story in before.items() if now.get(identifier) != story]
        writer.commit([batch] if batch else [], drop_ids=gone)


@pytest.fixture(scope="module")
def both(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    stories = read_stories(shared_data / "reuters21578", STORIES)
    old = [
        replace(story, body=story.body[::-1]) if number % 20 == 1 else story
        for number, story in enumerate(stories)
    ]
    old = [story for number, story in enumerate(old) if number % 30 != 2]
    old += [replace(story, id=f"gone-{story.id}"[:64]) for story in stories[::25]]
    archive = open_archive(tmp_path_factory.mktemp("reuters") / "index")
    write(archive, stories, old)
    return Both(stories, CandidateEngine(stories), archive.reader())


def drawn_requests(stories: list[Article], part: int) -> Iterator[SearchRequest]:
    """Each search is typed: its text goes through the parser."""
    drawing, number = Drawing(stories, seed=part), part * QUERIES
    while number < (part + 1) * QUERIES:
        text = str_of(drawing.tree(number))
        first, last = drawing.days() if drawing.draw.random() < 0.3 else (None, None)
        tags = [tag for story in drawing.draw.sample(stories, 6) for tag in story.tags[:1]]
        include = (
            {"tag": tags[:2]} if drawing.draw.random() < 0.2 else {"lang": ["EN"]} if number % 9 == 0 else {}
        )
        exclude = {"section": ["earn"], "tag": tags[2:3]} if drawing.draw.random() < 0.2 else {}
        try:
            request = make_request(
                text=text, first=first or "", last=last or "", include=include, exclude=exclude, sort=("newest", "oldest")[number % 2],
                interval=drawing.draw.choice(("", "", "day", "week", "month", "year")), today=date(1987, 10, 20), deadline=600,
            )  # fmt: skip
        except QueryError:
            continue
        number += 1
        yield request


def check_counts_and_order(request: SearchRequest, both: Both) -> list[str]:
    """Everything but what is shown of a hit. The ids found, in the order of the sort."""
    whole = replace(request, size=len(both.stories), snippets=0)
    bare = replace(request, size=1, snippets=0)
    expected, results = both.reference.search(bare), both.engine.search(whole)
    assert counted(results) == counted(expected), request.understood
    ids = [hit.id for hit in results.hits]
    ordered = both.reference.articles_in_order(request)
    assert ids == ordered, request.understood
    return ids


def counted(results: Results) -> Results:
    return replace(results, hits=(), notices=(), took=0.0)


def check_hits(request: SearchRequest, ids: list[str], both: Both) -> int:
    """A page somewhere in the results as it is shown, and the marks in whole articles. How many ranges were marked."""
    page = replace(request, page=len(ids) // 2 // request.size + 1)
    expected, results = both.reference.search(page), both.engine.search(page)
    assert [replace(hit, score=None) for hit in results.hits] == list(expected.hits), request.understood
    marks = 0
    for identifier in ids[:: len(ids) // MARKED + 1]:
        marked = both.engine.article(identifier, request.tree)
        assert marked == both.reference.article(identifier, request.tree), request.understood
        marks += len(marked.body) + len(marked.title)
    return marks


def check_relevance(request: SearchRequest, ids: list[str], both: Both) -> None:
    """The same articles, the best first, equal scores by id."""
    ranked = replace(request, sort="relevance", size=len(both.stories), snippets=0, facets=(), timeline=False)
    hits = both.engine.search(ranked).hits
    assert sorted(hit.id for hit in hits) == sorted(ids), request.understood
    if any(hit.score for hit in hits):
        keys = [(-(hit.score or 0.0), hit.id) for hit in hits]
        assert all(one < other for one, other in pairwise(keys)), request.understood


@pytest.mark.shared_data
@pytest.mark.soak(f"{QUERIES:,} queries over {STORIES} of the {FILES} files of Reuters-21578")
@pytest.mark.timeout(scaled(300, 3_600))
@pytest.mark.parametrize("part", range(PARTS))
def test_queries_over_real_stories_are_answered_as_the_reference_answers(
    part: int, both: Both, figures: Callable[[str], None]
) -> None:
    kinds: Counter[type] = Counter()
    found = marks = empty = 0
    for request in drawn_requests(both.stories, part):
        assert request.tree is not None
        kinds.update(map(type, walk(request.tree)))
        ids = check_counts_and_order(request, both)
        marks += check_hits(request, ids, both)
        check_relevance(request, ids, both)
        found += len(ids)
        empty += not ids
    figures(
        f"{len(both.stories):,} stories, {found:,} hits, {marks:,} marks compared, {empty} queries without a hit"
    )
    assert all(kinds[kind] for kind in KINDS), kinds
    assert empty < QUERIES // 2
