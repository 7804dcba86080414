"""A page saved from Factiva -> paragraphs: of tables with codes, or of the plain form with what its classes say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from indexer.formats.databases.export_pages import has_class, line_of, paragraphs_of
from indexer.formats.databases.export_paragraphs import Paragraph

_CODE = re.compile(r"[A-Z]{2,3}")
_ARTICLE_ID = re.compile(r"article-[A-Z0-9]{3}")
_BODY = re.compile(r"\b(?:[a-z]{2})?articleParagraph\b", re.IGNORECASE)
_TITLE = re.compile(r"\b[a-z]{2}Headline\b")
_BLOCKS = frozenset(("div", "p", "h1", "h2", "h3", "pre", "blockquote", "li", "span"))


def read_page_paragraphs(page: etree._Element) -> Iterator[Paragraph]:
    """The paragraphs of each article in order; the page's own navigation is left out where articles are marked."""
    found = False
    for element in page.iter("div"):
        if _is_article(element):
            found = True
            yield from _read_article(element)
    if not found:
        yield from _read_article(page)


def _is_article(element: etree._Element) -> bool:
    """Whether a `div` holds an article and lies in no other that does: the outer one has the accession number in its id."""
    if not has_class(element, "article") and not _ARTICLE_ID.match(element.get("id") or ""):
        return False
    parent = element.getparent()
    return parent is None or not (has_class(parent, "article") or _ARTICLE_ID.match(parent.get("id") or ""))


def _read_article(root: etree._Element) -> Iterator[Paragraph]:
    is_first = True
    for paragraph in _walk(root):
        yield Paragraph(paragraph.text, starts=is_first, role=paragraph.role)
        is_first = False


def _walk(root: etree._Element) -> Iterator[Paragraph]:
    """Rows of tables with codes as paragraphs that begin with the code; the innermost blocks elsewhere."""
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
            continue
        if event == "end" or not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "style", "head", "form") and element.tag != "form":
            skipped = element
        elif element.tag == "tr" and (row := _read_row(element)):
            skipped = element
            yield from row
        elif element.tag in _BLOCKS and _is_innermost(element):
            skipped = element
            yield from (Paragraph(text, role=_role(element)) for text in paragraphs_of(element))


def _read_row(row: etree._Element) -> list[Paragraph]:
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    if len(cells) < 2:
        return []
    code = line_of(cells[0])
    if not _CODE.fullmatch(code):
        return []
    first, *others = paragraphs_of(cells[1]) or [""]
    return [Paragraph(f"{code}\t{' '.join(first.split())}"), *(Paragraph(text) for text in others)]


def _is_innermost(element: etree._Element) -> bool:
    return not any(
        child.tag in ("div", "p", "table", "h1", "h2", "ul", "tr", "span") and _is_block(child)
        for child in element.iter()
        if child is not element and isinstance(child.tag, str)
    )


def _is_block(element: etree._Element) -> bool:
    return element.tag != "span" or _TITLE.search(element.get("class") or "") is not None


def _role(element: etree._Element) -> str:
    name = element.get("class") or ""
    parent = element.getparent()
    if _TITLE.search(name) or element.get("id") == "hd" or (parent is not None and parent.get("id") == "hd"):
        return "title"
    if _BODY.search(name):
        return "body"
    return "byline" if has_class(element, "author") else ""
