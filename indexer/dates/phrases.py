"""The tables of words -> one tree of phrases, by the keys of their tokens, with what each means.

`words` and `relative_names` list phrases as people print them, `names` the months and weekdays of all languages, `zones` the zones.
Where a phrase stands twice the first counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from indexer.dates import names, relative_names, words, zones
from indexer.dates.spelling import normalise
from indexer.dates.tokens import tokenise

Meaning = tuple[str, Any]
Node = dict[str, Any]
LEAF = " "
"""Where a phrase ends: no token's key, which may be empty (a word of strokes alone), but never holds a blank."""
SKIPPED = frozenset(".'")
"""Marks that mean nothing between the words of a phrase."""
ZONE_LETTERS = frozenset(
    name for name in (*zones.PLACES, *zones.OFFSETS, *zones.UNIVERSAL) if name.isupper() or name == "мск"
)
"""Zones by their letters (`EST`), which count in capitals alone."""
_MONTH_PREFIXES = frozenset(("thang", "thg"))
_NO_WEEKDAYS = ("pay", "hen", "an", "pa", "st", "or", "al", "be", "so", "do")


def _phrases(listed: str) -> Iterator[str]:
    for phrase in re.split(r"[|\n]", listed):
        if phrase.strip():
            yield _key_of(phrase)


def _key_of(phrase: str) -> str:
    """A phrase as the lexicon keeps it: keys of its tokens, without points and apostrophes."""
    return " ".join(
        token.key for token in tokenise(normalise(phrase)) if token.key and token.key not in SKIPPED
    )


def _entries() -> Iterator[tuple[str, Meaning]]:
    """All phrases and meanings."""
    yield from _months()
    for listed in words.SOLAR_HIJRI_MONTHS:
        yield from ((_key_of(name), ("J", month)) for month, name in enumerate(listed.split("|"), 1))
    for (unit, count), listed in (*words.AGO.items(), *relative_names.AGO.items()):
        yield from ((phrase, ("G", (unit, count))) for phrase in _phrases(listed.replace("#", " 1 ")))
    yield from ((_key_of(era), ("e", year)) for era, year in words.ERAS.items())
    weak = frozenset(_phrases(words.WEAK_LABELS))
    for code, listed in _LISTS:
        yield from ((phrase, (code, "weak" if phrase in weak else None)) for phrase in _phrases(listed))
    for code, value, listed in _VALUED:
        yield from ((phrase, (code, value)) for phrase in _phrases(listed))
    yield from _weekdays()
    for name in (*zones.PLACES, *zones.OFFSETS, *zones.UNIVERSAL):
        if name not in ZONE_LETTERS:
            yield _key_of(name), ("Z", name)
    yield from ((prefix, ("m", None)) for prefix in _MONTH_PREFIXES)


def _months() -> Iterator[tuple[str, Meaning]]:
    """Months, as `K` where the word is a weekday elsewhere; a doubtful one carries (month, languages) pairs."""
    weekdays = {phrase for _, (_, phrase) in _numbered(names.WEEKDAYS, words.MORE_WEEKDAYS)}
    for name, meanings in names.DOUBTFUL_MONTHS.items():
        yield name, ("M", meanings)
    for _, (month, phrase) in _numbered(names.MONTHS, words.MORE_MONTHS):
        yield phrase, ("K" if phrase in weekdays else "M", month)


def _weekdays() -> Iterator[tuple[str, Meaning]]:
    yield "ca", ("x", None)  # two weekdays of Azerbaijan, and `about` everywhere else
    for name in names.DOUBTFUL_WEEKDAYS:
        yield name, ("W", None)
    # English words that are short names of weekdays elsewhere
    for name in _NO_WEEKDAYS:
        yield name, ("x", None)
    for _, (weekday, phrase) in _numbered(names.WEEKDAYS, words.MORE_WEEKDAYS):
        yield phrase, ("W", weekday)


def _numbered(*tables: dict[int, str]) -> Iterator[tuple[int, tuple[int, str]]]:
    for table in tables:
        for number, listed in table.items():
            yield from ((0, (number, phrase)) for phrase in _phrases(listed))


_LISTS = (
    ("P", words.ENGLISH_PUBLISHED), ("P", words.PUBLISHED), ("U", words.ENGLISH_UPDATED), ("U", words.UPDATED),
    ("X", words.OTHER_DAY), ("c", words.CLOCK_ENDS), ("B", words.BYLINE),
)  # fmt: skip
_VALUED = (
    ("T", 12, words.NOON), ("T", 0, words.MIDNIGHT), ("A", 0, words.MORNING), ("A", 12, words.AFTERNOON), ("A", 18, words.NIGHT), ("A", 11, words.MIDDAY),
    ("R", 1, words.YESTERDAY), ("R", 0, words.TODAY), ("G", ("minute", 0), words.JUST_NOW),
    ("f", "en", words.ENGLISH_FILLERS), ("f", None, words.FILLERS),
)  # fmt: skip


def _trie(entries: Iterable[tuple[str, Meaning]]) -> Node:
    root: Node = {}
    for phrase, meaning in entries:
        node = root
        for key in phrase.split(" "):
            node = node.setdefault(key, {})
        node.setdefault(LEAF, meaning)
    root.pop("", None)
    return root


PHRASES = _trie(_entries())
