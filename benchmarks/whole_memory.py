"""How much memory does a rebuild of files of all kinds take? `python -m benchmarks.whole_memory [FOLDER] [--jobs N]`.

The command as a whole process, over all the real files in `../shared/data` if no folder is named; memory as
`process_memory` counts it. Every file must be accounted for: as read, or by name with a reason.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.process_memory import Run, run_measured

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
SOME_REJECTED = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--jobs", type=int, help="worker processes; default one a processor")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        run = rebuild(asked.folder, Path(scratch) / "index", asked.jobs)
        if run.code not in (0, SOME_REJECTED):
            sys.exit(f"the rebuild ended with exit code {run.code}")
        print(tell(run, json.loads(run.output), count_files(asked.folder)))


def rebuild(folder: Path, index: Path, jobs: int | None) -> Run:
    command = [sys.executable, "-m", "indexer", "rebuild", str(folder), "--index", str(index), "--json"]
    return run_measured([*command, "--quiet", *(["--jobs", str(jobs)] if jobs else [])])


def count_files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def tell(run: Run, report: Mapping[str, Any], files: int) -> str:
    """The figures of a run in lines; `files` are in the folder."""
    return "\n".join(
        (
            f"files          {files:,} in the folder, {report['files']:,} in the report; exit code {run.code}",
            f"records        {report['articles']:,} articles, {report['rejected']:,} rejects, {len(report['not_articles']):,} that are no articles",
            f"rebuild        {run.seconds:.1f} s (processor: {run.processor:.1f} s)",
            f"peak memory    {run.peak / 1e6:,.0f} MB, all processes",
        )
    )


if __name__ == "__main__":
    main()
