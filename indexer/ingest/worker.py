"""The child process that reads files: `workers` starts it and hands it bundles of tasks.

It reads a handful of records, settles their languages, puts the articles into its loader, and sends what became of
each record in chunks; `Written` then says that a batch with all that was sent before is on disk. Each of these steps is
done for the whole handful before the next, which takes a sixth less time than one record after the other: what
a step needs stays in the processor's caches. Where it is, it writes into memory
that the parent sees too (`Board`), so that the parent knows at which record a worker died, in whichever step. Two things keep a
hostile file in bounds here: a clock between two records, which stops Python code, and a limit on the memory
that reading may take. What is stuck in C code is killed by the parent.
"""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import time
import traceback
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.engines.contract import Loader, LoaderFactory
from indexer.formats import HEAD_BYTES, begins_as_companion
from indexer.ingest.clock import RecordClock, SlowRecordError
from indexer.ingest.interruption import let_through
from indexer.ingest.ledger import ABSENT, KNOWN, WITHDRAWAL, RecordRow
from indexer.ingest.memory import MemoryLimit, give_back
from indexer.ingest.messages import (
    ARTICLES,
    BYTES,
    FILES,
    HASHING,
    HEARD,
    IDLE,
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
    Part,
    Stopped,
    Task,
    Written,
)
from indexer.ingest.ranks import content_digest, rank, whole_digest
from indexer.ingest.reading import plain_name, read_file, read_span
from indexer.ingest.same_texts import text_digest
from indexer.settings import Limits, ReadingOptions
from indexer.sources.companions import FolderCompanions
from indexer.words.languages import settle_language

CHUNK = 512
"""Records after which a worker tells what became of them."""

HANDFUL, HANDFUL_LETTERS = 128, 300_000
"""Records that are read before the first of them is taken, and letters of their texts."""

MOST_IN_BATCH = 250_000
"""Articles: what became of them waits in the parent until their batch is written."""

HASHED_AT_ONCE = 1 << 20
LONGEST_WHY = 200
"""Letters of the reason why an article has no date, as the ledger keeps it."""


def work(
    connection: Connection,
    board: Board,
    parent: int,
    number: int,
    factory: LoaderFactory,
    options: ReadingOptions,
    limits: Limits,
    kept_out: frozenset[str] = frozenset(),
) -> None:
    """Reads the bundles that come through `connection` until None does. `parent`: its process id; `kept_out`: ids that were removed for good."""
    let_through()
    try:
        clock = RecordClock(limits.record_seconds, parent)
        _Reader(connection, board, factory(number), options, limits, clock, kept_out).read_bundles()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # the parent is gone
        return
    except Exception as error:  # noqa: BLE001 - a border: the parent makes a Reject of it
        with contextlib.suppress(OSError):
            connection.send(LastWords(_words(error)))


@dataclass(frozen=True, slots=True)
class _Stop:
    """Why a file is not read on; no cause at its end."""

    cause: str = ""
    is_memory: bool = False


