"""IPTC 7901, the teleprinter form of news agencies (dpa and others) -> an article a message.

The heading gives service, number, priority, category and count of words, and a line of keywords; the text begins with headings up to
a line that ends in ` =`; the trailer has day and time, mostly with a year (`131137 GMT Nov 13`). What an agency puts behind
the story for editors (a notebook, names and telephone numbers that are not for publication) is kept in `extra`, apart from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.article import Origin, Outcome, PublicationDate
from indexer.formats.wire.wire_item import WireItem, name_item, settle_item
from indexer.formats.wire.wire_lines import flow_lines
from indexer.formats.wire.wire_messages import Message, read_outcomes, read_wire_text
from indexer.settings import ReadingOptions

NAME = "iptc-7901"
DESCRIPTION = "IPTC 7901: news agencies' teleprinter messages"
SUFFIXES = (".txt",)

_SNIFFED = re.compile(
    rb"[\x00\x16\x7f\s]{0,200}\x01[A-Za-z]{1,6} ?\d{1,6}\s{1,3}\d\s{1,3}[A-Za-z]{1,5}\s{1,3}\d{0,6}[^\x01\x02\x03]{0,600}\x02"
)
_HEADING = re.compile(
    r"\s*(?P<service>[A-Za-z]{1,6}) ?(?P<number>\d{1,6})\s+(?P<priority>\d)\s+(?P<category>[A-Za-z]{1,5})\s+(?P<words>\d{1,6})?[^\S\n]*(?P<more>[^\n]*)"
)
_HEADS = 8
"""Lines among which the end of the headings is looked for."""

_FLAG = re.compile(
    r"\(.{1,60}\)|[\d\s]{0,4}(?:ST|ND|RD|TH)? ?[A-Z][A-Z /:.+-]{1,24}|(?:\d{1,2}\. )?(?:Zusammenfassung|Neufassung|Berichtigung|Korrektur|Ergänzung)\b.{0,40}"
)
_BY = re.compile(r"(?:By|Von|Par|Por)\s+\S")
_ATTACHED = re.compile(
    r"=?\(?(?:PICTURE|PHOTO|GRAPHIC|VIDEO|FOTO|ARCHIVES)S?[ +/A-Z]{0,40}\)?", re.IGNORECASE
)
"""What an agency says between the headings of what goes with the story."""
_NOTEBOOK = re.compile(r"^#{1,2}\s.*\b(?:note|noti[zc])", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(r"^\* \* \* \*\s*$", re.MULTILINE)
_SIGN_OFF = re.compile(
    r"\n\s*\n([a-z][a-z-]{1,9}(?: [a-z0-9-]{1,12}){1,7})\s*\Z|\n\s*([a-z]{2,5}(?:-[a-z]{2,4}){0,2}(?:/[a-z]{1,5}){1,4})\s*\Z"
)
_TRAILER = re.compile(r"\b(\d{6})\s?(GMT|UTC|Z|[A-Z]{3,4})?\s?([^\W\d_]{3,9})\.?(?:\s(\d{4}|\d{2}))?(?!\d)")
_AGENCY = re.compile(
    r"\b(dpa(?:-[a-z]{2,6})?|afp|apa|ats|ap|sda|sid|ddp|epd|kna|ntb|reuters?)\b", re.IGNORECASE
)


_PLACE = re.compile(r"([A-Z][^()\n]{1,60} \([\w/ -]{2,20}\)) [-–] ")
_STOPPED = re.compile(r"\b(?:kill|embargoed|embargo|sperrfrist|withheld|zurückgezogen)\b", re.IGNORECASE)


def sniff(head: bytes, name: str) -> bool:
    """Whether a message begins as this form's do: service and number, priority, category, words, then a text."""
    return bool(_SNIFFED.match(head))


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The messages in order, each with its line; see `Format.parse`."""
    return read_outcomes(
        stream, origin, lambda message, place, nearby: _read_message(message, place, options, nearby)
    )


def _read_message(
    message: Message, place: Origin, options: ReadingOptions, nearby: PublicationDate | None
) -> Outcome:
    item = WireItem()
    _read_heading(read_wire_text(message.heading), item)
    _read_story(read_wire_text(message.text), item)
    _read_trailer(read_wire_text(message.trailer), item)
    flags = " ".join(map(str, (item.extra.get("flag", ""), item.extra.get("heading", ""))))
    if stopped := _STOPPED.search(flags):
        return name_item(
            place, str(item.extra.get("story_number", "")), f"flagged {stopped.group()!r} by its agency"
        )
    return settle_item(item, place, NAME, options, nearby)


def _read_heading(heading: str, item: WireItem) -> None:
    match = _HEADING.match(heading)
    if not match:
        item.keep("heading", " ".join(heading.split()))
        return
    item.keep("service", match["service"])
    item.keep("story_number", f"{match['service']}{match['number']}")
    item.keep("priority", match["priority"])
    item.keep("category", match["category"])
    item.keep("word_count", (match["words"] or "").lstrip("0"))
    item.keep("heading", " ".join(match["more"].split()))
    if agency := _AGENCY.search(match["more"]):
        item.source = agency.group(1)
    keywords = heading[match.end() :].strip()
    item.keep("slug", " ".join(keywords.split()))
    item.tags += [" ".join(tag.split()) for tag in keywords.split("/")]


def _read_story(text: str, item: WireItem) -> None:
    heads, rest = _divide_heads(text)
    _read_heads(heads, item)
    story, notes = _divide_notes(rest)
    sign_off = _SIGN_OFF.search(notes or story)
    if sign_off:
        item.keep("sign_off", sign_off.group(1) or sign_off.group(2))
        story, notes = (story, notes[: sign_off.start()]) if notes else (story[: sign_off.start()], "")
    item.body = flow_lines(story.strip("\n"))
    item.keep("notebook", notes.strip())
    item.dateline = _find_dateline(item.body)


def _divide_heads(text: str) -> tuple[list[str], str]:
    """The headings, up to the line that ends in ` =`; without one, the first line if a blank one follows."""
    lines = text.strip("\n").split("\n")
    for number, line in enumerate(lines[:_HEADS]):
        if line.rstrip().endswith("="):
            heads = [one.strip() for one in lines[: number + 1]]
            heads[-1] = heads[-1].rstrip("= ")
            return [head for head in heads if head], "\n".join(lines[number + 1 :])
    if len(lines) > 2 and not lines[1].strip() and len(lines[0]) < 160:
        return [lines[0].strip()], "\n".join(lines[1:])
    return [], text


def _read_heads(heads: list[str], item: WireItem) -> None:
    """Flags (`1ST LEAD`, `EXTRA`), the headline, the byline, what goes with the story (`=(PICTURE)=`)."""
    for head in heads[1:]:
        if _ATTACHED.fullmatch(head):
            item.keep("pictures", head.strip("=()"))
    heads = heads[:1] + [head for head in heads[1:] if not _ATTACHED.fullmatch(head)]
    while len(heads) > 1 and _BY.match(heads[-1]):
        item.byline = item.byline or heads[-1]
        heads = heads[:-1]
    while len(heads) > 1 and _FLAG.fullmatch(heads[0]):
        item.keep("flag", heads[0])
        heads = heads[1:]
    item.title = " ".join(heads)


def _divide_notes(text: str) -> tuple[str, str]:
    """The story, and what stands behind it for editors."""
    starts = [match.start() for pattern in (_NOTEBOOK, _RULE) if (match := pattern.search(text))]
    start = min(starts, default=len(text))
    return text[:start], text[start:]


def _find_dateline(body: str) -> str:
    from indexer.dates import DateContext, read_dateline

    found = read_dateline(body[:200], DateContext())
    plain = _PLACE.match(body)
    return found.text if found else plain.group(1) if plain else ""


def _read_trailer(trailer: str, item: WireItem) -> None:
    """Day, time and month; a year where it is printed, else there is none to be known."""
    line = " ".join(trailer.split())
    item.keep("trailer", line)
    match = _TRAILER.search(line)
    if not match:
        return
    stamp, zone, month, year = match.groups()
    if year:
        item.published.append(f"{stamp} {zone or ''} {month} {year}".replace("  ", " "))
    else:
        item.yearless = f"{int(stamp[:2])} {month}"
