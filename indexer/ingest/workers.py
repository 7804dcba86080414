"""Files read by worker processes: handed out in bundles, watched, and read again when a worker dies of one.

In: tasks, and two functions that take what became of them. What a worker has read counts once its batch is
written. A worker that dies (killed by the system, a crash in C code, stuck too long) takes nothing along: its
unwritten files are read by others. The file it died at is read once more in a worker of its own, skipping what is
safe; if that dies too, a last reading stops before the record that did it, and the rest is a Reject that says so.
Where writing a batch is what ends workers, the files of the batch are halved until the one is found.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from indexer.engines.contract import Batch, LoaderFactory
from indexer.errors import DiskFullError, InputError, MorgueError
from indexer.ingest.interruption import held_back
from indexer.ingest.messages import (
    ARTICLES,
    BOARD_PLACES,
    BYTES,
    FILES,
    HASHING,
    HEARD,
    OUTCOMES,
    PHASE,
    READING,
    TASK,
    WRITING,
    Board,
    Chunk,
    Failed,
    Hungry,
    LastWords,
    Message,
    Part,
    Stopped,
    Task,
    Written,
)
from indexer.ingest.worker import work
from indexer.settings import Limits, ReadingOptions

GRACE_SECONDS = 10.0
"""Beyond the time for one record, after which a worker that is still at it is killed."""

WRITING_SECONDS = 900.0
"""For a batch."""

BUNDLE_FILES = 64
BUNDLE_BYTES = 2_000_000
LISTENING_SECONDS = 0.5
MOST_STILLBORN = 3
MOST_BARREN = 6
"""Workers that may die writing, one after the other, before the run ends: then it is not the articles' fault."""

Progress = Callable[[int, int, int, int, int], None]
"""Called with files read, files in all, articles so far, bytes read, bytes in all."""

Take = Callable[[Part, int], None]
"""Takes what became of a piece of a file, and which batch its articles are in, counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What there is to read: the tasks, how many, of how many files, and how many bytes they have."""

    tasks: Iterator[Task]
    count: int
    files: int
    bytes: int


def read_files(
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
    """Reads the files of every task in `jobs` processes; gives the batches written, which hold no article of an id in `kept_out`.

    Raises DiskFullError where a batch cannot be written, MorgueError where no worker can work. No process is left over.
    """
    crew = _Crew(work, take, (factory, options, limits, kept_out), progress)
    try:
        crew.run(max(1, min(jobs, work.count)))
    finally:
        crew.dismiss()
    return crew.batches


@dataclass(slots=True, eq=False)
class _Worker:
    """A process. `unsafe`: what it was given and has not ended and written. `lonely`: it has a task of its own and gets no other."""

    process: BaseProcess
    connection: Connection
    board: Board
    lonely: list[Task] | None = None
    unsafe: dict[int, Task] = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)
    fed: bool = False
    leaving: bool = False
    words: str = ""

    def place(self, name: int) -> int:
        return int(self.board[name])


