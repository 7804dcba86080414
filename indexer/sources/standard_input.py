"""Standard input as a file: kept in a temporary one while a run reads it, since a worker may have to read it twice."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace

from indexer.article import NotArticle
from indexer.sources.roots import STANDARD_INPUT
from indexer.sources.walk import SourceFile


class StandardInput:
    """`disk` is where it lies once it has been met; None before."""

    def __init__(self) -> None:
        self.disk: str | None = None

    def keep(self, found: Iterable[SourceFile | NotArticle]) -> Iterator[SourceFile | NotArticle]:
        """The things met, standard input with its size."""
        for thing in found:
            if isinstance(thing, SourceFile) and thing.disk == STANDARD_INPUT:
                yield replace(thing, size=self._spool())
            else:
                yield thing

    def locate(self, file: SourceFile) -> SourceFile:
        """The file as it can be opened."""
        return replace(file, disk=self.disk) if file.disk == STANDARD_INPUT and self.disk else file

    def _spool(self) -> int:
        number, self.disk = tempfile.mkstemp(prefix="morgue-")
        with os.fdopen(number, "wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
            return file.tell()


@contextlib.contextmanager
def standard_input() -> Iterator[StandardInput]:
    """Standard input for one run; its copy goes with the context."""
    spool = StandardInput()
    try:
        yield spool
    finally:
        if spool.disk is not None:
            os.unlink(spool.disk)  # noqa: PTH108
