"""Dates as CLDR prints them, in every language that names were taken from: each must be read back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from indexer.article import PublicationDate
from indexer.dates import DateContext, read_date

babel = pytest.importorskip(
    "babel", reason="Babel prints the dates of this test; it is no dependency at run time"
)

from babel import localedata  # noqa: E402
from babel.dates import format_date, format_datetime, format_timedelta  # noqa: E402

from indexer.dates import names, relative_names  # noqa: E402
from indexer.dates.generate_names import (  # noqa: E402
    LOCALES,
    month_names,
    weekday_names,
    written_names,
    written_relative_names,
)
from indexer.dates.lexicon import classify  # noqa: E402

UNREAD = {"eu", "mn", "ku", "ps", "my"}
"""Their months are known, but not all the endings that their grammar puts behind years and days."""

READ = [locale for locale in LOCALES if locale not in UNREAD]
NOON = datetime(2020, 2, 15, 12)


def read(text: str, locale: str) -> str:
    """Day, and time where there is one."""
    found = read_date(text, DateContext(language=locale[:2], reference=NOON))
    assert isinstance(found, PublicationDate), (text, found)
    return found.date + (f" {found.time}" if found.time else "")


@pytest.fixture(autouse=True)
def own_names() -> None:
    """Babel's aliases otherwise show the names of the locale before."""
    localedata._cache.clear()


def test_more_than_thirty_languages_are_read() -> None:
    assert len({locale[:2] for locale in READ}) > 60


@pytest.mark.parametrize("locale", READ)
def test_dates_of_a_language_are_read_back(locale: str) -> None:
    for month in range(1, 13):
        day = datetime(2019, month, 23, 15, 7)
        for width in ("medium", "long", "full"):
            assert read(format_date(day, width, locale=locale), locale) == f"2019-{month:02}-23"
        assert read(format_datetime(day, "medium", locale=locale), locale) == f"2019-{month:02}-23 15:07:00"


@pytest.mark.parametrize("locale", READ)
@pytest.mark.parametrize(
    ("ago", "unit", "expected"),
    [
        (timedelta(minutes=5), "minute", "2020-02-15 11:55:00"),
        (timedelta(hours=1), "hour", "2020-02-15 11:00:00"),
        (timedelta(hours=2), "hour", "2020-02-15 10:00:00"),
        (timedelta(days=1), "day", "2020-02-14"),
        (timedelta(days=3), "day", "2020-02-12"),
    ],
)
def test_so_long_ago_is_read_back(locale: str, ago: timedelta, unit: str, expected: str) -> None:
    text = format_timedelta(-ago, granularity=unit, threshold=100, add_direction=True, locale=locale)  # type: ignore[arg-type]
    assert read(text, locale) == expected


def test_every_name_means_its_month_or_weekday() -> None:
    """But for names that are a month and a weekday (`mar`), and the few that another meaning comes before."""
    others = []
    for listed, codes in ((month_names(), "MK"), (weekday_names(), "WK")):
        for name, meanings in listed.items():
            pieces = classify(name)
            if len(pieces) != 1 or pieces[0].code not in codes:
                others.append(name)
            elif pieces[0].code == codes[0] and len(meanings) == 1:
                assert pieces[0].value in (*meanings, None), name
    assert len(others) < 60, others


def test_the_committed_names_are_those_of_the_generator() -> None:
    """Of the CLDR release that they were generated from: another one may know more."""
    if not babel.__version__.startswith("2.18."):
        pytest.skip(f"the names were generated with Babel 2.18, and this is {babel.__version__}")
    assert Path(names.__file__).read_text("utf-8") == written_names()
    assert Path(relative_names.__file__).read_text("utf-8") == written_relative_names()
