"""Why a search found nothing: a request with no result -> what each of its clauses finds, and what would find something.

A clause is one part of what must all hold: a part of the AND that was typed, the days, the chosen values of
a facet. Each is counted by itself, and the rest without it; so the answer can name the clause that has no
article, or those that have none in common. Everything is counted by ordinary searches without hits, within
what the search left of its deadline; what time was too short for is None, and `partial` says so.
Spellings come from `respelling`, values near to those that no article has from `unknown_values`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from indexer.engines.contract import Engine, Facet, Filters, Results, SearchRequest
from indexer.query.dateless import without_dates
from indexer.query.loosening import loosened
from indexer.query.normal_form import all_of
from indexer.query.printer import str_of
from indexer.query.tree import And, Dates, Node
from indexer.search.counting import Counting
from indexer.search.respelling import Respelling, respell
from indexer.search.unknown_values import UnknownValue, find_unknown, typed_choice

MOST_CLAUSES = 12
"""More parts of an AND are taken together as the last clause; days and facets are six at most."""

MOST_CORRECTIONS = 3
"""Spellings that people are shown; JSON has all of them."""

About = Literal["words", "dates"] | Facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """The whole search with one clause read more widely, as a query, and how many articles it finds."""

    text: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause. `text` is a query for it alone; `start` and `end` are its place in what was typed, None for days and facets.

    `count`: the articles it finds by itself; `without`: those that the rest finds, None where there is no rest.
    `rest`: the words of the query without it. `wider`: where it finds nothing as it stands, but would.
    """

    about: About
    text: str
    start: int | None
    end: int | None
    count: int | None
    without: int | None
    rest: str
    wider: Wider | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingFound:
    """`together`: numbers of the clauses to blame: those without an article, else some that have none in common, and none too many.

    `without_dates`: what the search finds on any day, None where it names no days. `values`: those that no article has.
    """

    clauses: tuple[Clause, ...]
    together: tuple[int, ...]
    without_dates: int | None
    spellings: tuple[Respelling, ...]
    values: tuple[UnknownValue, ...]
    partial: bool

    @property
    def corrections(self) -> tuple[Respelling, ...]:
        """The first few spellings that lead to articles, each query once."""
        leading = {one.text: one for one in reversed(self.spellings) if one.total}
        return tuple(leading.values())[: -1 - MOST_CORRECTIONS : -1]

    @property
    def disjoint(self) -> bool:
        """Whether the clauses in `together` find something each, and only nothing in common."""
        return len(self.together) > 1 and all(self.clauses[number].count for number in self.together)

    def as_json(self) -> dict[str, Any]:
        """The explanation as JSON values."""
        return {
            "clauses": [_clause_as_json(clause) for clause in self.clauses],
            "together": list(self.together),
            "without_dates": self.without_dates,
            "spellings": [
                {
                    "word": one.word,
                    "suggestion": one.suggestion,
                    "count": one.count,
                    "text": one.text,
                    "total": one.total,
                }
                for one in self.spellings
            ],
            "values": [one.as_json() for one in self.values],
            "partial": self.partial,
        }


def explain(engine: Engine, request: SearchRequest, results: Results) -> NothingFound | None:
    """Why `results`, the engine's answer to `request`, are none; None where something was found, nothing was asked, or the search was not finished: then nobody knows that there are none."""
    parts = _parts(request)
    if results.total or results.partial or not parts:
        return None
    return _Explanation(Counting(engine, request.deadline - results.took), request, results, parts).make()


def _clause_as_json(clause: Clause) -> dict[str, Any]:
    return {
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
        "count": clause.count,
        "without": clause.without,
        "wider": {"text": clause.wider.text, "total": clause.wider.total} if clause.wider else None,
    }


# Clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A clause before it is counted: a part of the tree, or of the filters."""

    about: About
    tree: Node | None = None
    filters: Filters = field(default_factory=Filters)

    @property
    def text(self) -> str:
        if self.tree is not None:
            return str_of(self.tree)
        return " AND ".join(_conditions(self.filters))


def _parts(request: SearchRequest) -> tuple[_Part, ...]:
    chosen = tuple(_filter_parts(request.filters))
    words = _words_of(request.tree)
    room = MOST_CLAUSES - len(chosen)
    if len(words) > room:
        words = (*words[: room - 1], all_of(words[room - 1 :]))
    return (*(_Part(about="words", tree=node) for node in words), *chosen)


def _words_of(tree: Node | None) -> tuple[Node, ...]:
    if tree is None:
        return ()
    return tree.nodes if isinstance(tree, And) else (tree,)


