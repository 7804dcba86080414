"""A purge: what `morgue remove --purge` took out is in no file of the index any more, and comes into none."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from archive_folder import contents, id_of, record, write_news, write_records
from conftest import ROOT
from plain_engine import PlainArchive
from reading_here import read_files_here
from soaking import scaled
from test_cli import documents, morgue, write_stories

from indexer.engines import open_archive
from indexer.engines.contract import Archive
from indexer.engines.whoosh.reading.segment import Segment
from indexer.errors import EngineError, UnknownArticleError
from indexer.ingest import intake
from indexer.ingest.ledger import current_ledger
from indexer.ingest.removals import removals_of, with_purged, with_removed, write_removals
from indexer.ingest.run import rebuild, remove, update
from indexer.ingest.statistics import find_returned

KILLS = scaled(4, 100)


@pytest.fixture(params=["plain", "whoosh"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(intake, "read_files", read_files_here)
    open_at: Callable[[Path], Archive] = PlainArchive if request.param == "plain" else open_archive  # type: ignore[assignment]
    return open_at(tmp_path / "index")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news")


SECRET = "Zibeline Quorvath"


def files_with(folder: Path, *needles: str) -> list[str]:
    """Files below a folder in whose bytes, or stored articles, one of these stands: SECRET and its words, unless told otherwise."""
    wanted = [needle.encode() for needle in needles or (SECRET, *SECRET.lower().split())]
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        if file.suffix == ".segment":
            segment = Segment(file.parent, file.stem, np.zeros(0, dtype=np.int64))
            for store in (segment.heads, segment.store):
                data += b"".join(store.read_bytes(number) for number in range(segment.articles))
        if any(needle in data for needle in wanted):
            found.append(file.name)
    return found


def many_records(count: int) -> list[str]:
    dice = random.Random(7)
    words = ["harbour", "storm", "ferry", "quota", "council", "bridge", "lantern", "oyster", "ledger", "vote"]
    return [
        record(
            f"n{number}",
            " ".join(dice.choices(words, k=700)) + (f" {SECRET}." * 40 if number == 5 else ""),
            title=SECRET if number == 5 else "A story",
        )
        for number in range(count)
    ]


def test_a_purged_text_is_in_no_file_of_the_index_nor_in_what_it_is_compressed_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "read_files", read_files_here)
    archive = open_archive(tmp_path / "index")
    write_records(tmp_path / "news" / "a.jsonl", *many_records(900))
    rebuild(archive, [str(tmp_path / "news")])
    rebuild(archive, [str(tmp_path / "news")])
    (segment,) = (archive.ledger_file.parent).glob("*.segment")
    assert Segment(segment.parent, segment.stem, np.zeros(0, dtype=np.int64)).dictionaries.all
    assert len(files_with(tmp_path / "index")) == 2
    identifier = id_of(archive, SECRET)
    remove(archive, [identifier], "a court order")
    assert files_with(tmp_path / "index")
    report = remove(archive, [identifier], purge=True)
    assert (report.articles, report.removed) == (899, 0)
    assert files_with(tmp_path / "index") == []
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 1
    (row,) = removals_of(archive).values()
    assert (row.id, row.title, row.reason, row.purge) == (identifier, None, "a court order", True)
    assert len(contents(archive)) == 899
    assert archive.check() == []
    assert list(find_returned(archive)) == []


def test_what_was_purged_is_not_written_again_by_later_runs(archive: Archive, news: Path) -> None:
    folder = archive.removed_file.parent
    write_records(news / "c.jsonl", record("7", SECRET, title=SECRET), record("8"))
    rebuild(archive, [str(news)])
    identifier = id_of(archive, SECRET)
    report = remove(archive, [identifier], "a court order", purge=True)
    assert (report.articles, report.removed) == (5, 1)
    write_records(news / "c.jsonl", record("7", SECRET, title=SECRET, version=2), record("9"))
    assert update(archive).articles == 5
    assert files_with(folder) == []
    assert rebuild(archive).articles == 5
    assert files_with(folder) == []
    assert update(archive, put_back=[identifier]).articles == 6
    assert contents(archive)[identifier]["body"] == SECRET


def test_an_earlier_version_of_what_is_purged_goes_too(archive: Archive, news: Path) -> None:
    folder = archive.removed_file.parent
    write_records(news / "c.jsonl", record("7", SECRET))
    rebuild(archive, [str(news)])
    write_records(news / "c.jsonl", record("7", "Mild.", version=2))
    update(archive)
    assert files_with(folder)
    remove(archive, [id_of(archive, "Story 7")], purge=True)
    assert files_with(folder) == []


def test_a_purge_that_was_stopped_is_told_of_and_ended_by_the_next_run(archive: Archive, news: Path) -> None:
    write_records(news / "c.jsonl", record("7", SECRET))
    rebuild(archive, [str(news)])
    identifier = id_of(archive, "Story 7")
    removals = with_purged(with_removed({}, [(identifier, SECRET)], "an order"), [identifier])
    write_removals(archive.removed_file, removals)
    assert next(line.split(",")[0] for line in find_returned(archive)) == "a purge was stopped"
    assert update(archive).articles == 4
    assert files_with(archive.removed_file.parent) == []
    assert list(find_returned(archive)) == []


def test_a_reader_of_the_index_before_a_purge_goes_on(tmp_path: Path, news: Path) -> None:
    archive, served = open_archive(tmp_path / "index"), open_archive(tmp_path / "index")
    rebuild(archive, [str(news)], jobs=1)
    engine = served.reader()
    identifier = id_of(archive, "Story 2")
    remove(archive, [identifier], purge=True)
    assert engine.article(identifier).article.title == "Story 2"
    with pytest.raises(UnknownArticleError):
        served.reader().article(identifier)


def test_a_ledger_that_a_purge_takes_away_while_it_is_opened_is_looked_for_again(
    archive: Archive, news: Path
) -> None:
    rebuild(archive, [str(news)])
    gone = archive.ledger_file.with_name("gone.sqlite")

    class Swept:
        places = iter((gone, archive.ledger_file))

        @property
        def ledger_file(self) -> Path:
            return next(self.places)

    swept: Any = Swept()
    with current_ledger(swept) as ledger:
        assert ledger.fact("articles") == 4
    shutil.rmtree(archive.ledger_file.parent)
    with pytest.raises(EngineError):
        current_ledger(archive)


def test_the_command_purges_one_article_or_all_on_the_list(tmp_path: Path) -> None:
    where = ("--index", str(tmp_path / "index"))
    morgue("rebuild", str(write_stories(tmp_path / "news")), *where, "--quiet")
    nothing = morgue("remove", "--purge", *where)
    assert (nothing.exit_code, "none whose text" in nothing.stderr) == (1, True)
    (hit,) = documents(morgue("search", "apples", *where, "--jsonl"))
    morgue("remove", hit["id"], "--reason", "a court order", *where)
    assert files_with(tmp_path / "index", "Market day")
    assert morgue("remove", "--purge", *where).exit_code == 0
    assert files_with(tmp_path / "index", "Market day") == []
    assert (
        f"{hit['id']}  text purged\n            a court order\n" in morgue("remove", "--list", *where).stdout
    )
    assert morgue("check", *where).exit_code == 0
    assert morgue("remove", "--purge", "--list", *where).exit_code == 2
    assert morgue("remove", hit["id"], "--purge", "--undo", *where).exit_code == 2
    assert morgue("remove", "nobody", "--purge", *where).exit_code == 1


@pytest.mark.soak(f"{KILLS:,} purges killed at a drawn moment")
@pytest.mark.timeout(150 + 20 * KILLS)
def test_a_purge_that_is_killed_at_any_moment_is_ended_by_the_next_run(tmp_path: Path, news: Path) -> None:
    archive = open_archive(tmp_path / "index")
    dice = random.Random(20240229)
    for number in range(KILLS):
        write_records(news / "c.jsonl", record(f"s{number}", SECRET), record("8"))
        rebuild(archive, [str(news)], jobs=1)
        identifier = id_of(archive, f"Story s{number}")
        killed = subprocess.Popen(
            [sys.executable, "-m", "indexer", "remove", identifier, "--purge", "--index", str(tmp_path / "index")],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(dice.uniform(0.3, 1.0))
        killed.kill()
        killed.wait()
        is_listed = identifier in removals_of(archive)
        assert len(contents(archive)) in (4 + 1, 4 + 2)
        update(archive, jobs=1)
        assert (files_with(tmp_path / "index") == []) is is_listed
        assert (identifier in contents(archive)) is not is_listed
        assert not archive.check()
