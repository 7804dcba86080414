"""An article's id -> the bytes of the file, or member of a container, that it was read from; only as they were when they were indexed.

The ledger says which file that is. It must still lie, with all links resolved, below a path of the index, and its digest must be
that of the index: what is given away is what was indexed, whatever lies there now. Nothing that a user types becomes a path.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from indexer.article import Origin
from indexer.containers import unfold
from indexer.containers.bounds import Meter
from indexer.containers.stream import MemberStream, StreamError
from indexer.engines.contract import Archive
from indexer.errors import OriginalGoneError
from indexer.ingest.ledger import Ledger, current_ledger
from indexer.ingest.removals import removals_of
from indexer.message import say
from indexer.settings import Limits
from indexer.sources.roots import STANDARD_INPUT, below_path, resolve
from indexer.sources.walk import open_regular

LARGEST_BYTES = 256_000_000
"""A larger file is copied by hand: hashing it for each reader would keep the server busy."""

_CHUNK = 1 << 20
_LIMITS = Limits(container_bytes=4_000_000_000, members=1_000_000)


@dataclass(frozen=True, slots=True)
class Original:
    """`name`: the last part of the path. `stream` stands at the start, has `size` bytes, and is the caller's to close."""

    name: str
    size: int
    stream: BinaryIO


class _Place(NamedTuple):
    disk: str
    path: str
    digest: bytes
    member: str | None
    roots: tuple[str, ...]


def open_original(archive: Archive, identifier: str) -> Original:
    """A private copy of the original. Raises OriginalGoneError where it moved, changed or cannot be told apart, EngineError."""
    place = _find_place(archive, identifier)
    whole = _copy_unchanged(place)
    if place.member is None:
        return _original(place.path, whole)
    with whole:
        return _original(place.member, _take_member(whole, place, place.member))


def _find_place(archive: Archive, identifier: str) -> _Place:
    with current_ledger(archive) as ledger:
        rows = list(
            ledger.run(
                "SELECT disk, path, file.digest, member, file.number FROM record JOIN file ON file.number = record.file "
                "WHERE id = ? AND standing = 'article'",
                (identifier,),
            )
        )
        roots = tuple(str(disk) for disk, *_ in ledger.fact("roots", ()))
        if len(rows) == 1:
            _refuse_removed(archive, ledger, *rows[0][3:])
    if len(rows) != 1:
        raise OriginalGoneError(say("The archive does not know in which file this article lay."))
    disk, path, digest, member, _ = rows[0]
    return _Place(os.fsdecode(disk), path, digest, member, roots)


def _refuse_removed(archive: Archive, ledger: Ledger, member: str | None, file: int) -> None:
    """A file with an article that was taken out for good is not given: it would bring that one back."""
    inside = ledger.run(
        "SELECT id FROM record WHERE file = ? AND (? IS NULL OR member = ?)", (file, member, member)
    )
    removed = removals_of(archive)
    if removed and any(identifier in removed for (identifier,) in inside):
        raise OriginalGoneError(
            say("This file holds an article that was taken out of the archive, so it is not given.")
        )


def _copy_unchanged(place: _Place) -> BinaryIO:
    """A copy of the file on disk whose bytes are those that were indexed."""
    if place.disk == STANDARD_INPUT:
        raise OriginalGoneError(say("This article came over standard input, so there is no file of it."))
    try:
        real = resolve(place.disk)
        if not any(below_path(root, real) is not None for root in _existing(place.roots)):
            raise OriginalGoneError(
                say("%(file)s no longer lies below the paths of this archive.", file=place.path)
            )
        with open_regular(real) as stream:
            if os.fstat(stream.fileno()).st_size > LARGEST_BYTES:
                raise OriginalGoneError(
                    say(
                        "%(file)s has more than %(most)s bytes; copy it from the archive’s disk.",
                        file=place.path,
                        most=LARGEST_BYTES,
                    )
                )
            return _copy(stream, place)
    except OSError as error:
        raise OriginalGoneError(
            say("%(file)s is no longer where it was when it was indexed, or cannot be read.", file=place.path)
        ) from error


def _existing(roots: tuple[str, ...]) -> Iterator[str]:
    for root in roots:
        try:
            yield resolve(root)
        except OSError:
            continue


def _copy(stream: BinaryIO, place: _Place) -> BinaryIO:
    digest = hashlib.blake2b(digest_size=16)
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    while data := stream.read(_CHUNK):
        digest.update(data)
        copy.write(data)
        if copy.tell() > LARGEST_BYTES:
            break
    if digest.digest() != place.digest:
        copy.close()
        raise OriginalGoneError(
            say(
                "%(file)s has changed since it was indexed; run `morgue update`, then ask again.",
                file=place.path,
            )
        )
    copy.seek(0)
    return copy


def _take_member(whole: BinaryIO, place: _Place, member: str) -> BinaryIO:
    """A copy of the one member of that name. Two of one name cannot be told apart, and none of them is given."""
    size = os.fstat(whole.fileno()).st_size
    stream = MemberStream(whole.read, longest=_LIMITS.record_bytes)
    copies: list[BinaryIO] = []
    for found in unfold(stream, place.path, Meter(_LIMITS, lambda: size), whole):
        if isinstance(found, tuple) and found[0] == Origin(path=place.path, member=member):
            copies.append(_copy_member(found[1], place))
    if len(copies) == 1:
        return copies[0]
    for copy in copies:
        copy.close()
    if copies:
        message = say(
            "%(file)s holds more than one member of the name %(member)s.", file=place.path, member=member
        )
    else:
        message = say(
            "%(file)s holds no member that can be read of the name %(member)s.",
            file=place.path,
            member=member,
        )
    raise OriginalGoneError(message)


def _copy_member(stream: MemberStream, place: _Place) -> BinaryIO:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        while data := stream.read1(_CHUNK):
            copy.write(data)
            if copy.tell() > LARGEST_BYTES:
                raise StreamError("larger than what is given away")
    except StreamError as error:
        copy.close()
        raise OriginalGoneError(
            say("The member in %(file)s cannot be given: %(reason)s.", file=place.path, reason=error.reason)
        ) from error
    copy.seek(0)
    return copy


def _original(path: str, stream: BinaryIO) -> Original:
    return Original(path.rpartition("/")[2], os.fstat(stream.fileno()).st_size, stream)
