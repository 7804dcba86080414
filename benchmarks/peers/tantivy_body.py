"""tantivy asked about the body alone: half the posting lists of `tantivy`, over the same index."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers import tantivy

KINDS = tantivy.KINDS
build = tantivy.build


def open(folder: Path) -> tantivy.Opened:
    return tantivy.Opened(folder, ("body",))
