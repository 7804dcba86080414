"""The process that one peer runs in: `child NAME build CORPUS COUNT FOLDER`, or `child NAME serve FOLDER`.

Serving, it says how long opening took, the first time (with what the engine imports then) and a second time, then reads a line of JSON on standard input for each batch of questions, and prints one with
the seconds and the total of each. An empty batch asks for nothing but the memory: every reply has it.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from benchmarks.mixed_queries import MixedQuery
from benchmarks.peers.contract import Opened, Peer

CLOCKS = {"wall": time.perf_counter, "processor": time.process_time}


def main(name: str, task: str, *rest: str) -> None:
    peer = cast(Peer, importlib.import_module(f"benchmarks.peers.{name}"))
    if task == "build":
        corpus, count, folder = rest
        peer.build(Path(corpus), int(count), Path(folder))
    else:
        _serve(peer, Path(rest[0]))


def _serve(peer: Peer, folder: Path) -> None:
    first, _ = _open_timed(peer, folder)
    again, opened = _open_timed(peer, folder)
    _say({"opened_first": first, "opened": again, "kinds": sorted(peer.KINDS)})
    for line in sys.stdin:
        batch = json.loads(line)
        questions = [MixedQuery(**{**asked, "words": tuple(asked["words"])}) for asked in batch["questions"]]
        _say(
            _answer(opened, questions, batch["counted"], CLOCKS[batch["clock"]])
            | {"memory": private_memory()}
        )


def _open_timed(peer: Peer, folder: Path) -> tuple[float, Opened]:
    before = time.perf_counter()
    opened = peer.open(folder)
    return time.perf_counter() - before, opened


def _answer(
    opened: Opened, questions: list[MixedQuery], counted: bool, clock: Callable[[], float]
) -> dict[str, Any]:
    ask = opened.ask_counted if counted else opened.ask
    seconds, totals, shown = [], [], []
    for asked in questions:
        before = clock()
        answer = ask(asked)
        seconds.append(clock() - before)
        totals.append(answer.total)
        shown.append(len(answer.titles))
    return {"seconds": seconds, "totals": totals, "shown": shown}


def private_memory() -> int:
    """Bytes of this process that no file backs (Linux: RssAnon)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
