"""The API over HTTP: the documents of the command line, problem objects, and the two addresses for watchers."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from canned_archive import QUAKE, CannedArchive, CannedEngine, client_of, results

from indexer.engines.contract import MarkedArticle, Results, SearchRequest, Spelling
from indexer.errors import EngineError
from indexer.search.json_form import results_as_json
from search_web import create_app


def get(
    address: str, engine: CannedEngine | None = None, error: EngineError | None = None
) -> tuple[int, str, Any]:
    response = client_of(engine, error).get(address)
    return response.status_code, response.content_type, json.loads(response.get_data())


def test_a_search_gives_the_one_json_form() -> None:
    engine = CannedEngine()
    status, kind, document = get("/api/v1/search?q=quake&from=2020&size=3", engine)
    assert (status, kind) == (200, "application/json")
    assert document == json.loads(json.dumps(results_as_json(engine.asked[0], results())))
    assert document["query"]["text"] == "quake"
    assert document["size"] == 3


def test_a_search_that_found_nothing_says_why() -> None:
    engine = CannedEngine(answer=Results(total=0), near={"quake": (Spelling(word="quack", count=1),)})
    _, _, document = get("/api/v1/search?q=quake+storm&from=2020", engine)
    nothing = document["nothing_found"]
    assert [(clause["text"], clause["start"], clause["end"], clause["count"]) for clause in nothing["clauses"]] == [
        ("quake", 0, 5, 0),
        ("storm", 6, 11, 0),
        ("date:2020-01-01..", None, None, 0),
    ]  # fmt: skip
    assert (nothing["together"], nothing["without_dates"], nothing["partial"]) == ([0, 1, 2], 0, False)
    assert nothing["spellings"] == [], "a word that no article has helps nobody"
    assert all(asked.size == 0 and asked.facets == () and not asked.timeline for asked in engine.asked[1:])


def test_a_search_that_found_something_or_asked_for_everything_has_nothing_to_explain() -> None:
    assert get("/api/v1/search?q=quake")[2]["nothing_found"] is None
    assert get("/api/v1/search", CannedEngine(answer=Results(total=0)))[2]["nothing_found"] is None


def test_the_keys_keep_their_order() -> None:
    body = client_of().get("/api/v1/search?q=quake").get_data(as_text=True)
    assert list(json.loads(body))[:4] == ["query", "total", "total_relation", "partial"]


def test_a_search_for_nothing_gives_everything() -> None:
    engine = CannedEngine()
    status, _, document = get("/api/v1/search", engine)
    assert (status, document["total"]) == (200, 12)
    assert engine.asked[0].tree is None


def test_filters_and_exclusions_may_be_repeated() -> None:
    engine = CannedEngine()
    get("/api/v1/search?source=A&source=B&exclude_lang=de&tag=x", engine)
    asked: SearchRequest = engine.asked[0]
    assert asked.filters.include == {"source": ("A", "B"), "tag": ("x",)}
    assert asked.filters.exclude == {"language": ("de",)}


def test_an_article_is_the_same_as_on_the_command_line() -> None:
    status, kind, document = get("/api/v1/articles/quake-1")
    assert (status, kind) == (200, "application/json")
    assert document == QUAKE.as_json()


def test_text_is_sent_as_utf_8() -> None:
    article = replace(QUAKE, title="Łódź 東京")
    body = (
        client_of(CannedEngine(marked=MarkedArticle(article=article)))
        .get("/api/v1/articles/quake-1")
        .get_data()
    )
    assert "Łódź 東京".encode() in body


def test_lone_surrogates_are_sent_as_escapes() -> None:
    article = replace(QUAKE, title="broken \ud800 title")
    status, _, document = get("/api/v1/articles/quake-1", CannedEngine(marked=MarkedArticle(article=article)))
    assert (status, document["title"]) == (200, "broken \ud800 title")


def test_numbers_that_json_does_not_have_are_null() -> None:
    article = replace(
        QUAKE, extra={"score": float("nan"), "parts": [1.5, float("inf")], "deep": {"n": float("-inf")}}
    )
    body = client_of(CannedEngine(marked=MarkedArticle(article=article))).get("/api/v1/articles/quake-1")
    assert b"NaN" not in body.get_data()
    assert b"Infinity" not in body.get_data()
    assert body.get_json()["extra"] == {"score": None, "parts": [1.5, None], "deep": {"n": None}}


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"from": "soon"}, "from"),
        ({"to": "2020-13"}, "to"),
        ({"sort": "best"}, "sort"),
        ({"match": "some"}, "match"),
        ({"page": "0"}, "page"),
        ({"page": "1000000000"}, "page"),
        ({"page": "1" * 5_000}, "page"),
        ({"size": "1001"}, "size"),
        ({"size": "1e3"}, "size"),
        ({"q": "word " * 1_000}, "q"),
        ({"q": "a NEAR/5 (b AND c)"}, "q"),
        ({"source": "x" * 5_000}, "source"),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_names_the_parameter(
    parameters: dict[str, str], field: str
) -> None:
    engine = CannedEngine()
    status, kind, problem = get("/api/v1/search?" + urlencode(parameters), engine)
    assert (status, kind) == (400, "application/problem+json")
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", "Bad Request", 400)
    assert problem["field"] == field
    assert problem["detail"]
    assert engine.asked == []


@pytest.mark.parametrize("parameter", ["source", "exclude_tag"])
def test_more_values_than_a_filter_takes_are_refused_even_where_they_are_empty(parameter: str) -> None:
    engine = CannedEngine()
    status, kind, problem = get("/api/v1/search?" + "&".join([f"{parameter}="] * 257), engine)
    assert (status, kind) == (400, "application/problem+json")
    assert problem["field"] == parameter
    assert engine.asked == []
    status, _, _ = get("/api/v1/search?" + "&".join([f"{parameter}="] * 256), engine)
    assert status == 200


def test_a_problem_tells_the_place_in_the_query() -> None:
    query = "a NEAR/5 (b AND c)"
    _, _, problem = get("/api/v1/search?" + urlencode({"q": query}))
    assert query[problem["start"] : problem["end"]] == "b AND c"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/articles/nothing", 404),
        ("/api/v1/articles/" + "x" * 70, 404),
        ("/api/v1/articles/%00", 404),
        ("/api/v1/nothing", 404),
        ("/api/", 404),
        ("/api/v1/search?q=" + "a" * 150_000, 414),
    ],
)
def test_every_failure_of_the_api_is_a_problem(address: str, status: int) -> None:
    found, kind, problem = get(address)
    assert (found, kind) == (status, "application/problem+json")
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_the_api_is_only_read() -> None:
    response = client_of().post("/api/v1/search")
    assert (response.status_code, response.content_type) == (405, "application/problem+json")
    assert "GET" in response.headers["Allow"]


def test_the_process_is_healthy_even_without_an_index() -> None:
    error = EngineError("There is no index at index_data. Build one with: morgue rebuild PATH")
    assert get("/healthz", error=error)[::2] == (200, {"status": "ok"})
    status, kind, problem = get("/readyz", error=error)
    assert (status, kind) == (503, "application/problem+json")
    assert "morgue rebuild" in problem["detail"]
    assert get("/api/v1/search", error=error)[0] == 503


def test_it_is_ready_when_the_index_answers() -> None:
    assert get("/readyz")[::2] == (200, {"status": "ready", "generation": "g-7", "articles": 1_234})


def test_the_overview_is_counted_once_for_each_generation() -> None:
    class Counting(CannedEngine):
        counted = 0

        def overview(self) -> Any:
            self.counted += 1
            return super().overview()

    archive = CannedArchive(Counting())
    client = create_app(archive).test_client()
    for _ in range(3):
        client.get("/")
    first = archive.engine
    archive.engine = Counting()
    client.get("/")
    assert (first.counted, archive.engine.counted) == (1, 1)  # type: ignore[attr-defined]


def test_a_mistake_on_this_side_is_a_500_that_tells_nothing_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(CannedEngine):
        def search(self, request: SearchRequest) -> Any:
            raise ZeroDivisionError("secret detail")

    client = client_of(Broken())
    with caplog.at_level(logging.ERROR):
        for address in ("/api/v1/search?q=x", "/search?q=x"):
            response = client.get(address)
            assert response.status_code == 500
            assert "secret" not in response.get_data(as_text=True)
            assert response.headers["Content-Security-Policy"]
    assert "secret detail" in caplog.text
