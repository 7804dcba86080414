"""The text of a wire story as teleprinters set it -> paragraphs.

A paragraph begins with four blanks and runs on in lines without any; a table's rows are indented otherwise, or have
columns. Lines of a paragraph are joined by a blank, rows stay lines of their own.
"""

from __future__ import annotations

import re

PARAGRAPH_INDENT = 4

_COLUMNS = re.compile(r"[^\s.!?:;,\"'] {2,}\S| {4,}\S")
_LAST_LINE = re.compile(r"(?:\A|\n)[ \t]*(reu?i?ters?|more)[ \t.]*(?:\^M)?\s*\Z", re.IGNORECASE)


def cut_sign_off(text: str) -> tuple[str, str | None]:
    """The text without the agency's name (or `More`) on a last line of its own, and that word."""
    match = _LAST_LINE.search(text, max(0, len(text) - 200))
    return (text[: match.start()], match.group(1)) if match else (text, None)


def flow_paragraphs(text: str) -> str:
    """Paragraphs with a blank line between them."""
    paragraphs: list[str] = []
    after_row = after_blank = True
    for line in text.split("\n"):
        content = line.strip()
        if not content:
            after_blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        has_columns = "  " in content and bool(_COLUMNS.search(content))
        is_row = has_columns or indent not in (0, PARAGRAPH_INDENT)
        if (
            after_blank
            or not paragraphs
            or (indent == PARAGRAPH_INDENT and not (is_row and after_row))
            or is_row != after_row
        ):
            paragraphs.append(content)
        else:
            paragraphs[-1] += ("\n" if is_row else " ") + content
        after_row, after_blank = is_row, False
    return "\n\n".join(paragraphs)
