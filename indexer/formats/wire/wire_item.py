"""What a wire says of a story, in whatever form -> an Article, or the name of what is none and why.

A wire's format fills a `WireItem`; here dates are read, names cleaned, tags freed of doubles and `extra` bounded. Items that
are no articles to be searched (embargoed, cancelled, pictures, packages) are named by `name_item`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from indexer.article import Article, NotArticle, Origin, PublicationDate, Reject, Undated
from indexer.dates import DateContext, date_from_file_name, read_date, settle
from indexer.formats.records.extra_fields import ITEMS, bound_extra
from indexer.formats.records.record_dates import end_of
from indexer.formats.records.record_values import read_language
from indexer.formats.wire.iptc_codes import EMBARGO
from indexer.identity import article_id, is_global
from indexer.message import say
from indexer.settings import ReadingOptions

NO_YEAR = say("the day is printed without a year, and nothing in the file tells it")

APART = timedelta(days=30)
"""How far items of one file may lie apart."""

OPENING = 200
"""How far into a text its dateline may reach."""

_FOREIGN_BY = re.compile(r"\s*(?:Von|Par|Por|Door|Av|Af)\s+(?=[^\W\d_a-zà-ÿ]\S*[ ,])")
_ENGLISH_BY = re.compile(r"\s*by\b[:\s]\s*(?=[^\W\d_])", re.IGNORECASE)


@dataclass(slots=True)
class WireItem:
    """A story in the making. `published` are printed dates, the best first; empty texts say nothing.

    `yearless` is a day of which no year is printed (`March 1`).
    `own` is the story's own identifier, the same for all its versions; `extra["version"]` numbers them.
    """

    own: str = ""
    title: str = ""
    byline: str = ""
    source: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    dateline: str = ""
    summary: str = ""
    body: str = ""
    captions: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    updated: str = ""
    yearless: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def keep(self, name: str, value: Any) -> None:
        """Puts a value into `extra`; a further one under the same name makes a list."""
        if value is None or value in ("", [], {}, ()):
            return
        if name not in self.extra:
            self.extra[name] = value
        elif self.extra[name] != value:
            held = self.extra[name]
            if isinstance(held, list) and len(held) > ITEMS:
                return  # more than `extra` takes of a list; it says so itself
            values = held if isinstance(held, list) else [held]
            more = value if isinstance(value, list) else [value]
            self.extra[name] = [*values, *(one for one in more if one not in values)]

    def keep_version(self, text: str) -> None:
        """A version that is a number orders the versions of a story; any other is kept as a text."""
        text = text.strip()
        if text.isascii() and text.isdigit() and len(text) <= 18:
            self.extra["version"] = int(text)
        else:
            self.keep("version_text", text[:200])


def settle_item(
    item: WireItem,
    origin: Origin,
    format_name: str,
    options: ReadingOptions,
    nearby: PublicationDate | None = None,
) -> Article | Reject:
    """The article; a Reject where the item holds neither headline nor text.

    `nearby` is the date of another item of the same file, from which a day without a year may take its own.
    """
    if not (item.title or item.body or item.summary):
        named = f" {item.own[:200]!r}" if item.own else ""
        return Reject(origin=origin, reason=f"the item{named} has neither a headline nor a text")
    return _make_article(item, origin, format_name, options, nearby)


def _make_article(
    item: WireItem,
    origin: Origin,
    format_name: str,
    options: ReadingOptions,
    nearby: PublicationDate | None = None,
) -> Article:
    language = read_language(item.language)
    published, undated, updated = _settle_dates(item, language, options)
    if undated and item.yearless:
        name = origin.member or origin.path
        published = find_year(item.yearless, DateContext(timezone=options.timezone), name, nearby)
        undated = None if published else Undated(reason=NO_YEAR, raw=item.yearless)
    return Article(
        id=article_id(origin, item.own or None),
        title=item.title or None,
        byline=strip_by(item.byline) or None,
        source=item.source or None,
        section=item.section or None,
        language=language,
        url=item.url or None,
        dateline=item.dateline or None,
        tags=tuple(tag for tag in _unique(item.tags) if tag != item.title),
        summary=item.summary if item.summary and item.summary != item.title else None,
        body=item.body,
        captions=_unique(item.captions),
        related=_unique(item.related),
        published=published,
        undated=undated,
        updated=updated,
        extra=bound_extra(item.extra.items()),
        path=origin.path,
        member=origin.member,
        format=format_name,
    )


def name_story(agency: str, own: str, shortest: int = 8) -> str:
    """An agency's number names a story wherever it is met; one that comes without the agency's name does not."""
    if not own or not agency or len(own) < shortest or any(map(str.isspace, own)) or is_global(own):
        return own
    return f"urn:newsml:{'-'.join(agency.lower().split())}:{own}"


def find_year(
    day: str, context: DateContext, file_name: str, nearby: PublicationDate | None
) -> PublicationDate | None:
    """The date of a day without a year: in the year of the file's name, or that of another item close by; never guessed."""
    address = date_from_file_name(file_name, context)
    for known in (address, nearby):
        latest = end_of(known)
        if latest is None or latest.year > 9000:
            continue
        found = read_date(day, replace(context, reference=latest + APART))
        if isinstance(found, PublicationDate) and len(found.date) == 10:
            apart = abs(latest - datetime.fromisoformat(found.date))
            if apart <= APART * 2 or (known and len(known.date) == 4 and found.date[:4] == known.date):
                return found
    return None


def name_item(origin: Origin, own: str, why: str) -> NotArticle:
    """Names an item that is not indexed."""
    return NotArticle(path=origin.path, member=origin.member, reason=f"{own[:200]}: {why}" if own else why)


def withdraw_item(
    item: WireItem, origin: Origin, why: str, format_name: str, options: ReadingOptions
) -> NotArticle:
    """Names a version by which a publisher takes a story back, and all earlier versions of it, wherever they lie.

    One under embargo takes nothing back.
    """
    named = name_item(origin, item.own, why)
    if not item.own or why.startswith(EMBARGO):
        return named
    return replace(named, withdraws=_make_article(item, origin, format_name, options))


def strip_by(byline: str) -> str:
    """A byline as one line, without the word before the name: By, Von, Par, Por."""
    text = " ".join(byline.split())
    for pattern in (_ENGLISH_BY, _FOREIGN_BY):
        if match := pattern.match(text):
            return text[match.end() :]
    return text


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for raw in texts if (text := " ".join(raw.split()))))


def _settle_dates(
    item: WireItem, language: str | None, options: ReadingOptions
) -> tuple[PublicationDate | None, Undated | None, PublicationDate | None]:
    context = DateContext(timezone=options.timezone, date_order=options.date_order, language=language)
    published, undated = settle([("metadata", text) for text in item.published], context)
    changed = read_date(item.updated, context) if item.updated.strip() else None
    updated = changed if isinstance(changed, PublicationDate) else None
    if published is None and updated is None:
        opening = f"{item.dateline.rstrip(' -–—')} -" if item.dateline else item.body[:OPENING]
        published, _ = settle([("dateline", opening)], context)
    published = published or updated
    if (
        updated
        and published
        and updated.instant
        and published.instant
        and updated.instant <= published.instant
    ):
        updated = None
    return published, (None if published else undated), updated
