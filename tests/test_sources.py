"""Paths and folders on disk: which files are found, what they are called, and what is named instead of read."""

from __future__ import annotations

import io
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.article import NotArticle, Reject
from indexer.errors import InputError
from indexer.settings import Limits
from indexer.sources.walk import SourceFile, find_files, open_members


def write(path: Path, text: str = "Harbour reopens\n\nThe harbour reopened.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def labels(*paths: Path, below: tuple[Path, ...] = ()) -> list[str]:
    found = find_files([str(path) for path in paths], below=[str(path) for path in below])
    return [thing.path for thing in found if isinstance(thing, SourceFile)]


def reasons(*paths: Path) -> dict[str, str]:
    found = find_files([str(path) for path in paths])
    return {thing.path: thing.reason for thing in found if isinstance(thing, NotArticle)}


def content(file: SourceFile) -> bytes:
    ((_, stream),) = (member for member in open_members(file, Limits()) if isinstance(member, tuple))
    return stream.read()


# Labels


def test_a_label_is_the_last_part_of_the_path_and_what_lies_below(tmp_path: Path) -> None:
    write(tmp_path / "news/2020/b.txt")
    write(tmp_path / "news/a.txt")
    assert labels(tmp_path / "news") == ["news/2020/b.txt", "news/a.txt"]


def test_a_file_given_by_itself_is_called_by_its_name(tmp_path: Path) -> None:
    assert labels(write(tmp_path / "news/a.txt")) == ["a.txt"]


def test_a_path_with_dots_and_slashes_has_the_label_of_where_it_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "news/a.txt")
    monkeypatch.chdir(tmp_path / "news")
    for given in (".", "./", "../news", "../news//", "../news/../news/."):
        assert [thing.path for thing in find_files([given])] == ["news/a.txt"]


def test_of_two_paths_with_the_same_last_part_the_first_keeps_it(tmp_path: Path) -> None:
    for folder in ("a/news", "b/news", "c/b/news"):
        write(tmp_path / folder / "x.txt")
    found = labels(tmp_path / "a/news", tmp_path / "b/news", tmp_path / "c/b/news")
    assert found == ["news/x.txt", "b/news/x.txt", "c/b/news/x.txt"]


def test_a_longer_label_does_not_meet_a_folder_of_an_earlier_path(tmp_path: Path) -> None:
    for folder in ("x/b/news", "a/news", "y/b/news"):
        write(tmp_path / folder / "q.txt")
    found = labels(tmp_path / "x/b", tmp_path / "a/news", tmp_path / "y/b/news")
    assert found == ["b/news/q.txt", "news/q.txt", "y/b/news/q.txt"]
    assert len(set(found)) == 3


def test_two_files_of_one_name_from_two_folders_are_two(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a/x.txt"), write(tmp_path / "b/x.txt")
    assert labels(first, second) == ["x.txt", "b/x.txt"]


def test_many_paths_get_as_many_labels(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{number % 100}/{number % 7}.txt") for number in range(700)]
    assert len(set(labels(*files, *files))) == 700


def test_a_path_below_another_belongs_to_it_and_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "news/2020/b.txt")
    write(tmp_path / "news/a.txt")
    both = labels(tmp_path / "news/2020", tmp_path / "news", tmp_path / "news/a.txt", tmp_path / "news")
    assert both == ["news/2020/b.txt", "news/a.txt"]
    roots = {
        thing.root
        for thing in find_files([str(tmp_path / "news/2020"), str(tmp_path / "news")])
        if isinstance(thing, SourceFile)
    }
    assert roots == {1}


def test_below_gives_only_a_part_under_the_same_labels(tmp_path: Path) -> None:
    write(tmp_path / "news/2020/b.txt")
    write(tmp_path / "news/2021/c.txt")
    assert labels(tmp_path / "news", below=(tmp_path / "news/2021",)) == ["news/2021/c.txt"]
    assert labels(tmp_path / "news", below=(tmp_path / "news/2021/c.txt",)) == ["news/2021/c.txt"]
    assert labels(tmp_path / "news", below=(tmp_path / "news",)) == ["news/2020/b.txt", "news/2021/c.txt"]


def test_a_place_outside_the_paths_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "news/a.txt")
    write(tmp_path / "newsroom/b.txt")
    with pytest.raises(InputError, match="newsroom"):
        labels(tmp_path / "news", below=(tmp_path / "newsroom",))


def test_files_come_in_the_same_order_however_the_disk_has_them(tmp_path: Path) -> None:
    names = ["b.txt", "a.txt", "B.txt", "a/z.txt", "a-1.txt", "10.txt", "9.txt", "é.txt"]
    for name in names:
        write(tmp_path / "n" / name)
    assert labels(tmp_path / "n") == [
        "n/10.txt", "n/9.txt", "n/B.txt", "n/a/z.txt", "n/a-1.txt", "n/a.txt", "n/b.txt", "n/é.txt",
    ]  # fmt: skip


