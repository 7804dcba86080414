"""What one outer file may unpack to, counted on the bytes that really come out, never on what headers say."""

from __future__ import annotations

from collections.abc import Callable

from indexer.containers.stream import StreamError
from indexer.settings import Limits


class Meter:
    """Counts what an outer file unpacks to, over all its layers. `packed` gives the outer file's own bytes.

    `fault` stands once a bound is passed: then nothing of the file is read any more.
    """

    def __init__(self, limits: Limits, packed: Callable[[], int]) -> None:
        self.limits = limits
        self.fault: StreamError | None = None
        self._packed = packed
        self._unpacked = 0
        self._members = 0

    def add(self, size: int) -> None:
        """Notes unpacked bytes. Raises StreamError where they are too many."""
        self._unpacked += size
        if self._unpacked > self.limits.container_bytes:
            self._stop(f"unpacks to more than {self.limits.container_bytes:,} bytes; the rest is not read")
        if self.swells(self._packed(), self._unpacked):
            self._stop(
                f"unpacks to more than {self.limits.ratio} times its size, as only a bomb does; the rest is not read"
            )

    def add_member(self) -> None:
        """Notes a member of a container. Raises StreamError where they are too many."""
        self._members += 1
        if self._members > self.limits.members:
            self._stop(f"holds more than {self.limits.members:,} members; the rest is not read")

    def check(self) -> None:
        """Raises the fault again where a bound was passed."""
        if self.fault:
            raise self.fault

    def swells(self, packed: int, unpacked: int) -> bool:
        """Whether so much out of so little is more than news text can be packed."""
        return unpacked > self.limits.ratio_from and unpacked > self.limits.ratio * max(packed, 1)

    def _stop(self, reason: str) -> None:
        self.fault = self.fault or StreamError(reason)
        raise self.fault
