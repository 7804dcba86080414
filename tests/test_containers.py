"""Containers: what is inside comes out whole and in order; whatever a hostile one does costs itself alone."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import resource
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import NotArticle, Reject
from indexer.containers.stream import MemberStream, StreamError
from indexer.settings import Limits
from indexer.sources.walk import SourceFile, find_files, open_members

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}
LIMITS = Limits()
STORY = b"Ferry back in service\n\nThe ferry sailed again on Monday.\n"


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that cannot be packed, and begin like text."""
    return b"Text\n" + random.Random(seed).randbytes(size - 5)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


class Opened:
    """What came out of one file: contents by member, rejects and no-articles as (member, reason)."""

    def __init__(
        self, folder: Path, data: bytes, limits: Limits = LIMITS, *, name: str = "x.bin", size: int = 65_536
    ) -> None:
        path = folder / name
        path.write_bytes(data)
        (file,) = find_files([str(path)])
        assert isinstance(file, SourceFile)
        self.members: list[tuple[str | None, bytes]] = []
        self.rejects: list[tuple[str | None, str]] = []
        self.not_articles: list[tuple[str | None, str]] = []
        self.read = 0
        for found in open_members(file, limits):
            if isinstance(found, Reject):
                self.rejects.append((found.origin.member, found.reason))
            elif isinstance(found, NotArticle):
                self.not_articles.append((found.member, found.reason))
            else:
                self._read(found[0].member, found[1], size)

    def _read(self, member: str | None, stream: MemberStream, size: int) -> None:
        kept = b""
        try:
            while part := stream.read(size):
                self.read += len(part)
                kept = kept if len(kept) > 1_000_000 else kept + part
        except StreamError as error:
            error.told = True
            self.rejects.append((member, error.reason))
        self.members.append((member, kept))


# What is well formed


@pytest.mark.parametrize("kind", PACKERS)
def test_a_packed_file_is_the_file_itself_and_no_member(tmp_path: Path, kind: str) -> None:
    assert Opened(tmp_path, PACKERS[kind](STORY)).members == [(None, STORY)]


@pytest.mark.parametrize("kind", PACKERS)
@pytest.mark.parametrize("size", [1, 511, 65_536, 3_000_000])
def test_long_content_comes_out_whole_at_any_step(tmp_path: Path, kind: str, size: int) -> None:
    data = noise(100_000) + b"line\n" * 50_000 + noise(50_000)
    small = data if size > 1 else data[:5_000]
    assert Opened(tmp_path, PACKERS[kind](small), size=size).members == [(None, small)]


@pytest.mark.parametrize("kind", PACKERS)
def test_packed_parts_that_follow_each_other_are_one_file(tmp_path: Path, kind: str) -> None:
    parts = [STORY, b"", noise(70_000), STORY]
    data = b"".join(map(PACKERS[kind], parts))
    assert Opened(tmp_path, data).members == [(None, b"".join(parts))]


def test_zeros_behind_gzip_are_padding(tmp_path: Path) -> None:
    opened = Opened(tmp_path, gzip.compress(STORY) + bytes(100_000) + gzip.compress(STORY) + bytes(512))
    assert opened.members == [(None, STORY * 2)]
    assert not opened.rejects


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("kind", ["", *PACKERS])
def test_a_tar_gives_its_members_in_order_however_packed(tmp_path: Path, form: int, kind: str) -> None:
    members = {"jan/1.txt": STORY, "jan/2.txt": noise(100_000), "feb/3.txt": STORY}
    data = tarred(members, form)
    assert Opened(tmp_path, PACKERS[kind](data) if kind else data).members == list(members.items())


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_keeps_long_and_foreign_names(tmp_path: Path, form: int) -> None:
    names = ["d/" * 120 + "a.txt", "ünï/日本.txt", "x" * 99, "y" * 100, "z" * 101]
    assert [name for name, _ in Opened(tmp_path, tarred(dict.fromkeys(names, STORY), form)).members] == names


