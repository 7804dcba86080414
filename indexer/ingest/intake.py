"""The files of the ledger's `work`, read by worker processes, and what became of them entered into the ledger.

A run may read more than once: all that is new or changed, then the files that hold a record whose text is wanted.
The batches that the workers have written are counted through over all of these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.engines.contract import Batch, Writer
from indexer.ingest.companions import has_lookups
from indexer.ingest.fingerprints import files_to_read
from indexer.ingest.ledger import Ledger
from indexer.ingest.messages import Part, Task
from indexer.ingest.pieces import (
    LEAST_BYTES,
    Piece,
    cut_file,
    file_of_task,
    may_be_cut,
    most_pieces,
    places_of_task,
    task_number,
)
from indexer.ingest.workers import Progress, Work, read_files
from indexer.settings import Limits, ReadingOptions
from indexer.sources.standard_input import StandardInput


@dataclass(frozen=True, slots=True)
class How:
    """How files are read, by how many processes, and who is told how far it has come."""

    options: ReadingOptions
    jobs: int
    limits: Limits
    progress: Progress | None = None


class Intake:
    """`batches`: what the workers have written so far; `has_read`: whether any file had to be read; `kept_out`: ids of which nothing is to be written."""

    def __init__(self, ledger: Ledger, writer: Writer, spool: StandardInput, how: How) -> None:
        self.batches: list[Batch] = []
        self.has_read = False
        self.kept_out: frozenset[str] = frozenset()
        self._ledger = ledger
        self._writer = writer
        self._spool = spool
        self._how = how
        self._begun: set[int] = set()
        self._big: dict[int, Iterable[Piece]] = {}
        self._unread: Counter[int] = Counter()
        self._digests: dict[int, bytes] = {}
        self._roots: dict[int, str] = {}

    def read(self, only: Mapping[int, Sequence[str]] | None = None, *, alone: bool = False) -> None:
        """Reads the ledger's `work`; with `only`, once more, for the sake of these ids of each file.

        What may be a companion of others only waits, unless it is `alone`.
        """
        alone |= only is not None
        self._roots = {index: disk for disk, _, index in self._ledger.fact("roots", ())}
        self._begun.clear()
        most = self._find_big_files(is_asked=alone)
        self._unread.clear()
        self._digests.clear()
        files, size = next(
            self._ledger.run("SELECT count(*), coalesce(sum(size), 0) FROM work JOIN file ON number = file")
        )
        if not files:
            return
        first = len(self.batches)
        count = files - len(self._big) + most
        self.batches += read_files(
            Work(tasks=self._tasks(only, alone=alone), count=count, files=files, bytes=size),
            lambda part, batch: self._enter(part, first + batch),
            self._writer.loader_factory(self._how.options.language, self._how.jobs, size),
            self._how.options,
            jobs=self._how.jobs,
            limits=self._how.limits,
            kept_out=self.kept_out,
            progress=self._how.progress if only is None else None,
        )

    def _tasks(self, only: Mapping[int, Sequence[str]] | None, *, alone: bool) -> Iterator[Task]:
        with_lookups = has_lookups(self._ledger)
        for number, file, digest in files_to_read(self._ledger):
            task = Task(
                number=number,
                file=self._spool.locate(file),
                digest=None if alone else digest,
                known=self._ledger.known_of(number),
                only=frozenset(only[number]) if only is not None else None,
                root=self._roots.get(file.root, ""),
                lookups=self._ledger.lookups_of(number) if with_lookups else (),
                may_wait=not alone,
            )
            yield from self._in_pieces(task)

    def _in_pieces(self, task: Task) -> Iterator[Task]:
        """A task for each piece of a file; the task itself where it is read in one go."""
        is_cut = False
        for piece in self._big.get(task.number, ()):
            is_cut = True
            self._unread[task.number] += 1
            if piece.file_digest is not None:
                self._digests[task.number] = piece.file_digest
            yield replace(task, number=task_number(task.number, piece), piece=piece, digest=None)
        if not is_cut:
            yield task

    def _find_big_files(self, *, is_asked: bool) -> int:
        """Finds the files of the ledger's `work` that may be read in pieces; how many pieces these are at most.

        They are cut while they are read, but one that is known is looked through before: unless it is asked for, it is work no longer where it has not changed.
        """
        self._big.clear()
        most = 0
        for number, listed, digest in list(files_to_read(self._ledger, LEAST_BYTES)):
            file = self._spool.locate(listed)
            if not may_be_cut(file):
                continue
            pieces: Iterable[Piece] = cut_file(file)
            if digest is not None and not is_asked:
                pieces = found = tuple(pieces)
                if found and found[-1].file_digest == digest:
                    self._ledger.run("DELETE FROM work WHERE file = ?", (number,))
                    continue
            self._big[number] = pieces
            most += most_pieces(file)
        return most

    def _enter(self, part: Part, batch: int) -> None:
        """Enters what became of a file, of a piece of it, or of a stretch of either, into the ledger."""
        file, places = file_of_task(part.task), places_of_task(part.task)
        if part.same:
            self._ledger.run("DELETE FROM work WHERE file = ?", (file,))
            return
        if part.waits:
            self._ledger.run("INSERT OR REPLACE INTO waiting VALUES (?, ?)", (file, part.digest))
            return
        self.has_read = True
        if part.begins and file in self._begun:
            self._ledger.forget_places(file, places)
        elif part.begins:
            self._begun.add(file)
            self._ledger.begin_file(file)
        self._ledger.add_records(
            file, batch, [row._replace(place=places.start + row.place) for row in part.rows]
        )
        self._ledger.add_rejects(file, [(places.start + row[0], *row[1:]) for row in part.rejects])
        self._ledger.add_not_articles(file, [(places.start + row[0], *row[1:]) for row in part.not_articles])
        if part.ended:
            self._ledger.add_lookups(file, part.lookups)
            self._end(file, part.digest)

    def _end(self, file: int, digest: bytes) -> None:
        """Of a file in pieces the last one to be read ends it."""
        if file in self._unread:
            self._unread[file] -= 1
            if self._unread[file] or file not in self._digests:
                return
            digest = self._digests[file]
        self._ledger.end_file(file, digest)
