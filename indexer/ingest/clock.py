"""How long the next record may take: an alarm that rings several times a second and raises once it is too long.

It counts time in which the process ran: stopping a run with Ctrl-Z and going on later rejects nothing. It reaches
Python code only; what is stuck in C code is the parent's to kill. It also ends a worker whose parent is gone.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import TypeVar

from indexer.containers.stream import StreamError

T = TypeVar("T")

_TICK_SECONDS = 0.25
_LONGEST_TICK = 2.0
"""Of a gap between two ticks, more is not counted: the process was stopped, or in C code."""


class SlowRecordError(StreamError):
    """A record took too long; like a stream that fails, it costs the rest of its member."""


class RecordClock:
    """Times records of at most `seconds` each. One a process, made in its main thread. `parent`: its process id."""

    def __init__(self, seconds: float, parent: int) -> None:
        self._seconds = seconds
        self._parent = parent
        self._running = False
        self._spent = 0.0
        self._last = 0.0
        tick = min(_TICK_SECONDS, seconds / 4)
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, tick, tick)

    def next(self, records: Iterator[T]) -> T | None:
        """The next record, None at the end. Raises SlowRecordError, and what reading raises."""
        self._spent = 0.0
        self._last = time.monotonic()
        self._running = True
        try:
            return next(records, None)
        finally:
            self._running = False

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if os.getppid() != self._parent:
            os._exit(1)
        if not self._running:
            return
        now = time.monotonic()
        self._spent += min(now - self._last, _LONGEST_TICK)
        self._last = now
        # it rings on, for code that swallows exceptions
        if self._spent > self._seconds:
            raise SlowRecordError(f"reading one record took longer than {self._seconds:g} s")
