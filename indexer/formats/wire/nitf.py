"""NITF, the News Industry Text Format, as agencies and archives write it -> an article a document.

The text and its head are read by `nitf_text` wherever they stand (NewsML carries NITF too); here a file's documents are
told apart, and those that are cancelled or under embargo are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome, Reject
from indexer.formats.prolog import skip_prolog
from indexer.formats.wire.iptc_codes import why_stopped
from indexer.formats.wire.nitf_text import read_nitf
from indexer.formats.wire.wire_item import WireItem, settle_item, withdraw_item
from indexer.formats.xml_document import Document, attribute, find_all, local_name, read_outcomes
from indexer.settings import ReadingOptions

NAME = "nitf"
DESCRIPTION = "NITF: news agencies' stories, The New York Times' archive"
SUFFIXES = (".nitf", ".xml")

_ROOT = re.compile(rb"<(?:[\w.-]{1,60}:)?nitf[\s>]")


def sniff(head: bytes, name: str) -> bool:
    """Whether the first element is `nitf`."""
    return bool(_ROOT.match(as_ascii(head)))


def as_ascii(head: bytes) -> bytes:
    """A head from its first element on, UTF-16 brought to one byte a character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return skip_prolog(head)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The documents in order, each with the line it starts on; see `Format.parse`."""
    return read_outcomes(
        stream, origin, lambda document, before: _read_document(document, origin, before, options)
    )


def _read_document(
    document: Document, origin: Origin, before: int, options: ReadingOptions
) -> Iterator[Outcome]:
    roots = [element for element in find_all(document.root, "nitf") if not _lies_in_another(element)]
    whole = document.count_closed("nitf") if document.fault else len(roots)
    for number, root in enumerate(roots, 1):
        line = document.line_of(root)
        place = replace(origin, record=before + number, line=line)
        if number > whole:
            yield Reject(origin=place, reason=f"this document is cut off: {document.fault}")
            continue
        item = WireItem()
        if document.fault and whole >= len(roots):
            item.keep("damage", document.fault)
        read_nitf(root, item)
        why = _why_not(root)
        yield (
            withdraw_item(item, place, why, NAME, options) if why else settle_item(item, place, NAME, options)
        )
    if not roots:
        reason = f"no nitf element in this file, but {local_name(document.root)!r}"
        yield Reject(origin=replace(origin, record=before + 1, line=document.line), reason=reason)


def _lies_in_another(element: etree._Element) -> bool:
    """Whether an element lies in another document's."""
    return any(local_name(above) == "nitf" for above in element.iterancestors())


def _why_not(root: etree._Element) -> str:
    """Why a document is not to be shown: by its management status."""
    for docdata in find_all(root, "docdata")[:1]:
        if why := why_stopped(attribute(docdata, "management-status")):
            until = next((attribute(one, "norm") for one in find_all(docdata, "date.release")), "")
            return f"{why} until {until}" if why == "under embargo" and until else why
    return ""
