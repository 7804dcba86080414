"""Operators in every spelling that is known: `NEAR/5`, `w/5`, `W/S`, `PRE/3`, `AND`, `|`.

In: a chunk of what was typed, as the lexer shapes it. Out: what kind of token it is, and its number.
"""

from __future__ import annotations

import re
from typing import Literal, cast

Kind = Literal[
    "word", "quoted", "range", "open", "close", "and", "or", "not", "plus", "exact",
    "near", "pre", "sentence", "paragraph", "atleast", "first", "field", "unknown",
]  # fmt: skip

_OPERATOR = re.compile(
    r"""
      (?P<or> \| )
    | (?P<near> (?: near/? | [wn]/ | / ) [0-9]+ )
    | (?P<pre> (?: onear/? | pre/? | adj/? | p/ ) [0-9]+ )
    | (?P<sentence> w?/ s (?: ent )? )
    | (?P<paragraph> w?/ p (?: ara )? )
    | (?P<atleast> atleast/? [0-9]+ )
    | (?P<first> first/ [0-9]+ )
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_DIGITS = re.compile(r"[0-9]+$")
CAPITALS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not", "AND/OR": "or", "SAME": "paragraph"}
"""Words that are operators in capitals alone."""


def read_operator(chunk: str) -> tuple[Kind, str] | None:
    """The kind and the digits of an operator, `W/5`; None where the chunk is none."""
    if kind := CAPITALS.get(chunk):
        return kind, ""
    operator = _OPERATOR.fullmatch(chunk)
    if operator is None:
        return None
    digits = _DIGITS.search(chunk)
    return cast(Kind, operator.lastgroup), digits[0] if digits else ""
