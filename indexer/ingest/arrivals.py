"""When articles came into the archive, counted in looks: what alerts call new.

A *look* numbers all ids that no look before had seen; ids are kept for good, as digests, so that a rebuild makes nothing
new, and an article that was taken out and comes back is not new either. One file beside the generations, checked when it
is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from indexer.checked_file import ChangedError
from indexer.engines.contract import Archive
from indexer.errors import EngineError
from indexer.ingest.known_ids import KnownIds, read_known_ids, write_known_ids
from indexer.ingest.ledger import current_ledger

FILE = "arrivals.bin"
_MAGIC = b"morgue arrivals 1\n"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The ids seen so far, each with the look that saw it first. `last`: the number of the last look, 0 before the first."""

    known: KnownIds
    last: int

    def after(self, look: int, identifiers: Iterable[str]) -> set[str]:
        """Those of these ids that came in behind a look. Ids that no look has seen are left out."""
        return {identifier for identifier in identifiers if (self.known.number_of(identifier) or 0) > look}


def look_at(archive: Archive) -> Arrivals:
    """Numbers what is in the archive and was not seen before, and keeps that. Raises EngineError for a file that is damaged."""
    file = archive.removed_file.with_name(FILE)
    before = read_arrivals(file)
    with current_ledger(archive) as ledger:
        rows = ledger.run("SELECT id FROM record WHERE standing = 'article'")
        known = before.known.with_new((identifier for (identifier,) in rows), before.last + 1)
    if known is before.known and before.last:
        return before
    write_known_ids(file, _MAGIC, known)
    return Arrivals(known, known.largest())


def read_arrivals(file: Path) -> Arrivals:
    """What earlier looks have kept; nothing where there was none."""
    try:
        known = read_known_ids(file, _MAGIC)
    except ChangedError:
        raise EngineError(
            f"{file} is damaged, so nobody can say what is new; delete it, and all that is in the archive now counts as known"
        ) from None
    return Arrivals(known, known.largest())
