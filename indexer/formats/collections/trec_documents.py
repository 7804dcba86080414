"""Collections in the form of TREC: files of `<DOC>`s, newspaper stories or saved web pages -> articles.

`story_scan` cuts the file into documents, `trec_elements` and `trec_dates` read one; here is the table of which element
of which collection means what (AP, WSJ, San Jose Mercury News, Financial Times, LA Times, FBIS, AQUAINT, Gigaword, CLEF,
NTCIR, Hamshahri …). A document with a DOCHDR is a web page: it is read as a saved page, with the address in its header.
Elements that are not known are kept in `extra`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.dates import DateContext, read_dateline
from indexer.formats.collections.story_scan import Story, StoryScan
from indexer.formats.collections.trec_dates import settle_day
from indexer.formats.collections.trec_elements import (
    Element,
    read_elements,
    read_line,
    read_lines,
    read_paragraphs,
)
from indexer.formats.prolog import skip_prolog
from indexer.formats.records.extra_fields import bound_extra
from indexer.formats.records.record_values import read_language
from indexer.formats.skipped_records import SkippedRecords
from indexer.formats.web import html_page
from indexer.formats.web.archive_records import read_stamp
from indexer.identity import article_id, is_global
from indexer.markup import NoTextError, decode
from indexer.settings import ReadingOptions

NAME = "trec"
DESCRIPTION = "collections of TREC and its kin: SGML files of newspaper stories, and of web pages"
SUFFIXES = (".trec", ".sgml", ".sgm")

FIELDS = {
    "title": "headline head hl ttl title ti",
    "summary": "summary abs abstract standfirst subhead",
    "byline": "byline author au",
    "dateline": "dateline",
    "date": "date date1 date_time datetime pubdate dd",
    "body": "text leadpara lp ld tx",
    "caption": "caption graphic",
    "source": "pub journal so publication",
    "section": "section cat category scate",
    "tags": "subject descript descriptors keywords keyword",
    "page": "page pg.col pg",
    "language": "language lang",
    "url": "url uri",
    "number": "docno",
}
"""Our names, and the elements that hold each, the best first."""

SOURCES = {
    "APW": "Associated Press",
    "AP": "Associated Press",
    "WSJ": "The Wall Street Journal",
    "SJMN": "San Jose Mercury News",
    "FT": "Financial Times",
    "LA": "Los Angeles Times",
    "FBIS": "Foreign Broadcast Information Service",
    "NYT": "The New York Times",
    "XIE": "Xinhua",
    "XIN": "Xinhua",
    "AFP": "Agence France-Presse",
    "CNA": "Central News Agency",
    "LTW": "Los Angeles Times/Washington Post",
    "GH": "Glasgow Herald",
    "EFE": "EFE",
}
"""What the letters at the start of a document's number say of its source, where no element does."""

PAGE_TYPES = re.compile(r"text/html|application/xhtml", re.IGNORECASE)

_START = re.compile(rb"<DOC(?:>|\s[^<>]{0,400}>)")
_TELLING = re.compile(rb"<DOC\s+(?:id|ID)\s*=|<(?:DOCNO|DOCID|DOCHDR|HEADLINE|TEXT)[\s>]")
_BETWEEN = re.compile(
    rb"<!--[^<]{0,5000}?-->|<[!?][^<>]{0,1000}>|</?(?:DOCS|ROOT|COLLECTION|TREC|xml|add)(?:\s[^<>]{0,200})?>|\xef\xbb\xbf|\x1a"
)
_ID = re.compile(r"\bid\s*=\s*[\"']?([^\"'\s>]{1,200})", re.IGNORECASE)
_KIND = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s>]{1,60})", re.IGNORECASE)
_HEADER = re.compile(rb"<DOCHDR>((?:(?!<DOCHDR>).){0,100000}?)</DOCHDR>", re.DOTALL)
_NUMBER = re.compile(rb"<DOCNO>\s{0,100}([^<>]{1,300}?)\s{0,100}</DOCNO>")
_ADDRESS = re.compile(r"https?://\S{1,4000}")
_STAMP = re.compile(r"\b(?:19|20)\d{12}\b")
_FT = re.compile(r"FT\s+\d{1,2}\s+[A-Z]{3}\s+\d{2}\s*/\s*")
_BY = re.compile(r"by\s+", re.IGNORECASE)
_SOURCE = re.compile(r"(.+?)\s*(?:\(J\))?(?:,\s*(?:PAGE|Page)\s*-?\s*(\w+))?\s*")
_PREAMBLE = re.compile(
    r"(?:Language:\s*(?P<language>\w{1,30})\s+)?(?:Article Type:\s*(?P<kind>\w{1,20})\s+)?(?:CSO\s+)?(?:\[(?:Text|Excerpts?|Summary)\]\s*)?"
)
_LETTERS = re.compile(r"([A-Z]{2,4})(?:_[A-Z]{2,3}_)?[-.]?\d")


