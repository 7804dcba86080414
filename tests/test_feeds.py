"""RSS, RDF and Atom: golden feeds of our own with one trap each, long and broken and hostile ones, and real feeds."""

from __future__ import annotations

import json
import random
import socket
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

import pytest
from drawn_bytes import befall
from hypothesis import given, settings
from hypothesis import strategies as st
from sparse_pairs import describe, read_article, read_file

from indexer.article import Article, NotArticle, Origin, Reject
from indexer.formats import HEAD_BYTES, choose, unread_bytes
from indexer.formats.feeds import item_scan
from indexer.formats.feeds import news_feed as feeds
from indexer.settings import ReadingOptions

CASES = sorted(path for path in (Path(__file__).parent / "data" / "feed").iterdir() if path.suffix != ".json")
HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Bay Radio</title>\n'
ITEM = b"<item><title>Story %d</title><link>https://bay.example/s/%d</link><description>Text of story %d.</description></item>\n"
END = b"</channel></rss>\n"


def test_an_entity_that_a_feed_declares_is_its_text_in_every_item() -> None:
    item = b"<item><title>Story %d of &agency;</title><description>Text.</description></item>"
    head = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY agency "Harbour Wire">]><rss version="2.0"><channel>'
    )
    found = read_file(feeds, head + item % 1 + item % 2 + b"</channel></rss>")
    assert [one.title for one in found if isinstance(one, Article)] == [
        "Story 1 of Harbour Wire",
        "Story 2 of Harbour Wire",
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_feed_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))["outcomes"]
    outcomes = read_file(feeds, case.read_bytes(), f"feed/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_feed_is_known_by_its_first_bytes(case: Path) -> None:
    found = choose(case.read_bytes()[:HEAD_BYTES], "story.txt")
    assert found is not None and found.NAME == "feed"


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0"?><opml version="2.0"><body/></opml>',
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="x"/></rdf:RDF>',
        b"<feed><corn>12</corn></feed>",
        b"<channel><program>News</program></channel>",
        b"<html><head><title>About RSS</title></head><body><p>An &lt;rss&gt; element</p></body></html>",
        b'{"rss": 1}',
    ],
)
def test_what_is_no_feed_is_left_to_others(head: bytes) -> None:
    assert not feeds.sniff(head, "a.xml")


def test_items_have_their_lines_and_their_own_ids() -> None:
    data = HEAD + b"".join(ITEM % (n, n, n) for n in range(1, 4)) + END
    outcomes = read_file(feeds, data)
    assert [outcome.title for outcome in outcomes if isinstance(outcome, Article)] == [
        "Story 1",
        "Story 2",
        "Story 3",
    ]
    again = read_file(feeds, HEAD + ITEM % (2, 2, 2) + END, "elsewhere.xml")
    assert (
        isinstance(again[0], Article) and isinstance(outcomes[1], Article) and again[0].id == outcomes[1].id
    )
    broken = read_file(feeds, HEAD + ITEM % (1, 1, 1) + b"<item><guid>5</guid></item>" + END)
    assert isinstance(broken[1], Reject) and (broken[1].origin.line, broken[1].origin.record) == (4, 2)


@pytest.mark.parametrize(
    "link",
    ["http://localhost/?p=1", "http://127.0.0.1:8000/a", "http://192.168.0.4/a", "http://wordpress/a/1"],
)
def test_a_machine_of_a_workshop_gives_no_id_for_the_world(link: str) -> None:
    item = b"<item><title>x</title><guid>%s</guid></item>" % link.encode()
    here, there = (read_article(feeds, HEAD + item + END, name) for name in ("a.xml", "b.xml"))
    assert here.id != there.id and here.url == link


def test_reports_that_share_their_page_are_not_one_article() -> None:
    item = b"<item><title>Report %d</title><guid isPermaLink='false'>r%d</guid><link>https://bay.example/live</link></item>"
    first, second = read_file(feeds, HEAD + item % (1, 1) + item % (2, 2) + END)
    again = read_article(feeds, HEAD + item % (2, 2) + END, "later.xml")
    assert isinstance(first, Article) and isinstance(second, Article)
    assert first.id != second.id and second.id == again.id


