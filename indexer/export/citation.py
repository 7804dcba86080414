"""How one article is cited in a text: who, what, where, when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from indexer.article import Article
from indexer.export.lines import as_line, date_parts, extra_line
from indexer.export.names import read_names
from indexer.message import Message, say

_MONTHS = "January February March April May June July August September October November December".split()


def cite(article: Article) -> Message:
    """`Jane Roe: “Harbour reopens”. Harbour Post, 15 February 2020, p. A1. https://…` with what is known; an undated one says so."""
    names = ", ".join(name.plain for name in read_names(as_line(article.byline), article.language))
    title = as_line(article.title) or as_line(article.body[:120])
    page = extra_line(article, "page", "pages")
    place = [
        as_line(article.source),
        day_in_words(date_parts(article)) or say("undated"),
        say("p. %(page)s", page=page) if page else "",
    ]
    where = as_line(article.url) or say(
        "Archive file %(file)s, article %(id)s.", file=as_line(article.path), id=article.id
    )
    cited = say("“%(title)s”. %(place)s. %(where)s", title=title, place=_with_commas(place), where=where)
    return say("%(names)s: %(cited)s", names=names, cited=cited) if names else cited


def _with_commas(parts: Sequence[str]) -> str:
    """The parts in a row, each a message of its own where it was one."""
    return reduce(
        lambda before, part: Message("%(before)s, %(part)s", {"before": before, "part": part}),
        [part for part in parts if part],
    )


def day_in_words(parts: tuple[int, ...]) -> str:
    """`15 February 2020`, `February 2020`, `2020`."""
    match parts:
        case (year, month):
            return say("%(month)s %(year)s", month=say(_MONTHS[month - 1]), year=str(year))
        case (year, month, day):
            return say(
                "%(day)s %(month)s %(year)s", day=str(day), month=say(_MONTHS[month - 1]), year=str(year)
            )
    return " ".join(str(part) for part in parts)