def test_a_tar_without_magic_is_known_by_its_checksum(tmp_path: Path) -> None:
    data = bytearray(tarred({"a.txt": STORY}, tarfile.USTAR_FORMAT))
    data[257:265] = bytes(8)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert Opened(tmp_path, bytes(data)).members == [("a.txt", STORY)]


def test_tars_that_follow_each_other_are_read_as_one(tmp_path: Path) -> None:
    data = tarred({"a.txt": STORY}) + tarred({"b.txt": STORY})
    assert Opened(tmp_path, data).members == [("a.txt", STORY), ("b.txt", STORY)]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_zip_gives_its_members(tmp_path: Path, method: int) -> None:
    members = {"jan/1.txt": STORY, "feb/": b"", "feb/2.txt": noise(300_000), "feb/3.txt": STORY}
    opened = Opened(tmp_path, zipped(members, method))
    assert opened.members == [(name, data) for name, data in members.items() if data]
    assert not opened.rejects
    assert not opened.not_articles


def test_a_zip_named_in_utf8_without_saying_so_keeps_its_names(tmp_path: Path) -> None:
    data = zipped({"xxxx.txt": STORY}).replace(b"xxxx.txt", "éé.txt".encode())
    assert [name for name, _ in Opened(tmp_path, data).members] == ["éé.txt"]


def test_what_is_packed_inside_a_container_keeps_its_own_name(tmp_path: Path) -> None:
    inner = zipped({"deep/1.txt": STORY, "2.txt.gz": gzip.compress(STORY)})
    opened = Opened(tmp_path, gzip.compress(tarred({"in.zip": inner, "3.txt.xz": lzma.compress(STORY)})))
    assert opened.members == [("in.zip!/deep/1.txt", STORY), ("in.zip!/2.txt.gz", STORY), ("3.txt.xz", STORY)]


def test_the_first_bytes_decide_not_the_name(tmp_path: Path) -> None:
    assert Opened(tmp_path, STORY, name="news.zip").members == [(None, STORY)]
    assert Opened(tmp_path, STORY, name="news.txt.gz").members == [(None, STORY)]
    assert Opened(tmp_path, zipped({"a": STORY}), name="news.txt").members == [("a", STORY)]


def test_office_documents_are_no_archives(tmp_path: Path) -> None:
    data = zipped({"mimetype": b"application/epub+zip", "content.opf": b"<package/>"})
    assert Opened(tmp_path, data).not_articles == [(None, "an office document or e-book, which is not read")]


def test_a_word_document_is_one_stream_for_its_format(tmp_path: Path) -> None:
    data = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert Opened(tmp_path, data).members == [(None, data)]
    assert Opened(tmp_path, zipped({"a/x.docx": data, "b.txt": STORY})).members == [
        ("a/x.docx", data),
        ("b.txt", STORY),
    ]


def test_empty_members_and_containers_are_named(tmp_path: Path) -> None:
    assert Opened(tmp_path, gzip.compress(b"")).not_articles == [(None, "empty")]
    assert Opened(tmp_path, zipped({"a.txt": b""})).not_articles == [("a.txt", "empty")]
    assert Opened(tmp_path, tarred({"a.txt": b""})).not_articles == [("a.txt", "empty")]
    for data in (zipped({}), zipped({"folder/": b""}), gzip.compress(zipped({}))):
        assert Opened(tmp_path, data).not_articles == [(None, "an archive without any file")]


