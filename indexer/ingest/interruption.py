"""A run that is told to end ends as by Ctrl-C: what it has begun is undone, and its workers with it."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
_ALL = {*_SIGNALS, signal.SIGINT}


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Makes SIGTERM and SIGHUP raise SystemExit (128 + number) in here, where they would have ended the process undone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    replaced = [number for number in _SIGNALS if signal.getsignal(number) is signal.SIG_DFL]
    for number in replaced:
        signal.signal(number, _exit)
    try:
        yield
    finally:
        for number in replaced:
            signal.signal(number, signal.SIG_DFL)


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Holds back the signals that end a run, Ctrl-C among them, until it is left. A child born in here calls `let_through`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted: list[int] = []
    # the mask is for the child; here another thread may be the one that gets the signal
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ALL)
    handlers = {number: signal.getsignal(number) for number in _ALL}
    for number in _ALL:
        signal.signal(number, lambda number, _: noted.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if noted:
            signal.raise_signal(noted[0])


def let_through() -> None:
    """For a child: Ctrl-C is its parent's to deal with, the others end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ALL)


def acknowledge_interrupt() -> None:
    """Makes a caught Ctrl-C end by the exit code that follows.

    CPython notes a KeyboardInterrupt that leaves an `exec` of a string, which is how dataclasses and named tuples of late
    imports are made, and ends `python -m` by the signal for it, caught or not. Running another string clears the note.
    """
    exec("")


def _exit(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
