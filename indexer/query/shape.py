"""What was typed, with its syntax in plain ASCII: full-width signs, other minus signs, and the quotation mark inside Hebrew acronyms."""

from __future__ import annotations

import re

from indexer.hebrew import GERSHAYIM

_PLAIN_FULL_WIDTH = "?!~,.;"  # sentence marks of Chinese and Japanese text, no syntax
_SHAPE = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F) if chr(code) not in _PLAIN_FULL_WIDTH}
_SHAPE |= {0x2212: "-", 0xFE63: "-", 0x200B: " ", 0xFEFF: " "}
_GERSHAYIM = re.compile(GERSHAYIM)


def shape_of(text: str) -> str:
    """`text` with its syntax characters in plain ASCII, code point for code point."""
    return (text if text.isascii() else _GERSHAYIM.sub("״", text)).translate(_SHAPE)
