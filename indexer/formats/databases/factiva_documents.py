"""Paragraphs of a Factiva export -> articles, whatever file they came in.

Each article ends with its accession number (`Document IINM000020171113edbd0000d`), whose first letters are the
source's code and which names the article for good. In the form with codes (`HD`, `BY`, `WC` …) each value says what
it is; in the plain form their order does: section, headline, author, length, day, time, source, its code, edition,
page, language, copyright. Headings follow the language of whoever searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.article import Origin, Outcome
from indexer.formats.databases.export_draft import Draft, finish_article, split_date, starts_as_byline
from indexer.formats.databases.export_languages import read_language_name
from indexer.formats.databases.export_paragraphs import Paragraph, join_wrapped
from indexer.formats.records.record_dates import RecordDates

NAME = "factiva"

ACCESSION = re.compile(r"[A-Z][A-Z0-9]{2,11}(?:19|20)\d{6}[0-9a-z]{7,11}")
_CODES = frozenset(
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN ART CLM CX DLN RST PE AU NT TI".split()
)  # fmt: skip
_CODED = re.compile(r"\s*\|?([A-Z]{2,3})(?:[ \t\xa0]*[|\t][ \t\xa0]*| {2,}|\s*$)(.*)", re.DOTALL)
_NAMES = {
    "CR": "credit", "WC": "length", "SC": "source_code", "ED": "edition", "PG": "page", "VOL": "volume", "CY": "copyright",
    "CT": "contact", "RF": "notes", "CO": "companies", "IN": "industries", "NS": "subjects", "RE": "regions", "IPC": "information_provider_codes",
    "IPD": "information_provider_descriptors", "PUB": "publisher", "CLM": "column", "CX": "correction", "RST": "restrictions", "PE": "people", "NT": "notes",
}  # fmt: skip
_LENGTH = re.compile(r"[\d.,' \xa0\u202f]{1,12}\s?[^\W\d_]{1,12}\.?")
_CONTENTS_PAGE = re.compile(r"[\s.…]{2,200}\d{1,4}$|\t\d{1,4}$")
_MOST_BEFORE = 2_000
_SHORTEST_TITLE = 3
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?[A-Z]{2,4})?")
_COPYRIGHT = re.compile(r"(?:copyright|\(c\)|©|all rights|alle rechte|tous droits)", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:[A-Z]{0,5}[ -]?\d{1,5}[A-Za-z]?|[ivxlc]{1,5})(?:\s?[,;/–-]\s?(?:[A-Z]{0,5}\d{1,5}[A-Za-z]?))*"
)
_TERM = re.compile(r"[a-z0-9]{2,12}\s*:\s*")
_NAME_LIKE = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|and|und|et|y|e|&|,|von|van|de|der|di|la|le)(?:,?\s+(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|and|und|et|y|e|&|von|van|de|der|di|la|le)){1,5}"
)
_META_LINES = 9
_META_LONG = 250


def find_accession(text: str) -> str | None:
    """The accession number that ends an article (`Document …`, `Dokument …`, `文件 …`); None for any other line."""
    words = text.replace("|", " ").split()
    if not 1 <= len(words) <= 4 or len(text) > 80:
        return None
    return words[-1] if ACCESSION.fullmatch(words[-1]) and (len(words) > 1 or len(words[-1]) >= 20) else None


def tells_factiva(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether there is an article's end as only these exports have it."""
    return any(find_accession(found.text) for found in paragraphs)


def read_documents(paragraphs: Iterable[Paragraph], origin: Origin, dates: RecordDates) -> Iterator[Outcome]:
    """The articles in order, each with its number."""
    for number, (document, accession) in enumerate(split_documents(paragraphs), start=1):
        yield read_document(document, accession, replace(origin, record=number), dates)


def split_documents(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[list[Paragraph], str]]:
    """The paragraphs of each article, with its accession number. What follows the last one (the search, the provider's notes) is left out, and so is a table of contents."""
    document: list[Paragraph] = []
    for paragraph in without_contents(list(paragraphs)):
        if paragraph.starts:
            document = []
        if accession := find_accession(paragraph.text):
            if document:
                yield document, accession
            document = []
        else:
            document.append(paragraph)


