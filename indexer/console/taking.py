"""What `morgue export` does: a search -> a file of all that it finds, and beside it what was asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from indexer.article import Article
from indexer.console.asking import read_request
from indexer.engines.contract import Archive, Engine, SearchRequest
from indexer.export.forms import BY_NAME
from indexer.export.query_record import record_query

STANDARD_OUTPUT = "-"
COUNTING_SECONDS = 3_600.0
"""An export waits for its count: it is no page."""


def export_to(archive: Archive, text: str, form: str, output: str, **asked: Any) -> int:
    """Writes the articles of a search to a file (in one step, so that a stopped export leaves none) or to standard output; gives their number.

    Raises QueryError, EngineError, OSError.
    """
    request = read_request(text, page="1", size="1", **asked)
    engine = archive.reader()
    articles = engine.articles(request.tree, request.filters)
    pieces = BY_NAME[form].encode(_counted(articles, count := [0]))
    if output == STANDARD_OUTPUT:
        _write(pieces, sys.stdout.buffer)
        return count[0]
    file = Path(output)
    beside = file.with_name(f".{file.name}.part")
    try:
        with beside.open("wb") as stream:
            _write(pieces, stream)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    _write_record(file, request, engine)
    return count[0]


def _counted(articles: Iterator[Article], count: list[int]) -> Iterator[Article]:
    for article in articles:
        count[0] += 1
        yield article


def _write(pieces: Iterator[bytes], stream: BinaryIO) -> None:
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def _write_record(file: Path, request: SearchRequest, engine: Engine) -> None:
    counted = engine.search(
        replace(request, size=0, facets=(), timeline=False, snippets=0, deadline=COUNTING_SECONDS)
    )
    record = record_query(request, engine.overview(), counted)
    file.with_name(f"{file.name}.query.json").write_text(
        json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
