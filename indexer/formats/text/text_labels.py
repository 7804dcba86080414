"""Labels that stand before the parts of a text, as archives of many countries write them: `Titel: …`, `日期：…`, `Автор: …`, `TITLE<tab>…`.

In: a text. Out: the same with the labels that `text_roles` knows (`title: …`), and the text behind a label like `正文：` apart. A word
like `Quelle:` may begin a headline, so labels count only where several lines begin with one. A line that states a day
stays as it is: `dates` knows its label, and it is shown where the day came from.
"""

from __future__ import annotations

import re

from indexer.formats.records.field_names import fold_name, spoken_names
from indexer.formats.text.text_roles import could_be_name

_ENGLISH = "title headline author byline source publisher newspaper section category url link summary subtitle tags keywords date published"
_FIELDS = {
    "title": "title", "published": "date", "byline": "author", "source": "source", "section": "section", "url": "url", "tags": "tags",
    "summary": "summary", "body": "body",
}  # fmt: skip
"""Fields that a label may name, and the label that `text_roles` knows."""

_ALSO = {"body": "text body content fulltext article", "source": "medium journal"}
"""English names that are labels in texts of other languages, or stand where the article's text begins."""

_NO_LABELS = frozenset(("avis", "面", "isi"))
"""Headings of columns that begin a line of a text for other reasons."""


def _list_labels() -> dict[str, str]:
    spoken = {
        name: label
        for field, label in _FIELDS.items()
        for name in (*spoken_names(field), *_ALSO.get(field, "").split())
        if name not in _NO_LABELS
    }
    return spoken | {label: label for label in _ENGLISH.split()}


_KNOWN = _list_labels()
_LOOKED_AT = 20
"""Lines of a text that may have labels."""
_LEAST = 2
_COLON = re.compile(r"[\[【〔<]?([^\W\d_][^:：=\]】〕>]{0,29}?)\s?(?:[\]】〕>]\s?[:：]?|[:：])\s*(.{0,2000})")
_TABBED = re.compile(r"^([^\W\d_][^\t\n:]{0,29})\t(?=\S)", re.MULTILINE)


def translate_labels(text: str) -> tuple[str, str]:
    """The text with labels in English, and what stands behind the label of the article's text, if it has one."""
    text = _with_colons(text)
    lines = text.split("\n", _LOOKED_AT)
    found = {
        number: told for number, line in enumerate(lines[:_LOOKED_AT]) if (told := _read_label(line.strip()))
    }
    if len(found) < _LEAST:
        return text, ""
    for number, (ours, value) in found.items():
        if ours == "body" and not could_be_name(value):
            return "\n".join(lines[:number]), "\n".join([value, *lines[number + 1 :]])
        if value and ours not in ("date", "body"):
            lines[number] = f"{ours}: {value}"
    return "\n".join(lines), ""


def _read_label(line: str) -> tuple[str, str] | None:
    """(label in English, value, which may be empty) of a line like `Titel: …` or `【标题】…`; None for any other."""
    found = _COLON.fullmatch(line)
    ours = _KNOWN.get(fold_name(found.group(1))) if found else None
    return (ours, found.group(2).strip()) if found and ours else None


def _with_colons(text: str) -> str:
    """A text whose labels end with a tab, with colons instead; where only one line has such a label, it is no label."""
    found = [match for match in _TABBED.finditer(text, 0, 5_000) if fold_name(match.group(1)) in _KNOWN]
    if len(found) < _LEAST:
        return text
    parts, at = [], 0
    for match in found:
        parts += [text[at : match.end(1)], ": "]
        at = match.end()
    return "".join(parts) + text[at:]
