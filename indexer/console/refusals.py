"""What was refused, by the system (OSError) or by us -> a sentence that says what, where, and what to do next."""

from __future__ import annotations

import errno
import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

INDEX_NAMED = "morgue.index"
"""The key in click's notes on a run of the index that the command line names."""

_COMMAND = re.compile(r"`(morgue (?!parse|formats)[a-z]+(?: [^`]*)?)`")
_NO_LEAVE = (errno.EACCES, errno.EPERM, errno.EROFS)


def refusal(error: OSError) -> str:
    """One line about a file that could not be opened, read or written; errors of another kind as the system words them."""
    if error.errno not in _NO_LEAVE or error.filename is None:
        return str(error)
    file = Path(os.fsdecode(error.filename))
    return f"{error.strerror}: '{file}'. See who may read and write in the folder '{file.parent}', or name another one."


def with_index(message: str, notes: Mapping[str, Any]) -> str:
    """The message with whole commands: without the index that was named, `morgue rebuild` would make another one."""
    named = notes.get(INDEX_NAMED)
    if named is None:
        return message
    return _COMMAND.sub(lambda found: f"`{found[1]} --index {shlex.quote(str(named))}`", message)
