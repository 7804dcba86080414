"""A stream of bytes -> blocks of text, in memory flat in the stream's size: what JSON and CSV are read from.

The charset is settled once, from the head: a byte order mark, the zero bytes of UTF-16 and UTF-32, UTF-8 where the
head is that, else what `markup.decode` makes of it. In a file that is UTF-8 but for some bytes, those are
read as Windows-1252, which is what they nearly always are.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.formats.contract import HEAD_BYTES
from indexer.markup import NoTextError, decode

BLOCK_BYTES = 1_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ZEROS = ((b"[^\0]\0\0\0", "utf-32-le"), (b"\0\0\0[^\0]", "utf-32-be"), (b"[^\0]\0[^\0]\0", "utf-16-le"), (b"\0[^\0]\0[^\0]", "utf-16-be"))  # fmt: skip
_NEIGHBOURS = frozenset(
    ("cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-4", "iso8859-15", "iso8859-16", "cp1252")
)
_WESTERN = frozenset("äöüÄÖÜßéèêëàâçîïôûùñáíóúãõÉÈÊÀÂÇÎÔÑÁÍÓÚÃÕœŒ¿¡ªº–—“”‘’‚„…•€£©®°«»·§\u00a0")
_NORDIC = frozenset("åæøÅÆØ")
_RESCUE = "morgue.windows-1252"


def _read_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


codecs.register_error(_RESCUE, _read_as_windows_1252)


def find_charset(head: bytes) -> str:
    """The codec that a file with this head is read with."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    for pattern, codec in _ZEROS:
        if re.match(pattern, head, re.DOTALL):
            return codec
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return _settle_codec(head)
    return "utf-8"


def _settle_codec(head: bytes) -> str:
    try:
        codec = codecs.lookup(decode(head).charset).name
    except (LookupError, NoTextError):
        return "cp1252"
    return "cp1252" if codec in _NEIGHBOURS and _reads_western(head) else codec


def _reads_western(head: bytes) -> bool:
    """Whether a file is sound as Windows-1252: detection takes its neighbours just as well where only a few letters tell."""
    try:
        letters = set(bytes(byte for byte in head if byte > 127).decode("cp1252"))
    except UnicodeDecodeError:
        return False
    return letters <= _WESTERN or (letters <= _WESTERN | _NORDIC and bool(letters & _NORDIC - {"ø", "Ø"}))


def decode_head(head: bytes) -> str:
    """A file's first bytes as text, without a byte order mark; a character that the cut went through is left out."""
    codec = find_charset(head)
    text = codecs.getincrementaldecoder(codec)(_handler(codec)).decode(head, final=False)
    return text.removeprefix("\ufeff")


def read_text_blocks(stream: BinaryIO) -> Iterator[str]:
    """The stream's text in blocks of about BLOCK_BYTES, without a byte order mark; bytes that are no text become U+FFFD."""
    head = _read_full(stream, HEAD_BYTES)
    codec = find_charset(head)
    decoder = codecs.getincrementaldecoder(codec)(_handler(codec))
    yield decoder.decode(head, final=False).removeprefix("\ufeff")
    while block := stream.read(BLOCK_BYTES):
        yield decoder.decode(block, final=False)
    yield decoder.decode(b"", final=True)


def _handler(codec: str) -> str:
    return _RESCUE if codec in ("utf-8", "utf-8-sig") else "replace"


def _read_full(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes; fewer only at the end, whatever the stream gives at once."""
    parts = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
