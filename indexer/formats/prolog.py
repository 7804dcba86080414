"""What stands before the first element of a marked-up file: a byte order mark, declarations, comments."""

from __future__ import annotations

import re

MOST_PIECES = 50

_PIECES = ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">"))
_SUBSET_END = re.compile(rb"\]\s{0,100}>")


def skip_prolog(head: bytes) -> bytes:
    """The head from its first element on, or from the first text that belongs to no prolog."""
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    for _ in range(MOST_PIECES):
        at += len(head[at:]) - len(head[at:].lstrip())
        closing = next((closing for opening, closing in _PIECES if head.startswith(opening, at)), None)
        end = head.find(closing, at) if closing else -1
        if (
            closing == b">" and head.find(b"[", at, end) >= 0
        ):  # definitions stand in brackets there, each with its own `>`
            subset = _SUBSET_END.search(head, at)
            end = subset.end() - 1 if subset else -1
        if closing is None or end < 0:
            break
        at = end + len(closing)
    return head[at:]
