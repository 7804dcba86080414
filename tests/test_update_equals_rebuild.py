"""After any changes, an update gives the index that a rebuild over the same paths gives: ids, articles, counts."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archive_folder import contents, counts, record, write_records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_engine import PlainArchive
from reading_here import read_files_here
from scanned_issues import FILES as ISSUE_FILES
from scanned_issues import PAGES, alto, write_issue
from soaking import scaled

from indexer.article import Origin
from indexer.engines import open_archive
from indexer.engines.contract import Archive
from indexer.errors import InputError, UnknownArticleError
from indexer.identity import article_id
from indexer.ingest import intake
from indexer.ingest.ledger import read_ledger
from indexer.ingest.removals import removals_of, write_removals
from indexer.ingest.run import rebuild, remove, update

FILES = ("one/a.jsonl", "one/b.jsonl", "one/deep/c.jsonl", "two/a.jsonl", "two/d.jsonl")


def drawn_record(identifier: int, words: int, version: int | None, day: int | None) -> dict[str, Any]:
    return record(
        str(identifier),
        f"Words {words}.",
        version=version,
        date=None if day is None else f"2020-02-{day:02d}",
    )


def drawn_story(identifier: int, version: int, cancelled: bool) -> dict[str, Any]:
    """A version of a wire's story, which may take the story back."""
    return {
        "uri": f"urn:wire:{identifier}", "type": "text", "version": str(version), "versioncreated": "2020-02-15T10:00:00Z",
        "pubstatus": "canceled" if cancelled else "usable", "headline": f"Story {identifier}", "body_text": f"Version {version}.",
    }  # fmt: skip


records = st.one_of(
    st.builds(
        drawn_record,
        st.integers(1, 5), st.integers(1, 3), st.none() | st.integers(1, 2), st.none() | st.integers(1, 2),
    ),
    st.builds(drawn_story, st.integers(6, 7), st.integers(1, 3), st.booleans()),
    st.builds(lambda own: {"id": own, "body": "Of this file."}, st.sampled_from(["x", "y"])),
    st.just("{broken"),
)  # fmt: skip
files = st.sampled_from(FILES)
issue_files = st.sampled_from(
    [f"one/{folder}/{name}" for folder in ("deep", "issue") for name in ISSUE_FILES]
)
any_files = files | issue_files
changes = st.one_of(
    st.tuples(st.just("write"), files, st.lists(records, max_size=4)),
    st.tuples(
        st.just("scan"), issue_files, st.sampled_from([*ISSUE_FILES.values(), alto(("Another page.",))])
    ),
    st.tuples(st.just("scan"), issue_files, st.sampled_from([PAGES[0][:-40], "Hardly a page.\n"])),
    st.tuples(st.just("delete"), any_files, st.none()),
    st.tuples(st.just("touch"), any_files, st.none()),
    st.tuples(st.just("move"), any_files, any_files),
    st.tuples(
        st.sampled_from(["remove", "put back"]),
        st.sampled_from([f"urn:wire:{number}" for number in range(1, 8)]),
        st.none(),
    ),
)


def apply_removal(archive: Archive, change: tuple[str, str, Any]) -> None:
    """Takes an article out for good or puts it back; where it is unknown, nothing changes."""
    kind, name, _ = change
    own = article_id(Origin(path="any"), name)
    with contextlib.suppress(UnknownArticleError):
        if kind == "remove":
            remove(archive, [own])
        elif kind == "put back":
            update(archive, put_back=[own])


def apply(folder: Path, change: tuple[str, str, Any]) -> None:
    kind, name, value = change
    file = folder / name
    match kind:
        case "write":
            write_records(file, *value)
        case "scan":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(value, "utf-8")
        case "delete":
            file.unlink(missing_ok=True)
        case "touch" if file.exists():
            os.utime(file)
        case "move" if file.exists():
            (folder / value).parent.mkdir(parents=True, exist_ok=True)
            file.replace(folder / value)


