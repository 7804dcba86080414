"""A file of items (RSS, Atom, RDF, a WordPress export) -> its head, and each item as a tree of its own.

The charset is settled from the start of the file, and each piece is read by it, so that a stray item costs only itself. Document
types are never read: one that declares entities made of others, or fetched from elsewhere, refuses the file. An item whose end is
missing is read where all that it holds is whole. What items mean is left to the formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from lxml import etree

from indexer.charsets import NoTextError, clean, decode
from indexer.formats.document_type import read_entities, split_document_type
from indexer.formats.feeds.item_scan import ItemScan, Outside, RawItem, Scrap
from indexer.formats.prolog import skip_prolog
from indexer.formats.text.text_blocks import find_charset
from indexer.formats.xml_document import mend, safe_parser

HEAD_BYTES = 8_000_000
"""Most of what stands around the items that is kept; a site's list of authors and terms can be long."""

WIDE_BYTES = 32_000_000
"""Most of a file in UTF-16, UTF-32 or ISO-2022, which is read at once."""

SAMPLE_BYTES = 200_000
MOST_PREFIXES = 100
LONGEST_WARNING = 4_000

NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "wp": "http://wordpress.org/export/1.2/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "georss": "http://www.georss.org/georss",
    "xlink": "http://www.w3.org/1999/xlink",
}
"""What prefixes mean that a careless file does not declare."""

_SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".wxr")
_ROOT = re.compile(r"<((?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|RDF|feed))(?=[\s/>])([^<>]{0,20000}?)/?>")
_CHANNEL = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?channel(\s[^<>]{0,20000}?)?>")
_ATTRIBUTE = re.compile(
    r"([A-Za-z_][\w.:-]{0,60})\s{0,20}=\s{0,20}(?:\"([^\"<]{0,2000})\"|'([^'<]{0,2000})')"
)
_PREFIX = re.compile(r"[</\s]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_ENTITY = re.compile(
    r"<!ENTITY\s+%?\s*[\w:.-]{1,100}\s+(?:SYSTEM|PUBLIC|([\"'])([^\"']{0,10000})\1?)", re.IGNORECASE
)
_SECTION_OPENS = re.compile(r"<([A-Za-z_][\w:.-]{0,80})(?:\s[^<>]{0,2000})?>\s{0,100}$")
_VOID = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<(br|hr|img|input|wbr)((?:\s[^<>]{0,2000})?)(?<!/)>", re.DOTALL | re.IGNORECASE
)
_SECTION = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_OPENING, _CLOSING = "<![CDATA[", "]]>"


class RefusedFileError(ValueError):
    """A file that is not read at all, and why."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item's place and tree; `root` is the feed's own root element with nothing but this item in it."""

    line: int
    root: etree._Element
    element: etree._Element
    fault: str = ""


@dataclass(frozen=True, slots=True)
class BrokenItem:
    """An item that cannot be read, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class FeedFile:
    """`head` is what stands around the items (before them, in a long file), `items` what is read as they are asked for."""

    head: str
    items: Iterator[Item | BrokenItem]
    root_name: str = "rss"
    attributes: Mapping[str, str] = field(default_factory=dict)


def looks_like(head: bytes, roots: bytes, name: str = "") -> bool:
    """Whether a file's first element has one of these local names (`rss|feed`). Under a feed's name a program's warnings may stand before it."""
    content = as_ascii(head)
    if not content.startswith(b"<?xml") and name.lower().endswith(_SUFFIXES):
        start = content.find(b"<?xml", 0, LONGEST_WARNING)
        content = skip_prolog(content[start:]) if start > 0 else content
    return re.match(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:%s)[\s>/]" % roots, content) is not None


def as_ascii(head: bytes) -> bytes:
    """A head from its first element on, UTF-16 brought to one byte a character."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]:
        head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    return skip_prolog(head.lstrip())


def open_feed(stream: BinaryIO) -> FeedFile:
    """The file's head and items. Raises RefusedFileError for one in which nothing may be read."""
    start = _read_full(stream, SAMPLE_BYTES)
    start, charset, rest = _settle_charset(start, stream)
    name = (
        rb"(?:[A-Za-z_][\w.-]{0,40}:)?entry"
        if looks_like(start, rb"feed|entry", ".xml")
        else rb"(?:rss\d?:)?item"
    )
    pieces = ItemScan(_Rejoined(start, rest), name).pieces()
    outside, held = _gather(pieces)
    try:
        head = _decode(outside, charset)
    except NoTextError:  # items may be sound all the same
        head = clean(outside.decode("latin-1"))
    _refuse_entities(head)
    entities = read_entities(split_document_type(head)[0])
    root_name, attributes = _read_root(head, "feed" if name.endswith(b"entry") else "rss")
    return FeedFile(
        head,
        _read_items(chain(held, pieces), charset, root_name, attributes, entities),
        root_name,
        attributes,
    )


