"""Articles and their ids: told a language, an article stays else the same; an id is base 32 of a digest, as the standard writes it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib

from invented_archive import make_article

from indexer.article import Origin
from indexer.identity import article_id


def test_an_article_that_is_told_its_language_is_else_the_same() -> None:
    article = make_article(7)
    for language in ("de", None):
        told = article.in_language(language)
        assert told == dataclasses.replace(article, language=language)
        assert told.as_json() == {**article.as_json(), "language": language}


def test_an_id_is_eighty_bits_of_a_digest_in_base_32() -> None:
    for record in range(1, 300):
        parts = f"place\0a.txt\0\0record {record}".encode()
        digest = hashlib.blake2b(parts, digest_size=10).digest()
        expected = base64.b32encode(digest).decode().lower()
        assert article_id(Origin(path="a.txt", record=record)) == expected
