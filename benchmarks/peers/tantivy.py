"""tantivy (Rust) through its Python binding: stemmed title and body with positions, stored; day and facets in fast fields.

A bare word is looked for in title and body, as Morgue does. Python reads the lines in one thread, and tantivy indexes
in as many as there are cores. It has no NEAR without order.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.mixed_queries import KINDS as ALL_KINDS
from benchmarks.mixed_queries import MixedQuery
from benchmarks.peers.contract import FACET_FIELDS, FACET_VALUES, PAGE, Answer, read_corpus

KINDS = frozenset(ALL_KINDS)
SEARCHED = ("title", "body")
HEAP_BYTES = 1_000_000_000
COUNTS: dict[str, Any] = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACET_FIELDS} | {
    "day": {"date_histogram": {"field": "day", "fixed_interval": "30d"}}
}


def build(corpus: Path, count: int, folder: Path) -> None:
    writer = tantivy.Index(_schema(), path=str(folder)).writer(HEAP_BYTES, os.cpu_count() or 1)
    for record in read_corpus(corpus, count):
        day = datetime.fromisoformat(record["published"])
        writer.add_document(
            tantivy.Document(
                id=record["id"], title=record["title"], body=record["body"], day=day, source=record["source"],
                section=record["section"], language="en", byline=record["byline"],
            )
        )  # fmt: skip
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in SEARCHED:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem", index_option="position")
    builder.add_date_field("day", stored=True, indexed=True, fast=True)
    for name in FACET_FIELDS:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def open(folder: Path) -> Opened:
    return Opened(folder)


class Opened:
    def __init__(self, folder: Path, searched: tuple[str, ...] = SEARCHED) -> None:
        self.index = tantivy.Index.open(str(folder))
        self.schema = self.index.schema
        self.searcher: Any = self.index.searcher()
        self.searched = list(searched)

    def ask(self, asked: MixedQuery) -> Answer:
        return self._search(asked, self._understand(asked))

    def ask_counted(self, asked: MixedQuery) -> Answer:
        query = self._understand(asked)
        counts = self.searcher.aggregate(query, COUNTS)
        answer = self._search(asked, query)
        return Answer(answer.total, answer.titles, sum(len(found["buckets"]) for found in counts.values()))

    def _search(self, asked: MixedQuery, query: Any) -> Answer:
        order = {"order_by_field": "day"} if asked.newest else {}
        found = self.searcher.search(query, PAGE, **order)
        titles = tuple(self.searcher.doc(address)["title"][0] for _, address in found.hits)
        return Answer(found.count, titles)

    def _understand(self, asked: MixedQuery) -> Any:
        query = self._words(asked)
        if not asked.first:
            return query
        first, last = datetime.fromisoformat(asked.first), datetime.fromisoformat(asked.last)
        days = tantivy.Query.range_query(self.schema, "day", tantivy.FieldType.Date, first, last)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(days, 0.0))]
        )

    def _words(self, asked: MixedQuery) -> Any:
        query, (word, *_) = tantivy.Query, asked.words
        match asked.kind:
            case "prefix":
                return self._in_either(lambda name: query.regex_query(self.schema, name, f"{word}.*"))
            case "fuzzy":
                return self._in_either(lambda name: query.fuzzy_term_query(self.schema, name, word, 1, True))
        return self.index.parse_query(asked.text, self.searched, conjunction_by_default=True)

    def _in_either(self, make: Any) -> Any:
        if len(self.searched) == 1:
            return make(self.searched[0])
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, make(name)) for name in self.searched])
