"""Several processes with one task, and the one that watches them: whoever dies is replaced, all end together.

The watching process does nothing else and has one thread, so that it can be forked at any time. A process that dies soon
after its start is replaced after a pause, which doubles up to a minute while that goes on.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

from indexer.errors import MorgueError

_LOOK_SECONDS = 0.2
"""How often the watching process looks after the others, and they whether it still lives."""

_STEADY_SECONDS = 60.0
"""A process that lived so long is replaced at once."""

_LONGEST_PAUSE = 60.0
_REFRESH_SECONDS = 10.0
_ENDING_SECONDS = 10.0
"""For a process to end once it is told to; then it is killed."""

_TO_STOP = {signal.SIGTERM: 0, signal.SIGINT: 130}
"""What stops all of them, and the exit code of the watching one."""


def run_together(
    work: Callable[[], int], count: int, tell: Callable[[str], None], refresh: Callable[[], object]
) -> int:
    """Runs `work` in `count` processes until told to stop; gives the exit code, in each of them that of its work.

    `tell` gets a line for each that died. `refresh` is called now and then: what the watching process has open is what the next one begins with.
    """
    watch = _Watch(count)
    stopped: list[int] = []
    for number, code in _TO_STOP.items():
        signal.signal(number, lambda *_, code=code: stopped.append(code))
    while not stopped:
        if watch.start_due():
            return work()
        for message in watch.bury_dead():
            tell(message)
        if watch.is_time_to_refresh():
            with contextlib.suppress(MorgueError):
                refresh()
        time.sleep(_LOOK_SECONDS)
    watch.end_all()
    return stopped[0]


class _Watch:
    """The processes that run, and when the missing ones are due."""

    def __init__(self, count: int) -> None:
        now = time.monotonic()
        self._began: dict[int, float] = {}
        self._due = [now] * count
        self._pause = 0.0
        self._refreshed = now

    def start_due(self) -> bool:
        """Starts what is due; True in the process that was started."""
        now = time.monotonic()
        for due in [due for due in self._due if due <= now]:
            try:
                child = _fork()
            except OSError:
                # no memory or too many processes just now: the next look tries again
                break
            if not child:
                return True
            self._due.remove(due)
            self._began[child] = now
        return False

    def bury_dead(self) -> Iterator[str]:
        """A message for each process that is no more, in whose place another one is due."""
        for child in list(self._began):
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                yield self._replace(child, status)

    def _replace(self, child: int, status: int) -> str:
        now = time.monotonic()
        is_steady = now - self._began.pop(child) >= _STEADY_SECONDS
        self._pause = 0.0 if is_steady else min(_LONGEST_PAUSE, max(1.0, 2 * self._pause))
        self._due.append(now + self._pause)
        when = f"in {self._pause:.0f} s" if self._pause else "now"
        return f"Process {child} of the server {_how_it_ended(status)}; another takes its place {when}."

    def is_time_to_refresh(self) -> bool:
        now = time.monotonic()
        if now - self._refreshed < _REFRESH_SECONDS:
            return False
        self._refreshed = now
        return True

    def end_all(self) -> None:
        for child in self._began:
            os.kill(child, signal.SIGTERM)
        until = time.monotonic() + _ENDING_SECONDS
        for child in self._began:
            while not os.waitpid(child, os.WNOHANG)[0]:
                if time.monotonic() > until:
                    os.kill(child, signal.SIGKILL)
                time.sleep(_LOOK_SECONDS / 10)


def _fork() -> int:
    """A further process: its id, in itself 0. It hears no signal before it can end by one. Raises OSError."""
    first = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, _TO_STOP)
    try:
        child = os.fork()
        if not child:
            for number in _TO_STOP:
                signal.signal(number, signal.SIG_DFL)
            threading.Thread(target=_end_with, args=(first,), daemon=True).start()
        return child
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _TO_STOP)


def _end_with(first: int) -> None:
    while os.getppid() == first:
        time.sleep(5 * _LOOK_SECONDS)
    os._exit(0)


def _how_it_ended(status: int) -> str:
    """`was killed by SIGKILL` or `ended with code 1`."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
