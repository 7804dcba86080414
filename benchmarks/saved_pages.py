"""How quickly are saved pages read, from files to an index that answers, beside trafilatura alone? `python -m benchmarks.saved_pages [FOLDER …]`.

Takes the pages of the folders several times over, each copy with a comment of its own at its end, so that no file is the
same as another. Then, in one run: the command `rebuild` on all cores; one process that hands each page to `trafilatura.extract`
and keeps nothing; and `recollindex`, where it is installed. Each is a whole process with its start. Prints pages a second and
the ratio to trafilatura.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.process_memory import Run, run_measured

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
FOLDERS = (DATA / "article-extraction" / "html", DATA / "page-dates" / "html")
_ALONE = """
import sys
from pathlib import Path
from trafilatura import extract
for path in sorted(Path(sys.argv[1]).rglob("*.html")):
    extract(path.read_bytes())
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="pages, .html or .html.gz")
    parser.add_argument("--copies", type=int, default=5, help="how often each page is taken")
    parser.add_argument("--rounds", type=int, default=1, help="rounds in turn, of which the median counts")
    parser.add_argument(
        "--clock",
        choices=("wall", "processor"),
        default="wall",
        help="processor: for a busy machine; processor time shared evenly by the cores that a program uses",
    )
    given = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="saved-pages-") as scratch:
        pages = Path(scratch) / "pages"
        count, size = _copy(given.folders, pages, given.copies)
        print(
            f"{count:,} pages, {size / 1e6:.0f} MB, {cores} cores, {given.rounds} rounds, by the {given.clock}"
        )
        programs = _programs(pages, Path(scratch), cores)
        runs: dict[str, list[tuple[float, Run]]] = {name: [] for name in programs}
        for _ in range(given.rounds):
            for name, (run, uses) in programs.items():
                found = run()
                seconds = found.seconds if given.clock == "wall" else found.processor / uses
                runs[name].append((seconds, found))
    _print(runs, count)


def _copy(folders: Sequence[Path], target: Path, copies: int) -> tuple[int, int]:
    """(pages, bytes) written."""
    count = size = 0
    for folder in folders:
        for path in sorted(folder.iterdir()):
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            for copy in range(copies):
                place = target / str(copy) / f"{folder.parent.name}-{path.name.split('.html')[0]}.html"
                place.parent.mkdir(parents=True, exist_ok=True)
                size += place.write_bytes(data + b"\n<!-- copy %d -->\n" % copy)
                count += 1
    return count, size


def _programs(pages: Path, scratch: Path, cores: int) -> dict[str, tuple[Callable[[], Run], int]]:
    """Name -> (a run, how many cores it uses)."""
    morgue = [
        sys.executable,
        "-m",
        "indexer",
        "rebuild",
        str(pages),
        "--index",
        str(scratch / "index"),
        "--quiet",
    ]
    found: dict[str, tuple[Callable[[], Run], int]] = {
        "Morgue": (lambda: _checked(run_measured(morgue)), cores),
        "trafilatura alone": (lambda: run_measured([sys.executable, "-c", _ALONE, str(pages)]), 1),
    }
    if shutil.which("recollindex"):
        found["recollindex"] = (lambda: _run_recoll(pages, scratch / "recoll"), cores)
    else:
        print("recollindex is not installed and left out (apt-get install recollcmd)")
    return found


def _checked(run: Run) -> Run:
    if run.code:
        sys.exit(f"morgue rebuild ended with {run.code}")
    return run


def _run_recoll(pages: Path, settings: Path) -> Run:
    shutil.rmtree(settings, ignore_errors=True)
    settings.mkdir()
    (settings / "recoll.conf").write_text(
        f"topdirs = {pages}\nloglevel = 1\nlogfilename = {settings}/log\n", "utf-8"
    )
    return run_measured(["recollindex", "-c", str(settings), "-z"])


def _print(runs: dict[str, list[tuple[float, Run]]], count: int) -> None:
    medians = {name: statistics.median(seconds for seconds, _ in found) for name, found in runs.items()}
    print("\n| | pages a second | to trafilatura | seconds | processor time | most memory |")
    print("|---|---|---|---|---|---|")
    for name, found in runs.items():
        ratio = medians["trafilatura alone"] / medians[name]
        processor = statistics.median(run.processor for _, run in found)
        wall = statistics.median(run.seconds for _, run in found)
        peak = max(run.peak for _, run in found) / 1e6
        print(
            f"| {name} | {count / medians[name]:.1f} | {ratio:.2f} | {wall:.1f} s | {processor:.1f} s | {peak:.0f} MB |"
        )


if __name__ == "__main__":
    main()
