"""Commands that look at the index itself and at what became of the input: stats, duplicates, check; and formats, which needs no index."""

from __future__ import annotations

from typing import Any

import click

from indexer.console import options
from indexer.console.exit_codes import end_with_rejects
from indexer.console.terminal import print_json, print_text
from indexer.engines import open_archive
from indexer.errors import EngineError


@click.command()
@options.index
@options.as_json
def stats(index: str, as_json: bool) -> None:
    """Tell what the index holds.

    Articles, days, sources, sections, languages, formats, and what was rejected why.
    """
    from indexer.console.display import draw_statistics
    from indexer.ingest.statistics import gather_statistics

    gathered = gather_statistics(open_archive(index))
    if as_json:
        print_json(gathered)
    else:
        print_text(draw_statistics(gathered))


@click.command()
@options.index
@options.as_json
def duplicates(index: str, as_json: bool) -> None:
    """List what the archive holds more than once.

    Records with one id, of which one stands as the article; and articles with the same text under several ids, whatever
    their case, blanks and punctuation.
    """
    from indexer.console.display import draw_duplicates
    from indexer.ingest.statistics import list_duplicates

    found = list_duplicates(open_archive(index))
    if as_json:
        print_json(found)
    else:
        print_text(draw_duplicates(found))


@click.command()
@options.index
@click.option("--sources", is_flag=True, help="List what of the input could not be read and why.")
@options.quiet
@options.as_json
def check(index: str, sources: bool, quiet: bool, as_json: bool) -> None:
    """Find damage in the index.

    Reads every byte of it and compares it with what was written; sees that no removed article is in it. Ends with 4 where
    something is wrong; with --sources, which looks at the input's books instead, with 3 where something was rejected.
    """
    archive = open_archive(index)
    if sources:
        _print_unread(archive, quiet=quiet, as_json=as_json)
    else:
        _print_problems(archive, index, quiet=quiet, as_json=as_json)


@click.command()
@options.as_json
def formats(as_json: bool) -> None:
    """List the forms of news files that are read."""
    from indexer.console.display import draw_formats
    from indexer.containers import CONTAINER_NAMES
    from indexer.formats import FORMATS

    rows = [
        {"name": form.NAME, "suffixes": list(form.SUFFIXES), "description": form.DESCRIPTION}
        for form in FORMATS
    ]
    if as_json:
        print_json({"formats": rows, "containers": list(CONTAINER_NAMES)})
    else:
        print_text(draw_formats(rows, CONTAINER_NAMES))


def _print_problems(archive: Any, index: str, *, quiet: bool, as_json: bool) -> None:
    from indexer.ingest.statistics import find_returned

    problems = [*archive.check(), *find_returned(archive)]
    if as_json:
        print_json({"sound": not problems, "problems": problems})
    elif not quiet:
        print_text(problems or ["The index is sound."])
    if problems:
        raise EngineError(f"the index in {index} is damaged; run `morgue rebuild`")


def _print_unread(archive: Any, *, quiet: bool, as_json: bool) -> None:
    from indexer.console.display import draw_unread
    from indexer.ingest.statistics import list_unread

    unread = list_unread(archive)
    if as_json:
        print_json(unread)
    elif not quiet:
        print_text(draw_unread(unread))
    end_with_rejects(len(unread["rejects"]) + len(unread["unreadable"]))
