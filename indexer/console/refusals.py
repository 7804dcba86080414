"""What the system refused (OSError) -> a sentence that says what, where, and what to do next."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_NO_LEAVE = (errno.EACCES, errno.EPERM, errno.EROFS)


def refusal(error: OSError) -> str:
    """One line about a file that could not be opened, read or written; errors of another kind as the system words them."""
    if error.errno not in _NO_LEAVE or error.filename is None:
        return str(error)
    file = Path(os.fsdecode(error.filename))
    return f"{error.strerror}: '{file}'. See who may read and write in the folder '{file.parent}', or name another one."
