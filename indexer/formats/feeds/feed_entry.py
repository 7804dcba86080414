"""An item of a feed -> a story: what feedparser says its elements mean, and what it leaves to be told.

feedparser is given one item, well-formed, without document type, in a stream: it opens nothing and expands nothing. Pictures are
read here, so that their titles and descriptions are not taken for the story's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from indexer.formats.feeds.feed_file import FeedFile, Item, read_head
from indexer.formats.feeds.story_markup import StoryText, read_plain_story, read_story
from indexer.formats.feeds.story_settling import choose_identifier, web_address
from indexer.formats.records.record_values import read_line
from indexer.formats.wire.wire_item import WireItem
from indexer.formats.xml_document import find_all, line_of, local_name
from indexer.markup import looks_like_markup

LONGEST_NAME = 500
LONGEST_DATE = 400

_MEDIA = ("http://search.yahoo.com/mrss", "urn:prefix:media")
_MEDIA_TEXTS = ("title", "description", "text", "credit", "copyright")
_DUBLIN_CORE = ("http://purl.org/dc/elements/1.", "http://purl.org/dc/terms/", "urn:prefix:dc")
_OTHER_DATES = frozenset(
    ("date", "publicationdate", "publishdate", "publisheddate", "datepublished", "pubdate")
)
_NAMES = frozenset(
    ("author", "creator", "contributor", "publisher", "name", "email", "managingEditor", "webMaster")
)
_WRITERS = frozenset(("author", "creator"))
_DATES = frozenset(
    ("pubDate", "date", "published", "updated", "modified", "issued", "created", "lastBuildDate", "pubdate")
)
_USED = frozenset(
    "title title_detail links link id guidislink content summary summary_detail authors author author_detail tags published "
    "published_parsed updated updated_parsed created created_parsed language source href feedburner_origlink rss_version".split()
)
_MAILBOX = re.compile(
    r"[^\s()<>]{1,100}@[^\s()<>]{1,100}\s{0,3}\(([^()]{1,200})\)|([^<>]{1,200}?)\s{0,3}<[^\s<>]{1,100}@[^\s<>]{1,100}>"
)
_ADDRESS = re.compile(r"[^\s()<>]{1,100}@[^\s()<>]{1,100}")
_MARKED_UP = ("text/html", "application/xhtml+xml", "text/xhtml")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself."""

    title: str = ""
    link: str = ""
    language: str = ""
    byline: str = ""


def read_channel(feed: FeedFile) -> Channel:
    """The feed's title, address, language and authors; empty where its head cannot be read."""
    head = read_head(feed)
    if head is None:
        return Channel()
    found = _ask_feedparser(head).get("feed", {})
    is_atom = local_name(head) == "feed"
    return Channel(
        title=_read_title(found, is_atom),
        link=web_address(str(found.get("link", ""))),
        language=str(found.get("language", "") or _xml_language(head)),
        byline=_read_authors(head)[0] if is_atom else "",
    )


