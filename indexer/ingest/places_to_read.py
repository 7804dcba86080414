"""Which PATHs an index is made of, and which places among them a run looks at.

In: the PATHs kept in the index and those given now. Out: all of them, absolute so that they mean the same from any
folder, and the labels below which an update looks. Finding files there is left to `sources`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.containers.names import label_of_path
from indexer.errors import InputError
from indexer.sources.roots import STANDARD_INPUT, Root, below_path, find_roots

_RootFact = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Places:
    """`paths`: all that the index is made of. `below`: the paths to look at, empty for all. `labels`: what these are called, None for everywhere."""

    paths: tuple[str, ...]
    below: tuple[str, ...] = ()
    labels: tuple[str, ...] | None = None


def absolute_paths(paths: Sequence[str]) -> tuple[str, ...]:
    """Paths that mean the same from any folder, each once; standard input stays `-`."""
    absolute = (path if path == STANDARD_INPUT or not path else os.path.abspath(path) for path in paths)  # noqa: PTH100 - links stay
    return tuple(dict.fromkeys(absolute))


def places_of_update(given: Sequence[str], kept: Sequence[str], roots_before: Sequence[_RootFact]) -> Places:
    """Where an update looks. A place below a kept PATH belongs to it; any other is added to them. Raises InputError for one that is missing."""
    kept = absolute_paths(kept)
    given = absolute_paths(given) or tuple(path for path in kept if path != STANDARD_INPUT)
    if not given:
        raise InputError(
            "The index was made of standard input alone; name a path to take in, or - to read it again."
        )
    old_roots = find_roots(kept)
    paths = (*kept, *(path for path in given if not _belongs(path, old_roots)))
    roots = find_roots(paths)
    if _others_than(roots, roots_before):
        # labels and with them ids may be others than they were, anywhere
        given = tuple(path for path in paths if path != STANDARD_INPUT or path in given)
        everywhere = STANDARD_INPUT in given or STANDARD_INPUT not in paths
        return Places(paths, () if everywhere else given, None)
    return Places(paths, given, _labels(given, roots))


def root_facts(paths: Sequence[str]) -> list[_RootFact]:
    """What decides the labels of files: kept in the ledger."""
    return [(root.disk, root.label, root.index) for root in find_roots(paths)]


def _belongs(path: str, roots: Sequence[Root]) -> bool:
    return any(root.holds(place.real) for place in find_roots((path,)) for root in roots)


def _others_than(roots: Sequence[Root], before: Sequence[_RootFact]) -> bool:
    """Whether a root of the last run is no longer one, or no longer called so."""
    now = {(root.disk, root.label, root.index) for root in roots}
    return not now.issuperset(map(tuple, before))


def _labels(given: Sequence[str], roots: Sequence[Root]) -> tuple[str, ...] | None:
    labels = [_label(place, roots) for place in find_roots(given)]
    return None if "" in labels else tuple(labels)


def _label(place: Root, roots: Sequence[Root]) -> str:
    root = next(root for root in roots if root.holds(place.real))
    below = below_path(root.real, place.real)
    return "/".join([root.label, *map(label_of_path, Path(below).parts)]) if below else root.label
