"""Why a search found nothing: each clause's own count, which of them have nothing in common, what would find something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from drawn_queries import articles as drawn_articles
from drawn_queries import trees
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from reference_engine import ReferenceEngine
from test_engine_contract import ENGINES, EXAMPLES, build

from indexer.article import Article, PublicationDate
from indexer.console.display import draw_results
from indexer.engines import open_archive
from indexer.engines.contract import Engine, Filters, Notice, Results, SearchRequest, Spelling
from indexer.errors import QueryError
from indexer.query.parser import parse
from indexer.query.printer import str_of
from indexer.query.tree import Node
from indexer.search.nothing_found import MOST_CLAUSES, NothingFound, explain
from indexer.search.request import make_request

TODAY = date(2020, 2, 19)
STORIES = [
    ("Harbour storm", "The storm closed the harbour.", "Harbour Times", "World", "en", "2020-02-01"),
    ("Harbour opens", "The harbour is open, said Maria Lopez.", "Harbour Times", "World", "en", "2020-02-03"),
    ("Oil", "Crude oil was dear; the price of oil rose.", "Northern Wire", "Business", "en", "2019-05-01"),
    ("Storm warning", "A storm is near. Ferries wait.", "Northern Wire", "World", "en", "2018-01-01"),
    ("Sturm", "Der Sturm kam.", "Hafenbote", "World", "de", "2020-02-02"),
]


def stories() -> list[Article]:
    return [
        Article(
            id=f"s{number}", title=title, body=body, source=source, section=section, language=language, byline="By Ada Quill",
            published=PublicationDate(date=day), path="s.txt", format="text",
        )
        for number, (title, body, source, section, language, day) in enumerate(STORIES)
    ]  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    if request.param == "reference":
        return ReferenceEngine(stories())
    return build(open_archive(tmp_path_factory.mktemp("nothing") / "index"), stories(), batches=2)


def asked(engine: Engine, text: str = "", **how: Any) -> NothingFound | None:
    request = make_request(text=text, today=TODAY, deadline=60, **how)
    return explain(engine, request, engine.search(request))


def why(engine: Engine, text: str = "", **how: Any) -> NothingFound:
    nothing = asked(engine, text, **how)
    assert nothing is not None
    return nothing


def counts(nothing: NothingFound) -> list[tuple[str, int | None, int | None]]:
    return [(clause.text, clause.count, clause.without) for clause in nothing.clauses]


def test_what_found_something_or_asked_for_nothing_needs_no_explanation(engine: Engine) -> None:
    assert asked(engine, "storm") is None
    assert asked(engine) is None
    assert asked(ReferenceEngine([]), "") is None


def test_each_clause_is_counted_by_itself_and_the_rest_without_it(engine: Engine) -> None:
    nothing = why(engine, "storm zeppelin title:harbour")
    assert counts(nothing) == [("storm", 2, 0), ("zeppelin", 0, 1), ("title:harbour", 2, 0)]
    assert [(clause.start, clause.end) for clause in nothing.clauses] == [(0, 5), (6, 14), (15, 28)]
    assert [clause.rest for clause in nothing.clauses] == ["zeppelin AND title:harbour", "storm AND title:harbour", "storm AND zeppelin"]  # fmt: skip
    assert nothing.together == (1,)
    assert (nothing.disjoint, nothing.partial, nothing.without_dates) == (False, False, None)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("oil storm", {(0, 1)}),
        ("oil price storm", {(0, 2), (1, 2)}),
        ("-oil harbour section:Business", {(0, 2), (1, 2)}),
        ("(oil OR gold) near harbour", {(0, 2), (1, 2), (0, 1)}),
        ("zeppelin quagga storm", {(0, 1)}),
        ("lang:de harbour source:Hafenbote", {(0, 1), (1, 2)}),
        ("date:2019 storm", {(0, 1)}),
        ("date:2020 storm section:World -harbour -sturm", {(0, 1, 3), (0, 3, 4)}),
        ("zeppelin", {(0,)}),
    ],
)
def test_the_clauses_to_blame_are_named(engine: Engine, text: str, together: set[tuple[int, ...]]) -> None:
    assert why(engine, text).together in together


def test_days_and_filters_are_clauses_too(engine: Engine) -> None:
    nothing = why(
        engine,
        "harbour",
        first="2018",
        last="2019",
        include={"source": ["Harbour Times", 'The "Ledger"'], "lang": ["en"]},
        exclude={"source": ["Hafenbote"], "section": ["Sport"], "byline": ["Tom Reed"]},
    )
    assert counts(nothing) == [
        ("harbour", 2, 0),
        ("date:2018-01-01..2019-12-31", 2, 2),
        (r'(source:"Harbour Times" OR source:"The \"Ledger\"") AND NOT source:Hafenbote', 2, 0),
        ("lang:en", 4, 0),
        ("NOT section:Sport", 5, 0),
        ('NOT byline:"Tom Reed"', 5, 0),
    ]
    assert [clause.about for clause in nothing.clauses] == ["words", "dates", "source", "language", "section", "byline"]  # fmt: skip
    assert all(clause.start is None and clause.end is None for clause in nothing.clauses[1:])
    assert nothing.without_dates == 2
    for clause in nothing.clauses:
        tree = parse(clause.text, today=TODAY).tree
        assert engine.search(SearchRequest(tree=tree, deadline=60)).total == clause.count, clause.text


def test_filters_alone_are_explained(engine: Engine) -> None:
    nothing = why(engine, first="2020-02-02", last="2020-02-02", include={"source": ["Northern Wire"]})
    assert counts(nothing) == [("date:2020-02-02", 1, 2), ('source:"Northern Wire"', 2, 1)]
    assert (nothing.together, nothing.disjoint, nothing.without_dates) == ((0, 1), True, 2)
    assert [clause.rest for clause in nothing.clauses] == ["", ""]


@pytest.mark.parametrize(
    ("text", "how", "found"),
    [
        ("harbour date:2018", {}, 2),
        ("harbour (date:2018 OR zeppelin)", {}, 2),
        ("harbour", {"last": "2017"}, 2),
        ("harbour zeppelin", {"last": "2017"}, 0),
        ("harbour zeppelin", {}, None),
    ],
)
def test_what_would_be_found_on_any_day_is_told_where_days_were_named(
    engine: Engine, text: str, how: dict[str, str], found: int | None
) -> None:
    assert why(engine, text, **how).without_dates == found


@pytest.mark.parametrize(
    ("text", "wider", "total"),
    [
        ('"storm harbour" closed', "storm AND harbour AND closed", 1),
        ("price PRE/2 oil crude", None, None),
        ("oil PRE/2 dear rose", None, None),
        ("price PRE/1 crude", "price AND crude", 1),
        ("ferries W/S storm", "ferries AND storm", 1),
        ("title:ferries storm", "ferries AND storm", 1),
        ("=HARBOUR", "HARBOUR", 2),
        ("ATLEAST/4 storm", "storm", 2),
        ("FIRST/1 harbour", "harbour", 2),
        ('"* zeppelin"', None, None),
        ("zeppelin NEAR/2 quagga", None, None),
        ("section:Harbour", None, None),
    ],
)
def test_the_words_of_a_clause_are_looked_for_anywhere(
    engine: Engine, text: str, wider: str | None, total: int | None
) -> None:
    nothing = asked(engine, text)
    found = [clause.wider for clause in nothing.clauses if clause.wider] if nothing else []
    assert [(one.text, one.total) for one in found] == ([(wider, total)] if wider else [])


def test_more_parts_than_are_counted_are_taken_together(engine: Engine) -> None:
    words = [f"word{number}" for number in range(30)]
    nothing = why(engine, " ".join(words), first="2020", include={"source": ["Hafenbote"]})
    assert len(nothing.clauses) == MOST_CLAUSES
    assert nothing.clauses[9].text == " AND ".join(words[9:])
    assert (nothing.clauses[9].start, nothing.clauses[9].end) == (54, len(" ".join(words)))
    assert [clause.about for clause in nothing.clauses[10:]] == ["dates", "source"]


def test_any_of_the_words_is_one_clause(engine: Engine) -> None:
    assert [clause.text for clause in why(engine, "zeppelin quagga", match="any").clauses] == ["zeppelin OR quagga"]  # fmt: skip


# Spellings


def spellings(nothing: NothingFound) -> list[tuple[str, str, int, str, int]]:
    return [(one.word, one.suggestion, one.count, one.text, one.total) for one in nothing.spellings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("harbuor storm", [("harbuor", "harbour", 2, "harbour storm", 1)]),
        ("harbuor, storm", [("harbuor,", "harbour", 2, "harbour storm", 1)]),
        ("harbuor strom", [("harbuor", "harbour", 2, "harbour storm", 1), ("strom", "storm", 2, "harbour storm", 1)]),
        ("title:harbuor", [("harbuor", "harbour", 2, "title:harbour", 2)]),
        ("intitle:(harbuor OR zeppelin)", [("harbuor", "harbour", 2, "intitle:(harbour OR zeppelin)", 2)]),
        ('"maria lopes"', [("lopes", "Lopez", 1, '"maria Lopez"', 1)]),
        ('"lopes" NEAR/2 maria', [("lopes", "Lopez", 1, "Lopez NEAR/2 maria", 1)]),
        ("byline:quil", []),
        ("NOT harbuor zeppelin", []),
        ("zeppelin", []),
        ("harbour harbuor date:2020", [("harbuor", "harbour", 2, "harbour harbour date:2020", 2)]),
        ("harbuor date:30d", [("harbuor", "harbour", 2, "harbour AND date:2020-01-21..2020-02-19", 2)]),
        ("harbuor source:Wire", [("harbuor", "harbour", 2, "harbour source:Wire", 0)]),
        ("harbuor*", []),
        ("=harbuor", []),
    ],
)  # fmt: skip
def test_a_word_that_no_article_has_is_offered_as_the_archive_spells_it(
    engine: Engine, text: str, expected: list[tuple[str, str, int, str, int]]
) -> None:
    assert spellings(why(engine, text)) == expected


def test_a_spelling_that_would_be_an_operator_is_quoted() -> None:
    story = replace(stories()[0], title="NOT", body="So he said.")
    engine = ReferenceEngine([story])
    assert [one.text for one in why(engine, "nott said").spellings] == ['"NOT" AND said']


def test_a_word_in_few_articles_gives_way_only_to_one_in_many(engine: Engine) -> None:
    many = [replace(stories()[0], id=f"m{n}", title="Goverment" if not n else "Government", body="") for n in range(25)]  # fmt: skip
    nothing = why(ReferenceEngine(many), "goverment title:zeppelin")
    assert spellings(nothing) == [], "nothing comes of it here"
    (one,) = why(ReferenceEngine([*many, replace(many[1], id="z", body="Zeppelins")]), "goverment zeppelins").spellings  # fmt: skip
    assert (one.suggestion, one.count, one.total) == ("Government", 25, 1)
    few = [replace(story, id=story.id) for story in many[:15]]
    assert why(ReferenceEngine([*few, replace(many[1], id="z", body="Zeppelins")]), "goverment zeppelins").spellings == ()  # fmt: skip


def test_the_same_query_is_proposed_once() -> None:
    nothing = why(ReferenceEngine(stories()), "harbuor strom")
    assert [one.text for one in nothing.corrections] == ["harbour storm"]


# Bounds


class Clock:
    """An engine that finds nothing, and lets time pass with every search."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, step: float) -> None:
        self.now, self.step = 0.0, step
        self.asked: list[SearchRequest] = []
        monkeypatch.setattr("indexer.search.counting.time.monotonic", lambda: self.now)

    def search(self, request: SearchRequest) -> Results:
        self.asked.append(request)
        self.now += self.step
        return Results(total=5 if len(self.asked) % 2 else 0)

    def spellings(self, word: str, limit: int = 3) -> tuple[Spelling, ...]:
        return ()


