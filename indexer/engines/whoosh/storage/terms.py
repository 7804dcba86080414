"""Terms: which fields have them beside the text, and how one stands in a dictionary."""

from __future__ import annotations

WORD_FIELDS = ("byline", "dateline", "url")

Form = tuple[bytes, bytes, bytes]
"""A term as bytes (`en:run`), a written form of it (`Running`), and that without case and accents (`running`)."""


def term_bytes(language: str, stem: str) -> bytes:
    """How a stem of a language stands in the term dictionary."""
    return f"{language}:{stem}".encode()
