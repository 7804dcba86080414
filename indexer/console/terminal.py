"""What is written to a terminal: text that cannot do anything there, wrapped to its width, bold where it shall be.

Article text and messages come in as they are; control characters go out as `\\x1b`. Data goes to standard output,
all else to standard error. What a result or a report looks like is left to `display`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

import click

Marks = Sequence[tuple[int, int]]
"""Half-open ranges of code points."""

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
_OBEYED = re.compile(f"[\x7f-\x9f{''.join(sorted(_DIRECTIONS))}]")
_TICK_SECONDS = 0.1


def safe(text: str) -> str:
    """One line of text without anything that a terminal obeys."""
    return "".join(map(_safe_character, text))


def safe_lines(text: str) -> str:
    """As `safe`, keeping the ends of lines."""
    return "\n".join(map(safe, text.split("\n")))


def _safe_character(character: str) -> str:
    if character in "\n\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cs") or character in _DIRECTIONS:
        number = ord(character)
        return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
    return character


def print_json(document: Any) -> None:
    """Prints one JSON value on one line, in UTF-8 whatever the locale; what a terminal obeys or some take for a line's end is escaped."""
    line = _OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(document, ensure_ascii=False))
    click.echo(line.encode("utf-8", "backslashreplace"))


def print_text(lines: Iterable[str]) -> None:
    """Prints lines that are safe already."""
    for line in lines:
        click.echo(line, color=True)


def tell(message: str) -> None:
    """Prints a message for people on standard error."""
    click.echo(safe_lines(message), err=True)


def prepare_output() -> None:
    """Lets characters that the terminal's charset lacks be escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def silence_output() -> None:
    """Sends what is still to be written nowhere: its reader has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def is_terminal(stream: IO[str]) -> bool:
    return stream.isatty()


def has_styles() -> bool:
    """Whether standard output takes bold: https://no-color.org, FORCE_COLOR, a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (
        is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"
    )


def width() -> int:
    """Columns of the terminal (or COLUMNS), 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def bold(text: str) -> str:
    return f"{_BOLD}{text}{_PLAIN}" if text and has_styles() else text


def columns(text: str) -> int:
    """How many columns a line takes that is safe already."""
    return len(text) if text.isascii() else sum(_cluster_columns(cluster) for _, cluster in _clusters(text))


def pad(text: str, room: int, *, right: bool = False) -> str:
    """A line that is safe already, filled up to `room` columns; moved to their right end where that is wanted."""
    blanks = " " * (room - columns(text))
    return blanks + text if right else text + blanks


def wrap(text: str, room: int, marks: Marks = ()) -> Iterator[str]:
    """Lines of at most `room` columns, with the marked ranges bold; long words and scripts without blanks break anywhere."""
    styles = has_styles()
    line: list[_Cell] = []
    used = 0
    for word in _words(text, _marked_places(marks)):
        length = sum(cell.columns for cell in word) - (word[-1].text == " ")
        if line and used + length > room:
            yield _render(line, styles)
            line, used = [], 0
        for cell in word:
            if line and used + cell.columns > room:
                yield _render(line, styles)
                line, used = [], 0
            if cell.text != " " or (line and line[-1].text != " "):
                line.append(cell)
                used += cell.columns
    if line:
        yield _render(line, styles)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a reader takes for one character, safe to print."""

    text: str
    is_marked: bool
    columns: int


def _words(text: str, marked: frozenset[int]) -> Iterator[list[_Cell]]:
    """Stretches that stay on one line where they can: a word with the blank behind it, or one wide character."""
    word: list[_Cell] = []
    for place, cluster in _clusters(text):
        shown = safe(cluster)
        word.append(_Cell(shown, place in marked, columns(shown)))
        if cluster in (" ", "\n", "\t") or word[-1].columns == 2:
            yield word
            word = []
    if word:
        yield word


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """What readers take for one character each, however many code points it is made of, with its place."""
    if text.isascii():
        yield from enumerate(text)
        return
    from wcwidth import iter_graphemes

    place = 0
    for cluster in iter_graphemes(text):
        yield place, cluster
        place += len(cluster)


def _cluster_columns(cluster: str) -> int:
    if len(cluster) == 1 and cluster.isascii():
        return 1
    from wcwidth import wcswidth

    # less than nothing is what cannot be printed, which `safe` leaves none of
    return max(0, wcswidth(cluster))


def _marked_places(marks: Marks) -> frozenset[int]:
    return frozenset(place for start, end in marks for place in range(start, end))


def _render(line: Sequence[_Cell], styles: bool) -> str:
    parts: list[str] = []
    is_bold = False
    for cell in line:
        if styles and cell.is_marked != is_bold:
            parts.append(_BOLD if cell.is_marked else _PLAIN)
            is_bold = cell.is_marked
        parts.append(cell.text)
    return "".join(parts).rstrip(" ") + (_PLAIN if is_bold else "")


def cut(text: str, room: int) -> str:
    """A safe line of at most `room` columns, with an ellipsis where something was left out."""
    text = safe(text)
    return text if columns(text) <= room else beginning(text, room - 1).rstrip() + "…"


def beginning(text: str, room: int) -> str:
    """As much of a safe line's beginning as fits into `room` columns."""
    return "".join(_as_fits((cluster for _, cluster in _clusters(text)), room))


def ending(text: str, room: int) -> str:
    """As much of its end."""
    clusters = [cluster for _, cluster in _clusters(text)]
    return "".join(reversed(list(_as_fits(reversed(clusters), room))))


def _as_fits(clusters: Iterable[str], room: int) -> Iterator[str]:
    for cluster in clusters:
        room -= _cluster_columns(cluster)
        if room < 0:
            return
        yield cluster


class ProgressLine:
    """A line on standard error that tells how far reading is; nothing where that is no terminal, or in quiet.

    It is called as ingest calls: files read, files in all, articles so far, bytes read, bytes in all.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._shows = not quiet and is_terminal(sys.stderr)
        self._drawn = 0.0
        self._began = time.monotonic()

    def __call__(self, read: int, files: int, articles: int, done: int, size: int) -> None:
        now = time.monotonic()
        if self._shows and (now - self._drawn >= _TICK_SECONDS or read == files):
            self._drawn = now
            self._draw(progress_text(read, files, articles, done, size, now - self._began))

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{cut(text, width() - 1)}")
        sys.stderr.flush()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shows and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def progress_text(read: int, files: int, articles: int, done: int, size: int, seconds: float) -> str:
    """`[######----]  60 %  13 of 22 files, 12,345 articles, 4,100 a second`."""
    share = done / size if size else read / files if files else 1.0
    bar = "#" * int(20 * share) + "-" * (20 - int(20 * share))
    rate = f", {articles / seconds:,.0f} a second" if seconds >= 1 else ""
    doing = "; writing the index" if read == files else ""
    return f"[{bar}] {share:4.0%}  {read:,} of {files:,} files, {articles:,} articles{rate}{doing}"
