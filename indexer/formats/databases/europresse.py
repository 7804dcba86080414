"""Pages saved from Europresse (Eureka) -> articles: the classes of its elements say what each part is.

The line over a headline holds section, day, length and page in one, in the language of whoever searched. The document's
number (`news·20210515·LM·1234567`) names an article for good and repeats its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from indexer.article import Origin, Outcome
from indexer.formats.databases.export_draft import Draft, finish_article, split_date
from indexer.formats.databases.export_pages import (
    find_class,
    has_class,
    line_of,
    paragraphs_of,
    read_export,
)
from indexer.formats.records.record_dates import RecordDates
from indexer.identity import is_global
from indexer.settings import ReadingOptions

NAME = "europresse"
DESCRIPTION = "Europresse and Eureka exports: HTML, many articles a file"
SUFFIXES = (".html",)

_MARKS = (
    b"DocPublicationName",
    b"publiC-lblNodoc",
    b"rdp__articletitle",
    b"rdp__DocHeader",
    b"titreArticleVisu",
)
_NUMBER = re.compile(r"[a-z]{2,12}\W(\d{4})(\d{2})(\d{2})\W[\w-]{1,24}\W[\w-]{1,40}")
_LENGTH = re.compile(
    r"(?<![\d:.,+])(?:\d{1,3}(?:[\s\u202f.,]\d{3})+|\d{1,7})\s*(?:mots?|words?|palabras|parole|Wörter|woorden|palavras|słów|слов)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s*-\s*(\d{1,2}:\d{2})\s+UTC\s*([+-]\d{2}):?(\d{2})\b")
"""The time behind the day of what was put on the web: `- 14:05 UTC +01:00`."""

_PAGE = re.compile(r"\b(?:(?:p|pp|pages?|Seite|pág|pag|blz|str|стр)\.?|[sс]\.)\s?((?:[A-Z]{0,8}-?\d{1,4}[\w-]{0,6})(?:\s?[,;]\s?[A-Z]{0,8}-?\d{1,4}\b)*)(?:\(\d+\))?", re.IGNORECASE)  # fmt: skip
_PARTS = {
    "DocPublicationName": "start", "DocHeader": "", "titreArticle": "title", "titreArticleVisu": "title", "TitreArticleVisu": "title",
    "docAuthors": "", "DocText": "", "publiC-lblNodoc": "end", "PubliC_lblNodoc": "end",
}  # fmt: skip
"""Classes of an article's parts, and which of them begin or end it or its text."""

_ISSUE = re.compile(r",\s((?:no\.?|nº|n°|n\.|Nr\.?|nr|núm\.?|№)\s?\d.*)$")
_APPEARED_IN = re.compile(
    r"paru dans|(?:appeared|published) in|(?:publicad|aparecid|saiu|erschien|pubblicat|apparso|verschenen|опубликован|ukazał)\w{0,4}\s.{0,12}?(?:en|em|in|su|w|в)\b"
)
"""The words of the link to the story on the web, in the language of whoever searched."""

_LEFT_OUT = ("aside", "footer", "script", "style")
_AUTHOR_MARK = ";"


def sniff(head: bytes, name: str) -> bool:
    """Whether the page has the classes of this database."""
    return any(mark in head for mark in _MARKS)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles of a page in order; see `Format.parse`."""
    return read_export(stream, origin, options, _read_articles, "a Europresse page without any article")


def _read_articles(page: etree._Element, origin: Origin, dates: RecordDates) -> Iterator[Outcome]:
    for number, article in enumerate(_find_articles(page), start=1):
        yield _read_article(article, replace(origin, record=number), dates)


def _find_articles(page: etree._Element) -> Iterator[etree._Element]:
    articles = [found for found in page.iter("article") if _is_article(found)]
    yield from articles or _gather_loose(page)


def _gather_loose(page: etree._Element) -> Iterator[etree._Element]:
    """The articles of an old page, which knows no element for them: each begins with the name of its source.

    Each is put together anew: its marked parts, and the paragraphs between its headline and its number as its text.
    """
    article: etree._Element | None = None
    text: etree._Element | None = None
    for element in _outermost_parts(page):
        name = next((name for name in _PARTS if has_class(element, name)), "")
        if name == "DocPublicationName":
            if article is not None:
                yield article
            article, text = etree.Element("article"), None
        if article is None:
            continue
        if name:
            article.append(element)
            text = None if _PARTS[name] == "end" else text
            if _PARTS[name] == "title":
                text = etree.SubElement(article, "div", {"class": "DocText"})
        elif text is not None:
            text.append(element)
    if article is not None:
        yield article


def _outermost_parts(page: etree._Element) -> list[etree._Element]:
    """Marked elements and paragraphs, in order, none inside another."""
    parts: list[etree._Element] = []
    inside: etree._Element | None = None
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "end":
            inside = None if element is inside else inside
        elif inside is None and (element.tag == "p" or any(has_class(element, name) for name in _PARTS)):
            inside = element
            parts.append(element)
    return parts


def _is_article(article: etree._Element) -> bool:
    return find_class(article, "DocPublicationName", "rdp__DocPublicationName", "titreArticle", "titreArticleVisu") is not None  # fmt: skip


def _read_article(article: etree._Element, origin: Origin, dates: RecordDates) -> Outcome:
    draft = Draft()
    _read_source(line_of(find_class(article, "DocPublicationName", "rdp__DocPublicationName")), draft)
    for element in article.iter("span", "div"):
        if has_class(element, "DocHeader"):
            _read_heading(line_of(element), draft, dates)
    _read_titles(article, draft)
    draft.byline = line_of(find_class(article, "docAuthors")) or draft.byline
    _read_number(line_of(find_class(article, "publiC-lblNodoc", "PubliC_lblNodoc")), draft)
    _read_text(article, draft)
    _read_rights(article, draft)
    return finish_article(draft, origin, dates, NAME)


def _read_source(text: str, draft: Draft) -> None:
    """`Le Monde (site web)`; an issue's number may follow the name (`Le Monde, no. 23725`)."""
    issue = _ISSUE.search(text)
    draft.source = (text[: issue.start()] if issue else text).strip()
    draft.note("issue", issue[1].strip() if issue else "")


