"""A mail that was sent on inside the text of another -> the other's note, and the mail's own sender, day, subject and text.

In: the text of a mail, lines as they stood. A line of dashes with words (`---------- Forwarded message`) and a block of headers begin
the mail that was sent on; some programs write the headers alone. What a reply quotes below itself looks much the same, so that `Original
Message` and bare headers count only where the subject says that the mail was sent on, or where nothing was written above them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.formats.text.text_lines import join_lines, split_blocks
from indexer.markup import normal_paragraphs

MOST_NESTED = 10
"""Most times that a mail was sent on, one in another, which are looked through."""
LONGEST_NOTE = 600
"""A note of more characters must be shorter than what it sends on, else it is the text itself."""
_MOST_LINES = 400
_MOST_HEADERS = 24
_LONGEST_HEADER = 1_000
_LEAST_HEADERS = 3

_FORWARDED = re.compile(
    r"(?:begin )?forwarded (?:message|by\b.{0,80})|(?:anfang der )?weitergeleitete(?:n)? (?:nachricht|mail|e-mail)|(?:début du )?message (?:transféré|transmis|réexpédié)|"
    r"(?:inicio del )?mensaje reenviado|(?:início da )?mensagem (?:re)?encaminhada|(?:inizio )?messaggio inoltrato|(?:begin )?doorgestuurd(?: bericht)?|"
    r"(?:vidarebefordrat|vidarebefordrade) (?:meddelande|brev)|videresendt (?:melding|meddelelse|besked|e-post)|(?:edelleen)?(?:välitetty|lähetetty) viesti|"
    r"przekazana wiadomość|wiadomość przekazana(?: dalej)?|přeposlaná zpráva|preposlaná správa|továbbított (?:üzenet|levél)|mesaj redirecționat|"
    r"пересланное сообщение|пересылаемое сообщение|переслане повідомлення|iletilmiş (?:mesaj|ileti|e-posta)|προωθημένο μήνυμα|"
    r"转发的?邮件(?:信息)?|已转发的?邮件|轉寄的?郵件|転送(?:された)?メッセージ|전달된 메(?:시|세)지|הודעה שהועברה",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"original message|(?:ursprüngliche|original)[ -]?nachricht|message (?:d['’]origine|original)|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|original ?meddelande|ursprungligt meddelande|opprinnelig melding|oprindelig meddelelse|alkuperäinen viesti|"
    r"oryginalna wiadomość|wiadomość oryginalna|původní zpráva|pôvodná správa|eredeti üzenet|mesaj original|исходное сообщение|оригинальное сообщение|"
    r"orijinal (?:mesaj|ileti)|αρχικό μήνυμα|原始邮件|原始郵件|元のメッセージ|オリジナルメッセージ|원본 메(?:시|세)지|הודעה מקורית",
    re.IGNORECASE,
)
_SENT_ON = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vs|vl|vb|pd|fs|ilt|пер|转发|轉寄|전달|転送)\s?(?:\[\d+\])?\s?[:：]",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\s*(?:re|aw|sv|antw|odp|r|rif|res|ynt|回复|答复|回覆|返信)\s?(?:\[\d+\])?\s?[:：]", re.IGNORECASE
)

_LABELS = {
    "from": "from|von|de|da|van|från|fra|lähettäjä|od|от|від|от кого|від кого|kimden|gönderen|από|feladó|de la|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|מאת|dari|từ",
    "sent": "date|sent|sent on|datum|gesendet|gesendet am|envoyé|envoyé le|date d'envoi|fecha|enviado|enviado el|enviado em|enviada em|data|inviato|inviato il|data invio"
    "|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|wysłano|odesláno|odoslané|dátum|дата|отправлено|надіслано|tarih|gönderildi|gönderme tarihi|ημερομηνία|elküldve|data trimiterii"
    "|日期|时间|发送时间|发送日期|傳送日期|寄件日期|日時|送信日時|날짜|보낸 날짜|보낸 시간|보낸날짜|תאריך|tanggal|ngày",
    "subject": "subject|betreff|betr|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема|konu|θέμα|tárgy|subiect|主题|主題|主旨|件名|제목|נושא|perihal|chủ đề",
    "to": "to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|кому|kime|alıcı|προς|címzett|către|收件人|收件者|宛先|받는 사람|받는사람|אל|kepada|cc|kopie|kopia|copie|copia|копия|копія|bcc"
    "|抄送|副本|참조|reply-to|antwort an|répondre à|responder a|rispondi a|organization|organisation|importance|priority|attachments|anlagen|message-id",
}  # fmt: skip
_FIELDS = {label: field for field, labels in reversed(_LABELS.items()) for label in labels.split("|")}
_HEADER = re.compile(r"[>\s*]{0,20}([^\W\d_][^:：\n]{0,24}?)\s?\*?[:：]\*?\s*(.*)")
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
_MAILTO = re.compile(r"[\[<]mailto:([^\]<>\s]{1,300})[\]>]", re.IGNORECASE)
_AROUND = "-_*=>:~ \t"


@dataclass(frozen=True, slots=True)
class Forward:
    """A mail that was sent on: what was written above it, and its own headers (the printed day as it stands) and text."""

    note: str
    sender: str
    sent: str
    subject: str
    body: str


def find_forward(body: str, subject: str, *, nested: bool = False) -> Forward | None:
    """The mail that the text of another, with this subject, sends on; None where the text is the other's own.

    `nested`: the other was itself sent on, and what stands in it is more likely an article.
    """
    lines = body.split("\n")
    for place, line in enumerate(lines[:_MOST_LINES]):
        kind = _tell_mark(line)
        if kind is None and _field_of(line) != "from":
            continue
        headers, end = _read_headers(lines, place + (kind is not None))
        if not (headers.get("from") and headers.get("sent") and ("subject" in headers or "to" in headers)):
            continue
        note = "\n".join(lines[:place]).strip()
        text = _unquote("\n".join(lines[end:]), quoted=lines[end - 1].lstrip().startswith(">"))
        longest = LONGEST_NOTE if nested else max(LONGEST_NOTE, len(text))
        if len(note) <= longest and text.strip() and _is_sent_on(kind, subject, note):
            return Forward(
                note, _MAILTO.sub(r"<\1>", headers["from"]), headers["sent"], headers.get("subject", ""), text
            )
        return None
    return None


def set_headers_apart(text: str) -> str:
    """A plain text in which the headers of mails that were sent on are paragraphs, each whole: else they look like lines wrapped at a width."""
    lines = text.split("\n")
    done: list[str] = []
    at = 0
    while at < len(lines):
        headers, end = _read_headers(lines, at) if _field_of(lines[at]) else ({}, at)
        if len(headers) < _LEAST_HEADERS or "from" not in headers:
            done.append(lines[at])
            at += 1
            continue
        for line in lines[at:end]:
            if _field_of(line) or not line.strip("> \t"):
                done += ["", line]
            else:
                done[-1] += f" {line.strip('> ')}"
        done.append("")
        at = end
    return "\n".join(done)


def _tell_mark(line: str) -> str | None:
    words = line.strip(_AROUND)
    if not 8 <= len(words) <= 120 and not _is_wide(words):
        return None
    if _FORWARDED.fullmatch(words):
        return "forwarded"
    return "original" if _ORIGINAL.fullmatch(words) and line.strip()[:1] in "-_*=>~" else None


def _is_wide(words: str) -> bool:
    return 4 <= len(words) < 8 and not words.isascii()


def _field_of(line: str) -> str | None:
    header = _header_of(line)
    return header[0] if header else None


def _header_of(line: str) -> tuple[str, str] | None:
    """The field that a header is of, and what it says."""
    match = _HEADER.match(line[:_LONGEST_HEADER])
    field = _FIELDS.get(match[1].strip("* ").lower()) if match else None
    return (field, match[2].strip("* ")) if match and field else None


def _read_headers(lines: Sequence[str], start: int) -> tuple[dict[str, str], int]:
    """The headers from a line on, and the line behind them. A blank line ends them where no header stands behind it."""
    headers: dict[str, str] = {}
    at, end, field = start, start, ""
    while at < min(len(lines), start + _MOST_HEADERS):
        line = lines[at].strip("> \t")
        header = _header_of(lines[at])
        if header and header[0] in headers and header[0] != "to":
            break
        if header:
            headers.setdefault(*header)
            field, end = header[0], at + 1
        elif line and (not field or not _goes_on(lines, at)):
            break
        elif line and field:
            headers[field] = f"{headers[field]} {line}".strip()
        at += 1
    return headers, end


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Whether a line without a name belongs to the header above it: it stands right behind it, and a header right behind it."""
    behind = lines[at + 1 : at + 2]
    return bool(lines[at - 1].strip("> \t")) and bool(behind) and _field_of(behind[0]) is not None


def _unquote(text: str, *, quoted: bool) -> str:
    if not quoted:
        return text.strip("\n")
    return normal_paragraphs("\n\n".join(map(join_lines, split_blocks(_QUOTE.sub("", text)))))


def _is_sent_on(kind: str | None, subject: str, note: str) -> bool:
    if kind == "forwarded":
        return True
    return bool(_SENT_ON.match(subject)) or (not note and not is_answer(subject))


def is_answer(subject: str) -> bool:
    """Whether a subject says that the mail answers another."""
    return _ANSWERS.match(subject) is not None
