"""Files that do to a worker what hostile files do: each line is a record or a deed, played by a stand-in for reading.

`article ID WORDS`, `reject`, `none` (no article), `crash` (a segfault), `hang` (in C code), `loop` (in Python),
`eat` (memory), `raise`, `unputtable` (an article at which the loader fails), `poison` (an article at which writing
its batch crashes), `once FILE` (kills the worker unless FILE is there, and makes it), `pause`.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plain_engine import PlainLoader, PlainLoaderFactory

from indexer.article import Article, NotArticle, Origin, Outcome, Reject, Undated
from indexer.engines.contract import Batch
from indexer.settings import Limits, ReadingOptions
from indexer.sources.walk import SourceFile


def write_deeds(file: Path, *deeds: str) -> Path:
    file.write_text("\n".join(deeds) + "\n", encoding="utf-8")
    return file


def play(file: SourceFile, options: ReadingOptions, limits: Limits, companions: object) -> Iterator[Outcome]:
    with Path(file.disk).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            deed, *rest = line.split()
            origin = Origin(path=file.path, record=number, line=number)
            match deed:
                case "article" | "unputtable" | "poison":
                    yield article(file, rest[0] if rest else f"{file.path}-{number}", deed)
                case "reject":
                    yield Reject(origin=origin, reason="so the file says")
                case "none":
                    yield NotArticle(path=file.path, reason="so the file says")
                case _:
                    do(deed, rest)


def article(file: SourceFile, identifier: str, words: str) -> Article:
    return Article(
        id=identifier, body=words, undated=Undated(reason="played"), path=file.path, format="played"
    )


def do(deed: str, rest: list[str]) -> None:
    match deed:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            # no Python code runs while this does
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            ctypes.CDLL(None).sleep(1_000)
        case "loop":
            while True:
                time.sleep(0.01)
        case "eat":
            raise_memory_error()
        case "raise":
            raise KeyError("surprise")
        case "once":
            if not Path(rest[0]).exists():
                Path(rest[0]).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "pause":
            time.sleep(float(rest[0]))


def raise_memory_error() -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


class HostileLoader(PlainLoader):
    def put(self, article: Article) -> None:
        if article.body == "unputtable":
            raise ValueError("cannot be put")
        super().put(article)

    def flush(self) -> Batch | None:
        if any(document["body"] == "poison" for document in self.documents):
            os.kill(os.getpid(), signal.SIGSEGV)
        return super().flush()


@dataclass(frozen=True)
class HostileLoaderFactory(PlainLoaderFactory):
    def __call__(self, worker: int) -> PlainLoader:
        from indexer.ingest import worker as module

        module.read_file = play
        return HostileLoader(self.folder, self.most)


@dataclass(frozen=True)
class BrokenFactory:
    def __call__(self, worker: int) -> PlainLoader:
        raise RuntimeError("no loader today")


@dataclass(frozen=True)
class FullDiskFactory(HostileLoaderFactory):
    def __call__(self, worker: int) -> PlainLoader:
        super().__call__(worker)
        return _FullDiskLoader(self.folder, self.most)


class _FullDiskLoader(PlainLoader):
    def flush(self) -> Batch | None:
        raise OSError(28, "No space left on device")
