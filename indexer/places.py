"""One analysed text -> the places of a term in it: words, wildcards, fuzzy and exact words, phrases.

A place is the words of the text that a term takes: their positions, and the code points to mark. A
hyphened word that is found joined stands at its first position. What lies together, near or in one
sentence is left to `stretches` and `proximity`; what a whole query means for an article to `matching`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from indexer.analysis import SCAN, QueryTerms, Surface, alternatives, exact_alternatives, read_surface
from indexer.folding import fold
from indexer.patterns import pattern_test, within_edits
from indexer.query.tree import Exact, Fuzzy, TextField, Wildcard, Word

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


Forms = Mapping[str, Mapping[int, frozenset[Range]]]
"""Form -> position -> what to mark."""


class AnalysedText:
    """One title, summary, body, caption, byline, dateline or address, cut into words.

    `length` in words. `sentences` and `paragraphs` hold the positions at which one begins; `known` the places
    of terms that were looked up.
    """

    __slots__ = (
        "_found",
        "_indexes",
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
        self._found: list[tuple[int, int, Surface]] = []
        self._indexes: dict[str, dict[str, dict[int, frozenset[Range]]]] = {}
        self._scan()

    def _scan(self) -> None:
        for match in SCAN.finditer(self.text):
            surface = read_surface(match[0], self.language)
            if surface.width:
                self._found.append((self.length, match.start(), surface))
                self.length += surface.width
            elif surface.boundary:
                self._end(surface.boundary == "paragraph")

    def _end(self, paragraph: bool) -> None:
        """Notes a boundary, in the fields that have any."""
        if self.field not in ("summary", "body"):
            return
        if self.sentences[-1] != self.length:
            self.sentences.append(self.length)
        if paragraph and self.field == "body" and self.paragraphs[-1] != self.length:
            self.paragraphs.append(self.length)

    @property
    def stems(self) -> Forms:
        return self._index("stem")

    @property
    def written(self) -> Forms:
        return self._index("written")

    @property
    def folded(self) -> Forms:
        return self._index("folded")

    def _index(self, kind: str) -> Forms:
        """Forms of one kind by position, built when first asked for."""
        index = self._indexes.get(kind)
        if index is None:
            index = self._indexes[kind] = {}
            for position, offset, surface in self._found:
                for piece in surface.pieces:
                    form = fold(piece.written) if kind == "folded" else getattr(piece, kind)
                    mark = (offset + piece.start, offset + piece.end)
                    marks = index.setdefault(form, {})
                    place = position + piece.step
                    marks[place] = marks.get(place, frozenset()) | {mark}
        return index

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
            return _places_of_rows(
                text.stems, [stems_of(terms) for terms in alternatives(word, text.language)]
            )
        case Exact(exact):
            return _places_of_rows(text.written, [written_of(terms) for terms in exact_alternatives(exact)])
        case Wildcard(pattern):
            return _places_of_forms(text.folded, pattern_test(fold(pattern)))
        case Fuzzy(word, distance):
            wanted = fold(word)
            return _places_of_forms(text.folded, lambda form: within_edits(wanted, form, distance))
    raise AssertionError(node)


def stems_of(terms: QueryTerms) -> list[tuple[int, str]]:
    return [(term.step, term.stem) for term in terms]


def written_of(terms: QueryTerms) -> list[tuple[int, str]]:
    return [(term.step, term.written) for term in terms]


def _places_of_rows(forms: Forms, rows: Iterable[list[tuple[int, str]]]) -> list[Place]:
    """Places of the rows, each of which is forms at their steps."""
    return merged(place for row in rows for place in _places_of_row(forms, row))


def _places_of_row(forms: Forms, row: list[tuple[int, str]]) -> list[Place]:
    columns = [(step, forms.get(form, {})) for step, form in row]
    if len(columns) == 1:
        return [Place((position,), marks) for position, marks in columns[0][1].items()]
    step, rarest = min(columns, key=lambda column: len(column[1]))
    bases = [position - step for position in rarest]
    last = max(step for step, _ in columns)
    return [
        Place(
            tuple(range(base, base + last + 1)),
            frozenset(mark for step, column in columns for mark in column[base + step]),
        )
        for base in bases
        if all(base + step in column for step, column in columns)
    ]


def _places_of_forms(forms: Forms, test: Callable[[str], bool]) -> list[Place]:
    return merged(
        Place((position,), marks)
        for form, positions in forms.items()
        if test(form)
        for position, marks in positions.items()
    )


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
