"""Reuters-21578 (SGML): newswire stories of 1987, about a thousand a file -> articles.

`story_scan` cuts the file into stories, `wire_text` sets the text in paragraphs; here is read what one story says.
The files are no well-formed SGML: control characters stand as references, bytes are stray, tags nest nowhere. So
elements are found by their tags, each once a story.

Decided here: a story of type UNPROC has no marked headline, so `title` is null. The agency's own sign-off (` Reuter`)
is dropped, since `source` says it; `More` is kept in `extra`. Line noise inside a text becomes U+FFFD. The placeholder
that the collection's makers put under headlines without a text (`Blah blah blah.`) is no text. A story whose TEXT is
empty is an article all the same, since the collection counts it. `section` is null: topics
are tags, not sections of a paper. Times have no zone in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, PublicationDate, Reject, Undated
from indexer.dates import DateContext, read_date
from indexer.formats.collections.story_scan import Story, StoryScan
from indexer.formats.prolog import skip_prolog
from indexer.formats.wire.wire_text import cut_sign_off, flow_paragraphs
from indexer.identity import article_id
from indexer.message import say
from indexer.settings import ReadingOptions

NAME = "reuters-sgml"
DESCRIPTION = "Reuters-21578: SGML files of newswire stories"
SUFFIXES = (".sgm", ".sgml")

TAG_KINDS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")
PLACEHOLDER = "Blah blah blah."

_START = re.compile(rb"<REUTERS\s")
_BETWEEN = re.compile(rb"<![^<>]{0,1000}>|\xef\xbb\xbf|\x1a")
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*"([^"]*)"')
_ENTRY = re.compile(r"^[ua-z ]{0,4}\s*([A-Z]{2}-\S+)", re.MULTILINE)
_REFERENCE = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|lt|gt|amp|quot|apos);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_NOISE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_BY = re.compile(r"\s*by\s+", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
_DATED = re.compile(
    rf"(.{{1,120}}?\b(?:{_MONTH}\s*\d{{1,2}}|\d{{1,2}}\s+{_MONTH}))\s*-+\s?(.*)", re.IGNORECASE | re.DOTALL
)
_PLACE = re.compile(r"[A-Z][A-Z .'/-]+(?:,|\s*-|\Z)")
_DATE = re.compile(r"(\d{1,2}-[A-Za-z]{3}-\d{4})[ \d:.]*")
OPENING_CHARS = 2_000
"""How much of a story's opening tag and of its wire header is looked at."""


