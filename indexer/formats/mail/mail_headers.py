"""Headers of a mail -> text: encoded words in any charset, raw bytes where senders did not encode them, names in mailboxes.

In: header values as the standard library's parser gives them unread (`raw_items`). Out: one line of text each.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message

from indexer.charsets import NoTextError, clean, decode

LONGEST = 10_000
"""Most of a header that is read."""

_FOLD = re.compile(r"\r?\n[ \t]*")
_WORD = re.compile(rb"=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([QqBb])\?([^\r\n]{0,2000}?)\?=")
_MULTIBYTE = ("gb", "big5", "euc", "shift", "sjis", "iso-2022", "ks_c", "cp932", "cp949", "hz")
_ADDRESS = re.compile(r"<\s*([^<>\s]*)\s*>")
_COMMENTED = re.compile(r"([^\s()<>]+@[^\s()<>]+)\s*\(([^()]{1,300})\)")


def read_headers(message: Message) -> dict[str, str]:
    """The first header of each name, in lower case, as text."""
    headers: dict[str, str] = {}
    for name, value in message.raw_items():
        headers.setdefault(str(name).lower(), decode_header(str(value)))
    return headers


def decode_header(value: str) -> str:
    """A header as one line; encoded words with nothing but blanks between them are one text, a letter may be divided among them."""
    data = _FOLD.sub(" ", value[:LONGEST]).encode("utf-8", "surrogateescape")
    return " ".join("".join(_decode_runs(data)).split())


def _decode_runs(data: bytes) -> Iterator[str]:
    at = 0
    charset, held = "", b""
    for match in _WORD.finditer(data):
        between = data[at : match.start()]
        name = match.group(1).decode("ascii").lower()
        if held and (between.strip() or name != charset):
            yield decode_bytes(held, charset)
            held = b""
        if between.strip() or not at:
            yield decode_bytes(between, None)
        charset, held = name, held + _unpack(match.group(2), match.group(3))
        at = match.end()
    if held:
        yield decode_bytes(held, charset)
    yield decode_bytes(data[at:], None)


def _unpack(encoding: bytes, text: bytes) -> bytes:
    if encoding in b"Qq":
        return quopri.decodestring(text.replace(b"_", b" "))
    try:
        return binascii.a2b_base64(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        return _unpack(encoding, text[: len(text) // 4 * 4]) if len(text) % 4 else text


def decode_bytes(data: bytes, charset: str | None) -> str:
    """Bytes as text: UTF-8 where they are that, else as they are declared. A charset of two bytes a letter is believed first."""
    declared = (charset or "").lower()
    if declared.startswith(_MULTIBYTE) and (text := _strictly(data, declared)) is not None:
        return clean(text)
    if (text := _strictly(data, "utf-8")) is not None:
        return clean(text)
    if (
        declared
        and (text := _strictly(data, "cp1252" if declared in ("iso-8859-1", "us-ascii") else declared))
        is not None
    ):
        return clean(text)
    try:
        return decode(data, charset).text
    except NoTextError:
        return clean(data.decode("latin-1"))


def _strictly(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return None


def read_mailbox(text: str) -> tuple[str, str]:
    """The name and the address of the first mailbox of a `From`; either may be empty."""
    if match := _ADDRESS.search(text):
        name = text[: match.start()].strip().strip("\"'").replace('\\"', '"').strip()
        return ("" if name == match.group(1) else name), match.group(1)
    if match := _COMMENTED.match(text):
        return match.group(2).strip(), match.group(1)
    text = text.strip().strip("\"'")
    return ("", text) if re.fullmatch(r"[^\s@]+@[^\s@]+", text) else (text, "")
