"""A tree -> its canonical text, which `parser.parse` reads back to the same tree.

AND, OR and NOT are always written, and parentheses wherever a reader could doubt, so that the text
says how a query was understood; it means the same under either reading of a blank.
"""

from __future__ import annotations

import re
from calendar import monthrange

from indexer.fields import find_field
from indexer.query.lexer import tokens_of
from indexer.query.notice import NoticeBook
from indexer.query.shape import shape_of
from indexer.query.terms import read_piece, written
from indexer.query.tree import (
    All,
    And,
    AtLeast,
    Dated,
    Dates,
    Exact,
    First,
    Fuzzy,
    HasValue,
    InField,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Same,
    Wildcard,
    Word,
)  # fmt: skip
from indexer.query.value_patterns import quoted

_RESERVED = {"and", "or", "not", "same", "near", "pre", "adj"}
_PLAIN_VALUE = re.compile(r"[^\W_](?:[\w*?./+@&'-]*[\w*?])?|\*")
_UNITS = {"sentence": "W/S", "paragraph": "W/P"}


def str_of(node: Node) -> str:
    """The canonical text of a tree."""
    match node:
        case Or(nodes):
            return " OR ".join(
                f"({str_of(part)})" if isinstance(part, (And, Near, Same)) else str_of(part) for part in nodes
            )
        case And(nodes):
            return " AND ".join(
                f"({str_of(part)})" if isinstance(part, (Or, Near, Same)) else str_of(part) for part in nodes
            )
        case Not(inner):
            return f"NOT {_tight(inner)}"
        case Near(left, right, distance, ordered):
            return f"{_tight(left)} {'PRE' if ordered else 'NEAR'}/{distance} {_tight(right)}"
        case Same(left, right, unit):
            return f"{_tight(left)} {_UNITS[unit]} {_tight(right)}"
        case AtLeast(count, inner):
            return f"ATLEAST/{count} {_tight(inner)}"
        case First(count, inner):
            return f"FIRST/{count} {_tight(inner)}"
        case InField(field, inner):
            text = _tight(inner)
            return f"{field}:({text})" if shape_of(text[0]) in "[{" else f"{field}:{text}"
        case _:
            return _leaf(node)


def _tight(node: Node) -> str:
    """The text of an operand, in parentheses where it is no single thing."""
    text = str_of(node)
    return f"({text})" if isinstance(node, (And, Or, Not, Near, Same)) else text


def _leaf(node: Node) -> str:
    match node:
        case All():
            return "*"
        case Word() | Wildcard() | Fuzzy():
            return _quoted_unless_bare(node)
        case Exact(text):
            return f"={text}" if _is_bare(f"={text}", "exact") else f"={_quotation(text)}"
        case Phrase(parts, slop):
            return _quotation(" ".join(map(written, parts))) + ("" if slop is None else f"~{slop}")
        case HasValue(field, pattern):
            return f"{field}:{_value(field, pattern)}"
        case Dates(first, last):
            return f"date:{_days(first, last)}"
        case Dated(known):
            return "dated:yes" if known else "dated:no"
        case Length(least, most):
            return f"length:{_lengths(least, most)}"
        case _:
            raise AssertionError(node)


def _quoted_unless_bare(term: Word | Wildcard | Fuzzy) -> str:
    text = written(term)
    if text.isalpha():
        return _quotation(text) if shape_of(text).lower() in _RESERVED else text
    return text if _is_bare(text, "word") and read_piece(text, 0, NoticeBook()) == term else _quotation(text)


def _quotation(text: str) -> str:
    """The words in quotation marks, kept from a backslash at their end, which would take away the meaning of the mark."""
    return f'"{text} "' if shape_of(text[-1:]) == "\\" else f'"{text}"'


def _is_bare(text: str, kind: str) -> bool:
    """Whether the lexer reads the text, without quotation marks, as this one thing."""
    tokens = tokens_of(text)
    read = "".join(token.text for token in tokens)
    kinds = [token.kind for token in tokens]
    return read == text and kinds == (["exact", "word"] if kind == "exact" else [kind])


def _value(field: str, pattern: str) -> str:
    known = find_field(field)
    assert known is not None
    return pattern if _PLAIN_VALUE.fullmatch(pattern) and pattern != "NOT" else quoted(pattern)


def _days(first: str | None, last: str | None) -> str:
    """`2020`, `2020-02`, `2020-02-15`, `2020-02-01..2020-02-15`, `2020-02-01..`."""
    if first is None or last is None:
        return f"{first or ''}..{last or ''}"
    year, month = int(first[:4]), int(first[5:7])
    if first == last:
        return first
    if (first, last) == (f"{first[:4]}-01-01", f"{first[:4]}-12-31"):
        return first[:4]
    if (first[8:], last) == ("01", f"{first[:7]}-{monthrange(year, month)[1]:02}"):
        return first[:7]
    return f"{first}..{last}"


def _lengths(least: int | None, most: int | None) -> str:
    if least is None:
        return f"<={most}"
    if most is None:
        return f">={least}"
    return f"{least}" if least == most else f"{least}..{most}"
