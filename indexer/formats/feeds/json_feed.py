"""JSON Feed 1 and 1.1 -> an article an item.

A feed that is too long to be held, or breaks off, is read as a stream: its items up to the break, which is named. What JSON is left to
`json_values` and `json_stream`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.charsets import clean
from indexer.formats.feeds.story_markup import read_plain_story, read_story
from indexer.formats.feeds.story_settling import choose_identifier, settle_story, web_address
from indexer.formats.records.json_stream import stream_entries
from indexer.formats.records.json_values import Fault, Value, read_values
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.records.record_values import LIST_ITEMS, read_line, read_tags, read_text
from indexer.formats.text.text_blocks import decode_head, read_text_blocks
from indexer.formats.wire.wire_item import WireItem
from indexer.settings import ReadingOptions

NAME = "json-feed"
DESCRIPTION = "JSON Feed 1 and 1.1"
SUFFIXES = (".json", ".feed")

WHOLE = 32_000_000
"""Longest text, in characters, that is read at once."""
NESTING = 8

_OBJECT = re.compile(r"[\s\ufeff]*\{\s*\"")
_VERSION = re.compile(
    r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/', re.IGNORECASE
)
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_ITEM_NAMES = ("id", "content_html", "content_text", "date_published")
_SAID = frozenset(
    "id url external_url title content_html content_text summary date_published date_modified author authors tags language".split()
)


def sniff(head: bytes, name: str) -> bool:
    """Whether a JSON object names the version of JSON Feed that it is."""
    text = decode_head(head)
    return bool(_OBJECT.match(text) and _VERSION.search(text))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The items in order; see `Format.parse`. Items of a stream have no line."""
    dates = RecordDates(options, "")
    number = 0
    for number, (feed, item) in enumerate(_read_items(stream), 1):
        place = Origin(path=origin.path, member=origin.member, record=number)
        if isinstance(item, Fault):
            yield Reject(origin=place, reason=item.reason)
        elif isinstance(item, Mapping):
            yield settle_story(read_item(item, feed), place, NAME, dates, options)
        else:
            yield Reject(origin=place, reason="this item of the feed is no object, so it has no fields")
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="a feed without items")


def _read_items(stream: BinaryIO) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """The feed and an item, again and again; a Fault in place of an item says why there is no more."""
    blocks = read_text_blocks(stream)
    text = ""
    for block in blocks:
        text += block
        if len(text) > WHOLE:
            break
    else:
        found = next(read_values(iter([text])), None)
        if isinstance(found, Value) and isinstance(found.value, Mapping):
            items = found.value.get("items")
            yield from ((found.value, item) for item in (items if isinstance(items, list) else ()))
            return
    feed = _read_head(text)
    for entry in stream_entries(chain([text], blocks)):
        if isinstance(entry, str):
            yield feed, Fault(1, entry)
        elif isinstance(entry, Mapping) and any(name in entry for name in _ITEM_NAMES):
            yield feed, _clean(entry)


def _read_head(text: str) -> Mapping[str, Any]:
    """What a feed says before its items."""
    start = _ITEMS.search(text)
    try:
        feed = json.loads(f'{text[: start.start()]}"items": []}}', strict=False) if start else {}
    except (ValueError, RecursionError):
        return {}
    return _clean(feed) if isinstance(feed, Mapping) else {}


def _clean(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return clean(value)
    if depth >= NESTING:
        return None
    if isinstance(value, Mapping):
        return {clean(str(key)): _clean(inner, depth + 1) for key, inner in value.items()}
    return [_clean(inner, depth + 1) for inner in value] if isinstance(value, list) else value


def read_item(item: Mapping[str, Any], feed: Mapping[str, Any]) -> WireItem:
    """An item as a story; HTML before plain text, since paragraphs are sure in it."""
    story = WireItem(title=read_line(item.get("title")), source=read_line(feed.get("title")))
    home = read_text(feed.get("home_page_url"))
    marked_up, plain = _text(item, "content_html"), _text(item, "content_text")
    content = read_story(marked_up) if marked_up.strip() else read_plain_story(plain)
    story.summary = read_plain_story(_text(item, "summary")).body
    story.body, story.captions = content.body, [*content.captions]
    if not story.body:
        story.body, story.summary = story.summary, ""
    story.url = web_address(_text(item, "url"), home) or web_address(_text(item, "external_url"), home)
    story.own = choose_identifier(read_text(item.get("id")), story.url)
    story.byline = _read_authors(item) or _read_authors(feed)
    story.language = read_text(item.get("language")) or read_text(feed.get("language"))
    story.tags = read_tags(item.get("tags")) if item.get("tags") else []
    story.published = [text for text in [read_text(item.get("date_published"))] if text]
    story.updated = read_text(item.get("date_modified"))
    _keep_rest(item, story)
    story.keep("leftovers", list(content.leftovers))
    return story


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _read_authors(item: Mapping[str, Any]) -> str:
    """Names of `authors`, or of the `author` of version 1."""
    authors = item.get("authors") or item.get("author")
    listed: Sequence[Any] = authors[:LIST_ITEMS] if isinstance(authors, list) else [authors]
    names = [read_line(author.get("name") if isinstance(author, Mapping) else author) for author in listed]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _keep_rest(item: Mapping[str, Any], story: WireItem) -> None:
    story.keep("guid", read_text(item.get("id")) if read_text(item.get("id")) != story.url else None)
    for name in ("url", "external_url"):
        story.keep(name, _text(item, name) if _text(item, name) != story.url else None)
    authors = [
        author for author in (item.get("authors"), item.get("author")) if isinstance(author, (list, dict))
    ]
    story.keep("author_details", authors[0] if authors and len(str(authors[0])) < 2_000 else None)
    if (
        _text(item, "content_html").strip()
        and read_plain_story(_text(item, "content_text")).body[:200] not in story.body
    ):
        story.keep("content_text", _text(item, "content_text"))
    for name, value in item.items():
        if name not in _SAID:
            story.keep(name, value)
