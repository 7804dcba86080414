"""Markdown files that hold the news of a day: one article below each heading of the same level.

A file is one only where it says so: by a first heading that is a day (`# Evening News (20240710)`), or by articles that
each end with a link to their own page. Any other Markdown file is one article with subheadings, `plain_text`'s.
The day is that of the headings above an article, else of its address, else of the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, PublicationDate, Reject, Undated
from indexer.dates import DateContext, date_from_file_name, date_from_url, read_date
from indexer.formats.text.front_matter import split_front_matter
from indexer.formats.text.markdown_text import (
    Passage,
    find_captions,
    find_links,
    plain_text,
    read_passages,
    split_rule,
)
from indexer.formats.text.whole_text import read_whole
from indexer.identity import article_id, is_global
from indexer.markup import NoTextError, decode
from indexer.message import say
from indexer.settings import ReadingOptions

NAME = "digest"
DESCRIPTION = "Markdown files that hold the news of a day, one article below each heading"
SUFFIXES = (".md", ".markdown")

MOST_BYTES = 16_000_000
LEAST_ITEMS = 2
LONGEST_REST = 30
"""Letters that may stand beside the day in a heading; more of them are a headline that names a day."""
LONGEST_FOOT = 300

_DAY = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:([-./]?)\d{1,2}\1\d{1,2}|\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d{2}|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}"
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?|星期.|周.", re.IGNORECASE)
_AROUND = re.compile(r"^[\s(（\[【|,:：·—–-]+|[\s)）\]】(（\[【|,:：·—–-]+$")
_QUOTED = re.compile(r"[《「『]([^《》「」『』]{1,60})[》」』]")


@dataclass(frozen=True, slots=True)
class _Item:
    """An article's passage and the headings above it, the outermost first."""

    passage: Passage
    above: tuple[str, ...]


def sniff(head: bytes, name: str) -> bool:
    if b"#" not in head[:20_000]:
        return False
    try:
        text = decode(head).text
    except NoTextError:
        return False
    if not re.match(r"\s*(?:#{1,6}\s|---\n|\+\+\+\n)", text):
        return False
    return bool(_find_items(list(read_passages(split_front_matter(text)[1]))))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The articles in order, each with the line of its heading; see `Format.parse`."""
    text = read_whole(stream, origin, MOST_BYTES)
    if not isinstance(text, str):
        yield text
        return
    pairs, rest = split_front_matter(text)
    skipped_lines = text.count("\n") - rest.count("\n")
    passages = list(read_passages(rest))
    items = _find_items(passages)
    context = DateContext(timezone=options.timezone, date_order=options.date_order)
    foot = split_rule(passages[-1].text)[1].strip() if items else ""
    facts = dict(pairs) | ({"file_note": foot} if 0 < len(foot) <= LONGEST_FOOT else {})
    for number, item in enumerate(items, start=1):
        place = replace(origin, record=number, line=item.passage.line + skipped_lines)
        yield _read_item(item, place, context, facts)
    yield from _name_the_rest(passages, items, origin)


def _find_items(passages: Sequence[Passage]) -> list[_Item]:
    """The articles of a file; none where it is no digest."""
    levels = {passage.level for passage in passages if passage.level and _has_text(passage)}
    for level in sorted(levels, reverse=True):
        items = list(_at_level(passages, level))
        if len(items) >= LEAST_ITEMS and _are_articles(items):
            return items
    return []


def _at_level(passages: Sequence[Passage], level: int) -> Iterator[_Item]:
    above: dict[int, str] = {}
    for passage in passages:
        if passage.level == level and _has_text(passage):
            yield _Item(passage, tuple(above[outer] for outer in sorted(above) if outer < level))
        if passage.level:
            above = {outer: heading for outer, heading in above.items() if outer < passage.level}
            above[passage.level] = passage.heading


def _has_text(passage: Passage) -> bool:
    return any(map(str.isalnum, passage.text))


def _are_articles(items: Sequence[_Item]) -> bool:
    if all(any(_split_day(heading) for heading in item.above) for item in items):
        return True
    addresses = {address for item in items if (address := _own_address(item.passage.text))}
    return len(addresses) > 2 and len(addresses) * 3 >= len(items) * 2


def _split_day(heading: str) -> tuple[str, str] | None:
    """The day that a heading consists of, and the few words beside it (the programme's name)."""
    match = _DAY.search(heading)
    if match is None:
        return None
    rest = _WEEKDAY.sub("", heading[: match.start()] + " " + heading[match.end() :])
    rest = _AROUND.sub("", rest)
    is_beside = not heading[: match.start()].strip(" (（[【") or not heading[match.end() :].strip(" )）]】")
    return (match[0], rest) if len(rest) <= LONGEST_REST and is_beside else None


def _own_address(text: str) -> str | None:
    """The address that an article ends with: a link on a line of its own, behind the text."""
    links = find_links(split_rule(text)[0])
    return next((address for _, address, alone in reversed(links) if alone and is_global(address)), None)


def _read_item(item: _Item, place: Origin, context: DateContext, facts: dict[str, str]) -> Article | Reject:
    source, foot = split_rule(item.passage.text)
    if len(foot) > LONGEST_FOOT:
        source = item.passage.text
    url = _own_address(source)
    label = next((text for text, address, alone in find_links(source) if alone and address == url), "")
    body = plain_text(
        "\n".join(line for line in source.split("\n") if not (url and url in line and label in line))
    )
    title = item.passage.heading
    if not title and not body:
        return Reject(origin=place, reason="a heading and a text without words")
    published = _settle_day(item, place, url, context)
    programme = next(
        (split[1] for heading in item.above if (split := _split_day(heading)) and split[1]), None
    )
    group = next((heading for heading in reversed(item.above) if not _split_day(heading)), None)
    quoted = _QUOTED.fullmatch(programme) if programme else None
    extra = {**facts, **({"group": group} if group else {})}
    return Article(
        id=article_id(place, url),
        title=title or None,
        source=quoted[1] if quoted else programme,
        url=url,
        body=body,
        captions=tuple(find_captions(source)),
        published=published,
        undated=None if published else Undated(reason=say("no heading, file name or address gives a day")),
        extra=extra,
        path=place.path,
        member=place.member,
        format=NAME,
    )


def _settle_day(item: _Item, place: Origin, url: str | None, context: DateContext) -> PublicationDate | None:
    for heading in reversed(item.above):
        split = _split_day(heading)
        found = read_date(split[0], context, origin="byline", alone=True) if split else None
        if isinstance(found, PublicationDate):
            return replace(found, raw=heading)
    name = (place.member or place.path).rsplit("/", 1)[-1]
    return (date_from_url(url, context) if url else None) or date_from_file_name(name, context)


def _name_the_rest(
    passages: Sequence[Passage], items: Sequence[_Item], origin: Origin
) -> Iterator[NotArticle]:
    """What stands in the file beside its articles, such as a list of their headlines."""
    read = {item.passage.line for item in items}
    for passage in passages:
        if passage.line not in read and passage.heading and _has_text(passage):
            reason = f"not an article of the day, but the text below {passage.heading[:100]!r}"
            yield NotArticle(path=origin.path, member=origin.member, reason=reason)
