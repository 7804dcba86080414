"""The command that serves the search page."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from indexer.console import options
from indexer.console.terminal import tell
from indexer.engines import open_archive


@click.command()
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

    archive = open_archive(index)
    application = _application(archive, **how)
    code = serve_application(
        application, host, port,
        announce=lambda address: None if quiet else tell(f"Serving {index} on {address}"),
        tell=tell, processes=processes, prepare=partial(warm_up, application, archive), refresh=archive.reader,
    )  # fmt: skip
    context.exit(code)


def _application(archive: Any, *, timezone: str | None, no_originals: bool, synonyms: Any) -> Any:
    from indexer.ingest.first_taken import FirstTaken
    from indexer.ingest.originals import open_original
    from search_web import create_app

    archive.reader()
    give = None if no_originals else partial(open_original, archive)
    return create_app(
        archive, timezone=timezone, open_original=give, first_taken=FirstTaken(archive), synonyms=synonyms
    )
