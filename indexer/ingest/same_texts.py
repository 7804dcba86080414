"""Articles with the same text under different ids: told by a digest of the letters, and listed in groups.

The same is what has the same letters and digits in headline and body, whatever the case, the blanks and the
punctuation. Texts of under LEAST_LETTERS of them are left out: "Correction" and a weather line are no duplicates.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from indexer.article import Article
from indexer.ingest.ledger import Ledger

LEAST_LETTERS = 200

_NO_LETTER = re.compile(r"[\W_]+")
_ASCII_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_LOWER = bytes(range(256)).lower()


@dataclass(frozen=True, slots=True)
class Copy:
    """One record of a group. `standing`: `article`, or `duplicate` or `replaced` by another record of its id."""

    id: str
    path: str
    member: str | None
    day: str | None
    standing: str


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one id, or articles of one text, in the order of the input."""

    same: Literal["id", "text"]
    copies: tuple[Copy, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def text_digest(article: Article) -> int:
    """blake2b, 8 bytes as a signed number, of the letters of headline and body; 0 for a short text."""
    letters = _letters(f"{article.title or ''}\n{article.body}")
    if len(letters) < LEAST_LETTERS:
        return 0
    return int.from_bytes(hashlib.blake2b(letters, digest_size=8).digest(), "big", signed=True)


def _letters(text: str) -> bytes:
    if text.isascii():
        return text.encode().translate(_ASCII_LOWER, _ASCII_NO_LETTERS)
    # most of what goes is plain ASCII, and goes many times as quickly as by an expression
    plain = text.casefold().encode("utf-8", "surrogatepass").translate(None, _ASCII_NO_LETTERS)
    return _NO_LETTER.sub("", plain.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")


def count_same_texts(ledger: Ledger) -> int:
    """Articles whose text another article has too."""
    return ledger.count(
        "SELECT coalesce(sum(copies), 0) FROM (SELECT count(*) AS copies FROM record"
        " WHERE text <> 0 AND standing = 'article' GROUP BY text HAVING count(*) > 1)"
    )


def list_groups(ledger: Ledger) -> Iterator[Group]:
    """Groups of records with one id, then of articles with one text."""
    yield from _groups(
        ledger, "id", "id",
        "id IN (SELECT id FROM record WHERE standing IN ('duplicate', 'replaced'))",
    )  # fmt: skip
    yield from _groups(
        ledger, "text", "text",
        "standing = 'article' AND text <> 0 AND text IN (SELECT text FROM record WHERE text <> 0 AND standing = 'article' GROUP BY text HAVING count(*) > 1)",
    )  # fmt: skip


def _groups(ledger: Ledger, same: Literal["id", "text"], key: str, condition: str) -> Iterator[Group]:
    rows = ledger.run(
        f"SELECT {key}, id, path, member, day, standing FROM record JOIN file ON file.number = file"
        f" WHERE {condition} AND standing NOT IN ('removed', 'withdrawal') ORDER BY {key}, root, path, place"
    )
    for _, group in groupby(rows, itemgetter(0)):
        yield Group(same, tuple(Copy(*row[1:]) for row in group))