def without_contents(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Without a cover and a table of contents before the first article: its headline stands there once more, with or without its page."""
    texts = [_CONTENTS_PAGE.sub("", found.text).strip() for found in paragraphs]
    ends = (place for place, text in enumerate(texts[:_MOST_BEFORE]) if place and _LENGTH.fullmatch(text))
    length = next(ends, 0)
    first: dict[str, int] = {}
    title = 0
    for place, text in enumerate(texts[:length]):
        if text in first and len(text) > _SHORTEST_TITLE:
            title = place
        first.setdefault(text, place)
    if not title or any(found.starts for found in paragraphs[:title]):
        return paragraphs
    later = set(texts[title:])
    listed = [place for place in range(title) if texts[place] in later and len(texts[place]) > 1]
    numbered = [place for place in listed if texts[place] != paragraphs[place].text.strip()]
    return paragraphs[(numbered or listed)[-1] + 1 :]


def read_document(
    document: Sequence[Paragraph], accession: str, origin: Origin, dates: RecordDates
) -> Outcome:
    """One article, less its last line."""
    draft = Draft()
    values = _read_codes(document)
    if values:
        _read_coded(values, draft)
    else:
        _read_plain(document, accession, draft, dates)
    note_accession(draft, accession)
    return finish_article(draft, origin, dates, NAME)


def note_accession(draft: Draft, accession: str) -> None:
    """An article's name in the database, which is the same wherever it was saved."""
    draft.own = f"urn:factiva:{accession}"
    draft.note("accession_number", accession)


# The form with codes


def _read_codes(document: Sequence[Paragraph]) -> list[tuple[str, list[Paragraph]]]:
    """The values with their codes; none where the document has the other form."""
    values: list[tuple[str, list[Paragraph]]] = []
    for paragraph in document:
        found = _CODED.fullmatch(paragraph.text)
        text = (found.group(2) if found and found.group(1) in _CODES else paragraph.text).strip(" |\t")
        if found and found.group(1) in _CODES:
            values.append((found.group(1), []))
        if values and text:
            values[-1][1].append(replace(paragraph, text=text))
    codes = {code for code, _ in values}
    return values if {"HD", "SN"} <= codes or {"HD", "PD"} <= codes or {"LP", "PD"} <= codes else []


def _read_coded(values: Sequence[tuple[str, list[Paragraph]]], draft: Draft) -> None:
    for code, paragraphs in values:
        _read_value(code, join_wrapped(paragraphs), draft)


def _read_value(code: str, texts: Sequence[str], draft: Draft) -> None:
    text = " ".join(texts)
    match code:
        case "HD" | "TI":
            draft.title = draft.title or text
        case "BY" | "AU":
            draft.byline = draft.byline or text
        case "SE":
            draft.section = text
        case "PD":
            draft.date = text
        case "ET":
            draft.time = text
            draft.note("time_printed", text)
        case "SN":
            draft.source = text
        case "LA":
            draft.language = read_language_name(text)
            draft.note("language_printed", text)
        case "DLN":
            draft.dateline = text
        case "LP" | "TD":
            draft.body += texts
        case "ART":
            draft.captions += texts
        case "AN":
            pass
        case _:
            if code == "NS":
                draft.tags += [_TERM.sub("", term, count=1) for term in re.split(r"\s\|\s|\|", text)]
            draft.note(_NAMES.get(code, code.lower()), text)


# The plain form


def _read_plain(document: Sequence[Paragraph], accession: str, draft: Draft, dates: RecordDates) -> None:
    lines = list(document)
    day = _find_day(lines, dates)
    if day is None:
        _read_unordered(lines, draft)
        return
    place, draft.date = day
    before = lines[:place]
    if before and _LENGTH.fullmatch(before[-1].text):
        draft.note("length", before.pop().text)
    _read_heading(before, draft)
    place = _read_imprint(lines, place + 1, accession, draft)
    _read_text(lines[place:], draft)


def _find_day(lines: Sequence[Paragraph], dates: RecordDates) -> tuple[int, str] | None:
    """The line with the day: behind the length, else the first that is nothing but a day."""
    near = [found.text for found in lines[:16]]
    for place, text in enumerate(near):
        if place and _LENGTH.fullmatch(near[place - 1]) and (found := split_date(text, dates)):
            return place, found[0]
    for place, text in enumerate(near):
        if len(text) < 40 and (found := split_date(text, dates)) and not found[1]:
            return place, found[0]
    return None


def _read_unordered(lines: Sequence[Paragraph], draft: Draft) -> None:
    titles = [found.text for found in lines if found.role == "title"]
    draft.title = titles[0] if titles else lines[0].text
    draft.body = [found.text for found in lines if found.text != draft.title]


def _read_heading(lines: Sequence[Paragraph], draft: Draft) -> None:
    """Section, headline, author and credit, which stand over the length."""
    titled = next((place for place, found in enumerate(lines) if found.role == "title"), None)
    texts = [found.text for found in lines]
    if titled is None:
        titled = _guess_title(texts)
    if not texts:
        return
    draft.title = texts[titled]
    if titled:
        draft.section = texts[titled - 1]
        for text in texts[: titled - 1]:
            draft.note("column", text)
    behind = list(lines[titled + 1 :])
    if behind and (behind[0].role in ("byline", "") or starts_as_byline(behind[0].text)):
        draft.byline = behind.pop(0).text
    for found in behind:
        draft.note("credit", found.text)


def _guess_title(texts: Sequence[str]) -> int:
    """Which line is the headline, where only their order tells: a section may stand before it, an author and a credit behind."""
    end = next((place for place, text in enumerate(texts) if place and starts_as_byline(text)), None)
    if end is None:
        end = len(texts)
        is_section_first = end == 2 and _is_section(texts[0], texts[1])
        if end > 1 and not is_section_first and _NAME_LIKE.fullmatch(texts[-1]):
            end -= 1
    return 1 if end > 1 and _is_section(texts[0], texts[1]) else 0


def _is_section(text: str, title: str) -> bool:
    return len(text) <= 40 and len(text) < len(title) and len(text.split()) <= 3


def _read_imprint(lines: Sequence[Paragraph], place: int, accession: str, draft: Draft) -> int:
    """Time, source, code, edition, page, language and copyright, which stand behind the day; gives where the text begins."""
    imprint: list[str] = []
    while place < len(lines) and len(imprint) < _META_LINES and lines[place].role != "body":
        text = lines[place].text
        place += 1
        if _COPYRIGHT.match(text):
            draft.note("copyright", text)
            break
        if len(text) > _META_LONG:
            place -= 1
            break
        imprint.append(text)
    else:
        kept = _without_text(imprint)
        place -= len(imprint) - kept
        imprint = imprint[:kept]
    while place < len(lines) and lines[place].role != "body" and _COPYRIGHT.match(lines[place].text):
        draft.note("copyright", lines[place].text)
        place += 1
    _read_imprint_lines(imprint, accession, draft)
    return place


def _without_text(imprint: Sequence[str]) -> int:
    """How many lines belong to an imprint that no copyright line ends: up to the language, else up to the source's code."""
    named = [place for place, text in enumerate(imprint) if len(text) < 30 and read_language_name(text)]
    return named[0] + 1 if named else min(len(imprint), 2)


def _read_imprint_lines(lines: list[str], accession: str, draft: Draft) -> None:
    rest = list(lines)
    if rest and _TIME.fullmatch(rest[0]):
        draft.time = rest.pop(0)
        draft.note("time_printed", draft.time)
    code = next((place for place, text in enumerate(rest) if place and _is_code(text, accession)), None)
    draft.source = rest.pop(0) if rest else ""
    if code is not None:
        for text in rest[: code - 1]:
            draft.note("notes", text)
        draft.note("source_code", rest[code - 1])
        rest = rest[code:]
    if rest and (language := read_language_name(rest[-1])):
        draft.language = language
        draft.note("language_printed", rest.pop())
    _read_place(rest, draft)


def _is_code(text: str, accession: str) -> bool:
    return len(text) <= 12 and text.isascii() and accession.startswith(text.upper()) and text == text.upper()


def _read_place(lines: Sequence[str], draft: Draft) -> None:
    """Edition, page and volume: the page is the last line that looks like one."""
    pages = [place for place, text in enumerate(lines) if _PAGE.fullmatch(text)]
    for place, text in enumerate(lines):
        name = (
            "page"
            if pages and place == pages[-1]
            else "edition"
            if not pages or place < pages[-1]
            else "volume"
        )
        draft.note(name, text)


def _read_text(lines: Sequence[Paragraph], draft: Draft) -> None:
    """The text; behind it captions and the publisher's name, as far as the export's markup or the name tells."""
    texts = list(lines)
    if any(found.role == "body" for found in texts):
        aside: list[str] = []
        while texts and texts[-1].role != "body":
            aside.insert(0, texts.pop().text)
        if aside:
            draft.note("publisher", aside.pop())
        draft.captions += aside
    elif len(texts) > 1 and _is_publisher(texts[-1].text, draft):
        draft.note("publisher", texts.pop().text)
    draft.body = join_wrapped(texts)


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def _is_publisher(text: str, draft: Draft) -> bool:
    """Whether a last line names who holds the rights, as the copyright line does."""
    holder = f"{draft.extra.get('copyright', '')} {draft.source}"
    words = set(_LONG_WORD.findall(holder.casefold()))
    is_sentence = len(text) >= 90 or text[-1] in '.?!”"'
    return not is_sentence and not words.isdisjoint(_LONG_WORD.findall(text.casefold()))
