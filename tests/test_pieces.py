"""A big file of JSON lines is read in pieces by several processes, and gives what reading it in one go gives."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import open_archive
from indexer.ingest import intake, pieces
from indexer.ingest.pieces import (
    Piece,
    cut_file,
    file_of_task,
    may_be_cut,
    most_pieces,
    places_of_task,
    task_number,
)
from indexer.ingest.run import rebuild, update
from indexer.settings import ReadingOptions
from indexer.sources.walk import SourceFile, find_files


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE_BYTES", 1_000)
    monkeypatch.setattr(pieces, "LEAST_BYTES", 2_000)
    monkeypatch.setattr(intake, "LEAST_BYTES", 2_000)


def story(number: int, **more: Any) -> dict[str, Any]:
    return {
        "title": f"Story {number}",
        "body": f"The ferry {number} sank. " * 3,
        "date": "2020-02-15",
        **more,
    }


def write_lines(path: Path, lines: list[str], end: str = "\n") -> SourceFile:
    path.write_bytes((end.join(lines) + end).encode())
    (found,) = find_files([str(path)])
    assert isinstance(found, SourceFile)
    return found


def cut(file: SourceFile) -> list[Piece]:
    assert may_be_cut(file)
    found = list(cut_file(file))
    assert 2 <= len(found) <= most_pieces(file)
    return found


def rows(index: Path) -> list[tuple[Any, ...]]:
    ledger = open_archive(index).ledger_file
    with closing(sqlite3.connect(ledger)) as sql:
        return sorted(
            [tuple(row) for row in sql.execute("SELECT id, standing, format FROM record")]
            + [tuple(row) for row in sql.execute("SELECT path, line, reason FROM reject")]
        )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pieces_are_whole_lines_that_make_up_the_file(end: str, tmp_path: Path) -> None:
    lines = [json.dumps(story(number)) for number in range(60)]
    file = write_lines(tmp_path / "news.jsonl", lines, end)
    found = cut(file)
    data = Path(file.disk).read_bytes()
    assert len(found) > 3
    assert b"".join(data[piece.start : piece.stop] for piece in found) == data
    for piece in found:
        assert data[: piece.start].count(b"\n") == piece.lines
        assert data[piece.start : piece.start + 1] == b"{"
        assert piece.last is (piece is found[-1])


def test_a_file_that_has_grown_keeps_its_cuts(tmp_path: Path) -> None:
    lines = [json.dumps(story(number)) for number in range(60)]
    before = cut(write_lines(tmp_path / "news.jsonl", lines))
    after = cut(write_lines(tmp_path / "news.jsonl", [*lines, json.dumps(story(60))]))
    assert after[: len(before) - 1] == before[:-1]
    assert after[-1].file_digest != before[-1].file_digest


@pytest.mark.parametrize(
    "lines",
    [
        ["[", *(json.dumps(story(number)) + "," for number in range(40)), "{}]"],
        [json.dumps(story(number), indent=1) for number in range(40)],
        ["{" + '"title": "a\n{b"}', *(json.dumps(story(number)) for number in range(40))],
        [f"{{not JSON {number}" * 30 for number in range(40)],
        [json.dumps(story(0))],
    ],
)  # fmt: skip
def test_whatever_is_not_an_object_a_line_is_read_in_one_go(lines: list[str], tmp_path: Path) -> None:
    file = write_lines(tmp_path / "news.jsonl", lines)
    assert not (may_be_cut(file) and list(cut_file(file)))


@pytest.mark.parametrize(
    "tail",
    [
        [""],
        ["", json.dumps(story(41))],
        ["[", json.dumps(story(41)) + ",", json.dumps(story(42)), "]"],
        [json.dumps(story(number), indent=1) for number in range(41, 60)],
        ['{"title": "cut off'],
    ],
)  # fmt: skip
def test_from_where_a_line_is_no_object_the_rest_is_one_piece(
    tail: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps(story(number)) for number in range(40)]
    file = write_lines(tmp_path / "news.jsonl", [*lines, *tail])
    found = cut(file)
    data = Path(file.disk).read_bytes()
    assert found[:2] == cut(write_lines(tmp_path / "plain.jsonl", lines))[:2]
    assert b"".join(data[piece.start : piece.stop] for piece in found) == data
    assert [piece.last for piece in found] == [False] * (len(found) - 1) + [True]
    assert len(data) - found[-1].start < 1_500 + len("\n".join(tail))
    in_pieces = rebuild(open_archive(tmp_path / "in_pieces"), [file.disk], jobs=2)
    os.utime(file.disk)
    with monkeypatch.context() as patch:
        patch.setattr(intake, "read_files", lambda *_, **__: pytest.fail("read though nothing has changed"))
        assert update(open_archive(tmp_path / "in_pieces")).unchanged == in_pieces.articles
    monkeypatch.setattr(intake, "LEAST_BYTES", 1 << 40)
    whole = rebuild(open_archive(tmp_path / "whole"), [file.disk], jobs=1)
    assert in_pieces.rejects == whole.rejects
    assert rows(tmp_path / "in_pieces") == rows(tmp_path / "whole")


def test_what_is_no_file_any_more_is_read_in_one_go(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "news.jsonl", [json.dumps(story(number)) for number in range(60)])
    Path(file.disk).unlink()
    assert not may_be_cut(file)
    assert not list(cut_file(file))
    os.mkfifo(file.disk)
    assert not may_be_cut(file)
    assert not list(cut_file(file))


def test_numbers_of_tasks_tell_file_and_places(tmp_path: Path) -> None:
    lines = [json.dumps(story(number)) for number in range(60)]
    numbers = [task_number(7, piece) for piece in cut(write_lines(tmp_path / "news.jsonl", lines))]
    assert numbers[0] == 7
    assert len(set(numbers)) == len(numbers)
    assert {file_of_task(number) for number in numbers} == {7}
    places = [places_of_task(number) for number in numbers]
    assert all(before.stop == after.start for before, after in pairwise(places))


def test_pieces_give_what_the_whole_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids of records that number themselves by their place, lines of rejects, versions of one story."""
    lines = [json.dumps(story(number)) for number in range(50)]
    lines[13] = '{"title": "broken, "body": 1}'
    lines[31] = '{"weather": "fine"}'
    lines += [json.dumps(story(number, id="one", url=f"u{number}")) for number in range(3)]
    write_lines(tmp_path / "news.jsonl", lines)
    path = str(tmp_path / "news.jsonl")
    report = rebuild(open_archive(tmp_path / "in_pieces"), [path], jobs=2)
    monkeypatch.setattr(intake, "LEAST_BYTES", 1 << 40)
    whole = rebuild(open_archive(tmp_path / "whole"), [path], jobs=1)
    assert (report.articles, report.rejected, report.replaced) == (49, 2, 2)
    assert report.rejects == whole.rejects
    assert [reject.origin.line for reject in report.rejects] == [14, 32]
    assert (report.articles, report.files) == (whole.articles, 1)
    assert rows(tmp_path / "in_pieces") == rows(tmp_path / "whole")