def test_links_and_devices_in_a_tar_are_named(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for kind in (
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.CHRTYPE,
            tarfile.BLKTYPE,
            tarfile.FIFOTYPE,
            tarfile.DIRTYPE,
        ):
            info = tarfile.TarInfo(f"kind{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    opened = Opened(tmp_path, file.getvalue())
    assert [name for name, _ in opened.not_articles] == ["kind2", "kind1", "kind3", "kind4", "kind6"]
    assert not opened.members


def test_links_in_a_zip_are_named(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert Opened(tmp_path, file.getvalue()).not_articles == [
        ("link", "a link; links in archives are not followed")
    ]


def test_old_and_new_sparse_files_are_named_and_what_follows_is_read(tmp_path: Path) -> None:
    data = bytearray(tarred({"sparse": bytes(1_024), "a.txt": STORY}, tarfile.GNU_FORMAT))
    data[156:157] = b"S"
    data[482] = 1
    data[512:512] = bytes(504) + b"\1" + bytes(7) + bytes(512)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    opened = Opened(tmp_path, bytes(data))
    assert opened.members == [("a.txt", STORY)]
    assert [name for name, _ in opened.not_articles] == ["sparse"]


# Names


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../b.txt", "\x1b[2J.txt", "‮txt.exe", "!/x"]
)
@pytest.mark.parametrize("make", [zipped, tarred])
def test_names_that_lead_elsewhere_are_only_labels(
    tmp_path: Path, make: Callable[[dict[str, bytes]], bytes], name: str
) -> None:
    before = set(tmp_path.parent.rglob("*"))
    opened = Opened(tmp_path, make({name: STORY}))
    assert opened.members == [(name, STORY)]
    assert set(tmp_path.parent.rglob("*")) - before <= {tmp_path / "x.bin"}


@pytest.mark.parametrize("make", [zipped, tarred])
def test_names_of_any_length_give_labels_of_bounded_length_that_differ(
    tmp_path: Path, make: Callable[[dict[str, bytes]], bytes]
) -> None:
    opened = Opened(tmp_path, make({"n" * 4_000 + "1": STORY, "n" * 4_000 + "2": STORY}))
    first, second = (name or "" for name, _ in opened.members)
    assert first != second
    assert max(len(first), len(second)) <= 1_000


def test_a_nul_in_a_tar_name_does_not_stay(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("x")
        info.pax_headers = {"path": "a\0b.txt"}
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY))
    assert Opened(tmp_path, file.getvalue()).members == [("a\ufffdb.txt", STORY)]


def test_bytes_in_a_tar_name_that_are_not_utf8_are_written_out(tmp_path: Path) -> None:
    data = bytearray(tarred({"cafe.txt": STORY}, tarfile.USTAR_FORMAT))
    data[3:4] = b"\xe9"
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert Opened(tmp_path, bytes(data)).members == [(r"caf\xe9.txt", STORY)]


# What is cut or damaged


@pytest.mark.parametrize("kind", PACKERS)
def test_what_stands_before_a_cut_is_given_out_and_the_cut_is_told_once(tmp_path: Path, kind: str) -> None:
    data = PACKERS[kind](noise(2_000_000))
    opened = Opened(tmp_path, data[:1_500_000])
    assert 500_000 < opened.read < 1_500_100
    ((member, reason),) = opened.rejects
    assert member is None
    assert reason.startswith("truncated")


@pytest.mark.parametrize("kind", PACKERS)
def test_a_wrong_byte_is_told_once_and_nothing_is_raised(tmp_path: Path, kind: str) -> None:
    data = bytearray(PACKERS[kind](b"A line that packs well enough.\n" * 100_000 + noise(10_000)))
    data[len(data) // 2] ^= 0x55
    data[-5] ^= 0x55
    ((_, reason),) = Opened(tmp_path, bytes(data)).rejects
    assert reason.startswith("damaged")


def test_a_gzip_checksum_that_does_not_fit_is_told(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(STORY))
    data[-6] ^= 1
    ((_, reason),) = Opened(tmp_path, bytes(data)).rejects
    assert "damaged gzip data" in reason


def test_what_follows_gzip_and_is_none_is_told(tmp_path: Path) -> None:
    opened = Opened(tmp_path, gzip.compress(STORY) + b"not gzip at all")
    assert opened.read == len(STORY)
    ((_, reason),) = opened.rejects
    assert reason.startswith("damaged: what follows")


def test_a_cut_tar_keeps_the_members_before_the_cut(tmp_path: Path) -> None:
    data = tarred({"1.txt": STORY, "2.txt": STORY, "3.txt": noise(100_000)}, tarfile.USTAR_FORMAT)
    opened = Opened(tmp_path, data[:50_000])
    assert opened.members[:2] == [("1.txt", STORY), ("2.txt", STORY)]
    ((member, reason),) = opened.rejects
    assert member == "3.txt"
    assert reason.startswith("truncated")


@pytest.mark.parametrize("end", [512 * 4, 512 * 2, 512 * 2 + 100, 512 + 10])
def test_a_tar_cut_between_members_or_in_a_header_is_told(tmp_path: Path, end: int) -> None:
    data = tarred({"1.txt": STORY, "2.txt": STORY}, tarfile.USTAR_FORMAT)
    ((_, reason),) = Opened(tmp_path, data[:end]).rejects
    assert reason.startswith("truncated")


def test_a_cut_packed_tar_is_told_once(tmp_path: Path) -> None:
    data = gzip.compress(tarred({"1.txt": STORY, "2.txt": noise(500_000), "3.txt": STORY}))
    opened = Opened(tmp_path, data[:300_000])
    assert opened.members[0] == ("1.txt", STORY)
    assert [(member, reason[:9]) for member, reason in opened.rejects] == [("2.txt", "truncated")]


def test_a_damaged_tar_header_is_told_and_does_not_end_the_archive_quietly(tmp_path: Path) -> None:
    data = bytearray(tarred({"1.txt": STORY, "2.txt": STORY, "3.txt": STORY}, tarfile.USTAR_FORMAT))
    data[1_024] ^= 0xFF
    opened = Opened(tmp_path, bytes(data))
    assert opened.members == [("1.txt", STORY)]
    ((member, reason),) = opened.rejects
    assert member is None
    assert reason.startswith("damaged: a header")


def test_a_tar_name_that_claims_gigabytes_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 7_000_000_000
    data = info.tobuf(tarfile.GNU_FORMAT) + bytes(1_000_000)
    ((_, reason),) = Opened(tmp_path, data).rejects
    assert "claims 7,000,000,000 bytes" in reason


@pytest.mark.parametrize("size", [b"\xff" * 12, b"\x80" + b"\xff" * 11, b"12345x78901\0"])
def test_a_tar_size_that_is_none_is_refused(tmp_path: Path, size: bytes) -> None:
    data = bytearray(tarred({"1.txt": STORY}, tarfile.USTAR_FORMAT))
    data[124:136] = size
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    opened = Opened(tmp_path, bytes(data))
    assert len(opened.rejects) == 1


def test_an_endless_pax_header_of_digits_is_read_in_linear_time(tmp_path: Path) -> None:
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 999_936
    data = info.tobuf(tarfile.USTAR_FORMAT) + b"9" * 999_936 + tarred({"a.txt": STORY})
    assert Opened(tmp_path, data).members == [("a.txt", STORY)]


def test_a_zip_without_its_directory_is_told(tmp_path: Path) -> None:
    data = zipped({"1.txt": noise(10_000), "2.txt": STORY})
    for end in (100, 9_000, len(data) - 1, len(data) - 30):
        ((_, reason),) = Opened(tmp_path, data[:end]).rejects
        assert reason.startswith("truncated")


def test_a_damaged_zip_member_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(zipped({"1.txt": STORY, "2.txt": noise(10_000), "3.txt": STORY}, zipfile.ZIP_STORED))
    data[5_000] ^= 0xFF
    opened = Opened(tmp_path, bytes(data))
    assert ("1.txt", STORY) in opened.members
    assert ("3.txt", STORY) in opened.members
    assert [(member, reason[:7]) for member, reason in opened.rejects] == [("2.txt", "damaged")]


def test_an_encrypted_member_is_a_reject_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"1.txt": STORY, "2.txt": STORY}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    opened = Opened(tmp_path, bytes(data))
    assert opened.rejects == [("1.txt", "encrypted, so it cannot be read")]
    assert opened.members == [("2.txt", STORY)]


def test_a_zip_method_that_is_not_known_is_a_reject(tmp_path: Path) -> None:
    data = bytearray(zipped({"1.txt": STORY, "2.txt": STORY}))
    data[8:10] = struct.pack("<H", 9)
    place = data.index(b"PK\1\2") + 10
    data[place : place + 2] = struct.pack("<H", 9)
    opened = Opened(tmp_path, bytes(data))
    assert [member for member, _ in opened.rejects] == ["1.txt"]
    assert opened.members[-1] == ("2.txt", STORY)


@pytest.mark.parametrize("claim", [10, 10_000_000])
def test_a_zip_member_that_lies_about_its_size_is_a_reject_or_whole(tmp_path: Path, claim: int) -> None:
    data = bytearray(zipped({"1.txt": noise(5_000), "2.txt": STORY}))
    place = data.index(b"PK\1\2") + 24
    data[place : place + 4] = struct.pack("<L", claim)
    opened = Opened(tmp_path, bytes(data))
    assert opened.members[-1] == ("2.txt", STORY)
    assert opened.rejects or opened.members[0] == ("1.txt", noise(5_000))


# Bombs


def deflated_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()


BOMBS: dict[str, Callable[[], bytes]] = {
    "gz": lambda: deflated_zeros(60_000_000),
    "bz2": lambda: b"".join([bz2.compress(bytes(30_000_000))] * 4),
    "xz": lambda: b"".join([lzma.compress(bytes(30_000_000))] * 4),
    "zst": lambda: b"".join([zstandard.ZstdCompressor(19).compress(bytes(100_000_000))] * 2),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_stopped_by_what_really_comes_out(tmp_path: Path, kind: str) -> None:
    data = BOMBS[kind]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    opened = Opened(tmp_path, data)
    assert opened.read < 30_000_000
    ((_, reason),) = opened.rejects
    assert "as only a bomb does" in reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_bomb_in_a_zip_costs_only_itself(tmp_path: Path) -> None:
    opened = Opened(
        tmp_path, zipped({"0.txt": noise(2_000_000), "1.txt": bytes(100_000_000), "2.txt": STORY})
    )
    assert opened.members[-1] == ("2.txt", STORY)
    ((member, reason),) = opened.rejects
    assert member == "1.txt"
    assert "as only a bomb does" in reason


def test_many_zips_of_many_zips_are_stopped_as_one(tmp_path: Path) -> None:
    leaf = zipped({"0.txt": bytes(9_000_000)})
    middle = zipped({f"{number}.zip": leaf for number in range(16)})
    opened = Opened(tmp_path, zipped({f"{number}.zip": middle for number in range(16)}))
    assert opened.read < 30_000_000
    assert len(opened.rejects) == 1
    assert "as only a bomb does" in opened.rejects[0][1]


def test_zip_entries_that_overlap_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"1.txt": noise(100_000), "2.txt": STORY}))
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    opened = Opened(tmp_path, bytes(data))
    assert not opened.members
    assert opened.rejects == [
        (None, "entries of the zip file overlap, as only in a bomb; nothing of it is read")
    ]


