"""Factiva's XML (`ppsarticle`) -> articles. Read as a stream; what it refers to is mended first, and nothing is fetched from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from lxml import etree

from indexer.article import Origin, Outcome, Reject
from indexer.formats.databases.export_draft import Draft, finish_article
from indexer.formats.databases.export_languages import read_language_name
from indexer.formats.databases.factiva_documents import NAME, note_accession
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.xml_document import mend

_MARK = re.compile(
    rb"<(?:\w{1,20}:)?(?:PPSResponse|ppsArticle\w{0,20}|ppsarticle\w{0,20})\b|global\.factiva\.com/"
)
_NAMES = {
    "accessionno": "accession_number", "sourcecode": "source_code", "copyright": "copyright", "wordcount": "length",
    "pages": "page", "page": "page", "edition": "edition", "volume": "volume", "publishername": "publisher", "credit": "credit",
    "columnname": "column", "notes": "notes", "contact": "contact", "corrections": "correction", "publishergroupname": "publisher_group",
    "reference": "reference", "attribcode": "attribution_code",
}  # fmt: skip
_INDEX = {"region": "regions", "company": "companies", "industry": "industries", "person": "people", "newssubject": "subjects", "descfield": "information_provider_codes"}  # fmt: skip
_BODY = ("leadparagraph", "tailparagraphs")


def is_factiva_xml(head: bytes) -> bool:
    """Whether a file is a document of this kind."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _MARK.search(head[:8_192]) is not None


def read_xml(text: str, origin: Origin, dates: RecordDates) -> Iterator[Outcome]:
    """The articles in order; a document that breaks off gives a Reject behind the whole ones."""
    source = mend(text).encode("utf-8", "replace")
    number = 0
    try:
        for _, element in etree.iterparse(
            BytesIO(source), events=("end",), resolve_entities=False, no_network=True, huge_tree=False
        ):
            if _local(element) == "article":
                number += 1
                yield _read_article(element, replace(origin, record=number), dates)
                element.clear(keep_tail=False)
    except etree.XMLSyntaxError as error:
        yield Reject(origin=replace(origin, record=number + 1, line=error.lineno), reason=f"no well-formed XML from here on: {error.msg}")  # fmt: skip


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _line(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _read_article(article: etree._Element, origin: Origin, dates: RecordDates) -> Outcome:
    draft = Draft()
    for child in article:
        _read_child(_local(child), child, draft)
    return finish_article(draft, origin, dates, NAME)


def _read_child(name: str, child: etree._Element, draft: Draft) -> None:
    text = _line(child)
    match name:
        case "accessionno" if text:
            note_accession(draft, text)
        case "headline":
            draft.title = text
        case "byline":
            draft.byline = text
        case "sourcename":
            draft.source = text
        case "sectionname" | "section":
            draft.section = text
        case "baselanguage":
            draft.language = read_language_name(text)
            draft.note("language_printed", text)
        case "publicationdate":
            draft.date = text
        case "publicationtime":
            draft.time = text
        case "modificationdate":
            draft.updated = text
        case "artwork" | "caption":
            draft.captions.append(text)
        case _ if name in _BODY:
            draft.body += _read_paragraphs(child)
        case _ if name in _INDEX:
            _read_term(name, child, text, draft)
        case _:
            draft.note(_NAMES.get(name, name), text)


def _read_paragraphs(element: etree._Element) -> list[str]:
    found = [_line(child) for child in element.iter() if _local(child) == "paragraph"]
    return found or [_line(element)]


def _read_term(name: str, child: etree._Element, text: str, draft: Draft) -> None:
    code = child.get("code") or ""
    if name == "newssubject" and text:
        draft.tags.append(text)
    draft.note(_INDEX[name], f"{code} : {text}" if code and text else code or text)
