"""Searches as data, asked of every engine: the reference engine says what is right, and all give its ids and counts.

`searches/archive.jsonl` is the archive. Each `searches/*.json` is a list of searches: `comment` says what
is tried, `query` and `filters` what is asked (`sort`, `page`, `size` where they matter), `ids` what must
be found (in this order where `ordered`), further keys what must be counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from drawn_queries import articles as drawn_articles
from drawn_queries import trees
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference_engine import ReferenceEngine
from soaking import scaled

from indexer.article import Article, PublicationDate, article_from_json
from indexer.engines import open_archive
from indexer.engines.contract import Archive, Engine, Filters, Results, SearchRequest
from indexer.errors import UnknownArticleError
from indexer.query.parser import parse
from indexer.query.tree import (
    First,
    InField,
    Near,
    Node,
    Or,
    Phrase,
    Same,
    TextField,
    Wildcard,
    Word,
)

FOLDER = Path(__file__).parent / "searches"
ARCHIVE = [
    article_from_json(json.loads(line)) for line in (FOLDER / "archive.jsonl").read_text("utf-8").splitlines()
]
SEARCHES = [
    pytest.param(search, id=f"{path.stem}: {search['comment']}")
    for path in sorted(FOLDER.glob("*.json"))
    for search in json.loads(path.read_text("utf-8"))
]
ENGINES = ("reference", "whoosh")

EXAMPLES = scaled(20, 800)
"""Drawn archives, each with several searches."""


def build(archive: Archive, stories: Sequence[Article], batches: int = 1) -> Engine:
    """An engine over the articles, written as ingest does, in several batches."""
    with archive.writer(update=False) as writer:
        loader = writer.loader_factory()(0)
        written = []
        for number in range(batches):
            for story in stories[number::batches]:
                loader.put(story)
            written.append(loader.flush())
        writer.commit([batch for batch in written if batch is not None])
    return archive.reader()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    if request.param == "reference":
        return ReferenceEngine(ARCHIVE)
    return build(open_archive(tmp_path_factory.mktemp("archive") / "index"), ARCHIVE, batches=3)


def request_of(search: dict[str, Any]) -> SearchRequest:
    tree = parse(search["query"], today=date(2020, 2, 15)).tree if search["query"] else None
    chosen = search.get("filters", {})
    filters = Filters(
        first=chosen.get("first"),
        last=chosen.get("last"),
        include={facet: tuple(values) for facet, values in chosen.get("include", {}).items()},
        exclude={facet: tuple(values) for facet, values in chosen.get("exclude", {}).items()},
    )
    return SearchRequest(
        tree=tree, filters=filters, sort=search.get("sort", "relevance"),
        page=search.get("page", 1), size=search.get("size", 100), interval=search.get("interval"), deadline=60,
    )  # fmt: skip


def counts_of(results: Results) -> dict[str, Any]:
    """Everything of an answer that engines must agree on, whatever they score."""
    return {
        "total": results.total,
        "partial": results.partial,
        "facets": {facet: [(v.value, v.count) for v in values] for facet, values in results.facets.items()},
        "timeline": results.timeline,
        "imprecise": results.imprecise,
        "undated": results.undated,
    }


@pytest.mark.parametrize("search", SEARCHES)
def test_every_search_gives_its_articles(engine: Engine, search: dict[str, Any]) -> None:
    results = engine.search(request_of(search))
    ids = [hit.id for hit in results.hits]
    assert ids == search["ids"] if search.get("ordered") else sorted(ids) == sorted(search["ids"])
    assert results.total == search.get("total", len(search["ids"]))
    for name in ("undated", "imprecise"):
        if name in search:
            assert getattr(results, name) == search[name], name


@pytest.mark.parametrize("search", SEARCHES)
def test_every_search_counts_and_marks_as_the_reference_does(engine: Engine, search: dict[str, Any]) -> None:
    request = request_of(search)
    reference = ReferenceEngine(ARCHIVE)
    expected, results = reference.search(request), engine.search(request)
    assert counts_of(results) == counts_of(expected)
    for hit in results.hits:
        assert replace(engine.article(hit.id, request.tree)) == reference.article(hit.id, request.tree)
        assert hit.title_marks == reference.article(hit.id, request.tree).title
        for snippet in hit.snippets:
            assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)


def test_articles_come_back_unchanged(engine: Engine) -> None:
    for story in ARCHIVE:
        assert engine.article(story.id).article == story


def test_an_unknown_id_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownArticleError, match="nowhere-1"):
        engine.article("nowhere-1")


def test_all_articles_stream_newest_first(engine: Engine) -> None:
    streamed = [story.id for story in engine.articles()]
    assert streamed == [story.id for story in ReferenceEngine(ARCHIVE).articles()]
    assert streamed[0] == "far-1"
    assert streamed[-3:] == ["undated-1", "undated-2", "undated-3"]


def test_the_archive_at_a_glance(engine: Engine) -> None:
    overview, expected = engine.overview(), ReferenceEngine(ARCHIVE).overview()
    assert (overview.articles, overview.undated) == (27, 3)
    assert (overview.first, overview.last) == ("1850-01-01", "9999-12-31")
    assert (overview.sources, overview.sections, overview.languages) == (
        expected.sources,
        expected.sections,
        expected.languages,
    )


def test_a_story_without_a_title_shows_its_first_words(engine: Engine) -> None:
    (hit,) = engine.search(SearchRequest(tree=parse("floodgate", today=date(2020, 1, 1)).tree)).hits
    assert hit.title is None
    assert hit.opening.startswith("Judges in the water-rights case heard the Watergate of Merrow Bay.")


def test_snippets_show_what_matched(engine: Engine) -> None:
    (hit,) = engine.search(SearchRequest(tree=parse('"apple a day"', today=date(2020, 1, 1)).tree)).hits
    (snippet,) = hit.snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["apple", "a", "day"]


def test_the_timeline_has_no_hole_and_names_all_articles(engine: Engine) -> None:
    request = SearchRequest(
        tree=parse("quake OR wind NOT dated:no", today=date(2020, 1, 1)).tree, interval="month"
    )
    timeline = engine.search(request).timeline
    assert timeline.interval == "month"
    assert [(bar.start, bar.count, bar.all) for bar in timeline.buckets] == [
        ("2020-02-01", 4, 12),
        ("2020-03-01", 2, 2),
    ]


@pytest.mark.parametrize(
    ("bars", "interval", "starts"),
    [
        (400, "day", 22),
        (21, "week", 4),
        (3, "month", 2),
        (1, "year", 1),
    ],
)
def test_a_timeline_of_more_bars_than_asked_for_goes_by_coarser_ones(
    engine: Engine, bars: int, interval: str, starts: int
) -> None:
    tree = parse("quake OR wind NOT dated:no", today=date(2020, 1, 1)).tree
    request = SearchRequest(tree=tree, interval="day", bars=bars, deadline=60)
    results = engine.search(request)
    assert (results.timeline.interval, len(results.timeline.buckets)) == (interval, starts)
    assert counts_of(results) == counts_of(ReferenceEngine(ARCHIVE).search(request))


def test_a_timeline_over_eight_thousand_years_keeps_its_busiest_bars(engine: Engine) -> None:
    timeline = engine.search(SearchRequest()).timeline
    assert timeline.interval == "year"
    assert len(timeline.buckets) <= 400
    assert sum(bar.count for bar in timeline.buckets) == 23


@st.composite
def drawn_archives(draw: st.DrawFn) -> list[Article]:
    return [draw(drawn_articles(identifier)) for identifier in "aAbcd"[: draw(st.integers(1, 5))]]


def filters_of(story: Article) -> Iterator[Filters]:
    yield Filters()
    yield Filters(first="2020-01-31", last="2020-02-20")
    if story.source:
        yield Filters(include={"source": (story.source.upper(),)}, exclude={"tag": ("oil",)})


@pytest.mark.soak(f"{EXAMPLES:,} drawn archives with up to 6 searches each")
@pytest.mark.parametrize("name", [name for name in ENGINES if name != "reference"])
@given(stories=drawn_archives(), questions=st.lists(trees, min_size=1, max_size=6), data=st.data())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_drawn_searches_are_answered_as_the_reference_answers(
    name: str,
    stories: list[Article],
    questions: list[Node],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    reference = ReferenceEngine(stories)
    engine = build(open_archive(tmp_path_factory.mktemp(name) / "index"), stories, batches=2)
    for tree in questions:
        filters = data.draw(st.sampled_from(list(filters_of(stories[0]))))
        sort = data.draw(st.sampled_from(["newest", "oldest"]))
        request = SearchRequest(tree=tree, filters=filters, sort=sort, deadline=60)
        expected, results = reference.search(request), engine.search(request)
        assert [hit.id for hit in results.hits] == [hit.id for hit in expected.hits], tree
        assert counts_of(results) == counts_of(expected), tree
        for hit in results.hits:
            assert engine.article(hit.id, tree) == reference.article(hit.id, tree), tree


WORDS_IN = {
    "title": ("quake", "oil", "the"), "byline": ("maria", "lopez", "tom", "reed"), "dateline": ("port", "merrow"), "url": ("harbour", "quake", "2020"),
    "summary": ("rescue", "aid", "sea", "survivors"), "caption": ("harbour", "street", "monday", "the"), "body": ("quake", "oil", "mayor", "the"),
}  # fmt: skip


@pytest.mark.parametrize("field", WORDS_IN)
def test_first_words_are_those_of_the_field_and_of_each_caption(engine: Engine, field: TextField) -> None:
    reference, found = ReferenceEngine(ARCHIVE), set()
    words = [InField(field, Word(word)) for word in WORDS_IN[field]]
    nodes: list[Node] = [*words, InField(field, Wildcard("*r*")), Or(tuple(words[:2]))]
    nodes += [InField(field, Phrase((words[0].node, words[1].node), slop)) for slop in (None, 2)]
    nodes += [
        node
        for one, other in combinations(words, 2)
        for node in (Near(one, other, 2, ordered=False), Same(one, other, "sentence"))
    ]
    for limit, node in product(range(1, 8), nodes):
        request = SearchRequest(tree=First(limit, node), sort="oldest", size=100, deadline=60)
        ids = [hit.id for hit in engine.search(request).hits]
        assert ids == [hit.id for hit in reference.search(request).hits], node
        found.add((limit, *ids))
    assert len(found) > 7


@pytest.mark.parametrize("batches", [1, 3])
def test_spellings_that_a_filter_takes_for_one_are_counted_as_one(tmp_path: Path, batches: int) -> None:
    day = PublicationDate(date="2020-02-15")
    rows = [
        ("The Post", ("Fishing", "fishing")), ("THE POST", ("FISHING",)), ("The Post", ("Ports",)),
        ("Zürich Heute", ("fishing", "ports")), ("Zurich heute", ()), ("Herald", ("Fishing", "Fishing")),
    ]  # fmt: skip
    articles = [
        Article(id=f"a{number}", source=source, tags=tags, body="A ferry.", published=day, path="a", format="text")
        for number, (source, tags) in enumerate(rows)
    ]  # fmt: skip
    for engine in (ReferenceEngine(articles), build(open_archive(tmp_path / "index"), articles, batches)):
        counted = engine.search(SearchRequest(tree=None, filters=Filters())).facets
        assert [(v.value, v.count) for v in counted["source"]] == [
            ("The Post", 3),
            ("Zurich heute", 2),
            ("Herald", 1),
        ]
        assert [(v.value, v.count) for v in counted["tag"]] == [("Fishing", 4), ("Ports", 2)]
        assert next((v.value, v.count) for v in engine.overview().sources) == ("The Post", 3)
        for facet, values in counted.items():
            for value in values:
                chosen = SearchRequest(tree=None, filters=Filters(include={facet: (value.value,)}))
                assert engine.search(chosen).total == value.count, (facet, value)


def test_years_are_a_facet_that_narrows_and_leaves_out(engine: Engine) -> None:
    every = engine.search(SearchRequest(size=0))
    years = {value.value: value.count for value in every.facets["year"]}
    assert sum(years.values()) == every.total - engine.overview().undated
    for year, count in years.items():
        chosen = engine.search(SearchRequest(size=1_000, filters=Filters(include={"year": (year,)})))
        assert chosen.total == count
        assert {hit.published.date[:4] for hit in chosen.hits if hit.published} == {year}
        without = engine.search(SearchRequest(size=0, filters=Filters(exclude={"year": (year,)})))
        assert without.total == every.total - count
