"""Web archives: golden files of our own, packed as archives are, cut and damaged, within bounds, and real ones."""

from __future__ import annotations

import gzip
import json
import sys
import tracemalloc
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from golden_pairs import DATA, list_cases, read_expected, read_outcomes
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats.web import archive_records, web_archive
from indexer.formats.web.archive_records import read_stamp
from indexer.formats.web.http_response import BodyError, ResponseHead, read_body
from indexer.ingest.reading import read_paths
from indexer.settings import Limits, ReadingOptions

CASES = DATA / "warc"
PAGE = (CASES / "page-with-its-date.warc").read_bytes()
ARC = (CASES / "old.arc").read_bytes()


def parse(data: bytes) -> list[Outcome]:
    return list(web_archive.parse(BytesIO(data), Origin(path="x.warc"), ReadingOptions()))


def read(path: Path) -> list[Outcome]:
    return list(read_paths([str(path)], ReadingOptions(), Limits()))


def record(
    kind: str, block: bytes, address: str = "https://observer.example/news/a", more: str = ""
) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-03-09T18:20:44.123Z\r\nWARC-Target-URI: {address}\r\n{more}"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, fields: str = "Content-Type: text/html\r\n", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body


@pytest.mark.parametrize("case", list_cases("warc"), ids=lambda case: case.stem)
def test_an_archive_is_read_as_its_golden_pair_says(case: Path) -> None:
    assert read_outcomes(case, "warc") == read_expected(case)["outcomes"]


def test_members_of_a_packed_archive_before_a_damaged_one_are_kept(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    (tmp_path / "a.warc.gz").write_bytes(packed + packed[: len(packed) // 2])
    outcomes = read(tmp_path)
    assert isinstance(outcomes[0], Article)
    assert any(isinstance(outcome, Reject) and "truncated" in outcome.reason for outcome in outcomes)


def test_a_wacz_gives_its_pages_and_names_its_other_parts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as wacz:
        wacz.writestr("archive/data.warc.gz", gzip.compress(PAGE))
        wacz.writestr(
            "indexes/index.cdx",
            'example,observer)/news/lock-gate-torn-away 20210309182044 {"url": "https://observer.example/"}\n',
        )
        pages = [
            {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"},
            {
                "url": "https://observer.example/news/lock-gate-torn-away",
                "ts": "2021-03-09T18:20:44Z",
                "title": "Lock",
                "text": "Lock",
            },
        ]
        wacz.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, pages)))
        wacz.writestr(
            "datapackage.json",
            json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": []}),
        )
        wacz.writestr(
            "datapackage-digest.json", json.dumps({"path": "datapackage.json", "hash": "sha256:" + "0" * 64})
        )
    outcomes = read(tmp_path)
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    assert [(article.member, article.title) for article in articles] == [
        ("archive/data.warc.gz", "Barge tears away lock gate")
    ]
    assert {outcome.member for outcome in outcomes if isinstance(outcome, NotArticle)} == {
        "archive/data.warc.gz",
        "indexes/index.cdx",
        "pages/pages.jsonl",
        "datapackage.json",
        "datapackage-digest.json",
    }
    assert not [outcome for outcome in outcomes if isinstance(outcome, Reject)]


def test_an_archive_with_a_picture_at_its_start_is_no_binary_file(tmp_path: Path) -> None:
    picture = record(
        "response", answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "Content-Type: image/png\r\n")
    )
    (tmp_path / "a.warc").write_bytes(picture + PAGE)
    assert [outcome.title for outcome in read(tmp_path) if isinstance(outcome, Article)] == [
        "Barge tears away lock gate"
    ]


def test_an_archive_that_begins_in_the_middle_of_a_record_is_read_from_the_next(tmp_path: Path) -> None:
    (tmp_path / "rest.warc").write_bytes(b"\x00\x01end of a picture\r\n\r\n" + PAGE)
    outcomes = read(tmp_path)
    assert [type(outcome) for outcome in outcomes][:2] == [Reject, Article]


