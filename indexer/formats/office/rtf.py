"""RTF documents -> articles: exports of Nexis and Factiva, and any other document as one text. striprtf reads the RTF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.databases.export_paragraphs import divide_lines
from indexer.formats.office.manuscripts import read_manuscript
from indexer.markup import clean
from indexer.settings import ReadingOptions

NAME = "rtf"
DESCRIPTION = "RTF documents: exports of press databases, or one text each"
SUFFIXES = (".rtf",)

LARGEST_DOCUMENT = 32_000_000
_PICTURE = re.compile(r"\\(?:pict|bin|objdata)\b")
_HEX_RUN = re.compile(r"(?:[0-9A-Fa-f]{40,}\s*)+")
_LINK = re.compile(r"\((?:https?://|mailto:)[^\s()]{0,2000}\)")


def sniff(head: bytes, name: str) -> bool:
    """Whether the file begins as RTF does."""
    return head.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{\\rtf")


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of a document in order; see `Format.parse`."""
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        yield Reject(origin=origin, reason=f"an RTF document of more than {LARGEST_DOCUMENT:,} bytes")
        return
    text = strip_rtf(data)
    if not text.strip():
        yield NotArticle(path=origin.path, member=origin.member, reason="an RTF document without a text")
        return
    yield from read_manuscript(list(divide_lines(text)), origin, options, NAME)


def strip_rtf(data: bytes) -> str:
    """The text of an RTF document, a line a paragraph. Its bytes beyond ASCII are escaped; where they are not, they are Windows-1252."""
    from striprtf.striprtf import rtf_to_text

    source = data.decode("cp1252", "replace")
    if _PICTURE.search(source):  # pictures are long runs of hexadecimal digits, which no text is
        source = _HEX_RUN.sub("", source)
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    return clean(_LINK.sub("", text))
