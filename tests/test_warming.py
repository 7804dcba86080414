"""What a server does before its first answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from canned_archive import QUAKE, CannedArchive
from reference_engine import ReferenceEngine

from indexer.engines import open_archive
from indexer.words import chunks
from search_web import create_app
from search_web.warming import warm_up


def test_words_of_the_newest_articles_are_known_beforehand() -> None:
    articles = [replace(QUAKE, id="one", language="en", body="Quxwarming began; quxlonging ended.")]
    archive = CannedArchive(engine=ReferenceEngine(articles))
    warm_up(create_app(archive), archive)
    known = chunks._meanings("en")
    assert {"Quxwarming", "quxlonging"} <= set(known)


def test_without_an_index_nothing_fails(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "nothing")
    warm_up(create_app(archive), archive)