def test_a_page_without_its_last_bytes_is_whole_when_its_end_tag_is_there() -> None:
    whole = record(
        "response",
        answer(
            b"<html><body>"
            + b"<p>The lock was shut on Tuesday for the day, they said.</p>" * 4
            + b"</body></html>   "
        ),
    )
    outcomes = parse(whole[:-6])
    assert isinstance(outcomes[0], Article) and isinstance(outcomes[1], Reject)


def test_many_skipped_records_are_told_of_from_time_to_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archive, "TOLD_EVERY_BYTES", 100_000)
    film = record(
        "response", answer(b"x" * 1_000_000, "Content-Type: video/mp4\r\n"), "https://observer.example/film"
    )
    told = parse(film * 2 + PAGE)
    assert sum(isinstance(outcome, NotArticle) for outcome in told) > 6
    assert sum(isinstance(outcome, Article) for outcome in told) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n" + b"x" * 3_000_000,
        b"WARC/1.0\r\n" + b"a: b\r\n" * 500_000,
        b"WARC/1.0\r\n\r\n" * 100_000,
        b"WARC/1.0\nContent-Length: 9999999999\n\n" + b"WARC/1.0\n" * 100_000,
        b"WARC/1.0\nWARC-Type: response\nContent-Length: -5\n\n" + b"\n" * 1_000_000,
        b"filedesc://x 1.2.3.4 20140101000000 text/plain 99\n" + b" 1" * 1_000_000,
        record("response", answer(b"\x1f\x8b", "a: b\r\n" * 100_000)),
        record(
            "response",
            answer(b"1\r\nx\r\n" * 100_000, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"),
        ),
        record(
            "response",
            answer(b"7fffffff\r\nx\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"),
        ),
    ],
    ids=range(9),
)
@pytest.mark.timeout(150)
def test_a_hostile_archive_ends_in_bounded_time(data: bytes) -> None:
    assert parse(data)
    assert parse(data + PAGE)


def test_a_bomb_in_a_body_is_unpacked_only_as_far_as_a_page_may_be() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    head = ResponseHead(200, {"content-encoding": "gzip"}, b"")
    assert len(read_body(head, bomb, 1_000_000)) == 1_000_001
    packed = record("response", answer(bomb, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"))
    (outcome,) = parse(packed)
    assert isinstance(outcome, Reject) and "more than" in outcome.reason


def test_bodies_may_be_packed_several_times_and_with_zstandard() -> None:
    import zstandard

    data = zstandard.ZstdCompressor().compress(gzip.compress(b"<p>text"))
    head = ResponseHead(200, {"content-encoding": "gzip, zstd"}, b"")
    assert read_body(head, data, 1_000) == b"<p>text"


def test_what_stands_before_damage_in_a_packed_body_is_known() -> None:
    packed = gzip.compress(b"<p>" + bytes(range(256)) * 400)
    with pytest.raises(BodyError, match="cut off") as told:
        read_body(ResponseHead(200, {"content-encoding": "gzip"}, b""), packed[:-20], 1_000_000)
    assert told.value.before.startswith(b"<p>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-03-06T04:03:53Z", "2017-03-06T04:03:53+00:00"),
        ("2021-03-09T18:20:44.123456Z", "2021-03-09T18:20:44+00:00"),
        ("20170306040353", "2017-03-06T04:03:53+00:00"),
        ("2017-03-06", "2017-03-06T00:00:00+00:00"),
        ("2017-13-06T04:03:53Z", None),
        ("19700101000000", None),
        ("", None),
        ("yesterday", None),
    ],
)
def test_a_capture_has_the_moment_that_is_stated(text: str, expected: str | None) -> None:
    moment = read_stamp(text)
    assert (moment and moment.isoformat()) == expected


@settings(max_examples=30)
@given(st.integers(0, len(PAGE)), st.integers(0, 400), st.binary(max_size=200))
def test_any_bytes_give_only_articles_and_rejects(at: int, size: int, noise: bytes) -> None:
    for whole in (PAGE, ARC):
        for data in (noise, whole[:at] + noise + whole[at + size :], whole[:at]):
            assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))


