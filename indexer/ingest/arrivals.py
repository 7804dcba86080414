"""When articles came into the archive, counted in looks: what alerts call new.

A *look* numbers all ids that no look before had seen; ids are kept for good, as digests, so that a rebuild makes nothing
new, and an article that was taken out and comes back is not new either. One file beside the generations, checked when it
is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.checked_file import DIGEST_BYTES, digest, replace
from indexer.engines.contract import Archive
from indexer.errors import EngineError
from indexer.ingest.ledger import current_ledger

FILE = "arrivals.bin"
_MAGIC = b"morgue arrivals 1\n"
_ROW = np.dtype([("id", "<i8"), ("look", "<u4")])


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The ids seen so far, as digests in order, with the look that saw each first. `last`: the number of the last look, 0 before the first."""

    rows: NDArray[np.void]
    last: int

    def after(self, look: int, identifiers: Iterable[str]) -> set[str]:
        """Those of these ids that came in behind a look. Ids that no look has seen are left out."""
        found = set()
        for identifier in identifiers:
            place = int(np.searchsorted(self.rows["id"], number := number_of_id(identifier)))
            if (
                place < len(self.rows)
                and self.rows["id"][place] == number
                and self.rows["look"][place] > look
            ):
                found.add(identifier)
        return found


def number_of_id(identifier: str) -> int:
    """The digest by which an id is known here."""
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest(), "big", signed=True)


def look_at(archive: Archive) -> Arrivals:
    """Numbers what is in the archive and was not seen before, and keeps that. Raises EngineError for a file that is damaged."""
    file = archive.removed_file.with_name(FILE)
    before = read_arrivals(file)
    with current_ledger(archive) as ledger:
        ids = np.fromiter(
            (
                number_of_id(identifier)
                for (identifier,) in ledger.run("SELECT id FROM record WHERE standing = 'article'")
            ),
            dtype=np.int64,
        )
    fresh = np.setdiff1d(ids, before.rows["id"])
    if not len(fresh) and before.last:
        return before
    rows = np.zeros(len(fresh), dtype=_ROW)
    rows["id"], rows["look"] = fresh, before.last + 1
    joined = np.concatenate((before.rows, rows))
    joined.sort(order="id")
    arrivals = Arrivals(joined, int(joined["look"].max(initial=0)))
    body = joined.tobytes()
    replace(file, _MAGIC + digest(body) + body)
    return arrivals


def read_arrivals(file: Path) -> Arrivals:
    """What earlier looks have kept; nothing where there was none."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Arrivals(np.zeros(0, dtype=_ROW), 0)
    body = data[len(_MAGIC) + DIGEST_BYTES :]
    if data[: len(_MAGIC) + DIGEST_BYTES] != _MAGIC + digest(body):
        raise EngineError(
            f"{file} is damaged, so nobody can say what is new; delete it, and all that is in the archive now counts as known"
        )
    rows = np.frombuffer(body, dtype=_ROW)
    return Arrivals(rows, int(rows["look"].max(initial=0)))
