"""The day of a newspaper's issue where only the place of its files tells it: `sn83030214/1903/11/25/ed-1/seq-2/ocr.xml`.

Libraries keep an issue in folders that are named for its day. Where a path holds two days, one is that of the scan, and neither counts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.article import Origin, PublicationDate
from indexer.dates import DateContext, read_date

_DAY = re.compile(
    r"(?<![0-9])(1[6-9][0-9]{2}|20[0-9]{2})([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?:0[1-9])?(?![0-9])"
)
"""Two digits behind a day without separators are the edition (`1903112501`)."""


def day_of_place(origin: Origin) -> PublicationDate | None:
    """The day in the names of a file and its folders; None where there is none, or where there are several."""
    return day_in_path(f"{origin.path}/{origin.member or ''}")


def day_in_path(path: str) -> PublicationDate | None:
    """The day in a path, as `day_of_place` reads it."""
    named = {(match[1], match[3], match[4]): match[0] for match in _DAY.finditer(path[-1_000:])}
    found = [(read_date("-".join(day), DateContext()), raw) for day, raw in named.items()]
    days = [(day, raw) for day, raw in found if isinstance(day, PublicationDate)]
    return replace(days[0][0], origin="filename", raw=days[0][1]) if len(days) == 1 else None
