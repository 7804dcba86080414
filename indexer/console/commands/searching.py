"""Commands that ask the index: search, what is made of searches, and one article."""

from __future__ import annotations

from typing import Any

import click

from indexer.console import options
from indexer.console.terminal import print_json, print_text, safe, tell
from indexer.engines import open_archive


@click.command()
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

    request, results, nothing = ask(open_archive(index), " ".join(query), details=as_json, **asked)
    _print_results(request, results, nothing, as_json=as_json, jsonl=jsonl)
    if not (quiet or as_json):
        _tell_notices(request, results)


@click.command()
@click.argument("query", nargs=-1)
@options.index
@options.today_zone
@options.searching
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "ris", "bibtex", "csl"]),
    help="Which form; without it that of FILE's ending, else jsonl.",
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
def export(
    query: tuple[str, ...], index: str, form: str | None, output: str, quiet: bool, **asked: Any
) -> None:
    """Take away everything that a search finds.

    The whole result set, newest first, never capped. Beside FILE stands what was asked, when, and of which index.
    """
    from indexer.console.taking import draw_exported, export_to, form_of

    form = form or form_of(output)
    total = export_to(open_archive(index), " ".join(query), form, output, quiet=quiet, **asked)
    if not quiet:
        tell(draw_exported(total, form, output))


@click.command()
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

    found = find_lines(open_archive(index), " ".join(query), order, **asked)
    if as_json:
        print_json(found.as_json())
    else:
        print_text(draw_concordance(found))


@click.command()
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

    found = find_words_of(open_archive(index), " ".join(query), by_year=by_year, **asked)
    if as_json:
        print_json({"periods": [period.as_json() for period in found]})
    else:
        print_text(draw_words(found))


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="replace"), metavar="FILE")
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

    Any form of a word is counted, also of a name: Baker counts bakers, German Müller also Müll. =Baker counts what is written
    so, capitals included.

    FILE holds a query a line (- is standard input). A line that cannot be read is named, the others are counted, and the
    command ends with 2. Behind the columns stand the articles without a date (undated) and those dated less precisely than the
    column (imprecise), or those without a source or section; all numbers of a line add up to its total.
    """
    from indexer.console.research import count_lines, print_counts

    rows, columns = count_lines(open_archive(index), file, **asked)
    print_counts(rows, columns, per=asked["per"], share=asked["share"], as_csv=as_csv, as_json=as_json)
    if any(row.error for row in rows):
        click.get_current_context().exit(2)


@click.command()
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

    article = open_archive(index).reader().article(identifier).article
    print_text(
        [cite_article(article)] if form == "plain" else "".join(BY_NAME[form].write([article])).splitlines()
    )


@click.command()
@click.argument("identifier", metavar="ID")
@options.index
@options.as_json
def show(identifier: str, index: str, as_json: bool) -> None:
    """Print one article."""
    from indexer.console.display import draw_article

    article = open_archive(index).reader().article(identifier).article
    if as_json:
        print_json(article.as_json())
    else:
        print_text(draw_article(article))


@click.command()
@click.argument("identifier", metavar="ID")
@options.index
@options.as_json
def similar(identifier: str, index: str, as_json: bool) -> None:
    """Find articles that share the rare words of one."""
    from indexer.search.similar import similar_to

    engine = open_archive(index).reader()
    found = similar_to(engine, engine.article(identifier).article)
    if as_json:
        print_json(found.as_json())
    else:
        print_text(safe(f"{hit.id}  {hit.title or hit.opening}") for hit in found.hits)


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
