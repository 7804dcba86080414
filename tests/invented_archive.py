"""Some hundred invented articles and the writing of them, for tests of the engine that need an archive of some size."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from indexer.article import Article, PublicationDate, Undated
from indexer.engines.contract import Archive, Engine
from indexer.engines.whoosh.archive import WhooshArchive

VOCABULARY = (
    "harbour storm council budget river ferry market strike teacher hospital bridge quarry orchard festival "
    "minister ballot referee goal railway tunnel museum painter glacier drought wheat export tariff parade "
    "sailor lantern clinic vaccine verdict appeal juror senate reform pension wages union factory furnace "
    "copper zinc pipeline refinery solar turbine blizzard flood dike pumps rescue helicopter avalanche trail"
).split()
SOURCES = ("Harbour Times", "Northern Wire", "The Łódź Post", "Gazette")
SECTIONS = ("World", "Business", "Sport")
TAGS = ("weather", "politics", "crude oil", "law")


def make_article(number: int, version: int = 0) -> Article:
    """The same article for the same number and version."""
    draw = random.Random(f"{number}/{version}")
    weights = [1 / (rank + 1) for rank in range(len(VOCABULARY))]
    words = draw.choices(VOCABULARY, weights, k=draw.randint(5, 60))
    sentences = [" ".join(words[start : start + 9]) + "." for start in range(0, len(words), 9)]
    day = date(2018, 1, 1) + timedelta(days=draw.randrange(1_000))
    dated: dict[str, object] = {"published": PublicationDate(date=day.isoformat(), precision="day")}
    if number % 11 == 0:
        dated = {"undated": Undated(reason="no date is stated")}
    return Article(
        id=f"story-{number:05d}", title=" ".join(draw.choices(VOCABULARY, k=3)).capitalize(),
        source=draw.choice(SOURCES), section=draw.choice(SECTIONS), language="en", byline=draw.choice(("Ada Quill", "Tom Reed", None)),
        tags=tuple(draw.sample(TAGS, draw.randint(0, 2))), summary=" ".join(draw.choices(VOCABULARY, k=4)) if number % 3 else None,
        body="\n\n".join(sentences), captions=(draw.choice(VOCABULARY),) if number % 4 == 0 else (),
        path=f"invented/{number}.txt", format="text", **dated,  # type: ignore[arg-type]
    )  # fmt: skip


def write(
    archive: Archive,
    stories: Sequence[Article],
    *,
    segments: int = 1,
    update: bool = False,
    drop: Iterable[str] = (),
    details: Mapping[str, object] = {},
) -> Engine:
    """A generation with these articles in so many segments, a commit each; an update replaces articles of the same ids."""
    for number in range(segments):
        is_update = update or number > 0
        with archive.writer(update=is_update) as writer:
            if not is_update:
                writer.ledger_file.write_bytes(b"a ledger of no interest here")
            loader = writer.loader_factory()(0)
            for story in stories[number::segments]:
                loader.put(story)
            batch = loader.flush()
            ids = {story.id for story in stories[number::segments]} if update else set()
            dropped = ids.union(drop if number == 0 else ())
            writer.commit([] if batch is None else [batch], drop_ids=dropped, details=details)
    return archive.reader()


def generation_folder(archive: WhooshArchive) -> Path:
    """Where the current generation lies."""
    return archive.ledger_file.parent
