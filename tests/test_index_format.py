"""The page on the index's format is true to a written index: names and types of sections, keys, files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from invented_archive import generation_folder, make_article, write

from indexer.engines.generations import MANIFEST
from indexer.engines.whoosh.archive import FORMAT_VERSION, LEDGER, WhooshArchive
from indexer.engines.whoosh.contents import CONTENTS
from indexer.engines.whoosh.storage.sections import BLOCK_BYTES, MAGIC, SectionReader
from indexer.engines.whoosh.storage.terms import WORD_FIELDS

PAGE = (Path(__file__).parent.parent / "docs" / "index-format.md").read_text("utf-8")
TYPES = {
    "u1": "|u1",
    "u2": "<u2",
    "u4": "<u4",
    "u8": "<u8",
    "i4": "<i4",
    "i8": "<i8",
    "bytes": "|u1",
    "json": "|u1",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = WhooshArchive(tmp_path_factory.mktemp("format") / "index")
    write(archive, [make_article(number) for number in range(30)])
    return generation_folder(archive)


def rows(heading: str) -> list[tuple[str, str]]:
    """(name, second column) of the table below a heading."""
    part = PAGE.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    return re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", part, re.MULTILINE)


def documented() -> dict[str, str]:
    """Section -> type as the page has it, its placeholders filled in."""
    kinds = {"lists": rows("Lists of numbers"), "strings": rows("Strings")}
    found: dict[str, str] = {}
    for name, kind in (*rows("Articles"), *rows("Positions"), *rows("Postings")):
        for field in ("text", *WORD_FIELDS) if name.startswith("FIELD.") else ("",):
            whole = name.replace("FIELD", field)
            if kind in kinds:
                found.update({f"{whole}.{piece.split('.')[1]}": of_piece for piece, of_piece in kinds[kind]})
            else:
                found[whole] = kind
    return found


def test_every_section_of_a_segment_is_named_with_its_type(folder: Path) -> None:
    reader = SectionReader(next(folder.glob("*.segment")))
    named = documented()
    assert set(reader.names()) == named.keys()
    for name in reader.names():
        assert reader.array(name).dtype in [TYPES[kind] for kind in named[name].split(" or ")], name


def test_every_file_and_every_key_of_the_manifest_is_named(folder: Path) -> None:
    location = folder.parent.parent
    assert {path.name for path in location.iterdir()} == {"current", "lock", "generations"}
    assert all(
        f"| `generations/NAME/{name}` |" in PAGE for name in (MANIFEST, LEDGER, CONTENTS, "SEGMENT.segment")
    )
    table = PAGE.split("### The manifest", 1)[1].split("###", 1)[0]
    keys = set(
        re.findall(
            r"`([a-z]+)`",
            "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `")),
        )
    )
    manifest = json.loads((folder / MANIFEST).read_bytes())
    assert manifest.keys() <= keys
    assert keys - manifest.keys() == {"options"}


def test_versions_and_sizes_are_those_of_the_code(folder: Path) -> None:
    assert f"This page describes format version {FORMAT_VERSION}." in PAGE
    assert f"`{MAGIC.decode()}`" in PAGE
    assert f"each {BLOCK_BYTES:,} bytes" in PAGE
    data = next(folder.glob("*.segment")).read_bytes()
    assert (data[:8], data[-8:]) == (MAGIC, MAGIC)
