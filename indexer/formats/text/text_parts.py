"""What the lines of a scraped text turned out to be, and how a line that has a role of its own is taken.

Labelled lines, date lines, captions, links to other stories and leftovers are what they are wherever they stand; lines
without such a role are for `text_head` and `text_body` to place. Nothing is dropped: a line that is no part of the
article stands in `leftovers`, and where those are too many, in the body.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.article import PublicationDate, Undated
from indexer.dates import DateContext, read_byline_date, read_date, read_placed_day
from indexer.formats.text.text_roles import (
    could_be_name,
    is_caption,
    is_running_text,
    read_byline,
    read_labelled,
    read_related,
    read_web_address,
)
from indexer.formats.web.page_leftovers import is_leftover, is_rights_line

LONGEST_DATE_LINE = 200
MOST_LEFTOVERS = 200
MOST_ASIDE = 1_000
"""Captions and links to other stories that are kept apart; further ones stay in the body."""


@dataclass(slots=True)
class Parts:
    """What the lines of a file turned out to be. `unread` is a stated date that is none."""

    title: str | None = None
    section: str | None = None
    source: str | None = None
    summary: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    place: str | None = None
    published: PublicationDate | None = None
    updated: PublicationDate | None = None
    unread: Undated | None = None
    url: str | None = None
    captions: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    leftovers: list[str] = field(default_factory=list)

    @property
    def is_dated(self) -> bool:
        return self.published is not None or self.updated is not None

    def set_aside(self, line: str) -> bool:
        """Keeps a line that is no part of the article; False where there are too many of them for a page's leftovers."""
        if len(self.leftovers) < MOST_LEFTOVERS:
            self.leftovers.append(line)
            return True
        return False


def take_aside(parts: Parts, line: str) -> bool:
    """A link to another story, a leftover or a caption, wherever it stands."""
    related = read_related(line)
    if related is not None and len(parts.related) < MOST_ASIDE:
        parts.related.append(related)
        return True
    if is_leftover(line) or is_rights_line(line):
        return parts.set_aside(line)
    if is_caption(line) and len(parts.captions) < MOST_ASIDE:
        parts.captions.append(line)
        return True
    return False


def take_labelled(parts: Parts, line: str, context: DateContext) -> bool:
    labelled = read_labelled(line)
    if labelled is None or is_running_text(line):
        return False
    return take_pair(parts, line, *labelled, context)


def take_pair(parts: Parts, line: str, label: str, value: str, context: DateContext) -> bool:
    """A label and its value; `line` is what both were read from."""
    match label:
        case "title" | "headline" if parts.title is None and value:
            parts.title = value
        case "author" | "byline" | "by":
            parts.byline.append(read_byline(value) or value)
        case "url" | "link" if read_web_address(value) and parts.url is None:
            parts.url = value
        case "summary" | "subtitle":
            parts.summary.append(value)
        case "updated" if parts.updated is None and isinstance(
            date := read_date(value, context, origin="byline"), PublicationDate
        ):
            parts.updated = date
        case "date" | "published":
            return _take_stated_date(parts, line, value, context)
        case "source" if take_date_line(parts, line, context):
            return True
        case _ if label in parts.facts and parts.facts[label] != value:
            return parts.set_aside(line)
        case _:
            parts.facts[label] = value
    return True


def _take_stated_date(parts: Parts, line: str, value: str, context: DateContext) -> bool:
    """A date under its label; one that cannot be read is kept as the reason why the article has none."""
    if take_date_line(parts, line, context) or take_date_line(parts, value, context):
        return True
    date = read_date(value, context, origin="byline")
    if isinstance(date, PublicationDate) and parts.published is None:
        parts.published = date
    elif isinstance(date, Undated) and parts.unread is None:
        parts.unread = date
    else:
        return parts.set_aside(line)
    return True


def take_date_line(parts: Parts, line: str, context: DateContext) -> bool:
    """The first line of its kind counts; what stands beside the date may be a byline or a place."""
    found = read_date_line(line, context)
    if found is None:
        return False
    published, updated, rest = found
    news = (parts.published is None and published) or (parts.updated is None and updated)
    parts.published = parts.published or published
    parts.updated = parts.updated or updated
    if not _take_beside_date(parts, rest) or not news:
        parts.set_aside(line)
    return True


def _take_beside_date(parts: Parts, rest: str) -> bool:
    """Names, an outlet and a place beside a date; False where some of it is neither."""
    taken, named = True, bool(parts.byline)
    for text in filter(None, (piece.strip() for piece in rest.split("|"))):
        byline = read_byline(text[:1].upper() + text[1:]) or (text if could_be_name(text) else None)
        if named and parts.place is None and byline == text and text not in parts.byline:
            parts.place = text
        elif byline is not None:
            parts.byline += [byline] if byline not in parts.byline else []
        elif parts.place is None and text.isalpha() and text[0].isupper():
            parts.place = text
        else:
            taken = False
    return taken


def read_date_line(
    line: str, context: DateContext
) -> tuple[PublicationDate | None, PublicationDate | None, str] | None:
    """(published, updated, what stands beside) of a line that is there to say when."""
    if len(line) > LONGEST_DATE_LINE or not any(map(str.isdigit, line)):
        return None
    labelled = read_byline_date(line, context)
    if labelled is not None and (labelled.published or labelled.updated):
        return labelled.published, labelled.updated, labelled.rest
    if len(line) <= 40:
        placed = read_placed_day(line, context, "byline")
        if placed is not None:
            return placed[1], None, placed[0]
        date = read_date(line, context, origin="byline")
        if isinstance(date, PublicationDate) and date.precision not in ("year", "month"):
            return date, None, ""
    return None
