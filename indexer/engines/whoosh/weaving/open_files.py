"""How many files this process may have open: each segment that is woven is one."""

from __future__ import annotations

import contextlib
import resource

_SPARE = 128
"""Beside the segments: the ledger, spools, pipes to workers, what a caller has open."""


def allow_open_files(count: int) -> None:
    """Raises the soft limit where it is below what `count` segments need; as far as the hard one lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + _SPARE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
