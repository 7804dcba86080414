"""The document type of an XML file -> the texts of the entities that it declares, and the file without it.

Only what stands in the file itself is read, `<!ENTITY name "text">`, and only its text: markup in a value goes. What is fetched
from elsewhere, parameter entities and notations define nothing. Texts are bounded, and so is how deep they may lie in each
other, so that entities made of entities (a bomb) stay the letters `&name;`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

LONGEST_TEXT = 2_000
"""Of one entity, with the entities in it."""

MOST_ENTITIES = 5_000
LONGEST_SUBSET = 500_000
NESTING = 4

_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_WITHIN = 20_000
_SUBSET_END = re.compile(r"\]\s{0,100}>")
_COMMENT, _COMMENT_END = "<!--", "-->"
_ENTITY = re.compile(
    r"<!ENTITY\s{1,100}([A-Za-z_][\w.:-]{0,60})\s{1,100}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})')\s{0,100}>"
)
_INNER = re.compile(r"&([A-Za-z_][\w.:-]{0,60});")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def split_document_type(text: str) -> tuple[str, str]:
    """The internal subset of the document type, and the text without the type; lines stay where they are."""
    match = _DOCTYPE.search(text, 0, _WITHIN)
    if not match:
        return "", text
    end, start = text.find(">", match.end()), text.find("[", match.end())
    subset = ""
    if 0 <= start < end:
        closing = _SUBSET_END.search(text, start)
        end = closing.end() - 1 if closing else -1
        subset = text[start + 1 : closing.start()] if closing else ""
    if end < 0:
        return "", text
    return subset, text[: match.start()] + "\n" * text.count("\n", match.start(), end) + text[end + 1 :]


def read_entities(subset: str) -> dict[str, str]:
    """Name -> plain text of the entities that a subset declares; the first declaration of a name counts."""
    declared: dict[str, str] = {}
    subset = subset[:LONGEST_SUBSET]
    for match in _ENTITY.finditer(_without_comments(subset)) if "<!ENTITY" in subset else ():
        declared.setdefault(match[1], match[2] if match[2] is not None else match[3])
        if len(declared) >= MOST_ENTITIES:
            break
    texts: dict[str, str | None] = {}
    for name in declared:
        _resolve(name, declared, texts, 0)
    return {name: text for name, text in texts.items() if text is not None}


def _without_comments(subset: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := subset.find(_COMMENT, at)) >= 0:
        parts.append(subset[at:start])
        end = subset.find(_COMMENT_END, start)
        at = len(subset) if end < 0 else end + len(_COMMENT_END)
    return " ".join([*parts, subset[at:]])


def _resolve(name: str, declared: Mapping[str, str], texts: dict[str, str | None], depth: int) -> str | None:
    """The text of an entity; None where it is too long, too deep, or made of itself."""
    if name in texts:
        return texts[name]
    if depth >= NESTING:
        return None
    # while it is being read, it is made of itself
    texts[name] = None
    parts: list[str] = []
    size = at = 0
    for match in _INNER.finditer(declared[name]):
        inner = _resolve(match[1], declared, texts, depth + 1) if match[1] in declared else match[0]
        if inner is None or size > LONGEST_TEXT:
            return None
        parts += declared[name][at : match.start()], inner
        size += len(inner)
        at = match.end()
    text = unescape(_TAG.sub("", "".join([*parts, declared[name][at:]])))
    texts[name] = text if len(text) <= LONGEST_TEXT else None
    return texts[name]
