"""TREC collections: golden documents of our own in the manner of each paper, hostile ones, and the samples."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from golden_pairs import list_cases, read_expected, read_outcomes
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import choose
from indexer.formats.collections import trec_documents
from indexer.formats.collections.trec_dates import read_number
from indexer.formats.collections.trec_elements import flow_lines, read_elements
from indexer.ingest.reading import read_paths
from indexer.settings import Limits, ReadingOptions

STORY = (
    b"<DOC>\n<DOCNO> AP880212-00%02d </DOCNO>\n<HEAD>Story %d</HEAD>\n<TEXT>\n   The text.\n</TEXT>\n</DOC>\n"
)


def parse(data: bytes) -> list[Outcome]:
    return list(trec_documents.parse(BytesIO(data), Origin(path="ap/x"), ReadingOptions()))


@pytest.mark.parametrize("case", list_cases("trec"), ids=lambda case: case.stem)
def test_a_document_is_read_as_its_golden_pair_says(case: Path) -> None:
    assert read_outcomes(case, "trec") == read_expected(case)["outcomes"]


@pytest.mark.parametrize("case", list_cases("trec"), ids=lambda case: case.stem)
def test_a_collection_is_known_without_its_name(case: Path) -> None:
    form = choose(case.read_bytes(), "0417")
    assert form is not None and form.NAME == "trec"


@pytest.mark.parametrize(
    "head",
    [
        b"<DOC>\nThis is about the tag, no more.\n",
        b"<doc><p>An office document</p></doc>",
        b"See <DOC>\n<DOCNO> 1 </DOCNO>\n",
        b"<DOCUMENT><HEADLINE>x</HEADLINE></DOCUMENT>",
    ],
)
def test_what_is_no_collection_is_not_taken_for_one(head: bytes) -> None:
    assert not trec_documents.sniff(head, "a.sgml")


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("AP880212-0001", "1988-02-12"),
        ("WSJ870324-0001", "1987-03-24"),
        ("LA010189-0001", "1989-01-01"),
        ("LA070690-0001", "1990-07-06"),
        ("GH950102-000000", "1995-01-02"),
        ("SDA.940101.0001", "1994-01-01"),
        ("NYT19980601.0001", "1998-06-01"),
        ("AFP_ENG_20041001.0001", "2004-10-01"),
        ("EFE19940101-00001", "1994-01-01"),
        ("FT911-3", None),
        ("FBIS3-1", None),
        ("SJMN91-06001001", None),
        ("XX010203-1", None),
        ("AP881312-0001", None),
        ("", None),
    ],
)
def test_a_day_is_read_from_a_number_only_where_it_can_be_but_one(number: str, day: str | None) -> None:
    assert read_number(number) == day


def test_paragraphs_are_told_by_what_the_paper_marks_them_with() -> None:
    assert flow_lines("   One\ntwo.\n   Three\nfour.") == "One two.\n\nThree four."
    assert flow_lines("One\ntwo.\n\nThree\nfour.") == "One two.\n\nThree four."
    assert flow_lines("   all\n   indented\n   alike") == "all indented alike"
    long = "A sentence that goes on for longer than any line that was ever wrapped, " * 2
    assert flow_lines(f"{long}\n{long}") == f"{long.strip()}\n\n{long.strip()}"


def test_elements_without_an_end_cost_no_more_than_one_reading() -> None:
    elements = list(read_elements("<A>x" * 200_000))
    assert len(elements) <= 2_001


def test_the_file_goes_on_after_a_damaged_document() -> None:
    whole = [STORY % (n, n) for n in (1, 2, 3)]
    outcomes = parse(whole[0] + whole[1][:60] + whole[2])
    assert [type(outcome) for outcome in outcomes] == [Article, Reject, Article]


def test_ids_come_from_the_number_and_the_file() -> None:
    first, second = parse(STORY % (1, 1) + STORY % (2, 2)), parse(STORY % (2, 2))
    assert isinstance(first[1], Article) and isinstance(second[0], Article) and first[1].id == second[0].id


@pytest.mark.parametrize(
    "piece",
    [
        b"<A>",
        b"</A>",
        b"<",
        b"&amp;",
        b"a ",
        b"\n",
        b"<P>\n",
        b"<HEADLINE>x</HEADLINE>",
        b"a  b   c\n",
        b"<!--",
    ],
)
@pytest.mark.parametrize(
    "place", [b"<DOC>%s</DOC>", b"<DOC><TEXT>%s</TEXT></DOC>", b"<DOC><HEADER>%s</HEADER></DOC>", b"<DOC>%s"]
)
@pytest.mark.timeout(150)
def test_a_hostile_document_takes_time_in_proportion(piece: bytes, place: bytes) -> None:
    assert parse(place % (piece * (400_000 // len(piece))))


@given(st.binary(max_size=200), st.integers(0, 120), st.integers(0, 120))
def test_any_bytes_give_only_articles_and_rejects(noise: bytes, at: int, end: int) -> None:
    story = STORY % (1, 1)
    for data in (noise, story[:at] + noise + story[end:]):
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))


@pytest.mark.shared_data
def test_the_samples_are_read_document_by_document(shared_data: Path) -> None:
    folder = shared_data / "trec-style"
    outcomes = list(
        read_paths([str(folder / "trec"), str(folder / "clean_trec")], ReadingOptions(), Limits())
    )
    found = [
        (
            outcome.extra["docno"],
            outcome.title,
            outcome.dateline,
            outcome.published and outcome.published.date,
        )
        for outcome in outcomes
        if isinstance(outcome, Article) and outcome.format == "trec"
    ]
    assert found == [
        ("AP-0001", "This is headline and should be included", "AP", None),
        ("doc2", None, None, None),
        ("TREC_DOC_1", "This is head", "TOKYO (AP)", None),
        ("DOC222", "HEAD", "MEXICO CITY (AP)", None),
        ("WSJ_1", "head text", None, "2003-01-30"),
        ("TREC_DOC_1.00001", "This is head", "TOKYO (AP)", None),
        ("TREC_DOC_1.00002", "HEAD", "MEXICO CITY (AP)", None),
        ("WSJ_1", "head text", None, "2003-01-30"),
        ("doc1", None, None, None),
        ("doc2", None, None, None),
    ]


@pytest.mark.timeout(60)
def test_documents_without_an_end_are_told_in_time_in_proportion_to_their_bytes() -> None:
    found = list(
        trec_documents.parse(
            BytesIO(b"<DOC>\n<DOCNO>1</DOCNO>\n" + b"<DOC>\n" * 100_000), Origin(path="x"), ReadingOptions()
        )
    )
    assert len(found) == 100_001 and all(isinstance(one, Reject) for one in found)
    header = b"<DOC>\n" + b"<DOCHDR>" * 200_000 + b"</DOC>\n"
    assert len(list(trec_documents.parse(BytesIO(header), Origin(path="x"), ReadingOptions()))) == 1
