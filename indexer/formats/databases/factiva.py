"""Factiva exports as HTML, TXT and XML -> articles. Those in RTF come through `rtf`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Outcome
from indexer.formats.databases.export_pages import UnreadableExport, read_page, read_text
from indexer.formats.databases.export_paragraphs import Paragraph, divide_lines
from indexer.formats.databases.factiva_documents import NAME, find_accession, read_documents
from indexer.formats.databases.factiva_pages import read_page_paragraphs
from indexer.formats.databases.factiva_xml import is_factiva_xml, read_xml
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.text.text_blocks import decode_head
from indexer.settings import ReadingOptions

__all__ = ["DESCRIPTION", "NAME", "SUFFIXES", "parse", "sniff"]

DESCRIPTION = "Factiva exports: HTML, TXT, XML, RTF, many articles a file"
SUFFIXES = (".html", ".txt", ".xml")

_PAGE_MARKS = tuple(
    map(
        re.compile,
        (
            rb"<title>\s*Factiva\s*</title>",
            rb"id=[\"']article-[A-Z0-9]{6,16}(?:19|20)\d{6}",
            rb"class=[\"']article(?:Paragraph)? [a-z]{2}[aA]rticle",
            rb"Dow Jones Factiva</h1>",
        ),
    )
)
"""One by one, since each begins with letters of its own: a single pattern of them all takes many times as long, on every page of the web."""
_NUMBER = re.compile(rb"[A-Z0-9]{3,12}(?:19|20)\d{6}[0-9a-z]{7,11}")


def sniff(head: bytes, name: str) -> bool:
    """Whether the file is a page or a document of this database, or a text in which a line ends an article as it does."""
    if any(mark.search(head) for mark in _PAGE_MARKS) or is_factiva_xml(head):
        return True
    if head.lstrip()[:1] in (b"{", b"[", b"<") or not _NUMBER.search(head):
        return False
    return any(find_accession(line) for line in decode_head(head).splitlines())


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of an export in order; see `Format.parse`."""
    dates = RecordDates(options, origin.member or origin.path)
    number = 0
    try:
        text = read_text(stream)
        head = text[:4_096].encode("utf-8", "replace")
        outcomes = (
            read_xml(text, origin, dates)
            if is_factiva_xml(head)
            else read_documents(_read_paragraphs(text), origin, dates)
        )
        for number, outcome in enumerate(outcomes, start=1):  # noqa: B007
            yield outcome
    except UnreadableExport as error:
        yield NotArticle(path=origin.path, member=origin.member, reason=str(error))
        return
    if not number:
        yield NotArticle(
            path=origin.path, member=origin.member, reason="a Factiva export without any article"
        )


def _read_paragraphs(text: str) -> Iterator[Paragraph]:
    if text.lstrip()[:1] == "<":
        return read_page_paragraphs(read_page(text))
    return divide_lines(text)
