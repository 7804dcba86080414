"""What `morgue stats` and `morgue check` tell: the engine's overview, and the books of the ledger beside it, as JSON values."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import Any

from indexer.engines.contract import Archive, Engine, SearchRequest
from indexer.errors import UnknownArticleError
from indexer.ingest.ledger import Ledger, read_ledger
from indexer.ingest.removals import removals_of
from indexer.ingest.report import read_not_articles, read_rejects
from indexer.ingest.same_texts import LEAST_LETTERS, count_same_texts, list_groups

Counts = list[dict[str, Any]]
"""`value` and `count`, most first."""

_COUNTS = {
    "formats": "SELECT format, count(*) FROM record WHERE standing = 'article' GROUP BY format",
    "date_origins": "SELECT dating, count(*) FROM record WHERE standing = 'article' AND NOT undated GROUP BY dating",
    "undated_reasons": "SELECT dating, count(*) FROM record WHERE standing = 'article' AND undated GROUP BY dating",
    "rejects": "SELECT reason, count(*) FROM reject GROUP BY reason",
    "not_articles": "SELECT reason, count(*) FROM not_article GROUP BY reason",
}


def gather_statistics(archive: Archive) -> dict[str, Any]:
    """Counts, days, facets, files and rejects of the newest generation. Raises EngineError."""
    engine = archive.reader()
    gathered = dataclasses.asdict(engine.overview())
    gathered["years"] = count_years(engine)
    gathered["paths"] = list(engine.manifest().get("paths", ()))
    gathered["removed"] = len(removals_of(archive))
    with read_ledger(archive.ledger_file) as ledger:
        gathered["files"] = ledger.count(
            "SELECT (SELECT count(*) FROM file) + (SELECT count(*) FROM not_article WHERE file IS NULL)"
        )
        for name, statement in _COUNTS.items():
            gathered[name] = _count(ledger, statement)
        gathered["same_texts"] = count_same_texts(ledger)
        for standing in ("duplicate", "replaced", "withdrawn"):
            name = "duplicates" if standing == "duplicate" else standing
            gathered[name] = ledger.count("SELECT count(*) FROM record WHERE standing = ?", (standing,))
    return gathered


def _count(ledger: Ledger, statement: str) -> Counts:
    rows = ledger.run(f"{statement} ORDER BY 2 DESC, 1")
    return [{"value": str(value), "count": int(count)} for value, count in rows]


def count_years(engine: Engine) -> Counts:
    """Dated articles by year, the earliest first; years without any between them are there with 0."""
    request = SearchRequest(size=0, facets=(), interval="year", deadline=60.0)
    return [
        {"value": bucket.start[:4], "count": bucket.all} for bucket in engine.search(request).timeline.buckets
    ]


def list_unread(archive: Archive) -> dict[str, Any]:
    """What of the input could not be read and why, and what is no article, in the order of the input. Raises EngineError."""
    with read_ledger(archive.ledger_file) as ledger:
        return {
            "rejects": [reject.as_json() for reject in read_rejects(ledger)],
            "not_articles": [thing.as_json() for thing in read_not_articles(ledger)],
        }


def list_duplicates(archive: Archive) -> dict[str, Any]:
    """Groups of records with one id and of articles with one text. Raises EngineError."""
    with read_ledger(archive.ledger_file) as ledger:
        groups = [group.as_json() for group in list_groups(ledger)]
    return {"least_letters": LEAST_LETTERS, "groups": groups}


def find_returned(archive: Archive) -> Iterator[str]:
    """A line for each article that the index holds although it was taken out for good."""
    engine = archive.reader()
    for identifier in removals_of(archive):
        with contextlib.suppress(UnknownArticleError):
            engine.article(identifier)
            yield f"the article {identifier} was removed and is in the index; run `morgue update`"
