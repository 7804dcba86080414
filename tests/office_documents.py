"""Word documents and workbooks for tests, as small as their programs would accept: `python tests/office_documents.py` writes the golden ones anew."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAY = (2020, 1, 1, 0, 0, 0)
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a Word document; its runs are divided as programs divide them, at a highlighted word."""

    text: str
    bookmark: str | None = None
    link: str | None = None
    style: str | None = None
    ends_section: bool = False


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of these parts, the same bytes every time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, DAY), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def make_docx(lines: Sequence[Line | str], *, main: str = "word/document.xml") -> bytes:
    """A Word document of these paragraphs."""
    found = [Line(line) if isinstance(line, str) else line for line in lines]
    links = [line.link for line in found if line.link]
    body = "".join(_paragraph(line, number, links) for number, line in enumerate(found))
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/hyperlink" Target={quoteattr(link)} TargetMode="External"/>'
        for number, link in enumerate(links)
    )
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" xmlns:r="{LINKS}"><w:body>{body}</w:body></w:document>'
    return pack(
        {
            "[Content_Types].xml": TYPES,
            main: document.encode(),
            main.replace("word/", "word/_rels/")
            + ".rels": f"<Relationships>{relations}</Relationships>".encode(),
        }
    )


def _paragraph(line: Line, number: int, links: Sequence[str]) -> str:
    properties = f"<w:pStyle w:val={quoteattr(line.style)}/>" if line.style else ""
    properties += "<w:sectPr/>" if line.ends_section else ""
    mark = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(line.bookmark)}/><w:bookmarkEnd w:id="{number}"/>' if line.bookmark else ""  # fmt: skip
    runs = "".join(_run(part) for part in _halves(line.text))
    if line.link:
        runs = f'<w:hyperlink r:id="rId{links.index(line.link)}">{runs}</w:hyperlink>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{mark}{runs}</w:p>"


def _halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


