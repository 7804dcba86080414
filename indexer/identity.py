"""Ids of articles: the same on every engine and in every rebuild of the same paths.

An identifier that is global by its form (a URN, a tag: URI, a UUID, an article's URL, an agency's
story number as a URN) makes the id by itself, wherever the file lies. Any other is only good inside
its file, so path, member and the record's own id or number go in.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from indexer.article import Origin

_GLOBAL = re.compile(
    r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+|tag:[^\s,]+,[^\s:]+:\S+|(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [one + other for one in _LETTERS for other in _LETTERS]
"""Ten bits as two letters of base 32 (RFC 4648); the library's own `b32encode` takes six times as long."""


def article_id(origin: Origin, own: str | None = None) -> str:
    """16 characters of a-z and 2-7: 80 bits of blake2b, so that 100 million articles meet by chance once in 10^8 archives.

    `own` is the record's own identifier, None where it has none.
    """
    own = own.strip() if own else None
    if own and is_global(own):
        parts = ["global", own]
    else:
        parts = [
            "place",
            origin.path,
            origin.member or "",
            (own and f"own {own}") or f"record {origin.record}",
        ]
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=10).digest()
    number = int.from_bytes(digest, "big")
    return "".join([_PAIRS[number >> place & 1023] for place in range(70, -1, -10)])


def is_global(own: str) -> bool:
    """Whether an identifier names one article wherever it is met. A home page's URL does not."""
    if _GLOBAL.fullmatch(own):
        return True
    if not own.lower().startswith(("http://", "https://")):
        return False
    try:
        parts = urlsplit(own)
    except ValueError:
        return False
    path = parts.path.strip("/")
    return bool(parts.netloc) and (
        bool(parts.query) or (bool(path) and not re.fullmatch(r"index\.\w+", path))
    )
