"""Files met -> which of them must be read: those that are new or look changed beside what the ledger says of them.

A file whose size, times and inode are those of the ledger is unchanged. One that looks changed is listed to be
read with the digest it had; whoever reads it leaves it alone where its bytes are still the same. Comparing is
done in SQL: a run over a million files that finds ten changed ones costs a walk, not a million Python objects.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.article import NotArticle
from indexer.ingest.companions import list_concerned
from indexer.ingest.ledger import Ledger, NotArticleRow, disk_name
from indexer.sources.roots import STANDARD_INPUT
from indexer.sources.walk import UNREADABLE, SourceFile

_STAT = "size, modified_ns, changed_ns, inode, disk"

_YOUNG = "max(file.modified_ns, file.changed_ns) + CASE WHEN file.modified_ns % 1000000000 THEN 100000000 ELSE 2000000000 END"
"""When a file was last changed, at the latest: clocks of file systems tick every 10 ms, some every 2 s."""


@dataclass(slots=True)
class Comparison:
    """What a walk found: things met, and whether the ledger has changed, apart from what reading will tell."""

    met: int = 0
    changed: bool = False


def compare_files(
    ledger: Ledger, found: Iterable[SourceFile | NotArticle], places: Sequence[str] | None
) -> Comparison:
    """Notes in the ledger what was met below `places` (labels; None: everywhere), and lists what must be read as its `work`.

    Files that are gone from there are forgotten. Raises what walking raises.
    """
    comparison = Comparison()
    strays = _note_seen(ledger, found, comparison)
    comparison.changed |= _renew_strays(ledger, strays, places)
    unreadable = [path for _, path, _, reason in strays if reason.startswith(UNREADABLE)]
    comparison.changed |= _forget_vanished(ledger, places, unreadable)
    comparison.changed |= _move_roots(ledger)
    _list_new(ledger)
    comparison.changed |= _list_changed(ledger)
    list_concerned(ledger)
    return comparison


def files_to_read(ledger: Ledger, least: int = 0) -> Iterator[tuple[int, SourceFile, bytes | None]]:
    """The files of `work` that have `least` bytes, the largest first, each with its number and the digest it had when it was last read."""
    rows = ledger.run(
        "SELECT number, digest, path, root, disk, size, modified_ns, changed_ns, inode FROM work JOIN file ON number = file "
        "WHERE size >= ? ORDER BY size DESC, number",
        (least,),
    )
    for number, digest, path, root, disk, size, modified_ns, changed_ns, inode in rows:
        file = SourceFile(
            path=path, root=root, disk=os.fsdecode(disk), size=size,
            modified_ns=modified_ns, changed_ns=changed_ns, inode=inode,
        )  # fmt: skip
        yield number, file, digest


def list_again(ledger: Ledger, files: Iterable[int]) -> None:
    """Makes these files the `work`: what they hold is asked for anew."""
    ledger.run("DELETE FROM work")
    ledger.run_many("INSERT INTO work VALUES (?)", ((number,) for number in files))


def _note_seen(
    ledger: Ledger, found: Iterable[SourceFile | NotArticle], comparison: Comparison
) -> list[NotArticleRow]:
    strays: list[NotArticleRow] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for thing in found:
            comparison.met += 1
            if isinstance(thing, NotArticle):
                strays.append((0, thing.path, thing.member, thing.reason))
            else:
                yield _seen_row(thing)

    ledger.run_many("INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?)", rows())
    return strays


def _seen_row(file: SourceFile) -> tuple[object, ...]:
    disk = disk_name(file.disk)
    return (file.path, file.root, disk, file.size, file.modified_ns, file.changed_ns, _signed(file.inode))


def _signed(inode: int) -> int:
    """SQLite's integers have a sign; some file systems number inodes up to 2^64."""
    return inode - (1 << 64) if inode >= 1 << 63 else inode


def _renew_strays(ledger: Ledger, strays: Sequence[NotArticleRow], places: Sequence[str] | None) -> bool:
    condition, values = _below("path", places)
    before = set(
        ledger.run(
            f"SELECT place, path, member, reason FROM not_article WHERE file IS NULL AND {condition}", values
        )
    )
    if before == set(strays):
        return False
    ledger.run(f"DELETE FROM not_article WHERE file IS NULL AND {condition}", values)
    ledger.add_not_articles(None, strays)
    return True


def _forget_vanished(ledger: Ledger, places: Sequence[str] | None, unreadable: Sequence[str]) -> bool:
    """What lies in a place that the system refuses to show is not gone: an unplugged disk must not empty an archive."""
    condition, values = _below("path", places)
    hidden, hidden_values = _below("path", unreadable)
    values = [*values, *hidden_values]
    gone = f"SELECT number FROM file WHERE {condition} AND NOT {hidden} AND path NOT IN (SELECT path FROM seen) AND disk <> ?"
    # standard input cannot be met again; what came from it stays until it is given anew
    numbers = [number for (number,) in ledger.run(gone, (*values, disk_name(STANDARD_INPUT)))]
    for number in numbers:
        ledger.forget_file(number)
    return bool(numbers)


def _move_roots(ledger: Ledger) -> bool:
    """The order of the paths decides between versions, so files whose path got another place have their ids settled anew."""
    moved = "FROM seen JOIN file USING (path) WHERE file.root <> seen.root"
    roots = list(ledger.run(f"SELECT seen.root, number {moved}"))
    ledger.run(f"INSERT OR IGNORE INTO touched SELECT id FROM record WHERE file IN (SELECT number {moved})")
    ledger.run_many("UPDATE file SET root = ? WHERE number = ?", roots)
    return bool(roots)


def _list_new(ledger: Ledger) -> None:
    columns = f"path, root, {_STAT}"
    ledger.run(
        f"INSERT INTO file ({columns}) SELECT {columns} FROM seen WHERE path NOT IN (SELECT path FROM file)"
    )
    ledger.run("INSERT INTO work SELECT number FROM seen JOIN file USING (path) WHERE digest IS NULL")


def _list_changed(ledger: Ledger) -> bool:
    """Lists files that look changed, and those that may have changed unseen: their times are those of the last run."""
    pairs = (("file." + name, "seen." + name) for name in _STAT.split(", "))
    ours, theirs = (", ".join(names) for names in zip(*pairs, strict=True))
    both = "FROM seen JOIN file USING (path)"
    changed = ledger.count(f"SELECT count(*) {both} WHERE ({ours}) <> ({theirs})")
    ledger.run(
        f"INSERT OR IGNORE INTO work SELECT number {both} WHERE ({ours}) <> ({theirs}) OR file.disk = ? OR ({_YOUNG}) > ?",
        (disk_name(STANDARD_INPUT), ledger.fact("began", 0)),
    )
    ledger.run(
        f"UPDATE file SET ({_STAT}) = (SELECT {_STAT} FROM seen WHERE seen.path = file.path) WHERE number IN (SELECT file FROM work)"
    )
    return bool(changed)


def _below(column: str, places: Sequence[str] | None) -> tuple[str, list[str]]:
    """A condition in SQL: the label is one of these places or below it."""
    if places is None:
        return "1", []
    if not places:
        return "0", []
    tests = [f"{column} = ? OR ({column} >= ? AND {column} < ?)" for _ in places]
    # "0" is the character after "/"
    return f"({' OR '.join(tests)})", [
        value for place in places for value in (place, f"{place}/", f"{place}0")
    ]
