"""ALTO files: pages of newspapers read by machine -> one article a page, with its text in reading order.

`alto_text` reads the words. A page has no headline of its own, so `title` is null; its day is that of the issue, as the
names of file and folders tell it, or that of the picture. Page number, picture and how sure the machine was are kept in `extra`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from lxml import etree

from indexer.article import Article, NotArticle, Origin, Outcome, Reject, Undated
from indexer.formats.print.alto_text import (
    find_orders,
    flow_blocks,
    mean_confidence,
    order_blocks,
    read_block,
    tell_language,
)
from indexer.formats.print.issue_days import day_in_path, day_of_place
from indexer.formats.prolog import skip_prolog
from indexer.formats.records.record_values import read_language
from indexer.formats.xml_document import (
    Unreadable,
    attribute,
    find_all,
    line_of,
    read_documents,
    take_apart,
)
from indexer.identity import article_id
from indexer.message import say
from indexer.settings import ReadingOptions

NAME = "alto"
DESCRIPTION = "ALTO: newspaper pages read by machine (OCR), one article a page"
SUFFIXES = (".xml", ".alto")

_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?alto[\s>]", re.IGNORECASE)


def sniff(head: bytes, name: str) -> bool:
    return bool(_ROOT.match(skip_prolog(head)))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The pages of a file in order; see `Format.parse`. A page that the end of a damaged file cuts off is a reject."""
    number = 0
    for document in read_documents(stream):
        if isinstance(document, Unreadable):
            number += 1
            yield Reject(origin=replace(origin, record=number, line=document.line), reason=document.reason)
            continue
        pages = take_apart(document.root, "Page")
        whole = document.count_closed("Page") if document.fault else len(pages)
        stated = _read_statements(document.root)
        for place, page in enumerate(pages):
            number += 1
            here = replace(origin, record=number, line=document.line_of(page))
            if place >= whole:
                yield Reject(origin=here, reason=f"this page is cut off: {document.fault}")
            else:
                yield _read_page(stated, page, here)
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="no page in this file")


@dataclass(frozen=True, slots=True)
class _Statements:
    """What a file says of all its pages, of which it may have many."""

    language: str | None
    image: str
    software: str
    orders: list[etree._Element]


def _read_statements(root: etree._Element) -> _Statements:
    images = map(line_of, find_all(root, "fileName", "documentIdentifier"))
    software = map(line_of, find_all(root, "softwareName"))
    return _Statements(
        language=read_language(tell_language(root)),
        image=next(filter(None, images), ""),
        software=", ".join(dict.fromkeys(filter(None, software))),
        orders=find_orders(root),
    )


def _read_page(stated: _Statements, page: etree._Element, origin: Origin) -> Outcome:
    body = flow_blocks(map(read_block, order_blocks(page, stated.orders)))
    if not any(map(str.isalnum, body)):
        return NotArticle(
            path=origin.path, member=origin.member, reason=f"a page without text, on line {origin.line}"
        )
    extra = _gather_extra(stated, page)
    published = day_of_place(origin) or day_in_path(extra.get("image", ""))
    return Article(
        id=article_id(origin, _own_id(page)),
        language=stated.language,
        body=body,
        published=published,
        undated=None
        if published
        else Undated(reason=say("neither the page nor the names of its file and folders state a day")),
        extra=extra,
        path=origin.path,
        member=origin.member,
        format=NAME,
    )


def _own_id(page: etree._Element) -> str | None:
    return attribute(page, "ID") or None


def _gather_extra(stated: _Statements, page: etree._Element) -> dict[str, Any]:
    printed, physical = attribute(page, "PRINTED_IMG_NR"), attribute(page, "PHYSICAL_IMG_NR")
    facts = {
        "page": printed or physical,
        "image_number": physical if printed else "",
        "page_class": attribute(page, "PAGECLASS"),
        "image": stated.image,
        "ocr_software": stated.software,
        "ocr_confidence": mean_confidence(page),
    }
    return {name: value for name, value in facts.items() if value}
