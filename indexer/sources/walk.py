"""Paths, folders and standard input -> the files in them, in a fixed order; a file -> streams of what is in it.

Every file met is given out: as a SourceFile, or as a NotArticle that says why it is not read (a FIFO, a
device, a dangling link, an empty file). Hidden files are read; folders of version control and of an index
of this program are named and left alone. Links are not followed: where one leads inside a given PATH, the
file is read there; where it leads out, it is not wanted. What is inside a file is left to `containers` and `formats`.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from indexer.article import NotArticle, Origin, Reject
from indexer.containers import Found, unfold
from indexer.containers.bounds import Meter
from indexer.containers.names import label_of, label_of_path
from indexer.containers.stream import MemberStream, StreamError
from indexer.errors import InputError
from indexer.settings import Limits
from indexer.sources.roots import SKIPPED_FOLDERS, STANDARD_INPUT, Root, below_path, find_roots, resolve

UNREADABLE = "cannot be read"
"""How the reason begins where the system refuses a file or folder; what was read there before is not gone."""

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file met; a container counts, its members do not.

    `disk`: absolute path (`-` for standard input), as the system gives it. `path`: its label, the last part of the given
    PATH and the file's path below it with `/` between. `root`: index into the given PATHs.
    """

    disk: str
    path: str
    root: int
    size: int
    modified_ns: int
    changed_ns: int
    inode: int


def find_files(paths: Sequence[str], *, below: Sequence[str] = ()) -> Iterator[SourceFile | NotArticle]:
    """All files in the given PATHs, sorted by name, folder by folder; with `below`, only those in these places.

    Raises InputError, before anything is read, for a PATH that is missing or unreadable or a place outside the PATHs.
    """
    roots = find_roots(paths)
    starts = [(root, root.disk, root.label) for root in roots]
    if below:
        starts = [_find_start(roots, place) for place in find_roots(below)]
    return (found for root, disk, label in starts for found in _visit_tree(roots, root, disk, label))


def open_members(file: SourceFile, limits: Limits) -> Iterator[Found]:
    """What is in a file: itself, or the members of a container, each as its origin and a stream to be read before the next is asked for.

    A file or member that cannot be read is a Reject, one that is none a NotArticle. Raises nothing.
    """
    if file.disk == STANDARD_INPUT:
        yield from _unfold_standard_input(file, limits)
        return
    try:
        stream = open_regular(file.disk)
    except OSError as error:
        yield Reject(origin=Origin(path=file.path), reason=f"cannot be read: {_words(error)}")
        return
    with stream:
        size = os.fstat(stream.fileno()).st_size
        member = MemberStream(_reading(stream.read), longest=limits.record_bytes)
        yield from unfold(member, file.path, Meter(limits, lambda: size), stream)


def open_span(
    file: SourceFile, start: int, stop: int, limits: Limits
) -> Iterator[Reject | tuple[Origin, MemberStream]]:
    """Bytes `start` up to `stop` of a file that is no container, as `open_members` gives a whole one."""
    try:
        stream = open_regular(file.disk)
    except OSError as error:
        yield Reject(origin=Origin(path=file.path), reason=f"cannot be read: {_words(error)}")
        return
    with stream:
        stream.seek(start)
        read = _reading(stream.read)
        pull = lambda size: read(min(size, stop - stream.tell()))  # noqa: E731
        yield Origin(path=file.path), MemberStream(pull, longest=limits.record_bytes)


# Opening


def _unfold_standard_input(file: SourceFile, limits: Limits) -> Iterator[Found]:
    read_some: Callable[[int], bytes] = getattr(sys.stdin.buffer, "read1", sys.stdin.buffer.read)
    taken = 0

    def read(size: int) -> bytes:
        nonlocal taken
        part = read_some(size)
        taken += len(part)
        return part

    stream = MemberStream(_reading(read), longest=limits.record_bytes)
    yield from unfold(stream, file.path, Meter(limits, lambda: taken))


