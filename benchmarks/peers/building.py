"""A corpus -> the index of one peer, made by a process of its own and measured as a whole: interpreter, reading, writing, ending.

Morgue goes through its own command, the others through `child build`. An index stays where it was made, with its figures beside it,
so that a later run may skip what takes minutes.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.peers.conversation import interpreter_of
from benchmarks.process_memory import run_measured


@dataclass(frozen=True, slots=True)
class Built:
    """`seconds` by the wall, `processor` seconds and `peak` bytes of all its processes; `size` of the index in bytes."""

    seconds: float
    processor: float
    peak: int
    size: int


SAME_INDEX = {"tantivy_body": "tantivy"}
"""Peers that are another way to ask of an index."""


def index_of(name: str, count: int, folder: Path) -> Path:
    """Where a peer's index of so many articles lies below a folder of indexes."""
    return folder / f"{SAME_INDEX.get(name, name)}-{count}"


def build(name: str, corpus: Path, count: int, folder: Path) -> Built:
    """Makes `folder` anew. The corpus holds `count` articles, no more."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run = run_measured(_command(name, corpus, count, folder))
    if run.code:
        sys.exit(f"building {name} ended with {run.code}")
    built = Built(run.seconds, run.processor, run.peak, _size_below(folder))
    _note(folder).write_text(json.dumps(asdict(built)))
    return built


def built_before(folder: Path) -> Built | None:
    """The figures of an index that an earlier run made here."""
    note = _note(folder)
    return Built(**json.loads(note.read_text())) if note.exists() else None


def _note(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.built.json")


def _command(name: str, corpus: Path, count: int, folder: Path) -> list[str]:
    if name == "morgue":
        return [sys.executable, "-m", "indexer", "rebuild", "--index", str(folder), "--quiet", "--json", str(corpus)]  # fmt: skip
    return [interpreter_of(name), "-m", "benchmarks.peers.child", name, "build", str(corpus), str(count), str(folder)]  # fmt: skip


def _size_below(folder: Path) -> int:
    """Hard links counted once."""
    files = {(found.st_dev, found.st_ino): found.st_size for found in (file.stat() for file in folder.rglob("*") if file.is_file())}  # fmt: skip
    return sum(files.values())
