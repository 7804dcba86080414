"""The group of commands that keeps searches and tells what is new for them."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from indexer.console import options
from indexer.console.terminal import print_json, print_text
from indexer.engines import open_archive


@click.group()
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

    alerting.add_alert(open_archive(index), name, " ".join(query), **asked)


@alert.command("list")
@options.index
@options.as_json
def list_alerts(index: str, as_json: bool) -> None:
    """List the searches that are kept."""
    from indexer.console import alerting

    alerts = alerting.list_alerts(open_archive(index))
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

    alerting.remove_alert(open_archive(index), name)


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
    alerting.run_alerts(open_archive(index), names, hand_over, timezone, synonyms)
