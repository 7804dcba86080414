"""Why a search found nothing, with links: each part by itself, the rest without it, and other spellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.engines.contract import Facet, SearchRequest
from indexer.search.nothing_found import Clause, NothingFound
from indexer.search.unknown_values import UnknownValue
from indexer.words.folding import fold_value
from search_web.facets import NAMES, label_of
from search_web.links import SearchAddress
from search_web.locales import gettext as _
from search_web.wording import days_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part of the search. `name` says what kind it is where it is no words; `blamed`: nothing is found because of it."""

    name: str
    label: str
    alone: SearchAddress
    count: int | None
    rest: SearchAddress
    without: int | None
    blamed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The search with other words, and how many articles it finds; for a single `word`, where it leads nowhere by itself."""

    text: str
    address: SearchAddress
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`rows` where there are several parts; `blamed` are those without an article, or (`disjoint`) with none in common."""

    rows: tuple[Row, ...]
    blamed: tuple[Row, ...]
    disjoint: bool
    corrections: tuple[Correction, ...]
    near: tuple[Correction, ...]
    at_least: bool


def explanation_of(address: SearchAddress, request: SearchRequest, nothing: NothingFound) -> Explanation:
    """The explanation as a page shows it."""
    rows = tuple(_row(address, request, nothing, number) for number in range(len(nothing.clauses)))
    if len(rows) == 1 or all(row.count is None for row in rows):
        rows = ()
    return Explanation(
        rows=rows,
        blamed=tuple(row for row in rows if row.blamed),
        disjoint=nothing.disjoint,
        corrections=(
            *(
                Correction(text=one.text, address=address.with_text(one.text), count=one.total)
                for one in nothing.corrections
            ),
            *_with_near_values(address, nothing),
        ),
        near=(
            *(
                Correction(text=one.suggestion, address=SearchAddress(text=one.suggestion), count=one.count)
                for one in (() if nothing.corrections else nothing.spellings)
            ),
            *_near_values(nothing),
        ),
        at_least=nothing.partial,
    )


def _with_near_values(address: SearchAddress, nothing: NothingFound) -> Iterator[Correction]:
    """The search with a value that the archive has in the place of one that it has not."""
    for unknown in nothing.values:
        for near in unknown.near:
            if near.total and unknown.start is not None:
                yield Correction(text=near.text, address=address.with_text(near.text), count=near.total)
            elif near.total:
                changed = _with_value(address, unknown, near.value)
                yield Correction(text=_label(unknown.facet, near.value), address=changed, count=near.total)


def _with_value(address: SearchAddress, unknown: UnknownValue, value: str) -> SearchAddress:
    facet = unknown.facet
    # a language stands in the address by any of its names
    kept = [
        other
        for other in (address.exclude if unknown.excluded else address.include).get(facet, ())
        if fold_value(other) not in (fold_value(unknown.value), fold_value(value))
    ]
    chosen = {facet: (*kept, value)}
    if unknown.excluded:
        return replace(address, exclude={**address.exclude, **chosen}, page="")
    return replace(address, include={**address.include, **chosen}, page="")


def _near_values(nothing: NothingFound) -> Iterator[Correction]:
    """Those with which the search finds nothing either, by themselves."""
    for unknown in nothing.values:
        for near in unknown.near:
            if not near.total:
                alone = SearchAddress().with_value(unknown.facet, near.value)
                yield Correction(text=_label(unknown.facet, near.value), address=alone, count=near.count)


def _label(facet: Facet, value: str) -> str:
    return f"{_(NAMES[facet])}: {label_of(facet, value)}"


def _row(address: SearchAddress, request: SearchRequest, nothing: NothingFound, number: int) -> Row:
    clause = nothing.clauses[number]
    name, label = _named(clause, request)
    return Row(
        name=name,
        label=label,
        alone=_alone(address, clause),
        count=clause.count,
        rest=_rest(address, clause),
        without=clause.without,
        blamed=number in nothing.together,
    )


def _named(clause: Clause, request: SearchRequest) -> tuple[str, str]:
    if clause.about == "words":
        return "", clause.text
    if clause.about == "dates":
        return _("Dates"), days_in_words(request.filters.first, request.filters.last)
    return _(NAMES[clause.about]), _values_in_words(clause.about, request)


def _values_in_words(facet: Facet, request: SearchRequest) -> str:
    """`Harbour Times or Northern Wire, not The Ledger`."""
    either = f" {_('or')} "
    chosen = either.join(label_of(facet, value) for value in request.filters.include.get(facet, ()))
    barred = either.join(label_of(facet, value) for value in request.filters.exclude.get(facet, ()))
    return ", ".join(part for part in (chosen, _("not %(value)s", value=barred) if barred else "") if part)


def _alone(address: SearchAddress, clause: Clause) -> SearchAddress:
    if clause.about == "words":
        return SearchAddress(text=clause.text)
    if clause.about == "dates":
        return SearchAddress(first=address.first, last=address.last)
    facet: Facet = clause.about
    return SearchAddress(
        include={facet: address.include[facet]} if facet in address.include else {},
        exclude={facet: address.exclude[facet]} if facet in address.exclude else {},
    )


def _rest(address: SearchAddress, clause: Clause) -> SearchAddress:
    if clause.about == "words":
        return replace(address, text=clause.rest, match="", page="")
    if clause.about == "dates":
        return address.with_dates("", "")
    return address.without_facet(clause.about)
