"""The links of which a page has dozens: one search with other days, or with one more value of a facet.

Each is what `SearchAddress.with_dates` and `with_value` lead to, but what all of them have in common is encoded and escaped once.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote_plus

from indexer.engines.contract import Facet
from search_web.links import FACET_PARAMETERS, SearchAddress, encoded_pair
from search_web.marking import escaped


class Variants:
    """Links as HTML holds them, escaped. `path` is that of the search page, `end` what stands behind every search in an address, such as its language."""

    def __init__(self, address: SearchAddress, path: str, end: str = "") -> None:
        pairs = [(name, encoded_pair(name, value)) for name, value in address.typed() if name != "page"]
        filters = len(address.filter_pairs())
        plain = pairs[: len(pairs) - filters]
        self._path = escaped(path)
        self._end = [escaped(end)] if end else []
        self._words = [pair for name, pair in plain if name == "q"]
        self._days = [pair for name, pair in plain if name in ("from", "to")]
        self._more = [pair for name, pair in plain if name not in ("q", "from", "to")]
        self._filters = [pair for _, pair in pairs[len(pairs) - filters :]]
        self._chosen = {facet: len(values) for facet, values in address.include.items()}

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
            return f"{before}{quote_plus(value, errors='replace')}{behind}"

        return link

    def _begin(self, pairs: list[str]) -> str:
        return f"{self._path}?" + "".join(f"{pair}&amp;" for pair in pairs)

    def _finish(self, pairs: list[str]) -> str:
        return "".join(f"&amp;{pair}" for pair in [*pairs, *self._end])
