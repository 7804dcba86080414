"""Lines of a PDF's pages -> paragraphs, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.formats.print.pdf_pages import Line
from indexer.markup import normal_paragraphs

_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st", "\u00ad": "-"})  # fmt: skip
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_END = re.compile(r"[.!?:…。！？][\"'”’»)\]]{0,3}$")


def find_running_heads(pages: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """Lines that stand at the top or the foot of most pages, page numbers aside."""
    if len(pages) < 3:
        return ()
    counted: Counter[str] = Counter()
    for page in pages:
        filled = [line.text.strip() for line in page if line.text.strip()]
        counted.update({_DIGITS.sub("#", line) for line in (*filled[:2], *filled[-2:]) if len(line) < 120})
    return tuple(line for line, count in counted.items() if count * 2 > len(pages) and count > 2)


def without_heads(page: Sequence[Line], heads: Sequence[str]) -> list[Line]:
    """A page's lines without running heads and, at its ends, page numbers."""
    kept = [line for line in page if not (heads and _DIGITS.sub("#", line.text.strip()) in heads)]
    filled = [place for place, line in enumerate(kept) if line.text.strip()]
    ends = {
        place for place in (*filled[:1], *filled[-1:]) if _PAGE_NUMBER.fullmatch(kept[place].text.strip())
    }
    return [line for place, line in enumerate(kept) if place not in ends]


def flow_lines(lines: Sequence[Line]) -> str:
    """Lines joined into paragraphs.

    One ends where a line is missing, where the type changes its size, before an indented line, and at a short line that ends a sentence.
    """
    paragraphs: list[str] = []
    for words, begins in divide_lines(lines):
        if begins:
            paragraphs.append(words)
        else:
            paragraphs[-1] = join_line(paragraphs[-1], words)
    return normal_paragraphs("\n\n".join(paragraphs))


def divide_lines(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """The words of each line that has some, and whether it begins a paragraph."""
    widths = sorted(len(line.text.strip()) for line in lines if line.text.strip())
    usual, leading = (widths[len(widths) * 3 // 4] if widths else 0), _usual_leading(lines)
    before: Line | None = None
    for line in lines:
        words = line_words(line)
        if not words:
            before = None if not line.size else before
            continue
        yield words, before is None or _begins_paragraph(before, line, usual, leading)
        before = line


def line_words(line: Line) -> str:
    """A line's text, its ligatures as letters."""
    return " ".join(line.text.translate(_LIGATURES).split())


def _usual_leading(lines: Sequence[Line]) -> float:
    """How far lines of one size mostly stand below each other, in points; 0 where that is not known."""
    placed = [line for line in lines if line.text.strip() and line.height]
    drops = sorted(
        above.height - below.height
        for above, below in pairwise(placed)
        if above.size == below.size and above.height > below.height
    )
    return drops[len(drops) // 3] if drops else 0.0


def _begins_paragraph(before: Line, line: Line, usual: int, leading: float) -> bool:
    words = before.text.strip()
    if len(words) < 0.8 * usual and _END.search(words):
        return True
    if before.size and line.size and abs(before.size - line.size) > 0.08 * before.size:
        return True
    if not (before.height and line.height):
        return line.text[:2] == "  "
    drop = before.height - line.height
    if drop < 0:  # the next column
        return False
    indent = line.left - before.left
    return drop > 1.4 * (leading or 1.4 * line.size) or 0.8 * line.size < indent < 5 * line.size


def join_line(before: str, words: str) -> str:
    """A line behind another one; a word that is divided between them is joined, but before a capital or a digit."""
    if before.endswith("-") and before[-2:-1].isalpha():
        return before[:-1] + words if words[:1].islower() else before + words
    return f"{before} {words}"
