"""SQLite FTS5 as Python brings it: title and body with Porter's stems, over a table with an indexed day.

It has no fuzzy search. A total takes a second statement.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.mixed_queries import NEAR_WORDS, MixedQuery
from benchmarks.peers.contract import PAGE, Answer, read_corpus

KINDS = frozenset(("rare", "common", "and", "or", "phrase", "prefix", "near"))
FILE = "articles.sqlite"
TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE article (number INTEGER PRIMARY KEY, day TEXT, id TEXT, title TEXT, body TEXT, source TEXT, section TEXT, byline TEXT);
    CREATE VIRTUAL TABLE words USING fts5(title, body, content='article', content_rowid='number', tokenize='porter unicode61');
"""
FOUND = "FROM words JOIN article ON article.number = words.rowid WHERE words MATCH ?"


def build(corpus: Path, count: int, folder: Path) -> None:
    with sqlite3.connect(folder / FILE) as connection:
        connection.executescript(TABLES)
        rows = (
            (record["published"], *(record[name] for name in ("id", "title", "body", "source", "section", "byline")))
            for record in read_corpus(corpus, count)
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO article (day, id, title, body, source, section, byline) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        connection.execute("INSERT INTO words(words) VALUES ('rebuild')")
        connection.execute("INSERT INTO words(words) VALUES ('optimize')")
        connection.execute("CREATE INDEX days ON article (day)")
    connection.close()


def open(folder: Path) -> Opened:
    return Opened(folder)


class Opened:
    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(f"file:{folder / FILE}?mode=ro&immutable=1", uri=True)
        self.connection.execute("PRAGMA mmap_size = 8589934592")

    def ask(self, asked: MixedQuery) -> Answer:
        days = "AND article.day BETWEEN ? AND ?" if asked.first else ""
        values = (_spell(asked), asked.first, asked.last) if asked.first else (_spell(asked),)
        order = "article.day DESC" if asked.newest else "bm25(words)"
        titles = self.connection.execute(
            f"SELECT article.title {FOUND} {days} ORDER BY {order} LIMIT {PAGE}", values
        )
        page = tuple(title for (title,) in titles)
        # without days, the words alone know the total
        counted = f"{FOUND} {days}" if days else "FROM words WHERE words MATCH ?"
        (total,) = self.connection.execute(f"SELECT count(*) {counted}", values).fetchone()
        return Answer(total, page)

    def ask_counted(self, asked: MixedQuery) -> Answer:
        raise NotImplementedError("facets are not asked of SQLite")


def _spell(asked: MixedQuery) -> str:
    if asked.kind == "near":
        return f"NEAR({' '.join(asked.words)}, {NEAR_WORDS - 1})"  # it counts the words between
    return asked.text
