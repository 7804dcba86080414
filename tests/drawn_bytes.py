"""Sample files of every format, and what may befall their bytes: flipped, cut, doubled, mixed, in another charset."""

from __future__ import annotations

import io
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.containers import unfold
from indexer.containers.bounds import Meter
from indexer.containers.stream import MemberStream
from indexer.formats import HEAD_BYTES, Format, choose, why_no_article
from indexer.settings import Limits

LARGEST = 64_000
"""Of a longer file only so many bytes are a sample: time goes into many tries."""

NOTABLE = b"\x00\x01\x1a\x1b\x1f\x7f\xff\xfe\x80\xc3\xef<>&;\"'\\/{}[],:=!?-#%\r\n\t 09aZ"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as it stands, or a member of one. `form` reads it, None where no format does."""

    name: str
    data: bytes
    form: Format | None


def read_samples(folders: Iterable[Path]) -> list[Sample]:
    """The files below, and what is in those that are containers."""
    found = []
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            with path.open("rb") as file:
                start = file.read(LARGEST)
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            found += [Sample(name, data, form_of(data, name)) for name, data in _with_members(name, start)]
    return found


def form_of(data: bytes, name: str) -> Format | None:
    """What reads a file of these bytes, as reading chooses it."""
    head, last = data[:HEAD_BYTES], name.rsplit("/", 1)[-1]
    return None if why_no_article(head, last) else choose(head, last)


def members_of(data: bytes, name: str) -> Iterator[object]:
    """`containers.unfold` over bytes."""
    file = io.BytesIO(data)
    limits = Limits(container_bytes=50_000_000)
    stream = MemberStream(file.read, longest=limits.record_bytes)
    # a zip is sought in, by another stream than the one that looks at its head
    return unfold(stream, name, Meter(limits, lambda: len(data)), io.BytesIO(data))


def _with_members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    for found in members_of(data, name):
        if isinstance(found, tuple) and found[0].member is not None:
            yield f"{name}!/{found[0].member}", found[1].read(LARGEST)
        elif isinstance(found, tuple):
            unpacked = found[1].read(LARGEST)
            if unpacked != data:
                yield name.rsplit(".", 1)[0], unpacked


def by_format(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    """Samples by the name of what reads them, empty for none."""
    found: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[sample.form.NAME if sample.form else ""].append(sample)
    return dict(found)


# What may befall bytes


def befall(data: bytes, other: bytes, draw: random.Random) -> bytes:
    """One to three things happen to the bytes; what grows beyond twice the largest sample is cut."""
    for _ in range(draw.choice((1, 1, 2, 3))):
        data = draw.choice(DEEDS)(data, other, draw)[: 2 * LARGEST]
    return data


def _span(data: bytes, draw: random.Random) -> tuple[int, int]:
    """A stretch: a few bytes, or any many."""
    start = draw.randint(0, len(data))
    return start, min(len(data), start + draw.choice((1, 4, 60, draw.randint(0, len(data)))))


def flip(data: bytes, other: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 3, 20, len(data) // 50)) if data else 0):
        changed[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def overwrite(data: bytes, other: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 3, 20)) if data else 0):
        changed[draw.randrange(len(data))] = draw.choice(NOTABLE)
    return bytes(changed)


def cut_end(data: bytes, other: bytes, draw: random.Random) -> bytes:
    return data[: draw.randint(0, len(data))]


def cut_start(data: bytes, other: bytes, draw: random.Random) -> bytes:
    return data[draw.randint(0, len(data)) :]


def cut_out(data: bytes, other: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    return data[:start] + data[end:]


def double(data: bytes, other: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    times = draw.choice((2, 2, 3, 10, 1_000))
    return data[:start] + (data[start:end] * times)[: 2 * LARGEST] + data[end:]


def twice(data: bytes, other: bytes, draw: random.Random) -> bytes:
    return data + data


def mix(data: bytes, other: bytes, draw: random.Random) -> bytes:
    """A stretch of another sample falls in."""
    at, (start, end) = draw.randint(0, len(data)), _span(other, draw)
    return data[:at] + other[start:end] + data[at:]


def noise(data: bytes, other: bytes, draw: random.Random) -> bytes:
    at = draw.randint(0, len(data))
    return data[:at] + draw.randbytes(draw.choice((1, 8, 300))) + data[at:]


def recode(data: bytes, other: bytes, draw: random.Random) -> bytes:
    """The same text in a charset that it does not say."""
    charset = draw.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1251", "shift_jis", "utf-7", "utf-32"))
    return data.decode("utf-8", "replace").encode(charset, "replace")


DEEDS: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (
    flip, overwrite, cut_end, cut_start, cut_out, double, twice, mix, noise, recode,
)  # fmt: skip
