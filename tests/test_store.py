"""Articles kept in compressed blocks: each comes back by its number, for any number of threads."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.sections import SectionReader, SectionWriter
from indexer.engines.whoosh.storage.store import (
    SAMPLE_BYTES,
    BlockReader,
    BlockWriter,
    Dictionaries,
    Dictionary,
    StoreWriter,
    encode,
    write_blocks,
    write_dictionaries,
)
from indexer.errors import EngineError

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


def store(folder: Path, documents: list[Any]) -> BlockReader:
    path = folder / "store.segment"
    path.unlink(missing_ok=True)
    stored = StoreWriter()
    for document in documents:
        stored.add(encode("a head"), encode(document))
    with SectionWriter(path) as writer:
        stored.write(writer)
    reader = SectionReader(path)
    return BlockReader(reader, "article", Dictionaries(reader))


@given(documents=st.lists(values, max_size=20))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_documents_come_back_by_number(documents: list[Any], tmp_path: Path) -> None:
    reader = store(tmp_path, documents)
    assert [reader.read(number) for number in reversed(range(len(documents)))] == documents[::-1]
    assert [reader.read(number) for number in range(len(documents))] == documents


def test_many_documents_share_a_dictionary_and_take_less_room(tmp_path: Path) -> None:
    words = "the minister said on Tuesday that the harbour would be closed for repairs until further notice".split()
    documents = [
        {"id": number, "body": " ".join(words[(number * step) % len(words)] for step in range(80))}
        for number in range(2 * SAMPLE_BYTES // 400)
    ]
    reader = store(tmp_path, documents)
    assert len(reader._dictionaries.all) == 1
    assert [reader.read(number) for number in (0, 1, 4_321, len(documents) - 1)] == [
        documents[number] for number in (0, 1, 4_321, len(documents) - 1)
    ]
    assert reader.size < 0.4 * sum(len(encode(document)) for document in documents)


@pytest.mark.parametrize("text", ["\n\r\u2028\x85\x00", "\ud800 alone", "naïve 東京 \U0001f600", '"\\n"'])
def test_any_text_is_kept_on_one_line(text: str, tmp_path: Path) -> None:
    assert b"\n" not in encode({"body": text})
    assert store(tmp_path, [{"body": text}] * 3).read(1) == {"body": text}


def test_a_number_beyond_the_last_is_refused(tmp_path: Path) -> None:
    reader = store(tmp_path, ["a", "b", "c", "d", "e"])
    for number in (5, 8, 4_000, -1):
        with pytest.raises((IndexError, EngineError)):
            reader.read(number)


def test_more_blocks_than_are_kept_come_back_too(tmp_path: Path) -> None:
    documents = [{"n": number} for number in range(2_000)]
    reader = store(tmp_path, documents)
    for _ in range(2):
        assert [reader.read(number) for number in range(2_000)] == documents


def test_threads_read_one_store_at_once(tmp_path: Path) -> None:
    documents = [{"n": number, "body": "x" * number} for number in range(400)]
    reader = store(tmp_path, documents)
    wrong: list[int] = []

    def read(step: int) -> None:
        numbers = [place * step % 400 for place in range(400)]
        wrong.extend(number for number in numbers if reader.read(number) != documents[number])

    threads = [threading.Thread(target=read, args=(step,)) for step in (1, 3, 7, 11, 13, 17, 19, 23)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_block_ends_with_the_document_that_fills_it_and_is_larger_without_a_dictionary() -> None:
    documents = [encode({"id": number, "body": f"Ferry {number}. " * 60}) for number in range(200)]
    shared, alone = BlockWriter(Dictionary.train(documents), 2_000), BlockWriter(None, 2_000)
    for document in [*documents[:5], encode("x" * 5_000), encode("short")]:
        shared.add(document)
        alone.add(document)
    assert shared.blocks().first.tolist() == [0, 4, 6, 7]
    assert alone.blocks().first.tolist() == [0, 7]


def test_a_block_that_does_not_unpack_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "store.segment"
    blocks = BlockWriter()
    blocks.add(b"{}")
    blocks.blocks()
    blocks._blocks[0] = b"no frame of zstd"
    with SectionWriter(path) as writer:
        write_dictionaries(writer, [])
        write_blocks(writer, "article", [blocks.blocks()])
    reader = SectionReader(path)
    with pytest.raises(EngineError, match="morgue rebuild"):
        BlockReader(reader, "article", Dictionaries(reader)).read(0)


def test_one_dictionary_serves_segment_after_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # digested anew for each segment, it was freed under the compressors of the one before
    monkeypatch.setattr("indexer.engines.whoosh.storage.store.SAMPLE_BYTES", 60_000)
    store = StoreWriter()
    for segment in range(4):
        articles = [{"id": f"{segment}-{number}", "body": f"The harbour {number * 7919 % 997} was quiet, said {segment}. " * 8} for number in range(400)]  # fmt: skip
        for article in articles:
            store.add(encode({"id": article["id"]}), encode(article))
        with SectionWriter(tmp_path / f"{segment}") as writer:
            store.write(writer)
        store.begin()
        reader = SectionReader(tmp_path / f"{segment}")
        dictionaries = Dictionaries(reader)
        assert len(dictionaries.all) == 1
        kept = BlockReader(reader, "article", dictionaries)
        assert [kept.read(number) for number in range(400)] == articles
