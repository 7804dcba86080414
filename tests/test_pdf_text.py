"""PDF files: golden files of our own, without what reads them, encrypted, long, hostile, and any bytes."""

from __future__ import annotations

import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from golden_pairs import list_cases, read_expected, read_outcomes
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import assemble, column, make_pdf

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import choose, why_no_article
from indexer.formats.print import pdf_pages, pdf_text
from indexer.formats.print.pdf_pages import Line
from indexer.formats.print.pdf_paragraphs import flow_lines
from indexer.formats.print.pdf_text import find_headline
from indexer.settings import ReadingOptions

TEXT = "The bridge was closed to lorries on Monday,\nand it will be open again before the month ends."
PAGE = make_pdf([column(TEXT)], {"Title": "Bridge"})


def parse(data: bytes, name: str = "clippings/a.pdf") -> list[Outcome]:
    return list(pdf_text.parse(BytesIO(data), Origin(path=name), ReadingOptions()))


@pytest.mark.parametrize("case", list_cases("pdf"), ids=lambda case: case.stem)
def test_a_pdf_is_read_as_its_golden_pair_says(case: Path) -> None:
    assert read_outcomes(case, "pdf") == read_expected(case)["outcomes"]


def test_the_content_tells_the_format() -> None:
    form = choose(PAGE, "a.txt")
    assert form is not None and form.NAME == "pdf"
    assert why_no_article(PAGE, "a.txt") is None
    assert not pdf_text.sniff(b"<p>%PDF-1.4 is how such a file begins", "a.html")


def test_without_what_reads_them_a_pdf_is_a_reject_that_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (outcome,) = parse(PAGE)
    assert isinstance(outcome, Reject) and "pip install 'morgue[pdf]'" in outcome.reason


def test_a_password_is_asked_for_and_an_empty_one_is_tried() -> None:
    from pypdf import PdfReader, PdfWriter

    for password, kind in (("", Article), ("secret", Reject)):
        writer = PdfWriter(PdfReader(BytesIO(PAGE)))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        data = BytesIO()
        writer.write(data)
        (outcome,) = parse(data.getvalue())
        assert isinstance(outcome, kind)
    assert isinstance(outcome, Reject) and "password" in outcome.reason


def test_a_long_document_is_an_article_a_page() -> None:
    pages = [column(f"Page {number} of the issue, with a text of its own.") for number in range(1, 25)]
    outcomes = parse(make_pdf([*pages, []], {"Title": "Harrow Bay Courier"}), "issues/courier_1998-03-04.pdf")
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    assert [article.extra["page"] for article in articles] == [str(number) for number in range(1, 25)]
    assert {article.published.date for article in articles if article.published} == {"1998-03-04"}
    assert len({article.id for article in articles}) == 24
    assert [type(outcome) for outcome in outcomes[24:]] == [NotArticle]


def test_pages_beyond_the_bound_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 22)
    outcomes = parse(make_pdf([column(TEXT)] * 25))
    assert isinstance(outcomes[0], Reject) and "25 pages" in outcomes[0].reason
    assert len(outcomes) == 23


def test_paragraphs_end_where_the_page_shows_it() -> None:
    def at(height: float, text: str, left: float = 60, size: float = 10) -> Line:
        return Line(text, size, left, height)

    lines = [
        at(700, "The first paragraph runs on for two"),
        at(688, "lines that are of the usual length"),
        at(664, "after a missing line comes another,"),
        at(652, "which is short."),
        at(640, "A third one follows behind it, and"),
        at(628, "an indent begins the fourth of all", left=75),
        at(780, "and a new column goes on with it"),
    ]
    assert flow_lines(lines).split("\n\n") == [
        "The first paragraph runs on for two lines that are of the usual length",
        "after a missing line comes another, which is short.",
        "A third one follows behind it, and",
        "an indent begins the fourth of all and a new column goes on with it",
    ]


def test_a_headline_is_what_is_clearly_larger_than_the_text() -> None:
    text = [Line("the text of the article, line by line", 10, 60, 600 - n) for n in range(20)]
    assert (
        find_headline([Line("Bridge closed", 24), Line("to lorries", 24), *text])
        == "Bridge closed to lorries"
    )
    assert find_headline([Line("Bridge closed to lorries", 11), *text]) is None
    assert find_headline(text) is None


def _flate(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return assemble([b""]).replace(
        b"<< /Length 0 >>\nstream\n\nendstream",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream",
    )


@pytest.mark.parametrize(
    "data",
    [
        _flate(b" " * 200_000_000),
        assemble([b"BT /F1 10 Tf " + b"(a) Tj " * 200_000 + b"ET"]),
        assemble([b"q " * 500_000]),
        assemble([b"[" * 200_000]),
        assemble([b"BT /F1 1e308 Tf 1e308 0 0 1e308 1e308 1e308 Tm (abc) Tj ET"]),
        PAGE.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        PAGE.replace(b"/Count 1", b"/Count 999999999"),
        PAGE.replace(b"/Parent 2 0 R", b"/Parent 5 0 R"),
        PAGE.replace(b"/Contents 6 0 R", b"/Contents 5 0 R"),
        PAGE.replace(b"/Root 1 0 R", b"/Root 9 0 R"),
        b"%PDF-1.4\n" + b"1 0 obj\n" * 200_000,
        b"%PDF-1.4\n" + b"<<" * 200_000,
        b"%PDF-1.4\nxref\n0 9999999999\ntrailer\n<< /Size 9999999999 /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    ],
    ids=range(13),
)
@pytest.mark.timeout(150)
def test_a_hostile_pdf_ends_in_bounded_time(data: bytes) -> None:
    outcomes = parse(data)
    assert outcomes and all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in outcomes)


def test_a_page_that_takes_too_long_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "PAGE_SECONDS", -1.0)
    (outcome,) = parse(PAGE)
    assert isinstance(outcome, Reject) and outcome.reason.startswith("page 1: reading it took longer")


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(PAGE)), st.integers(0, 200), st.binary(max_size=60))
def test_any_bytes_give_only_articles_and_rejects(at: int, size: int, noise: bytes) -> None:
    for data in (PAGE[:at] + noise + PAGE[at + size :], PAGE[:at], b"%PDF-1.5\n" + noise):
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))
