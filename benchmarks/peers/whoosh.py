"""Whoosh 2.7.4 as it comes, see `benchmarks.stock_whoosh`."""

from __future__ import annotations

from pathlib import Path

from benchmarks import stock_whoosh
from benchmarks.mixed_queries import KINDS as ALL_KINDS
from benchmarks.mixed_queries import MixedQuery
from benchmarks.peers.contract import PAGE, Answer, read_corpus

KINDS = frozenset((*ALL_KINDS, "near"))


def build(corpus: Path, count: int, folder: Path) -> None:
    records = read_corpus(corpus, count)
    stock_whoosh.build(folder, ((record["id"], record["title"], record["body"], record["published"]) for record in records))  # fmt: skip


def open(folder: Path) -> Opened:
    return Opened(folder)


class Opened:
    def __init__(self, folder: Path) -> None:
        self.asker = stock_whoosh.Asker(folder)

    def ask(self, asked: MixedQuery) -> Answer:
        total, fields = self.asker.ask(asked, PAGE)
        return Answer(total, tuple(stored["title"] for stored in fields))

    def ask_counted(self, asked: MixedQuery) -> Answer:
        raise NotImplementedError("Whoosh has no timeline")