def test_lines_are_bounded_and_blocks_read_as_they_come() -> None:
    lines = archive_records.ArchiveLines(BytesIO(b"a\n" + b"b" * 200_000 + b"\nc"))
    assert lines.readline() == b"a\n"
    assert len(lines.readline()) == archive_records.LINE_BYTES
    assert lines.readline(5) == b"bbbbb"


REAL = {
    "example.warc.gz": 1,
    "example.warc": 1,
    "example.arc": 1,
    "example.arc.gz": 1,
    "example-trunc.warc": 1,
    "example-space-in-url.arc": 1,
    "example-iana.org-chunked.warc": 1,
    "example-bad-non-chunked.warc.gz": 1,
    "example-bad.warc.gz.bad": 1,
    "example-wget-bad-target-uri.warc.gz": 1,
    "example-wrong-chunks.warc.gz": 1,
    "example-resource.warc.gz": 1,
    "post-test.warc.gz": 0,
    "bad.arc": 0,
    "example-space-in-target-uri.warc.gz": 0,
}


@pytest.mark.shared_data
@pytest.mark.parametrize("name", REAL)
def test_real_archives_give_their_pages(name: str, shared_data: Path) -> None:
    outcomes = read(shared_data / "warc" / "warcio" / name)
    found = Counter(type(outcome) for outcome in outcomes)
    assert found[Article] == REAL[name]
    assert sum(found.values()) > 0
    for outcome in outcomes:
        if isinstance(outcome, Article):
            assert outcome.format == "warc" and outcome.published is None and outcome.extra["captured"]


BROTLI_FIELDS = "Content-Type: text/html\r\nContent-Encoding: br\r\n"
LOCK_PAGE = (
    b"<html><head><title>Lock gate is mended</title></head><body><article><h1>Lock gate is mended</h1>"
    b"<p>The canal board has mended the lower gate at Upper Sill, and boats may pass again from Monday.</p></article></body></html>"
)


def test_a_page_packed_with_brotli_is_read() -> None:
    outcomes = parse(record("response", answer(brotli.compress(LOCK_PAGE), BROTLI_FIELDS)))
    assert [(o.title, o.body) for o in outcomes if isinstance(o, Article)] == [
        (
            "Lock gate is mended",
            "The canal board has mended the lower gate at Upper Sill, and boats may pass again from Monday.",
        )
    ]


def test_a_page_packed_with_brotli_and_cut_off_says_where() -> None:
    packed = brotli.compress(b"<html><p>" + bytes(range(32, 127)) * 50)
    outcomes = parse(record("response", answer(packed[:-10], BROTLI_FIELDS)))
    assert [o.reason.partition(": ")[2][:27] for o in outcomes if isinstance(o, Reject)] == [
        "its packed body is cut off "
    ]


def test_a_brotli_bomb_is_left_at_the_longest_page() -> None:
    packed = brotli.compress(bytes(300_000_000), quality=1)
    head = ResponseHead(200, {"content-encoding": "br"}, b"")
    tracemalloc.start()
    try:
        assert len(read_body(head, packed, 1_000_000)) == 1_000_001
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert len(packed) < 100_000


def test_without_the_package_a_page_packed_with_brotli_is_a_reject_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    outcomes = parse(record("response", answer(brotli.compress(LOCK_PAGE), BROTLI_FIELDS)))
    assert [o.reason for o in outcomes if isinstance(o, Reject)] == [
        "https://observer.example/news/a: its body is packed with Brotli; `pip install brotli` lets it be read"
    ]


@pytest.mark.parametrize(
    "address",
    ["http://[observer.example/news/a", "http://]/", "https://[::1", "http://observer.example]:x/a"],
)
def test_an_address_that_is_none_costs_no_page(address: str) -> None:
    page = LOCK_PAGE.replace(b"</title>", f'</title><link rel="canonical" href="{address}">'.encode())
    (found,) = [o for o in parse(record("response", answer(page), address)) if isinstance(o, Article)]
    assert found.title == "Lock gate is mended"
    assert found.source is None or "observer" in found.source
