"""What a record says beyond an article's fields -> `extra`: JSON values, bounded in number, depth and size."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

KEYS = 200
NESTING = 6
ITEMS = 500
TEXT = 20_000
TOTAL = 200_000
"""Most characters that all of an article's extra fields may take together."""


def bound_extra(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs that say something, cut where they are beyond the bounds; `extra_cut` then names the fields that were."""
    extra: dict[str, Any] = {}
    room = _Room(TOTAL)
    cut: list[str] = []
    for key, value in pairs:
        if value is None or value == "" or value == [] or value == {}:
            continue
        if len(extra) >= KEYS or room.left <= 0:
            cut.append(key[:100])
            continue
        room.was_cut = False
        extra[key[:200]] = room.fit(value, 0)
        if room.was_cut:
            cut.append(key[:100])
    if cut:
        extra["extra_cut"] = cut[:50]
    return extra


class _Room:
    """How many characters are left, and whether something did not fit."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.was_cut = False

    def fit(self, value: Any, depth: int) -> Any:
        if isinstance(value, str):
            return self._fit_text(value)
        self.left -= 8
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if depth >= NESTING or self.left <= 0:
            self.was_cut = True
            return None
        return self._fit_members(value, depth + 1)

    def _fit_text(self, text: str) -> str:
        most = max(0, min(TEXT, self.left))
        self.left -= min(len(text), most)
        if len(text) <= most:
            return text
        self.was_cut = True
        return text[:most] + "…"

    def _fit_members(self, value: Any, depth: int) -> Any:
        self.was_cut |= len(value) > ITEMS
        if isinstance(value, Mapping):
            members = list(value.items())[:ITEMS]
            return {self._fit_text(str(key)): self.fit(member, depth) for key, member in members}
        return [self.fit(member, depth) for member in value[:ITEMS]]
