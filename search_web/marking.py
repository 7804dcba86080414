"""Text and marks -> escaped markup with `<mark>` around what matched.

In go plain text and half-open ranges of its code points, in whatever order; out comes `Markup` that
holds the text, escaped for an element (not for an attribute), and no other tag. Ranges that touch, overlap or leave the text do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

Marks = Iterable[tuple[int, int]]

_SPECIAL = re.compile(r"""[&<>"']""")
_STOPS = ".!?:;。！？…"
_ENDS = frozenset(_STOPS)
_CLOSERS = "\"'”’»)]」』"
_BARE = re.compile(r"[A-Za-z0-9._~-]+")
_BREAK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def escaped(text: str) -> str:
    """The text as HTML may hold it, in an element or in a quoted attribute: `escape` as a plain string, quicker where there is nothing to escape."""
    return str(escape(text)) if _SPECIAL.search(text) else text


def unquoted(value: str) -> str:
    """The value of an attribute as HTML may hold it, in quotation marks only where it needs them."""
    return value if _BARE.fullmatch(value) else f'"{escaped(value)}"'


def in_element(text: str) -> str:
    """The text as an element may hold it, but no attribute: there quotation marks are letters like others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def marked(text: str, marks: Marks = (), longest: int | None = None) -> Markup:
    """The text with its ranges marked; of more than `longest` code points, only so many and an ellipsis."""
    return Markup(marked_text(text, marks, longest))


def marked_text(text: str, marks: Marks = (), longest: int | None = None) -> str:
    """The same as a plain string, for markup that is put together as one."""
    end = len(text) if longest is None or len(text) <= longest else longest
    shown = _between(text, _in_order(marks, 0, end), 0, end)
    return shown if end == len(text) else f"{shown}…"


def passage(text: str, marks: Marks = (), longest: int | None = None) -> Markup:
    """A passage cut out of a text, marked, with an ellipsis where it seems to begin or end inside a sentence."""
    return Markup(passage_text(text, marks, longest))


def passage_text(text: str, marks: Marks = (), longest: int | None = None) -> str:
    """The same as a plain string."""
    shown = marked_text(text, marks, longest)
    whole = longest is None or len(text) <= longest
    before = "… " if text[:1].islower() else ""
    behind = " …" if text and whole and text.rstrip().rstrip(_CLOSERS)[-1:] not in _ENDS else ""
    return f"{before}{shown}{behind}"


def paragraphs(text: str, marks: Marks = ()) -> tuple[Markup, ...]:
    """The text's paragraphs, which a blank line divides; a range that runs on into the next is marked in both."""
    ordered = _in_order(marks, 0, len(text))
    shown, at = [], 0
    for start, end in _stretches(text):
        while at < len(ordered) and ordered[at][1] <= start:
            at += 1
        last = at
        while last < len(ordered) and ordered[last][0] < end:
            last += 1
        shown.append(Markup(_between(text, ordered[at:last], start, end)))
    return tuple(shown)


def with_code(text: str) -> Markup:
    """A text of our own, in which what stands between backquotes is code."""
    parts = (Markup("<code>{}</code>").format(part) if odd % 2 else escape(part) for odd, part in enumerate(text.split("`")))  # fmt: skip
    return Markup("").join(parts)


def _stretches(text: str) -> Iterable[tuple[int, int]]:
    """Where each paragraph that is not blank begins and ends."""
    start = 0
    for gap in _BREAK.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _in_order(marks: Marks, first: int, last: int) -> list[tuple[int, int]]:
    """The ranges within `first`..`last`, sorted; those that overlap are one."""
    if not marks:
        return []
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(start, first), min(end, last)) for start, end in marks):
        if start >= end:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _between(text: str, ordered: list[tuple[int, int]], first: int, last: int) -> str:
    held = _as_it_is if "&" not in text and "<" not in text and ">" not in text else in_element
    parts: list[str] = []
    at = first
    for start, end in ordered:
        start, end = max(start, first), min(end, last)
        parts += (held(text[at:start]), "<mark>", held(text[start:end]), "</mark>")
        at = end
    parts.append(held(text[at:last]))
    return "".join(parts)


def _as_it_is(text: str) -> str:
    return text
