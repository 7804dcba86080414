"""A field or a line that should hold a date -> that date, or why it holds none.

The forms of machines come first, then the grammar of printed dates on the whole field, then what a labelled
line or a dateline would say.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone

from indexer.article import DateOrigin, PublicationDate, Undated
from indexer.dates.bylines import read_labelled_line
from indexer.dates.completion import at_wall_clock, complete
from indexer.dates.context import LATEST, DateContext, local_reference
from indexer.dates.datelines import read_dateline
from indexer.dates.lines import LONGEST, choose_stamps, prepare_normal, read_elements
from indexer.dates.machine_forms import read_machine_form
from indexer.dates.mastheads import read_masthead, read_placed_day
from indexer.dates.refusal import NOT_STATED, OTHER_DAY, SEVERAL, TOO_LONG, UNREADABLE, Refusal, too_late
from indexer.dates.spelling import normalise
from indexer.dates.stamps import PERSIAN_DIGITS, Stamp, assemble
from indexer.dates.zones import UTC

_COMMENT = re.compile(r"\s+#\s.*$", re.DOTALL)
# An en dash for the minus or the hyphen, as typesetting programs put it.
_DASH = re.compile(r"(?<=[0-9])–(?=[0-9])")
_NOTHING = frozenset(
    ("", "-", "--", "n/a", "na", "none", "null", "unknown", "undated", "tbd", "tba", "nan", "nil")
)

_OF_DAYS = (SEVERAL, OTHER_DAY)

_NOTHING_KNOWN = DateContext()


def read_date(
    text: str, context: DateContext = _NOTHING_KNOWN, *, origin: DateOrigin = "metadata", alone: bool = False
) -> PublicationDate | Undated:
    """The date that a field or line states; Undated with the reason where it states none, or one that cannot be.

    `alone`: a place or a paper's name and numbers beside the date make the text none.
    `text` of more than 400 characters is none. A labelled line gives its publication, else its update. Takes
    time in proportion to the text and raises nothing, whatever it holds.
    """
    found = explain_date(text, context, origin, alone=alone)
    return found.of(text) if isinstance(found, Refusal) else found


def explain_date(
    text: str, context: DateContext, origin: DateOrigin, *, alone: bool = False
) -> PublicationDate | Refusal:
    """As `read_date`, with a weighed reason where there is no date."""
    if len(text) > LONGEST:
        return TOO_LONG
    raw = text.strip()
    found = _read(raw, context, origin)
    if not isinstance(found, Refusal):
        return found
    return (
        _read_line(raw, context, origin, found)
        or (None if alone or found is not UNREADABLE else _read_head(raw, context, origin))
        or found
    )


def _read(raw: str, context: DateContext, origin: DateOrigin) -> PublicationDate | Refusal:
    prepared = normalise(raw).strip()
    if prepared.lower() in _NOTHING:
        return NOT_STATED
    found = (
        None
        if _is_persian(raw)
        else read_machine_form(_DASH.sub("-", prepared) if "–" in prepared else prepared, context)
    )
    if isinstance(found, datetime):
        return _moment(found, context, origin, raw)
    if isinstance(found, Stamp):
        return complete(found, context, origin, raw)
    if isinstance(found, Refusal):
        return found
    line = prepare_normal(prepared)
    return _read_printed(_COMMENT.sub("", line) if "#" in line else line, context, origin, raw)


def _is_persian(raw: str) -> bool:
    """Whether numbers like 1398-11-26 may count Solar Hijri years, of which machines know nothing."""
    return not raw.isascii() and not PERSIAN_DIGITS.isdisjoint(raw)


def _moment(
    moment: datetime, context: DateContext, origin: DateOrigin, raw: str
) -> PublicationDate | Refusal:
    """The date of an epoch: a moment without a place."""
    reference = local_reference(context)
    if reference is not None and moment.replace(tzinfo=None) > reference + LATEST:
        return too_late(moment.date().isoformat())
    local = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return at_wall_clock(local, UTC, context, origin, raw, "second")


def _read_printed(
    prepared: str, context: DateContext, origin: DateOrigin, raw: str
) -> PublicationDate | Refusal:
    elements, hints = read_elements(prepared, raw)
    stamps = assemble(elements, context, hints)
    if isinstance(stamps, Refusal):
        return stamps
    refused: Refusal | None = None
    for stamp in choose_stamps(stamps):
        found = complete(stamp, context, origin, raw) if stamp else None
        if isinstance(found, PublicationDate):
            return found
        refused = refused or found
    return refused or UNREADABLE


def _read_line(
    raw: str, context: DateContext, origin: DateOrigin, refusal: Refusal
) -> PublicationDate | None:
    """The date of a labelled line or a dateline in a field that was refused as a date by itself: where for its days, not for other words, its line is refused too."""
    labelled = None if refusal in _OF_DAYS else read_labelled_line(raw, context, origin)
    if labelled is not None:
        return labelled.published or labelled.updated
    dateline = read_dateline(raw, context)
    return dateline.date if dateline else None


def _read_head(raw: str, context: DateContext, origin: DateOrigin) -> PublicationDate | None:
    """The date of a field that states a place before it, or that is a paper's head."""
    placed = read_placed_day(raw, context, origin)
    return placed[1] if placed else read_masthead(raw, context, origin)
