"""Addresses: a search as it stands in one, and the same search with one thing changed.

`read_address` takes what the browser sent, typed values kept as typed, so that a bookmark with
`from=last week` goes on meaning last week. Every change gives a new `SearchAddress` on page 1.
`web_url` says which addresses of articles may become links at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import quote_plus, urlsplit

from werkzeug.datastructures import MultiDict

from indexer.engines.contract import Facet
from indexer.search.comparison import MOST_COMPARED
from indexer.search.request import MOST_VALUES
from indexer.words.folding import fold_value

FACET_PARAMETERS: Mapping[Facet, str] = {
    "source": "source",
    "section": "section",
    "language": "lang",
    "byline": "byline",
    "tag": "tag",
    "year": "year",
}
DEFAULT_SIZE = "10"
_DEFAULTS = {"match": "all", "page": "1", "size": DEFAULT_SIZE}
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff<>\"]")


_LONGEST_KEPT = 200
"""Code points of a value whose encoded form is remembered: a page writes the same words in a hundred links."""


def encoded(value: str) -> str:
    """A value as it stands in an address; a lone surrogate, which has no encoding, as `?`."""
    return _kept(value) if len(value) <= _LONGEST_KEPT else _encoded(value)


def encoded_pair(name: str, value: str) -> str:
    """`name=value` as it stands in an address."""
    return f"{name}={encoded(value)}"


def _encoded(value: str) -> str:
    return quote_plus(value, errors="replace")


_kept = lru_cache(maxsize=2_048)(_encoded)


SCALARS = ("q", "from", "to", "match", "sort", "size", "page", "facet_values", "chart")
"""Parameters that stand in an address once, in their order."""


def says_more(name: str, value: str) -> bool:
    """Whether a parameter's value is another than what holds without it."""
    return bool(value) and value != _DEFAULTS.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAddress:
    """One search as typed: the parameters of `/search`. `include` and `exclude` hold the values of each facet."""

    text: str = ""
    first: str = ""
    last: str = ""
    match: str = ""
    sort: str = ""
    page: str = ""
    size: str = ""
    facet_values: str = ""
    chart: str = ""
    compare: tuple[str, ...] = ()
    include: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)

    def typed(self) -> list[tuple[str, str]]:
        """The parameters that say more than a default does, in a fixed order."""
        return self.scalar_pairs() + self.repeated_pairs()

    def repeated_pairs(self) -> list[tuple[str, str]]:
        """Of these, those that may stand there several times."""
        return [("compare", text) for text in self.compare] + self.filter_pairs()

    def scalar_pairs(self) -> list[tuple[str, str]]:
        """And those that stand there once."""
        scalars = (
            ("q", self.text),
            ("from", self.first),
            ("to", self.last),
            ("match", self.match),
            ("sort", self.sort),
            ("size", self.size),
            ("page", self.page),
            ("facet_values", self.facet_values),
            ("chart", self.chart if self.shows_share else ""),
        )
        return [(name, value) for name, value in scalars if says_more(name, value)]

    def filter_pairs(self) -> list[tuple[str, str]]:
        """The chosen values and those left out, as parameters."""
        return [
            (prefix + FACET_PARAMETERS[facet], value)
            for prefix, chosen in (("", self.include), ("exclude_", self.exclude))
            for facet, values in chosen.items()
            for value in values
        ]

    def query_string(self) -> str:
        """The parameters as they stand behind the `?`; empty where nothing is asked."""
        return "&".join([encoded_pair(name, value) for name, value in self.typed()])

    def with_page(self, page: int) -> SearchAddress:
        return replace(self, page=str(page))

    @property
    def shows_share(self) -> bool:
        """Whether the timeline shows shares of all articles in the place of counts."""
        return self.chart.strip().lower() == "share"

    def with_compared(self, texts: tuple[str, ...]) -> SearchAddress:
        return replace(self, compare=texts, page="")

    def with_match(self, match: str) -> SearchAddress:
        return replace(self, match=match, page="")

    def with_text(self, text: str) -> SearchAddress:
        return replace(self, text=text, page="")

    def with_dates(self, first: str, last: str) -> SearchAddress:
        return replace(self, first=first, last=last, page="")

    def without_filters(self) -> SearchAddress:
        return replace(self, include={}, exclude={}, page="")

    def without_facet(self, facet: Facet) -> SearchAddress:
        """Without the chosen values of a facet, and without those left out."""
        include = {name: values for name, values in self.include.items() if name != facet}
        exclude = {name: values for name, values in self.exclude.items() if name != facet}
        return replace(self, include=include, exclude=exclude, page="")

    def with_value(self, facet: Facet, value: str) -> SearchAddress:
        """One more value of a facet: an article then needs one of those chosen."""
        return replace(self, include=_added(self.include, facet, value), page="")

    def without_value(self, facet: Facet, value: str) -> SearchAddress:
        """A chosen value given up, in whatever case and accents it was typed."""
        return replace(self, include=_removed(self.include, facet, value), page="")

    def without_exclusion(self, facet: Facet, value: str) -> SearchAddress:
        return replace(self, exclude=_removed(self.exclude, facet, value), page="")

    def chooses(self, facet: Facet, value: str) -> bool:
        """Whether a value is among those chosen."""
        return fold_value(value) in map(fold_value, self.include.get(facet, ()))


def read_address(args: MultiDict[str, str]) -> SearchAddress:
    """What a request's parameters say. Of one that is repeated and cannot be, the first counts; unknown ones do not."""
    return SearchAddress(
        text=args.get("q", ""),
        first=args.get("from", ""),
        last=args.get("to", ""),
        match=args.get("match", ""),
        sort=args.get("sort", ""),
        page=args.get("page", ""),
        size=args.get("size", ""),
        facet_values=args.get("facet_values", ""),
        chart=args.get("chart", ""),
        compare=_values(args.getlist("compare"))[: MOST_COMPARED + 1],
        include=_chosen(args, ""),
        exclude=_chosen(args, "exclude_"),
    )


def web_url(address: str | None) -> str | None:
    """The address as a link may hold it: http or https, with a host, nothing a browser would read otherwise. Else None."""
    if not address or _NOT_IN_URLS.search(address.strip()):
        return None
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    return address.strip() if parts.scheme.lower() in ("http", "https") and host else None


def _chosen(args: MultiDict[str, str], prefix: str) -> dict[Facet, tuple[str, ...]]:
    found = {facet: _values(args.getlist(prefix + name)) for facet, name in FACET_PARAMETERS.items()}
    return {facet: values for facet, values in found.items() if values}


def _values(given: list[str]) -> tuple[str, ...]:
    """Those that are not blank, as a form leaves fields empty; all of them where they are more than a filter takes, so that these are refused."""
    return tuple(given if len(given) > MOST_VALUES else [value for value in given if value.strip()])


def _added(chosen: Mapping[Facet, tuple[str, ...]], facet: Facet, value: str) -> dict[Facet, tuple[str, ...]]:
    return {**chosen, facet: (*chosen.get(facet, ()), value)}


def _removed(
    chosen: Mapping[Facet, tuple[str, ...]], facet: Facet, value: str
) -> dict[Facet, tuple[str, ...]]:
    kept = tuple(other for other in chosen.get(facet, ()) if fold_value(other) != fold_value(value))
    rest = {name: values for name, values in chosen.items() if name != facet}
    return {**rest, facet: kept} if kept else rest
