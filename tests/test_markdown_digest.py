"""Markdown files of many articles, folders that are sections: golden files of our own, what is none, and the samples."""

from __future__ import annotations

import gzip
from collections import Counter
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from golden_pairs import list_cases, read_expected, read_outcomes
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import choose
from indexer.formats.records import json_records
from indexer.formats.text import markdown_digest
from indexer.formats.text.folder_sections import section_of_folder
from indexer.formats.text.markdown_text import find_links, plain_text, read_passages
from indexer.ingest.reading import read_paths
from indexer.settings import Limits, ReadingOptions

DAY = "# Evening news (2024-07-10)\n\n### One\n\nText of one.\n\n### Two\n\nText of two.\n"


def parse(data: bytes, name: str = "news/20240711.md") -> list[Outcome]:
    return list(markdown_digest.parse(BytesIO(data), Origin(path=name), ReadingOptions()))


def read(path: Path) -> list[Outcome]:
    return list(read_paths([str(path)], ReadingOptions(), Limits()))


@pytest.mark.parametrize("case", list_cases("digest"), ids=lambda case: case.stem)
def test_a_digest_is_read_as_its_golden_pair_says(case: Path) -> None:
    form = choose(case.read_bytes(), case.name)
    assert form is not None and form.NAME == "digest"
    assert read_outcomes(case, "digest") == read_expected(case)["outcomes"]


@pytest.mark.parametrize(
    "text",
    [
        "# Bridge closed\n\nThe bridge is closed.\n\n## Why\n\nIt cracked.\n\n## What now\n\nNobody knows.\n",
        "# Storm of 12 March 2024 closes the harbour bridge again\n\n## Damage\n\nA lot.\n\n## Help\n\nNone.\n",
        "# News (2024-07-10)\n\n### Only one\n\nText.\n",
        "# News (2024-07-10)\n\nOne text without any heading below it.\n",
        "#hashtag\n\n#another\n\nText of 2024-07-10\n",
        "---\ntitle: A\n---\n\n## First\n\nText.\n\n## Second\n\nText.\n",
        "```\n# News (2024-07-10)\n### a\nb\n### c\nd\n```\n",
    ],
)
def test_a_text_with_subheadings_stays_one_article(text: str) -> None:
    form = choose(text.encode(), "2024-07-10.md")
    assert form is not None and form.NAME == "text"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Evening news (20240710)", ("20240710", "Evening news")),
        ("2024年7月10日 星期三", ("2024年7月10日", "")),
        ("Wednesday, 10 July 2024", ("10 July 2024", "")),
        ("July 10, 2024", ("July 10, 2024", "")),
        ("10. Juli 2024", ("10. Juli 2024", "")),
        ("10 de julio de 2024", ("10 de julio de 2024", "")),
        ("Storm of 12 March 2024 closes the bridge", None),
        ("Chapter 3", None),
    ],
)
def test_a_heading_is_a_day_when_little_stands_beside_it(
    heading: str, expected: tuple[str, str] | None
) -> None:
    assert markdown_digest._split_day(heading) == expected


def test_the_day_of_the_heading_stands_before_that_of_the_name() -> None:
    first, second = parse(DAY.encode())
    assert isinstance(first, Article) and isinstance(second, Article)
    assert first.published and first.published.date == "2024-07-10" and first.source == "Evening news"
    assert first.id != second.id


def test_marks_of_markdown_are_no_text() -> None:
    source = 'A **bold** and _soft_ [link](https://a.example/b "t"), snake_case_name, 2 * 3 * 4.\n\n> Quoted.\n\n***\n\n1 < 2'
    assert plain_text(source) == ("A bold and soft link, snake_case_name, 2 * 3 * 4.\n\nQuoted.\n\n1 < 2")
    assert find_links(
        "[a](https://a.example/1) and [b](https://a.example/2)\n- [c](https://a.example/3)\n"
    ) == [
        ("a", "https://a.example/1", False),
        ("b", "https://a.example/2", False),
        ("c", "https://a.example/3", True),
    ]