@pytest.mark.parametrize(
    "warning",
    [b"", b"\n\n", b"\xef\xbb\xbf", b"<br />\n<b>Warning</b>: no database in /var/www/feed.php on line 3\n"],
)
@pytest.mark.parametrize(
    "root", [b"<rss><channel>%s</channel></rss>", b"<feed xmlns='http://www.w3.org/2005/Atom'>%s</feed>"]
)
def test_what_a_server_puts_before_a_feed_does_no_harm(warning: bytes, root: bytes) -> None:
    name = b"entry" if b"feed" in root else b"item"
    data = (
        warning
        + b"<?xml version='1.0'?>\n"
        + root % (b"<title>Bay</title><%s><title>One</title></%s>" % (name, name))
    )
    assert feeds.sniff(data, "bay.xml")
    article = read_article(feeds, data)
    assert (article.title, article.source) == ("One", "Bay")


@pytest.mark.parametrize(
    "data",
    [
        b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Bay</a:title><a:entry><a:title>One</a:title></a:entry></a:feed>",
        b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:rss='http://purl.org/rss/1.0/'><rss:channel><rss:title>Bay</rss:title></rss:channel><rss:item><rss:title>One</rss:title></rss:item></r:RDF>",
        b"<channel><title>Bay</title><item><title>One</title></item></channel>",
    ],
)
def test_prefixes_and_roots_may_be_others(data: bytes) -> None:
    assert feeds.sniff(data, "bay.xml")
    article = read_article(feeds, data)
    assert (article.title, article.source) == ("One", "Bay")


def test_items_are_found_whatever_a_read_gives_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread_bytes, "BLOCK_BYTES", 50)

    class Dribble(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(7)

    tricky = b"<item><title>A</title><description><![CDATA[<item> </item> <!-- ]]></description></item><!-- <item> -->"
    data = HEAD + (tricky + ITEM % (1, 1, 1)) * 5 + END
    outcomes = list(feeds.parse(Dribble(data), Origin(path="x"), ReadingOptions()))
    assert [outcome.title for outcome in outcomes if isinstance(outcome, Article)] == ["A", "Story 1"] * 5


def test_a_long_feed_is_read_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        """Items without end; what was read of them is counted."""

        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return (HEAD + ITEM % (1, 1, 1) * 20_000)[:size].ljust(size)

    stream = Endless()
    outcomes = feeds.parse(stream, Origin(path="x"), ReadingOptions())  # type: ignore[arg-type]
    assert isinstance(next(outcomes), Article)
    assert stream.taken < 20_000_000


def test_an_item_without_end_is_dropped_within_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_scan, "ITEM_BYTES", 100_000)
    monkeypatch.setattr(unread_bytes, "BLOCK_BYTES", 10_000)
    outcomes = read_file(feeds, HEAD + b"<item><title>" + b"x" * 300_000 + ITEM % (2, 2, 2) + END)
    assert isinstance(outcomes[0], Reject) and "MB" in outcomes[0].reason
    assert isinstance(outcomes[-1], Article) and outcomes[-1].title == "Story 2"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    data = b"""<?xml version="1.0"?><?xml-stylesheet href="http://evil.example/a.xsl"?>
<!DOCTYPE rss SYSTEM "http://evil.example/rss.dtd">
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>http://evil.example/feed</title>
<item><title>http://evil.example/title</title><link>http://evil.example/1</link><xi:include href="http://evil.example/x"/><description>Text.</description></item></channel></rss>"""
    assert read_article(feeds, data).title == "http://evil.example/title"
    assert read_article(feeds, b"<rss><item><title>file:///etc/passwd</title></item></rss>").body == ""


def test_markup_of_an_item_is_text_or_gone() -> None:
    item = b"<item><title>a &lt;script&gt;x&lt;/script&gt; b</title><description>&lt;img src=x onerror=y&gt;Text &amp;lt;b&amp;gt;.</description></item>"
    article = read_article(feeds, HEAD + item + END)
    assert (article.title, article.body) == ("a b", "Text <b>.")


def test_a_feed_without_items_is_named() -> None:
    (outcome,) = read_file(feeds, HEAD + END)
    assert isinstance(outcome, NotArticle) and outcome.reason == "a feed without items"


# Hostile bytes


