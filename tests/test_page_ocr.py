"""ALTO pages and METS issues: golden files of our own, damage, hostile trees, and a real page against its text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from golden_pairs import DATA, list_cases, read_expected, read_outcomes
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import choose
from indexer.formats.print import mets_issue, page_ocr
from indexer.formats.print.issue_days import day_in_path
from indexer.ingest.reading import read_paths
from indexer.settings import Limits, ReadingOptions

CASES = [(kind, case) for kind in ("alto", "mets") for case in list_cases(kind)]
PAGE = (DATA / "alto" / "words-divided-by-line-ends_1911-04-03.xml").read_bytes()
ISSUE = (DATA / "mets" / "pages-inside-the-issue.xml").read_bytes()


def parse(data: bytes) -> list[Outcome]:
    form = mets_issue if b"<mets" in data else page_ocr
    return list(form.parse(BytesIO(data), Origin(path="x.xml"), ReadingOptions()))


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[case.stem for _, case in CASES])
def test_a_page_or_issue_is_read_as_its_golden_pair_says(kind: str, case: Path) -> None:
    assert read_outcomes(case, kind) == read_expected(case)["outcomes"]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[case.stem for _, case in CASES])
def test_the_content_tells_the_format(kind: str, case: Path) -> None:
    form = choose(case.read_bytes(), "0002")
    assert form is not None and kind == form.NAME


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("sn83030214/1903/11/25/ed-1/seq-2/ocr.xml", "1903-11-25"),
        ("batch_dlc_ver01/data/sn83030214/00175042143/1903112501/0002.xml", "1903-11-25"),
        ("gazette_1911-04-03_0002.xml", "1911-04-03"),
        ("1911-04-03/0002_1911-04-03.xml", "1911-04-03"),
        ("1911-04-03/scan_2019-05-01.xml", None),
        ("reel 19/0002.xml", None),
        ("1911-13-03/0002.xml", None),
        ("1911-02-30/0002.xml", None),
        ("31911040312/0002.xml", None),
    ],
)
def test_the_day_of_an_issue_is_read_from_its_folders(path: str, day: str | None) -> None:
    found = day_in_path(path)
    assert (found and (found.date, found.origin)) == (day and (day, "filename"))


def test_a_page_of_latin_1_that_says_utf_8_is_read() -> None:
    data = PAGE.decode("utf-8").replace("steamer", "Fähre").encode("latin-1", "ignore")
    (outcome,) = parse(data)
    assert isinstance(outcome, Article) and "New-York Fähre" in outcome.body


@pytest.mark.parametrize(
    "content",
    [
        b"<TextBlock ID='a' IDNEXT='a'/>" * 20_000,
        b"".join(b"<TextBlock ID='%d' IDNEXT='%d'/>" % (n, n + 1) for n in range(20_000)),
        b"<TextBlock><TextLine>" + b"<String CONTENT='a-' SUBS_TYPE='HypPart1' SUBS_CONTENT='ab'/>" * 50_000,
        b"<TextBlock>" + b"<TextLine><String CONTENT='a-'/></TextLine>" * 50_000 + b"</TextBlock>",
        b"<ComposedBlock>" * 50_000,
        b"<TextBlock><TextLine><String CONTENT='" + b"a" * 5_000_000 + b"'/></TextLine></TextBlock>",
        b"&a;" * 100_000,
    ],
    ids=range(7),
)
@pytest.mark.timeout(150)
def test_a_hostile_page_ends_in_bounded_time(content: bytes) -> None:
    assert parse(b"<!DOCTYPE alto [<!ENTITY a 'aaaa'>]><alto><Layout><Page><PrintSpace>" + content)


@pytest.mark.parametrize(
    "content",
    [
        b"<div TYPE='ARTICLE'>" * 200,
        b"<div TYPE='ARTICLE' ID='a'/>" * 20_000,
        b"<div TYPE='ARTICLE'><fptr FILEID='a'/></div>" * 5_000,
    ],
    ids=range(3),
)
@pytest.mark.timeout(150)
def test_a_hostile_issue_ends_in_bounded_time(content: bytes) -> None:
    assert parse(b"<mets><structMap TYPE='LOGICAL'>" + content)


@settings(max_examples=60)
@given(st.integers(0, len(ISSUE)), st.integers(0, 300), st.binary(max_size=100))
def test_any_bytes_give_only_articles_and_rejects(at: int, size: int, noise: bytes) -> None:
    for whole in (PAGE, ISSUE):
        for data in (whole[:at] + noise + whole[at + size :], whole[:at], noise):
            for form in (page_ocr, mets_issue):
                outcomes = list(form.parse(BytesIO(data), Origin(path="x"), ReadingOptions()))
                assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in outcomes)


@pytest.mark.shared_data
def test_a_real_page_has_the_words_of_its_text_in_their_order(shared_data: Path) -> None:
    outcomes = list(read_paths([str(shared_data / "ocr-alto" / "ocr.xml")], ReadingOptions(), Limits()))
    (page,) = outcomes
    assert isinstance(page, Article) and page.extra["page"] == "2" and page.language == "en"
    printed = (shared_data / "ocr-alto" / "ocr.txt").read_text("utf-8")
    letters = re.sub(r"[\s-]", "", printed), re.sub(r"[\s-]", "", page.body)
    assert letters[0][:3_000] == letters[1][:3_000]
    assert abs(len(letters[0]) - len(letters[1])) < 100
    for word in ("Harbor", "conference", "representatives"):
        assert word in page.body
    assert "Har bor" not in page.body and "con ference" not in page.body


def test_the_text_of_a_page_has_the_day_of_its_folders(tmp_path: Path) -> None:
    folder = tmp_path / "sn83030214" / "1903" / "11" / "25" / "ed-1" / "seq-2"
    folder.mkdir(parents=True)
    (folder / "ocr.txt").write_text(
        "The harbor was closed on account of ice.\nIt will be opened when it melts.\n"
    )
    (article,) = read_paths([str(tmp_path)], ReadingOptions(), Limits())
    assert isinstance(article, Article) and article.published
    assert (article.published.date, article.published.origin) == ("1903-11-25", "filename")


def test_a_file_of_many_pages_says_once_what_holds_for_all() -> None:
    page = '<Page ID="p{0}"><PrintSpace><TextBlock ID="b{0}"><TextLine><String CONTENT="word{0}"/></TextLine></TextBlock></PrintSpace></Page>'
    head = "<Description><sourceImageInformation><fileName>1911-04-03.tif</fileName></sourceImageInformation></Description>"
    pages = "".join(map(page.format, range(1_000)))
    found = parse(f"<alto>{head}<Layout>{pages}</Layout></alto>".encode())
    assert [one.body for one in found if isinstance(one, Article)] == [f"word{n}" for n in range(1_000)]
    assert {one.extra["image"] for one in found if isinstance(one, Article)} == {"1911-04-03.tif"}


def test_pages_and_blocks_that_damage_put_into_each_other_are_read_once_each() -> None:
    opened = "".join(
        f'<Page ID="p{n}"><PrintSpace><TextBlock ID="b{n}"><TextLine><String CONTENT="word{n}"/></TextLine>'
        for n in range(3)
    )
    found = parse(f"<alto><Layout>{opened}{'</TextBlock></PrintSpace></Page>' * 3}</Layout></alto>".encode())
    assert [one.body for one in found if isinstance(one, Article)] == ["word0", "word1", "word2"]
    block = parse(
        b'<alto><Page><TextBlock ID="a"><TextLine><String CONTENT="outer"/></TextLine>'
        b'<TextBlock ID="b"><TextLine><String CONTENT="inner"/></TextLine></TextBlock></TextBlock></Page></alto>'
    )
    assert [one.body for one in block if isinstance(one, Article)] == ["outer\n\ninner"]
