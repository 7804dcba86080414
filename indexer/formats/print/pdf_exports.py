"""Exports of Factiva and Nexis as PDF -> their articles, several a file, over page ends.

Known by the lines that end articles there (`Document HBCO000020220304ei3400abc`, `End of Document`) on the first pages. Lines become
paragraphs as in the exports' other files: at an article's head each line is one, in its text those of a paragraph are joined. What each
page prints (`Page 2 of 9 © 2022 Factiva, Inc.`, the headline again) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.article import Origin, Outcome, Reject
from indexer.formats.databases import factiva_documents, nexis_documents
from indexer.formats.databases.export_paragraphs import Paragraph
from indexer.formats.databases.nexis_labels import (
    is_body_heading,
    is_end,
    read_label,
    read_tail_heading,
)
from indexer.formats.print.pdf_pages import KEPT_PAGES, Line, PdfError, PdfFile
from indexer.formats.print.pdf_paragraphs import divide_lines, join_line, line_words
from indexer.formats.records.record_dates import RecordDates
from indexer.settings import ReadingOptions

LOOKED_AT = KEPT_PAGES
"""Pages in which an article must end; longer ones are rare."""
MOST_PAGES = 5_000
_EDGE = 4
"""Lines at either end of a page among which its number and the headline again stand."""

_PAGE_LINE = re.compile(
    r"(?:page|seite|página|pagina|strona|страница|第)\s*\d{1,5}\s*(?:of|von|sur|de|di|van|z|из|/|页|ページ)\s*\d{1,5}.{0,120}"
    r"|.{0,60}©\s?\d{4}\s+(?:factiva|dow jones|lexisnexis).{0,80}",
    re.IGNORECASE,
)


def read_pdf_export(file: PdfFile, origin: Origin, options: ReadingOptions) -> Iterator[Outcome] | None:
    """The articles of an export, then a Reject for each page that cannot be read; None where the file is no export."""
    first, _ = _read_pages(file, range(min(file.pages, LOOKED_AT)))
    words = [line_words(line) for page in first for line in page]
    is_factiva = any(map(factiva_documents.find_accession, words))
    if not is_factiva and not any(map(is_end, words)):
        return None
    return _read_articles(file, is_factiva, origin, options)


def _read_articles(
    file: PdfFile, is_factiva: bool, origin: Origin, options: ReadingOptions
) -> Iterator[Outcome]:
    pages, faults = _read_pages(file, range(min(file.pages, MOST_PAGES)))
    lines = _without_page_lines(pages)
    dates = RecordDates(options, origin.member or origin.path)
    if is_factiva:
        paragraphs = [Paragraph(text, follows=not begins) for text, begins in divide_lines(lines)]
        yield from factiva_documents.read_documents(paragraphs, origin, dates)
    else:
        yield from nexis_documents.read_documents(_read_nexis(lines), origin, dates)
    yield from (Reject(origin=origin, reason=f"the articles on it are cut: {fault}") for fault in faults)
    if file.pages > MOST_PAGES:
        yield Reject(
            origin=origin,
            reason=f"a PDF of {file.pages:,} pages; those behind page {MOST_PAGES:,} are not read",
        )


def _read_pages(file: PdfFile, numbers: range) -> tuple[list[list[Line]], list[str]]:
    """The pages' lines, and why some cannot be read."""
    pages: list[list[Line]] = []
    faults: list[str] = []
    for number in numbers:
        try:
            pages.append(file.read_page(number))
        except PdfError as error:
            faults.append(str(error))
    return pages, faults


def _without_page_lines(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines, but the pages' own numbers and the headline that a page repeats beside them."""
    kept: list[Line] = []
    seen: set[str] = set()
    for page in pages:
        filled = [place for place, line in enumerate(page) if line.text.strip()]
        edges = {*filled[:_EDGE], *filled[-_EDGE:]}
        numbers = {place for place in edges if _PAGE_LINE.fullmatch(line_words(page[place]))}
        goes_on = bool(numbers) and bool(kept) and not _ends_article(kept)
        first = [place for place in filled[:_EDGE] if place not in numbers][:1]
        again = {place for place in first if goes_on and line_words(page[place]) in seen}
        kept += [line for place, line in enumerate(page) if place not in numbers | again]
        seen |= {line_words(page[place]) for place in filled}
    return kept


def _ends_article(lines: Sequence[Line]) -> bool:
    last = next((words for line in reversed(lines) if (words := line_words(line))), "")
    return is_end(last) or factiva_documents.find_accession(last) is not None


def _read_nexis(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Paragraphs: each line by itself but in a text, which begins behind its heading and ends at the next or at a label."""
    in_text = False
    held = ""
    for words, begins in divide_lines(lines):
        label = read_label(words)
        is_mark = is_end(words) or read_tail_heading(words) is not None or is_body_heading(words)
        ends_text = is_mark or (label is not None and label[0] == "load_date")
        if held and (begins or ends_text or not in_text):
            yield Paragraph(held)
            held = ""
        held = join_line(held, words) if held else words
        in_text = is_body_heading(words) or (in_text and not ends_text)
        if is_mark:
            yield Paragraph(held)
            held = ""
    if held:
        yield Paragraph(held)
