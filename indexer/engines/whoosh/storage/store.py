"""Articles as they are kept: JSON, compressed a few at a time, an article's number giving its block.

Two stores a segment: `head` holds what a result list shows, `article` the whole of it. Both are compressed
with a dictionary of what articles of the archive have in common, trained on the first of them: an article by itself
then takes less room than in a block of sixteen without, and is read in a tenth of the time. Short ones share a block, and others go in pairs.
A segment made by merging others may hold the dictionaries of several; each block names its own.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import orjson
import zstandard

from indexer.engines.whoosh.storage.sections import Array, SectionReader, SectionWriter, count_below
from indexer.errors import EngineError
from indexer.message import say

LEVEL = 3
"""Of zstd: with a dictionary 0.37 of the text's size; higher levels save under a tenth and cost twice the time."""

BLOCK_BYTES = 4_000
"""A block ends with the document that fills so many. Articles of 3,000 bytes, in pairs, are unpacked in half the time that blocks of four take (11 µs for 21), and
take 0.3 % more room; alone they would in 8 µs, with 2 % more. Of 1,500 bytes three go together: 8 µs for 10, with 0.6 % more room."""
BLOCK_BYTES_ALONE = 16_000
"""The same without a dictionary, as in a small segment: there documents can only share what they have in common with those of their block."""
HEADS_BLOCK_BYTES = 4_400
_BYTES_AT_ONCE = 1 << 19
"""Blocks are compressed many after one another: what zstd and the dictionary keep in the processor's cache is theirs then."""
BLOCK_LIMIT = 1 << 30
DICTIONARY_BYTES = 112_640
SAMPLE_BYTES = 3_000_000
"""Of documents, from which a dictionary is trained."""

_LEAST_SAMPLES = 100
_FIRST_NUMBER = 1 << 15
"""Of dictionaries: smaller numbers are reserved by the format of Zstandard."""
_CACHED_BLOCKS = 256
_PARAMETERS = zstandard.ZstdCompressionParameters.from_level(
    LEVEL, write_content_size=True, write_checksum=False, write_dict_id=True
)


def encode(document: Any) -> bytes:
    """A JSON value on one line. Lone surrogates, which no text should hold, are kept by escaping."""
    try:
        return orjson.dumps(document)
    except TypeError:
        # what orjson refuses, lone surrogates and whole numbers of more than 64 bits, it does not read either
        return b" " + json.dumps(document, separators=(",", ":")).encode()


def decode(document: bytes) -> Any:
    """The value that `encode` was given."""
    return json.loads(document) if document.startswith(b" ") else orjson.loads(document)


class Dictionary:
    """What many documents have in common. The number is made of the bytes, so equal ones have one number."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.compression = zstandard.ZstdCompressionDict(data)
        self.number = self.compression.dict_id()

    @cached_property
    def compressor(self) -> zstandard.ZstdCompressor:
        """For one thread. The dictionary is digested once, else every block that is compressed does it again; and never
        twice: what the first digest gave is freed then, under the compressors that hold it."""
        self.compression.precompute_compress(compression_params=_PARAMETERS)
        return zstandard.ZstdCompressor(dict_data=self.compression, compression_params=_PARAMETERS)

    @classmethod
    def train(cls, documents: Sequence[bytes]) -> Dictionary:
        """From at least _LEAST_SAMPLES documents."""
        number = _FIRST_NUMBER + zlib.crc32(b"".join(documents)) % (1 << 30)
        return cls(zstandard.train_dictionary(DICTIONARY_BYTES, list(documents), dict_id=number).as_bytes())


@dataclass(frozen=True, slots=True)
class Blocks:
    """Compressed blocks end to end: `at` where each begins and the last ends, `first` the first article's number of each, and how many there are."""

    data: bytes | memoryview
    at: Array
    first: Array


