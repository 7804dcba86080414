"""How long the long checks are: `make test` runs a part of each, `make soak` the whole (`MORGUE_SOAK=1`).

A test that scales takes its counts from `scaled` and carries the marker `soak` with words that say how much it does; what it
measures it tells through the fixture `figures`. The run's last lines list both, with seconds.
"""

from __future__ import annotations

import os

SOAKING = os.environ.get("MORGUE_SOAK") == "1"


def scaled(part: int, whole: int) -> int:
    """How many of something this run takes: `part` in a usual run, `whole` in a long one."""
    return whole if SOAKING else part
