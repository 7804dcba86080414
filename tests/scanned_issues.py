"""Issues of a newspaper as libraries keep them: a METS file that names articles, ALTO files of pages that hold their text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_METS = """<?xml version="1.0" encoding="UTF-8"?>
<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink" TYPE="Newspaper">
<mets:dmdSec ID="MODSMD_ISSUE1"><mets:mdWrap MDTYPE="MODS"><mets:xmlData><mods:mods><mods:titleInfo><mods:title>Tarn Gazette</mods:title></mods:titleInfo>
<mods:originInfo><mods:dateIssued encoding="iso8601">1911-04-03</mods:dateIssued></mods:originInfo>
<mods:part><mods:detail type="edition"><mods:number>Evening</mods:number></mods:detail></mods:part></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>
<mets:fileSec><mets:fileGrp ID="ALTOGRP">{files}</mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="Newspaper">{pages}</mets:div></mets:structMap>
<mets:structMap TYPE="LOGICAL"><mets:div TYPE="ISSUE" DMDID="MODSMD_ISSUE1">{articles}</mets:div></mets:structMap></mets:mets>
"""


def alto(*blocks: Sequence[str], page: int = 1) -> str:
    """A page; a block is its lines, and has the id `B1`, `B2` …"""
    text = "".join(
        f'<TextBlock ID="B{number}">{"".join(map(_line, lines))}</TextBlock>'
        for number, lines in enumerate(blocks, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout>'
        f'<Page ID="P{page}" PHYSICAL_IMG_NR="{page}"><PrintSpace>{text}</PrintSpace></Page></Layout></alto>\n'
    )


def _line(words: str) -> str:
    return f'<TextLine>{"<SP/>".join(f"""<String CONTENT="{word}"/>""" for word in words.split())}</TextLine>'


def mets(places: Sequence[str], articles: Sequence[tuple[str, Sequence[tuple[int, str]]]]) -> str:
    """An issue: where its page files are, and of each article the headline and its blocks as (page from 1, id). `AD` is an advertisement."""
    files = "".join(
        f'<mets:file ID="ALTO{number}" MIMETYPE="text/xml"><mets:FLocat LOCTYPE="URL" xlink:href="{place}"/></mets:file>'
        for number, place in enumerate(places, 1)
    )
    pages = "".join(
        f'<mets:div TYPE="PAGE" ORDER="{number}"><mets:fptr><mets:area FILEID="ALTO{number}" BEGIN="P{number}"/></mets:fptr></mets:div>'
        for number in range(1, len(places) + 1)
    )
    divisions = "".join(
        f'<mets:div TYPE="{"ADVERTISEMENT" if title == "AD" else "ARTICLE"}" ID="DIVL{number}" LABEL="{title}">{"".join(map(_area, blocks))}</mets:div>'
        for number, (title, blocks) in enumerate(articles, 1)
    )
    return _METS.format(files=files, pages=pages, articles=divisions)


def _area(block: tuple[int, str]) -> str:
    page, name = block
    return f'<mets:fptr><mets:area FILEID="ALTO{page}" BETYPE="IDREF" BEGIN="{name}"/></mets:fptr>'


BRIDGE = "The bridge at Tarn was closed on Sat-"
PAGES = (
    alto(("Tarn Gazette.",), ("The ferry is late.",), (BRIDGE,), page=1),
    alto(("urday by order.",), ("Buy soap.",), page=2),
)
ARTICLES = (
    ("Ferry late", [(1, "B2")]),
    ("Bridge closed", [(1, "B3"), (2, "B1")]),
    ("AD", [(2, "B2")]),
)
ISSUE = mets(("file://./alto/0001.xml", "file://./alto/0002.xml"), ARTICLES)
FILES = {"mets.xml": ISSUE, "alto/0001.xml": PAGES[0], "alto/0002.xml": PAGES[1]}


def write_issue(folder: Path) -> Path:
    """An issue of two pages and two articles, one of which goes on over both."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder
