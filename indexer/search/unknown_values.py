"""Values that a search names and that no article of the archive has: `source:Reuterz` -> the values that are near.

Such a value finds nothing, and leaves nothing out: where the rest of a search finds articles all the same, a notice says so, as the count
is otherwise believed. Where nothing was found, `nothing_found` tells what each near value would find. Looked up are the first few
values, among the commonest of the archive, for a part of the time that the search left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from indexer.engines.contract import Engine, Facet, FacetValue, Filters, Results, SearchRequest
from indexer.message import say
from indexer.query.language_codes import names_of_language
from indexer.query.notice import Notice
from indexer.query.printer import str_of
from indexer.query.tree import And, HasValue, Node, Not, Or
from indexer.query.value_patterns import literal, plain_value
from indexer.search.counting import Counting
from indexer.search.near_values import near_values
from indexer.search.respelling import text_with
from indexer.words.folding import fold_value

MOST_NAMED = 8
"""Values of a search that are looked up."""

MOST_CANDIDATES = 5_000
"""Values of the archive that one is held against."""

SECONDS = 0.25
"""For what is told beside an answer."""

_FACETS: Mapping[str, Facet] = {"source": "source", "section": "section", "lang": "language", "tag": "tag"}
"""The fields of whole values."""

_LOOKED_UP: tuple[Facet, ...] = (*_FACETS.values(), "byline")
_FIELDS: Mapping[Facet, str] = {"language": "lang", "year": "date"}
"""The fields that are called otherwise than their facets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearValue:
    """A value that `count` articles have; the search with it in the other's place finds `total`, and is typed as `text`, which filters beside it leave as it is."""

    value: str
    count: int
    text: str
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownValue:
    """`value` of `facet`, which no article has. `start` and `end`: where it was typed, None for one that was chosen beside the words, or (`excluded`) left out."""

    facet: Facet
    value: str
    start: int | None
    end: int | None
    excluded: bool
    near: tuple[NearValue, ...]

    @property
    def field(self) -> str:
        """The name by which it is typed."""
        return field_of(self.facet)

    def typed(self, value: str) -> str:
        """A value of the facet as it is typed."""
        return typed_choice(self.facet, value)

    def as_json(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "near": [
                {"value": one.value, "count": one.count, "text": one.text, "total": one.total}
                for one in self.near
            ],
        }


def field_of(facet: Facet) -> str:
    """The name by which a facet is typed."""
    return _FIELDS.get(facet, facet)


def typed_choice(facet: Facet, value: str) -> str:
    """`source:Reuters`, `source:"Harbour Times"`, `lang:en`."""
    return f"{field_of(facet)}:{typed_value(value)}"


def typed_value(value: str) -> str:
    """`Reuters`, `"Harbour Times"`, `"The \\"Sun\\""`."""
    return str_of(HasValue("source", literal(value))).removeprefix("source:")


def with_notices(engine: Engine, request: SearchRequest, results: Results) -> Results:
    """An answer with a notice of each value that no article has; one that found nothing is explained instead (`nothing_found`)."""
    if not (results.total or results.partial):
        return results
    notices = notices_of_values(engine, request, results)
    return replace(results, notices=(*results.notices, *notices)) if notices else results


def notices_of_values(
    engine: Engine, request: SearchRequest, results: Results | None = None
) -> tuple[Notice, ...]:
    """A notice of each value that no article has; with less to count where there is an answer to the search."""
    answer = results or Results(total=0)
    seconds = min(SECONDS, request.deadline - answer.took)
    if seconds <= 0:
        return ()
    return tuple(map(_notice, find_unknown(request, Counting(engine, seconds), answer)))


def _notice(unknown: UnknownValue) -> Notice:
    told = unknown.typed(unknown.value)
    near = ", ".join(unknown.typed(one.value) for one in unknown.near)
    start, end = unknown.start or 0, unknown.end or 0
    return Notice(
        message=say("No article has %(value)s. Near it: %(near)s.", value=told, near=near)
        if near
        else say("No article has %(value)s.", value=told),
        start=start,
        end=end,
        mends=((start, end, typed_value(unknown.near[0].value)),)
        if unknown.near and unknown.start is not None
        else (),
    )


