"""Exports of press databases as PDF: several articles a file, over page ends, without what each page prints."""

from __future__ import annotations

from io import BytesIO

from made_pdf import column, make_pdf

from indexer.article import Article, Origin, Outcome, Reject
from indexer.formats.print import pdf_text
from indexer.settings import ReadingOptions

FACTIVA = (
    "Metro\nFerry runs aground off Gull Point\nBy Marian Teale\n412 words\n4 March 2022\nHarrow Bay Courier\nHBCO\nEnglish\n(c) 2022 Harrow Bay Newspapers\n\n"
    "The ferry Seabird ran aground on Thursday night near the old mole, and\nsixty people were on board when the storm drove her onto the rocks of",
    "the point.\n\nNobody was hurt, the harbour master said.\n\nDocument HBCO000020220304ei3400abc\n\nLast boat leaves too early\n120 words\n8 March 2022\nHarrow Bay Courier\nHBCO\nEnglish\n"
    "(c) 2022 Harrow Bay Newspapers\n\nSir, the last boat leaves too early.\n\nDocument HBCO000020220308ei380000d\n\nSearch Summary\nText\nferry and aground",
)
NEXIS = (
    "User Name: Anna Berg\nDate and Time: Monday, March 6, 2023\nJob Number: 123\nDocuments (2)\n1. Storm closes the harbor\nSearch Terms: storm AND harbor\n2. Quay opens",
    "Storm closes the harbor\nHarrow Bay Courier\nMarch 4, 2022 Friday\n\nCopyright 2022 Harrow Bay Newspapers\n\nSection: LOCAL; Pg. A4\nLength: 118 words\nByline: Marian Teale\n\nBody\n\n"
    "The storm broke two piers of the harbor on Thursday night, and the\nharbor master closed it to all ships until the damage has been seen",
    "to.\n\nNobody was hurt.\n\nClassification\n\nLanguage: ENGLISH\nLoad-Date: March 5, 2022\n\nEnd of Document",
    "Quay opens\nHarrow Bay Courier\nMarch 8, 2022 Tuesday\n\nLength: 20 words\n\nBody\n\nThe quay opens on Wednesday.\n\nLoad-Date: March 9, 2022\n\nEnd of Document",
)


def parse(pages: tuple[str, ...], head: str) -> list[Outcome]:
    drawn = [
        [(10.0, 60.0, 800.0, head.format(number, len(pages))), *column(text, top=760)]
        for number, text in enumerate(pages, 1)
    ]
    return list(pdf_text.parse(BytesIO(make_pdf(drawn)), Origin(path="exports/a.pdf"), ReadingOptions()))


def told(outcomes: list[Outcome]) -> list[tuple[str | None, str | None, str | None, str, str]]:
    assert all(isinstance(outcome, Article) for outcome in outcomes), outcomes
    return [
        (one.title, one.byline, one.source, one.published.date if one.published else "", one.body)
        for one in outcomes
        if isinstance(one, Article)
    ]


def test_factivas_articles_go_over_page_ends() -> None:
    outcomes = parse(FACTIVA, "Page {} of {} © 2022 Factiva, Inc. All rights reserved.")
    aground, early = told(outcomes)
    assert aground == (
        "Ferry runs aground off Gull Point",
        "Marian Teale",
        "Harrow Bay Courier",
        "2022-03-04",
        "The ferry Seabird ran aground on Thursday night near the old mole, and sixty people were on board when the storm drove her onto the rocks of the point."
        "\n\nNobody was hurt, the harbour master said.",
    )
    assert early[0] == "Last boat leaves too early" and early[3:] == (
        "2022-03-08",
        "Sir, the last boat leaves too early.",
    )
    assert [one.format for one in outcomes if isinstance(one, Article)] == ["factiva", "factiva"]


def test_nexis_articles_stand_behind_a_cover_that_is_left_out() -> None:
    outcomes = parse(NEXIS, "Page {} of {}")
    storm, quay = told(outcomes)
    assert storm == (
        "Storm closes the harbor",
        "Marian Teale",
        "Harrow Bay Courier",
        "2022-03-04",
        "The storm broke two piers of the harbor on Thursday night, and the harbor master closed it to all ships until the damage has been seen to.\n\nNobody was hurt.",
    )
    assert quay == ("Quay opens", None, "Harrow Bay Courier", "2022-03-08", "The quay opens on Wednesday.")
    assert isinstance(outcomes[0], Article)
    assert outcomes[0].extra["load_date"] == "March 5, 2022"
    assert (outcomes[0].section, outcomes[0].extra["page"]) == ("LOCAL", "A4")


def test_a_headline_that_each_page_repeats_stands_once() -> None:
    pages = (NEXIS[1], f"Storm closes the harbor\n\n{NEXIS[2]}")
    (storm,) = told(parse(pages, "Page {} of {}"))
    assert storm[4].count("Storm closes") == 0


def test_a_page_that_cannot_be_read_is_told_behind_the_articles(monkeypatch: object) -> None:
    file = make_pdf([column(FACTIVA[0]), column(FACTIVA[1])])
    broken = file.replace(b"BT", b"B(", 1)
    outcomes = list(pdf_text.parse(BytesIO(broken), Origin(path="a.pdf"), ReadingOptions()))
    assert all(isinstance(outcome, Article | Reject) for outcome in outcomes)
    assert any(isinstance(outcome, Article) for outcome in outcomes)
