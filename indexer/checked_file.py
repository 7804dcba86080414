"""Small files that must never be half of anything: replaced in one step, synced, and read only where they are what was written.

`replace` writes `FILE.new`, syncs it, puts it in FILE's place and syncs the folder. A document is JSON behind a line
with its digest. What a caller's file is called, and what its user should do when it is damaged, the caller says.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DIGEST_BYTES = 16
_LOG = logging.getLogger(__name__)


class ChangedError(ValueError):
    """A file is not what was written."""

    def __init__(self) -> None:
        super().__init__("it is not what was written")


def digest(data: bytes) -> bytes:
    """blake2b, 16 bytes."""
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()


def sync(path: Path) -> None:
    """Brings a file or a folder to the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fresh(file: Path) -> Path:
    """Where what is to replace a file is written; it may be left there by a killed process."""
    return file.with_name(f"{file.name}.new")


def replace(file: Path, data: bytes) -> None:
    """Puts a file in place of another in one step; a failure (OSError) leaves the other as it was, and nothing beside it."""
    beside = fresh(file)
    try:
        beside.write_bytes(data)
        sync(beside)
        beside.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    try:
        sync(file.parent)
    except OSError as error:
        # it is in place for everyone now; after a power loss it may be the other again, which is whole too
        _LOG.warning("the folder %s could not be synced (%s)", file.parent, error)


def write_document(file: Path, document: Mapping[str, Any]) -> None:
    """Replaces a file of JSON. Raises OSError."""
    body = json.dumps(document, ensure_ascii=True, indent=1).encode()
    replace(file, _first_line(body) + body)


def read_document(file: Path, version: int, most: int) -> dict[str, Any] | None:
    """What was written, None where there is no file; `most` bytes of it are read.

    Raises OSError where it cannot be read, and ValueError, whose text says why, where it is damaged or its `version` is another.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(most)
    except FileNotFoundError:
        return None
    end = data.find(b"\n") + 1
    if data[:end] != _first_line(data[end:]):
        raise ChangedError
    document: dict[str, Any] = json.loads(data[end:])
    if document.get("version") != version:
        raise ValueError(f"it is of version {document.get('version')}, where {version} is read")
    return document


def _first_line(body: bytes) -> bytes:
    return digest(body).hex().encode() + b"\n"
