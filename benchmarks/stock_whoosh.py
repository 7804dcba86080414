"""The peer: Whoosh 2.7.4 as it comes, with a StemmingAnalyzer TEXT field and a NUMERIC day, over the same articles.

Its analyser drops stop words, its results have no facets, no timeline and no passages: less work than ours does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import FuzzyTermPlugin, QueryParser
from whoosh.query.spans import SpanNear

from benchmarks.mixed_queries import NEAR_WORDS, MixedQuery
from benchmarks.stopwatch import Stopwatch


def build(folder: Path, articles: Iterable[tuple[str, str | None, str, str]]) -> Stopwatch:
    """Indexes articles, each (id, title, body, ISO day or ""), into a folder that exists; times all of it."""
    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.STORED,
        text=fields.TEXT(analyzer=StemmingAnalyzer(), stored=True),
        day=fields.NUMERIC(int, sortable=True),
    )
    stopwatch = Stopwatch()
    with stopwatch:
        writer = index.create_in(str(folder), schema).writer(limitmb=256)
        for identifier, title, body, day in articles:
            text = f"{title or ''}\n\n{body}"
            writer.add_document(id=identifier, title=title, text=text, day=_number(day) if day else 0)
        writer.commit()
    return stopwatch


def time_queries(folder: Path, queries: Sequence[MixedQuery]) -> Stopwatch:
    """Each query, from its text to ten hits and an exact total."""
    asker = Asker(folder)
    stopwatch = Stopwatch()
    for asked in queries:
        with stopwatch:
            asker.ask(asked, 10)
    return stopwatch


class Asker:
    """One searcher over a folder that `build` filled."""

    def __init__(self, folder: Path) -> None:
        opened = index.open_dir(str(folder))
        self._searcher = opened.searcher()
        self._parser = QueryParser("text", opened.schema)
        self._parser.add_plugin(FuzzyTermPlugin())

    def ask(self, asked: MixedQuery, limit: int) -> tuple[int, list[dict[str, Any]]]:
        """The exact total, and the stored fields of the first `limit` articles."""
        days = query.NumericRange("day", _number(asked.first), _number(asked.last)) if asked.first else None
        order = {"sortedby": "day", "reverse": True} if asked.newest else {}
        results = self._searcher.search(self._understand(asked), limit=limit, filter=days, **order)
        return len(results), [hit.fields() for hit in results]

    def _understand(self, asked: MixedQuery) -> Any:
        if asked.kind != "near":
            return self._parser.parse(asked.text)
        words = [self._parser.parse(word) for word in asked.words]
        return SpanNear(*words, slop=NEAR_WORDS, ordered=False)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
