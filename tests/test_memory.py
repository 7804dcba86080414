"""Memory: big files of every form that has records are read in a few megabytes, and loaders and merging keep to their bounds."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BufferedReader, RawIOBase
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from golden_pairs import ROWS

from benchmarks.process_memory import run_measured
from benchmarks.whole_memory import count_files, rebuild, tell
from indexer.article import Article, Origin, Undated
from indexer.engines.whoosh.weaving.merging import SegmentEntry, open_segment
from indexer.engines.whoosh.weaving.woven_segment import weave
from indexer.engines.whoosh.writing.segment_writer import (
    LEAST_BYTES,
    MOST_PROCESSES_BYTES,
    PROCESSES_BYTES,
    SegmentBuilder,
    bytes_of_process,
)
from indexer.settings import ReadingOptions

BIG = 16_000_000
MOST = 12_000_000
"""Bytes that reading a file of BIG may take."""

TEXT = "The lock at Upper Sill was shut on Tuesday after a barge tore away half of its lower gate, the canal board said. "
FIRST_DAY = date(1990, 1, 1)


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number % 9_000)


def json_line(number: int) -> str:
    story = {"id": f"a{number}", "title": f"Lock {number}", "date": f"{day_of(number)}", "body": TEXT * 200}
    return json.dumps(story) + "\n"


def array_item(number: int) -> str:
    return f"{'[' if number == 0 else ','}{json_line(number)}"


def csv_row(number: int) -> str:
    head = "title,date,body\n" if number == 0 else ""
    return f'{head}Lock {number},{day_of(number)},"{TEXT * 200}"\n'


def message(number: int) -> str:
    stamp = f"{day_of(number):%a, %d %b %Y} 08:00:00 +0000"
    return (
        f"From desk@quay.example Mon Jan  1 08:00:00 1990\nFrom: Desk <desk@quay.example>\nSubject: Lock {number}\n"
        f"Date: {stamp}\nMessage-ID: <{number}@quay.example>\n\n{TEXT * 200}\n\n"
    )


def reuters_story(number: int) -> str:
    head = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' if number == 0 else ""
    return (
        f'{head}<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="{number}" NEWID="{number}">\n'
        f"<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>\n<TITLE>LOCK {number}</TITLE><BODY>{TEXT * 200}</BODY></TEXT>\n</REUTERS>\n"
    )


def trec_story(number: int) -> str:
    return f"<DOC>\n<DOCNO> AP880212-{number:07} </DOCNO>\n<HEAD>Lock {number}</HEAD>\n<TEXT>\n{TEXT * 200}\n</TEXT>\n</DOC>\n"


def feed_item(number: int) -> str:
    head = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Quay</title>\n' if number == 0 else ""
    stamp = f"{day_of(number):%a, %d %b %Y} 08:00:00 +0000"
    return f"{head}<item><title>Lock {number}</title><guid>q{number}</guid><pubDate>{stamp}</pubDate><description>{TEXT * 200}</description></item>\n"


def capture(number: int) -> str:
    page = f"<html><body><article><h1>Lock {number}</h1><p>{TEXT * 200}</p></article></body></html>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    return (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2021-03-09T18:20:44Z\r\nWARC-Target-URI: https://quay.example/{number}\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n{answer}\r\n\r\n"
    )


FORMS: dict[str, tuple[str, Callable[[int], str], int]] = {
    "json lines": ("json", json_line, BIG),
    "json array": ("json", array_item, BIG),
    "csv": ("csv", csv_row, BIG),
    "mbox": ("mbox", message, BIG),
    "reuters-sgml": ("reuters-sgml", reuters_story, BIG),
    "trec": ("trec", trec_story, BIG),
    "feed": ("feed", feed_item, BIG),
    # each page is looked through for its story, which takes time
    "warc": ("warc", capture, BIG // 2),
}


class Made(RawIOBase):
    """A file that is made while it is read, so that it takes no memory itself."""

    def __init__(self, make: Callable[[int], str], size: int) -> None:
        self._parts = self._make(make, size)
        self._held = b""

    @staticmethod
    def _make(make: Callable[[int], str], size: int) -> Iterator[bytes]:
        made = 0
        for number in count():
            if made >= size:
                return
            part = make(number).encode()
            made += len(part)
            yield part

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        self._held = self._held or next(self._parts, b"")
        view = memoryview(cast(bytearray, buffer))
        taken = self._held[: len(view)]
        view[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)


def own_memory() -> int:
    """Bytes of this process that are no pages of files."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="reads memory by /proc")
