"""Words of a search that no article has -> the search with words that the archive has.

In: a request that found nothing. Out: `Respelling`s, the likeliest first for each word. Which words are near
is the engine's affair (`Engine.spellings`); here they are put in their places, and what comes of it is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from indexer.engines.contract import Engine, Filters, SearchRequest
from indexer.errors import QueryError
from indexer.query.joining import Match
from indexer.query.normal_form import any_of
from indexer.query.parser import BOUNDS, parse
from indexer.query.printer import str_of
from indexer.query.tree import (
    And,
    AtLeast,
    First,
    InField,
    Near,
    Node,
    Or,
    Phrase,
    Same,
    TextField,
    Word,
)

MOST_WORDS = 8
"""Words of a search that are looked at."""

MOST_RESPELT = 4
_OFFERED = 3
_TRIED = 8
"""Spellings looked at for each word; among them are forms of one word, which find the same."""

FEW = 20
"""A word in so few articles may be a slip that somebody else made too ..."""

_COMMONER = 20
"""... where the other word is in so many times as many."""

_ANY_DAY = date(2000, 1, 1)
_ELSEWHERE: tuple[TextField, ...] = ("byline", "dateline", "url")
"""Fields in which a bare word does not look."""

Count = Callable[[Node | None, Filters], "int | None"]
"""How many articles match; None where that cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """`suggestion`, a word that stands in `count` articles, for `word`, which was typed.

    `text` is the query with it, and with the likeliest suggestion for every other word that no article has;
    it finds `total` articles under the same filters (0 where something else keeps them out). `start`: where `word` stands.
    """

    start: int
    word: str
    suggestion: str
    count: int
    text: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """A word where it was typed, and the articles that have it."""

    word: Word
    field: TextField | None
    count: int = 0

    @property
    def place(self) -> _Place:
        return _place(self.word)


_Place = tuple[int, int, str]


def respell(request: SearchRequest, engine: Engine, count: Count) -> tuple[Respelling, ...]:
    """Spellings for the words that have no article, or very few: those that lead to articles, the most first, else all.

    What each finds is counted while `count` can.
    """
    if request.tree is None:
        return ()
    offers: dict[_Place, tuple[_Typed, list[tuple[Word, int]]]] = {}
    for typed in _rare_words(request.tree, count):
        offered = list(_offers(typed, engine, count))
        if offered and len(offers) < MOST_RESPELT:
            offers[typed.place] = (typed, offered)
    likeliest = {place: offered[0][0] for place, (typed, offered) in offers.items() if not typed.count}
    respelt = [
        one
        for place, (typed, offered) in offers.items()
        for suggestion, articles in offered
        if (one := _respelling(request, typed, suggestion, articles, {**likeliest, place: suggestion}, count))
    ]
    respelt.sort(key=lambda one: (one.start, -one.total))
    return tuple(one for one in respelt if one.total) or tuple(respelt)


def _rare_words(tree: Node, count: Count) -> Iterator[_Typed]:
    seen: dict[_Place, _Typed] = {}
    for typed in _words(tree, None):
        if len(seen) < MOST_WORDS:
            seen.setdefault(typed.place, typed)
    for typed in seen.values():
        articles = count(_scoped(typed.word, typed.field), Filters())
        if articles is not None and articles <= FEW:
            yield replace(typed, count=articles)


def _words(node: Node, field: TextField | None) -> Iterator[_Typed]:
    """The words that an article must have, or one of which; not those that it must not have."""
    match node:
        case Word():
            yield _Typed(word=node, field=field)
        case InField(name, inner):
            yield from _words(inner, name if name in _ELSEWHERE else None)
        case First(_, inner) | AtLeast(_, inner):
            yield from _words(inner, field)
        case Near(left, right) | Same(left, right):
            yield from _words(left, field)
            yield from _words(right, field)
        case And(nodes) | Or(nodes) | Phrase(nodes):
            for part in nodes:
                yield from _words(part, field)
        case _:
            pass


def _offers(typed: _Typed, engine: Engine, count: Count) -> Iterator[tuple[Word, int]]:
    """Words for another, with the articles that have them; each is commoner by far, and finds what none before it does."""
    offered: list[Node] = []
    known = 0
    for spelling in engine.spellings(typed.word.text, _TRIED):
        word = Word(spelling.word, start=typed.word.start, end=typed.word.end)
        one = _scoped(word, typed.field)
        articles = count(one, Filters())
        together = count(any_of([*offered, one]), Filters()) if offered else articles
        if articles and together and together > known and articles >= _COMMONER * typed.count:
            yield word, articles
            offered.append(one)
            known = together
        if len(offered) == _OFFERED:
            break


def _scoped(word: Word, field: TextField | None) -> Node:
    return word if field is None else InField(field, word)


def _respelling(
    request: SearchRequest,
    typed: _Typed,
    suggestion: Word,
    articles: int,
    words: Mapping[_Place, Word],
    count: Count,
) -> Respelling | None:
    """One suggestion in its place; None where time is over, or where a word that some article has need not be another."""
    assert request.tree is not None
    tree = _with_words(request.tree, words)
    instead = [(start, end, word.text) for (start, end, _), word in words.items()]
    text, total = text_with(request, tree, instead), count(tree, request.filters)
    if total is None or (typed.count and not total) or len(text) > BOUNDS.characters:
        return None
    return Respelling(
        start=typed.word.start,
        word=typed.word.text,
        suggestion=suggestion.text,
        count=articles,
        text=text,
        total=total,
    )


def _with_words(node: Node, words: Mapping[_Place, Word]) -> Node:
    """The tree with other words at these places."""
    match node:
        case Word():
            return words.get(_place(node), node)
        case InField(_, inner) | First(_, inner) | AtLeast(_, inner):
            return replace(node, node=_with_words(inner, words))
        case Near(left, right) | Same(left, right):
            return replace(node, left=_with_words(left, words), right=_with_words(right, words))
        case Phrase(parts):
            return replace(node, parts=tuple(words.get(_place(part), part) if isinstance(part, Word) else part for part in parts))  # fmt: skip
        case And(nodes) | Or(nodes):
            return replace(node, nodes=tuple(_with_words(part, words) for part in nodes))
        case _:
            return node


def _place(word: Word) -> _Place:
    return word.start, word.end, word.text


def text_with(request: SearchRequest, tree: Node, instead: Iterable[tuple[int, int, str]]) -> str:
    """What was typed with other text `instead` at some places, where it is then read as the tree; else the tree's own text."""
    text = request.text
    for start, end, other in sorted(instead, reverse=True):
        text = text[:start] + other + text[end:]
    readings: tuple[Match, ...] = ("all", "any")
    meant = [match for match in readings if _reading(request.text, match) == request.tree]
    same = meant and all(_reading(text, match) == tree for match in meant)
    return text if same else str_of(tree)


def _reading(text: str, match: Match) -> Node | None:
    try:
        return parse(text, today=_ANY_DAY, match=match).tree
    except QueryError:
        return None
