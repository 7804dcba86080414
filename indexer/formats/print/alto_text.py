"""ALTO, the form in which libraries keep a page read by machine: blocks, lines, words -> running text.

Words that a line's end divides are joined: where the file gives the whole word it stands, else the hyphen goes, but before
a capital or a digit (`New-York`). Blocks come in the order in which they are read: as a list or the blocks themselves say
it, else as they stand in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from indexer.formats.xml_document import attribute, children, find_all, local_name
from indexer.markup import normal_paragraphs

HYPHENS = "-\u00ac\u00ad\u2010\u2e17\u2e40"
"""What stands at the end of a line for a divided word: also `¬`, `⸗` and the double oblique hyphen of old print."""

_REGIONS = ("TopMargin", "PrintSpace", "LeftMargin", "RightMargin", "BottomMargin")
_SOLID = (
    (0x3000, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFF9F),
    (0x0E00, 0x0E7F),
    (0x20000, 0x2FA1F),
)
"""Scripts that set no blank between words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, with what its line says of it. `part` is 1 or 2 where a line's end divides it; `whole` the undivided word."""

    text: str
    part: int = 0
    whole: str = ""
    is_divided: bool = False
    is_joined: bool = False
    """No blank stands before it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text: its id, its lines, and the ids of these."""

    id: str
    lines: tuple[tuple[Word, ...], ...]
    line_ids: tuple[str, ...] = ()


def find_orders(root: etree._Element) -> list[etree._Element]:
    """The reading orders that a file states for its pages."""
    return find_all(root, "ReadingOrder")


def order_blocks(page: etree._Element, orders: list[etree._Element]) -> list[etree._Element]:
    """The text blocks of a page as they are read: in its own order, else in one of the file's `orders`."""
    regions = [child for child in children(page) if local_name(child) in _REGIONS]
    regions.sort(key=lambda region: _REGIONS.index(local_name(region)))
    blocks = [block for region in regions or [page] for block in find_all(region, "TextBlock")]
    by_id = {attribute(block, "ID"): block for block in blocks if attribute(block, "ID")}
    listed = [
        block
        for reading in find_orders(page) or orders
        for reference in find_all(reading, "ElementRef")
        if (block := by_id.get(attribute(reference, "REF"))) is not None
    ]
    ordered: dict[etree._Element, None] = dict.fromkeys(listed)
    for block in blocks:
        following: etree._Element | None = block
        while following is not None and following not in ordered:
            ordered[following] = None
            following = by_id.get(attribute(following, "IDNEXT"))
    return list(ordered)


def read_block(element: etree._Element) -> Block:
    """The words of a block, line by line."""
    lines = [(attribute(line, "ID"), tuple(_read_line(line))) for line in _own_lines(element)]
    filled = [(name, words) for name, words in lines if words]
    return Block(
        attribute(element, "ID"), tuple(words for _, words in filled), tuple(name for name, _ in filled)
    )


def _own_lines(block: etree._Element) -> list[etree._Element]:
    """The lines of a block, without those of a text block in a text block, which is read by itself."""
    if local_name(block) != "TextBlock":
        return find_all(block, "TextLine")
    lines: list[etree._Element] = []
    waiting = children(block)[::-1]
    while waiting:
        element = waiting.pop()
        if local_name(element) == "TextLine":
            lines.append(element)
        elif local_name(element) != "TextBlock":
            waiting += children(element)[::-1]
    return lines


def _read_line(line: etree._Element) -> Iterator[Word]:
    parts = children(line, "String", "SP", "HYP")
    has_blanks = any(local_name(part) == "SP" for part in parts)
    held: Word | None = None
    blank = True
    for part in parts:
        name = local_name(part)
        if name == "String":
            if held:
                yield held
            held = _read_word(part, is_joined=has_blanks and not blank)
            blank = False
        elif name == "SP":
            blank = True
        elif held:
            held = Word(held.text.rstrip(HYPHENS), held.part, held.whole, True, held.is_joined)
    if held:
        yield held


