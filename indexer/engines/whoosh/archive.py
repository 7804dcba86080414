"""A Whoosh index in a folder: its newest generation for readers, its next one for the one writer."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.engines.contract import Batch
from indexer.engines.generations import Generation, Generations
from indexer.engines.whoosh.allocation import keep_freed_memory
from indexer.engines.whoosh.contents import write_contents
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.engines.whoosh.storage.sections import SUFFIX
from indexer.engines.whoosh.weaving.merging import (
    SegmentEntry,
    merge_all,
    merge_small,
    without_articles,
    write_afresh,
)
from indexer.engines.whoosh.writing.segment_writer import SegmentBuilder, bytes_of_process
from indexer.errors import EngineError
from indexer.message import say
from indexer.now import now
from indexer.words.analysis import ANALYSIS_VERSION
from indexer.words.languages import STEMMER_VERSION

FORMAT_VERSION = 4
REMOVED = "removed.json"
LEDGER = "ledger.sqlite"
_TRIES = 3
"""Of opening: two rebuilds could end between reading which generation is current and opening it."""


class WhooshArchive:
    """See `indexer.engines.contract.Archive`."""

    def __init__(self, location: Path) -> None:
        self.location = location
        self._generations = Generations(location)
        self._lock = threading.Lock()
        self._open: tuple[tuple[int, int, int], WhooshEngine] | None = None

    def exists(self) -> bool:
        return self._generations.exists()

    def reader(self) -> WhooshEngine:
        stamp = self._generations.stamp()
        opened = self._open
        if opened is not None and opened[0] == stamp:
            return opened[1]
        with self._lock:
            return self._reopen()

    def _reopen(self) -> WhooshEngine:
        for attempt in range(_TRIES):
            stamp = self._generations.stamp()
            if self._open is not None and self._open[0] == stamp:
                break
            try:
                engine = open_generation(self._generations.read_current())
            except EngineError:
                if attempt == _TRIES - 1 or self._generations.stamp() == stamp:
                    raise
                continue
            if stamp is not None:
                self._open = (stamp, engine)
                return engine
        assert self._open is not None
        return self._open[1]

    @property
    def ledger_file(self) -> Path:
        """The current generation's ledger. Raises EngineError where there is no index."""
        return self._generations.read_current().folder / LEDGER

    @property
    def removed_file(self) -> Path:
        return self._generations.location / REMOVED

    def check(self) -> list[str]:
        """What is wrong with the index, a line each; every byte is read. Raises EngineError where it cannot be opened."""
        check_versions(self._generations.read_current())
        return self._generations.find_damage()

    @contextlib.contextmanager
    def writer(self, *, update: bool) -> Iterator[WhooshWriter]:
        with self._generations.building() as folder:
            base = self._generations.read_current() if update else None
            if base is not None:
                check_versions(base)
                shutil.copyfile(base.folder / LEDGER, folder / LEDGER)
            yield WhooshWriter(self._generations, folder, base)


@dataclass(frozen=True, slots=True)
class BuilderFactory:
    """Makes a SegmentBuilder in a worker process."""

    folder: Path
    language: str
    most: int

    def __call__(self, worker: int) -> SegmentBuilder:
        return SegmentBuilder(self.folder, self.language, self.most)


class WhooshWriter:
    """See `indexer.engines.contract.Writer`. `folder` is the new generation's, `base` what an update builds on."""

    def __init__(self, generations: Generations, folder: Path, base: Generation | None) -> None:
        self._generations = generations
        self._folder = folder
        self._base = base
        self._processes = 1

    @property
    def ledger_file(self) -> Path:
        return self._folder / LEDGER

    def loader_factory(self, language: str = "en", loaders: int = 1, input_bytes: int = 0) -> BuilderFactory:
        self._processes = loaders
        return BuilderFactory(self._folder.absolute(), language, bytes_of_process(loaders, input_bytes))

    def commit(
        self,
        batches: Sequence[Batch],
        *,
        drop_ids: Iterable[str] = (),
        drop_fresh: Mapping[str, Sequence[int]] = {},
        details: Mapping[str, Any] = {},
        purge: bool = False,
    ) -> str:
        kept = without_articles(self._link_base(), self._folder, drop_ids)
        fresh = [
            SegmentEntry(batch.name, batch.count, tuple(sorted(set(drop_fresh.get(batch.name, ())))))
            for batch in batches
        ]
        language = str(details.get("options", {}).get("language", "en"))
        merge = write_afresh if purge else merge_small if kept else merge_all
        segments = merge([*kept, *fresh], self._folder, self._processes)
        write_contents(self._folder, segments, language)
        manifest = {
            "format": FORMAT_VERSION,
            "analysis": ANALYSIS_VERSION,
            "stemmer": STEMMER_VERSION,
            "rebuilt": now(),
            "articles": sum(entry.alive for entry in segments),
            "segments": [entry.as_json() for entry in segments],
            **details,
        }
        known = self._base.manifest["files"] if self._base is not None else {}
        facts_of = {name: facts for name, facts in known.items() if name.endswith(SUFFIX)}
        facts_of |= {f"{entry.name}{SUFFIX}": entry.facts for entry in segments if entry.facts is not None}
        self._generations.publish(self._folder, manifest, facts_of, purge=purge)
        return self._folder.name

    def _link_base(self) -> list[SegmentEntry]:
        if self._base is None:
            return []
        entries = [SegmentEntry.from_json(entry) for entry in self._base.manifest["segments"]]
        for entry in entries:
            name = f"{entry.name}{SUFFIX}"
            _link(self._base.folder / name, self._folder / name)
        return entries


def open_generation(generation: Generation) -> WhooshEngine:
    """Opens every file of a generation, so that it can be read even when a later swap removes it."""
    check_versions(generation)
    keep_freed_memory()
    return WhooshEngine(generation.folder, generation.manifest)


def check_versions(generation: Generation) -> None:
    """Raises EngineError where the index was written by another version that read words otherwise."""
    wanted = {"format": FORMAT_VERSION, "analysis": ANALYSIS_VERSION, "stemmer": STEMMER_VERSION}
    for name, version in wanted.items():
        if generation.manifest.get(name) != version:
            raise EngineError(
                say(
                    "the index in %(place)s is of %(name)s version %(found)s, this Morgue reads %(version)s; run `morgue rebuild`",
                    place=str(generation.folder.parent.parent),
                    name=name,
                    found=str(generation.manifest.get(name)),
                    version=str(version),
                )
            )


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # a file system without links
        shutil.copyfile(source, target)
