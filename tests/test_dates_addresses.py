"""Dates in URLs and file names."""

from __future__ import annotations

from datetime import datetime

import pytest

from indexer.dates import DateContext, date_from_file_name, date_from_url

KNOWN = DateContext(reference=datetime(2020, 12, 31))


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("/2020/02/15/us/politics/story.html", "2020-02-15"),
        ("https://news.example/2020/02/15/", "2020-02-15"),
        ("https://news.example/2020/02/15", "2020-02-15"),
        ("http://news.example/world/2020/feb/15/a-headline", "2020-02-15"),
        ("https://news.example/story-20200215-p540x1.html", "2020-02-15"),
        ("https://news.example/2020-02-15/a-headline", "2020-02-15"),
        ("https://news.example/a-headline-2020-02-15", "2020-02-15"),
        ("https://news.example/news/20200215/a.html", "2020-02-15"),
        ("https://news.example/n1/2020/0215/c1001-31588.html", "2020-02-15"),
        ("https://news.example/2020-02/15/c_1125578.htm", "2020-02-15"),
        ("https://news.example/202002/15/t_1.html", "2020-02-15"),
        ("https://news.example/202002/t20200215_504.html", "2020-02-15"),
        ("https://news.example/2020/02/15/review-of-2019-12-31", "2020-02-15"),
        ("https://news.example/25-12-2019-a-headline", "2019-12-25"),
        ("https://news.example/2020/02/a-headline/", "2020-02"),
        ("https://news.example/a/2020-02/b", "2020-02"),
    ],
)
def test_a_url_states_its_day_or_month(url: str, date: str) -> None:
    found = date_from_url(url, KNOWN)
    assert found is not None
    assert (found.date, found.origin, found.time, found.raw) == (date, "url", None, url)
    assert found.precision == ("day" if len(date) == 10 else "month")


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2020/13/45/x",
        "https://news.example/2020/02/30/x",
        "https://news.example/2020/a-headline",
        "https://news.example/20201399/a.html",
        "https://news.example/article/20200215",
        "https://news.example/world-us-canada-20191231",
        "https://news.example/12020021599/x",
        "https://news.example/a?date=2020-02-15",
        "https://news.example/a#2020/02/15/x",
        "https://2020-02-15.example/x",
        "https://news.example/03-04-2020/x",
        "https://news.example/2020/02/15/x-and/2020/02/16/y",
        "https://news.example/2021/02/15/x",
        "https://news.example/isbn-978-2020-02-15-4",
        "mailto:a@news.example",
        "not a url 2020/02/15/",
        "",
    ],
)
def test_other_urls_state_none(url: str) -> None:
    assert date_from_url(url, KNOWN) is None


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2020-02-15_reuters_0001.txt", "2020-02-15"),
        ("reuters_20200215.txt", "2020-02-15"),
        ("20200215.md", "2020-02-15"),
        ("folder/2019-01-01/2020-02-15.md", "2020-02-15"),
        ("wire.2020.02.15.json.gz", "2020-02-15"),
        ("wire_2020_02_15_07.json", "2020-02-15"),
        ("Herald-15Feb2020-p1.txt", "2020-02-15"),
        ("Herald 15 February 2020.txt", "2020-02-15"),
        ("feb-15-2020.html", "2020-02-15"),
        ("25-12-2019.txt", "2019-12-25"),
        ("20200215082800.html", "2020-02-15"),
        ("issue-2020-02.txt", "2020-02"),
        ("2020年02月15日.txt", "2020-02-15"),
    ],
)
def test_a_file_name_states_its_day_or_month(name: str, date: str | None) -> None:
    found = date_from_file_name(name, KNOWN)
    assert (found and found.date) == date
    assert found is None or found.origin == "filename"


@pytest.mark.parametrize(
    "name",
    ["News100.csv", "2016.jsonl.gz", "reut2-000.sgm", "000_ce0d26ec571f20d2.txt", "03-04-2020.txt", "20201345.txt", "part-000202002157.json",
     "2020-02-15 to 2020-02-16.txt", "199.txt", "v2020.1.2.txt", "555-0142.txt", "20210215.txt", ""],
)  # fmt: skip
def test_other_file_names_state_none(name: str) -> None:
    assert date_from_file_name(name, KNOWN) is None


def test_an_order_decides_a_day_of_short_numbers() -> None:
    found = date_from_file_name("03-04-2020.txt", DateContext(date_order="DMY"))
    assert found is not None
    assert found.date == "2020-04-03"
