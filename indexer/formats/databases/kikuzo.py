"""Pages saved from Kikuzo (the archive of the Asahi Shimbun) -> articles.

Over each text stands a table with headings (`発行日` the day, `朝夕刊` the edition, `面名` the section, `ページ` the page,
`文字数` the length); what the page prints around them is the database's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome, Reject
from indexer.formats.databases.export_draft import Draft, finish_article
from indexer.formats.databases.export_pages import (  # fmt: skip
    find_class,
    has_class,
    line_of,
    paragraphs_of,
    read_export,
)
from indexer.formats.records.record_dates import RecordDates
from indexer.settings import ReadingOptions

NAME = "kikuzo"
DESCRIPTION = "Kikuzo (Asahi Shimbun) pages: HTML, many articles a file"
SUFFIXES = (".html",)

PAPER = "朝日新聞"
"""Whose archive it is. A weekly of the house is named in the column of the edition."""

_EDITIONS = ("朝刊", "夕刊", "")
_NAMES = {
    "ページ": "page",
    "文字数": "length",
    "朝夕刊": "edition",
    "No.": "number",
    "写真": "photograph",
    "図": "figure",
}
_IMAGE = re.compile(r"ImageID=(\w{1,40})|',([\w-]{8,40})'")


def sniff(head: bytes, name: str) -> bool:
    """Whether the page names the database or has its classes."""
    return (b"topic-detail" in head and b"topic-list" in head) or (
        "聞蔵".encode() in head and b"<" in head[:200] and b"topic-" in head
    )


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of a page in order; see `Format.parse`."""
    return read_export(stream, origin, options, _read_articles, "a Kikuzo page without any article")


def _read_articles(page: etree._Element, origin: Origin, dates: RecordDates) -> Iterator[Outcome]:
    number = 0
    values: Mapping[str, str] = {}
    for table in list(page.iter("table")):
        if has_class(table, "topic-list"):
            values = _read_values(table)
        elif has_class(table, "topic-detail"):
            number += 1
            yield _read_article(table, values, replace(origin, record=number), dates)
            values = {}


def _read_values(table: etree._Element) -> Mapping[str, str]:
    """The cells under their headings."""
    names = [line_of(cell) for cell in table.iter("th")]
    cells = [line_of(cell).replace(" ", "") for cell in table.iter("td")]
    return dict(zip(names, cells, strict=False))


def _read_article(
    table: etree._Element, values: Mapping[str, str], origin: Origin, dates: RecordDates
) -> Outcome | Reject:
    edition = values.get("朝夕刊", "")
    draft = Draft(
        source=PAPER if edition in _EDITIONS else edition,
        section=values.get("面名", ""),
        date=values.get("発行日", ""),
        language="ja",
        title=line_of(find_class(table, "font002")),
    )
    for name, value in values.items():
        if name not in ("発行日", "面名"):
            draft.note(_NAMES.get(name, name), value)
    text = find_class(table, "detail001", "font003")
    if text is not None:
        draft.body = paragraphs_of(text, at_breaks=True)
    for image in table.iter("img"):
        if match := _IMAGE.search(image.get("src") or ""):
            draft.note("image", match.group(1))
    return finish_article(draft, origin, dates, NAME)
