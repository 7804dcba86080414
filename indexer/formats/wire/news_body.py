"""The marked-up text of a news item (NITF, XHTML, or neither in full) -> paragraphs, captions, notes.

Elements are known by their names, whatever their namespace; one that nobody knows is part of the line it stands in. A
picture's caption is no part of the text, nor is an editor's note. Rows of a table are lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from indexer.charsets import clean
from indexer.formats.wire.wire_lines import flow_lines, join_wrapped
from indexer.formats.xml_document import children, find_all, line_of, local_name
from indexer.markup import looks_like_markup, normal_paragraphs, safe_html_parser, text_of

BLOCKS = frozenset(
    "p hl1 hl2 hl3 hl4 hl5 h1 h2 h3 h4 h5 h6 block bq blockquote ul ol li dl dt dd table nitf-table table-metadata tr caption pre hr fn "
    "div section article header footer aside main center credit tagline bibliography body body.head body.content body.end headline "
    "hedline subhead lead para paragraph".split()
)
CELLS = frozenset(("td", "th"))
MEDIA = frozenset(("media", "figure", "gallery"))
CAPTIONS = ("media-caption", "figcaption", "caption")
UNSEEN = frozenset(("script", "style", "head", "template", "iframe", "object", "svg", "table-metadata"))

_BREAK, _PARAGRAPH, _WRAP, _VERBATIM = "\n", "\n\n", "\x0b", "\x0c"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|quot|apos|nbsp|lt|gt|amp);")
# a typesetter's names of dashes, which reach some wires as text
_DASH = re.compile(r"<e([nm])dash>[^<>]{0,3}</e[nm]dash>")
_PARAGRAPHS = re.compile(r"\n\n+")
_SPACE = re.compile(r"[^\S\xa0]+")
_SPACES = re.compile(r"[^\S\n\x0b\x0c\xa0]+")


@dataclass(frozen=True, slots=True)
class Content:
    """`notes` are editors' notes that stand in the text."""

    body: str
    captions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_content(root: etree._Element | None, title: str | None = None) -> Content:
    """What an element holds; a first line that only repeats `title` is left out."""
    if root is None:
        return Content("")
    captions: list[str] = []
    notes: list[str] = []
    paragraphs = [
        paragraph
        for raw in _PARAGRAPHS.split("".join(_walk(root, captions, notes)))
        for paragraph in _finish(raw)
    ]
    if len(paragraphs) > 1 and title and _fold(paragraphs[0]) == _fold(title):
        del paragraphs[0]
    return Content("\n\n".join(paragraphs), tuple(dict.fromkeys(captions)), tuple(dict.fromkeys(notes)))


def read_html(fragment: str, title: str | None = None) -> Content:
    """What a text of HTML holds, a whole page or part of one, in the same way."""
    source = clean(fragment)
    try:
        root = lxml_html.fragment_fromstring(source, create_parent="div", parser=safe_html_parser())
    except (etree.LxmlError, ValueError, AssertionError):
        try:
            root = lxml_html.document_fromstring(source, parser=safe_html_parser())
        except (etree.LxmlError, ValueError, AssertionError):
            return Content(text_of(fragment))
    return read_content(root, title)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _walk(root: etree._Element, captions: list[str], notes: list[str]) -> Iterator[str]:
    """Text with marks for breaks, paragraphs and wrapped lines. Walks without recursion, however deep the tree is."""
    skipped: etree._Element | None = None
    verbatim = cells = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        if event == "start" and skipped is None:
            if element is not root and _stands_apart(element, name, captions, notes):
                skipped = element
                continue
            verbatim += name == "pre"
            cells += name in CELLS
            yield _opening(name)
            yield _mark(element.text, verbatim, cells)
        elif event == "end" and skipped in (None, element):
            if skipped is None:
                verbatim -= name == "pre"
                cells -= name in CELLS
                yield _closing(name)
            skipped = None
            if element is not root:
                yield _mark(element.tail, verbatim, cells)


def _stands_apart(element: etree._Element, name: str, captions: list[str], notes: list[str]) -> bool:
    """Whether an element is no part of the text; what it says is put where it belongs."""
    if not name or name in UNSEEN:
        return True
    if name == "note":
        notes.extend(filter(None, [line_of(element)]))
        return True
    if name not in MEDIA:
        return False
    captions.extend(read_media(element))
    return True


def read_media(element: etree._Element) -> list[str]:
    """The captions of a picture, each with its makers behind it; a table in a figure is none, so it says nothing here."""
    found = list(filter(None, map(_caption_text, find_all(element, *CAPTIONS))))
    if not found:
        references = find_all(element, "media-reference", "img")
        found = [
            text
            for item in references
            if (text := (item.get("alternate-text") or item.get("alt") or "").strip())
        ]
    makers = ", ".join(filter(None, map(line_of, find_all(element, "media-producer"))))
    return [f"{caption} ({makers})" if makers else caption for caption in dict.fromkeys(found)]


def _caption_text(element: etree._Element) -> str:
    blocks = children(element)
    texts = (
        [line_of(block) for block in blocks] if blocks and all(local_name(b) == "p" for b in blocks) else []
    )
    return " ".join(filter(None, texts)) or line_of(element)


def _opening(name: str) -> str:
    if name == "pre":
        return _PARAGRAPH + _VERBATIM
    if name in ("br", "tr"):
        return _BREAK
    return _PARAGRAPH if name in BLOCKS else ""


def _closing(name: str) -> str:
    if name in CELLS:
        return "\xa0 "
    return _PARAGRAPH if name in BLOCKS and name != "tr" else ""


def _mark(text: str | None, verbatim: int, cells: int) -> str:
    if not text:
        return ""
    if not verbatim and (cells or text.isspace()):
        return _SPACE.sub(" ", text)
    text = text.replace(_WRAP, " ").replace(_VERBATIM, " ").replace("\r", "")
    if _ENTITY.search(text):
        text = unescape(text)
    if "<e" in text:
        text = _DASH.sub(_read_dash, text)
    return text.replace("\n\n", f"\n{_PARAGRAPH}{_VERBATIM}") if verbatim else text.replace("\n", _WRAP)


def _read_dash(match: re.Match[str]) -> str:
    return "–" if match.group(1) == "n" else "—"


def _finish(raw: str) -> Iterator[str]:
    """A paragraph, or those that lines in it tell."""
    if raw.startswith(_VERBATIM):
        text = "\n".join(
            line.rstrip() for line in raw.replace(_VERBATIM, "").replace(_WRAP, "\n").split("\n")
        )
    elif _WRAP in raw.strip(f"{_WRAP} \n\t\xa0"):
        text = flow_lines(raw.strip(_WRAP).replace("\xa0 ", " ").replace(_WRAP, "\n"))
    else:
        text = _SPACES.sub(" ", join_wrapped(raw.strip(f"{_WRAP} \n\t")).replace(_WRAP, " "))
    for paragraph in normal_paragraphs(text.replace("\xa0 ", " ")).split("\n\n"):
        # code for an embedded picture or widget, which someone pasted as text
        if paragraph.startswith("<") and looks_like_markup(paragraph):
            paragraph = text_of(paragraph)
        if paragraph.strip():
            yield paragraph
