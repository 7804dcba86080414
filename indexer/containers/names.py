"""Names of files and members as labels: text of bounded length, whatever bytes somebody named a file with.

A label is shown, and ids are made from it; it is never used to open or to write anything, so `../` and a
leading `/` stay as they are.
"""

from __future__ import annotations

import hashlib
import os

from indexer.containers.compression import COMPRESSIONS

LONGEST_LABEL = 1_000
_UNPACKED_SUFFIXES = {
    **{kind.suffix: "" for kind in COMPRESSIONS},
    **dict.fromkeys((".tgz", ".tbz", ".tbz2", ".txz", ".tzst"), ".tar"),
}


def label_of_bytes(name: bytes) -> str:
    r"""A name as text: bytes that are not UTF-8 are written as `\xe9`."""
    return label_of(name.decode("utf-8", "backslashreplace"))


def label_of_path(path: str) -> str:
    """The name of a file on disk as text."""
    return label_of_bytes(os.fsencode(path))


def label_of(name: str) -> str:
    """A name without NUL, and one that is too long cut, with a digest so that two long names stay two."""
    name = name.replace("\0", "\ufffd")
    if len(name) <= LONGEST_LABEL:
        return name
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{name[: LONGEST_LABEL - 20]}…{digest}"


def unpacked_name(name: str) -> str:
    """What a packed file is called unpacked: `news.txt` for `news.txt.gz`, `news.tar` for `news.tgz`."""
    stem, dot, end = name.rpartition(".")
    suffix = (dot + end).lower()
    if not stem or suffix not in _UNPACKED_SUFFIXES:
        return name
    return stem + _UNPACKED_SUFFIXES[suffix]
