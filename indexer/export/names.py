"""Bylines -> the people in them, for catalogues that want family names apart. What is no plain name stays as it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_NAMES = 20

_BETWEEN = re.compile(r"\s*(?:;|,|\s(?:and|und|et|y|e|en|og|och|with)\s|&|/)\s*", re.IGNORECASE)
_PARTICLES = frozenset("van von der den de la le du di da del della dos das ten ter al el bin ibn".split())
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*")
_NO_PEOPLE = frozenset(
    "staff reporter reporters correspondent correspondents editor editors writer writers agency agencies news service desk team press bureau wire wires"
    " redaktion agentur agence redacción redazione redactie".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person as family and given name, or anybody as a `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def inverted(self) -> str:
        """`Roe, Jane`; a literal as it is."""
        return self.literal or f"{self.family}, {self.given}"

    @property
    def plain(self) -> str:
        """`Jane Roe`."""
        return self.literal or f"{self.given} {self.family}"


def read_names(byline: str | None, language: str | None = None) -> tuple[Name, ...]:
    """The names of a byline, in its order, at most MOST_NAMES. Where family names come first or unmarked, all of it is one literal."""
    text = " ".join((byline or "").split())
    if not text:
        return ()
    if language in ("zh", "ja", "ko", "hu", "vi", "ar", "fa", "he", "my", "id"):
        return (Name(literal=text),)
    parts = [part for part in _BETWEEN.split(text) if part]
    return tuple(_read_name(part) for part in parts[:MOST_NAMES])


def _read_name(part: str) -> Name:
    words = part.split(" ")
    if not 2 <= len(words) <= 5 or not all(map(_is_name_word, words)):
        return Name(literal=part)
    if _NO_PEOPLE & {word.lower().rstrip(".") for word in words}:
        return Name(literal=part)
    first = next((at for at, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), len(words) - 1)
    return Name(family=" ".join(words[first:]), given=" ".join(words[:first]))


def _is_name_word(word: str) -> bool:
    return bool(_NAME_WORD.fullmatch(word)) and (word[0].isupper() or word.lower() in _PARTICLES)
