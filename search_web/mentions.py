"""Anchors on an article's marked words, so that links and keys lead from one to the next.

Marked text goes through `Anchors` in the order in which the page shows it; each `<mark>` gets an id, `m1`, `m2` …
"""

from __future__ import annotations

import re

from markupsafe import Markup

MOST_LINKED = 30
"""Mentions that the page numbers one by one; keys and marks know all of them."""

_MARK = re.compile("<mark>")


class Anchors:
    """Counts the marks of one page. `count` is how many have been met."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, text: Markup) -> Markup:
        """The text with an id in each mark. Escaped text holds no `<`, so that only our own marks are met."""
        return Markup(_MARK.sub(self._mark, text))

    def linked(self) -> range:
        """The numbers of the mentions that are linked one by one."""
        return range(1, min(self.count, MOST_LINKED) + 1)

    def _mark(self, _: re.Match[str]) -> str:
        self.count += 1
        return f'<mark id="m{self.count}" tabindex="-1">'