def test_counting_ends_with_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, step=0.15)
    request = make_request(text="a b c d e f", today=TODAY, deadline=1.0)
    nothing = explain(clock, request, Results(total=0, took=0.5))  # type: ignore[arg-type]
    assert nothing is not None
    assert [clause.count for clause in nothing.clauses] == [5, 0, 5, 0, None, None]
    assert [clause.without for clause in nothing.clauses] == [None] * 6
    assert nothing.partial
    assert nothing.together == (1, 3), "what is known is told"
    assert all(0 < asked.deadline <= 0.5 for asked in clock.asked)


def test_a_search_that_used_up_its_time_is_not_counted_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, step=0.1)
    request = make_request(text="a b", today=TODAY, deadline=1.0)
    nothing = explain(clock, request, Results(total=0, took=1.2))  # type: ignore[arg-type]
    assert nothing is not None
    assert clock.asked == []
    assert ([clause.count for clause in nothing.clauses], nothing.together) == ([None, None], ())


def test_a_count_that_was_cut_short_at_nothing_is_not_nothing() -> None:
    class Cut:
        def search(self, request: SearchRequest) -> Results:
            return Results(total=0, partial=True, notices=(Notice(message="Too long.", start=0, end=0),))

        def spellings(self, word: str, limit: int = 3) -> tuple[Spelling, ...]:
            return ()

    request = make_request(text="a b", today=TODAY)
    nothing = explain(Cut(), request, Results(total=0))  # type: ignore[arg-type]
    assert nothing is not None
    assert ([clause.count for clause in nothing.clauses], nothing.partial) == ([None, None], True)


