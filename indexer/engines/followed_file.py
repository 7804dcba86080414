"""The digest of a file while it is being written: a thread reads behind the writer, so that nothing is left to read when the file ends."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer.checked_file import DIGEST_BYTES

READ_AT_ONCE = 1 << 20
PAUSE_SECONDS = 0.01
"""For which the thread waits where the writer has not come further."""


class FollowedFile:
    """What is known of a file once it has ended: `size` in bytes and `digest`, its blake2b in hexadecimal; None where it could not be read."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self.digest: str | None = None
        self._path = path
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    @property
    def facts(self) -> dict[str, Any] | None:
        """As a manifest has them."""
        return None if self.digest is None else {"size": self.size, "blake2b": self.digest}

    def _follow(self) -> None:
        digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
        with contextlib.suppress(OSError), self._path.open("rb") as file:
            is_last = False
            while not is_last:
                # what was written before the end was told is read behind it
                is_last = self._ended.wait(PAUSE_SECONDS)
                while data := file.read(READ_AT_ONCE):
                    digest.update(data)
                    self.size += len(data)
            self.digest = digest.hexdigest()

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Once nothing more is written: waits until all is read."""
        self._ended.set()
        self._thread.join()


@contextlib.contextmanager
def follow_file(path: Path) -> Iterator[FollowedFile]:
    """Follows a file that is written from front to back and closed within; its size and digest are known behind this."""
    followed = FollowedFile(path)
    followed.start()
    try:
        yield followed
    finally:
        followed.end()
