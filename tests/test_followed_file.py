"""The digest of a file that is taken behind its writer is that of the finished file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from indexer.engines.followed_file import follow_file
from indexer.engines.generations import digest_of


@pytest.mark.parametrize("pauses", [False, True])
def test_what_is_written_at_any_pace_is_all_in_the_digest(pauses: bool, tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file, follow_file(path) as followed:
        for number in range(40):
            file.write(bytes([number]) * (100_000 if number % 3 else 7))
            if pauses and number % 10 == 0:
                time.sleep(0.02)
        file.close()
    assert followed.facts == {"size": path.stat().st_size, "blake2b": digest_of(path)}


def test_a_file_without_bytes_has_a_digest_and_one_that_is_not_there_has_none(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with follow_file(tmp_path / "empty") as followed:
        pass
    assert followed.facts == {"size": 0, "blake2b": digest_of(tmp_path / "empty")}
    with follow_file(tmp_path / "absent") as followed:
        pass
    assert followed.facts is None


def test_a_writer_that_fails_is_left_at_once(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"half")
    with pytest.raises(OSError, match="full"), follow_file(path):
        raise OSError("the disk is full")
