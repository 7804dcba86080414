"""Text with separated columns -> rows with the line each starts on, and faults where the quoting went wrong.

A quote that is not closed, or closed in the wrong place, swallows the rows behind it: such a row is a `BadRow`, and
the lines behind its first are read anew. Memory is bounded by FIELD_CHARS; what is read anew by AGAIN_CHARS.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

FIELD_CHARS = 16_000_000
AGAIN_CHARS = 64_000_000

_CONTROLS = tuple(chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line that it starts on, from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be cut into cells, and why."""

    line: int
    reason: str


def read_lines(blocks: Iterator[str]) -> Iterator[str]:
    """Lines with a line feed at the end, whatever ends them in the text; control characters are left out, a line is cut at FIELD_CHARS."""
    rest = ""
    for block in blocks:
        text = rest + _drop_controls(block)
        held = "\r" if text.endswith("\r") else ""  # its line feed may come with the next block
        lines = text[: len(text) - len(held)].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        rest = lines.pop()[:FIELD_CHARS] + held
        for line in lines:
            yield line + "\n"
    if rest:
        yield rest.rstrip("\r") + "\n"


def _drop_controls(text: str) -> str:
    # 28 plain searches of a block take a tenth of the time of one regex
    return _CONTROL.sub("", text) if any(control in text for control in _CONTROLS) else text


class _Feed:
    """The lines that a reader asks for: remembers those of the present row, takes back what is to be read anew."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def return_all_but_first(self) -> int:
        """Gives back the present row's lines from its second on; how many characters they have."""
        back = self.taken[1:]
        self._again.extendleft(reversed(back))
        self.number -= len(back)
        self.ended = False
        return sum(map(len, back))


def read_rows(lines: Iterator[str], delimiter: str, width: int | None = None) -> Iterator[Row | BadRow]:
    """The rows that are not blank; `width` is how many cells a row may have where that is known."""
    csv.field_size_limit(FIELD_CHARS)
    feed = _Feed(lines)
    reader = _open(feed, delimiter)
    again = 0
    while True:
        start = feed.number + 1
        feed.taken.clear()
        try:
            cells = next(reader)
            fault = _find_fault(feed, cells, delimiter, width)
        except StopIteration:
            return
        except csv.Error as error:
            cells, fault = [], f"this row cannot be read: {error}"
        if not fault:
            if any(cells):
                yield Row(start, cells)
            continue
        yield BadRow(start, fault)
        if again < AGAIN_CHARS:
            again += feed.return_all_but_first()
        reader = _open(feed, delimiter)


def _open(feed: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(feed, delimiter=delimiter, skipinitialspace=True)


def _find_fault(feed: _Feed, cells: list[str], delimiter: str, width: int | None) -> str | None:
    many = len(feed.taken) > 1
    if many or feed.ended:
        complaint = _complain(feed.taken, delimiter)
        if complaint == "unexpected end of data":
            return "a quote is opened in this row and not closed"
        if complaint and many:
            return f"a quote is opened in this row and closed in the wrong place, {len(feed.taken) - 1} lines further on"
    if width is not None and len(cells) > width and any(cells[width:]):
        return f"{len(cells)} cells, but the header names {width} columns: a cell that holds the separator {delimiter!r} must stand in quotes"
    return None


def _complain(lines: list[str], delimiter: str) -> str | None:
    """What a strict reader says against these lines."""
    try:
        for _ in csv.reader(iter(lines), delimiter=delimiter, skipinitialspace=True, strict=True):
            pass
    except csv.Error as error:
        return str(error)
    return None
