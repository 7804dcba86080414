"""A mail's parts -> its text, and the names of what is attached to it.

Mails that are attached to it are text where they say more than the mail itself, which then only sends them on. Of alternatives the HTML counts, unless the plain text says much more. What mails end with (a signature behind `-- `, a footer with the way
to unsubscribe) is kept apart from the text, as is the preview that HTML mails hide. Headers are left to `mail_headers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message

from indexer.charsets import NoTextError, decode
from indexer.formats.feeds.story_markup import StoryText, read_story
from indexer.formats.mail.inline_forward import (
    LONGEST_NOTE,
    MOST_NESTED,
    Forward,
    find_forward,
    is_answer,
    set_headers_apart,
)
from indexer.formats.mail.mail_headers import decode_header, read_headers
from indexer.formats.text.text_lines import join_lines, split_blocks
from indexer.markup import normal_paragraphs

MOST_PARTS = 1_000
MOST_FORWARDED = 100
LONGEST_SIGNATURE = 4_000
LONGEST_DASHED = 600
"""Longest signature behind a line of two dashes without the blank that belongs to it."""
FOOTER_PARAGRAPHS = 12
LONGEST_FOOTER_PARAGRAPH = 600
LONGEST_BESIDE = 160
"""A paragraph of a footer that is none by its words: an address, a slogan."""

_MARK = "\ue0ff"
"""Stands for the line `-- ` of a plain text until the signature is cut."""

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_SIGNED = re.compile(r"\s*-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]{1,40}: [^\n]{0,200}\n){0,20}\n?")
_DASHED = re.compile(r"^- (?=-)", re.MULTILINE)
_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} ([^\n]{1,200})\n(?=M[!-`]{1,90}\n|[!-L][!-`]{1,90}\n)", re.MULTILINE
)

_SIGNATURE = re.compile(rf"^(?:--|{_MARK})$", re.MULTILINE)
_SIGNATURE_LINE = re.compile(r"^-- $", re.MULTILINE)
_UNSUBSCRIBE = re.compile(
    r"\bunsubscribe|\bopt[- ]out\b|(?:abmelden|abbestellen|austragen)\b|désabonn|désinscri|se désinscrire|darse de baja|cancelar (?:la |tu |su |a )?(?:suscripci|inscri|assinatura)|"
    r"anular (?:la )?suscripci|disiscriv|cancella(?:ti|re l)|annulla l'iscrizione|\buitschrijven|\bafmelden|avregistrer|avsluta prenumeration|avmeld|afmeld|отписаться|"
    r"отказаться от рассылки|відписатися|退订|取消订阅|取消訂閱|配信停止|配信解除|登録解除|購読解除|수신거부|구독 취소|odhlásit|wypisa[ćz]|zrezygnuj|peru(?:uta)? tilaus|aboneliğinizi iptal",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:you(?:['’]re| are)? (?:receiving|received|subscribed)|you (?:have )?(?:signed up|opted in)|this (?:e-?mail|message|newsletter) was sent|sent to\b|(?:manage|update|change) (?:your |my )?(?:e-?mail |subscription )?"
    r"(?:preferences|subscription|settings|profile)|view (?:this|it|online|in)|forward (?:to|this)|privacy (?:policy|notice)|our mailing address|add us to your address book|copyright\b|©|\(c\) \d{4}|all rights reserved|"
    r"Sie erhalten diese|Impressum|Datenschutz|vous recevez ce|recibes? este|recebeu este|hai ricevuto|u ontvangt deze|вы получили это)",
    re.IGNORECASE,
)
_VIEW_ONLINE = re.compile(
    r"(?:\W*(?:(?:view|read|open|see)\b.{0,40}\b(?:browser|online|web)\b|(?:trouble|problems?|difficulty) (?:viewing|reading)|can['’]?t (?:see|read|view) this|im browser (?:öffnen|ansehen|anzeigen)|"
    r"newsletter (?:im browser|online)|voir (?:la version|dans)|(?:ver|abrir) (?:en|no|este).{0,20}navegador|bekijk (?:in|online|deze)|vis i (?:nettleser|browser)|открыть в браузере|在浏览器中|ブラウザで)).{0,100}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class MailText:
    """What a mail says, and what is not part of it."""

    body: str = ""
    captions: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    footer: str = ""
    attachments: list[str] = field(default_factory=list)
    forwards: list[Forward] = field(default_factory=list)
    """The mails that were sent on inside the text, each in the one before; the text is that of the last."""


def read_parts(message: Message) -> MailText:
    """The text of a parsed mail."""
    text = MailText()
    stories = list(_find_stories(message, text, in_digest=False))
    forwarded = list(_read_forwarded(message, has_own_text=any(story.body for story in stories)))
    own = _joined(stories)
    if _count(forwarded) > _count(stories):
        attached = _read_only_attached(message, own)
        text.forwards += [attached] if attached else []
        stories += forwarded
    body = text.forwards[0].body if text.forwards else _joined(stories)
    while len(text.forwards) < MOST_NESTED:
        subject = text.forwards[-1].subject if text.forwards else _header(message, "subject")
        forward = find_forward(body, subject, nested=bool(text.forwards))
        if forward is None:
            break
        text.forwards.append(replace(forward, note=forward.note.replace(_MARK, "--")))
        body = forward.body
    body, text.footer = cut_footer(body)
    for story in stories:
        text.captions += story.captions
        text.hidden += story.hidden
        text.leftovers += story.leftovers
    first, _, rest = body.partition("\n\n")
    if rest and len(first) < 300 and _VIEW_ONLINE.fullmatch(first):
        text.leftovers.insert(0, first)
        body = rest
    text.body = body
    return text


def _joined(stories: list[StoryText]) -> str:
    return "\n\n".join(story.body for story in stories if story.body)


def _read_only_attached(message: Message, note: str) -> Forward | None:
    """The one mail attached to a mail that has hardly a text of its own; None where there are more, or it says not who sent it when."""
    attached = _find_forwarded(message)
    if len(attached) != 1 or len(note) > LONGEST_NOTE or is_answer(_header(message, "subject")):
        return None
    headers = read_headers(attached[0])
    if not (headers.get("from") and headers.get("date")):
        return None
    body = _joined(list(_find_stories(attached[0], MailText(), in_digest=False)))
    return Forward(note, headers["from"], headers["date"], headers.get("subject", ""), body) if body else None


def _find_stories(message: Message, text: MailText, *, in_digest: bool) -> Iterator[StoryText]:
    """The texts of a mail in order, walked without recursion; what is attached is named."""
    pending: list[tuple[Message, bool]] = [(message, in_digest)]
    for _ in range(MOST_PARTS):
        if not pending:
            return
        part, digested = pending.pop()
        kind = part.get_content_type()
        if part.is_multipart() and kind == "multipart/alternative":
            yield _choose(_inner(part), text)
        elif part.is_multipart() and not kind.startswith("message/"):
            pending += [(inner, kind == "multipart/digest") for inner in reversed(_inner(part))]
        elif kind.startswith("message/") and digested and _inner(part):
            inner = _inner(part)[0]
            yield StoryText(_header(inner, "subject"))
            pending.append((inner, False))
        elif kind in ("text/plain", "text/html") and not _is_attached(part):
            yield read_text_part(part, text.attachments)
        else:
            text.attachments.append(_name_attachment(part, kind))


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _choose(alternatives: list[Message], text: MailText) -> StoryText:
    """Of the same text in several forms the HTML, unless the plain one says twice as much."""
    found: dict[str, StoryText] = {}
    for alternative in alternatives:
        beside = MailText()
        stories = list(_find_stories(alternative, beside, in_digest=False))
        text.attachments += beside.attachments
        if stories:
            kind = "text/plain" if alternative.get_content_type() == "text/plain" else "text/html"
            body = "\n\n".join(story.body for story in stories if story.body)
            found[kind] = StoryText(
                body,
                tuple(caption for story in stories for caption in story.captions),
                tuple(line for story in stories for line in story.leftovers),
                tuple(line for story in stories for line in story.hidden),
            )
    plain, marked_up = found.get("text/plain", StoryText("")), found.get("text/html", StoryText(""))
    return marked_up if 2 * len(marked_up.body) > len(plain.body) else plain


def _count(stories: list[StoryText]) -> int:
    return sum(len(story.body) for story in stories)


def _read_forwarded(message: Message, *, has_own_text: bool) -> Iterator[StoryText]:
    """The subjects and texts of the mails attached to a mail, and to these; the first text stands alone where it is all there is."""
    for inner in _find_forwarded(message):
        texts = [story for story in _find_stories(inner, MailText(), in_digest=False) if story.body]
        if texts and has_own_text:
            yield StoryText(_header(inner, "subject"))
        has_own_text = has_own_text or bool(texts)
        yield from texts


def _find_forwarded(message: Message) -> list[Message]:
    """The mails attached to a mail and to these, however deep, in order."""
    found: list[Message] = []
    pending = [message]
    while pending and len(found) < MOST_FORWARDED:
        part = pending.pop()
        if part.get_content_type() == "message/rfc822":
            found += _inner(part)
        if part.is_multipart():
            pending += reversed(_inner(part))
    return found


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_filename(part))


def _filename(part: Message) -> str:
    try:
        return decode_header(str(part.get_filename() or ""))
    except (ValueError, LookupError, TypeError, AttributeError):
        return "a file with a name that cannot be read"


def _name_attachment(part: Message, kind: str) -> str:
    inner = _inner(part)
    name = _filename(part) or (_header(inner[0], "subject") if inner and kind == "message/rfc822" else "")
    return f"{name} ({kind})" if name else kind


def _header(message: Message, name: str) -> str:
    return next(
        (decode_header(str(value)) for key, value in message.raw_items() if str(key).lower() == name), ""
    )


# One part


def read_text_part(part: Message, attachments: list[str]) -> StoryText:
    """A part of text: its transfer encoding, charset and line ends undone. Files that are written into it are named among the attachments."""
    source = read_part_source(part)
    if part.get_content_type() == "text/html":
        return read_story(source)
    text, files = cut_wrappings(source)
    attachments += files
    parameters = {str(name).lower(): str(value).lower() for name, value in _parameters(part)}
    if parameters.get("format") == "flowed":
        text = unwrap_flowed(text, joins=parameters.get("delsp") == "yes")
    text = set_headers_apart(text.replace(_MARK, ""))
    blocks = split_blocks(_SIGNATURE_LINE.sub(f"\n{_MARK}\n", text))
    return StoryText(normal_paragraphs("\n\n".join(map(join_lines, blocks))))


def read_part_source(part: Message) -> str:
    """A part's text as it stands, HTML or plain. Empty where it is no text."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset() or _own_charset(payload)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    try:
        return decode(payload, charset).text if isinstance(payload, bytes) else ""
    except NoTextError:
        return ""


