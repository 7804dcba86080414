"""Which bars a timeline has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.contract import Interval
from indexer.engines.timeline import (
    MOST_BARS,
    bucket_starts,
    busiest_bars,
    choose_interval,
)

INTERVALS: tuple[Interval, ...] = ("day", "week", "month", "year")


@pytest.mark.parametrize(
    ("first", "last", "interval"),
    [
        ("2020-02-15", "2020-02-15", "day"),
        ("2020-01-01", "2020-03-02", "day"),
        ("2020-01-01", "2020-03-03", "week"),
        ("2020-01-01", "2020-12-31", "week"),
        ("2019-12-31", "2021-01-15", "month"),
        ("1990-01-01", "2023-04-30", "month"),
        ("1990-01-01", "2023-05-01", "year"),
        ("1850-01-01", "9999-12-31", "year"),
    ],
)
def test_a_span_is_shown_in_the_finest_bars_that_stay_readable(
    first: str, last: str, interval: Interval
) -> None:
    assert choose_interval(first, last) == interval


def test_a_wish_is_kept_unless_it_makes_too_many_bars() -> None:
    assert choose_interval("2020-01-01", "2020-02-01", "year") == "year"
    assert choose_interval("2020-01-01", "2021-02-03", "day") == "day"
    assert choose_interval("2020-01-01", "2021-02-04", "day") == "week"
    assert choose_interval("1850-01-01", "2020-01-01", "day") == "year"


def test_weeks_begin_on_monday() -> None:
    assert bucket_starts("2020-02-16", "2020-02-24", "week") == ("2020-02-10", "2020-02-17", "2020-02-24")


def test_bars_run_over_a_year_s_end_and_to_the_end_of_time() -> None:
    assert bucket_starts("2019-11-30", "2020-02-01", "month") == (
        "2019-11-01",
        "2019-12-01",
        "2020-01-01",
        "2020-02-01",
    )
    assert bucket_starts("9998-05-05", "9999-12-31", "year") == ("9998-01-01", "9999-01-01")
    assert bucket_starts("9999-12-30", "9999-12-31", "day") == ("9999-12-30", "9999-12-31")
    assert bucket_starts("9999-11-30", "9999-12-31", "month")[-1] == "9999-12-01"
    assert bucket_starts("0001-01-01", "0001-01-09", "week") == ("0001-01-01", "0001-01-08")


def test_beyond_the_most_bars_the_busiest_run_is_kept() -> None:
    counts = [0] * 8150
    counts[0], counts[150], counts[170], counts[8149] = 5, 90, 2, 7
    assert busiest_bars(counts) == slice(0, 171)
    counts[0] = 0
    assert busiest_bars(counts) == slice(150, 171)
    assert busiest_bars([1, 0, 2]) == slice(0, 3)


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS, st.integers(0, 20_000), st.sampled_from([None, *INTERVALS]))
def test_any_span_has_few_bars_that_hold_all_its_days(
    first: date, days: int, wanted: Interval | None
) -> None:
    last = min(first.toordinal() + days, date.max.toordinal())
    ends = first.isoformat(), date.fromordinal(last).isoformat()
    interval = choose_interval(*ends, wanted)
    starts = bucket_starts(*ends, interval)
    assert 1 <= len(starts) <= MOST_BARS
    assert starts[0] <= ends[0]
    assert starts[-1] <= ends[1]
    middle = first + timedelta(days=(last - first.toordinal()) // 2)
    assert bucket_starts(middle.isoformat(), middle.isoformat(), interval)[0] in starts
