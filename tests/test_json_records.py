"""JSON records: golden pairs, what counts as a record, what a broken one costs, bounds, any bytes, real files."""

from __future__ import annotations

import gzip
import json
import time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from golden_pairs import list_cases, read_expected, read_outcomes
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats.records import json_records, json_values
from indexer.settings import ReadingOptions


def parse(text: str | bytes, **options: Any) -> list[Outcome]:
    data = text.encode() if isinstance(text, str) else text
    return list(json_records.parse(BytesIO(data), Origin(path="wire/x.json"), ReadingOptions(**options)))


def summarise(outcomes: list[Outcome]) -> list[str]:
    return [
        f"{outcome.title}" if isinstance(outcome, Article) else type(outcome).__name__ for outcome in outcomes
    ]


def record(title: str) -> str:
    return json.dumps({"title": title, "body": f"Text of {title}."})


@pytest.mark.parametrize("case", list_cases("json"), ids=lambda case: case.stem)
def test_a_document_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = read_expected(case)
    assert read_outcomes(case, "json", expected["mapping"]) == expected["outcomes"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", ["NotArticle"]),
        ("[1, 2]", ["NotArticle"]),
        (" \n", ["NotArticle"]),
        ("{}", ["Reject"]),
        (f"[{record('a')},{record('b')},]", ["a", "b"]),
        (f'{{"status": "ok", "articles": [{record("a")}]}}', ["a"]),
        (f'{{"hits": {{"hits": [{{"_id": "7", "_source": {record("a")}}}]}}}}', ["a"]),
        (f'{{"news": [{record("a")}], "sport": [{record("b")}]}}', ["a", "b"]),
        (
            f'{{"page": 1, "articles": [{record("a")}]}}\n{{"page": 2, "articles": [{record("b")}]}}',
            ["a", "b"],
        ),
        (f'{{"response": {{"status": "ok", "total": 1, "content": {record("a")}}}}}', ["a"]),
        (f"[1, {record('a')}, null]", ["Reject", "a", "Reject"]),
        (f'{{"version": "1.1", "title": "My feed", "items": [{record("a")}, {record("b")}]}}', ["a", "b"]),
        (f'{{"title": "a", "body": "x", "items": [{record("b")}]}}', ["a"]),
        (
            '{"total": 1, "posts": [{"status": "publish", "title": {"rendered": "a"}, "content": {"rendered": "<p>x</p>"}}]}',
            ["a"],
        ),
        ('{"response": {"docs": [{"headline": {"main": "a"}, "byline": {"original": "By B"}}]}}', ["a"]),
        ('{"@graph": [{"@type": "NewsArticle", "headline": "a", "articleBody": "x"}]}', ["a"]),
        (f"\x1e{record('a')}\n\x1e{record('b')}", ["a", "b"]),
    ],
)
def test_the_records_are_where_the_names_of_articles_are(text: str, expected: list[str]) -> None:
    assert summarise(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{record("a")}\n{{"title": "x", "body":\n{record("b")}\n', ["a", "Reject", "b"]),
        (f'{record("a")}\n{{"title": "x", "body": "no end\n{record("b")}\n', ["a", "Reject", "b"]),
        (f'"title": "cut"}}\n{record("b")}\n', ["Reject", "b"]),
        (
            f'[{record("a")}, {{"title": oops, "x": [{{"title": "inner"}}]}}, {record("b")}]',
            ["a", "Reject", "b"],
        ),
        (
            '[\n  {"title": "a"},\n  {\n    "title": oops,\n    "tags": [\n      {"name": "x"}\n    ]\n  },\n  {"title": "b"}\n]',
            ["a", "Reject", "b"],
        ),
        (f'[{record("a")}, {{"title": "cut', ["a", "Reject"]),
        (f"[{record('a')}", ["a", "Reject"]),
        (f'[oops, {record("a")}, "x]\n{record("b")}', ["Reject", "a", "Reject", "b"]),
        ("[" * 100_000, ["Reject"]),
        ('{"a":' * 100_000, ["Reject"]),
    ],
)
def test_a_broken_record_costs_only_itself(text: str, expected: list[str]) -> None:
    assert summarise(parse(text)) == expected


def test_rejects_have_their_line() -> None:
    outcomes = parse(f"{record('a')}\n\n{{broken}}\n{record('b')}\n")
    assert (
        isinstance(outcomes[1], Reject)
        and outcomes[1].origin.line == 3
        and "character 2 of it" in outcomes[1].reason
    )


@pytest.mark.parametrize(
    "piece", ['{"a": oops},', '{"a": [oops', "oops,", '{"a": "\\', '["', '{"a": "\\ud800', "}"]
)
@pytest.mark.timeout(150)
def test_a_long_line_of_broken_values_takes_time_in_proportion(piece: str) -> None:
    assert parse("[" + piece * (500_000 // len(piece)))


def test_many_broken_lines_are_as_many_rejects() -> None:
    assert summarise(parse('{"title": \n' * 50)) == ["Reject"] * 50


def test_a_body_that_lies_across_blocks_is_whole() -> None:
    body = "word " * 600_000
    outcomes = parse(json.dumps([{"title": "a", "body": body}, {"title": "b", "body": "x"}]))
    assert summarise(outcomes) == ["a", "b"]
    assert isinstance(outcomes[0], Article) and outcomes[0].body == body.strip()


@pytest.fixture
def small_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "VALUE_CHARS", 20_000)
    monkeypatch.setattr("indexer.formats.text.text_blocks.BLOCK_BYTES", 1_000)


@pytest.mark.usefixtures("small_values")
def test_an_object_too_long_to_hold_is_read_as_a_stream() -> None:
    records = [
        {"title": f"t{n}", "body": "Text. " * 20, "authors": [{"name": "N. N."}], "n": 1.5}
        for n in range(3_000)
    ]
    outcomes = parse(json.dumps({"status": "ok", "facets": [{"x": 1}], "articles": records, "end": True}))
    assert summarise(outcomes) == [f"t{n}" for n in range(3_000)]
    assert isinstance(outcomes[0], Article) and outcomes[0].byline == "N. N."


@pytest.mark.usefixtures("small_values")
def test_a_stream_that_breaks_keeps_what_came_before() -> None:
    text = json.dumps({"articles": [{"title": f"t{n}", "body": "Text. " * 20} for n in range(3_000)]})[
        :-20_000
    ]
    outcomes = parse(text)
    assert len(outcomes) > 2_000 and isinstance(outcomes[-1], Reject) and "not JSON" in outcomes[-1].reason


@pytest.mark.usefixtures("small_values")
def test_an_entry_too_long_is_a_reject_and_the_next_is_read() -> None:
    long = json.dumps({"title": "long", "body": 'quote " and brace } ' * 30_000})
    assert summarise(parse(f"[{record('a')},{long},{record('b')}]")) == ["a", "Reject", "b"]


def test_nesting_in_a_record_is_cut_and_said() -> None:
    (outcome,) = parse('{"title": "a", "deep": ' + "[" * 300 + "]" * 300 + "}")
    assert isinstance(outcome, Article) and outcome.extra["extra_cut"] == ["deep"]
    json.dumps(outcome.as_json())


def test_what_is_kept_can_be_written_as_utf_8_json() -> None:
    (outcome,) = parse('{"title": "\\ud800", "x\\udfff": ["\\udc00", NaN, 1e400, ' + "7" * 5000 + "]}")
    assert isinstance(outcome, Article)
    json.dumps(outcome.as_json(), allow_nan=False).encode("utf-8")


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_charsets_are_told_by_the_first_bytes(charset: str) -> None:
    (outcome,) = parse('[{"title": "Café", "body": "déjà vu"}]'.encode(charset))
    assert isinstance(outcome, Article) and (outcome.title, outcome.body) == ("Café", "déjà vu")


def test_a_stray_byte_late_in_a_file_of_utf_8_is_windows_1252() -> None:
    data = "\n".join(record(f"naïve {n}") for n in range(3_000)).encode() + b'\n{"title": "na\xefve"}'
    outcome = parse(data)[-1]
    assert isinstance(outcome, Article) and outcome.title == "naïve"


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b'{"title": "a"}', "a.txt", True),
        (b'\xef\xbb\xbf [{"title": "a"}]', "a", True),
        ('{"title": "a"}'.encode("utf-16"), "a.txt", True),
        (b"[]", "a", True),
        (b'{ "quote," he said', "a.txt", False),
        (b"{curly} brackets open this column", "a.txt", False),
        (b"[Editor's note] The mayor", "a.txt", False),
        (b"[1] First footnote\n[2] Second", "a.txt", False),
        (b"broken from the start", "a.jsonl", True),
        (b"<html><body>", "a.json", False),
        (b"", "a.json", False),
    ],
)
def test_the_content_tells_the_format(head: bytes, name: str, expected: bool) -> None:
    assert json_records.sniff(head, name) is expected


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:\\\n u01dtitle', max_size=120).map(str.encode))
def test_any_bytes_give_only_articles_and_rejects(data: bytes) -> None:
    assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(data))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                ["title", "body", "date", "source", "tags", "byline", "fields", "id", "x", "url"]
            ),
            VALUES,
            max_size=6,
        ),
        max_size=4,
    )
)
def test_any_record_is_exactly_one_outcome(records: list[dict[str, Any]]) -> None:
    outcomes = parse("\n".join(map(json.dumps, records)))
    if any(isinstance(value, (dict, list)) for each in records for value in each.values()):
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in outcomes)
    else:
        assert len(outcomes) == (len(records) or 1)
    json.dumps([outcome.as_json() for outcome in outcomes], allow_nan=False).encode("utf-8")


