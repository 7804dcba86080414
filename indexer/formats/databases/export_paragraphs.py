"""What every form of a press database's export comes down to: paragraphs in their order.

In: text with blank lines between paragraphs (a TXT export, a page's text), or text with a paragraph a line (RTF). Out:
`Paragraph`s, the lines of a wrapped one joined. Which of them belong to which article is left to `nexis_documents`
and `factiva_documents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_LABEL = re.compile(r"\s{0,3}[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ -]{2,30}:(?=\s|$)")

CENTRED = 8
"""So many blanks before each of its lines make a paragraph one that was centred on the page."""

UNWRAPPED = 240
WRAPPED = 50
"""A paragraph with a longer line than this was wrapped by a program; one of shorter lines was set so by hand."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text` is never empty. `starts`: a database's own mark says that an article begins here. `link`: where its first link leads.

    `follows`: no blank line stands between it and the one before. `role` is what the export's markup says of it (`title`, `byline`, `body`), empty where it says nothing.
    """

    text: str
    starts: bool = False
    follows: bool = False
    link: str | None = None
    role: str = ""


def divide_blocks(text: str) -> Iterator[Paragraph]:
    """Paragraphs of a text in which blank lines divide them."""
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            block.append(line)
        elif block:
            yield from _read_block(block)
            block = []
    if block:
        yield from _read_block(block)


def divide_lines(text: str) -> Iterator[Paragraph]:
    """Paragraphs of a text in which each stands on one line."""
    follows = False
    for line in text.split("\n"):
        content = line.strip()
        if content:
            yield Paragraph(content, follows=follows)
        follows = bool(content)


def is_unwrapped(text: str) -> bool:
    """Whether a text has its paragraphs on one line each, however long."""
    return any(len(line) > UNWRAPPED for line in text.split("\n"))


def join_wrapped(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The texts of paragraphs, the lines of a wrapped one joined: where no line is long, and a line follows a full one."""
    longest = max((len(found.text) for found in paragraphs), default=0)
    if not WRAPPED < longest <= UNWRAPPED // 2:
        return [found.text for found in paragraphs]
    texts: list[str] = []
    is_full = False
    for found in paragraphs:
        if texts and found.follows and is_full:
            texts[-1] += f" {found.text}"
        else:
            texts.append(found.text)
        is_full = len(found.text) > longest // 2
    return texts


def _read_block(lines: list[str]) -> Iterator[Paragraph]:
    if all(line.startswith(" " * CENTRED) for line in lines):
        for line in lines:
            yield Paragraph(" ".join(line.split()))
        return
    for part in _divide_labels(lines):
        mark = " " if max(map(len, part)) > WRAPPED else "\n"
        yield Paragraph(mark.join(" ".join(line.split()) for line in part))


def _divide_labels(lines: list[str]) -> Iterator[list[str]]:
    """A block that begins with a label in capitals, divided at each such label; a label alone stands alone."""
    if not _LABEL.match(lines[0]):
        yield lines
        return
    part: list[str] = []
    for line in lines:
        if part and (_LABEL.match(line) or part[0].rstrip().endswith(":")):
            yield part
            part = []
        part.append(line)
    yield part


def join_body(paragraphs: Iterable[str]) -> str:
    """Paragraphs as the body of an article."""
    return "\n\n".join(text for text in (paragraph.strip() for paragraph in paragraphs) if text)