def _own_charset(payload: object) -> str | None:
    """The charset that a page of HTML names itself."""
    found = _CHARSET.search(payload[:4_000]) if isinstance(payload, bytes) else None
    return found.group(1).decode("ascii") if found else None


def cut_wrappings(text: str) -> tuple[str, list[str]]:
    """A plain text without a PGP signature, and without files written into it by uuencode, whose names are given."""
    if match := _SIGNED.match(text):
        text = _DASHED.sub("", text[match.end() :].partition("\n-----BEGIN PGP SIGNATURE-----")[0])
    names: list[str] = []
    at = 0
    parts: list[str] = []
    for match in _UUENCODED.finditer(text):
        if match.start() < at:
            continue
        end = text.find("\nend", match.end() - 1)
        if end < 0:
            break
        parts.append(text[at : match.start()])
        names.append(match.group(1).strip())
        at = end + len("\nend")
    return "".join(parts) + text[at:], names


def _parameters(part: Message) -> list[tuple[str, str]]:
    try:
        return [(name, value) for name, value in part.get_params() or [] if isinstance(value, str)]
    except (ValueError, LookupError, TypeError, AttributeError):
        return []


def unwrap_flowed(text: str, *, joins: bool) -> str:
    """Lines of `format=flowed` (RFC 3676) joined to paragraphs; with `joins` (DelSp) the blank at the end of a line goes too."""
    lines: list[str] = []
    goes_on = False
    for raw in text.split("\n"):
        line = raw[1:] if raw.startswith(" ") else raw
        if goes_on and lines and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and joins:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


