"""Articles -> one segment file. A worker process puts articles one by one; `flush` inverts and writes them.

Texts become surface numbers as they come (`surfaces`), stored articles are compressed as they come
(`store`); the rest is arrays, sorted and packed at the end (`inversion`, `packing`).
"""

from __future__ import annotations

import os
import uuid
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexer.article import Article
from indexer.engines.contract import Batch
from indexer.engines.whoosh.storage.columns import (
    NO_DAY,
    NO_INSTANT,
    SINGLE_VALUED,
    date_key,
    first_day,
    instant_number,
    last_day,
)
from indexer.engines.whoosh.storage.dictionary import write_strings
from indexer.engines.whoosh.storage.packing import write_lists
from indexer.engines.whoosh.storage.sections import SUFFIX, SectionWriter
from indexer.engines.whoosh.storage.store import StoreWriter, encode
from indexer.engines.whoosh.storage.terms import WORD_FIELDS, Form
from indexer.engines.whoosh.writing.chunks import ChunkTable, Text
from indexer.engines.whoosh.writing.inversion import (
    Placed,
    expand_forms,
    place_chunks,
    starts_of_parts,
    starts_of_units,
    write_postings,
)
from indexer.engines.whoosh.writing.meanings import Meanings
from indexer.engines.whoosh.writing.surfaces import SurfaceTable
from indexer.snippets import opening_of
from indexer.words.languages import stem_language

"""Fields of their own in which words are looked for, beside `text` (title, summary, body, captions)."""

PROCESSES_BYTES = 350_000_000
"""What all processes that read may hold together, for their loaders and for everything else, where there is little to read; see `bytes_of_process`."""

MOST_PROCESSES_BYTES = 1_600_000_000
"""The same, however much there is to read."""

_LITTLE_INPUT = 100_000_000
_BYTES_PER_INPUT = 10
"""Of a larger input each byte allows so many more: few large batches take half the time that many small ones do."""

_SHARE_OF_MACHINE = 0.25

LEAST_BYTES = 150_000_000
"""Of one process: most of it are libraries and the model of languages."""

_LEAST_BATCH = 30_000_000
"""Of a batch, whatever else the process holds: with less, merging batches takes longer than all the rest."""

_CHUNK_BYTES, _SURFACE_BYTES, _FORM_BYTES = 150, 150, 300
"""What the tables of words take for each, measured on Reuters-21578 and on 250,000 headlines with their addresses; of a form also while its dictionary is written."""

_WORDS_SHARE, _LEAST_WORDS_SHARE = 0.45, 0.1
"""Of what a process may hold, the most that words of earlier batches may take, and the least, whatever else it holds: whoever forgets them reads them again."""

_KEPT_SHARE = 0.75
"""Of what a process may hold, what it may keep behind a batch: words, libraries, the model of languages."""

_LETTERS_AT_ONCE, _ARTICLES_AT_ONCE = 100_000, 1_000
"""Texts that wait to be numbered together."""

_LOOK_EVERY, _LETTERS_TO_LOOK = 32, 500_000
"""Articles, or letters of them, from one look at the process's memory to the next."""

_ARTICLE_BYTES = 250
_POSITION_BYTES = 40
"""Of a position while a batch is inverted, and while it waits for that."""


