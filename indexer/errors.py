"""What can go wrong, sorted by who can mend it.

Every error a user meets is a `MorgueError`: its text says what, where and what to do next, and
`exit_code` is what the `morgue` command ends with. Errors of other libraries are wrapped at the
border where they come in, with `from`, and go no further.
"""

from __future__ import annotations


class MorgueError(Exception):
    """Base of all errors that Morgue raises on purpose."""

    exit_code = 1

    @property
    def message(self) -> str:
        """What the error says; a `Message` where it was made as one."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class InputError(MorgueError):
    """A path, a file or an option of indexing cannot be used: the caller names another one."""


class UnknownArticleError(MorgueError):
    """No article has this id."""


class OriginalGoneError(MorgueError):
    """The file that an article was read from is no longer there as it was, or is not one to give away. The message says which."""


class QueryError(MorgueError):
    """A query, a date or a search option cannot be read: the searcher types it anew.

    `field` names the parameter (`q`, `from`, `to`, `sort`, `page`, `size` …); `start` and `end`
    are half-open code point offsets in its value, where a place can be told.
    """

    exit_code = 2

    def __init__(
        self, message: str, *, field: str = "q", start: int | None = None, end: int | None = None
    ) -> None:
        super().__init__(message)
        self.field = field
        self.start = start
        self.end = end


class EngineError(MorgueError):
    """The index cannot be used: missing, damaged, or of another version. The message names the command that mends it."""

    exit_code = 4


class LockedError(MorgueError):
    """Another writer is at work on this index."""

    exit_code = 5


class DiskFullError(MorgueError):
    """The disk has no room for the new index; the old one is untouched."""

    exit_code = 6
