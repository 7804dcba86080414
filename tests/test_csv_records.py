"""CSV and its kin: golden pairs, headers, separators, quoting gone wrong, bounds, any bytes, a real file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from golden_pairs import list_cases, read_expected, read_outcomes
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats.records import csv_records, csv_rows
from indexer.settings import ReadingOptions


def parse(text: str | bytes, **options: Any) -> list[Outcome]:
    data = text.encode() if isinstance(text, str) else text
    return list(csv_records.parse(BytesIO(data), Origin(path="wire/x.csv"), ReadingOptions(**options)))


def summarise(outcomes: list[Outcome]) -> list[str]:
    return [
        f"{outcome.title}" if isinstance(outcome, Article) else type(outcome).__name__ for outcome in outcomes
    ]


@pytest.mark.parametrize("case", list_cases("csv"), ids=lambda case: case.stem)
def test_a_table_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = read_expected(case)
    assert read_outcomes(case, "csv", expected["mapping"]) == expected["outcomes"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    (outcome,) = parse(
        separator.join(["headline", "date", "text"])
        + "\n"
        + separator.join(["A", "2020-01-01", '"x, y; z | w"'])
    )
    assert isinstance(outcome, Article) and outcome.body == "x, y; z | w"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(line_end: str) -> None:
    outcomes = parse(line_end.join(["title,body", "A,x", f'B,"p{line_end}{line_end}q"', "C,z"]))
    assert summarise(outcomes) == ["A", "B", "C"]
    assert isinstance(outcomes[1], Article) and outcomes[1].body == "p\n\nq"


def test_lines_are_those_of_the_file_where_cells_hold_line_ends() -> None:
    outcomes = parse('title,body\n\nA,"x\ny\nz"\nB,"p",more,than,named\n')
    assert isinstance(outcomes[1], Reject) and outcomes[1].origin.line == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('title,body\nA,"never closed\nB,b\nC,c\n', ["Reject", "B", "C"]),
        ('title,body\nA,"oops, b\nB,b\nC,"quoted, well"\nD,d\n', ["Reject", "B", "C", "D"]),
        ('title,body\nA,a\nB,"the file ends he', ["A", "Reject"]),
        ("title,body\nA,a,b\nB,b\n", ["Reject", "B"]),
        ('title,body\n5" pipe,a 6" one\nB,b\n', ['5" pipe', "B"]),
    ],
)
def test_a_row_with_wrong_quotes_costs_only_itself(text: str, expected: list[str]) -> None:
    assert summarise(parse(text)) == expected


def test_quotes_gone_wrong_on_every_line_stay_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "AGAIN_CHARS", 100_000)
    outcomes = parse("title,body\n" + 'A,"x\n' * 4_001)
    assert outcomes and all(isinstance(outcome, (Article, Reject)) for outcome in outcomes)


def test_a_cell_beyond_the_bound_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "FIELD_CHARS", 10_000)
    outcomes = parse("title,body\nA," + "x" * 9_000 + '\nB,"' + "x" * 30_000 + "\nC,c\n")
    assert summarise(outcomes) == ["A", "Reject", "C"]
    csv.field_size_limit(16_000_000)


def test_a_cell_of_many_megabytes_is_read() -> None:
    (outcome,) = parse("title,body\nA," + "word " * 1_000_000)
    assert isinstance(outcome, Article) and len(outcome.body) == 4_999_999


def test_a_table_without_a_header_says_how_to_name_its_columns() -> None:
    (outcome,) = parse("7,Mill burns,2019-09-09,body text\n8,Mill stands,2020-09-09,more\n")
    assert (
        isinstance(outcome, NotArticle)
        and "--map title=1" in outcome.reason
        and "Mill burns" in outcome.reason
    )


def test_columns_can_be_named_by_number_or_by_name() -> None:
    (outcome,) = parse("kopf,rumpf,wann\nA,b,2020-01-01\n", mapping=(("title", "kopf"), ("body", "2")))
    assert isinstance(outcome, Article) and (outcome.title, outcome.body, outcome.extra) == (
        "A",
        "b",
        {"wann": "2020-01-01"},
    )


def test_a_header_without_rows_is_no_article() -> None:
    assert summarise(parse("title,body\n")) == ["NotArticle"]


def test_columns_of_one_name_are_both_kept() -> None:
    (outcome,) = parse("title,note,note,\nA,x,y,z\n")
    assert isinstance(outcome, Article) and outcome.extra == {
        "note": "x",
        "note (column 3)": "y",
        "column 4": "z",
    }


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"title,body\nA,b\n", "a.txt", True),
        (b"headline\tpublished_at\ttext\nA\t2020\tb\n", "a", True),
        ("Titel;Text\nA;b\n".encode("utf-16"), "a.txt", True),
        (b"Dear reader, the text, and the title, of this\nstory are long.\nBut true.\n", "a.txt", False),
        (b"Title, then text\nThat is all there is to say about it\nand no more\n", "a.txt", False),
        (b"a,b\n1,2\n", "a.txt", False),
        (b"a,b\n1,2\n", "a.csv", True),
        (b'{"title": 1}', "a.csv", False),
        (b"", "a.csv", False),
    ],
)
def test_the_content_tells_the_format(head: bytes, name: str, expected: bool) -> None:
    assert csv_records.sniff(head, name) is expected


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ['say "so"', "a\nb", "x, y", "p;q"]
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_whatever_is_written_is_read(rows: list[tuple[str, str]]) -> None:
    text = StringIO()
    csv.writer(text).writerows([("headline", "text"), *(("T " + title, "B " + body) for title, body in rows)])
    outcomes = parse(text.getvalue())
    assert len(outcomes) == len(rows) and all(isinstance(outcome, Article) for outcome in outcomes)


@given(
    st.binary(max_size=200)
    | st.text(alphabet='title,body;"\n\r\t|ab0', max_size=120).map(
        lambda text: b"title,body\n" + text.encode()
    )
)
def test_any_bytes_give_only_articles_and_rejects(data: bytes) -> None:
    assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))


@pytest.mark.shared_data
def test_a_real_table_of_news_is_read_whole(shared_data: Path) -> None:
    data = (shared_data / "csv" / "News100.csv").read_bytes()
    outcomes = parse(data)
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    assert len(articles) == len(outcomes) == 100 and all(
        article.body and article.url and article.published for article in articles
    )
    assert sum(article.title is None for article in articles) == 1  # one row has its title cell empty
    first = articles[0]
    assert first.published and (first.published.date, first.published.precision) == ("2017-03-15", "day")
    assert first.extra["article_id"] == "2338" and first.summary == "We're not crying, you're crying!"
