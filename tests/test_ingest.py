"""Rebuilds and updates over small folders: what is in the index afterwards, and what the report says of it."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archive_folder import bodies, contents, counts, record, write_records
from plain_engine import PlainArchive
from reading_here import read_files_here

from indexer.engines import open_archive
from indexer.engines.contract import Archive
from indexer.errors import EngineError, InputError, LockedError
from indexer.ingest import intake
from indexer.ingest.kept_options import kept_options
from indexer.ingest.ledger import read_ledger
from indexer.ingest.run import default_paths, rebuild, update
from indexer.settings import ReadingOptions


@pytest.fixture(params=["plain", "whoosh"])
def open_at(request: pytest.FixtureRequest) -> Callable[[Path], Archive]:
    """Opens an archive of one engine or the other."""
    return PlainArchive if request.param == "plain" else open_archive  # type: ignore[return-value]


@pytest.fixture
def archive(open_at: Callable[[Path], Archive], tmp_path: Path) -> Archive:
    return open_at(tmp_path / "index")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write_records(folder / "a.jsonl", record("1"), record("2"))
    write_records(folder / "deep" / "b.jsonl", record("3"))
    return folder


@pytest.fixture(autouse=True)
def _reading_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without workers, but for tests that ask for them."""
    if "in_workers" not in request.fixturenames:
        monkeypatch.setattr(intake, "read_files", read_files_here)


@pytest.fixture
def in_workers() -> None:
    """Asks for worker processes."""


def same_as_rebuilt(
    archive: Archive, report: Any, paths: list[Path], open_at: Callable[[Path], Archive], tmp_path: Path
) -> None:
    other = open_at(tmp_path / "other")
    expected = rebuild(other, [str(path) for path in paths])
    assert contents(archive) == contents(other)
    assert counts(report) == counts(expected)
    assert report.rejects == expected.rejects
    assert report.not_articles == expected.not_articles


# Rebuilding


def test_a_rebuild_takes_every_record_and_says_so(archive: Archive, news: Path) -> None:
    write_records(news / "c.jsonl", record("4"), "{broken", record("5", date=None))
    report = rebuild(archive, [str(news)])
    assert (report.files, report.articles, report.rejected, report.undated) == (3, 5, 1, 1)
    assert report.rejects[0].origin.path == "news/c.jsonl"
    assert report.rejects[0].origin.line == 2
    assert report.generation == archive.reader().manifest()["generation"]
    assert len(contents(archive)) == 5


def test_the_report_as_json_has_the_names_of_the_contract(archive: Archive, news: Path) -> None:
    (news / "empty.txt").touch()
    write_records(news / "c.jsonl", "{broken", record("4"))
    document = rebuild(archive, [str(news)]).as_json()
    assert list(document) == [
        "files", "articles", "rejected", "duplicates", "replaced", "removed", "unchanged", "undated", "kept_out", "withdrawn", "unreadable",
        "same_texts", "seconds", "generation", "rejects", "not_articles",
    ]  # fmt: skip
    assert document["files"] == 4
    assert list(document["rejects"][0]) == ["path", "member", "line", "reason"]
    assert document["not_articles"] == [{"path": "news/empty.txt", "member": None, "reason": "empty"}]


@pytest.mark.usefixtures("in_workers")
@pytest.mark.parametrize("jobs", [1, 3])
def test_workers_give_the_same_index_whatever_their_number(
    archive: Archive, news: Path, jobs: int, tmp_path: Path
) -> None:
    for number in range(30):
        write_records(
            news / f"{number}.jsonl", record(f"{number % 7}", f"Number {number}.", version=number % 3)
        )
    report = rebuild(archive, [str(news)], jobs=jobs)
    assert (report.files, report.articles, report.duplicates, report.replaced) == (32, 7, 0, 26)
    # of the highest version, the last file by name
    last = {str(n % 7): n for n in sorted(range(30), key=lambda n: (n % 3, f"{n}.jsonl"))}
    found = {
        article["extra"]["id"].rpartition(":")[2]: article["body"] for article in contents(archive).values()
    }
    assert found == {identifier: f"Number {number}." for identifier, number in last.items()}


