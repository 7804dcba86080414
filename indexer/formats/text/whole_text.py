"""A text file that is read as a whole: its text, or why there is none."""

from __future__ import annotations

from typing import BinaryIO

from indexer.article import NotArticle, Origin, Reject
from indexer.markup import NoTextError, decode


def read_whole(stream: BinaryIO, origin: Origin, most: int) -> str | Reject | NotArticle:
    """The text of at most `most` bytes."""
    data = stream.read(most + 1)
    if len(data) > most:
        return Reject(origin=origin, reason=f"a text of more than {most:,} bytes")
    try:
        return decode(data).text
    except NoTextError as error:
        return NotArticle(path=origin.path, member=origin.member, reason=str(error))
