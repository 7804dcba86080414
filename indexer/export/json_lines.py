"""Articles as JSON lines: the one JSON form, an article a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from indexer.article import Article


def write_json_lines(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield json.dumps(article.as_json(), ensure_ascii=False, default=dict) + "\n"
