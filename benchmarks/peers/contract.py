"""What a search engine offers to be measured, and what it gets: a corpus file, a folder, and questions.

A peer is a module with the names of `Peer`. It knows its own library and the standard one, nothing of Morgue, since it may run on
another interpreter. Articles come from `read_corpus`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from benchmarks.mixed_queries import MixedQuery

FACET_FIELDS = ("source", "section", "language", "byline")
FACET_VALUES = 20
PAGE = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """The exact total, the stored titles of the first page, and how many facet values and bars came with it."""

    total: int
    titles: tuple[str, ...]
    counts: int = 0


class Opened(Protocol):
    """An index that is open for questions."""

    def ask(self, asked: MixedQuery) -> Answer: ...

    def ask_counted(self, asked: MixedQuery) -> Answer:
        """With the counts of four facets and a timeline; raises NotImplementedError where the engine has none."""
        ...


class Peer(Protocol):
    """A module. `KINDS` are the kinds of query that it can answer."""

    KINDS: frozenset[str]

    def build(self, corpus: Path, count: int, folder: Path) -> None:
        """The first `count` articles of the corpus -> an index below `folder`, which exists and is empty."""
        ...

    def open(self, folder: Path) -> Opened: ...


def read_corpus(corpus: Path, count: int) -> Iterator[dict[str, Any]]:
    """Records as `benchmarks.corpus` writes them."""
    with corpus.open(encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, count))
