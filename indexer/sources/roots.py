"""The PATHs that were given -> roots: where each lies, what its files are labelled with, and which belongs to which.

Labels go into ids, so they depend on the given PATHs alone: the last part of each, and of a later one with
the same last part as many parent parts as make it different. Looking into folders is left to `sources`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from indexer.containers.names import label_of_path
from indexer.errors import InputError

STANDARD_INPUT = "-"
SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", ".bzr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A given PATH. `disk`: absolute; `real`: with its links resolved; `index`: its place among the given ones."""

    disk: str
    real: str
    label: str
    index: int

    def holds(self, real: str) -> bool:
        """Whether a resolved path is this PATH or below it, and not in a folder that is skipped."""
        below = below_path(self.real, real)
        return below is not None and SKIPPED_FOLDERS.isdisjoint(Path(below).parts)


def find_roots(paths: Sequence[str]) -> tuple[Root, ...]:
    """The roots of given PATHs, in their order, without those that lie below another.

    Raises InputError for one that is missing or cannot be read.
    """
    places = [_find_place(path) for path in paths]
    first: dict[str, int] = {}
    for index, (_, real) in enumerate(places):
        first.setdefault(real, index)
    labels = _Labels()
    return tuple(
        Root(disk=disk, real=real, label=labels.choose(disk), index=index)
        for index, (disk, real) in enumerate(places)
        if first[real] == index and not _lies_below(real, first)
    )


def _lies_below(real: str, places: Container[str]) -> bool:
    """Whether a path is below one of the places, through no folder that is skipped."""
    folder, name = os.path.split(real)
    while name and name not in SKIPPED_FOLDERS:
        if folder in places:
            return True
        folder, name = os.path.split(folder)
    return False


def below_path(folder: str, path: str) -> str | None:
    """The part of `path` below `folder`, empty for the folder itself, None for what is not below it."""
    if path == folder:
        return ""
    prefix = folder.rstrip(os.sep) + os.sep
    return path[len(prefix) :] if path.startswith(prefix) else None


def resolve(path: str) -> str:
    """The path with all links resolved. Raises OSError for a dangling or endless link."""
    return os.path.realpath(path, strict=True)


def _find_place(path: str) -> tuple[str, str]:
    if path == STANDARD_INPUT:
        return path, path
    if not path:
        raise InputError("An empty path was given; name a file or folder, or - for standard input.")
    try:
        disk = os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`
        real = resolve(disk)
        _try_reading(real)
    except FileNotFoundError as error:
        raise InputError(
            f"There is no file or folder {path!r}; check its name and that its disk is mounted."
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{path!r} cannot be read: {reason}. Mend that, or leave this path out.") from error
    return disk, real


def _try_reading(real: str) -> None:
    mode = Path(real).stat().st_mode
    if stat.S_ISDIR(mode):
        os.scandir(real).close()
    elif stat.S_ISREG(mode):
        Path(real).open("rb").close()


class _Labels:
    """Labels given so far. Nothing of one root may lie under the label of another."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._above: set[str] = set()

    def choose(self, disk: str) -> str:
        """The shortest end of the path that is free; where none is, the whole path with a number."""
        if disk == STANDARD_INPUT:
            return disk
        parts = [label_of_path(part) for part in Path(disk).parts[1:]]
        ends = ["/".join(parts[start:]) for start in range(len(parts) - 1, -1, -1)] or [""]
        numbered = (f"{ends[-1]} ({number})" for number in count(2))
        label = next(filter(self._is_free, chain(ends, numbered)))
        self._taken.add(label)
        self._above.update(_folders(label))
        return label

    def _is_free(self, label: str) -> bool:
        return (
            label not in self._taken and label not in self._above and self._taken.isdisjoint(_folders(label))
        )


def _folders(label: str) -> list[str]:
    parts = label.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
