"""A web archive, WARC or ARC (a WACZ is a zip of WARCs): each page that was captured -> an article.

`archive_records` reads the records, `http_response` what a server answered, `html_page` the page, with the address that
it was fetched from. The day of the capture is no day of publication: it is kept in `extra`, and a page that dates itself
after it is not believed. Records that hold no page (requests, pictures, redirects, revisits) are told in sums, with the
addresses of some, since an archive has many of them. Text that was taken from pages (a WET file) is read as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO

from indexer.article import Article, NotArticle, Origin, Outcome, Reject, Undated
from indexer.formats.skipped_records import SkippedRecords
from indexer.formats.text import plain_text
from indexer.formats.web import html_page
from indexer.formats.web.archive_records import (
    ArchiveRecord,
    BrokenRecord,
    is_archive,
    read_records,
    skip_block,
)
from indexer.formats.web.http_response import BodyError, ResponseHead, read_body, read_head
from indexer.identity import article_id, is_global
from indexer.message import say
from indexer.settings import ReadingOptions

NAME = "warc"
DESCRIPTION = "web archives, WARC and ARC (also packed, also the WARCs in a WACZ): the pages in them"
SUFFIXES = (".warc", ".arc")

PAGE_BYTES = html_page.LARGEST_PAGE
BLOCK_BYTES = 2 * PAGE_BYTES
"""A longer answer is no page."""

TOLD_EVERY_BYTES = 256_000_000
TOLD_EVERY_RECORDS = 50_000
"""After so much without a page it is told what was skipped, so that whoever waits for the next record sees that reading goes on."""

_PAGE_TYPES = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_UNTOLD_TYPES = ("", "application/octet-stream", "text/plain", "unknown", "no-type", "application/xml")
_NO_RESPONSE = {
    "warcinfo": "descriptions of the archive",
    "request": "requests",
    "metadata": "notes on a capture",
    "continuation": "continuations of a record cut in segments",
}


def sniff(head: bytes, name: str) -> bool:
    """Whether a file begins as an archive; under an archive's name, also where a record comes later."""
    return is_archive(head) or (name.lower().endswith(".warc") and b"\nWARC/1." in head)


