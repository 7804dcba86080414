"""Xapian (C++) through its Python binding: English stems with positions, and no unstemmed words beside them; the day in a value slot.

Debian has the binding for its own interpreter only (`apt-get install python3-xapian`). Titles lie in the document's data, ahead of the
text. It has no fuzzy search in this version, and sorting by date is by value, ties in no order of ours.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xapian

from benchmarks.mixed_queries import MixedQuery
from benchmarks.peers.contract import PAGE, Answer, read_corpus

KINDS = frozenset(("rare", "common", "and", "or", "phrase", "prefix", "near"))
DAY_SLOT = 0
COMMIT_EVERY = 50_000
"""Documents; the default of 10,000 writes the database anew more often."""


def build(corpus: Path, count: int, folder: Path) -> None:
    database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OVERWRITE)
    words = xapian.TermGenerator()
    words.set_stemmer(xapian.Stem("en"))
    words.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    for number, record in enumerate(read_corpus(corpus, count), start=1):
        document = xapian.Document()
        words.set_document(document)
        words.index_text(record["title"])
        words.increase_termpos()
        words.index_text(record["body"])
        document.add_value(DAY_SLOT, record["published"])
        document.set_data(f"{record['title']}\n{record['id']}\n{record['body']}")
        database.add_document(document)
        if number % COMMIT_EVERY == 0:
            database.commit()
    database.close()


def open(folder: Path) -> Opened:
    return Opened(folder)


class Opened:
    def __init__(self, folder: Path) -> None:
        self.database = xapian.Database(str(folder))
        self.size = self.database.get_doccount()
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(xapian.Stem("en"))
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_ALL)
        self.parser.set_default_op(xapian.Query.OP_AND)
        self.parser.set_database(self.database)
        self.flags = (
            xapian.QueryParser.FLAG_BOOLEAN
            | xapian.QueryParser.FLAG_PHRASE
            | xapian.QueryParser.FLAG_WILDCARD
        )

    def ask(self, asked: MixedQuery) -> Answer:
        enquire = xapian.Enquire(self.database)
        enquire.set_query(self._understand(asked))
        if asked.newest:
            enquire.set_sort_by_value(DAY_SLOT, True)
        # looking at as many as there are makes the total exact
        found = enquire.get_mset(0, PAGE, self.size)
        titles = tuple(hit.document.get_data().partition(b"\n")[0].decode() for hit in found)
        return Answer(found.get_matches_estimated(), titles)

    def ask_counted(self, asked: MixedQuery) -> Answer:
        raise NotImplementedError("facets are not asked of Xapian")

    def _understand(self, asked: MixedQuery) -> Any:
        query = self.parser.parse_query(asked.text, self.flags)
        if not asked.first:
            return query
        days = xapian.Query(xapian.Query.OP_VALUE_RANGE, DAY_SLOT, asked.first, asked.last)
        return xapian.Query(xapian.Query.OP_FILTER, query, days)
