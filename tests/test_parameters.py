"""Parameters that there are none of: a mistyped filter must not give the count of another search."""

from __future__ import annotations

import time
from typing import Any

import pytest
from canned_archive import client_of
from page_reading import Page

from search_web.openapi import ENDPOINTS

SEARCHES = ("/api/v1/search", "/api/v1/concordance", "/api/v1/words", "/api/v1/compare")
FILES = ("/search.csv", "/search.jsonl", "/search.ris", "/search.bib", "/search.csl.json")


def problem(address: str) -> Any:
    answer = client_of().get(address)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json"), address
    return answer.json


@pytest.mark.parametrize("address", SEARCHES)
def test_the_api_refuses_what_it_does_not_take(address: str) -> None:
    told = problem(f"{address}?q=quake&sorce=Reuters")
    assert told["field"] == "sorce"
    assert told["detail"] == "There is no parameter “sorce” here; did you mean source?"


@pytest.mark.parametrize("address", (*FILES, "/search.query.json"))
def test_files_are_refused_too_as_nobody_sees_a_notice_in_them(address: str) -> None:
    answer = client_of().get(f"{address}?q=quake&form=2020")
    assert answer.status_code == 400
    assert "did you mean from?" in answer.text
    german = client_of().get(f"{address}?q=quake&form=2020&locale=de")
    assert "Den Parameter „form“ gibt es hier nicht; meinten Sie from?" in german.text
    assert client_of().get(f"{address}?q=quake&from=2020").status_code == 200


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("query", "q"), ("Source", "source"), ("sources", "source"), ("language", "lang"), ("exclude_sorce", "exclude_source"), ("author", "byline"),
        ("date", "from"), ("until", "to"), ("form", "from"), ("limit", "size"), ("order", "sort"), ("exclude_language", "exclude_lang"), ("facet_value", "facet_values"),
    ],
)  # fmt: skip
def test_what_was_meant_is_offered(name: str, meant: str) -> None:
    assert problem(f"/api/v1/search?{name}=x")["detail"].endswith(f"did you mean {meant}?")


def test_where_nothing_is_near_all_names_are_told() -> None:
    detail = problem("/api/v1/search?q=quake&zeppelin=1")["detail"]
    assert detail.startswith("There is no parameter “zeppelin” here; there are q, from, to, match,")
    assert "exclude_source" in detail and "order" not in detail
    assert "order" in problem("/api/v1/concordance?q=quake&zeppelin=1")["detail"]


@pytest.mark.parametrize("endpoint", [endpoint for endpoint in ENDPOINTS if "from" in endpoint.parameters])
def test_every_parameter_that_is_described_is_taken(endpoint: Any) -> None:
    for name in endpoint.parameters:
        name = "q" if name == "words" else name
        value = {"match": "any", "sort": "newest", "order": "left"}.get(name, "2")
        answer = client_of().get(f"{endpoint.path}?{'' if name == 'q' else 'q=quake&'}{name}={value}")
        assert "There is no parameter" not in answer.text, name


@pytest.mark.parametrize("more", ["chart=share&compare=storm", "locale=de", "=x", "&", "size="])
def test_the_address_of_a_page_serves_for_the_api(more: str) -> None:
    assert client_of().get(f"/api/v1/search?q=quake&{more}").status_code == 200


@pytest.mark.parametrize("address", ["/search", "/"])
def test_a_page_says_what_it_ignored_and_answers(address: str) -> None:
    page = Page(client_of().get(f"{address}?q=quake&sorce=Reuters&utm_source=x&fbclid=y&ref=z"))
    page.check_markup()
    (told,) = page.texts("//ul[@class='notices']/li")
    assert told == "The address says “sorce”, which was ignored; did you mean source?"
    german = Page(client_of().get(f"{address}?q=quake&sorce=Reuters&locale=de"))
    (told,) = german.texts("//ul[@class='notices']/li")
    assert told == "„sorce“ in der Adresse wurde nicht beachtet; meinten Sie source?"


def test_the_start_page_says_so_too() -> None:
    page = Page(client_of().get("/search?sorce=Reuters"))
    assert page.texts("//ul[@class='notices']/li") == [
        "The address says “sorce”, which was ignored; did you mean source?"
    ]


def test_thousands_of_names_cost_no_time_and_few_words() -> None:
    names = "&".join(f"sorc{letter}{other}=1" for letter in "abcdefghijklmnop" for other in range(0x4E00, 0x4E00 + 400))[:95_000]  # fmt: skip
    began = time.process_time()
    page = Page(client_of().get(f"/search?q=quake&source{names}&sorce=1&soource=1&sourcee=1&surce=1"))
    assert time.process_time() - began < 4
    assert len(page.texts("//ul[@class='notices']/li")) <= 3
    assert problem("/api/v1/search?" + "x" * 5000 + "=1")["field"] == "x" * 100
    assert "<b>" not in client_of().get("/search.csv?q=quake&%3Cb%3E=1").text