@pytest.mark.parametrize(
    "piece",
    [
        b"<item>",
        b"</item>",
        b"<item><![CDATA[",
        b"]]>",
        b"<!--",
        b"<a:b>",
        b"<b c='d' ",
        b"&amp;",
        b"&x;",
        b"<title>",
        b"<p>",
        b"a@",
        b"\n",
        b"<!DOCTYPE ",
        b"<![CDATA[</item><item>",
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        b"%s",
        HEAD + b"%s" + END,
        HEAD + b"<item>%s</item>" + END,
        HEAD + b"<item><author>%s</author><title>%s</title></item>",
        HEAD + b"<item><description><![CDATA[%s]]></description></item>",
    ],
)
@pytest.mark.timeout(150)
def test_a_hostile_feed_takes_time_in_proportion(piece: bytes, place: bytes) -> None:
    data = place.replace(b"%s", piece * (60_000 // len(piece)))
    started = time.process_time()
    outcomes = []
    for outcome in feeds.parse(BytesIO(data), Origin(path="x"), ReadingOptions()):
        outcomes.append(outcome)
        if len(outcomes) > 50:
            break
    assert outcomes
    assert time.process_time() - started < 20


@settings(deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_give_articles_and_rejects(data: bytes) -> None:
    for outcome in read_file(feeds, b"<rss><channel><item>" + data):
        assert isinstance(outcome, (Article, Reject, NotArticle))
    assert read_file(feeds, data)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_damaged_feed_gives_articles_and_rejects(case: Path) -> None:
    draw = random.Random(case.stem)
    data, other = case.read_bytes(), CASES[draw.randrange(len(CASES))].read_bytes()
    for _ in range(8):
        for outcome in read_file(feeds, befall(data, other, draw))[:300]:
            assert isinstance(outcome, (Article, Reject, NotArticle))


# Real feeds


def _stated(path: Path) -> Iterator[tuple[str, str]]:
    """Title and day of each item, as another parser reads them."""
    for element in ElementTree.parse(path).iter():
        if element.tag.rpartition("}")[2] in ("item", "entry"):
            facts = {
                child.tag.rpartition("}")[2]: " ".join("".join(child.itertext()).split()) for child in element
            }
            yield (
                facts.get("title", ""),
                facts.get("pubDate") or facts.get("published") or facts.get("updated", ""),
            )


def _day(text: str) -> str | None:
    if not text:
        return None
    return (
        (
            datetime.fromisoformat(text.replace("Z", "+00:00"))
            if text[:4].isdigit()
            else parsedate_to_datetime(text)
        )
        .date()
        .isoformat()
    )


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "name",
    [
        "encoding_ISO-8859-1",
        "encoding_WINDOWS-1251",
        "koi8r",
        "large_atom",
        "large_rss",
        "rdf_UTF8",
        "small_atom",
        "urdu_UTF8",
    ],
)
def test_a_real_feed_gives_every_item_with_its_title_and_day(shared_data: Path, name: str) -> None:
    path = shared_data / "feeds" / f"{name}.xml"
    articles = [
        outcome for outcome in read_file(feeds, path.read_bytes(), path.name) if isinstance(outcome, Article)
    ]
    stated = [(title, _day(day)) for title, day in _stated(path)]
    assert [
        (" ".join((article.title or "").split()), article.published and article.published.date)
        for article in articles
    ] == stated
    assert all(article.body and article.source for article in articles)


@pytest.mark.shared_data
def test_a_real_feed_that_does_not_say_its_charset_is_right(shared_data: Path) -> None:
    outcomes = read_file(feeds, (shared_data / "feeds" / "no_encoding_ISO-8859-1.xml").read_bytes())
    titles = [outcome.title for outcome in outcomes if isinstance(outcome, Article)]
    assert len(titles) == 9 and titles[2] == "La criminalité liée surtout à... l'ennui ?"
    assert [outcome.origin.line for outcome in outcomes if isinstance(outcome, Reject)] == [29]


@pytest.mark.shared_data
def test_an_agencys_atom_has_its_text(shared_data: Path) -> None:
    path = shared_data / "wire-formats" / "superdesk-core" / "wenn.xml"
    first, second = read_file(feeds, path.read_bytes())
    assert isinstance(first, Article) and first.title == "Suge Knight involved in fatal hit and run incident"
    assert first.body.startswith("This is body content1.") and "TMZ.com" in first.body
    assert first.published and first.published.date == "2015-01-30" and first.tags == ("Music",)
    assert isinstance(second, Article) and second.published and second.published.date == "2015-01-29"
