"""The ladder of an article's dates: of several places that may state one, the first that does."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.article import DateOrigin, PublicationDate, Undated
from indexer.dates.addresses import date_from_file_name, date_from_url
from indexer.dates.context import DateContext
from indexer.dates.datelines import read_dateline
from indexer.dates.reading import explain_date
from indexer.dates.refusal import NOT_STATED, UNREADABLE, Refusal


def settle(
    candidates: Iterable[tuple[DateOrigin, str | None]], context: DateContext
) -> tuple[PublicationDate | None, Undated | None]:
    """The date of the first candidate that reads as one, given best first; else Undated with the most telling reason.

    A candidate is where a text stood and the text, None where that place is empty. Exactly one of the two
    results is None.
    """
    best, text = NOT_STATED, None
    for origin, candidate in candidates:
        if candidate is None or not candidate.strip():
            continue
        found = _read(origin, candidate, context)
        if isinstance(found, PublicationDate):
            return found, None
        if found.weight > best.weight:
            best, text = found, candidate
    return None, best.of(text)


def _read(origin: DateOrigin, text: str, context: DateContext) -> PublicationDate | Refusal:
    match origin:
        case "url":
            return date_from_url(text, context) or NOT_STATED
        case "filename":
            return date_from_file_name(text, context) or NOT_STATED
        case "dateline":
            dateline = read_dateline(text, context)
            return (dateline and dateline.date) or UNREADABLE
        case _:
            return explain_date(text, context, origin)
