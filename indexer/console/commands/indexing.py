"""Commands that change what is in the index: rebuild, update, remove; and parse, which shows what they would take."""

from __future__ import annotations

from typing import Any

import click

from indexer.console import options
from indexer.console.exit_codes import end_with_rejects
from indexer.console.terminal import ProgressLine, print_json, print_text, tell
from indexer.engines import open_archive
from indexer.settings import Limits


@click.command()
@options.run
def rebuild(
    paths: tuple[str, ...], index: str, jobs: int | None, quiet: bool, as_json: bool, **reading: Any
) -> None:
    """Build the index anew beside the old one, then swap.

    PATH is a file, a folder, or - for standard input. Without any, those of the last rebuild are taken, with
    its options; at first it is seeds.
    """
    from indexer.ingest import run
    from indexer.ingest.kept_options import kept_options

    archive = open_archive(index)
    how = options.reading_options(None if paths else kept_options(archive), **reading)
    with ProgressLine(quiet=quiet) as progress:
        report = run.rebuild(archive, paths or run.default_paths(archive), how, jobs=jobs, progress=progress)
    _tell_report(report, quiet=quiet, as_json=as_json)


@click.command()
@options.run
def update(
    paths: tuple[str, ...], index: str, jobs: int | None, quiet: bool, as_json: bool, **reading: Any
) -> None:
    """Take in what is new or changed, drop what is gone.

    Looks below each PATH; without any, below all paths of the index. The index is then as a rebuild would make it.
    """
    from indexer.ingest import run
    from indexer.ingest.kept_options import kept_options

    archive = open_archive(index)
    how = options.reading_options(kept_options(archive), **reading)
    with ProgressLine(quiet=quiet) as progress:
        report = run.update(archive, paths, how, jobs=jobs, progress=progress)
    _tell_report(report, quiet=quiet, as_json=as_json)


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options.reading
@options.quiet
@options.as_json
def parse(paths: tuple[str, ...], quiet: bool, as_json: bool, **reading: Any) -> None:
    """Show what indexing would take from these files; writes nothing.

    Prints a JSON line an article, {"reject": ...} or {"not_article": ...}, with --json or without.
    """
    from indexer.ingest.reading import outcome_as_json, read_paths

    rejected = 0
    for outcome in read_paths(paths, options.reading_options(None, **reading), Limits()):
        document = outcome_as_json(outcome)
        rejected += "reject" in document
        print_json(document)
    end_with_rejects(rejected)


@click.command()
@click.argument("identifiers", metavar="[ID]...", nargs=-1)
@click.option("--reason", metavar="TEXT", default="", help="Why, for the list.")
@click.option(
    "--purge",
    is_flag=True,
    help="Take their text out of every file of the index now; without ID, of all on the list.",
)
@click.option("--undo", is_flag=True, help="Take these off the list, and read them in again.")
@click.option("--list", "listed", is_flag=True, help="Show what is kept out, since when and why.")
@click.option("--restore", is_flag=True, help="Put a damaged list back as the index was last made with it.")
@options.index
@options.quiet
@options.as_json
def remove(identifiers: tuple[str, ...], index: str, quiet: bool, as_json: bool, **how: Any) -> None:
    """Take articles out for good.

    They are out at once, and stay out of every later rebuild and update (a retraction, a court order), whatever their
    files hold. Their text leaves the disk when two rebuilds have been made, with --purge at once: the index is
    written anew for that, and of each article only id, day and reason are kept.
    """
    archive = open_archive(index)
    listed, restore = how.pop("listed"), how.pop("restore")
    if not _is_one_wish(bool(identifiers), listed=listed, restore=restore, **how):
        raise click.UsageError(
            "name the ID of an article, or --list, or --restore; --reason and --purge go with an ID that is removed"
        )
    if listed or restore:
        _print_removals(archive, restore=restore, as_json=as_json)
    else:
        report = _change_removals(archive, identifiers, **how)
        _tell_report(report, quiet=quiet, as_json=as_json, is_reading=how["undo"])


def _tell_report(report: Any, *, quiet: bool, as_json: bool, is_reading: bool = True) -> None:
    from indexer.console.display import draw_report

    if as_json:
        print_json(report.as_json())
    elif not quiet:
        tell("\n".join(draw_report(report)))
    end_with_rejects(report.rejected + report.unreadable if is_reading else 0)


def _is_one_wish(named: bool, *, reason: str, purge: bool, undo: bool, listed: bool, restore: bool) -> bool:
    shown = listed or restore
    if undo or shown:
        return named is not shown and not (reason or purge)
    return named or (purge and not reason)


def _change_removals(
    archive: Any, identifiers: tuple[str, ...], *, reason: str, purge: bool, undo: bool
) -> Any:
    from indexer.ingest import run

    if undo:
        return run.update(archive, put_back=identifiers)
    return run.remove(archive, identifiers, reason, purge=purge)


def _print_removals(archive: Any, *, restore: bool, as_json: bool) -> None:
    from indexer.console.display import draw_removals
    from indexer.ingest import removals

    listed = removals.restore(archive) if restore else removals.removals_of(archive)
    rows = [removal.as_json() for removal in listed.values()]
    if as_json:
        print_json({"removed": rows})
    else:
        print_text(draw_removals(rows))
