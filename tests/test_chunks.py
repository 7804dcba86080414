"""Texts cut at blanks give the words, positions and sentence ends that one expression over the whole text gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.engines.whoosh.writing.chunks import GAP, ChunkTable
from indexer.engines.whoosh.writing.inversion import (
    expand_forms,
    place_chunks,
    starts_of_parts,
    starts_of_units,
)
from indexer.engines.whoosh.writing.surfaces import SurfaceTable
from indexer.words.analysis import SCAN, read_surface
from indexer.words.chunks import LONGEST_CHUNK, read_text

_PRINTED = (
    "said said. The the A He oil Oil, “The 'Yes! No?” U.S. U.S.) u.s. Mr. Mr St. No. J. p.m. etc. 3. 30. 3.5 Mai Januar Januar, "
    "Der (The («El ... .. . ! ? ?! \". end.\" end.') end。 終わり。 東京 東京は。次 O'Brien l'eau AT&T wind-farm 1,234 Ph.D. i.e. vs. "
    "¿Qué? ÉL él. -- - – a.b x@y.com http://a.b/c. www.x.org It's it’s. \ufeff \u00ad so\u00adft $5. 5% “ ” ( ) «"
).split()
_SPACES = ["", "\n\n", "\n", "\t", "\u00a0", "\u2029", "\n\n\n", "  "]
WORDS = [*_PRINTED, *_SPACES, "x" * (LONGEST_CHUNK + 1) + "."]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(
    alphabet="aA.U \n\"'“(,-é0。Tth", max_size=30
)


def read(articles: list[tuple[str, ...]], language: str, *, whole: bool) -> tuple[Any, ...]:
    """(forms at their places, starts of parts, sentences, paragraphs); `whole`: by the one expression."""
    surfaces = SurfaceTable()
    chunks = ChunkTable(surfaces.number)
    stream: list[np.ndarray[Any, Any]] = [np.zeros(0, dtype=np.uint32)]
    lengths: list[int] = []
    for parts in articles:
        before = len(np.concatenate(stream))
        for place, text in enumerate(parts):
            if place:
                stream.append(np.array([GAP], dtype=np.uint32))
            if whole:
                scanned = (chunks.add_surface(surface, language) for surface in SCAN.findall(text))
                stream.append(np.fromiter(scanned, dtype=np.uint32))
            elif text:
                stream.append(chunks.number_texts([(text, language)])[0])
        lengths.append(len(np.concatenate(stream)) - before)
    meanings = chunks.meanings(surfaces.tables())
    placed = place_chunks(np.concatenate(stream), np.array(lengths), meanings)
    found = expand_forms(placed, meanings)
    forms = sorted(
        (place >> 32, place & 0xFFFFFFFF, surfaces.forms[form])
        for place, form in zip(found.place.tolist(), found.form.tolist(), strict=True)
    )
    parts_found = starts_of_parts(placed)
    units = [starts_of_units(placed, meanings, parts_found, paragraphs=which) for which in (False, True)]
    return forms, placed.length.tolist(), *([row.tolist() for row in pair] for pair in (parts_found, *units))


@given(
    articles=st.lists(st.tuples(texts, texts, texts, texts), min_size=1, max_size=3),
    language=st.sampled_from(["en", "de", "fr"]),
)
@example(
    articles=[("In the U.S.", "He left the U.S. The end.", "He came.\n\nShe left U.S.\n\nthe end", "U.S.")],
    language="en",
)
@example(articles=[("", "Am 3. Januar kam er. Am 3. kam er.", "Nr. 3. Januar", "")], language="de")
def test_both_roads_give_the_same(articles: list[tuple[str, ...]], language: str) -> None:
    assert read(articles, language, whole=False) == read(articles, language, whole=True)


@pytest.mark.parametrize(
    ("text", "uneven"),
    [("a word or two", False), ("a  word", True), ("one line\nand another", True), ("One.\n\nTwo.", False), (" a", True)],
)  # fmt: skip
def test_only_even_texts_take_the_quick_road(text: str, uneven: bool) -> None:
    asked: list[str] = []
    chunks = ChunkTable(lambda surface, _: asked.append(surface) or 1)  # type: ignore[func-returns-value]
    numbers, counts = chunks.number_texts([(text, "en")])
    assert bool(chunks._scanned) is uneven
    assert counts.tolist() == [len(numbers)]
    assert len(numbers) == (len(SCAN.findall(text)) if uneven else len(text.replace("\n\n", " . ").split()))


@given(text=texts, language=st.sampled_from(["en", "fr", "de", "none"]))
def test_a_text_read_by_chunks_has_its_pieces_where_one_expression_finds_them(
    text: str, language: str
) -> None:
    by_scan: list[tuple[int, str, str, int, int]] = []
    length = 0
    for found in SCAN.finditer(text):
        surface = read_surface(found[0], language)
        by_scan += [
            (
                length + piece.step,
                piece.stem,
                piece.written,
                found.start() + piece.start,
                found.start() + piece.end,
            )
            for piece in surface.pieces
        ]
        length += surface.width
    read = read_text(text, language)
    numbers = read.find_form(lambda written: True, {})
    by_chunks = [
        (
            read.step(number) + piece.step,
            piece.stem,
            piece.written,
            read.start(number) + piece.start,
            read.start(number) + piece.end,
        )
        for number in numbers
        for piece in read.pieces(number)
    ]
    assert by_chunks == by_scan
    assert read.length == length
    for stem in {row[1] for row in by_scan}:
        holding = {row[:3] for row in by_scan if row[1] == stem}
        found_pieces = {
            (read.step(number) + piece.step, piece.stem, piece.written)
            for number in read.find_stem(stem)
            for piece in read.pieces(number)
            if piece.stem == stem
        }
        assert found_pieces == holding
