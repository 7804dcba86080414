"""The corpus of the measurements: the same bytes every time, and articles as Morgue reads them."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.corpus import FIRST_DAY, LAST_DAY, SECTIONS, SOURCES, draw_lines, take_apart, write_corpus
from indexer.article import Article, Origin, Undated
from indexer.formats.records import json_records
from indexer.settings import ReadingOptions

STORIES = tuple(
    Article(
        id=f"s{number}",
        title=f"Quay {number} closes",
        body=(
            f'The ferry to pier {number} stopped running on Monday, the harbour master said. "Nobody told us about it," a passenger complained.'
            f"\n\nCrews of tug {number} waited for the café to open its doors. Qtly div.\n\nA B C"
        ),
        path="x",
        undated=Undated(reason="invented"),
        format="text",
    )
    for number in range(30)
)
DIGEST = "9ce566ca8120a965dedced4ea734ca62"


def _lines(count: int) -> list[str]:
    return list(draw_lines(count, take_apart(iter(STORIES))))


def test_the_corpus_is_the_same_bytes_every_time() -> None:
    assert hashlib.blake2b("".join(_lines(200)).encode(), digest_size=16).hexdigest() == DIGEST


def test_the_first_articles_of_a_larger_corpus_are_a_smaller_one() -> None:
    assert _lines(50) == _lines(200)[:50]


def test_only_sentences_of_prose_are_drawn() -> None:
    sentences = take_apart(iter(STORIES)).sentences
    assert len(sentences) == 61  # the passenger's complaint stands in every story, and counts once
    assert not any("div." in sentence or "A B C" in sentence for sentence in sentences)


def test_articles_are_of_the_length_days_and_papers_that_were_asked_for() -> None:
    records = [json.loads(line) for line in _lines(400)]
    lengths = [len(record["body"].split()) for record in records]
    assert 380 < sum(lengths) / len(lengths) < 430
    assert min(lengths) >= 250 and max(lengths) <= 610
    days = {date.fromisoformat(record["published"]) for record in records}
    assert min(days) >= FIRST_DAY and max(days) <= LAST_DAY
    assert len({day.year for day in days}) == 10
    assert {record["source"] for record in records} == set(SOURCES)
    assert {record["section"] for record in records} == set(SECTIONS)
    assert all("\n\n" in record["body"] and "\n\n\n" not in record["body"] for record in records)


def test_every_line_is_read_as_the_article_that_it_says() -> None:
    lines = _lines(20)
    outcomes = list(
        json_records.parse(io.BytesIO("".join(lines).encode()), Origin(path="c.jsonl"), ReadingOptions())
    )
    assert len(outcomes) == 20
    for line, article in zip(lines, outcomes, strict=True):
        record = json.loads(line)
        assert isinstance(article, Article)
        assert article.published and article.published.date == record["published"]
        for name in ("title", "byline", "source", "section", "body"):
            assert getattr(article, name) == record[name]


@pytest.mark.shared_data
def test_two_runs_of_the_command_over_real_stories_are_equal(shared_data: Path, tmp_path: Path) -> None:
    for number in ("003", "007"):
        (tmp_path / f"reut2-{number}.sgm").symlink_to(shared_data / "reuters21578" / f"reut2-{number}.sgm")
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file in files:
        command = [sys.executable, "-m", "benchmarks.corpus", "300", str(file), "--stories", str(tmp_path)]
        subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert len(files[0].read_text().splitlines()) == 300


def test_a_folder_without_stories_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=str(tmp_path)):
        write_corpus(tmp_path / "c.jsonl", 3, tmp_path)
