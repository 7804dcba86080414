"""Values of other people's records -> text, names, tags, a language, an http address.

A value is what JSON or CSV can hold, in any shape: text, a number, a list, an object with the text under a
name of its own (`{"name": "Jane Poe"}`, `{"$date": …}`). What has no text gives an empty result, never an
error. Choosing among fields is left to `mapping`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from indexer.markup import looks_like_markup, text_of

TEXT_KEYS = (
    "#text", "_text", "$t", "text", "value", "rendered", "main", "original", "full_name", "fullName", "name", "title", "headline", "label",
    "term", "displayName", "display_name", "webTitle", "$date", "$numberLong", "$oid", "date", "iso", "content", "html", "@id", "@value", "url", "href", "code", "id",
)  # fmt: skip
"""Where an object keeps the text that stands for it, the likeliest first."""

LIST_ITEMS = 1_000
NESTING = 4

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_SENTENCE_ENDS = frozenset(".!?…:;\"'”’»)]。！？」』")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]*)?|[^\W\d_]{4,20}", re.IGNORECASE)
_LANGUAGES = {
    code: names.split()
    for code, names in {
        "ar": "ara arabic", "bg": "bul bulgarian", "ca": "cat catalan", "cs": "ces cze czech", "da": "dan danish dansk", "de": "deu ger german deutsch", "el": "ell gre greek",
        "en": "eng english", "es": "spa spanish español castellano", "et": "est estonian", "eu": "eus baq basque", "fa": "fas per persian", "fi": "fin finnish suomi",
        "fr": "fra fre french français", "ga": "gle irish", "he": "heb hebrew", "hi": "hin hindi", "hr": "hrv croatian", "hu": "hun hungarian magyar", "id": "ind indonesian",
        "it": "ita italian italiano", "ja": "jpn japanese", "ko": "kor korean", "lt": "lit lithuanian", "lv": "lav latvian", "nl": "nld dut dutch nederlands",
        "no": "nor norwegian norsk", "pl": "pol polish polski", "pt": "por portuguese português", "ro": "ron rum romanian română", "ru": "rus russian русский",
        "sk": "slk slo slovak", "sl": "slv slovenian slovene", "sr": "srp serbian", "sv": "swe swedish svenska", "ta": "tam tamil", "th": "tha thai", "tr": "tur turkish türkçe",
        "uk": "ukr ukrainian", "ur": "urd urdu", "vi": "vie vietnamese", "zh": "zho chi chinese",
    }.items()
}  # fmt: skip
_LANGUAGE_CODES = {name: code for code, names in _LANGUAGES.items() for name in names}


def read_text(value: Any, depth: int = 0) -> str:
    """The text of a value as it stands, stripped; of a list, its first that has any."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value}"
    if depth >= NESTING:
        return ""
    members = value[:LIST_ITEMS] if isinstance(value, (list, tuple)) else _members(value)
    return next((text for member in members if (text := read_text(member, depth + 1))), "")


def _members(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from (value[key] for key in TEXT_KEYS if key in value)
        first, last = (read_text(value.get(key), NESTING) for key in ("firstName", "lastName"))
        yield f"{first} {last}"


def read_line(value: Any) -> str:
    """A value as one line of plain text: a title, a name, a dateline."""
    text = value if type(value) is str else read_text(value)
    if "<" in text or "&" in text:
        text = read_plain(text)
    return " ".join(text.split())


def read_plain(text: str) -> str:
    """Text with its markup and entities read, where it has any."""
    if "<" in text and looks_like_markup(text):
        plain: str = text_of(text)
        return plain
    if "&" in text and _ENTITY.search(text):
        return unescape(text)
    return text


def read_prose(value: Any, depth: int = 0) -> str:
    """A value as paragraphs with a blank line between them; markup becomes plain text. A list is a list of paragraphs."""
    if isinstance(value, (list, tuple)):
        members = value[: LIST_ITEMS * 10] if depth < NESTING else ()
        return "\n\n".join(filter(None, (read_prose(member, depth + 1) for member in members)))
    text = (value if type(value) is str else read_text(value)).strip()
    if "<" in text or "&" in text:
        text = read_plain(text)
    return divide_paragraphs(text)


def divide_paragraphs(text: str) -> str:
    """Paragraphs with exactly one blank line between them, whether the text divides them by blank lines or line ends.

    Lines inside a paragraph stay lines where they are wrapped or verse, and become paragraphs where each is one: long, or
    ending a sentence.
    """
    if _is_divided(text):
        return text
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    paragraphs: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line)
        elif block:
            paragraphs.append(("\n\n" if _are_paragraphs(block) else "\n").join(block))
            block = []
    return "\n\n".join(paragraphs)


def _is_divided(text: str) -> bool:
    """Whether a text, stripped, needs no work: no line end, or only single blank lines without blanks around them. Much quicker than the work."""
    if "\r" in text:
        return False
    at = text.find("\n")
    while at >= 0:
        if text[at + 1 : at + 2] != "\n" or text[at + 2 : at + 3] in "\n " or text[at - 1 : at] == " ":
            return False
        at = text.find("\n", at + 2)
    return True


def _are_paragraphs(lines: list[str]) -> bool:
    ended = sum(line[-1] in _SENTENCE_ENDS for line in lines)
    return 2 * ended >= len(lines) or sum(map(len, lines)) > 100 * len(lines)


def read_names(value: Any) -> str:
    """People as one line, `, ` between them."""
    if isinstance(value, (list, tuple)):
        return ", ".join(dict.fromkeys(filter(None, map(read_line, value[:LIST_ITEMS]))))
    return read_line(value)


def read_tags(value: Any) -> list[str]:
    """Tags of a list, or of a text that divides them by `;`, `|`, line ends, or else commas."""
    if isinstance(value, (list, tuple)):
        return [tag for tag in map(_read_tag, value[:LIST_ITEMS]) if tag]
    if isinstance(value, Mapping):
        return list(filter(None, [_read_tag(value)]))
    text = read_text(value).strip("[]").replace("\n", ";")
    mark = next((mark for mark in ";|,、，" if mark in text), None)
    tags = text.split(mark)[:LIST_ITEMS] if mark else [text]
    return [tag for tag in (read_line(tag.strip().strip("'\"")) for tag in tags) if tag]


def _read_tag(value: Any) -> str:
    # {"name": "persons", "value": "Poe, Jane"}: the value is the tag, the name is its kind
    return read_line(value["value"] if isinstance(value, Mapping) and value.get("value") else value)


def read_captions(value: Any) -> list[str]:
    """Captions of a list or of one text, each as one line."""
    values = value[:LIST_ITEMS] if isinstance(value, (list, tuple)) else [value]
    return [line for line in map(read_line, values) if line]


def read_language(value: Any) -> str | None:
    """The ISO 639-1 code of `en-GB`, `eng`, `English`, `pt_BR`; None where it is none that is known."""
    text = read_text(value)
    match = _LANGUAGE.fullmatch(text)
    if not match:
        return None
    word = (match.group(1) or text).casefold()
    return word if len(word) == 2 else _LANGUAGE_CODES.get(word)


def read_url(value: Any) -> str | None:
    """An absolute http address, or None: anything else a link field holds is no link."""
    text = read_text(value)
    is_address = text[:8].lower().startswith(("http://", "https://")) and len(text) <= 4_000
    return text if is_address and not re.search(r"\s", text) else None
