"""What a server answered, as a web archive keeps it -> status, head and body, without chunks and unpacked, within bounds.

Servers and archivers say things that are not so: chunks that are none, a packed body that was unpacked already. Then
the bytes stand as they are.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

HEAD_BYTES = 262_144
HEADERS = 1_000
PIECE_BYTES = 65_536

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_END = re.compile(rb"\r?\n\r?\n")


class BodyError(ValueError):
    """Why a body cannot be read, and what could be: the bytes before the damage."""

    def __init__(self, reason: str, before: bytes = b"") -> None:
        super().__init__(reason)
        self.before = before


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """Status and fields (names in lower case) of an answer, and what of its body was read with them."""

    status: int
    fields: dict[str, str]
    rest: bytes

    @property
    def content_type(self) -> str:
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        found = _CHARSET.search(self.fields.get("content-type", ""))
        return found[1] if found else None


def read_head(block: Any) -> ResponseHead | None:
    """The head of an answer; None where the block does not begin with one. `block` has `read(size)`."""
    data = b""
    while len(data) < HEAD_BYTES and (piece := block.read(16_384)):
        data += piece
        if not data.startswith(b"HTTP/"[: len(data)]):
            return ResponseHead(0, {}, data)
        if _END.search(data, max(0, len(data) - len(piece) - 4)):
            break
    status = _STATUS.match(data)
    end = _END.search(data)
    if not status:
        return ResponseHead(0, {}, data) if data else None
    head = data[: end.start()] if end else data
    return ResponseHead(int(status[1]), _read_fields(head), data[end.end() :] if end else b"")


def _read_fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.decode("latin-1").split("\n")[1 : HEADERS + 1]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def read_body(head: ResponseHead, data: bytes, most: int) -> bytes:
    """The body in `data` as it was before it was cut in chunks and packed, at most `most` + 1 bytes. Raises BodyError."""
    if "chunked" in head.fields.get("transfer-encoding", "").lower():
        data = _join_chunks(data)
    for coding in reversed(head.fields.get("content-encoding", "").lower().split(",")[-4:]):
        data = _unpack(data, coding.strip(), most)
    return data


def _join_chunks(data: bytes) -> bytes:
    """The bytes of all chunks; of a body that is not in chunks, the bytes as they stand."""
    from warcio.bufferedreaders import ChunkedDataReader

    return bytes(ChunkedDataReader(BytesIO(data)).read())


def _unpack(data: bytes, coding: str, most: int) -> bytes:
    match coding:
        case "gzip" | "x-gzip":
            return _inflate(data, 31, most) if data.startswith(b"\x1f\x8b") else data
        case "deflate":
            is_zlib = len(data) > 1 and data[0] & 15 == 8 and not (data[0] << 8 | data[1]) % 31
            return _inflate(data, 15 if is_zlib else -15, most) if not _is_text(data) else data
        case "zstd":
            return _unpack_zstd(data, most) if data.startswith(b"\x28\xb5\x2f\xfd") else data
        case "br":
            return data if _is_text(data) else _unpack_brotli(data, most)
        case _:
            return data


def _is_text(data: bytes) -> bool:
    """Whether a body that is said to be packed is not: it begins as markup does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _inflate(data: bytes, window: int, most: int) -> bytes:
    """What comes out, at most `most` + 1 bytes. Raises BodyError where data are damaged or cut off."""
    unpacker = zlib.decompressobj(window)
    parts: list[bytes] = []
    size = 0
    try:
        for at in range(0, len(data), PIECE_BYTES):
            parts.append(unpacker.decompress(data[at : at + PIECE_BYTES], most + 1 - size))
            size += len(parts[-1])
            if size > most or unpacker.eof:
                break
    except zlib.error as error:
        raise BodyError(
            f"its packed body is damaged after {size:,} bytes ({error})", b"".join(parts)
        ) from error
    if not unpacker.eof and size <= most:
        raise BodyError(f"its packed body is cut off after {size:,} bytes", b"".join(parts))
    return b"".join(parts)


def _unpack_zstd(data: bytes, most: int) -> bytes:
    import zstandard

    reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data)
    try:
        return bytes(reader.read(most + 1))
    except zstandard.ZstdError as error:
        raise BodyError(f"its packed body is damaged ({error})") from error


def _unpack_brotli(data: bytes, most: int) -> bytes:
    """What comes out, at most `most` + 1 bytes: a few hundred bytes of Brotli may unpack to gigabytes, so no step gives more than PIECE_BYTES or so. Raises BodyError."""
    try:
        import brotli
    except ImportError:
        raise BodyError("its body is packed with Brotli; `pip install brotli` lets it be read") from None
    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        piece = data
        while size <= most and not unpacker.is_finished():
            part = unpacker.process(piece, output_buffer_limit=PIECE_BYTES)
            piece = b""
            if not part and unpacker.can_accept_more_data():
                break
            parts.append(part)
            size += len(part)
    except brotli.error as error:
        raise BodyError(
            f"its packed body is damaged after {size:,} bytes ({error})", b"".join(parts)
        ) from error
    if size <= most and not unpacker.is_finished():
        raise BodyError(f"its packed body is cut off after {size:,} bytes", b"".join(parts))
    return b"".join(parts)[: most + 1]