def sniff(head: bytes, name: str) -> bool:
    """Whether a file begins with a `<DOC>` that has one of the elements of such collections."""
    content = skip_prolog(head)
    if not _START.match(content):
        content = _BETWEEN.sub(b"", content[:4_000]).lstrip()
    return bool(_START.match(content)) and bool(_TELLING.search(content[:20_000]))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The documents in order, each with the line of its opening tag, then what holds no article; see `Format.parse`."""
    context = DateContext(timezone=options.timezone, date_order=options.date_order)
    skipped = SkippedRecords(origin)
    number = 0
    for number, piece in enumerate(StoryScan(stream, "DOC", _BETWEEN).pieces(), start=1):
        place = replace(origin, record=number, line=piece.line)
        if not isinstance(piece, Story):
            yield Reject(origin=place, reason=piece.reason.replace("story", "document"))
            continue
        outcome = _read_document(piece.data, place, options, context)
        if isinstance(outcome, NotArticle):
            skipped.add(f"documents on which no article is found, {outcome.reason}", f"line {piece.line}")
        else:
            yield outcome
    yield from skipped.tell()
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="no document in this file")


def _read_document(data: bytes, place: Origin, options: ReadingOptions, context: DateContext) -> Outcome:
    header = _HEADER.search(data)
    if header:
        return _read_page(data, header, place, options)
    try:
        text = _decode(data)
    except NoTextError as error:
        return Reject(origin=place, reason=f"a document that is no text: {error}")
    opening, _, content = text.partition(">")
    return _read_story(opening[:2_000], content.removesuffix("</DOC>"), place, context)


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(data).text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


# A page


def _read_page(data: bytes, header: re.Match[bytes], place: Origin, options: ReadingOptions) -> Outcome:
    """The page behind a DOCHDR. The server's own words in it tell address, charset, and when it was fetched."""
    head = header[1].decode("latin-1")
    number = _NUMBER.search(data[: header.start()])
    own = number[1].decode("latin-1").strip() if number else None
    address = _ADDRESS.search(head)
    kind = re.search(r"^content-type:\s*([^\s;]+)", head, re.IGNORECASE | re.MULTILINE)
    if kind and not PAGE_TYPES.match(kind[1]):
        return NotArticle(
            path=place.path, member=place.member, reason=f"an answer that is no page ({kind[1][:60]})"
        )
    charset = re.search(
        r"^content-type:[^\n]*?charset=[\"']?([\w.:-]{2,40})", head, re.IGNORECASE | re.MULTILINE
    )
    captured = _read_capture(head)
    outcome = html_page.read_page(
        data[header.end() :].removesuffix(b"</DOC>"),
        place,
        options,
        address=address[0] if address else "",
        captured=captured,
        charset=charset[1] if charset else None,
    )
    if not isinstance(outcome, Article):
        return outcome
    url = outcome.url or None
    facts = {"docno": own, "captured": captured and captured.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return replace(
        outcome,
        id=article_id(place, url if url and is_global(url) else own or url),
        url=url,
        extra={**outcome.extra, **{name: value for name, value in facts.items() if value}},
        format=NAME,
    )


def _read_capture(head: str) -> datetime | None:
    stamp = _STAMP.search(head[:4_000])
    if stamp:
        return read_stamp(stamp[0])
    from email.utils import parsedate_to_datetime

    fetched = re.search(r"^date:\s*([^\r\n]{10,60})", head, re.IGNORECASE | re.MULTILINE)
    try:
        return parsedate_to_datetime(fetched[1]) if fetched else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


# A story


@dataclass(slots=True)
class _Draft:
    """What the elements of a document say, by our names; `rest` are those that no name has."""

    found: dict[str, list[str]] = field(default_factory=dict)
    rest: dict[str, list[str]] = field(default_factory=dict)
    loose: str = ""

    def first(self, name: str) -> str:
        return next((line for content in self.found.get(name, ()) if (line := read_line(content))), "")

    def all(self, name: str) -> list[str]:
        return [line for content in self.found.get(name, ()) if (line := read_line(content))]


_MEANING = {
    element: (name, rank)
    for name, elements in FIELDS.items()
    for rank, element in enumerate(elements.split())
}


def _sort_elements(elements: Iterator[Element]) -> _Draft:
    draft = _Draft()
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for place, element in enumerate(elements):
        if not element.name:
            draft.loose = element.content
        elif element.name in _MEANING:
            name, rank = _MEANING[element.name]
            # the parts of a text stand in their own order
            ranked.setdefault(name, []).append((0 if name == "body" else rank, place, element.content))
        elif line := read_line(element.content):
            draft.rest.setdefault(element.name, []).append(line)
    draft.found = {name: [content for *_, content in sorted(parts)] for name, parts in ranked.items()}
    return draft


def _read_story(opening: str, content: str, place: Origin, context: DateContext) -> Article | Reject:
    draft = _sort_elements(read_elements(content))
    stated = _ID.search(opening)
    own = (
        draft.first("number")
        or (stated[1] if stated else None)
        or next(iter(draft.rest.get("docid", ())), None)
    )
    body = "\n\n".join(text for part in draft.found.get("body", ()) if (text := read_paragraphs(part)))
    if "body" not in draft.found:
        body = read_paragraphs(draft.loose)
    elif draft.loose.strip():
        draft.rest["text_outside_of_elements"] = [read_line(draft.loose)]
    body, preamble = _cut_preamble(body)
    head = _read_headline(draft)
    if not head.title and not body:
        names = ", ".join(list(draft.found) + list(draft.rest))[:200]
        return Reject(
            origin=place, reason=f"a document without headline and text; it has {names or 'nothing'}"
        )
    published, undated, behind = settle_day(
        draft.all("date"), own or "", next(iter(draft.rest.get("fileid", ())), ""), context
    )
    source, page = _read_source(draft, own or "")
    url = draft.first("url")
    section, _, further = draft.first("section").partition(";")
    extra = _gather_extra(draft, own, head, behind, page or draft.first("page"), opening)
    extra |= preamble | ({"section_line": draft.first("section")} if further else {})
    return Article(
        id=article_id(place, url if url and is_global(url) else own),
        title=head.title or None,
        byline=_read_byline(draft) or head.byline or None,
        source=source,
        section=section.strip() or None,
        language=_read_language(draft, own or ""),
        url=url if url.startswith(("http://", "https://")) else None,
        dateline=_read_dateline(draft, body, context),
        tags=_read_tags(draft),
        summary="\n".join(filter(None, [*map(read_paragraphs, draft.found.get("summary", ())), head.summary]))
        or None,
        body=body,
        captions=tuple(dict.fromkeys(draft.all("caption"))),
        published=published,
        undated=undated,
        extra=extra,
        path=place.path,
        member=place.member,
        format=NAME,
    )


@dataclass(frozen=True, slots=True)
class _Headline:
    title: str = ""
    label: str = ""
    summary: str = ""
    byline: str = ""
    others: tuple[str, ...] = ()


def _read_headline(draft: _Draft) -> _Headline:
    """The first headline; the lines below a rule in the Wall Street Journal's are standfirst and byline, the label of the FT's is none of its words."""
    contents = [content for content in draft.found.get("title", ()) if read_line(content)]
    if not contents:
        return _Headline()
    lines = [line.lstrip("@ ").strip() for line in read_lines(contents[0])]
    rule = next((number for number, line in enumerate(lines) if line and not line.strip("-")), len(lines))
    title = " ".join(filter(None, lines[:rule]))
    below = [line for line in lines[rule + 1 :] if line.strip("-")]
    label = _FT.match(title)
    first = next((number for number, line in enumerate(below) if _BY.match(line)), len(below))
    return _Headline(
        title=title[label.end() :] if label else title,
        label=label[0].strip(" /") if label else "",
        summary=" ".join(below[:first]),
        byline=_BY.sub("", ", ".join(below[first:]), count=1),
        others=tuple(line for content in contents[1:] if (line := read_line(content)) != title),
    )


def _cut_preamble(body: str) -> tuple[str, dict[str, str]]:
    """A translated broadcast without the lines that the monitors put above it, and what these say."""
    match = _PREAMBLE.match(body)
    if not match or not (match["language"] or match["kind"]):
        return body, {}
    facts = {"original_language": match["language"], "article_type": match["kind"]}
    return body[match.end() :], {name: value for name, value in facts.items() if value}


def _read_dateline(draft: _Draft, body: str, context: DateContext) -> str | None:
    """The dateline in its element, else at the start of the text, which keeps it."""
    stated = draft.first("dateline").rstrip(" -–—")
    found = None if stated else read_dateline(body.partition("\n")[0][:300], context)
    return stated or (found.text if found else None)


def _read_byline(draft: _Draft) -> str:
    lines = [_BY.sub("", line, count=1) if _BY.match(line) else line for line in draft.all("byline")]
    return ", ".join(dict.fromkeys(lines))[:500]


def _read_source(draft: _Draft, number: str) -> tuple[str | None, str]:
    """The source's name, and the page that stands behind it (`WALL STREET JOURNAL (J), PAGE -16`)."""
    stated = draft.first("source")
    if stated and (match := _SOURCE.fullmatch(stated[:500])):
        return match[1], match[2] or ""
    letters = _LETTERS.match(number)
    return (SOURCES.get(letters[1]) if letters else None), ""


def _read_language(draft: _Draft, number: str) -> str | None:
    stated = re.sub(r"<[^<>]{0,100}>|language:", "", draft.first("language").lower()).strip()
    if stated:
        return read_language(stated.split()[0])
    coded = re.match(r"[A-Z]{3}_([A-Z]{3})_", number)
    return {"ENG": "en", "FRE": "fr", "SPA": "es", "ARB": "ar", "CMN": "zh"}.get(coded[1]) if coded else None


def _read_tags(draft: _Draft) -> tuple[str, ...]:
    tags = [
        tag.strip(" .")
        for content in draft.found.get("tags", ())
        for line in read_lines(content)
        for tag in re.split(r"[;|]" if ";" in line else r",", line)
    ]
    return tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 100))[:50]


def _gather_extra(
    draft: _Draft, own: str | None, head: _Headline, behind: str, page: str, opening: str
) -> dict[str, Any]:
    """What the document says beyond an article's fields, under the names of its elements."""
    kind = _KIND.search(opening)
    known = {
        "docno": own,
        "page": page,
        "edition": behind,
        "document_type": kind[1] if kind else None,
        "headline_label": head.label,
        "other_headlines": list(head.others),
        "other_dates": draft.all("date")[1:],
    }
    if own and draft.rest.get("docid") == [own]:
        del draft.rest["docid"]
    rest = ((name, lines[0] if len(lines) == 1 else lines) for name, lines in draft.rest.items())
    return bound_extra([*known.items(), *((name, value) for name, value in rest if name not in known)])
