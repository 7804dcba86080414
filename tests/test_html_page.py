"""Saved pages: golden files of our own, hostile pages, any bytes, and figures on real pages."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean
from time import process_time

import pytest
from golden_pairs import list_cases, read_expected
from hypothesis import given, settings
from hypothesis import strategies as st
from sparse_pairs import describe, read_article, read_file

from indexer.article import Article, NotArticle, Reject
from indexer.formats.web import html_page


@pytest.mark.parametrize("case", list_cases("html"), ids=lambda case: case.stem)
def test_a_page_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = read_expected(case)["outcomes"]
    outcomes = read_file(html_page, case.read_bytes(), f"html/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected


SENTENCE = (
    b"<p>The quay was closed on Monday after divers found cracks in two of its pillars, the port said.</p>"
)
START = b"<!doctype html><html><head><title>Quay closed</title></head><body>"


@pytest.mark.parametrize(
    "page",
    [
        START + b"<div>" * 100_000 + SENTENCE,
        START + b"<div>" * 200 + b"<span></span>" * 30_000 + b"</div>" * 200 + SENTENCE,
        START + SENTENCE + b"<!--" + b"x" * 1_000_000,
        START + SENTENCE + b"<p>" + b"&amp;&lt;&#9999999;&bogus;" * 20_000,
        b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><html><body><p>&c;</p>'
        + SENTENCE,
        b'<html><head><script type="application/ld+json">'
        + b"[" * 500_000
        + b"</script></head><body>"
        + SENTENCE,
        b'<html><head><script type="application/ld+json">['
        + b",".join([b'[{"@type":"Article","headline":"x"}]'] * 20_000)
        + b"]</script>"
        + SENTENCE,
        START + b"<p " + b"a=1 " * 100_000 + b">" + SENTENCE,
        START + b"<" * 500_000 + SENTENCE,
        START + b"<table><tr><td>" * 20_000 + SENTENCE,
        START + b'<span class="date">4 March</span>' * 20_000 + SENTENCE,
        START + b"<h1>Quay</h1>" + b"<!-- <span class='date'>4 March 2019</span> -->" * 100_000 + SENTENCE,
        START + SENTENCE + b"<!--" * 500_000,
        START + b"<!-- mirrored from " + b"x by httrack, " * 60 + b"-->" + SENTENCE,
        START + b"<p>" + b"<script></script>text" * 45_000 + SENTENCE,
        START
        + b'<meta name="date" content="2020-05-02T02:54:29Z"><i>2020-05-02T02:54:29-04:00</i>' * 9_000
        + SENTENCE,
    ],
    ids=lambda page: f"{page[60:90]!r}",
)
def test_a_hostile_page_is_one_outcome_in_bounded_time(page: bytes) -> None:
    began = process_time()
    assert len(read_file(html_page, page, "x/page.html")) == 1
    assert process_time() - began < 15


def test_a_page_that_is_too_large_or_has_too_many_elements_is_a_reject() -> None:
    (large,) = read_file(html_page, START + b"x" * html_page.LARGEST_PAGE)
    (many,) = read_file(html_page, START + b"<b></b>" * (html_page.MOST_ELEMENTS + 1))
    assert isinstance(large, Reject) and "bytes" in large.reason
    assert isinstance(many, Reject) and "elements" in many.reason


def test_zero_bytes_are_no_page() -> None:
    (outcome,) = read_file(html_page, START + b"\0" * 50_000 + SENTENCE)
    assert isinstance(outcome, NotArticle)


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(
            st.sampled_from([b"<p>", b"</p>", b"<article>", b"<h1>", SENTENCE, b"<!--", b"<time datetime=", b'"2019-03-04">', b"&#0;", b"\xff", b"\0", b"<meta name=date content='", b"<script type='application/ld+json'>", b'{"@type":"NewsArticle","datePublished":', b"</script>", b"<figcaption>"]),
            max_size=30,
        ).map(b"".join),
    )
)  # fmt: skip
def test_any_bytes_are_exactly_one_outcome(data: bytes) -> None:
    assert len(read_file(html_page, data)) == 1


@pytest.mark.parametrize(
    ("page_title", "site", "title"),
    [
        ("Quay closed - The Courier", "The Courier", "Quay closed"),
        ("Quay closed | News | The Courier", "The Courier", "Quay closed | News"),
        ("Profit-taking – and what comes after", "The Courier", "Profit-taking – and what comes after"),
        ("The Courier", "The Courier", "The Courier"),
    ],
)
def test_the_sites_name_is_cut_from_a_title_and_nothing_else(page_title: str, site: str, title: str) -> None:
    page = (
        f'<html><head><title>{page_title}</title><meta property="og:site_name" content="{site}"></head><body>'
    )
    article = read_article(html_page, page.encode() + SENTENCE * 3)
    assert (article.title, article.source) == (title, site)


def test_an_instant_in_utc_takes_the_day_that_the_page_prints() -> None:
    page = b'<html><head><meta property="article:published_time" content="2020-05-02T02:54:29Z"></head><body><h1>Quay closed</h1><div class="date">May 1, 2020</div>'
    published = read_article(html_page, page + SENTENCE * 3).published
    assert published is not None
    assert (published.date, published.instant, published.origin) == (
        "2020-05-01",
        "2020-05-02T02:54:29Z",
        "metadata",
    )


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("Friday, May 1, 2020 10:01 pm PDT", ("21:54:29", "-07:00", "second")),  # the page prints its change
        ("May 1, 2020 9:54 pm", ("21:54:29", None, "second")),
        ("May 1, 2020 10:01 pm", (None, None, "day")),
        ("May 1, 2020", (None, None, "day")),
    ],
)
def test_day_clock_and_instant_of_a_page_are_one_moment(
    printed: str, clock: tuple[str | None, str | None, str]
) -> None:
    page = f'<html><head><meta property="article:published_time" content="2020-05-02T04:54:29Z"></head><body><h1>Quay closed</h1><div class="date">{printed}</div>'
    published = read_article(html_page, page.encode() + SENTENCE * 3).published
    assert published is not None
    assert (published.date, published.instant) == ("2020-05-01", "2020-05-02T04:54:29Z")
    assert (published.time, published.zone, published.precision) == clock


def test_what_a_page_leaves_over_is_kept_apart() -> None:
    page = (
        START
        + b"<article><h1>Quay closed</h1>"
        + SENTENCE * 3
        + b"<p>Read more: Ferry fares to rise</p><p>Follow us on Facebook</p></article>"
    )
    article = read_article(html_page, page)
    assert (article.related, article.extra) == (
        ("Ferry fares to rise",),
        {"leftovers": ["Follow us on Facebook"]},
    )


def count_grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(zip(*(words[start:] for start in range(4)), strict=False))


@pytest.mark.shared_data
def test_bodies_of_real_pages_are_found(shared_data: Path) -> None:
    folder = shared_data / "article-extraction"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    precisions, recalls = [], []
    for key, page in sorted(truth.items())[::2]:
        (outcome,) = read_file(html_page, gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()))
        found = count_grams(outcome.body if isinstance(outcome, Article) else "")
        wanted = count_grams(page["articleBody"])
        shared = sum((found & wanted).values())
        precisions.append(shared / max(1, sum(found.values())))
        recalls.append(shared / max(1, sum(wanted.values())))
    precision, recall = mean(precisions), mean(recalls)
    assert 2 * precision * recall / (precision + recall) >= 0.965, (precision, recall)


@pytest.mark.shared_data
def test_days_of_real_pages_are_found(shared_data: Path) -> None:
    folder = shared_data / "page-dates"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    right = wrong = 0
    pages = [page for _, page in sorted(truth.items())]
    for page in pages:
        path = folder / "html" / Path(page["file"]).name
        (outcome,) = read_file(html_page, path.read_bytes(), f"x/{path.name}")
        day = outcome.published.date if isinstance(outcome, Article) and outcome.published else None
        right += day == page["date"]
        wrong += day is not None and day != page["date"]
    assert (right / len(pages) >= 0.92, wrong / len(pages) <= 0.04) == (True, True), (
        right,
        wrong,
        len(pages),
    )


def page_with(beside: str) -> bytes:
    text = (
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Kai zu</title></head><body>'
        f"<article><header><h1>Kai zu</h1>{beside}</header>"
    )
    return text.encode() + SENTENCE * 4 + b"</article></body></html>"


def test_a_day_that_only_scripts_are_to_draw_is_taken_where_all_agree() -> None:
    one = read_article(html_page, page_with(beside='<div data-date="18. März 2020"></div>' * 2))
    assert one.published is not None
    assert (one.published.date, one.published.origin, one.published.raw) == (
        "2020-03-18",
        "byline",
        "18. März 2020",
    )
    two = page_with(beside='<div data-date="18. März 2020"></div><div data-date="19. März 2020"></div>')
    assert read_article(html_page, two).published is None
