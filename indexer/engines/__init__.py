"""Engines by location: a folder is a Whoosh index. `contract` is the seam; nothing else is shared between engines."""

from __future__ import annotations

from pathlib import Path

from indexer.engines.contract import Archive


def open_archive(location: str | Path) -> Archive:
    """The archive at a location, whether or not an index is there yet."""
    from indexer.engines.whoosh.archive import WhooshArchive

    return WhooshArchive(Path(location))
