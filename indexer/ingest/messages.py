"""What `workers` and its child processes say to each other: the bundles of tasks, the messages back, the board.

A `Task` goes to a worker; what became of it comes back as a `Part`, in `Chunk`s, which count once `Written` has
come. The board is memory that both see: where a worker is, for when it can no longer say so.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

from indexer.engines.contract import Batch
from indexer.ingest.ledger import NotArticleRow, RecordRow, RejectRow
from indexer.ingest.pieces import Piece
from indexer.sources.companions import Lookup
from indexer.sources.walk import SourceFile

TASK, OUTCOMES, HEARD, PHASE, FILES, ARTICLES, BYTES = range(7)
"""Places on the board: the task at hand, its outcomes so far, when that was written (monotonic, ns), what is being done, and how many files, articles and bytes were read in all."""
BOARD_PLACES = 7

IDLE, HASHING, READING, WRITING = range(4)
"""What a worker may be doing."""

Board = Any
"""A shared array of 64-bit numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read, or a `piece` of it. `number` is the ledger's, of a piece that of `pieces.task_number`.

    `digest`: what the file had when it was last read; if it still has it, nothing is read. `known`: digests of
    the articles that the index has of it, sorted; these are not written again. `only`: ids of which the index
    needs this file's text, None for all. `root`: the given PATH that the file is in. `lookups`: the companions that were looked up when it
    was last read, with their digests then; `may_wait`: it is left unread where it may be a companion. The rest is for a file that ended a worker: `skip` so many outcomes,
    which are safe, if the file still has the digest `seen`; stop behind the first `most`, because of `cause`.
    """

    number: int
    file: SourceFile
    digest: bytes | None = None
    known: array[int] = field(default_factory=lambda: array("q"))
    only: frozenset[str] | None = None
    piece: Piece | None = None
    root: str = ""
    lookups: tuple[tuple[str, bytes], ...] = ()
    may_wait: bool = False
    tries: int = 0
    skip: int = 0
    seen: bytes = b""
    most: int | None = None
    cause: str = ""

    @property
    def size(self) -> int:
        """Bytes to read."""
        return self.piece.stop - self.piece.start if self.piece else self.file.size

    def stop_reason(self, place: int, cause: str) -> str:
        """Of a Reject that stands for the rest of what there is to read."""
        record = place + (self.piece.lines if self.piece else 0)
        rest = "the rest of the file" if self.piece is None or self.piece.last else "what follows it"
        return f"reading stopped at record {record}: {cause}; {rest} is left out"


@dataclass(slots=True)
class Part:
    """What became of a piece of a file. `begins`: nothing that was told of the file before counts; `same`: it need not be read; `waits`: it may be a companion.

    `lookups`: what it has looked up beside it, told with its end.
    """

    task: int
    digest: bytes
    begins: bool = False
    ended: bool = False
    same: bool = False
    waits: bool = False
    outcomes: int = 0
    lookups: tuple[Lookup, ...] = ()
    rows: list[RecordRow] = field(default_factory=list)
    rejects: list[RejectRow] = field(default_factory=list)
    not_articles: list[NotArticleRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hungry:
    """Waits for a bundle. `tired`: reading has left so much memory taken that another worker should go on."""

    tired: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """Parts, pickled: the parent opens them when their batch is written."""

    parts: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """All chunks sent so far are safe; their articles are in `batch`, None where there are none."""

    batch: Batch | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """A file could not be read on behind so many outcomes, for want of memory; those are safe."""

    task: int
    outcomes: int
    cause: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The batch cannot be written: the disk is full, or the like."""

    errno: int | None
    words: str


@dataclass(frozen=True, slots=True)
class LastWords:
    """An error of our own ended the worker."""

    words: str


Message = Hungry | Chunk | Written | Stopped | Failed | LastWords
