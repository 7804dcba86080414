"""What the C library does with memory that a search frees: it keeps it for the next one.

As it comes, the library gives large arrays back to the system at once and asks for them anew, so that the system
clears every page of every array again: a third of the time of a search that finds many articles.
"""

from __future__ import annotations

import contextlib
import ctypes
from functools import lru_cache

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1
"""Names of these settings for glibc's `mallopt`."""

LARGEST_KEPT = 32 << 20
"""Bytes of one array from which it comes from the system and goes back there: the most that glibc takes."""

MOST_KEPT = 64 << 20
"""Bytes, free at the end of the memory, that the process keeps."""


@lru_cache(maxsize=1)
def keep_freed_memory() -> None:
    """For the whole process, from now on; nothing where the C library has no such setting."""
    with contextlib.suppress(AttributeError, OSError):
        setting = ctypes.CDLL(None).mallopt
        setting(_MMAP_THRESHOLD, LARGEST_KEPT)
        setting(_TRIM_THRESHOLD, MOST_KEPT)
