"""Of the records with one id, the later stands: settled in the ledger once all files are read.

In: a ledger whose records of this run's batches are new. A record is *in the index* (it stood before, or was
read again and is the same), *fresh* (in a batch of this run) or *absent* (only the ledger knows it: it lost to
another). Out: what the engine is to drop, of its old articles by id and of its new batches by number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from indexer.ingest.ledger import Ledger

_CONTESTS = """
    SELECT touched.id, indexed.id IS NOT NULL, removed.id IS NOT NULL, record.file, place, record.digest, standing, batch, record.number
    FROM touched LEFT JOIN record ON record.id = touched.id LEFT JOIN file ON file.number = record.file
    LEFT JOIN indexed ON indexed.id = touched.id LEFT JOIN removed ON removed.id = touched.id
    ORDER BY touched.id, rank DESC, root DESC, path DESC, place DESC
"""


@dataclass(frozen=True, slots=True)
class _Record:
    file: int
    place: int
    digest: bytes
    standing: str
    batch: int
    number: int


@dataclass(frozen=True, slots=True)
class _Contest:
    """The records of one id, the latest first. `indexed`: whether the index has an article of this id. `removed`: whether none is to stand."""

    id: str
    indexed: bool
    removed: bool
    records: tuple[_Record, ...]

    @property
    def winner(self) -> _Record | None:
        """The record that is to stand: the latest, unless it is kept out or takes the story back."""
        if self.removed or not self.records or self.records[0].standing == "withdrawal":
            return None
        return self.records[0]


@dataclass(slots=True)
class Settlement:
    """What the engine is to leave out. `left`: how many ids are no longer in the index at all."""

    drop_ids: list[str] = field(default_factory=list)
    drop_fresh: dict[int, list[int]] = field(default_factory=dict)
    left: int = 0


def touch_all_contested(ledger: Ledger) -> None:
    """After a rebuild: only ids with several records need settling, since all are fresh."""
    ledger.run("INSERT OR IGNORE INTO touched SELECT id FROM record GROUP BY id HAVING count(*) > 1")
    touch_removed(ledger)


def touch_removed(ledger: Ledger) -> None:
    """What is kept out, and what was and is so no longer."""
    ledger.run("INSERT OR IGNORE INTO touched SELECT id FROM removed")
    ledger.run("INSERT OR IGNORE INTO touched SELECT id FROM record WHERE standing = 'removed'")


def touch_read(ledger: Ledger) -> None:
    """After reading for an update: every id of the files that were read."""
    ledger.run("INSERT OR IGNORE INTO touched SELECT id FROM record WHERE file IN (SELECT file FROM work)")


def find_wanted(ledger: Ledger) -> dict[int, list[str]]:
    """The records that are to stand and of which only the ledger knows: ids by the number of the file that has the text."""
    wanted: dict[int, list[str]] = {}
    for contest in _contests(ledger):
        winner = contest.winner
        if winner is not None and _is_absent(ledger, winner):
            wanted.setdefault(winner.file, []).append(contest.id)
    return wanted


def settle(ledger: Ledger) -> Settlement:
    """Sets the standing of every record whose id was touched."""
    settlement = Settlement()
    # noted first and set afterwards, by way of a table: there may be as many as there are records
    ledger.run_many("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", _judge(ledger, settlement))
    ledger.run_many(
        "UPDATE record SET standing = ? WHERE file = ? AND place = ?",
        ledger.run("SELECT standing, file, place FROM verdict"),
    )
    ledger.run(
        "INSERT OR IGNORE INTO dropped SELECT batch, number FROM verdict WHERE standing <> 'article' AND batch >= ?",
        (ledger.first_batch,),
    )
    for batch, number in ledger.run("SELECT batch, number FROM dropped ORDER BY batch, number"):
        settlement.drop_fresh.setdefault(batch - ledger.first_batch, []).append(number)
    return settlement


def _judge(ledger: Ledger, settlement: Settlement) -> Iterator[tuple[str, int, int, int, int]]:
    """Standing, file, place, batch and number of each record whose standing changes."""
    for contest in _contests(ledger):
        _drop_indexed(ledger, contest, settlement)
        for record in contest.records:
            standing = _standing(record, contest)
            if standing != record.standing:
                yield (standing, record.file, record.place, record.batch, record.number)


def _contests(ledger: Ledger) -> Iterator[_Contest]:
    for identifier, rows in groupby(ledger.run(_CONTESTS), itemgetter(0)):
        group = list(rows)
        records = tuple(_Record(*row[3:]) for row in group if row[3] is not None)
        indexed = bool(group[0][1]) or any(_is_indexed(ledger, record) for record in records)
        yield _Contest(identifier, indexed, bool(group[0][2]), records)


def _is_indexed(ledger: Ledger, record: _Record) -> bool:
    return record.standing == "article" and record.batch < ledger.first_batch


def _is_absent(ledger: Ledger, record: _Record) -> bool:
    return record.standing != "article" and record.batch < ledger.first_batch


def _drop_indexed(ledger: Ledger, contest: _Contest, settlement: Settlement) -> None:
    """The index's article goes, unless it is the one that stands."""
    winner = contest.winner
    if contest.indexed and not (winner is not None and _is_indexed(ledger, winner)):
        settlement.drop_ids.append(contest.id)
        settlement.left += winner is None


def _standing(record: _Record, contest: _Contest) -> str:
    winner = contest.winner
    if record.standing == "withdrawal":
        return "withdrawal"
    if winner is None:
        return "removed" if contest.removed else "withdrawn"
    if record is winner:
        return "article"
    return "duplicate" if record.digest == winner.digest else "replaced"
