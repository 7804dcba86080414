"""Segments over a history of updates: few, without what left, and answering as one segment does."""

from __future__ import annotations

import random
import resource
from pathlib import Path
from typing import Any

import pytest
from invented_archive import VOCABULARY, generation_folder, make_article, write

from indexer.article import Article
from indexer.engines.contract import Engine, Filters, SearchRequest
from indexer.engines.whoosh.archive import WhooshArchive
from indexer.engines.whoosh.storage.sections import SUFFIX
from indexer.engines.whoosh.weaving import merging
from indexer.engines.whoosh.weaving.merging import MOST_OF_A_TIER, SegmentEntry, merge_small, without_articles
from indexer.engines.whoosh.writing.segment_writer import SegmentBuilder
from indexer.query.tree import And, Dates, Node, Not, Or, Phrase, Wildcard, Word


def entries_of(archive: WhooshArchive) -> list[SegmentEntry]:
    return [SegmentEntry.from_json(entry) for entry in archive.reader().manifest()["segments"]]


def trees() -> list[Node | None]:
    draw = random.Random(1)
    words = [Word(word) for word in draw.sample(VOCABULARY, 12)]
    return [
        None, *words[:4], And(tuple(words[:2])), Or(tuple(words[2:9])), And((words[0], Not(words[5]))), Phrase(tuple(words[:2])),
        Wildcard("st*"), And((words[1], Dates("2018-06-01", "2019-06-01"))), Not(words[3]),
    ]  # fmt: skip


def answers(engine: Engine) -> list[tuple[Any, ...]]:
    """Ids in their order, and all counts, of a good many searches."""
    rows: list[tuple[Any, ...]] = []
    for tree in trees():
        for filters in (
            Filters(),
            Filters(
                first="2018-03-01",
                include={"source": ("Gazette", "Harbour Times")},
                exclude={"tag": ("law",)},
            ),
        ):
            for sort in ("relevance", "newest", "oldest"):
                results = engine.search(
                    SearchRequest(tree=tree, filters=filters, sort=sort, size=500, snippets=1, deadline=60)
                )  # type: ignore[arg-type]
                assert not results.partial
                rows.append(
                    (results.total, [hit.id for hit in results.hits], [hit.snippets for hit in results.hits], results.facets, results.timeline, results.imprecise, results.undated)
                )  # fmt: skip
    return rows


def scores(engine: Engine) -> list[float]:
    requests = [
        SearchRequest(tree=tree, size=500, snippets=0, deadline=60) for tree in trees() if tree is not None
    ]
    return [
        hit.score or 0.0
        for request in requests
        for hit in sorted(engine.search(request).hits, key=lambda hit: hit.id)
    ]


def grow(archive: WhooshArchive, updates: int) -> dict[str, Article]:
    """Many small updates: new articles, newer versions of old ones, articles that leave. Gives what is then there."""
    draw = random.Random(2)
    living = {story.id: story for story in map(make_article, range(60))}
    write(archive, list(living.values()), segments=2)
    for turn in range(updates):
        new = [make_article(100 + 4 * turn + number) for number in range(4)]
        newer = [make_article(int(name[-5:]), version=turn + 1) for name in draw.sample(sorted(living), 3)]
        dropped = draw.sample(sorted(living), 2)
        stories = [story for story in (*new, *newer) if story.id not in dropped]
        write(archive, stories, update=True, drop=dropped)
        for name in dropped:
            living.pop(name)
        living.update((story.id, story) for story in stories)
        assert len(entries_of(archive)) <= MOST_OF_A_TIER
        assert sum(entry.alive for entry in entries_of(archive)) == len(living)
    return living


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[WhooshArchive, dict[str, Article]]:
    archive = WhooshArchive(tmp_path_factory.mktemp("grown") / "index")
    return archive, grow(archive, updates=40)


def test_many_small_updates_answer_as_one_segment(
    grown: tuple[WhooshArchive, dict[str, Article]], tmp_path: Path
) -> None:
    archive, living = grown
    whole = write(WhooshArchive(tmp_path / "index"), list(living.values()))
    assert len(entries_of(archive)) > 1
    assert sorted(article.id for article in archive.reader().articles()) == sorted(living)
    assert answers(archive.reader()) == answers(whole)
    assert scores(archive.reader()) == pytest.approx(scores(whole), abs=1e-9)
    for story in living.values():
        assert archive.reader().article(story.id).article == story


def test_the_folder_holds_no_segment_that_is_not_named(
    grown: tuple[WhooshArchive, dict[str, Article]],
) -> None:
    archive, _ = grown
    files = {path.stem for path in generation_folder(archive).glob(f"*{SUFFIX}")}
    assert files == {entry.name for entry in entries_of(archive)}
    assert archive.check() == []