def _xml_language(root: etree._Element) -> str:
    return root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def _ask_feedparser(root: etree._Element) -> Mapping[str, Any]:
    """What feedparser says, as plain dicts and lists: its own answer one name for another."""
    import feedparser.api  # late: only feeds need it

    # it would look for a parser that no one has, through the whole path of imports, for each item
    feedparser.api.PREFERRED_XML_PARSERS = []
    data: bytes = etree.tostring(root, encoding="utf-8")
    found = feedparser.parse(
        BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return {"feed": _plain(found["feed"]), "entries": _plain(found["entries"])}


def read_entry(item: Item, channel: Channel, story: WireItem) -> str:
    """Fills the story; says why it is none where it is not to be shown."""
    if any(line_of(draft).lower() == "yes" for draft in find_all(item.element, "draft")):
        story.own = line_of(next(iter(find_all(item.element, "id", "guid")), None))
        return "a draft, not published"
    stated = _find_other_dates(item.element)
    long_text = _find_long_text(item.element)
    pictures = _take_pictures(item.element)
    _shorten(item.element)
    # a file may hold thousands of items in which nothing stands
    is_empty = not len(item.element) and not item.element.attrib and not line_of(item.element)
    entries = [] if is_empty else _ask_feedparser(item.root).get("entries", [])
    entry: Mapping[str, Any] = entries[0] if entries else {}
    is_atom = local_name(item.root) == "feed"
    story.title = _read_title(entry, is_atom)
    _read_texts(entry, is_atom, long_text, pictures, story)
    _read_facts(entry, item.element, channel, story)
    _read_dates(entry, stated, story)
    _keep_rest(entry, item.element, story)
    return ""


def _read_title(entry: Mapping[str, Any], is_atom: bool) -> str:
    """Atom says what is markup; elsewhere it is where it looks so, which feedparser knows of common elements only."""
    detail = entry.get("title_detail") or {}
    text = str(detail.get("value") or entry.get("title", ""))
    return " ".join(text.split()) if is_atom and detail.get("type") not in _MARKED_UP else read_line(text)


# Texts


def _read_texts(
    entry: Mapping[str, Any], is_atom: bool, long_text: str, pictures: tuple[str, ...], story: WireItem
) -> None:
    """The longest content is the body, the description then the summary; alone it is the body."""
    contents = [
        _read_text(part.get("value"), part.get("type"), is_atom) for part in entry.get("content") or ()
    ]
    detail = entry.get("summary_detail") or {}  # without it, feedparser made the summary of the content
    summary = _read_text(detail.get("value"), detail.get("type"), is_atom)
    body = max(contents, key=lambda content: len(content.body), default=StoryText(""))
    if long_text and long_text not in body.body:
        body = StoryText("\n\n".join(filter(None, (body.body, long_text))), body.captions)
    if not body.body:
        body, summary = summary, StoryText("", body.captions)
    if not body.body and pictures:
        body, pictures = StoryText(pictures[0]), pictures[1:]
    story.body = body.body
    story.summary = summary.body if summary.body != body.body else ""
    story.captions += [*body.captions, *summary.captions, *pictures]
    story.keep("leftovers", list(dict.fromkeys((*body.leftovers, *summary.leftovers))))
    story.keep("hidden", list(body.hidden))


def _read_text(value: Any, kind: Any, is_atom: bool) -> StoryText:
    text = value if isinstance(value, str) else ""
    if kind in _MARKED_UP or (not is_atom and looks_like_markup(text)):
        return read_story(text)
    return read_plain_story(text) if kind in (None, "", "text/plain", "text") else StoryText("")


def _find_long_text(element: etree._Element) -> str:
    """What an agency puts into an element of its own called `body`, beside the feed's short content."""
    own = [body for body in find_all(element, "body") if "xhtml" not in str(body.tag) and body.prefix]
    return max((read_story("".join(map(str, body.itertext()))).body for body in own), key=len, default="")


# Pictures


def _take_pictures(element: etree._Element) -> tuple[str, ...]:
    """The captions of media elements, whose texts are taken out of the item; a picture's title counts where it has no description."""
    title = line_of(next((child for child in element if local_name(child) == "title"), None))
    captions: list[str] = []
    texts = [
        child
        for child in element.iter(etree.Element)
        if _is_media(child) and local_name(child) in _MEDIA_TEXTS
    ]
    by_picture: dict[etree._Element, dict[str, str]] = {}
    for child in texts:
        parent = child.getparent()
        if parent is not None:
            by_picture.setdefault(parent, {}).setdefault(local_name(child), line_of(child))
    for found in by_picture.values():
        caption = found.get("description") or found.get("text") or found.get("title") or ""
        if caption and caption != title:
            credit = found.get("credit") or found.get("copyright") or ""
            captions.append(f"{caption} ({credit})" if credit and credit not in caption else caption)
    for child in texts:
        parent = child.getparent()
        if parent is not None:
            _remove(parent, child)
    return tuple(dict.fromkeys(captions))


def _is_media(element: etree._Element) -> bool:
    return str(element.tag)[1:].startswith(_MEDIA)


def _remove(parent: etree._Element, child: etree._Element) -> None:
    """Takes an element out, but not the text behind it."""
    if child.tail:
        before = child.getprevious()
        if before is None:
            parent.text = (parent.text or "") + child.tail
        else:
            before.tail = (before.tail or "") + child.tail
    parent.remove(child)


def _shorten(element: etree._Element) -> None:
    """Cuts names and dates that are none: patterns are matched against them that take long on long texts."""
    for child in element.iter(etree.Element):
        name = local_name(child)
        most = LONGEST_NAME if name in _NAMES else LONGEST_DATE if name in _DATES else 0
        if most and len(child.text or "") > most:
            child.text = (child.text or "")[:most]


# Facts


def _read_facts(entry: Mapping[str, Any], element: etree._Element, channel: Channel, story: WireItem) -> None:
    link = _choose_link(entry, channel)
    original = entry.get("source") or {}
    origin_title = " ".join(str(original.get("title", "")).split())
    story.url = link
    story.own = choose_identifier(str(entry.get("id", "")), link)
    byline, addresses = _read_authors(element)
    story.byline = byline or channel.byline
    story.source = origin_title or channel.title
    story.language = str(entry.get("language", "") or channel.language)
    story.section = read_line(entry.get("prism_section", ""))
    story.tags += [tag for tag in map(_read_tag, entry.get("tags") or ()) if tag]
    if origin_title and origin_title != channel.title:
        story.keep("feed", channel.title)
        story.keep("source_address", str(original.get("href", "")))
    story.keep("author_addresses", addresses)
    story.keep("link", str(entry.get("link") or "") if not link else None)
    story.keep("guid", str(entry.get("id", "")) if entry.get("id") != link else None)


def _choose_link(entry: Mapping[str, Any], channel: Channel) -> str:
    candidates = (
        entry.get("feedburner_origlink"),
        entry.get("link"),
        _permanent(entry.get("id", "")),
    )
    return next(
        (found for link in candidates if link and (found := web_address(str(link), channel.link))), ""
    )


def _permanent(identifier: str) -> str:
    return identifier if str(identifier).startswith(("http://", "https://")) else ""


def _read_authors(element: etree._Element) -> tuple[str, list[str]]:
    """Names as one line, and the addresses beside them; feedparser knows mailboxes of short domains only."""
    names: list[str] = []
    addresses: list[str] = []
    for child in element:
        if local_name(child) in _WRITERS and not _is_media(child):
            parts = {local_name(part): line_of(part) for part in child if local_name(part)}
            text = line_of(child) if not parts else parts.get("name") or parts.get("email") or ""
            names.append(_read_name(text))
            addresses += [parts[name] for name in ("uri", "url", "email") if parts.get(name)]
            addresses += _ADDRESS.findall(text)
    line = ", ".join(dict.fromkeys(name for name in names if name))[:LONGEST_NAME]
    return line, [address for address in dict.fromkeys(addresses) if address not in line]


def _read_name(text: str) -> str:
    mailbox = _MAILBOX.fullmatch(text.strip())
    return read_line((mailbox.group(1) or mailbox.group(2)) if mailbox else text)


def _read_tag(tag: Mapping[str, Any]) -> str:
    text = read_line(str(tag.get("label") or tag.get("term") or ""))
    return "" if text.startswith(("http://", "https://")) else text


# Dates


def _find_other_dates(element: etree._Element) -> list[str]:
    """`dc:date`, which feedparser takes for an update, then dates under names that feeds should not have."""
    found = [child for child in element if local_name(child).lower() in _OTHER_DATES and not len(child)]
    first = [child for child in found if str(child.tag)[1:].startswith(_DUBLIN_CORE)]
    return [text for child in (*first, *found) if (text := line_of(child))]


def _read_dates(entry: Mapping[str, Any], others: list[str], story: WireItem) -> None:
    stated = (_date(entry, "published"), *others, _date(entry, "created"))
    story.published = [text for text in dict.fromkeys(stated) if text]
    updated = _date(entry, "updated")
    story.updated = "" if updated in others else updated


def _date(entry: Mapping[str, Any], name: str) -> str:
    return " ".join(str(entry.get(name) or "").split())


# The rest


def _keep_rest(entry: Mapping[str, Any], element: etree._Element, story: WireItem) -> None:
    """Whatever else the item says; of elements that stand more than once, all."""
    links = [link for link in entry.get("links") or () if link.get("rel") not in (None, "alternate")]
    story.keep("links", [dict(link) for link in links if link.get("href")])
    counts = Counter(map(local_name, element))
    for name, value in entry.items():
        if name in _USED or name.endswith(("_parsed", "_detail")) or not value:
            continue
        local = name.rpartition("_")[2]
        if counts[local] > 1 and isinstance(value, str):
            value = [line_of(child) for child in element if local_name(child) == local]
        story.keep(name, value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            str(key): _plain(dict.get(value, key))
            for key in dict.keys(value)
            if not str(key).endswith("_parsed")
        }
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
