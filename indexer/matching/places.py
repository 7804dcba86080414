"""One analysed text -> the places of a term in it: words, wildcards, fuzzy and exact words, phrases.

A place is the words of the text that a term takes: their positions, and the code points to mark. A
hyphened word that is found joined stands at its first position. What lies together, near or in one
sentence is left to `stretches` and `proximity`; what a whole query means for an article to `matching`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from indexer.matching.patterns import pattern_test, within_edits
from indexer.query.tree import Exact, Fuzzy, TextField, Wildcard, Word
from indexer.words.analysis import (
    SCAN,
    Piece,
    QueryTerms,
    Surface,
    alternatives,
    exact_alternatives,
    read_surface,
)
from indexer.words.folding import fold

Range = tuple[int, int]
"""Half-open code points of a text."""


class Place(NamedTuple):
    """Words of a text that a term takes. `words`: their positions, ascending; `marks`: their code points."""

    words: tuple[int, ...]
    marks: frozenset[Range]

    @property
    def start(self) -> int:
        return self.words[0]

    @property
    def end(self) -> int:
        return self.words[-1]

    @property
    def unbroken(self) -> bool:
        return self.words[-1] - self.words[0] + 1 == len(self.words)


Column = Mapping[int, frozenset[Range]]
"""Where one form stands: position -> what to mark."""

_Found = tuple[Surface, list[Range]]
"""A surface, and the (position, offset) of each place where it stands."""


class AnalysedText:
    """One title, summary, body, caption, byline, dateline or address, cut into words.

    `length` in words. `sentences` and `paragraphs` hold the positions at which one begins; `known` the places
    of terms that were looked up. Each distinct surface is looked at once a term, so that marking a page of
    hits costs little more than reading their texts.
    """

    __slots__ = (
        "_found",
        "field",
        "known",
        "language",
        "length",
        "number",
        "paragraphs",
        "sentences",
        "text",
    )

    def __init__(self, field: TextField, number: int, text: str, language: str) -> None:
        self.field = field
        self.number = number
        self.text = text
        self.language = language
        self.length = 0
        self.sentences = [0]
        self.paragraphs = [0]
        self.known: dict[Term, list[Place]] = {}
        self._found: dict[str, _Found] = {}
        self._scan()

    def _scan(self) -> None:
        found, length = self._found, 0
        for match in SCAN.finditer(self.text):
            printed = match[0]
            known = found.get(printed)
            if known is None:
                known = found[printed] = (read_surface(printed, self.language), [])
            surface, places = known
            if surface.width:
                places.append((length, match.start()))
                length += surface.width
            elif surface.boundary:
                self._end(surface.boundary == "paragraph", length)
        self.length = length

    def _end(self, paragraph: bool, length: int) -> None:
        """Notes a boundary, in the fields that have any."""
        if self.field not in ("summary", "body"):
            return
        if self.sentences[-1] != length:
            self.sentences.append(length)
        if paragraph and self.field == "body" and self.paragraphs[-1] != length:
            self.paragraphs.append(length)

    def column(self, fits: Callable[[Piece], bool]) -> Column:
        """Where the pieces that fit stand."""
        marks: dict[int, frozenset[Range]] = {}
        for surface, places in self._found.values():
            for piece in surface.pieces:
                if fits(piece):
                    for position, offset in places:
                        place = position + piece.step
                        mark = frozenset(((offset + piece.start, offset + piece.end),))
                        marks[place] = marks[place] | mark if place in marks else mark
        return marks

    def sentence_of(self, place: Place) -> int | None:
        """The number of the sentence that holds a place; None where it runs from one into the next."""
        return _holder(self.sentences, place)

    def paragraph_of(self, place: Place) -> int | None:
        """The number of the paragraph that holds a place; None where it runs from one into the next."""
        return _holder(self.paragraphs, place)


def _holder(starts: list[int], place: Place) -> int | None:
    first = bisect_right(starts, place.start)
    return first if first == bisect_right(starts, place.end) else None


Term = Word | Wildcard | Fuzzy | Exact


def places_of_term(text: AnalysedText, node: Term) -> list[Place]:
    """Where a single term stands in a text, by position. A term asked for again is not looked up again."""
    known = text.known.get(node)
    if known is None:
        known = text.known[node] = _look_up(text, node)
    return known


def _look_up(text: AnalysedText, node: Term) -> list[Place]:
    match node:
        case Word(word):
            return _places_of_rows(text, alternatives(word, text.language), "stem")
        case Exact(exact):
            return _places_of_rows(text, exact_alternatives(exact), "written")
        case Wildcard(pattern):
            return _places_of_forms(text, pattern_test(fold(pattern)))
        case Fuzzy(word, distance):
            wanted = fold(word)
            return _places_of_forms(text, lambda form: within_edits(wanted, form, distance))
    raise AssertionError(node)


def _places_of_rows(
    text: AnalysedText, rows: tuple[QueryTerms, ...], kind: Literal["stem", "written"]
) -> list[Place]:
    """Places of the rows, each of which is stems or written forms at their steps."""
    forms = {getattr(term, kind) for row in rows for term in row}
    columns = {form: text.column(_form_test(kind, form)) for form in forms}
    found = [
        place
        for row in rows
        for place in _places_of_row([(term.step, columns[getattr(term, kind)]) for term in row])
    ]
    return merged(found)


def _form_test(kind: Literal["stem", "written"], form: str) -> Callable[[Piece], bool]:
    if kind == "stem":
        return lambda piece: piece.stem == form
    return lambda piece: piece.written == form


def _places_of_row(columns: list[tuple[int, Column]]) -> list[Place]:
    if len(columns) == 1:
        return [Place((position,), marks) for position, marks in columns[0][1].items()]
    step, rarest = min(columns, key=lambda column: len(column[1]))
    last = max(step for step, _ in columns)
    return [
        Place(
            tuple(range(base, base + last + 1)),
            frozenset(mark for step, column in columns for mark in column[base + step]),
        )
        for base in (position - step for position in rarest)
        if all(base + step in column for step, column in columns)
    ]


def _places_of_forms(text: AnalysedText, test: Callable[[str], bool]) -> list[Place]:
    column = text.column(lambda piece: test(fold(piece.written)))
    return [Place((position,), column[position]) for position in sorted(column)]


def merged(places: Iterable[Place]) -> list[Place]:
    """The places by position; those of the same words as one, with the marks of all."""
    marks: dict[tuple[int, ...], frozenset[Range]] = {}
    for place in places:
        known = marks.get(place.words)
        marks[place.words] = place.marks if known is None else known | place.marks
    return [Place(words, marks[words]) for words in sorted(marks)]


def places_in_order(parts: Sequence[list[Place]]) -> list[Place]:
    """Places of a phrase: a place of each part, each right behind the one before."""
    rows = parts[0]
    for part in parts[1:]:
        followers: dict[int, list[Place]] = {}
        for place in part:
            followers.setdefault(place.start, []).append(place)
        rows = merged(
            Place(row.words + place.words, row.marks | place.marks)
            for row in rows
            for place in followers.get(row.end + 1, ())
        )
    return rows
