"""The pages of an issue -> blocks of text by file and id, whether the pages lie in its METS or in ALTO files beside it.

A page is read once, when it is first asked for, and kept as the words of its blocks. What cannot be had (a page that is missing,
damaged, too much) is noted, so that the issue can say which text its articles lack. Which blocks were used is noted too:
what no article has of a page is left for the issue to account for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from indexer.formats.contract import Companions
from indexer.formats.print.alto_text import (
    Block,
    find_orders,
    order_blocks,
    read_block,
    tell_language,
)
from indexer.formats.xml_document import (
    Unreadable,
    attribute,
    children,
    find_all,
    local_name,
    read_documents,
)

MOST_PAGES = 2_000
MOST_BYTES = 256_000_000
"""Of the ALTO files of one issue; the words of all its pages are held until its last article."""

_SCHEME = re.compile(r"file:(?://localhost(?=/)|//)?", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:/")
_HOLDERS = ("Page", "PrintSpace", "TopMargin", "BottomMargin", "LeftMargin", "RightMargin", "ComposedBlock")
_LAST_PARTS = (3, 2, 1)
"""Of a path on its maker's disk so many last parts are looked for here."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where text stands: in a file, from one block to another; all of the file where no block is named."""

    file: str
    begin: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`blocks` in the order in which they are read; `places`: id -> which of them an element holds; `lines`: id -> in which of them a line is, and which of its lines."""

    blocks: tuple[Block, ...]
    places: dict[str, tuple[int, ...]]
    lines: dict[str, tuple[int, int]]
    language: str


@dataclass
class IssuePages:
    """`files`: the `<file>` elements by id. `faults`: why pages cannot be had -> where they should be. `used`: file -> places of blocks that were given out."""

    files: dict[str, etree._Element]
    companions: Companions | None
    faults: dict[str, list[str]] = field(default_factory=dict)
    used: dict[str, set[int]] = field(default_factory=dict)
    _pages: dict[str, Page | None] = field(default_factory=dict)
    _left: int = MOST_BYTES

    def find_blocks(self, areas: Sequence[Area]) -> list[Block]:
        """The blocks of areas in order; none of pages that cannot be had."""
        found: list[Block] = []
        for area in areas:
            page = self.page(area.file)
            if page is not None:
                found += self._take(page, area)
        return found

    def _take(self, page: Page, area: Area) -> list[Block]:
        used = self.used.setdefault(area.file, set())
        if area.begin in page.lines and area.begin not in page.places:
            place, number = page.lines[area.begin]
            used.add(place)
            return [Block(area.begin, page.blocks[place].lines[number : number + 1])]
        places = page.places.get(area.begin, ()) if area.begin else range(len(page.blocks))
        last = page.places.get(area.end, ()) if area.end != area.begin else ()
        if places and last and places[0] < last[-1]:
            places = range(places[0], last[-1] + 1)
        used.update(places)
        return [page.blocks[place] for place in places]

    def leftovers(self, file: str) -> list[Block]:
        """The blocks of a page that were not given out."""
        page, used = self.page(file), self.used.get(file, set())
        return [] if page is None else [block for place, block in enumerate(page.blocks) if place not in used]

    def is_page(self, file: str) -> bool:
        """Whether a file may be a page of text: what the METS says of it, else how it is called."""
        element = self.files.get(file)
        if element is None:
            return False
        kind = attribute(element, "MIMETYPE").lower()
        if find_all(element, "alto", "TextBlock"):
            return True
        return "xml" in kind or (
            not kind.startswith(("image/", "application/pdf"))
            and self.place_of(file).lower().endswith((".xml", ".alto"))
        )

    def place_of(self, file: str) -> str:
        """Where a file is, as the METS writes it."""
        element = self.files.get(file)
        return (
            next((attribute(place, "href") for place in children(element, "FLocat")), "")
            if element is not None
            else ""
        )

    def page(self, file: str) -> Page | None:
        """A page; None where there is none or it cannot be had, which is noted."""
        if file not in self._pages:
            self._pages[file] = self._read(file) if self.is_page(file) else None
        return self._pages[file]

    def languages(self) -> Counter[str]:
        """The languages of the pages read so far."""
        return Counter(page.language for page in self._pages.values() if page and page.language)

    def _read(self, file: str) -> Page | None:
        element = self.files[file]
        if find_all(element, "TextBlock", "ComposedBlock", "TextLine"):
            return read_page(element)
        place = self.place_of(file)
        if self.companions is None or not place:
            return None
        if len(self._pages) >= MOST_PAGES:
            return self._refuse(f"it is one of more than {MOST_PAGES:,}", place)
        data = self._read_companion(place, self.companions)
        if isinstance(data, str):
            return self._refuse(data, place)
        if len(data) > self._left:
            return self._refuse(f"with it there are more than {MOST_BYTES:,} bytes of pages", place)
        self._left -= len(data)
        return self._parse(data, place)

    def _read_companion(self, place: str, companions: Companions) -> bytes | str:
        found: bytes | str = "it is not a file beside this one"
        for name in relative_names(place):
            found = companions.read(name)
            if isinstance(found, bytes):
                break
        return found

    def _parse(self, data: bytes, place: str) -> Page | None:
        document = next(read_documents(BytesIO(data)), None)
        if document is None or isinstance(document, Unreadable):
            return self._refuse(document.reason if document else "it is empty", place)
        if local_name(document.root).lower() != "alto":
            return self._refuse("it is no ALTO file", place)
        if document.fault:
            self._refuse(f"it is damaged: {document.fault}", place)
        return read_page(document.root)

    def _refuse(self, reason: str, place: str) -> Page | None:
        self.faults.setdefault(reason, []).append(place)
        return None


def relative_names(place: str) -> list[str]:
    """Names by which a file that a METS points to may lie beside it, the likeliest first; none for one on the web."""
    path = _SCHEME.sub("", place, count=1).replace("\\", "/")
    if "://" in path:
        return []
    absolute = (path.startswith("/") and not path.startswith("/./")) or bool(_DRIVE.match(path))
    names = []
    for spelling in dict.fromkeys((unquote(path), path)):
        parts = [part for part in spelling.split("/") if part not in ("", ".")]
        names += ["/".join(parts[-count:]) for count in _LAST_PARTS] if absolute else ["/".join(parts)]
    return [name for name in dict.fromkeys(names) if name]


def read_page(root: etree._Element) -> Page:
    """The blocks of an ALTO tree."""
    orders = find_orders(root)
    elements = [block for page in find_all(root, "Page") or [root] for block in order_blocks(page, orders)]
    blocks = tuple(map(read_block, elements))
    places: dict[str, list[int]] = {}
    for place, (element, _) in enumerate(zip(elements, blocks, strict=True)):
        for holder in (
            element,
            *(above for above in element.iterancestors() if local_name(above) in _HOLDERS),
        ):
            if identifier := attribute(holder, "ID"):
                places.setdefault(identifier, []).append(place)
    lines = {
        name: (place, number)
        for place, block in enumerate(blocks)
        for number, name in enumerate(block.line_ids)
        if name
    }
    return Page(blocks, {name: tuple(found) for name, found in places.items()}, lines, tell_language(root))


def count_letters(blocks: Sequence[Block]) -> int:
    return sum(
        map(str.isalpha, "".join(word.text for block in blocks for line in block.lines for word in line))
    )
