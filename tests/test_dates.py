"""What a field that should hold a date says: zones, days, centuries, references, sentinels, reasons; and settle."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.article import PublicationDate, Undated
from indexer.dates import (
    DateContext,
    date_from_file_name,
    date_from_url,
    read_byline_date,
    read_date,
    read_dateline,
    settle,
)

NOON = datetime(2020, 2, 15, 12, 0)
AT_NOON = DateContext(reference=NOON)


def dated(text: str, context: DateContext = DateContext()) -> PublicationDate:  # noqa: B008
    found = read_date(text, context)
    assert isinstance(found, PublicationDate), found
    return found


def reason(text: str, context: DateContext = DateContext()) -> str:  # noqa: B008
    found = read_date(text, context)
    assert isinstance(found, Undated), found
    return found.reason


def test_the_clock_of_a_place_follows_its_summer_time() -> None:
    winter, summer = dated("Feb. 15, 2020 8:28 am ET"), dated("June 15, 2020 8:28 am ET")
    assert (winter.instant, winter.zone) == ("2020-02-15T13:28:00Z", "America/New_York")
    assert (summer.instant, summer.zone) == ("2020-06-15T12:28:00Z", "America/New_York")


def test_letters_of_a_zone_are_taken_literally() -> None:
    found = dated("June 15, 2020 8:28 am EST")
    assert (found.instant, found.zone) == ("2020-06-15T13:28:00Z", "-05:00")


@pytest.mark.parametrize(
    ("printed", "zone"),
    [
        ("GMT", "+00:00"),
        ("CET", "+01:00"),
        ("SGT", "+08:00"),
        ("HKT", "+08:00"),
        ("GMT+1", "+01:00"),
        ("UTC-3", "-03:00"),
        ("+0530", "+05:30"),
    ],
)
def test_a_zone_is_shown_as_an_offset(printed: str, zone: str) -> None:
    assert dated(f"15 Feb 2020 08:28 {printed}").zone == zone


def test_letters_with_several_meanings_follow_the_sources_own_zone() -> None:
    text = "15 Jul 2020 08:28 IST"
    assert dated(text).zone == "+05:30"
    assert dated(text, DateContext(source_zone="Europe/Dublin")).zone == "+01:00"
    assert dated(text, DateContext(source_zone="Asia/Jerusalem")).zone is not None
    assert dated("15 Feb 2020 08:28 CST", DateContext(source_zone="Asia/Shanghai")).zone == "+08:00"
    assert dated("15 Feb 2020 08:28 CST", DateContext(source_zone="Europe/Paris")).zone == "-06:00"


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-15T03:00:00Z",
        "2020-02-15 03:00:00 UTC",
        "1581735600",
        "1581735600000",
        "2020-02-15T03:00:00+0000",
    ],
)
def test_an_instant_without_a_place_takes_its_day_in_the_chosen_zone(text: str) -> None:
    utc, there = dated(text), dated(text, DateContext(timezone="America/New_York"))
    assert (utc.date, utc.time, utc.zone) == ("2020-02-15", "03:00:00", "UTC")
    assert (there.date, there.time, there.zone) == ("2020-02-14", "22:00:00", "America/New_York")
    assert utc.instant == there.instant == "2020-02-15T03:00:00Z"


def test_a_printed_day_stands_whatever_the_chosen_zone() -> None:
    found = dated("Sat 15 Feb 2020 23.28 GMT", DateContext(timezone="Asia/Tokyo"))
    assert (found.date, found.instant) == ("2020-02-15", "2020-02-15T23:28:00Z")


def test_a_time_without_a_zone_is_the_sources() -> None:
    found = dated("15.02.2020 08:28 Uhr", DateContext(source_zone="Europe/Berlin"))
    assert (found.instant, found.zone, found.precision) == ("2020-02-15T07:28:00Z", "Europe/Berlin", "minute")


def test_a_fraction_is_kept_where_it_is_stated_and_not_nothing() -> None:
    assert dated("26-FEB-1987 15:01:01.79").time == "15:01:01.79"
    assert dated("2020-02-15T08:28:00.120Z").time == "08:28:00.12"
    assert dated("2020-02-15T08:28:00.000Z").time == "08:28:00"
    assert dated("2020-02-15T08:28:00.000Z").instant == "2020-02-15T08:28:00Z"


def test_an_hour_that_no_day_has_leaves_the_day() -> None:
    for text in ("31-MAR-1987 605:12:19.12", "2020-02-15T25:00:00", "15 Feb 2020 08:61"):
        found = read_date(text)
        if isinstance(found, PublicationDate):
            assert (found.time, found.instant, found.precision) == (None, None, "day")
    assert dated("31-MAR-1987 605:12:19.12").date == "1987-03-31"


def test_seconds_decide_the_precision() -> None:
    assert dated("2020-02-15 08:28:00").precision == "second"
    assert dated("2020-02-15 08:28").precision == "minute"
    assert dated("8 a.m., Feb. 15, 2020").precision == "minute"
    assert dated("Feb 2020").precision == "month"
    assert dated("2020").precision == "year"


def test_the_raw_text_is_kept_as_it_stood() -> None:
    assert dated("  Feb\u202f15, 2020\n").raw == "Feb\u202f15, 2020"
    assert dated("February 15, 20208:28 AM ET").raw == "February 15, 20208:28 AM ET"


def test_the_origin_is_the_callers() -> None:
    found = read_date("2020-02-15", origin="capture")
    assert isinstance(found, PublicationDate)
    assert found.origin == "capture"


def test_a_wrong_weekday_is_tolerated() -> None:
    assert dated("Monday, February 15, 2020").date == "2020-02-15"


def test_two_digits_of_a_year_are_never_later_than_the_reference() -> None:
    assert dated("4-Jan-63", AT_NOON).date == "1963-01-04"
    assert dated("15-Feb-20", AT_NOON).date == "2020-02-15"
    assert dated("16-Feb-20", AT_NOON).date == "1920-02-16"
    assert dated("4-Jan-63", DateContext(reference=datetime(2070, 1, 1))).date == "2063-01-04"
    assert int(dated("31-Dec-99").date[:4]) <= datetime.now(timezone.utc).year


def test_a_date_after_the_reference_is_refused() -> None:
    assert dated("17 Feb 2020", AT_NOON).date == "2020-02-17"
    assert "later than the file" in reason("18 Feb 2020", AT_NOON)
    assert "later than the file" in reason("2020-03-15T08:28:00Z", AT_NOON)
    assert "later than the file" in reason("1583000000", AT_NOON)
    assert "later than the file" in reason("March 2020", AT_NOON)
    assert "later than the file" in reason("2021", AT_NOON)
    assert dated("December 2019", AT_NOON).date == "2019-12"


def test_relative_words_need_a_reference() -> None:
    for text in ("2 hours ago", "yesterday at 3:15 PM", "Saturday 8:28 AM", "15 Feb, 08:28", "vor 2 Stunden"):
        assert "not known" in reason(text)
        dated(text, AT_NOON)


def test_relative_words_count_on_the_clock_of_the_source() -> None:
    fetched = datetime(2020, 2, 15, 3, 0, tzinfo=timezone.utc)
    context = DateContext(reference=fetched, source_zone="America/New_York")
    assert dated("2 hours ago", context) == dataclasses.replace(
        dated("2 hours ago", context),
        date="2020-02-14",
        time="20:00:00",
        instant="2020-02-15T01:00:00Z",
        zone="America/New_York",
    )
    assert dated("yesterday", context).date == "2020-02-13"
    assert dated("today at 9 PM", context).instant == "2020-02-15T02:00:00Z"


def test_a_missing_year_is_the_last_in_which_the_day_exists() -> None:
    assert dated("15 Feb, 08:28", AT_NOON).date == "2020-02-15"
    assert dated("16 Feb, 08:28", AT_NOON).date == "2019-02-16"
    assert dated("29 Feb", DateContext(reference=datetime(2021, 2, 10))).date == "2020-02-29"
    assert dated("29 Feb", DateContext(reference=datetime(1903, 1, 1))).date == "1896-02-29"


def test_a_page_fetched_in_the_evening_may_be_dated_tomorrow_elsewhere() -> None:
    fetched = datetime(2020, 12, 31, 20, 0, tzinfo=timezone.utc)
    assert dated("1 Jan, 05:30", DateContext(reference=fetched)).date == "2021-01-01"
    assert (
        dated("1 Jan, 05:30", DateContext(reference=fetched, source_zone="America/New_York")).date
        == "2020-01-01"
    )


@pytest.mark.parametrize(
    "text",
    [
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00",
        "-0001-11-30T00:00:00+00:00",
        "1970-01-01T00:00:00Z",
        "1900-01-01",
        "0",
        "/Date(0)/",
    ],
)
def test_sentinels_are_no_dates(text: str) -> None:
    reason(text)


def test_the_days_of_sentinels_are_dates_where_they_are_printed() -> None:
    assert dated("January 1, 1970").date == "1970-01-01"
    assert dated("1 January 1900").date == "1900-01-01"
    assert dated("1970-01-01T09:30:00").date == "1970-01-01"


def test_an_ambiguous_day_says_what_it_can_be() -> None:
    assert (
        reason("03/04/2020") == "ambiguous: 2020-03-04 or 2020-04-03; a date order (DMY, MDY, YMD) decides it"
    )
    assert read_date("03/04/2020") == Undated(reason=reason("03/04/2020"), raw="03/04/2020")


def test_an_ambiguous_day_is_decided_by_order_language_or_weekday() -> None:
    assert dated("03/04/2020", DateContext(date_order="DMY")).date == "2020-04-03"
    assert dated("03/04/2020", DateContext(date_order="MDY")).date == "2020-03-04"
    assert dated("03/04/05", DateContext(date_order="YMD")).date == "2003-04-05"
    assert dated("03/04/2020", DateContext(language="fr")).date == "2020-04-03"
    assert dated("03/04/2020", DateContext(language="en-US")).date == "2020-03-04"
    assert dated("03/04/2020", DateContext(language="en-GB")).date == "2020-04-03"
    assert dated("Friday, 03/04/2020").date == "2020-04-03"
    assert dated("Wednesday, 03/04/2020").date == "2020-03-04"
    assert "ambiguous" in reason("03/04/2020", DateContext(language="en"))
    assert "ambiguous" in reason("Monday, 03/04/2020")


def test_a_month_name_of_two_languages_is_decided_by_language_or_print() -> None:
    assert dated("15 listopada 2019").date == "2019-11-15"
    assert dated("15. listopada 2019.").date == "2019-10-15"
    assert dated("15. listopada 2019", DateContext(language="pl")).date == "2019-11-15"


def test_buddhist_and_solar_hijri_years_need_their_script_or_language() -> None:
    assert dated("15/02/2563", DateContext(language="th")).date == "2020-02-15"
    reason("15/02/2563")
    assert dated("15 ก.พ. 63", AT_NOON).date == "2020-02-15"
    assert "ambiguous" in reason("15 ก.พ. 20", AT_NOON)
    assert dated("۱۳۹۸/۱۱/۲۶").date == "2020-02-15"
    assert dated("1398/11/26", DateContext(language="fa")).date == "2020-02-15"
    reason("1398/11/26")


def test_the_update_counts_where_only_it_is_printed() -> None:
    assert dated("Updated: February 15, 2020 @ 8:28 am").time == "08:28:00"
    assert dated("Published 14 Feb 2020. Updated 15 Feb 2020").date == "2020-02-14"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no date stated"), ("n/a", "no date stated"), ("9" * 5000, "too long"), ("2020-02-30", "no such day"),
        ("31/02/2020", "no such day"), ("Oct. 31-Nov. 2, 2019", "range"), ("© 15 Feb 2020", "other than"),
        ("Sun reporter", "not readable"), ("1970-01-01T00:00:00Z", "stands for no date"),
    ],
)  # fmt: skip
def test_the_reason_says_what_is_wrong(text: str, word: str) -> None:
    assert word in reason(text)


def test_the_raw_text_of_a_refusal_is_bounded() -> None:
    found = read_date("x" * 100_000)
    assert isinstance(found, Undated)
    assert found.raw is not None
    assert len(found.raw) <= 200


def test_settle_takes_the_first_candidate_that_reads() -> None:
    published, undated = settle(
        [
            ("metadata", None),
            ("metadata", "0000-00-00 00:00:00"),
            ("byline", "UPDATED 8:28 AM PT — Saturday, February 15, 2020"),
            ("dateline", "LONDON, Feb 14 (Reuters) -"),
            ("url", "https://news.example/2020/02/13/x"),
        ],
        AT_NOON,
    )
    assert published is not None
    assert undated is None
    assert (published.date, published.origin, published.zone) == (
        "2020-02-15",
        "byline",
        "America/Los_Angeles",
    )


@pytest.mark.parametrize(
    ("origin", "text", "date"),
    [
        ("dateline", "LONDON, Feb 14 (Reuters) -", "2020-02-14"),
        ("url", "https://news.example/2020/02/13/x", "2020-02-13"),
        ("filename", "2020-02-12_wire.txt", "2020-02-12"),
        ("capture", "20200211082800", "2020-02-11"),
    ],
)
def test_settle_reads_each_origin_by_its_own_rules(origin: str, text: str, date: str) -> None:
    published, _ = settle([(origin, text)], AT_NOON)  # type: ignore[list-item]
    assert published is not None
    assert (published.date, published.origin) == (date, origin)


def test_settle_gives_the_most_telling_reason() -> None:
    assert settle([], AT_NOON) == (None, Undated(reason="no date stated"))
    assert settle([("url", "https://news.example/x"), ("metadata", "")], AT_NOON)[1] == Undated(
        reason="no date stated"
    )
    _, undated = settle([("metadata", "soon"), ("metadata", "03/04/2020"), ("byline", "2020-02-30")], AT_NOON)
    assert undated is not None
    assert undated.reason.startswith("ambiguous")
    assert undated.raw == "03/04/2020"


PIECES = st.sampled_from(
    """2020 20 15 02 2 8:28 08.28 1628 Feb February mar. Sat Samstag , . - – / : | ( ) AM p.m. ET GMT +0100 +1 Z UTC Published Updated ©
    ago 2 hours yesterday 年 月 日 時 令和 元 2563 พ.ศ. ก.พ. tháng by By Jane Doe T # ' "20 10:00 12345678 99999999999 noon Uhr h o th \u200f \x00
    ２０２０ ٢٠٢٠ il y a BEIJING (Reuters) -- https:// .txt \n \t""".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(PIECES, max_size=14).map(" ".join),
)
ZONES = st.sampled_from(["UTC", "America/New_York", "Asia/Tokyo", "no/where"])
REFERENCES = st.one_of(
    st.none(),
    st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=5)))),
)


