"""What makes the folder a Whoosh index: a schema, a table of contents, and a codec that reads our segments.

`whoosh.index.open_dir` opens a generation, and any query of stock Whoosh runs on it, through matchers over
our postings: the same articles, and scores of the same formula with exact lengths and the counts of living
articles. Morgue itself never reads the table of contents, since it is a pickle; `open_whoosh_index` does,
through an allow-list of classes. Stock writers are refused: the next generation is written by `archive`.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, index
from whoosh.analysis import Analyzer, Token
from whoosh.codec import base
from whoosh.filedb import structfile
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.query.spans import Span
from whoosh.reading import TermInfo

from indexer.analysis import SCAN, read_surface
from indexer.engines.whoosh.merging import SegmentEntry, open_segment
from indexer.engines.whoosh.sections import Array
from indexer.engines.whoosh.segment import Segment
from indexer.engines.whoosh.segment_writer import WORD_FIELDS
from indexer.errors import EngineError

INDEX_NAME = "MAIN"
STREAMS = ("text", *WORD_FIELDS)
VALUE_FIELDS = ("source", "section", "language", "tag")
SHOWN_FIELDS = ("title", "summary", "body", "path")

_ALLOWED_MODULES = frozenset(
    (
        "whoosh.fields", "whoosh.formats", "whoosh.columns", "whoosh.analysis.acore", "whoosh.analysis.analyzers",
        "whoosh.analysis.filters", "whoosh.analysis.tokenizers", "indexer.engines.whoosh.codec",
    )
)  # fmt: skip
_ALLOWED_BUILTINS = frozenset(
    (
        ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "object"), ("copyreg", "_reconstructor"),
        ("__builtin__", "set"), ("__builtin__", "frozenset"), ("__builtin__", "object"), ("copy_reg", "_reconstructor"),
    )
)  # fmt: skip


class StemAnalyzer(Analyzer):  # type: ignore[misc]
    """Words as `indexer.analysis` reads them in one language, as terms of the field `text` (`en:run`)."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def __call__(self, value: str, positions: bool = False, chars: bool = False, **_: Any) -> Iterator[Any]:
        place = 0
        for found in SCAN.finditer(value):
            surface = read_surface(found[0], self.language)
            for piece in surface.pieces:
                token = Token(positions, chars, boost=1.0, text=f"{self.language}:{piece.stem}", stopped=False)
                token.pos = place + piece.step
                token.startchar, token.endchar = found.start() + piece.start, found.start() + piece.end
                yield token
            place += surface.width


def make_schema(language: str) -> Any:
    """Fields of a generation, for stock Whoosh."""
    words = {name: fields.TEXT(analyzer=StemAnalyzer(language), stored=name != "text") for name in STREAMS}
    for name in WORD_FIELDS:
        words[name].scorable = False
    values = {name: fields.ID(stored=True) for name in VALUE_FIELDS}
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        date=fields.ID(stored=True),
        **words,
        **values,
        **{name: fields.STORED() for name in SHOWN_FIELDS},
    )


class WhooshSegment(base.Segment):  # type: ignore[misc]
    """A segment as the table of contents names it."""

    def __init__(self, entry: SegmentEntry) -> None:
        base.Segment.__init__(self, INDEX_NAME)
        self.segid = entry.name
        self.articles = entry.articles
        self.gone = frozenset(entry.gone)

    def codec(self) -> MorgueCodec:
        return MorgueCodec()

    def doc_count_all(self) -> int:
        return self.articles

    def deleted_count(self) -> int:
        return len(self.gone)

    def deleted_docs(self) -> frozenset[int]:
        return self.gone

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.gone

    def entry(self) -> SegmentEntry:
        return SegmentEntry(self.segid, self.articles, tuple(sorted(self.gone)))


class MorgueCodec(base.Codec):  # type: ignore[misc]
    """Reads segments; does not write them."""

    def terms_reader(self, storage: Any, segment: WhooshSegment) -> TermsReader:
        return TermsReader(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: WhooshSegment) -> ArticlesReader:
        return ArticlesReader(_open(storage, segment))

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        raise NotImplementedError("postings are read through the terms reader")

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise EngineError("this index is written by `morgue rebuild` and `morgue update` alone")

    per_document_writer = field_writer = postings_writer = new_segment = _refuse


