"""What `morgue remove` took out for good: a list beside the generations, which every rebuild and update keeps to.

A file of JSON with a checksum, replaced in one step. It is read before anything is indexed and refused where it
is damaged: an article that a court had removed must not come back because a list could not be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from indexer.checked_file import read_document, write_document
from indexer.engines.contract import Archive
from indexer.errors import EngineError, InputError
from indexer.ingest.ledger import Ledger, current_ledger

VERSION = 1
FACT = "removals"
"""The name of the copy that the ledger keeps."""
MOST_REMOVED = 1_000_000
LONGEST_REASON = 1_000
_LARGEST_FILE = 1 << 30


@dataclass(frozen=True, slots=True)
class Removal:
    """One article that is kept out. `day`: when it was taken out, ISO, UTC. `purge`: none of its text is to be in any file; its title is not kept then."""

    id: str
    day: str
    reason: str = ""
    title: str | None = None
    purge: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


Removals = Mapping[str, Removal]
"""By id, in the order in which they were taken out."""


def read_removals(file: Path) -> Removals:
    """The list; empty where there is none. Raises EngineError for one that is damaged."""
    try:
        document = read_document(file, VERSION, _LARGEST_FILE)
        return {row["id"]: Removal(**row) for row in document["removed"]} if document else {}
    except OSError as error:
        raise EngineError(f"the list of removed articles {file} cannot be read ({error})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(
            f"the list of removed articles {file} is damaged ({error}); nothing is indexed until it is put back: from"
            " a copy, or by `morgue remove --restore`, which takes the one that the index was last made with"
        ) from error


def removals_of(archive: Archive) -> Removals:
    """The list of an archive. Raises EngineError for one that is damaged, and for one that is lost: its index was made with a list."""
    if not archive.removed_file.exists() and copy_in_ledger(archive):
        raise EngineError(
            f"the list of removed articles {archive.removed_file} is gone, and without it they would come back; put it back from a"
            " copy, or run `morgue remove --restore`, which takes the one that the index was last made with"
        )
    return read_removals(archive.removed_file)


def copy_in_ledger(archive: Archive) -> Removals:
    """The list that the current generation was made with; empty where there is no ledger to be read."""
    try:
        with current_ledger(archive) as ledger:
            return removals_of_ledger(ledger)
    except EngineError:
        return {}


def removals_of_ledger(ledger: Ledger) -> Removals:
    return {row["id"]: Removal(**row) for row in ledger.fact(FACT, ())}


def restore(archive: Archive) -> Removals:
    """Puts that list in the place of one that is damaged or gone. Raises InputError where the index has none, LockedError."""
    with archive.writer(update=True):
        removals = copy_in_ledger(archive)
        if not removals:
            raise InputError(
                "The index was made without a list of removed articles; there is none to put back."
            )
        write_removals(archive.removed_file, removals)
    return removals


def write_removals(file: Path, removals: Removals) -> None:
    """Replaces the list in one step, synced."""
    if len(removals) > MOST_REMOVED:
        raise InputError(
            f"more than {MOST_REMOVED:,} articles cannot be kept out one by one; leave their files out of PATH"
        )
    write_document(
        file, {"version": VERSION, "removed": [removal.as_json() for removal in removals.values()]}
    )


def with_removed(removals: Removals, articles: Sequence[tuple[str, str | None]], reason: str) -> Removals:
    """The list with these (id, title) on it too; one that is on it already keeps its day."""
    day = datetime.now(timezone.utc).date().isoformat()
    fresh = {
        identifier: Removal(identifier, day, " ".join(reason.split())[:LONGEST_REASON], title)
        for identifier, title in articles
    }
    return {**removals, **{key: row for key, row in fresh.items() if key not in removals}}


def with_purged(removals: Removals, identifiers: Sequence[str]) -> Removals:
    """The list on which of these, which must be on it, only id, day and reason remain."""
    return {
        **removals,
        **{key: replace(removals[key], title=None, purge=True) for key in identifiers},
    }


def to_purge(removals: Removals, made_with: Removals) -> bool:
    """Whether an index that was made with one list may hold text that another says is to be in no file."""
    return any(row.purge and not (key in made_with and made_with[key].purge) for key, row in removals.items())


def without(removals: Removals, identifiers: Sequence[str]) -> Removals:
    return {key: row for key, row in removals.items() if key not in identifiers}
