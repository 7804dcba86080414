"""What can be set, and where a value comes from: a flag, else MORGUE_* in the environment, else a default.

click resolves the first two (`auto_envvar_prefix="MORGUE"`); this module holds the result, frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DateOrder = Literal["DMY", "MDY", "YMD"]

DEFAULT_INDEX = "index_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How files are read. All of it is kept in the index, so that an update reads as the rebuild did.

    `timezone`: IANA name of the zone in which an instant without a place gets its day. `date_order`:
    how `03/04/2020` is read, None to leave it ambiguous. `language`: what a text is stemmed as where
    neither the article nor its words tell. `mapping`: (our field, their field) pairs of `--map`.
    """

    timezone: str = "UTC"
    date_order: DateOrder | None = None
    language: str = "en"
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for hostile input. Sizes in bytes, times in seconds.

    `record_seconds`: from one record to the next. `worker_bytes`: address space that reading may add
    in a worker. `record_bytes`: one record, or one member that has no records (a page, a text).
    `container_bytes`: everything that one outer file unpacks to. `ratio` unpacked to packed, counted
    only beyond `ratio_from` bytes. `members` of one outer file; `nesting` of containers.
    """

    record_seconds: float = 20.0
    worker_bytes: int = 1_500_000_000
    record_bytes: int = 64_000_000
    container_bytes: int = 64_000_000_000
    ratio: int = 200
    ratio_from: int = 10_000_000
    members: int = 10_000_000
    nesting: int = 3
