"""Bytes of an XML file -> trees of its documents, in whatever charset and however carelessly they were written.

The charset is `charsets`' to find, so that a wrong declaration does no harm. What XML forbids (control characters and
references to them, names of entities that nobody declared) is mended in the text. The document type is dropped, so that the parser
is told of no entity; those that it declares with a text of their own (`document_type`) are put in here, as letters that are never
markup, within bounds. The parser opens nothing and expands nothing. What a document means is left to the formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html.entities import html5
from typing import BinaryIO, cast

from lxml import etree

from indexer.article import Origin, Outcome, Reject
from indexer.charsets import NoTextError, decode
from indexer.formats.document_type import read_entities, split_document_type

MOST_BYTES = 32_000_000
"""The longest file that is held as one tree."""

READ_BYTES = 1_000_000
MOST_EXPANDED = 4_000_000
"""Characters that entities may add to a document, or to an item of a feed; behind that their names stay."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_NEXT_DOCUMENT = re.compile(r"<\?xml(?=\s)", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z_][\w.:-]{0,60};)?")
_PREDEFINED = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_CONTROLS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


@dataclass(frozen=True, slots=True)
class Document:
    """A document's tree, the line it starts on, its text, and what the parser had to mend, if anything."""

    root: etree._Element
    line: int
    text: str
    fault: str | None = None

    def line_of(self, element: etree._Element) -> int:
        """The line of the file that an element starts on."""
        return self.line + cast(int, element.sourceline or 1) - 1

    def count_closed(self, name: str) -> int:
        """How many elements of this name the text closes: fewer than the tree has, and the last one is cut off."""
        closing = rf"</(?:[\w.-]{{1,60}}:)?{name}\s*>"
        empty = rf"<(?:[\w.-]{{1,60}}:)?{name}\b[^<>]{{0,10000}}/>"
        return len(re.findall(closing, self.text)) + len(re.findall(empty, self.text))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why there is no tree, and the line where the document starts."""

    line: int
    reason: str


def read_documents(stream: BinaryIO) -> Iterator[Document | Unreadable]:
    """The documents of a file in order: mostly one, but some archives are documents that just follow each other."""
    data = read_bounded(stream, MOST_BYTES)
    if data is None:
        yield Unreadable(1, f"an XML file of more than {MOST_BYTES // 1_000_000} MB: divide it, please")
        return
    declared = _DECLARED.search(data[:1_000])
    try:
        text = decode(data, declared.group(1).decode("ascii") if declared else None).text
    except NoTextError as error:
        yield Unreadable(1, str(error))
        return
    line = 1
    for piece in _divide(text):
        if piece.strip():
            yield _parse(piece, line)
        line += piece.count("\n")


def read_outcomes(
    stream: BinaryIO, origin: Origin, read_document: Callable[[Document, int], Iterator[Outcome]]
) -> Iterator[Outcome]:
    """What a file's documents hold, in order. `read_document` is told how many outcomes came before; one that cannot be read is a Reject."""
    number = 0
    for document in read_documents(stream):
        if isinstance(document, Unreadable):
            number += 1
            yield Reject(origin=replace(origin, record=number, line=document.line), reason=document.reason)
            continue
        for outcome in read_document(document, number):
            number += 1
            yield outcome


def read_bounded(stream: BinaryIO, most: int) -> bytes | None:
    """All of a stream, or None where it is longer than `most` bytes."""
    blocks = []
    taken = 0
    while block := stream.read(READ_BYTES):
        taken += len(block)
        if taken > most:
            return None
        blocks.append(block)
    return b"".join(blocks)


def _divide(text: str) -> Iterator[str]:
    starts = [match.start() for match in _NEXT_DOCUMENT.finditer(text)]
    ends = [start for start in starts if text[:start].strip()] if len(starts) < 2 else starts[1:]
    start = 0
    for end in (*ends, len(text)):
        yield text[start:end]
        start = end


