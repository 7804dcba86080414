"""Answers of the Guardian's content API -> an article for each piece of content in them.

A single item, the results of a search, the lead and the related items beside a tag: each is an object with a `webTitle` and a
`webPublicationDate`, wherever it lies. Sections, editions and tags have titles too, but no text; they are named, as are items whose
rights have run out and lists of removed ids. Flags may be texts (`"true"`). The text is `fields.body`, else the blocks one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.records.json_values import Fault, Value, read_values
from indexer.formats.records.record_values import (
    divide_paragraphs,
    read_line,
    read_prose,
    read_text,
    read_url,
)
from indexer.formats.text.text_blocks import decode_head, read_text_blocks
from indexer.formats.wire.news_body import read_html
from indexer.formats.wire.wire_item import WireItem, name_item, settle_item
from indexer.settings import ReadingOptions

NAME = "guardian"
DESCRIPTION = "Answers of the Guardian's content API"
SUFFIXES = (".json",)

LEVELS = 7
"""How deep pieces of content are looked for."""

MOST = 10_000
MOST_CAPTIONS = 200

RELATED = "Related: "

MOST_NAMES = 5
"""Words that a writer's name may have."""

_ANSWER = re.compile(r'[\s\ufeff]*\{\s*"response"\s*:\s*\{')
_CONTENT = re.compile(r'"webTitle"\s*:\s*"')
_ADDRESS = re.compile(r'"(?:apiUrl|userTier)"\s*:\s*"')

FIELDS = (
    "headline",
    "byline",
    "body",
    "bodyText",
    "standfirst",
    "trailText",
    "lastModified",
    "publication",
    "lang",
    "main",
)
NAMES = {
    "wordcount": "word_count", "newspaperPageNumber": "page", "starRating": "stars", "productionOffice": "office",
    "shortUrl": "short_url", "firstPublicationDate": "first_published", "newspaperEditionDate": "edition_day",
}  # fmt: skip
READ = frozenset(
    "fields tags elements blocks webTitle webUrl webPublicationDate sectionName references packages".split()
)


