"""What makes the folder a Whoosh index: a schema, and a codec that reads our segments.

Any query of stock Whoosh runs on a generation, through matchers over our postings: the same articles, and
scores of the same formula with exact lengths. Whoosh counts deleted articles in a term's rarity; here it
never meets one: articles are numbered anew for it, the living ones only, so that what was taken out leaves
no trace in a score. Opening is `contents`' part. Stock writers are refused: `archive` writes generations.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.codec import base
from whoosh.matching import NullMatcher
from whoosh.reading import TermInfo

from indexer.engines.whoosh.matcher import Positions, PositionsMatcher
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.number_sets import distinct
from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.storage.terms import WORD_FIELDS
from indexer.engines.whoosh.weaving.merging import SegmentEntry, open_segment
from indexer.errors import EngineError
from indexer.words.analysis import SCAN, read_surface

INDEX_NAME = "MAIN"
STREAMS = ("text", *WORD_FIELDS)
VALUE_FIELDS = ("source", "section", "language", "tag")
SHOWN_FIELDS = ("title", "summary", "body", "path")

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextlib.contextmanager
def writing_contents() -> Iterator[None]:
    """Within, the schema may be pickled; elsewhere that is a stock writer about to replace the table of contents."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def refuse_writer(*_: Any, **__: Any) -> Any:
    """Stands where stock Whoosh would write. Raises EngineError."""
    raise EngineError(
        "this index is written by `morgue rebuild` and `morgue update` alone; open it for reading only"
    )


class StemAnalyzer(Analyzer):  # type: ignore[misc]
    """Words as `indexer.words.analysis` reads them in one language, as terms of the field `text` (`en:run`)."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ if _writing.get() else refuse_writer()

    def __call__(
        self, value: str, positions: bool = False, chars: bool = False, mode: str = "", **_: Any
    ) -> Iterator[Any]:
        return refuse_writer() if mode == "index" else self._read(value, positions, chars)

    def _read(self, value: str, positions: bool, chars: bool) -> Iterator[Any]:
        place = 0
        for found in SCAN.finditer(value):
            surface = read_surface(found[0], self.language)
            for piece in surface.pieces:
                token = Token(
                    positions, chars, boost=1.0, text=f"{self.language}:{piece.stem}", stopped=False
                )
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
    """A segment as the table of contents names it: `articles` lie in its file, those that `gone` numbers are out."""

    def __init__(self, entry: SegmentEntry) -> None:
        base.Segment.__init__(self, INDEX_NAME)
        self.segid = entry.name
        self.articles = entry.articles
        self.gone = frozenset(entry.gone)

    def codec(self) -> MorgueCodec:
        return MorgueCodec()

    def doc_count_all(self) -> int:
        return self.articles - len(self.gone)

    doc_count = doc_count_all

    def deleted_count(self) -> int:
        return 0

    def has_deletions(self) -> bool:
        return False

    def deleted_docs(self) -> frozenset[int]:
        return frozenset()

    def is_deleted(self, docnum: int) -> bool:
        return False

    delete_document = staticmethod(refuse_writer)

    def entry(self) -> SegmentEntry:
        return SegmentEntry(self.segid, self.articles, tuple(sorted(self.gone)))


class MorgueCodec(base.Codec):  # type: ignore[misc]
    """Reads segments; does not write them. One is made for each reader, and its two halves share an open segment."""

    def __init__(self) -> None:
        self._opened: dict[tuple[str, str], LivingSegment] = {}

    def terms_reader(self, storage: Any, segment: WhooshSegment) -> TermsReader:
        return TermsReader(self._open(storage, segment))

    def per_document_reader(self, storage: Any, segment: WhooshSegment) -> ArticlesReader:
        return ArticlesReader(self._open(storage, segment))

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        raise NotImplementedError("postings are read through the terms reader")

    per_document_writer = field_writer = postings_writer = new_segment = staticmethod(refuse_writer)

    def _open(self, storage: Any, segment: WhooshSegment) -> LivingSegment:
        key = (str(storage.folder), segment.segid)
        if key not in self._opened:
            self._opened[key] = LivingSegment(open_segment(Path(storage.folder), segment.entry()))
        return self._opened[key]


class LivingSegment:
    """A segment with its living articles numbered from 0. `numbers[n]` is what article n is called in the file."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.numbers = np.flatnonzero(segment.living)
        self.words = segment.words[self.numbers]
        self._place = np.cumsum(segment.living) - 1
        self._terms: dict[str, Sequence[bytes]] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def renumber(self, articles: Array) -> tuple[Array, Array]:
        """(numbers of the living ones, mask of these among the articles given)."""
        alive = self.segment.living[articles]
        return self._place[articles[alive]], alive

    def terms(self, name: str) -> Sequence[bytes]:
        """The terms of a field, in the order of their bytes."""
        if name in STREAMS:
            return self.segment.postings[name].terms  # type: ignore[return-value]
        if name not in self._terms:
            self._terms[name] = self._terms_of_column(name)
        return self._terms[name]

    def _terms_of_column(self, name: str) -> Sequence[bytes]:
        match name:
            case "id":
                return self.segment.sorted_ids
            case "date":
                return tuple(map(_printed, self.date_keys))
            case _ if name in VALUE_FIELDS:
                return tuple(sorted({value.encode() for value in self.segment.folded_values(name)}))
        return ()

    @cached_property
    def date_keys(self) -> tuple[int, ...]:
        """Keys of the dates that occur, in the order of the dates as printed."""
        return tuple(sorted((int(key) for key in distinct(self.segment.column("key")) if key), key=_printed))

    def articles_of_value(self, name: str, number: int, text: bytes) -> Array:
        """Numbers in the file of the articles that have this value of a field."""
        segment = self.segment
        if name == "id":
            return segment.column("id.order")[number : number + 1].astype(np.int64)
        if name == "date":
            return np.flatnonzero(segment.column("key") == self.date_keys[number])
        chosen = np.array([False, *(value.encode() == text for value in segment.folded_values(name))])
        if name == "tag":
            owners, tags = segment.tag_rows
            return distinct(owners[chosen[tags]])
        return np.flatnonzero(chosen[segment.column(name)])


