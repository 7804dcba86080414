"""WordPress exports (WXR) -> an article a published post.

`feed_file` cuts the file into items, so that an export of any size, broken anywhere, gives what it holds. Pages, attachments, menu items,
drafts and whatever else a site keeps as an item are named by kind at the end. `wordpress_body` reads a post's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from lxml import etree

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats.feeds.feed_file import (
    FeedFile,
    Item,
    RefusedFileError,
    as_ascii,
    looks_like,
    open_feed,
    read_head,
)
from indexer.formats.feeds.story_settling import choose_identifier, settle_story, web_address
from indexer.formats.feeds.wordpress_body import read_post
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.records.record_values import read_line
from indexer.formats.skipped_records import SkippedRecords
from indexer.formats.wire.wire_item import WireItem
from indexer.formats.xml_document import children, find_all, line_of, local_name
from indexer.settings import ReadingOptions

NAME = "wordpress"
DESCRIPTION = "WordPress exports (WXR): the published posts"
SUFFIXES = (".wxr",)

_EXPORT = re.compile(rb"wordpress\.org/export/|<wp:wxr_version|<wp:post_type")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)")
_UNCATEGORISED = frozenset(
    (
        "uncategorized",
        "uncategorised",
        "allgemein",
        "non classé",
        "sin categoría",
        "sem categoria",
        "без рубрики",
        "未分类",
    )
)
_FURTHEST = timedelta(hours=14)
_SAID = frozenset(
    "title link pubDate creator guid description encoded post_id post_date post_date_gmt post_modified post_modified_gmt post_type status "
    "post_password category postmeta comment".split()
)
_COMMON_VALUES = frozenset(("", "0", "open", "closed"))


@dataclass(frozen=True, slots=True)
class Site:
    """What an export says of its site; `authors` maps logins to the names to be shown."""

    title: str = ""
    link: str = ""
    language: str = ""
    authors: Mapping[str, str] = field(default_factory=dict)


def sniff(head: bytes, name: str) -> bool:
    """Whether an RSS file speaks of WordPress' exports."""
    return looks_like(head, b"rss", name) and _EXPORT.search(as_ascii(head)) is not None


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The published posts in order, each with the line it starts on, then what else there is, kind by kind; see `Format.parse`."""
    try:
        feed = open_feed(stream)
    except RefusedFileError as error:
        yield Reject(origin=origin, reason=f"an export: {error}")
        return
    site = read_site(feed)
    dates = RecordDates(options, "")
    others = SkippedRecords(origin)
    number = 0
    for number, item in enumerate(feed.items, 1):
        place = replace(origin, record=number, line=item.line)
        if not isinstance(item, Item):
            yield Reject(origin=place, reason=item.reason)
        elif kind := _why_no_post(item.element):
            others.add(kind, f"{_text(item.element, 'title')[:80]!r}")
        else:
            yield _read_item(item, site, place, dates, options)
    yield from others.tell()
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="an export without items")


def read_site(feed: FeedFile) -> Site:
    """The site's title, address, language and authors; empty where the head cannot be read."""
    head = read_head(feed)
    if head is None:
        return Site()
    channel = next((element for element in find_all(head, "title") if not _lies_in_image(element)), None)
    around = channel.getparent() if channel is not None else head
    facts = (
        {
            name: line_of(next(iter(children(around, name)), None))
            for name in ("title", "link", "base_blog_url", "language")
        }
        if around is not None
        else {}
    )
    link = web_address(facts.get("base_blog_url", "")) or web_address(facts.get("link", ""))
    return Site(facts.get("title", ""), link, facts.get("language", ""), dict(_read_authors(head)))


