"""The one door: what users type into a form, a command or an address, and the JSON that comes back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import PublicationDate, Undated
from indexer.engines.contract import (
    Bucket,
    FacetValue,
    Filters,
    Hit,
    Notice,
    Results,
    SearchRequest,
    Snippet,
    Timeline,
)
from indexer.errors import QueryError
from indexer.query.tree import And, Dates, Word
from indexer.search.json_form import results_as_json
from indexer.search.request import make_request

TODAY = date(2020, 2, 19)


def ask(text: str = "", **parameters: Any) -> SearchRequest:
    return make_request(text=text, today=TODAY, **parameters)


def refused(**parameters: Any) -> QueryError:
    with pytest.raises(QueryError) as caught:
        ask(**parameters)
    return caught.value


def test_a_bare_request_asks_for_everything_newest_first() -> None:
    request = ask()
    assert request.tree is None
    assert request.filters == Filters()
    assert (request.sort, request.page, request.size, request.understood, request.notices) == (
        "newest",
        1,
        10,
        "",
        (),
    )


def test_words_are_read_and_shown_as_understood() -> None:
    request = ask("oil prices")
    assert request.tree == And((Word("oil"), Word("prices")))
    assert request.text == "oil prices"
    assert request.understood == "oil AND prices"
    assert ask("oil prices", match="any").understood == "oil OR prices"


def test_days_in_the_query_are_settled_by_today() -> None:
    assert ask("date:7d").tree == Dates("2020-02-13", "2020-02-19")


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_blank_query_is_none_and_needs_no_notice(text: str) -> None:
    assert ask(text).tree is None
    assert ask(text).notices == ()


def test_punctuation_alone_is_no_query_and_says_so() -> None:
    request = ask(" ... ")
    assert request.tree is None
    assert request.notices != ()


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("oil", "relevance"),
        ("title:oil", "relevance"),
        ("oil date:2020", "relevance"),
        ("source:Reuters OR oil", "relevance"),
        ("", "newest"),
        ("date:2020", "newest"),
        ("source:Reuters dated:yes", "newest"),
        ("-oil", "newest"),
        ("*", "newest"),
    ],
)
def test_the_order_is_relevance_where_there_are_words_to_score(text: str, sort: str) -> None:
    assert ask(text).sort == sort
    assert ask(text, sort="relevance").sort == sort
    assert ask(text, sort="oldest").sort == "oldest"


# From and to


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2020", "2020", ("2020-01-01", "2020-12-31")),
        ("2020-02", "2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-02-15", "2020-02-15", ("2020-02-15", "2020-02-15")),
        ("2019", "2020-02", ("2019-01-01", "2020-02-29")),
        ("2020", "", ("2020-01-01", None)),
        ("", "2020", (None, "2020-12-31")),
        (" 2020 ", "\t", ("2020-01-01", None)),
        ("7d", "today", ("2020-02-13", "2020-02-19")),
        ("7d", "", ("2020-02-13", None)),
        ("last-month", "last-month", ("2020-01-01", "2020-01-31")),
        ("2020-02", "2020-02-15", ("2020-02-01", "2020-02-15")),
        ("2020-02-15", "2020-02", ("2020-02-15", "2020-02-29")),
    ],
)
def test_from_begins_and_to_ends_with_what_was_typed(
    first: str, last: str, days: tuple[str | None, str | None]
) -> None:
    request = ask(first=first, last=last)
    assert (request.filters.first, request.filters.last) == days
    assert request.notices == ()


def test_days_that_run_backwards_are_turned_with_a_notice() -> None:
    request = ask("oil", first="2021", last="2020")
    assert (request.filters.first, request.filters.last) == ("2020-01-01", "2021-12-31")
    (notice,) = request.notices
    assert "“2021”" in notice.message
    assert "turned" in notice.message


@pytest.mark.parametrize(
    "value",
    [
        "yesteryear",
        "2020-13",
        "2020-02-30",
        "20200",
        "0",
        "-1",
        "9" * 5000,
        "2020\x00",
        ">=2020",
        "2021..2020",
        "2020..",
    ],
)
@pytest.mark.parametrize(("parameter", "field"), [("first", "from"), ("last", "to")])
def test_a_day_that_cannot_be_read_names_its_field(parameter: str, field: str, value: str) -> None:
    error = refused(**{parameter: value})
    assert error.field == field
    assert 0 < len(str(error)) < 400
    assert "\x00" not in str(error)


@pytest.mark.parametrize("typed", ["someday", "2020-02-30", "x" * 300])
def test_a_field_for_one_end_of_a_range_offers_no_range(typed: str) -> None:
    """It would refuse what it offers; `date:` takes one."""
    with pytest.raises(QueryError) as of_field:
        make_request(text="x", first=typed, today=TODAY)
    assert "7d" in str(of_field.value) and ".." not in str(of_field.value)
    with pytest.raises(QueryError, match=r"2020-02-01\.\.2020-02-15"):
        make_request(text="date:2020-02-30", today=TODAY)


def test_a_wrong_day_is_quoted() -> None:
    assert "yesteryear" in str(refused(first="yesteryear"))


# Page, size, sort, match, interval


@pytest.mark.parametrize(
    ("page", "size", "read"),
    [
        ("1", "10", (1, 10)),
        ("", "", (1, 10)),
        (" 2 ", "25", (2, 25)),
        ("007", "05", (7, 5)),
        ("1000", "10", (1000, 10)),
        ("10", "1000", (10, 1000)),
        ("10000", "1", (10000, 1)),
    ],
)
def test_pages_are_counted_from_one(page: str, size: str, read: tuple[int, int]) -> None:
    request = ask(page=page, size=size)
    assert (request.page, request.size) == read
    assert request.first_hit == (read[0] - 1) * read[1]


@pytest.mark.parametrize(
    "value", ["0", "-1", "+1", "1.5", "1e3", "x", "٣", "²", "１", "1 2", "0x10", "1_000", "\x001"]
)
@pytest.mark.parametrize("field", ["page", "size"])
def test_a_number_that_is_none_is_refused_by_name(field: str, value: str) -> None:
    assert refused(**{field: value}).field == field


@pytest.mark.parametrize(
    ("page", "size"), [("1001", "10"), ("11", "1000"), ("1000000000", "10"), ("9" * 6000, "1")]
)
def test_pages_past_ten_thousand_hits_are_refused_with_a_way_on(page: str, size: str) -> None:
    error = refused(page=page, size=size)
    assert error.field == "page"
    assert "10,000 hits" in str(error)
    assert "or narrow the search by a word, by dates or by source" in str(error)


@pytest.mark.parametrize("size", ["1001", "9" * 6000])
def test_a_page_of_more_than_a_thousand_is_refused(size: str) -> None:
    error = refused(size=size)
    assert error.field == "size"
    assert "1,000" in str(error)


@pytest.mark.parametrize(
    ("field", "value", "choices"),
    [("sort", "best", "newest"), ("match", "some", "any"), ("interval", "hour", "month")],
)
def test_an_unknown_choice_is_quoted_beside_the_known_ones(field: str, value: str, choices: str) -> None:
    error = refused(**{field: value})
    assert error.field == field
    assert f"“{value}”" in str(error)
    assert choices in str(error)


def test_choices_are_read_in_any_case() -> None:
    request = ask("oil gas", sort="NEWEST", match="Any", interval="Month")
    assert (request.sort, request.understood, request.interval) == ("newest", "oil OR gas", "month")
    assert ask().interval is None


def test_pages_reach_to_the_deepest_hit() -> None:
    assert ask("oil", size="50", page="200").first_hit == 9_950
    with pytest.raises(QueryError, match="An export"):
        ask("oil", size="50", page="201")


# Text and filters


def test_control_characters_are_dropped_with_a_notice() -> None:
    request = ask("oi\x00l \x1bgas\ud800")
    assert request.text == "oil gas"
    assert request.understood == "oil AND gas"
    (notice,) = request.notices
    assert "Control characters" in notice.message
    assert (notice.start, notice.end) == (2, 2)


def test_a_line_break_is_a_blank() -> None:
    assert ask("oil\r\ngas\tcoal").understood == "oil AND gas AND coal"


def test_a_query_too_long_is_refused_by_its_length() -> None:
    error = refused(text="x" * 50_000)
    assert (error.field, error.start) == ("q", 4000)
    assert "50,000" in str(error)


def test_filters_hold_each_value_once() -> None:
    request = ask(
        include={"source": ["A", "B", "A", " ", ""], "lang": ["de"], "language": ["en"], "tag": []},
        exclude={"section": ["Sport\x00"], "byline": [""]},
    )
    assert request.filters.include == {"source": ("A", "B"), "language": ("de", "en")}
    assert request.filters.exclude == {"section": ("Sport",)}


def test_a_filter_on_no_facet_is_refused_by_its_parameter() -> None:
    assert refused(include={"colour": ["red"]}).field == "colour"
    assert refused(exclude={"colour": ["red"]}).field == "exclude_colour"


def test_filters_are_bounded() -> None:
    assert refused(include={"source": ["x"] * 257}).field == "source"
    assert refused(exclude={"tag": ["x" * 1001]}).field == "exclude_tag"


@given(
    st.text(max_size=60),
    *[st.one_of(st.text(max_size=8), st.sampled_from(["", "1", "2020", "7d", "any", "newest", "day"]))] * 7,
)
@settings(max_examples=400, deadline=None)
def test_any_strings_give_a_request_or_an_error_that_names_its_field(
    text: str, first: str, last: str, match: str, sort: str, page: str, size: str, interval: str
) -> None:
    try:
        request = ask(
            text, first=first, last=last, match=match, sort=sort, page=page, size=size, interval=interval
        )
    except QueryError as error:
        assert error.field in ("q", "from", "to", "match", "sort", "page", "size", "interval")
        return
    json.dumps([request.text, request.understood]).encode()
    assert request.understood.encode("utf-8") is not None


# Results

HIT = Hit(
    id="harbour-1",
    score=7.1,
    title="Storm hits harbour",
    title_marks=((0, 5),),
    byline=None,
    source="Harbour Times",
    section=None,
    language="en",
    url="https://example.org/1",
    published=PublicationDate(date="2020-02-15", raw="15 Feb 2020", origin="byline"),
    undated=None,
    path="seeds/1.txt",
    snippets=(Snippet(text="The storm came.", marks=((4, 9),)),),
)
UNDATED = Hit(
    id="harbour-2",
    score=None,
    title=None,
    opening="It rained",
    byline="Maria Lopez",
    source=None,
    section=None,
    language=None,
    url=None,
    published=None,
    undated=Undated(reason="no date in the text"),
    path="seeds/2.txt",
)
RESULTS = Results(
    total=12,
    notices=(Notice(message="from the engine", start=0, end=5),),
    hits=(HIT, UNDATED),
    facets={"source": (FacetValue(value="Harbour Times", count=3),)},
    timeline=Timeline(interval="month", buckets=(Bucket(start="2020-02-01", count=3, all=240),)),
    imprecise=2,
    undated=1,
    took=0.0012345,
)


def test_results_as_json_have_the_shape_that_programs_rely_on() -> None:
    request = ask("storm harbour)", page="2", size="5")
    document = json.loads(json.dumps(results_as_json(request, RESULTS)))
    assert document["query"]["text"] == "storm harbour)"
    assert document["query"]["understood"] == "storm AND harbour"
    assert [set(notice) for notice in document["query"]["notices"]] == [{"message", "start", "end"}] * 2
    assert document["query"]["notices"][1] == {"message": "from the engine", "start": 0, "end": 5}
    assert {key: document[key] for key in ("total", "total_relation", "partial", "took_ms", "page", "size", "imprecise", "undated")} == {
        "total": 12, "total_relation": "exact", "partial": False, "took_ms": 1.234, "page": 2, "size": 5, "imprecise": 2, "undated": 1,
    }  # fmt: skip
    assert document["facets"] == {
        "source": [{"value": "Harbour Times", "count": 3}], "section": [], "language": [], "byline": [], "tag": [], "year": [],
    }  # fmt: skip
    assert document["nothing_found"] is None
    assert document["timeline"] == {
        "interval": "month",
        "buckets": [{"from": "2020-02-01", "count": 3, "all": 240}],
    }
    assert list(document) == [
        "query", "total", "total_relation", "partial", "took_ms", "page", "size", "hits", "facets", "timeline", "imprecise", "undated", "nothing_found",
    ]  # fmt: skip


def test_a_hit_as_json() -> None:
    document = json.loads(json.dumps(results_as_json(ask("storm"), RESULTS)))
    first, second = document["hits"]
    assert first["id"] == "harbour-1"
    assert first["score"] == 7.1
    assert first["title"] == "Storm hits harbour"
    assert first["published"] == {
        "date": "2020-02-15", "time": None, "instant": None, "zone": None, "precision": "day", "origin": "byline", "raw": "15 Feb 2020",
    }  # fmt: skip
    assert (first["source"], first["url"], first["path"]) == (
        "Harbour Times",
        "https://example.org/1",
        "seeds/1.txt",
    )
    assert first["snippets"] == [{"text": "The storm came.", "marks": [[4, 9]]}]
    assert (second["title"], second["opening"], second["published"]) == (None, "It rained", None)
    assert second["undated"] == {"reason": "no date in the text", "raw": None}


def test_partial_results_are_a_lower_bound() -> None:
    document = results_as_json(ask("storm"), Results(total=3, partial=True))
    assert (document["total_relation"], document["partial"]) == ("at_least", True)
    assert document["timeline"] == {"interval": None, "buckets": []}
