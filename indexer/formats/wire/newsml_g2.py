"""NewsML-G2, as agencies send it -> an article for each news item of text.

A file is one item or a message of several. Its parts that are no texts to be searched (pictures, films, packages, plans,
concepts; what is cancelled, withheld or under embargo) are named with the reason. The text is NITF, XHTML, or plain; `newsml_g2_item`
reads the rest. Versions of an item share its `guid`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome, Reject
from indexer.formats.wire.iptc_codes import EMBARGO, code_of, is_embargoed, why_stopped
from indexer.formats.wire.newsml_g2_item import read_code, read_item, read_text
from indexer.formats.wire.nitf import as_ascii
from indexer.formats.wire.wire_item import WireItem, name_item, settle_item, withdraw_item
from indexer.formats.xml_document import (
    Document,
    attribute,
    children,
    find_all,
    first,
    line_of,
    local_name,
    read_outcomes,
)
from indexer.settings import ReadingOptions

NAME = "newsml-g2"
DESCRIPTION = "NewsML-G2: news agencies' items and messages"
SUFFIXES = (".xml",)

ITEMS = (
    "newsItem",
    "packageItem",
    "planningItem",
    "conceptItem",
    "knowledgeItem",
    "catalogItem",
    "eventItem",
)
KINDS = {
    "packageItem": "a package: it only names other items", "planningItem": "a plan of coverage", "conceptItem": "a concept, no story",
    "knowledgeItem": "a list of concepts, no story", "catalogItem": "a catalogue, no story", "eventItem": "an event, no story",
    "groupSet": "a package: it only names other items",
}  # fmt: skip

_ROOT = re.compile(
    rb"<(?:[\w.-]{1,60}:)?(newsMessage|newsItem|packageItem|planningItem|conceptItem|knowledgeItem|catalogItem|eventItem|contentSet|groupSet)[\s>]"
)


def sniff(head: bytes, name: str) -> bool:
    """Whether the first element is a message or an item; the namespace may be any, since senders forget it."""
    return bool(_ROOT.match(as_ascii(head)))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The items in order, each with the line it starts on; see `Format.parse`."""
    return read_outcomes(
        stream, origin, lambda document, before: _read_document(document, origin, before, options)
    )


def _read_document(
    document: Document, origin: Origin, before: int, options: ReadingOptions
) -> Iterator[Outcome]:
    found = _find_items(document.root)
    message = document.root if local_name(document.root) == "newsMessage" else None
    closed = {name: document.count_closed(name) if document.fault else len(found) for name in ITEMS}
    fault = document.fault if sum(closed.values()) >= len(found) else None
    for number, element in enumerate(found, 1):
        name = local_name(element)
        place = replace(origin, record=before + number, line=document.line_of(element))
        if closed.get(name, 1) < 1:
            yield Reject(origin=place, reason=f"this item is cut off: {document.fault}")
            continue
        closed[name] = closed.get(name, 1) - 1
        yield _read_element(element, message, fault, place, options)
    if not found:
        yield name_item(origin, "", "a NewsML-G2 message without any item")


def _find_items(root: etree._Element) -> list[etree._Element]:
    """The items of a document; a fragment that is only an item's content counts as one."""
    found = [
        element
        for element in find_all(root, *ITEMS)
        if not any(local_name(above) in ITEMS for above in element.iterancestors())
    ]
    return found or ([root] if local_name(root) in ("contentSet", "groupSet") else [])


def _read_element(
    element: etree._Element,
    message: etree._Element | None,
    fault: str | None,
    place: Origin,
    options: ReadingOptions,
) -> Outcome:
    name = local_name(element)
    guid = attribute(element, "guid")
    if why := KINDS.get(name) or (not _why_stopped(element) and _why_not(element)):
        return name_item(place, guid, why)
    item = WireItem()
    if fault:
        item.keep("damage", fault)
    read_item(element, message, item)
    if why := _why_stopped(element):
        return withdraw_item(item, place, why, NAME, options)
    read_text(element, item)
    return settle_item(item, place, NAME, options)


def _why_stopped(element: etree._Element) -> str:
    """What its publisher says against showing a story; empty where it may be shown."""
    meta = first(element, "itemMeta")
    return why_stopped(next(map(read_code, children(meta, "pubStatus")), "")) if meta is not None else ""


def _why_not(element: etree._Element) -> str:
    """Why a news item is no article to be searched; empty where it is one."""
    meta = first(element, "itemMeta")
    if meta is None:
        return ""
    kind = code_of(next(map(read_code, children(meta, "itemClass")), "")).lower()
    if kind and kind not in ("text", "composite"):
        return f"no text but {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    if kind == "composite" and first(element, "contentSet") is None:
        return KINDS["packageItem"]
    return _why_embargoed(meta)


def _why_embargoed(meta: etree._Element) -> str:
    """Until when; an embargo that had run out when this version was made is none."""
    until = next(filter(None, map(line_of, children(meta, "embargoed"))), "")
    made = line_of(first(meta, "versionCreated"))
    return f"{EMBARGO} until {until}" if is_embargoed(until, made) else ""
