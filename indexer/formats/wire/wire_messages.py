"""Bytes of a teleprinter feed -> messages: from start of heading (0x01) to the next one, in memory flat in the feed's size.

A message is a heading, a text between 0x02 and 0x03, and a trailer. What other control bytes mean is left to the formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from indexer.article import Article, Origin, Outcome, PublicationDate, Reject
from indexer.charsets import NoTextError, decode

MOST_BYTES = 2_000_000
READ_BYTES = 500_000

START, TEXT, END = b"\x01", b"\x02", b"\x03"

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_IDLE = b"\x00\x04\x16\x7f\x0c\r\n \t"


@dataclass(frozen=True, slots=True)
class Message:
    """The three parts of a message, and the line that it starts on, from 1. `fault` says what is missing of it."""

    line: int
    heading: bytes
    text: bytes
    trailer: bytes
    fault: str = ""


ReadMessage = Callable[[Message, Origin, "PublicationDate | None"], Outcome]
"""Reads a message at its place; the day of the one before helps where it names none. Raises NoTextError."""


def read_outcomes(stream: BinaryIO, origin: Origin, read_message: ReadMessage) -> Iterator[Outcome]:
    """What a feed's messages hold, in order; one with a fault, or without text, is a Reject."""
    nearby: PublicationDate | None = None
    for number, message in enumerate(read_messages(stream), 1):
        place = replace(origin, record=number, line=message.line)
        outcome: Outcome
        try:
            outcome = (
                Reject(origin=place, reason=message.fault)
                if message.fault
                else read_message(message, place, nearby)
            )
        except NoTextError as error:
            outcome = Reject(origin=place, reason=str(error))
        nearby = (outcome.published if isinstance(outcome, Article) else None) or nearby
        yield outcome


def read_messages(stream: BinaryIO) -> Iterator[Message]:
    """The messages in order; text between them, more than idle bytes, is a message with a fault."""
    line = 1
    for piece in _cut(stream):
        body = piece.removeprefix(START)
        if body.strip(_IDLE):
            yield _divide(body, line, started=piece.startswith(START))
        line += piece.count(b"\n")


def _cut(stream: BinaryIO) -> Iterator[bytes]:
    held = b""
    while block := stream.read(READ_BYTES):
        held += block
        at = 0
        while (start := held.find(START, at + 1)) > 0:
            yield held[at:start]
            at = start
        held = held[at:]
        if len(held) > MOST_BYTES:
            yield held[:MOST_BYTES]
            held = held[MOST_BYTES:]
    if held:
        yield held


def _divide(body: bytes, line: int, started: bool) -> Message:
    heading, opened, rest = body.partition(TEXT)
    text, closed, trailer = rest.partition(END)
    fault = ""
    if not started:
        fault = "text outside of any message"
    elif not opened:
        fault = "a message without a text: no 0x02 in it"
    elif not closed:
        fault = "this message is cut off: no 0x03 ends its text"
    return Message(line, heading, text, trailer, fault)


def read_wire_text(data: bytes) -> str:
    """Text of a message, its line ends made one kind, control bytes gone; in whatever charset it is."""
    data = _CONTROLS.sub(b"", data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return decode(data).text if data.strip() else ""
