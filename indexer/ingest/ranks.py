"""Which of two records with one id stands, and whether they say the same.

The later stands: by version, then update time, then publication, then place in the input. The first three
make a text that sorts (`rank`); the place is the ledger's. Whether a record is the same as another one's
is told by digests, so that neither text has to be kept.
"""

from __future__ import annotations

import hashlib
import json
from operator import attrgetter
from typing import Any

from indexer.article import Article, PublicationDate

_SHORT = attrgetter(
    "title", "byline", "source", "section", "language", "url", "dateline", "tags", "summary", "captions", "related"
)  # fmt: skip
_DATE = attrgetter("date", "time", "instant", "zone", "precision", "origin", "raw")
_MOST_DIGITS = 18


def rank(article: Article) -> str:
    """Sorts the versions of one story by code points, the later behind."""
    # a tab sorts before all that stands in a part, so a part that goes on sorts behind one that ends
    text = "\t".join((_version(article), _moment(article.updated), _moment(article.published)))
    return text if text.isascii() else text.encode("ascii", "replace").decode("ascii")


def content_digest(article: Article) -> bytes:
    """blake2b, 16 bytes, of what an article says, wherever it was read and whatever its id."""
    dates = (
        _parts(article.published),
        article.undated and (article.undated.reason, article.undated.raw),
        _parts(article.updated),
    )
    extra = _encode(article.extra) if article.extra else ""
    # the body, by far the longest, goes in as it is and last: quoting it would cost more than the digest
    text = f"{(_SHORT(article), dates, extra)!r}\0{article.body}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def whole_digest(article: Article, content: bytes) -> int:
    """blake2b, 8 bytes as a signed number, of all that an article is beside its file: equal in two readings of a file, it is the same."""
    parts = repr((article.id, article.member, article.format)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content + parts, digest_size=8).digest(), "big", signed=True)


def _version(article: Article) -> str:
    """The version with its length before it, so that 10 sorts behind 9; empty where there is none."""
    version = article.extra.get("version")
    if isinstance(version, bool) or not isinstance(version, (int, str)):
        return ""
    digits = str(version).strip().lstrip("0") if -1 < _number(version) < 10**_MOST_DIGITS else ""
    return f"{len(digits):02d}{digits}" if digits else ""


def _number(version: int | str) -> int:
    """-1 for what is no number of usual length."""
    if isinstance(version, int):
        return version
    text = version.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else -1


def _moment(date: PublicationDate | None) -> str:
    """An instant where one is known, else the wall clock; without the Z, before which a fraction would sort."""
    if date is None:
        return ""
    if date.instant:
        return date.instant.removesuffix("Z")
    return f"{date.date}T{date.time}" if date.time else date.date


def _parts(date: PublicationDate | None) -> Any:
    return _DATE(date) if date else None


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=dict).encode
