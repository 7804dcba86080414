"""Files that belong to others, such as the pages of an issue, in the ledger: each is accounted for once.

A worker leaves a file that may be a companion unread (`waiting`), and tells what the others have looked up beside them. Only when
all others were read is it known which companions were named: these are no articles by themselves, the rest is read. When a
companion changes, comes or goes, the file that looked it up is read again.
"""

from __future__ import annotations

from indexer.ingest.ledger import Ledger
from indexer.ingest.reading import read_with
from indexer.sources.companions import MISSING

_WHOLE = (
    "(SELECT min(whole.path) FROM lookup JOIN file AS whole ON whole.number = lookup.file "
    "WHERE lookup.disk = file.disk AND lookup.digest <> ?)"
)
"""The file that has named another one, the first by path where several have."""


def list_concerned(ledger: Ledger) -> None:
    """Adds to the `work` the files met of which a companion is new, changed or gone, or may be."""
    if not has_lookups(ledger):
        return
    ledger.run(
        "INSERT OR IGNORE INTO work SELECT lookup.file FROM lookup JOIN file AS whole ON whole.number = lookup.file "
        "JOIN seen ON seen.path = whole.path LEFT JOIN file AS other ON other.disk = lookup.disk "
        "WHERE coalesce(other.digest, ?) <> lookup.digest OR other.number IN (SELECT file FROM work)",
        (MISSING,),
    )


def has_lookups(ledger: Ledger) -> bool:
    return bool(ledger.count("SELECT EXISTS (SELECT 1 FROM lookup)"))


def settle_companions(ledger: Ledger) -> bool:
    """After all but the waiting files were read: accounts for those that others have named, and makes the rest the `work`.

    Tells whether there is anything new.
    """
    # what was read as something else is a companion no longer
    ledger.run(
        "DELETE FROM companion WHERE file IN (SELECT file FROM work) AND file NOT IN (SELECT file FROM waiting)"
    )
    # and what has become one, names others no longer
    ledger.run("DELETE FROM lookup WHERE file IN (SELECT file FROM waiting)")
    ledger.run("INSERT OR IGNORE INTO companion SELECT file, NULL FROM waiting")
    rows = ledger.run(
        f"SELECT number, path, whole, waiting.digest, {_WHOLE} FROM companion JOIN file ON number = companion.file "
        "LEFT JOIN waiting ON waiting.file = number",
        (MISSING,),
    )
    changed = [row for row in rows if row[3] is not None or row[2] != row[4]]
    alone = [(number,) for number, _, _, _, whole in changed if whole is None]
    for number, path, _, digest, whole in changed:
        if whole is not None:
            _account(ledger, number, path, digest, whole)
    ledger.run_many(
        "UPDATE companion SET whole = ? WHERE file = ?", [(whole, number) for number, *_, whole in changed]
    )
    ledger.run("DELETE FROM waiting")
    ledger.run("DELETE FROM work")
    ledger.run_many("INSERT INTO work VALUES (?)", alone)
    return bool(changed)


def _account(ledger: Ledger, number: int, path: str, digest: bytes | None, whole: str) -> None:
    ledger.begin_file(number)
    ledger.add_not_articles(number, [(1, path, None, read_with(whole))])
    if digest is not None:
        ledger.end_file(number, digest)
