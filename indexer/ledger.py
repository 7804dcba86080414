"""What is indexed, and what became of every record that was read: a SQLite file in the index's generation.

A row a file met, a row a record, a row a reject and a row a thing that is no article. Of the records with
one id one stands as the article; the others stay here as `duplicate` (same content) or `replaced`, so that
an update can bring an earlier one back when the later one's file goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from indexer.errors import EngineError

_SCHEMA = """
CREATE TABLE file (
    number INTEGER PRIMARY KEY, root INTEGER NOT NULL, path TEXT NOT NULL UNIQUE, disk BLOB NOT NULL,
    size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    digest BLOB NOT NULL
);
CREATE TABLE record (
    id TEXT NOT NULL, file INTEGER NOT NULL, place INTEGER NOT NULL, rank TEXT NOT NULL, digest BLOB NOT NULL,
    format TEXT NOT NULL, dated INTEGER NOT NULL, member TEXT, standing TEXT NOT NULL, batch TEXT, number INTEGER
);
CREATE TABLE reject (file INTEGER, path TEXT NOT NULL, member TEXT, line INTEGER, reason TEXT NOT NULL);
CREATE TABLE not_article (file INTEGER, path TEXT NOT NULL, member TEXT, reason TEXT NOT NULL);
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS record_by_id ON record (id);
CREATE INDEX IF NOT EXISTS record_by_file ON record (file);
CREATE INDEX IF NOT EXISTS record_by_standing ON record (standing) WHERE standing <> 'article';
CREATE INDEX IF NOT EXISTS reject_by_file ON reject (file);
CREATE INDEX IF NOT EXISTS not_article_by_file ON not_article (file);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file as it was when it was read. `digest`: blake2b of its bytes, 16 bytes."""

    root: int
    path: str
    disk: str
    size: int
    modified_ns: int
    changed_ns: int
    inode: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record that became an article, or lost to another of its id.

    `place` orders the records of a file as read; `rank` orders versions (see `ranks`); `digest` is that of
    the content; `batch` and `number` say where the engine has it while a generation is being built.
    """

    id: str
    place: int
    rank: str
    digest: bytes
    format: str
    dated: bool
    member: str | None
    batch: str | None
    number: int | None


class Ledger:
    """One ledger file, in one transaction that ends with `close(save=True)`."""

    def __init__(self, file: Path) -> None:
        fresh = not file.exists()
        try:
            self._sql = sqlite3.connect(file, isolation_level=None)
            # the engine syncs the file before it becomes current; until then nobody else reads it
            self._sql.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
            self._sql.execute("BEGIN")
            if fresh:
                for statement in _SCHEMA.split(";"):
                    self._sql.execute(statement)
        except sqlite3.DatabaseError as error:
            raise EngineError(f"the ledger {file} cannot be read ({error}); run `morgue rebuild`") from error

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._sql.close()

    def save(self) -> None:
        self.add_indexes()
        self._sql.execute("COMMIT")

    def add_indexes(self) -> None:
        """After the bulk of the rows: sorting once is quicker than keeping sorted."""
        for statement in _INDEXES.split(";"):
            self._sql.execute(statement)

    def add_file(self, row: FileRow) -> int:
        cursor = self._sql.execute(
            "INSERT INTO file (root, path, disk, size, modified_ns, changed_ns, inode, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (row.root, _text(row.path), row.disk.encode("utf-8", "surrogateescape"), row.size, row.modified_ns, row.changed_ns, row.inode, row.digest),
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def files(self) -> dict[str, tuple[int, FileRow]]:
        """path -> (number, row) of all files."""
        rows = self._sql.execute("SELECT number, root, path, disk, size, modified_ns, changed_ns, inode, digest FROM file")
        return {
            path: (
                number,
                FileRow(
                    root=root, path=path, disk=disk.decode("utf-8", "surrogateescape"), size=size,
                    modified_ns=modified, changed_ns=changed, inode=inode, digest=digest,
                ),
            )
            for number, root, path, disk, size, modified, changed, inode, digest in rows
        }  # fmt: skip

    def renew_stat(self, number: int, row: FileRow) -> None:
        """A file that was touched or moved to another disk, its bytes the same."""
        self._sql.execute(
            "UPDATE file SET root = ?, disk = ?, size = ?, modified_ns = ?, changed_ns = ?, inode = ? WHERE number = ?",
            (row.root, row.disk.encode("utf-8", "surrogateescape"), row.size, row.modified_ns, row.changed_ns, row.inode, number),
        )  # fmt: skip

    def forget_file(self, number: int) -> None:
        """Removes a file and what was read from it."""
        for table in ("record", "reject", "not_article"):
            self._sql.execute(f"DELETE FROM {table} WHERE file = ?", (number,))
        self._sql.execute("DELETE FROM file WHERE number = ?", (number,))

    def add_records(self, file: int, rows: Iterable[RecordRow]) -> None:
        self._sql.executemany(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'article', ?, ?)",
            ((r.id, file, r.place, r.rank, r.digest, r.format, r.dated, _text_or_none(r.member), r.batch, r.number) for r in rows),
        )

    def add_rejects(self, file: int | None, rows: Iterable[tuple[str, str | None, int | None, str]]) -> None:
        self._sql.executemany(
            "INSERT INTO reject VALUES (?, ?, ?, ?, ?)", ((file, *map(_text_or_none, row)) for row in rows)
        )

    def add_not_articles(self, file: int | None, rows: Iterable[tuple[str, str | None, str]]) -> None:
        self._sql.executemany(
            "INSERT INTO not_article VALUES (?, ?, ?, ?)", ((file, *map(_text_or_none, row)) for row in rows)
        )

    def forget_strays(self, paths: Iterable[str]) -> None:
        """Removes what was noted of things that are read as no file (links, devices, empty files)."""
        self._sql.executemany(
            "DELETE FROM not_article WHERE file IS NULL AND path = ?", ((_text(path),) for path in paths)
        )

    def run(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """For `settling` and `report`, which are this table's other halves."""
        return iter(self._sql.execute(statement, values))

    def count(self, statement: str, values: Sequence[Any] = ()) -> int:
        return int(next(self.run(statement, values))[0])


def read_ledger(file: Path) -> Ledger:
    """A ledger for reading only. Raises EngineError where there is none."""
    if not file.is_file():
        raise EngineError(f"the ledger {file} is missing; run `morgue rebuild`")
    return Ledger(file)


def _text(text: str) -> str:
    """SQLite takes no lone surrogates (names of files that are not UTF-8)."""
    return text.encode("utf-8", "backslashreplace").decode()


def _text_or_none(value: Any) -> Any:
    return _text(value) if isinstance(value, str) else value