def test_a_missing_path_changes_nothing(archive: Archive, news: Path) -> None:
    before = rebuild(archive, [str(news)])
    with pytest.raises(InputError, match="nowhere"):
        rebuild(archive, [str(news), str(news / "nowhere")])
    assert archive.reader().manifest()["generation"] == before.generation


@pytest.mark.parametrize(
    "make", [lambda folder: None, lambda folder: write_records(folder / "x.jsonl", "{broken", "{too")]
)
def test_a_rebuild_without_an_article_changes_nothing(
    archive: Archive, news: Path, tmp_path: Path, make: Callable[[Path], Any]
) -> None:
    rebuild(archive, [str(news)])
    (tmp_path / "other").mkdir()
    make(tmp_path / "other")
    with pytest.raises(InputError, match="Nothing was found"):
        rebuild(archive, [str(tmp_path / "other")])
    assert len(contents(archive)) == 3


def test_without_paths_those_of_the_last_rebuild_are_taken_from_any_folder(
    archive: Archive, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no path is known"):
        default_paths(archive)
    (tmp_path / "seeds").mkdir()
    assert default_paths(archive) == ("seeds",)
    rebuild(archive, ["news"])
    monkeypatch.chdir("/")
    assert default_paths(archive) == (str(news),)
    assert rebuild(archive).articles == 3
    assert update(archive).articles == 3


def test_where_there_is_no_index_an_update_is_a_rebuild(archive: Archive, news: Path) -> None:
    report = update(archive, [str(news)], ReadingOptions(timezone="Europe/Berlin"))
    assert (report.articles, report.unchanged) == (3, 0)
    assert kept_options(archive) == ReadingOptions(timezone="Europe/Berlin")


def test_a_second_writer_is_refused(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    with archive.writer(update=True), pytest.raises(LockedError):
        rebuild(archive, [str(news)])


def test_a_file_name_that_is_no_text_is_read_and_kept(archive: Archive, news: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(news) + b"/caf\xe9.jsonl"))
    write_records(odd, record("9"))
    rebuild(archive, [str(odd)])
    assert update(archive).unchanged == 1
    write_records(odd, record("9"), record("10"))
    assert update(archive).articles == 2


# Which of several records stands


def test_of_two_records_the_one_of_the_later_version_stands(archive: Archive, news: Path) -> None:
    write_records(
        news / "a.jsonl",
        record("1", "Ten.", version=10),
        record("1", "Nine.", version=9),
        record("1", "None."),
    )
    report = rebuild(archive, [str(news)])
    assert (report.articles, report.replaced, report.duplicates) == (2, 2, 0)
    assert "Ten." in bodies(archive)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"updated": "2020-03-01T10:00:00Z"}, {"updated": "2020-03-01T10:00:00.5Z"}),
        ({"date": "2020-03-01"}, {"date": "2020-02-01", "updated": "2020-02-02"}),
        ({"date": "2020-02"}, {"date": "2020-02-02"}),
        ({"date": "2020-02-02"}, {"date": "2020-02-02T08:00:00Z"}),
        ({"date": None}, {"date": "1901"}),
        ({"version": 2, "updated": "2021-01-01"}, {"version": 3}),
    ],
)
def test_then_the_one_that_was_updated_or_published_later(
    archive: Archive, news: Path, earlier: dict[str, Any], later: dict[str, Any]
) -> None:
    write_records(news / "a.jsonl", record("1", "Later.", **later), record("1", "Earlier.", **earlier))
    report = rebuild(archive, [str(news)])
    assert report.replaced == 1
    assert "Later." in bodies(archive)


def test_then_the_one_whose_place_in_the_input_is_later(archive: Archive, news: Path, tmp_path: Path) -> None:
    write_records(tmp_path / "first" / "z.jsonl", record("1", "First path."))
    write_records(news / "a.jsonl", record("1", "Second path."), record("1", "Second path, second record."))
    rebuild(archive, [str(tmp_path / "first"), str(news)])
    assert bodies(archive)[0] == "Second path, second record."
    rebuild(archive, [str(news), str(tmp_path / "first")])
    assert bodies(archive)[0] == "First path."


