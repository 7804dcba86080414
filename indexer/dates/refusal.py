"""Why something is no date: one reason for people, and how telling it is beside others."""

from __future__ import annotations

from typing import NamedTuple

from indexer.article import Undated
from indexer.message import say


class Refusal(NamedTuple):
    """A reason and its weight: where several texts were tried, the heaviest is the one to show."""

    weight: int
    reason: str

    def of(self, raw: str | None) -> Undated:
        """As it stands in an article, with the text that was tried (its first 200 characters)."""
        raw = raw.strip()[:200] if raw else None
        return Undated(reason=self.reason, raw=raw or None)


NOT_STATED = Refusal(0, say("no date stated"))
UNREADABLE = Refusal(1, say("not readable as a date"))
TOO_LONG = Refusal(1, say("too long to be a date"))
OTHER_DAY = Refusal(2, say("a day other than that of publication"))
NO_REFERENCE = Refusal(3, say("a date relative to a day that is not known"))
SEVERAL = Refusal(4, say("more than one date, or a range"))
SENTINEL = Refusal(4, say("a value that stands for no date"))


_IMPOSSIBLE = "no such day: %(day)s"
_TOO_LATE = "%(day)s is later than the file itself"
_AMBIGUOUS = "ambiguous: %(day)s or %(other)s; a date order (DMY, MDY, YMD) decides it"

STORED = (_IMPOSSIBLE, _TOO_LATE, _AMBIGUOUS, "%(day)s is later than the capture")
"""Reasons with something in them, as an index keeps them for good, in English; those without are what they are."""


def impossible(printed: str) -> Refusal:
    return Refusal(5, say(_IMPOSSIBLE, day=printed))


def too_late(day: str) -> Refusal:
    return Refusal(5, say(_TOO_LATE, day=day))


def ambiguous(days: list[str]) -> Refusal:
    return Refusal(6, say(_AMBIGUOUS, day=days[0], other=" or ".join(days[1:])))


def is_ambiguous(undated: Undated) -> bool:
    """Whether there is no date only because numbers may stand for several days: a language or an order would tell."""
    return getattr(undated.reason, "template", "") == _AMBIGUOUS


def is_relative(date: object) -> bool:
    """Whether a text is no date only because the day that it counts from is not known (`3 hours ago`)."""
    return isinstance(date, Undated) and date.reason == NO_REFERENCE.reason
