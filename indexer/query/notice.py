"""Remarks on how a query was read: what was closed, turned, left out or taken for a word.

The lexer and the parser add to one `NoticeBook`; what comes out travels with the request to every
page and program that shows the query.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.message import say

MOST_NOTICES = 20
"""More than anybody reads; keeps a hostile query from growing a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A remark on how the query was read. `start` and `end`: half-open code points of the typed text.

    `mends`: what somebody types who meant something else, as (start, end, what stands there instead); empty where nobody can tell.
    """

    message: str
    start: int
    end: int
    mends: tuple[tuple[int, int, str], ...] = ()

    def mended(self, typed: str) -> str:
        """The typed text with all of `mends`."""
        for start, end, instead in sorted(self.mends, reverse=True):
            typed = typed[:start] + instead + typed[end:]
        return typed

    def as_json(self) -> dict[str, str | int]:
        return {"message": self.message, "start": self.start, "end": self.end}


class NoticeBook:
    """Collects notices, each message once, at most MOST_NOTICES."""

    def __init__(self) -> None:
        self._notices: dict[str, Notice] = {}

    def add(self, message: str, start: int, end: int, instead: str | None = None) -> None:
        """Notes a remark about the code points `start`..`end`; of one that stands already, only what may stand there `instead`."""
        mend = () if instead is None else ((start, end, instead),)
        known = self._notices.get(message)
        if known is not None:
            self._notices[message] = replace(known, mends=known.mends + mend)
        elif len(self._notices) < MOST_NOTICES:
            self._notices[message] = Notice(message=message, start=start, end=end, mends=mend)

    def in_order(self) -> tuple[Notice, ...]:
        """What was noted, by place."""
        return tuple(sorted(self._notices.values(), key=lambda notice: (notice.start, notice.end)))


def shown(text: str, longest: int = 40) -> str:
    """User text as a message quotes it: one line without control characters, shortened, in quotation marks."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * longest]).split())
    return say("“%(text)s”", text=line if len(line) <= longest else line[: longest - 1] + "…")
