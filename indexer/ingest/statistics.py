"""What `morgue stats` and `morgue check` tell: the engine's overview, and the books of the ledger beside it, as JSON values."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from indexer.engines.contract import Archive, Engine, SearchRequest
from indexer.errors import UnknownArticleError
from indexer.ingest.ledger import Ledger, current_ledger
from indexer.ingest.removals import copy_in_ledger, removals_of, to_purge
from indexer.ingest.report import read_not_articles, read_rejects, read_unreadable
from indexer.ingest.same_texts import LEAST_LETTERS, count_same_texts, list_groups

Counts = list[dict[str, Any]]
"""`value` and `count`, most first."""

_COUNTS = {
    "formats": "SELECT format, count(*) FROM record WHERE standing = 'article' GROUP BY format",
    "date_origins": "SELECT dating, count(*) FROM record WHERE standing = 'article' AND NOT undated GROUP BY dating",
    "undated_reasons": "SELECT dating, count(*) FROM record WHERE standing = 'article' AND undated GROUP BY dating",
    "rejects": "SELECT reason, count(*) FROM reject GROUP BY reason",
}

_OWN = re.compile(r"(?=[^\s:]*[\d:])\S+: ")
"""The identifier that such a reason begins with where it is a wire's item."""


def gather_statistics(archive: Archive) -> dict[str, Any]:
    """Counts, days, facets, files and rejects of the newest generation. Raises EngineError."""
    engine = archive.reader()
    gathered = dataclasses.asdict(engine.overview())
    gathered["years"] = count_years(engine)
    gathered["paths"] = list(engine.manifest().get("paths", ()))
    gathered["removed"] = len(removals_of(archive))
    with current_ledger(archive) as ledger:
        gathered["files"] = ledger.count(
            "SELECT (SELECT count(*) FROM file) + (SELECT count(*) FROM not_article WHERE file IS NULL)"
        )
        for name, statement in _COUNTS.items():
            gathered[name] = _count(ledger, statement)
        gathered["not_articles"] = _count_not_articles(ledger)
        gathered["same_texts"] = count_same_texts(ledger)
        for standing in ("duplicate", "replaced", "withdrawn"):
            name = "duplicates" if standing == "duplicate" else standing
            gathered[name] = ledger.count("SELECT count(*) FROM record WHERE standing = ?", (standing,))
    return gathered


def _count(ledger: Ledger, statement: str) -> Counts:
    rows = ledger.run(f"{statement} ORDER BY 2 DESC, 1")
    return [{"value": str(value), "count": int(count)} for value, count in rows]


def _count_not_articles(ledger: Ledger) -> Counts:
    """Reasons without the identifiers of single items, which would make each a reason of its own."""
    counts: Counter[str] = Counter()
    for reason, count in ledger.run("SELECT reason, count(*) FROM not_article GROUP BY reason"):
        counts[_OWN.sub("", reason, count=1) if _OWN.match(reason) else reason] += count
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"value": reason, "count": count} for reason, count in ordered]


def count_years(engine: Engine) -> Counts:
    """Dated articles by year, the earliest first; years without any between them are there with 0."""
    request = SearchRequest(size=0, facets=(), interval="year", deadline=60.0)
    return [
        {"value": bucket.start[:4], "count": bucket.all} for bucket in engine.search(request).timeline.buckets
    ]


def list_unread(archive: Archive) -> dict[str, Any]:
    """What of the input could not be read and why, and what is no article, in the order of the input. Raises EngineError."""
    with current_ledger(archive) as ledger:
        return {
            "rejects": [reject.as_json() for reject in read_rejects(ledger)],
            "unreadable": [thing.as_json() for thing in read_unreadable(ledger)],
            "not_articles": [thing.as_json() for thing in read_not_articles(ledger)],
        }


def list_duplicates(archive: Archive) -> dict[str, Any]:
    """Groups of records with one id and of articles with one text. Raises EngineError."""
    with current_ledger(archive) as ledger:
        groups = [group.as_json() for group in list_groups(ledger)]
    return {"least_letters": LEAST_LETTERS, "groups": groups}


def find_returned(archive: Archive) -> Iterator[str]:
    """A line for each article that the index holds although it was taken out for good."""
    engine = archive.reader()
    removals = removals_of(archive)
    if to_purge(removals, copy_in_ledger(archive)):
        yield "a purge was stopped, and text of removed articles is still in files of the index; run `morgue update`"
    for identifier in removals:
        with contextlib.suppress(UnknownArticleError):
            engine.article(identifier)
            yield f"the article {identifier} was removed and is in the index; run `morgue update`"
