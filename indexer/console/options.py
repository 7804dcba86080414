"""Options that several commands share, and how their values are read.

Each can also be set in the environment: `--index` as MORGUE_INDEX. What is wrong with a value is said with
the option's name (exit code 2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from indexer.console.refusals import INDEX_NAMED
from indexer.settings import DEFAULT_INDEX, DateOrder, ReadingOptions

F = TypeVar("F", bound=Callable[..., Any])


def option(name: str, *names: str, **settings: Any) -> Callable[[F], F]:
    """A click option that MORGUE_NAME in the environment sets too, whichever the command."""
    variable = "MORGUE_" + name.strip("-").replace("-", "_").upper()
    return click.option(
        name, *names, envvar=variable, show_default=settings.pop("show_default", True), **settings
    )


def several(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Decorators applied as if written above each other."""

    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def read_zone(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The name of a time zone, checked."""
    if value:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError) as error:
            raise click.BadParameter(
                f"there is no zone {value!r}; write it as Europe/Berlin or America/New_York"
            ) from error
    return value or None


def read_language(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A language's code of two letters, checked."""
    if value and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise click.BadParameter(f"{value!r} is no code of two letters, as en, de or ja")
    return value.lower() if value else None


def read_mapping(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Pairs of our field and theirs."""
    return tuple(map(_read_pair, values))


def _read_pair(value: str) -> tuple[str, str]:
    from indexer.formats.records.field_names import FIELDS

    ours, equals, theirs = (part.strip() for part in value.partition("="))
    if not equals or not theirs or ours.lower() not in FIELDS:
        raise click.BadParameter(
            f"{value!r} is not of the form title=headline; on the left stands one of {', '.join(FIELDS)}"
        )
    return ours.lower(), theirs


def note_index(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """The index, remembered where it was named for this command alone: `refusals` names it in commands that mend something."""
    source = context.get_parameter_source(str(parameter.name))
    if source is click.core.ParameterSource.COMMANDLINE:
        context.meta[INDEX_NAMED] = value
    return value


index = option(
    "--index", metavar="LOCATION", default=DEFAULT_INDEX, callback=note_index, help="The folder of the index."
)
quiet = option("--quiet", is_flag=True, show_default=False, help="No progress and no summary; errors only.")
as_json = option("--json", "as_json", is_flag=True, show_default=False, help="Print one JSON document.")
jobs = option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="NUMBER",
    help="Worker processes.  [default: one a processor]",
)
today_zone = option(
    "--timezone",
    metavar="ZONE",
    callback=read_zone,
    help="Zone in which `today` is a day, as Europe/Berlin.  [default: the machine's]",
)
reading = several(
    option("--timezone", metavar="ZONE", callback=read_zone, help="Zone in which an instant without a place gets its day, as Europe/Berlin.  [default: UTC]"),
    option("--date-order", type=click.Choice(["DMY", "MDY", "YMD"], case_sensitive=False), metavar="DMY|MDY|YMD", help="How 03/04/2020 is read.  [default: left open]"),
    option("--map", "mapping", metavar="OURS=THEIRS", multiple=True, callback=read_mapping, help="Which of their fields is ours, as title=headline; may be repeated."),
    option("--language", metavar="CODE", callback=read_language, help="What texts are taken for that do not tell their language.  [default: en]"),
)  # fmt: skip


run = several(click.argument("paths", metavar="[PATH]...", nargs=-1), index, reading, jobs, quiet, as_json)
"""What `rebuild` and `update` take."""


def reading_options(
    kept: ReadingOptions | None,
    timezone: str | None,
    date_order: DateOrder | None,
    mapping: tuple[tuple[str, str], ...],
    language: str | None,
) -> ReadingOptions:
    """How files are read: what was said now, else what the index keeps, else the defaults."""
    kept = kept or ReadingOptions()
    return ReadingOptions(
        timezone=timezone or kept.timezone,
        date_order=date_order or kept.date_order,
        mapping=mapping or kept.mapping,
        language=language or kept.language,
    )


def read_synonym_file(context: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    """The synonyms of a file; None where none is named."""
    if not value:
        return None
    from pathlib import Path

    from indexer.search.synonyms import read_synonyms

    return read_synonyms(Path(value))


synonyms = option(
    "--synonyms",
    metavar="FILE",
    default=None,
    show_default=False,
    callback=read_synonym_file,
    help="Words that stand for each other, as Kyiv = Kiev = Kiew on a line.",
)

searching = several(
    synonyms,
    click.option(
        "--from", "first", metavar="DAY", default="", help="First day: 2020-02-15, 2020-02, 2020, today, 7d."
    ),
    click.option("--to", "last", metavar="DAY", default="", help="Last day, in the same forms."),
    click.option("--source", multiple=True, metavar="NAME", help="Only this source; may be repeated."),
    click.option("--section", multiple=True, metavar="NAME", help="Only this section; may be repeated."),
    click.option(
        "--lang",
        "language",
        multiple=True,
        metavar="CODE",
        help="Only this language, as en; may be repeated.",
    ),
    click.option(
        "--match",
        metavar="all|any",
        default="all",
        show_default=True,
        help="Whether a blank means AND or OR.",
    ),
    click.option(
        "--sort",
        metavar="ORDER",
        default="",
        help="relevance, newest or oldest.  [default: relevance where there are words]",
    ),
)
"""What a search is narrowed by, and its order."""

paging = several(
    click.option("--page", metavar="NUMBER", default="1", show_default=True, help="Which page."),
    click.option(
        "--size", metavar="NUMBER", default="10", show_default=True, help="Articles, or lines, on a page."
    ),
)
