"""RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 -> an article an item.

`feed_file` cuts the file into items, `feed_entry` reads one of them (feedparser knows what its elements mean). A feed of any size is
read in bounded memory, and an item that is broken costs only itself. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Outcome, Reject
from indexer.formats.feeds.feed_entry import Channel, read_channel, read_entry
from indexer.formats.feeds.feed_file import FeedFile, Item, RefusedFileError, as_ascii, looks_like, open_feed
from indexer.formats.feeds.story_settling import settle_story
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.wire.wire_item import WireItem, name_item
from indexer.settings import ReadingOptions

NAME = "feed"
DESCRIPTION = "RSS, RDF and Atom feeds"
SUFFIXES = (".rss", ".atom", ".rdf")

_ITEM = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry|channel)[\s>/]")
_FEED = re.compile(
    rb"http://www\.w3\.org/2005/Atom|http://purl\.org/(?:atom|rss/)|my\.netscape\.com/(?:rdf|publish)|<(?:[\w.-]{1,40}:)?entry[\s>/]"
)


def sniff(head: bytes, name: str) -> bool:
    """Whether the first element is one of a feed; `RDF`, `feed`, `channel` and `entry` are names that others have too, so more must tell."""
    if looks_like(head, b"rss", name):
        return True
    content = as_ascii(head)
    if looks_like(head, b"RDF|feed|entry", name):
        return bool(_FEED.search(content) or (name.lower().endswith(SUFFIXES) or b"<item" in content))
    return looks_like(head, b"channel") and b"<item" in content and bool(_ITEM.match(content))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The items in order, each with the line it starts on; see `Format.parse`."""
    try:
        feed = open_feed(stream)
    except RefusedFileError as error:
        yield Reject(origin=origin, reason=f"a feed: {error}")
        return
    is_empty = True
    for outcome in _read_items(feed, origin, options):
        is_empty = False
        yield outcome
    if is_empty:
        yield NotArticle(path=origin.path, member=origin.member, reason="a feed without items")


def _read_items(feed: FeedFile, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    channel = read_channel(feed)
    dates = RecordDates(options, "")
    for number, item in enumerate(feed.items, 1):
        place = Origin(path=origin.path, member=origin.member, record=number, line=item.line)
        if isinstance(item, Item):
            yield _read_item(item, channel, place, dates, options)
        else:
            yield Reject(origin=place, reason=item.reason)


def _read_item(
    item: Item, channel: Channel, place: Origin, dates: RecordDates, options: ReadingOptions
) -> Outcome:
    story = WireItem()
    why_not = read_entry(item, channel, story)
    if item.fault:
        story.keep("damage", item.fault)
    return (
        name_item(place, story.own, why_not) if why_not else settle_story(story, place, NAME, dates, options)
    )