def test_a_search_that_was_stopped_is_not_explained_as_one_that_found_nothing() -> None:
    request = make_request(text="a b", today=TODAY)
    stopped = Results(total=0, partial=True, notices=(Notice(message="Too long.", start=0, end=0),))
    assert explain(ReferenceEngine(stories()), request, stopped) is None
    assert next(iter(draw_results(request, stopped))) == (
        "Not finished: no article so far, but there may be some. Ask for fewer days, one source, or longer words."
    )


def test_only_counts_are_asked_for_and_not_too_many() -> None:
    class Watched(ReferenceEngine):
        asked: list[SearchRequest]

        def search(self, request: SearchRequest) -> Results:
            self.asked.append(request)
            return super().search(request)

    engine = Watched(stories())
    engine.asked = []
    words = " ".join(f"harbuo{letter}" for letter in "bcdfghjklmnpq")
    why(engine, f"{words} storm oil date:2020", include={"source": ["A"], "lang": ["xx"]})
    assert all(
        (asked.size, asked.timeline, asked.snippets) == (0, False, 0) and len(asked.facets) <= 1
        for asked in engine.asked[1:]
    )
    named = [asked for asked in engine.asked[1:] if asked.facets]
    assert [asked.facets for asked in named] == [("source",), ("language",)], "what the archive has instead"
    assert len(engine.asked) < 90


