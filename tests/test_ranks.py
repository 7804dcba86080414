"""Which version of a story is the later one, and when two say the same."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.article import Article, PublicationDate, Undated
from indexer.ingest.ranks import content_digest, rank, whole_digest


def article(**fields: Any) -> Article:
    values: dict[str, Any] = {
        "id": "a",
        "path": "p",
        "format": "json",
        "body": "Words.",
        "undated": Undated(reason="none"),
    }
    values.update(fields)
    if values.get("published"):
        values["undated"] = None
    return Article(**values)


def version(value: Any) -> Article:
    return article(extra={"version": value})


@pytest.mark.parametrize("later", [1, "1", "010", 10**17])
def test_a_version_is_later_than_none(later: Any) -> None:
    assert rank(version(later)) > rank(article())


def test_versions_go_by_number_not_by_letters() -> None:
    ranks = [rank(version(value)) for value in (2, "9", 10, "11", 100)]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("value", [True, None, "v2", -1, 0, 2.5, [3], "9" * 40, 10**40, "²", "２"])
def test_what_is_no_version_counts_as_none(value: Any) -> None:
    assert rank(version(value)) == rank(article())


def test_moments_go_by_instant_with_or_without_a_fraction() -> None:
    moments = ["2020-02-15T16:28:00Z", "2020-02-15T16:28:00.5Z", "2020-02-15T16:28:01Z"]
    ranks = [
        rank(article(published=PublicationDate(date="2020-02-15", time="08:28:00", instant=moment)))
        for moment in moments
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3


def test_an_update_counts_before_the_publication() -> None:
    early = PublicationDate(date="2020-01-01")
    late = PublicationDate(date="2021-01-01")
    assert rank(article(published=early, updated=late)) > rank(article(published=late, updated=early))
    assert rank(article(published=early, updated=early)) > rank(article(published=late))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "t"}, {"body": "Words"}, {"tags": ("x",)}, {"captions": ("x",)}, {"related": ("x",)}, {"summary": "x"},
        {"language": "en"}, {"extra": {"version": 1}}, {"published": PublicationDate(date="2020")}, {"undated": Undated(reason="n")},
        {"updated": PublicationDate(date="2020")}, {"title": "Words.", "body": ""},
    ],
)  # fmt: skip
def test_every_field_counts_for_the_content(change: dict[str, Any]) -> None:
    assert content_digest(article(**change)) != content_digest(article())


@pytest.mark.parametrize("change", [{"id": "b"}, {"path": "q"}, {"member": "m"}, {"format": "html"}])
def test_where_it_was_read_does_not_count_for_the_content_but_for_the_whole(change: dict[str, Any]) -> None:
    one, other = article(), article(**change)
    content = content_digest(one)
    assert content_digest(other) == content
    if "path" not in change:
        assert whole_digest(other, content) != whole_digest(one, content)


def test_the_order_of_extra_fields_and_lone_surrogates_do_no_harm() -> None:
    one = article(extra={"a": 1, "b": {"c": [1, None], "d": "é"}}, title="\ud800")
    other = article(extra={"b": {"d": "é", "c": [1, None]}, "a": 1}, title="\ud800")
    assert content_digest(one) == content_digest(other)
