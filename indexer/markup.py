"""Bytes -> text, whatever charset they are in or say they are in; HTML fragments -> plain paragraphs.

`decode` reads a whole file: byte order mark, the zero bytes of UTF-16, UTF-8 where the bytes are that (with
single stray bytes read as Windows-1252), what is declared, then what charset-normalizer makes of it.
`text_of` gives the text of a fragment as it stands in a JSON or CSV field; whole pages are `formats.html_page`'s.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

MOST_STRAYS = 0.001
"""Share of bytes that may be no UTF-8 in a file that is UTF-8 all the same."""

FRAGMENT_LIMIT = 10_000_000
_LOOKED_AT = 200_000
"""Bytes that are enough to tell a charset by."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAME = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "sjis": "cp932", "iso-8859-9": "cp1254"}  # fmt: skip
"""Names under which pages declare the larger set that browsers read them as (WHATWG Encoding Standard)."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff]")
_LINE_ENDS = re.compile("\r\n?|\u2028")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>]{0,2000})?/?>|<!--")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math", "select", "button"))
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r"\s*\n\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with `\\n` at line ends and no control characters. `damaged`: bytes that were no text."""

    text: str
    charset: str
    damaged: int = 0


class NoTextError(ValueError):
    """The bytes are no text in any charset."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file. Raises NoTextError where it is binary."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], charset)
    wide = _wide_charset(data)
    if wide is not None:
        return _decoded(data, wide)
    if _is_binary(data):
        raise NoTextError("it is binary, no text")
    try:
        return Decoded(clean(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)


def _wide_charset(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: every second byte of a text in mostly Latin letters, line ends or blanks is zero."""
    head = data[:4_000]
    head = head[: len(head) // 4 * 4]
    if len(head) < 8 or b"\0" not in head:
        return None
    zeros = [head[place::4].count(0) * 4 / len(head) for place in range(4)]
    if zeros[0] < 0.1 and min(zeros[1:]) > 0.9:
        return "utf-32-le"
    if zeros[0] < 0.05 and zeros[2] < 0.05 and zeros[1] > 0.5 and zeros[3] > 0.5:
        return "utf-16-le"
    if zeros[1] < 0.05 and zeros[3] < 0.05 and zeros[0] > 0.5 and zeros[2] > 0.5:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    """Zero bytes, or many control bytes, which no text in an eight-bit charset holds."""
    head = data[:_LOOKED_AT]
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 26, 27))
    return head.count(0) > max(2, len(head) // 1000) or controls > max(8, len(head) // 20)


def _decode_legacy(data: bytes, declared: str | None) -> Decoded:
    strays = _count_strays(data)
    if strays is not None:
        return Decoded(clean(data.decode("utf-8", _STRAY)), "utf-8", strays)
    for charset in (_known(declared), _guess_charset(data)):
        if charset is not None and charset != "utf-8":
            decoded = _decoded(data, charset)
            if decoded.damaged <= len(data) // 200:
                return decoded
    return _decoded(data, "cp1252")


_STRAY = "morgue.stray"


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8, read as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


codecs.register_error(_STRAY, _read_stray)


def _count_strays(data: bytes) -> int | None:
    """How many bytes are no UTF-8, where that is UTF-8 but for a few; None where it is another charset."""
    whole = data.decode("utf-8", "replace")
    strays = whole.count("\ufffd")
    beyond = sum(1 for character in whole[:_LOOKED_AT] if character > "\x7f" and character != "\ufffd")
    few = strays <= max(1, int(len(data) * MOST_STRAYS))
    return strays if few and beyond >= 2 * strays and beyond else None


def _known(charset: str | None) -> str | None:
    """The codec of a declared name, None where there is none."""
    if not charset:
        return None
    name = charset.strip().strip("\"'").lower()[:40]
    name = _SAME.get(name, name)
    try:
        return codecs.lookup(name).name if not name.startswith(("utf-7", "base64", "hex", "rot", "zlib", "bz2", "uu", "quopri")) else None
    except (LookupError, ValueError):
        return None


def _guess_charset(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_LOOKED_AT]).best()
    return None if best is None else _known(best.encoding.replace("_", "-")) or best.encoding


def _decoded(data: bytes, charset: str) -> Decoded:
    try:
        return Decoded(clean(data.decode(charset)), charset)
    except UnicodeDecodeError:
        text = data.decode(charset, "replace")
        return Decoded(clean(text), charset, text.count("\ufffd"))


def clean(text: str) -> str:
    """Line ends as `\\n`; control characters, lone surrogates and stray marks gone."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text.replace("\x85", "\n").replace("\u2029", "\n\n")))


def looks_like_markup(text: str) -> bool:
    """Whether a field holds HTML: a tag, not just a `<`."""
    return _TAG.search(text[:_LOOKED_AT]) is not None


def text_of(fragment: str) -> str:
    """A fragment's text: paragraphs with a blank line between, entities read, scripts and styles gone."""
    fragment = fragment[:FRAGMENT_LIMIT]
    if not looks_like_markup(fragment):
        return normal_paragraphs(html.unescape(fragment) if _ENTITY.search(fragment) else fragment)
    try:
        root = lxml_html.fragment_fromstring(clean(fragment), create_parent="div", parser=_parser())
    except (etree.LxmlError, ValueError, AssertionError):
        return normal_paragraphs(html.unescape(_TAG.sub(" ", fragment)))
    return text_of_element(root)


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)


def text_of_element(root: etree._Element) -> str:
    """The visible text of an element. Walks with a stack of its own, however deep the tree is."""
    parts: list[str] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                parts.append(element.tail or "")
            continue
        if event == "start":
            if tag in _UNSEEN:
                skipped = element
                continue
            parts.append("\n\n" if tag in _BLOCKS else "\n" if tag == "br" else "")
            parts.append(_flat(element.text, tag))
        else:
            parts.append("\n\n" if tag in _BLOCKS else "")
            if element is not root:
                parts.append(_flat(element.tail, ""))
    return normal_paragraphs("".join(parts))


def _flat(text: str | None, tag: str) -> str:
    """Line ends in the source of a page are blanks, but in <pre>."""
    if not text:
        return ""
    return text if tag == "pre" else re.sub(r"\s+", " ", text)


def normal_paragraphs(text: str) -> str:
    """Paragraphs with one blank line between them, their lines trimmed, NFC."""
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(text).split("\n"))
    return unicodedata.normalize("NFC", _BREAK.sub("\n\n", "\n".join(lines)).strip())
