"""Records of a file that hold no article, told in sums: what they are, how many, where some of them are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.article import NotArticle, Origin

SHOWN = 3
"""Records that are named in a sum."""
KINDS = 500
"""Most kinds that are told apart; what comes beyond is one kind more."""


@dataclass(slots=True)
class SkippedRecords:
    """Counts records by what they are, with the first names of each, and the bytes that they took."""

    origin: Origin
    counts: dict[str, int] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=dict)
    size: int = 0

    def add(self, what: str, name: str = "") -> None:
        what = what if what in self.counts or len(self.counts) < KINDS else "others"
        self.counts[what] = self.counts.get(what, 0) + 1
        shown = self.shown.setdefault(what, [])
        if name and len(shown) < SHOWN:
            shown.append(name[:200])

    def total(self) -> int:
        return sum(self.counts.values())

    def tell(self) -> Iterator[NotArticle]:
        """A line for each kind; the sums start anew."""
        for what, count in self.counts.items():
            names = ", ".join(self.shown[what])
            more = ", …" if names and count > len(self.shown[what]) else ""
            reason = f"{what}: {count:,}" + (f" ({names}{more})" if names else "")
            yield NotArticle(path=self.origin.path, member=self.origin.member, reason=reason)
        self.counts.clear()
        self.shown.clear()
        self.size = 0
