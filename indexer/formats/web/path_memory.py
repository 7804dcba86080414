"""An XPath whose conditions speak of an element's own tag and attributes, asked once for each kind of element.

In: a compiled XPath. Out: a `PathMemory` that finds the same elements in a fraction of the time: pages give most of their elements
the same few classes, and an expression in XPath calls back into Python for each element and each regular expression in it.
"""

from __future__ import annotations

from lxml import etree

from indexer.formats.web.path_conditions import PathConditions

MOST_KINDS = 4_000
"""Kinds of elements that a path remembers before it forgets them all; a site has some hundreds."""

LONGEST_KIND = 300
"""Letters in its attributes beyond which a kind is not remembered."""

_Kind = tuple[str, tuple[str | None, ...], tuple[str, ...]]
"""A tag, the values of the attributes, and their names in the element's order where that matters."""


class PathMemory:
    """Finds what a path finds, or its first element where the path gives that alone."""

    def __init__(self, path: etree.XPath, conditions: PathConditions) -> None:
        self.path = path
        self._conditions = conditions
        self._known: dict[_Kind, bool] = {}

    def __call__(self, tree: etree._Element) -> list[etree._Element]:
        found = self._find(tree)
        if found and not self._conditions.is_whole:
            asked = self.path(tree)
            return (
                [one for one in asked if isinstance(one, etree._Element)] if isinstance(asked, list) else []
            )
        return found

    def _find(self, tree: etree._Element) -> list[etree._Element]:
        asked, known = self._conditions, self._known
        if len(known) > MOST_KINDS:
            known.clear()
        found: list[etree._Element] = []
        for element in tree.iterdescendants(*(asked.tags or (etree.Element,))):
            values = tuple(map(element.get, asked.attributes))
            order: tuple[str, ...] = ()
            if asked.has_order and len(values) - values.count(None) > 1:
                order = tuple(str(name) for name in element.attrib if name in asked.attributes)
            kind = (element.tag, values, order)
            verdict = known.get(kind)
            if verdict is None:
                verdict = self._judge(kind)
            if verdict:
                found.append(element)
                if asked.is_first:
                    break
        return found

    def _judge(self, kind: _Kind) -> bool:
        tag, values, order = kind
        named = dict(zip(self._conditions.attributes, values, strict=True))
        attributes = {name: value for name in order or named if (value := named[name]) is not None}
        verdict = self._conditions.holds(tag, attributes)
        if sum(map(len, attributes.values())) <= LONGEST_KIND:
            self._known[kind] = verdict
        return verdict
