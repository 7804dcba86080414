"""A page saved from a press database -> its elements: charset, bounds and the reasons why a file is none.

The charset that such a page declares is often wrong, or right for a part of it: `charsets` looks at the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree
from lxml import html as lxml_html

from indexer.article import NotArticle, Origin, Outcome
from indexer.formats.records.record_dates import RecordDates
from indexer.markup import NoTextError, decode, safe_html_parser, text_of_element
from indexer.settings import ReadingOptions

LARGEST_EXPORT = 48_000_000
"""Five times what the databases give at once; a page of that size takes some hundred megabytes as a tree."""

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_IS_PAGE = re.compile(rb"<(?:html|head|body|table|div|article)\b", re.IGNORECASE)


class UnreadableExport(ValueError):  # noqa: N818 - a reason, told as it stands
    """Why an export cannot be read at all."""


def is_page(head: bytes) -> bool:
    """Whether a file looks like HTML near its start."""
    return _IS_PAGE.search(head[:16_384]) is not None


def read_text(stream: BinaryIO) -> str:
    """The whole stream as text, by the charset that it is really in. Raises UnreadableExport."""
    data = stream.read(LARGEST_EXPORT + 1)
    if len(data) > LARGEST_EXPORT:
        raise UnreadableExport(
            f"an export of more than {LARGEST_EXPORT:,} bytes; export fewer articles at a time"
        )
    declared = _CHARSET.search(data[:16_384])
    try:
        return decode(data, declared.group(1).decode("ascii") if declared else None).text
    except NoTextError as error:
        raise UnreadableExport(str(error)) from error


def read_page(text: str) -> etree._Element:
    """The root element of a page. Raises UnreadableExport."""
    try:
        page = lxml_html.document_fromstring(
            _XML_DECLARATION.sub("", text, count=1), parser=safe_html_parser()
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableExport("no element could be read in this page") from error
    if not isinstance(page, etree._Element):
        raise UnreadableExport("no element could be read in this page")
    return page


ReadArticles = Callable[[etree._Element, Origin, RecordDates], Iterator[Outcome]]
"""Gives the articles of a page in order."""


def read_export(
    stream: BinaryIO, origin: Origin, options: ReadingOptions, read_articles: ReadArticles, nothing: str
) -> Iterator[Outcome]:
    """The articles of a saved page; a page that cannot be read, or that holds none (`nothing` says so), is no article."""
    try:
        page = read_page(read_text(stream))
    except UnreadableExport as error:
        yield NotArticle(path=origin.path, member=origin.member, reason=str(error))
        return
    is_empty = True
    for outcome in read_articles(page, origin, RecordDates(options, origin.member or origin.path)):
        is_empty = False
        yield outcome
    if is_empty:
        yield NotArticle(path=origin.path, member=origin.member, reason=nothing)


def has_class(element: etree._Element, name: str) -> bool:
    """Whether an element carries a class."""
    return name in (element.get("class") or "").split()


def find_class(root: etree._Element, *names: str) -> etree._Element | None:
    """The first element below `root` with one of these classes, the first class first."""
    for name in names:
        for element in root.iter():
            if isinstance(element.tag, str) and has_class(element, name):
                return element
    return None


def line_of(element: etree._Element | None) -> str:
    """An element's text on one line; empty for none."""
    return " ".join(text_of_element(element).split()) if element is not None else ""


def paragraphs_of(element: etree._Element, *, at_breaks: bool = False) -> list[str]:
    """An element's paragraphs; with `at_breaks`, each `<br>` ends one, as in texts that know no other mark."""
    text = text_of_element(element)
    return [part for part in (text.split("\n") if at_breaks else text.split("\n\n")) if part.strip()]


def own_cells(table: etree._Element) -> list[etree._Element]:
    """The cells of a table in their order, without those of a table in one of them."""
    cells: list[etree._Element] = []
    waiting = list(table)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag in ("th", "td"):
            cells.append(element)
        elif element.tag != "table":
            waiting += list(element)[::-1]
    return cells
