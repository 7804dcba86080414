"""How one article is cited in a text: who, what, where, when."""

from __future__ import annotations

from indexer.article import Article
from indexer.export.lines import as_line, date_parts, extra_line
from indexer.export.names import read_names

_MONTHS = "January February March April May June July August September October November December".split()


def cite(article: Article) -> str:
    """`Jane Roe: “Harbour reopens”. Harbour Post, 15 February 2020, p. A1. https://…` with what is known; an undated one says so."""
    names = ", ".join(name.plain for name in read_names(as_line(article.byline), article.language))
    title = as_line(article.title) or as_line(article.body[:120])
    page = extra_line(article, "page", "pages")
    place = [
        as_line(article.source),
        day_in_words(date_parts(article)) or "undated",
        f"p. {page}" if page else "",
    ]
    sentence = ", ".join(part for part in place if part)
    where = as_line(article.url) or f"Archive file {as_line(article.path)}, article {article.id}."
    return f"{f'{names}: ' if names else ''}“{title}”. {sentence}. {where}"


def day_in_words(parts: tuple[int, ...]) -> str:
    """`15 February 2020`, `February 2020`, `2020`."""
    words = [str(part) for part in reversed(parts)]
    if len(parts) > 1:
        words[-2] = _MONTHS[parts[1] - 1]
    return " ".join(words)
