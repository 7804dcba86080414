"""The one record that flows from a file to a reader's screen, and its one JSON form.

A format makes an `Article`, a `Reject` or a `NotArticle` out of what it reads at an `Origin`.
Engines store articles and give them back unchanged. `Article.as_json` is the form that the command
line, the API and every export print, and `article_from_json` reads it back.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Literal

Precision = Literal["second", "minute", "day", "month", "year"]
DateOrigin = Literal["metadata", "byline", "dateline", "url", "filename", "capture"]

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDate:
    """When an article was published (or updated), as far as its text says.

    `date` is the day as printed, `2020-02-15`, or `2020-02` or `2020` where no day is stated. `time`
    is the wall clock as printed (`08:28:00`, with a fraction only where one is stated). `instant` is
    the same moment in UTC (`2020-02-15T16:28:00Z`), known only with a zone. `zone` is an IANA name or
    an offset (`-08:00`). `raw` is the line or value that it was read from.
    """

    date: str
    time: str | None = None
    instant: str | None = None
    zone: str | None = None
    precision: Precision = "day"
    origin: DateOrigin = "metadata"
    raw: str = ""

    def __post_init__(self) -> None:
        if not _DATE.fullmatch(self.date):
            raise ValueError(f"not a date of the form 2020-02-15, 2020-02 or 2020: {self.date!r}")

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _DATE_NAMES}


_DATE_NAMES = tuple(field.name for field in dataclasses.fields(PublicationDate))


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """Why an article has no date: a `reason` for people, and the text that could not be read as one."""

    reason: str
    raw: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"reason": self.reason, "raw": self.raw}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record was read: what ids, rejects and links to the original file are made from.

    `path` is the last part of the given PATH and the file's path below it, with `/` between
    (`seeds/wire/quake.txt`). `member` is the name inside a container (`news.zip` -> `jan/1.txt`; nested
    containers are joined by `!/`), None outside. `record` counts records in a file or member from 1,
    in the order of reading; `line` counts lines from 1 and is None where a format has none.
    """

    path: str
    member: str | None = None
    record: int = 1
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. Text is plain text, verbatim; absent values are None or empty, never made up.

    `body` has its paragraphs with one blank line between them. `language` is an ISO 639-1 code (with
    no region). `extra` keeps whatever else a format knows, as JSON values under short names; `version`
    there is an integer where a format numbers the versions of a story. Exactly one of `published` and
    `undated` is None.
    """

    id: str
    title: str | None = None
    byline: str | None = None
    source: str | None = None
    section: str | None = None
    language: str | None = None
    url: str | None = None
    dateline: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    body: str = ""
    captions: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    published: PublicationDate | None = None
    undated: Undated | None = None
    updated: PublicationDate | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    path: str
    member: str | None = None
    format: str

    def __post_init__(self) -> None:
        if not self.id or len(self.id) > 64:
            raise ValueError(f"an id has 1 to 64 characters: {self.id!r}")
        if (self.published is None) == (self.undated is None):
            raise ValueError(f"an article is either published at some date or undated: {self.id}")

    def in_language(self, language: str | None) -> Article:
        """The same article in a language: what `dataclasses.replace` gives, in a fifth of its time, as most of an archive's articles are told theirs."""
        article = object.__new__(Article)
        for set_value, value in zip(_ARTICLE_SETTERS, _article_values(self), strict=True):
            set_value(article, value)
        object.__setattr__(article, "language", language)
        return article

    def as_json(self) -> dict[str, Any]:
        """The article as JSON values, its keys in the order of the fields."""
        document: dict[str, Any] = dict(zip(_ARTICLE_NAMES, _article_values(self), strict=True))
        for name in ("tags", "captions", "related"):
            document[name] = list(document[name])
        for name in ("published", "undated", "updated"):
            if document[name] is not None:
                document[name] = document[name].as_json()
        document["extra"] = dict(self.extra)
        return document


_ARTICLE_NAMES = tuple(field.name for field in dataclasses.fields(Article))
_ARTICLE_SETTERS = tuple(getattr(Article, name).__set__ for name in _ARTICLE_NAMES)
_article_values = attrgetter(*_ARTICLE_NAMES)


def article_from_json(document: Mapping[str, Any]) -> Article:
    """The article that `as_json` printed. Raises TypeError or ValueError on any other shape."""
    values = dict(document)
    for name in ("tags", "captions", "related"):
        values[name] = tuple(values.get(name) or ())
    for name, kind in (("published", PublicationDate), ("undated", Undated), ("updated", PublicationDate)):
        if values.get(name) is not None:
            values[name] = kind(**values[name])
    return Article(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that could not be read: counted, named in the report, never indexed."""

    origin: Origin
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {
            "path": self.origin.path,
            "member": self.origin.member,
            "line": self.origin.line,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NotArticle:
    """A file or member that holds no record: named in the report, so that nothing is dropped silently.

    `withdraws`: the version of a story that its publisher took back, and all before it with it, whichever file they are in.
    """

    path: str
    member: str | None = None
    reason: str
    withdraws: Article | None = None

    def as_json(self) -> dict[str, Any]:
        return {"path": self.path, "member": self.member, "reason": self.reason}


Outcome = Article | Reject | NotArticle