def sniff(head: bytes, name: str) -> bool:
    """Whether JSON begins as an answer of this service does, or holds its pieces of content."""
    text = decode_head(head)
    if _ANSWER.match(text):
        return bool(_ADDRESS.search(text))
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")
    return is_json and bool(_CONTENT.search(text) and _ADDRESS.search(text))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The pieces of content in order, each with the line its document starts on; see `Format.parse`."""
    number = 0
    for found in read_values(read_text_blocks(stream)):
        if not isinstance(found, Value):
            number += 1
            reason = found.reason if isinstance(found, Fault) else "an answer too long to be held at once"
            yield Reject(origin=replace(origin, record=number, line=found.line), reason=reason)
            continue
        contents, others = find_contents(found.value)
        for content in contents:
            number += 1
            yield _read_content(content, replace(origin, record=number, line=found.line), options)
        if not contents or others:
            number += 1
            yield _name_others(found.value, others, origin)
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="JSON without any record")


def find_contents(value: Any) -> tuple[list[Mapping[str, Any]], list[str]]:
    """Pieces of content, and the titles of sections, editions and tags that stand where content may."""
    contents: list[Mapping[str, Any]] = []
    others: list[str] = []
    level = [value]
    for _ in range(LEVELS):
        following: list[Any] = []
        for one in level:
            if isinstance(one, Mapping) and "webTitle" in one:
                if "webPublicationDate" in one:
                    contents.append(one)
                else:
                    others.append(read_line(one["webTitle"]))
                continue
            members = one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ()
            following += [member for member in members if isinstance(member, (dict, list))]
        level = following[:MOST]
    return contents, others


def _name_others(value: Any, others: list[str], origin: Origin) -> NotArticle:
    if others:
        named = ", ".join(others[:5])
        return name_item(
            origin, "", f"sections, editions or tags, no articles: {len(others)} ({named[:200]})"
        )
    removed = value.get("response", {}) if isinstance(value, Mapping) else {}
    ids = removed.get("results") if isinstance(removed, Mapping) else None
    if isinstance(ids, list) and ids and all(isinstance(one, str) for one in ids):
        return name_item(origin, "", f"ids of removed articles: {len(ids)} ({', '.join(ids[:3])[:200]})")
    message = read_text(removed.get("message")) if isinstance(removed, Mapping) else ""
    return name_item(origin, "", f"an answer without any article{f': {message[:200]}' if message else ''}")


def _is_true(flag: Any) -> bool:
    return flag is True or (isinstance(flag, str) and flag.lower() == "true")


def _read_content(content: Mapping[str, Any], place: Origin, options: ReadingOptions) -> Outcome:
    fields = content.get("fields")
    fields = fields if isinstance(fields, Mapping) else {}
    own = read_text(content.get("webUrl")) or read_text(content.get("id"))
    if _is_true(content.get("isExpired")) or _is_true(content.get("isGone")):
        return name_item(place, own, "removed by its publisher, whose rights have run out")
    item = WireItem(
        own=own,
        title=_read_title(content, fields),
        byline=read_line(fields.get("byline")),
        source=read_line(fields.get("publication"))
        or ("theguardian.com" if "theguardian.com/" in own else ""),
        section=read_line(content.get("sectionName")),
        language=read_text(fields.get("lang")),
        url=read_url(content.get("webUrl")) or "",
        summary=read_prose(fields.get("standfirst")) or read_prose(fields.get("trailText")),
        published=[read_text(content.get("webPublicationDate"))],
        updated=read_text(fields.get("lastModified")),
    )
    _read_tags(content, item)
    _read_text(content, fields, item)
    _read_elements(content.get("elements"), item)
    item.captions = _drop_shorter(item.captions[:MOST_CAPTIONS])
    _keep_rest(content, fields, item)
    return settle_item(item, place, NAME, options)


def _read_title(content: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    """The headline; a web title has the writer behind a bar."""
    headline = read_line(fields.get("headline"))
    title = read_line(content["webTitle"])
    before, _, behind = title.rpartition(" | ")
    is_writer = before and len(behind.split()) <= MOST_NAMES and behind[:1].isupper()
    return headline or (before if is_writer else title)


def _listed(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in (value[:MOST] if isinstance(value, list) else ()) if isinstance(one, Mapping))


def _read_tags(content: Mapping[str, Any], item: WireItem) -> None:
    """Keywords, series and tones are tags; contributors are the byline where none is printed."""
    writers = []
    for tag in _listed(content.get("tags")):
        title, kind = read_line(tag.get("webTitle")), read_text(tag.get("type"))
        if kind == "contributor":
            writers.append(title)
        elif kind in ("newspaper-book", "newspaper-book-section", "publication", "tracking"):
            item.keep(kind.replace("-", "_"), title)
        else:
            item.tags.append(title)
    item.byline = item.byline or ", ".join(dict.fromkeys(filter(None, writers)))


def _read_text(content: Mapping[str, Any], fields: Mapping[str, Any], item: WireItem) -> None:
    html = [text for name in ("body", "main") if (text := read_text(fields.get(name)))]
    blocks = content.get("blocks")
    if isinstance(blocks, Mapping):
        shown = [block for block in _listed(blocks.get("body")) if block.get("published") is not False]
        if not read_text(fields.get("body")):
            html = ["\n".join(read_text(block.get("bodyHtml")) for block in shown), *html]
        main = blocks.get("main")
        html += [read_text(main.get("bodyHtml"))] if isinstance(main, Mapping) else []
        for block in shown:
            _read_elements(block.get("elements"), item)
    for number, text in enumerate(html):
        found = read_html(text, item.title) if text.strip() else None
        if found and not number and (read_text(fields.get("body")) or isinstance(blocks, Mapping)):
            item.body = found.body
        item.captions += found.captions if found else ()
    _move_links(item)
    item.body = item.body or divide_paragraphs(read_prose(fields.get("bodyText")))


def _move_links(item: WireItem) -> None:
    """A line that only leads to another story is no part of the text."""
    paragraphs = item.body.split("\n\n")
    item.related += [one.removeprefix(RELATED) for one in paragraphs if one.startswith(RELATED)]
    item.body = "\n\n".join(one for one in paragraphs if not one.startswith(RELATED))


def _read_elements(elements: Any, item: WireItem) -> None:
    """Captions of pictures, once for all the sizes that a picture comes in."""
    for element in _listed(elements):
        data = element.get("imageTypeData")
        captions = [read_line(data.get("caption"))] if isinstance(data, Mapping) else []
        for asset in _listed(element.get("assets")):
            described = asset.get("typeData")
            if isinstance(described, Mapping):
                captions.append(read_line(described.get("caption")))
        item.captions += list(dict.fromkeys(filter(None, captions)))[:1]


def _drop_shorter(captions: list[str]) -> list[str]:
    """Of a caption with its credit and the same without it, the longer."""
    return [one for one in captions if not any(other != one and other.startswith(one) for other in captions)]


def _keep_rest(content: Mapping[str, Any], fields: Mapping[str, Any], item: WireItem) -> None:
    for name, value in (*content.items(), *fields.items()):
        if name not in READ and name not in FIELDS:
            item.keep(NAMES.get(name, str(name)[:100]), value)
    trail = read_prose(fields.get("trailText"))
    item.keep("trail", trail if trail != item.summary else "")
    if (web_title := read_line(content["webTitle"])) != item.title:
        item.keep("web_title", web_title)
