"""What a format is: the one contract between the files of an archive and everything behind them.

A format module has `NAME`, `DESCRIPTION`, `SUFFIXES`, `sniff(head, name)` and `parse(stream, origin,
options)`. Formats read streams: they never see paths, engines or the index. One whose files name others beside them
(an issue its pages) has `parse_whole` too, which gets these by their relative names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from indexer.article import Origin, Outcome
from indexer.settings import ReadingOptions

HEAD_BYTES = 65_536
"""How much of a file `sniff` is shown."""


class Companions(Protocol):
    """The files beside the one that is read, or the members beside a member."""

    def read(self, name: str) -> bytes | str:
        """The bytes of what a relative name (`alto/0001.xml`, `../2.xml`) leads to; why there are none, for people."""


class Format(Protocol):
    """A module that reads one form of news file."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """Short name, as in an article's `format` (`reuters-sgml`)."""

    @property
    def DESCRIPTION(self) -> str:  # noqa: N802
        """One line for `morgue formats`."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802
        """Usual ends of file names, lower case with the dot; may be empty."""

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether a file that starts with `head` (at most HEAD_BYTES) and is called `name` is of this format."""

    def parse(self, stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
        """What `stream` holds, record by record, in memory flat in the stream's size.

        `origin` is that of the file or member; each record gets its own `record` and `line`, counted from those of `origin`. A record
        that cannot be read is a Reject with the reason; only a stream that fails raises (OSError).
        """


class WholeFormat(Format, Protocol):
    """A format whose files name companions."""

    def parse_whole(
        self, stream: BinaryIO, origin: Origin, options: ReadingOptions, companions: Companions
    ) -> Iterator[Outcome]:
        """As `parse`, with what the companions hold. What cannot be had of them is told in a Reject."""
