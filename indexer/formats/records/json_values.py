"""Blocks of text -> the JSON values in them, one by one: of a list, of lines, of values that just follow each other.

A value is decoded by itself, so that a broken one costs only itself: it becomes a `Fault`, and reading goes on at
the next value. Memory is bounded by VALUE_CHARS, not by the file. NaN, lone surrogates, raw line
ends in strings, repeated keys and integers of any length are read; what cannot be kept as it is becomes text.
What the values mean is left to `json_records`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

VALUE_CHARS = 16_000_000
"""The longest value that is decoded in one piece."""

_BETWEEN = re.compile(r"[\s\ufeff\x1e\0,]*")
_INDENT = re.compile(r"[ \t]*")
_NEXT = re.compile(r"[{\[\]\n,]")
_MARK = re.compile(r'["{}\[\]]')
_STRING_END = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_STRING_PART = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_BAD_ESCAPE = re.compile(r"\\u(?:[dD][89a-fA-F]|00[01]|007[fF])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MARGIN = 1_000
"""Where a value stands further to the right than this, it does not count as beginning its line."""

SPENT = 50_000
"""So much text behind the reader is dropped when a value was broken."""

LOOK_AHEAD = 1_000_000
"""How far the end of a broken value is looked for."""

SCANNED_FIRST, SCANNED_MORE = 2 * LOOK_AHEAD, 3
"""Characters that are looked through for the ends of broken values in any document, and how many more for each character that was read: brackets opened over and over and never closed would else be followed to the end from each."""


@dataclass(frozen=True, slots=True)
class Value:
    """A JSON value and the line that it starts on, from 1."""

    line: int
    value: Any


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of text that is no JSON value."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Huge:
    """An object too long for one piece: `rest` is the document's text from its brace on, to be read as a stream."""

    line: int
    rest: Iterator[str]


def read_values(blocks: Iterator[str]) -> Iterator[Value | Fault | Huge]:
    """The values of a document in order; after a `Huge` nothing follows."""
    return _Reader(blocks).values()


