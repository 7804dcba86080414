"""Date lines of pages, and datelines: what they say, what is left of the line, and which lines are neither."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.article import PublicationDate, Undated
from indexer.dates import (
    DateContext,
    LabelledDates,
    grammar,
    read_byline_date,
    read_date,
    read_dateline,
    read_placed_day,
)

KNOWN = DateContext(reference=datetime(2020, 2, 15, 12))


def read(line: str, context: DateContext = KNOWN) -> LabelledDates:
    found = read_byline_date(line, context)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "published", "updated", "rest"),
    [
        ("OAN Newsroom\nUPDATED 8:28 AM PT — Saturday, February 15, 2020", None, "2020-02-15T08:28:00", "OAN Newsroom"),
        ("Source: Xinhua| 2020-02-15 08:28:00|Editor: huaxia", "2020-02-15T08:28:00", None, "Source: Xinhua | Editor: huaxia"),
        ("By Jane Doe | February 15, 2020", "2020-02-15", None, "By Jane Doe"),
        ("By JANE DOE February 15, 2020", "2020-02-15", None, "By JANE DOE"),
        ("By Jane Doe, Staff Writer • Feb. 15, 2020 8:28 a.m.", "2020-02-15T08:28:00", None, "By Jane Doe, Staff Writer"),
        ("Jane Doe, The Herald Published 8:28 a.m. ET Feb. 15, 2020", "2020-02-15T08:28:00", None, "Jane Doe, The Herald"),
        ("Published by Jane Doe on February 15, 2020", "2020-02-15", None, "by Jane Doe"),
        ("Posted on February 15, 2020 by admin", "2020-02-15", None, "by admin"),
        ("Von Erika Muster, 15. Februar 2020, 8:28 Uhr", "2020-02-15T08:28:00", None, "Von Erika Muster"),
        ("Par Jeanne Dupont - Publié le 15 février 2020 à 08h28", "2020-02-15T08:28:00", None, "Par Jeanne Dupont"),
        ("VON ANNA VOGT am 15. Februar 2020", "2020-02-15", None, "VON ANNA VOGT"),
        ("By April-Rose Jones | February 15, 2020", "2020-02-15", None, "By April-Rose Jones"),
        ("By Jan Fischer, 15 February 2020", "2020-02-15", None, "By Jan Fischer"),
        ("Por Juan Pérez | 15 de febrero de 2020", "2020-02-15", None, "Por Juan Pérez"),
        ("Posted: Feb 14, 2020 / 08:28 AM EST / Updated: Feb 15, 2020 / 09:10 AM EST", "2020-02-14T08:28:00", "2020-02-15T09:10:00", ""),
        ("Published: 08:28 GMT, 15 February 2020 | Updated: 09:10 GMT, 15 February 2020", "2020-02-15T08:28:00", "2020-02-15T09:10:00", ""),
        ("First published on Fri 14 Feb 2020 08.28 GMT\nLast modified on Sat 15 Feb 2020 09.10 GMT", "2020-02-14T08:28:00", "2020-02-15T09:10:00", ""),
        ("15 febbraio 2020 (modifica il 15 febbraio 2020 | 08:28)", "2020-02-15", "2020-02-15T08:28:00", ""),
        ("Feb 15, 2020 / 8:28 AM / Updated 2 hours ago", "2020-02-15T08:28:00", "2020-02-15T10:00:00", ""),
        ("Stand: 15.02.2020, 08:28 Uhr", None, "2020-02-15T08:28:00", ""),
        ("Published 15 Feb 2020, updated 09:10", "2020-02-15", "2020-02-15T09:10:00", ""),
        ("February 15, 2020 · 5 min read", "2020-02-15", None, ""),
        ("Saturday, February 15, 2020", "2020-02-15", None, ""),
        ("입력 2020.02.14 08:28 수정 2020.02.15 09:10", "2020-02-14T08:28:00", "2020-02-15T09:10:00", ""),
        ("来源：新华网 2020年02月15日08:28", "2020-02-15T08:28:00", None, "来源：新华网"),
        ("Опубликовано 15 февраля 2020, 08:28", "2020-02-15T08:28:00", None, ""),
    ],
)  # fmt: skip
def test_a_date_line_says_when_and_leaves_the_byline(
    line: str, published: str | None, updated: str | None, rest: str
) -> None:
    found = read(line)
    moments = [
        date and f"{date.date}T{date.time}".removesuffix("TNone") for date in (found.published, found.updated)
    ]
    assert (*moments, found.rest) == (published, updated, rest)
    assert all(date.origin == "byline" for date in (found.published, found.updated) if date)


def test_the_line_with_the_date_is_kept_as_it_stood() -> None:
    found = read("OAN Newsroom\nUPDATED 8:28 AM PT — Saturday, February 15, 2020")
    assert found.updated is not None
    assert found.updated.raw == "UPDATED 8:28 AM PT — Saturday, February 15, 2020"
    assert (found.updated.zone, found.updated.instant) == ("America/Los_Angeles", "2020-02-15T16:28:00Z")


@pytest.mark.parametrize(
    "line",
    [
        "FILE – In this July 8, 2019, file photo, a U.S. officer looks on during an operation in Escondido, Calif. (AP Photo/G. B., File)",
        "Matthew Roe, right, speaks during a news conference, Friday, Jan. 17, 2020, in New York. (AP Photo/J. M.)",
        "The hearing is set for March 3, 2020, at 9 a.m.",
        "Officials also said the deployment will last from February to May.",
        "The agency updated its guidance on Feb. 10, 2020.",
        "The report was published on Feb. 10, 2020, by the ministry.",
        "Published in print February 16, 2020, Section A, Page 1",
        "A version of this article appears in print on Feb. 16, 2020, Section A, Page 1",
        "© 2020 The New York Times Company",
        "Load-Date: February 16, 2020",
        "Concert: March 3, 2020",
        "Launch date: February 3, 2020",
        "Film Released February 3, 2020",
        "活动时间：2020年2月3日",
        "By February 3, 2020",
        "By Friday, February 14, 2020",
        "Town Hall, February 3, 2020, 9 a.m., City Hall",
        "February 3, 2020, 9 a.m., City Hall",
        "Event Date: February 3, 2020",
        "Photo by Jane Doe, February 3, 2020",
        "by his transfer of the shares on or about December 23, 1985",
        "THE OPENING WAS CREATED 17 MONTHS AGO BY LEFTWING PARTIES",
        "March 30, 1990.",
        "published on April 6.",
        "November 2017",
        "2020",
        "20200215",
        "Yesterday",
        "Saturday",
        "8:28 AM",
        "February 15, 2020 was a cold day in Boston",
        "Feb. 15-16, 2020",
        "RELATED: Storm of February 2020",
        "Call 555-0142",
        "%d bloggers like this:",
        "",
    ],
)
def test_other_lines_are_left_alone(line: str) -> None:
    assert read_byline_date(line, KNOWN) is None


def test_a_long_line_is_a_paragraph() -> None:
    assert read_byline_date("Published February 15, 2020 | " + "Jane Doe " * 60, KNOWN) is None


@pytest.mark.parametrize(
    ("line", "text", "place", "agency", "date"),
    [
        ("BEIJING, Feb. 15 (Xinhua) -- China said", "BEIJING, Feb. 15 (Xinhua)", "BEIJING", "Xinhua", "2020-02-15"),
        ("LONDON, Dec 31 (Reuters) - Shares rose", "LONDON, Dec 31 (Reuters)", "LONDON", "Reuters", "2019-12-31"),
        ("NEW YORK, February 15, 2020 /PRNewswire/ -- Acme", "NEW YORK, February 15, 2020 /PRNewswire/", "NEW YORK", "PRNewswire", "2020-02-15"),
        ("PARIS (AP) — The mayor said", "PARIS (AP)", "PARIS", "AP", None),
        ("    SALVADOR, Feb 15 - ", "SALVADOR, Feb 15", "SALVADOR", None, "2020-02-15"),
        ("    BURBANK, Calif., Oct 19 -\n    Text", "BURBANK, Calif., Oct 19", "BURBANK, Calif.", None, "2019-10-19"),
        ("HAYWARD, Calif. (AP) — The latest", "HAYWARD, Calif. (AP)", "HAYWARD, Calif.", "AP", None),
        ("WASHINGTON, Oct 20, Reuter - ", "WASHINGTON, Oct 20, Reuter", "WASHINGTON", "Reuter", "2019-10-20"),
        ("panama city, feb 12 - ", "panama city, feb 12", "panama city", None, "2020-02-12"),
        ("LA PAZ, Feb 12 - The", "LA PAZ, Feb 12", "LA PAZ", None, "2020-02-12"),
        ("WASHINGTON — The president said on Friday", "WASHINGTON", "WASHINGTON", None, None),
        ("Berlin (dpa) - Die Regierung", "Berlin (dpa)", "Berlin", "dpa", None),
        ("BERLIN, Mittwoch, 12. Februar (dpa) - Die", "BERLIN, Mittwoch, 12. Februar (dpa)", "BERLIN", "dpa", "2020-02-12"),
        ("Bruselas, 7 feb (EFE).- El alto", "Bruselas, 7 feb (EFE)", "Bruselas", "EFE", "2020-02-07"),
        ("(ANSA) - ROMA, 15 FEB - Il governo", "(ANSA) - ROMA, 15 FEB", "ROMA", "ANSA", "2020-02-15"),
        ("MOSCOW, February 15. /TASS/. Russia", "MOSCOW, February 15. /TASS/.", "MOSCOW", "TASS", "2020-02-15"),
        ("NEW YORK--(BUSINESS WIRE)--Acme Corp.", "NEW YORK--(BUSINESS WIRE)", "NEW YORK", "BUSINESS WIRE", None),
        ("新华社北京2月15日电（记者张三）", "新华社北京2月15日电", "北京", "新华社", "2020-02-15"),
    ],
)  # fmt: skip
def test_a_dateline_has_place_agency_and_day(
    line: str, text: str, place: str, agency: str | None, date: str | None
) -> None:
    found = read_dateline(line, KNOWN)
    assert found is not None
    assert (found.text.rstrip("."), found.place, found.agency, found.date and found.date.date) == (
        text.rstrip("."),
        place,
        agency,
        date,
    )
    assert found.date is None or found.date.origin == "dateline"


def test_a_dateline_tells_how_much_of_the_line_it_takes() -> None:
    line = "  PARIS,\u00a0Feb 15 (AFP) — Le maire"
    found = read_dateline(line, KNOWN)
    assert found is not None
    assert line[found.length :] == "Le maire"


def test_the_year_of_a_dateline_never_lies_ahead() -> None:
    leap = read_dateline("PARIS, Feb 29 (AFP) - x", DateContext(reference=datetime(2021, 2, 10)))
    assert leap is not None
    assert leap.date is not None
    assert leap.date.date == "2020-02-29"


def test_a_dateline_without_a_year_is_undated_where_nothing_is_known() -> None:
    found = read_dateline("LONDON, Dec 31 (Reuters) - Shares", DateContext())
    assert found is not None
    assert (found.place, found.date) == ("LONDON", None)


@pytest.mark.parametrize(
    "line",
    [
        "FILE – In this July 8, 2019, file photo",
        "FILE PHOTO: A view of London, May 1, 2019. REUTERS/Jane Doe",
        "UPDATE 1 - Shares rise",
        "BREAKING — Fire in the port",
        "JOHN SMITH (R-Texas) — said",
        "The talks - which began on February 3 - failed",
        "During his last news conference on November 19, 1986 -- six",
        "VISIT the Pennsylvania Horse Show, Oct. 11–21, in Harrisburg",
        "Donnerstag, 10. Februar 2020 - 19:05",
        "Publicado em 09/02/2020 - 07:05",
        "May 5 - The siege begins",
        "– Matthew Roe, Director of the Agency",
        "NASA/JPL-Caltech/ASU",
        "REVENUES MORE THAN DOUBLED - - THANKS IN PART TO TOURISM",
        "",
        "—",
    ],
)
def test_other_beginnings_are_no_datelines(line: str) -> None:
    assert read_dateline(line, KNOWN) is None


@pytest.mark.parametrize("line", ["5 May and ـ 2020", "Published ـ", "ـ - ـ", "May ـــ 2020", "to ـ+ 3 May"])
def test_a_word_of_strokes_alone_continues_no_phrase(line: str) -> None:
    assert read_dateline(line, KNOWN) is None
    read_byline_date(line, KNOWN)
    read_byline_date("\n".join([line] * 3 + ["Published: 15 February 2020"]), KNOWN)


LETTERS = "".join(dict.fromkeys("".join(starts for _, starts, _ in grammar.RULES)))
EVERY_RULE = re.compile("|".join(f"(?P<{name}>{rule})" for name, _, rule in grammar.RULES))


@given(st.text(st.sampled_from(LETTERS), max_size=12))
@example("A.f1:2h")
@example("f'f'e4")
@settings(max_examples=2_000, deadline=None)
def test_the_rules_that_a_letter_may_begin_are_all_that_may_take_it(codes: str) -> None:
    for place, letter in enumerate(codes):
        found, wanted = grammar.GRAMMARS[letter].match(codes, place), EVERY_RULE.match(codes, place)
        assert (found and (found.lastgroup, found.end())) == (wanted and (wanted.lastgroup, wanted.end()))


HEADS = {
    "Vol. XII, No. 34 — Tuesday, March 4, 1913": "1913-03-04",
    "THE EVENING STAR, WASHINGTON, D. C., MONDAY, JUNE 2, 1924.": "1924-06-02",
    "Nr. 123. Dienstag, den 4. März 1913. 12. Jahrgang.": "1913-03-04",
}


@pytest.mark.parametrize(("line", "day"), HEADS.items())
def test_a_papers_head_says_the_day_and_stays_whole(line: str, day: str) -> None:
    assert read(line).rest == line
    assert read(line).published == read_date(line, KNOWN, origin="byline")
    assert isinstance(read_date(line), PublicationDate)
    assert read_date(line).date == day  # type: ignore[union-attr]


@pytest.mark.parametrize("line", ["Berlin, den 6. Mai 2024", "Vol. 12, No. 34, May 6, 2024"])
def test_where_a_day_must_stand_alone_a_place_or_a_volume_makes_it_none(line: str) -> None:
    assert isinstance(read_date(line), PublicationDate)
    assert isinstance(read_date(line, alone=True), Undated)


def test_a_place_stands_before_its_day() -> None:
    place, day = read_placed_day("(Frankfurt am Main, 6. Mai 2024)", DateContext(), "byline") or ("", None)
    assert place == "Frankfurt am Main"
    assert day is not None
    assert day.date == "2024-05-06"
    assert read_placed_day("Boston Marathon, April 15, 2013", DateContext(), "byline") is None


def test_a_dateline_without_a_dash_takes_its_year_from_the_context_alone() -> None:
    line = "NEW DELHI, Oct 14 (PTI) The government said on Monday"
    known, unknown = read_dateline(line, KNOWN), read_dateline(line, DateContext())
    assert known is not None
    assert unknown is not None
    assert (known.place, known.agency, line[known.length :]) == (
        "NEW DELHI",
        "PTI",
        "The government said on Monday",
    )
    assert known.date is not None
    assert known.date.date == "2019-10-14"
    assert unknown.date is None