def _run(text: str) -> str:
    content = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def make_xlsx(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of these sheets, days and moments as numbers with a format."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lexis_article(number: int, head: Sequence[str], body: Sequence[str], tail: Sequence[str], link: str | None = None) -> list[Line]:  # fmt: skip
    """An article as Lexis+ sets it: bookmark, headline with its link, source and day, labels, text, classification."""
    title, *others = head
    return [
        Line(title, bookmark=f"Bookmark_{number}", link=link, style="Heading1"),
        *map(Line, others),
        Line("Body", bookmark=f"Body_{number}"),
        *map(Line, body),
        Line("Classification", bookmark=f"Classification_{number}"),
        *map(Line, tail),
        Line("\nEnd of Document", ends_section=True),
    ]


COVER = (
    "User Name: ANNA BERG",
    "Date and Time: Monday, March 6, 2023 9:12:00 AM CET",
    "Job Number: 190234567",
    "Documents (2)",
    "1. Ferry runs aground off Gull Point",
    "Client/Matter: -None-",
    "Search Terms: ferry AND aground",
    "Search Type: Terms and Connectors",
    "Narrowed by:",
    "2. Letters: The ferry timetable",
    "Client/Matter: -None-",
)
ITEM = "https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:6ABC-DEF1-GHJ2-K3LM-00000-00&context="
FERRY = lexis_article(
    1,
    (
        "Ferry runs aground off Gull Point",
        "The Harrow Bay Courier - Final Edition",
        "March 4, 2022 Friday 10:36 EST",
        "\nCopyright 2022 Harrow Bay Newspapers All Rights Reserved",
        "Section: NEWS; Pg. 7",
        "Length: 412 words",
        "Byline: Marian Teale, harrowbaycourier.example",
        "Highlight: Sixty passengers spent the night on board.",
    ),
    (
        "The ferry Seabird ran aground in thick fog on Thursday night, a mile off Gull Point light.",
        "Subject: to the tide, she should float by noon, the harbour master said.",
        "https://harrowbaycourier.example/2022/03/04/ferry-aground",
    ),
    (
        "\nLanguage: ENGLISH",
        "\nPublication-Type: Newspaper",
        "\nJournal Code: HBC",
        "\nSubject: FERRIES (93%); ACCIDENTS (88%)",
        "\nGeographic: HARROW BAY (79%)",
        "\nLoad-Date: November 9, 2024",
    ),
    ITEM,
)
LETTER = lexis_article(
    2,
    (
        "Letters: The ferry timetable",
        "The Harrow Bay Courier",
        "March 8, 2022",
        "\nCopyright 2022 Harrow Bay Newspapers",
        "Length: 120 words",
    ),
    (
        "ABSTRACT",
        "A reader asks for a later boat.",
        "FULL TEXT",
        "Sir, the last boat leaves before the last train comes in.",
    ),
    ("\nLanguage: ENGLISH", "\nLoad-Date: March 8, 2022"),
)
UNMARKED = [Line(line.text, style=line.style) for line in FERRY]
"""As a word processor saves it again: without bookmarks and links."""

GOLDEN: Mapping[str, bytes] = {
    "docx/lexis-cover-and-contents.docx": make_docx([*COVER, Line("", ends_section=True), *FERRY, *LETTER]),
    "docx/lexis-saved-again-without-bookmarks.docx": make_docx([*COVER, *UNMARKED]),
    "docx/lexis-lines-behind-the-day.docx": make_docx(
        [
            *lexis_article(
                1,
                (
                    "Harbour to be dredged",
                    "The Harrow Bay Courier",
                    "(Waterfront)",
                    "March 9, 2022 Wednesday, Late Edition - Final",
                    "\n Correction Appended",
                    "Sound Press Service",
                    "\nCopyright 2022 Harrow Bay Newspapers",
                    "Length: 80 words",
                ),
                ("The harbour will be dredged in May.",),
                ("Correction", "An article yesterday misstated the month.", "Correction-Date: March 10, 2022", "\nLoad-Date: March 10, 2022"),
            ),
            *lexis_article(
                2,
                ("No Headline In Original", "The Harrow Bay Courier", "", "Length: 8 words"),
                ("Tides are printed on page two.",),
                ("\nLoad-Date: March 11, 2022",),
            ),
        ]
    ),
    "docx/lexis-list-of-documents-alone.docx": make_docx(COVER),
    "docx/nexis-old-layout.docx": make_docx(
        (
            "1 of 1 DOCUMENT",
            "Hafenbote",
            "27. Februar 2012 Montag",
            "Werft baut zwei Fähren",
            "AUTOR: Jens Petersen",
            "RUBRIK: WIRTSCHAFT; S. 9",
            "LÄNGE: 210 Wörter",
            "Die Werft hat einen Auftrag über zwei Fähren erhalten.",
            "UPDATE: 3. März 2013",
            "SPRACHE: GERMAN; DEUTSCH",
            "Copyright 2012 Hafenbote Verlag",
        )
    ),
    "docx/a-text-of-its-own.docx": make_docx(
        (
            "Tide mill to grind again",
            "By Daniel Okafor",
            "June 18, 2022",
            "The tide mill at Sill will grind flour again in autumn, its new owners said on Saturday.",
            "The wheel was last turned by the tide in 1931.",
        ),
        main="word/document2.xml",
    ),
    "xlsx/title-above-header-and-real-dates.xlsx": make_xlsx(
        [
            ["Archive of the Sill Valley Observer"],
            [],
            ["Headline", "Published", "Author", "Text", "Page"],
            ["Sheep on the line", datetime(2021, 5, 3, 7, 45), "Ada Brand", "Trains waited for an hour.", 4],
            ["Bridge painted", date(2021, 5, 4), None, "It is green now.", 12.0, "a note without a heading"],
        ]
    ),
    "xlsx/notes-on-the-first-sheet.xlsx": make_xlsx(
        [["Exported by the library"], ["for Ms Brand"]],
        [["title", "body", "date"], ["Late snow", "It fell in May.", "2021-05-06"]],
    ),
    "xlsx/days-as-bare-numbers.xlsx": make_xlsx(
        [
            ["見出し", "発行日", "本文", "新聞名", "頁"],
            ["橋が開通", 44260, "港町で新しい橋が開通した。", "みなと新聞", 44260],
            ["船が来た", 44260.75, "大きな船が港に来た。", "みなと新聞", 3],
            ["古い話", 1931, "むかしの話である。", "みなと新聞", 5],
        ]
    ),
}  # fmt: skip

if __name__ == "__main__":
    for name, data in GOLDEN.items():
        (DATA / name).parent.mkdir(exist_ok=True)
        if not (DATA / name).exists() or name.endswith(
            ".docx"
        ):  # a workbook holds the time at which it was written
            (DATA / name).write_bytes(data)
