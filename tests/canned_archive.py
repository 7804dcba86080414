"""An archive whose answers a test writes itself: what the web front end does with an answer, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from indexer.article import Article, PublicationDate
from indexer.engines.contract import (
    Bucket,
    Engine,
    Facet,
    FacetValue,
    Filters,
    Hit,
    MarkedArticle,
    Overview,
    Results,
    SearchRequest,
    Snippet,
    Spelling,
    Timeline,
    Writer,
)
from indexer.errors import EngineError, UnknownArticleError
from indexer.query.tree import Node
from search_web import create_app

TODAY = date(2020, 2, 19)

QUAKE = Article(
    id="quake-1",
    title="Quake shakes the harbour",
    byline="Maria Lopez",
    source="Harbour Times",
    section="World",
    language="en",
    url="https://news.example/quake",
    dateline="PORT ELM, Feb. 15",
    tags=("earthquake", "harbour"),
    summary="Nobody was hurt.",
    body="A quake shook the harbour.\n\nShips left.\nCranes stood still.",
    captions=("The harbour at dawn.",),
    related=("Harbour reopens",),
    published=PublicationDate(
        date="2020-02-15",
        time="08:28:00",
        instant="2020-02-15T16:28:00Z",
        zone="America/Los_Angeles",
        precision="minute",
        origin="byline",
        raw="UPDATED 8:28 AM PT — Saturday, February 15, 2020",
    ),
    extra={"page": "A1", "editions": ["city", "late"], "desk": {"name": "foreign"}},
    path="seeds/wire.zip",
    member="feb/quake.txt",
    format="text",
)


def hit(**changes: Any) -> Hit:
    """The quake as a hit, with changes."""
    usual = Hit(
        id="quake-1",
        score=7.1,
        title="Quake shakes the harbour",
        title_marks=((0, 5),),
        byline="Maria Lopez",
        source="Harbour Times",
        section="World",
        language="en",
        url=None,
        published=PublicationDate(date="2020-02-15"),
        undated=None,
        path="seeds/quake.txt",
        snippets=(Snippet(text="A quake shook the harbour.", marks=((2, 7),)),),
    )
    return replace(usual, **changes)


def buckets(*counts: int, year: int = 2020) -> tuple[Bucket, ...]:
    """Months from January on, with these counts."""
    return tuple(
        Bucket(start=f"{year + at // 12}-{at % 12 + 1:02d}-01", count=count, all=count + 10)
        for at, count in enumerate(counts)
    )


def results(**changes: Any) -> Results:
    """Twelve articles in two months, two sources and one section, with changes."""
    facets: dict[Facet, tuple[FacetValue, ...]] = {
        "source": (
            FacetValue(value="Harbour Times", count=9),
            FacetValue(value="Northern Wire & Co", count=3),
        ),
        "section": (FacetValue(value="World", count=7),),
        "language": (FacetValue(value="en", count=12),),
    }
    usual = Results(
        total=12,
        hits=(hit(),),
        facets=facets,
        timeline=Timeline(interval="month", buckets=buckets(5, 7)),
        undated=0,
        took=0.0012,
    )
    return replace(usual, **changes)


OVERVIEW = Overview(
    articles=1_234,
    undated=5,
    first="2019-01-02",
    last="2020-02-29",
    sources=(FacetValue(value="Harbour Times", count=1_000), FacetValue(value="Northern Wire", count=234)),
    sections=(FacetValue(value="World", count=600),),
    languages=(FacetValue(value="en", count=1_200), FacetValue(value="de", count=34)),
    rebuilt="2020-02-18T06:30:00Z",
    generation="g-7",
    timezone="UTC",
)


@dataclass
class CannedEngine:
    """Gives what it was given, and remembers what it was asked."""

    answer: Results = field(default_factory=results)
    marked: MarkedArticle = field(default_factory=lambda: MarkedArticle(article=QUAKE))
    near: Mapping[str, tuple[Spelling, ...]] = field(default_factory=dict)
    glance: Overview = OVERVIEW
    asked: list[SearchRequest] = field(default_factory=list)
    trees: list[Node | None] = field(default_factory=list)

    def search(self, request: SearchRequest) -> Results:
        self.asked.append(request)
        return self.answer

    def article(self, identifier: str, tree: Node | None = None) -> MarkedArticle:
        self.trees.append(tree)
        if identifier != self.marked.article.id:
            raise UnknownArticleError(f"No article has the id {identifier}.")
        return self.marked

    def articles(self, tree: Node | None = None, filters: Filters | None = None) -> Iterator[Article]:
        yield self.marked.article

    def spellings(self, word: str, limit: int = 3) -> tuple[Spelling, ...]:
        return self.near.get(word, ())[:limit]

    def overview(self) -> Overview:
        return self.glance

    def manifest(self) -> Mapping[str, Any]:
        return {}


@dataclass
class CannedArchive:
    """One engine, or none but an error."""

    engine: CannedEngine = field(default_factory=CannedEngine)
    error: EngineError | None = None

    def exists(self) -> bool:
        return self.error is None

    def reader(self) -> Engine:
        if self.error is not None:
            raise self.error
        return self.engine

    @property
    def ledger_file(self) -> Path:
        raise AssertionError("the web front end never reads the ledger")

    @property
    def removed_file(self) -> Path:
        raise AssertionError("the web front end never reads the list of removed articles")

    def check(self) -> list[str]:
        raise AssertionError("the web front end never checks the index")

    def writer(self, *, update: bool) -> AbstractContextManager[Writer]:
        raise AssertionError("the web front end never writes")


_ARCHIVE = CannedArchive()
_APP = create_app(_ARCHIVE, today=lambda: TODAY)


def client_of(engine: CannedEngine | None = None, error: EngineError | None = None) -> FlaskClient:
    """A browser before an archive that gives these answers from now on, on a day that stands still.

    There is one application for all tests, as a new one compiles every template anew.
    """
    _ARCHIVE.engine, _ARCHIVE.error = engine or CannedEngine(), error
    return _APP.test_client()