class _Crew:
    """The workers of one run, what is left to read, and what is safe."""

    def __init__(
        self,
        work: Work,
        take: Take,
        arguments: tuple[LoaderFactory, ReadingOptions, Limits, frozenset[str]],
        progress: Progress | None,
    ) -> None:
        self.batches: list[Batch] = []
        self._work = work
        self._take = take
        self._arguments = arguments
        self._limits = arguments[2]
        self._progress = progress
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._started = 0
        self._left = work.count
        self._again: deque[Task] = deque()
        self._groups: deque[list[Task]] = deque()
        self._safe: dict[int, Part] = {}
        self._stillborn = 0
        self._barren = 0
        self._listened = time.monotonic()
        self._read = [0, 0, 0]

    def run(self, jobs: int) -> None:
        while self._workers or self._left or self._again or self._groups:
            self._hire(jobs)
            self._listen()
            self._watch()
            self._show()

    # Starting and feeding

    def _hire(self, jobs: int) -> None:
        while len(self._workers) < jobs and self._groups:
            self._start(self._groups.popleft())
        idle = sum(not worker.fed and worker.lonely is None for worker in self._workers)
        while len(self._workers) < jobs and idle < self._left + len(self._again):
            self._start(None)
            idle += 1

    def _start(self, lonely: list[Task] | None) -> None:
        ours, theirs = self._context.Pipe()
        board = self._context.RawArray("q", BOARD_PLACES)
        self._started += 1
        process = self._context.Process(
            target=work, args=(theirs, board, os.getpid(), self._started, *self._arguments), daemon=True
        )
        # a run that is told to end in the midst of this would leave half a child, which complains
        with held_back():
            process.start()
            self._workers.append(_Worker(process, ours, board, lonely))
        theirs.close()

    def _feed(self, worker: _Worker, *, tired: bool) -> None:
        """Only a worker that asks is given something: it then reads what is sent, so that sending never waits."""
        if worker.lonely is not None:
            bundle, worker.lonely = worker.lonely, []
        else:
            bundle = [] if tired and worker.fed else self._next_bundle()
        worker.fed = True
        worker.leaving = not bundle
        worker.unsafe.update((task.number, task) for task in bundle)
        try:
            worker.connection.send(bundle or None)
        except OSError:
            # it is gone, which listening will notice
            return

    def _next_bundle(self) -> list[Task]:
        """Small files together, and never so many that other workers would wait for the last of them."""
        most = max(1, min(BUNDLE_FILES, (self._left + len(self._again)) // (4 * max(1, len(self._workers)))))
        bundle: list[Task] = []
        size = 0
        while len(bundle) < most and size < BUNDLE_BYTES and (task := self._next_task()) is not None:
            bundle.append(task)
            size += task.size
        return bundle

    def _next_task(self) -> Task | None:
        if self._again:
            return self._again.popleft()
        task = next(self._work.tasks, None) if self._left else None
        self._left = self._left - 1 if task is not None else 0
        return task

    # Listening

    def _listen(self) -> None:
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), timeout=LISTENING_SECONDS):
            self._hear(by_connection[connection])  # type: ignore[index]

    def _hear(self, worker: _Worker) -> None:
        try:
            message: Message = worker.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            worker.process.join()
            self._bury(worker)
            return
        match message:
            case Hungry(tired):
                self._stillborn = 0
                self._feed(worker, tired=tired)
            case Chunk(parts):
                worker.chunks.append(parts)
            case Written(batch):
                self._write(worker, batch)
            case Stopped(number, outcomes, cause):
                self._retry(worker.unsafe.pop(number), outcomes, cause)
            case LastWords(words):
                worker.words = words
            case Failed(number, words):
                raise _failure(number, words)

    def _write(self, worker: _Worker, batch: Batch | None) -> None:
        """What was told before is safe now."""
        if batch is not None:
            self.batches.append(batch)
        self._barren = 0
        for chunk in worker.chunks:
            for part in pickle.loads(chunk):
                self._take_part(part)
                if part.ended:
                    worker.unsafe.pop(part.task, None)
        worker.chunks = []

    def _take_part(self, part: Part) -> None:
        self._take(part, len(self.batches) - 1)
        if part.ended:
            self._safe.pop(part.task, None)
        else:
            self._safe[part.task] = Part(part.task, part.digest, outcomes=part.outcomes)

    # Deaths

    def _watch(self) -> None:
        """Kills who has been at one thing for too long, by the time that this process itself was awake."""
        now = time.monotonic()
        if now - self._listened > LISTENING_SECONDS + GRACE_SECONDS / 2:
            for worker in self._workers:
                worker.since = now
        self._listened = now
        for worker in self._workers:
            since = max(worker.since, worker.place(HEARD) / 1e9)
            if now - since > self._patience(worker):
                worker.words = worker.words or f"it took longer than {self._patience(worker):g} s"
                worker.process.kill()

    def _patience(self, worker: _Worker) -> float:
        match worker.place(PHASE):
            case phase if phase in (HASHING, READING):
                return self._limits.record_seconds + GRACE_SECONDS
            case phase if phase == WRITING:
                return WRITING_SECONDS
        return float("inf")

    def _bury(self, worker: _Worker) -> None:
        """Puts back what a dead worker had not written, and settles what to do about what it died of."""
        self._workers.remove(worker)
        worker.connection.close()
        self._read = [
            base + worker.place(name) for base, name in zip(self._read, (FILES, ARTICLES, BYTES), strict=True)
        ]
        if worker.leaving and not worker.unsafe and not worker.process.exitcode:
            return
        self._count_stillborn(worker)
        cause = worker.words or _cause_of_death(worker.process.exitcode)
        unsafe = [self._resumed(task) for task in worker.unsafe.values()]
        if worker.place(PHASE) == WRITING:
            self._halve(unsafe, cause)
            return
        culprit = worker.unsafe.get(worker.place(TASK)) if worker.place(PHASE) in (HASHING, READING) else None
        if culprit is not None:
            self._retry(culprit, worker.place(OUTCOMES), cause)
        others = [task for task in unsafe if culprit is None or task.number != culprit.number]
        self._again.extend(others)

    def _count_stillborn(self, worker: _Worker) -> None:
        if worker.fed:
            return
        if worker.lonely is not None:
            self._groups.append(worker.lonely)
        self._stillborn += 1
        if self._stillborn >= MOST_STILLBORN:
            cause = worker.words or _cause_of_death(worker.process.exitcode)
            raise MorgueError(f"processes for reading cannot be started: {cause}; the index is as it was")

    def _resumed(self, task: Task) -> Task:
        """The task from where it is safe."""
        safe = self._safe.get(task.number)
        return task if safe is None else replace(task, skip=safe.outcomes, seen=safe.digest)

    def _retry(self, task: Task, outcomes: int, cause: str) -> None:
        """What to do about a file of which a worker died behind so many outcomes."""
        again = self._resumed(task)
        if task.most is not None:
            self._give_up(again, task.most + 1, cause)
        elif not task.tries or again.skip > task.skip:
            self._groups.append([replace(again, tries=task.tries + 1)])
        else:
            self._groups.append(
                [replace(again, tries=task.tries + 1, most=max(outcomes, again.skip), cause=cause)]
            )

    def _give_up(self, task: Task, place: int, cause: str) -> None:
        part = Part(task.number, task.seen, begins=not task.skip, ended=True, outcomes=task.skip)
        part.rejects.append((place, task.file.path, None, None, task.stop_reason(place, cause)))
        self._take_part(part)

    def _halve(self, tasks: list[Task], cause: str) -> None:
        """Of files whose batch could not be written: those of each half go to a worker of their own."""
        self._barren += 1
        if self._barren > MOST_BARREN:
            raise MorgueError(
                f"processes end while they write ({cause}); the index is as it was. Is there too little memory? Fewer --jobs take less"
            )
        if len(tasks) > 1:
            middle = len(tasks) // 2
            self._groups += [tasks[:middle], tasks[middle:]]
        elif tasks and tasks[0].tries:
            self._give_up(tasks[0], tasks[0].skip + 1, cause)
        elif tasks:
            self._groups.append([replace(tasks[0], tries=1)])

    # The end

    def dismiss(self) -> None:
        """Ends every worker that still lives."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()

    def _show(self) -> None:
        if self._progress is None:
            return
        files, articles, size = (
            base + sum(worker.place(name) for worker in self._workers)
            for base, name in zip(self._read, (FILES, ARTICLES, BYTES), strict=True)
        )
        # what a dead worker had read is read twice
        self._progress(
            min(files, self._work.files),
            self._work.files,
            articles,
            min(size, self._work.bytes),
            self._work.bytes,
        )


def _failure(number: int | None, words: str) -> MorgueError:
    if number in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(
            f"the disk is full ({words}); the index is as it was: make room and run this again"
        )
    return InputError(f"the new index cannot be written: {words}; the index is as it was")


def _cause_of_death(code: int | None) -> str:
    if code is None or code >= 0:
        return f"the process that read it ended with code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return f"the process that read it was killed by signal {name}"
