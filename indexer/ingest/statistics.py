"""What `morgue stats` tells: the engine's overview, and the books of the ledger beside it, as JSON values."""

from __future__ import annotations

import dataclasses
from typing import Any

from indexer.engines.contract import Archive
from indexer.ingest.ledger import read_ledger
from indexer.ingest.report import count_formats, count_reject_reasons


def gather_statistics(archive: Archive) -> dict[str, Any]:
    """Counts, days, facets, files and rejects of the newest generation. Raises EngineError."""
    engine = archive.reader()
    gathered = dataclasses.asdict(engine.overview())
    gathered["paths"] = list(engine.manifest().get("paths", ()))
    with read_ledger(archive.ledger_file) as ledger:
        gathered["files"] = ledger.count(
            "SELECT (SELECT count(*) FROM file) + (SELECT count(*) FROM not_article WHERE file IS NULL)"
        )
        gathered["formats"] = [{"value": name, "count": count} for name, count in count_formats(ledger)]
        gathered["rejects"] = [
            {"value": reason, "count": count} for reason, count in count_reject_reasons(ledger)
        ]
    return gathered
