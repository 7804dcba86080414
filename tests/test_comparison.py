"""Searches side by side: each line is what the search counts by itself, in bars that all of them share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from archive_folder import write_records
from flask.testing import FlaskClient
from test_cli import morgue

from indexer.engines import open_archive
from indexer.engines.contract import Engine, SearchRequest
from indexer.errors import QueryError
from indexer.search.comparison import compare
from indexer.search.request import make_request
from search_web import create_app

TODAY = date(2026, 1, 1)


def record(number: int, body: str, day: str | None) -> dict[str, Any]:
    return {"id": f"urn:x:{number}", "title": f"Story {number}", "body": body, "date": day, "source": ("Post", "Herald")[number % 2]}  # fmt: skip


RECORDS = [
    *(record(number, "The ferry sailed.", f"2019-{number % 6 + 1:02d}-11") for number in range(12)),
    *(record(number, "The bridge was closed.", f"2020-{number % 4 + 3:02d}-05") for number in range(20, 40)),
    record(50, "Neither of both.", "2019-12-24"),
    record(60, "A ferry without a day.", None),
    record(61, "A bridge of some year.", "2020"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("comparison")
    write_records(folder / "news" / "a.jsonl", *RECORDS)
    assert morgue("rebuild", str(folder / "news"), "--index", str(folder / "index"), "--quiet").exit_code == 0
    return str(folder / "index")


@pytest.fixture
def engine(index: str) -> Engine:
    return open_archive(index).reader()


@pytest.fixture
def client(index: str) -> Iterator[FlaskClient]:
    with create_app(open_archive(index)).test_client() as client:
        yield client


def asked(text: str, **how: Any) -> SearchRequest:
    return make_request(text=text, today=TODAY, **how)


def test_searches_share_their_bars(engine: Engine) -> None:
    found = compare(engine, [asked("ferry"), asked("bridge"), asked("nowhere")])
    assert found.interval == "month"
    assert found.starts[0] == "2019-01-01" and found.starts[-1] == "2020-06-01" and len(found.starts) == 18
    ferry, bridge, nowhere = found.series
    assert ferry.counts == (2,) * 6 + (0,) * 12
    assert bridge.counts == (0,) * 14 + (5,) * 4
    assert nowhere.counts == (0,) * 18
    assert (ferry.total, ferry.undated, ferry.imprecise) == (13, 1, 0)
    assert (bridge.total, bridge.undated, bridge.imprecise) == (21, 0, 1)
    assert found.all[11] == 1, "of the month in which neither stands the archive has one"
    for series in found.series:
        assert sum(series.counts) + series.undated + series.imprecise == series.total


def test_a_line_is_the_timeline_of_its_search(engine: Engine) -> None:
    found = compare(
        engine, [asked("ferry", include={"source": ["Post"]}), asked("bridge", include={"source": ["Post"]})]
    )
    for series in found.series:
        alone = engine.search(asked(series.text, include={"source": ["Post"]}, interval="month"))
        counts = {bucket.start: (bucket.count, bucket.all) for bucket in alone.timeline.buckets}
        for start, count, whole in zip(found.starts, series.counts, found.all, strict=True):
            if start in counts:
                assert (count, whole) == counts[start]
            else:
                assert count == 0


def test_what_the_archive_has_between_two_searches_is_counted(tmp_path: Path) -> None:
    # the whole archive spans far more weeks than a timeline has bars, and an article of a year alone stands at its beginning
    records = [
        *(record(number, "Weather as ever.", f"{1950 + number}-05-05") for number in range(69)),
        *(record(100 + number, "Weather.", f"2019-{number // 28 + 1:02d}-{number % 28 + 1:02d}") for number in range(300)),
        record(500, "The ferry sailed.", "2019-01-03"),
        record(501, "The bridge was closed.", "2019-09-05"),
        record(502, "Of some day of the year.", "2018"),
    ]  # fmt: skip
    write_records(tmp_path / "news" / "a.jsonl", *records)
    assert (
        morgue("rebuild", str(tmp_path / "news"), "--index", str(tmp_path / "index"), "--quiet").exit_code
        == 0
    )
    found = compare(open_archive(tmp_path / "index").reader(), [asked("ferry"), asked("bridge")])
    assert (found.interval, found.starts[0], found.starts[-1]) == ("week", "2018-12-31", "2019-09-02")
    days = [str(one["date"]) for one in records if len(str(one["date"])) == 10]
    ends = [*found.starts[1:], "2019-09-09"]
    assert found.all == tuple(
        sum(start <= day < end for day in days) for start, end in zip(found.starts, ends, strict=True)
    )


def test_an_article_outside_the_total_is_in_no_line_of_it(client: FlaskClient) -> None:
    def totals(query: str) -> list[str]:
        legend = client.get(f"/search?q=ferry&compare=bridge{query}").text.partition('class="legend"')[2]
        return re.findall(r'class="count">([^<]*)', legend)[:2]

    assert totals("") == ["13, 1 in no point", "21, 1 in no point"]
    assert totals("&from=2019") == ["12", "21, 1 in no point"]


def test_what_cannot_be_compared_is_refused(engine: Engine) -> None:
    with pytest.raises(QueryError, match="At most 5"):
        compare(engine, [asked("ferry")] * 6)
    with pytest.raises(QueryError, match="needs words"):
        compare(engine, [asked("ferry"), asked("")])
    none = compare(engine, [asked("nowhere"), asked("elsewhere")])
    assert (none.interval, none.starts) == (None, ())


def test_the_page_draws_them_and_says_the_same_in_a_table(client: FlaskClient) -> None:
    page = client.get("/search?q=ferry&compare=bridge").text
    rows = re.findall(r'<tr><th scope="row">([^<]+?) <td>([\d,–]+) <td>([\d,–]+)', page)
    assert len(rows) == 18
    assert rows[0] == ("January 2019", "2", "0") and rows[-1] == ("June 2020", "0", "5")
    assert ("July 2019", "–", "–") in rows, "of which the archive has nothing"
    assert "Lines break where the archive has no article" in page
    lines = re.findall(r'<path class="line s\d" d="([^"]+)"', page)
    assert [line.count("M") for line in lines] == [2, 2]
    # December 2019 has months without an article on both sides: a line would have no length there
    dots = re.findall(r'<path class="line alone s\d" d="([^"]+)"', page)
    assert [dot.count("M") for dot in dots] == [1, 1]
    assert 'name="compare" value="bridge"' in page
    assert 'href="/search?q=bridge"' in page and 'href="/search?q=ferry"' in page
    assert "1 of them is undated and in no point." in page
    shares = client.get("/search?q=ferry&compare=bridge&chart=share").text
    assert "<td>100 %" in shares
    assert "most: 100 % (5 of 5)" in shares, "of how many the greatest share is one"


def test_a_comparison_that_cannot_be_read_refills_the_form(client: FlaskClient) -> None:
    for address in ("/search?q=ferry&compare=date:never", "/search?q=ferry" + "&compare=x" * 5):
        answer = client.get(address)
        assert answer.status_code == 400
        assert 'name="compare"' in answer.text and 'aria-invalid="true"' in answer.text
    assert client.get("/search?q=ferry&compare=").status_code == 200


def test_markup_in_a_comparison_stays_text(client: FlaskClient) -> None:
    page = client.get("/search?q=ferry&compare=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page


def test_the_api_gives_the_numbers(client: FlaskClient) -> None:
    document = client.get("/api/v1/compare?q=ferry&compare=bridge").json
    assert document is not None
    assert [series["total"] for series in document["series"]] == [13, 21]
    assert client.get("/api/v1/compare?q=ferry&compare=date:never").status_code == 400
