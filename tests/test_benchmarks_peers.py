"""Peers are asked what Morgue is asked, or the comparison says nothing; and its tables say what was measured."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.mixed_queries import MixedQuery
from benchmarks.peers.building import Built, build, built_before, index_of
from benchmarks.peers.comparison import Figures, Questions, ask_all
from benchmarks.peers.conversation import Conversation, is_installed
from benchmarks.peers.table import draw_growth, draw_tables, percentile

ROOT = Path(__file__).parent.parent
WORDS = "harbour ferry mayor bridge winter price strike tunnel orchard lantern pilot quarry museum violin barley".split()  # fmt: skip
RARE = tuple(
    f"{start}{end}"
    for start in ("brack", "clamber", "drift", "fjord", "grell", "hollin")
    for end in ("ington", "stone", "wick", "ford", "combe", "dale", "thorpe")
)
COUNT = 150
DAYS = {"first": "2015-02-01", "last": "2015-03-02"}
ASKED = (
    MixedQuery("common", "mayor", ("mayor",)),
    MixedQuery("common", "mayor", ("mayor",), **DAYS),
    MixedQuery("common", "ferry", ("ferry",), newest=True),
    MixedQuery("and", "bridge tunnel", ("bridge", "tunnel"), **DAYS, newest=True),
    MixedQuery("or", "violin OR barley OR unheard", ("violin", "barley", "unheard")),
    MixedQuery("phrase", '"pilot quarry"', ("pilot", "quarry")),
    MixedQuery("prefix", "muse*", ("muse",)),
    MixedQuery("fuzzy", "lntern~1", ("lntern",)),
    MixedQuery("near", "orchard NEAR/5 winter", ("orchard", "winter")),
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles over a year whose words are drawn from fifteen, a rarer one being likelier to be absent."""
    draw = random.Random(4)
    file = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    records = []
    for number in range(COUNT):
        text = draw.choices(WORDS, weights=range(1, len(WORDS) + 1), k=24)
        day = date(2015, 1, 1) + timedelta(days=number * 2 % 365)
        records.append(
            {"id": f"n{number}", "title": f"Report {number}", "byline": "Ada Quist", "source": "Herald", "section": "World"}
            | {"published": day.isoformat(), "body": f"{' '.join(text[:12])}.\n\nMap {RARE[number // 4]} {' '.join(text[12:])}."}
        )  # fmt: skip
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    return file


