"""The fenced lines of `name: value` that a Markdown file begins with (`---` … `---`, `+++` … `+++`).

In: a text. Out: its pairs and the text below; no pairs where it begins with no such block. Of YAML it knows what such
files hold: values, in quotes or not, values that go on in indented lines, and lists. Names that mean what a text's label
means are given as that label (`pubDate` -> `date`).
"""

from __future__ import annotations

import re

from indexer.formats.records.field_names import find_field

MOST_LINES = 100
_FENCES = ("---", "+++")
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*[:=]\s*(.{0,2000})")
_ITEM = re.compile(r"\s*-\s+(\S.{0,200})")
_FOLDED = re.compile(r"[>|][+-]?\d?")
_LABELS = {"published": "date", "byline": "author"}
_MEANT = frozenset("title published updated byline source section url tags summary language dateline".split())
_QUOTED = re.compile(r"([\"'])(.*)\1")


def split_front_matter(text: str) -> tuple[list[tuple[str, str]], str]:
    """(name in lower case, value) pairs in their order, and the text that follows."""
    lines = text.lstrip("\n").split("\n", MOST_LINES)
    fence = lines[0].strip()
    if fence not in _FENCES:
        return [], text
    end = next((number for number, line in enumerate(lines[1:MOST_LINES], 1) if line.strip() == fence), 0)
    pairs = _read_pairs(lines[1:end])
    return (pairs, "\n".join(lines[end + 1 :])) if pairs else ([], text)


def _read_pairs(lines: list[str]) -> list[tuple[str, str]]:
    """The pairs of a block's lines; a list below a name is its value, with commas, and indented lines go on with it."""
    pairs: list[tuple[str, str]] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        pair = _PAIR.fullmatch(line.strip())
        if item and pairs:
            name, value = pairs[-1]
            pairs[-1] = (name, f"{value}, {unquote(item[1])}" if value else unquote(item[1]))
        elif pair and not (pairs and line[:1].isspace()):
            pairs.append((_label(pair[1].strip()), "" if _FOLDED.fullmatch(pair[2]) else unquote(pair[2])))
        elif pairs and line[:1].isspace() and line.strip():
            name, value = pairs[-1]
            told = unquote(pair[2]) if pair and name != "summary" else line.strip()
            pairs[-1] = (name, f"{value} {told}".strip())
        elif line.strip() and not line.lstrip().startswith("#"):
            return []
    return pairs


def _label(name: str) -> str:
    """The label of a text that a name stands for, else the name in lower case."""
    found = find_field(name)
    return _LABELS.get(found[0], found[0]) if found and found[0] in _MEANT else name.lower()


def unquote(value: str) -> str:
    """A value without its quotes, a list in brackets as its items with commas."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(unquote(item) for item in value[1:-1].split(",") if item.strip())
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else value