def _filter_parts(filters: Filters) -> Iterator[_Part]:
    if filters.first is not None or filters.last is not None:
        yield _Part(about="dates", filters=Filters(first=filters.first, last=filters.last))
    for facet in dict.fromkeys((*filters.include, *filters.exclude)):
        include, exclude = filters.include.get(facet, ()), filters.exclude.get(facet, ())
        if include or exclude:
            yield _Part(about=facet, filters=Filters(include={facet: include}, exclude={facet: exclude}))


def _conditions(filters: Filters) -> Iterator[str]:
    """The filters as they would be typed."""
    if filters.first is not None or filters.last is not None:
        yield str_of(Dates(filters.first, filters.last))
    for facet, values in filters.include.items():
        if values:
            either = " OR ".join(typed_choice(facet, value) for value in values)
            yield f"({either})" if len(values) > 1 and any(filters.exclude.values()) else either
    for facet, values in filters.exclude.items():
        yield from (f"NOT {typed_choice(facet, value)}" for value in values)


# Counting


class _Explanation:
    def __init__(
        self, counting: Counting, request: SearchRequest, results: Results, parts: tuple[_Part, ...]
    ) -> None:
        self._counting = counting
        self._request = request
        self._results = results
        self._parts = parts

    def make(self) -> NothingFound:
        """What is most likely to help is counted first."""
        request, counting = self._request, self._counting
        counts = [self._alone(part) for part in self._parts]
        spellings = respell(request, counting.engine, counting.count)
        values = find_unknown(request, counting, self._results, totals=True)
        without = [self._without(number) for number in range(len(self._parts))]
        return NothingFound(
            clauses=tuple(
                self._clause(number, count, rest)
                for number, (count, rest) in enumerate(zip(counts, without, strict=True))
            ),
            together=tuple(self._blame(counts, without)),
            without_dates=self._without_dates(),
            spellings=spellings,
            values=values,
            partial=counting.partial,
        )

    def _alone(self, part: _Part) -> int | None:
        return 0 if len(self._parts) == 1 else self._counting.count(part.tree, part.filters)

    def _without(self, number: int) -> int | None:
        rest = [part for other, part in enumerate(self._parts) if other != number]
        return self._count_all(rest) if rest else None

    def _count_all(self, parts: Sequence[_Part]) -> int | None:
        return self._counting.count(_tree_of(parts), _filters_of(parts))

    def _clause(self, number: int, count: int | None, without: int | None) -> Clause:
        part = self._parts[number]
        rest = _tree_of([other for other in self._parts if other is not part])
        return Clause(
            about=part.about,
            text=part.text,
            start=part.tree.start if part.tree is not None else None,
            end=part.tree.end if part.tree is not None else None,
            count=count,
            without=without,
            rest=str_of(rest) if rest is not None else "",
            wider=self._wider(number) if count == 0 else None,
        )

    def _wider(self, number: int) -> Wider | None:
        """The search with the words of a phrase, proximity or field looked for anywhere, where that finds something."""
        tree = self._parts[number].tree
        loose = loosened(tree) if tree is not None else None
        if loose is None or loose == tree:
            return None
        parts = [
            replace(part, tree=loose) if other == number else part for other, part in enumerate(self._parts)
        ]
        total, words = self._count_all(parts), _tree_of(parts)
        return Wider(text=str_of(words), total=total) if total and words is not None else None

    def _blame(self, counts: Sequence[int | None], without: Sequence[int | None]) -> list[int]:
        """Clauses that have no article; where each has some, a set that has none in common and from which none can be left out."""
        empty = [number for number, count in enumerate(counts) if count == 0]
        if empty or None in counts or None in without:
            return empty
        kept = list(range(len(self._parts)))
        for number in [number for number, rest in enumerate(without) if not rest]:
            fewer = [other for other in kept if other != number]
            found = self._count_all([self._parts[other] for other in fewer])
            if found is None:
                return []
            if not found:
                kept = fewer
        return kept

    def _without_dates(self) -> int | None:
        tree, filters = self._request.tree, self._request.filters
        dateless = without_dates(tree) if tree is not None else None
        if dateless == tree and filters.first is None and filters.last is None:
            return None
        return self._counting.count(dateless, replace(filters, first=None, last=None))


def _tree_of(parts: Sequence[_Part]) -> Node | None:
    nodes = [part.tree for part in parts if part.tree is not None]
    return all_of(nodes) if nodes else None


def _filters_of(parts: Sequence[_Part]) -> Filters:
    """The filters of all parts; no two are about the same."""
    joined = Filters()
    for part in parts:
        one = part.filters
        joined = Filters(
            first=joined.first or one.first,
            last=joined.last or one.last,
            include={**joined.include, **one.include},
            exclude={**joined.exclude, **one.exclude},
        )
    return joined
