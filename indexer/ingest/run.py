"""Files into the index: `rebuild` makes it anew beside the old one, `update` takes in what has changed.

Both find files (`sources`), tell by the ledger which of them must be read (`fingerprints`), have them read
(`intake`) into the engine's loaders, settle which of several records with one id
stands (`settling`), and have the engine make the next generation. Nothing is visible before that, so whatever goes
wrong on the way leaves the old index as it was. A rebuild is an update of nothing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from indexer.engines.contract import Archive, Writer
from indexer.errors import InputError, UnknownArticleError
from indexer.ingest.companions import settle_companions
from indexer.ingest.fingerprints import compare_files, list_again
from indexer.ingest.first_taken import keep_first_taken
from indexer.ingest.intake import How, Intake
from indexer.ingest.interruption import ended_by_signals
from indexer.ingest.kept_options import check_options, kept_options
from indexer.ingest.ledger import Ledger, current_ledger, explained
from indexer.ingest.places_to_read import Places, absolute_paths, places_of_update, root_facts
from indexer.ingest.removals import (
    FACT,
    Removals,
    removals_of,
    removals_of_ledger,
    to_purge,
    with_purged,
    with_removed,
    without,
    write_removals,
)
from indexer.ingest.report import Report, draw_report
from indexer.ingest.settling import (
    Settlement,
    find_wanted,
    settle,
    touch_all_contested,
    touch_read,
    touch_removed,
)
from indexer.ingest.workers import Progress
from indexer.settings import Limits, ReadingOptions
from indexer.sources.roots import STANDARD_INPUT
from indexer.sources.standard_input import StandardInput, standard_input
from indexer.sources.walk import find_files

DEFAULT_PATHS = ("seeds",)


def default_paths(archive: Archive) -> tuple[str, ...]:
    """The paths of the last rebuild and those that updates added, absolute; `seeds` where there is no index.

    Raises InputError where standard input is one of them, EngineError for a damaged index.
    """
    if not archive.exists():
        if not all(Path(path).exists() for path in DEFAULT_PATHS):
            raise InputError(
                "There is no index yet, so no path is known; name what to read: `morgue rebuild PATH`."
            )
        return DEFAULT_PATHS
    with current_ledger(archive) as ledger:
        paths = tuple(ledger.fact("paths", ()))
    if STANDARD_INPUT in paths:
        raise InputError(
            "The index was made of standard input, which is gone; name the paths to read, or - to read it again."
        )
    return paths


def rebuild(
    archive: Archive,
    paths: Sequence[str] = (),
    options: ReadingOptions | None = None,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Report:
    """Indexes all files in `paths` (none: those of the last rebuild) as `options` say (None: the defaults).

    Raises InputError, and changes nothing, for a missing path or where there is no article; LockedError, DiskFullError.
    """
    places = Places(absolute_paths(paths or default_paths(archive)))
    how = How(options or ReadingOptions(), jobs or os.cpu_count() or 1, limits or Limits(), progress)
    find_files(places.paths)
    with _run(archive, places, how, update=False) as run:
        return run.finish()


def update(
    archive: Archive,
    paths: Sequence[str] = (),
    options: ReadingOptions | None = None,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    put_back: Sequence[str] = (),
) -> Report:
    """Takes in what is new or changed in `paths` (none: all that the index is made of), drops what is gone there.

    A path below one of the index's belongs to it, any other is added to them. The index is then as a rebuild over all
    of them would make it. `options` None: those of the index, which others may not differ from (InputError). Where
    there is no index it is a rebuild. `put_back`: ids that are kept out no longer. Raises what `rebuild` raises, and
    EngineError for a damaged index.
    """
    if not archive.exists():
        return rebuild(archive, paths, options, jobs=jobs, limits=limits, progress=progress)
    kept = kept_options(archive) or ReadingOptions()
    check_options(kept, options or kept)
    with current_ledger(archive) as ledger:
        places = places_of_update(paths, ledger.fact("paths", ()), ledger.fact("roots", ()))
    how = How(kept, jobs or os.cpu_count() or 1, limits or Limits(), progress)
    with _run(archive, places, how, update=True) as run:
        if put_back:
            _take_off_list(archive, put_back)
        return run.finish()


def remove(archive: Archive, identifiers: Sequence[str], reason: str = "", *, purge: bool = False) -> Report:
    """Takes articles out for good: out of the index now, out of every later rebuild and update.

    `purge`: their text leaves every file of the index at once, and their titles the list; they may be on the list already,
    and where none is named, all that are on it are meant. Raises UnknownArticleError or InputError, and changes nothing then.
    """
    known = removals_of(archive) if purge else {}
    identifiers = identifiers or list(known)
    if not identifiers:
        raise InputError("No article is kept out, so there is none whose text could be purged.")
    titles = _titles(archive, [identifier for identifier in identifiers if identifier not in known])
    with current_ledger(archive) as ledger:
        places = Places(absolute_paths(ledger.fact("paths", ())))
    how = How(kept_options(archive) or ReadingOptions(), 1, Limits())
    with _run(archive, places, how, update=True) as run:
        # the list comes first: where the rest fails, the next run keeps to it
        removals = with_removed(removals_of(archive), titles, reason)
        write_removals(archive.removed_file, with_purged(removals, identifiers) if purge else removals)
        return run.finish_removal()


def _titles(archive: Archive, identifiers: Sequence[str]) -> list[tuple[str, str | None]]:
    engine = archive.reader()
    return [(identifier, engine.article(identifier).article.title) for identifier in identifiers]


def _take_off_list(archive: Archive, identifiers: Sequence[str]) -> None:
    kept_out = removals_of(archive)
    for identifier in identifiers:
        if identifier not in kept_out:
            raise UnknownArticleError(
                f"{identifier!r} is not on the list of removed articles; see `morgue remove --list`."
            )
    write_removals(archive.removed_file, without(kept_out, identifiers))


@contextlib.contextmanager
def _run(archive: Archive, places: Places, how: How, *, update: bool) -> Iterator[_Run]:
    """A run under the writer's lock; leaving it without a commit undoes it."""
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        stack.enter_context(ended_by_signals())
        spool = stack.enter_context(standard_input())
        writer = stack.enter_context(archive.writer(update=update))
        stack.enter_context(explained(writer.ledger_file))
        ledger = stack.enter_context(Ledger(writer.ledger_file))
        yield _Run(archive, writer, ledger, places, how, spool, began, is_update=update)


