"""Measured times -> a line that says them: by the wall, and in processor time, which a busy machine does not lengthen."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stopwatch:
    """Seconds of each thing timed. `with stopwatch:` times one."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    _began: tuple[float, float] = (0.0, 0.0)

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall.append(time.perf_counter() - self._began[0])
        self.processor.append(time.process_time() - self._began[1])

    def __str__(self) -> str:
        return f"{spread(self.wall)} (processor: {spread(self.processor)})"

    def times_of(self, other: Stopwatch) -> str:
        """How many times as long the other took, by the median of processor time."""
        return f"{statistics.median(other.processor) / statistics.median(self.processor):.1f}"


def spread(times: Sequence[float]) -> str:
    ninety_ninth = statistics.quantiles(times, n=100)[98]
    return f"median {statistics.median(times) * 1000:.1f} ms, p99 {ninety_ninth * 1000:.1f} ms"
