"""The peer: Whoosh 2.7.4 as it comes, with a StemmingAnalyzer TEXT field and a NUMERIC day, over the same articles.

Its analyser drops stop words, its results have no facets, no timeline and no passages: less work than ours does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from whoosh import fields, index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import QueryParser

from benchmarks.mixed_queries import MixedQuery
from indexer.article import Article


def build(folder: Path, articles: Sequence[Article]) -> float:
    """Indexes articles that are in memory already; gives seconds."""
    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.STORED,
        text=fields.TEXT(analyzer=StemmingAnalyzer(), stored=True),
        day=fields.NUMERIC(int, sortable=True),
    )
    folder.mkdir()
    began = time.perf_counter()
    writer = index.create_in(str(folder), schema).writer(limitmb=256)
    for article in articles:
        text = f"{article.title or ''}\n\n{article.body}"
        writer.add_document(id=article.id, title=article.title, text=text, day=_day(article))
    writer.commit()
    return time.perf_counter() - began


def time_queries(folder: Path, queries: Sequence[MixedQuery]) -> list[float]:
    """Seconds of each query, from its text to ten hits and an exact total."""
    opened = index.open_dir(str(folder))
    parser = QueryParser("text", opened.schema)
    times = []
    with opened.searcher() as searcher:
        for asked in queries:
            began = time.perf_counter()
            chosen = (
                query.NumericRange("day", _number(asked.first), _number(asked.last)) if asked.first else None
            )
            order = {"sortedby": "day", "reverse": True} if asked.newest else {}
            results = searcher.search(parser.parse(asked.text), limit=10, filter=chosen, **order)
            len(results)
            [hit.fields() for hit in results]
            times.append(time.perf_counter() - began)
    return times


def _day(article: Article) -> int:
    return _number(article.published.date) if article.published else 0


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