# Any search


@given(stories=st.lists(drawn_articles("x"), min_size=1, max_size=3), tree=trees, data=st.data())
@settings(max_examples=EXAMPLES * 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_told_is_what_searches_find(stories: list[Article], tree: Node, data: st.DataObject) -> None:
    engine = ReferenceEngine([replace(story, id=f"x{number}") for number, story in enumerate(stories)])
    filters = data.draw(st.sampled_from([Filters(), Filters(first="2020-02-01"), Filters(include={"source": ("Wire",)}, exclude={"tag": ("oil",)})]))  # fmt: skip
    assume(reads_back(tree))
    request = SearchRequest(text=str_of(tree), tree=tree, filters=filters, deadline=60)
    nothing = explain(engine, request, engine.search(request))
    if nothing is None:
        return
    json.dumps(nothing.as_json())
    alone = {clause.text: clause.count for clause in nothing.clauses if clause.about == "words"}
    for text, count in alone.items():
        assert total_of(engine, text) == count, text
    for one in nothing.spellings:
        assert total_of(engine, one.text, filters) == one.total
    assert nothing.together
    check_minimal(engine, nothing)


def reads_back(tree: Node) -> bool:
    """Whether the tree is one that a query can say: not an ATLEAST around a date, and the like."""
    try:
        return parse(str_of(tree), today=TODAY).tree == tree
    except QueryError:
        return False


def total_of(engine: Engine, text: str, filters: Filters | None = None) -> int:
    tree = parse(text, today=TODAY).tree if text else None
    return engine.search(SearchRequest(tree=tree, filters=filters or Filters(), deadline=60)).total


def check_minimal(engine: Engine, nothing: NothingFound) -> None:
    """Together they find nothing; those of one that finds something each, without any of them, find something."""
    blamed = [nothing.clauses[number].text for number in nothing.together]
    assert total_of(engine, joined(blamed)) == 0
    if nothing.disjoint and all(clause.about != "byline" for clause in nothing.clauses):
        for text in blamed:
            assert total_of(engine, joined([other for other in blamed if other is not text])) > 0


def joined(texts: list[str]) -> str:
    return " AND ".join(f"({text})" for text in texts)


def test_the_json_form_names_everything(engine: Engine) -> None:
    document: Mapping[str, Any] = why(engine, "harbuor storm", last="2019").as_json()
    assert list(document) == ["clauses", "together", "without_dates", "spellings", "values", "partial"]
    assert document["clauses"][0] == {"text": "harbuor", "start": 0, "end": 7, "count": 0, "without": 1, "wider": None}  # fmt: skip
    assert document["spellings"] == [{"word": "harbuor", "suggestion": "harbour", "count": 2, "text": "harbour storm", "total": 0}]  # fmt: skip
