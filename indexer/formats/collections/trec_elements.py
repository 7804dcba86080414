"""A document of a TREC collection -> its elements in order, and the text of one as paragraphs.

These are no well-formed SGML: elements lack their ends, `&` stands alone, tags of layout stand in the text. So an
element runs from its tag to the next end tag of its name; one without any runs to the next tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.markup import normal_paragraphs

WRAPPERS = frozenset("header body h1 h2 h3 h4 h5 h6 h7 h8 docbody article".split())
"""Elements that hold others; what stands in them beside those is theirs."""
NESTING = 4
ELEMENTS = 2_000
"""Most elements of one document; the rest of it is read as text."""

_TAG = re.compile(r"<([A-Za-z][\w.:-]{0,40})((?:\s[^<>]{0,1000})?)/?>")
_ANY_TAG = re.compile(r"</?[A-Za-z][\w.:-]{0,40}(?:\s[^<>]{0,1000})?/?>")
_PARAGRAPH = re.compile(
    r"</?(?:p|para|paragraph|tx|h[1-8]|text|div|li|head|headline)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_LINE = re.compile(r"</?(?:br|tablerow|row|tr|tablecell|item|lp|s)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_SGML_ENTITY = re.compile(r"&(hyph|blank|cir|ensp|emsp|rsqb|lsqb|sect|mu|cent|bull|racute|para);")
_SGML_ENTITIES = {"hyph": "-", "blank": " ", "ensp": " ", "emsp": " ", "rsqb": "]", "lsqb": "[", "cir": "○", "sect": "§", "mu": "µ", "cent": "¢", "bull": "•", "racute": "ŕ", "para": "¶"}  # fmt: skip
_ROW = re.compile(r"\S(?: {3,}|\t)\S.*?\S(?: {2,}|\t)\S|\S {6,}\S")
_LONG_LINE = 100
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its name in lower case, what stands in its tag beside it, and what it holds as it stands. No name: text outside of any."""

    name: str
    attributes: str
    content: str


def read_elements(content: str, level: int = 0) -> Iterator[Element]:
    """The elements of a document in order, those of wrappers in their place; text outside of any last."""
    ends = {
        match[1].lower(): match.start() for match in re.finditer(r"</([A-Za-z][\w.:-]{0,40})\s*>", content)
    }
    # not `lower`, which moves places where a letter becomes two
    folded = content.translate(_LOWER)
    at, loose, number = 0, [], 0
    while number < ELEMENTS and (tag := _TAG.search(content, at)):
        number += 1
        loose.append(content[at : tag.start()])
        name = tag[1].lower()
        start, end = tag.end(), -1
        if ends.get(name, -1) >= start:
            end = folded.find(f"</{name}", start)
        stop = content.find(">", end) + 1 if end >= 0 else 0
        if end < 0:
            following = content.find("<", start)
            end = stop = following if following >= 0 else len(content)
        inner = content[start:end]
        if name in WRAPPERS and level < NESTING and _TAG.search(inner):
            yield from (
                Element(name, "", part.content) if not part.name else part
                for part in read_elements(inner, level + 1)
            )
        else:
            yield Element(name, tag[2].strip(), inner)
        at = max(stop, start)
    loose.append(content[at:])
    rest = _ANY_TAG.sub(" ", "\n".join(piece for piece in loose if piece.strip()))
    if rest.strip():
        yield Element("", "", rest)


def read_line(content: str) -> str:
    """An element's text as one line."""
    return " ".join(_resolve(_ANY_TAG.sub(" ", _strip(content))).split())


def read_lines(content: str) -> list[str]:
    """An element's text line by line, without blank ones."""
    text = _resolve(_ANY_TAG.sub("\n", _strip(content)))
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def read_paragraphs(content: str) -> str:
    """An element's text, a blank line between paragraphs, whichever way they are told apart."""
    text = _PARAGRAPH.sub("\n\n", _LINE.sub("\n", _strip(content)))
    return normal_paragraphs(flow_lines(_resolve(_ANY_TAG.sub("", text))))


def _strip(content: str) -> str:
    """Without comments, and with the text of CDATA sections as it stands."""
    pieces, at = [], 0
    while (start := content.find("<!", at)) >= 0:
        mark, closing = ("<![CDATA[", "]]>") if content.startswith("<![CDATA[", start) else ("<!--", "-->")
        end = content.find(closing, start) if content.startswith(mark, start) else start
        if end < 0:
            break
        pieces.append(content[at:start])
        if closing == "]]>":
            pieces.append(content[start + len(mark) : end])
        at = end + len(closing) if end > start else start + 2
    return "".join(pieces) + content[at:]


def _resolve(text: str) -> str:
    if "&" not in text:
        return text
    return html.unescape(_SGML_ENTITY.sub(lambda found: _SGML_ENTITIES[found[1]], text))


def flow_lines(text: str) -> str:
    """Wrapped lines joined into paragraphs: by blank lines, by an indented first line, or by a blank at the end of the last line.

    Rows of a table stay lines. Where every line is long, each is a paragraph.
    """
    lines = [line.replace("\t", "    ") if line[:1] == "\t" else line for line in text.split("\n")]
    filled = [line for line in lines if line.strip()]
    if not filled:
        return ""
    margin = min(len(line) - len(line.lstrip(" ")) for line in filled)
    is_wrapped = sum(len(line.strip()) <= _LONG_LINE for line in filled) * 2 > len(filled)
    by_blank_end = _ends_tell(filled)
    paragraphs: list[list[str]] = []
    fresh, was_row = True, False
    for line in lines:
        words = line.strip()
        if not words:
            fresh = True
            continue
        is_row = ("   " in words or "\t" in words) and bool(_ROW.search(words[:400]))
        begins = len(line) - len(line.lstrip(" ")) > margin + 1 and not is_row
        if fresh or begins or not is_wrapped or is_row != was_row or not paragraphs:
            paragraphs.append([words])
        else:
            paragraphs[-1] += ["\n" if is_row else " ", words]
        fresh, was_row = by_blank_end and line.endswith(" ") and not is_row, is_row
    return "\n\n".join("".join(pieces) for pieces in paragraphs)


def _ends_tell(lines: list[str]) -> bool:
    """Whether a blank at a line's end marks the end of a paragraph: some lines have one, each behind a sentence."""
    marked = [line for line in lines if line.endswith(" ")]
    ended = sum(line.rstrip()[-1] in ".!?\"')" for line in marked)
    return 0 < len(marked) * 2 <= len(lines) and ended * 10 >= len(marked) * 9
