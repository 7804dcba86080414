"""What a wire says of a story, in whatever form -> an Article, or the name of what is none and why.

A wire's format fills a `WireItem`; here dates are read, names cleaned, tags freed of doubles and `extra` bounded. Items that
are no articles to be searched (embargoed, cancelled, pictures, packages) are named by `name_item`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from indexer.article import Article, NotArticle, Origin, PublicationDate, Reject, Undated
from indexer.dates import DateContext, read_date, settle
from indexer.formats.extra_fields import bound_extra
from indexer.formats.record_values import read_language
from indexer.identity import article_id
from indexer.settings import ReadingOptions

OPENING = 200
"""How far into a text its dateline may reach."""

_FOREIGN_BY = re.compile(r"\s*(?:Von|Par|Por|Door|Av|Af)\s+(?=[^\W\d_a-zà-ÿ]\S*[ ,])")
_ENGLISH_BY = re.compile(r"\s*by\b[:\s]\s*(?=[^\W\d_])", re.IGNORECASE)


@dataclass(slots=True)
class WireItem:
    """A story in the making. `published` are printed dates, the best first; empty texts say nothing.

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
    extra: dict[str, Any] = field(default_factory=dict)

    def keep(self, name: str, value: Any) -> None:
        """Puts a value into `extra`; a further one under the same name makes a list."""
        if value is None or value in ("", [], {}, ()):
            return
        if name not in self.extra:
            self.extra[name] = value
        elif self.extra[name] != value:
            held = self.extra[name]
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
    item: WireItem, origin: Origin, format_name: str, options: ReadingOptions
) -> Article | Reject:
    """The article; a Reject where the item holds neither headline nor text."""
    if not (item.title or item.body or item.summary):
        named = f" {item.own[:200]!r}" if item.own else ""
        return Reject(origin=origin, reason=f"the item{named} has neither a headline nor a text")
    language = read_language(item.language)
    published, undated, updated = _settle_dates(item, language, options)
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


def name_item(origin: Origin, own: str, why: str) -> NotArticle:
    """Names an item that is not indexed."""
    return NotArticle(path=origin.path, member=origin.member, reason=f"{own[:200]}: {why}" if own else why)


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
