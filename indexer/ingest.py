"""Files into the index: `rebuild` makes it anew beside the old one, `update` takes in what has changed.

Both find files (`sources`), have them read by worker processes (`workers`) that put articles into the
engine's loaders, settle in the ledger which of several records with one id stands (`settling`), and have
the engine make the next generation. Nothing is visible before that, so whatever goes wrong on the way
leaves the old index as it was.
"""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.article import NotArticle
from indexer.engines.contract import Archive, Writer
from indexer.errors import InputError
from indexer.ledger import FileRow, Ledger
from indexer.report import Report, draw_report
from indexer.settings import Limits, ReadingOptions
from indexer.settling import settle
from indexer.sources import SourceFile, find_files
from indexer.worker import Task, digest_file
from indexer.workers import Progress, Reading, read_files

DEFAULT_PATHS = ("seeds",)


def default_paths(archive: Archive) -> tuple[str, ...]:
    """The paths of the last rebuild, and `seeds` where there is none."""
    return _kept_paths(archive) or DEFAULT_PATHS


def kept_options(archive: Archive) -> ReadingOptions | None:
    """How the files of the index were read; None where there is no index."""
    if not archive.exists():
        return None
    kept = dict(archive.reader().manifest().get("options", {}))
    kept["mapping"] = tuple((ours, theirs) for ours, theirs in kept.get("mapping", ()))
    return ReadingOptions(**kept)


def rebuild(
    archive: Archive,
    paths: Sequence[str],
    options: ReadingOptions,
    *,
    jobs: int | None = None,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    progress: Progress | None = None,
) -> Report:
    """Indexes everything below `paths`. Raises InputError, and changes nothing, where there is no article."""
    began = time.monotonic()
    paths = absolute_paths(paths)
    files, strays = _find(paths)
    with archive.writer(update=False) as writer, Ledger(writer.ledger_file) as ledger:
        plan = _Plan(files=files, strays=strays, to_read={file.path: None for file in files})
        return _Run(archive, writer, ledger, plan, options, paths, began).finish(jobs, limits, progress)


def update(
    archive: Archive,
    paths: Sequence[str],
    options: ReadingOptions,
    *,
    jobs: int | None = None,
    limits: Limits = Limits(),  # noqa: B008
    progress: Progress | None = None,
) -> Report:
    """Takes in what is new or changed below `paths` (none: all that the index was made of), drops what is gone there."""
    if not archive.exists():
        return rebuild(archive, paths or DEFAULT_PATHS, options, jobs=jobs, limits=limits, progress=progress)
    began = time.monotonic()
    _check_options(archive, options)
    kept = _kept_paths(archive)
    asked = absolute_paths(paths) if paths else kept
    for path in asked:
        if path != "-" and not os.path.lexists(path):
            raise InputError(f"{path} is not there; nothing was changed")
    everything = (*kept, *(path for path in asked if not _lies_below(path, kept)))
    files, strays = _find(everything, below=asked if paths else ())
    with archive.writer(update=True) as writer, Ledger(writer.ledger_file) as ledger:
        plan = plan_update(ledger, files, strays, asked)
        return _Run(archive, writer, ledger, plan, options, everything, began).finish(jobs, limits, progress)


def absolute_paths(paths: Sequence[str]) -> tuple[str, ...]:
    """Paths that mean the same from any folder; standard input stays `-`."""
    return tuple(path if path == "-" else os.path.abspath(path) for path in paths)  # noqa: PTH100  # keeps links


def _kept_paths(archive: Archive) -> tuple[str, ...]:
    return tuple(archive.reader().manifest().get("paths", ())) if archive.exists() else ()


def _lies_below(path: str, parents: Iterable[str]) -> bool:
    return any(path == parent or Path(path).is_relative_to(parent) for parent in parents)


def _check_options(archive: Archive, options: ReadingOptions) -> None:
    """Articles read before would keep the old reading, so a new one asks for a rebuild."""
    kept = kept_options(archive)
    if kept is not None and kept != options:
        changed = [f.name for f in dataclasses.fields(kept) if getattr(kept, f.name) != getattr(options, f.name)]
        raise InputError(
            f"the index was made with another {' and '.join(changed)}; run `morgue rebuild` with the new one, or leave it out"
        )


def _find(paths: Sequence[str], below: Sequence[str] = ()) -> tuple[list[SourceFile], list[NotArticle]]:
    files: list[SourceFile] = []
    strays: list[NotArticle] = []
    for found in find_files(paths, below=below):
        if isinstance(found, SourceFile):
            files.append(found)
        else:
            strays.append(found)
    return files, strays


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """`to_read`: path -> number in the ledger, None for a new file. `vanished`, `touched`: numbers, with rows for the latter."""

    files: list[SourceFile]
    strays: list[NotArticle]
    to_read: dict[str, int | None]
    vanished: tuple[int, ...] = ()
    touched: tuple[tuple[int, FileRow], ...] = ()

    @property
    def nothing_changed(self) -> bool:
        return not self.to_read and not self.vanished


def plan_update(ledger: Ledger, files: list[SourceFile], strays: list[NotArticle], asked: Sequence[str]) -> _Plan:
    """Compares the files met with the ledger, below the paths asked for."""
    known = ledger.files()
    to_read: dict[str, int | None] = {}
    touched: list[tuple[int, FileRow]] = []
    for file in files:
        number, row = known.pop(file.path, (None, None))
        if not _lies_below(file.disk, asked):
            continue
        if row is None or number is None:
            to_read[file.path] = None
        elif not _same_stat(file, row):
            if digest_file(file.disk) == row.digest:
                touched.append((number, _row_of(file, row.digest)))
            else:
                to_read[file.path] = number
    vanished = [number for number, row in known.values() if _lies_below(row.disk, asked)]
    for path, number in _files_of_losers(ledger, [*vanished, *(n for n in to_read.values() if n is not None)]):
        to_read.setdefault(path, number)
    return _Plan(files=files, strays=strays, to_read=to_read, vanished=tuple(vanished), touched=tuple(touched))


