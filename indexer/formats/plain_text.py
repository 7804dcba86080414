"""A text file as it was scraped from a news site: one article, its parts told apart by what their lines are.

Above the text stand, in any order, the headline (often twice), a standfirst, bylines, dates, an address, a
caption; then paragraphs, with captions, links to other stories and leftovers of the page between and below
them. `text_roles` says what a line is; here the lines become an article. Dates come from labelled lines, then
the dateline, then an address, then the file's name; never from captions, rights lines or sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, PublicationDate, Reject, Undated
from indexer.dates import (
    DateContext,
    date_from_file_name,
    date_from_url,
    read_byline_date,
    read_date,
    read_dateline,
)
from indexer.formats.text_roles import (
    could_be_name,
    is_caption,
    is_leftover,
    is_rights_line,
    is_running_text,
    read_byline,
    read_labelled,
    read_related,
    read_web_address,
)
from indexer.identity import article_id
from indexer.markup import NoTextError, decode, normal_paragraphs
from indexer.settings import Limits, ReadingOptions

NAME = "text"
DESCRIPTION = "plain text, as scraped from a news site: one article a file"
SUFFIXES = (".txt", ".text", ".md")

LARGEST = Limits().record_bytes
MOST_HEAD_LINES = 14
"""Lines above the text that are looked at: a page has no more of them, and a list of short lines is a text."""
LONGEST_TITLE = 300
LONGEST_DATE_LINE = 200

_MARKDOWN = re.compile(r"^#{1,3}\s+(?=\S)")


def sniff(head: bytes, name: str) -> bool:
    try:
        return bool(decode(head).text.strip())
    except NoTextError:
        return False


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield Reject(origin=origin, reason=f"a text of more than {LARGEST:,} bytes")
        return
    try:
        text = decode(data).text
    except NoTextError as error:
        yield NotArticle(path=origin.path, member=origin.member, reason=str(error))
        return
    context = DateContext(timezone=options.timezone, date_order=options.date_order)
    parts = read_parts(text, context)
    if not parts.title and not parts.body:
        yield NotArticle(path=origin.path, member=origin.member, reason="a text without words of an article")
        return
    yield _make_article(parts, origin, context)


@dataclass(slots=True)
class Parts:
    """What the lines of a file turned out to be."""

    title: str | None = None
    summary: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    published: PublicationDate | None = None
    updated: PublicationDate | None = None
    undated: Undated | None = None
    url: str | None = None
    captions: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    leftovers: list[str] = field(default_factory=list)
    dated_from: str | None = None


def read_parts(text: str, context: DateContext) -> Parts:
    """Tells the parts of a text apart."""
    blocks = split_blocks(text)
    parts = Parts()
    rest = _read_head(parts, blocks, context)
    for block in rest:
        _read_below(parts, block, context)
    if parts.published is None and parts.undated is None and parts.updated is None:
        parts.undated = None
    return parts


def split_blocks(text: str) -> list[list[str]]:
    """Paragraphs as lists of lines: by blank lines, or each line by itself where a file has no blank line."""
    lines = [line.strip() for line in normal_lines(text)]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    if len(blocks) == 1 and len(blocks[0]) > 1 and not _is_wrapped(blocks[0]):
        return [[line] for line in blocks[0]]
    return blocks


def normal_lines(text: str) -> list[str]:
    """Lines with single blanks, non-breaking ones among them."""
    return [re.sub(r"[^\S\n]+", " ", line) for line in text.split("\n")]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a width: all but the last are about as long, and go on in mid-sentence."""
    inner = lines[:-1]
    if not inner:
        return False
    longest = max(map(len, lines))
    full = sum(len(line) > longest * 0.7 for line in inner)
    return 45 <= longest <= 110 and full * 4 >= len(inner) * 3


def _joined(block: list[str]) -> str:
    return " ".join(block) if _is_wrapped(block) else "\n".join(block)