@pytest.mark.parametrize("name", FORMS)
def test_a_big_file_is_read_record_by_record_in_little_memory(name: str) -> None:
    form, make, size = FORMS[name]
    stream = BufferedReader(Made(make, size))
    outcomes = ROWS[form].parse(stream, Origin(path=f"big.{form}"), ReadingOptions())
    # what is made once, tables and imports, comes with the first records
    articles = [isinstance(next(outcomes), Article) for _ in range(20)]
    before, peak, found = own_memory(), 0, 0
    for outcome in outcomes:
        found += isinstance(outcome, Article)
        peak = max(peak, own_memory() - before)
    assert all(articles)
    assert found > size / 40_000
    assert peak < MOST


# Loaders and merging


def story(number: int, words: str) -> Article:
    return Article(
        id=f"s{number}",
        body=words,
        url=f"https://quay.example/{number * 7919 % 100_003}/lock-{number}-at-sill",
        undated=Undated(reason="made"),
        path="made",
        format="made",
    )


def fill(builder: SegmentBuilder, articles: Iterator[Article]) -> list[SegmentEntry]:
    batches = []
    for article in articles:
        builder.put(article)
        if builder.full:
            batches.append(builder.flush())
    batches.append(builder.flush())
    return [SegmentEntry(batch.name, batch.count) for batch in batches if batch is not None]


def test_more_loaders_hold_less_each() -> None:
    assert bytes_of_process(1) == 2 * bytes_of_process(2) > bytes_of_process(4) >= LEAST_BYTES
    assert bytes_of_process(1_000) == LEAST_BYTES


def test_a_large_input_may_take_more_memory_within_bounds() -> None:
    assert bytes_of_process(2, 10_000_000) == bytes_of_process(2) == PROCESSES_BYTES // 2
    assert bytes_of_process(2) < bytes_of_process(2, 130_000_000) <= bytes_of_process(2, 10**12)
    assert bytes_of_process(2, 10**12) <= MOST_PROCESSES_BYTES // 2


def test_a_loader_is_full_by_its_words_and_addresses_as_by_its_texts(tmp_path: Path) -> None:
    texts = SegmentBuilder(tmp_path, "en", 4_000_000)
    assert len(fill(texts, (story(0, TEXT * 20) for _ in range(600)))) > 1
    words = SegmentBuilder(tmp_path, "en", 4_000_000)
    assert len(fill(words, (story(0, f"quay{number}x") for number in range(9_000)))) > 1
    addresses = SegmentBuilder(tmp_path, "en", 4_000_000)
    assert len(fill(addresses, (story(number, "quay") for number in range(9_000)))) > 1


def test_many_segments_with_many_words_each_are_woven_in_bounded_memory(tmp_path: Path) -> None:
    builder = SegmentBuilder(tmp_path, "en")
    entries: list[SegmentEntry] = []
    for first in range(0, 12_000, 200):
        entries += fill(
            builder, (story(number, f"quay word{number}q") for number in range(first, first + 200))
        )
    segments = [open_segment(tmp_path, entry) for entry in entries]
    assert len(segments) == 60
    tracemalloc.start()
    try:
        batch = weave(segments, tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    woven = open_segment(tmp_path, SegmentEntry(batch.name, batch.count))
    assert batch.count == 12_000
    assert woven.postings["text"].terms.find(b"en:quay") is not None
    assert peak < 120_000_000


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").is_file(), reason="reads memory by /proc")
def test_the_benchmark_counts_every_file_and_the_memory_of_all_processes(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.jsonl").write_text(json_line(number))
    (folder / "picture.gif").write_bytes(b"GIF89a")
    run = rebuild(folder, tmp_path / "index", 1)
    report = json.loads(run.output)
    lines = tell(run, report, count_files(folder)).splitlines()
    assert lines[0] == "files          4 in the folder, 4 in the report; exit code 0"
    assert lines[1] == "records        3 articles, 0 rejects, 1 that are no articles"
    assert 20e6 < run.peak < 600e6


def test_a_command_that_prints_much_ends() -> None:
    run = run_measured(["/bin/sh", "-c", "seq 100000"])
    assert run.code == 0
    assert run.output.endswith("\n100000\n")