def _same_stat(file: SourceFile, row: FileRow) -> bool:
    now = (file.size, file.modified_ns, file.changed_ns, file.inode)
    return now == (row.size, row.modified_ns, row.changed_ns, row.inode) and file.disk == row.disk and file.root == row.root


def _files_of_losers(ledger: Ledger, numbers: Sequence[int]) -> list[tuple[str, int]]:
    """(path, number) of the files that hold other records of the articles of these files: they may stand again."""
    found: dict[str, int] = {}
    for number in numbers:
        rows = ledger.run(
            """
            SELECT DISTINCT file.path, file.number FROM record AS mine
            JOIN record AS other ON other.id = mine.id AND other.file <> mine.file AND other.standing <> 'article'
            JOIN file ON file.number = other.file
            WHERE mine.file = ? AND mine.standing = 'article'
            """,
            (number,),
        )
        found.update((path, other) for path, other in rows if other not in numbers)
    return sorted(found.items())


def _row_of(file: SourceFile, digest: bytes) -> FileRow:
    return FileRow(
        root=file.root, path=file.path, disk=file.disk, size=file.size,
        modified_ns=file.modified_ns, changed_ns=file.changed_ns, inode=file.inode, digest=digest,
    )  # fmt: skip


class _Run:
    """One rebuild or update, from its plan to its report."""

    def __init__(
        self,
        archive: Archive,
        writer: Writer,
        ledger: Ledger,
        plan: _Plan,
        options: ReadingOptions,
        paths: Sequence[str],
        began: float,
    ) -> None:
        self._archive = archive
        self._writer = writer
        self._ledger = ledger
        self._plan = plan
        self._options = options
        self._paths = paths
        self._began = began

    def finish(self, jobs: int | None, limits: Limits, progress: Progress | None) -> Report:
        before = self._count_articles()
        if self._plan.nothing_changed and before and self._archive.exists():
            return self._report(removed=0, unchanged=before, generation=str(self._archive.reader().manifest()["generation"]))
        tasks = self._tasks()
        factory = self._writer.loader_factory(self._options.language)
        readings = read_files(
            tasks, factory, self._options, jobs=jobs or os.cpu_count() or 1, limits=limits, progress=progress
        )
        indexed = self._forget_old()
        for task in tasks:
            self._enter(task.file, readings.by_task[task.number])
        self._enter_strays()
        self._ledger.add_indexes()
        settlement = settle(self._ledger, indexed)
        if not self._count_articles():
            raise InputError(f"no article was found in {', '.join(self._paths)}; the index is as it was")
        drop_fresh = _joined(settlement.drop_fresh, readings.superfluous)
        written = sum(batch.count for batch in readings.batches) - sum(map(len, drop_fresh.values()))
        self._ledger.save()
        generation = self._writer.commit(
            readings.batches, drop_ids=settlement.drop_ids, drop_fresh=drop_fresh, details=self._details()
        )
        return self._report(
            removed=settlement.left, unchanged=self._count_articles() - written, generation=generation
        )

    def _count_articles(self) -> int:
        return self._ledger.count("SELECT count(*) FROM record WHERE standing = 'article'")

    def _tasks(self) -> list[Task]:
        return [
            Task(number=number, file=file, known=self._known_of(self._plan.to_read[file.path]))
            for number, file in enumerate(self._plan.files)
            if file.path in self._plan.to_read
        ]

    def _known_of(self, number: int | None) -> dict[str, tuple[bytes, str | None]]:
        """What the index has of a file that is read again."""
        if number is None:
            return {}
        rows = self._ledger.run(
            "SELECT id, digest, member FROM record WHERE file = ? AND standing = 'article'", (number,)
        )
        return {identifier: (digest, member) for identifier, digest, member in rows}

    def _forget_old(self) -> list[str]:
        """Takes out what the ledger has of files that are gone or were read again; gives the ids of their articles."""
        again = [number for number in self._plan.to_read.values() if number is not None]
        indexed: list[str] = []
        for number in (*self._plan.vanished, *again):
            rows = self._ledger.run("SELECT id FROM record WHERE file = ? AND standing = 'article'", (number,))
            indexed += [identifier for (identifier,) in rows]
            self._ledger.forget_file(number)
        for number, row in self._plan.touched:
            self._ledger.renew_stat(number, row)
        return indexed

    def _enter(self, file: SourceFile, reading: Reading) -> None:
        number = self._ledger.add_file(_row_of(file, reading.digest))
        self._ledger.add_records(number, reading.rows)
        self._ledger.add_rejects(number, reading.rejects)
        self._ledger.add_not_articles(number, reading.not_articles)

    def _enter_strays(self) -> None:
        """Links, devices and the like, met anew."""
        self._ledger.forget_strays([thing.path for thing in self._plan.strays])
        self._ledger.add_not_articles(None, ((thing.path, thing.member, thing.reason) for thing in self._plan.strays))

    def _details(self) -> dict[str, Any]:
        return {"paths": list(self._paths), "options": dataclasses.asdict(self._options)}

    def _report(self, *, removed: int, unchanged: int, generation: str) -> Report:
        return draw_report(
            self._ledger,
            removed=removed,
            unchanged=unchanged,
            seconds=time.monotonic() - self._began,
            generation=generation,
        )


def _joined(*lists: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    joined: dict[str, list[int]] = {}
    for one in lists:
        for name, numbers in one.items():
            joined[name] = sorted({*joined.get(name, ()), *numbers})
    return joined

