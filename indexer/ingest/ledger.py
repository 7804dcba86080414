"""What is indexed, and what became of every record that was read: a SQLite file in the index's generation.

A row a file met, a row a record, a row a reject, a row a thing that is no article, and the paths and options
of the last run. Of the records with one id one stands as the article; the others stay here as `duplicate`
(same content) or `replaced`, so that an update can bring an earlier one back when the later one's file goes.
Where an article was taken out for good, all of its records are `removed`; where its publisher took it back, earlier
ones are `withdrawn`, and what says so is a record too, a `withdrawal`, which never stands.
Which one stands is `settling`'s; what is new or changed on disk, `fingerprints`'.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from indexer.engines.contract import Archive
from indexer.errors import DiskFullError, EngineError
from indexer.sources.companions import Lookup

VERSION = 3
_TRIES = 2

KNOWN = -1
"""In place of a number in a batch: the index has this article as it is, so it was not written again."""
ABSENT = -2
"""In place of a number in a batch: read, and not wanted in the index as far as could be told."""
WITHDRAWAL = -3
"""In place of a number in a batch: no article, but its publisher's word that earlier versions of the story are taken back."""

_SCHEMA = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE file (
    number INTEGER PRIMARY KEY, root INTEGER NOT NULL, path TEXT NOT NULL UNIQUE, disk BLOB NOT NULL,
    size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    digest BLOB
);
CREATE TABLE record (
    file INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, rank TEXT NOT NULL, digest BLOB NOT NULL,
    whole INTEGER NOT NULL, format TEXT NOT NULL, member TEXT, undated INTEGER NOT NULL, dating TEXT NOT NULL, day TEXT, text INTEGER NOT NULL,
    standing TEXT NOT NULL, batch INTEGER NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (file, place)
) WITHOUT ROWID;
CREATE TABLE reject (file INTEGER NOT NULL, place INTEGER NOT NULL, path TEXT NOT NULL, member TEXT, line INTEGER, reason TEXT NOT NULL);
CREATE TABLE not_article (file INTEGER, place INTEGER NOT NULL, path TEXT NOT NULL, member TEXT, reason TEXT NOT NULL);
"""
_LATER_TABLES = """
CREATE TABLE IF NOT EXISTS lookup (file INTEGER NOT NULL, name TEXT NOT NULL, disk BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (file, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS companion (file INTEGER PRIMARY KEY, whole TEXT);
"""
"""Tables that a ledger made before they were thought of lacks: an update puts them in. `lookup`: what a file looked up beside it, with the
digest of what it found. `companion`: files that may belong to others, and the path of the one that each is read with, NULL for none."""

_INDEXES = """
CREATE INDEX IF NOT EXISTS record_by_id ON record (id);
CREATE INDEX IF NOT EXISTS record_that_lost ON record (standing) WHERE standing <> 'article';
CREATE INDEX IF NOT EXISTS record_undated ON record (undated) WHERE undated AND standing = 'article';
CREATE INDEX IF NOT EXISTS record_by_text ON record (text, standing) WHERE text <> 0 AND standing = 'article';
CREATE INDEX IF NOT EXISTS reject_by_file ON reject (file);
CREATE INDEX IF NOT EXISTS not_article_by_file ON not_article (file);
"""
_WORKING = """
CREATE TEMP TABLE seen (
    path TEXT PRIMARY KEY, root INTEGER NOT NULL, disk BLOB NOT NULL, size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE work (file INTEGER PRIMARY KEY);
CREATE TEMP TABLE waiting (file INTEGER PRIMARY KEY, digest BLOB NOT NULL);
CREATE TEMP TABLE touched (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE indexed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE removed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE dropped (batch INTEGER, number INTEGER, PRIMARY KEY (batch, number)) WITHOUT ROWID;
CREATE TEMP TABLE verdict (standing TEXT, file INTEGER, place INTEGER, batch INTEGER, number INTEGER);
"""
"""Of one run. `seen`: files met. `work`: files to read. `waiting`: those that may belong to others, left unread so far. `touched`: ids whose records changed. `indexed`: those of
them that the index has, where the ledger no longer tells. `removed`: ids that are kept out. `dropped`: articles in new batches that shall not stand. `verdict`: standings that change."""


class RecordRow(NamedTuple):
    """A record that became an article or may become one, or that takes earlier versions of a story back.

    `place` counts what was read of a file, from 1; `rank` orders versions and the digests tell sameness (`ranks`);
    `dating` is the origin of its date, or the reason why it has none, `day` what it is dated to; `text` tells the same text
    under another id (`same_texts`); `number` is its place in its batch, or KNOWN, ABSENT or WITHDRAWAL.
    """

    place: int
    id: str
    rank: str
    digest: bytes
    whole: int
    format: str
    member: str | None
    undated: bool
    dating: str
    day: str | None
    text: int
    number: int


_NEW_STANDINGS = {ABSENT: "absent", WITHDRAWAL: "withdrawal"}

RejectRow = tuple[int, str, "str | None", "int | None", str]
"""Place, path, member, line, reason."""
NotArticleRow = tuple[int, str, "str | None", str]
"""Place, path, member, reason."""


class Ledger:
    """One ledger file, open for writing in one transaction that `save` ends."""

    def __init__(self, file: Path) -> None:
        fresh = not file.exists()
        self._file = file
        # the engine syncs the file before it becomes current, and throws it away where that fails
        self._sql = sqlite3.connect(file, isolation_level=None)
        try:
            self._begin(fresh=fresh)
        except BaseException:
            self._sql.close()
            raise

    def _begin(self, *, fresh: bool) -> None:
        with explained(self._file):
            self._sql.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
            )
            self._sql.executescript(_WORKING)
            self._sql.execute("BEGIN")
            if fresh:
                self._run_all(_SCHEMA)
                self.keep("version", VERSION)
            self._run_all(_LATER_TABLES)
            _check_version(self, self._file)
        self.first_batch = int(self.fact("batches", 1))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sql.close()

    def save(self, *, compact: bool = False) -> None:
        """Ends the transaction. `compact`: what was deleted leaves no trace in the file."""
        self._sql.execute("COMMIT")
        if compact:
            self._sql.execute("VACUUM")
        self._sql.close()

    def add_indexes(self) -> None:
        """After the bulk of the rows: sorting once is quicker than keeping sorted."""
        self._run_all(_INDEXES)

    def run(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """One statement, its rows streamed: for the modules that ask the ledger their own questions."""
        return iter(self._sql.execute(statement, values))

    def run_many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        self._sql.executemany(statement, values)

    def count(self, statement: str, values: Sequence[Any] = ()) -> int:
        return int(next(self.run(statement, values))[0])

    def _run_all(self, statements: str) -> None:
        for statement in statements.split(";"):
            self._sql.execute(statement)

    # Facts of the last run

    def fact(self, name: str, default: Any = None) -> Any:
        """What was kept under a name, a JSON value."""
        row = next(self.run("SELECT value FROM fact WHERE name = ?", (name,)), None)
        return default if row is None else json.loads(row[0])

    def keep(self, name: str, value: Any) -> None:
        # in ASCII, since a path on disk need not be UTF-8
        self.run("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, json.dumps(value)))

    # What was read of a file

    def begin_file(self, number: int) -> None:
        """Forgets what an earlier reading of the file gave; a new file has no digest before it is begun."""
        if not self.count("SELECT digest IS NOT NULL FROM file WHERE number = ?", (number,)):
            self.end_file(number, b"")
            return
        self.remember_indexed("file = ?", (number,))
        self.run("INSERT OR IGNORE INTO touched SELECT id FROM record WHERE file = ?", (number,))
        self.run(
            "INSERT OR IGNORE INTO dropped SELECT batch, number FROM record WHERE file = ? AND batch >= ?",
            (number, self.first_batch),
        )
        for table in ("record", "reject", "not_article", "lookup"):
            self.run(f"DELETE FROM {table} WHERE file = ?", (number,))

    def forget_places(self, number: int, places: range) -> None:
        """Forgets what this run has read of a file at these places, which are read again."""
        where = "file = ? AND place BETWEEN ? AND ?"
        span = (number, places.start, places.stop - 1)
        self.run(
            f"INSERT OR IGNORE INTO dropped SELECT batch, number FROM record WHERE {where} AND batch >= ?",
            (*span, self.first_batch),
        )
        for table in ("record", "reject", "not_article"):
            self.run(f"DELETE FROM {table} WHERE {where}", span)

    def forget_file(self, number: int) -> None:
        """For a file that is gone."""
        self.begin_file(number)
        self.run("DELETE FROM companion WHERE file = ?", (number,))
        self.run("DELETE FROM file WHERE number = ?", (number,))

    def forget_record(self, file: int, identifier: str, reason: str) -> None:
        """For a record that is to stand and can no longer be read: it becomes a reject."""
        self.run(
            "INSERT INTO reject SELECT file, place, path, member, NULL, ? FROM record JOIN file ON file.number = file WHERE file = ? AND id = ?",
            (f"{reason} ({identifier})", file, identifier),
        )
        self.run("DELETE FROM record WHERE file = ? AND id = ?", (file, identifier))

    def keep_out(self, identifiers: Iterable[str]) -> None:
        """Notes ids of which no record is to stand in this run."""
        self.run_many("INSERT INTO removed VALUES (?)", ((identifier,) for identifier in identifiers))

    def remember_indexed(self, condition: str, values: Sequence[Any]) -> None:
        """Notes which of these records the index has, before they go or another takes their place."""
        self.run(
            f"INSERT OR IGNORE INTO indexed SELECT id FROM record WHERE {condition} AND standing = 'article' AND batch < ?",
            (*values, self.first_batch),
        )

    def end_file(self, number: int, digest: bytes) -> None:
        self.run("UPDATE file SET digest = ? WHERE number = ?", (digest, number))

    def add_records(self, file: int, batch: int, rows: Iterable[RecordRow]) -> None:
        """`batch`: which of this run's, from 0."""
        fresh = self.first_batch + batch
        self.run_many(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    file,
                    *row[:-1],
                    _NEW_STANDINGS.get(row[-1], "article"),
                    fresh if row[-1] >= 0 else 0,
                    row[-1],
                )
                for row in rows
            ),
        )

    def add_rejects(self, file: int, rows: Sequence[RejectRow]) -> None:
        if not rows:
            return
        self.run_many(
            "INSERT INTO reject VALUES (?, ?, ?, ?, ?, ?)", ((file, *map(_clean, row)) for row in rows)
        )

    def add_not_articles(self, file: int | None, rows: Sequence[NotArticleRow]) -> None:
        """`file` is None for what never was one to be read: a link, a device, an empty file."""
        if not rows:
            return
        self.run_many(
            "INSERT INTO not_article VALUES (?, ?, ?, ?, ?)", ((file, *map(_clean, row)) for row in rows)
        )

    def add_lookups(self, file: int, lookups: Iterable[Lookup]) -> None:
        self.run_many(
            "INSERT OR REPLACE INTO lookup VALUES (?, ?, ?, ?)",
            ((file, _clean(one.name), disk_name(one.disk), one.digest) for one in lookups),
        )

    def lookups_of(self, file: int) -> tuple[tuple[str, bytes], ...]:
        """What a file looked up when it was last read: names and digests."""
        return tuple(self.run("SELECT name, digest FROM lookup WHERE file = ?", (file,)))

    def known_of(self, file: int) -> array[int]:
        """Digests (`ranks.whole_digest`) of the articles that the index has of a file, sorted."""
        rows = self.run(
            "SELECT whole FROM record WHERE file = ? AND standing = 'article' AND batch < ? ORDER BY whole",
            (file, self.first_batch),
        )
        return array("q", (whole for (whole,) in rows))


class LedgerReader(Ledger):
    """A finished ledger, for reading only."""

    def __init__(self, file: Path) -> None:
        self._sql = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            with explained(file):
                _check_version(self, file)
        except BaseException:
            self._sql.close()
            raise


def read_ledger(file: Path) -> LedgerReader:
    """A finished ledger for reading. Raises EngineError where there is none, or one of another version."""
    if not file.is_file():
        raise EngineError(f"the ledger {file} is missing; run `morgue rebuild PATH`")
    return LedgerReader(file)


def current_ledger(archive: Archive) -> LedgerReader:
    """The ledger of an archive's newest generation. Raises EngineError.

    Looked for again where it is gone: a purge, or two rebuilds, may have ended since it was found.
    """
    for _ in range(_TRIES):
        with contextlib.suppress(EngineError):
            return read_ledger(archive.ledger_file)
    return read_ledger(archive.ledger_file)


@contextlib.contextmanager
def explained(file: Path) -> Iterator[None]:
    """SQLite's errors as ours: a full disk, or a ledger that is damaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "full" in str(error):
            raise DiskFullError(
                f"the disk of {file.parent} or of temporary files is full; the index is as it was: make room and run this again"
            ) from error
        raise EngineError(f"the ledger {file} cannot be used ({error}); run `morgue rebuild PATH`") from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise DiskFullError(
            f"the disk is full ({error}); the index is as it was: make room and run this again"
        ) from error


def disk_name(path: str) -> bytes:
    """A path on disk as the ledger keeps it: names need not be UTF-8."""
    return os.fsencode(path)


def _check_version(ledger: Ledger, file: Path) -> None:
    version = ledger.fact("version")
    if version != VERSION:
        raise EngineError(
            f"the ledger {file} is of version {version}, this Morgue reads {VERSION}; run `morgue rebuild PATH`"
        )


def _clean(value: Any) -> Any:
    """SQLite takes no lone surrogates."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