def _lies_in_image(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and local_name(above) == "image"


def _read_authors(head: etree._Element) -> Iterator[tuple[str, str]]:
    for author in find_all(head, "author"):
        facts = {local_name(child): line_of(child) for child in children(author)}
        whole = f"{facts.get('author_first_name', '')} {facts.get('author_last_name', '')}".strip()
        login = facts.get("author_login", "")
        if login and (name := facts.get("author_display_name") or whole):
            yield login, name


# What is no post


def _why_no_post(element: etree._Element) -> str:
    """What an item is that is no published post; empty for one that is."""
    kind, status = _text(element, "post_type")[:60], _text(element, "status")[:60]
    if (kind, status) == ("post", "publish"):
        return ""
    return f"items of type {kind or 'unknown'} and status {status or 'unknown'}, where only published posts are articles"


# A post


def _read_item(item: Item, site: Site, place: Origin, dates: RecordDates, options: ReadingOptions) -> Outcome:
    story = WireItem()
    element = item.element
    story.title = read_line(_raw(element, "title"))
    _read_texts(element, story)
    _read_people(element, site, story)
    _read_terms(element, story)
    link = web_address(_text(element, "link"), site.link)
    guid, number = _text(element, "guid"), _text(element, "post_id")
    story.own = choose_identifier(
        guid, link, f"{site.link.rstrip('/')}/?p={number}" if site.link and number else "", number
    )
    story.url = link or web_address(guid)
    story.source, story.language = site.title, site.language
    moment, printed = read_moment(_text(element, "post_date"), _text(element, "post_date_gmt"))
    changed, changed_printed = read_moment(
        _text(element, "post_modified"), _text(element, "post_modified_gmt")
    )
    story.published = [text for text in (moment, _text(element, "pubDate")) if text]
    story.updated = changed if changed != moment else ""
    _keep_rest(item, story)
    outcome = settle_story(story, place, NAME, dates, options)
    return (
        _print_dates(outcome, {moment: printed, changed: changed_printed})
        if isinstance(outcome, Article)
        else outcome
    )


def read_moment(local: str, universal: str) -> tuple[str, str]:
    """The moment that a site's clock and GMT together tell, and the part of it that is printed: `2020-02-15 17:28:00 +01:00`, `2020-02-15 17:28:00`.

    A year 0 or -1 is none. Where the two are no zone apart, the site's clock stands alone.
    """
    here, there = _moment(local), _moment(universal)
    if here is None:
        return (f"{universal} +00:00", universal) if there else (local, local)
    if there is None or abs(here - there) > _FURTHEST or (here - there).seconds % 900:
        return local, local
    minutes = int((here - there).total_seconds()) // 60
    sign, minutes = ("-" if minutes < 0 else "+"), abs(minutes)
    return f"{local} {sign}{minutes // 60:02}:{minutes % 60:02}", local


def _moment(text: str) -> datetime | None:
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None


def _print_dates(article: Article, printed: Mapping[str, str]) -> Article:
    published, updated = article.published, article.updated
    if published is not None and published.raw in printed:
        published = replace(published, raw=printed[published.raw])
    if updated is not None and updated.raw in printed:
        updated = replace(updated, raw=printed[updated.raw])
    return replace(article, published=published, updated=updated)


def _read_texts(element: etree._Element, story: WireItem) -> None:
    contents = children(element, "encoded")
    excerpts = [child for child in contents if "excerpt" in str(child.tag)]
    body = read_post(
        "".join(_inner(child) for child in contents if child not in excerpts) or _raw(element, "description")
    )
    excerpt = read_post("".join(map(_inner, excerpts)))
    if not body.body:
        body, excerpt = (
            replace(excerpt, captions=(*body.captions, *excerpt.captions)),
            replace(excerpt, body=""),
        )
    story.body = body.body
    story.summary = excerpt.body if excerpt.body != body.body else ""
    story.captions += body.captions
    story.keep("leftovers", list(body.leftovers))


def _read_people(element: etree._Element, site: Site, story: WireItem) -> None:
    """The author's name for the login; co-authors, which a plugin keeps as terms, where there are any."""
    login = _text(element, "creator")
    others = [line_of(child) for child in children(element, "category") if child.get("domain") == "author"]
    story.byline = ", ".join(dict.fromkeys(site.authors.get(name, name) for name in (others or [login])))
    story.keep("author_login", login if site.authors.get(login, login) != login else None)


def _read_terms(element: etree._Element, story: WireItem) -> None:
    terms: dict[str, list[str]] = {}
    for child in children(element, "category"):
        name = read_line(_inner(child))
        domain = child.get("domain") or ""
        if name and domain != "author" and name not in terms.setdefault(domain, []):
            terms[domain].append(name)
    unnamed = terms.pop("", [])
    tags = [*terms.pop("post_tag", []), *terms.pop("tag", [])]
    categories = [
        name
        for name in terms.pop("category", []) or [one for one in unnamed if one not in tags]
        if name.casefold() not in _UNCATEGORISED
    ]
    story.tags = tags
    story.section = categories[0] if categories else ""
    story.keep("categories", categories if len(categories) > 1 else None)
    story.keep("terms", terms)


def _keep_rest(item: Item, story: WireItem) -> None:
    element = item.element
    story.keep("post_id", _text(element, "post_id"))
    story.keep("guid", _text(element, "guid") if _text(element, "guid") != story.url else None)
    story.keep("password_protected", bool(_text(element, "post_password")) or None)
    for child in children(element):
        name = local_name(child)
        if name not in _SAID and not len(child) and line_of(child) not in _COMMON_VALUES:
            story.keep(name, line_of(child))
    story.keep("meta", dict(_read_meta(element)))
    story.keep("comments", list(_read_comments(element)))
    story.keep("damage", item.fault)


def _read_meta(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Fields that the site shows; a leading underscore hides one from its editors too."""
    for meta in children(element, "postmeta"):
        key, value = _text(meta, "meta_key"), _text(meta, "meta_value")
        if key and value and not key.startswith("_"):
            yield key, value


def _read_comments(element: etree._Element) -> Iterator[dict[str, Any]]:
    """Readers' comments that the site shows, without their addresses."""
    for comment in children(element, "comment"):
        if _text(comment, "comment_approved") in ("1", "") and _text(comment, "comment_type") in (
            "",
            "comment",
        ):
            facts = {"author": "comment_author", "date": "comment_date", "text": "comment_content"}
            yield {name: text for name, tag in facts.items() if (text := _text(comment, tag))}


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(iter(children(element, name)), None)


def _text(element: etree._Element, name: str) -> str:
    return line_of(_first(element, name))


def _raw(element: etree._Element, name: str) -> str:
    child = _first(element, name)
    return "" if child is None else _inner(child)


def _inner(element: etree._Element) -> str:
    """An element's text; where someone forgot to escape markup in it, that markup."""
    if not len(element):
        return element.text or ""
    inner = [element.text or "", *(etree.tostring(child, encoding="unicode") for child in element)]
    return "".join(inner)
