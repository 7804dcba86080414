"""One analysed text -> the places of a term in it: words, wildcards, fuzzy and exact words, phrases.

A place is the words of the text that a term takes: their positions, and the code points to mark. A
hyphened word that is found joined stands at its first position. What lies together, near or in one
sentence is left to `stretches` and `proximity`; what a whole query means for an article to `matching`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from indexer.matching.patterns import pattern_test, within_edits
from indexer.query.tree import Exact, Fuzzy, TextField, Wildcard, Word
from indexer.words.analysis import SCAN, QueryTerms, alternatives, exact_alternatives, read_surface
from indexer.words.chunks import ChunkPiece, ReadText, read_text
from indexer.words.folding import fold
from indexer.words.sifting import Needles, read_excerpt

MOST_TRIED = 5_000
"""Chunks that a wildcard or a fuzzy word was held against, after which it forgets; the last 64 of them remember."""

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


class AnalysedText:
    """One title, summary, body, caption, byline, dateline or address, cut into words.

    `length` in words. `sentences` and `paragraphs` hold the positions at which one begins; `known` the places
    of terms that were looked up. Only chunks that hold a term are looked at piece by piece; where `needles` are given, no others
    are read at all, and positions tell no more than which words are neighbours.
    """

    __slots__ = ("_boundaries", "_known_read", "_needles", "field", "known", "language", "number", "text")

    def __init__(
        self, field: TextField, number: int, text: str, language: str, needles: Needles | None = None
    ) -> None:
        self.field = field
        self.number = number
        self.text = text
        self.language = language
        self._needles = needles
        self.known: dict[Term, list[Place]] = {}
        self._known_read: ReadText | None = None
        self._boundaries: tuple[list[int], list[int]] | None = None

    @property
    def _read(self) -> ReadText:
        """Read when it is first asked: most queries ask of few texts."""
        if self._known_read is None:
            self._known_read = (
                read_text(self.text, self.language)
                if self._needles is None
                else read_excerpt(self.text, self.language, self._needles)
            )
        return self._known_read

    @property
    def length(self) -> int:
        assert self._needles is None, "an excerpt does not tell how long its text is"
        return self._read.length

    @property
    def sentences(self) -> list[int]:
        return self._begins()[0]

    @property
    def paragraphs(self) -> list[int]:
        return self._begins()[1]

    def _begins(self) -> tuple[list[int], list[int]]:
        """Where sentences and paragraphs begin. A summary has sentences and a body both; anything else is one of each."""
        if self._boundaries is None:
            self._boundaries = self._find_boundaries() if self.field in ("summary", "body") else ([0], [0])
        return self._boundaries

    def _find_boundaries(self) -> tuple[list[int], list[int]]:
        sentences, paragraphs, behind = [0], [0], 0
        for printed in SCAN.findall(self.text):
            surface = read_surface(printed, self.language)
            behind += surface.width
            if surface.boundary and sentences[-1] != behind:
                sentences.append(behind)
            if surface.boundary == "paragraph" and self.field == "body" and paragraphs[-1] != behind:
                paragraphs.append(behind)
        return sentences, paragraphs

    def stem_column(self, stem: str) -> Column:
        """Where pieces of a stem stand."""
        return self._column(self._read.find_stem(stem), lambda piece: piece.stem == stem)

    def form_column(self, fits: Callable[[str], bool], known: dict[str, bool]) -> Column:
        """Where pieces stand whose written form fits; `known` keeps the verdicts on chunks."""
        return self._column(self._read.find_form(fits, known), lambda piece: fits(piece.written))

    def _column(self, chosen: list[int], fits: Callable[[ChunkPiece], bool]) -> Column:
        marks: dict[int, frozenset[Range]] = {}
        read = self._read
        for number in chosen:
            step, start = read.step(number), read.start(number)
            for piece in filter(fits, read.pieces(number)):
                place = step + piece.step
                mark = frozenset(((start + piece.start, start + piece.end),))
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
            return _places_of_forms(text, _form_test(pattern, None, text.language))
        case Fuzzy(word, distance):
            return _places_of_forms(text, _form_test(word, distance, text.language))
    raise AssertionError(node)


def _places_of_rows(
    text: AnalysedText, rows: tuple[QueryTerms, ...], kind: Literal["stem", "written"]
) -> list[Place]:
    """Places of the rows, each of which is stems or written forms at their steps."""
    if kind == "stem" and len(rows) == 1 and len(rows[0]) == 1:
        # as most words are
        return [
            Place((position,), marks) for position, marks in sorted(text.stem_column(rows[0][0].stem).items())
        ]
    forms = {getattr(term, kind) for row in rows for term in row}
    columns = {
        form: text.stem_column(form) if kind == "stem" else text.form_column(form.__eq__, {})
        for form in forms
    }
    found = [
        place
        for row in rows
        for place in _places_of_row([(term.step, columns[getattr(term, kind)]) for term in row])
    ]
    return merged(found)


class _FormTest:
    """Whether written forms of a language fit. `chunks`: the verdicts on the chunks of texts, each of which is tried once."""

    __slots__ = ("_fits", "chunks")

    def __init__(self, fits: Callable[[str], bool]) -> None:
        self._fits = fits
        self.chunks: dict[str, bool] = {}

    def __call__(self, written: str) -> bool:
        return self._fits(fold(written))


@lru_cache(maxsize=64)
def _form_test(word: str, distance: int | None, language: str) -> _FormTest:
    """The forms that a wildcard takes (no `distance`), or those at most so many edits away."""
    wanted = fold(word)
    if distance is None:
        return _FormTest(pattern_test(wanted))
    return _FormTest(lambda form: within_edits(wanted, form, distance))


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


def _places_of_forms(text: AnalysedText, test: _FormTest) -> list[Place]:
    if len(test.chunks) > MOST_TRIED:
        test.chunks = {}
    column = text.form_column(test, test.chunks)
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
