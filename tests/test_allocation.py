"""Memory that a search has freed stays with the process: the next search is not given pages that must be cleared first."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest
from conftest import ROOT

_ROUNDS = """
import resource
import numpy as np
from indexer.engines.whoosh.allocation import keep_freed_memory
if {keeps}:
    keep_freed_memory()
    keep_freed_memory()
for turn in range(12):
    if turn == 2:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    arrays = [np.ones(400_000) for _ in range(4)]
    del arrays
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def count_faults(*, keeps: bool) -> int:
    """Pages that the system had to give for ten rounds of four arrays of 3.2 MB, behind two rounds more."""
    done = subprocess.run(
        [sys.executable, "-c", _ROUNDS.format(keeps=keeps)], cwd=ROOT, check=True, capture_output=True
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the setting is glibc's")
def test_arrays_that_are_freed_are_used_again() -> None:
    # where the system gives large pages, there are few either way
    assert count_faults(keeps=True) < min(2_000, count_faults(keeps=False) + 200)
