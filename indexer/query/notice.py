"""Remarks on how a query was read: what was closed, turned, left out or taken for a word.

The lexer and the parser add to one `NoticeBook`; what comes out travels with the request to every
page and program that shows the query.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.message import say

MOST_NOTICES = 20
"""More than anybody reads; keeps a hostile query from growing a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A remark on how the query was read. `start` and `end`: half-open code points of the typed text."""

    message: str
    start: int
    end: int


class NoticeBook:
    """Collects notices, each message once, at most MOST_NOTICES."""

    def __init__(self) -> None:
        self._notices: dict[str, Notice] = {}

    def add(self, message: str, start: int, end: int) -> None:
        """Notes a remark about the code points `start`..`end`, unless it stands already."""
        if message not in self._notices and len(self._notices) < MOST_NOTICES:
            self._notices[message] = Notice(message=message, start=start, end=end)

    def in_order(self) -> tuple[Notice, ...]:
        """What was noted, by place."""
        return tuple(sorted(self._notices.values(), key=lambda notice: (notice.start, notice.end)))


def shown(text: str, longest: int = 40) -> str:
    """User text as a message quotes it: one line without control characters, shortened, in quotation marks."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * longest]).split())
    return say("“%(text)s”", text=line if len(line) <= longest else line[: longest - 1] + "…")
