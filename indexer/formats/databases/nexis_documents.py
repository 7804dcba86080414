"""Paragraphs of a Nexis, Nexis Uni or Lexis+ export -> articles, whatever file they came in.

An article begins at `3 of 250 DOCUMENTS` or at the database's bookmark, and ends at `End of Document` or where the next
begins. What stands before the first (cover page, search terms, table of contents) is no article and is left out. Two
layouts are known: source, day, headline (the old one) and headline, source, day (the new one). LOAD-DATE tells
when the database took the article in: it is kept in `extra` and is never its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.article import Origin, Outcome
from indexer.formats.databases.export_draft import (
    Draft,
    find_address,
    finish_article,
    split_date,
    split_terms,
)
from indexer.formats.databases.export_languages import read_language_name
from indexer.formats.databases.export_paragraphs import Paragraph
from indexer.formats.databases.nexis_labels import (
    STRONG,
    is_body_heading,
    is_end,
    is_numbered_start,
    name_unknown,
    read_label,
    read_tail_heading,
)
from indexer.formats.records.record_dates import RecordDates
from indexer.identity import is_global

NAME = "nexis"

_COPYRIGHT = re.compile(r"(?:copyright|\(c\)|©|alle rechte|all rights reserved|tous droits|todos los derechos|tutti i diritti|alle rechten|todos os direitos|wszelkie prawa|все права|無断転載|版权所有|版權所有|著作権)", re.IGNORECASE)  # fmt: skip
_EDITION = re.compile(
    r"(?:[\w.&'-]+[\s;,]+){0,6}(?:[\w-]{1,20}-)?(?i:edition|ausgabe|édition|edición|edizione|editie|edição)s?"
    r"(?:[\s;,.-]+[A-ZÀ-Þ\d(][\w)]*)*;?|(?i:(?:late |city |first )?final)"
)
_SOURCE_EDITION = re.compile(r"(.{2,100}?)\s+-\s+((?:[\w.&' -]{1,60}\s)?(?:edition|ausgabe|édition|edición|final)[\w .-]{0,30})", re.IGNORECASE)  # fmt: skip
_PAGE = re.compile(r"\b(?:Pgs?\.?|Pages?|S\.|Seiten?|p\.|pp\.|Pág\.?|págs?\.?|Pag\.?|pag\.|blz\.?|s\.|str\.|с\.|стр\.)\s*([A-Z]{0,5}\s?-?\d[\w,–-]{0,20}(?:,\s?\w{1,6}){0,4})", re.UNICODE)  # fmt: skip
_COUNTED_PAGE = re.compile(r"第?\s?(\d{1,3})\s?(?:ページ|面|版|页|頁)")
_EMPTY_PART = re.compile(r"(?:Section|Column|Pgs?\.?|Page)", re.IGNORECASE)
_LAST_PAGE = re.compile(r"[;,]\s*([A-Z]{1,3}\d{1,3}[a-z]?)\s*$")
_CONTENT_ITEM = re.compile(r"urn:contentItem:[0-9A-Z-]{10,60}")
_COVER_LABELS = frozenset(
    """User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type|Benutzername|Datum und Uhrzeit|Auftragsnummer|Suchbegriffe|Suchtyp
    |Nom d'utilisateur|Nom d’utilisateur|Date et heure|Numéro de tâche|Termes de recherche|Type de recherche|Nombre de usuario|Fecha y hora|Número de trabajo|Términos de búsqueda|Tipo de búsqueda
    |Nome utente|Data e ora|Numero lavoro|Termini di ricerca|Tipo di ricerca|Nome de usuário|Data e hora|Número do trabalho|Termos de pesquisa|Tipo de pesquisa
    |Gebruikersnaam|Datum en tijd|Taaknummer|Zoektermen|Zoektype|Nazwa użytkownika|Data i godzina|Numer zadania|Wyszukiwane hasła|Typ wyszukiwania
    |Имя пользователя|Дата и время|Номер задания|Условия поиска|Тип поиска|ユーザー名|日時|ジョブ番号|検索語|検索タイプ|用户名|日期和时间|作业编号|搜索词|搜索类型""".replace(
        "\n    ", ""
    ).split("|")
)
_IN_NO_STORY = ("publication_type", "journal_code")
_NO_HEADLINE = "no headline in original"
_FULL_TEXT = frozenset(("full text", "fulltext", "volltext", "texte intégral"))
_FRONT_LINES = 16
_HEAD_FIELDS = frozenset(("title", "byline", "section", "length", "dateline", "summary"))
_TERMS = frozenset(("subject", "organization", "company", "person", "geographic", "industry", "country", "state", "city"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs of one article. `is_numbered`: a line like `3 of 250 DOCUMENTS` began it, as in the old layout."""

    paragraphs: tuple[Paragraph, ...]
    is_numbered: bool


