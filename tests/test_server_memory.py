"""What the server holds in memory of its own after thousands of queries of every kind: bounded, and no more than after the first ones."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from conftest import ROOT
from reuters_archive import Drawing, read_stories
from soaking import scaled

from indexer.query.printer import str_of

FILES = scaled(1, 22)
"""Of Reuters-21578, about a thousand stories each."""
QUERIES = scaled(300, 10_000)
CLIENTS = 4
MOST_MB = 150
MOST_MORE_MB = 25
"""From the middle of the queries to their end."""


@pytest.fixture
def index(shared_data: Path, tmp_path: Path) -> Path:
    files = sorted((shared_data / "reuters21578").glob("reut2-*.sgm"))[:FILES]
    command = ["rebuild", "--index", str(tmp_path / "index"), "--quiet", *map(str, files)]
    subprocess.run([sys.executable, "-m", "indexer", *command], cwd=ROOT, check=True)
    return tmp_path / "index"


@pytest.fixture
def server(index: Path, tmp_path: Path) -> Iterator[tuple[int, str]]:
    """The process id of a server, and where it listens."""
    log = tmp_path / "server.log"
    with log.open("wb") as errors:
        command = [sys.executable, "-m", "indexer", "serve", "--index", str(index), "--port", "0"]
        running = subprocess.Popen(command, cwd=ROOT, stderr=errors)
    try:
        until = time.monotonic() + 60
        while not (said := re.search(r"http://(\S+?)/", log.read_text())):
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
        yield running.pid, said.group(1)
    finally:
        running.kill()
        running.wait()


def private_mb(process: int) -> float:
    """RssAnon: memory that is this process's alone, the pages of mapped files not counted."""
    found = re.search(r"^RssAnon:\s+(\d+) kB$", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    assert found
    return int(found.group(1)) / 1024


def drawn_addresses(shared_data: Path) -> list[str]:
    """Pages and answers as JSON, by turns; every second with days, every third by date."""
    drawing = Drawing(read_stories(shared_data / "reuters21578", 1), seed=21578)
    found = []
    for number in range(QUERIES):
        asked = {"q": str_of(drawing.tree(number)), "sort": ("", "", "newest")[number % 3]}
        if number % 4 > 1:
            asked |= {"from": "1987-03-01", "to": f"1987-0{drawing.draw.randint(3, 9)}"}
        found.append(f"{('/search', '/api/v1/search')[number % 2]}?{urlencode(asked)}")
    return found


def ask(address: str, targets: Sequence[str], statuses: Counter[int]) -> None:
    connection = http.client.HTTPConnection(address, timeout=120)
    for target in targets:
        connection.request("GET", target)
        answer = connection.getresponse()
        answer.read()
        statuses[answer.status] += 1
    connection.close()


def ask_all(address: str, targets: Sequence[str]) -> Counter[int]:
    """Several clients at once. How often each status was answered."""
    counts: list[Counter[int]] = [Counter() for _ in range(CLIENTS)]
    clients = [
        threading.Thread(target=ask, args=(address, targets[number::CLIENTS], counts[number]))
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts, Counter())


@pytest.mark.shared_data
@pytest.mark.soak(f"{QUERIES:,} queries by {CLIENTS} clients, {FILES} of the 22 files of Reuters-21578")
@pytest.mark.timeout(scaled(300, 3_600))
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="reads memory by /proc")
def test_the_servers_own_memory_is_bounded_and_does_not_grow(
    server: tuple[int, str], shared_data: Path, figures: Callable[[str], None]
) -> None:
    process, address = server
    assert urlsplit(f"//{address}").hostname == "127.0.0.1"
    targets = drawn_addresses(shared_data)
    fresh = private_mb(process)
    statuses = ask_all(address, targets[: QUERIES // 2])
    middle = private_mb(process)
    statuses += ask_all(address, targets[QUERIES // 2 :])
    end = private_mb(process)
    figures(
        f"RssAnon {fresh:.0f} MB at the start, {middle:.0f} MB after half of them, {end:.0f} MB at the end"
    )
    assert statuses == {200: QUERIES}
    assert end < MOST_MB
    assert end - middle < MOST_MORE_MB
