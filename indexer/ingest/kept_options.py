"""How the files of an index were read, which its ledger keeps, and whether others may be read in another way."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from indexer.engines.contract import Archive
from indexer.errors import InputError
from indexer.ingest.ledger import current_ledger
from indexer.settings import ReadingOptions


def kept_options(archive: Archive) -> ReadingOptions | None:
    """How the files of the index were read; None where there is no index."""
    if not archive.exists():
        return None
    with current_ledger(archive) as ledger:
        return _options_from_json(ledger.fact("options", {}))


def check_options(kept: ReadingOptions, given: ReadingOptions) -> None:
    """Articles read before would keep the old reading, so a new one asks for a rebuild."""
    names = [f.name for f in dataclasses.fields(kept) if getattr(kept, f.name) != getattr(given, f.name)]
    if names:
        told = " and ".join(_told_option(name, getattr(kept, name)) for name in names)
        raise InputError(
            f"The index was made {told}; leave the option out, or run `morgue rebuild` with the new one."
        )


def _told_option(name: str, value: object) -> str:
    option = f"--{'map' if name == 'mapping' else name.replace('_', '-')}"
    return f"without {option}" if value in (None, ()) else f"with {option} {_told_value(value)}"


def _told_value(value: object) -> str:
    return ", ".join(f"{ours}={theirs}" for ours, theirs in value) if isinstance(value, tuple) else str(value)


def _options_from_json(kept: Mapping[str, Any]) -> ReadingOptions:
    pairs = tuple((ours, theirs) for ours, theirs in kept.get("mapping", ()))
    return ReadingOptions(**{**kept, "mapping": pairs})
