"""Values of an article as one line of text, for forms in which a field is a line."""

from __future__ import annotations

import re

from indexer.article import Article

_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def as_line(text: str | None) -> str:
    """Runs of blanks, line ends and control characters as one blank."""
    return " ".join(_NOT_PRINTED.sub(" ", text or "").split())


def extra_line(article: Article, *names: str) -> str:
    """The first of these that the article's `extra` holds as a text or a number."""
    for name in names:
        value = article.extra.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return as_line(str(value))
    return ""


def date_parts(article: Article) -> tuple[int, ...]:
    """Year, month and day of publication, as many as are stated; none where it is undated."""
    return tuple(map(int, article.published.date.split("-"))) if article.published else ()


def place_of(article: Article) -> str:
    """The file that holds the article, and where in it."""
    return as_line(f"{article.path}!/{article.member}" if article.member else article.path)