def test_the_same_content_under_one_id_is_a_duplicate_wherever_it_lies(archive: Archive, news: Path) -> None:
    shutil.copy(news / "a.jsonl", news / "copy.jsonl")
    report = rebuild(archive, [str(news)])
    assert (report.articles, report.duplicates, report.replaced) == (3, 2, 0)


# Updating


def test_an_update_of_nothing_makes_no_generation(archive: Archive, news: Path) -> None:
    write_records(news / "c.jsonl", record("1"), "{broken")
    before = rebuild(archive, [str(news)])
    report = update(archive)
    assert report.generation == before.generation
    assert counts(report) == counts(before)
    assert (report.unchanged, report.removed, report.files) == (3, 0, 3)
    assert report.rejects == before.rejects


def test_an_update_takes_what_is_new_changed_and_gone(
    archive: Archive, news: Path, open_at: Callable[[Path], Archive], tmp_path: Path
) -> None:
    before = rebuild(archive, [str(news)])
    write_records(news / "a.jsonl", record("1"), record("2", "It closed again."), record("7"))
    write_records(news / "c.jsonl", record("4"), "{broken")
    (news / "deep" / "b.jsonl").unlink()
    report = update(archive)
    assert report.generation != before.generation
    assert (report.articles, report.unchanged, report.removed, report.rejected) == (4, 1, 1, 1)
    same_as_rebuilt(archive, report, [news], open_at, tmp_path)


def test_a_record_that_stayed_the_same_in_a_changed_file_is_not_written_again(
    news: Path, tmp_path: Path
) -> None:
    archive = PlainArchive(tmp_path / "index")
    rebuild(archive, [str(news)])
    write_records(news / "a.jsonl", "{broken", record("2"), record("1"))
    report = update(archive)
    assert (report.articles, report.unchanged, report.rejected) == (3, 3, 1)