# What is no file


def test_a_missing_path_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    with pytest.raises(InputError, match=r"no file or folder .*gone.*mounted"):
        find_files([str(tmp_path / "a.txt"), str(tmp_path / "gone")])


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000])
def test_a_path_that_cannot_be_one_is_an_error(path: str) -> None:
    with pytest.raises(InputError):
        find_files([path])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_path_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0)
    with pytest.raises(InputError, match="Permission denied"):
        find_files([str(folder)])


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "n/closed/a.txt")
    write(tmp_path / "n/b.txt")
    listdir = os.listdir

    def refuse(path: str) -> list[str]:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert labels(tmp_path / "n") == ["n/b.txt"]
    assert reasons(tmp_path / "n") == {"n/closed": "cannot be read: Permission denied"}


def test_a_file_that_cannot_be_opened_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = find_files([str(write(tmp_path / "a.txt"))])
    assert isinstance(file, SourceFile)
    (tmp_path / "a.txt").unlink()
    (outcome,) = open_members(file, Limits())
    assert isinstance(outcome, Reject)
    assert outcome.as_json() == {
        "path": "a.txt",
        "member": None,
        "line": None,
        "reason": "cannot be read: No such file or directory",
    }


def test_a_file_that_became_a_fifo_is_a_reject_and_does_not_hang(tmp_path: Path) -> None:
    (file,) = find_files([str(write(tmp_path / "a.txt"))])
    assert isinstance(file, SourceFile)
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    (outcome,) = open_members(file, Limits())
    assert isinstance(outcome, Reject)
    assert "no longer a regular file" in outcome.reason


@pytest.mark.timeout(150)
def test_fifos_sockets_devices_and_empty_files_are_named_and_not_opened(tmp_path: Path) -> None:
    folder = tmp_path / "n"
    write(folder / "a.txt")
    (folder / "empty.txt").touch()
    os.mkfifo(folder / "pipe.txt")
    (folder / "null.txt").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket.txt"))
        assert labels(folder) == ["n/a.txt"]
        assert reasons(folder) == {
            "n/empty.txt": "empty",
            "n/null.txt": "a link that leads out of the given path, not followed",
            "n/pipe.txt": "a FIFO, not read",
            "n/socket.txt": "a socket, not read",
        }


def test_a_device_given_as_a_path_is_named() -> None:
    assert reasons(Path("/dev/null")) == {"null": "a device, not read"}


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(find_files([str(tmp_path)])) == []


# Links


def test_a_link_out_of_the_path_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "secret/a.txt")
    write(tmp_path / "news/b.txt")
    (tmp_path / "news/folder").symlink_to(tmp_path / "secret")
    (tmp_path / "news/file.txt").symlink_to(tmp_path / "secret/a.txt")
    (tmp_path / "news/up").symlink_to("..")
    assert labels(tmp_path / "news") == ["news/b.txt"]
    assert set(reasons(tmp_path / "news")) == {"news/folder", "news/file.txt", "news/up"}


def test_a_link_to_a_folder_whose_name_begins_alike_leads_out(tmp_path: Path) -> None:
    write(tmp_path / "news-old/a.txt")
    write(tmp_path / "news/b.txt")
    (tmp_path / "news/old").symlink_to("../news-old")
    assert reasons(tmp_path / "news") == {"news/old": "a link that leads out of the given path, not followed"}


def test_a_link_within_the_path_is_named_since_its_file_is_read_where_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "news/2020/a.txt")
    (tmp_path / "news/latest.txt").symlink_to("2020/a.txt")
    (tmp_path / "news/current").symlink_to("2020")
    assert labels(tmp_path / "news") == ["news/2020/a.txt"]
    assert set(reasons(tmp_path / "news").values()) == {
        "a link to a place in the given paths, which is read there"
    }


@pytest.mark.timeout(150)
def test_link_loops_end(tmp_path: Path) -> None:
    write(tmp_path / "news/deep/a.txt")
    (tmp_path / "news/deep/again").symlink_to("..")
    (tmp_path / "news/self").symlink_to("self")
    (tmp_path / "news/ping").symlink_to("pong")
    (tmp_path / "news/pong").symlink_to("ping")
    assert labels(tmp_path / "news") == ["news/deep/a.txt"]
    assert len(reasons(tmp_path / "news")) == 4


def test_a_dangling_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/lost.txt").symlink_to("gone.txt")
    assert reasons(tmp_path / "news") == {"news/lost.txt": "a link that leads nowhere"}


def test_a_given_path_may_be_a_link_itself(tmp_path: Path) -> None:
    write(tmp_path / "disk/2020/a.txt")
    (tmp_path / "news").symlink_to("disk")
    assert labels(tmp_path / "news") == ["news/2020/a.txt"]
    assert labels(tmp_path / "news", below=(tmp_path / "news/2020",)) == ["news/2020/a.txt"]
    assert labels(tmp_path / "disk", tmp_path / "news") == ["disk/2020/a.txt"]


