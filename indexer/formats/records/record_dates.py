"""The dates of a record: its own fields, else a dateline at the start of its text, its URL, the file's name, else none.

Each printed form is read once: records of one day or one dump share them, and so do the pieces of a large file and
the files of one archive. How a form is read is left to `indexer.dates`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from indexer.article import PublicationDate, Undated
from indexer.dates import DateContext, date_from_file_name, date_from_url, read_date, read_dateline
from indexer.formats.records.field_names import fold_name
from indexer.formats.records.record_values import read_text
from indexer.message import say
from indexer.settings import DateOrder, ReadingOptions

REMEMBERED = 20_000
"""Printed forms whose date is kept at a time."""

LONGEST_REMEMBERED = 100
"""Letters of such a form: what is longer does not come twice."""

OPENING = 200
"""How far into a text its dateline may reach."""

_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*(?:Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2}))?",
    re.IGNORECASE,
)
_NO_DATE = say("no field of the record, dateline, URL or file name gives a date")


@dataclass(frozen=True, slots=True)
class Dates:
    """A record's dates, and the printed forms that they come from."""

    published: PublicationDate | None
    undated: Undated | None
    updated: PublicationDate | None
    raws: tuple[str, ...]


class RecordDates:
    """Reads the dates of one file's records; `name` is the file's or member's own."""

    def __init__(self, options: ReadingOptions, name: str) -> None:
        self._options = options
        self._name = name
        self._read = _forms_read(options.timezone, options.date_order, date.today().year)

    def settle(
        self,
        stated: Sequence[tuple[str, str]],
        changed: Sequence[tuple[str, str]],
        values: Mapping[str, Any],
        opening: str,
        url: str | None,
        language: str | None,
    ) -> Dates:
        """`stated` and `changed` are (field, printed form) of publication and update, the best first; `opening` begins with the dateline."""
        published, raws, unread = self._first(_join_parts(stated, values), language)
        updated, more, _ = self._first([(raw, (raw,)) for _, raw in changed], language)
        found = published or updated or self._look_elsewhere(opening, url, language)
        undated = None if found else (unread or Undated(reason=_NO_DATE))
        return Dates(found, undated, updated, (*raws, *more))

    def _first(
        self, candidates: Sequence[tuple[str, tuple[str, ...]]], language: str | None
    ) -> tuple[PublicationDate | None, tuple[str, ...], Undated | None]:
        unread: Undated | None = None
        for text, raws in candidates:
            date = self.read(text, language)
            if isinstance(date, PublicationDate):
                return date, raws, unread
            unread = unread or date
        return None, (), unread

    def read(self, text: str, language: str | None, *, alone: bool = False) -> PublicationDate | Undated:
        """A date field's value; `alone` as `read_date` has it."""
        key = (text, language, alone)
        found = self._read.get(key)
        if found is None:
            found = read_date(text, self._context(language), alone=alone)
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            if len(text) <= LONGEST_REMEMBERED:
                self._read[key] = found
        return found

    def _context(self, language: str | None, reference: datetime | None = None) -> DateContext:
        options = self._options
        return DateContext(
            reference=reference, timezone=options.timezone, date_order=options.date_order, language=language
        )

    def _look_elsewhere(self, opening: str, url: str | None, language: str | None) -> PublicationDate | None:
        """A dateline, its year from the URL or the file's name where it prints none; else one of these two."""
        context = self._context(language)
        address = (date_from_url(url, context) if url else None) or date_from_file_name(self._name, context)
        dateline = read_dateline(opening[:OPENING], self._context(language, end_of(address)))
        return (dateline.date if dateline else None) or address


@lru_cache(maxsize=4)
def _forms_read(
    timezone: str, date_order: DateOrder | None, year: int
) -> dict[tuple[str, str | None, bool], PublicationDate | Undated]:
    """The forms of which this process knows the date, by text and language, read with these options in this year: what lies far ahead of it is no day of publication."""
    return {}


def end_of(found: PublicationDate | None) -> datetime | None:
    """The last moment of a day, month or year."""
    if found is None:
        return None
    year, month, day = ([*map(int, found.date.split("-")), 0, 0])[:3]
    month = month or 12
    return datetime(year, month, day or monthrange(year, month)[1], 23, 59)


def _join_parts(
    stated: Sequence[tuple[str, str]], values: Mapping[str, Any]
) -> list[tuple[str, tuple[str, ...]]]:
    """The texts to read, each with the fields' values that it is made of: a day and a clock time, a year, a month and a day are one."""
    if len(stated) == 1 and len(stated[0][1]) != 4:
        raw = stated[0][1]
        return [(raw, (raw,))]
    clock = next((raw for _, raw in stated if len(raw) <= 20 and _CLOCK.fullmatch(raw)), None)
    days = [raw for field, raw in stated if _last_name(field) == "day" and len(raw) <= 2 and raw.isdecimal()]
    joined: list[tuple[str, tuple[str, ...]]] = []
    for field, raw in stated:
        if raw == clock or raw in days:
            continue
        if _last_name(field) == "year" and (month := _find_month(field, values)):
            parts = (raw, month, *days[:1])
            joined.append(("-".join(part.zfill(2) for part in parts), parts))
        elif clock and ":" not in raw and not raw.isdecimal():
            joined.append((f"{raw} {clock}", (raw, clock)))
        joined.append((raw, (raw,)))
    return joined


def _last_name(field: str) -> str:
    return fold_name(field.rpartition(".")[2])


def _find_month(year_field: str, values: Mapping[str, Any]) -> str | None:
    prefix = year_field.rpartition(".")[0]
    for name in ("month", "Month", "MONTH"):
        month = read_text(values.get(f"{prefix}.{name}" if prefix else name))
        if month.isdecimal() and 1 <= int(month[:3]) <= 12:
            return month
    return None
