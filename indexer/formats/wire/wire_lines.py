"""Lines as teleprinters and careless XML set them -> paragraphs, and rows of tables that stay lines.

A paragraph ends at a blank line or where the next line is indented further than the text around it. Lines of a paragraph
are joined; lines with columns are rows.
"""

from __future__ import annotations

import re

INDENT = 2
"""So much further in than the rest, and a line begins a paragraph."""

PRINTED = 4
"""Lines that go on this far in were set so by a program that prints XML, and mean nothing."""

RAGGED = 12
"""How much shorter than the longest line one may be that was wrapped before a short word."""

FULL = 40
"""A line shorter than this was not wrapped."""

_COLUMNS = re.compile(r"[^\s.!?:;,\"'”’] {2,}\S| {4,}\S|\t")


def flow_lines(text: str) -> str:
    """Paragraphs with one blank line between them."""
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    base = _base_indent(lines)
    width = max(map(len, lines)) if base < PRINTED else 0
    paragraphs: list[list[str]] = []
    before, was_row = "", False
    for line in lines:
        content = line.strip()
        if not content:
            before = ""
            continue
        is_row = is_table_row(content)
        is_indented = base < PRINTED and len(line) - len(line.lstrip()) >= base + INDENT
        if not before or is_row != was_row or (is_indented and not is_row):
            paragraphs.append([content])
        else:
            paragraphs[-1] += ["\n" if is_row or not _was_wrapped(before, content, width) else " ", content]
        before, was_row = line, is_row
    return "\n\n".join(map("".join, paragraphs))


def _was_wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line goes on in the next, since that one's first word found no room in it."""
    return not width or (width >= FULL and len(line) + 1 + len(following.split(" ", 1)[0]) > width - RAGGED)


def is_table_row(content: str) -> bool:
    """Whether a line has columns."""
    return "  " in content and _COLUMNS.search(content) is not None


def _base_indent(lines: list[str]) -> int:
    """The indent of lines that go on; the first line's says nothing, since it may stand behind a tag."""
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    return min(indents, default=0)


def join_wrapped(text: str) -> str:
    """A text whose `<br/>`s stand where a teleprinter's line was full: such a line is long and ends in a blank."""
    joined: list[str] = []
    was_full = False
    for line in text.split("\n"):
        if was_full and line[:1].strip() and not is_table_row(line):
            joined[-1] += line
        else:
            joined.append(line)
        was_full = line.endswith(" ") and len(line) >= FULL
    return "\n".join(joined)
