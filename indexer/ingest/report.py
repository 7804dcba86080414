"""What a rebuild or an update did: the books of the whole input, in which every record read is found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indexer.article import NotArticle, Origin, Reject
from indexer.ingest.ledger import Ledger
from indexer.ingest.same_texts import count_same_texts
from indexer.sources.walk import UNREADABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counts as they stand afterwards, but for `files`: those met in this run. `kept_out`: records of articles that were taken out for good.

    `withdrawn`: those that their publisher took back. `unreadable`: folders and files that the system refused to show. `same_texts`: articles of which another one has the text too. `seconds` of the run; `generation` that answers now.
    """

    files: int
    articles: int
    rejected: int
    duplicates: int
    replaced: int
    removed: int
    unchanged: int
    undated: int
    kept_out: int
    withdrawn: int
    unreadable: int
    same_texts: int
    seconds: float
    generation: str
    rejects: tuple[Reject, ...]
    not_articles: tuple[NotArticle, ...]

    def as_json(self) -> dict[str, Any]:
        names = (
            "files",
            "articles",
            "rejected",
            "duplicates",
            "replaced",
            "removed",
            "unchanged",
            "undated",
            "kept_out",
            "withdrawn",
            "unreadable",
            "same_texts",
        )
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
    rejects = read_rejects(ledger)
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
        kept_out=lost.get("removed", 0),
        unreadable=len(read_unreadable(ledger)),
        withdrawn=lost.get("withdrawn", 0),
        same_texts=count_same_texts(ledger),
        undated=ledger.count("SELECT count(*) FROM record WHERE undated AND standing = 'article'"),
        seconds=seconds,
        generation=generation,
        rejects=rejects,
        not_articles=read_not_articles(ledger),
    )


def read_rejects(ledger: Ledger) -> tuple[Reject, ...]:
    """All rejects, in the order of the input."""
    rows = ledger.run(
        "SELECT reject.path, member, line, reason FROM reject JOIN file ON number = file ORDER BY root, file.path, place"
    )
    return tuple(
        Reject(origin=Origin(path=path, member=member, line=line), reason=reason)
        for path, member, line, reason in rows
    )


def read_unreadable(ledger: Ledger) -> tuple[NotArticle, ...]:
    """Folders and files that the system refused to show, by path: named among what is no article, though there may be articles in them."""
    rows = ledger.run(
        "SELECT path, member, reason FROM not_article WHERE file IS NULL AND substr(reason, 1, ?) = ? ORDER BY path",
        (len(UNREADABLE), UNREADABLE),
    )
    return tuple(NotArticle(path=path, member=member, reason=reason) for path, member, reason in rows)


def read_not_articles(ledger: Ledger) -> tuple[NotArticle, ...]:
    """All that is no article, by path."""
    rows = ledger.run("SELECT path, member, reason FROM not_article ORDER BY path, place")
    return tuple(NotArticle(path=path, member=member, reason=reason) for path, member, reason in rows)