@pytest.fixture(scope="module")
def indexes(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexes")
    build("morgue", corpus, COUNT, index_of("morgue", COUNT, folder))
    return folder


def _ask(name: str, indexes: Path, asked: tuple[MixedQuery, ...], counted: bool = False) -> tuple[int, ...]:
    with Conversation(name, index_of(name, COUNT, indexes)) as talk:
        replies = talk.ask(asked, counted)
    assert replies.shown == tuple(min(10, total) for total in replies.totals)
    assert len(replies.seconds) == len(asked) and min(replies.seconds) > 0 and replies.memory > 1_000_000
    return replies.totals


@pytest.mark.parametrize("name", ["fts5", "whoosh", "tantivy", "tantivy_body", "xapian"])
def test_a_peer_finds_as_many_articles_as_morgue(name: str, corpus: Path, indexes: Path) -> None:
    if not is_installed(name):
        pytest.skip(f"{name} is not installed; the extra `bench` has it, Xapian comes with the system")
    build(name, corpus, COUNT, index_of(name, COUNT, indexes))
    with Conversation(name, index_of(name, COUNT, indexes)) as talk:
        known = tuple(asked for asked in ASKED if asked.kind in talk.kinds)
    found = _ask(name, indexes, known)
    assert found == _ask("morgue", indexes, known)
    assert min(found) > 0 and max(found) <= COUNT
    if name.startswith("tantivy"):
        assert _ask(name, indexes, known, counted=True) == found


def test_a_range_of_days_and_a_near_cut_the_total_down(indexes: Path) -> None:
    totals = _ask("morgue", indexes, ASKED)
    assert totals[1] < totals[0] and totals[-1] < COUNT
    assert _ask("morgue", indexes, ASKED, counted=True) == totals


def test_an_index_that_was_kept_tells_its_figures_again(indexes: Path) -> None:
    built = built_before(index_of("morgue", COUNT, indexes))
    assert built and built.size > 10_000 and built.seconds > 0 and built.peak > 1_000_000
    assert built_before(indexes / "never") is None


def test_every_question_of_every_round_is_timed(indexes: Path) -> None:
    figures = {"morgue": Figures(Built(1.0, 1.0, 1, 1))}
    ask_all(
        figures,
        Questions(ASKED[:-1] * 4, ASKED[-1:] * 3),
        indexes,
        COUNT,
        rounds=2,
        memory_after=3,
        clock="processor",
    )
    ours = figures["morgue"]
    assert {name: len(times) for name, times in ours.times.items()} == {
        "first": 32, "again": 32, "near": 3, "counted": 32, "counted again": 32
    }  # fmt: skip
    assert all(len(seconds) == 2 for times in ours.times.values() for seconds in times.values())
    assert len(ours.opened) == 2 and ours.memory > 1_000_000 and len(ours.totals) == 32


def _figures(milliseconds: float, seconds: float) -> Figures:
    times = {number: [milliseconds * (number + 1) / 1000] for number in range(100)}
    return Figures(
        Built(seconds, seconds, 10**8, 2_000_000),
        opened=[0.01],
        opened_first=[0.3],
        times={"first": times},
        totals=dict.fromkeys(range(100), 5),
        memory=10**8,
    )


def test_a_table_gives_each_peer_and_how_many_times_that_morgue_takes() -> None:
    questions = Questions((MixedQuery("rare", "quay", ("quay",)),) * 100, ())
    figures = {"morgue": _figures(0.1, 6.0), "tantivy": _figures(0.2, 3.0)}
    lines = list(draw_tables(figures, questions, 1_000, 1_000_000))
    assert lines[0] == "| 1,000 articles, 1 MB of text | Morgue | tantivy |"
    assert "| rebuild from JSON lines, whole process | 6.0 s | 3.0 s (2.00) |" in lines
    assert "| index / text | 2.00 | 2.00 |" in lines
    assert "| mixed queries, index just opened: p50 | 5.05 ms | 10.10 ms (0.50) |" in lines
    assert "| NEAR/5: p50 | – | – |" in lines
    assert "| totals equal to Morgue's | – | 100% of 100 |" in lines
    assert "| rare | 5.05 | 10.10 (0.50) |" in lines


def test_brackets_compare_the_questions_that_a_peer_can_answer() -> None:
    questions = Questions((MixedQuery("rare", "quay", ("quay",)),) * 100, ())
    peer = _figures(0.1, 1.0)
    for number in range(50, 100):
        del peer.times["first"][number]
    lines = list(draw_tables({"morgue": _figures(0.1, 1.0), "fts5": peer}, questions, 10, 10))
    assert "| mixed queries, index just opened: p99 | 9.90 ms | 4.95 ms (1.00) |" in lines


def test_growth_is_the_larger_corpus_over_the_smaller() -> None:
    lines = list(draw_growth({"morgue": _figures(0.1, 6)}, {"morgue": _figures(0.3, 30)}, (200, 1_000)))
    assert lines[0] == "| from 200 to 1,000 articles | Morgue |"
    assert "| rebuild | 5.0 x |" in lines
    assert "| mixed queries, index just opened: p99 | 3.0 x |" in lines


def test_percentiles_lie_within_what_was_measured() -> None:
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert 2.9 < percentile([1.0, 2.0, 3.0], 99) <= 3.0


def test_the_command_prints_tables_for_a_small_corpus(corpus: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.peers", "--articles", "150", "--whoosh", "60", "--corpus", str(corpus)]  # fmt: skip
    options = ["--queries", "14", "--rounds", "1", "--memory-after", "5", "--peers", "fts5"]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert not done.returncode, done.stderr
    heads = [line for line in done.stdout.splitlines() if "articles," in line]
    assert heads[0].endswith("| Morgue | SQLite FTS5 |") and heads[1].endswith("| Morgue | stock Whoosh |")


def test_a_corpus_that_is_too_small_is_said(corpus: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.peers", "--articles", "151", "--corpus", str(corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "has 150 articles" in done.stderr
