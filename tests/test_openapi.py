"""The API is what its own description says: every address, every parameter, every answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from canned_archive import CannedArchive, CannedEngine, results
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from test_cli import morgue, write_stories

from indexer.engines import open_archive
from indexer.search.synonyms import make_synonyms
from search_web import create_app
from search_web.openapi import ENDPOINTS, SCHEMAS, Endpoint, describe

DOCUMENT = describe()
ASKING = [endpoint for endpoint in ENDPOINTS if "from" in endpoint.parameters]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("openapi")
    done = morgue("rebuild", str(write_stories(folder / "news")), "--index", str(folder / "index"), "--quiet")
    assert done.exit_code == 0
    return str(folder / "index")


@pytest.fixture(scope="module")
def client(index: str) -> Iterator[FlaskClient]:
    with create_app(open_archive(index)).test_client() as client:
        yield client


def check(schema: str, document: Any) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": {"schemas": SCHEMAS}}
    Draft202012Validator(whole).validate(document)


def test_the_document_is_one_of_openapi(client: FlaskClient) -> None:
    validate(DOCUMENT)
    assert client.get("/api/v1/openapi.json").json == DOCUMENT


def test_every_address_for_programs_is_described() -> None:
    rules = {
        re.sub(r"<\w+>", "{id}", rule.rule)
        for rule in create_app().url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert rules == set(DOCUMENT["paths"])


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_example_runs_and_its_answer_is_as_described(client: FlaskClient, endpoint: Endpoint) -> None:
    hits = client.get("/api/v1/search?q=ferry").json
    assert hits is not None
    for example in (endpoint.example, endpoint.example.replace("storm", "ferry")):
        answer = client.get(f"{endpoint.path.format(id=hits['hits'][0]['id'])}?{example}")
        assert answer.status_code == 200
        assert answer.content_type == "application/json"
        check(endpoint.schema, answer.json)


_PIECES = ["ferry", "bridge", '"the ferry', "(", ")", "OR", "NOT", "NEAR/5", "*", "date:2020..", "\x00", "ü", "x" * 300, "=", "-", "9" * 20]  # fmt: skip
_VALUES = st.lists(st.sampled_from(_PIECES), max_size=4).map(" ".join) | st.text(max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_the_answer_is_as_described(client: FlaskClient, data: st.DataObject) -> None:
    endpoint = data.draw(st.sampled_from(ASKING))
    names = st.sampled_from(["q", *endpoint.parameters, "unknown"])
    pairs = data.draw(st.lists(st.tuples(names, _VALUES), max_size=5))
    answer = client.get(f"{endpoint.path}?{urlencode(pairs, errors='surrogatepass')}")
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        check(endpoint.schema, answer.json)
    else:
        assert answer.content_type == "application/problem+json"
        check("Problem", answer.json)
        assert answer.json is not None and answer.json["field"] in (
            *endpoint.parameters,
            "q",
            "order",
            "page",
            "size",
            "sort",
            "facet_values",
            "unknown",
        )


@pytest.mark.parametrize(
    "address", ["/api/v1/articles/nobody", "/api/v1/articles/nobody/similar", "/api/v1/nothing"]
)
def test_what_is_not_there_is_a_problem(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    check("Problem", answer.json)


def test_methods_that_write_are_refused_and_head_and_options_are_not(client: FlaskClient) -> None:
    refused = client.post("/api/v1/search")
    assert (refused.status_code, refused.content_type) == (405, "application/problem+json")
    assert "GET" in refused.headers["Allow"]
    head = client.head("/api/v1/search?q=ferry")
    assert (head.status_code, head.data) == (200, b"")
    assert "GET" in client.options("/api/v1/search").headers["Allow"]


def test_an_answer_that_is_known_is_not_sent_again(client: FlaskClient, index: str) -> None:
    first = client.get("/api/v1/search?q=ferry")
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    again = client.get("/api/v1/search?q=ferry", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get("/api/v1/search?q=bridge", headers={"If-None-Match": tag}).status_code == 200
    assert first.headers["Cache-Control"] == "private, no-cache"
    morgue("rebuild", "--index", index, "--quiet")
    changed = client.get("/api/v1/search?q=ferry", headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["ETag"] != tag


def test_an_answer_that_is_not_whole_is_kept_by_nobody() -> None:
    engine = CannedEngine(answer=results(partial=True))
    with create_app(CannedArchive(engine)).test_client() as client:
        first = client.get("/api/v1/search?q=ferry")
        engine.answer = results()
        second = client.get("/api/v1/search?q=ferry")
    assert (first.headers["Cache-Control"], "ETag" in first.headers) == ("no-store", False)
    assert (second.headers["Cache-Control"], "ETag" in second.headers) == ("private, no-cache", True)


def test_other_synonyms_make_another_answer(index: str) -> None:
    tags = set()
    for lines in (["ferry = boat"], ["ferry = ship"], ["ferry = boat"]):
        with create_app(open_archive(index), synonyms=make_synonyms(lines)).test_client() as client:
            tags.add(client.get("/api/v1/search?q=ferry").headers["ETag"])
    assert len(tags) == 2


def test_as_many_values_of_a_facet_are_listed_as_asked(client: FlaskClient) -> None:
    whole = client.get("/api/v1/search?facet_values=1000").json
    one = client.get("/api/v1/search?facet_values=1&size=1")
    assert whole is not None and one.json is not None
    assert len(whole["facets"]["year"]) > 1
    assert {facet: values[:1] for facet, values in whole["facets"].items()} == one.json["facets"]
    assert "facet_values=1" in one.headers["Link"]
    for wrong in ("1001", "0", "many"):
        refused = client.get(f"/api/v1/search?facet_values={wrong}")
        assert (refused.status_code, (refused.json or {})["field"]) == (400, "facet_values")


def test_links_lead_through_the_pages(client: FlaskClient) -> None:
    def links(address: str) -> dict[str, str]:
        found = client.get(address).headers.getlist("Link")
        return {
            match[2]: match[1]
            for link in found
            if (match := re.fullmatch(r'<([^>]+)>; rel="(\w+)"', link)) is not None
        }

    first = links("/api/v1/search?q=ferry&size=1")
    assert first == {"next": "/api/v1/search?q=ferry&size=1&page=2"}
    second = links(first["next"])
    assert second == {
        "first": "/api/v1/search?q=ferry&size=1",
        "prev": "/api/v1/search?q=ferry&size=1",
        "next": "/api/v1/search?q=ferry&size=1&page=3",
    }
    assert "next" not in links(second["next"])
    assert links("/api/v1/search?q=nowhere") == {}