def _read_heading(text: str, draft: Draft, dates: RecordDates) -> None:
    """`International, samedi 15 mai 2021 1234 mots, p. 3` as its parts."""
    if match := _PAGE.search(text):
        draft.note("page", match.group(1))
        text = text[: match.start()] + text[match.end() :]
    if match := _LENGTH.search(_behind_year(text)):
        draft.note("length", " ".join(match.group().split()))
        text = text.replace(match.group(), " ")
    text = _CLOCK.sub(r" \1 UTC\2:\3", text)
    parts = [part for part in (part.strip(" ,;-") for part in text.split(",")) if part]
    place = _find_day(parts, draft, dates)
    if place is None:
        draft.note("heading", text.strip(" ,"))
        return
    if parts[:place] and not draft.section:
        draft.section = ", ".join(parts[:place])


def _behind_year(text: str) -> str:
    """What stands behind the year, so that it is not taken for a part of the length."""
    match = re.search(r"\b(?:18|19|20)\d{2}\b", text)
    return text[match.end() :] if match else text


def _find_day(parts: list[str], draft: Draft, dates: RecordDates) -> int | None:
    """The place of the part that begins the day; English days have a comma or two in them."""
    for place in range(len(parts)):
        for count in (3, 2, 1):
            found = split_date(", ".join(parts[place : place + count]), dates)
            if found:
                draft.date = found[0]
                draft.note("edition", found[1])
                return place
    return None


def _read_titles(article: etree._Element, draft: Draft) -> None:
    block = find_class(article, "titreArticle")
    title = find_class(
        article if block is None else block, "rdp__articletitle", "titreArticleVisu", "TitreArticleVisu"
    )
    draft.title = line_of(title if title is not None else block)
    draft.summary = line_of(find_class(article, "rdp__subtitle"))
    for element in article.iter("p", "div"):
        if has_class(element, "sm-margin-bottomNews") and not has_class(element, "rdp__subtitle"):
            text = line_of(element).rstrip(_AUTHOR_MARK + " ")
            if text and not draft.byline:
                draft.byline = text
            elif text and text != draft.byline:
                draft.note("credit", text)


def _read_number(text: str, draft: Draft) -> None:
    match = _NUMBER.search(text)
    draft.note("document_number", text)
    if match is None:
        return
    draft.own = f"urn:europresse:{match.group()}"
    draft.date = draft.date or "-".join(match.groups())


def _read_text(article: etree._Element, draft: Draft) -> None:
    roots = (
        found
        for name in ("docOcurrContainer", "DocText")
        for found in article.iter("div")
        if has_class(found, name)
    )
    root = next((found for found in roots if line_of(found)), next(article.iter("section"), None))
    if root is None:
        return
    for link in root.iter("a"):
        address = (link.get("href") or "").strip()
        if (
            not draft.url
            and _APPEARED_IN.search(line_of(link))
            and is_global(address)
            and not re.search(r"\s", address)
        ):
            draft.url = address
            draft.note("note", line_of(link))
            _drop(link)
    for figure in list(root.iter("figcaption")):
        draft.captions.append(line_of(figure))
        _drop(figure)
    for aside in list(root.iter(*_LEFT_OUT)):
        _drop(aside)
    draft.body = paragraphs_of(root)


def _drop(element: etree._Element) -> None:
    """Takes an element out and leaves what stands behind it."""
    tail, element.tail = element.tail, None
    for child in list(element):
        element.remove(child)
    element.text = None
    element.tail = tail


def _read_rights(article: etree._Element, draft: Draft) -> None:
    draft.note(
        "copyright",
        line_of(find_class(article, "Doc-LegalInfo", "publiC-lblCertificatIssuedTo", "DocCopyright")),
    )