def _read_word(string: etree._Element, is_joined: bool) -> Word:
    kind = attribute(string, "SUBS_TYPE").lower()
    part = 1 if kind == "hyppart1" else 2 if kind == "hyppart2" else 0
    return Word(attribute(string, "CONTENT"), part, attribute(string, "SUBS_CONTENT"), part == 1, is_joined)


def flow_blocks(blocks: Iterable[Block], *, of_one_story: bool = False) -> str:
    """The text of blocks, each a paragraph; a word divided between two of them stands whole in the first.

    Of one story, a block behind a divided word goes on with its paragraph: it is the next column or page.
    """
    paragraphs: list[list[str]] = []
    pending: Word | None = None
    for block in blocks:
        pieces: list[str] = []
        if of_one_story and pending is not None and paragraphs:
            pieces = paragraphs.pop()
        for line in block.lines:
            pending = _flow_line(line, pieces or (paragraphs[-1] if paragraphs else pieces), pieces, pending)
        if pending is not None and not pending.whole and not of_one_story:
            # the next block may be of another story
            pieces.append("-")
            pending = None
        if pieces:
            paragraphs.append(pieces)
    if pending is not None and not pending.whole and of_one_story and paragraphs:
        paragraphs[-1].append("-")
    return normal_paragraphs("\n\n".join("".join(pieces).strip() for pieces in paragraphs))


def _flow_line(
    line: tuple[Word, ...], before: list[str], pieces: list[str], pending: Word | None
) -> Word | None:
    """Adds a line's words to `pieces`; gives the one that its end divides. `pending`, divided by the last line's end, stands at the end of `before`."""
    for place, word in enumerate(line):
        if pending is not None:
            rest = _complete(pending, word)
            pending = None
            if rest is not None:
                before.append(rest)
                continue
        text, is_divided = _begin(word, is_last=place == len(line) - 1)
        pieces += _blank(pieces, word, text), text
        pending = word if is_divided else None
    return pending


def _begin(word: Word, is_last: bool) -> tuple[str, bool]:
    """How a word is written where it stands, and whether its end is still to come."""
    if word.part == 1 and word.whole and is_last:
        lead = word.text[: len(word.text) - len(word.text.lstrip("\"'([«„“‘"))]
        return (word.whole if word.whole.startswith(lead) else lead + word.whole), True
    if is_last and (
        word.is_divided or (len(word.text) > 1 and word.text[-1] in HYPHENS and word.text[-2].isalpha())
    ):
        return word.text.rstrip(HYPHENS), True
    return word.text, False


def _complete(pending: Word, word: Word) -> str | None:
    """What the first word of the next line adds to the divided one; None where it is another word."""
    if pending.part == 1 and pending.whole:
        if word.part != 2 and not (word.text and pending.whole.endswith(word.text.rstrip(".,;:!?\"'”’)"))):
            return None
        tail = word.text[len(word.text.rstrip(".,;:!?\"'”’)]")) :]
        return "" if pending.whole.endswith(tail) else tail
    if word.text[:1].isupper() or word.text[:1].isdigit():
        return f"-{word.text}"
    return word.text


def _blank(pieces: list[str], word: Word, text: str) -> str:
    before = next((piece for piece in reversed(pieces) if piece), "")
    if not before or word.is_joined or (before and text and _is_solid(before[-1]) and _is_solid(text[0])):
        return ""
    return " "


def _is_solid(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _SOLID)


def tell_language(root: etree._Element) -> str:
    """The language that most blocks say they are in, as the file writes it; empty where none does."""
    said = Counter(
        language
        for block in find_all(root, "Page", "ComposedBlock", "TextBlock")
        if (language := attribute(block, "LANG") or attribute(block, "language") or attribute(block, "lang"))
    )
    return said.most_common(1)[0][0] if said else ""


def mean_confidence(page: etree._Element) -> float | None:
    """How sure the machine was of the page's words, 0 to 1; None where it does not say."""
    stated = [attribute(word, "WC") for word in find_all(page, "String")]
    values = [float(value[:8]) for value in stated if value[:8].replace(".", "", 1).isdecimal()]
    return round(sum(values) / len(values), 2) if values else None
