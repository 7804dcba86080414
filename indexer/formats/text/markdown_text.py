"""Markdown's own marks in a text -> headings, and the text without the marks. Only what articles use: no tables, no references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.markup import looks_like_markup, text_of

MOST_HEADINGS = 5_000

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S[^\n]{0,2000}?)[ \t]*#*[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)")
_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,500})\]\((<?https?://[^()\s<>]{1,2000}>?)(?:\s+\"[^\"\n]{0,300}\")?\)"
)
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*_])")
_RULE = re.compile(r"^ {0,3}(?:(?:- ?){3,80}|(?:\* ?){3,80}|(?:_ ?){3,80})[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and the text below it up to the next one. `level` 1 to 6, 0 for the text above the first; `line` from 1."""

    level: int
    heading: str
    text: str
    line: int


def read_passages(source: str) -> Iterator[Passage]:
    """A Markdown text cut at its headings. A text with too many of them is one passage from there on."""
    level, heading, start, line = 0, "", 0, 1
    counted = 0
    for number, match in enumerate(_HEADING.finditer(source)):
        if number >= MOST_HEADINGS:
            break
        if len(_FENCE.findall(source, start, match.start())) % 2:
            continue
        yield Passage(level, heading, source[start : match.start()].strip("\n"), line)
        line += source.count("\n", counted, match.start())
        counted = match.start()
        level, heading, start = len(match[1]), plain_line(match[2]), match.end()
    yield Passage(level, heading, source[start:].strip("\n"), line)


def plain_line(line: str) -> str:
    """One line without marks."""
    return " ".join(_EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _IMAGE.sub(r"\1", line))).split())


def plain_text(source: str) -> str:
    """Paragraphs without marks; HTML among them is read as such."""
    source = _QUOTE.sub("", _RULE.sub("\n", source))
    source = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _IMAGE.sub("", source)))
    return text_of(source) if looks_like_markup(source) else text_of(source.replace("<", "&lt;"))


def find_links(source: str) -> list[tuple[str, str, bool]]:
    """(text, address, whether it stands on a line of its own) of the links in a text."""
    return [
        (plain_line(match[1]), match[2].strip("<>"), _is_alone(source, match))
        for match in _LINK.finditer(source)
    ]


def find_captions(source: str) -> list[str]:
    """What pictures are said to show."""
    return [caption for match in _IMAGE.finditer(source) if (caption := plain_line(match[1]))]


def _is_alone(source: str, match: re.Match[str]) -> bool:
    before = source.rfind("\n", 0, match.start()) + 1
    after = source.find("\n", match.end())
    rest = source[before : match.start()] + source[match.end() : after if after >= 0 else len(source)]
    return not any(map(str.isalnum, rest))


def split_rule(source: str) -> tuple[str, str]:
    """A text and what stands below the last rule in it."""
    rules = list(_RULE.finditer(source))
    return (source[: rules[-1].start()], source[rules[-1].end() :]) if rules else (source, "")
