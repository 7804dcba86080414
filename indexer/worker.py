"""The child process that reads files: `workers` starts it and hands it one `Task` after the other.

It reads, settles the language, puts articles into its loader, and tells the parent in few messages:
`Written` when a batch is on disk, `Ended` when a file is through, `Alive` in between. Two things keep a
hostile file in bounds here: an alarm between two records, which stops Python code, and a limit on the
memory that reading may add. What is stuck in C code is killed by the parent.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing.connection import Connection
from types import FrameType

from indexer.article import Article, NotArticle, Outcome, Reject
from indexer.engines.contract import Batch, Loader, LoaderFactory
from indexer.languages import settle_language
from indexer.ledger import RecordRow
from indexer.ranks import content_digest, rank
from indexer.reading import read_file
from indexer.settings import Limits, ReadingOptions
from indexer.sources import SourceFile

ALIVE_SECONDS = 0.5
"""Between two signs of life; also how often a progress bar moves."""

_HASHED_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read. `known`: (content digest, member) of the articles that the index has of it, by id: these are not written again.

    `careful`: tell of every record before it is read, since the file has ended a worker before. `most`: stop
    behind so many records, since the next one ends workers.
    """

    number: int
    file: SourceFile
    known: dict[str, tuple[bytes, str | None]] = field(default_factory=dict)
    careful: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A batch is on disk; `rows` are its records and those that needed no writing, by task."""

    batch: Batch | None
    rows: list[tuple[int, RecordRow]]


@dataclass(frozen=True, slots=True)
class Ended:
    """A file is through. Its rows come with the next `Written`."""

    task: int
    digest: bytes
    rejects: list[tuple[str, str | None, int | None, str]]
    not_articles: list[tuple[str, str | None, str]]


@dataclass(frozen=True, slots=True)
class Alive:
    """Still reading: outcomes so far of this task, and articles."""

    task: int
    outcomes: int
    articles: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The worker cannot go on: the disk is full, or the like."""

    errno: int | None
    words: str


class SlowRecordError(Exception):
    """A record took too long."""


def work(connection: Connection, number: int, factory: LoaderFactory, options: ReadingOptions, limits: Limits) -> None:
    """Reads the tasks that come through `connection` until None does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, _ring)
    loader = factory(number)
    reader = _Reader(connection, loader, options, limits)
    try:
        while (task := connection.recv()) is not None:
            reader.read(task)
        reader.flush()
    except OSError as error:
        with contextlib.suppress(OSError):
            connection.send(Failed(error.errno, str(error)))
    except EOFError:
        return


class _Reader:
    """Reads tasks into one loader."""

    def __init__(self, connection: Connection, loader: Loader, options: ReadingOptions, limits: Limits) -> None:
        self._connection = connection
        self._loader = loader
        self._options = options
        self._limits = limits
        self._rows: list[tuple[int, RecordRow]] = []
        self._in_batch = 0
        self._told = 0.0

    def read(self, task: Task) -> None:
        ended = Ended(task.number, digest_file(task.file.disk), [], [])
        articles = 0
        for count, outcome in enumerate(islice(self._outcomes(task), task.most), 1):
            match outcome:
                case Article():
                    articles += 1
                    self._take(task, outcome, count)
                case Reject(origin=origin, reason=reason):
                    ended.rejects.append((origin.path, origin.member, origin.line, reason))
                case NotArticle(path=path, member=member, reason=reason):
                    ended.not_articles.append((path, member, reason))
            self._tell(task, count, articles)
        self._connection.send(ended)
        if task.careful:
            self.flush()

    def _outcomes(self, task: Task) -> Iterator[Outcome]:
        """The file's outcomes, each under the alarm, which rings again each second for code that swallows exceptions."""
        outcomes = read_file(task.file, self._options, self._limits)
        _limit_memory(self._limits.worker_bytes)
        while True:
            signal.setitimer(signal.ITIMER_REAL, self._limits.record_seconds, 1.0)
            try:
                outcome = next(outcomes, None)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            if outcome is None:
                break
            yield outcome
        _limit_memory(None)

    def _tell(self, task: Task, outcomes: int, articles: int) -> None:
        now = time.monotonic()
        if task.careful or now - self._told > ALIVE_SECONDS:
            self._told = now
            self._connection.send(Alive(task.number, outcomes, articles))

    def _take(self, task: Task, article: Article, place: int) -> None:
        language = settle_language(article, "")
        if language and language != article.language:
            article = replace(article, language=language)
        digest = content_digest(article)
        row = RecordRow(
            article.id, place, rank(article), digest, article.format, article.published is not None, article.member, None, None
        )
        if task.known.get(article.id) != (digest, article.member):
            self._loader.put(article)
            row = replace(row, number=self._in_batch)
            self._in_batch += 1
        self._rows.append((task.number, row))
        if self._loader.full:
            self.flush()
            _limit_memory(self._limits.worker_bytes)

    def flush(self) -> None:
        """Inverting takes memory of its own, so the limit on reading is lifted for it."""
        _limit_memory(None)
        batch = self._loader.flush()
        name = batch.name if batch is not None else None
        rows = [(task, row if row.number is None else replace(row, batch=name)) for task, row in self._rows]
        self._connection.send(Written(batch, rows))
        self._rows = []
        self._in_batch = 0


def digest_file(disk: str) -> bytes:
    """blake2b, 16 bytes, of a file as it lies on disk; of nothing where it cannot be read, or is standard input."""
    digest = hashlib.blake2b(digest_size=16)
    if disk != "-":
        with contextlib.suppress(OSError), open(disk, "rb") as stream:  # noqa: PTH123  # a name that is not UTF-8
            while data := stream.read(_HASHED_AT_ONCE):
                digest.update(data)
    return digest.digest()


def _limit_memory(more: int | None) -> None:
    """Lets this process map `more` bytes beyond what it has; None lifts the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = hard if more is None else _address_space() + more
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    """Bytes that this process has mapped."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 4_000_000_000


def _ring(number: int, frame: FrameType | None) -> None:
    raise SlowRecordError("reading one record took too long")