def _open(storage: Any, segment: WhooshSegment) -> Segment:
    return open_segment(Path(storage.folder), segment.entry())


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Terms of all fields, in the order of fields, then of bytes."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._fields = tuple(sorted(("date", "id", *STREAMS, *VALUE_FIELDS)))

    def indexed_field_names(self) -> tuple[str, ...]:
        return self._fields

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) is not None

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self._fields:
            yield from self.terms_from(name, b"", only=True)

    def terms_from(self, fieldname: str, prefix: bytes, only: bool = False) -> Iterator[tuple[str, bytes]]:
        for name in self._fields if not only else (fieldname,):
            if name < fieldname:
                continue
            terms = self._terms(name)
            first = _first_at_least(terms, prefix) if name == fieldname else 0
            for number in range(first, len(terms)):
                yield name, terms[number]

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, fieldobj: Any) -> TermCursor:
        return TermCursor(self._terms(fieldname), fieldobj)

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Counts of living articles only. Raises KeyError."""
        articles, frequencies = self._living(fieldname, text)
        lengths = self._segment.words[articles] if fieldname == "text" else np.ones(len(articles), dtype=np.int64)
        if not len(articles):
            return TermInfo(0, 0, 1, 1, 0, 0, 0)
        return TermInfo(
            float(frequencies.sum()), len(articles), int(lengths.min()), int(lengths.max()),
            float(frequencies.max()), int(articles[0]), int(articles[-1]),
        )  # fmt: skip

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        articles, frequencies = self._postings(fieldname, text)
        if not len(articles):
            return NullMatcher()
        positions = _Positions(self._segment, fieldname, text) if fieldname in STREAMS else None
        return PositionsMatcher(
            articles.tolist(), frequencies.astype(float).tolist(), positions, format_, scorer=scorer,
            term=(fieldname, text), terminfo=self.term_info(fieldname, text),
        )  # fmt: skip

    def _living(self, fieldname: str, text: bytes) -> tuple[Array, Array]:
        articles, frequencies = self._postings(fieldname, text)
        alive = self._segment.living[articles]
        return articles[alive], frequencies[alive]

    def _postings(self, fieldname: str, text: bytes) -> tuple[Array, Array]:
        number = self._number(fieldname, text)
        if number is None:
            raise KeyError((fieldname, text))
        if fieldname in STREAMS:
            postings = self._segment.postings[fieldname]
            return postings.articles_of(number), postings.frequencies_of(number)
        articles = self._articles_of_value(fieldname, number, text)
        return articles, np.ones(len(articles), dtype=np.int64)

    def _articles_of_value(self, fieldname: str, number: int, text: bytes) -> Array:
        segment = self._segment
        if fieldname == "id":
            return np.array([int(segment.column("id.order")[number])])
        if fieldname == "date":
            return np.flatnonzero(segment.column("key") == _date_terms(segment)[1][number])
        chosen = np.array([False, *(value.encode() == text for value in segment.folded_values(fieldname))])
        if fieldname == "tag":
            owners, tags = segment.tag_rows
            return np.unique(owners[chosen[tags]])
        return np.flatnonzero(chosen[segment.column(fieldname)])

    def _number(self, fieldname: str, text: bytes) -> int | None:
        terms = self._terms(fieldname)
        number = _first_at_least(terms, text)
        return number if number < len(terms) and terms[number] == text else None

    def _terms(self, fieldname: str) -> Sequence[bytes]:
        segment = self._segment
        if fieldname in STREAMS:
            return segment.postings[fieldname].terms  # type: ignore[return-value]
        if fieldname == "id":
            return _SortedIds(segment)  # type: ignore[return-value]
        if fieldname == "date":
            return _date_terms(segment)[0]
        if fieldname in VALUE_FIELDS:
            return _value_terms(segment, fieldname)
        return ()


@lru_cache(maxsize=64)
def _value_terms(segment: Segment, fieldname: str) -> tuple[bytes, ...]:
    return tuple(sorted({value.encode() for value in segment.folded_values(fieldname)}))


@lru_cache(maxsize=64)
def _date_terms(segment: Segment) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """Printed dates, in their order, and their keys."""
    keys = [int(key) for key in np.unique(segment.column("key")) if key]
    printed = [date.fromordinal(key >> 2).isoformat()[: (0, 4, 7, 10)[key & 3]].encode() for key in keys]
    return tuple(printed), tuple(keys)


class _SortedIds:
    """Ids in their order."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __len__(self) -> int:
        return self._segment.articles

    def __getitem__(self, number: int) -> bytes:
        return self._segment.ids[int(self._segment.column("id.order")[number])]


