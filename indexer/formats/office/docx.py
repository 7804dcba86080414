"""Word documents (.docx) -> articles: exports of Nexis, Lexis+ and Factiva, and any other document as one text.

`packed_parts` opens the file, `docx_paragraphs` reads its text; whose export it is, the paragraphs tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.office.docx_paragraphs import find_main_part, read_paragraphs
from indexer.formats.office.manuscripts import read_manuscript
from indexer.formats.office.packed_parts import Package, UnreadablePackage
from indexer.settings import ReadingOptions

NAME = "docx"
DESCRIPTION = "Word documents: exports of press databases, or one text each"
SUFFIXES = (".docx",)


def sniff(head: bytes, name: str) -> bool:
    """Whether a zip file is a Word document: by the names of its first parts, else by its own name."""
    return head.startswith(b"PK\x03\x04") and (
        b"word/" in head or name.lower().endswith((*SUFFIXES, ".docm", ".dotx"))
    )


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of a document in order; see `Format.parse`."""
    try:
        package = Package(stream)
        part = find_main_part(package)
        if part is None:
            yield NotArticle(
                path=origin.path, member=origin.member, reason="an office document without a text"
            )
            return
        paragraphs = list(read_paragraphs(package, part))
    except UnreadablePackage as error:
        yield Reject(origin=origin, reason=str(error))
        return
    yield from read_manuscript(paragraphs, origin, options, NAME)