class _Run:
    """One rebuild or update, from the walk to the report."""

    def __init__(
        self,
        archive: Archive,
        writer: Writer,
        ledger: Ledger,
        places: Places,
        how: How,
        spool: StandardInput,
        began: float,
        *,
        is_update: bool,
    ) -> None:
        self._archive = archive
        self._writer = writer
        self._ledger = ledger
        self._places = places
        self._how = how
        self._spool = spool
        self._began = began
        self._is_update = is_update
        self._articles_before = int(ledger.fact("articles", 0))
        self._intake = Intake(ledger, writer, spool, how)
        self._removals: Removals = {}
        self._purges = False

    def finish(self) -> Report:
        self._keep_out()
        began_ns = time.time_ns()
        self._ledger.keep("roots", root_facts(self._places.paths))
        found = self._spool.keep(find_files(self._places.paths, below=self._places.below))
        comparison = compare_files(self._ledger, found, self._places.labels)
        self._read()
        has_companions = settle_companions(self._ledger)
        self._read(alone=True)
        if not (
            comparison.changed
            or has_companions
            or self._intake.has_read
            or self._new_paths()
            or self._list_has_changed()
            or self._purges
        ):
            generation = str(self._archive.reader().manifest()["generation"])
            return self._draw(comparison.met, Settlement(), self._articles_before, generation)
        return self._conclude(comparison.met, began_ns)

    def finish_removal(self) -> Report:
        """Settles the list of removed articles alone: no file is looked for, so that none need be there. Nothing may be left."""
        self._keep_out()
        return self._conclude(0, int(self._ledger.fact("began", 0)), by_files=False)

    def _read(self, only: Mapping[int, Sequence[str]] | None = None, *, alone: bool = False) -> None:
        self._intake.read(only, alone=alone)
        if self._is_update:
            touch_read(self._ledger)

    def _keep_out(self) -> None:
        self._removals = removals_of(self._archive)
        self._purges = to_purge(self._removals, removals_of_ledger(self._ledger))
        self._ledger.keep_out(self._removals)
        self._intake.kept_out = frozenset(self._removals)

    def _list_has_changed(self) -> bool:
        """Whether an article stands that is kept out, or one is left out that is kept out no longer."""
        return bool(
            self._ledger.count(
                "SELECT EXISTS (SELECT 1 FROM removed JOIN record USING (id) WHERE standing = 'article')"
                " OR EXISTS (SELECT 1 FROM record WHERE standing = 'removed' AND id NOT IN (SELECT id FROM removed))"
            )
        )

    def _conclude(self, met: int, began_ns: int, *, by_files: bool = True) -> Report:
        """Settles what stands and makes the next generation."""
        self._ledger.add_indexes()
        self._settle_wanted()
        settlement = settle(self._ledger)
        articles = self._count_articles(settlement)
        if not articles and by_files:
            raise InputError(
                f"Nothing was found: no article in {', '.join(self._places.paths)}. The index is as it was."
            )
        self._keep_facts(began_ns, articles)
        report = self._draw(met, settlement, articles)
        self._keep_first_taken()
        self._ledger.save(compact=self._purges)
        return dataclasses.replace(
            report, generation=self._commit(settlement), seconds=time.monotonic() - self._began
        )

    # Settling

    def _settle_wanted(self) -> None:
        """Reads again the files that hold a record which is to stand and whose text the index does not have."""
        if not self._is_update:
            touch_all_contested(self._ledger)
            return
        touch_removed(self._ledger)
        while wanted := find_wanted(self._ledger):
            self._forget_unreadable(wanted)
            list_again(self._ledger, wanted)
            self._read(wanted)

    def _forget_unreadable(self, wanted: dict[int, list[str]]) -> None:
        """What lay in an earlier standard input cannot be brought back; the report says so."""
        if self._spool.disk is not None:
            return
        rows = self._ledger.run("SELECT number FROM file WHERE disk = ?", (STANDARD_INPUT.encode(),))
        for (number,) in list(rows):
            for identifier in wanted.pop(number, ()):
                self._ledger.forget_record(
                    number, identifier, "an earlier version of an article, from standard input, which is gone"
                )

    def _count_articles(self, settlement: Settlement) -> int:
        fresh = sum(batch.count for batch in self._intake.batches) - sum(
            map(len, settlement.drop_fresh.values())
        )
        return self._articles_before - len(settlement.drop_ids) + fresh

    # The end

    def _new_paths(self) -> bool:
        return self._places.paths != tuple(self._ledger.fact("paths", ()))

    def _keep_facts(self, began_ns: int, articles: int) -> None:
        self._ledger.keep("paths", self._places.paths)
        self._ledger.keep("options", dataclasses.asdict(self._how.options))
        self._ledger.keep("began", began_ns)
        self._ledger.keep("articles", articles)
        self._ledger.keep(FACT, [removal.as_json() for removal in self._removals.values()])
        self._ledger.keep("batches", self._ledger.first_batch + len(self._intake.batches))

    def _keep_first_taken(self) -> None:
        """Before anybody sees them: where the run dies behind this, the next one finds them known."""
        undated = self._ledger.run("SELECT id FROM record WHERE undated AND standing = 'article'")
        keep_first_taken(self._archive, (identifier for (identifier,) in undated))

    def _commit(self, settlement: Settlement) -> str:
        # a path need not be UTF-8, JSON must
        paths = [os.fsencode(path).decode("utf-8", "backslashreplace") for path in self._places.paths]
        return self._writer.commit(
            self._intake.batches,
            drop_ids=settlement.drop_ids,
            drop_fresh={
                self._intake.batches[batch].name: numbers for batch, numbers in settlement.drop_fresh.items()
            },
            details={"paths": paths, "options": dataclasses.asdict(self._how.options)},
            purge=self._purges,
        )

    def _draw(self, met: int, settlement: Settlement, articles: int, generation: str = "") -> Report:
        return draw_report(
            self._ledger,
            files=met,
            articles=articles,
            removed=settlement.left,
            unchanged=self._articles_before - len(settlement.drop_ids),
            seconds=time.monotonic() - self._began,
            generation=generation,
        )
