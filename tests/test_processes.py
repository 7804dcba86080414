"""The process that watches the others: pauses between replacements, and words for how one ended."""

from __future__ import annotations

import os
import signal

import pytest

from indexer.console import processes
from indexer.console.processes import run_together


class Clock:
    """Goes on by what is slept, with the real clock behind it, so that processes get to run."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleep_really = processes.time.sleep

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.sleep_really(0.005)


def test_one_that_dies_again_and_again_is_replaced_after_longer_and_longer_pauses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    clock = Clock()

    def tell(message: str) -> None:
        told.append(message.partition(" of the server ")[2])
        if len(told) == 9:
            os.kill(os.getpid(), signal.SIGTERM)

    def work() -> int:
        os._exit(3)

    monkeypatch.setattr(processes, "time", clock)
    monkeypatch.setattr(processes, "_LOOK_SECONDS", 1.0)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert run_together(work, 1, tell, lambda: None) == 0
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    pauses = [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert told == [f"ended with code 3; another takes its place in {pause} s." for pause in pauses]