def test_a_quoted_overlap_is_refused(tmp_path: Path) -> None:
    inner = zipped({"2.txt": STORY})
    data = bytearray(
        zipped({"1.txt": inner[: inner.index(b"PK\1\2")] + noise(1_000), "2.txt": STORY}, zipfile.ZIP_STORED)
    )
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    data[second + 42 : second + 46] = struct.pack("<L", 35)
    ((_, reason),) = Opened(tmp_path, bytes(data)).rejects
    assert "overlap" in reason


def test_containers_are_nested_no_deeper_than_the_limit(tmp_path: Path) -> None:
    data = STORY
    for number in range(4):
        data = zipped({f"{number}.zip": data})
    opened = Opened(tmp_path, data)
    assert not opened.members
    assert opened.rejects == [("3.zip!/2.zip!/1.zip", "containers are nested deeper than 3; not read")]
    assert Opened(tmp_path, data, Limits(nesting=4)).members == [("3.zip!/2.zip!/1.zip!/0.zip", STORY)]


def test_packing_counts_as_nesting_and_a_packed_tar_once(tmp_path: Path) -> None:
    data = STORY
    for _ in range(4):
        data = gzip.compress(data)
    assert Opened(tmp_path, data).rejects == [(None, "containers are nested deeper than 3; not read")]
    packed = gzip.compress(
        tarred({"b.tgz": gzip.compress(tarred({"c.tgz": gzip.compress(tarred({"d.txt": STORY}))}))})
    )
    assert Opened(tmp_path, packed).members == [("b.tgz!/c.tgz!/d.txt", STORY)]


