"""What the results can be narrowed by, and what they are narrowed by already.

`facet_groups` gives each facet's values with counts and the link that chooses or gives them up;
`chips_of` gives everything that is active, each with the address without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from indexer.engines.contract import FACETS, Facet, FacetValue, Results, SearchRequest
from indexer.words.folding import fold_value
from search_web.links import FACET_PARAMETERS, SearchAddress
from search_web.locales import gettext as _
from search_web.marking import escaped
from search_web.templating import search_url, variants_of
from search_web.variants import Variants
from search_web.wording import days_in_words, language_name

NAMES: dict[Facet, str] = {
    "source": "Source",
    "section": "Section",
    "language": "Language",
    "byline": "Byline",
    "tag": "Tag",
    "year": "Year",
}
VALUES_SHOWN = 6
VALUES_LISTED = 8
"""Of a facet, those behind the fold included, unless the address says how many; one more is asked for, to tell whether there are others."""
MANY_VALUES = 200
"""What the address says behind the link to more of them."""
_ALWAYS = ("source", "section")
_LONGEST_LINKED = 1_000


class Choice(NamedTuple):
    """A value to narrow by, `link`, or to leave out by the parameter `against` (None where it is chosen or left out already, which `link` takes back). `found` is how many have it, None where it is chosen but none of the commonest; `link`, escaped, None where it is too long for one."""

    label: str
    found: int | None
    state: Literal["open", "chosen", "left out"]
    link: str | None
    value: str
    against: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """One facet: its first values, and the `rest` behind a fold. `cut`: there are more than are listed."""

    name: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """Something that narrows the results now; `address` is the search without it."""

    name: str
    label: str
    address: SearchAddress


def facet_groups(address: SearchAddress, results: Results, listed: int) -> tuple[FacetGroup, ...]:
    """The facets that have a value, each with its first so many. Language, byline and tag are left out where every article has the same one."""
    useful = (facet for facet in FACETS if facet in _ALWAYS or not _is_uniform(address, facet, results))
    variants = variants_of(address)
    groups = (_group(address, variants, facet, results.facets.get(facet, ()), listed) for facet in useful)
    return tuple(group for group in groups if group is not None)


def chips_of(address: SearchAddress, request: SearchRequest) -> tuple[Chip, ...]:
    """Days, match, chosen values and those left out, in this order."""
    return (
        *_day_chips(address, request),
        *_match_chips(address, request),
        *_value_chips(address, "include"),
        *_value_chips(address, "exclude"),
    )


def label_of(facet: Facet, value: str) -> str:
    """A facet's value as people read it."""
    return language_name(value) if facet == "language" else value


def _is_uniform(address: SearchAddress, facet: Facet, results: Results) -> bool:
    values = results.facets.get(facet, ())
    return len(values) == 1 and values[0].count == results.total and not address.include.get(facet)


def _group(
    address: SearchAddress, variants: Variants, facet: Facet, values: tuple[FacetValue, ...], most: int
) -> FacetGroup | None:
    listed = values[:most]
    chosen = {fold_value(value) for value in address.include.get(facet, ())}
    known = {fold_value(value.value) for value in listed} if chosen else set()
    lost = [value for value in address.include.get(facet, ()) if fold_value(value) not in known]
    rows = [*((value, None) for value in lost), *((value.value, value.count) for value in listed)]
    if not rows:
        return None
    with_value = variants.with_value(facet)
    left_out = {fold_value(value) for value in address.exclude.get(facet, ())}
    settled = chosen | left_out
    choices = [
        _settled_choice(address, facet, value, count, is_chosen=fold_value(value) in chosen)
        if settled and fold_value(value) in settled
        else _choice(facet, value, count, with_value)
        for value, count in rows
    ]
    first = [choice for at, choice in enumerate(choices) if at < VALUES_SHOWN or choice.state != "open"]
    rest = tuple(choice for choice in choices[VALUES_SHOWN:] if choice.state == "open")
    return FacetGroup(name=_(NAMES[facet]), choices=tuple(first), rest=rest, cut=len(values) > most)


def _choice(facet: Facet, value: str, count: int | None, with_value: Callable[[str], str]) -> Choice:
    is_linked = len(value) <= _LONGEST_LINKED
    return Choice(
        label=label_of(facet, value),
        found=count,
        state="open",
        link=with_value(value) if is_linked else None,
        value=value,
        against=f"exclude_{FACET_PARAMETERS[facet]}" if is_linked else None,
    )


def _settled_choice(
    address: SearchAddress, facet: Facet, value: str, count: int | None, *, is_chosen: bool
) -> Choice:
    is_linked = len(value) <= _LONGEST_LINKED
    without = address.without_value if is_chosen else address.without_exclusion
    return Choice(
        label=label_of(facet, value),
        found=count,
        state="chosen" if is_chosen else "left out",
        link=escaped(search_url(without(facet, value))) if is_linked else None,
        value=value,
        against=None,
    )


def _day_chips(address: SearchAddress, request: SearchRequest) -> tuple[Chip, ...]:
    days = days_in_words(request.filters.first, request.filters.last)
    return (Chip(name=_("Dates"), label=days, address=address.with_dates("", "")),) if days else ()


def _match_chips(address: SearchAddress, request: SearchRequest) -> tuple[Chip, ...]:
    if address.match.strip().lower() != "any" or request.tree is None:
        return ()
    return (Chip(name=_("Match"), label=_("any of the words"), address=address.with_match("")),)


def _value_chips(address: SearchAddress, which: str) -> list[Chip]:
    chosen = address.include if which == "include" else address.exclude
    without = address.without_value if which == "include" else address.without_exclusion
    return [
        Chip(name=_chip_name(facet, which), label=label_of(facet, value), address=without(facet, value))
        for facet, values in chosen.items()
        for value in values
    ]


def _chip_name(facet: Facet, which: str) -> str:
    name = _(NAMES[facet])
    return name if which == "include" else _("%(name)s, not", name=name)
