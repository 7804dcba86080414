"""Files that are replaced in one step and read only where they are what was written, and files that one process holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexer import checked_file
from indexer.checked_file import read_document, replace, write_document
from indexer.errors import LockedError
from indexer.file_lock import hold


def test_a_document_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    assert read_document(file, 1, 1000) is None
    write_document(file, {"version": 1, "words": ["é", "\ud800", "line\nline"]})
    assert read_document(file, 1, 1000) == {"version": 1, "words": ["é", "\ud800", "line\nline"]}
    assert [child.name for child in tmp_path.iterdir()] == ["list.json"]


@pytest.mark.parametrize("at", [0, 31, 32, 33, 40, -1])
def test_one_changed_byte_is_noticed(tmp_path: Path, at: int) -> None:
    file = tmp_path / "list.json"
    write_document(file, {"version": 1, "words": ["storm"]})
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    with pytest.raises(ValueError, match="it is not what was written"):
        read_document(file, 1, 1000)


@pytest.mark.parametrize("data", [b"", b"\n", b"[" * 100_000, b"{}", b"\xff\xfe"])
def test_what_was_never_such_a_file_is_refused_unread(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(data)
    with pytest.raises(ValueError, match="it is not what was written"):
        read_document(file, 1, 1_000_000)


def test_another_version_is_named(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    write_document(file, {"version": 2})
    with pytest.raises(ValueError, match="version 2, where 1 is read"):
        read_document(file, 1, 1000)


def test_a_longer_file_than_is_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    write_document(file, {"version": 1, "words": ["storm"] * 100})
    with pytest.raises(ValueError, match="it is not what was written"):
        read_document(file, 1, 200)


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "current"
    replace(file, b"old")

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        replace(file, b"new")
    assert file.read_bytes() == b"old"
    assert [child.name for child in tmp_path.iterdir()] == ["current"]


def test_the_file_is_synced_before_it_counts_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []

    def note(path: Path) -> None:
        synced.append((path.name, (tmp_path / "current").exists()))

    monkeypatch.setattr(checked_file, "sync", note)
    replace(tmp_path / "current", b"new")
    assert synced == [("current.new", False), (tmp_path.name, True)]


def test_a_held_file_is_refused_to_another_and_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    program = (
        "import sys; from pathlib import Path; from indexer.file_lock import hold\n"
        "with hold(Path(sys.argv[1]), 'busy'):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match="another is at work"), hold(file, "another is at work"):
            pass
        holder.kill()
    with hold(file, "another is at work"):
        pass
