"""Kinds of answers over HTTP: what the Accept header asks for, or a 406 that says what there is."""

from __future__ import annotations

import json

import pytest
from canned_archive import CannedEngine, client_of

CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/search?q=quake", CHROMIUM),
        ("/search?q=quake", "*/*"),
        ("/search?q=quake", ""),
        ("/search?q=quake", "text/*"),
        ("/search?q=quake", "application/xhtml+xml"),
        ("/search?q=quake", "TEXT/HTML;q=0.1, image/png"),
        ("/api/v1/search?q=quake", "application/json"),
        ("/api/v1/search?q=quake", "application/problem+json, application/json"),
        ("/search.atom?q=quake", "application/rss+xml, application/atom+xml;q=0.9"),
        ("/search.atom?q=quake", "application/xml"),
        ("/search.bib?q=quake", "text/plain"),
        ("/search.csl.json?q=quake", "application/json"),
        ("/search.csv?q=quake", "text/csv"),
        ("/static/morgue.css", "image/png"),
        ("/healthz", "application/json"),
    ],
)
def test_what_is_asked_for_is_given(address: str, accept: str) -> None:
    with client_of(CannedEngine()).get(address, headers={"Accept": accept}) as answer:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "accept", "given"),
    [
        ("/search?q=quake", "application/json", "text/html"),
        ("/search?q=quake", "text/html;q=0, application/json", "text/html"),
        ("/", "image/png", "text/html"),
        ("/api/v1/search?q=quake", "text/html", "application/json"),
        ("/api/v1/openapi.json", "application/yaml", "application/json"),
        ("/search.csv?q=quake", "application/json", "text/csv"),
        ("/search.atom?q=quake", "application/rss+xml", "application/atom+xml"),
    ],
)
def test_what_cannot_be_given_is_refused_with_what_can(address: str, accept: str, given: str) -> None:
    answer = client_of(CannedEngine()).get(address, headers={"Accept": accept})
    document = json.loads(answer.get_data())
    assert (answer.status_code, answer.content_type) == (406, "application/problem+json")
    assert (document["status"], document["title"], document["available"]) == (406, "Not Acceptable", [given])
    assert given in document["detail"] and "/api/v1" in document["detail"]
    assert answer.headers["Vary"] == "Accept"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_failure_is_told_whatever_was_asked_for() -> None:
    client = client_of(CannedEngine())
    assert (
        client.get("/search?q=quake&from=1066-13", headers={"Accept": "application/json"}).status_code == 400
    )
    assert client.get("/nowhere", headers={"Accept": "image/png"}).status_code == 404
