"""Reading in worker processes: whatever a file does to them, nothing else is lost, and what is lost is told."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_reading import BrokenFactory, FullDiskFactory, HostileLoaderFactory, write_deeds

from indexer.engines.contract import LoaderFactory
from indexer.errors import DiskFullError, MorgueError
from indexer.ingest.messages import Part, Task
from indexer.ingest.workers import Work, read_files
from indexer.settings import Limits, ReadingOptions
from indexer.sources.walk import SourceFile, find_files


class Told:
    """What became of the records of a run, as the ledger would have it: by path, what counts in the end."""

    def __init__(self, folder: Path, **limits: Any) -> None:
        self.folder = folder
        self.limits = Limits(**{"record_seconds": 5.0, "worker_bytes": 400_000_000, **limits})
        self.parts: dict[int, list[tuple[Part, int]]] = {}
        self.progress: list[tuple[int, ...]] = []
        self.batches: list[list[dict[str, Any]]] = []

    def run(
        self, *, jobs: int = 1, most: int = 1_000, factory: LoaderFactory | None = None, **task: Any
    ) -> Told:
        (self.folder / "batches").mkdir(exist_ok=True)
        self.files = [f for f in find_files([str(self.folder / "in")]) if isinstance(f, SourceFile)]
        tasks = [Task(number=number, file=file, **task) for number, file in enumerate(self.files)]
        batches = read_files(
            Work(
                tasks=iter(tasks),
                count=len(tasks),
                files=len(tasks),
                bytes=sum(file.size for file in self.files),
            ),
            self._take,
            factory or HostileLoaderFactory(self.folder / "batches", most),
            ReadingOptions(),
            jobs=jobs,
            limits=self.limits,
            progress=lambda *numbers: self.progress.append(numbers),
        )
        self.batches = [
            json.loads((self.folder / "batches" / f"{batch.name}.json").read_text()) for batch in batches
        ]
        assert all(parts[-1][0].ended for parts in self.parts.values())
        assert len(self.parts) == len(tasks)
        return self

    def _take(self, part: Part, batch: int) -> None:
        if part.begins:
            self.parts[part.task] = []
        self.parts.setdefault(part.task, []).append((part, batch))

    def rows(self, name: str) -> Iterator[tuple[Part, int]]:
        yield from next(
            parts for number, parts in self.parts.items() if self.files[number].path == f"in/{name}"
        )

    def ids(self, name: str) -> list[str]:
        """Of the articles of a file, each found where its row says it is."""
        found = []
        for part, batch in self.rows(name):
            for row in part.rows:
                assert self.batches[batch][row.number]["id"] == row.id
                found.append(row.id)
        return found

    def reasons(self, name: str) -> list[str]:
        return [reject[-1] for part, _ in self.rows(name) for reject in part.rejects]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    (tmp_path / "in").mkdir()
    for number in range(4):
        write_deeds(tmp_path / "in" / f"good{number}", f"article g{number}", "reject", "none")
    return Told(tmp_path)


def check_good_files(told: Told) -> None:
    for number in range(4):
        assert told.ids(f"good{number}") == [f"g{number}"]
        assert told.reasons(f"good{number}") == ["so the file says"]


def no_child_is_left() -> bool:
    return not multiprocessing.active_children()


def test_every_record_of_every_file_is_told_once(told: Told) -> None:
    write_deeds(told.folder / "in" / "many", *(f"article m{number}" for number in range(3_000)))
    told.run(jobs=2, most=700)
    check_good_files(told)
    assert told.ids("many") == [f"m{number}" for number in range(3_000)]
    assert no_child_is_left()


def test_progress_grows_to_all_files(told: Told) -> None:
    write_deeds(told.folder / "in" / "slow", "article s", "pause 1.2", "article t")
    told.run(jobs=2)
    assert all(one[1] == 5 and one[4] == sum(file.size for file in told.files) for one in told.progress)
    assert [one[0] for one in told.progress] == sorted(one[0] for one in told.progress)
    assert told.progress[-1][:3] == (5, 5, 6)


@pytest.mark.parametrize(
    ("deed", "cause"),
    [
        ("crash", "SIGSEGV"),
        ("raise", "KeyError: 'surprise'"),
        ("unputtable", "ValueError: cannot be put"),
        ("eat", "memory"),
    ],
)
def test_a_record_that_ends_a_worker_costs_the_rest_of_its_file_only(
    told: Told, deed: str, cause: str
) -> None:
    write_deeds(told.folder / "in" / "bad", "article b1", "reject", "article b2", deed, "article b3")
    told.run()
    check_good_files(told)
    assert told.ids("bad") == ["b1", "b2"]
    reasons = told.reasons("bad")
    assert reasons[0] == "so the file says"
    assert len(reasons) == 2
    assert reasons[1].startswith("reading stopped at record 4: ")
    assert cause in reasons[1]
    assert no_child_is_left()


def test_a_crash_at_the_first_record_is_told_as_well(told: Told) -> None:
    write_deeds(told.folder / "in" / "bad", "crash")
    told.run(jobs=2)
    check_good_files(told)
    assert told.ids("bad") == []
    assert [reason.startswith("reading stopped at record 1: ") for reason in told.reasons("bad")] == [True]


def test_what_was_written_before_a_crash_is_not_written_again(told: Told) -> None:
    write_deeds(
        told.folder / "in" / "bad", *(f"article b{number}" for number in range(1_000)), "crash", "article c"
    )
    told.run(most=300)
    check_good_files(told)
    assert told.ids("bad") == [f"b{number}" for number in range(1_000)]
    assert sum(map(len, told.batches)) == 1_004


def test_a_worker_that_is_killed_once_costs_nothing(told: Told) -> None:
    mark = told.folder / "mark"
    write_deeds(
        told.folder / "in" / "unlucky",
        *(f"article u{number}" for number in range(900)),
        f"once {mark}",
        "article last",
    )
    told.run(jobs=2, most=250)
    check_good_files(told)
    assert told.ids("unlucky") == [*(f"u{number}" for number in range(900)), "last"]
    assert told.reasons("unlucky") == []


def test_python_code_that_does_not_end_is_stopped(told: Told) -> None:
    told.limits = Limits(record_seconds=0.5)
    write_deeds(told.folder / "in" / "bad", "article b1", "loop", "article b2")
    told.run()
    check_good_files(told)
    assert told.ids("bad") == ["b1"]
    assert told.reasons("bad") == [
        "reading stopped at record 2: reading one record took longer than 0.5 s; the rest of the file is left out"
    ]


def test_c_code_that_does_not_end_is_killed(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.ingest.workers.GRACE_SECONDS", 1.0)
    told.limits = Limits(record_seconds=0.5)
    write_deeds(told.folder / "in" / "bad", "article b1", "hang", "article b2")
    told.run()
    check_good_files(told)
    assert told.ids("bad") == ["b1"]
    assert len(told.reasons("bad")) == 1
    assert "took longer than 1.5 s" in told.reasons("bad")[0]


def test_a_file_that_is_read_for_longer_than_one_record_may_take_is_no_fault(told: Told) -> None:
    told.limits = Limits(record_seconds=1.0)
    write_deeds(
        told.folder / "in" / "long", *(f"{deed}" for n in range(4) for deed in ("pause 0.6", f"article l{n}"))
    )
    told.run()
    assert told.ids("long") == ["l0", "l1", "l2", "l3"]


def test_an_article_at_which_writing_crashes_is_found_among_many(told: Told) -> None:
    write_deeds(told.folder / "in" / "bad", "article b1", "poison", "article b2")
    told.run()
    check_good_files(told)
    assert told.ids("bad") == []
    assert len(told.reasons("bad")) == 1
    assert "SIGSEGV" in told.reasons("bad")[0]


def test_memory_that_other_files_took_is_not_held_against_one(told: Told) -> None:
    told.limits = Limits(worker_bytes=300_000_000)
    write_deeds(told.folder / "in" / "bad", "article b1", "eat")
    write_deeds(told.folder / "in" / "after", "article a1")
    told.run()
    check_good_files(told)
    assert told.ids("after") == ["a1"]
    assert told.ids("bad") == ["b1"]


def test_a_file_whose_bytes_are_those_of_before_is_not_read(told: Told) -> None:
    told.run()
    digest = next(part.digest for part, _ in told.rows("good0"))
    again = Told(told.folder)
    again.run(digest=digest)
    part, _ = next(again.rows("good0"))
    assert (part.same, part.rows) == (True, [])
    assert again.ids("good1") == ["g1"]


def test_articles_that_the_index_has_are_told_and_not_written(told: Told) -> None:
    from array import array

    told.run()
    known = array("q", sorted(row.whole for part, _ in told.rows("good2") for row in part.rows))
    again = Told(told.folder)
    again.run(known=known)
    assert [row.number for part, _ in again.rows("good2") for row in part.rows] == [-1]
    assert sorted(document["id"] for batch in again.batches for document in batch) == ["g0", "g1", "g3"]


def test_a_full_disk_ends_the_run(told: Told) -> None:
    with pytest.raises(DiskFullError, match="No space left"):
        told.run(factory=FullDiskFactory(told.folder, 10))
    assert no_child_is_left()


def test_workers_that_cannot_start_end_the_run(told: Told) -> None:
    with pytest.raises(MorgueError, match="no loader today"):
        told.run(factory=BrokenFactory())
    assert no_child_is_left()


def test_an_interrupted_run_leaves_no_worker(told: Told) -> None:
    write_deeds(told.folder / "in" / "slow", "article s", "pause 60")
    timer = threading.Timer(2.0, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        told.run(jobs=2)
    assert time.monotonic() - began < 20
    assert no_child_is_left()
