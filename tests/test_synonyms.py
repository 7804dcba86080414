"""A file of synonyms widens words and whole phrases, says so, and never makes a query too long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import documents, morgue, write_stories

from indexer.engines import open_archive
from indexer.errors import InputError, QueryError
from indexer.query.notice import NoticeBook
from indexer.query.parser import BOUNDS, parse
from indexer.query.printer import str_of
from indexer.search.request import make_request
from indexer.search.synonyms import Synonyms, make_synonyms, read_synonyms, widen
from search_web import create_app

TODAY = date(2026, 1, 1)
KNOWN = make_synonyms(
    ["Kyiv = Kiev = Kiew", "", "# a remark", "EU = European Union", "ship = vessel", "vessel = boat"]
)


def understood(text: str, match: str = "all") -> str:
    return make_request(text=text, today=TODAY, match=match, synonyms=KNOWN).understood


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("kyiv", "kyiv OR Kiev OR Kiew"),
        ("KIEV talks", "(KIEV OR Kyiv OR Kiew) AND talks"),
        ("eu", 'eu OR "European Union"'),
        ('"european union" budget', '("european union" OR EU) AND budget'),
        ("kyiv OR lviv", "kyiv OR Kiev OR Kiew OR lviv"),
        ("title:kiew", "title:(kiew OR Kyiv OR Kiev)"),
        ("-kiev war", "NOT (kiev OR Kyiv OR Kiew) AND war"),
        ("kiev NEAR/5 talks", "(kiev OR Kyiv OR Kiew) NEAR/5 talks"),
        ("ship", "ship OR vessel OR boat"),
        ("=Kiev", "=Kiev"),
        ("kie*", "kie*"),
        ('"the kyiv post"', '"the kyiv post"'),
        ("lviv", "lviv"),
    ],
)
def test_a_word_is_widened_where_a_group_may_stand(typed: str, read: str) -> None:
    assert understood(typed) == read


def test_a_notice_says_what_was_widened() -> None:
    request = make_request(text="talks in kyiv", today=TODAY, synonyms=KNOWN)
    (notice,) = request.notices
    assert notice.message == "“kyiv” also stands for “Kiev”, “Kiew”, by the file of synonyms."
    assert (notice.start, notice.end) == (9, 13)


def test_a_query_stays_within_its_bounds() -> None:
    request = make_request(text=" ".join(["kyiv"] * 200), today=TODAY, synonyms=KNOWN)
    assert request.tree is not None
    assert str_of(request.tree).count("kyiv") == 200
    assert str_of(request.tree).count("Kiev") == 28
    assert any("too long" in notice.message for notice in request.notices)


PIECES = ["oil", "wind", "Black", "gold", '"black gold"', '"oil wind"', "=oil", "oi*", "gale~1", "OR", "AND", "NOT", "-", "(", ")", "NEAR/3", "W/S", "title:", "ATLEAST/2", "FIRST/5", "crude", "rain"]  # fmt: skip


@given(typed=st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(" ".join))
def test_a_widened_tree_prints_as_it_is_read(typed: str) -> None:
    try:
        tree = parse(typed, today=TODAY).tree
    except QueryError:
        return
    if tree is None:
        return
    wide = widen(tree, make_synonyms(["oil = crude = black gold", "wind = gale"]), NoticeBook(), BOUNDS.terms)
    assert parse(str_of(wide), today=TODAY).tree == wide


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("Kyiv", "line 2: write words"), ("a =", "line 2: write words"), ("a = b*", r"line 2: “b\*” is no plain word"), ("a = ...", r"line 2: “\.\.\.” holds no word"), (" = ".join(f"w{n}" for n in range(21)), "line 2: more than 20")],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(line: str, wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        make_synonyms(["a = b", line])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_synonyms(tmp_path / "none.txt")
    (tmp_path / "latin.txt").write_bytes(b"a = b\nM\xfcnchen = Munich\n")
    with pytest.raises(InputError, match="line 2: this is not UTF-8"):
        read_synonyms(tmp_path / "latin.txt")
    (tmp_path / "empty.txt").write_text("\ufeff\n")
    assert not read_synonyms(tmp_path / "empty.txt")
    assert read_synonyms(tmp_path / "empty.txt") == Synonyms({})


def test_commands_and_pages_take_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = ("--index", str(tmp_path / "index"))
    morgue("rebuild", str(write_stories(tmp_path / "news")), *index, "--quiet")
    file = tmp_path / "words.txt"
    file.write_text("ferry = Fähre\n", encoding="utf-8")
    assert documents(morgue("search", "ferry", "--json", *index))[0]["total"] == 3
    (wide,) = documents(morgue("search", "ferry", "--synonyms", str(file), "--json", *index))
    assert (wide["total"], wide["query"]["understood"]) == (4, "ferry OR Fähre")
    assert morgue("search", "ferry", "--synonyms", str(tmp_path / "none"), *index).exit_code == 1
    monkeypatch.setenv("MORGUE_SYNONYMS", str(file))
    with create_app(open_archive(str(tmp_path / "index"))).test_client() as client:
        answer = client.get("/api/v1/search?q=ferry").json
        assert answer is not None and answer["total"] == 4
        assert "also stands for" in client.get("/search?q=ferry").text
