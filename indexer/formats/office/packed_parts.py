"""An office document (.docx, .xlsx: a zip file of XML parts) -> its parts, within bounds.

In: the bytes of the file. Out: one part at a time. What a part unpacks to is counted as it comes out, never believed.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import BinaryIO

LARGEST_FILE = 64_000_000
LARGEST_PART = 150_000_000
"""XML of one part. The text of the largest exports (500 articles) takes 25 MB of it."""

MOST_TOTAL = 400_000_000
MOST_PARTS = 20_000
RATIO = 250
RATIO_FROM = 20_000_000
_END = struct.Struct("<4s4H2LH")
PACKAGE_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error, NotImplementedError)  # fmt: skip
_START = 4_096
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
CHUNK = 262_144


class UnreadablePackage(ValueError):  # noqa: N818 - a reason, told as it stands
    """Why an office document cannot be read."""


class Package:
    """The parts of an office document. Raises UnreadablePackage."""

    def __init__(self, stream: BinaryIO) -> None:
        data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UnreadablePackage(f"an office document of more than {LARGEST_FILE:,} bytes")
        _bound_directory(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except PACKAGE_DAMAGE as error:
            raise UnreadablePackage(f"damaged or cut off: {error}") from error
        self.size = len(data)
        self.data = data
        self.names = frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        if name not in self.names:
            raise UnreadablePackage(f"the part {name} is missing")
        info = self._archive.getinfo(name)
        if info.flag_bits & 1:
            raise UnreadablePackage("encrypted, so it cannot be read")
        parts, size = [], 0
        try:
            with self._archive.open(info) as file:
                while part := file.read(CHUNK):
                    size += len(part)
                    self._bound(size, info.compress_size)
                    parts.append(part)
        except PACKAGE_DAMAGE as error:
            if isinstance(error, UnreadablePackage):
                raise
            raise UnreadablePackage(f"the part {name} is damaged: {error}") from error
        return self._refuse_declarations(b"".join(parts))

    def bound_all(self) -> None:
        """Refuses a document that is a bomb or declares entities, before another library opens it."""
        total = sum(info.file_size for info in self._archive.infolist())
        if total > MOST_TOTAL or (total > RATIO_FROM and total > RATIO * self.size):
            raise UnreadablePackage("unpacks to far more than a document does; not read")
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                self._refuse_declarations(self._read_start(name))

    def _read_start(self, name: str) -> bytes:
        try:
            with self._archive.open(name) as file:
                return file.read(_START)
        except PACKAGE_DAMAGE as error:
            raise UnreadablePackage(f"the part {name} is damaged: {error}") from error

    def _bound(self, size: int, packed: int) -> None:
        if size > LARGEST_PART or (size > RATIO_FROM and size > RATIO * max(packed, 1)):
            raise UnreadablePackage("unpacks to far more than a document does; not read")

    def _refuse_declarations(self, data: bytes) -> bytes:
        """Office documents declare no entities; those that do are built to harm."""
        if _DOCTYPE.search(data[:_START].replace(b"\0", b"")):
            raise UnreadablePackage("a part with a document type declaration, as no office program writes it")
        return data


def _bound_directory(data: bytes) -> None:
    place = data.rfind(b"PK\x05\x06")
    if place < 0 or len(data) - place < _END.size:
        raise UnreadablePackage("cut off: the directory at its end is missing")
    if _END.unpack_from(data, place)[4] > MOST_PARTS or data.count(b"PK\x01\x02") > 2 * MOST_PARTS:
        raise UnreadablePackage(f"an office document of more than {MOST_PARTS:,} parts")
