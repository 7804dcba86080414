"""How a command ends where it neither fails nor simply succeeds. The errors have their own codes (`indexer.errors`)."""

from __future__ import annotations

import click

REJECTED = 3
"""Done, but some input was rejected."""

INTERRUPTED = 130
"""Stopped by Ctrl-C."""


def end_with_rejects(rejected: int) -> None:
    if rejected:
        click.get_current_context().exit(REJECTED)
