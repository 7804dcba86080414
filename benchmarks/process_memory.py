"""A command run as a whole process -> how long it took, its processor time, and the most memory that it and its children held at once.

Memory is the sum of proportional set sizes (`/proc/PID/smaps_rollup`), so pages that processes share count once.
Linux only. A peak between two looks is missed; there are two looks a second: each stops the processes for some milliseconds.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` by the wall, `processor` seconds of all its processes, `peak` in bytes."""

    output: str
    code: int
    seconds: float
    processor: float
    peak: int


def run_measured(command: Sequence[str]) -> Run:
    """Runs a command to its end."""
    began, before = time.perf_counter(), _processor_seconds()
    # a pipe that nobody empties would stop a command that prints much
    with tempfile.TemporaryFile("w+") as printed, subprocess.Popen(command, stdout=printed) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_memory_of, family_of(process.pid))))
            time.sleep(LOOK_SECONDS)
        seconds = time.perf_counter() - began
        printed.seek(0)
        output = printed.read()
    return Run(output, process.returncode, seconds, _processor_seconds() - before, peak)


def _processor_seconds() -> float:
    """Of all children that have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family_of(parent: int) -> list[int]:
    """A process and all below it."""
    family = [parent]
    for member in family:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                family += [int(child) for child in children.read_text().split()]
            except OSError:
                continue
    return family


def processor_seconds_of(processes: Sequence[int]) -> float:
    """Processor time that running processes have used so far."""
    ticks = 0
    for process in processes:
        # the name of the command in brackets may hold blanks
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory_of(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
