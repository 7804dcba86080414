"""What the first visitors would wait for, done before they come: templates compiled, columns of the index touched, words of its texts learnt.

A passage is marked by a memory of what stands between blanks (`indexer.words.chunks`), which begins empty; processes that are forked
behind this share it.
"""

from __future__ import annotations

from itertools import islice

from flask import Flask

from indexer.engines.contract import Archive
from indexer.errors import MorgueError
from indexer.words.chunks import read_text
from indexer.words.languages import stem_language

_ARTICLES = 300
"""Of the newest: more than half of what is new on a first page stands in these, and reading them takes a second at most."""

_LONGEST = 5_000
"""Code points of each, as one of them may be a book."""


def warm_up(app: Flask, archive: Archive) -> None:
    """Takes about a second. What fails here fails again, with a message, for whoever asks."""
    try:
        for article in islice(archive.reader().articles(), _ARTICLES):
            read_text(article.body[:_LONGEST], stem_language(article.language, "en"))
    except MorgueError:
        return
    app.test_client().get("/search?from=0001")
