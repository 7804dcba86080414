"""Which of two records with one id stands, and whether they say the same.

The later stands: by version, then update time, then publication, then place in the input. The first three
make a text that sorts (`rank`); the place is the ledger's.
"""

from __future__ import annotations

import hashlib
import json

from indexer.article import Article, PublicationDate

_MOST_VERSION = 10**18


def rank(article: Article) -> str:
    """Sorts versions of one story, the later behind."""
    return f"{_version(article):019d} {_moment(article.updated):<35}{_moment(article.published):<35}"


def _version(article: Article) -> int:
    version = article.extra.get("version")
    text = str(version) if isinstance(version, (int, str)) and not isinstance(version, bool) else ""
    return min(int(text), _MOST_VERSION) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def _moment(date: PublicationDate | None) -> str:
    if date is None:
        return ""
    return date.instant or (f"{date.date}T{date.time}" if date.time else date.date)


def content_digest(article: Article) -> bytes:
    """blake2b, 16 bytes, of what an article says, wherever it was read."""
    document = article.as_json()
    for name in ("id", "path", "member", "format"):
        del document[name]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
