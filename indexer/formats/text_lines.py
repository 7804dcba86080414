"""A scraped text's lines -> blocks, which are its paragraphs; lines that were broken at a width are told from a list's.

In: clean text with `\\n` at line ends. Out: blocks, each a list of stripped lines without empty ones. What a line
is, `text_roles` says.
"""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[^\S\n]+")
_SHORTEST_WIDTH, _LONGEST_WIDTH = 45, 110
_LOOKED_AT = 2_000
_CLOSED = re.compile(r"[.!?:;。！？…]['\"”’»）)\]]*$")
_ITEM = re.compile(r"(?:[-–—•*·▪►]|\d{1,3}[.)])\s")


def split_blocks(text: str) -> list[list[str]]:
    """Paragraphs as lists of lines: by blank lines, or each line by itself where a file has no blank line."""
    blocks: list[list[str]] = [[]]
    for line in _BLANKS.sub(" ", text).split("\n"):
        stripped = line.strip()
        if stripped:
            blocks[-1].append(stripped)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    if len(blocks) == 1 and len(blocks[0]) > 1 and not is_wrapped(blocks[0]):
        return [[line] for line in blocks[0]]
    return blocks


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a width: all but the last are about as long, few of them end a sentence, none is a list's."""
    inner = lines[:-1][:_LOOKED_AT]
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
