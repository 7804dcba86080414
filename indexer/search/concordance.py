"""Keyword in context: each mention of a search's words in a line of its own, its neighbours left and right.

A mention is what the query marks: of a phrase each run of its words, of a proximity each of its sides. Lines come newest
first, or by the words left or right of the mention; for these all of them must be known, so only so many articles are
read, and the answer says when that was not all.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Literal

from indexer.engines.contract import Engine, MarkedArticle, SearchRequest
from indexer.errors import QueryError
from indexer.message import say
from indexer.words.folding import fold

Order = Literal["newest", "left", "right"]
ORDERS: tuple[Order, ...] = ("newest", "left", "right")
CONTEXT = 50
"""Code points on each side."""

MOST_ARTICLES = 5_000
MOST_LINES = 50_000
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """One mention. `field`: title, summary, body or caption; `date` is null for an undated article."""

    id: str
    date: str | None
    source: str | None
    field: str
    left: str
    words: str
    right: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """Lines of one page. `mentions` in `read` of `articles` matching articles; `whole`: whether all of them were read.

    `at_least`: `articles` is a lower bound, since the search itself ended early.
    """

    lines: tuple[Line, ...]
    mentions: int
    read: int
    articles: int
    whole: bool
    at_least: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def find_mentions(
    engine: Engine,
    request: SearchRequest,
    order: Order = "newest",
    *,
    seconds: float = 3.0,
    most: int = MOST_ARTICLES,
) -> Concordance:
    """The page of `request` (its `page`, `size`) of all mentions; reads at most `most` articles, for at most `seconds`."""
    if request.tree is None:
        raise QueryError(say("Words in context need words to look for."), field="q")
    counted = engine.search(_bare(request, seconds))
    lines: list[Line] = []
    read = 0
    ends = time.monotonic() + seconds
    for found in islice(engine.marked_articles(request.tree, request.filters), most):
        lines.extend(_lines_of(found))
        read += 1
        if time.monotonic() > ends or len(lines) >= MOST_LINES:
            break
    if order != "newest":
        # stable, so that equal ones stay newest first
        lines.sort(key=_left_key if order == "left" else _right_key)
    page = lines[request.first_hit : request.first_hit + request.size]
    whole = read >= counted.total and not counted.partial
    return Concordance(tuple(page), len(lines), read, counted.total, whole, counted.partial)


def _bare(request: SearchRequest, seconds: float) -> SearchRequest:
    return SearchRequest(
        tree=request.tree, filters=request.filters, size=0, facets=(), timeline=False, deadline=seconds
    )


def _lines_of(found: MarkedArticle) -> Iterator[Line]:
    article = found.article
    texts: list[tuple[str, str, Sequence[tuple[int, int]]]] = [
        ("title", article.title or "", found.title),
        ("summary", article.summary or "", found.summary),
        ("body", article.body, found.body),
        *(
            ("caption", caption, marks)
            for caption, marks in zip(article.captions, found.captions, strict=True)
        ),
    ]
    date = article.published.date if article.published else None
    for field, text, marks in texts:
        for start, end in marks:
            left = _last(_flat(text[max(0, start - 2 * CONTEXT) : start]).lstrip())
            right = _first(_flat(text[end : end + 2 * CONTEXT]).rstrip())
            yield Line(article.id, date, article.source, field, left, _flat(text[start:end]), right)


def _last(text: str) -> str:
    """The end of a text, cut between two words where there is a blank."""
    if len(text) <= CONTEXT:
        return text
    cut = text[-CONTEXT:]
    return cut[cut.find(" ") + 1 :] if text[-CONTEXT - 1] != " " and " " in cut.rstrip() else cut


def _first(text: str) -> str:
    """The beginning of a text, likewise."""
    if len(text) <= CONTEXT:
        return text
    cut = text[:CONTEXT]
    return cut[: cut.rfind(" ")] if text[CONTEXT] != " " and " " in cut.lstrip() else cut


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _left_key(line: Line) -> list[str]:
    """Words from the mention to the left."""
    return [fold(word) for word in reversed(_WORD.findall(line.left))]


def _right_key(line: Line) -> list[str]:
    return [fold(word) for word in _WORD.findall(line.right)]