def check_same(
    folder: Path, open_at: Callable[[Path], Archive], archive: Archive, report: Any, paths: list[str]
) -> None:
    shutil.rmtree(folder / "fresh", ignore_errors=True)
    fresh = open_at(folder / "fresh")
    removals = removals_of(archive)
    fresh.removed_file.parent.mkdir()
    write_removals(fresh.removed_file, removals)
    expected = rebuild(fresh, paths)
    assert contents(archive) == contents(fresh)
    assert counts(report) == counts(expected)
    assert not removals.keys() & contents(archive).keys()
    assert report.rejects == expected.rejects
    assert report.not_articles == expected.not_articles
    assert report.articles == len(contents(archive)) == count_standing(archive)
    assert standings(archive) == standings(fresh)


def count_standing(archive: Archive) -> int:
    with read_ledger(archive.ledger_file) as ledger:
        return ledger.count("SELECT count(*) FROM record WHERE standing = 'article'")


def standings(archive: Archive) -> list[tuple[Any, ...]]:
    with read_ledger(archive.ledger_file) as ledger:
        return list(
            ledger.run(
                "SELECT file.path, place, id, standing, record.digest, whole FROM record JOIN file ON file.number = file "
                "ORDER BY file.path, place"
            )
        )


def run_changes(open_at: Callable[[Path], Archive], rounds: list[list[tuple[str, str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(folder / "one" / "kept.jsonl", record("1"), record("kept"))
        (folder / "two").mkdir()
        write_issue(folder / "one" / "issue")
        paths = [str(folder / "one"), str(folder / "two")]
        archive = open_at(folder / "index")
        rebuild(archive, paths)
        for number, round_ in enumerate(rounds):
            for change in round_:
                apply(folder, change)
                apply_removal(archive, change)
            # now the whole, now a place, then the whole, so that what the place left out is there
            if number % 2:
                update(archive, [paths[number % 4 // 2]])
            check_same(folder, open_at, archive, update(archive), paths)


@pytest.fixture(autouse=True)
def _reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "read_files", read_files_here)


EXAMPLES = scaled(40, 2_000)
FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.soak(f"{EXAMPLES:,} drawn histories of up to 4 rounds of changes")
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=FIXTURES)
@given(rounds=st.lists(st.lists(changes, min_size=1, max_size=4), min_size=1, max_size=4))
def test_an_update_equals_a_rebuild_on_the_plain_engine(rounds: list[list[tuple[str, str, Any]]]) -> None:
    run_changes(PlainArchive, rounds)  # type: ignore[arg-type]


@pytest.mark.soak(f"{EXAMPLES // 4:,} drawn histories of up to 4 rounds of changes")
@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=FIXTURES)
@given(rounds=st.lists(st.lists(changes, min_size=1, max_size=4), min_size=1, max_size=4))
def test_an_update_equals_a_rebuild_on_the_whoosh_engine(rounds: list[list[tuple[str, str, Any]]]) -> None:
    run_changes(open_archive, rounds)  # type: ignore[arg-type]


def test_a_new_path_given_to_an_update_equals_a_rebuild_over_both(tmp_path: Path) -> None:
    write_records(tmp_path / "one" / "a.jsonl", record("1", "Old.", version=1), record("2"))
    write_records(tmp_path / "two" / "a.jsonl", record("1", "New.", version=2), record("2"))
    archive = PlainArchive(tmp_path / "index")
    rebuild(archive, [str(tmp_path / "one")])
    report = update(archive, [str(tmp_path / "two")])
    check_same(tmp_path, PlainArchive, archive, report, [str(tmp_path / "one"), str(tmp_path / "two")])  # type: ignore[arg-type]


def test_where_all_is_gone_an_update_refuses_as_a_rebuild_does(tmp_path: Path) -> None:
    file = write_records(tmp_path / "one" / "a.jsonl", record("1"))
    archive = PlainArchive(tmp_path / "index")
    rebuild(archive, [str(tmp_path / "one")])
    file.unlink()
    for attempt in (lambda: update(archive), lambda: rebuild(archive)):
        with pytest.raises(InputError):
            attempt()
