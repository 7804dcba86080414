"""One archive, eight threads, updates that land meanwhile: every answer is that of one generation, whole."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from invented_archive import VOCABULARY, make_article, write
from soaking import scaled

from indexer.engines.contract import Engine, Filters, Results, SearchRequest
from indexer.engines.whoosh.archive import WhooshArchive
from indexer.query.tree import And, Exact, Fuzzy, Near, Node, Or, Phrase, Wildcard, Word

THREADS = 8
SEARCHES = scaled(2_400, 30_000)
UPDATES = scaled(6, 60)
ARTICLES = 240


@pytest.fixture(autouse=True)
def often_switched() -> Iterator[None]:
    """Threads take turns every 0.1 ms, fifty times as often as usual."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(interval)


def requests() -> list[SearchRequest]:
    draw = random.Random(6)
    found: list[SearchRequest] = []
    for number in range(30):
        one, other, third = (Word(word) for word in draw.sample(VOCABULARY[:30], 3))
        kinds: list[Node | None] = [
            one, And((one, other)), Or((one, other, third)), Phrase((one, other)), Near(one, other, 6, False),
            Wildcard(f"{one.text[:2]}*"), Fuzzy(one.text, 1), Exact(one.text), None,
        ]  # fmt: skip
        found.append(
            SearchRequest(
                tree=kinds[number % len(kinds)], sort=draw.choice(("relevance", "newest", "oldest")), size=draw.choice((3, 10)), snippets=number % 2,
                filters=Filters(first=draw.choice((None, "2018-09-01")), include=draw.choice(({}, {"section": ("Sport",)}))), deadline=120,
            )
        )  # fmt: skip
    return found


def facts_of(results: Results) -> tuple[Any, ...]:
    hits = [(hit.id, hit.score, hit.snippets, hit.title) for hit in results.hits]
    return (
        results.total,
        hits,
        results.facets,
        results.timeline,
        results.undated,
        results.imprecise,
        results.partial,
    )


def expected_answers(folder: Path, asked: list[SearchRequest]) -> dict[int, list[tuple[Any, ...]]]:
    """What each generation answers, by one thread, in an archive of its own; by the number of updates behind it."""
    archive = WhooshArchive(folder)
    found = {}
    for version in range(UPDATES + 1):
        engine = write_version(archive, version)
        found[version] = [facts_of(engine.search(request)) for request in asked]
    return found


def write_version(archive: WhooshArchive, version: int) -> Engine:
    """The archive of the start (0), or the next update."""
    if version == 0:
        stories = [make_article(number) for number in range(ARTICLES)]
        return write(archive, stories, segments=3, details={"version": version})
    stories = [make_article(number, version) for number in range(version * 7, version * 7 + 40)]
    gone = [f"story-{number:05d}" for number in range(100, 100 + version)]
    return write(archive, stories, update=True, drop=gone, details={"version": version})


@pytest.mark.soak(f"{SEARCHES:,} searches by {THREADS} threads, {UPDATES} updates meanwhile")
@pytest.mark.timeout(scaled(300, 3_600))
def test_every_answer_is_that_of_one_generation_while_updates_land(
    tmp_path: Path, figures: Callable[[str], None]
) -> None:
    asked = requests()
    expected = expected_answers(tmp_path / "alone", asked)
    archive = WhooshArchive(tmp_path / "index")
    write_version(archive, 0)
    wrong: list[str] = []
    errors: list[BaseException] = []
    seen: set[int] = set()
    asked_by: list[int] = [0] * THREADS
    done = threading.Event()

    def search(seed: int) -> None:
        draw = random.Random(seed)
        try:
            for turn in range(SEARCHES // THREADS * 4):
                if turn >= SEARCHES // THREADS and done.is_set():
                    break
                number = draw.randrange(len(asked))
                engine = archive.reader()
                version = engine.manifest()["version"]
                seen.add(version)
                if facts_of(engine.search(asked[number])) != expected[version][number]:
                    wrong.append(f"search {number} after update {version}")
                asked_by[seed] += 1
        except BaseException as error:  # noqa: BLE001 (a thread's end is this test's finding)
            errors.append(error)

    threads = [threading.Thread(target=search, args=(seed,)) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for version in range(1, UPDATES + 1):
        write_version(archive, version)
    done.set()
    for thread in threads:
        thread.join()
    figures(
        f"{sum(asked_by):,} answers from {len(seen)} generations, {len(wrong)} wrong, {len(errors)} errors"
    )
    assert errors == []
    assert wrong == []
    assert sum(asked_by) >= SEARCHES
    assert len(seen) > 1


def test_threads_that_come_first_together_get_one_reader(tmp_path: Path) -> None:
    write(WhooshArchive(tmp_path / "index"), [make_article(number) for number in range(20)])
    archive = WhooshArchive(tmp_path / "index")
    start, found = threading.Barrier(THREADS), []

    def open_it() -> None:
        start.wait()
        found.append(archive.reader())

    threads = [threading.Thread(target=open_it) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == THREADS
    assert len({id(engine) for engine in found}) == 1
