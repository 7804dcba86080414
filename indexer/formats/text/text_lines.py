"""A scraped text's lines -> blocks, which are its paragraphs; lines that were broken at a width are told from a list's.

In: clean text with `\\n` at line ends. Out: blocks, each a list of stripped lines without empty ones. What a line
is, `text_roles` says.
"""

from __future__ import annotations

import re
from itertools import pairwise

_BLANKS = re.compile(r"[^\S\n]+")
_SHORTEST_WIDTH, _LONGEST_WIDTH = 45, 110
_LOOKED_AT = 2_000
_CLOSED = re.compile(r"[.!?:;。！？…]['\"”’»）)\]]*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]")
_RAGGED = 3
"""Columns that a full line may lack more than the next word would need: not every program breaks alike."""
_ITEM = re.compile(r"(?:[-–—•*·▪►]|\d{1,3}[.)])\s")


def split_blocks(text: str) -> list[list[str]]:
    """Paragraphs as lists of lines: by blank lines, or each line by itself where a file has no blank line.

    In a file whose lines were broken at a width, lines that go on are one, and an indented line begins a paragraph.
    """
    raw = _BLANKS.sub(" ", text).split("\n")
    width = _width_of(raw)
    blocks: list[list[list[str]]] = [[]]
    above = ""
    for line in raw:
        stripped = line.strip()
        indented = line.startswith(" ") and not above.startswith(" ")
        if not stripped:
            blocks += [[]] if blocks[-1] else []
        elif width and blocks[-1] and indented:
            blocks.append([[stripped]])
        elif width and blocks[-1] and _goes_on(above.strip(), stripped, width):
            blocks[-1][-1].append(stripped)
        else:
            blocks[-1].append([stripped])
        above = line
    joined = [[_join_pieces(pieces) for pieces in block] for block in blocks if block]
    if len(joined) == 1 and len(joined[0]) > 1 and not is_wrapped(joined[0]):
        return [[line] for line in joined[0]]
    return joined


def _width_of(raw: list[str]) -> int:
    """The width at which a whole file's lines were broken, 0 where they were not: nearly every line but a paragraph's last is full."""
    lengths = sorted(columns_of(line) for line in map(str.strip, raw[:_LOOKED_AT]) if " " in line)
    width = lengths[-1 - len(lengths) // 50] if lengths else 0
    if not _SHORTEST_WIDTH <= width <= _LONGEST_WIDTH:
        return 0
    pairs = [(upper.strip(), lower.strip()) for upper, lower in pairwise(raw[:_LOOKED_AT])]
    pairs = [(upper, lower) for upper, lower in pairs if upper and lower and not _ITEM.match(lower)]
    full = sum(_goes_on(upper, lower, width) for upper, lower in pairs)
    return width if full > 2 and full * 3 >= len(pairs) * 2 else 0


def _goes_on(upper: str, lower: str, width: int) -> bool:
    """Whether a line was broken because the next word had no room on it."""
    if _ITEM.match(lower):
        return False
    word = lower[:1] if _WIDE.match(lower) else lower.split(" ", 1)[0]
    taken = columns_of(upper)
    return width >= taken - 1 and taken + 1 + columns_of(word) > width - _RAGGED


def _join_pieces(pieces: list[str]) -> str:
    """One line of the lines that it was broken into: without a blank after a word's hyphen and between East Asian letters."""
    parts = pieces[:1]
    for upper, lower in pairwise(pieces):
        divided = upper.endswith("-") and upper[-2:-1].isalpha() and lower[:1].islower()
        if not divided and not (_WIDE.match(upper[-1:]) and _WIDE.match(lower)):
            parts.append(" ")
        parts.append(lower)
    return "".join(parts)


def columns_of(line: str) -> int:
    """How many columns a line takes: East Asian letters take two."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a width: all but the last are about as long, few of them end a sentence, none is a list's."""
    inner = lines[:-1][:_LOOKED_AT]
    if len(inner) < 3 and not any(
        lower[:1].islower() or upper.endswith(",") for upper, lower in pairwise(lines)
    ):
        return False
    longest = max(map(len, inner), default=0)
    if not _SHORTEST_WIDTH <= longest <= _LONGEST_WIDTH or len(lines[-1]) > _LONGEST_WIDTH:
        return False
    full = sum(len(line) > longest * 0.7 for line in inner)
    closed = sum(_CLOSED.search(line) is not None for line in inner)
    items = sum(_ITEM.match(line) is not None for line in inner)
    return full * 4 >= len(inner) * 3 and closed * 2 <= len(inner) and items * 3 <= len(inner)


def join_lines(block: list[str]) -> str:
    """A block as a paragraph: one line where it was wrapped."""
    return " ".join(block) if is_wrapped(block) else "\n".join(block)