def find_unknown(
    request: SearchRequest, counting: Counting, results: Results, *, totals: bool = False
) -> tuple[UnknownValue, ...]:
    """The values that no article has, in their order; `totals`: with what the search finds with each near one."""
    named = [one for one in _named(request) if not _is_evident(one, request, results)]
    values: dict[Facet, tuple[FacetValue, ...]] = {}
    return tuple(
        _unknown(request, counting, one, values, totals=totals)
        for one in named[:MOST_NAMED]
        if counting.count(*one.alone) == 0
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A value in a search: that of a node, or of the filters."""

    facet: Facet
    value: str
    node: HasValue | None = None
    excluded: bool = False

    @property
    def alone(self) -> tuple[Node | None, Filters]:
        """A search for it alone."""
        return (self.node, Filters()) if self.node else (None, Filters(include={self.facet: (self.value,)}))


def _named(request: SearchRequest) -> Iterator[_Named]:
    for node in _nodes(request.tree):
        value = plain_value(node.pattern)
        if node.field in _FACETS and value is not None:
            yield _Named(facet=_FACETS[node.field], value=value, node=node)
    for chosen, excluded in ((request.filters.include, False), (request.filters.exclude, True)):
        for facet, values in chosen.items():
            if facet in _LOOKED_UP:
                yield from (_Named(facet=facet, value=value, excluded=excluded) for value in values)


def _nodes(node: Node | None) -> Iterator[HasValue]:
    match node:
        case HasValue():
            yield node
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _nodes(part)
        case Not(inner):
            yield from _nodes(inner)
        case _:
            pass


def _is_evident(named: _Named, request: SearchRequest, results: Results) -> bool:
    """Whether the answer shows that articles have it: they were found by it, or it is among the values that were counted."""
    if not results.total:
        return False
    if fold_value(named.value) in {fold_value(value.value) for value in results.facets.get(named.facet, ())}:
        return True
    if named.node is None:
        return not named.excluded and len(request.filters.include[named.facet]) == 1
    tree = request.tree
    return named.node in (tree.nodes if isinstance(tree, And) else (tree,))


def _unknown(
    request: SearchRequest,
    counting: Counting,
    named: _Named,
    values: dict[Facet, tuple[FacetValue, ...]],
    *,
    totals: bool,
) -> UnknownValue:
    if named.facet not in values:
        values[named.facet] = counting.values(named.facet, MOST_CANDIDATES)
    names = _language_names if named.facet == "language" else lambda value: (value,)
    node = named.node
    return UnknownValue(
        facet=named.facet,
        value=named.value,
        start=node.start if node else None,
        end=node.end if node else None,
        excluded=named.excluded,
        near=tuple(
            _near(request, counting, named, one, totals=totals)
            for one in near_values(named.value, values[named.facet], names)
        ),
    )


def _language_names(code: str) -> tuple[str, ...]:
    return (code, *names_of_language(code))


def _near(
    request: SearchRequest, counting: Counting, named: _Named, near: FacetValue, *, totals: bool
) -> NearValue:
    tree, filters, text = request.tree, request.filters, request.text
    node = named.node
    if node is None:
        filters = _with_chosen(filters, named, near.value)
    elif tree is not None and totals:
        instead = HasValue(node.field, literal(near.value), start=node.start, end=node.end)
        tree = _with_node(tree, node, instead)
        text = text_with(request, tree, [(node.start, node.end, typed_value(near.value))])
    total = counting.count(tree, filters) if totals else None
    return NearValue(value=near.value, count=near.count, text=text, total=total)


def _with_chosen(filters: Filters, named: _Named, value: str) -> Filters:
    chosen = filters.exclude if named.excluded else filters.include
    values = tuple(
        dict.fromkeys(value if other == named.value else other for other in chosen.get(named.facet, ()))
    )
    chosen = {**chosen, named.facet: values}
    return replace(filters, exclude=chosen) if named.excluded else replace(filters, include=chosen)


def _with_node(tree: Node, node: HasValue, instead: HasValue) -> Node:
    """The tree with another value in the place of one."""
    match tree:
        case HasValue():
            return instead if tree == node and tree.start == node.start else tree
        case And(nodes) | Or(nodes):
            return replace(tree, nodes=tuple(_with_node(part, node, instead) for part in nodes))
        case Not(inner):
            return replace(tree, node=_with_node(inner, node, instead))
        case _:
            return tree
