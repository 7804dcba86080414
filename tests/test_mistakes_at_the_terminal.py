"""What somebody types wrongly at the terminal is answered with what to type instead, or read as it was meant."""

from __future__ import annotations

import csv
import errno
import json
from pathlib import Path

import pytest
from archive_folder import write_records
from test_cli import morgue

from indexer.console.refusals import INDEX_NAMED, refusal, with_index
from indexer.fields import field_like

ROWS = (
    {"title": "Harbour fire", "body": "The quay burned.", "date": "2020-02-15", "source": "Post", "language": "en"},
    {"title": "Hafenbrand", "body": "Der Kai brannte.", "date": "2020-02-16", "source": "Bote", "language": "de"},
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("mistakes")
    write_records(folder / "news" / "a.jsonl", *ROWS)
    location = str(folder / "index")
    assert morgue("rebuild", str(folder / "news"), "--index", location).exit_code == 0
    return location


def test_a_command_that_mends_something_names_the_index_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "old index"
    told = morgue("search", "x", "--index", str(away)).stderr
    assert (
        told
        == f"morgue: there is no index in {away}; run `morgue rebuild PATH --index '{away}'` to make one\n"
    )
    monkeypatch.chdir(tmp_path)
    assert "`morgue rebuild PATH`" in morgue("search", "x").stderr, (
        "the index that it takes without being told"
    )
    told = morgue("search", "x", env={"MORGUE_INDEX": str(away)}).stderr
    assert told.endswith("run `morgue rebuild PATH` to make one\n"), (
        "the environment names it for every command"
    )
    assert with_index("see `morgue alert list`, `morgue parse` and `x`", {INDEX_NAMED: "y"}) == "see `morgue alert list --index y`, `morgue parse` and `x`"  # fmt: skip


def test_an_export_has_the_form_of_its_files_ending(index: str, tmp_path: Path) -> None:
    def exported(name: str, *options: str) -> str:
        assert morgue("export", "--index", index, "-o", str(tmp_path / name), *options).exit_code == 0
        return (tmp_path / name).read_text("utf-8-sig")

    rows = list(csv.DictReader(exported("fire.CSV").splitlines()))
    assert [row["title"] for row in rows] == ["Hafenbrand", "Harbour fire"]
    assert exported("fire.ris").count("TY  - NEWS") == 2
    assert exported("fire.bib").count("@article{") == 2
    assert [item["title"] for item in json.loads(exported("fire.csl.json"))] == ["Hafenbrand", "Harbour fire"]
    assert [json.loads(line)["title"] for line in exported("fire.txt").splitlines()] == [
        "Hafenbrand",
        "Harbour fire",
    ]
    assert exported("jsonl.csv", "--format", "jsonl").startswith('{"id"')


def test_an_export_names_the_folder_that_is_wrong(index: str, tmp_path: Path) -> None:
    done = morgue("export", "--index", index, "-o", str(tmp_path))
    assert (done.exit_code, done.stderr) == (1, f"morgue: '{tmp_path}' is a folder; name a file in it.\n")
    away = tmp_path / "away"
    done = morgue("export", "--index", index, "-o", str(away / "x.csv"))
    assert (done.exit_code, done.stderr) == (
        1, f"morgue: There is no folder '{away}'; make it, or name a file elsewhere.\n"
    )  # fmt: skip
    assert not list(tmp_path.iterdir())


def test_options_before_the_command_are_told_where_they_stand() -> None:
    done = morgue("--index", "x", "search", "storm")
    assert done.exit_code == 2
    assert "no option --index before the command; options stand behind it" in done.stderr


def test_a_first_rebuild_without_a_path_asks_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = morgue("rebuild", "--index", "x")
    assert done.exit_code == 1
    assert (
        done.stderr
        == "morgue: There is no index yet, so no path is known; name what to read: `morgue rebuild PATH --index x`.\n"
    )
    assert not list(tmp_path.iterdir())


def test_a_language_may_be_named_in_words(index: str) -> None:
    found = json.loads(morgue("search", "--lang", "German", "--json", "--index", index).stdout)
    assert [hit["title"] for hit in found["hits"]] == ["Hafenbrand"]


def test_a_mistyped_field_is_told_with_the_one_that_is_like_it(index: str) -> None:
    done = morgue("search", "soruce:Post", "--index", index)
    assert "“soruce” is no field here" in done.stderr
    assert "Perhaps source: is meant." in done.stderr
    done = morgue("search", "Harbour:fire", "--index", index)
    assert "Perhaps" not in done.stderr
    assert [field_like(name) for name in ("titel", "bylin", "SUORCE", "datelin", "note", "ab", "x" * 4000)] == [
        "title", "byline", "source", "dateline", None, None, None
    ]  # fmt: skip


def test_what_the_system_refuses_is_told_with_the_folder_to_look_at() -> None:
    told = refusal(PermissionError(errno.EACCES, "Permission denied", "archive/index/lock"))
    assert told == (
        "Permission denied: 'archive/index/lock'. "
        "See who may read and write in the folder 'archive/index', or name another one."
    )
    assert refusal(OSError(errno.EIO, "Input/output error", "x")) == "[Errno 5] Input/output error: 'x'"


def test_a_removal_says_nothing_of_files_that_it_did_not_read(tmp_path: Path) -> None:
    write_records(tmp_path / "news" / "a.jsonl", *ROWS)
    location = str(tmp_path / "index")
    morgue("rebuild", str(tmp_path / "news"), "--index", location)
    hits = json.loads(morgue("search", "--json", "--index", location).stdout)["hits"]
    done = morgue("remove", hits[0]["id"], "--index", location)
    assert done.stderr.startswith("1 article in the index, 1 unchanged, 1 removed, 1 kept out; ")


def test_a_list_of_queries_may_begin_as_spreadsheets_write_it(index: str, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("fire\r\nkai\r\n", "utf-8-sig")
    done = morgue("count", str(tmp_path / "names.csv"), "--csv", "--index", index)
    rows = list(csv.DictReader(done.stdout.removeprefix("\ufeff").splitlines()))
    assert [(row["query"], row["total"]) for row in rows] == [("fire", "1"), ("kai", "1")]


def test_an_export_says_where_it_is_and_in_which_form(
    index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        morgue("export", "fire", "-olive", "--index", index).stderr
        == "1 article exported to live as JSON lines\n"
    )
    assert morgue("export", "-o", "x.ris", "--index", index).stderr == "2 articles exported to x.ris as RIS\n"
    assert morgue("export", "--index", index).stderr == "2 articles exported\n"


def test_a_query_that_begins_with_a_minus_is_told_how_it_is_typed(index: str) -> None:
    done = morgue("search", "-fire", "--index", index)
    assert done.exit_code == 2
    assert "There is no option -f. A query with a minus stands in quotation marks, behind --" in done.stderr
    found = json.loads(morgue("search", "--json", "--index", index, "--", "-fire").stdout)
    assert [hit["title"] for hit in found["hits"]] == ["Hafenbrand"]
    assert "No such option '--soruce'" in morgue("search", "--soruce", "Post", "--index", index).stderr
