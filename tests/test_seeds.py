"""The seeds: what a first look shows. Each article is compared with a table that was written from the files by eye.

The table (`tests/data/seeds.json`) has a row an article, in the order of reading: where it lies, its format, title, day,
zone, byline, source and language. A new seed needs a row there.
"""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.containers import CONTAINER_NAMES
from indexer.formats import FORMATS
from indexer.ingest.reading import read_paths
from indexer.matching.article_match import analyse_article, match
from indexer.query.parser import parse
from indexer.settings import Limits, ReadingOptions

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
TABLE = Path(__file__).parent / "data" / "seeds.json"
COLUMNS = (
    "path",
    "member",
    "format",
    "title",
    "date",
    "time",
    "zone",
    "byline",
    "source",
    "section",
    "language",
)
MAGIC = {
    "gzip": b"\x1f\x8b",
    "bzip2": b"BZh",
    "xz": b"\xfd7zXZ",
    "Zstandard": b"\x28\xb5\x2f\xfd",
}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    outcomes = list(read_paths([str(SEEDS)], ReadingOptions(), Limits()))
    others = [outcome for outcome in outcomes if not isinstance(outcome, Article)]
    assert others == [], "a seed that is no article, or is broken"
    return [outcome for outcome in outcomes if isinstance(outcome, Article)]


def row_of(article: Article) -> list[str | None]:
    published = article.published
    when = (published.date, published.time, published.zone) if published else (None, None, None)
    return [
        article.path, article.member, article.format, article.title, *when,
        article.byline, article.source, article.section, article.language,
    ]  # fmt: skip


def test_every_seed_is_read_as_the_table_says(articles: list[Article]) -> None:
    table = json.loads(TABLE.read_text("utf-8"))
    assert table["columns"] == list(COLUMNS)
    assert [row_of(article) for article in articles] == table["articles"]


def test_there_are_some_dozens_with_ids_of_their_own(articles: list[Article]) -> None:
    assert 35 <= len(articles) <= 100
    assert len({article.id for article in articles}) == len(articles)


def test_every_format_is_shown(articles: list[Article]) -> None:
    assert {article.format for article in articles} == {form.NAME for form in FORMATS}


def test_every_container_is_shown() -> None:
    found = {
        name
        for name in CONTAINER_NAMES
        if any(is_in(name, file) for file in SEEDS.rglob("*") if file.is_file())
    }
    assert found == set(CONTAINER_NAMES)


def is_in(container: str, file: Path) -> bool:
    match container:
        case "zip":
            return zipfile.is_zipfile(file)
        case "tar":
            return tarfile.is_tarfile(file)
    return file.read_bytes().startswith(MAGIC[container])


def test_more_than_two_years_are_covered_beside_the_old_tape(articles: list[Article]) -> None:
    exact = sorted(
        date.fromisoformat(a.published.date)
        for a in articles
        if a.published and len(a.published.date) == 10 and a.format != "reuters-sgml"
    )
    assert (exact[-1] - exact[0]).days > 2 * 365
    assert len({day.year for day in exact}) >= 3


def test_one_is_undated_and_some_have_only_a_month(articles: list[Article]) -> None:
    assert [article.title for article in articles if article.undated] == ["The town clock is slow again"]
    assert (
        sum(article.published is not None and article.published.precision == "month" for article in articles)
        == 2
    )


def test_several_sources_sections_and_languages(articles: list[Article]) -> None:
    languages = Counter(article.language for article in articles)
    assert languages["de"] >= 1
    assert languages["ja"] >= 1
    assert len({article.source for article in articles} - {None}) >= 4
    assert len({article.section for article in articles} - {None}) >= 6


def test_what_stood_around_an_article_is_not_in_its_text(articles: list[Article]) -> None:
    for article in articles:
        for leftover in (
            "newsletter",
            "All rights reserved",
            "Most read",
            "Meistgelesen",
            "RELATED",
            "Sign up",
        ):
            assert leftover not in article.body, (article.path, leftover)


def test_no_letter_is_lost_to_a_wrong_charset(articles: list[Article]) -> None:
    for article in articles:
        assert "�" not in article.body
        assert "â€" not in article.body


def test_what_the_product_shows_off_is_there(articles: list[Article]) -> None:
    assert any(article.captions for article in articles)
    assert any(article.related for article in articles)
    assert any(article.updated for article in articles)
    assert any(article.dateline for article in articles)
    assert any(article.tags for article in articles)
    assert any(article.title is None for article in articles)


def test_every_example_on_the_start_page_finds_a_seed(articles: list[Article]) -> None:
    template = (ROOT / "search_web" / "templates" / "start.html").read_text("utf-8")
    rows = re.findall(r'^  \("((?:[^"\\]|\\.)+)", _\("', template, re.MULTILINE)
    examples = [row.replace('\\"', '"') for row in rows]
    assert len(examples) >= 5
    analysed = [analyse_article(article, article.language or "en") for article in articles]
    for example in examples:
        tree = parse(example, today=date(2024, 4, 1)).tree
        assert tree is not None
        assert any(match(tree, article) for article in analysed), example
