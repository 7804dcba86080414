"""Articles as they are kept: JSON, compressed in blocks, an article's number giving its block.

Two stores a segment: `head` holds what a result list shows, in small blocks, `article` the whole of it.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import Any

import numpy as np
import zstandard

from indexer.engines.whoosh.sections import SectionReader, SectionWriter
from indexer.errors import EngineError

LEVEL = 3
"""Of zstd: 0.37 of the text's size; higher levels save under a tenth and cost twice the time."""

BLOCK_LIMIT = 1 << 30
_CACHED_BLOCKS = 64


def encode(document: Any) -> bytes:
    """A JSON value on one line. Lone surrogates, which no text should hold, are kept by escaping."""
    try:
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(document, separators=(",", ":")).encode()


class BlockWriter:
    """Compresses documents as they come, `per_block` a block."""

    def __init__(self, per_block: int) -> None:
        self._per_block = per_block
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, write_content_size=True)
        self._waiting: list[bytes] = []
        self._blocks: list[bytes] = []
        self.size = 0

    def add(self, document: bytes) -> None:
        self._waiting.append(document)
        if len(self._waiting) == self._per_block:
            self._compress()

    def write(self, writer: SectionWriter, name: str) -> None:
        self._compress()
        ends = np.cumsum([len(block) for block in self._blocks], dtype=np.uint64)
        writer.add_bytes(f"{name}.blocks", b"".join(self._blocks))
        writer.add_array(f"{name}.at", np.concatenate((np.zeros(1, np.uint64), ends)).astype("<u8"))
        writer.add_array(f"{name}.per_block", np.array([self._per_block], dtype="<u4"))

    def _compress(self) -> None:
        if self._waiting:
            self._blocks.append(self._compressor.compress(b"\n".join(self._waiting)))
            self.size += len(self._blocks[-1])
            self._waiting = []


class BlockReader:
    """Documents by number. Any number of threads may read; the blocks read last are kept unpacked."""

    def __init__(self, reader: SectionReader, name: str) -> None:
        self._reader = reader
        self._name = f"{name}.blocks"
        self._at = reader.array(f"{name}.at")
        self._per_block = int(reader.array(f"{name}.per_block")[0])
        self._local = threading.local()
        self._cache: OrderedDict[int, list[bytes]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes that the blocks take."""
        return int(self._at[-1])

    def read(self, number: int) -> Any:
        block, place = divmod(number, self._per_block)
        return json.loads(self._block(block)[place])

    def _block(self, block: int) -> list[bytes]:
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

    def _unpack(self, block: int) -> list[bytes]:
        data = self._reader.take(self._name, int(self._at[block]), int(self._at[block + 1]))
        unpacker = getattr(self._local, "unpacker", None)
        if unpacker is None:
            unpacker = self._local.unpacker = zstandard.ZstdDecompressor()
        try:
            unpacked: bytes = unpacker.decompress(data, max_output_size=BLOCK_LIMIT)
        except zstandard.ZstdError as error:
            raise EngineError(
                f"the index file {self._reader.path} is damaged ({error}); run `morgue rebuild`"
            ) from error
        return unpacked.split(b"\n")