def read_head(feed: FeedFile) -> etree._Element | None:
    """The head as a tree below the feed's root; None where it is no markup."""
    source = mend(feed.head)
    root = _ROOT.search(source)
    if root:
        opening, closing = wrap(feed.root_name, feed.attributes, source[root.end() :])
        source = opening + source[root.end() :] + ("" if f"</{feed.root_name}>" in source else closing)
    return _recover(source.encode("utf-8", "replace")) if source.strip() else None


def _read_full(stream: BinaryIO, size: int) -> bytes:
    blocks = []
    while size > 0 and (block := stream.read(size)):
        blocks.append(block)
        size -= len(block)
    return b"".join(blocks)


class _Rejoined:
    """A stream whose first bytes had been taken."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = start
        self._rest = rest

    def read(self, size: int) -> bytes:
        if not self._start:
            return self._rest.read(size)
        block, self._start = self._start[:size], self._start[size:]
        return block


def _settle_charset(start: bytes, stream: BinaryIO) -> tuple[bytes, str, BinaryIO]:
    """The start, the charset of all, and the stream of the rest; a charset whose bytes hide tags is brought to UTF-8."""
    found = _DECLARED.search(start[:1_000])
    declared = found.group(1).decode("ascii").lower() if found else None
    codec = find_charset(start)
    is_wide = codec.startswith(("utf-16", "utf-32")) or (declared or "").startswith(
        ("iso-2022", "hz", "utf-7")
    )
    if is_wide or b"\x1b$" in start:
        data = start + _read_full(stream, WIDE_BYTES)
        if len(data) > WIDE_BYTES:
            raise RefusedFileError(
                f"a feed of more than {WIDE_BYTES // 1_000_000} MB in {declared or codec}: bring it to UTF-8"
            )
        return _text(data, declared).encode("utf-8"), "utf-8", BytesIO()
    sample = start[: max(start.rfind(b">"), 0) + 1] or start
    try:
        return start, decode(sample, declared).charset, stream
    except NoTextError as error:
        raise RefusedFileError(str(error)) from error


def _text(data: bytes, declared: str | None) -> str:
    try:
        return decode(data, declared).text
    except NoTextError as error:
        raise RefusedFileError(str(error)) from error


def _decode(data: bytes, charset: str) -> str:
    """A piece as text: UTF-8 where it is that, else the file's charset, else what its own bytes tell. Raises NoTextError."""
    for codec in ("utf-8", charset):
        try:
            return clean(data.decode(codec))
        except (UnicodeDecodeError, LookupError):
            continue
    return decode(data, charset).text


def _gather(pieces: Iterator[Outside | RawItem | Scrap]) -> tuple[bytes, list[RawItem | Scrap]]:
    """What stands outside of items, and the items met on the way; in a short file that is all of it, so titles behind the items count."""
    outside: list[bytes] = []
    held: list[RawItem | Scrap] = []
    size = 0
    for piece in pieces:
        size += 100 if isinstance(piece, Scrap) else len(piece.data)
        if isinstance(piece, Outside):
            outside.append(piece.data)
        else:
            held.append(piece)
        if size > HEAD_BYTES:
            break
    return b"".join(outside)[:HEAD_BYTES], held


def _refuse_entities(head: str) -> None:
    declared = head.find("<!DOCTYPE", 0, 20_000)
    for entity in _ENTITY.finditer(head, max(declared, 0)) if declared >= 0 else ():
        if entity.group(2) is None:
            raise RefusedFileError("its document type fetches an entity from elsewhere, so it is not read")
        if "&" in entity.group(2).replace("&#", "") or "%" in entity.group(2):
            raise RefusedFileError("its document type declares entities made of others, so it is not read")


def _read_root(head: str, default: str) -> tuple[str, dict[str, str]]:
    """The name of the root element, and its attributes with those of a channel in it that are namespaces."""
    root = _ROOT.search(head)
    if not root:
        return default, {}
    attributes = _read_attributes(root.group(2))
    channel = _CHANNEL.search(head, root.start())
    if channel and channel.group(1):
        attributes |= {
            name: value
            for name, value in _read_attributes(channel.group(1)).items()
            if name.startswith("xmlns:")
        }
    return root.group(1), attributes


def _read_attributes(text: str) -> dict[str, str]:
    return {name: one or two for name, one, two in _ATTRIBUTE.findall(text)[:200]}


