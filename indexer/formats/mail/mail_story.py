"""The bytes of one mail -> an Article, or the name of what it is and why it is none.

Parsed by the standard library, within bounds: its parser takes long on parts nested in parts and on headers of many quotes. Headers are
`mail_headers`' to read, texts `mail_text`'s. A body that is a JSON record, as forms send it, is read as one.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from typing import Any

from indexer.article import Article, Origin, Outcome
from indexer.formats.feeds.story_settling import settle_story, web_address
from indexer.formats.mail.inline_forward import Forward
from indexer.formats.mail.mail_headers import read_headers, read_mailbox
from indexer.formats.mail.mail_text import MailText, read_parts
from indexer.formats.records.mapping import RecordMapper
from indexer.formats.records.record_dates import RecordDates
from indexer.formats.records.record_values import read_tags
from indexer.formats.wire.wire_item import WireItem, name_item
from indexer.settings import ReadingOptions

MOST_BYTES = 32_000_000
MOST_WORK = 20_000_000
"""Most lines times parts: the parser asks each line whether it ends one of the parts around it."""
MOST_NESTED = 200
LONGEST_HEADER = 8_000

_NESTING = re.compile(rb"boundary\s{0,20}=|content-type:\s{0,20}message/", re.IGNORECASE)
_STRUCTURE = re.compile(
    rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)
_MESSAGE_ID = re.compile(r"<?([^<>@\s]{1,500}@[^<>@\s]{1,300})>?")
_ADDRESS = re.compile(r"<\s*(https?://[^<>\s]+)\s*>")
_KEPT = (
    "to", "cc", "sender", "reply-to", "list-id", "organization", "newsgroups", "in-reply-to", "importance", "comments",
    "x-mailer", "user-agent", "feedback-id", "x-campaign", "x-newsletter",
)  # fmt: skip
_SHEET = "DON'T DELETE THIS MESSAGE"


def parse_message(data: bytes) -> Message | str:
    """The mail, or why it is not parsed."""
    if len(data) > MOST_BYTES:
        return f"a mail of more than {MOST_BYTES // 1_000_000} MB"
    nested = sum(1 for _ in _NESTING.finditer(data))
    if nested > MOST_NESTED or nested * data.count(b"\n") > MOST_WORK:
        return f"a mail of {nested:,} parts nested in each other"
    if any(len(match.group()) > LONGEST_HEADER for match in _STRUCTURE.finditer(data)):
        return f"a mail with a header of more than {LONGEST_HEADER:,} bytes that says what its parts are"
    try:
        return message_from_bytes(data)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        return f"a mail that cannot be parsed: {type(error).__name__}"


def read_mail(
    message: Message, place: Origin, format_name: str, dates: RecordDates, options: ReadingOptions
) -> Outcome:
    """The article that a mail is."""
    headers = read_headers(message)
    if headers.get("subject", "").startswith(_SHEET) and (
        "x-imap" in headers or "x-imapbase" in headers or "mailer-daemon" in headers.get("from", "").lower()
    ):
        return name_item(place, "", "a mail program's note to itself, no message")
    text = read_parts(message)
    story = WireItem()
    _read_facts(headers, story)
    _read_text(text, story)
    if text.forwards:
        _read_forwards(text.forwards, story)
    outcome = settle_story(story, place, format_name, dates, options)
    if isinstance(outcome, Article) and text.body.startswith("{"):
        return _read_form(text.body, outcome, place, format_name, options)
    return outcome


def _read_facts(headers: dict[str, str], story: WireItem) -> None:
    name, address = read_mailbox(headers.get("from", "") or headers.get("sender", ""))
    listed, _ = read_mailbox(headers.get("list-id", ""))
    story.title = headers.get("subject", "")
    story.byline = name or address
    story.source = listed or headers.get("organization", "") or name or address
    story.published = [headers["date"]] if headers.get("date") else []
    story.language = headers.get("content-language", "").partition(",")[0]
    story.tags = read_tags(headers.get("keywords", ""))
    if own := _MESSAGE_ID.fullmatch(headers.get("message-id", "").strip()):
        story.own = f"urn:message-id:{own.group(1)}"
    if archived := _ADDRESS.search(headers.get("archived-at", "")):
        story.url = web_address(archived.group(1))
    story.keep("from", address if address != story.byline else None)
    story.keep("message_id", headers.get("message-id"))
    for kept in _KEPT:
        story.keep(kept.replace("-", "_"), headers.get(kept))


def _read_text(text: MailText, story: WireItem) -> None:
    story.body = text.body
    story.captions += text.captions
    story.keep("attachments", list(dict.fromkeys(text.attachments)))
    story.keep("preview", " ".join(text.hidden))
    story.keep("footer", text.footer)
    story.keep("leftovers", text.leftovers)


def _read_forwards(forwards: list[Forward], story: WireItem) -> None:
    """The sender, day and subject of the mail that was sent on; who did so, when and with which words is kept beside them."""
    sent = forwards[-1]
    name, address = read_mailbox(sent.sender)
    story.keep("forwarded_by", story.byline)
    story.keep("forwarded_on", "".join(story.published))
    story.keep("forwarded_subject", story.title)
    story.keep("forwarded_note", "\n\n".join(filter(None, (forward.note for forward in forwards))))
    story.keep("forwarded_through", [f"{forward.sender}, {forward.sent}" for forward in forwards[:-1]])
    story.title = sent.subject or story.title
    story.byline = story.source = name or address
    story.published = [sent.sent]
    story.extra.pop("from", None)
    story.keep("from", address if address != story.byline else None)


def _read_form(body: str, mail: Article, place: Origin, format_name: str, options: ReadingOptions) -> Article:
    """The article of a form that was sent as JSON; what it does not say, the mail says. The mail's day stands."""
    try:
        record: Any = json.loads(body, strict=False)
    except (ValueError, RecursionError):
        return mail
    mapper = RecordMapper(format_name, options, place)
    if not isinstance(record, dict) or not mapper.tells_article(record):
        return mail
    form = mapper.read(record, place)
    if not isinstance(form, Article) or not form.body:
        return mail
    dated = form if mail.published is None else replace(form, published=mail.published, undated=None)
    return replace(
        dated,
        id=mail.id,
        title=form.title or mail.title,
        byline=form.byline or mail.byline,
        source=form.source or mail.source,
        language=form.language or mail.language,
        url=form.url or mail.url,
        extra={"subject": mail.title, **mail.extra, **form.extra},
    )
