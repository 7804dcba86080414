"""zip: a file that can be sought in -> its entries in the order of its bytes, each with a stream of its bytes.

`zipfile` reads the directory and checks each entry's checksum. Here the directory is bounded before it is
read, entries that overlap are refused (they let a small file unpack to terabytes), and every error is a
StreamError in plain words.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from indexer.containers.bounds import Meter
from indexer.containers.stream import CHUNK_BYTES, MemberStream, StreamError

DIRECTORY_BYTES = 134_217_728
"""A longer directory (over a million entries) would take too much memory."""

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_END = struct.Struct("<4s4H2LH")
_END_LONG = struct.Struct("<4sQ2H2L4Q")
_HEADER_BYTES = 30
_ENCRYPTED = 0x1
_UTF8 = 0x800
_STEPS = {zipfile.ZIP_STORED: CHUNK_BYTES, zipfile.ZIP_DEFLATED: CHUNK_BYTES}
"""How much is asked for at once; zipfile unpacks the other methods (bzip2, LZMA) without a bound on what comes out."""

_SMALL_STEP = 512
_DOCUMENT_PART = re.compile(r"word/document\d*\.xml|xl/workbook\.xml")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """An entry: its name, why it is no plain file and why it cannot be read (None where it is one, and can)."""

    name: str
    not_file: str | None
    not_readable: str | None


def is_zip(head: bytes) -> bool:
    """Whether a stream begins as a zip file does."""
    return head.startswith(_MARKS)


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """The directory of a zip file. Raises StreamError where it is missing, damaged or too long."""
    _bound_directory(file)
    try:
        file.seek(0)
        return zipfile.ZipFile(file)
    except _DAMAGE as error:
        raise StreamError(
            f"truncated or damaged: the directory at the end of the zip file cannot be read ({error})"
        ) from error


def read_zip(archive: zipfile.ZipFile, meter: Meter) -> Iterator[tuple[ZipEntry, MemberStream]]:
    """Each entry with its bytes. Raises StreamError where entries overlap."""
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    _refuse_overlap(infos, archive.start_dir)
    for info in infos:
        content = _Content(archive, info, meter)
        try:
            yield _entry(info), MemberStream(content.pull, longest=meter.limits.record_bytes)
        finally:
            content.close()


def is_document(archive: zipfile.ZipFile) -> bool:
    """Whether a zip file is one document (.docx, .xlsx, .odt, .epub) and no archive of files."""
    names = archive.namelist()
    return "[Content_Types].xml" in names or names[:1] == ["mimetype"]


def is_read_document(archive: zipfile.ZipFile) -> bool:
    """Whether a zip file is a document that a format reads by itself (.docx, .xlsx)."""
    return any(map(_DOCUMENT_PART.fullmatch, archive.NameToInfo))


class _Content:
    """The bytes of one entry; `pull` gives the next ones, counted as they come."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, meter: Meter) -> None:
        self._archive = archive
        self._info = info
        self._meter = meter
        self._stream: IO[bytes] | None = None
        self._given = 0

    def pull(self, size: int) -> bytes:
        try:
            if self._stream is None:
                self._stream = self._archive.open(self._info)
            part = self._stream.read(min(size, _STEPS.get(self._info.compress_type, _SMALL_STEP)))
        except _DAMAGE as error:
            raise StreamError(
                f"damaged or truncated in its zip file: {str(error) or 'its data ends too early'}"
            ) from error
        self._count(len(part))
        return part

    def _count(self, size: int) -> None:
        self._given += size
        self._meter.add(size)
        if self._meter.swells(self._info.compress_size, self._given):
            limit = self._meter.limits.ratio
            raise StreamError(f"unpacks to more than {limit} times its size, as only a bomb does; not read")

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()


def _bound_directory(file: BinaryIO) -> None:
    """Looks up how long the directory is before anything takes memory for it."""
    end = file.seek(0, 2)
    start = max(0, end - 65_536 - _END.size)
    file.seek(start)
    tail = file.read(65_536 + _END.size)
    place = len(tail) - _END.size if tail[-_END.size :].startswith(_MARKS[1]) else tail.rfind(_MARKS[1])
    if place < 0 or len(tail) - place < _END.size:
        raise StreamError("truncated: the zip file lacks the directory that stands at its end")
    size = _END.unpack_from(tail, place)[5]
    if size == 0xFFFFFFFF:
        long_place = tail.rfind(b"PK\x06\x06", 0, place)
        size = (
            _END_LONG.unpack_from(tail, long_place)[8]
            if 0 <= long_place <= len(tail) - _END_LONG.size
            else size
        )
    if size > DIRECTORY_BYTES:
        raise StreamError(
            f"the directory of the zip file has {size:,} bytes, too many to read; split the archive"
        )


def _refuse_overlap(infos: list[zipfile.ZipInfo], directory: int) -> None:
    ends = [*(info.header_offset for info in infos), directory][1:]
    for info, end in zip(infos, ends, strict=True):
        if info.header_offset + _HEADER_BYTES + info.compress_size > end:
            raise StreamError("entries of the zip file overlap, as only in a bomb; nothing of it is read")


def _entry(info: zipfile.ZipInfo) -> ZipEntry:
    not_readable = "encrypted, so it cannot be read" if info.flag_bits & _ENCRYPTED else None
    kind = info.external_attr >> 28
    not_file = (
        "a folder" if info.is_dir() else "a link; links in archives are not followed" if kind == 0xA else None
    )
    return ZipEntry(_name(info), not_file, not_readable)


def _name(info: zipfile.ZipInfo) -> str:
    """The name; where it is not said to be UTF-8 but is, it is read as that."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
