"""What a rebuild or an update did: the books of the whole input, in which every record read is found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indexer.article import NotArticle, Origin, Reject
from indexer.ingest.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counts as they stand afterwards, but for `files`: those met in this run. `seconds` of the run; `generation` that answers now."""

    files: int
    articles: int
    rejected: int
    duplicates: int
    replaced: int
    removed: int
    unchanged: int
    undated: int
    seconds: float
    generation: str
    rejects: tuple[Reject, ...]
    not_articles: tuple[NotArticle, ...]

    def as_json(self) -> dict[str, Any]:
        names = ("files", "articles", "rejected", "duplicates", "replaced", "removed", "unchanged", "undated")
        return {
            **{name: getattr(self, name) for name in names},
            "seconds": round(self.seconds, 3),
            "generation": self.generation,
            "rejects": [reject.as_json() for reject in self.rejects],
            "not_articles": [thing.as_json() for thing in self.not_articles],
        }


def draw_report(
    ledger: Ledger,
    *,
    files: int,
    articles: int,
    removed: int,
    unchanged: int,
    seconds: float,
    generation: str,
) -> Report:
    """The report of a ledger as it stands, in the order of the input."""
    rejects = _read_rejects(ledger)
    lost = dict(
        ledger.run("SELECT standing, count(*) FROM record WHERE standing <> 'article' GROUP BY standing")
    )
    return Report(
        files=files,
        articles=articles,
        rejected=len(rejects),
        duplicates=lost.get("duplicate", 0),
        replaced=lost.get("replaced", 0),
        removed=removed,
        unchanged=unchanged,
        undated=ledger.count("SELECT count(*) FROM record WHERE undated AND standing = 'article'"),
        seconds=seconds,
        generation=generation,
        rejects=rejects,
        not_articles=_read_not_articles(ledger),
    )


def _read_rejects(ledger: Ledger) -> tuple[Reject, ...]:
    rows = ledger.run(
        "SELECT reject.path, member, line, reason FROM reject JOIN file ON number = file ORDER BY root, file.path, place"
    )
    return tuple(
        Reject(origin=Origin(path=path, member=member, line=line), reason=reason)
        for path, member, line, reason in rows
    )


def _read_not_articles(ledger: Ledger) -> tuple[NotArticle, ...]:
    rows = ledger.run("SELECT path, member, reason FROM not_article ORDER BY path, place")
    return tuple(NotArticle(path=path, member=member, reason=reason) for path, member, reason in rows)


def count_formats(ledger: Ledger) -> Sequence[tuple[str, int]]:
    """(format, articles), most first."""
    statement = "SELECT format, count(*) FROM record WHERE standing = 'article' GROUP BY format ORDER BY count(*) DESC, format"
    return [(str(name), int(count)) for name, count in ledger.run(statement)]


def count_reject_reasons(ledger: Ledger) -> Sequence[tuple[str, int]]:
    """(reason, rejects), most first."""
    statement = "SELECT reason, count(*) FROM reject GROUP BY reason ORDER BY count(*) DESC, reason"
    return [(str(reason), int(count)) for reason, count in ledger.run(statement)]
