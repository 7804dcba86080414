"""The `morgue` command: what was typed -> one call of the library -> lines or JSON on standard output.

The commands stand in `commands`; what things look like is `display`'s, what a terminal takes `terminal`'s. Errors
become messages here. Exit codes: 0 done, 1 error, 2 usage, 3 done but some input was rejected, 4 index missing or
damaged, 5 another writer, 6 disk full, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import errno
from typing import Any

import click

from indexer.console.commands import alerts, books, indexing, searching, serving
from indexer.console.exit_codes import INTERRUPTED
from indexer.console.refusals import refusal, with_index
from indexer.console.terminal import prepare_output, silence_output, tell
from indexer.errors import DiskFullError, MorgueError
from indexer.ingest.interruption import acknowledge_interrupt


class _Program(click.Group):
    """The group of commands, and the one place where errors become a message and an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            message = f"There is no option {error.option_name} before the command; options stand behind it: morgue search storm --index FOLDER."
            raise click.UsageError(message, ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        prepare_output()
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            raise _with_advice(error) from error
        except MorgueError as error:
            tell(f"morgue: {with_index(str(error), ctx.meta)}")
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            silence_output()
            ctx.exit(0)
        except OSError as error:
            tell(f"morgue: {refusal(error)}")
            ctx.exit(
                DiskFullError.exit_code
                if error.errno in (errno.ENOSPC, errno.EDQUOT)
                else MorgueError.exit_code
            )
        except KeyboardInterrupt:
            acknowledge_interrupt()
            tell("\nmorgue: stopped")
            ctx.exit(INTERRUPTED)


def _with_advice(error: click.NoSuchOption) -> click.UsageError:
    """A word with a minus, as a query has it, is no option where the query stands in quotation marks."""
    if error.option_name.startswith("--"):
        return error
    message = f"There is no option {error.option_name}. A query with a minus stands in quotation marks, behind --: morgue search -- 'oil -olive'."
    return click.UsageError(message, error.ctx)


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


for command in (
    indexing.rebuild,
    indexing.update,
    indexing.parse,
    indexing.remove,
    searching.search,
    searching.export,
    searching.kwic,
    searching.words,
    searching.count,
    searching.cite,
    searching.show,
    searching.similar,
    serving.serve,
    books.stats,
    books.duplicates,
    books.check,
    books.formats,
    alerts.alert,
):
    main.add_command(command)
