"""The main part of a Word document -> its paragraphs, with bookmarks, links and styles as far as exports use them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from indexer.formats.databases.export_paragraphs import Paragraph
from indexer.formats.office.packed_parts import Package, UnreadablePackage
from indexer.markup import clean

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_MAIN_PART = re.compile(r"word/document\d*\.xml")

_BOOKMARK = re.compile(r"Bookmark_\d+")
"""What the database calls the place where an article begins."""

_INSTRUCTED = re.compile(r'HYPERLINK\s+"([^"]{4,2000})"')
_HEADING = re.compile(r"(?:Heading|berschrift|Titre|Title)\s?1?$", re.IGNORECASE)
_LEFT_OUT = frozenset(("delText", "instrText", "fldData", "txbxContent"))
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}
_LINKS_LONG = 20_000_000


def find_main_part(package: Package) -> str | None:
    """The part that holds the text."""
    return next(filter(_MAIN_PART.fullmatch, sorted(package.names)), None)


def read_paragraphs(package: Package, part: str) -> Iterator[Paragraph]:
    """The paragraphs in order, those of tables too; empty ones are left out. Raises UnreadablePackage."""
    links = _read_links(package, part.replace("word/", "word/_rels/") + ".rels")
    parser = etree.iterparse(
        BytesIO(package.read(part)), events=("end",), resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )  # fmt: skip
    starts = False
    try:
        for _, element in parser:
            name = _local(element.tag)
            if name == "bookmarkStart" and _BOOKMARK.fullmatch(_attribute(element, "name")):
                starts = True
            if name != "p":
                continue
            paragraph = _read_paragraph(element, links, starts)
            if paragraph is not None:
                starts = False
                yield paragraph
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadablePackage(f"its text is no well-formed XML: {error.msg}") from error


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    return element.get(_WORD + name) or element.get(_STRICT + name) or ""


def _read_paragraph(element: etree._Element, links: Mapping[str, str], starts: bool) -> Paragraph | None:
    parts: list[str] = []
    link = style = ""
    for child in element.iter():
        name = _local(child.tag)
        if name == "t":
            parts.append(child.text or "")
        elif name in _BREAKS and _local(child.getparent().tag) == "r":  # type: ignore[union-attr]
            parts.append(_BREAKS[name])
        elif name == "hyperlink" and not link:
            link = links.get(child.get(_LINK_ID) or child.get(_STRICT_LINK_ID) or "", "")
        elif name == "instrText" and not link:
            found = _INSTRUCTED.search(child.text or "")
            link = found.group(1) if found else ""
        elif name == "pStyle":
            style = _attribute(child, "val")
    text = "\n".join(" ".join(line.split()) for line in clean("".join(parts)).split("\n")).strip()
    if not text:
        return None
    return Paragraph(text, starts=starts, link=link or None, role="title" if _HEADING.search(style) else "")


def _read_links(package: Package, part: str) -> dict[str, str]:
    if part not in package.names:
        return {}
    data = package.read(part)
    if len(data) > _LINKS_LONG:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return {}
    return {
        found.get("Id", ""): found.get("Target", "") for found in root.iter() if isinstance(found.tag, str)
    }
