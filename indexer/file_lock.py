"""A file that one process at a time may hold; the system lets it go when that process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import LockedError

_held: set[int] = set()
"""Descriptors of locks. A forked child lets go of its copies, so that a lock ends with the process that took it."""


@contextlib.contextmanager
def hold(file: Path, busy: str, seconds: float = 0.0) -> Iterator[None]:
    """Holds a file, which is made where there is none, waiting so long for another. Raises LockedError, which says `busy`; OSError."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    _held.add(descriptor)
    try:
        _take(descriptor, busy, time.monotonic() + seconds)
        yield
    finally:
        _held.discard(descriptor)
        os.close(descriptor)


def _take(descriptor: int, busy: str, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            if time.monotonic() >= until:
                raise LockedError(busy) from error
            time.sleep(0.02)


def _let_go() -> None:
    for descriptor in _held:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
