"""The peer: Whoosh 2.7.4 as it comes, with a StemmingAnalyzer TEXT field and a NUMERIC day, over the same articles.

Its analyser drops stop words, its results have no facets, no timeline and no passages: less work than ours does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import QueryParser

from benchmarks.mixed_queries import MixedQuery
from benchmarks.stopwatch import Stopwatch
from indexer.article import Article


def build(folder: Path, articles: Sequence[Article]) -> Stopwatch:
    """Indexes articles that are in memory already."""
    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.STORED,
        text=fields.TEXT(analyzer=StemmingAnalyzer(), stored=True),
        day=fields.NUMERIC(int, sortable=True),
    )
    folder.mkdir()
    stopwatch = Stopwatch()
    with stopwatch:
        writer = index.create_in(str(folder), schema).writer(limitmb=256)
        for article in articles:
            text = f"{article.title or ''}\n\n{article.body}"
            writer.add_document(id=article.id, title=article.title, text=text, day=_day(article))
        writer.commit()
    return stopwatch


def time_queries(folder: Path, queries: Sequence[MixedQuery]) -> Stopwatch:
    """Each query, from its text to ten hits and an exact total."""
    opened = index.open_dir(str(folder))
    parser = QueryParser("text", opened.schema)
    stopwatch = Stopwatch()
    with opened.searcher() as searcher:
        for asked in queries:
            with stopwatch:
                _ask(searcher, parser, asked)
    return stopwatch


def _ask(searcher: Any, parser: Any, asked: MixedQuery) -> None:
    days = query.NumericRange("day", _number(asked.first), _number(asked.last)) if asked.first else None
    order = {"sortedby": "day", "reverse": True} if asked.newest else {}
    results = searcher.search(parser.parse(asked.text), limit=10, filter=days, **order)
    len(results)
    [hit.fields() for hit in results]


def _day(article: Article) -> int:
    return _number(article.published.date) if article.published else 0


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