def _read_head(parts: Parts, blocks: list[list[str]], context: DateContext) -> list[list[str]]:
    """Reads the lines above the text into `parts`; gives the blocks from the first paragraph on."""
    seen = 0
    for number, block in enumerate(blocks):
        if len(block) > 1 and _is_wrapped(block) and is_running_text(_joined(block)):
            return blocks[number:]
        for place, line in enumerate(block):
            if seen >= MOST_HEAD_LINES or _begins_text(parts, line, block[place:], blocks[number + 1 :], context):
                return [block[place:], *blocks[number + 1 :]]
            _read_head_line(parts, line, block[place + 1 : place + 2], context)
            seen += 1
    return []


def _begins_text(parts: Parts, line: str, rest: list[str], following: list[list[str]], context: DateContext) -> bool:
    """Whether a line is the first of the article's paragraphs."""
    if _has_role(line, context):
        return False
    if _MARKDOWN.match(line) and parts.title is None:
        return False
    if read_dateline(line, context) is not None and len(line) > 40:
        return True
    if is_running_text(line):
        return not (parts.title is None and len(line) <= LONGEST_TITLE and len(line) < 110 and bool(following or rest[1:]) and not line.endswith("."))
    return parts.title is not None and not _is_above_text(parts, line, rest, following, context)


def _has_role(line: str, context: DateContext) -> bool:
    return bool(
        is_caption(line) or read_related(line) or is_leftover(line) or is_rights_line(line) or read_web_address(line)
        or read_labelled(line) or read_byline(line) or _read_date_line(line, context)
    )  # fmt: skip


def _is_above_text(parts: Parts, line: str, rest: list[str], following: list[list[str]], context: DateContext) -> bool:
    """Whether a line without a role of its own stands above the text: the headline again, a standfirst, a name beside a date.

    A standfirst is followed by a line that has a role, within the next lines.
    """
    if _same(line, parts.title):
        return True
    nearby = [*rest[1:], *(other for block in following[:3] for other in block[:2])][:3]
    return any(
        _read_date_line(other, context) or read_byline(other) or _same(other, parts.title) for other in nearby
    ) or bool(could_be_name(line) and parts.dated_from and not parts.byline)


def _same(line: str, title: str | None) -> bool:
    return title is not None and _key(line) == _key(title)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _read_head_line(parts: Parts, line: str, behind: list[str], context: DateContext) -> None:
    if _read_marginal(parts, line, context) or _same(line, parts.title):
        return
    byline = read_byline(line)
    if byline is not None:
        parts.byline.append(byline)
    elif could_be_name(line) and (parts.title is not None) and (parts.dated_from or (behind and _read_date_line(behind[0], context))):
        parts.byline.append(line)
    elif parts.title is None:
        parts.title = _MARKDOWN.sub("", line)[:2_000]
    else:
        parts.summary.append(line)


def _read_marginal(parts: Parts, line: str, context: DateContext) -> bool:
    """Takes a line whose role does not depend on its place; False where it has none."""
    related = read_related(line)
    address = read_web_address(line)
    if related is not None:
        parts.related.append(related)
    elif address is not None:
        parts.url = parts.url or address
    elif is_leftover(line) or is_rights_line(line):
        parts.leftovers.append(line)
    elif is_caption(line):
        parts.captions.append(line)
    else:
        return _take_labelled(parts, line, context) or _take_date_line(parts, line, context)
    return True


def _take_labelled(parts: Parts, line: str, context: DateContext) -> bool:
    labelled = read_labelled(line)
    if labelled is None or is_running_text(line):
        return False
    label, value = labelled
    match label:
        case "title" | "headline" if parts.title is None:
            parts.title = value
        case "author" | "byline" | "by":
            parts.byline.append(read_byline(value) or value)
        case "url" | "link" if read_web_address(value):
            parts.url = parts.url or value
        case "summary" | "subtitle":
            parts.summary.append(value)
        case "date" | "published":
            return _take_date_line(parts, line, context) or _take_date_line(parts, value, context)
        case "source" if _take_date_line(parts, line, context):
            return True
        case _:
            parts.facts.setdefault(label, value)
    return True


