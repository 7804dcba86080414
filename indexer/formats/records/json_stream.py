"""An object too long to be held at once -> the objects in its lists, one by one, through ijson.

What lies outside of lists speaks of the file, not of an article. Of a document that breaks, all before the
break is read, and a last text says where.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

EVENTS = 2_000_000
"""Most parts of one entry; one with more ends the reading."""


def stream_entries(blocks: Iterator[str]) -> Iterator[Any]:
    """The entries of every outermost list; a text is the reason why the rest could not be read."""
    import ijson  # late: only few files are this long

    try:
        yield from _build_entries(ijson.basic_parse(_Utf8(blocks), use_float=True), ijson.ObjectBuilder)
    except (ijson.JSONError, ValueError, ArithmeticError, RecursionError) as error:
        yield f"from here on this is not JSON: {str(error).splitlines()[0][:200] if str(error) else type(error).__name__}"


def _build_entries(events: Iterator[tuple[str, Any]], new_builder: Any) -> Iterator[Any]:
    builder, depth, in_list, count = None, 0, False, 0
    for event, value in events:
        depth += event.startswith("start") - event.startswith("end")
        if builder is None:
            if event == "start_array":
                in_list, base = True, depth
            elif event == "end_array" and in_list and depth < base:
                in_list = False
            elif event == "start_map" and in_list:
                builder, count = new_builder(), 0
        if builder is not None:
            builder.event(event, _plain(value))
            count += 1
            if count > EVENTS:
                raise ValueError("an entry has too many parts")
            if event == "end_map" and depth == base:
                yield builder.value
                builder = None


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return (
        str(value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**18
        else value
    )


class _Utf8:
    """Blocks of text as the stream of bytes that ijson reads."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self._bytes = b""

    def read(self, size: int = -1) -> bytes:
        while not self._bytes:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._bytes = block.encode("utf-8", "replace")
        if size < 0:
            size = len(self._bytes)
        part, self._bytes = self._bytes[:size], self._bytes[size:]
        return part