def parse(stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
    """The pages of an archive in order, then what else is in it, in sums; see `Format.parse`."""
    skipped = SkippedRecords(origin)
    number = 0
    try:
        for number, record in enumerate(read_records(stream), start=1):
            yield from _read_record(record, replace(origin, record=number), options, skipped)
            if skipped.size >= TOLD_EVERY_BYTES or skipped.total() >= TOLD_EVERY_RECORDS:
                yield from skipped.tell()
    except OSError:
        yield from skipped.tell()
        raise
    yield from skipped.tell()
    if not number:
        yield NotArticle(path=origin.path, member=origin.member, reason="a web archive without any record")


def _read_record(
    record: ArchiveRecord | BrokenRecord, place: Origin, options: ReadingOptions, skipped: SkippedRecords
) -> Iterator[Outcome]:
    """What a record gives, and the rest of its block skipped."""
    if isinstance(record, BrokenRecord):
        yield Reject(origin=place, reason=record.reason)
        return
    outcome = _judge(record, place, options, skipped)
    if isinstance(outcome, NotArticle):
        skipped.add(f"pages on which no article is found ({outcome.reason})", record.address)
    elif outcome:
        yield outcome
    for size in skip_block(record):
        skipped.size += size
        if skipped.size >= TOLD_EVERY_BYTES:
            skipped.add("long records, of which a part was skipped", record.address)
            yield from skipped.tell()
    if record.block.limit and not isinstance(outcome, Reject):
        yield Reject(
            origin=place, reason=_at(record, f"the archive ends {record.block.limit:,} bytes too early")
        )


def _judge(
    record: ArchiveRecord, place: Origin, options: ReadingOptions, skipped: SkippedRecords
) -> Outcome | None:
    """The outcome of a record; none where the skipped has it."""
    if record.kind == "revisit":
        earlier = record.head.get("warc-refers-to-date", "")[:10]
        what = f"revisits of a page that was the same as on {earlier}" if earlier else "revisits of a page"
        skipped.add(f"{what}, so without its text", record.address)
    elif record.kind == "conversion" and record.content_type.startswith("text/plain"):
        return _read_text(record, place, options)
    elif record.kind in ("response", "resource", "conversion"):
        return _read_answer(record, place, options, skipped)
    elif not record.address.startswith("filedesc:"):
        skipped.add(
            f"records that hold no answer: {_NO_RESPONSE.get(record.kind, record.kind[:40] or 'unnamed')}"
        )
    return None


def _read_answer(
    record: ArchiveRecord, place: Origin, options: ReadingOptions, skipped: SkippedRecords
) -> Outcome | None:
    if not record.address.startswith(("http:", "https:", "urn:", "file:")):
        skipped.add("records of other protocols than the web's", record.address)
        return None
    head = read_head(record.block)
    if head is None:
        skipped.add("empty answers", record.address)
        return None
    if head.status not in (0, 200, 203):
        skipped.add(f"answers with status {head.status}", record.address)
        return None
    kind = head.content_type if head.status else record.content_type.partition(";")[0].strip()
    if kind not in _PAGE_TYPES and kind not in _UNTOLD_TYPES:
        skipped.add(f"answers that are no pages ({kind[:60]})", record.address)
        return None
    if record.length > BLOCK_BYTES:
        return Reject(
            origin=place, reason=_at(record, f"an answer of {record.length:,} bytes, too long for a page")
        )
    return _read_page(record, head, kind, place, options, skipped)


def _read_block(record: ArchiveRecord, head: ResponseHead) -> bytes:
    parts = [head.rest]
    while piece := record.block.read(65_536):
        parts.append(piece)
    return b"".join(parts)


def _read_page(
    record: ArchiveRecord,
    head: ResponseHead,
    kind: str,
    place: Origin,
    options: ReadingOptions,
    skipped: SkippedRecords,
) -> Outcome | None:
    data = _read_block(record, head)
    fault = record.find_fault()
    try:
        body = read_body(head, data, PAGE_BYTES)
    except BodyError as error:
        body, fault = error.before, fault or str(error)
    if fault and not _is_whole(body):
        return Reject(origin=place, reason=_at(record, fault))
    if len(body) > PAGE_BYTES:
        return Reject(origin=place, reason=_at(record, f"a page of more than {PAGE_BYTES:,} bytes"))
    if not body.strip():
        skipped.add("empty answers", record.address)
        return None
    if kind not in _PAGE_TYPES and not html_page.sniff(body[:65_536], ""):
        skipped.add(f"answers that are no pages ({kind or 'of no stated kind'})", record.address)
        return None
    address = record.address if record.address.startswith("http") else None
    outcome = html_page.read_page(
        body, place, options, address=address or "", captured=record.captured, charset=head.charset
    )
    return _label(outcome, record, place)


def _is_whole(body: bytes) -> bool:
    """Whether a page is all there though its frame is not: it has its end tag."""
    return b"</html" in body[-4_096:].lower()


def _label(outcome: Outcome, record: ArchiveRecord, place: Origin) -> Outcome:
    """An article as one of this format, with its capture; a reject with the address."""
    match outcome:
        case Article():
            url = outcome.url or None
            return replace(
                outcome,
                id=article_id(place, url if url and is_global(url) else record.address or None),
                url=url,
                source=outcome.source,
                extra={**outcome.extra, **_capture(record)},
                path=place.path,
                member=place.member,
                format=NAME,
            )
        case Reject():
            return replace(outcome, origin=place, reason=_at(record, outcome.reason))
        case _:
            return outcome


def _capture(record: ArchiveRecord) -> dict[str, str]:
    moment = record.captured.strftime("%Y-%m-%dT%H:%M:%SZ") if record.captured else ""
    facts = {
        "captured": moment,
        "captured_from": record.address[:2_000],
        "record_id": record.head.get("warc-record-id", "").strip("<>")[:200],
        "cut_at_capture": record.head.get("warc-truncated", "")[:40],
    }
    return {name: value for name, value in facts.items() if value}


def _read_text(record: ArchiveRecord, place: Origin, options: ReadingOptions) -> Outcome | None:
    """The text that somebody took from a page. Its address, put above it, is read as the article's."""
    if record.length > PAGE_BYTES:
        return Reject(origin=place, reason=_at(record, f"a text of {record.length:,} bytes"))
    text = _read_block(record, ResponseHead(0, {}, b""))
    if fault := record.find_fault():
        return Reject(origin=place, reason=_at(record, fault))
    head = f"{record.address}\n".encode() if record.address.startswith("http") else b""
    outcome = next(plain_text.parse(BytesIO(head + text), Origin(path=""), options))
    if isinstance(outcome, Article):
        outcome = _refuse_later(outcome, record.captured)
    return _label(outcome, record, place)


def _refuse_later(article: Article, captured: datetime | None) -> Article:
    """Undated where the text dates itself after its capture."""
    published = article.published
    if captured is None or published is None:
        return article
    latest = (captured + timedelta(days=2)).date().isoformat()
    if published.date <= latest[: len(published.date)]:
        return article
    undated = Undated(reason=say("%(day)s is later than the capture", day=published.date), raw=published.raw)
    return replace(article, published=None, undated=undated, updated=None)


def _at(record: ArchiveRecord, reason: str) -> str:
    return f"{record.address[:200]}: {reason}" if record.address else reason
