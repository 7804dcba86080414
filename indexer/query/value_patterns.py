"""Whole values of `source:`, `section:`, `lang:`, `tag:` and `id:` as patterns, and patterns as they are typed.

In a pattern `*` and `?` stand for letters, and a backslash before `*`, `?` or a backslash for that sign itself; nothing else is
escaped. What is typed may have a backslash before any sign: it takes the sign's meaning away, so that a name may hold a quotation
mark or begin with `=`. A backslash before a letter, a digit or a blank is a backslash.
"""

from __future__ import annotations

import re

_TYPED = re.compile(r"[\\＼]([^\w\s])|(.)", re.DOTALL)
_UNIT = re.compile(r"\\.|.", re.DOTALL)
_WILD = {"*": "*", "＊": "*", "?": "?"}
_ENDS_QUOTATION = '"＂＼＊'
"""With the backslash before it in a pattern, what has to be escaped in a quotation."""


def literal(value: str) -> str:
    """The pattern of exactly this value."""
    return "".join(map(_literal, value))


def _literal(letter: str) -> str:
    return f"\\{letter}" if letter in "\\*?" else letter


def plain_value(pattern: str) -> str | None:
    """The one value that a pattern stands for; None where it has wildcards."""
    units = _UNIT.findall(pattern)
    return None if {"*", "?"} & set(units) else "".join([unit[-1] for unit in units])


def read_pattern(typed: str) -> str:
    """The pattern that a typed value is, its quotation marks taken off."""
    return "".join(
        [
            _WILD.get(plain) or _literal(plain) if plain else _literal(sign)
            for sign, plain in _TYPED.findall(typed)
        ]
    )


def quoted(pattern: str) -> str:
    """The pattern as a quotation, which is read as the same pattern again."""
    units = [f"\\{unit}" if unit in _ENDS_QUOTATION else unit for unit in _UNIT.findall(pattern)]
    if units and units[0] == "=":
        units[0] = "\\="
    return f'"{"".join(units)}"'