@dataclass(slots=True)
class _Parts:
    """One document, taken apart: unlabelled lines at its head, labelled values, its text and what follows."""

    front: list[Paragraph] = field(default_factory=list)
    head: list[tuple[str, list[str]]] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    tail: list[tuple[str, list[str]]] = field(default_factory=list)


def tells_nexis(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether there is a mark that only these exports have."""
    return any(is_end(found.text) or is_numbered_start(found.text) for found in paragraphs)


def tells_cover(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether paragraphs are a cover page and nothing else: who searched what, and the titles that were found."""
    labels = {found.text.replace("：", ":").partition(":")[0].strip() for found in paragraphs[:60]}
    return len(_COVER_LABELS & labels) >= 2


def read_documents(paragraphs: Iterable[Paragraph], origin: Origin, dates: RecordDates) -> Iterator[Outcome]:
    """The articles in order, each with its number."""
    for number, document in enumerate(split_documents(paragraphs, dates), start=1):
        yield read_document(document, replace(origin, record=number), dates)


def split_documents(paragraphs: Iterable[Paragraph], dates: RecordDates) -> Iterator[Document]:
    """The paragraphs of each article, without its marks and without what stands before the first."""
    held: list[Paragraph] = []
    begun: str = ""
    for paragraph in paragraphs:
        ends = is_end(paragraph.text)
        starts = "numbered" if is_numbered_start(paragraph.text) else "marked" if paragraph.starts else ""
        if held and (begun or ends) and (ends or starts):
            yield Document(tuple(held if begun else _drop_cover(held, dates)), begun == "numbered")
        if ends or starts:
            held, begun = [], starts
        if not ends and starts != "numbered":
            held.append(paragraph)
    if begun and len(held) > 1:
        yield Document(tuple(held), begun == "numbered")


def _drop_cover(document: list[Paragraph], dates: RecordDates) -> list[Paragraph]:
    """An article without the cover before it, where nothing marks its begin: it starts two lines over the source's day."""
    length = next((place for place, found in enumerate(document) if _named(found.text) == "length"), 0)
    for place in range(length - 1, max(1, length - _FRONT_LINES), -1):
        text = document[place].text
        if read_label(text) is None and not _COPYRIGHT.match(text) and split_date(text, dates):
            return document[place - 2 :]
    return document


def _named(text: str) -> str:
    found = read_label(text)
    return found[0] if found else ""


def read_document(document: Document, origin: Origin, dates: RecordDates) -> Outcome:
    """One article."""
    parts = _take_apart(document.paragraphs)
    draft = Draft()
    _read_front(parts, document.is_numbered, draft, dates)
    for name, values in (*parts.head, *parts.tail):
        _read_value(draft, name, values)
    if draft.title.casefold() == _NO_HEADLINE:
        draft.note("notes", draft.title)
        draft.title = ""
    _read_body(parts.body, draft)
    _find_content_item(document.paragraphs, draft)
    return finish_article(draft, origin, dates, NAME)


def _take_apart(document: Sequence[Paragraph]) -> _Parts:
    parts = _Parts()
    heading = next((place for place, found in enumerate(document) if is_body_heading(found.text)), None)
    place = _read_head(document, heading, parts)
    end = _find_tail(document, place)
    parts.body = [found.text for found in document[place:end]]
    _read_tail(document[end:], parts)
    return parts


def _read_head(document: Sequence[Paragraph], heading: int | None, parts: _Parts) -> int:
    """Takes the head of a document; gives the place where its text begins."""
    place = 0
    while place < len(document):
        text = document[place].text
        if place == heading:
            return place + 1
        found = read_label(text)
        if found and (found[0] in _HEAD_FIELDS or (found[0] and parts.front and parts.head)):
            value = [found[1]] if found[1] else []
            if not value and place + 1 != heading and place + 1 < len(document):
                place += 1
                value = [document[place].text]
            parts.head.append((found[0], value))
        elif _COPYRIGHT.match(text):
            parts.head.append(("copyright", [text]))
        elif parts.head and heading is None and any(name in _HEAD_FIELDS for name, _ in parts.head):
            return place
        elif found and found[2] and parts.head and heading is not None:
            parts.head.append((name_unknown(text), [found[1]]))
        else:
            parts.front.append(document[place])
        place += 1
    return place


def _find_tail(document: Sequence[Paragraph], start: int) -> int:
    """Where an article's text ends: at the first heading or strong label behind it, and the labels right before that."""
    end = next(
        (place for place in range(start, len(document)) if _ends_text(document[place].text)), len(document)
    )
    if end == len(document):
        while end > start and _COPYRIGHT.match(document[end - 1].text):
            end -= 1
    while end > start and (found := read_label(document[end - 1].text)) and found[0] and found[2]:
        end -= 1
    return end


def _ends_text(text: str) -> bool:
    if read_tail_heading(text) is not None:
        return True
    found = read_label(text)
    if found is None or found[0] not in STRONG:
        return False
    # where letters know no capitals, a word and a colon may stand in a story
    has_capitals = text[:1].upper() != text[:1].lower()
    return found[0] == "load_date" or (found[2] and (has_capitals or found[0] in _IN_NO_STORY))


def _read_tail(paragraphs: Sequence[Paragraph], parts: _Parts) -> None:
    for paragraph in paragraphs:
        text = paragraph.text
        heading = read_tail_heading(text)
        found = read_label(text)
        if heading is not None:
            parts.tail.append((heading or "classification", []))
        elif (
            found
            and (found[0] or found[2])
            and not (parts.tail and parts.tail[-1][0] == "graphic" and not found[0])
        ):
            parts.tail.append((found[0] or name_unknown(text), [found[1]] if found[1] else []))
        elif _COPYRIGHT.match(text) or not parts.tail:
            parts.tail.append(("copyright" if _COPYRIGHT.match(text) else "notes", [text]))
        elif found and parts.tail[-1][0] not in ("graphic", "correction", "notes") and len(text) < 2_000:
            parts.tail.append((name_unknown(text), [found[1]]))
        else:
            parts.tail[-1][1].append(text)


def _read_front(parts: _Parts, is_numbered: bool, draft: Draft, dates: RecordDates) -> None:
    """Source, day, edition and headline out of the unlabelled lines."""
    lines = [found.text for found in parts.front]
    has_title = any(name == "title" for name, _ in parts.head)
    place, day = _find_day(lines, dates)
    if place is None:
        _read_dateless_front(lines, is_numbered or has_title, has_title, draft)
        return
    draft.date, edition = day
    _note_edition(draft, edition)
    before, behind = _join_edition(lines[:place]), lines[place + 1 :]
    while behind and (len(behind) > 1 or has_title or not is_numbered) and _is_edition(behind[0]):
        _note_edition(draft, behind.pop(0))
    _set_source(draft, before.pop() if before else "")
    if before and not has_title and (not is_numbered or not behind):
        draft.title = before.pop(0)
    elif behind and not has_title:
        draft.title = behind.pop(0)
        if not parts.body:
            draft.body, behind = behind, []
        elif not any(name == "summary" for name, _ in parts.head):
            draft.summary, behind = "\n\n".join(behind), []
    for line in (*before, *behind):
        draft.note("notes", line)


def _is_edition(line: str) -> bool:
    return len(line) < 80 and _EDITION.fullmatch(line) is not None


def _join_edition(lines: list[str]) -> list[str]:
    """A source's part in brackets on a line of its own (`The New York Times`, `(Green)`) goes with the source."""
    if len(lines) > 1 and lines[-1].startswith("(") and lines[-1].endswith(")"):
        return [*lines[:-2], f"{lines[-2]} {lines[-1]}"]
    return lines


def _find_day(lines: Sequence[str], dates: RecordDates) -> tuple[int | None, tuple[str, str]]:
    """The line with the day: never the first, which is a source or a headline, but where it is the only one."""
    for place, line in enumerate(lines[:12]):
        if place or len(lines) == 1:
            found = split_date(line, dates)
            if found:
                return place, found
    return None, ("", "")


def _read_dateless_front(lines: list[str], source_first: bool, has_title: bool, draft: Draft) -> None:
    """The same where no line is a day: what looks most like one is told as what could not be read."""
    rest = list(lines)
    if rest and not source_first:
        draft.title = rest.pop(0)
    if rest:
        _set_source(draft, rest.pop(0))
    if rest and source_first and not has_title:
        draft.title = rest.pop()
    draft.date = next((line for line in rest if any(map(str.isdigit, line))), "")
    for line in rest:
        if line != draft.date:
            draft.note("notes", line)


def _set_source(draft: Draft, line: str) -> None:
    line = " ".join(line.split())
    match = _SOURCE_EDITION.fullmatch(line)
    draft.source = match.group(1) if match else line
    if match:
        _note_edition(draft, match.group(2))


def _note_edition(draft: Draft, text: str) -> None:
    draft.note("edition", " ".join(text.split()))


def _read_value(draft: Draft, name: str, values: Sequence[str]) -> None:
    text = "\n\n".join(values).strip()
    match name:
        case "title":
            draft.title = text
        case "byline" if not draft.byline:
            draft.byline = text
        case "section" if not draft.section:
            _read_section(draft, text)
        case "dateline" if not draft.dateline:
            draft.dateline = text.rstrip(" -–—")
        case "summary" if not draft.summary:
            _read_summary(draft, text)
        case "graphic":
            draft.captions += [line for value in values for line in value.split("\n")]
        case "date" if not draft.date:
            draft.date = text
        case "language" if not draft.language:
            draft.language = read_language_name(text)
            draft.note("language_printed", text)
        case "address" if find_address(text) and is_global(text) and not draft.url:
            draft.url = text
        case "classification":
            draft.note("classification", text)
        case _:
            if name == "subject":
                draft.tags += split_terms(text)
            draft.note(name, " ".join(text.split()) if name in _TERMS else text)


def _read_summary(draft: Draft, text: str) -> None:
    """A standfirst; papers that print the article's address behind it mean no part of it."""
    rest, mark, last = text.rpartition("; ")
    address = find_address(last) if mark else None
    if address and is_global(address):
        text, draft.url = rest, draft.url or address
    draft.summary = text


def _read_section(draft: Draft, text: str) -> None:
    """`Section A; Column 1; Foreign Desk; Pg. 1` without the page, which is a value of its own."""
    match = _PAGE.search(text) or _COUNTED_PAGE.search(text) or _LAST_PAGE.search(text)
    if match is not None:
        draft.note("page", match.group(1).strip(" ,;"))
        text = text[: match.start()] + text[match.end() :]
    parts = (" ".join(part.split()) for part in (text.split(";") if ";" in text else [text.strip(" ,")]))
    draft.section = "; ".join(part for part in parts if part.strip(" ,") and not _EMPTY_PART.fullmatch(part))


def _read_body(body: Sequence[str], draft: Draft) -> None:
    """The text, less a summary that stands in it under a heading and an address that stands alone behind it."""
    lines = [*draft.body, *body]
    if lines[:1] == ["ABSTRACT"] and len(lines) > 2:
        end = next((place for place, line in enumerate(lines[:12]) if line.casefold() in _FULL_TEXT), None)
        if end is not None and not draft.summary:
            draft.summary = "\n\n".join(lines[1:end])
            lines = lines[end + 1 :]
    if lines and (address := find_address(lines[-1])):
        lines.pop()
        if is_global(address) and not draft.url:
            draft.url = address
        else:
            draft.note("address", address)
    draft.body = lines


def _find_content_item(document: Sequence[Paragraph], draft: Draft) -> None:
    """The database's own name for the article, from the link under its headline."""
    for paragraph in document[:3]:
        match = _CONTENT_ITEM.search(paragraph.link or "")
        if match:
            draft.own = match.group()
            draft.note("content_item", match.group())
            return
