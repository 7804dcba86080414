"""Several segments woven into one are, section for section, the segment that their living articles would have made."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_archive import make_article

from indexer.article import Article
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.storage.columns import SINGLE_VALUED
from indexer.engines.whoosh.weaving import joined_dictionary, second_weaver, woven_segment
from indexer.engines.whoosh.weaving.woven_terms import weave_terms
from indexer.engines.whoosh.writing.segment_writer import SegmentBuilder

BY_OTHER_NUMBERS = ("dictionary", "head", "article", "tag", *SINGLE_VALUED)
"""Sections that may differ: values of facets are numbered as they come, stored blocks are copied."""


def build(folder: Path, stories: Sequence[Article], gone: Sequence[int] = ()) -> Segment:
    builder = SegmentBuilder(folder, "en")
    for story in stories:
        builder.put(story)
    batch = builder.flush()
    assert batch is not None
    return Segment(folder, batch.name, np.array(sorted(gone), dtype=np.int64))


def check_alike(woven: Segment, whole: Segment) -> None:
    assert sorted(woven.reader.names()) == sorted(whole.reader.names())
    for name in whole.reader.names():
        if name.split(".")[0] not in BY_OTHER_NUMBERS:
            assert np.array_equal(woven.reader.array(name), whole.reader.array(name)), name
            assert woven.reader.array(name).dtype == whole.reader.array(name).dtype, name
    for number in range(whole.articles):
        assert woven.article(number) == whole.article(number)
        assert woven.heads.read(number) == whole.heads.read(number)
    everything = np.arange(whole.articles)
    for facet in SINGLE_VALUED:
        assert [("", *woven.values(facet))[value] for value in woven.column(facet)] == [
            ("", *whole.values(facet))[value] for value in whole.column(facet)
        ]  # type: ignore[arg-type]
    assert sorted(woven.values("tag")) == sorted(whole.values("tag"))
    tags = [
        sorted(
            (int(owner), segment.values("tag")[tag - 1]) for owner, tag in zip(*segment.tag_rows, strict=True)
        )
        for segment in (woven, whole)
    ]
    assert tags[0] == tags[1]
    assert len(everything) == woven.alive


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=4),
    draw=st.data(),
    at_once=st.sampled_from([1, 7, 60, 1_000_000]),
)
def test_weaving_makes_the_segment_that_the_living_would_have_made(
    sizes: list[int], draw: st.DataObject, at_once: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("weaving")
    segments: list[Segment] = []
    living: list[Article] = []
    begin = 0
    for size in sizes:
        stories = [make_article(number) for number in range(begin, begin + size)]
        gone = draw.draw(st.sets(st.integers(0, size - 1), max_size=size))
        segments.append(build(folder, stories, sorted(gone)))
        living += [story for number, story in enumerate(stories) if number not in gone]
        begin += size
    if not living:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joined_dictionary, "PLACES_AT_ONCE", at_once)
        batch = woven_segment.weave(segments, folder)
    assert batch.count == len(living)
    check_alike(Segment(folder, batch.name, np.zeros(0, dtype=np.int64)), build(folder, living))


def test_words_in_several_languages_and_long_gaps_are_woven(tmp_path: Path) -> None:
    """Wide steps, outliers, elided articles, bigrams."""
    texts = [("fr", "L'eau de l'été. " * 3), ("ja", "東京の港は閉じた。"), ("de", "Häfen Hafen HAFEN"), ("en", "word " * 70_000 + "harbour"), (None, "")]  # fmt: skip
    stories = [
        replace(make_article(11 * number), language=texts[number % 5][0], body=texts[number % 5][1])
        for number in range(40)
    ]  # fmt: skip
    segments = [build(tmp_path, stories[:3]), build(tmp_path, stories[3:4]), build(tmp_path, stories[4:])]
    batch = woven_segment.weave(segments, tmp_path)
    check_alike(Segment(tmp_path, batch.name, np.zeros(0, dtype=np.int64)), build(tmp_path, stories))


@pytest.mark.parametrize("second", ["works", "dies"])
def test_a_second_process_changes_nothing(
    tmp_path: Path, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_weaver, "WORTH_PLACES", 1)
    monkeypatch.setattr(joined_dictionary, "PLACES_AT_ONCE", 200)
    stories = [make_article(number) for number in range(40)]
    pieces = [
        build(tmp_path, stories[:15]),
        build(tmp_path, stories[15:30], [3, 4]),
        build(tmp_path, stories[30:]),
    ]
    begun: list[int] = []
    calls = []

    def note_and_weave(*arguments: Any) -> Any:
        calls.append(arguments)
        children = multiprocessing.active_children()
        begun.extend(child.pid or 0 for child in children)
        for child in children if second == "dies" else ():
            child.kill()
        return weave_terms(*arguments)

    monkeypatch.setattr(woven_segment, "weave_terms", note_and_weave)
    batch = woven_segment.weave(pieces, tmp_path, processes=2)
    assert len(set(begun)) == 1
    assert len(calls) == (4 if second == "works" else 5), "of four fields, and the upper half of one"
    assert not multiprocessing.active_children()
    living = [story for number, story in enumerate(stories) if number not in (18, 19)]
    whole = build(tmp_path, living)
    check_alike(Segment(tmp_path, batch.name, np.zeros(0, dtype=np.int64)), whole)
    assert {path.suffix for path in tmp_path.iterdir()} == {".segment"}


def test_where_no_second_process_starts_one_does_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(process: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(second_weaver, "WORTH_PLACES", 1)
    monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", refuse)
    stories = [make_article(number) for number in range(20)]
    pieces = [build(tmp_path, stories[:8]), build(tmp_path, stories[8:])]
    batch = woven_segment.weave(pieces, tmp_path, processes=2)
    check_alike(Segment(tmp_path, batch.name, np.zeros(0, dtype=np.int64)), build(tmp_path, stories))
