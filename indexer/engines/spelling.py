"""Which words of an archive somebody may have meant who typed another: the rules that every engine keeps.

A candidate is a word of a title, summary, body or caption, compared without case and accents, that differs
from the one typed by a few letters. Likeliest first: of candidates as many edits away, the one that more
articles hold; one edit is worth LIKELIER times the articles of two. Of equal ones those with fewer edits,
then by the folded word. Each is shown as most articles write it; of ways that are as common, the last by
code points, so that small letters come before capitals.
"""

from __future__ import annotations

from indexer.words.division import characters

LIKELIER = 32
"""How much oftener a word is mistyped by one letter than by two, roughly: `goverment` is no `governed`."""

SHORTEST, LONGEST = 3, 40
_SHORT = 5
"""Up to so many letters one edit is allowed, as most short words are two edits away from many others."""


def edits_allowed(folded: str) -> int:
    """How many edits away a candidate may be: 0 where none is offered, as for numbers and scripts without blanks."""
    if not SHORTEST <= len(folded) <= LONGEST or any(letter.isnumeric() for letter in folded):
        return 0
    if not any(map(str.isalpha, folded)) or characters(folded, [(0, len(folded))]) is not None:
        return 0
    return 1 if len(folded) <= _SHORT else 2


def likelihood(articles: int, edits: int) -> int:
    """The rank of a candidate that so many articles hold: larger is likelier."""
    return articles * LIKELIER if edits == 1 else articles