class BlockWriter:
    """Compresses documents as they come, in blocks that end with the document that fills `block_bytes`."""

    def __init__(self, dictionary: Dictionary | None = None, block_bytes: int = BLOCK_BYTES) -> None:
        self._block_bytes = block_bytes if dictionary else max(block_bytes, BLOCK_BYTES_ALONE)
        self._compressor = (
            zstandard.ZstdCompressor(compression_params=_PARAMETERS)
            if dictionary is None
            else dictionary.compressor
        )
        self._waiting: list[list[bytes]] = []
        self._open: list[bytes] = []
        self._open_bytes = 0
        self._waiting_bytes = 0
        self._blocks: list[bytes] = []
        self._first = [0]
        self._packed_bytes = 0
        self.documents = 0

    @property
    def size(self) -> int:
        """Bytes that are held."""
        return self._packed_bytes + self._waiting_bytes + self._open_bytes

    def add(self, document: bytes) -> None:
        self._open.append(document)
        self._open_bytes += len(document)
        self.documents += 1
        if self._open_bytes >= self._block_bytes:
            self._end_block()
            if self._waiting_bytes >= _BYTES_AT_ONCE:
                self._compress()

    def blocks(self) -> Blocks:
        """All blocks so far; the last may be smaller."""
        if self._open:
            self._end_block()
        self._compress()
        at = np.concatenate(([0], np.cumsum([len(block) for block in self._blocks], dtype=np.int64)))
        return Blocks(b"".join(self._blocks), at, np.array(self._first, dtype=np.int64))

    def compress(self, documents: Sequence[bytes]) -> bytes:
        """One block."""
        return self._compressor.compress(b"\n".join(documents))

    def _end_block(self) -> None:
        self._waiting.append(self._open)
        self._waiting_bytes += self._open_bytes
        self._first.append(self.documents)
        self._open, self._open_bytes = [], 0

    def _compress(self) -> None:
        for documents in self._waiting:
            self._blocks.append(self.compress(documents))
            self._packed_bytes += len(self._blocks[-1])
        self._waiting, self._waiting_bytes = [], 0


class StoreWriter:
    """The articles of a segment and their heads. The dictionary is trained once and serves the segments after it too."""

    def __init__(self) -> None:
        self._dictionary: Dictionary | None = None
        self.begin()

    def begin(self) -> None:
        """Forgets what was added, for the next segment."""
        self._waiting: list[tuple[bytes, bytes]] = []
        self._waiting_bytes = 0
        self._heads = BlockWriter(self._dictionary, HEADS_BLOCK_BYTES)
        self._articles = BlockWriter(self._dictionary)

    @property
    def size(self) -> int:
        """Bytes that are held."""
        return self._heads.size + self._articles.size + self._waiting_bytes

    def add(self, head: bytes, article: bytes) -> None:
        if self._dictionary is None:
            self._waiting.append((head, article))
            self._waiting_bytes += len(article)
            if self._waiting_bytes >= SAMPLE_BYTES:
                self._train()
        else:
            self._heads.add(head)
            self._articles.add(article)

    def _train(self) -> None:
        sample = [article for _, article in self._waiting]
        self._dictionary = Dictionary.train(sample) if len(sample) >= _LEAST_SAMPLES else None
        self._compress_waiting()

    def _compress_waiting(self) -> None:
        waiting = self._waiting
        self.begin()
        for head, article in waiting:
            self._heads.add(head)
            self._articles.add(article)

    def write(self, writer: SectionWriter) -> None:
        if self._waiting:
            self._compress_waiting()
        write_dictionaries(writer, [self._dictionary] if self._dictionary else [])
        write_blocks(writer, "head", [self._heads.blocks()])
        write_blocks(writer, "article", [self._articles.blocks()])


def write_blocks(writer: SectionWriter, name: str, pieces: Sequence[Blocks]) -> None:
    """Blocks laid end to end, those of several stores one after the other, as sections `name.*`."""
    with writer.section(f"{name}.blocks") as section:
        for piece in pieces:
            section.write(piece.data)
    bytes_before = np.cumsum([0, *(int(piece.at[-1]) for piece in pieces)])
    articles_before = np.cumsum([0, *(int(piece.first[-1]) for piece in pieces)])
    at = [piece.at[:-1] + before for piece, before in zip(pieces, bytes_before[:-1], strict=True)]
    first = [piece.first[:-1] + before for piece, before in zip(pieces, articles_before[:-1], strict=True)]
    writer.add_array(f"{name}.at", np.concatenate([*at, bytes_before[-1:]]).astype("<u8"))
    writer.add_array(f"{name}.first", np.concatenate([*first, articles_before[-1:]]).astype("<u4"))


def write_dictionaries(writer: SectionWriter, dictionaries: Sequence[Dictionary]) -> None:
    writer.add_bytes("dictionary.blob", b"".join(dictionary.data for dictionary in dictionaries))
    ends = np.cumsum([0, *(len(dictionary.data) for dictionary in dictionaries)])
    writer.add_array("dictionary.at", ends.astype("<u4"))


