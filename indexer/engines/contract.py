"""The seam between search and an engine: what is asked, what is answered, what is written.

An engine keeps one archive at one location. `Archive.reader` gives an `Engine`, a view of the newest
finished generation that never changes; `Archive.writer` gives a `Writer`, of which there is one at a
time. Engines know nothing of files, formats, HTTP or what users typed: they get a `SearchRequest`
with a tree and give `Results` with text and marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from indexer.article import Article, PublicationDate, Undated
from indexer.query.notice import Notice as Notice
from indexer.query.tree import Node

Sort = Literal["relevance", "newest", "oldest"]
Facet = Literal["source", "section", "language", "byline", "tag", "year"]
FACETS: tuple[Facet, ...] = ("source", "section", "language", "byline", "tag", "year")
"""The year is that of the date as printed; an undated article has none."""

Interval = Literal["day", "week", "month", "year"]

DEEPEST_HIT = 10_000
"""Pages end here; whoever wants more exports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is chosen beside the words. Days are ISO, inclusive, None is open; values compare folded.

    `include[facet]`: an article needs one of these values; `exclude[facet]`: it must have none of them.
    """

    first: str | None = None
    last: str | None = None
    include: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search. `tree` is None where no words were given (filters or dates only, or everything).

    `text` and `understood` are for showing; engines do not read them. `first_hit` counts from 0; `size` 0 asks for counts alone.
    `facets` names those to count, `facet_values` how many values each; `interval` None lets the engine
    choose one that gives at most 400 bars; a timeline of more than `bars` goes by a coarser one, but no coarser than years;
    `timeline` False leaves it out. `deadline` in seconds.
    """

    text: str = ""
    understood: str = ""
    notices: tuple[Notice, ...] = ()
    tree: Node | None = None
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    facets: tuple[Facet, ...] = FACETS
    facet_values: int = 20
    timeline: bool = True
    interval: Interval | None = None
    bars: int = 400
    snippets: int = 2
    deadline: float = 1.0

    @property
    def first_hit(self) -> int:
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A passage of plain text, and the half-open code point ranges in it that made the article match."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article in a result: what a result list shows. `title_marks` are ranges in `title`.

    Where `title` is None, `opening` holds the first words of the body instead.
    """

    id: str
    score: float | None
    title: str | None
    title_marks: tuple[tuple[int, int], ...] = ()
    opening: str = ""
    byline: str | None
    source: str | None
    section: str | None
    language: str | None
    url: str | None
    published: PublicationDate | None
    undated: Undated | None
    path: str
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many articles have a value. Spellings that filters take for one, the same but for case and accents, are one value, in the commonest spelling."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bar of a timeline. `start`: its first day, ISO. `all`: the archive's count under the same filters without the words."""

    start: str
    count: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars without a hole from the first to the last; None as interval where nothing is dated."""

    interval: Interval | None = None
    buckets: tuple[Bucket, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to one SearchRequest. Counts are exact unless `partial`, which `notices` then explain.

    `undated`: articles that match everything but the dates. `imprecise`: articles in the range whose
    date is coarser than the timeline's interval. A facet ignores its own selection. `took` in seconds.
    """

    total: int
    partial: bool = False
    notices: tuple[Notice, ...] = ()
    hits: tuple[Hit, ...] = ()
    facets: Mapping[Facet, tuple[FacetValue, ...]] = field(default_factory=dict)
    timeline: Timeline = field(default_factory=Timeline)
    imprecise: int = 0
    undated: int = 0
    took: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """An archive at a glance. `first` and `last`: the ISO days its dated articles span. `rebuilt`: UTC, ISO."""

    articles: int
    undated: int
    first: str | None
    last: str | None
    sources: tuple[FacetValue, ...]
    sections: tuple[FacetValue, ...]
    languages: tuple[FacetValue, ...]
    rebuilt: str
    generation: str
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedArticle:
    """An article with the ranges that a query matches: half-open code points in title, summary, body, each caption."""

    article: Article
    title: tuple[tuple[int, int], ...] = ()
    summary: tuple[tuple[int, int], ...] = ()
    body: tuple[tuple[int, int], ...] = ()
    captions: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A word of the archive as most articles write it, and how many articles hold it in any case and accents."""

    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCount:
    """A word of articles in one language, as it is written most often, with its stem and the language whose stemmer made it.

    `inside`: articles of the result, or of a sample of it, that hold it in any form; `archive`: those of the whole archive in that language.
    Known once it is counted exactly: `expected`, how many articles of the result would hold it if it were as common in them as in all articles of
    like length; `mentions` in the result, and `archive_mentions` in the archive.
    """

    word: str
    language: str
    stemmed_as: str
    stem: str
    inside: int
    archive: int
    expected: float = 0.0
    mentions: int = 0
    archive_mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthClass:
    """Articles of like length, `words` long at the mean: how many match, how many the archive has."""

    words: float
    matching: int
    archive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """The articles in one language: how many match, how many of these were read, how many the archive has; by length, too, and how many words they have."""

    language: str
    matching: int
    sampled: int
    archive: int
    lengths: tuple[LengthClass, ...]
    matching_words: int
    archive_words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The words of a sample of a result, language by language, the commonest language first. A word stands once, whatever its form.

    `inside` of each word is that of the sample, `archive` at least what it is, since words of several languages may be counted together.
    `partial`: time ran out before all was found, or all of the sample read.
    """

    strata: tuple[Stratum, ...]
    words: tuple[WordCount, ...]
    partial: bool = False

    @property
    def matching(self) -> int:
        return sum(stratum.matching for stratum in self.strata)

    @property
    def sampled(self) -> int:
        return sum(stratum.sampled for stratum in self.strata)


