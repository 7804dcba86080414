"""PDF files that hold text: a document of some pages is one article, a longer one an article a page.

`pdf_pages` reads the lines; here they become paragraphs, and these are read as a scraped text is (`plain_text`). What a PDF
says of itself is taken with care: its title only where the first page prints it too or nothing there stands out, its
author and the days of its making never for the article's (they are the machine's on which it was made; they stand
in `extra`). A day of publication that a publisher states in PRISM's fields counts. Pages that are pictures have no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, PublicationDate, Reject, Undated
from indexer.dates import DateContext, date_from_file_name, read_date
from indexer.formats.print.pdf_exports import read_pdf_export
from indexer.formats.print.pdf_pages import DocumentFacts, Line, PdfError, PdfFile
from indexer.formats.print.pdf_paragraphs import find_running_heads, flow_lines, line_words, without_heads
from indexer.formats.records.record_values import read_language
from indexer.formats.text import plain_text
from indexer.identity import article_id
from indexer.message import say
from indexer.settings import ReadingOptions

NAME = "pdf"
DESCRIPTION = "PDF files with text (needs `morgue[pdf]`)"
SUFFIXES = (".pdf",)

MOST_BYTES = 64_000_000
PAGES_OF_ONE = 20
"""A document of more pages is an issue or a book: each page is an article."""
MOST_PAGES = 5_000
LEAST_LETTERS = 20
HEAD_PARAGRAPHS = 6
"""So many paragraphs may stand above a headline."""

_JUNK_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\s*-\s*)?(?:untitled.{0,20}|document ?\d*|layout ?\d*|slide ?\d*|page ?\d*|print|scan.{0,30}|[\w .()-]{0,100}\.(?:docx?|pdf|indd|qxp|qxd|tiff?|jpe?g|rtf|txt|pages|html?|xlsx?|pptx?)|\W*|[\d\W]+)",
    re.IGNORECASE,
)
_MADE_BY = re.compile(r"microsoft (?:word|powerpoint|excel)\s*-\s*", re.IGNORECASE)
_GLYPH = re.compile(r"/[A-Za-z]{1,8}\d{1,5}\b|\(cid:\d{1,5}\)")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?")
_FIELDS = {
    "author": "document_author",
    "subject": "subject",
    "keywords": "keywords",
    "producer": "producer",
    "creator": "made_with",
}


def sniff(head: bytes, name: str) -> bool:
    return b"%PDF-" in head[:1_024] and head.lstrip()[:1] != b"<"


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The article, or one a page of a long document; see `Format.parse`."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield Reject(origin=origin, reason=f"a PDF of more than {MOST_BYTES:,} bytes")
        return
    try:
        file = PdfFile(BytesIO(data))
        facts = file.read_facts()
        export = read_pdf_export(file, origin, options)
    except PdfError as error:
        yield Reject(origin=origin, reason=str(error))
        return
    if export is not None:
        yield from export
    elif file.pages <= PAGES_OF_ONE:
        yield _read_whole(file, facts, origin, options)
    else:
        yield from _read_by_page(file, facts, origin, options)


def _read_whole(file: PdfFile, facts: DocumentFacts, origin: Origin, options: ReadingOptions) -> Outcome:
    try:
        pages = [file.read_page(number) for number in range(file.pages)]
    except PdfError as error:
        return Reject(origin=origin, reason=str(error))
    heads = find_running_heads(pages)
    body = flow_lines([line for page in pages for line in without_heads(page, heads)])
    if fault := _find_fault(body):
        return _refuse(fault, origin)
    headline = find_headline(pages[0])
    title = _choose_title(facts, body, headline)
    above, body = _cut_above(title, body)
    text = f"{title}\n\n{body}" if title else body
    outcome = next(plain_text.parse(BytesIO(text.encode("utf-8", "replace")), origin, options))
    if not isinstance(outcome, Article):
        return outcome
    extra = _gather_extra(facts, outcome.title, file.pages, heads)
    published = _read_press_date(facts, options) or outcome.published
    return replace(
        outcome,
        title=title or outcome.title,
        source=outcome.source or facts.press.get("publicationName"),
        section=outcome.section or facts.press.get("section"),
        language=outcome.language or read_language(facts.language),
        published=published,
        undated=None if published else outcome.undated,
        extra={**outcome.extra, **extra, **({"above_headline": above} if above else {})},
        format=NAME,
    )


def _cut_above(title: str | None, body: str) -> tuple[str, str]:
    """What stands above the headline (the paper's name, a section), and the text from the headline on."""
    paragraphs = body.split("\n\n")
    for number, paragraph in enumerate(paragraphs[:HEAD_PARAGRAPHS] if title else ()):
        if _key(paragraph) == _key(title or ""):
            return "\n".join(paragraphs[:number]), "\n\n".join(paragraphs[number:])
    return "", body


def _read_by_page(
    file: PdfFile, facts: DocumentFacts, origin: Origin, options: ReadingOptions
) -> Iterator[Outcome]:
    """An article a page: its date is that of the document, its title the document's."""
    if file.pages > MOST_PAGES:
        yield Reject(
            origin=origin,
            reason=f"a PDF of {file.pages:,} pages; those behind page {MOST_PAGES:,} are not read",
        )
    context = DateContext(timezone=options.timezone, date_order=options.date_order)
    name = (origin.member or origin.path).rsplit("/", 1)[-1]
    published = _read_press_date(facts, options) or date_from_file_name(name, context)
    title = _stated_title(facts)
    extra = _gather_extra(facts, title, file.pages, ())
    empty = 0
    for number in range(min(file.pages, MOST_PAGES)):
        place = replace(origin, record=number + 1)
        try:
            body = flow_lines(file.read_page(number))
        except PdfError as error:
            yield Reject(origin=place, reason=str(error))
            continue
        fault = _find_fault(body)
        if fault and fault.is_empty:
            empty += 1
        elif fault:
            yield Reject(origin=place, reason=f"page {number + 1}: {fault.reason}")
        else:
            yield Article(
                id=article_id(place),
                title=title,
                source=facts.press.get("publicationName"),
                language=read_language(facts.language),
                body=body,
                published=published,
                undated=None
                if published
                else Undated(reason=say("neither the document nor the file's name states a day")),
                extra={"page": str(number + 1), **extra},
                path=origin.path,
                member=origin.member,
                format=NAME,
            )
    if empty:
        yield NotArticle(
            path=origin.path, member=origin.member, reason=f"pages without text: {empty:,} of {file.pages:,}"
        )


# Text


class _Fault:
    """Why a text is none, and whether it is that there is hardly any."""

    def __init__(self, reason: str, is_empty: bool) -> None:
        self.reason = reason
        self.is_empty = is_empty


def _find_fault(text: str) -> _Fault | None:
    letters = sum(map(str.isalpha, text[:20_000]))
    seen = sum(not char.isspace() for char in text[:20_000])
    glyphs = sum(len(match[0]) for match in _GLYPH.finditer(text[:20_000]))
    if letters < LEAST_LETTERS:
        return _Fault("a PDF without text; its pages are pictures, or empty", True)
    if glyphs * 3 > seen or letters * 5 < seen * 2:
        return _Fault("its fonts do not say which letters they show, so its text cannot be read", False)
    return None


def _refuse(fault: _Fault, origin: Origin) -> Outcome:
    if fault.is_empty:
        return NotArticle(path=origin.path, member=origin.member, reason=fault.reason)
    return Reject(origin=origin, reason=f"a PDF; {fault.reason}")


def find_headline(page: Sequence[Line]) -> str | None:
    """What is set in the largest type on a page, where that is clearly larger than the text's."""
    sized = [line for line in page if line.size and line.text.strip()]
    letters: Counter[float] = Counter()
    for line in sized:
        letters[line.size] += len(line.text)
    if len(letters) < 2:
        return None
    usual = letters.most_common(1)[0][0]
    largest = max(letters)
    if largest < 1.3 * usual:
        return None
    start = next(place for place, line in enumerate(sized) if line.size == largest)
    words: list[str] = []
    for line in sized[start:]:
        if line.size != largest:
            break
        words.append(line_words(line))
    headline = " ".join(words)
    return headline if LEAST_LETTERS // 2 <= len(headline) <= 200 else None


# What the document says of itself


def _stated_title(facts: DocumentFacts) -> str | None:
    title = _MADE_BY.sub("", facts.stated.get("title", ""), count=1).strip()
    return None if _JUNK_TITLE.fullmatch(title[:300]) or len(title) > 300 else title


def _choose_title(facts: DocumentFacts, body: str, headline: str | None) -> str | None:
    """The stated title where the text begins with it, else the line in large type, else the stated one."""
    stated = _stated_title(facts)
    if stated and _key(stated) in _key(body[:3_000]):
        return stated
    return headline or stated


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _read_press_date(facts: DocumentFacts, options: ReadingOptions) -> PublicationDate | None:
    context = DateContext(timezone=options.timezone, date_order=options.date_order)
    for name in ("publicationDate", "coverDate"):
        found = read_date(facts.press[name], context) if name in facts.press else None
        if isinstance(found, PublicationDate):
            return found
    return None


def _gather_extra(
    facts: DocumentFacts, title: str | None, pages: int, heads: Sequence[str]
) -> dict[str, Any]:
    stated = facts.stated
    extra: dict[str, Any] = {ours: stated.get(theirs) for theirs, ours in _FIELDS.items()}
    extra |= {"document_title": stated.get("title") if stated.get("title") != title else None}
    extra |= {
        f"document_{name}": _read_moment(stated.get(theirs, ""))
        for name, theirs in (("created", "creationdate"), ("modified", "moddate"))
    }
    heads = [head.replace("#", "").strip() for head in heads if any(map(str.isalpha, head))]
    extra |= {
        "pages": pages if pages > 1 else None,
        "running_heads": heads,
        "page": facts.press.get("startingPage"),
    }
    return {name: value for name, value in extra.items() if value}


def _read_moment(text: str) -> str | None:
    """A PDF's own form of a moment, `D:20200215083000`, as a day and a time."""
    match = _DATE.match(text)
    if not match:
        return text[:50] or None
    day = "-".join(filter(None, match.groups()[:3]))
    clock = ":".join(filter(None, match.groups()[3:]))
    return f"{day} {clock}".strip()