def _take_date_line(parts: Parts, line: str, context: DateContext) -> bool:
    """The first line of its kind counts; what stands beside the date may be a byline."""
    found = _read_date_line(line, context)
    if found is None:
        return False
    published, updated, rest = found
    if parts.published is None and published is not None:
        parts.published = published
    if parts.updated is None and updated is not None:
        parts.updated = updated
    parts.dated_from = parts.dated_from or line
    byline = read_byline(rest) if rest else None
    if byline is None and rest and could_be_name(rest):
        byline = rest
    if byline is not None and byline not in parts.byline:
        parts.byline.append(byline)
    return True


def _read_date_line(line: str, context: DateContext) -> tuple[PublicationDate | None, PublicationDate | None, str] | None:
    """(published, updated, what stands beside) of a line that is there to say when."""
    if len(line) > LONGEST_DATE_LINE or not any(map(str.isdigit, line)):
        return None
    labelled = read_byline_date(line, context)
    if labelled is not None and (labelled.published or labelled.updated):
        return labelled.published, labelled.updated, labelled.rest
    if len(line) <= 40:
        date = read_date(line, context, origin="byline")
        if isinstance(date, PublicationDate) and date.precision not in ("year", "month"):
            return date, None, ""
    return None


def _read_below(parts: Parts, block: list[str], context: DateContext) -> None:
    """A block of the text: a paragraph, or lines that are none."""
    paragraph = _joined(block)
    if len(block) > 1 and not _is_wrapped(block):
        lines = [line for line in block if not _take_below(parts, line, context)]
        paragraph = "\n".join(lines)
    elif _take_below(parts, paragraph, context):
        return
    if paragraph and not (not parts.body and _same(paragraph, parts.title)):
        parts.body.append(paragraph)


def _take_below(parts: Parts, line: str, context: DateContext) -> bool:
    """Takes a line that is no paragraph; a date among them counts only where none stood above."""
    related = read_related(line)
    if related is not None:
        parts.related.append(related)
    elif is_leftover(line) or is_rights_line(line):
        parts.leftovers.append(line)
    elif is_caption(line):
        parts.captions.append(line)
    elif read_web_address(line):
        parts.url = parts.url or line
    elif parts.dated_from is None and not is_running_text(line):
        return _take_date_line(parts, line, context)
    else:
        return False
    return True


def _make_article(parts: Parts, origin: Origin, context: DateContext) -> Article:
    body = normal_paragraphs("\n\n".join(parts.body))
    dateline = read_dateline(body.split("\n", 1)[0][:300], context) if body else None
    name = (origin.member or origin.path).rsplit("/", 1)[-1]
    published = parts.published or parts.updated or (dateline.date if dateline else None)
    published = published or (date_from_url(parts.url, context) if parts.url else None) or date_from_file_name(name, context)
    facts = dict(parts.facts)
    source, section, language = facts.pop("source", None), facts.pop("section", None) or facts.pop("category", None), facts.pop("language", None)
    tags = tuple(tag.strip() for tag in re.split(r"[,;]", facts.pop("tags", None) or facts.pop("keywords", "")) if tag.strip())
    return Article(
        id=article_id(origin, parts.url),
        title=parts.title,
        byline=", ".join(dict.fromkeys(parts.byline)) or None,
        source=source or facts.pop("publisher", None) or facts.pop("publication", None) or facts.pop("newspaper", None),
        section=section,
        language=language.lower() if language and re.fullmatch(r"[A-Za-z]{2}", language) else None,
        url=parts.url,
        dateline=facts.pop("dateline", None) or (dateline.text if dateline else None),
        tags=tags,
        summary="\n".join(parts.summary) or None,
        body=body,
        captions=tuple(dict.fromkeys(parts.captions)),
        related=tuple(dict.fromkeys(parts.related)),
        published=published,
        undated=None if published else _why_undated(dateline is not None),
        updated=parts.updated,
        extra=facts,
        path=origin.path,
        member=origin.member,
        format=NAME,
    )


def _why_undated(has_dateline: bool) -> Undated:
    return Undated(reason="the dateline states no year" if has_dateline else "no date stated")
