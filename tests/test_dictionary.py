"""Strings in one blob: found by name, by prefix, by expression, as a sorted list of Python would find them."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage import dictionary
from indexer.engines.whoosh.storage.dictionary import Strings, write_strings
from indexer.engines.whoosh.storage.sections import SectionReader, SectionWriter
from indexer.errors import EngineError

quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
words = st.text("abéłß東京\x00\x7f :-\U0001f600", max_size=5).map(str.encode)
any_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=8).map(
    str.encode
)
dictionaries = st.lists(words | any_words, max_size=25, unique=True).map(sorted)


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few strings take several."""
    monkeypatch.setattr(dictionary, "LEAD", 4)


def write(folder: Path, strings: list[bytes]) -> Strings:
    path = folder / "strings.segment"
    path.unlink(missing_ok=True)
    with SectionWriter(path) as writer:
        write_strings(writer, "word", strings)
    return Strings(SectionReader(path), "word")


@given(strings=st.lists(words | any_words, max_size=25))
@quick
def test_strings_keep_their_order_and_bytes(strings: list[bytes], tmp_path: Path) -> None:
    written = write(tmp_path, strings)
    assert len(written) == len(strings)
    assert list(written) == strings
    assert [written[number] for number in range(len(strings))] == strings


@given(strings=dictionaries, wanted=words | any_words)
@quick
def test_a_string_is_found_where_it_stands_and_not_where_it_does_not(
    strings: list[bytes], wanted: bytes, tmp_path: Path
) -> None:
    written = write(tmp_path, strings)
    assert [written.find(string) for string in strings] == list(range(len(strings)))
    assert written.find(wanted) == (strings.index(wanted) if wanted in strings else None)
    assert written.first_at_least(wanted) == bisect_left(strings, wanted)


@given(strings=dictionaries, prefix=words)
@quick
def test_a_prefix_finds_all_that_start_with_it(strings: list[bytes], prefix: bytes, tmp_path: Path) -> None:
    expected = [number for number, string in enumerate(strings) if string.startswith(prefix)]
    assert list(write(tmp_path, strings).find_prefix(prefix)) == expected


@given(strings=dictionaries, part=words.filter(bool))
@quick
def test_a_scan_finds_what_the_expression_matches_whole(
    strings: list[bytes], part: bytes, tmp_path: Path
) -> None:
    literal = re.escape(part)
    for expression in (
        literal,
        rb"[^\n]*" + literal,
        literal + rb"[^\n]*",
        rb"[^\n]{0,2}" + literal + rb"a?",
    ):
        expected = [number for number, string in enumerate(strings) if re.fullmatch(expression, string)]
        assert write(tmp_path, strings).scan(expression, part).tolist() == expected


def test_an_empty_dictionary_finds_nothing(tmp_path: Path) -> None:
    written = write(tmp_path, [])
    assert (len(written), list(written), written.find(b"a"), list(written.find_prefix(b"a"))) == (
        0,
        [],
        None,
        [],
    )
    assert written.scan(rb"[^\n]*a", b"a").tolist() == []


def test_a_number_beyond_the_last_is_refused(tmp_path: Path) -> None:
    written = write(tmp_path, [b"only"])
    with pytest.raises((IndexError, EngineError)):
        written[1]
