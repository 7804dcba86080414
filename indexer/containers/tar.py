"""tar, read forwards: a stream -> its entries in order, each with a stream of its bytes.

Read here and not by `tarfile`, which ends quietly at a damaged header, takes headers of any length into
memory, and has had loops and quadratic searches in the Pythons that this runs on. Knows ustar, GNU (long
names, large sizes) and pax (`path`, `size`). Sizes are believed only as far as bytes come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.containers.stream import CHUNK_BYTES, MemberStream, StreamError

BLOCK_BYTES = 512
HEADER_BYTES = 1_000_000
"""How long the name and the further attributes of one entry may be."""

_ZEROS = bytes(BLOCK_BYTES)
_HEADERS = (b"L", b"K", b"x", b"X", b"g")
_FILES = b"0\x007"
_NOT_FILES = {
    b"5": "a folder",
    b"1": "a link",
    b"2": "a link",
    b"3": "a device",
    b"4": "a device",
    b"6": "a FIFO",
}


@dataclass(frozen=True, slots=True)
class TarEntry:
    """An entry: its name as bytes, its size in the archive, and why it is no plain file (None where it is one)."""

    name: bytes
    size: int
    not_file: str | None


@dataclass(slots=True)
class _Further:
    """What headers before an entry say about it."""

    values: dict[bytes, bytes] = field(default_factory=dict)
    sparse: bool = False


def is_tar(head: bytes) -> bool:
    """Whether a stream begins with a tar header: its checksum is right."""
    block = head[:BLOCK_BYTES]
    return len(block) == BLOCK_BYTES and block[0] != 0 and _checksum_fits(block)


def read_tar(stream: MemberStream, *, longest: int) -> Iterator[tuple[TarEntry, MemberStream]]:
    """Each entry with its bytes, which are skipped where nobody read them. Raises StreamError, also after good entries.

    Archives that follow each other in one file are read as one. `longest` as for MemberStream.
    """
    further = _Further()
    while (block := _next_header(stream)) is not None:
        kind, size = block[156:157], _number(block[124:136])
        if kind in _HEADERS:
            _note(further, kind, _read_header_data(stream, size))
            continue
        entry = _entry(block, kind, size, further)
        if kind == b"S":
            _skip_map(stream, block)
        content = _Slice(stream, entry.size)
        member = MemberStream(content.pull, longest=longest)
        yield entry, member
        _skip(member)
        _read_exactly(stream, -entry.size % BLOCK_BYTES)
        further = _Further()


class _Slice:
    """The next `size` bytes of a stream."""

    def __init__(self, stream: MemberStream, size: int) -> None:
        self._stream = stream
        self._left = size

    def pull(self, size: int) -> bytes:
        if not self._left:
            return b""
        taken = self._stream.read1(min(size, self._left))
        if not taken:
            raise StreamError(
                f"truncated: the tar archive ends {self._left:,} bytes before the end of this entry"
            )
        self._left -= len(taken)
        return taken


def _skip(member: MemberStream) -> None:
    while member.read1(CHUNK_BYTES):
        pass


def _skip_map(stream: MemberStream, block: bytes) -> None:
    """Skips the list of holes that GNU writes behind the header of a sparse file."""
    more = block[482]
    while more:
        more = _read_exactly(stream, BLOCK_BYTES)[504]


def _next_header(stream: MemberStream) -> bytes | None:
    """The next header block; None at a proper end, after which there is nothing but zeros."""
    ended = False
    while block := stream.read(BLOCK_BYTES):
        if block == _ZEROS[: len(block)]:
            ended = True
        elif len(block) < BLOCK_BYTES:
            raise StreamError("truncated: the tar archive ends within a header")
        elif not _checksum_fits(block):
            raise StreamError(
                "damaged: a header of the tar archive has a wrong checksum; the rest is not read"
            )
        else:
            return block
    if not ended:
        raise StreamError("truncated: the tar archive lacks its end mark")
    return None


def _checksum_fits(block: bytes) -> bool:
    try:
        stated = _number(block[148:156])
    except StreamError:
        return False
    rest = block[:148] + b" " * 8 + block[156:]
    # ancient writers summed signed bytes
    return stated in (sum(rest), sum(rest) - 256 * sum(byte > 127 for byte in rest))


def _number(digits: bytes) -> int:
    """A number in octal, or in base 256 where the first bit is set. Raises StreamError."""
    if digits[0] & 0x80:
        value = int.from_bytes(digits, "big") - (digits[0] << 8 * (len(digits) - 1))
        if digits[0] != 0x80:
            raise StreamError("damaged: a header of the tar archive has a negative or endless size")
        return value
    text = digits.split(b"\0", 1)[0].strip()
    if text.strip(b"01234567"):
        raise StreamError("damaged: a header of the tar archive has a number that is none")
    return int(text or b"0", 8)


def _read_exactly(stream: MemberStream, size: int) -> bytes:
    data = stream.read(size) if size else b""
    if len(data) < size:
        raise StreamError("truncated: the tar archive ends within an entry")
    return data


def _read_header_data(stream: MemberStream, size: int) -> bytes:
    if size > HEADER_BYTES:
        raise StreamError(
            f"damaged: a name or attribute in the tar archive claims {size:,} bytes; the rest is not read"
        )
    data = _read_exactly(stream, size)
    _read_exactly(stream, -size % BLOCK_BYTES)
    return data


def _note(further: _Further, kind: bytes, data: bytes) -> None:
    if kind == b"L":
        further.values[b"path"] = data.rstrip(b"\0")
    elif kind in (b"x", b"X"):
        further.values.update(_read_attributes(data))
        further.sparse = any(key.startswith(b"GNU.sparse.") for key in further.values)


def _read_attributes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The `LENGTH KEY=VALUE` lines of a pax header; what does not read as such ends them."""
    place = 0
    while place < len(data):
        blank = data.find(b" ", place, place + 12)
        digits = data[place:blank]
        if blank < 0 or not digits.isdigit() or int(digits) <= blank + 1 - place:
            return
        key, found, value = data[blank + 1 : place + int(digits)].partition(b"=")
        if found:
            yield key, value.removesuffix(b"\n")
        place += int(digits)


def _entry(block: bytes, kind: bytes, size: int, further: _Further) -> TarEntry:
    stated = further.values.get(b"size", b"")
    if stated.isdigit() and len(stated) < 20:
        size = int(stated)
    name = further.values.get(b"path") or _ustar_name(block)
    not_file = _why_no_file(kind, name, further)
    return TarEntry(name, 0 if kind in _NOT_FILES else size, not_file)


def _why_no_file(kind: bytes, name: bytes, further: _Further) -> str | None:
    if further.sparse or kind == b"S":
        return "a file stored with holes, which no article is"
    if kind in _FILES:
        return "a folder" if name.endswith(b"/") else None
    return _NOT_FILES.get(kind, "an entry of a kind that is not known")


def _ustar_name(block: bytes) -> bytes:
    name = block[:100].split(b"\0", 1)[0]
    prefix = block[345:500].split(b"\0", 1)[0]
    # GNU keeps other things where ustar has the prefix
    return prefix + b"/" + name if prefix and block[257:263] == b"ustar\0" else name
