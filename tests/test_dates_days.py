"""What a searcher types for days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.dates import read_days
from indexer.errors import QueryError

TODAY = date(2020, 2, 19)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"), ("0001", "0001-01-01", "0001-12-31"), ("9999", "9999-01-01", "9999-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"), ("2020/02", "2020-02-01", "2020-02-29"), ("2020-2", "2020-02-01", "2020-02-29"),
        ("2020-02-15", "2020-02-15", "2020-02-15"), ("20200215", "2020-02-15", "2020-02-15"), ("2020.2.5", "2020-02-05", "2020-02-05"),
        ("15 Feb 2020", "2020-02-15", "2020-02-15"), ("February 15, 2020", "2020-02-15", "2020-02-15"), ("feb 2020", "2020-02-01", "2020-02-29"),
        ("15. März 2019", "2019-03-15", "2019-03-15"), ("1er août 2019", "2019-08-01", "2019-08-01"), ("2020年2月15日", "2020-02-15", "2020-02-15"),
        ("２０２０-０２", "2020-02-01", "2020-02-29"), ("25/12/2019", "2019-12-25", "2019-12-25"), ("12/25/2019", "2019-12-25", "2019-12-25"),
        ("04/04/2020", "2020-04-04", "2020-04-04"),
        ("today", "2020-02-19", "2020-02-19"), ("Yesterday", "2020-02-18", "2020-02-18"),
        ("1d", "2020-02-19", "2020-02-19"), ("7d", "2020-02-13", "2020-02-19"), ("7 days", "2020-02-13", "2020-02-19"),
        ("2w", "2020-02-06", "2020-02-19"), ("3m", "2019-11-20", "2020-02-19"), ("1y", "2019-02-20", "2020-02-19"),
        ("this-week", "2020-02-17", "2020-02-23"), ("last week", "2020-02-10", "2020-02-16"), ("last-week", "2020-02-10", "2020-02-16"),
        ("this month", "2020-02-01", "2020-02-29"), ("last-month", "2020-01-01", "2020-01-31"),
        ("this-year", "2020-01-01", "2020-12-31"), ("Last-Year", "2019-01-01", "2019-12-31"),
        ("2020-02-01..2020-02-15", "2020-02-01", "2020-02-15"), ("2019..2020-02", "2019-01-01", "2020-02-29"), ("2020..", "2020-01-01", None),
        ("..2020", None, "2020-12-31"), ("2020-01 .. today", "2020-01-01", "2020-02-19"), ("2021..2020", "2021-01-01", "2020-12-31"),
        (">=2020-02", "2020-02-01", None), ("<=2020-02", None, "2020-02-29"), (">2020", "2021-01-01", None), ("<2020", None, "2019-12-31"),
        ("> 2020-02-15", "2020-02-16", None), ("=2020", "2020-01-01", "2020-12-31"), ("  2020  ", "2020-01-01", "2020-12-31"),
    ],
)  # fmt: skip
def test_days_are_read(text: str, first: str | None, last: str | None) -> None:
    assert read_days(text, TODAY) == (first, last)


def test_months_back_from_the_end_of_a_long_month() -> None:
    assert read_days("1m", date(2020, 3, 31)) == ("2020-03-01", "2020-03-31")
    assert read_days("last-month", date(2020, 3, 31)) == ("2020-02-01", "2020-02-29")
    assert read_days("last-week", date(2020, 1, 1)) == ("2019-12-23", "2019-12-29")
    assert read_days("last-year", date(2020, 2, 29)) == ("2019-01-01", "2019-12-31")


@pytest.mark.parametrize(
    "text",
    ["", "x", "2020-02-30", "2020-13", "0000", "32 Jan 2020", "03/04/2020", "yesteryear", "0d", "9999999d", "999999y", "..", "<0001", ">9999",
     "2020-02-15T08:28", "8:28", "15 Feb", "Feb", "2 hours ago", "2020..x", "2020..2021..2022", "9" * 70, "2020" * 30, "1" * 5000, "\x00", "'",
     "2020-02-15 2020-02-16", "published 2020", "15-16 Feb 2020", "-2020", "2020-", "12345"],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error_that_quotes_it(text: str) -> None:
    with pytest.raises(QueryError) as error:
        read_days(text, TODAY)
    assert error.value.field == "date"
    assert "“" + text.strip()[:10].replace("\x00", "") in str(error.value)
    assert "write " in str(error.value) or "years run from" in str(error.value)
    assert len(str(error.value)) < 300


def test_an_ambiguous_day_shows_both_spellings() -> None:
    with pytest.raises(QueryError, match="2020-03-04 or 2020-04-03"):
        read_days("03/04/2020", TODAY)


@settings(max_examples=500, deadline=None)
@given(
    text=st.one_of(st.text(max_size=90), st.text("0123456789-./ dwmyabcf<>=…", max_size=24)), today=st.dates()
)
def test_any_text_gives_days_or_a_query_error(text: str, today: date) -> None:
    try:
        days = read_days(text, today)
    except QueryError:
        return
    assert any(days)
    assert all(day is None or date.fromisoformat(day) for day in days)


@given(day=st.dates())
def test_a_day_is_itself(day: date) -> None:
    assert read_days(day.isoformat(), TODAY) == (day.isoformat(), day.isoformat())


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("heute", "today"),
        ("Gestern", "yesterday"),
        ("letzte Woche", "last week"),
        ("voriger Monat", "last month"),
        ("letzten-Monat", "last month"),
        ("dieses Jahr", "this year"),
        ("letztes Jahr", "last year"),
        ("7 Tage", "7d"),
        ("7 Tagen", "7d"),
        ("1 Tag", "1d"),
        ("2 Wochen", "2w"),
        ("1 Monat", "1m"),
        ("3 Monaten", "3m"),
        ("2 Jahre", "2y"),
        ("15. März 2020", "2020-03-15"),
        ("15.3.2020", "2020-03-15"),
    ],
)
def test_days_can_be_typed_in_german(german: str, english: str) -> None:
    today = date(2020, 2, 19)
    assert read_days(german, today) == read_days(english, today)