@pytest.mark.shared_data
def test_answers_of_a_content_service_are_articles(shared_data: Path) -> None:
    single = parse((shared_data / "guardian-api" / "item-content.json").read_bytes())
    listed = parse((shared_data / "guardian-api" / "item-tag.json").read_bytes())
    assert isinstance(single[0], Article) and len(single) == 1
    assert single[0].byline == "Joanna Blythman" and single[0].section == "Comment is free"
    assert single[0].published and single[0].published.date == "2013-01-16"
    assert single[0].updated and single[0].updated.date == "2014-05-21"
    assert "<" not in single[0].body and "\n\n" in single[0].body
    assert len(listed) == 20 and all(isinstance(outcome, Article) and outcome.published for outcome in listed)


@pytest.mark.shared_data
def test_typed_blocks_of_a_newspaper_are_articles(shared_data: Path) -> None:
    outcomes = [
        outcome
        for folder in ("collection1", "collection2")
        for outcome in parse(
            (shared_data / "trec-style" / "washingtonpost" / folder / "articles.jl").read_bytes()
        )
    ]
    assert len(outcomes) == 6 and all(
        isinstance(outcome, Article) and outcome.body and outcome.published for outcome in outcomes
    )


@pytest.mark.shared_data
def test_headlines_have_their_minute_and_zone(shared_data: Path) -> None:
    with gzip.open(shared_data / "headlines" / "2016.jsonl.gz") as stream:
        outcomes = list(
            islice(json_records.parse(stream, Origin(path="2016.jsonl"), ReadingOptions()), 5_000)
        )
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    assert len(articles) == 5_000 and all(article.published and article.url for article in articles)
    first = articles[0].published
    assert first and (first.date, first.time, first.instant, first.precision) == (
        "2016-01-01",
        "23:57:00",
        "2016-01-01T23:57:00Z",
        "minute",
    )


def test_brackets_that_are_opened_over_and_over_are_not_followed_to_the_end_from_each() -> None:
    lines = [" " * (number % 2) + "{x" for number in range(20_000)]
    story = '{"title": "Flood", "body": "The river rose."}'
    began = time.process_time()
    found = list(json_values.read_values(iter(["\n".join([*lines, story])])))
    assert time.process_time() - began < 5
    faults, values = found[:-1], found[-1]
    assert len(faults) > 5_000
    assert all(isinstance(fault, json_values.Fault) for fault in faults)
    assert values == json_values.Value(20_001, {"title": "Flood", "body": "The river rose."})