def bytes_of_process(loaders: int, input_bytes: int = 0) -> int:
    """What the process of one of so many loaders may hold before its batch is full, of an input of so many bytes."""
    wanted = PROCESSES_BYTES + _BYTES_PER_INPUT * max(0, input_bytes - _LITTLE_INPUT)
    most = min(MOST_PROCESSES_BYTES, int(_machine_bytes() * _SHARE_OF_MACHINE))
    return max(LEAST_BYTES, min(wanted, max(most, PROCESSES_BYTES)) // max(1, loaders))


def _machine_bytes() -> int:
    """The memory that this machine has; 0 where the system does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return 0


class _Texts:
    """The chunk numbers of one field, laid end to end. Texts wait until there are enough to number many at once."""

    def __init__(self) -> None:
        self.forget()
        self.clear()

    def add(self, texts: tuple[str, ...], language: str) -> None:
        for place, text in enumerate(texts):
            if place:
                self._waiting.append((None, None))
            if text:
                self._waiting.append((text, language))
        self._last.append(len(self._waiting))
        self._letters += sum(map(len, texts))
        if self._letters >= _LETTERS_AT_ONCE or len(self._last) >= _ARTICLES_AT_ONCE:
            self._number()

    def _number(self) -> None:
        numbers, counts = self.chunks.number_texts(self._waiting)
        ends = np.concatenate(([0], np.cumsum(counts)))[self._last] + len(self.numbers)
        self.numbers.frombytes(numbers.astype(np.uint32).tobytes())
        self.ends.frombytes(ends.astype(np.uint64).tobytes())
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        self._waiting: list[Text] = []
        self._last: list[int] = []
        self._letters = 0

    def place(self) -> tuple[Placed, Meanings]:
        """Where every chunk begins, and what they mean."""
        self._number()
        meanings = self.chunks.meanings(self.surfaces.tables())
        counts = np.diff(np.array(self.ends, dtype=np.int64), prepend=0)
        return place_chunks(np.array(self.numbers, dtype=np.uint32), counts, meanings), meanings

    @property
    def forms(self) -> list[Form]:
        return self.surfaces.forms

    @property
    def table_bytes(self) -> int:
        """About what the tables of words take."""
        chunks, surfaces, forms = len(self.chunks), len(self.surfaces), len(self.surfaces.forms)
        return chunks * _CHUNK_BYTES + surfaces * _SURFACE_BYTES + forms * _FORM_BYTES

    @property
    def positions(self) -> int:
        """About how many positions the texts take: a chunk has as many as chunks have on average."""
        return len(self.numbers) * self.chunks.surfaces // max(1, len(self.chunks))

    def clear(self) -> None:
        """Lets the texts go. Words stay known to the next batch."""
        self.numbers: array[int] = array("I")
        self.ends: array[int] = array("Q")
        self._stop_waiting()

    def forget(self) -> None:
        """Lets the words go, too."""
        self.surfaces = SurfaceTable()
        self.chunks = ChunkTable(self.surfaces.number)


class _Values:
    """The distinct values of a facet, numbered from 1."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, value: str | None) -> int:
        return 0 if not value else self.numbers.setdefault(value, len(self.numbers) + 1)


class SegmentBuilder:
    """A Loader: collects articles and writes them as segment files into a folder. `most` bytes: see `bytes_of_process`."""

    def __init__(self, folder: Path, default_language: str, most: int = PROCESSES_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._default = default_language
        self._texts = {field: _Texts() for field in ("text", *WORD_FIELDS)}
        self._store = StoreWriter()
        self._begin()
        self._held_before = 0
        self._others = 0

    def _begin(self) -> None:
        self._ids: list[bytes] = []
        self._columns = {
            name: array("q") for name in ("first_day", "last_day", "key", "instant", *SINGLE_VALUED)
        }
        self._values = {name: _Values() for name in (*SINGLE_VALUED, "tag")}
        self._tags = array("I")
        self._tag_counts = array("I")
        self._looked_at = self._letters = 0
        self._store.begin()

    def put(self, article: Article) -> None:
        language = stem_language(article.language, self._default)
        document = article.as_json()
        self._ids.append(article.id.encode())
        parts = (article.title or "", article.summary or "", article.body, *article.captions)
        self._texts["text"].add(parts, language)
        self._letters += sum(map(len, parts))
        for field in WORD_FIELDS:
            self._texts[field].add((getattr(article, field) or "",), language)
        self._put_dates(article)
        for name in SINGLE_VALUED:
            self._columns[name].append(self._values[name].number(getattr(article, name)))
        tags = sorted({self._values["tag"].number(tag) for tag in article.tags if tag})
        self._tags.extend(tags)
        self._tag_counts.append(len(tags))
        self._store.add(encode(head_of(article, document)), encode(document))

    def _put_dates(self, article: Article) -> None:
        published = article.published
        day = (NO_DAY, NO_DAY, 0, NO_INSTANT)
        if published is not None:
            printed = published.date
            day = (first_day(printed), last_day(printed), date_key(printed), instant_number(published))
        for name, value in zip(("first_day", "last_day", "key", "instant"), day, strict=True):
            self._columns[name].append(value)

    @property
    def full(self) -> bool:
        """Whether the process would hold too much while this batch is inverted. Batches differ from run to run, the index does not."""
        if len(self._ids) - self._looked_at < _LOOK_EVERY and self._letters < _LETTERS_TO_LOOK:
            return False
        self._looked_at, self._letters = len(self._ids), 0
        held = self._held()
        if held - self._held_before < min(_LEAST_BATCH, self._most // 4):
            return False
        taken = own_bytes() or held
        self._others = max(0, taken - (held - self._work()))
        return taken + self._work() >= self._most

    def _held(self) -> int:
        """About how many bytes this takes, what inverting takes of the largest field included."""
        tables = sum(field.table_bytes for field in self._texts.values())
        return tables + self._work() + len(self._ids) * _ARTICLE_BYTES + self._store.size

    def _work(self) -> int:
        """About what writing takes beyond what is held."""
        return max(field.positions for field in self._texts.values()) * _POSITION_BYTES + self._store.size

    def flush(self) -> Batch | None:
        count = len(self._ids)
        if not count:
            return None
        name = uuid.uuid4().hex[:16]
        with SectionWriter(self._folder / f"{name}{SUFFIX}") as writer:
            self._write(writer)
        for texts in self._texts.values():
            texts.clear()
        self._begin()
        self._forget_words()
        self._held_before = self._held()
        return Batch(name=name, count=count)

    def _forget_words(self) -> None:
        """Where the words known take so much that the next batch would be small, those of the largest tables."""
        room = min(_WORDS_SHARE * self._most, _KEPT_SHARE * self._most - self._others)
        texts = sorted(self._texts.values(), key=lambda field: field.table_bytes)
        while texts and self._held() > max(room, _LEAST_WORDS_SHARE * self._most):
            texts.pop().forget()

    def _write(self, writer: SectionWriter) -> None:
        self._write_text(writer)
        for field in WORD_FIELDS:
            texts = self._texts[field]
            placed, meanings = texts.place()
            writer.add_array(f"{field}.positions", placed.length.astype("<u4"))
            write_postings(writer, field, texts.forms, expand_forms(placed, meanings), self._folder)
        self._write_columns(writer)
        write_ids(writer, self._ids)
        self._store.write(writer)

    def _write_text(self, writer: SectionWriter) -> None:
        texts = self._texts["text"]
        placed, meanings = texts.place()
        parts = starts_of_parts(placed)
        _write_starts(writer, "part", parts)
        for unit, paragraphs in (("sentence", False), ("paragraph", True)):
            _write_starts(writer, unit, starts_of_units(placed, meanings, parts, paragraphs=paragraphs))
        starts, counts = parts
        body = np.cumsum(counts) - counts + 2
        body_end = np.where(
            counts > 3, starts[np.minimum(body + 1, len(starts) - 1)].astype(np.int64) - 1, placed.length
        )
        writer.add_array("body_words", (body_end - starts[body]).astype("<u4"))
        writer.add_array("text.positions", placed.length.astype("<u4"))
        writer.add_array("words", (placed.length - (counts - 1)).astype("<u4"))
        found = expand_forms(placed, meanings)
        del placed, parts, starts, counts, body, body_end
        write_postings(writer, "text", texts.forms, found, self._folder)

    def _write_columns(self, writer: SectionWriter) -> None:
        for name, values in self._columns.items():
            kind = "<i8" if name == "instant" else "<i4"
            writer.add_array(name, np.array(values, dtype=kind))
        counts = np.array(self._tag_counts, dtype=np.int64)
        writer.add_array("tag.counts", counts.astype("<u4"))
        write_lists(writer, "tag", np.array(self._tags, dtype=np.uint32), counts)
        for name, known in self._values.items():
            writer.add_bytes(f"{name}.values", encode(list(known.numbers)))


def own_bytes() -> int | None:
    """What this process holds in memory that is no page of a file; None where the system does not tell."""
    try:
        _, resident, shared = Path("/proc/self/statm").read_bytes().split()[:3]
    except OSError:
        return None
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def write_ids(writer: SectionWriter, ids: Sequence[bytes]) -> None:
    """Ids by article number, and their order."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    rank = np.empty(len(order), dtype="<u4")
    rank[order] = np.arange(len(order), dtype="<u4")
    write_strings(writer, "id", ids)
    writer.add_array("id.order", np.array(order, dtype="<u4"))
    writer.add_array("id.rank", rank)


def _write_starts(writer: SectionWriter, name: str, starts: tuple[Any, Any]) -> None:
    positions, counts = starts
    writer.add_array(f"{name}.counts", counts.astype("<u4"))
    write_lists(writer, name, positions, counts)


def head_of(article: Article, document: dict[str, Any]) -> dict[str, Any]:
    """What a result list shows of an article."""
    names = ("id", "title", "byline", "source", "section", "language", "url", "published", "undated", "path")
    head = {name: document[name] for name in names}
    if article.title is None:
        head["opening"] = opening_of(article)
    return head
