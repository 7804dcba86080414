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
    paragraphs: list[list[str]] = []
    after_row = after_blank = True
    for line in text.split("\n"):
        content = line.strip()
        if not content:
            after_blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        is_row = indent not in (0, PARAGRAPH_INDENT) or ("  " in content and bool(_COLUMNS.search(content)))
        begins = indent == PARAGRAPH_INDENT and not (is_row and after_row)
        if after_blank or begins or is_row != after_row or not paragraphs:
            paragraphs.append([content])
        else:
            paragraphs[-1].append("\n" if is_row else " ")
            paragraphs[-1].append(content)
        after_row, after_blank = is_row, False
    return "\n\n".join(map("".join, paragraphs))
