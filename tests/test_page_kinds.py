"""Saved pages of many systems and papers: headline, byline, day, section, tags, language, address, text and captions."""

from __future__ import annotations

from typing import Any

import pytest
from bodies_of_pages import BODIES
from kinds_of_pages import DAYS, KINDS, TEXTS, TITLE, make_page, texts_of
from sparse_pairs import read_article

from indexer.article import Article
from indexer.formats.web import html_page
from indexer.formats.web.page_body import strip_by
from indexer.formats.web.page_writers import is_writer


def fields_of(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "byline": article.byline,
        "date": article.published.date if article.published else None,
        "updated": article.updated.date if article.updated else None,
        "section": article.section,
        "tags": article.tags,
        "language": article.language,
        "url": article.url,
        "captions": len(article.captions),
    }


@pytest.mark.parametrize(("name", "page", "wanted"), KINDS, ids=[name for name, _, _ in KINDS])
def test_a_page_of_this_kind_is_read(name: str, page: str, wanted: dict[str, Any]) -> None:
    article = read_article(html_page, page.encode(), "x/page.html")
    found = fields_of(article)
    expected = {field: value for field, value in wanted.items() if field not in ("body", "no")}
    assert {field: found[field] for field in expected} == expected
    assert [text for text in wanted.get("body", ()) if text not in article.body] == []
    assert [text for text in wanted.get("no", ()) if text in article.body] == []


@pytest.mark.parametrize(("what", "page", "texts"), BODIES, ids=[what for what, _, _ in BODIES])
def test_a_text_is_whole_in_this_markup(what: str, page: str, texts: list[str]) -> None:
    body = read_article(html_page, page.encode(), "x/page.html").body
    assert [text for text in texts if text not in body] == []
    assert [text for text in texts if body.count(text) > 1] == []


def test_a_standfirst_is_the_summary_and_not_the_text_twice() -> None:
    standfirst = "A closure until autumn hits shops on both banks, and nobody knows who will pay for it all."
    head = f'{TITLE}<meta name="description" content="{standfirst}">'
    inner = f'<div class="top"><h1>Bridge shut until September</h1><p class="intro">{standfirst}</p></div><div class="article-body">{texts_of("en")}</div>'
    article = read_article(html_page, make_page("en", head, inner).encode(), "x/page.html")
    assert (article.summary, article.body) == (standfirst, "\n\n".join(TEXTS["en"]))


@pytest.mark.parametrize(("what", "page", "day"), DAYS, ids=[what for what, _, _ in DAYS])
def test_a_day_is_the_articles_or_none(what: str, page: str, day: str | None) -> None:
    published = read_article(html_page, page.encode(), "x/page.html").published
    assert (published.date if published else None) == day


def test_a_page_whose_days_are_years_apart_says_so_and_has_none() -> None:
    (page,) = [page for what, page, _ in DAYS if what.startswith("json-ld published after")]
    article = read_article(html_page, page.encode(), "x/page.html")
    assert article.undated is not None
    assert article.undated.reason == "the page states 2023-05-03 and prints 2011-05-03"
    assert article.undated.raw == "3 May 2011"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("admin", False), ("Administrator", False), ("Super User", False), ("webmaster", False), ("admin2", False), ("root", False), ("wp_admin", False),
        ("user", False), ("undefined", False), ("Администратор", False), ("desk@post.example", False), ("https://post.example/hale", False), ("@hale", False),
        ("Redaktion", True), ("Admina Hale", True), ("Mary Root", True), ("Newsdesk", True), ("Користувач Іван", True), ("AFP", True),
    ],
)  # fmt: skip
def test_the_account_of_a_system_is_no_writer(name: str, is_one: bool) -> None:
    assert is_writer(name) is is_one


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("By Mary Hale", "Mary Hale"), ("VON ANNA VOGT", "ANNA VOGT"), ("di Lucia Ferri", "Lucia Ferri"), ("Di Stefano Anna", "Di Stefano Anna"),
        ("De Vries, Jan", "De Vries, Jan"), ("Von der Leyen, Ursula", "Von der Leyen, Ursula"), ("Autore Lucia Ferri", "Lucia Ferri"),
        ("Текст: Ольга Белова", "Ольга Белова"), ("Mary Hale | mary.hale@post.example", "Mary Hale"), ("Text: Eva Lind", "Eva Lind"),
    ],
)  # fmt: skip
def test_a_name_stands_without_its_label_and_whole(printed: str, name: str) -> None:
    assert strip_by(printed) == name


def test_a_stated_account_gives_way_to_the_printed_name() -> None:
    head = (
        TITLE
        + '<script type="application/ld+json">{"@type":"Article","headline":"Bridge shut until September","author":{"name":"admin"}}</script>'
    )
    page = make_page("en", head, f"<h1>Bridge shut until September</h1><p>By Mary Hale</p>{texts_of('en')}")
    article = read_article(html_page, page.encode(), "x/page.html")
    assert (article.byline, TEXTS["en"][0] in article.body) == ("Mary Hale", True)
    assert article.extra["account"] == ["admin"]