def test_members_are_counted(tmp_path: Path) -> None:
    members = {f"{number}.txt": STORY for number in range(20)}
    for make in (zipped, tarred):
        opened = Opened(tmp_path, make(members), Limits(members=5))
        assert len(opened.members) == 5
        assert opened.rejects == [(None, "holds more than 5 members; the rest is not read")]


def test_what_a_container_unpacks_to_is_bounded(tmp_path: Path) -> None:
    members = {f"{number}.txt": noise(100_000, number) for number in range(20)}
    opened = Opened(tmp_path, zipped(members), Limits(container_bytes=1_000_000))
    assert len([data for _, data in opened.members if len(data) == 100_000]) == 10
    assert [reason for _, reason in opened.rejects] == [
        "unpacks to more than 1,000,000 bytes; the rest is not read"
    ]


def test_a_text_longer_than_a_record_may_be_is_refused_when_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"line\n" * 1_000)
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    for found in open_members(file, Limits(record_bytes=4_999)):
        assert isinstance(found, tuple)
        with pytest.raises(StreamError, match="longer than 4,999 bytes"):
            found[1].read()
    for found in open_members(file, Limits(record_bytes=5_000)):
        assert isinstance(found, tuple)
        assert len(found[1].read()) == 5_000


def test_a_zip_directory_that_claims_too_much_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"1.txt": STORY}))
    place = data.rindex(b"PK\5\6") + 12
    data[place : place + 4] = struct.pack("<L", 3_000_000_000)
    ((_, reason),) = Opened(tmp_path, bytes(data)).rejects
    assert "3,000,000,000" in reason


