"""Words as numbers: what chunks mean.

A `SurfaceTable` gives every distinct surface of a language a number once, and knows for each number how
many positions it takes and which forms it holds; a meaning of a chunk is a row of these numbers. A form is a (language, stem, written) triple; forms of one (language, stem) belong
to one term.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.storage.terms import Form, term_bytes
from indexer.words.analysis import is_plain, read_surface
from indexer.words.folding import fold
from indexer.words.languages import stem

_BOUNDARY = {None: 0, "sentence": 1, "paragraph": 2}


@dataclass(frozen=True, slots=True)
class Tables:
    """What each surface number means. Pieces of number s are rows `first[s]` up to `first[s + 1]`; `form` counts in `forms`, `second` says that a piece stands where the one before does."""

    forms: list[Form]
    width: Array
    boundary: Array
    first: Array
    step: Array
    form: Array
    second: Array


class SurfaceTable:
    """Numbers for surfaces and forms, growing as texts come in."""

    def __init__(self) -> None:
        self.forms: list[Form] = []
        self._form_numbers: dict[Form, int] = {}
        self._width = array("H", [1])
        self._boundary = array("B", [0])
        self._first = array("I", [0, 0])
        self._step = array("H")
        self._form = array("I")
        self._second = array("B")
        self._numbers: dict[tuple[str, str], int] = {}

    def __len__(self) -> int:
        return len(self._width)

    def number(self, surface: str, language: str) -> int:
        """The number of a surface; one that is new is read once."""
        known = self._numbers.get((surface, language))
        if known is None:
            known = self._numbers[surface, language] = self._add(surface, language)
        return known

    def _add(self, surface: str, language: str) -> int:
        if is_plain(surface):
            return self._add_word(surface, language)
        # kept here, so the memory of `analysis` need not keep it as well
        meaning = read_surface.__wrapped__(surface, language)
        step_before = -1
        for piece in sorted(meaning.pieces, key=lambda piece: piece.step):
            self._second.append(piece.step == step_before)
            step_before = piece.step
            self._step.append(piece.step)
            self._form.append(self._number_form(piece.written, fold(piece.written), piece.stem, language))
        self._width.append(meaning.width)
        self._boundary.append(_BOUNDARY[meaning.boundary])
        self._first.append(len(self._form))
        return len(self._width) - 1

    def _add_word(self, word: str, language: str) -> int:
        """As most are: one form, and nothing in it that divides."""
        plain = word.lower()
        self._second.append(False)
        self._step.append(0)
        self._form.append(self._number_form(word, plain, stem(plain, language), language))
        self._width.append(1)
        self._boundary.append(0)
        self._first.append(len(self._form))
        return len(self._width) - 1

    def tables(self) -> Tables:
        return Tables(
            forms=self.forms,
            width=np.array(self._width, dtype=np.uint16),
            boundary=np.array(self._boundary, dtype=np.uint8),
            first=np.array(self._first, dtype=np.int64),
            step=np.array(self._step, dtype=np.uint16),
            form=np.array(self._form, dtype=np.uint32),
            second=np.array(self._second, dtype=bool),
        )

    def _number_form(self, written: str, plain: str, stem: str, language: str) -> int:
        spelt = written.encode()
        form = (term_bytes(language, stem), spelt, spelt if plain == written else plain.encode())
        number = self._form_numbers.get(form)
        if number is None:
            number = self._form_numbers[form] = len(self.forms)
            self.forms.append(form)
        return number
