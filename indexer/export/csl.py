"""Articles in CSL JSON, which citation processors read: a list of items, an article an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from indexer.article import Article
from indexer.export.json_lines import json_text
from indexer.export.lines import as_line, date_parts, extra_line, place_of
from indexer.export.names import Name, read_names


def write_csl(articles: Iterable[Article]) -> Iterator[str]:
    before = "["
    for article in articles:
        yield f"{before}\n{json_text(csl_item(article))}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def csl_item(article: Article) -> dict[str, Any]:
    """One item; what is not known is left out."""
    parts = date_parts(article)
    names = read_names(as_line(article.byline), article.language)
    item = {
        "id": article.id,
        "type": "article-newspaper",
        "title": as_line(article.title) or as_line(article.body[:120]),
        "author": [_name(name) for name in names],
        "container-title": as_line(article.source),
        "issued": {"date-parts": [list(parts)]} if parts else None,
        "section": as_line(article.section),
        "page": extra_line(article, "page", "pages"),
        "edition": extra_line(article, "edition"),
        "language": as_line(article.language),
        "abstract": as_line(article.summary),
        "URL": as_line(article.url),
        "archive_location": place_of(article),
        "note": "" if parts else f"undated: {as_line(article.undated.reason if article.undated else None)}",
        "keyword": ", ".join(map(as_line, article.tags)),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"literal": name.literal} if name.literal else {"family": name.family, "given": name.given}
