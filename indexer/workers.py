"""Files read by worker processes: handed out, watched, and read again when a worker dies of one.

A worker that dies (killed by the system, out of memory, a crash in C code, or by this module when it has
been silent for too long) takes nothing along: what it had not written is read anew by another. The file at
which it died is read once more with care, each record told before the next; if that ends a worker too, a
third reading stops before the record that does, and the rest of the file is a reject that says so.
"""

from __future__ import annotations

import errno
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from indexer.engines.contract import Batch, LoaderFactory
from indexer.errors import DiskFullError, InputError
from indexer.ledger import RecordRow
from indexer.settings import Limits, ReadingOptions
from indexer.worker import Alive, Ended, Failed, Task, Written, work

SILENCE_SECONDS = 10.0
"""Beyond the time for one record, after which a worker that says nothing is killed."""

Progress = Callable[[int, int, int, int, int], None]
"""Called with files read, files in all, articles so far, bytes read, bytes in all."""


@dataclass(slots=True)
class Reading:
    """What came of one file."""

    digest: bytes = b""
    rows: list[RecordRow] = field(default_factory=list)
    rejects: list[tuple[str, str | None, int | None, str]] = field(default_factory=list)
    not_articles: list[tuple[str, str | None, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Readings:
    """What came of all files: by the number of their task; batches written, and articles in them that were read twice."""

    by_task: dict[int, Reading]
    batches: tuple[Batch, ...]
    superfluous: dict[str, list[int]]


def read_files(
    tasks: Sequence[Task],
    factory: LoaderFactory,
    options: ReadingOptions,
    *,
    jobs: int,
    limits: Limits,
    progress: Progress | None = None,
) -> Readings:
    """Reads every task's file in `jobs` processes. Raises DiskFullError where a batch cannot be written."""
    crew = _Crew(tasks, factory, options, limits, progress)
    try:
        crew.run(max(1, min(jobs, len(tasks))))
    finally:
        crew.dismiss()
    return crew.readings()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    task: Task | None = None
    unwritten: list[Task] = field(default_factory=list)
    outcomes: int = 0
    articles: int = 0
    heard: float = field(default_factory=time.monotonic)
    closing: bool = False


class _Crew:
    """The workers of one run and what they have said."""

    def __init__(
        self, tasks: Sequence[Task], factory: LoaderFactory, options: ReadingOptions, limits: Limits, progress: Progress | None
    ) -> None:
        self._waiting = deque(sorted(tasks, key=lambda task: -task.file.size))
        self._sizes = {task.number: task.file.size for task in tasks}
        self._arguments = (factory, options, limits)
        self._limits = limits
        self._progress = progress
        self._workers: list[_Worker] = []
        self._started = 0
        self._readings = {task.number: Reading() for task in tasks}
        self._batches: list[Batch] = []
        self._superfluous: dict[str, list[int]] = {}
        self._read: set[int] = set()

    def run(self, jobs: int) -> None:
        while self._waiting or self._workers:
            while self._waiting and len(self._workers) < jobs:
                self._start_worker()
            for worker in list(self._workers):
                self._feed(worker)
            self._listen()
            self._report()

    def _start_worker(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._started += 1
        process = context.Process(target=work, args=(theirs, self._started, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _feed(self, worker: _Worker) -> None:
        """A careful task goes to a worker of its own: one that has nothing unwritten, and gets nothing after it."""
        if worker.task is not None or worker.closing:
            return
        if not self._waiting or (self._waiting[0].careful and worker.unwritten):
            worker.closing = True
            _send(worker, None)
            return
        worker.task = self._waiting.popleft()
        worker.outcomes, worker.articles, worker.heard = 0, 0, time.monotonic()
        _send(worker, worker.task)

    def _listen(self) -> None:
        ready = wait([worker.connection for worker in self._workers], timeout=1.0)
        for worker in list(self._workers):
            if worker.connection in ready:
                self._hear(worker)
            elif worker.task is not None and time.monotonic() - worker.heard > self._limits.record_seconds + SILENCE_SECONDS:
                worker.process.kill()
                self._bury(worker, f"took longer than {self._limits.record_seconds + SILENCE_SECONDS:g} s")

    def _hear(self, worker: _Worker) -> None:
        try:
            message = worker.connection.recv()
        except (EOFError, ConnectionError):
            worker.process.join()
            if worker.closing and not worker.unwritten:
                self._workers.remove(worker)
            else:
                self._bury(worker, _cause_of_death(worker.process.exitcode))
            return
        worker.heard = time.monotonic()
        match message:
            case Alive(_, outcomes, articles):
                worker.outcomes, worker.articles = outcomes, articles
            case Ended():
                self._end(worker, message)
            case Written():
                self._write(worker, message)
            case Failed(number, words):
                if number in (errno.ENOSPC, errno.EDQUOT):
                    raise DiskFullError(f"the disk is full ({words}); the index is as it was: make room and run this again")
                raise InputError(f"reading stopped: {words}; the index is as it was")

    def _end(self, worker: _Worker, ended: Ended) -> None:
        assert worker.task is not None
        reading = self._readings[ended.task]
        reading.digest = ended.digest
        reading.rejects += ended.rejects
        reading.not_articles += ended.not_articles
        self._read.add(ended.task)
        worker.unwritten.append(worker.task)
        worker.task = None

    def _write(self, worker: _Worker, written: Written) -> None:
        """What had ended before is safe now; a batch in the midst of a file counts once the file has ended."""
        if written.batch is not None:
            self._batches.append(written.batch)
        for task, row in written.rows:
            self._readings[task].rows.append(row)
        worker.unwritten = []

    def _bury(self, worker: _Worker, cause: str) -> None:
        """Puts a dead worker's files back: those it had read but not written, and the one it died of, with care."""
        self._workers.remove(worker)
        worker.connection.close()
        for task in worker.unwritten:
            self._forget(task)
            self._waiting.appendleft(task)
        if worker.task is not None:
            self._forget(worker.task)
            self._retry(worker.task, worker.outcomes, cause)

    def _retry(self, task: Task, outcomes: int, cause: str) -> None:
        if not task.careful:
            self._waiting.append(replace(task, careful=True))
            return
        safe = outcomes if task.most is None else min(outcomes, task.most) - 1
        reading = self._readings[task.number]
        reading.rejects = [
            (task.file.path, None, None, f"reading ended a worker behind record {max(0, safe)} ({cause}); the rest of the file was left out")
        ]  # fmt: skip
        self._waiting.append(replace(task, most=max(0, safe)))

    def _forget(self, task: Task) -> None:
        """Takes back what was written of a file that will be read again."""
        self._read.discard(task.number)
        for row in self._readings[task.number].rows:
            if row.batch is not None and row.number is not None:
                self._superfluous.setdefault(row.batch, []).append(row.number)
        self._readings[task.number] = Reading()

    def _report(self) -> None:
        if self._progress is None:
            return
        articles = sum(len(reading.rows) for reading in self._readings.values()) + sum(w.articles for w in self._workers)
        read = sum(self._sizes[number] for number in self._read)
        self._progress(len(self._read), len(self._sizes), articles, read, sum(self._sizes.values()))

    def dismiss(self) -> None:
        """Ends every worker that still lives."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()

    def readings(self) -> Readings:
        return Readings(self._readings, tuple(self._batches), self._superfluous)


def _send(worker: _Worker, message: Task | None) -> None:
    """A worker that is gone is noticed when it is listened to."""
    try:
        worker.connection.send(message)
    except OSError:
        return


def _cause_of_death(code: int | None) -> str:
    return f"killed by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"

