"""Ritzau's news service -> an article for each `RBNews`, alone or in a queue's answer.

The text is HTML in a field; a subtitle is the summary, the strapline a slug. A story that is marked as cancelled is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome, Reject
from indexer.formats.records.record_values import read_plain
from indexer.formats.wire.nitf import as_ascii
from indexer.formats.wire.wire_item import WireItem, settle_item, withdraw_item
from indexer.formats.xml_document import (
    Document,
    children,
    line_of,
    local_name,
    read_outcomes,
    take_apart,
)
from indexer.markup import text_of
from indexer.settings import ReadingOptions

NAME = "ritzau"
DESCRIPTION = "Ritzau's news service (RBNews)"
SUFFIXES = (".xml",)

_ROOT = re.compile(rb"<(?:XMLNews\w{0,40}|RBNews|ListOfRBNews)[\s>]")
_BYTES_AS_LETTERS = re.compile("[\xc2\xc3][\x80-\xbf]")

NAMES = {
    "strapline": "slug", "origin": "credit", "Priority": "priority", "sectionID": "section_id", "sectionShort": "section_code",
    "TilRedaktionen": "editor_note", "Status": "status", "HistID": "story_number", "format": "kind",
}  # fmt: skip
READ = (
    "headline",
    "subtitle",
    "content",
    "byLine",
    "town",
    "section",
    "PublishDate",
    "version",
    "NewsID",
    "ContentShort",
)


def sniff(head: bytes, name: str) -> bool:
    """Whether the first element is one of this service."""
    return bool(_ROOT.match(as_ascii(head))) and (b"<RBNews" in head)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The stories in order, each with the line it starts on; see `Format.parse`."""
    return read_outcomes(
        stream,
        origin,
        lambda document, before: _read_document(document, replace(origin, record=before + 1), options),
    )


def _read_document(document: Document, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    found = take_apart(document.root, "RBNews")
    closed = document.count_closed("RBNews") if document.fault else len(found)
    for number, element in enumerate(found):
        place = replace(origin, record=origin.record + number, line=document.line_of(element))
        if number >= closed:
            yield Reject(origin=place, reason=f"this story is cut off: {document.fault}")
        else:
            yield _read_story(element, place, options)


def _read_story(element: etree._Element, place: Origin, options: ReadingOptions) -> Outcome:
    fields = {local_name(child): line_of(child) for child in children(element)}
    own = fields.get("NewsID", "")
    item = WireItem(
        own=own,
        title=_mend(fields.get("headline", "")),
        summary=_mend(fields.get("subtitle", "")),
        byline=fields.get("byLine", ""),
        dateline=fields.get("town", ""),
        section=fields.get("section", ""),
        source="Ritzau",
        published=[fields.get("PublishDate", "")],
    )
    item.keep_version(fields.get("version", ""))
    if fields.get("Annuleret", "").lower() == "true":
        return withdraw_item(item, place, "cancelled by its publisher", NAME, options)
    for child in children(element):
        name = local_name(child)
        if name == "content":
            item.body = _mend(text_of("".join(map(str, child.itertext()))))
        elif name == "SubjectKeyword":
            item.tags += filter(None, map(line_of, children(child)))
        elif name not in READ:
            item.keep(NAMES.get(name, name), _mend(line_of(child)))
    if not item.body:
        item.body = fields.get("ContentShort", "")
    item.keep("guid", own)
    return settle_item(item, place, NAME, options)


def _mend(text: str) -> str:
    """Entities that were escaped twice, markup in a note, and UTF-8 that someone read as Latin-1."""
    text = read_plain(read_plain(text)) if "&" in text or "<" in text else text
    if not _BYTES_AS_LETTERS.search(text):
        return text
    return _BYTES_AS_LETTERS.sub(_read_pair, text)


def _read_pair(match: re.Match[str]) -> str:
    return match.group().encode("latin-1").decode("utf-8", "replace")