def _read_items(
    pieces: Iterator[Outside | RawItem | Scrap],
    charset: str,
    root_name: str,
    attributes: Mapping[str, str],
    entities: Mapping[str, str],
) -> Iterator[Item | BrokenItem]:
    for piece in pieces:
        if isinstance(piece, Scrap):
            yield BrokenItem(piece.line, piece.reason)
        elif isinstance(piece, RawItem):
            try:
                yield _read_item(_decode(piece.data, charset), piece, root_name, attributes, entities)
            except NoTextError as error:
                yield BrokenItem(piece.line, f"an item of which {error}")


def _read_item(
    text: str, raw: RawItem, root_name: str, attributes: Mapping[str, str], entities: Mapping[str, str]
) -> Item | BrokenItem:
    name = re.match(r"<([\w.:-]+)", text)
    source = mend(_close_section(text), entities) + (f"</{name.group(1)}>" if raw.missing and name else "")
    opening, closing = wrap(root_name, attributes, source)
    document = f"{opening}{source}{closing}".encode("utf-8", "replace")
    fault = ""
    try:
        root = etree.fromstring(document, safe_parser(recover=False))
    except etree.XMLSyntaxError as error:
        fault = f"line {raw.line + max(error.lineno or 1, 1) - 1}: {error.msg}"
        if raw.missing:
            return BrokenItem(raw.line, f"this item is cut off: {raw.missing}")
        root = _recover(
            f"{opening}{_VOID.sub(_close_void, _join_sections(source))}{closing}".encode("utf-8", "replace")
        )
    if root is None or not len(root):
        return BrokenItem(raw.line, f"an item that is not XML: {fault}")
    fault = fault or (f"this item has no end: {raw.missing}" if raw.missing else "")
    return Item(raw.line, root, root[0], fault)


def _join_sections(text: str) -> str:
    """One CDATA section where someone put a text with sections of its own into one without escaping their ends."""
    parts: list[str] = []
    at = 0
    while (start := text.find(_OPENING, at)) >= 0 and (end := text.find(_CLOSING, start)) >= 0:
        end += len(_CLOSING)
        closing = text.find("</", end)
        between = text[end : closing if closing >= 0 else end]
        parts.append(text[at:start])
        if _CLOSING in _SECTION.sub("", between):
            end = text.rfind(_CLOSING, start, closing)
            inner = text[start + len(_OPENING) : end].replace(_CLOSING, f"]]{_CLOSING}{_OPENING}>")
            parts.append(f"{_OPENING}{inner}{_CLOSING}")
            end += len(_CLOSING)
        else:
            parts.append(text[start:end])
        at = end
    return "".join(parts) + text[at:]


def _close_void(match: re.Match[str]) -> str:
    return match.group() if match.group(1) is None else f"<{match.group(1)}{match.group(2)}/>"


def _recover(document: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(document, safe_parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def wrap(root_name: str, attributes: Mapping[str, str], source: str) -> tuple[str, str]:
    """The tags to put around a piece: the file's root, with a meaning for every prefix that the piece uses."""
    declared = dict(attributes)
    for prefix in _list_prefixes(source, root_name):
        if prefix not in ("xml", "xmlns"):
            declared.setdefault(f"xmlns:{prefix}", NAMESPACES.get(prefix, f"urn:prefix:{prefix}"))
    written = "".join(
        f' {name}="{_escape(value)}"' for name, value in declared.items() if _is_bound(name, declared)
    )
    return f"<{root_name}{written}>", f"</{root_name}>"


def _list_prefixes(source: str, root_name: str) -> list[str]:
    found = dict.fromkeys([root_name.partition(":")[0]] if ":" in root_name else [])
    for match in _PREFIX.finditer(source):
        found[match.group(1)] = None
        if len(found) > MOST_PREFIXES:
            break
    return list(found)


def _is_bound(name: str, declared: Mapping[str, str]) -> bool:
    """Whether an attribute may stand: its prefix is declared, and declares none as empty."""
    prefix, _, local = name.rpartition(":")
    if prefix == "xmlns":
        return bool(declared[name]) and local not in ("xml", "xmlns")
    return not prefix or prefix == "xml" or f"xmlns:{prefix}" in declared


def _escape(value: str) -> str:
    return mend(value).replace('"', "&quot;").replace("<", "&lt;")


def _close_section(text: str) -> str:
    """The item with an end for a CDATA section that has none: before the tag that closes its element."""
    start = text.rfind(_OPENING)
    if start < 0 or text.find(_CLOSING, start) >= 0:
        return text
    opened = _SECTION_OPENS.search(text, max(0, start - 3_000), start)
    end = text.find(f"</{opened.group(1)}>", start) if opened else -1
    if end < 0:
        end = text.rfind("</", start)
    if end < 0:
        end = len(text)
    return f"{text[:end]}{_CLOSING}{text[end:]}"
