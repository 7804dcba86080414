"""Whatever befalls the bytes of a file, reading gives articles and rejects only, and in bounded time: each format, each sample."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import any_bytes
import pytest
from any_bytes import SETS, Tally, run_guarded, run_tries, tell
from conftest import ROOT
from drawn_bytes import Sample, by_format, read_samples
from soaking import SOAKING, scaled

from indexer.formats import FORMATS

PARTS = scaled(1, 10)
TRIES = scaled(300, 5_000)
"""In each part, and for each of the two sets of samples."""
MOST_MORE = 500
"""MB by which the process may grow over all tries."""
NOTES = ROOT / "build" / "soak"
"""Where a long run keeps how far it came."""


@pytest.fixture(scope="module")
def own_samples() -> list[Sample]:
    return read_samples(SETS["own"])


@pytest.fixture(scope="module")
def real_samples(shared_data: Path) -> list[Sample]:
    return [] if SOAKING else read_samples(SETS["real"])


def test_every_format_has_samples(own_samples: list[Sample]) -> None:
    assert {form.NAME for form in FORMATS} <= set(by_format(own_samples))


def run_checked(name: str, samples: Sequence[Sample], part: int, figures: Callable[[str], None]) -> None:
    first, stop = part * TRIES, (part + 1) * TRIES
    tally = run_guarded(name, first, stop, NOTES) if SOAKING else run_tries(samples, first, stop)
    figures(tell(tally))
    assert not tally.faults, "\n".join(tally.faults[:20])
    assert tally.tries == TRIES
    assert tally.outcomes["articles"] > TRIES // 4
    assert tally.more < MOST_MORE


@pytest.mark.soak(f"{TRIES:,} tries with samples of ours")
@pytest.mark.timeout(scaled(300, 7_200))
@pytest.mark.parametrize("part", range(PARTS))
def test_any_bytes_give_only_articles_and_rejects(
    part: int, own_samples: list[Sample], figures: Callable[[str], None]
) -> None:
    run_checked("own", own_samples, part, figures)


@pytest.mark.shared_data
@pytest.mark.soak(f"{TRIES:,} tries with real files")
@pytest.mark.timeout(scaled(300, 7_200))
@pytest.mark.parametrize("part", range(PARTS))
def test_any_bytes_of_real_files_give_only_articles_and_rejects(
    part: int, real_samples: list[Sample], figures: Callable[[str], None]
) -> None:
    run_checked("real", real_samples, part, figures)


PLAYED = """
import json, os, sys
from collections import Counter
from pathlib import Path
sys.path[:0] = {paths!r}
import any_bytes
from any_bytes import Tally
def try_once(sample, other, number):
    if number == 2: os.abort()
    if number == 4:
        while True: pass
    return Tally(1, Counter(articles=1), slowest=(number / 100, str(number)))
any_bytes.try_once, any_bytes.KILLED_AFTER = try_once, 0.2
any_bytes.read_samples = lambda folders: [any_bytes.Sample("a", b"", None)]
any_bytes.run_noted(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
"""


def test_a_long_run_goes_on_behind_a_try_that_crashes_and_one_that_does_not_end(tmp_path: Path) -> None:
    script = PLAYED.format(paths=[str(ROOT / "tests"), str(ROOT)])
    tally = run_guarded("own", 0, 6, tmp_path, (sys.executable, "-c", script))
    assert tally.tries == 6
    assert [fault.split(" (")[0] for fault in tally.faults] == [
        "own, try 2: the process ended with -6",
        "own, try 4: the process ended with -27",
    ]
    assert (tally.slowest, dict(tally.outcomes)) == ((0.05, "5"), {"articles": 4})


def test_a_long_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    script = PLAYED.format(paths=[str(ROOT / "tests"), str(ROOT)])
    run_guarded("own", 5, 9, tmp_path, (sys.executable, "-c", script))
    (notes,) = tmp_path.iterdir()
    any_bytes.write_notes(notes, Tally(2, slowest=(3.0, "before")), 7)
    tally = run_guarded("own", 5, 9, tmp_path, (sys.executable, "-c", script))
    assert (tally.tries, tally.slowest) == (4, (3.0, "before"))
    assert json.loads(notes.read_text("utf-8"))["next"] == 9