def test_a_line_more_writes_one_article_and_a_touched_file_none(tmp_path: Path) -> None:
    lines = [json.dumps(story(number)) for number in range(50)]
    path = tmp_path / "news.jsonl"
    write_lines(path, lines)
    archive = open_archive(tmp_path / "index")
    rebuild(archive, [str(path)], jobs=2)
    before = archive.reader().manifest()["segments"]
    os.utime(path)
    assert update(archive, jobs=2).unchanged == 50
    assert archive.reader().manifest()["segments"] == before
    write_lines(path, [*lines, json.dumps(story(99))])
    report = update(archive, jobs=2)
    assert (report.articles, report.unchanged, report.removed) == (51, 50, 0)
    after = archive.reader().manifest()["segments"]
    assert after[: len(before)] == before
    assert [segment["articles"] for segment in after[len(before) :]] == [1]


def test_an_earlier_version_comes_back_when_the_file_of_the_later_goes(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    write_lines(folder / "a.jsonl", [json.dumps(story(number, id=f"urn:x:{number}")) for number in range(50)])
    (folder / "b.json").write_text(json.dumps(story(7, id="urn:x:7", version=2, body="The bridge fell.")))
    archive = open_archive(tmp_path / "index")
    assert rebuild(archive, [str(folder)], ReadingOptions(), jobs=2).replaced == 1
    (folder / "b.json").unlink()
    report = update(archive, jobs=2)
    assert (report.articles, report.removed, report.replaced) == (50, 0, 0)
    assert not [article for article in archive.reader().articles() if "bridge" in article.body]
