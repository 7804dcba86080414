"""A limit on the memory that reading may take in this process, so that one file cannot take the machine's."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
from collections.abc import Iterator
from pathlib import Path

_STATM = Path("/proc/self/statm")


class MemoryLimit:
    """From now on this process may map `more` bytes beyond what it has; Python then raises MemoryError.

    Does nothing where the system does not tell how much that is.
    """

    def __init__(self, more: int) -> None:
        self._start = _address_space()
        self._more = more
        self._hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        self._set(self._most())

    def is_high(self) -> bool:
        """Whether more than half of it is taken."""
        now, start = _address_space(), self._start
        return now is not None and start is not None and now > start + self._more // 2

    @contextlib.contextmanager
    def lifted(self) -> Iterator[None]:
        """For work of our own that needs more for a moment."""
        self._set(self._hard)
        try:
            yield
        finally:
            self._set(self._most())

    def _most(self) -> int:
        if self._start is None:
            return self._hard
        most = self._start + self._more
        return most if self._hard == resource.RLIM_INFINITY else min(most, self._hard)

    def _set(self, most: int) -> None:
        # some systems know the limit and do not take it
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, self._hard))


def give_back() -> None:
    """Gives the system what this process has freed, which the C library would keep for itself."""
    # not every C library has it
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _address_space() -> int | None:
    """Bytes that this process has mapped."""
    try:
        return int(_STATM.read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None