# Streams


@pytest.mark.parametrize("size", [1, 3, 65_535, 65_536, 65_537])
def test_looking_ahead_takes_nothing_away(size: int) -> None:
    data = noise(200_000)
    source = io.BytesIO(data)
    stream = MemberStream(source.read, longest=1_000_000)
    assert stream.peek(size)[:size] == data[:size]
    assert stream.read(10) == data[:10]
    assert stream.peek(size)[:size] == data[10 : 10 + size]
    assert stream.read() == data[10:]
    assert stream.peek(size) == b""
    assert stream.read() == b""


def test_lines_can_be_read() -> None:
    stream = MemberStream(io.BytesIO(b"one\ntwo\n" + b"x" * 100_000 + b"\nend").read, longest=1)
    assert [len(line) for line in stream] == [4, 4, 100_001, 3]


def test_what_came_before_a_fault_is_read_before_it() -> None:
    parts = [b"abc", b"def"]

    def pull(size: int) -> bytes:
        if not parts:
            raise StreamError("broken")
        return parts.pop(0)

    stream = MemberStream(pull, longest=100)
    assert stream.peek(100) == b"abcdef"
    assert stream.read(100) == b"abcdef"
    for _ in range(2):
        with pytest.raises(StreamError, match="broken"):
            stream.read(100)


SAMPLES = [
    gzip.compress(STORY * 9), bz2.compress(STORY * 9), lzma.compress(STORY * 9), PACKERS["zst"](STORY * 9),
    zipped({"1.txt": STORY, "2.gz": gzip.compress(STORY)}), tarred({"1.txt": STORY, "2.zip": zipped({"3": STORY})}),
    tarred({"n" * 300: STORY}, tarfile.GNU_FORMAT),
]  # fmt: skip


@settings(max_examples=300, deadline=2_000)
@given(
    sample=st.sampled_from(SAMPLES),
    changes=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=5),
    end=st.integers(0, 12_000),
)
def test_any_damage_gives_only_members_rejects_and_no_articles(
    tmp_path_factory: pytest.TempPathFactory, sample: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    data = bytearray(sample)
    for place, value in changes:
        data[place % len(data)] = value
    data = data[: max(1, end)]
    opened = Opened(tmp_path_factory.getbasetemp(), bytes(data))
    assert opened.members or opened.rejects or opened.not_articles or zipfile.is_zipfile(io.BytesIO(data))