def _printed(key: int) -> bytes:
    """The date of a `key` column's number, as it was printed."""
    return date.fromordinal(key >> 2).isoformat()[: (0, 4, 7, 10)[key & 3]].encode()


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Terms of all fields, in the order of fields, then of bytes."""

    def __init__(self, living: LivingSegment) -> None:
        self._living = living
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
            terms = self._living.terms(name)
            first = bisect_left(terms, prefix) if name == fieldname else 0
            for number in range(first, len(terms)):
                yield name, terms[number]

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, fieldobj: Any) -> TermCursor:
        return TermCursor(self._living.terms(fieldname), fieldobj)

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Raises KeyError."""
        articles, frequencies, _ = self._postings(fieldname, text)
        return self._summary(fieldname, articles, frequencies)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        articles, frequencies, alive = self._postings(fieldname, text)
        if not len(articles):
            return NullMatcher()
        positions = Positions(self._living.segment, fieldname, text, alive) if fieldname in STREAMS else None
        return PositionsMatcher(
            articles.tolist(), frequencies.astype(float).tolist(), positions, format_, scorer=scorer,
            term=(fieldname, text), terminfo=self._summary(fieldname, articles, frequencies),
        )  # fmt: skip

    def _summary(self, fieldname: str, articles: Array, frequencies: Array) -> Any:
        if not len(articles):
            return TermInfo(0, 0, 1, 1, 0, 0, 0)
        lengths = self._living.words[articles] if fieldname == "text" else np.ones(1, dtype=np.int64)
        return TermInfo(
            float(frequencies.sum()), len(articles), int(lengths.min()), int(lengths.max()),
            float(frequencies.max()), int(articles[0]), int(articles[-1]),
        )  # fmt: skip

    def _postings(self, fieldname: str, text: bytes) -> tuple[Array, Array, Array]:
        """(living articles, how often each, mask of the living among all that the file has). Raises KeyError."""
        number = self._number(fieldname, text)
        if number is None:
            raise KeyError((fieldname, text))
        if fieldname not in STREAMS:
            articles, alive = self._living.renumber(self._living.articles_of_value(fieldname, number, text))
            return articles, np.ones(len(articles), dtype=np.int64), alive
        postings = self._living.segment.postings[fieldname]
        articles, alive = self._living.renumber(postings.articles_of(number))
        return articles, postings.frequencies_of(number)[alive], alive

    def _number(self, fieldname: str, text: bytes) -> int | None:
        terms = self._living.terms(fieldname)
        number = bisect_left(terms, text)
        return number if number < len(terms) and terms[number] == text else None


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
        self._place = bisect_left(
            self._terms, string if isinstance(string, bytes) else self._field.to_bytes(string)
        )
        return self.text()

    def next(self) -> Any:
        self._place += 1
        return self.text()

    def text(self) -> Any:
        return self._field.from_bytes(self._terms[self._place]) if self.is_valid() else None

    term = text


class ArticlesReader(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths and stored fields, article by article."""

    def __init__(self, living: LivingSegment) -> None:
        self._living = living

    def doc_count(self) -> int:
        return len(self._living)

    doc_count_all = doc_count

    def has_deletions(self) -> bool:
        return False

    def is_deleted(self, docnum: int) -> bool:
        return False

    def deleted_docs(self) -> frozenset[int]:
        return frozenset()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._living.words[docnum]) if fieldname == "text" else default

    def field_length(self, fieldname: str) -> int:
        return int(self._living.words.sum(dtype=np.int64)) if fieldname == "text" else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._living.words.min(initial=0xFFFFFFFF)) if fieldname == "text" else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._living.words.max(initial=0)) if fieldname == "text" else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        article = self._living.segment.article(int(self._living.numbers[docnum]))
        published = article["published"]
        return {**article, "date": published and published["date"], "tag": ",".join(article["tags"])}
