"""A PDF -> the text of its pages, and what the document says of itself. pypdf reads it; here are the bounds.

Pages are asked for one by one, so that a long document costs no more memory than its longest page. Everything that can be
wrong with a file is an PdfError in plain words. What the text means is left to `pdf_text`.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite
from time import process_time
from typing import Any, BinaryIO

PAGE_BYTES = 5_000_000
"""Most drawing instructions of one page; a page of text has some tens of thousands."""
PAGE_CHARACTERS = 500_000
PAGE_SECONDS = 10.0
"""Processor time for one page; a hostile one would draw for hours."""
XMP_BYTES = 200_000
KEPT_PAGES = 20

EXTRA = "a PDF; `pip install 'morgue[pdf]'` installs what reads its text"

_XMP = re.compile(
    r"<(?P<tag>(?:prism|dc):(?:publicationDate|coverDate|publicationName|startingPage|section|issn))\b[^<>]{0,200}>\s*(?P<text>[^<>]{1,300}?)\s*</"
    r"|\b(?P<name>prism:(?:publicationDate|coverDate|publicationName|startingPage|section|issn))\s*=\s*[\"'](?P<value>[^\"'<>]{1,300})[\"']"
)


class PdfError(ValueError):
    """Why a PDF, or a page of it, cannot be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, the size of its type and its place from the left and from the foot, in points; 0 where that is not known."""

    text: str
    size: float = 0.0
    left: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a PDF says of itself. `stated` are its own fields in lower case; `published` and further ones come from PRISM's."""

    stated: dict[str, str]
    press: dict[str, str]
    language: str


class PdfFile:
    """An opened PDF. Raises PdfError."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            import pypdf
        except ImportError:
            raise PdfError(EXTRA) from None
        # it would print to standard error what it mends
        logging.getLogger("pypdf").addHandler(logging.NullHandler())
        try:
            self._reader = pypdf.PdfReader(stream, strict=False)
            if self._reader.is_encrypted and not self._reader.decrypt(""):
                raise PdfError("a PDF that needs a password")
            self.pages = len(self._reader.pages)
            self._kept: dict[int, list[Line] | PdfError] = {}
        except _faults() as error:
            raise _unreadable(error, "a PDF") from error

    def read_facts(self) -> DocumentFacts:
        """The document's own fields; none of those that are damaged."""
        try:
            stated = {
                str(name).lstrip("/").lower(): " ".join(str(value).split())[:1_000]
                for name, value in (self._reader.metadata or {}).items()
                if isinstance(value, str)
            }
        except _faults():
            stated = {}
        return DocumentFacts(stated, _read_press_fields(self._xmp()), self._language())

    def read_page(self, number: int) -> list[Line]:
        """The lines of a page, counted from 0, in the order in which they are drawn. Raises PdfError. Of the first pages they are kept, as they are asked for twice."""
        found = self._kept.get(number)
        if found is None:
            try:
                found = self._read_page(number)
            except PdfError as error:
                found = error
            if number < KEPT_PAGES:
                self._kept[number] = found
        if isinstance(found, PdfError):
            raise found
        return found

    def _read_page(self, number: int) -> list[Line]:
        try:
            page = self._reader.pages[number]
            contents = page.get_contents()
            if contents is None:
                return []
            if len(contents.get_data()) > PAGE_BYTES:
                raise PdfError(f"more than {PAGE_BYTES:,} bytes of drawing")
            return _extract_lines(page)
        except _faults() as error:
            raise _unreadable(error, f"page {number + 1}") from error

    def _xmp(self) -> str:
        try:
            stream: Any = self._reader.root_object.get("/Metadata")
            data = stream.get_object().get_data() if stream is not None else b""
        except _faults():
            return ""
        return bytes(data[:XMP_BYTES]).decode("utf-8", "replace")

    def _language(self) -> str:
        try:
            value = self._reader.root_object.get("/Lang")
        except _faults():
            return ""
        return str(value)[:20] if isinstance(value, str) else ""


def _faults() -> tuple[type[Exception], ...]:
    """What pypdf raises over a broken file: its own errors, and whatever it stumbles into. A stream that fails and a want of memory are none."""
    from pypdf.errors import DependencyError, PyPdfError

    return (
        PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError,
        StopIteration, TypeError, ValueError, struct.error, zlib.error,
    )  # fmt: skip


def _unreadable(error: Exception, what: str) -> PdfError:
    if isinstance(error, PdfError):
        return error if what == "a PDF" else PdfError(f"{what}: {error}")
    if isinstance(error, RecursionError):
        return PdfError(f"{what}: nested too deep to be read")
    if type(error).__name__ == "DependencyError":
        return PdfError(f"{what} that is encrypted; `pip install cryptography` lets it be read")
    return PdfError(" ".join(f"{what} that cannot be read: {error or type(error).__name__}".split())[:300])


def _extract_lines(page: Any) -> list[Line]:
    """The text of a page line by line, each with the size and place of its first letters."""
    lines = [Line("")]
    until = process_time() + PAGE_SECONDS
    length = 0

    def note(text: str, matrix: Any, text_matrix: Any, font: Any, size: Any) -> None:
        nonlocal length
        length += len(text)
        if length > PAGE_CHARACTERS:
            raise PdfError(f"more than {PAGE_CHARACTERS:,} characters")
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append(Line(""))
            if piece.strip() and not lines[-1].text.strip():
                lines[-1] = Line(lines[-1].text + piece, *_measure(matrix, text_matrix, size))
            elif piece:
                lines[-1] = replace(lines[-1], text=lines[-1].text + piece)

    def watch(*_: Any) -> None:
        if process_time() > until:
            raise PdfError(f"reading it took longer than {PAGE_SECONDS:g} s")

    text = page.extract_text(visitor_text=note, visitor_operand_before=watch)
    told = "\n".join(line.text for line in lines)
    return lines if told.split() == text.split() else [Line(line) for line in text.split("\n")]


def _measure(matrix: Any, text_matrix: Any, size: Any) -> tuple[float, float, float]:
    """Size of the type and place on the page, of text that is drawn through two matrices."""
    try:
        a, b, c, d, e, f = (float(value) for value in matrix)
        across, up = float(text_matrix[4]), float(text_matrix[5])
        scale = abs(float(text_matrix[3]) or float(text_matrix[0])) * (abs(d) or abs(a) or 1.0)
        measures = (float(size or 1.0) * scale, across * a + up * c + e, across * b + up * d + f)
    except (TypeError, ValueError, IndexError, OverflowError):
        return 0.0, 0.0, 0.0
    if not all(map(isfinite, measures)):
        return 0.0, 0.0, 0.0
    return round(measures[0], 1), round(measures[1], 1), round(measures[2], 1)


def _read_press_fields(xmp: str) -> dict[str, str]:
    """What publishers state in PRISM's fields, without the prefix."""
    return dict(_find_fields(xmp))


def _find_fields(xmp: str) -> Iterator[tuple[str, str]]:
    for match in _XMP.finditer(xmp):
        name = match["tag"] or match["name"]
        value = match["text"] or match["value"]
        if name.startswith("prism:") and value.strip():
            yield name.partition(":")[2], " ".join(value.split())
