"""The table of contents that lets stock Whoosh open a generation, and the safe way to do so.

Whoosh keeps its table of contents as pickles, and whoever opens one runs what it holds. `write_contents`
writes such a table, for `whoosh.index.open_dir` on an index that one made oneself. `open_whoosh_index`
never reads it: it makes the same index out of the manifest, which is JSON, so a doctored table runs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.filedb.filestore import FileStorage

from indexer.engines.generations import MANIFEST, digest_of, read_manifest
from indexer.engines.whoosh.codec import (
    INDEX_NAME,
    WhooshSegment,
    make_schema,
    refuse_writer,
    writing_contents,
)
from indexer.engines.whoosh.weaving.merging import SegmentEntry
from indexer.engines.whoosh.weighting import ArticleWeighting
from indexer.errors import EngineError

CONTENTS = index.TOC._filename(INDEX_NAME, 1)


def write_contents(folder: Path, entries: Sequence[SegmentEntry], language: str) -> None:
    """The table of contents by which stock Whoosh opens a generation."""
    storage = FileStorage(str(folder))
    with writing_contents():
        index.TOC(make_schema(language), [WhooshSegment(entry) for entry in entries], 1).write(
            storage, INDEX_NAME
        )


def open_whoosh_index(folder: Path) -> GenerationIndex:
    """A generation's folder as a `whoosh.index.FileIndex` for reading. Raises EngineError where it is not what was written."""
    manifest = read_manifest(folder)
    facts = manifest["files"].get(CONTENTS, {})
    if digest_of(folder / CONTENTS) != facts.get("blake2b"):
        raise EngineError(
            f"{folder / CONTENTS} is not what {MANIFEST} says was written; run `morgue rebuild`"
        )
    language = str(manifest.get("options", {}).get("language", "en"))
    return GenerationIndex(
        folder, [SegmentEntry.from_json(entry) for entry in manifest["segments"]], language
    )


class GenerationIndex(index.FileIndex):  # type: ignore[misc]
    """A Whoosh index whose contents come from a manifest. It does not change and is not written to."""

    def __init__(self, folder: Path, entries: Sequence[SegmentEntry], language: str) -> None:
        self.storage = FileStorage(str(folder), readonly=True)
        self.indexname = INDEX_NAME
        self._schema = make_schema(language)
        self._entries = tuple(entries)

    def searcher(self, **options: Any) -> Any:
        """Scores as our engine does, unless another `weighting` is given."""
        return super().searcher(**{"weighting": ArticleWeighting(), **options})

    def latest_generation(self) -> int:
        return 1

    def _read_toc(self) -> Any:
        return index.TOC(self._schema, [WhooshSegment(entry) for entry in self._entries], 1)

    add_field = remove_field = optimize = writer = staticmethod(refuse_writer)
