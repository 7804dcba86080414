"""Reads files in this process instead of in workers: for tests of what happens around reading, many runs a second."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

from indexer.article import Outcome
from indexer.engines.contract import Batch, LoaderFactory
from indexer.ingest.messages import BOARD_PLACES, Chunk, Task, Written
from indexer.ingest.worker import _Reader
from indexer.ingest.workers import Progress, Take, Work
from indexer.settings import Limits, ReadingOptions

ENOUGH_BYTES = 1 << 44


class _Clock:
    def next(self, records: Iterator[Outcome]) -> Outcome | None:
        return next(records, None)


class _Connection:
    """Both ends of a worker's connection."""

    def __init__(self, bundles: list[list[Task] | None], take: Take) -> None:
        self.batches: list[Batch] = []
        self._bundles = bundles
        self._take = take
        self._chunks: list[bytes] = []

    def recv(self) -> list[Task] | None:
        return self._bundles.pop(0)

    def send(self, message: Any) -> None:
        if isinstance(message, Chunk):
            self._chunks.append(message.parts)
        if isinstance(message, Written):
            self.batches += [message.batch] if message.batch else []
            for chunk in self._chunks:
                for part in pickle.loads(chunk):
                    self._take(part, len(self.batches) - 1)
            self._chunks = []


def read_files_here(
    work: Work,
    take: Take,
    factory: LoaderFactory,
    options: ReadingOptions,
    *,
    jobs: int,
    limits: Limits,
    kept_out: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> list[Batch]:
    """`workers.read_files`, without workers."""
    connection = _Connection([list(work.tasks), None], take)
    limits = Limits(worker_bytes=ENOUGH_BYTES)
    reader = _Reader(connection, [0] * BOARD_PLACES, factory(0), options, limits, _Clock(), kept_out)  # type: ignore[arg-type]
    reader.read_bundles()
    return connection.batches