def living_blocks(store: BlockReader, living: Array) -> Blocks:
    """The blocks of a store without its dead articles: copied as they are where all of a block live."""
    blocks = store.all_blocks()
    if living.all():
        return blocks
    before = np.concatenate(([0], np.cumsum(living)))
    alive = before[blocks.first[1:]] - before[blocks.first[:-1]]
    kept = np.flatnonzero(alive)
    data = []
    for block in kept.tolist():
        first, last = int(blocks.first[block]), int(blocks.first[block + 1])
        if alive[block] == last - first:
            data.append(bytes(blocks.data[blocks.at[block] : blocks.at[block + 1]]))
        else:
            data.append(store.repack(block, living[first:last]))
    at = np.concatenate(([0], np.cumsum([len(piece) for piece in data], dtype=np.int64)))
    return Blocks(b"".join(data), at, np.concatenate(([0], np.cumsum(alive[kept]))))


class Dictionaries:
    """A segment's dictionaries by number. A decompressor belongs to one thread and one dictionary."""

    def __init__(self, reader: SectionReader) -> None:
        self._reader = reader
        ends = reader.array("dictionary.at").tolist()
        self.all = tuple(Dictionary(reader.take("dictionary.blob", *span)) for span in pairwise(ends))
        self._by_number = {dictionary.number: dictionary for dictionary in self.all}
        self._local = threading.local()

    def unpack(self, block: bytes) -> bytes:
        """Raises ZstdError."""
        number = zstandard.get_frame_parameters(block).dict_id
        unpackers: dict[int, zstandard.ZstdDecompressor] | None = getattr(self._local, "unpackers", None)
        if unpackers is None:
            unpackers = self._local.unpackers = {}
        unpacker = unpackers.get(number)
        if unpacker is None:
            dictionary = self._by_number.get(number)
            unpacker = zstandard.ZstdDecompressor(dict_data=dictionary.compression if dictionary else None)
            unpackers[number] = unpacker
        return unpacker.decompress(block, max_output_size=BLOCK_LIMIT)


class BlockReader:
    """Documents by number. Any number of threads may read; the blocks read last are kept unpacked."""

    def __init__(self, reader: SectionReader, name: str, dictionaries: Dictionaries) -> None:
        self._reader = reader
        self._name = f"{name}.blocks"
        self._at = reader.array(f"{name}.at")
        self._first = reader.array(f"{name}.first")
        self._dictionaries = dictionaries
        self._cache: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes that the blocks take."""
        return int(self._at[-1])

    def read(self, number: int) -> Any:
        return decode(self.read_bytes(number))

    def read_bytes(self, number: int) -> bytes:
        block = count_below(self._first, number + 1) - 1
        return _line(self._block(block), number - int(self._first[block]))

    def all_blocks(self) -> Blocks:
        """For copying as they are."""
        data = self._reader.column(self._name)
        return Blocks(data.cut(0, len(data)).data, self._at.astype(np.int64), self._first.astype(np.int64))

    def repack(self, block: int, living: Array) -> bytes:
        """A block of only its living documents."""
        documents = self._unpack(block).split(b"\n")
        writer = BlockWriter(self._dictionaries.all[0] if self._dictionaries.all else None)
        return writer.compress([document for document, lives in zip(documents, living, strict=True) if lives])

    def _block(self, block: int) -> bytes:
        with self._lock:
            documents = self._cache.get(block)
            if documents is not None:
                self._cache.move_to_end(block)
                return documents
        documents = self._unpack(block)
        with self._lock:
            self._cache[block] = documents
            while len(self._cache) > _CACHED_BLOCKS:
                self._cache.popitem(last=False)
        return documents

    def _unpack(self, block: int) -> bytes:
        """Its documents, one a line."""
        data = self._reader.take(self._name, int(self._at[block]), int(self._at[block + 1]))
        try:
            return self._dictionaries.unpack(data)
        except zstandard.ZstdError as error:
            raise EngineError(
                say(
                    "the index file %(file)s is damaged (%(error)s); run `morgue rebuild`",
                    file=str(self._reader.path),
                    error=str(error),
                )
            ) from error


def _line(lines: bytes, number: int) -> bytes:
    """A line by its number. Raises IndexError."""
    return lines.split(b"\n", number + 1)[number]
