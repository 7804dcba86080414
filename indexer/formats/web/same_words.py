"""What texts of a page are compared by: titles, headlines, captions and paragraphs that say the same stand in it in several spellings."""

from __future__ import annotations

import re

_NO_LETTER = re.compile(r"\W+")


def without_blanks(text: str) -> str:
    """A text without blanks and in small letters."""
    return "".join(text.split()).casefold()


def letters_alone(text: str) -> str:
    """A text without blanks and marks, in small letters."""
    return _NO_LETTER.sub("", text).casefold()
