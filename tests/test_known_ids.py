"""Ids met before come back with their numbers, and are looked up without going through all of them."""

from __future__ import annotations

import time
from pathlib import Path

from indexer.ingest.known_ids import KnownIds, read_known_ids, write_known_ids

MAGIC = b"test ids"


def known(tmp_path: Path, *looks: list[str]) -> KnownIds:
    ids = read_known_ids(tmp_path / "none.bin", MAGIC)
    for look, identifiers in enumerate(looks, 1):
        ids = ids.with_new(identifiers, look)
    return ids


def test_an_id_keeps_the_number_that_it_was_met_with(tmp_path: Path) -> None:
    ids = known(tmp_path, ["a", "b"], ["b", "c"])
    assert [ids.number_of(name) for name in "abcd"] == [1, 1, 2, None]
    assert (len(ids), ids.largest()) == (3, 2)
    assert ids.with_new(["a", "c"], 3) is ids


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ids.bin"
    write_known_ids(file, MAGIC, known(tmp_path, ["a", "b"], ["c"]))
    again = read_known_ids(file, MAGIC)
    assert [again.number_of(name) for name in "abcd"] == [1, 1, 2, None]
    assert len(known(tmp_path)) == known(tmp_path).largest() == 0


def test_looking_up_does_not_go_through_all_ids(tmp_path: Path) -> None:
    file = tmp_path / "ids.bin"
    write_known_ids(file, MAGIC, known(tmp_path, [f"{number}" for number in range(300_000)]))
    ids = read_known_ids(file, MAGIC)
    began = time.process_time()
    assert all(ids.number_of(f"{number}") == 1 for number in range(5_000))
    assert time.process_time() - began < 0.5, "some 5 microseconds each"