@example("15 Feb 2020", "UTC", None, datetime(9999, 12, 31, 23, 0, tzinfo=timezone.utc), None)
@example("i går kl. 19:05", "America/New_York", None, datetime(1, 1, 1, tzinfo=timezone.utc), None)
@example("2 hours ago", "Asia/Tokyo", "America/New_York", datetime(9999, 12, 31, 23, 0), None)
@settings(max_examples=1500, deadline=None)
@given(
    text=TEXTS,
    zone=ZONES,
    source_zone=st.one_of(st.none(), ZONES),
    reference=REFERENCES,
    order=st.sampled_from([None, "DMY", "MDY", "YMD"]),
)
def test_any_text_gives_a_date_or_a_reason(
    text: str, zone: str, source_zone: str | None, reference: datetime | None, order: object
) -> None:
    context = DateContext(reference=reference, timezone=zone, source_zone=source_zone, date_order=order)  # type: ignore[arg-type]
    found = read_date(text, context)
    assert isinstance(found, (PublicationDate, Undated))
    read_byline_date(text, context)
    dateline = read_dateline(text, context)
    assert dateline is None or 0 < dateline.length <= len(text)
    date_from_url(text, context)
    date_from_url("/" + text, context)
    date_from_file_name(text, context)


HOSTILE = [
    "1:", "a", ".", "(", "1", "February ", "1 ", "by ", "- ", "2020-", "AM ", "/", "f.", "年", "十年", "\n", "il y a ", "#", "tháng ", "a'", "aA",
    "A-", "\u0300", "ก.", "last updated ", "(A) ", "AP-", "15 Feb ", "2020/02/15/", "de ", "\u200f", "🙂", "0", "1.", "mar. ",
]  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_no_faster_than_the_text(part: str) -> None:
    """The longest text that is read takes a few milliseconds at most; a longer one takes none."""
    doors: tuple[Callable[[str, DateContext], object], ...] = (
        read_date,
        read_byline_date,
        read_dateline,
        date_from_url,
        date_from_file_name,
    )
    for text in (part * (400 // len(part)), part * 200_000, "/" + part * (1_900 // len(part))):
        for door in doors:
            assert min(seconds(door, text) for _ in range(3)) < 0.3


def seconds(door: Callable[[str, DateContext], object], text: str) -> float:
    start = time.process_time()
    door(text, AT_NOON)
    return time.process_time() - start
