"""The `morgue` command: what was typed -> one call of the library -> lines or JSON on standard output.

Each command reads its options, calls, prints; what things look like is `display`'s, what a terminal takes
`terminal`'s. Exit codes: 0 done, 1 error, 2 usage, 3 done but some input was rejected, 4 index missing or
damaged, 5 another writer, 6 disk full, 130 stopped by Ctrl-C. Libraries are imported by the command that needs them.
"""

from __future__ import annotations

import errno
from functools import partial
from typing import Any

import click

from indexer.console import options
from indexer.console.terminal import (
    ProgressLine,
    prepare_output,
    print_json,
    print_text,
    safe,
    silence_output,
    tell,
)
from indexer.errors import DiskFullError, EngineError, MorgueError
from indexer.ingest.interruption import acknowledge_interrupt
from indexer.settings import Limits

REJECTED = 3
INTERRUPTED = 130


class _Program(click.Group):
    """The group of commands, and the one place where errors become a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        prepare_output()
        try:
            return super().invoke(ctx)
        except MorgueError as error:
            tell(f"morgue: {error}")
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            silence_output()
            ctx.exit(0)
        except OSError as error:
            tell(f"morgue: {error}")
            ctx.exit(
                DiskFullError.exit_code
                if error.errno in (errno.ENOSPC, errno.EDQUOT)
                else MorgueError.exit_code
            )
        except KeyboardInterrupt:
            acknowledge_interrupt()
            tell("\nmorgue: stopped")
            ctx.exit(INTERRUPTED)


@click.group(
    cls=_Program,
    context_settings={
        "auto_envvar_prefix": "MORGUE",
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    },
)
@click.version_option(package_name="morgue", message="%(version)s")
def main() -> None:
    """Makes an archive of news articles searchable, and searches it.

    Data goes to standard output, messages to standard error. Options can also be set in the environment, as
    MORGUE_INDEX for --index and MORGUE_SEARCH_SIZE for the --size of search.
    """


# Indexing


@main.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@options.index
@options.reading
@options.jobs
@options.quiet
@options.as_json
def rebuild(
    paths: tuple[str, ...], index: str, jobs: int | None, quiet: bool, as_json: bool, **reading: Any
) -> None:
    """Build the index anew beside the old one, then swap.

    PATH is a file, a folder, or - for standard input. Without any, those of the last rebuild are taken, with
    its options; at first it is seeds.
    """
    from indexer.ingest import run
    from indexer.ingest.kept_options import kept_options

    archive = _archive(index)
    how = options.reading_options(None if paths else kept_options(archive), **reading)
    with ProgressLine(quiet=quiet) as progress:
        report = run.rebuild(archive, paths or run.default_paths(archive), how, jobs=jobs, progress=progress)
    _tell_report(report, quiet=quiet, as_json=as_json)


@main.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@options.index
@options.reading
@options.jobs
@options.quiet
@options.as_json
def update(
    paths: tuple[str, ...], index: str, jobs: int | None, quiet: bool, as_json: bool, **reading: Any
) -> None:
    """Take in what is new or changed, drop what is gone.

    Looks below each PATH; without any, below all paths of the index. The index is then as a rebuild would make it.
    """
    from indexer.ingest import run
    from indexer.ingest.kept_options import kept_options

    archive = _archive(index)
    how = options.reading_options(kept_options(archive), **reading)
    with ProgressLine(quiet=quiet) as progress:
        report = run.update(archive, paths, how, jobs=jobs, progress=progress)
    _tell_report(report, quiet=quiet, as_json=as_json)


@main.command()
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
    _end_with_rejects(rejected)


@main.command()
@click.argument("identifiers", metavar="[ID]...", nargs=-1)
@click.option("--reason", metavar="TEXT", default="", help="Why, for the list.")
@click.option("--undo", is_flag=True, help="Take these off the list, and read them in again.")
@click.option("--list", "listed", is_flag=True, help="Show what is kept out, since when and why.")
@click.option("--restore", is_flag=True, help="Put a damaged list back as the index was last made with it.")
@options.index
@options.quiet
@options.as_json
def remove(identifiers: tuple[str, ...], index: str, quiet: bool, as_json: bool, **how: Any) -> None:
    """Take articles out for good.

    They are out at once, and stay out of every later rebuild and update (a retraction, a court order), whatever their
    files hold. Their text leaves the disk when two rebuilds have been made.
    """
    archive = _archive(index)
    listed, restore = how.pop("listed"), how.pop("restore")
    if bool(identifiers) == (listed or restore) or (how["undo"] and how["reason"]):
        raise click.UsageError("name the ID of an article, or --list, or --restore; --reason goes with an ID")
    if listed or restore:
        _print_removals(archive, restore=restore, as_json=as_json)
    else:
        report = _change_removals(archive, identifiers, **how)
        _tell_report(report, quiet=quiet, as_json=as_json, is_reading=how["undo"])


# Searching


@main.command()
@click.argument("query", nargs=-1)
@options.index
@options.today_zone
@options.searching
@options.paging
@click.option("--jsonl", is_flag=True, help="Print one JSON line an article.")
@options.quiet
@options.as_json
def search(query: tuple[str, ...], index: str, jsonl: bool, quiet: bool, as_json: bool, **asked: Any) -> None:
    """Find articles by words and days.

    QUERY takes words, "phrases", AND, OR, NOT, parentheses, fields (title: source: ...), wildcards, NEAR/5 and more.
    Without one, all articles in the given days are found.
    """
    from indexer.console.asking import ask

    request, results, nothing = ask(_archive(index), " ".join(query), details=as_json, **asked)
    _print_results(request, results, nothing, as_json=as_json, jsonl=jsonl)
    if not (quiet or as_json):
        _tell_notices(request, results)


@main.command()
@click.argument("query", nargs=-1)
@options.index
@options.today_zone
@options.searching
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "ris", "bibtex", "csl"]),
    default="jsonl",
    show_default=True,
    help="Which form.",
)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    default="-",
    show_default=True,
    help="Where to; FILE.query.json says of what.",
)
@options.quiet
def export(query: tuple[str, ...], index: str, form: str, output: str, quiet: bool, **asked: Any) -> None:
    """Take away everything that a search finds.

    The whole result set, newest first, never capped. Beside FILE stands what was asked, when, and of which index.
    """
    from indexer.console.taking import export_to

    total = export_to(_archive(index), " ".join(query), form, output, quiet=quiet, **asked)
    if not quiet:
        tell(f"{total:,} {'article' if total == 1 else 'articles'} exported")


@main.command()
@click.argument("query", nargs=-1, required=True)
@options.index
@options.today_zone
@options.searching
@options.paging
@click.option(
    "--order",
    type=click.Choice(["newest", "left", "right"]),
    default="newest",
    show_default=True,
    help="By day, or by the words left or right of the mention.",
)
@options.as_json
def kwic(query: tuple[str, ...], index: str, order: str, as_json: bool, **asked: Any) -> None:
    """Show each mention of the words in a line of its own.

    Keyword in context: the words in the middle, what stands left and right of them beside.
    """
    from indexer.console.research import draw_concordance, find_lines

    found = find_lines(_archive(index), " ".join(query), order, **asked)
    if as_json:
        print_json(found.as_json())
    else:
        print_text(draw_concordance(found))


@main.command()
@click.argument("query", nargs=-1, required=True)
@options.index
@options.today_zone
@options.searching
@click.option("--by-year", is_flag=True, help="For each year apart, the latest 12 that have some.")
@options.as_json
def words(query: tuple[str, ...], index: str, by_year: bool, as_json: bool, **asked: Any) -> None:
    """Show which words a search's articles hold more often than others.

    By log-likelihood over the articles that hold a word: those found, and the rest of the archive in the same language. Words are
    looked for in at most 500 of those found, and counted in all.
    """
    from indexer.console.research import draw_words, find_words_of

    found = find_words_of(_archive(index), " ".join(query), by_year=by_year, **asked)
    if as_json:
        print_json({"periods": [period.as_json() for period in found]})
    else:
        print_text(draw_words(found))


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), metavar="FILE")
@options.index
@options.today_zone
@options.searching
@click.option(
    "--per",
    type=click.Choice(["year", "month", "source", "section"]),
    default="year",
    show_default=True,
    help="What the columns are.",
)
@click.option("--share", is_flag=True, help="Of all articles in the column, not the number.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@options.as_json
def count(file: Any, index: str, as_csv: bool, as_json: bool, **asked: Any) -> None:
    """Count what each of many queries finds.

    FILE holds a query a line (- is standard input). A line that cannot be read is named, the others are counted, and the
    command ends with 2. Behind the columns stand the articles without a date (undated) and those dated less precisely than the
    column (imprecise), or those without a source or section; all numbers of a line add up to its total.
    """
    from indexer.console.research import count_lines, print_counts

    rows, columns = count_lines(_archive(index), file, **asked)
    print_counts(rows, columns, per=asked["per"], share=asked["share"], as_csv=as_csv, as_json=as_json)
    if any(row.error for row in rows):
        click.get_current_context().exit(2)


@main.command()
@click.argument("identifier", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(["plain", "ris", "bibtex", "csl"]),
    default="plain",
    show_default=True,
    help="Which form.",
)
@options.index
def cite(identifier: str, form: str, index: str) -> None:
    """Print how an article is cited."""
    from indexer.export.citation import cite as cite_article
    from indexer.export.forms import BY_NAME

    article = _archive(index).reader().article(identifier).article
    print_text(
        [cite_article(article)] if form == "plain" else "".join(BY_NAME[form].write([article])).splitlines()
    )


@main.command()
@click.argument("identifier", metavar="ID")
@options.index
@options.as_json
def show(identifier: str, index: str, as_json: bool) -> None:
    """Print one article."""
    from indexer.console.display import draw_article

    article = _archive(index).reader().article(identifier).article
    if as_json:
        print_json(article.as_json())
    else:
        print_text(draw_article(article))


@main.command()
@click.argument("identifier", metavar="ID")
@options.index
@options.as_json
def similar(identifier: str, index: str, as_json: bool) -> None:
    """Find articles that share the rare words of one."""
    from indexer.search.similar import similar_to

    engine = _archive(index).reader()
    found = similar_to(engine, engine.article(identifier).article)
    if as_json:
        print_json(found.as_json())
    else:
        print_text(safe(f"{hit.id}  {hit.title or hit.opening}") for hit in found.hits)


@main.command()
@options.index
@options.today_zone
@options.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen; 0.0.0.0 for every address."
)
@options.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 takes a free one.")
@options.option(
    "--processes", type=click.IntRange(1, 64), default=1, help="How many answer at once, on one port."
)
@options.option(
    "--no-originals",
    is_flag=True,
    show_default=False,
    help="Do not give the files that articles were read from.",
)
@options.synonyms
@options.quiet
@click.pass_context
def serve(
    context: click.Context, /, index: str, host: str, port: int, processes: int, quiet: bool, **how: Any
) -> None:
    """Serve the search page until stopped."""
    from indexer.console.serving import serve as serve_application
    from search_web.warming import warm_up

    archive = _archive(index)
    application = _application(archive, **how)
    code = serve_application(
        application, host, port,
        announce=lambda address: None if quiet else tell(f"Serving {index} on {address}"),
        tell=tell, processes=processes, prepare=partial(warm_up, application, archive), refresh=archive.reader,
    )  # fmt: skip
    context.exit(code)


# The index itself


@main.command()
@options.index
@options.as_json
def stats(index: str, as_json: bool) -> None:
    """Tell what the index holds.

    Articles, days, sources, sections, languages, formats, and what was rejected why.
    """
    from indexer.console.display import draw_statistics
    from indexer.ingest.statistics import gather_statistics

    gathered = gather_statistics(_archive(index))
    if as_json:
        print_json(gathered)
    else:
        print_text(draw_statistics(gathered))


@main.command()
@options.index
@options.as_json
def duplicates(index: str, as_json: bool) -> None:
    """List what the archive holds more than once.

    Records with one id, of which one stands as the article; and articles with the same text under several ids, whatever
    their case, blanks and punctuation.
    """
    from indexer.console.display import draw_duplicates
    from indexer.ingest.statistics import list_duplicates

    found = list_duplicates(_archive(index))
    if as_json:
        print_json(found)
    else:
        print_text(draw_duplicates(found))


@main.command()
@options.index
@click.option("--sources", is_flag=True, help="List what of the input could not be read and why.")
@options.quiet
@options.as_json
def check(index: str, sources: bool, quiet: bool, as_json: bool) -> None:
    """Find damage in the index.

    Reads every byte of it and compares it with what was written; sees that no removed article is in it. Ends with 4 where
    something is wrong; with --sources, which looks at the input's books instead, with 3 where something was rejected.
    """
    archive = _archive(index)
    if sources:
        _print_unread(archive, quiet=quiet, as_json=as_json)
    else:
        _print_problems(archive, index, quiet=quiet, as_json=as_json)


@main.command()
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


# Alerts


@main.group()
def alert() -> None:
    """Keep searches, and tell what is new for them.

    An article is new that came into the archive since an alert was last told, whatever its day; one that only changed, or
    went and came back, is not.
    """


@alert.command("add")
@click.argument("name")
@click.argument("query", nargs=-1)
@options.index
@options.today_zone
@options.searching
def add_alert(name: str, query: tuple[str, ...], index: str, **asked: Any) -> None:
    """Keep a search under NAME. Synonyms and the order are not kept: name --synonyms at `alert run`."""
    from indexer.console import alerting

    alerting.add_alert(_archive(index), name, " ".join(query), **asked)


@alert.command("list")
@options.index
@options.as_json
def list_alerts(index: str, as_json: bool) -> None:
    """List the searches that are kept."""
    from indexer.console import alerting

    alerts = alerting.list_alerts(_archive(index))
    if as_json:
        print_json({"alerts": [one.as_json() for one in alerts]})
    else:
        print_text(alerting.draw_alerts(alerts))


@alert.command("remove")
@click.argument("name")
@options.index
def remove_alert(name: str, index: str) -> None:
    """Keep a search no longer."""
    from indexer.console import alerting

    alerting.remove_alert(_archive(index), name)


@alert.command("run")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@options.index
@options.today_zone
@options.synonyms
@click.option("--atom", metavar="FILE", default=None, help="Write what is new as an Atom feed too.")
@options.as_json
def run_alerts(
    names: tuple[str, ...], index: str, timezone: str | None, synonyms: Any, atom: str | None, as_json: bool
) -> None:
    """Tell what is new since the last time, for all or for these."""
    from indexer.console import alerting

    hand_over = partial(alerting.tell_news, atom=atom, as_json=as_json)
    alerting.run_alerts(_archive(index), names, hand_over, timezone, synonyms)


# What commands share


def _archive(location: str) -> Any:
    from indexer.engines import open_archive

    return open_archive(location)


def _application(archive: Any, *, timezone: str | None, no_originals: bool, synonyms: Any) -> Any:
    from indexer.ingest.originals import open_original
    from search_web import create_app

    archive.reader()
    give = None if no_originals else partial(open_original, archive)
    return create_app(archive, timezone=timezone, open_original=give, synonyms=synonyms)


def _tell_report(report: Any, *, quiet: bool, as_json: bool, is_reading: bool = True) -> None:
    from indexer.console.display import draw_report

    if as_json:
        print_json(report.as_json())
    elif not quiet:
        tell("\n".join(draw_report(report)))
    _end_with_rejects(report.rejected + report.unreadable if is_reading else 0)


def _change_removals(archive: Any, identifiers: tuple[str, ...], *, reason: str, undo: bool) -> Any:
    from indexer.ingest import run

    if undo:
        return run.update(archive, put_back=identifiers)
    return run.remove(archive, identifiers, reason)


def _print_removals(archive: Any, *, restore: bool, as_json: bool) -> None:
    from indexer.console.display import draw_removals
    from indexer.ingest import removals

    listed = removals.restore(archive) if restore else removals.removals_of(archive)
    rows = [removal.as_json() for removal in listed.values()]
    if as_json:
        print_json({"removed": rows})
    else:
        print_text(draw_removals(rows))


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
    _end_with_rejects(len(unread["rejects"]) + len(unread["unreadable"]))


def _end_with_rejects(rejected: int) -> None:
    if rejected:
        click.get_current_context().exit(REJECTED)


def _print_results(request: Any, results: Any, nothing: Any, *, as_json: bool, jsonl: bool) -> None:
    from indexer.console.display import draw_nothing_found, draw_results
    from indexer.search.json_form import hit_as_json, results_as_json

    if as_json:
        print_json(results_as_json(request, results, nothing))
    elif jsonl:
        for hit in results.hits:
            print_json(hit_as_json(hit))
    else:
        print_text(draw_results(request, results))
        print_text(draw_nothing_found(nothing) if nothing else ())


def _tell_notices(request: Any, results: Any) -> None:
    for notice in (*request.notices, *results.notices):
        tell(f"morgue: {notice.message}")