class _Reader:
    """Reads tasks into one loader."""

    def __init__(
        self,
        connection: Connection,
        board: Board,
        loader: Loader,
        options: ReadingOptions,
        limits: Limits,
        clock: RecordClock,
        kept_out: frozenset[str] = frozenset(),
    ) -> None:
        self._connection = connection
        self._board = board
        self._loader = loader
        self._options = options
        self._limits = limits
        self._clock = clock
        self._kept_out = kept_out
        self._memory = MemoryLimit(limits.worker_bytes)
        self._part: Part | None = None
        self._companions: FolderCompanions | None = None
        self._head = b""
        self._parts: list[Part] = []
        self._untold = 0
        self._in_batch = 0

    def read_bundles(self) -> None:
        while True:
            self._doing(IDLE)
            self._connection.send(Hungry(self._memory.is_high()))
            bundle: list[Task] | None = self._connection.recv()
            if bundle is None:
                self._flush()
                return
            for task in bundle:
                self._read(task)
            self._send_chunk()

    def _doing(self, phase: int) -> None:
        self._board[PHASE] = phase
        self._board[HEARD] = time.monotonic_ns()

    def _read(self, task: Task) -> None:
        self._board[TASK], self._board[OUTCOMES] = task.number, 0
        self._part = Part(task.number, self._digest(task))
        self._parts.append(self._part)
        if self._is_same(task, self._part.digest):
            self._part.same = True
            self._end()
        elif task.may_wait and begins_as_companion(self._head, plain_name(Origin(path=task.file.path))):
            self._part.waits = True
            self._end()
        else:
            self._read_records(task, self._part)
        self._board[FILES] += task.piece is None or task.piece.last
        self._board[BYTES] += task.size

    def _is_same(self, task: Task, digest: bytes) -> bool:
        """Whether a file and all that it looked up beside it are as they were when it was last read."""
        if task.digest is None or digest != task.digest:
            return False
        beside = FolderCompanions(task.file, task.root)
        for name, before in task.lookups:
            beside.read(name)
            self._doing(HASHING)
            if name not in beside.lookups or beside.lookups[name].digest != before:
                return False
        return True

    def _digest(self, task: Task) -> bytes:
        """blake2b, 16 bytes, of what there is to read as it lies on disk; of what can be read of it."""
        digest = hashlib.blake2b(digest_size=16)
        self._head = b""
        self._doing(HASHING)
        left = task.size if task.piece else None
        with contextlib.suppress(OSError), open(task.file.disk, "rb") as stream:  # noqa: PTH123 - a name that is not UTF-8
            stream.seek(task.piece.start if task.piece else 0)
            while data := stream.read(HASHED_AT_ONCE if left is None else min(left, HASHED_AT_ONCE)):
                digest.update(data)
                self._head = self._head or data[:HEAD_BYTES]
                left = None if left is None else left - len(data)
                self._doing(HASHING)
        return digest.digest()

    def _read_records(self, task: Task, part: Part) -> None:
        skip = task.skip if part.digest == task.seen else 0
        part.begins = not skip
        outcomes = self._open(task)
        count, member, stop = 0, None, None
        while stop is None:
            handful, stop = self._read_handful(outcomes, task, count)
            if handful:
                last = handful[-1]
                member = last.origin.member if isinstance(last, Reject) else last.member
            safe = max(0, skip - count)
            self._take(task, handful[safe:], count + safe)
            count += len(handful)
        if stop.is_memory and (not task.tries or count > task.skip):
            # the fill of the loader may be to blame, so it is tried once more in a worker of its own
            self._part = None
            self._flush()
            self._connection.send(Stopped(task.number, count, stop.cause))
        else:
            self._stop(task, count + 1, member, stop)
            self._end()

    def _read_handful(
        self, outcomes: Iterator[Outcome], task: Task, before: int
    ) -> tuple[list[Outcome], _Stop | None]:
        """What follows the outcomes `before`, and why nothing follows that, None where something may."""
        handful: list[Outcome] = []
        letters = 0
        while len(handful) < HANDFUL and letters < HANDFUL_LETTERS:
            if task.most is not None and before + len(handful) >= task.most:
                return handful, _Stop(task.cause)
            self._at(before + len(handful) + 1)
            outcome = self._next(outcomes)
            if isinstance(outcome, _Stop):
                return handful, outcome
            handful.append(outcome)
            letters += len(outcome.body) if isinstance(outcome, Article) else 0
        return handful, None

    def _at(self, place: int) -> None:
        """Tells the parent at which record this is: should it die now, that is what it died of."""
        self._board[OUTCOMES] = place - 1
        self._doing(READING)

    def _open(self, task: Task) -> Iterator[Outcome]:
        piece = task.piece
        if piece is None:
            self._companions = FolderCompanions(task.file, task.root)
            return read_file(task.file, self._options, self._limits, self._companions)
        return read_span(task.file, piece.start, piece.stop, piece.lines, self._options, self._limits)

    def _next(self, outcomes: Iterator[Outcome]) -> Outcome | _Stop:
        try:
            return self._clock.next(outcomes) or _Stop()
        except MemoryError:
            return _Stop("it takes more memory than reading may", is_memory=True)
        except SlowRecordError as error:
            return _Stop(error.reason)
        except Exception as error:  # noqa: BLE001 - a border: what `reading` did not see coming costs the rest of the file
            return _Stop(_words(error))

    def _take(self, task: Task, handful: list[Outcome], before: int) -> None:
        """Takes what follows the outcomes `before`."""
        part = self._part
        assert part is not None
        articles = []
        for place, outcome in enumerate(handful, before + 1):
            match outcome:
                case Article():
                    articles.append((place, outcome))
                case Reject(origin=origin, reason=reason):
                    part.rejects.append((place, origin.path, origin.member, origin.line, reason))
                case NotArticle():
                    part.not_articles.append((place, outcome.path, outcome.member, outcome.reason))
                    if outcome.withdraws is not None:
                        part.rows.append(_row_of(outcome.withdraws, place, b"", 0, WITHDRAWAL))
        part.rows += self._put(task, articles)
        part.outcomes = before + len(handful)
        self._board[ARTICLES] += len(articles)
        self._untold += len(handful)
        if self._loader.full or self._in_batch >= MOST_IN_BATCH:
            self._flush()
        elif self._untold >= CHUNK:
            self._send_chunk()
            if self._in_batch and self._memory.is_high():
                self._flush()

    def _put(self, task: Task, articles: list[tuple[int, Article]]) -> list[RecordRow]:
        """Puts articles, each with its place, into the loader, but for those that the index has or does not want; what the ledger keeps of each."""
        articles = [(place, self._tell_language(place, article)) for place, article in articles]
        rows = [self._describe(task, place, article) for place, article in articles]
        for (place, article), row in zip(articles, rows, strict=True):
            if row.number >= 0:
                self._at(place)
                self._loader.put(article)
        return rows

    def _tell_language(self, place: int, article: Article) -> Article:
        self._at(place)
        language = settle_language(article, "")
        return article.in_language(language) if language and language != article.language else article

    def _describe(self, task: Task, place: int, article: Article) -> RecordRow:
        """The article's row in the ledger, with its number in the batch if it is to be put."""
        self._at(place)
        digest = content_digest(article)
        whole = whole_digest(article, digest)
        if _holds(task.known, whole):
            number = KNOWN
        elif article.id in self._kept_out or (task.only is not None and article.id not in task.only):
            # what was removed for good is never written, not even into a segment of which it would be out
            number = ABSENT
        else:
            number = self._in_batch
            self._in_batch += 1
        return _row_of(article, place, digest, whole, number)

    def _stop(self, task: Task, place: int, member: str | None, stop: _Stop) -> None:
        if stop.cause and self._part is not None:
            self._part.rejects.append(
                (place, task.file.path, member, None, task.stop_reason(place, stop.cause))
            )

    def _end(self) -> None:
        if self._part is not None:
            self._part.ended = True
            self._part.lookups = tuple(self._companions.lookups.values()) if self._companions else ()
            self._part = None
        self._companions = None
        self._untold += 1
        if self._untold >= CHUNK:
            self._send_chunk()

    def _send_chunk(self) -> None:
        if self._parts:
            self._connection.send(Chunk(pickle.dumps(self._parts, pickle.HIGHEST_PROTOCOL)))
        self._parts, self._untold = [], 0
        if self._part is not None:
            self._part = Part(self._part.task, self._part.digest, outcomes=self._part.outcomes)
            self._parts.append(self._part)

    def _flush(self) -> None:
        self._send_chunk()
        self._doing(WRITING)
        try:
            # inverting takes memory of its own
            with self._memory.lifted():
                batch = self._loader.flush()
        except OSError as error:
            self._connection.send(Failed(error.errno, str(error)))
            raise SystemExit(1) from error
        give_back()
        self._in_batch = 0
        self._connection.send(Written(batch))
        self._doing(IDLE)


def _row_of(article: Article, place: int, digest: bytes, whole: int, number: int) -> RecordRow:
    return RecordRow(
        place=place,
        id=article.id,
        rank=rank(article),
        digest=digest,
        whole=whole,
        format=article.format,
        member=article.member,
        undated=article.published is None,
        dating=_dating(article),
        day=article.published.date if article.published else None,
        text=text_digest(article),
        number=number,
    )


def _holds(known: array[int], whole: int) -> bool:
    place = bisect_left(known, whole)
    return place < len(known) and known[place] == whole


def _words(error: Exception) -> str:
    """An error of our own for people, and for those who mend it where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300] + place


def _dating(article: Article) -> str:
    """Where the date came from, or why there is none."""
    if article.published is not None:
        return article.published.origin
    return article.undated.reason[:LONGEST_WHY] if article.undated else ""
