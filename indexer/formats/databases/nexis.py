"""Nexis exports as TXT and HTML -> articles, by way of `nexis_documents`. Those in DOCX and RTF come through `docx` and `rtf`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Outcome
from indexer.formats.databases.export_pages import UnreadableExport, is_page, read_page, read_text
from indexer.formats.databases.export_paragraphs import divide_blocks, divide_lines, is_unwrapped
from indexer.formats.databases.nexis_documents import NAME, read_documents
from indexer.formats.databases.nexis_labels import is_end, is_numbered_start
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.text.text_blocks import decode_head
from indexer.markup import text_of_element
from indexer.settings import ReadingOptions

__all__ = ["DESCRIPTION", "NAME", "SUFFIXES", "parse", "sniff"]

DESCRIPTION = "Nexis, Nexis Uni and Lexis+ exports: TXT, HTML, DOCX, RTF, many articles a file"
SUFFIXES = (".txt", ".html")

_PAGE_MARKS = (b"Hide XML section from browser", b"<!-- LXNComment", b"<DOCFULL>")
_PAGE_MARK = re.compile(rb"<A NAME=[\"']?DOC_ID_\d", re.IGNORECASE)
_NUMBERED = re.compile(
    rb">\s{0,20}(\d[\d., ]{0,8}\s+\S{1,6}\s+[\d., ]{1,9}\s+do[ck]ument\w{0,5})\s{0,20}<", re.IGNORECASE
)
_WORD = re.compile(
    b"|".join(
        (
            rb"do[ck]ument",
            *(
                word.encode()
                for word in (
                    "документ",
                    "Документ",
                    "ДОКУМЕНТ",
                    "文書",
                    "ドキュメント",
                    "文档",
                    "文件",
                    "文檔",
                )
            ),
        )
    ),
    re.IGNORECASE,
)


def sniff(head: bytes, name: str) -> bool:
    """Whether the file has the database's marks: comments of its pages, or a line like `1 of 250 DOCUMENTS`."""
    if any(mark in head for mark in _PAGE_MARKS) or _PAGE_MARK.search(head):
        return True
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"[") or not _WORD.search(head):
        return False
    if start == b"<":
        numbered = _NUMBERED.search(head)
        return (
            numbered is not None
            and is_page(head)
            and is_numbered_start(decode_head(b" ".join(numbered[1].split())))
        )
    lines = decode_head(head).splitlines()
    return any(is_numbered_start(line) for line in lines[:400]) or any(is_end(line) for line in lines)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of an export in order; see `Format.parse`."""
    try:
        text = read_text(stream)
        is_html = is_page(text[:4_096].encode("utf-8", "replace"))
        if is_html:
            text = text_of_element(read_page(text))
    except UnreadableExport as error:
        yield NotArticle(path=origin.path, member=origin.member, reason=str(error))
        return
    dates = RecordDates(options, origin.member or origin.path)
    number = 0
    divide = divide_lines if not is_html and is_unwrapped(text) else divide_blocks
    for number, outcome in enumerate(read_documents(divide(text), origin, dates), start=1):  # noqa: B007
        yield outcome
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="a Nexis export without any document")