def _first_at_least(terms: Sequence[bytes], wanted: bytes) -> int:
    low, high = 0, len(terms)
    while low < high:
        middle = (low + high) // 2
        if terms[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field, as fuzzy queries of stock Whoosh do."""

    def __init__(self, terms: Sequence[bytes], fieldobj: Any) -> None:
        self._terms = terms
        self._field = fieldobj
        self._place = 0

    def is_valid(self) -> bool:
        return self._place < len(self._terms)

    def first(self) -> Any:
        self._place = 0
        return self.text()

    def find(self, string: Any) -> Any:
        self._place = _first_at_least(self._terms, string if isinstance(string, bytes) else self._field.to_bytes(string))
        return self.text()

    def next(self) -> Any:
        self._place += 1
        return self.text()

    def text(self) -> Any:
        return self._field.from_bytes(self._terms[self._place]) if self.is_valid() else None

    term = text


class _Positions:
    """Positions of a term, article by article of its postings, cut out when asked for."""

    def __init__(self, segment: Segment, fieldname: str, text: bytes) -> None:
        postings = segment.postings[fieldname]
        number = postings.terms.find(text)
        assert number is not None
        self._positions = postings.positions_of(number)
        self._ends = np.cumsum(postings.frequencies_of(number))

    def of(self, place: int) -> list[int]:
        first = int(self._ends[place - 1]) if place else 0
        return [int(position) for position in self._positions[first : int(self._ends[place])]]


class PositionsMatcher(ListMatcher):  # type: ignore[misc]
    """A list of postings whose positions are read when a phrase asks for them."""

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight", "positions")

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self._values is not None:
            return self._values.of(self._i)
        return self._weights[self._i]

    def spans(self) -> list[Any]:
        return [Span(position) for position in self._values.of(self._i)]


class ArticlesReader(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths, stored fields and deletions, article by article."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def doc_count(self) -> int:
        return self._segment.alive

    def doc_count_all(self) -> int:
        return self._segment.articles

    def has_deletions(self) -> bool:
        return self._segment.alive < self._segment.articles

    def is_deleted(self, docnum: int) -> bool:
        return docnum < self._segment.articles and not self._segment.living[docnum]

    def deleted_docs(self) -> list[int]:
        return [int(number) for number in self._segment.gone]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._segment.words[docnum]) if fieldname == "text" else default

    def field_length(self, fieldname: str) -> int:
        return self._segment.total_words if fieldname == "text" else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._segment.words.min()) if fieldname == "text" else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._segment.words.max()) if fieldname == "text" else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        article = self._segment.article(docnum)
        published = article["published"]
        return {**article, "date": published and published["date"], "tag": ",".join(article["tags"])}


def write_contents(folder: Path, entries: Sequence[SegmentEntry], language: str) -> None:
    """The table of contents by which stock Whoosh opens a generation."""
    storage = FileStorage(str(folder))
    index.TOC(make_schema(language), [WhooshSegment(entry) for entry in entries], 1).write(storage, INDEX_NAME)


class _AllowedUnpickler(pickle.Unpickler):
    """Makes objects of the classes that a table of contents of ours holds, and of no others."""

    def find_class(self, module: str, name: str) -> Any:
        if module in _ALLOWED_MODULES or (module, name) in _ALLOWED_BUILTINS:
            found = super().find_class(module, name)
            if (module, name) in _ALLOWED_BUILTINS or (isinstance(found, type) and found.__module__ == module):
                return found
        raise EngineError(
            f"the table of contents of the index names {module}.{name}, which no index of Morgue holds; it was not opened"
        )


class _SafePickle:
    """Stands in for the pickle module while Whoosh reads a table of contents."""

    @staticmethod
    def loads(data: bytes, **_: Any) -> Any:
        return _AllowedUnpickler(io.BytesIO(data)).load()

    @staticmethod
    def load(file: Any, **_: Any) -> Any:
        return _AllowedUnpickler(file).load()


_OPENING = threading.Lock()


def open_whoosh_index(folder: Path) -> Any:
    """A generation's folder as a stock `whoosh.index.FileIndex`, its table of contents read through the allow-list."""
    with _OPENING, _guarded(index, "pickle", _SafePickle), _guarded(structfile, "load_pickle", _SafePickle.load):
        return index.open_dir(str(folder), indexname=INDEX_NAME)


@contextlib.contextmanager
def _guarded(module: Any, name: str, guard: Any) -> Iterator[None]:
    original = getattr(module, name)
    setattr(module, name, guard)
    try:
        yield
    finally:
        setattr(module, name, original)