class _Reader:
    """A window on the text: `_text` from `_at` on is unread, `_line` is the line number at `_at`."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False
        self._to_scan = SCANNED_FIRST

    def values(self) -> Iterator[Value | Fault | Huge]:
        in_list, first = False, True
        found: Value | Fault | Huge | None = None
        while self._skip_between():
            mark = self._text[self._at]
            if mark == "[" and not in_list:
                in_list = True
                self._advance(self._at + 1)
            elif mark == "]" and in_list:
                in_list = False
                self._advance(self._at + 1)
            else:
                found = self._read_value(first) if in_list or mark == "{" else self._leave_line()
                yield found
                if isinstance(found, Huge):
                    return
                first = False
        if in_list and not isinstance(found, Fault):
            yield Fault(self._line, "the list does not end: the file is cut off here")

    def _skip_between(self) -> bool:
        """Moves to the next value; False at the end."""
        while True:
            match = _BETWEEN.match(self._text, self._at)
            self._advance(match.end() if match else self._at)
            if self._at < len(self._text):
                return True
            if not self._fill():
                return False

    def _advance(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _fill(self) -> bool:
        """Takes in at least as much as is unread, so that retries cost no more than twice the value."""
        wanted = len(self._text) - self._at
        parts = [self._text[self._at :]]
        taken = 0
        while not self._ended and taken <= wanted:
            block = next(self._blocks, None)
            self._ended = block is None
            parts.append(block or "")
            taken += len(block or "")
        self._text = "".join(parts)
        self._at = 0
        self._to_scan += SCANNED_MORE * taken
        return taken > 0

    def _read_value(self, first: bool) -> Value | Fault | Huge:
        line = self._line
        while True:
            found = _decode(self._text, self._at)
            if not isinstance(found, _Broken):
                value, end = found
                self._advance(end)
                return Value(line, value)
            if not found.is_cut or self._ended:
                return self._leave(line, found)
            if len(self._text) - self._at > VALUE_CHARS:
                return self._give_up(line, first)
            self._fill()

    def _give_up(self, line: int, first: bool) -> Fault | Huge:
        if first and self._text[self._at] == "{":
            return Huge(line, self._rest())
        self._skip_value()
        return Fault(
            line,
            f"a value of more than {VALUE_CHARS // 1_000_000} million characters: too long for one article",
        )

    def _rest(self) -> Iterator[str]:
        yield self._text[self._at :]
        yield from self._blocks

    def _skip_value(self) -> None:
        """Past a value of any length, by its brackets alone, holding no more than a block of it."""
        scan = _BracketScan()
        while not scan.closed:
            self._advance(scan.run(self._text, self._at))
            if not scan.closed and not self._fill():
                break

    def _leave(self, line: int, broken: _Broken) -> Fault:
        """Moves past a broken value: to the next line where values begin lines, else behind its closing bracket."""
        offset = broken.at - self._at
        while not self._ended and len(self._text) - self._at < LOOK_AHEAD:
            self._fill()
        on = line + self._text.count("\n", self._at, self._at + offset)
        place = f"character {offset + 1} of it" if on == line else f"line {on}"
        following, scanned = _find_next(self._text, self._at, self._to_scan)
        self._to_scan -= scanned
        self._advance(following)
        if self._at > SPENT:  # the decoder counts the lines before each error
            self._text, self._at = self._text[self._at :], 0
        return Fault(line, f"this is not JSON: {broken.reason} at {place}")

    def _leave_line(self) -> Fault:
        """Moves past a line that begins with neither an object nor a list."""
        line = self._line
        start = self._text[self._at : self._at + 40].split("\n")[0]
        while (end := self._text.find("\n", self._at)) < 0:
            self._advance(len(self._text))
            if not self._fill():
                break
        self._advance(end if end >= 0 else len(self._text))
        return Fault(line, f"this is no JSON object: the line begins with {start!r}")


class _BracketScan:
    """Follows the brackets of a value over blocks of text, those in strings left out."""

    def __init__(self) -> None:
        self.closed = False
        self._depth = 0
        self._in_string = False

    def run(self, text: str, at: int, stop: int | None = None) -> int:
        """Scans from `at`, up to `stop` if one is given: the place behind the closing bracket, or else how far the text was used up."""
        stop = len(text) if stop is None else min(stop, len(text))
        while True:
            if self._in_string:
                end = _STRING_END.match(text, at, stop)
                if not end:
                    part = _STRING_PART.match(text, at, stop)
                    return part.end() if part else at
                at, self._in_string = end.end(), False
            mark = _MARK.search(text, at, stop)
            if not mark:
                return stop
            at = mark.end()
            if mark.group() == '"':
                self._in_string = True
                continue
            self._depth += 1 if mark.group() in "{[" else -1
            if self._depth <= 0:
                self.closed = True
                return at if self._depth == 0 else at - 1


def _find_next(text: str, start: int, most: int) -> tuple[int, int]:
    """Where to go on behind a broken value that begins at `start`, and how many characters were looked through for its end, at most `most`."""
    if text[start] not in "{[":
        mark = _NEXT.search(text, start + 1)
        return mark.start() if mark else len(text), 0
    line_start = max(0, start - MARGIN)
    margin = text[text.rfind("\n", line_start, start) + 1 : start] if start else ""
    begins_line = not margin.strip() and len(margin) < MARGIN
    line_end = _find_line_end(text, start) if begins_line else start
    if begins_line and _begins_object(text, line_end + 1, margin):
        return line_end, 0
    scan = _BracketScan()
    closing = scan.run(text, start, start + most)
    scanned = closing - start
    if scan.closed:
        return max(closing, start + 1), scanned
    line_end = _find_line_end(text, start)
    while line_end < len(text) and not _begins_object(text, line_end + 1, margin if begins_line else ""):
        line_end = _find_line_end(text, line_end + 1)
    return line_end, scanned


def _find_line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _begins_object(text: str, at: int, margin: str) -> bool:
    match = _INDENT.match(text, at)
    indent = match.group() if match else ""
    return indent == margin and text[at + len(indent) : at + len(indent) + 1] == "{"


@dataclass(frozen=True, slots=True)
class _Broken:
    at: int
    reason: str
    is_cut: bool


def _decode(text: str, at: int) -> tuple[Any, int] | _Broken:
    try:
        value, end = _STRICT(text, at)
        if text.find("\\u", at, end) >= 0 and _BAD_ESCAPE.search(text, at, end):
            value = _clean(value)
    except (ValueError, RecursionError) as error:
        broken = _explain(error, text, at)
        is_careless = broken.reason.startswith("Invalid control") and text[at] == "{"
        return _decode_loosely(text, at) if is_careless else broken
    return value, end


def _decode_loosely(text: str, at: int) -> tuple[Any, int] | _Broken:
    """With raw line ends and control characters in strings, as careless writers leave them."""
    try:
        value, end = _LOOSE(text, at)
        return _clean(value), end
    except (ValueError, RecursionError) as error:
        return _explain(error, text, at)


def _explain(error: Exception, text: str, at: int) -> _Broken:
    if isinstance(error, RecursionError):
        return _Broken(at, "it is nested too deep", is_cut=False)
    if isinstance(error, json.JSONDecodeError):
        # a string that meets the end of what was read so far may go on behind it
        is_cut = error.msg.startswith("Unterminated string") or error.pos >= len(text) - 16
        return _Broken(error.pos, error.msg.removesuffix(" starting at"), is_cut)
    return _Broken(at, str(error)[:200], is_cut=False)


def _read_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a repeated key the last value stands, as everywhere, and the earlier ones stay under a name of their own."""
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: dict[str, Any] = {}
        for key, value in pairs:
            if key in seen and seen[key] != members[key]:
                members.setdefault(f"{key} (repeated)", []).append(seen[key])
            seen[key] = value
    return members


def _read_integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= 18 else digits


def _read_float(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _read_constant(_name: str) -> None:
    """NaN and Infinity say that there is no value."""


def _clean(value: Any) -> Any:
    """A value without control characters and lone surrogates in its strings. Its depth is what the decoder let through."""
    if isinstance(value, str):
        text = _CONTROLS.sub("", value)
        return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_clean(member) for member in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(member) for key, member in value.items()}
    return value


_OPTIONS: dict[str, Any] = {
    "object_pairs_hook": _read_pairs,
    "parse_int": _read_integer,
    "parse_float": _read_float,
    "parse_constant": _read_constant,
}
_STRICT = json.JSONDecoder(strict=True, **_OPTIONS).raw_decode
_LOOSE = json.JSONDecoder(strict=False, **_OPTIONS).raw_decode
