"""Saved searches: a name, what was typed, and up to which look at the archive (`ingest.arrivals`) it has been told.

A JSON file beside the generations, with a checksum, replaced in one step. What is new is found by the command; pages only
list what there is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from indexer.checked_file import read_document, write_document
from indexer.errors import EngineError, InputError
from indexer.message import say

FILE = "alerts.json"
VERSION = 1
MOST_ALERTS = 1_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LARGEST_FILE = 16_000_000


@dataclass(frozen=True, slots=True)
class Alert:
    """`parameters`: those of a search's address (`from`, `source` …), lists of values. `look`: what came in up to it is known. `told`: when it was last run, ISO, UTC."""

    name: str
    text: str
    parameters: Mapping[str, list[str]] = field(default_factory=dict)
    look: int = 0
    told: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


Alerts = Mapping[str, Alert]
"""By name, in the order in which they were added."""


def check_name(name: str) -> None:
    """Raises InputError for a name that would be no part of a file's name or an address."""
    if not _NAME.fullmatch(name):
        raise InputError(
            f"An alert's name has at most 64 letters, digits and . _ -, and begins with a letter or digit; {name[:80]!r} has others."
        )


def read_alerts(folder: Path) -> Alerts:
    """The alerts of an index's folder; none where there is no file. Raises EngineError for one that is damaged."""
    file = folder / FILE
    try:
        document = read_document(file, VERSION, _LARGEST_FILE)
        return {row["name"]: Alert(**row) for row in document["alerts"]} if document else {}
    except OSError as error:
        raise EngineError(
            say("the saved searches %(file)s cannot be read (%(error)s)", file=str(file), error=str(error))
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(
            say(
                "the saved searches %(file)s are damaged (%(error)s); put them back from a copy, or delete the file",
                file=str(file),
                error=str(error),
            )
        ) from error


def write_alerts(folder: Path, alerts: Alerts) -> None:
    """Replaces them in one step, synced. Raises InputError for too many."""
    if len(alerts) > MOST_ALERTS:
        raise InputError(f"There can be {MOST_ALERTS:,} alerts at most.")
    write_document(
        folder / FILE, {"version": VERSION, "alerts": [alert.as_json() for alert in alerts.values()]}
    )
