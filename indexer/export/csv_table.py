"""Articles as a table: CSV in UTF-8 that spreadsheets open rightly, a row an article.

The columns have the names of the JSON form. A cell that a spreadsheet would run as a formula gets an apostrophe before
it, which spreadsheets do not show; a NUL, which ends a cell for many readers, is shown as U+FFFD; all else stands as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from indexer.article import Article
from indexer.export.json_lines import json_text

_PLAIN = ("id", "title", "byline", "source", "section", "language", "url", "dateline", "summary", "body", "path", "member", "format")  # fmt: skip
_LISTS = ("tags", "captions", "related")
_DATE = ("date", "time", "instant", "zone", "precision", "origin", "raw")
COLUMNS = (
    *_PLAIN[:8], "tags", "summary", "body", "captions", "related", *(f"published.{name}" for name in _DATE),
    "undated.reason", "updated.date", "updated.instant", "extra", *_PLAIN[-3:],
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(articles: Iterable[Article]) -> Iterator[str]:
    """A header row, then a row an article; lines end with CR LF, as RFC 4180 has them. A byte order mark begins it, without which Excel takes another charset."""
    yield "\ufeff" + _row(COLUMNS)
    for article in articles:
        yield _row([_cell(_value(article, column)) for column in COLUMNS])


def _row(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _value(article: Article, column: str) -> Any:
    name, _, part = column.partition(".")
    value = getattr(article, name)
    if part:
        return getattr(value, part) if value is not None else None
    if name in _LISTS:
        return "\n".join(value)
    if name == "extra":
        return json_text(value) if value else None
    return value


def _cell(value: Any) -> str:
    text = "" if value is None else str(value).replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text