class Engine(Protocol):
    """Reads one generation. Any number of threads may use it at once."""

    def search(self, request: SearchRequest) -> Results: ...

    def article(self, identifier: str, tree: Node | None = None) -> MarkedArticle:
        """The article, marked by `tree`. Raises UnknownArticleError."""

    def articles(self, tree: Node | None = None, filters: Filters | None = None) -> Iterator[Article]:
        """Every article that matches, streamed, newest first."""

    def marked_articles(
        self, tree: Node | None = None, filters: Filters | None = None
    ) -> Iterator[MarkedArticle]:
        """The same with what the tree marks in each."""

    def neighbours(self, tree: Node | None, filters: Filters, most: int, deadline: float) -> Neighbours:
        """Words of at most `most` matching articles, drawn evenly from all of them in the order of their dates; for at most `deadline` seconds."""

    def count_words(
        self, tree: Node | None, filters: Filters, words: Sequence[WordCount], deadline: float
    ) -> tuple[WordCount, ...]:
        """The same words with exact counts: `inside` of all matching articles in their language. Those for which the time did not last are left out."""

    def spellings(self, word: str, limit: int = 3) -> tuple[Spelling, ...]:
        """Words of titles, summaries, bodies and captions that differ from `word` by a letter or two, likeliest first (`engines.spelling`)."""

    def overview(self) -> Overview: ...

    def manifest(self) -> Mapping[str, Any]:
        """What the writer was told at commit (reading options, paths), with versions and counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Articles that a loader has written and no reader sees yet. `name` is the engine's; `count` articles, numbered from 0."""

    name: str
    count: int


class Loader(Protocol):
    """Takes articles in a worker process. One thread uses it."""

    def put(self, article: Article) -> None: ...

    @property
    def full(self) -> bool:
        """Whether memory asks for a `flush` now."""

    def flush(self) -> Batch | None:
        """Writes what was put since the last flush; None where nothing was. Articles keep the order in which they were put."""


class LoaderFactory(Protocol):
    """Picklable; called once in each worker process with the worker's number."""

    def __call__(self, worker: int) -> Loader: ...


class Writer(Protocol):
    """Builds the next generation. Nothing is visible before `commit`; leaving the context without it undoes everything.

    `ledger_file` is the new generation's ledger: a copy of the old one for an update, absent for a rebuild.
    """

    @property
    def ledger_file(self) -> Path: ...

    def loader_factory(self, language: str = "en", loaders: int = 1, input_bytes: int = 0) -> LoaderFactory:
        """`language`: what articles are stemmed as that name none. `loaders`: how many are at work at once and share the memory. `input_bytes`: about how much there is to read, 0 where nobody knows."""

    def commit(
        self,
        batches: Sequence[Batch],
        *,
        drop_ids: Iterable[str] = (),
        drop_fresh: Mapping[str, Sequence[int]] = {},
        details: Mapping[str, Any] = {},
        purge: bool = False,
    ) -> str:
        """Makes a generation of the base (an update's) less `drop_ids`, and `batches` less `drop_fresh` (batch name -> article numbers).

        `purge`: of articles that are out, now or since earlier, nothing stays in any file, and the generation before goes at once.

        `details` (JSON values; `options` among them) are kept in the manifest. Gives the new generation's name. Raises DiskFullError.
        """


class Archive(Protocol):
    """One index location."""

    def exists(self) -> bool:
        """Whether a finished generation is there."""

    def reader(self) -> Engine:
        """The newest generation. Cheap when nothing has changed (one stat). Raises EngineError."""

    @property
    def ledger_file(self) -> Path:
        """The newest generation's ledger, for reading. Raises EngineError."""

    @property
    def removed_file(self) -> Path:
        """The list of articles that were taken out for good, beside all generations; there need not be one."""

    def check(self) -> list[str]:
        """What is wrong with the index, a line each; every byte is read. Raises EngineError where it cannot be opened."""

    def writer(self, *, update: bool) -> AbstractContextManager[Writer]:
        """The one writer: for an update, on top of the newest generation. Raises LockedError within 1 s."""