def test_an_update_writes_what_changed_and_links_the_rest(tmp_path: Path) -> None:
    archive = WhooshArchive(tmp_path / "index")
    write(archive, [make_article(number) for number in range(50)], segments=2)
    before = {path.name: path.stat().st_ino for path in generation_folder(archive).glob(f"*{SUFFIX}")}
    write(archive, [make_article(60)], update=True, drop=["story-00001"])
    after = {path.name: path.stat().st_ino for path in generation_folder(archive).glob(f"*{SUFFIX}")}
    assert before.items() < after.items()
    assert len(after) == len(before) + 1


def test_a_segment_of_which_nothing_lives_goes(tmp_path: Path) -> None:
    archive = WhooshArchive(tmp_path / "index")
    write(archive, [make_article(number) for number in range(20)], segments=2)
    kept = [f"story-{number:05d}" for number in range(0, 20, 2)]
    engine = write(archive, [], update=True, drop=[f"story-{number:05d}" for number in range(1, 20, 2)])
    assert [(entry.articles, entry.gone) for entry in entries_of(archive)] == [(10, ())]
    assert sorted(article.id for article in engine.articles()) == kept


def test_a_segment_more_dead_than_alive_is_written_anew(tmp_path: Path) -> None:
    archive = WhooshArchive(tmp_path / "index")
    write(archive, [make_article(number) for number in range(20)])
    for drop, expected in ((range(10), (20, 10)), ([10], (9, 0))):
        write(archive, [], update=True, drop=[f"story-{number:05d}" for number in drop])
        assert [(entry.articles, len(entry.gone)) for entry in entries_of(archive)] == [expected]


def test_an_archive_may_become_empty_and_full_again(tmp_path: Path) -> None:
    archive = WhooshArchive(tmp_path / "index")
    write(archive, [make_article(number) for number in range(5)])
    engine = write(archive, [], update=True, drop=[f"story-{number:05d}" for number in range(5)])
    assert entries_of(archive) == []
    assert engine.search(SearchRequest(tree=Word("harbour"))).total == 0
    assert engine.overview().articles == 0
    assert write(archive, [make_article(3)], update=True).search(SearchRequest()).total == 1


def build(folder: Path, articles: list[int]) -> list[SegmentEntry]:
    """Segments of so many articles each."""
    builder, entries, number = SegmentBuilder(folder, "en"), [], 0
    for count in articles:
        for _ in range(count):
            builder.put(make_article(number))
            number += 1
        batch = builder.flush()
        assert batch is not None
        entries.append(SegmentEntry(batch.name, batch.count))
    return entries


def sizes(entries: list[SegmentEntry]) -> list[int]:
    return sorted(entry.articles for entry in entries)


def test_larger_segments_are_merged_among_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SMALL", 5)
    assert sizes(merge_small(build(tmp_path, [1] * 7), tmp_path)) == [7]
    assert sizes(merge_small(build(tmp_path, [1, 1, *[9] * 6]), tmp_path)) == [1, 1, *[9] * 6]
    assert sizes(merge_small(build(tmp_path, [1, 1, *[9] * 7]), tmp_path)) == [1, 1, 63]


def test_the_number_of_segments_grows_with_the_logarithm_of_the_updates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "SMALL", 3)
    entries: list[SegmentEntry] = []
    for turn in range(1, 150):
        entries = merge_small([*entries, *build(tmp_path, [2])], tmp_path)
        assert sum(entry.alive for entry in entries) == 2 * turn
        assert len(entries) <= 3 * MOST_OF_A_TIER
    assert len(list(tmp_path.iterdir())) == len(entries)


def test_full_segments_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SMALL", 3)
    monkeypatch.setattr(merging, "FULL_WORDS", 100)
    entries = build(tmp_path, [9] * 8)
    assert merge_small(entries, tmp_path) == entries


@pytest.mark.parametrize("share", [0.001, 1.0])
def test_ids_leave_however_many_they_are(
    share: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "_MANY_IDS", share)
    entries = build(tmp_path, [10, 10])
    left = without_articles(
        entries, tmp_path, ["story-00003", "story-00012", "story-00017", "story-99999", ""]
    )
    assert [entry.gone for entry in left] == [(3,), (2, 7)]
    again = without_articles(left, tmp_path, ["story-00003", "story-00004"])
    assert [entry.gone for entry in again] == [(3, 4), (2, 7)]
    assert without_articles(again, tmp_path, []) == again


def test_more_segments_than_files_may_be_open_are_woven(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 64
    stories = list(map(make_article, range(80)))
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + 40, hard))
    try:
        archive = WhooshArchive(tmp_path / "index")
        engine = write(archive, stories, segments=80)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(entries_of(archive)) <= MOST_OF_A_TIER
    assert sorted(article.id for article in engine.articles()) == sorted(story.id for story in stories)
