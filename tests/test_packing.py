"""Lists of numbers come back as they went in, each by itself and all together, in no more room than they need."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.packing import ListReader, write_lists
from indexer.engines.whoosh.storage.sections import SectionReader, SectionWriter
from indexer.errors import EngineError

numbers = st.integers(0, 9) | st.integers(0, 300) | st.integers(65_000, 66_000) | st.integers(0, 2**32 - 1)
lists = st.lists(st.lists(numbers, max_size=12), max_size=12)
EDGES = [0, 1, 0xFF, 0x100, 0xFFFF, 0x10000, 0xFFFFFFFF]


def pack(folder: Path, rows: list[list[int]]) -> tuple[ListReader, np.ndarray, SectionReader]:
    path = folder / "lists.segment"
    path.unlink(missing_ok=True)
    with SectionWriter(path) as writer:
        counts = np.array([len(row) for row in rows], dtype=np.int64)
        write_lists(writer, "list", np.array([n for row in rows for n in row], dtype=np.uint32), counts)
    reader = SectionReader(path)
    return ListReader(reader, "list"), counts, reader


def bytes_of(reader: SectionReader) -> int:
    return sum(reader.array(name).nbytes for name in reader.names() if ".w" in name and "width" not in name)


@given(rows=lists)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lists_come_back_as_they_went_in(rows: list[list[int]], tmp_path: Path) -> None:
    reader, counts, _ = pack(tmp_path, rows)
    assert [reader.read(number, len(row)).tolist() for number, row in enumerate(rows)] == rows
    assert reader.read_all(counts).tolist() == [number for row in rows for number in row]


@given(rows=lists, chosen=st.sets(st.integers(0, 11)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_some_lists_come_back_end_to_end(rows: list[list[int]], chosen: set[int], tmp_path: Path) -> None:
    reader, counts, _ = pack(tmp_path, rows)
    wanted = np.array(sorted(number for number in chosen if number < len(rows)), dtype=np.int64)
    found = reader.read_some(wanted, counts[wanted])
    assert found.tolist() == [number for place in wanted for number in rows[place]]


@pytest.mark.parametrize("edge", EDGES)
def test_the_largest_number_of_each_width_comes_back(edge: int, tmp_path: Path) -> None:
    rows = [[edge], [], [0] * 40 + [edge] + [1] * 40, [edge] * 5]
    reader, _, _ = pack(tmp_path, rows)
    assert [reader.read(number, len(row)).tolist() for number, row in enumerate(rows)] == rows


def test_one_outlier_does_not_widen_its_list(tmp_path: Path) -> None:
    _, _, narrow = pack(tmp_path, [[3] * 1_000])
    assert bytes_of(narrow) == 1_000
    reader, _, outlying = pack(tmp_path, [[3] * 500 + [4_000_000_000] + [3] * 499])
    assert bytes_of(outlying) == 1_000
    assert reader.read(0, 1_000)[500] == 4_000_000_000


def test_a_list_of_large_numbers_takes_four_bytes_a_number(tmp_path: Path) -> None:
    _, _, reader = pack(tmp_path, [[70_000 + n for n in range(500)]])
    assert bytes_of(reader) == 2_000


def test_no_lists_are_lists_too(tmp_path: Path) -> None:
    reader, counts, _ = pack(tmp_path, [])
    assert reader.read_all(counts).tolist() == []


def test_a_packed_list_cannot_be_written_to(tmp_path: Path) -> None:
    reader, _, _ = pack(tmp_path, [[1, 2, 3]])
    with pytest.raises(ValueError, match="read-only"):
        reader.read(0, 3)[0] = 9


def test_more_numbers_than_there_are_is_damage(tmp_path: Path) -> None:
    reader, _, _ = pack(tmp_path, [[1, 2, 3]])
    with pytest.raises(EngineError, match="morgue rebuild"):
        reader.read(0, 4)
