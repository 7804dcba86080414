"""Morgue itself, as its own page asks: the typed strings to a request, a search, and the JSON form of the results.

It is built by its command, see `comparison`, and not from here. This is the one peer that knows Morgue.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.mixed_queries import KINDS as ALL_KINDS
from benchmarks.mixed_queries import MixedQuery
from benchmarks.peers.contract import FACET_FIELDS, Answer
from indexer.engines import open_archive
from indexer.search.json_form import results_as_json
from indexer.search.request import make_request

KINDS = frozenset((*ALL_KINDS, "near"))
TODAY = date(2020, 1, 1)


def build(corpus: Path, count: int, folder: Path) -> None:
    raise NotImplementedError("Morgue is built by its command")


def open(folder: Path) -> Opened:
    return Opened(folder)


class Opened:
    def __init__(self, folder: Path) -> None:
        self.engine = open_archive(folder).reader()

    def ask(self, asked: MixedQuery) -> Answer:
        return self._ask(asked, facets=(), timeline=False, snippets=0)

    def ask_counted(self, asked: MixedQuery) -> Answer:
        return self._ask(asked, facets=FACET_FIELDS, timeline=True, snippets=0)

    def _ask(self, asked: MixedQuery, **what: Any) -> Answer:
        sort = "newest" if asked.newest else ""
        request = make_request(
            text=asked.text, first=asked.first, last=asked.last, sort=sort, today=TODAY, **what
        )
        found = results_as_json(request, self.engine.search(request))
        if found["partial"]:
            raise RuntimeError(f"Morgue answered {asked.text} in part only")
        bars = found["timeline"]["buckets"] if found["timeline"] else ()
        counts = len(bars) + sum(len(values) for values in found["facets"].values())
        return Answer(found["total"], tuple(hit["title"] for hit in found["hits"]), counts)