def sniff(head: bytes, name: str) -> bool:
    """Whether the file begins with a story; under an SGML name, also where one comes later."""
    return bool(_START.match(skip_prolog(head))) or (name.lower().endswith(SUFFIXES) and b"<REUTERS " in head)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The stories in order, each with the line of its opening tag; see `Format.parse`."""
    context = DateContext(
        reference=None,
        timezone=options.timezone,
        source_zone=None,
        date_order=options.date_order,
        language="en",
    )
    number = 0
    for number, piece in enumerate(StoryScan(stream, "REUTERS", _BETWEEN).pieces(), start=1):
        place = replace(origin, record=number, line=piece.line)
        if isinstance(piece, Story):
            yield read_story(_decode(piece.data), place, context)
        else:
            yield Reject(origin=place, reason=piece.reason)
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="no story in this file")


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_story(story: str, origin: Origin, context: DateContext) -> Article | Reject:
    """One story, from `<REUTERS …>` to `</REUTERS>`."""
    opening, _, content = story.partition(">")
    attributes = dict(_ATTRIBUTE.findall(opening[:OPENING_CHARS]))
    header, _, text = content.partition("<TEXT")
    if not text:
        return Reject(origin=origin, reason="a story without a TEXT element, so without headline and text")
    kind, _, text = text.partition(">")
    title, author, dateline, body = _divide_text(text.partition("</TEXT>")[0], is_brief="BRIEF" in kind)
    body, sign_off = cut_sign_off(body)
    tags = {name: _read_tags(header, name) for name in TAG_KINDS}
    published = _read_date(_cut(header, "DATE")[0], context)
    return Article(
        id=article_id(origin, attributes.get("NEWID")),
        title=title or None,
        byline=author or None,
        source="Reuters",
        language="en",
        dateline=dateline or None,
        tags=tuple(dict.fromkeys(tag for found in tags.values() for tag in found)),
        body=flow_paragraphs(body),
        published=published if isinstance(published, PublicationDate) else None,
        undated=published if isinstance(published, Undated) else None,
        extra=_gather_extra(attributes, kind, tags, header, sign_off),
        path=origin.path,
        member=origin.member,
        format=NAME,
    )


def _cut(content: str, name: str) -> tuple[str | None, str]:
    """What the first element of this name holds, as it stands, and the content without the element."""
    start = content.find(f"<{name}>")
    end = content.find(f"</{name}>", start) if start >= 0 else -1
    if end < 0:
        return None, content
    return content[start + len(name) + 2 : end], content[:start] + content[end + len(name) + 3 :]


def _divide_text(text: str, is_brief: bool) -> tuple[str, str, str, str]:
    """Title, author, dateline and body: what is neither of the first three is body, wherever it stands."""
    opening, _, body = text.partition("<BODY>")
    parts = {}
    for name in ("TITLE", "AUTHOR", "DATELINE"):
        part, opening = _cut(opening, name)
        parts[name] = _resolve(part or "")
    dateline, rest = _read_dateline(parts["DATELINE"])
    body = _resolve(opening).lstrip("\n") + rest + _resolve(body.replace("</BODY>", ""))
    if is_brief:
        body = body.lstrip("* \n").replace(PLACEHOLDER, "")
    title, author = (" ".join(parts[name].split()) for name in ("TITLE", "AUTHOR"))
    return title, _BY.sub("", author, count=1) if _BY.match(author) else author, dateline, body.strip("\n")


def _read_dateline(text: str) -> tuple[str, str]:
    """The dateline without the dash behind it, and what belongs to the body; a table's first row is no dateline."""
    content = text.strip()
    if match := _DATED.fullmatch(text):
        return " ".join(match.group(1).split()), match.group(2)
    if text.startswith("    ") and _PLACE.match(content):
        return " ".join(content.rstrip("- ").split()), ""
    return "", text


def _resolve(text: str) -> str:
    """References resolved; control characters, written either way, dropped at the ends and U+FFFD within."""
    text = _REFERENCE.sub(_read_reference, text).strip("\x02\x03")
    if _NOISE.search(text):
        text = _NOISE.sub("\ufffd", text.strip("\x00\x01\x02\x03\x04\x05\n "))
    return text


def _read_reference(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in _NAMED:
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _read_tags(content: str, name: str) -> list[str]:
    found = (_cut(content, name)[0] or "").split("<D>")[1:]
    return [tag for tag in (_resolve(raw.partition("</D>")[0]).strip() for raw in found) if tag]


def _read_date(date: str | None, context: DateContext) -> PublicationDate | Undated:
    """The day and time at the start of a DATE; desk codes and an editor's comment may stand behind them."""
    if not date or not date.strip():
        return Undated(reason=say("the story has no DATE"))
    raw = " ".join(_blank_noise(date).split())
    match = _DATE.match(raw)
    found = read_date(match.group().strip() if match else raw, context)
    if match and isinstance(found, Undated):  # a clock that is none does not take the day away
        found = read_date(match.group(1), context)
    return replace(found, raw=raw)


def _blank_noise(text: str) -> str:
    return _NOISE.sub(" ", _REFERENCE.sub(_read_reference, text))


def _gather_extra(
    attributes: dict[str, str], kind: str, tags: dict[str, list[str]], header: str, sign_off: str | None
) -> dict[str, Any]:
    extra: dict[str, Any] = {
        f"{name.lower()}_attribute" if name in TAG_KINDS else name.lower(): value
        for name, value in attributes.items()
    }
    extra |= {name.lower(): found for name, found in tags.items() if found}
    if kind:
        extra["text_type"] = kind.partition("=")[2].strip().strip('"') or kind.strip()
    if sign_off and sign_off.lower() == "more":
        extra["sign_off"] = sign_off
    if note := _cut(header, "MKNOTE")[0]:
        extra["editor_note"] = _resolve(note).strip()
    if wire := _cut(header, "UNKNOWN")[0]:
        lines = _blank_noise(wire[:OPENING_CHARS])
        extra["wire_header"] = " ".join(lines.split())
        if entry := _ENTRY.search(lines):
            extra["slug"] = entry.group(1)
    return extra
