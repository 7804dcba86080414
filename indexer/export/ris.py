"""Articles in RIS, which Zotero, EndNote, Citavi and Mendeley read: a line a field, `ER` behind each article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.article import Article
from indexer.export.lines import as_line, date_parts, extra_line, place_of
from indexer.export.names import read_names


def write_ris(articles: Iterable[Article]) -> Iterator[str]:
    """Lines end with CR LF, as the form wants."""
    for article in articles:
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(article) if value) + "ER  - \r\n\r\n"


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    parts = date_parts(article)
    yield "TY", "NEWS"
    yield "ID", article.id
    yield "TI", as_line(article.title) or as_line(article.body[:120])
    for name in read_names(as_line(article.byline), article.language):
        yield "AU", name.inverted
    yield "T2", as_line(article.source)
    yield "PY", f"{parts[0]:04d}" if parts else ""
    # year/month/day/other, with what is not stated left empty
    yield "DA", "/".join([*(f"{part:02d}" for part in parts), *[""] * (4 - len(parts))]) if parts else ""
    yield "SE", as_line(article.section)
    yield "SP", extra_line(article, "page", "pages")
    yield "ET", extra_line(article, "edition")
    yield "CY", as_line(article.dateline)
    yield "LA", as_line(article.language)
    for tag in article.tags:
        yield "KW", as_line(tag)
    yield "AB", as_line(article.summary)
    yield "UR", as_line(article.url)
    yield "N1", "" if parts else f"undated: {as_line(article.undated.reason if article.undated else None)}"
    yield "DP", place_of(article)
