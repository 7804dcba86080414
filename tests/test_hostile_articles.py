"""Fifty articles with markup in every field, in a real index: each page shows them as text, and nothing of them as markup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from page_reading import ALLOWED_ELEMENTS, Page
from test_web_security import PAYLOADS

from indexer.article import Article, PublicationDate
from indexer.engines import open_archive
from search_web import create_app

READABLE = tuple(payload for payload in PAYLOADS if "\ud800" not in payload)


def articles() -> Iterator[Article]:
    for number in range(50):
        payload = f"storm {READABLE[number % len(READABLE)]} wreck{'abcdefghijklmnopqrstuvwxyz'[number // 2]}"
        yield Article(
            id=f"hostile-{number}", title=payload, byline=payload, source=payload, section=payload,
            url=f"https://news.example/{payload}", dateline=payload, tags=(payload,), summary=payload,
            body=f"{payload}\n\n{payload}", captions=(payload,), related=(payload,),
            published=PublicationDate(date=f"2020-{number % 12 + 1:02d}-03", raw=payload), extra={payload: payload},
            path=payload, member=payload, format="text",
        )  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    archive = open_archive(tmp_path_factory.mktemp("hostile") / "index")
    with archive.writer(update=False) as writer:
        loader = writer.loader_factory()(0)
        for article in articles():
            loader.put(article)
        batch = loader.flush()
        assert batch is not None
        writer.commit([batch])
    return create_app(archive).test_client()


def assert_only_text(page: Page) -> None:
    """Only our own elements, no handler, no style, and no address but ours or one of the web."""
    elements = list(page.root.iter("*"))
    assert {str(element.tag) for element in elements} <= ALLOWED_ELEMENTS
    for element in elements:
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    assert all(address.startswith(("/", "#", "?", "https://news.example/")) for _, address in page.links)
    assert len(page.root.xpath("//script")) == 1
    assert page.root.xpath("//meta[@http-equiv]") == []


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=storm&size=50",
        "/search?q=storm&size=50&page=1&chart=share&exclude_section=x",
        "/search?from=2020&size=50",
        "/reading-list?" + "&".join(f"id=hostile-{number}" for number in range(50)),
    ],
)
def test_pages_with_many_hostile_articles_show_text(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert_only_text(Page(response))


@pytest.mark.parametrize("number", range(50))
def test_each_hostile_article_is_shown_as_text_with_those_like_it(client: FlaskClient, number: int) -> None:
    page = Page(client.get(f"/article/hostile-{number}?q=storm"))
    assert page.status == 200
    assert_only_text(page)
    assert page.texts("//mark") and set(page.texts("//mark")) <= {"storm", "Storm"}
    assert page.texts("//section[@class='similar']/h2") == ["More like this"]
