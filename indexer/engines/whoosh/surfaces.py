"""Words of many texts as numbers: what the inverter works on.

A `SurfaceTable` gives every distinct surface of a language a number once, and knows for each number how
many positions it takes and which forms it holds; a text then becomes its surfaces' numbers through one
expression and one dictionary, and everything else happens on whole arrays. A form is a (language, stem,
written) triple; forms of one (language, stem) belong to one term.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np

from indexer.analysis import SCAN, read_surface
from indexer.engines.whoosh.sections import Array

GAP = 0
"""Surface number of the empty position between a title, a summary, a body and captions: nothing runs across it."""

_BOUNDARY = {None: 0, "sentence": 1, "paragraph": 2}

Form = tuple[bytes, bytes]
"""A term as bytes (`en:run`) and a written form of it (`Running`)."""


def term_bytes(language: str, stem: str) -> bytes:
    """How a stem of a language stands in the term dictionary."""
    return f"{language}:{stem}".encode()


@dataclass(frozen=True, slots=True)
class Tables:
    """What each surface number means. Pieces of number s are rows `first[s]` up to `first[s + 1]`."""

    width: Array
    boundary: Array
    first: Array
    step: Array
    form: Array


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
        self._memos: dict[str, _Memo] = {}

    def __len__(self) -> int:
        return len(self._width)

    def number_surfaces(self, text: str, language: str, numbers: array[int]) -> None:
        """Appends the numbers of a text's surfaces to `numbers`."""
        memo = self._memos.get(language)
        if memo is None:
            memo = self._memos[language] = _Memo(self, language)
        numbers.extend(map(memo.__getitem__, SCAN.findall(text)))

    def add(self, surface: str, language: str) -> int:
        meaning = read_surface(surface, language)
        for piece in sorted(meaning.pieces, key=lambda piece: piece.step):
            self._step.append(piece.step)
            self._form.append(self._number_form((term_bytes(language, piece.stem), piece.written.encode())))
        self._width.append(meaning.width)
        self._boundary.append(_BOUNDARY[meaning.boundary])
        self._first.append(len(self._form))
        return len(self._width) - 1

    def tables(self) -> Tables:
        return Tables(
            width=np.array(self._width, dtype=np.uint16),
            boundary=np.array(self._boundary, dtype=np.uint8),
            first=np.array(self._first, dtype=np.int64),
            step=np.array(self._step, dtype=np.uint16),
            form=np.array(self._form, dtype=np.uint32),
        )

    def _number_form(self, form: Form) -> int:
        number = self._form_numbers.get(form)
        if number is None:
            number = self._form_numbers[form] = len(self.forms)
            self.forms.append(form)
        return number


class _Memo(dict[str, int]):
    """Surface -> number for one language; a surface that is new is read once."""

    def __init__(self, table: SurfaceTable, language: str) -> None:
        self._table = table
        self._language = language

    def __missing__(self, surface: str) -> int:
        number = self[surface] = self._table.add(surface, self._language)
        return number
