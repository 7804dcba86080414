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
from indexer.console.display import counted as number_of
from indexer.console.terminal import safe, tell
from indexer.engines.contract import Archive, Engine, Results, SearchRequest
from indexer.errors import InputError
from indexer.export.forms import BY_NAME, FORMS
from indexer.export.query_record import record_query
from indexer.search.unknown_values import notices_of_values

STANDARD_OUTPUT = "-"
COUNTING_SECONDS = 3_600.0
"""An export waits for its count: it is no page."""


def export_to(
    archive: Archive, text: str, form: str, output: str, *, quiet: bool = False, **asked: Any
) -> int:
    """Writes the articles of a search to a file (in one step, so that a stopped export leaves none) or to standard output; gives their number.

    Raises InputError where no such file can be, QueryError, EngineError, OSError.
    """
    if output != STANDARD_OUTPUT:
        _check_place(Path(output))
    request = read_request(text, page="1", size="1", **asked)
    engine = archive.reader()
    counted = _count(request, engine)
    if not quiet:
        _tell_doubts(request, counted, str(asked.get("sort", "")))
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
    _write_record(file, request, engine, counted)
    return count[0]


def form_of(output: str) -> str:
    """The form that a file's name ends with, as `storm.csv` does; JSON lines for every other name."""
    ending = Path(output).name.lower()
    return next((form.name for form in FORMS if ending.endswith(f".{form.suffix}")), "jsonl")


def draw_exported(total: int, form: str, output: str) -> str:
    """What was written where, since `-olive` is an --output, and an ending that no form has gets JSON lines."""
    place = "" if output == STANDARD_OUTPUT else f" to {safe(output)} as {BY_NAME[form].title}"
    return f"{number_of(total, 'article')} exported{place}"


def _check_place(file: Path) -> None:
    if file.is_dir():
        raise InputError(f"'{file}' is a folder; name a file in it.")
    if not file.parent.is_dir():
        raise InputError(f"There is no folder '{file.parent}'; make it, or name a file elsewhere.")


def _counted(articles: Iterator[Article], count: list[int]) -> Iterator[Article]:
    for article in articles:
        count[0] += 1
        yield article


def _write(pieces: Iterator[bytes], stream: BinaryIO) -> None:
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def _tell_doubts(request: SearchRequest, counted: Results, sort: str) -> None:
    for notice in (*request.notices, *counted.notices):
        tell(f"morgue: {notice.message}")
    if sort.strip().lower() not in ("", "newest"):
        tell("morgue: An export is always newest first; the order asked for was not kept.")


def _count(request: SearchRequest, engine: Engine) -> Results:
    """The answer without its hits: how many there are, and what to say of it."""
    counted = engine.search(
        replace(request, size=0, facets=(), timeline=False, snippets=0, deadline=COUNTING_SECONDS)
    )
    return replace(counted, notices=(*counted.notices, *notices_of_values(engine, request, counted)))


def _write_record(file: Path, request: SearchRequest, engine: Engine, counted: Results) -> None:
    record = record_query(request, engine.overview(), counted)
    file.with_name(f"{file.name}.query.json").write_text(
        json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
