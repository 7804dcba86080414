"""A text file as it was scraped from a news site: one article, its parts told apart by what their lines are.

In: the bytes of a file. Out: one article, or why it is none. `text_parts` tells the lines apart; here they become
an article. Dates come from labelled lines, then the dateline, then an address, then the file's name; never from
captions, rights lines or sentences. What a page left in the file stands in `extra` under `leftovers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, PublicationDate, Reject, Undated
from indexer.dates import DateContext, date_from_file_name, date_from_url, read_dateline
from indexer.dates.datelines import Dateline
from indexer.formats.print.issue_days import day_of_place
from indexer.formats.records.record_dates import end_of
from indexer.formats.text.folder_sections import section_of_folder
from indexer.formats.text.front_matter import split_front_matter
from indexer.formats.text.text_body import read_body
from indexer.formats.text.text_head import read_head, settle_archive_head, settle_head
from indexer.formats.text.text_labels import translate_labels
from indexer.formats.text.text_lines import split_blocks
from indexer.formats.text.text_parts import Parts, take_pair
from indexer.formats.text.text_roles import is_caption, is_credit
from indexer.formats.text.title_days import mark_wide_day, split_title_day
from indexer.formats.text.whole_text import read_whole
from indexer.identity import article_id
from indexer.markup import NoTextError, decode, normal_paragraphs
from indexer.message import say
from indexer.settings import Limits, ReadingOptions

NAME = "text"
DESCRIPTION = "plain text, as scraped from a news site: one article a file"
SUFFIXES = (".txt", ".text", ".md")

LARGEST = Limits().record_bytes
MOST_LINES = 600_000
MOST_TAGS = 50
OCR_NAMES = ("ocr.txt",)
"""What libraries call the text of a newspaper's page; only the folders name its day."""
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?")


def sniff(head: bytes, name: str) -> bool:
    try:
        return bool(decode(head).text.strip())
    except NoTextError:
        return False


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    text = read_whole(stream, origin, LARGEST)
    if not isinstance(text, str):
        yield text
        return
    if text.count("\n") > MOST_LINES:
        yield Reject(origin=origin, reason=f"a text of more than {MOST_LINES:,} lines")
        return
    context = DateContext(timezone=options.timezone, date_order=options.date_order)
    parts = read_parts(text, context)
    if not any(map(str.isalnum, parts.title or "")) and not any(map(str.isalnum, "".join(parts.body))):
        yield NotArticle(path=origin.path, member=origin.member, reason="a text without words of an article")
        return
    yield _make_article(parts, origin, context)


def read_parts(text: str, context: DateContext) -> Parts:
    """Tells the parts of a text apart."""
    parts = Parts()
    pairs, text = split_front_matter(text)
    for label, value in pairs:
        take_pair(parts, f"{label}: {value}", label, value, context)
    head, body = translate_labels(text)
    split = split_blocks(mark_wide_day(head, context))
    blocks = [_join_credits(block) if number else block for number, block in enumerate(split)]
    rest = read_head(parts, blocks, context)
    settle_archive_head(parts)
    read_body(parts, [*rest, *(split_blocks(body) if body else ())], context)
    settle_head(parts)
    if parts.title and not parts.is_dated and (found := split_title_day(parts.title, context)):
        parts.title, parts.published = found
    return parts


def _join_credits(block: list[str]) -> list[str]:
    """A block with the line that says who took a picture joined to the caption above it."""
    if len(block) < 2 or not any(map(is_credit, block[1:])):
        return block
    lines = block[:1]
    for line in block[1:]:
        if is_credit(line) and not is_credit(lines[-1]) and not (is_caption(lines[-1]) and is_caption(line)):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _make_article(parts: Parts, origin: Origin, context: DateContext) -> Article:
    body = normal_paragraphs("\n\n".join(parts.body))
    published, dateline = _settle_date(parts, body, origin, context)
    facts: dict[str, Any] = dict(parts.facts)
    tags = re.split(r"[,;]", f"{facts.pop('tags', '')},{facts.pop('keywords', '')}")
    language = _LANGUAGE.fullmatch(facts.get("language", ""))
    if language:
        del facts["language"]
    found = {
        "source": _first(facts, ("source", "publisher", "publication", "newspaper"), [parts.source]),
        "section": _first(facts, ("section", "category"), [parts.section]) or section_of_folder(origin),
        "dateline": _first(facts, ("dateline",), [dateline.text if dateline else None, parts.place]),
    }
    undated = parts.unread or _explain_undated(dateline)
    if published and parts.unread and parts.unread.raw:
        facts["date"] = parts.unread.raw
    return Article(
        id=article_id(origin, parts.url),
        title=parts.title,
        byline=", ".join(dict.fromkeys(parts.byline)) or None,
        language=language[1].lower() if language else None,
        url=parts.url,
        tags=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))[:MOST_TAGS],
        summary="\n".join(parts.summary) or None,
        body=body,
        captions=tuple(dict.fromkeys(parts.captions)),
        related=tuple(dict.fromkeys(parts.related)),
        published=published,
        undated=None if published else undated,
        updated=parts.updated,
        extra=facts | ({"leftovers": parts.leftovers} if parts.leftovers else {}),
        path=origin.path,
        member=origin.member,
        format=NAME,
        **found,
    )


def _first(facts: dict[str, Any], labels: tuple[str, ...], others: list[str | None]) -> str | None:
    """The labelled value, else the first of the others; what is not taken stays among the facts."""
    values = [facts.pop(label) for label in labels if label in facts]
    values = list(dict.fromkeys(value for value in (*values, *others) if value))
    if len(values) > 1:
        facts[f"other_{labels[0]}"] = values[1:]
    return values[0] if values else None


def _settle_date(
    parts: Parts, body: str, origin: Origin, context: DateContext
) -> tuple[PublicationDate | None, Dateline | None]:
    """The date by the ladder; a dateline without a year takes it from a date above it, the address or the file's name."""
    name = (origin.member or origin.path).rsplit("/", 1)[-1]
    elsewhere = (date_from_url(parts.url, context) if parts.url else None) or date_from_file_name(
        name, context
    )
    if name.lower() in OCR_NAMES:
        elsewhere = elsewhere or day_of_place(origin)
    known = DateContext(
        reference=end_of(parts.published or parts.updated or elsewhere),
        timezone=context.timezone,
        date_order=context.date_order,
    )
    opening = body.split("\n", 1)[0][:300]
    dateline = read_dateline(opening, known) if opening else None
    published = parts.published or parts.updated or (dateline.date if dateline else None) or elsewhere
    return published, dateline


def _explain_undated(dateline: Dateline | None) -> Undated:
    if dateline is not None and any(map(str.isdigit, dateline.text)):
        return Undated(reason=say("the dateline states no year"), raw=dateline.text)
    return Undated(reason=say("no date stated"))
