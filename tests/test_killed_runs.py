"""A rebuild or an update that is killed at any moment leaves the old index answering and the next run clean."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_folder import bodies, record, write_records
from conftest import ROOT
from soaking import scaled

from indexer.engines import open_archive
from indexer.ingest.run import rebuild, update

KILLS = scaled(10, 200)
FILES = 12
RECORDS = 25


def write_all(folder: Path, words: str) -> None:
    for file in range(FILES):
        write_records(
            folder / f"{file}.jsonl", *(record(f"{file}-{number}", words) for number in range(RECORDS))
        )


@pytest.fixture(scope="module", autouse=True)
def _compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Many processes start here, which is slow where none may keep what it has compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield


def start(command: str, index: Path, *paths: Path, jobs: str = "2") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "indexer", command, *map(str, paths), "--index", str(index), "--jobs", jobs, "--quiet"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def processes_of_session(session: int) -> list[int]:
    """Those that still run, as the system lists them."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(folder.name))
    return found


def wait_until_alone(session: int) -> None:
    until = time.monotonic() + 20
    while processes_of_session(session):
        assert time.monotonic() < until, "workers outlive their run"
        time.sleep(0.05)


def words_of(index: Path) -> str:
    """The one text that all articles of an index have."""
    found = bodies(open_archive(index))
    assert len(found) == FILES * RECORDS
    assert len(set(found)) == 1
    return found[0]


@pytest.mark.soak(f"{KILLS:,} rebuilds and updates killed at a drawn moment")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="lists processes by /proc")
@pytest.mark.timeout(150 + 20 * KILLS)
def test_a_killed_run_leaves_the_old_index_and_the_next_one_is_clean(tmp_path: Path) -> None:
    news, index = tmp_path / "news", tmp_path / "index"
    dice = random.Random(20200215)
    write_all(news, "Words of the start.")
    for _ in range(2):
        began = time.monotonic()
        assert start("rebuild", index, news).communicate()[1] == b""
        length = time.monotonic() - began
    standing = "Words of the start."
    survived = 0
    for number in range(KILLS):
        fresh = f"Words of round {number}."
        write_all(news, fresh)
        run = start(dice.choice(["rebuild", "update"]), index, news, jobs=dice.choice("12"))
        time.sleep(dice.uniform(0.1, 1.1) * length)
        run.kill()
        run.communicate()
        wait_until_alone(run.pid)
        now = words_of(index)
        assert now in (standing, fresh)
        survived += now == standing
        standing = now
    assert survived, "no run was killed in time"
    update(open_archive(index))
    assert words_of(index) == fresh
    assert not open_archive(index).check()
    assert len(list((index / "generations").iterdir())) <= 2


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="lists processes by /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_run_that_is_told_to_end_undoes_what_it_began(tmp_path: Path, number: int) -> None:
    news, index = tmp_path / "news", tmp_path / "index"
    write_all(news, "Words of the start.")
    rebuild(open_archive(index), [str(news)], jobs=1)
    before = sorted(path.name for path in (index / "generations").iterdir())
    for file in range(300):
        write_records(
            news / f"more{file}.jsonl", *(record(f"m{file}-{n}", "More words.") for n in range(200))
        )
    run = start("rebuild", index, news)
    until = time.monotonic() + 30
    while len(processes_of_session(run.pid)) < 3 or len(list((index / "generations").iterdir())) == len(
        before
    ):
        assert time.monotonic() < until
        time.sleep(0.01)
    run.send_signal(number)
    _, errors = run.communicate(timeout=30)
    assert run.returncode in (130, 128 + number)
    assert b"Traceback" not in errors
    wait_until_alone(run.pid)
    assert sorted(path.name for path in (index / "generations").iterdir()) == before
    assert words_of(index) == "Words of the start."