# The end


def cut_footer(body: str) -> tuple[str, str]:
    """The text without signature and footer, and these."""
    signature = ""
    for mark in list(_SIGNATURE.finditer(body))[-1:]:
        most = LONGEST_SIGNATURE if mark.group() == _MARK else LONGEST_DASHED
        if len(body) - mark.end() <= most:
            body, signature = body[: mark.start()].rstrip(), body[mark.end() :].strip()
    body = body.replace(_MARK, "--")
    paragraphs = body.split("\n\n")
    start = _find_footer(paragraphs)
    footer = "\n\n".join(filter(None, (*paragraphs[start:], signature)))
    return "\n\n".join(paragraphs[:start]), footer


def _find_footer(paragraphs: list[str]) -> int:
    """Where the footer starts: the last paragraphs that tell how to unsubscribe and the like, with short ones among them."""
    start = end = len(paragraphs)
    tells = False
    for at in range(end - 1, max(0, end - FOOTER_PARAGRAPHS), -1):
        paragraph = paragraphs[at]
        unsubscribes = len(paragraph) <= LONGEST_FOOTER_PARAGRAPH and bool(_UNSUBSCRIBE.search(paragraph))
        if unsubscribes or (len(paragraph) <= LONGEST_FOOTER_PARAGRAPH and _FOOTER.match(paragraph)):
            start, tells = at, tells or unsubscribes
        elif len(paragraph) > LONGEST_BESIDE:
            break
    return start if tells else end
