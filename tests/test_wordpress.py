"""WordPress exports: golden exports of our own with one trap each, broken and hostile ones, and real ones."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from drawn_bytes import befall
from hypothesis import given, settings
from hypothesis import strategies as st
from sparse_pairs import describe, read_file

from indexer.article import Article, NotArticle, Reject
from indexer.formats import HEAD_BYTES, choose
from indexer.formats.feeds import wordpress
from indexer.formats.feeds.wordpress import read_moment
from indexer.formats.feeds.wordpress_body import cut_shortcodes, read_post

CASES = sorted(
    path for path in (Path(__file__).parent / "data" / "wordpress").iterdir() if path.suffix != ".json"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_export_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))["outcomes"]
    outcomes = read_file(wordpress, case.read_bytes(), f"wordpress/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_export_is_known_by_its_first_bytes(case: Path) -> None:
    found = choose(case.read_bytes()[:HEAD_BYTES], "story.txt")
    assert found is not None and found.NAME == "wordpress"


def test_a_feed_of_a_wordpress_site_is_no_export() -> None:
    assert not wordpress.sniff(
        b'<rss version="2.0"><channel><generator>https://wordpress.org/?v=6.5</generator></channel></rss>',
        "feed.xml",
    )


@pytest.mark.parametrize(
    ("local", "universal", "moment", "printed"),
    [
        ("2020-07-06 00:30:00", "2020-07-05 22:30:00", "2020-07-06 00:30:00 +02:00", "2020-07-06 00:30:00"),
        ("2020-01-01 05:45:00", "2020-01-01 00:00:00", "2020-01-01 05:45:00 +05:45", "2020-01-01 05:45:00"),
        ("2020-07-05 20:00:00", "2020-07-05 23:30:00", "2020-07-05 20:00:00 -03:30", "2020-07-05 20:00:00"),
        ("2020-07-05 20:00:00", "2020-07-05 20:07:00", "2020-07-05 20:00:00", "2020-07-05 20:00:00"),
        ("2020-07-05 20:00:00", "0000-00-00 00:00:00", "2020-07-05 20:00:00", "2020-07-05 20:00:00"),
        ("0000-00-00 00:00:00", "2020-07-05 20:00:00", "2020-07-05 20:00:00 +00:00", "2020-07-05 20:00:00"),
        ("2020-02-30 20:00:00", "", "2020-02-30 20:00:00", "2020-02-30 20:00:00"),
        ("", "", "", ""),
    ],
)
def test_two_clocks_tell_the_zone(local: str, universal: str, moment: str, printed: str) -> None:
    assert read_moment(local, universal) == (moment, printed)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("He said [sic] so.", "He said [sic] so."),
        ("[Editor’s note] and [1] and [see page 3]", "[Editor’s note] and [1] and [see page 3]"),
        ('a [gallery ids="1,2"] b', "a  b"),
        ("a [gallery] b", "a  b"),
        ("[b]bold[/b] text", "bold text"),
        ("[embed]https://v.example/1[/embed]after", "after"),
        ("[audio src='x.mp3']after", "after"),
        ("[[gallery]] is written so", "[gallery] is written so"),
        ("[ad_slot_3]x", "x"),
        ("[clear /]x", "x"),
        ("[unclosed x", "[unclosed x"),
    ],
)
def test_a_programs_brackets_go_and_a_writers_stay(source: str, text: str) -> None:
    assert cut_shortcodes(source) == (text, ())


def test_captions_are_read_from_shortcodes_old_and_new() -> None:
    old = '[caption id="a" width="3" caption="Old &quot;form&quot;"]<img src="a.jpg">[/caption]Text.'
    new = '[wp_caption width="3"]<a href="b"><img src="b.jpg"></a> New <em>form</em>[/wp_caption]Text.'
    assert (read_post(old).captions, read_post(old).body) == (('Old "form"',), "Text.")
    assert (read_post(new).captions, read_post(new).body) == (("New form",), "Text.")


@pytest.mark.timeout(150)
@pytest.mark.parametrize(
    "piece", ["[a", "[caption]", "[/caption]", "[a b='", "[[", "<pre>", "\n\n", "<!-- wp:", "[x ]"]
)
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    assert read_post(piece * (200_000 // len(piece))) is not None


@settings(deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_give_articles_and_rejects(data: bytes) -> None:
    start = b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>'
    assert all(
        isinstance(outcome, (Article, Reject, NotArticle)) for outcome in read_file(wordpress, start + data)
    )
    assert read_file(wordpress, data)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_damaged_export_gives_articles_and_rejects(case: Path) -> None:
    draw = random.Random(case.stem)
    data, other = case.read_bytes(), CASES[draw.randrange(len(CASES))].read_bytes()
    for _ in range(8):
        for outcome in read_file(wordpress, befall(data, other, draw)):
            assert isinstance(outcome, (Article, Reject, NotArticle))


# Real exports


def _count_published(text: str) -> int:
    items = re.findall(r"<item[\s>].*?</item>", text, re.DOTALL)
    kind = re.compile(r"<wp:post_type>(?:<!\[CDATA\[)?post(?:\]\]>)?</wp:post_type>")
    status = re.compile(r"<wp:status>(?:<!\[CDATA\[)?publish(?:\]\]>)?</wp:status>")
    return sum(bool(kind.search(item) and status.search(item)) for item in items)


@pytest.mark.shared_data
def test_real_exports_give_their_published_posts_and_name_the_rest(shared_data: Path) -> None:
    files = [
        *sorted((shared_data / "wordpress-wxr").glob("*.xml")),
        *sorted((shared_data / "wire-formats" / "superdesk-core").glob("wordpress*.xml")),
    ]
    assert len(files) > 30
    for path in files:
        outcomes = read_file(wordpress, path.read_bytes(), path.name)
        articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
        assert len(articles) == _count_published(path.read_text("utf-8")), path.name
        assert not [outcome for outcome in outcomes if isinstance(outcome, Reject)], path.name
        assert outcomes


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "title", "day", "zone", "byline", "source"),
    [
        (
            "wordpress-wxr/wxr-comprehensive.xml",
            "Comprehensive Post",
            "2024-06-05",
            "UTC",
            "Alice",
            "Comprehensive WXR Fixture",
        ),
        (
            "wordpress-wxr/wxr-flat-attachment-same-site.xml",
            "Post with Attachment",
            "2011-01-10",
            "-07:00",
            "a11y Team",
            "Media Export",
        ),
        (
            "wordpress-wxr/valid-wxr-1.1.xml",
            "Hello world!",
            "2010-10-16",
            "UTC",
            "John Doe",
            "Export Datasets",
        ),
        ("wordpress-wxr/crazy-cdata.xml", "Hello world!", "2012-01-05", "UTC", "admin", None),
        (
            "wire-formats/superdesk-core/wordpress_wxr.xml",
            "Starafrica to dispose assets for $6 million to clear debt",
            "2013-07-29",
            "+02:00",
            "admin",
            "The SDNewTester",
        ),
        (
            "wire-formats/superdesk-core/wordpress_wxr_funke.xml",
            "Löst einen Mord in Mysterium Secrets & Lies",
            "2017-12-02",
            "+01:00",
            "Marion",
            "FunkyGames.de",
        ),
    ],
)
def test_a_real_post_says_what_its_export_states(
    shared_data: Path, name: str, title: str, day: str, zone: str, byline: str, source: str | None
) -> None:
    article = next(
        outcome
        for outcome in read_file(wordpress, (shared_data / name).read_bytes(), name)
        if isinstance(outcome, Article)
    )
    assert article.published is not None
    assert (article.title, article.published.date, article.published.zone) == (title, day, zone)
    assert (article.byline, article.source) == (byline, source)


@pytest.mark.shared_data
def test_sections_within_sections_are_kept_however_they_are_written(shared_data: Path) -> None:
    for name in ("crazy-cdata.xml", "crazy-cdata-escaped.xml"):
        (article,) = read_file(wordpress, (shared_data / "wordpress-wxr" / name).read_bytes())
        assert isinstance(article, Article) and article.body == "Content with nested <![CDATA[ tags ]]> :)"
        assert article.extra["meta"]["Closing CDATA"] == "]]>"


@pytest.mark.shared_data
def test_blank_lines_end_paragraphs(shared_data: Path) -> None:
    (article,) = read_file(
        wordpress, (shared_data / "wordpress-wxr" / "post-content-blank-lines.xml").read_bytes()
    )
    assert isinstance(article, Article)
    assert article.body.split("\n\n")[0].endswith("(and one blank line).") and article.body.count("\n\n") == 1
