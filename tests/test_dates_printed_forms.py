"""Printed dates in tables of form, expected answer and reference time: the shared one, and our own.

No row says which function it is for. Every door is asked (`ask`): a row that is no date must be none at
each of them, with and without the reference; a row that is one must be given by some door, and by none
otherwise. So a caption is tried as a field, as a byline, as a dateline, as a URL and as a file name. The
reference is used where a form says nothing without it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.article import PublicationDate, Undated
from indexer.dates import (
    DateContext,
    date_from_file_name,
    date_from_url,
    read_byline_date,
    read_date,
    read_dateline,
)

SHARED = Path(__file__).resolve().parents[2] / "shared"
OWN = Path(__file__).parent / "data" / "dates" / "printed_forms.tsv"


class Row(NamedTuple):
    form: str
    expected: str
    note: str
    reference: datetime


def rows(path: Path) -> Iterator[Row]:
    """The table's rows; none where the file is absent. `(empty)` and `9…(x5000)` stand for what cannot be written out."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as table:
        for form, expected, note, reference in list(
            csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        )[1:]:
            whole = "" if form == "(empty)" else form[0] * 5000 if form.endswith("(x5000)") else form
            yield Row(whole, expected, note, datetime.fromisoformat(reference))


def ask(form: str, context: DateContext) -> dict[str, PublicationDate]:
    """What each door makes of a form, of those that make something of it."""
    labelled, dateline = read_byline_date(form, context), read_dateline(form, context)
    answers = {
        "field": read_date(form, context),
        "byline": labelled and (labelled.published or labelled.updated),
        "dateline": dateline and dateline.date,
        "url": date_from_url(form, context),
        "file name": date_from_file_name(form, context),
    }
    return {door: answer for door, answer in answers.items() if isinstance(answer, PublicationDate)}


def check(row: Row) -> None:
    with_reference = DateContext(reference=row.reference)
    answers = ask(row.form, DateContext())
    if row.expected == "NONE":
        assert answers == {}
        assert ask(row.form, with_reference) == {}
        return
    # only what lacks a year or a day needs the reference; a table dates some forms after it
    answers = answers or ask(row.form, with_reference)
    if row.expected.startswith("AMBIGUOUS "):
        assert answers == {}
        check_ambiguous(row, set(row.expected.removeprefix("AMBIGUOUS ").split("|")))
        return
    assert answers, read_date(row.form, with_reference)
    for door, answer in answers.items():
        if door in ("file name", "url"):
            assert answer.date == row.expected[: len(answer.date)]
        else:
            check_date(answer, row.expected, row.form)


def check_ambiguous(row: Row, days: set[str]) -> None:
    """Undated, with every reading in the reason; and each order decides for one of them."""
    undated = read_date(row.form)
    assert isinstance(undated, Undated)
    assert all(day in undated.reason for day in days)
    for order in ("DMY", "YMD") if len(row.form) < 9 else ("DMY", "MDY"):
        decided = read_date(row.form, DateContext(date_order=order))
        assert isinstance(decided, PublicationDate)
        assert decided.date in days


def instant_of(moment: datetime) -> str:
    """In UTC, with a fraction of a second only where there is one."""
    printed = f"{moment.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S.%f}"
    return f"{printed.rstrip('0').rstrip('.')}Z"


def check_date(found: PublicationDate, expected: str, form: str) -> None:
    assert found.raw in form
    if "T" not in expected:
        assert (found.date, found.time, found.instant) == (expected, None, None)
        assert found.precision == {10: "day", 7: "month", 4: "year"}[len(expected)]
        return
    wanted = datetime.fromisoformat(expected)
    time = f"{wanted:%H:%M:%S.%f}".rstrip("0").rstrip(".")
    assert (
        f"{found.date}T{found.time}" == f"{wanted:%Y-%m-%d}T{time if '.' in time else f'{wanted:%H:%M:%S}'}"
    )
    assert found.precision in ("minute", "second")
    if wanted.tzinfo is None:
        assert (found.instant, found.zone) == (None, None)
    else:
        assert found.instant is not None
        assert found.instant == instant_of(wanted)
        assert found.zone is not None


@pytest.mark.parametrize("row", list(rows(OWN)), ids=lambda row: row.form[:60] or "(empty)")
def test_our_own_printed_forms(row: Row) -> None:
    check(row)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "row", list(rows(SHARED / "date_forms.tsv")), ids=lambda row: row.form[:60] or "(empty)"
)
def test_the_shared_printed_forms(row: Row) -> None:
    check(row)


@pytest.mark.shared_data
def test_the_shared_table_is_read_whole(shared: Path) -> None:
    assert (
        len(list(rows(shared / "date_forms.tsv")))
        == len((shared / "date_forms.tsv").read_text("utf-8").splitlines()) - 1
    )
