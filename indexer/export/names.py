"""Bylines -> the people in them, for catalogues that want family names apart. A wrong author in a bibliography is worse than a clumsy one:
where a byline is not sure to be names and agencies, all of it stays as it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_NAMES = 20

AGENCIES = frozenset(
    (
        *"reuters ap afp dpa upi ansa efe tass apa kyodo xinhua bloomberg pa belga ritzau ntb tt pti ani anp".split(),
        *("associated press", "the associated press", "agence france-presse", "press association"),
    )
)
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(\s*,\s*(?:and\s|&)\s*|\s*[;,&/]\s*|\s(?:and|und|et|y|e|en|og|och|with)\s)", re.IGNORECASE
)
_PARTICLES = frozenset("van von der den de la le du di da del della dos das ten ter al el bin ibn".split())
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_NO_PEOPLE = frozenset(
    "associated from group herald journal network newspaper our post radio special telegraph the times tribune in at by staff reporter reporters correspondent correspondents editor editors writer writers agency agencies news service desk team press bureau wire wires"
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
    """The names of a byline, in its order. What is not sure, or more than MOST_NAMES, is one literal; where family names come first or unmarked, it is so too."""
    text = " ".join((byline or "").split())
    if not text:
        return ()
    if language in ("zh", "ja", "ko", "hu", "vi", "ar", "fa", "he", "my", "id"):
        return (Name(literal=text),)
    # of every two, the first is a name and the second what stands behind it
    parts = _BETWEEN.split(_BY.sub("", text))
    names = [_read_name(part) for part in parts[::2]]
    if len(names) > MOST_NAMES or None in names or _may_end_with_a_place(parts):
        return (Name(literal=text),)
    return tuple(name for name in names if name)


def _may_end_with_a_place(parts: list[str]) -> bool:
    """Whether what stands last is set apart by a comma alone and no agency: `Jane Roe, New York`."""
    return len(parts) > 1 and parts[-2].strip() == "," and parts[-1].casefold() not in AGENCIES


def _read_name(part: str) -> Name | None:
    """A person with one given name, initials and a family name, perhaps with particles; an agency as it stands; None for what may be anything.

    Of three full words nobody can tell where the family name begins: `Gabriel García Márquez`, `Mary Ann Smith`.
    """
    if part.casefold() in AGENCIES:
        return Name(literal=part)
    words = part.split(" ")
    if not 2 <= len(words) <= 6 or not all(map(_is_name_word, words)):
        return None
    if _NO_PEOPLE & {word.lower().rstrip(".") for word in words}:
        return None
    first = next((at for at, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), len(words) - 1)
    particles = {word.lower() for word in words[first:-1]}
    if not all(map(_INITIAL.fullmatch, words[1:first])) or particles - _PARTICLES or len(words[-1]) < 2:
        return None
    return Name(family=" ".join(words[first:]), given=" ".join(words[:first]))


def _is_name_word(word: str) -> bool:
    return bool(_NAME_WORD.fullmatch(word)) and (word[0].isupper() or word.lower() in _PARTICLES)