def _parse(text: str, line: int) -> Document | Unreadable:
    source = mend(text)
    try:
        return Document(etree.fromstring(source.encode("utf-8"), safe_parser(recover=False)), line, text)
    except etree.XMLSyntaxError as error:
        fault = f"line {line + (error.lineno or 1) - 1}: {error.msg}"
    try:
        root = etree.fromstring(source.encode("utf-8"), safe_parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    return (
        Unreadable(line, f"this is not XML: {fault}") if root is None else Document(root, line, text, fault)
    )


def safe_parser(*, recover: bool) -> etree.XMLParser:
    """For text in UTF-8 that may be hostile: no entity is resolved, nothing is fetched, nothing is read of a document type."""
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def mend(text: str, entities: Mapping[str, str] | None = None) -> str:
    """The text without declaration and document type, its references such as XML knows; lines stay where they are.

    `entities`: texts by name that are declared elsewhere, beside those that the text declares itself.
    """
    declaration = _DECLARATION.match(text)
    if declaration:
        text = "\n" * text.count("\n", 0, declaration.end()) + text[declaration.end() :]
    subset, text = split_document_type(text)
    replace_reference = _References({**(entities or {}), **read_entities(subset)}).replace
    parts: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0:
        end = text.find(_CDATA_END, start)
        end = len(text) if end < 0 else end + len(_CDATA_END)
        parts += (_REFERENCE.sub(replace_reference, text[at:start]), text[start:end])
        at = end
    parts.append(_REFERENCE.sub(replace_reference, text[at:]))
    return "".join(parts)


class _References:
    """What stands for `&…;` in XML without a document type."""

    def __init__(self, entities: Mapping[str, str]) -> None:
        self._entities = {f"{name};": _as_letters(text) for name, text in entities.items()}
        self._left = MOST_EXPANDED

    def replace(self, match: re.Match[str]) -> str:
        name = match.group(1)
        if name is None:
            return "&amp;"
        if name in _PREDEFINED:
            return match.group()
        if name[0] == "#":
            return _mend_number(name, match.group())
        if name in self._entities and self._left >= 0:
            self._left -= len(self._entities[name])
            return self._entities[name]
        return html5.get(name) or f"&amp;{name}"


def _as_letters(text: str) -> str:
    """A text that is the same in an element and in an attribute."""
    return _CONTROLS.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _mend_number(name: str, reference: str) -> str:
    code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return reference if not 0x7F <= code <= 0x9F else bytes((code,)).decode("cp1252", "ignore")
    return ""


def local_name(element: etree._Element) -> str:
    """An element's name without namespace and prefix; empty for what is no element."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1_000)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def find_all(root: etree._Element, *names: str) -> list[etree._Element]:
    """The elements of these names below `root`, itself included, in the order of the document, whatever their namespace."""
    return [element for element in root.iter(etree.Element) if local_name(element) in names]


def take_apart(root: etree._Element, name: str) -> list[etree._Element]:
    """The elements of this name in the order of the document, each without those that lie in it, as only damage puts them there."""
    found = find_all(root, name)
    for element in reversed(found):
        parent = element.getparent()
        if parent is not None and any(local_name(above) == name for above in element.iterancestors()):
            _keep_tail(element, parent)
            parent.remove(element)
    return found


def _keep_tail(element: etree._Element, parent: etree._Element) -> None:
    """What stands behind an element is the parent's: it stays where the element goes."""
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    element.tail = None


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The children of these names; all of them where none is named."""
    return [child for child in element if (name := local_name(child)) and (not names or name in names)]


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of names; None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if local_name(child) == name), None)
    return element


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute's value, stripped, whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    for key, value in attributes(element):
        if key == name:
            return value
    return ""


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """An element's attributes without namespaces, values stripped."""
    return [(str(key).rpartition("}")[2], str(value).strip()) for key, value in element.attrib.items()]


def line_of(element: etree._Element | None) -> str:
    """All text in an element as one line."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())
