"""A file through containers and formats: every record comes out as one thing, whatever a parser does."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from indexer.article import Article, NotArticle, Origin, Outcome, Reject, Undated
from indexer.ingest import reading
from indexer.ingest.reading import outcome_as_json, plain_name, read_file, read_paths
from indexer.settings import Limits, ReadingOptions
from indexer.sources.walk import SourceFile, find_files

OPTIONS = ReadingOptions()


def line(number: int, **more: Any) -> str:
    story = {
        "headline": f"Bridge {number} opens",
        "text": f"Bridge number {number} opened on Monday.",
        "date": "2021-03-04",
    }
    return json.dumps({**story, **more}) + "\n"


LINES = "".join(map(line, range(1, 4))).encode()


def outcomes(path: Path, limits: Limits = Limits()) -> list[Outcome]:  # noqa: B008
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    return list(read_file(file, OPTIONS, limits))


def read(folder: Path, name: str, data: bytes, limits: Limits = Limits()) -> list[Outcome]:  # noqa: B008
    (folder / name).write_bytes(data)
    return outcomes(folder / name, limits)


def titles(found: list[Outcome]) -> list[str | None]:
    return [outcome.title for outcome in found if isinstance(outcome, Article)]


def rest(found: list[Outcome]) -> list[Outcome]:
    return [outcome for outcome in found if not isinstance(outcome, Article)]


ALL = ["Bridge 1 opens", "Bridge 2 opens", "Bridge 3 opens"]


@pytest.mark.parametrize("suffix", ["", ".gz", ".bz2", ".xz"])
def test_a_packed_file_reads_as_the_file_but_for_its_name(tmp_path: Path, suffix: str) -> None:
    pack = {"": bytes, ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}[suffix]
    found = read(tmp_path, f"news.jsonl{suffix}", pack(LINES))
    assert titles(found) == ALL
    assert {(article.path, article.member) for article in found if isinstance(article, Article)} == {
        (f"news.jsonl{suffix}", None)
    }


def test_a_zip_and_a_tar_read_member_by_member(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a/1.jsonl", LINES)
        archive.writestr("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
        archive.writestr("b.jsonl", line(4))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        info = tarfile.TarInfo("inner.zip")
        info.size = len(file.getvalue())
        tar.addfile(info, io.BytesIO(file.getvalue()))
    found = read(tmp_path, "all.tgz", packed.getvalue())
    assert titles(found) == [*ALL, "Bridge 4 opens"]
    members = [outcome.member for outcome in found if not isinstance(outcome, Reject)]
    assert members == ["inner.zip!/a/1.jsonl"] * 3 + ["inner.zip!/picture.png", "inner.zip!/b.jsonl"]
    assert isinstance(found[3], NotArticle)


def test_ids_of_members_differ_and_stay_the_same(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("1.jsonl", LINES)
        archive.writestr("2.jsonl", LINES)
    first = [
        outcome.id for outcome in read(tmp_path, "n.zip", file.getvalue()) if isinstance(outcome, Article)
    ]
    again = [outcome.id for outcome in outcomes(tmp_path / "n.zip") if isinstance(outcome, Article)]
    assert len(set(first)) == 6
    assert first == again


def test_records_before_a_cut_stay_and_the_cut_is_one_reject(tmp_path: Path) -> None:
    data = "".join(line(number, note=f"{number * 7919 % 10_007:x}") for number in range(40_000)).encode()
    packed = gzip.compress(data)
    found = read(tmp_path, "news.jsonl.gz", packed[: len(packed) * 3 // 4])
    assert len(titles(found)) > 15_000
    (reject,) = rest(found)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith("truncated")
    assert reject.origin.path == "news.jsonl.gz"


def test_records_before_a_bomb_stay_and_the_bomb_is_one_reject(tmp_path: Path) -> None:
    data = LINES + b" " * 100_000_000
    found = read(tmp_path, "news.jsonl.gz", gzip.compress(data, 1))
    assert titles(found) == ALL
    (reject,) = rest(found)
    assert isinstance(reject, Reject)
    assert "as only a bomb does" in reject.reason


def test_a_file_of_no_known_format_is_named(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "voice.bin", bytes(range(256)) * 100)
    assert isinstance(found, NotArticle)
    assert found.path == "voice.bin"


def test_what_no_format_takes_names_what_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "choose_or_explain", lambda head, name: None)
    (found,) = read(tmp_path, "x", b"abc")
    assert found == NotArticle(
        path="x", reason=f"of no known format; tried {', '.join(form.NAME for form in reading.FORMATS)}"
    )


def test_a_broken_record_is_a_reject_with_its_line(tmp_path: Path) -> None:
    data = (line(1) + '{"headline": "Bridge 2 op\n' + line(3)).encode()
    found = read(tmp_path, "news.jsonl", data)
    assert titles(found) == ["Bridge 1 opens", "Bridge 3 opens"]
    (reject,) = rest(found)
    assert isinstance(reject, Reject)
    assert reject.as_json()["line"] == 2
    assert outcome_as_json(reject) == {"reject": reject.as_json()}


# The border


class Fragile:
    """A format that gives some articles and then does what it is told to."""

    NAME = "fragile"
    DESCRIPTION = "breaks"
    SUFFIXES = ()

    def __init__(self, error: BaseException | None, before: int = 2) -> None:
        self._error = error
        self._before = before

    def sniff(self, head: bytes, name: str) -> bool:
        return True

    def parse(self, stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
        for number in range(self._before):
            yield Article(
                id=f"{origin.member}{number}",
                undated=Undated(reason="none"),
                path=origin.path,
                member=origin.member,
                format="fragile",
            )
        if self._error:
            raise self._error


class LineError(ValueError):
    lineno = 17


def chosen(monkeypatch: pytest.MonkeyPatch, form: Fragile) -> None:
    monkeypatch.setattr(reading, "choose_or_explain", lambda head, name: form)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("bad\n\tvalue"), "fragile: ValueError: bad value"),
        (KeyError("title"), "fragile: KeyError: 'title'"),
        (AssertionError(), "fragile: AssertionError:"),
        (RecursionError("maximum recursion depth exceeded"), "fragile: nested too deep to be read"),
        (MemoryError(), "fragile: too large or too deep for the memory that reading may take"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "fragile: UnicodeDecodeError:"),
        (OSError(5, "Input/output error"), "fragile: OSError: [Errno 5] Input/output error"),
        (ValueError("x" * 10_000), "fragile: ValueError: xxx"),
    ],
)
def test_whatever_a_parser_raises_is_a_reject_behind_what_it_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    chosen(monkeypatch, Fragile(error))
    first, second, reject = read(tmp_path, "x.txt", b"text")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)
    assert len(reject.reason) <= 300
    assert reject.origin == Origin(path="x.txt", record=3)


def test_the_line_that_an_exception_knows_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen(monkeypatch, Fragile(LineError("odd")))
    reject = read(tmp_path, "x.txt", b"text")[-1]
    assert isinstance(reject, Reject)
    assert reject.origin.line == 17


def test_a_parser_that_fails_in_one_member_reads_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("1.txt", "one")
        archive.writestr("2.txt", "two")
    chosen(monkeypatch, Fragile(ValueError("no")))
    found = read(tmp_path, "x.zip", file.getvalue())
    assert [type(outcome).__name__ for outcome in found] == ["Article", "Article", "Reject"] * 2


def test_choosing_a_format_that_fails_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(head: bytes, name: str) -> None:
        raise ValueError("odd head")

    monkeypatch.setattr(reading, "choose_or_explain", fail)
    (reject,) = read(tmp_path, "x.txt", b"text")
    assert isinstance(reject, Reject)
    assert reject.reason == "choosing a format: ValueError: odd head"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_being_stopped_is_no_reject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    chosen(monkeypatch, Fragile(error))
    with pytest.raises(type(error)):
        read(tmp_path, "x.txt", b"text")


def test_a_member_of_which_nothing_came_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen(monkeypatch, Fragile(None, before=0))
    assert read(tmp_path, "x.txt", b"text") == [NotArticle(path="x.txt", reason="fragile without any record")]


@pytest.mark.parametrize(
    ("path", "member", "name"),
    [
        ("news/2020/a.txt", None, "a.txt"),
        ("news/a.txt.gz", None, "a.txt"),
        ("news/all.zip", "deep/b.HTML.XZ", "b.HTML"),
        ("all.tar", "in.zip!/c.json", "c.json"),
        ("a.gz.txt", None, "a.gz.txt"),
        (".gz", None, ".gz"),
        ("news.tgz", None, "news.tar"),
        ("-", None, "-"),
    ],
)
def test_formats_are_chosen_by_the_unpacked_name(path: str, member: str | None, name: str) -> None:
    assert plain_name(Origin(path=path, member=member)) == name


def test_paths_are_read_with_the_language_of_each_article(tmp_path: Path) -> None:
    text = "Die Brücke über den Fluss ist nach langer Sperrung wieder offen. " * 5
    (tmp_path / "a.jsonl").write_text(
        line(1, text=text, headline="Brücke wieder offen") + line(2, language="fr"), encoding="utf-8"
    )
    (tmp_path / "empty.txt").touch()
    found = list(read_paths([str(tmp_path)], OPTIONS, Limits()))
    assert [outcome.language for outcome in found if isinstance(outcome, Article)] == ["de", "fr"]
    assert outcome_as_json(found[-1]) == {
        "not_article": {"path": f"{tmp_path.name}/empty.txt", "member": None, "reason": "empty"}
    }


@pytest.mark.shared_data
def test_real_articles_in_packed_form_read_as_they_do_unpacked(shared_data: Path, tmp_path: Path) -> None:
    source = (shared_data / "reuters21578/reut2-021.sgm").read_bytes()
    (tmp_path / "reut2-021.sgm.gz").write_bytes(gzip.compress(source))
    plain = outcomes(shared_data / "reuters21578/reut2-021.sgm")
    packed = outcomes(tmp_path / "reut2-021.sgm.gz")
    assert titles(plain) == titles(packed)
    assert len(titles(plain)) == 578
