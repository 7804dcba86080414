"""The links of which a page has dozens: one search with other days, one more value of a facet, another page or order.

Each is what `SearchAddress.with_dates`, `with_value`, `with_page` … lead to, but what all of them have in common is encoded and escaped once.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from indexer.engines.contract import Facet
from search_web.links import FACET_PARAMETERS, SCALARS, SearchAddress, encoded, encoded_pair, says_more
from search_web.marking import escaped


class Variants:
    """Links as HTML holds them, escaped. `path` is that of the search page, `end` what stands behind every search in an address, such as its language."""

    def __init__(self, address: SearchAddress, path: str, end: str = "") -> None:
        self._scalars = dict.fromkeys(SCALARS, "")
        self._scalars |= {
            name: encoded_pair(name, value) for name, value in address.scalar_pairs() if name != "page"
        }
        compared = [encoded_pair("compare", text) for text in address.compare]
        self._path = escaped(path)
        self._end = [escaped(end)] if end else []
        pairs = {name: [pair] for name, pair in self._scalars.items() if pair}
        self._words = pairs.pop("q", [])
        self._days = pairs.pop("from", []) + pairs.pop("to", [])
        self._more = [pair for (pair,) in pairs.values()] + compared
        self._filters = [encoded_pair(name, value) for name, value in address.filter_pairs()]
        self._chosen = {facet: len(values) for facet, values in address.include.items()}
        self._behind = [*compared, *self._filters, *self._end]

    def changed(self, **values: str | int) -> Markup:
        """The link to the first page of the search with other values for some of SCALARS; an empty one takes a parameter away. For `from`, which Python keeps for itself, and `to` see `between`."""
        return self._changed({name: str(value) for name, value in values.items()})

    def between(self, first: str, last: str) -> Markup:
        """The link to the search with other days, as they are typed."""
        return self._changed({"from": first, "to": last})

    def _changed(self, values: dict[str, str]) -> Markup:
        changed = {
            name: encoded_pair(name, value) if says_more(name, value) else ""
            for name, value in values.items()
        }
        pairs = [pair for pair in (self._scalars | changed).values() if pair] + self._behind
        return Markup(f"{self._path}?{'&amp;'.join(pairs)}" if pairs else self._path)

    def with_days(self) -> Callable[[str, str], str]:
        """Gives the link for a first and a last ISO day (or month, or year), in which nothing has to be encoded."""
        before = self._begin(self._words)
        behind = self._finish([*self._more, *self._filters])

        def link(first: str, last: str) -> str:
            return f"{before}from={first}&amp;to={last}{behind}"

        return link

    def with_value(self, facet: Facet) -> Callable[[str], str]:
        """Gives the link for one more value of a facet: it comes behind those of the same facet that are chosen already."""
        place = 0
        for name, count in self._chosen.items():
            place += count
            if name == facet:
                break
        before = self._begin([*self._words, *self._days, *self._more, *self._filters[:place]])
        before += f"{FACET_PARAMETERS[facet]}="
        behind = self._finish(self._filters[place:])

        def link(value: str) -> str:
            return f"{before}{encoded(value)}{behind}"

        return link

    def _begin(self, pairs: list[str]) -> str:
        return f"{self._path}?" + "".join(f"{pair}&amp;" for pair in pairs)

    def _finish(self, pairs: list[str]) -> str:
        return "".join(f"&amp;{pair}" for pair in [*pairs, *self._end])
