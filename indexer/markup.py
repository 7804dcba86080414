"""HTML fragments -> plain paragraphs; bytes -> text is `charsets`', and stands here too for who needs both.

`text_of` gives the text of a fragment as it stands in a JSON or CSV field: a field is HTML where it holds a tag
that HTML has, and plain text with an entity or a `<` in it elsewhere. Whole pages are `formats.html_page`'s.
"""

from __future__ import annotations

import html
import re
import unicodedata

from lxml import etree
from lxml import html as lxml_html

from indexer.charsets import Decoded, NoTextError, clean, decode

__all__ = [
    "Decoded",
    "NoTextError",
    "clean",
    "decode",
    "element_of",
    "looks_like_markup",
    "normal_paragraphs",
    "text_of",
    "text_of_element",
]

FRAGMENT_LIMIT = 10_000_000
_LOOKED_AT = 200_000
"""Characters that are enough to tell markup by."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody tfoot thead ul".split()
)
_INLINE = frozenset(
    "a abbr acronym audio b base bdi bdo big br caption cite code col colgroup data del dfn em embed font head html i img input ins "
    "kbd label legend link map mark meta meter output param picture progress q rp rt ruby s samp small source span strike strong "
    "sub summary sup td th time title tr tt u var video wbr".split()
)
_UNSEEN = frozenset(
    "script style head template noscript iframe object svg math select button textarea".split()
)
_NAMES = "|".join(sorted(_BLOCKS | _INLINE | _UNSEEN))

_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,2000}})?/?>|<!--", re.IGNORECASE)
_NO_TAG = re.compile(
    rf"<(?!/?(?:{_NAMES})[\s/>]|/?[a-z]+[:-][a-z]|!--|!\[CDATA\[|!doctype|\?xml)", re.IGNORECASE
)
_ESCAPED_TAG = re.compile(rf"\s*&(?:amp;)?lt;(?:{_NAMES})(?:\s|/|&(?:amp;)?gt;)", re.IGNORECASE)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_BLANKS = re.compile(r"[^\S\n]+")
_SPACE = re.compile(r"[^\S\xa0]+")
_BREAK = re.compile(r"\n[ \n]*\n")


def looks_like_markup(text: str) -> bool:
    """Whether a field holds HTML: a tag that HTML has, not just a `<`."""
    return _TAG.search(text[:_LOOKED_AT]) is not None


def text_of(fragment: str) -> str:
    """A fragment's text: paragraphs with a blank line between, entities read, scripts and styles gone."""
    fragment = fragment[:FRAGMENT_LIMIT]
    if _ESCAPED_TAG.match(fragment) and not looks_like_markup(fragment):
        fragment = html.unescape(
            html.unescape(fragment) if fragment.lstrip().startswith("&amp;") else fragment
        )
    if not looks_like_markup(fragment):
        return normal_paragraphs(html.unescape(fragment) if _ENTITY.search(fragment) else fragment)
    root = element_of(fragment)
    if root is None:
        return normal_paragraphs(html.unescape(_TAG.sub(" ", fragment)))
    return text_of_element(root)


def element_of(fragment: str) -> etree._Element | None:
    """A fragment's tree below a `div`, or None where the parser gives up; a `<` that begins no tag is text."""
    fragment = fragment[:FRAGMENT_LIMIT]
    source = _NO_TAG.sub("&lt;", _escape_sections(clean(fragment)))
    try:
        root = lxml_html.fragment_fromstring(source, create_parent="div", parser=safe_html_parser())
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if isinstance(root, etree._Element) else None


def _escape_sections(text: str) -> str:
    """A text whose CDATA sections are letters; one that does not end is none."""
    parts: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find(_CDATA_END, start)) >= 0:
        parts += text[at:start], html.escape(text[start + len(_CDATA) : end])
        at = end + len(_CDATA_END)
    return "".join([*parts, text[at:]])


def safe_html_parser() -> etree.HTMLParser:
    """For markup that may be hostile: nothing is fetched, comments and instructions go.

    Every element is of the one class that trafilatura asks for: choosing a class by the tag, as lxml's own parser
    for HTML does in Python for each element that is touched, takes a sixth of a page's time.
    """
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    return parser


def text_of_element(root: etree._Element) -> str:
    """The visible text of an element. Walks with a stack of its own, however deep the tree is."""
    parts: list[str] = []
    skipped: etree._Element | None = None
    verbatim = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is None and event == "start":
            if tag in _UNSEEN and element is not root:
                skipped = element
                continue
            verbatim += tag == "pre"
            parts += (_opening(tag), _flat(element.text, verbatim))
        elif event == "end" and skipped in (None, element):
            verbatim -= tag == "pre"
            parts.append(_closing(tag) if skipped is None else "")
            skipped = None
            if element is not root:
                parts.append(_flat(element.tail, verbatim))
    return normal_paragraphs("".join(parts))


def _opening(tag: str) -> str:
    return "\n\n" if tag in _BLOCKS else "\n" if tag in ("br", "tr", "caption") else ""


def _closing(tag: str) -> str:
    """Cells of a row stand on one line, rows on lines of one paragraph."""
    return "\n\n" if tag in _BLOCKS else " " if tag in ("td", "th") else ""


def _flat(text: str | None, verbatim: int) -> str:
    """Line ends in the source of a page are blanks, but in <pre>."""
    if not text:
        return ""
    return text if verbatim else _SPACE.sub(" ", text)


def normal_paragraphs(text: str) -> str:
    """Paragraphs with one blank line between them, their lines trimmed, NFC."""
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(text).split("\n"))
    return unicodedata.normalize("NFC", _BREAK.sub("\n\n", "\n".join(lines)).strip())
