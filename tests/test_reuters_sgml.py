"""Reuters-21578: golden stories of our own with the collection's faults, any bytes, and the real 22 files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from golden_pairs import list_cases, read_expected, read_outcomes
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import unread_bytes
from indexer.formats.collections import reuters_sgml, story_scan
from indexer.formats.wire.wire_text import cut_sign_off, flow_paragraphs
from indexer.settings import ReadingOptions

STORY = b'<REUTERS NEWID="%d">\n<DATE>1-JUL-1987 10:00:00.00</DATE>\n<TEXT>&#2;\n<TITLE>STORY %d</TITLE>\n<BODY>Text.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n'


def parse(data: bytes) -> list[Outcome]:
    return list(reuters_sgml.parse(BytesIO(data), Origin(path="wire/x.sgm"), ReadingOptions()))


@pytest.mark.parametrize("case", list_cases("reuters-sgml"), ids=lambda case: case.stem)
def test_a_story_is_read_as_its_golden_pair_says(case: Path) -> None:
    assert read_outcomes(case, "reuters-sgml") == read_expected(case)["outcomes"]


def test_the_file_goes_on_after_a_damaged_story() -> None:
    whole = [STORY % (n, n) for n in (1, 2, 3)]
    outcomes = parse(whole[0] + whole[1][:80] + whole[2])
    assert [type(outcome) for outcome in outcomes] == [Article, Reject, Article]
    assert isinstance(outcomes[1], Reject) and outcomes[1].origin.line == 9 and outcomes[1].origin.record == 2


def test_a_story_cut_off_by_the_end_of_the_file_is_a_reject_with_its_line() -> None:
    outcomes = parse(STORY % (1, 1) + (STORY % (2, 2))[:-30])
    assert (
        isinstance(outcomes[1], Reject) and outcomes[1].origin.line == 9 and "cut off" in outcomes[1].reason
    )


def test_stories_are_found_whatever_a_read_gives_at_once() -> None:
    class Dribble(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(7)

    data = b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + b"".join(STORY % (n, n) for n in range(20))
    outcomes = list(reuters_sgml.parse(Dribble(data), Origin(path="x"), ReadingOptions()))
    assert [outcome.title for outcome in outcomes if isinstance(outcome, Article)] == [
        f"STORY {n}" for n in range(20)
    ]


def test_a_story_without_end_is_dropped_within_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_scan, "STORY_BYTES", 10_000)
    monkeypatch.setattr(unread_bytes, "BLOCK_BYTES", 1_000)
    outcomes = parse(b"<REUTERS NEWID='1'>" + b"x" * 50_000 + b"\n" + STORY % (2, 2))
    assert isinstance(outcomes[0], Reject) and "MB" in outcomes[0].reason
    assert isinstance(outcomes[-1], Article) and outcomes[-1].title == "STORY 2"


@pytest.mark.parametrize(
    "piece", [b"<TITLE>", b"<D>", b"<!", b"a ", b"\n", b"&#3;", b"x\n", b" Reuter\n", b'N="']
)
@pytest.mark.parametrize(
    "place",
    [
        b"<REUTERS %s><TEXT>x</TEXT></REUTERS>",
        b"<REUTERS>%s<TEXT>x</TEXT></REUTERS>",
        b"<REUTERS><TEXT>%s</TEXT></REUTERS>",
        b"%s",
    ],
)
@pytest.mark.timeout(150)
def test_a_hostile_story_takes_time_in_proportion(piece: bytes, place: bytes) -> None:
    assert parse(place % (piece * (500_000 // len(piece))))


def test_windows_line_ends_change_nothing() -> None:
    plain, windows = parse(STORY % (1, 1)), parse((STORY % (1, 1)).replace(b"\n", b"\r\n"))
    assert plain == windows


def test_ids_depend_on_the_file_and_not_on_the_place_in_it() -> None:
    first, second = parse(STORY % (1, 1) + STORY % (2, 2)), parse(STORY % (2, 2))
    assert isinstance(first[1], Article) and isinstance(second[0], Article) and first[1].id == second[0].id


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (STORY, "reut", True),
        (b'\xef\xbb\xbf<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + STORY, "a.txt", True),
        (b"lost end of a story\n</REUTERS>\n" + STORY, "a.sgm", True),
        (b"The tag <REUTERS NEWID is explained here", "a.txt", False),
        (b"<DOC>\n<DOCNO>1</DOCNO>", "a.sgm", False),
    ],
)
def test_the_content_tells_the_format(head: bytes, name: str, expected: bool) -> None:
    assert reuters_sgml.sniff(head, name) is expected


def test_lines_of_a_paragraph_are_joined_and_rows_of_a_table_are_not() -> None:
    text = "First line\nsecond line.\n    New paragraph\nruns on.\n WHEAT   10\n CORN     3\n    Last."
    assert (
        flow_paragraphs(text)
        == "First line second line.\n\nNew paragraph runs on.\n\nWHEAT   10\nCORN     3\n\nLast."
    )


@pytest.mark.parametrize("sign_off", ["Reuter", "REUTER", "reuter...", "REUTER^M", "Reuters"])
def test_the_sign_off_is_cut(sign_off: str) -> None:
    assert cut_sign_off(f"He told Reuters so.\n {sign_off}\n")[0] == "He told Reuters so."


def test_a_last_sentence_that_names_the_agency_is_kept() -> None:
    assert cut_sign_off("It was sold,\nthe company told Reuters.")[1] is None


@given(st.binary(max_size=300), st.integers(0, 200), st.integers(0, 200))
def test_any_bytes_give_only_articles_and_rejects(noise: bytes, at: int, end: int) -> None:
    story = STORY % (1, 1)
    for data in (noise, story[:at] + noise + story[end:]):
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))


@pytest.fixture(scope="module")
def real_stories(shared_data: Path) -> list[Outcome]:
    return [
        outcome
        for path in sorted((shared_data / "reuters21578").glob("*.sgm"))
        for outcome in _read_file(path)
    ]


def _read_file(path: Path) -> Iterator[Outcome]:
    with path.open("rb") as stream:
        yield from reuters_sgml.parse(stream, Origin(path=f"reuters21578/{path.name}"), ReadingOptions())


@pytest.mark.shared_data
def test_all_of_the_collection_is_articles_with_dates(real_stories: list[Outcome]) -> None:
    articles = [outcome for outcome in real_stories if isinstance(outcome, Article)]
    assert len(articles) == len(real_stories) == len({article.id for article in articles}) == 21_578
    assert sum(article.undated is not None for article in articles) == 0
    assert sum(article.title is None for article in articles) == 737
    assert Counter(article.extra.get("text_type") for article in articles) == {
        None: 19_043,
        "BRIEF": 1_798,
        "UNPROC": 737,
    }
    assert {article.published.date[:4] for article in articles if article.published} == {"1987"}


@pytest.mark.shared_data
def test_no_text_of_the_collection_holds_references_or_control_characters(
    real_stories: list[Outcome],
) -> None:
    forbidden = re.compile(r"&(?:#\d+|lt|amp);|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
    for outcome in real_stories:
        assert isinstance(outcome, Article)
        for text in (
            outcome.title or "",
            outcome.body,
            outcome.dateline or "",
            outcome.byline or "",
            str(outcome.extra),
        ):
            assert not forbidden.search(text), (outcome.extra["newid"], text[:200])


@pytest.mark.shared_data
def test_the_hour_605_keeps_its_day(real_stories: list[Outcome]) -> None:
    odd = [
        article
        for article in real_stories
        if isinstance(article, Article) and article.published and "605:" in article.published.raw
    ]
    assert [article.published and article.published.date for article in odd] == ["1987-03-31"]
