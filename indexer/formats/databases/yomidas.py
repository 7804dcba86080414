"""Pages saved from Yomidas (the archive of the Yomiuri Shimbun) -> articles.

Over each text stands a row of headings: number, day, headline, edition (`東京朝刊`), section, page (`09頁`), length
(`1796字`), columns (`04段`), `写真` where there was a picture. The page's hidden fields name its articles in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome
from indexer.formats.databases.export_draft import Draft, finish_article
from indexer.formats.databases.export_pages import (
    has_class,
    line_of,
    own_cells,
    paragraphs_of,
    read_export,
)
from indexer.formats.records.record_dates import RecordDates
from indexer.settings import ReadingOptions

NAME = "yomidas"
DESCRIPTION = "Yomidas (Yomiuri Shimbun) pages: HTML, many articles a file"
SUFFIXES = (".html",)

PAPER = "読売新聞"
_MARKS = (
    b"yomiuriNewsSearch",
    b"yomiuriNewsArticle",
    b"heiseiDetail",
    b"yomidasu_article.css",
    b"yomidasuTop",
)
_TEXT_ID = re.compile(r"\w{2,20}DetailContents")
_DAY = re.compile(r"(?:1[89]|20)\d{2}[./年]\s?\d{1,2}[./月]\s?\d{1,2}日?")
_SHAPES = (
    ("page", re.compile(r"\d{1,4}(?:頁|面|ページ)")),
    ("length", re.compile(r"[\d,]{1,9}字")),
    ("columns", re.compile(r"\d{1,3}段")),
    ("pictures", re.compile(r"(?:写真|図|表|地図|カラー|見出しのみ|写真・図|写真・表|画像)(?:[・、](?:写真|図|表|地図|カラー))*")),
)  # fmt: skip
_UNITS = ("字", "頁", "段")
"""What stands in a column that has no number."""

_DOCUMENT = re.compile(r"\d{8}[A-Z0-9]{8,24}")
_LIST_FIELD = "chkboxCollectiveIndication"
_EDITION = re.compile(r".{0,8}(?:朝刊|夕刊|刊|版)")


def sniff(head: bytes, name: str) -> bool:
    """Whether the page is one of this database."""
    return b"<" in head[:400] and any(mark in head for mark in _MARKS)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of a page in order; see `Format.parse`."""
    return read_export(stream, origin, options, _read_articles, "a Yomidas page without any article")


def _read_articles(page: etree._Element, origin: Origin, dates: RecordDates) -> Iterator[Outcome]:
    found = list(_find_articles(page))
    names = _find_names(page)
    for number, (cells, text) in enumerate(found, start=1):
        own = names[number - 1] if len(names) == len(found) else ""
        yield _read_article(cells, text, own, replace(origin, record=number), dates)


def _find_articles(page: etree._Element) -> Iterator[tuple[list[str], etree._Element | None]]:
    """The headings of each article and the element of its text, which follows."""
    cells: list[str] = []
    for element in page.iter("table", "div"):
        if element.tag == "table" and has_class(element, "contentsTable"):
            row = [line_of(cell) for cell in own_cells(element)]
            if any(map(_DAY.fullmatch, row)):
                if cells:
                    yield cells, None
                cells = row
        elif element.tag == "div" and cells and _TEXT_ID.fullmatch(element.get("id") or ""):
            yield cells, element
            cells = []
    if cells:
        yield cells, None


def _find_names(page: etree._Element) -> list[str]:
    names = [
        field.get("value") or ""
        for field in page.iter("input")
        if (field.get("name") or "").endswith(_LIST_FIELD)
    ]
    return [name for name in names if _DOCUMENT.fullmatch(name)]


def _read_article(
    cells: Sequence[str], text: etree._Element | None, own: str, origin: Origin, dates: RecordDates
) -> Outcome:
    draft = Draft(source=PAPER, language="ja")
    place = next(place for place, cell in enumerate(cells) if _DAY.fullmatch(cell))
    draft.date = cells[place]
    draft.title = cells[place + 1] if place + 1 < len(cells) else ""
    for cell in cells[:place]:
        draft.note("number", cell)
    _read_rest(cells[place + 2 :], draft)
    if own:
        draft.own = f"urn:yomidas:{own}"
        draft.note("document_number", own)
    if text is not None:
        draft.body = paragraphs_of(text, at_breaks=True)
    return finish_article(draft, origin, dates, NAME)


def _read_rest(cells: Sequence[str], draft: Draft) -> None:
    for cell in cells:
        if not cell or cell in _UNITS:
            continue
        shape = next((name for name, pattern in _SHAPES if pattern.fullmatch(cell)), None)
        if shape:
            draft.note(shape, cell)
        elif _EDITION.fullmatch(cell) and "edition" not in draft.extra:
            draft.note("edition", cell)
        elif not draft.section:
            draft.section = cell
        else:
            draft.note("notes", cell)