def test_a_touched_file_is_unchanged_and_not_looked_into_twice(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(archive, [str(news)])
    os.utime(news / "a.jsonl", ns=(1, 1))
    report = update(archive)
    assert (report.articles, report.unchanged) == (3, 3)
    # its new time is kept: from a second on, when its change cannot hide in the last run's time, it is not read
    with read_ledger(archive.ledger_file) as ledger:
        assert ledger.count("SELECT modified_ns FROM file WHERE path = 'news/a.jsonl'") == 1
        assert ledger.count("SELECT count(*) FROM file WHERE digest = x''") == 0


def test_a_change_in_the_instant_of_the_last_run_is_seen(archive: Archive, news: Path) -> None:
    file = write_records(news / "a.jsonl", record("1", "Old words."))
    status = file.stat()
    rebuild(archive, [str(news)])
    write_records(file, record("1", "New words."))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    with ledger_says_changed_at(archive, file):
        update(archive)
    assert "New words." in bodies(archive)


class ledger_says_changed_at:  # noqa: N801
    """Makes the ledger believe that it saw a file with the times it has now."""

    def __init__(self, archive: Archive, file: Path) -> None:
        import sqlite3

        with sqlite3.connect(archive.ledger_file) as sql:
            sql.execute(
                "UPDATE file SET changed_ns = ? WHERE path LIKE '%a.jsonl'", (file.stat().st_ctime_ns,)
            )
        sql.close()

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def test_when_the_later_version_goes_the_earlier_comes_back(
    archive: Archive, news: Path, open_at: Callable[[Path], Archive], tmp_path: Path
) -> None:
    write_records(news / "x.jsonl", record("1", "The correction.", version=2), record("8"))
    report = rebuild(archive, [str(news)])
    assert (report.articles, report.replaced) == (4, 1)
    write_records(news / "x.jsonl", record("8"))
    report = update(archive)
    assert (report.articles, report.replaced, report.removed) == (4, 0, 0)
    assert "The correction." not in bodies(archive)
    same_as_rebuilt(archive, report, [news], open_at, tmp_path)


def test_when_the_earlier_comes_back_its_file_may_have_changed_as_well(
    archive: Archive, news: Path, open_at: Callable[[Path], Archive], tmp_path: Path
) -> None:
    write_records(news / "x.jsonl", record("1", "The correction.", version=3))
    write_records(news / "y.jsonl", record("1", "The second version.", version=2))
    rebuild(archive, [str(news)])
    (news / "x.jsonl").unlink()
    write_records(news / "y.jsonl", record("6"))
    report = update(archive)
    same_as_rebuilt(archive, report, [news], open_at, tmp_path)


def test_when_the_last_record_of_an_id_goes_it_is_removed(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    (news / "deep" / "b.jsonl").unlink()
    report = update(archive)
    assert (report.articles, report.removed, report.unchanged) == (2, 1, 2)
    assert len(contents(archive)) == 2


def test_an_update_that_would_leave_no_article_changes_nothing(archive: Archive, news: Path) -> None:
    before = rebuild(archive, [str(news)])
    shutil.rmtree(news)
    news.mkdir()
    with pytest.raises(InputError, match="Nothing was found"):
        update(archive)
    assert archive.reader().manifest()["generation"] == before.generation


def test_a_path_that_vanished_as_a_whole_changes_nothing(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    write_records(tmp_path / "disk" / "d.jsonl", record("20"))
    rebuild(archive, [str(news), str(tmp_path / "disk")])
    shutil.rmtree(tmp_path / "disk")
    write_records(news / "c.jsonl", record("4"))
    with pytest.raises(InputError, match="disk"):
        update(archive)
    assert len(contents(archive)) == 4


def test_an_update_of_a_new_path_adds_it_to_those_kept(
    archive: Archive, news: Path, tmp_path: Path, open_at: Callable[[Path], Archive]
) -> None:
    rebuild(archive, [str(news)])
    write_records(news / "c.jsonl", record("4"))
    more = tmp_path / "more"
    write_records(more / "m.jsonl", record("30"), record("1", "Later in the input."))
    report = update(archive, [str(more)])
    assert (report.files, report.articles) == (1, 4)
    assert default_paths(archive) == (str(news), str(more))
    same_as_rebuilt(archive, update(archive), [news, more], open_at, tmp_path)


def test_an_update_below_a_path_touches_only_what_lies_there(archive: Archive, news: Path) -> None:
    write_records(news / "deeper.jsonl", record("50"))
    (news / "deep" / "empty").touch()
    before = rebuild(archive, [str(news)])
    write_records(news / "deep" / "b.jsonl", record("3", "New words."), record("60"))
    write_records(news / "a.jsonl", record("1", "Not looked at."))
    (news / "deeper.jsonl").unlink()
    report = update(archive, [str(news / "deep")])
    assert (report.files, report.articles, report.removed) == (2, 5, 0)
    assert report.not_articles == before.not_articles
    assert {article["path"] for article in contents(archive).values()} == {
        "news/a.jsonl",
        "news/deep/b.jsonl",
        "news/deeper.jsonl",
    }
    assert default_paths(archive) == (str(news),)
    assert "Not looked at." not in bodies(archive)


def test_an_update_of_one_file_below_a_path_is_no_new_path(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    file = write_records(news / "deep" / "b.jsonl", record("3", "New words."))
    assert update(archive, [str(file)]).articles == 3
    assert "New words." in bodies(archive)
    assert default_paths(archive) == (str(news),)


def test_an_update_of_a_missing_place_changes_nothing(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    with pytest.raises(InputError, match="gone"):
        update(archive, [str(news / "gone")])


def test_an_update_of_the_folder_above_gives_its_files_their_new_labels(
    archive: Archive, news: Path, tmp_path: Path, open_at: Callable[[Path], Archive]
) -> None:
    write_records(
        news / "deep" / "b.jsonl", record("3"), {"id": "9", "title": "An id of its own", "body": "Words."}
    )
    rebuild(archive, [str(news / "deep")])
    report = update(archive, [str(news)])
    assert {article["path"] for article in contents(archive).values()} == {
        "news/a.jsonl",
        "news/deep/b.jsonl",
    }
    same_as_rebuilt(archive, report, [news / "deep", news], open_at, tmp_path)


def test_other_options_than_those_of_the_index_ask_for_a_rebuild(archive: Archive, news: Path) -> None:
    options = ReadingOptions(timezone="Asia/Tokyo", date_order="DMY", mapping=(("title", "kop"),))
    rebuild(archive, [str(news)], options)
    assert kept_options(archive) == options
    assert update(archive, (), options).articles == 3
    with pytest.raises(InputError, match="morgue rebuild"):
        update(archive, (), ReadingOptions(timezone="UTC", date_order="DMY", mapping=(("title", "kop"),)))


def test_an_update_reads_as_the_rebuild_did(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)], ReadingOptions(mapping=(("title", "kop"),)))
    write_records(
        news / "c.jsonl", {"id": "urn:wire:9", "kop": "Haven weer open", "title": None, "body": "Woorden."}
    )
    update(archive)
    assert "Haven weer open" in {article["title"] for article in contents(archive).values()}


def test_a_file_that_could_not_be_opened_is_read_once_it_can(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # root may read anything, so the refusal is played
    from indexer.ingest import worker
    from indexer.sources import walk as sources

    real = sources.open_regular

    def refuse(disk: str, *_: str) -> Any:
        if disk.endswith("a.jsonl"):
            raise PermissionError(13, "Permission denied")
        return Path(disk).open("rb")

    monkeypatch.setattr(sources, "open_regular", refuse)
    monkeypatch.setattr(worker, "open", refuse, raising=False)
    report = rebuild(archive, [str(news)])
    assert (report.articles, report.rejected) == (1, 1)
    monkeypatch.setattr(sources, "open_regular", real)
    monkeypatch.delattr(worker, "open")
    os.utime(news / "a.jsonl", ns=(5, 5))
    report = update(archive)
    assert (report.articles, report.rejected) == (3, 0)


def test_a_damaged_ledger_is_an_error_that_names_the_remedy(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    file = archive.ledger_file
    file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(EngineError, match="morgue rebuild"):
        update(archive)
    assert rebuild(archive, [str(news)]).articles == 3


# Standard input


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def give_input(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(file.read_bytes()))


def test_standard_input_is_indexed_and_stays_when_the_rest_is_updated(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_input(monkeypatch, news / "a.jsonl")
    report = rebuild(archive, ["-", str(news / "deep")])
    assert (report.articles, report.files) == (3, 2)
    write_records(news / "deep" / "b.jsonl", record("3"), record("4"))
    assert update(archive).articles == 4
    give_input(monkeypatch, write_records(news / "c", record("1")))
    report = update(archive, ["-"])
    assert (report.articles, report.removed) == (3, 1)


def test_an_earlier_version_that_was_in_standard_input_is_a_reject_when_it_should_come_back(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_input(monkeypatch, news / "a.jsonl")
    write_records(news / "deep" / "b.jsonl", record("3"), record("1", "The correction.", version=2))
    rebuild(archive, ["-", str(news / "deep")])
    write_records(news / "deep" / "b.jsonl", record("3"))
    report = update(archive)
    assert (report.articles, report.removed, report.rejected) == (2, 1, 1)
    assert "standard input" in report.rejects[0].reason


def test_standard_input_alone_cannot_be_taken_again_by_default(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_input(monkeypatch, news / "a.jsonl")
    rebuild(archive, ["-"])
    for attempt in (lambda: default_paths(archive), lambda: update(archive), lambda: rebuild(archive)):
        with pytest.raises(InputError, match="standard input"):
            attempt()


def test_what_lies_in_a_folder_that_cannot_be_read_stays(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(archive, [str(news)])
    list_folder = os.listdir

    def refuse(folder: str) -> list[str]:
        if str(folder).endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return list_folder(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    report = update(archive, [])
    assert (report.articles, report.removed) == (3, 0)
    assert [thing.path for thing in report.not_articles] == ["news/deep"]
    assert report.unreadable == report.as_json()["unreadable"] == 1
    assert rebuild(archive, [str(news)]).unreadable == 1
    monkeypatch.setattr(os, "listdir", list_folder)
    assert update(archive).unreadable == 0
    shutil.rmtree(news / "deep")
    assert update(archive, []).articles == 2
