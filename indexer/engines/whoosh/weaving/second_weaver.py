"""A second process that weaves the upper half of a field's terms, while this one weaves the lower.

It opens the same segments and joins their dictionaries as this process does, so both know the middle; what it has woven
waits in files, and the rest comes through a pipe. If it dies, or is not worth starting, this process does all by itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.packing import ListSpool, SpooledLists
from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.weaving.joined_dictionary import JoinedDictionary
from indexer.engines.whoosh.weaving.woven_terms import PARTS, Spools, WovenTerms, renumber, weave_terms

WORTH_PLACES = 20_000_000
"""Places of a field from which a second process saves more than it takes to start."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What the second process is given: segments by their names and what of each is gone."""

    folder: Path
    segments: tuple[tuple[str, Array], ...]
    field: str
    spool: str


class SecondWeaver:
    """The process as this one sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, spools: Spools) -> WovenTerms | None:
        """Waits for the upper half, and puts its lists behind those in `spools`; None where there is none."""
        try:
            woven, lists = self._connection.recv()
        except (EOFError, OSError):
            return None
        for part in PARTS:
            spools[part].extend(lists[part])
        assert isinstance(woven, WovenTerms)
        return woven


@contextlib.contextmanager
def second_weaver(
    segments: Sequence[Segment], field: str, folder: Path, processes: int
) -> Iterator[SecondWeaver | None]:
    """Starts the second process where a field is worth it and `processes` allow for it, else gives None; it is over behind this."""
    places = sum(int(segment.postings[field].places.sum()) for segment in segments)
    if processes < 2 or places < WORTH_PLACES:
        yield None
        return
    known = tuple((segment.name, segment.gone) for segment in segments)
    task = _Task(folder, known, field, f"upper-{uuid.uuid4().hex[:16]}")
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=weave_upper_half, args=(theirs, task, os.getpid()), daemon=True)
    try:
        _start(process)
        theirs.close()
        yield SecondWeaver(ours)
    finally:
        ours.close()
        if process.pid is not None:
            process.kill()
            process.join()
        for path in folder.glob(f"{task.spool}.*"):
            path.unlink()


def _start(process: BaseProcess) -> None:
    """Starts a process that never hears of Ctrl-C, if the system gives one: where it does not, nothing comes through the pipe."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with contextlib.suppress(OSError):
            process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def weave_upper_half(connection: Connection, task: _Task, parent: int) -> None:
    """What the second process does. Where it cannot go on it ends, and its parent, which alone hears of Ctrl-C, says why."""
    with contextlib.suppress(OSError, MemoryError):
        connection.send(_weave_upper_half(task, parent))


def _weave_upper_half(task: _Task, parent: int) -> tuple[WovenTerms, Mapping[str, SpooledLists]]:
    segments = [Segment(task.folder, name, gone) for name, gone in task.segments]
    dictionary = JoinedDictionary([segment.postings[task.field] for segment in segments])
    upper = dictionary.ranges(dictionary.middle())
    spools = {part: ListSpool(task.folder, f"{task.spool}.{part}") for part in PARTS}
    woven = weave_terms(dictionary, segments, renumber(segments), _while_wanted(upper, parent), spools)
    return woven, {part: spool.hand_over() for part, spool in spools.items()}


def _while_wanted(ranges: Iterable[tuple[int, int]], parent: int) -> Iterator[tuple[int, int]]:
    for of_terms in ranges:
        if os.getppid() != parent:
            raise SystemExit(1)
        yield of_terms
