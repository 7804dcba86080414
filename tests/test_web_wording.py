"""Values as a reader sees them: days, ranges, zones, moments, pages."""

from __future__ import annotations

import pytest

from indexer.article import PublicationDate
from indexer.engines.contract import Interval, SearchRequest
from search_web.links import SearchAddress, web_url
from search_web.paging import pages_of
from search_web.wording import (
    articles,
    bar_in_words,
    day_in_words,
    days_in_words,
    direction,
    instant_in_words,
    language_attribute,
    language_name,
    moment_in_words,
    short_day,
    zone_in_words,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2020-02-15", "15 February 2020"),
        ("2020-02-05", "5 February 2020"),
        ("2020-02", "February 2020"),
        ("2020", "2020"),
        ("0987-01-02", "2 January 987"),
        ("2020-13", "2020-13"),
        ("2020-00-01", "2020-00-01"),
        ("", ""),
    ],
)
def test_a_day_says_as_much_as_it_knows(day: str, words: str) -> None:
    assert day_in_words(day) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020-02-15", "2020-02-15", "15 February 2020"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2020-02-01", "2020-02-28", "1 February 2020 to 28 February 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2019-01-01", "2020-12-31", "2019 to 2020"),
        ("2019-11-01", "2020-02-29", "November 2019 to February 2020"),
        ("2020-02-01", None, "from 1 February 2020"),
        (None, "2020-02-29", "until 29 February 2020"),
        (None, None, ""),
    ],
)
def test_a_range_is_told_by_whole_periods_where_it_is_made_of_them(
    first: str | None, last: str | None, words: str
) -> None:
    assert days_in_words(first, last) == words


@pytest.mark.parametrize(
    ("interval", "words", "short"),
    [
        ("day", "3 March 1987", "3 Mar"),
        ("week", "week of 3 March 1987", "3 Mar"),
        ("month", "March 1987", "Mar 1987"),
        ("year", "1987", "1987"),
    ],
)
def test_a_bar_is_named_by_its_interval(interval: Interval, words: str, short: str) -> None:
    assert (bar_in_words("1987-03-03", interval), short_day("1987-03-03", interval)) == (words, short)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Los_Angeles", "Los Angeles time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("-08:00", "8 hours behind UTC"),
        ("+01:00", "1 hour ahead of UTC"),
        ("+05:30", "5 hours 30 minutes ahead of UTC"),
        ("+00:00", "UTC"),
        ("UTC", "UTC"),
        ("Z", "UTC"),
        ("EST", "EST"),
    ],
)
def test_a_zone_is_told_in_words(zone: str, words: str) -> None:
    assert zone_in_words(zone) == words


def test_a_moment_shows_the_clock_as_printed_and_its_zone() -> None:
    moment = PublicationDate(date="2020-02-15", time="08:28:00", zone="-08:00", precision="minute")
    assert moment_in_words(moment) == "15 February 2020, 08:28, 8 hours behind UTC"
    assert moment_in_words(PublicationDate(date="2020-02", precision="month")) == "February 2020"


def test_an_instant_that_is_none_stays_as_it_is() -> None:
    assert instant_in_words("2020-02-15T16:28:00Z") == "15 February 2020, 16:28 UTC"
    assert instant_in_words("long ago") == "long ago"


def test_counts_agree_with_their_noun() -> None:
    assert [articles(number) for number in (0, 1, 2_000)] == [
        "0 articles",
        "1 article",
        "2,000 articles",
    ]


def test_languages_have_names_directions_and_safe_attributes() -> None:
    assert (language_name("de"), language_name("pt-BR"), language_name("xx")) == (
        "German",
        "Portuguese",
        "xx",
    )
    assert (direction("ar"), direction("fa-IR"), direction("en"), direction(None), direction('"<b>')) == (
        *("rtl", "rtl", "ltr", "auto", "auto"),
    )
    assert (language_attribute("zh-Hant"), language_attribute('"x'), language_attribute(None)) == (
        "zh-Hant",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("total", "page", "size", "numbers", "before", "after", "capped"),
    [
        (0, 1, 10, (), None, None, False),
        (10, 1, 10, (1,), None, None, False),
        (11, 1, 10, (1, 2), None, 2, False),
        (11, 2, 10, (1, 2), 1, None, False),
        (70, 4, 10, (1, 2, 3, 4, 5, 6, 7), 3, 5, False),
        (400, 20, 10, (1, None, 18, 19, 20, 21, 22, None, 40), 19, 21, False),
        (12, 9, 10, (1, 2), 2, None, False),
        (10_000, 1_000, 10, (1, None, 998, 999, 1_000), 999, None, False),
        (10_001, 1_000, 10, (1, None, 998, 999, 1_000), 999, None, True),
        (10_001, 14, 700, (1, None, 12, 13, 14), 13, None, True),
    ],
)
def test_pages_end_at_the_last_hit_or_the_deepest(
    total: int,
    page: int,
    size: int,
    numbers: tuple[int | None, ...],
    before: int | None,
    after: int | None,
    capped: bool,
) -> None:
    pages = pages_of(SearchRequest(page=page, size=size), total)
    assert (pages.numbers, pages.before, pages.after, pages.capped) == (numbers, before, after, capped)


def test_an_address_keeps_what_was_typed_and_leaves_out_defaults() -> None:
    address = SearchAddress(text="a b", first="last week", match="all", page="1", size="10", sort="newest")
    assert address.query_string() == "q=a+b&from=last+week&sort=newest"
    assert SearchAddress(text="\ud800").query_string() == "q=%3F"


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://news.example/a?b=1#c", True),
        ("HTTP://news.example", True),
        (" https://news.example/a ", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("https://news.example/a\nb", False),
        ("https:///nohost", False),
        ("//news.example", False),
        ("mailto:a@b.example", False),
        ("https://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(address: str | None, linked: bool) -> None:
    assert (web_url(address) is not None) == linked