def open_regular(disk: str) -> BinaryIO:
    """The file opened, without waiting for anybody: it may have become a FIFO since it was met."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    number = os.open(disk, flags)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError("it is no longer a regular file")
    return os.fdopen(number, "rb")


def _reading(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    def pull(size: int) -> bytes:
        try:
            return read(size)
        except OSError as error:
            raise StreamError(f"cannot be read on: {_words(error)}") from error

    return pull


def _words(error: OSError) -> str:
    return error.strerror or str(error)


# Walking


def _find_start(roots: Sequence[Root], place: Root) -> tuple[Root, str, str]:
    """The root that a place belongs to, and its disk path and label there."""
    for root in roots:
        if root.holds(place.real):
            below = Path(below_path(root.real, place.real) or "")
            label = "/".join([root.label, *map(label_of_path, below.parts)]).lstrip("/")
            return root, str(Path(root.disk) / below), label
    raise InputError(f"{place.disk!r} lies in none of the paths of the index; rebuild with it to take it in.")


def _visit_tree(
    roots: Sequence[Root], root: Root, disk: str, label: str
) -> Iterator[SourceFile | NotArticle]:
    """The files in a place, depth first, over a stack of its own: folders may be nested deeper than Python calls."""
    if disk == STANDARD_INPUT:
        yield SourceFile(disk=disk, path=disk, root=root.index, size=0, modified_ns=0, changed_ns=0, inode=0)
        return
    stack = [iter([(disk, label)])]
    # the given PATH itself may be a link; whoever names it wants it
    follow = True
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
            continue
        result = _visit(roots, root, *found, follow=follow)
        follow = False
        if isinstance(result, (SourceFile, NotArticle)):
            yield result
        else:
            stack.append(iter(result))


def _visit(
    roots: Sequence[Root], root: Root, disk: str, label: str, *, follow: bool
) -> SourceFile | NotArticle | list[tuple[str, str]]:
    """A file as what it is; a folder as the paths and labels in it."""
    try:
        status = os.stat(disk, follow_symlinks=follow)  # noqa: PTH116 - a name may not be UTF-8, and speed counts
        if stat.S_ISLNK(status.st_mode):
            return _visit_link(roots, root, disk, label)
        if stat.S_ISDIR(status.st_mode):
            return _list_folder(disk, label)
    except OSError as error:
        return _no_article(label, f"{UNREADABLE}: {_words(error)}")
    return _file(root, disk, label, status)


def _file(root: Root, disk: str, label: str, status: os.stat_result) -> SourceFile | NotArticle:
    kind = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), None)
    if kind or not status.st_size:
        return _no_article(label, f"{kind}, not read" if kind else "empty")
    return SourceFile(
        disk=disk,
        path=label_of(label),
        root=root.index,
        size=status.st_size,
        modified_ns=status.st_mtime_ns,
        changed_ns=status.st_ctime_ns,
        inode=status.st_ino,
    )


def _list_folder(disk: str, label: str) -> NotArticle | list[tuple[str, str]]:
    if os.path.basename(disk) in SKIPPED_FOLDERS:  # noqa: PTH119
        return _no_article(label, "a folder of version control, not read")
    names = sorted(os.listdir(disk), key=os.fsencode)  # noqa: PTH208
    if "generations" in names and "current" in names:
        return _no_article(label, "an index of this program, not read")
    labels: dict[str, str] = {}
    for name in names:
        labels[_label_apart(name, labels)] = name
    prefix = f"{label}/" if label else ""
    return [(os.path.join(disk, name), prefix + text) for text, name in labels.items()]  # noqa: PTH118


def _label_apart(name: str, taken: dict[str, str]) -> str:
    """The name as text; two names of one folder that read the same (one not in UTF-8) stay two."""
    text = label_of_path(name)
    digest = hashlib.blake2b(os.fsencode(name), digest_size=4).hexdigest()
    return f"{text} ({digest})" if text in taken else text


def _visit_link(roots: Sequence[Root], root: Root, disk: str, label: str) -> SourceFile | NotArticle:
    try:
        real = resolve(disk)
    except OSError:
        return _no_article(label, "a link that leads nowhere")
    if any(other.holds(real) for other in roots):
        return _no_article(label, "a link to a place in the given paths, which is read there")
    status = Path(real).stat()
    # inside the PATH, yet in a folder that is skipped: so git-annex keeps its files
    if below_path(root.real, real) is None or not stat.S_ISREG(status.st_mode):
        return _no_article(label, "a link that leads out of the given path, not followed")
    return _file(root, disk, label, status)


def _no_article(label: str, reason: str) -> NotArticle:
    return NotArticle(path=label_of(label), reason=reason)
