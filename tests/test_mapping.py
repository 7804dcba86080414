"""Mapping: names in many spellings, values in many shapes, --map, what is kept, what is rejected."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, Origin, Reject
from indexer.formats.records.extra_fields import bound_extra
from indexer.formats.records.field_names import FIELD_NAMES, FIELDS, find_field, fold_name
from indexer.formats.records.mapping import RecordMapper, make_plan
from indexer.formats.records.record_values import (
    divide_paragraphs,
    read_language,
    read_prose,
    read_tags,
    read_url,
)
from indexer.identity import article_id
from indexer.settings import ReadingOptions

ORIGIN = Origin(path="wire/x.json", record=3, line=7)


def read(record: dict[str, Any], *mapping: tuple[str, str]) -> Article | Reject:
    return RecordMapper("json", ReadingOptions(mapping=mapping), ORIGIN).read(record, ORIGIN)


def read_article(record: dict[str, Any], *mapping: tuple[str, str]) -> Article:
    outcome = read(record, *mapping)
    assert isinstance(outcome, Article), outcome
    return outcome


@pytest.mark.parametrize("name", ["pub_date", "PubDate", "pub-date", "PUB DATE", "pubDate"])
def test_spellings_of_a_name_are_one_name(name: str) -> None:
    assert fold_name(name) == "pubdate"
    assert find_field(name) == find_field("pubDate")


def test_no_name_stands_for_two_fields() -> None:
    owners: dict[str, set[str]] = {}
    for field, names in FIELD_NAMES:
        for name in names.split():
            owners.setdefault(fold_name(name), set()).add(field)
    assert [name for name, fields in owners.items() if len(fields) > 1] == []


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("title", "title headline head hl1 Überschrift titre titular 見出し"),
        ("body", "body text content articleBody bodyText full_text Inhalt texto 本文"),
        (
            "published",
            "date published pubDate publish_date published_at datePublished webPublicationDate versioncreated ts Datum fecha 日付",
        ),
        ("updated", "updated dateModified last_modified"),
        ("byline", "byline author creator authors auteur"),
        ("source", "source publication publisher outlet newspaper Zeitung"),
        ("section", "section category desk Ressort"),
        ("language", "lang language inLanguage"),
        ("url", "url link href article_source_link webUrl"),
        ("tags", "tags keywords topics Schlagwörter"),
        ("summary", "summary description subtitle standfirst lead"),
        ("id", "id guid uri article_id _id"),
        ("captions", "caption captions"),
        ("dateline", "dateline"),
    ],
)
def test_known_names_stand_for_our_fields(field: str, names: str) -> None:
    for name in names.split():
        found = find_field(name)
        assert found and found[0] == field, name


def test_a_record_keeps_all_it_says() -> None:
    article = read_article(
        {
            "id": 12,
            "headline": " A  harbour\nopens ",
            "title": "Another title",
            "text": "First.\n\nSecond.",
            "author": ["Ann Poe", {"name": "Bo Li"}, {"firstName": "Cy", "lastName": "Dee"}],
            "source": {"id": None, "name": "The Tide"},
            "category": "Local",
            "lang": "en-GB",
            "keywords": [{"name": "subject", "value": "Ports"}, "Trade"],
            "topics": "Trade; Ships",
            "caption": "The quay",
            "edition": "late",
            "page": 3,
            "empty": "",
        }
    )
    assert (article.title, article.byline, article.source) == (
        "Another title",
        "Ann Poe, Bo Li, Cy Dee",
        "The Tide",
    )
    assert (article.section, article.language, article.tags) == ("Local", "en", ("Ports", "Trade", "Ships"))
    assert (article.body, article.captions) == ("First.\n\nSecond.", ("The quay",))
    assert article.extra == {"headline": " A  harbour\nopens ", "id": 12, "edition": "late", "page": 3}
    assert (article.path, article.format) == ("wire/x.json", "json")


def test_map_wins_over_the_table_and_the_rest_is_kept() -> None:
    article = read_article({"title": "slug", "kopf": "Real title", "body": "x"}, ("title", "kopf"))
    assert article.title == "Real title" and article.extra == {"title": "slug"}


@pytest.mark.parametrize("path", ["fields.kopf", "list.1.kopf"])
def test_map_follows_dotted_paths(path: str) -> None:
    record = {"fields": {"kopf": "Deep title"}, "list": [{}, {"kopf": "Deep title"}], "body": "x"}
    assert read_article(record, ("title", path)).title == "Deep title"


def test_map_takes_names_in_any_spelling_and_falls_back_where_a_record_lacks_them() -> None:
    assert read_article({"Mein Kopf": "A", "text": "x"}, ("Title", "mein_kopf")).title == "A"
    assert read_article({"headline": "B", "text": "x"}, ("title", "kopf")).title == "B"


def test_fields_inside_a_wrapper_count_as_the_records_own() -> None:
    article = read_article({"_id": "7", "_source": {"title": "Wrapped", "content": "x", "odd": 1}})
    assert article.title == "Wrapped" and article.extra == {"_id": "7", "_source.odd": 1}


@pytest.mark.parametrize(
    "record", [{"kopf": "A", "rumpf": "B"}, {"title": "", "body": None, "rumpf": "B"}, {"date": "2020-01-01"}]
)
def test_a_record_without_title_text_and_summary_is_rejected_with_its_names_and_the_remedy(
    record: dict[str, Any],
) -> None:
    outcome = read(record)
    assert isinstance(outcome, Reject) and outcome.origin == ORIGIN
    assert all(f'"{name}"' in outcome.reason for name in record) and "--map title=" in outcome.reason


def test_a_summary_alone_makes_an_article() -> None:
    assert read_article({"description": "Only this."}).summary == "Only this."


def test_markup_in_a_field_becomes_plain_paragraphs() -> None:
    article = read_article(
        {"title": "Salt &amp; <em>pepper</em>", "body": "<p>One <b>two</b>.</p><p>Three &lt; four.</p>"}
    )
    assert article.title == "Salt & pepper"
    assert article.body == "One two.\n\nThree < four."


def test_a_sign_of_comparison_is_no_markup() -> None:
    assert (
        read_article({"title": "a", "body": "Yields of 3 < 4 and 5 > 2."}).body
        == "Yields of 3 < 4 and 5 > 2."
    )


def test_the_word_by_is_no_part_of_a_name() -> None:
    assert read_article({"title": "a", "byline": "By Jane Poe"}).byline == "Jane Poe"
    assert read_article({"title": "a", "byline": "Byron Ames"}).byline == "Byron Ames"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.\nThree.", "One.\n\nTwo.\n\nThree."),
        ("One line\nwrapped\n\nTwo.", "One line\nwrapped\n\nTwo."),
        ("One.\r\n\r\n\r\nTwo.\r\n", "One.\n\nTwo."),
        ("  One.  \n \t\n Two.", "One.\n\nTwo."),
    ],
)
def test_paragraphs_have_one_blank_line_between_them(text: str, expected: str) -> None:
    assert divide_paragraphs(text) == expected == read_prose(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a, b,c", ["a", "b", "c"]),
        ("Poe, Jane; Li, Bo", ["Poe, Jane", "Li, Bo"]),
        ("a|b", ["a", "b"]),
        ("['a', 'b']", ["a", "b"]),
        (["a, b", None, {"label": "c"}], ["a, b", "c"]),
        ("東京、大阪", ["東京", "大阪"]),
        ("", []),
    ],
)
def test_tags_are_divided(value: Any, expected: list[str]) -> None:
    assert read_tags(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("en", "en"),
        ("EN_us", "en"),
        ("eng", "en"),
        ("Deutsch", "de"),
        ("pt-BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("xx9", None),
        ("Klingon", None),
        (None, None),
    ],
)
def test_languages_are_two_letters(value: Any, expected: str | None) -> None:
    assert read_language(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("/local/x", None),
        ("javascript:alert(1)", None),
        ("https://a.example/x y", None),
        ({"@id": "http://a.example"}, "http://a.example"),
    ],
)
def test_only_absolute_http_addresses_are_links(value: Any, expected: str | None) -> None:
    assert read_url(value) == expected


def test_a_link_that_is_none_is_kept() -> None:
    article = read_article({"title": "a", "url": "/local/x"})
    assert article.url is None and article.extra == {"url": "/local/x"}


def test_an_identifier_that_is_global_makes_the_id_else_the_record_s_own_else_its_url_else_its_number() -> (
    None
):
    url = "https://a.example/2020/story"
    assert read_article({"title": "a", "id": "5", "guid": "urn:newsml:a:1"}).id == article_id(
        ORIGIN, "urn:newsml:a:1"
    )
    assert read_article({"title": "a", "id": "5", "uri": "x", "link": url}).id == article_id(ORIGIN, "x")
    assert read_article({"title": "a", "id": "5", "link": url}).id == article_id(ORIGIN, "5")
    assert read_article({"title": "a", "link": url}).id == article_id(ORIGIN, url)
    assert read_article({"title": "a"}).id == article_id(ORIGIN)
    assert (
        len({read_article({"title": "a", "link": "https://a.example/"}).id, read_article({"title": "a"}).id})
        == 2
    )


def test_a_version_is_a_number_in_extra() -> None:
    assert read_article({"title": "a", "version": "11"}).extra == {"version": 11}
    assert read_article({"title": "a", "version": "1.2"}).extra == {"version_text": "1.2"}


def test_blocks_give_fields_that_the_record_lacks() -> None:
    blocks = [
        {"type": "headline", "content": "T"},
        {"type": "date", "content": "2020-02-03"},
        {"type": "image", "caption": "C"},
        {"type": "p", "content": "<p>A</p>"},
        "B",
    ]
    article = read_article({"content": blocks})
    assert (article.title, article.body, article.captions) == ("T", "A\n\nB", ("C",))
    assert article.published and article.published.date == "2020-02-03"


def test_the_first_date_that_reads_is_taken_and_the_others_are_kept() -> None:
    article = read_article({"title": "a", "published": "soon", "date": "2020-02-03", "created": "2020-01-01"})
    assert article.published and article.published.date == "2020-02-03"
    assert article.extra == {"published": "soon", "created": "2020-01-01"}


def test_a_day_outweighs_the_year_and_month_beside_it() -> None:
    article = read_article({"title": "a", "date": "2016-12-31", "year": 2016, "month": 12})
    assert article.published and article.published.date == "2016-12-31"


def test_a_day_in_parts_is_one_day() -> None:
    article = read_article({"title": "a", "year": "2016", "month": "2", "day": "9"})
    assert article.published and (article.published.date, article.published.precision) == (
        "2016-02-09",
        "day",
    )


def test_an_update_serves_where_nothing_else_is_stated() -> None:
    article = read_article({"title": "a", "updated": "2020-02-03"})
    assert (
        article.published == article.updated and article.published and article.published.date == "2020-02-03"
    )


def test_no_date_is_taken_from_the_body() -> None:
    article = read_article({"title": "a", "body": "It burned on 3 May 2001 and again in June 2002."})
    assert article.published is None and article.undated and article.undated.reason


def test_an_unreadable_date_is_said() -> None:
    article = read_article({"title": "a", "date": "the other day"})
    assert article.undated and article.undated.raw == "the other day"


def test_extra_is_bounded_and_says_so() -> None:
    extra = bound_extra(
        [("long", "x" * 100_000), ("wide", list(range(10_000))), *((f"k{n}", n) for n in range(1_000))]
    )
    assert len(extra) <= 201 and len(json.dumps(extra)) < 300_000
    assert extra["extra_cut"][:2] == ["long", "wide"] and len(extra["long"]) == 20_001


def test_a_plan_is_made_once_for_a_set_of_keys() -> None:
    plan = make_plan(("headline", "title", "x"), {})
    assert plan.fields == {"title": ("title", "headline")} and plan.unknown == ("x",)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(blacklist_categories=("Cs",)), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "value", "type", "content", "text", "x"]), inner, max_size=3
        )
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [*FIELDS, "headline", "text", "fields", "content", "time", "year", "month", "day", "guid", "x"]
        ),
        VALUES,
        max_size=8,
    )
)
def test_any_record_is_an_article_or_a_reject(record: dict[str, Any]) -> None:
    outcome = read(record)
    assert isinstance(outcome, (Article, Reject))
    json.dumps(outcome.as_json(), allow_nan=False)


def test_an_address_is_no_papers_name() -> None:
    article = read_article(
        {"title": "A", "text": "B.", "source": "https://h.example/a", "hostname": "h.example"}
    )
    assert (article.source, article.url) == ("h.example", "https://h.example/a")
    article = read_article({"title": "A", "text": "B.", "source": "https://h.example/a"})
    assert (article.source, article.url) == (None, "https://h.example/a")


def test_a_record_without_a_text_has_what_its_summaries_say_beside_each_other() -> None:
    article = read_article(
        {"headline": "A", "abstract": "Short.", "lead_paragraph": "It was long.", "snippet": "Short."}
    )
    assert (article.summary, article.body) == ("Short.", "It was long.")
