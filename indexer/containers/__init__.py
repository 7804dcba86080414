"""Containers: one stream -> the streams of all members in it, however packed, within bounds, nothing written out.

What a container is, its first bytes say, never its name. gzip, bzip2, xz and Zstandard are looked through; tar is
read forwards; zip is sought in, so a zip inside another container goes through a temporary file without
a name. Links, devices and folders inside are named, never made. What a member is about is left to formats.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Reject
from indexer.containers.bounds import Meter
from indexer.containers.compression import COMPRESSIONS, Unpacking, find_compression
from indexer.containers.names import label_of, label_of_bytes
from indexer.containers.stream import CHUNK_BYTES, MemberStream, StreamError
from indexer.containers.tar import is_tar, read_tar
from indexer.containers.zip import is_document, is_read_document, is_zip, open_zip, read_zip

HEAD_BYTES = 4_096
SPOOL_MEMORY_BYTES = 8_000_000
SPOOL_BYTES = 4_294_967_296
"""The longest zip inside another container; it is kept in a temporary file while it is read."""

CONTAINER_NAMES = ("zip", "tar", *(kind.name for kind in COMPRESSIONS))

Found = tuple[Origin, MemberStream] | NotArticle | Reject


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the nesting a stream stands. `level` counts containers around it; `file` is the same on disk, where it can be sought in."""

    path: str
    member: str | None = None
    level: int = 0
    unpacked: bool = False
    file: BinaryIO | None = None

    @property
    def origin(self) -> Origin:
        return Origin(path=self.path, member=self.member)

    def inside(self, name: str) -> _Place:
        member = name if self.member is None else f"{self.member}!/{name}"
        return _Place(self.path, label_of(member), self.level + 1)


def unfold(stream: MemberStream, path: str, meter: Meter, file: BinaryIO | None = None) -> Iterator[Found]:
    """All members in a stream, depth first, in the order in which they stand, each to be read before the next.

    `path` is the label of the outer file, `file` the same on disk where there is one. A member that fails is one Reject and the next
    is read; where nothing more can be read, a Reject says why. Raises nothing.
    """
    yield from _unfold(stream, _Place(path, file=file), meter)


def _unfold(stream: MemberStream, place: _Place, meter: Meter) -> Iterator[Found]:
    try:
        yield from _look_inside(stream, place, meter)
    except StreamError as fault:
        if not fault.told:
            fault.told = True
            yield Reject(origin=place.origin, reason=fault.reason)


def _look_inside(stream: MemberStream, place: _Place, meter: Meter) -> Iterator[Found]:
    head = stream.peek(HEAD_BYTES)
    compression = find_compression(head)
    if compression:
        _check_nesting(place, meter)
        inner = MemberStream(Unpacking(stream, compression, meter).pull, longest=meter.limits.record_bytes)
        yield from _unfold(inner, _Place(place.path, place.member, place.level + 1, unpacked=True), meter)
    elif is_zip(head):
        _check_nesting(place, meter)
        yield from _or_nothing(_unfold_zip(stream, place, meter), place)
    elif is_tar(head):
        # a packed tar is one container, not two
        place = _Place(place.path, place.member, place.level - place.unpacked)
        _check_nesting(place, meter)
        yield from _or_nothing(_unfold_tar(stream, place, meter), place)
    elif not head:
        yield NotArticle(path=place.path, member=place.member, reason="empty")
    else:
        yield place.origin, stream


def _check_nesting(place: _Place, meter: Meter) -> None:
    if place.level >= meter.limits.nesting:
        raise StreamError(f"containers are nested deeper than {meter.limits.nesting}; not read")


def _or_nothing(members: Iterator[Found], place: _Place) -> Iterator[Found]:
    """The members of an archive; one without any is named."""
    first = next(members, None)
    if first is None:
        yield NotArticle(path=place.path, member=place.member, reason="an archive without any file")
        return
    yield first
    yield from members


def _unfold_tar(stream: MemberStream, place: _Place, meter: Meter) -> Iterator[Found]:
    for entry, content in read_tar(stream, longest=meter.limits.record_bytes):
        meter.add_member()
        inside = place.inside(label_of_bytes(entry.name).removeprefix("./"))
        if entry.not_file is None:
            yield from _unfold(content, inside, meter)
        elif entry.not_file != "a folder":
            yield NotArticle(path=inside.path, member=inside.member, reason=f"{entry.not_file}, not read")
        meter.check()


def _unfold_zip(stream: MemberStream, place: _Place, meter: Meter) -> Iterator[Found]:
    with _Sought(stream, place.file) as file, open_zip(file) as archive:
        if is_read_document(archive):
            yield place.origin, _read_again(file, meter)
            return
        if is_document(archive):
            reason = "an office document or e-book, which is not read"
            yield NotArticle(path=place.path, member=place.member, reason=reason)
            return
        for entry, content in read_zip(archive, meter):
            meter.add_member()
            inside = place.inside(label_of(entry.name))
            if entry.not_file:
                if entry.not_file != "a folder":
                    yield NotArticle(path=inside.path, member=inside.member, reason=entry.not_file)
            elif entry.not_readable:
                yield Reject(origin=inside.origin, reason=entry.not_readable)
            else:
                yield from _unfold(content, inside, meter)
            meter.check()


def _read_again(file: BinaryIO, meter: Meter) -> MemberStream:
    """A document that is a zip file as one stream from its start: its format opens it."""
    file.seek(0)

    def pull(size: int) -> bytes:
        try:
            return file.read(size)
        except OSError as error:
            raise StreamError(f"cannot be read on: {error.strerror}") from error

    return MemberStream(pull, longest=meter.limits.record_bytes)


class _Sought:
    """A context with the bytes of a stream as a file: `file` itself where given, else a nameless temporary one. Raises StreamError."""

    def __init__(self, stream: MemberStream, file: BinaryIO | None) -> None:
        self._stream = stream
        self._given = file
        self._spool: BinaryIO = io.BytesIO()

    def __enter__(self) -> BinaryIO:
        return self._given or self._copy()

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    def _copy(self) -> BinaryIO:
        size = 0
        while part := self._stream.read1(CHUNK_BYTES):
            size += len(part)
            if size > SPOOL_BYTES:
                raise StreamError(
                    f"a zip file of over {SPOOL_BYTES:,} bytes inside another container; unpack that one first"
                )
            self._store(part, size)
        return self._spool

    def _store(self, part: bytes, size: int) -> None:
        try:
            if size > SPOOL_MEMORY_BYTES and isinstance(self._spool, io.BytesIO):
                small, self._spool = self._spool, tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
                self._spool.write(small.getbuffer())
            self._spool.write(part)
        except OSError as error:
            raise StreamError(f"no room for a temporary copy of this zip file: {error.strerror}") from error
