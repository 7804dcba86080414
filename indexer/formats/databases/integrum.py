"""Reports of Integrum (Russian press) saved as HTML -> articles.

A report begins with a numbered list of what it holds, which is left out. Each article is a table of labelled values
(`^ИС:` the source, `^ДТ:` the day, `^НР:` the issue …), its headline and its text as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome
from indexer.formats.databases.export_draft import Draft, finish_article
from indexer.formats.databases.export_pages import line_of, read_export
from indexer.formats.records.record_dates import RecordDates
from indexer.identity import is_global
from indexer.markup import text_of_element
from indexer.settings import ReadingOptions

NAME = "integrum"
DESCRIPTION = "Integrum reports: HTML, many articles a file"
SUFFIXES = (".html",)

_MARKS = ("^ИС:", "^ЗГ:", "^ДТ:")
_BYTES = tuple(mark.encode(charset) for mark in _MARKS for charset in ("cp1251", "utf-8", "koi8-r"))
_VALUE = re.compile(r"\^([^\W\d_]{2,4})\s*:")
_NAMES = {
    "НР": "issue", "НС": "page", "СТ": "page", "СТР": "page", "ПО": "page", "ВЫ": "edition", "КМ": "notes", "ПД": "subtitle", "ИД": "document_number",
    "НД": "document_number", "РЕ": "region", "ГО": "city", "ОБ": "length", "ПР": "notes", "АЖ": "genre", "СЕ": "series", "ВР": "time_printed",
}  # fmt: skip


def sniff(head: bytes, name: str) -> bool:
    """Whether the page has values labelled as this database does, or begins as its reports do."""
    if b"<" not in head[:200]:
        return False
    return any(mark in head for mark in _BYTES) or (
        b"<title>Report " in head[:2_000] and b'<a href="#1">' in head
    )


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of a report in order; see `Format.parse`."""
    return read_export(stream, origin, options, _read_articles, "an Integrum report without any article")


def _read_articles(page: etree._Element, origin: Origin, dates: RecordDates) -> Iterator[Outcome]:
    number = 0
    for table in list(page.iter("table")):
        values = _read_values(table)
        if values:
            number += 1
            yield _read_article(table, values, replace(origin, record=number), dates)


def _read_values(table: etree._Element) -> list[tuple[str, str]]:
    """The labelled values of a table, none for any other table."""
    text = text_of_element(table)
    labels = list(_VALUE.finditer(text))
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return [
        (label.group(1).upper(), " ".join(text[label.end() : end].split()))
        for label, end in zip(labels, ends, strict=False)
    ]


def _read_article(
    table: etree._Element, values: list[tuple[str, str]], origin: Origin, dates: RecordDates
) -> Outcome:
    draft = Draft(language=None)
    for label, value in values:
        _read_value(label, value, draft)
    heading, text = _find_text(table)
    if heading and heading != draft.title:
        if draft.title:
            draft.note("heading", heading)
        draft.title = draft.title or heading
    draft.body = flow(text)
    return finish_article(draft, origin, dates, NAME)


def _read_value(label: str, value: str, draft: Draft) -> None:
    match label:
        case "ИС":
            draft.source = value
        case "РБ":
            draft.section = value
        case "ДТ":
            draft.date = value
        case "АВ":
            draft.byline = value.strip(" ,;")
        case "ЗГ":
            draft.title = value
        case "АН":
            draft.summary = value
        case "ВР":
            draft.time = value
            draft.note("time_printed", value)
        case "АД" | "УР" if is_global(value) and not re.search(r"\s", value):
            draft.url = value
        case "КС" | "КЛ":
            draft.tags += re.split(r"[;,]", value)
        case _:
            draft.note(_NAMES.get(label, label.lower()), value)


def _find_text(table: etree._Element) -> tuple[str, str]:
    """The headline and the text that follow a table, up to the next article."""
    heading, parts = "", []
    for element in table.itersiblings():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "table" and _read_values(element):
            break
        if element.tag in ("h1", "h2", "h3", "h4") and not heading:
            heading = line_of(element)
        elif element.tag == "pre":
            parts.append("".join(map(str, element.itertext())))
        elif element.tag in ("p", "div"):
            parts.append(text_of_element(element))
        elif element.tag == "a" and element.get("name"):
            break
    return heading, "\n\n".join(parts)


def flow(text: str) -> list[str]:
    """Paragraphs of a text with line ends in it: a blank line or an indent begins one."""
    paragraphs: list[str] = []
    begins = True
    for line in text.split("\n"):
        content = " ".join(line.split())
        if not content:
            begins = True
        elif begins or line.startswith(("  ", "\t", "\xa0")):
            paragraphs.append(content)
            begins = False
        else:
            paragraphs[-1] += f" {content}"
    return paragraphs