def test_lines_of_passages_are_counted() -> None:
    assert [(passage.heading, passage.line) for passage in read_passages("a\n# b\n\nc\n## d ##\ne")] == [
        ("", 1),
        ("b", 2),
        ("d", 5),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "# a\n",
        "### 2024-07-10\nx\n",
        "[",
        "![](",
        "**a",
        "```\n",
        "-",
        "> ",
        "[a](https://a.example/b)\n",
        "<p>",
    ],
)
@pytest.mark.timeout(150)
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    data = (DAY + piece * (300_000 // len(piece))).encode()
    choose(data[:65_536], "a.md")
    assert parse(data)


@given(st.text(alphabet="#\n -*_[]()<>a2024-07一\t", max_size=300))
def test_any_text_gives_only_articles_and_rejects(text: str) -> None:
    for data in (text.encode(), (DAY + text).encode(), (text + DAY).encode()):
        markdown_digest.sniff(data, "a.md")
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("bbc/sport/199.txt", "sport"),
        ("Économie/1.txt", "Économie"),
        ("корпус/наука и техника/1.txt", "наука и техника"),
        ("THUC/体育/1.txt", "体育"),
        ("livedoor/movie-enter/movie-enter-6429087.txt", "movie-enter"),
        ("news/news-123.txt", None),
        ("2019/2019-03-04.txt", None),
        ("harbour/harbour-bridge-2019.txt", None),
        ("sport.txt", None),
        ("archive/1.txt", None),
    ],
)
def test_a_folder_is_a_section_where_its_name_is_one(path: str, section: str | None) -> None:
    assert section_of_folder(Origin(path=path)) == section
    assert section_of_folder(Origin(path="a.zip", member=path)) == section
    assert section_of_folder(Origin(path="a.tar", member=f"b.zip!/{path}")) == section


@pytest.mark.shared_data
def test_a_day_of_chinese_television_news_is_its_items(shared_data: Path) -> None:
    outcomes = read(shared_data / "plain-text" / "xinwenlianbo-zh")
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    assert Counter(article.path.rsplit("/", 1)[-1] for article in articles) == {
        "20230417.md": 15, "20240710.md": 12, "20241118.md": 12, "20241210.md": 11,
        "20250208.md": 8, "20250308.md": 15, "20250320.md": 13, "20260201.md": 15,
    }  # fmt: skip
    for article in articles:
        assert article.published and article.published.date.replace("-", "") in article.path
        assert article.url and article.language == "zh" and article.source == "新闻联播"
        assert "<" not in article.body and "查看原文" not in article.body
    assert articles[3].title == "丁薛祥会见老挝副总理兼外长"
    assert not [outcome for outcome in outcomes if isinstance(outcome, Reject)]


@pytest.mark.shared_data
def test_folders_of_the_bbc_are_sections_and_first_lines_titles(shared_data: Path) -> None:
    articles = read(shared_data / "plain-text" / "bbc")
    assert len(articles) == 81
    for article in articles:
        assert isinstance(article, Article) and article.title and article.undated and not article.summary
        first = (shared_data / "plain-text" / article.path).read_bytes().split(b"\n", 1)[0]
        assert article.title == first.decode("cp1252").strip()
        assert article.section == article.path.split("/")[1]


@pytest.mark.shared_data
def test_japanese_texts_have_address_day_title_and_folder(shared_data: Path) -> None:
    articles = read(shared_data / "plain-text" / "livedoor-ja")
    assert len(articles) == 25
    for article in articles:
        assert isinstance(article, Article) and article.published and article.published.time
        lines = (shared_data / "plain-text" / article.path).read_text("utf-8").split("\n")
        assert article.url == lines[0].strip()
        assert lines[1].startswith(f"{article.published.date}T{article.published.time}")
        assert article.title and article.title.split() == lines[2].split()
        assert article.section == article.path.split("/")[1] and article.language == "ja"


@pytest.mark.shared_data
def test_headlines_have_their_minute_and_zone_whatever_blank_stands_before_it(shared_data: Path) -> None:
    with gzip.open(shared_data / "headlines" / "2016.jsonl.gz") as lines:
        some = b"".join(islice(lines, 0, None, 40))
    outcomes = list(json_records.parse(BytesIO(some), Origin(path="2016.jsonl"), ReadingOptions()))
    assert len(outcomes) == some.count(b"\n") > 6_000
    blanks = 0
    for outcome in outcomes:
        assert isinstance(outcome, Article) and outcome.title and not outcome.body and outcome.url
        published = outcome.published
        assert published and published.zone == "UTC" and published.precision == "minute"
        assert published.date.replace("-", "") == outcome.extra["day"] == published.raw[:8]
        blanks += "\u00a0" in published.raw
    assert blanks > 5_000
