"""Which values of an archive somebody may have meant who typed another: names that are nearly the same, or hold the same words.

A slip or two in the whole name come first (`Reuterz`), then names that have every word that was typed, or its beginning, or a slip of it
(`guardian` and `The Guardian (London)`), then those of which every word was typed (`Reuters News` and `Reuters`). Digits are
never a slip: channel 4 is not channel 5. Of equal ones the commoner comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from indexer.engines.contract import FacetValue
from indexer.engines.spelling import SHORTEST
from indexer.matching.patterns import within_edits
from indexer.words.folding import fold_value

MOST_NEAR = 3
_SHORT = 5
_LONGEST = 100
"""Letters of a typed value that is held against others, and of a value that is looked at."""

_FEWEST_LETTERS = 4
"""Of a value whose every word was typed: `AP` in a longer name says little."""

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_Rank = tuple[int, int]


def near_values(
    typed: str,
    candidates: Iterable[FacetValue],
    names_of: Callable[[str], Sequence[str]] = lambda value: (value,),
) -> tuple[FacetValue, ...]:
    """The nearest few of some values, the likeliest first. `names_of`: all that a value is called by."""
    wanted = _Wanted(fold_value(typed))
    if not 1 < len(wanted.text) <= _LONGEST:
        return ()
    ranked = [
        (min(ranks), -candidate.count, candidate.value, candidate)
        for candidate in candidates
        if (ranks := [rank for name in names_of(candidate.value) if (rank := wanted.rank(name)) is not None])
    ]
    return tuple(candidate for *_, candidate in sorted(ranked, key=lambda one: one[:3])[:MOST_NEAR])


class _Wanted:
    """A typed value, folded, and how near others are to it: by kind, then by slips or words that are missing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = _WORD.findall(text)
        self._slips: dict[tuple[str, str], int | None] = {}

    def rank(self, name: str) -> _Rank | None:
        folded = fold_value(name[:_LONGEST])
        slips = _slips(self.text, folded)
        if slips is not None:
            return 0, slips
        if not self.text.isascii() and self.text in folded:
            # names without blanks between their words
            return 1, 0
        words = _WORD.findall(folded)
        return self._rank_of_more_words(words) or self._rank_of_fewer_words(words)

    def _rank_of_more_words(self, words: Sequence[str]) -> _Rank | None:
        """Where every typed word is among them."""
        slips = 0
        for wanted in self._words:
            found = [one for word in words if (one := self._slips_in_word(wanted, word)) is not None]
            if not found:
                return None
            slips += min(found)
        return (1, slips) if self._words else None

    def _rank_of_fewer_words(self, words: Sequence[str]) -> _Rank | None:
        """Where each of them was typed."""
        if sum(map(len, words)) < _FEWEST_LETTERS or not set(words) <= set(self._words):
            return None
        return 2, len(self._words) - len(words)

    def _slips_in_word(self, wanted: str, word: str) -> int | None:
        if word == wanted or (len(wanted) >= SHORTEST and word.startswith(wanted)):
            return 0
        if len(wanted) < _SHORT:
            # of a short word, a slip is a word of some name or other
            return None
        pair = wanted, word
        if pair not in self._slips:
            self._slips[pair] = _slips(wanted, word)
        return self._slips[pair]


def _slips(one: str, other: str) -> int | None:
    """How many letters lie between two texts that may be one with slips; None where they are too many, or too short."""
    most = 0 if len(one) < SHORTEST else 1 if len(one) <= _SHORT else 2
    if one == other:
        return 0
    # each edit takes away one letter and brings another at most, which is quickly told
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return None
    if not within_edits(one, other, most) or _DIGIT.findall(one) != _DIGIT.findall(other):
        return None
    return next(edits for edits in range(1, most + 1) if within_edits(one, other, edits))
