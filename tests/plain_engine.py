"""An engine of JSON files, as small as the contract allows: what indexing does must not depend on the engine.

It is strict where an engine may be lenient: no id twice, nothing dropped that is not there.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.article import Article, article_from_json
from indexer.engines.contract import Batch, MarkedArticle
from indexer.engines.generations import Generations
from indexer.errors import UnknownArticleError

LEDGER = "ledger.sqlite"


@dataclass
class PlainLoader:
    folder: Path
    most: int

    def __post_init__(self) -> None:
        self.documents: list[dict[str, Any]] = []

    def put(self, article: Article) -> None:
        self.documents.append(article.as_json())

    @property
    def full(self) -> bool:
        return len(self.documents) >= self.most

    def flush(self) -> Batch | None:
        if not self.documents:
            return None
        batch = Batch(name=uuid.uuid4().hex, count=len(self.documents))
        (self.folder / f"{batch.name}.json").write_text(json.dumps(self.documents))
        self.documents = []
        return batch


@dataclass(frozen=True)
class PlainLoaderFactory:
    folder: Path
    most: int

    def __call__(self, worker: int) -> PlainLoader:
        return PlainLoader(self.folder, self.most)


class PlainWriter:
    def __init__(self, generations: Generations, folder: Path, base: dict[str, Any], most: int) -> None:
        self._generations = generations
        self._folder = folder
        self._base = base
        self._most = most

    @property
    def ledger_file(self) -> Path:
        return self._folder / LEDGER

    def loader_factory(
        self, language: str = "en", loaders: int = 1, input_bytes: int = 0
    ) -> PlainLoaderFactory:
        return PlainLoaderFactory(self._folder, self._most)

    def commit(
        self,
        batches: Sequence[Batch],
        *,
        drop_ids: Iterable[str] = (),
        drop_fresh: Mapping[str, Sequence[int]] = {},
        details: Mapping[str, Any] = {},
        purge: bool = False,
    ) -> str:
        articles = dict(self._base)
        for identifier in drop_ids:
            del articles[identifier]
        for batch in batches:
            file = self._folder / f"{batch.name}.json"
            documents = json.loads(file.read_text())
            assert len(documents) == batch.count
            dropped = set(drop_fresh.get(batch.name, ()))
            assert dropped <= set(range(batch.count))
            for number, document in enumerate(documents):
                if number not in dropped:
                    assert document["id"] not in articles, "an id twice"
                    articles[document["id"]] = document
            file.unlink()
        (self._folder / "articles.json").write_text(json.dumps(articles))
        self._generations.publish(self._folder, details, {}, purge=purge)
        return self._folder.name


class PlainReader:
    def __init__(self, manifest: Mapping[str, Any], documents: dict[str, Any]) -> None:
        self._manifest = manifest
        self._documents = documents

    def manifest(self) -> Mapping[str, Any]:
        return self._manifest

    def articles(self) -> Iterator[Article]:
        return (article_from_json(document) for document in self._documents.values())

    def article(self, identifier: str) -> MarkedArticle:
        if identifier not in self._documents:
            raise UnknownArticleError(f"No article has the id {identifier!r}.")
        return MarkedArticle(article=article_from_json(self._documents[identifier]))


class PlainArchive:
    """`most`: articles in a batch."""

    def __init__(self, location: Path, most: int = 1_000) -> None:
        self._generations = Generations(location)
        self._most = most

    def exists(self) -> bool:
        return self._generations.exists()

    def reader(self) -> PlainReader:
        generation = self._generations.read_current()
        return PlainReader(generation.manifest, json.loads((generation.folder / "articles.json").read_text()))

    @property
    def ledger_file(self) -> Path:
        return self._generations.read_current().folder / LEDGER

    @property
    def removed_file(self) -> Path:
        return self._generations.location / "removed.json"

    def check(self) -> list[str]:
        return self._generations.find_damage()

    @contextlib.contextmanager
    def writer(self, *, update: bool) -> Iterator[PlainWriter]:
        with self._generations.building() as folder:
            base: dict[str, Any] = {}
            if update:
                current = self._generations.read_current()
                shutil.copyfile(current.folder / LEDGER, folder / LEDGER)
                base = json.loads((current.folder / "articles.json").read_text())
            yield PlainWriter(self._generations, folder, base, self._most)
