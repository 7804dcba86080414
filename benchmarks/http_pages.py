"""How quick is the search page over HTTP? `python -m benchmarks.http_pages INDEX`.

Starts `morgue serve` on a free port and asks mixed queries, one after the other, for the page with facets, timeline and passages:
for the times, and for the processor time that the server takes for a page, which a busy machine changes less. Then twice as
many askers as processes ask for the pages a second. It prints all this for one process and for several. The queries are
drawn from the newest articles of the index.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.mixed_queries import MixedQuery, draw_queries
from benchmarks.process_memory import family_of, processor_seconds_of
from indexer.engines import open_archive

DRAWN_FROM = 5_000
WARM_UP = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long pages a second are counted")
    given = parser.parse_args()
    paths = [_path(query) for query in _draw(given.index, given.queries)]
    print("| processes | p50 | p95 | p99 | processor time a page | largest page | pages a second |")
    print("|---|---|---|---|---|---|---|")
    for processes in dict.fromkeys((1, given.processes)):
        with _served(given.index, processes) as (base, server):
            _warm(base, paths)
            before = processor_seconds_of(family_of(server))
            times, largest = _ask_in_turn(base, paths)
            used = 1000 * (processor_seconds_of(family_of(server)) - before) / len(paths)
            rate = _ask_at_once(base, paths, 2 * processes, given.seconds)
        cells = [f"{times[int(len(times) * share)]:.1f} ms" for share in (0.5, 0.95, 0.99)]
        print(
            f"| {processes} | {' | '.join(cells)} | {used:.1f} ms | {largest / 1000:.1f} KB | {rate:.0f} |",
            flush=True,
        )


def _draw(index: Path, count: int) -> list[MixedQuery]:
    articles = islice(open_archive(str(index)).reader().articles(), DRAWN_FROM)
    return draw_queries(
        [(f"{one.title or ''} {one.body}", one.published.date if one.published else "") for one in articles],
        count,
    )


def _path(query: MixedQuery) -> str:
    asked = {"q": query.text, "from": query.first, "to": query.last, "sort": "newest" if query.newest else ""}
    return "/search?" + urlencode({name: value for name, value in asked.items() if value})


@contextmanager
def _served(index: Path, processes: int) -> Iterator[tuple[str, int]]:
    """The address of a server, and its process id."""
    command = [
        sys.executable,
        "-m",
        "indexer",
        "serve",
        "--index",
        str(index),
        "--port",
        "0",
        "--processes",
        str(processes),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = re.search(r"http://\S+", server.stderr.readline())
        assert told is not None
        threading.Thread(target=server.stderr.read, daemon=True).start()
        try:
            yield told[0].rstrip("/"), server.pid
        finally:
            server.terminate()


def _get(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return len(answer.read())


def _warm(base: str, paths: Sequence[str]) -> None:
    for path in paths[:WARM_UP]:
        _get(base + path)


def _ask_in_turn(base: str, paths: Sequence[str]) -> tuple[list[float], int]:
    """Milliseconds, ascending, of each page asked once; and the largest page's bytes."""
    times, largest = [], 0
    for path in paths:
        began = time.perf_counter()
        largest = max(largest, _get(base + path))
        times.append(1000 * (time.perf_counter() - began))
    return sorted(times), largest


def _ask_at_once(base: str, paths: Sequence[str], askers: int, seconds: float) -> float:
    """Pages a second, all askers together, each going through the paths from a place of its own."""
    ends = time.monotonic() + seconds
    counts = [0] * askers

    def ask(number: int) -> None:
        place = number * len(paths) // askers
        while time.monotonic() < ends:
            _get(base + paths[place % len(paths)])
            counts[number] += 1
            place += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    main()