def test_files_that_git_annex_keeps_behind_links_are_read(tmp_path: Path) -> None:
    write(tmp_path / "news/.git/annex/objects/1")
    (tmp_path / "news/a.txt").symlink_to(".git/annex/objects/1")
    (file,) = (thing for thing in find_files([str(tmp_path / "news")]) if isinstance(thing, SourceFile))
    assert file.path == "news/a.txt"
    assert content(file).startswith(b"Harbour")


# Folders and names


def test_hidden_files_are_read_and_folders_of_version_control_are_not(tmp_path: Path) -> None:
    write(tmp_path / "n/.drafts/a.txt")
    write(tmp_path / "n/.b.txt")
    write(tmp_path / "n/.git/objects/c.txt")
    assert labels(tmp_path / "n") == ["n/.b.txt", "n/.drafts/a.txt"]
    assert reasons(tmp_path / "n") == {"n/.git": "a folder of version control, not read"}


def test_an_index_among_the_articles_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "n/index_data/generations/1/part")
    write(tmp_path / "n/index_data/current")
    write(tmp_path / "n/a.txt")
    assert labels(tmp_path / "n") == ["n/a.txt"]
    assert reasons(tmp_path / "n") == {"n/index_data": "an index of this program, not read"}


def test_names_that_are_not_utf8_survive(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", rb"caf\xe9.txt", b"\xff\xfe"):
        (tmp_path / "n" / os.fsdecode(name)).write_bytes(name)
    files = [thing for thing in find_files([str(tmp_path / "n")]) if isinstance(thing, SourceFile)]
    assert [content(file) for file in files] == [rb"caf\xe9.txt", b"caf\xe8.txt", b"caf\xe9.txt", b"\xff\xfe"]
    names = [file.path for file in files]
    assert names[:2] == [r"n/caf\xe9.txt", r"n/caf\xe8.txt"]
    assert len(set(names)) == 4
    assert all(name.encode("utf-8") for name in names)


@pytest.mark.parametrize("name", ["a\nb.txt", "\x1b[31m.txt", "‮txt.a", " ", "a" * 250, "-", "日本.txt", "!"])
def test_odd_names_are_labels_like_any_other(tmp_path: Path, name: str) -> None:
    write(tmp_path / "n" / name)
    assert labels(tmp_path / "n") == [f"n/{name}"]


def test_very_long_paths_get_labels_of_bounded_length_that_differ(tmp_path: Path) -> None:
    folder = tmp_path / "n"
    for _ in range(12):
        folder /= "d" * 200
    write(folder / "a.txt")
    write(folder / "b.txt")
    first, second = labels(tmp_path / "n")
    assert first != second
    assert max(len(first), len(second)) <= 1_000


def test_folders_nested_deeper_than_python_calls_are_walked(tmp_path: Path) -> None:
    deep = tmp_path / "n"
    deep.mkdir()
    for _ in range(1_500):
        deep /= "d"
        deep.mkdir()
    write(deep / "a.txt")
    try:
        assert len(labels(tmp_path / "n")) == 1
    finally:
        # removing it by recursion would fail where the walk does not
        for _ in range(1_501):
            for entry in deep.iterdir():
                entry.unlink()
            deep.rmdir()
            deep = deep.parent


def test_the_fingerprint_is_that_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (file,) = find_files([str(path)])
    status = path.stat()
    assert file == SourceFile(
        disk=str(path), path="a.txt", root=0, size=status.st_size, modified_ns=status.st_mtime_ns,
        changed_ns=status.st_ctime_ns, inode=status.st_ino,
    )  # fmt: skip


# Standard input


class Pipe(io.RawIOBase):
    """Gives a few bytes at a time, as a slow writer does."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        part, self._data = self._data[:7], self._data[7:]
        room[: len(part)] = part
        return len(part)


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def type_in(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))

    return type_in


def test_standard_input_is_a_file_called_by_its_sign(type_in: Callable[[bytes], None]) -> None:
    type_in(b"One line.\n" * 50)
    (file,) = find_files(["-"])
    assert isinstance(file, SourceFile)
    assert (file.disk, file.path, file.size) == ("-", "-", 0)
    assert content(file) == b"One line.\n" * 50


def test_standard_input_stands_beside_other_paths_and_only_once(tmp_path: Path) -> None:
    assert labels(write(tmp_path / "a.txt"), Path("-"), Path("-")) == ["a.txt", "-"]


def test_empty_standard_input_is_named(type_in: Callable[[bytes], None]) -> None:
    type_in(b"")
    (file,) = find_files(["-"])
    assert isinstance(file, SourceFile)
    assert list(open_members(file, Limits())) == [NotArticle(path="-", reason="empty")]
