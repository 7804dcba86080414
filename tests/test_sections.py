"""Segment files: sections come back, whatever their size; no damaged byte is ever handed out."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.sections import ALIGNMENT, BLOCK_BYTES, SectionReader, SectionWriter
from indexer.errors import EngineError

KINDS = ("<u1", "<u2", "<u4", "<u8", "<i4", "<i8")
sizes = st.sampled_from(
    [0, 1, 7, 8, 63, 64, 65, 1_000, BLOCK_BYTES - 64, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES + 5]
)


def write(path: Path, sections: dict[str, np.ndarray]) -> SectionReader:
    path.unlink(missing_ok=True)
    with SectionWriter(path) as writer:
        for name, array in sections.items():
            writer.add_array(name, array)
    return SectionReader(path)


def some_sections() -> dict[str, np.ndarray]:
    draw = np.random.default_rng(5)
    return {
        "small": np.arange(10, dtype="<u2"), "large": draw.integers(0, 2**32, 60_000).astype("<u4"),
        "empty": np.zeros(0, dtype="<i8"), "last": np.arange(-5, 5, dtype="<i8"),
    }  # fmt: skip


@given(drawn=st.lists(st.tuples(st.sampled_from(KINDS), sizes), max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sections_come_back_as_they_went_in(drawn: list[tuple[str, int]], tmp_path: Path) -> None:
    arrays = {f"s{n}": (np.arange(size) * 7_919).astype(kind) for n, (kind, size) in enumerate(drawn)}
    reader = write(tmp_path / "x.segment", arrays)
    assert reader.names() == tuple(arrays)
    for name, array in arrays.items():
        found = reader.array(name)
        assert (found.dtype, found.tolist()) == (array.dtype, array.tolist())
        assert found.ctypes.data % ALIGNMENT == 0 or not len(found)
        middle = len(array) // 2
        assert reader.column(name).cut(middle, len(array)).tolist() == array[middle:].tolist()
        assert reader.take(name, 0, array.nbytes) == array.tobytes()


def test_bytes_come_back_by_pieces(tmp_path: Path) -> None:
    data = random.Random(1).randbytes(200_000)
    with SectionWriter(tmp_path / "x.segment") as writer:
        writer.add_bytes("blob", data)
    reader = SectionReader(tmp_path / "x.segment")
    for start, stop in (
        (0, 0),
        (0, 1),
        (65_530, 65_550),
        (199_999, 200_000),
        (200_000, 200_000),
        (0, 200_000),
    ):
        assert reader.take("blob", start, stop) == data[start:stop]


@pytest.mark.parametrize(("start", "stop"), [(-1, 3), (5, 4), (0, 11), (11, 11)])
def test_what_a_section_does_not_hold_is_refused(start: int, stop: int, tmp_path: Path) -> None:
    reader = write(tmp_path / "x.segment", {"a": np.arange(10, dtype="<u1"), "b": np.arange(99, dtype="<u1")})
    with pytest.raises(EngineError, match="damaged"):
        reader.take("a", start, stop)
    with pytest.raises(EngineError, match="damaged"):
        reader.column("a").cut(start, stop)


def test_arrays_of_a_segment_cannot_be_written_to(tmp_path: Path) -> None:
    reader = write(tmp_path / "x.segment", some_sections())
    with pytest.raises(ValueError, match="read-only"):
        reader.array("small")[0] = 1


def test_a_file_that_was_not_closed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.segment"
    with pytest.raises(RuntimeError), SectionWriter(path) as writer:
        writer.add_array("a", np.arange(100_000))
        raise RuntimeError
    with pytest.raises(EngineError, match="damaged"):
        SectionReader(path)


def test_a_segment_is_never_written_over_another(tmp_path: Path) -> None:
    write(tmp_path / "x.segment", some_sections())
    with pytest.raises(FileExistsError):
        SectionWriter(tmp_path / "x.segment")


@pytest.mark.parametrize("data", [b"", b"M", b"MORGUE01", b"MORGUE01" * 9, bytes(500), b"{}" * 300])
def test_what_is_no_segment_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.segment").write_bytes(data)
    with pytest.raises(EngineError, match="morgue rebuild"):
        SectionReader(tmp_path / "x.segment")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="morgue rebuild"):
        SectionReader(tmp_path / "x.segment")


def test_every_flipped_byte_is_refused_and_nothing_of_its_block_handed_out(tmp_path: Path) -> None:
    sections = some_sections()
    path = tmp_path / "x.segment"
    write(path, sections)
    whole, draw = path.read_bytes(), random.Random(2)
    places = [
        *range(8),
        *range(len(whole) - 200, len(whole)),
        *(draw.randrange(len(whole)) for _ in range(300)),
    ]
    for place in places:
        path.write_bytes(
            whole[:place] + bytes([whole[place] ^ (1 << draw.randrange(8))]) + whole[place + 1 :]
        )
        with pytest.raises(EngineError, match="damaged"):
            SectionReader(path).verify_all()
        assert_nothing_wrong_is_read(path, sections)


def assert_nothing_wrong_is_read(path: Path, sections: dict[str, np.ndarray]) -> None:
    try:
        reader = SectionReader(path)
    except EngineError:
        return
    for name, array in sections.items():
        try:
            assert reader.array(name).tobytes() == array.tobytes()
        except EngineError:
            continue


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.segment"
    write(path, some_sections())
    whole = path.read_bytes()
    for size in (*range(0, len(whole), 997), len(whole) - 1, len(whole) - 28):
        path.write_bytes(whole[:size])
        with pytest.raises(EngineError):
            SectionReader(path)
    path.write_bytes(whole + b"\0")
    with pytest.raises(EngineError, match="damaged"):
        SectionReader(path)


def test_a_block_is_verified_when_it_is_first_touched(tmp_path: Path) -> None:
    path = tmp_path / "x.segment"
    write(path, some_sections())
    data = bytearray(path.read_bytes())
    data[3 * BLOCK_BYTES + 17] ^= 1
    path.write_bytes(data)
    reader = SectionReader(path)
    assert reader.array("small").tolist() == list(range(10))
    assert len(reader.column("large").cut(0, 1_000)) == 1_000
    with pytest.raises(EngineError, match="block 3"):
        reader.column("large").cut(0, 60_000)
