"""Of the records with one id, the later stands: settled in the ledger once all files are read.

In: a ledger whose `record` rows of files read now are new (`batch` set where the engine wrote them, none
where the index has them already), and the ids that left with files that went or changed. Out: what the
engine drops, of its old articles by id and of its new batches by number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from indexer.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the engine is to leave out. `left`: how many ids are no longer in the index at all."""

    drop_ids: frozenset[str]
    drop_fresh: dict[str, list[int]]
    left: int


def settle(ledger: Ledger, indexed: Iterable[str]) -> Settlement:
    """Sets the standing of every record whose id was touched.

    `indexed`: ids of the articles that the index had of the files that were read again or are gone.
    Needs the ledger's indexes.
    """
    _list_touched(ledger, indexed)
    drop_ids = _ids_written_anew(ledger)
    drop_fresh: dict[str, list[int]] = defaultdict(list)
    for contested in _contested(ledger):
        _settle_one(ledger, contested, drop_ids, drop_fresh)
    gone = "SELECT id FROM touched WHERE indexed AND NOT EXISTS (SELECT 1 FROM record WHERE record.id = touched.id)"
    left = {identifier for (identifier,) in ledger.run(gone)}
    ledger.run("DROP TABLE touched")
    ledger.run("UPDATE record SET batch = NULL, number = NULL WHERE batch IS NOT NULL")
    return Settlement(frozenset(drop_ids | left), dict(drop_fresh), len(left))


def _list_touched(ledger: Ledger, indexed: Iterable[str]) -> None:
    """The ids to settle: fresh ones, and those that the index had of files that went or changed."""
    ledger.run("CREATE TEMP TABLE touched (id TEXT PRIMARY KEY, indexed INTEGER NOT NULL) WITHOUT ROWID")
    for identifier in indexed:
        ledger.run("INSERT OR IGNORE INTO touched VALUES (?, 1)", (identifier,))
    ledger.run("INSERT OR IGNORE INTO touched SELECT DISTINCT id, 0 FROM record WHERE batch IS NOT NULL")


def _ids_written_anew(ledger: Ledger) -> set[str]:
    """Ids with a single record, of which the index had another content."""
    statement = """
        SELECT touched.id FROM touched JOIN record ON record.id = touched.id
        WHERE indexed GROUP BY touched.id HAVING count(*) = 1 AND max(record.batch) IS NOT NULL
    """
    return {identifier for (identifier,) in ledger.run(statement)}


def _contested(ledger: Ledger) -> list[list[tuple[Any, ...]]]:
    """Rows (rowid, digest, batch, number, standing, indexed) of ids with several records, the one that stands last."""
    statement = """
        SELECT record.id, record.rowid, record.digest, batch, record.number, standing, indexed
        FROM touched JOIN record ON record.id = touched.id JOIN file ON file.number = record.file
        WHERE touched.id IN (
            SELECT touched.id FROM touched JOIN record ON record.id = touched.id GROUP BY touched.id HAVING count(*) > 1
        )
        ORDER BY record.id, rank, file.root, file.path, place
    """
    groups: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for identifier, *row in ledger.run(statement):
        groups[identifier].append((identifier, *row))
    return list(groups.values())


def _settle_one(
    ledger: Ledger, rows: list[tuple[Any, ...]], drop_ids: set[str], drop_fresh: dict[str, list[int]]
) -> None:
    *others, (identifier, winner, digest, batch, _, _, indexed) = rows
    in_index = bool(indexed) or any(row[3] is None and row[5] == "article" for row in rows)
    if in_index and batch is not None:
        drop_ids.add(identifier)
    ledger.run("UPDATE record SET standing = 'article' WHERE rowid = ?", (winner,))
    for _, rowid, other_digest, other_batch, number, _, _ in others:
        if other_batch is not None:
            drop_fresh[other_batch].append(number)
        standing = "duplicate" if other_digest == digest else "replaced"
        ledger.run("UPDATE record SET standing = ? WHERE rowid = ?", (standing, rowid))
