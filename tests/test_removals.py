"""What `morgue remove` took out stays out, whatever is indexed later, until it is put back; and nothing else changes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archive_folder import contents, id_of, record, write_news, write_records
from conftest import ROOT
from plain_engine import PlainArchive
from reading_here import read_files_here
from soaking import scaled
from test_cli import documents, morgue, write_stories

from indexer.engines import open_archive
from indexer.engines.contract import Archive
from indexer.errors import EngineError, InputError, LockedError, UnknownArticleError
from indexer.ingest import intake
from indexer.ingest.removals import (
    Removal,
    read_removals,
    removals_of,
    restore,
    with_removed,
    without,
    write_removals,
)
from indexer.ingest.run import rebuild, remove, update
from indexer.ingest.statistics import find_returned
from search_web import create_app

KILLS = scaled(6, 100)


@pytest.fixture(params=["plain", "whoosh"])
def open_at(request: pytest.FixtureRequest) -> Callable[[Path], Archive]:
    return PlainArchive if request.param == "plain" else open_archive  # type: ignore[return-value]


@pytest.fixture
def archive(open_at: Callable[[Path], Archive], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(intake, "read_files", read_files_here)
    return open_at(tmp_path / "index")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news")


def titles(archive: Archive) -> list[str]:
    return sorted(article["title"] for article in contents(archive).values())


def test_a_removed_article_is_out_at_once_and_of_every_later_run(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    identifier = id_of(archive, "Story 1")
    report = remove(archive, [identifier], "retracted")
    assert (report.articles, report.removed, report.kept_out) == (3, 1, 2)
    assert titles(archive) == ["Story 2", "Story 3", "Story 4"]
    for again in (lambda: update(archive), lambda: rebuild(archive), lambda: rebuild(archive, [str(news)])):
        report = again()
        assert (report.articles, report.kept_out) == (3, 2)
        assert titles(archive) == ["Story 2", "Story 3", "Story 4"]
        with pytest.raises(UnknownArticleError):
            archive.reader().article(identifier)


def test_neither_a_new_version_nor_an_earlier_one_brings_it_back(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    identifier = id_of(archive, "Story 1")
    remove(archive, [identifier])
    write_records(news / "c.jsonl", record("1", "A version of today.", version=3))
    assert update(archive).kept_out == 3
    (news / "b.jsonl").unlink()
    update(archive)
    assert identifier not in contents(archive)
    assert titles(archive) == ["Story 2", "Story 3"]


def test_an_update_equals_a_rebuild_with_articles_kept_out(
    archive: Archive, open_at: Callable[[Path], Archive], news: Path, tmp_path: Path
) -> None:
    rebuild(archive, [str(news)])
    remove(archive, [id_of(archive, "Story 1"), id_of(archive, "Story 4")], "an order")
    write_records(news / "d.jsonl", record("4", "Printed again.", version=9), record("5"))
    updated = update(archive)
    other = open_at(tmp_path / "other")
    other.removed_file.parent.mkdir(parents=True)
    other.removed_file.write_bytes(archive.removed_file.read_bytes())
    rebuilt = rebuild(other, [str(news)])
    assert contents(archive) == contents(other)
    assert (updated.articles, updated.kept_out, updated.duplicates, updated.replaced) == (
        rebuilt.articles,
        rebuilt.kept_out,
        rebuilt.duplicates,
        rebuilt.replaced,
    )


def test_what_is_put_back_is_read_in_again_in_its_latest_version(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    before = contents(archive)
    identifier = id_of(archive, "Story 1")
    remove(archive, [identifier])
    report = update(archive, put_back=[identifier])
    assert (report.articles, report.kept_out, report.replaced) == (4, 0, 1)
    assert contents(archive) == before
    assert contents(archive)[identifier]["body"] == "A later version."
    assert read_removals(archive.removed_file) == {}


def test_an_unknown_id_changes_nothing(archive: Archive, news: Path) -> None:
    generation = rebuild(archive, [str(news)]).generation
    with pytest.raises(UnknownArticleError):
        remove(archive, [id_of(archive, "Story 2"), "nobody"])
    with pytest.raises(UnknownArticleError, match="remove --list"):
        update(archive, put_back=["nobody"])
    assert archive.reader().manifest()["generation"] == generation
    assert not archive.removed_file.exists()


def test_a_list_that_was_written_before_a_failed_run_is_kept_to_by_the_next(
    archive: Archive, news: Path
) -> None:
    rebuild(archive, [str(news)])
    identifier = id_of(archive, "Story 2")
    write_removals(archive.removed_file, with_removed({}, [(identifier, "Story 2")], ""))
    assert list(find_returned(archive)) == [
        f"the article {identifier} was removed and is in the index; run `morgue update`"
    ]
    assert update(archive).articles == 3
    assert identifier not in contents(archive)
    assert list(find_returned(archive)) == []


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "version"])
def test_a_damaged_list_stops_every_run(archive: Archive, news: Path, damage: str) -> None:
    rebuild(archive, [str(news)])
    remove(archive, [id_of(archive, "Story 2")])
    whole = archive.removed_file.read_bytes()
    wrong = {
        "cut": whole[:-20],
        "changed": whole.replace(b"Story", b"Stary"),
        "empty": b"",
        "version": whole.replace(b'"version": 1', b'"version": 2'),
    }
    archive.removed_file.write_bytes(wrong[damage])
    for attempt in (lambda: update(archive), lambda: rebuild(archive, [str(news)])):
        with pytest.raises(EngineError, match="list of removed articles"):
            attempt()
    assert titles(archive) == ["Story 1", "Story 3", "Story 4"]


def test_a_list_keeps_the_day_of_what_is_on_it_and_any_text(tmp_path: Path) -> None:
    old = {"a": Removal("a", "2020-01-01", "first", "\ud800 \n title")}
    both = with_removed(old, [("a", "other"), ("b", None)], "  why \n so ")
    assert both["a"] == old["a"]
    assert (both["b"].reason, both["b"].title) == ("why so", None)
    write_removals(tmp_path / "removed.json", both)
    assert read_removals(tmp_path / "removed.json") == both
    assert list(without(both, ["a"])) == ["b"]


# The commands


def test_the_command_removes_lists_and_puts_back(tmp_path: Path) -> None:
    index = ("--index", str(tmp_path / "index"))
    morgue("rebuild", str(write_stories(tmp_path / "news")), *index, "--quiet")
    (hit,) = documents(morgue("search", "apples", *index, "--jsonl"))
    done = morgue("remove", hit["id"], "--reason", "a court order", *index)
    assert done.exit_code == 0
    assert done.stderr.startswith("4 articles in the index, 1 undated, ")
    assert morgue("search", "apples", *index, "--jsonl").stdout == ""
    assert morgue("show", hit["id"], *index).exit_code == 1
    (listed,) = documents(morgue("remove", "--list", "--json", *index))
    (row,) = listed["removed"]
    assert (row["id"], row["title"], row["reason"]) == (hit["id"], "Market day", "a court order")
    assert "a court order" in morgue("remove", "--list", *index).stdout
    assert morgue("check", *index).exit_code == 0
    assert morgue("remove", hit["id"], *index).exit_code == 1
    assert morgue("remove", hit["id"], "--undo", *index).exit_code == 0
    assert documents(morgue("search", "apples", *index, "--jsonl"))[0]["id"] == hit["id"]
    assert morgue("remove", "--list", *index).stdout == "No article is kept out.\n"
    assert morgue("remove", *index).exit_code == 2


LONG = "The harbour was closed for a week after the storm, and the ferries lay idle at the quay. " * 4


def test_duplicates_are_listed_by_id_and_by_text(tmp_path: Path) -> None:
    index = ("--index", str(tmp_path / "index"))
    news = tmp_path / "news"
    write_records(news / "a.jsonl", record("1", LONG), record("2", LONG.upper().replace(",", "\n\n–"), title="STORY: 1"))  # fmt: skip
    write_records(news / "b.jsonl", record("1", LONG), record("3", "Short."), record("4", "Short.", title="Story 3"))  # fmt: skip
    (report,) = documents(morgue("rebuild", str(news), *index, "--json"))
    assert (report["articles"], report["duplicates"], report["same_texts"]) == (4, 1, 2)
    (found,) = documents(morgue("duplicates", "--json", *index))
    assert [group["same"] for group in found["groups"]] == ["id", "text"]
    by_id, by_text = found["groups"]
    assert [(copy["path"], copy["standing"]) for copy in by_id["copies"]] == [
        ("news/a.jsonl", "duplicate"),
        ("news/b.jsonl", "article"),
    ]
    assert {copy["path"] for copy in by_text["copies"]} == {"news/a.jsonl", "news/b.jsonl"}
    assert len({copy["id"] for copy in by_text["copies"]}) == 2
    lines = morgue("duplicates", *index).stdout.splitlines()
    assert lines[0] == "one id, 2 records"
    assert "one text, 2 articles" in lines


def test_statistics_count_years_origins_reasons_and_copies(tmp_path: Path) -> None:
    index = ("--index", str(tmp_path / "index"))
    news = write_stories(tmp_path / "news")
    (news / "broken.jsonl").write_text('{"title": "Broken"\n' + json.dumps({"nothing": 1}) + "\n")
    (news / "empty.txt").touch()
    morgue("rebuild", str(news), *index, "--quiet")
    (gathered,) = documents(morgue("stats", "--json", *index))
    assert gathered["years"] == [{"value": "2021", "count": 3}, {"value": "2022", "count": 1}]
    assert gathered["date_origins"] == [{"value": "metadata", "count": 4}]
    assert sum(row["count"] for row in gathered["undated_reasons"]) == gathered["undated"] == 1
    assert sum(row["count"] for row in gathered["rejects"]) == 2
    assert gathered["not_articles"] == [{"value": "empty", "count": 1}]
    shown = morgue("stats", *index).stdout
    for heading in ("years", "date origins", "undated reasons", "rejects", "not articles"):
        assert f"\n{heading}\n" in shown
    unread = morgue("check", "--sources", "--json", *index)
    assert unread.exit_code == 3
    (document,) = documents(unread)
    assert [row["path"] for row in document["rejects"]] == ["news/broken.jsonl"] * 2
    assert document["not_articles"] == [{"path": "news/empty.txt", "member": None, "reason": "empty"}]
    assert "2 rejected" in morgue("check", "--sources", *index).stdout


def test_the_last_article_can_be_removed_and_put_back(archive: Archive, tmp_path: Path) -> None:
    write_records(tmp_path / "news" / "a.jsonl", record("1"))
    rebuild(archive, [str(tmp_path / "news")])
    identifier = id_of(archive, "Story 1")
    assert remove(archive, [identifier]).articles == 0
    assert contents(archive) == {}
    with pytest.raises(InputError):
        rebuild(archive)
    assert contents(archive) == {}
    assert update(archive, put_back=[identifier]).articles == 1


def test_an_article_is_removed_while_its_files_are_away(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    news.rename(news.parent / "elsewhere")
    remove(archive, [id_of(archive, "Story 2")])
    assert titles(archive) == ["Story 1", "Story 3", "Story 4"]
    (news.parent / "elsewhere").rename(news)
    assert update(archive).kept_out == 1
    assert titles(archive) == ["Story 1", "Story 3", "Story 4"]


@pytest.mark.parametrize("damage", ["gone", "cut", "changed"])
def test_a_list_that_is_gone_or_damaged_stops_every_run_and_is_put_back_from_the_index(
    archive: Archive, news: Path, damage: str
) -> None:
    rebuild(archive, [str(news)])
    identifier = id_of(archive, "Story 2")
    remove(archive, [identifier], "a court order")
    file = archive.removed_file
    data = file.read_bytes()
    file.unlink()
    match damage:
        case "cut":
            file.write_bytes(data[:-9])
        case "changed":
            file.write_bytes(data.replace(b"court", b"count"))
    for attempt in (
        lambda: update(archive),
        lambda: rebuild(archive, [str(news)]),
        lambda: remove(archive, [id_of(archive, "Story 3")]),
        lambda: update(archive, put_back=[identifier]),
        lambda: list(find_returned(archive)),
    ):
        with pytest.raises(EngineError, match="morgue remove --restore"):
            attempt()
    assert titles(archive) == ["Story 1", "Story 3", "Story 4"]
    assert list(restore(archive)) == [identifier]
    assert file.read_bytes() == data
    rebuild(archive, [str(news)])
    assert titles(archive) == ["Story 1", "Story 3", "Story 4"]


def test_without_a_list_there_is_none_to_put_back(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    with pytest.raises(InputError, match="none to put back"):
        restore(archive)
    assert not archive.removed_file.exists()


def test_while_another_writer_is_at_work_nothing_is_removed(archive: Archive, news: Path) -> None:
    rebuild(archive, [str(news)])
    identifier = id_of(archive, "Story 1")
    with archive.writer(update=True):
        for attempt in (lambda: remove(archive, [identifier]), lambda: restore(archive)):
            with pytest.raises(LockedError):
                attempt()
    assert not archive.removed_file.exists()
    assert identifier in contents(archive)


def test_it_stays_out_whatever_the_number_of_processes(tmp_path: Path, news: Path) -> None:
    archive = open_archive(tmp_path / "index")
    rebuild(archive, [str(news)], jobs=1)
    remove(archive, [id_of(archive, "Story 1")])
    for jobs in (1, 2):
        rebuild(archive, [str(news)], jobs=jobs)
        assert titles(archive) == ["Story 2", "Story 3", "Story 4"]


def test_check_tells_of_a_removed_article_that_is_in_the_index_and_update_takes_it_out(
    tmp_path: Path, news: Path
) -> None:
    archive = open_archive(tmp_path / "index")
    where = ("--index", str(tmp_path / "index"))
    rebuild(archive, [str(news)], jobs=1)
    identifier = id_of(archive, "Story 2")
    write_removals(archive.removed_file, with_removed({}, [(identifier, None)], "written by hand"))
    result = morgue("check", "--json", *where)
    assert result.exit_code == 4
    assert identifier in json.loads(result.stdout)["problems"][0]
    assert update(archive, jobs=1).removed == 1
    assert morgue("check", *where).exit_code == 0


def test_a_removed_article_has_no_page(tmp_path: Path, news: Path) -> None:
    archive = open_archive(tmp_path / "index")
    rebuild(archive, [str(news)], jobs=1)
    identifier = id_of(archive, "Story 2")
    client: Any = create_app(archive).test_client()
    addresses = (f"/article/{identifier}", f"/api/v1/articles/{identifier}")
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    remove(archive, [identifier])
    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.soak(f"{KILLS:,} removals, updates and rebuilds killed at a drawn moment")
@pytest.mark.timeout(150 + 20 * KILLS)
def test_a_killed_run_never_brings_a_removed_article_back(tmp_path: Path, news: Path) -> None:
    archive = open_archive(tmp_path / "index")
    rebuild(archive, [str(news)], jobs=1)
    first, second = id_of(archive, "Story 1"), id_of(archive, "Story 2")
    remove(archive, [first])
    dice = random.Random(20200215)
    for number in range(KILLS):
        write_records(news / "a.jsonl", record("1", f"Round {number}.", version=number + 3), record("2"))
        command = dice.choice([["rebuild", str(news)], ["update"], ["remove", second]])
        killed = subprocess.Popen(
            [sys.executable, "-m", "indexer", *command, "--index", str(tmp_path / "index"), "--quiet"],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(dice.uniform(0.1, 1.5))
        killed.kill()
        killed.wait()
        assert first not in contents(archive)
        assert first in removals_of(archive)
    # workers of a killed run end by themselves, and with them its lock
    time.sleep(1)
    update(archive, jobs=1)
    assert first not in contents(archive)
    assert not list(find_returned(archive))
    assert not archive.check()


def test_a_folder_that_cannot_be_read_ends_with_3_and_check_names_it(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_records(news / "closed" / "c.jsonl", record("5"))
    list_folder = os.listdir

    def refuse(folder: str) -> list[str]:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return list_folder(folder)

    where = ("--index", str(tmp_path / "index"))
    monkeypatch.setattr(os, "listdir", refuse)
    result = morgue("rebuild", str(news), "--jobs", "1", *where)
    assert (result.exit_code, "1 unreadable" in result.stderr) == (3, True)
    result = morgue("check", "--sources", "--json", *where)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["unreadable"] == [
        {"path": "news/closed", "member": None, "reason": "cannot be read: Permission denied"}
    ]
    monkeypatch.setattr(os, "listdir", list_folder)
    assert morgue("update", "--jobs", "1", *where).exit_code == 0
    assert morgue("check", "--sources", *where).exit_code == 0


def test_items_of_a_wire_that_are_no_articles_are_counted_by_reason(tmp_path: Path, news: Path) -> None:
    for number in range(3):
        item = {"uri": f"urn:wire:{number}", "type": "text", "pubstatus": "canceled", "versioncreated": "2020-02-15T10:00:00Z", "headline": "x", "body_text": "y"}  # fmt: skip
        write_records(news / f"item{number}.json", json.dumps(item))
    write_records(news / "empty.txt")
    rebuild(open_archive(tmp_path / "index"), [str(news)], jobs=1)
    (told,) = documents(morgue("stats", "--json", "--index", str(tmp_path / "index")))
    assert told["not_articles"] == [
        {"value": "cancelled by its publisher", "count": 3},
        {"value": "empty", "count": 1},
    ]


def test_of_many_duplicates_a_terminal_shows_some_and_json_all(tmp_path: Path, news: Path) -> None:
    for name in "cd":
        write_records(
            news / f"{name}.jsonl", *(record(f"m{number}", f"From {name}.") for number in range(30))
        )
    rebuild(open_archive(tmp_path / "index"), [str(news)], jobs=1)
    where = ("--index", str(tmp_path / "index"))
    (told,) = documents(morgue("duplicates", "--json", *where))
    assert len(told["groups"]) == 31
    assert told["groups"][0]["copies"][0]["day"] == "2020-02-15"
    lines = morgue("duplicates", *where).stdout.splitlines()
    assert lines[-1] == "and 11 more groups; --json lists all"
    assert sum(line.startswith("one id, 2 records") for line in lines) == 20


def test_removing_is_done_whatever_was_rejected_before(tmp_path: Path, news: Path) -> None:
    write_records(news / "broken.jsonl", record("5"), "{broken")
    archive = open_archive(tmp_path / "index")
    rebuild(archive, [str(news)], jobs=1)
    where = ("--index", str(tmp_path / "index"))
    identifier = id_of(archive, "Story 5")
    assert morgue("remove", identifier, *where).exit_code == 0
    # putting back reads, and says what cannot be read
    assert morgue("remove", "--undo", identifier, *where).exit_code == 3
    assert identifier in contents(archive)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((), 2), (("--list", "a"), 2), (("--undo", "a", "--reason", "b"), 2), (("nowhere",), 1), (("--undo", "nowhere"), 1), (("--restore",), 1)],
)  # fmt: skip
def test_what_cannot_be_removed_ends_with_a_code(
    tmp_path: Path, news: Path, arguments: tuple[str, ...], code: int
) -> None:
    rebuild(open_archive(tmp_path / "index"), [str(news)], jobs=1)
    result = morgue("remove", *arguments, "--index", str(tmp_path / "index"))
    assert (result.exit_code, result.stdout) == (code, "")
