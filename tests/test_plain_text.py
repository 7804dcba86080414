"""Scraped text: golden files of our own, the seed article, charsets, any bytes, and time by size."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import process_time

import pytest
from golden_pairs import list_cases, read_expected
from hypothesis import given, settings
from hypothesis import strategies as st
from sparse_pairs import describe, read_article, read_file

from indexer.article import Article, PublicationDate, Reject
from indexer.formats.text import plain_text
from indexer.markup import decode


@pytest.mark.parametrize("case", list_cases("text"), ids=lambda case: case.stem)
def test_a_text_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = read_expected(case)["outcomes"]
    outcomes = read_file(plain_text, case.read_bytes(), f"text/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        ("橋が開通　２０１４年５月６日", "橋が開通", "2014-05-06"),
        ("橋が開通（2014/05/06）", "橋が開通", "2014-05-06"),
        ("新桥通车　2014年5月6日", "新桥通车", "2014-05-06"),
        ("다리 개통 2014년 5월 6일", "다리 개통", "2014-05-06"),
        ("Bridge opens to traffic (March 5, 2021)", "Bridge opens to traffic", "2021-03-05"),
        ("Brücke frei – 5. März 2021", "Brücke frei", "2021-03-05"),
        ("Bridge opens to traffic\t2021-03-05", "Bridge opens to traffic", "2021-03-05"),
        ("Bridge opens to traffic     March 5, 2021", "Bridge opens to traffic", "2021-03-05"),
        ("Brücke frei\tFreitag, 5. März 2021", "Brücke frei", "2021-03-05"),
        ("Le pont est ouvert          5 mars 2021", "Le pont est ouvert", "2021-03-05"),
        ("Pier to close on March 5, 2021", "Pier to close on March 5, 2021", None),
        ("The winter of 1963 (1963)", "The winter of 1963 (1963)", None),
    ],
)
def test_a_day_that_is_set_off_behind_the_headline_is_no_part_of_it(
    line: str, title: str, day: str | None
) -> None:
    (found,) = read_file(
        plain_text, f"{line}\n\nThe bridge was opened. Many people came to see it.\n".encode()
    )
    assert isinstance(found, Article)
    assert (found.title, found.published and found.published.date) == (title, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "This website uses cookies, the regulator wrote in its letter, and nobody had been asked for consent to them.",
        "Sign up for the army today, the posters in the station said, and thousands of young men did.",
        "He told readers of his newsletter to share the article with as many friends as they could.",
        "The photo was taken by a passer-by (and nobody knows by whom).",
        "Drivers must pay the toll or the fine (and/or both).",
        "The minister resigned on Monday evening, a spokeswoman said. (dpa)",
        "She reached Naples on foot (travelling via Rome).",
        "Copyright law was changed in 1988, and the archive has been closed to copyists ever since that year, its keeper said, adding that no other country in Europe went nearly as far in the matter as this one did.",
        "Subscribe to nothing.",
        "Comments by the mayor were met with silence.",
        "Share prices fell.",
        "Related: that was the word the lawyer kept using, and the judge asked him each time what exactly was meant by it, and why it mattered to a jury that had heard nothing of the kind in the three long weeks that it had been sitting there, in the heat, with the windows shut against the noise of the square.",
        "Loading of the ships began at noon.",
        "By Wednesday evening the water had reached the church, and the priest carried out the books.",
        "March 4, 2019, was a Monday.",
    ],
)
def test_a_sentence_of_the_article_stays_in_the_body(sentence: str) -> None:
    first, last = (
        "The quay was closed on Monday after divers found cracks in two of its pillars, the port said.",
        "Nothing else is known.",
    )
    article = read_article(plain_text, f"Quay closed\n\n{first}\n\n{sentence}\n\n{last}\n".encode())
    assert article.body == f"{first}\n\n{sentence}\n\n{last}"


@pytest.mark.parametrize(
    "line",
    [
        "Get the latest news in your inbox", "Tweet", "Share this:", "Loading...", "Accept all cookies", "12 comments", "Log in", "Click here to subscribe to our newsletter",
        "By continuing to use this site you agree to our use of cookies.", "Article continues below advertisement", "3 min read", "Nous utilisons des cookies pour améliorer votre expérience.",
        "Wir verwenden Cookies, um Inhalte zu personalisieren.", "Utilizamos cookies propias y de terceros.", "Publicidad", "Iscriviti alla newsletter", "Реклама", "広告", "Tous droits réservés", "© 2020 Harbour Media",
        "Share on Facebook", "Follow us on Twitter", "Skip to main content", "Most Read", "Suivez-nous sur Facebook", "Artikel teilen", "Jetzt App herunterladen", "Deel dit artikel", "Поделиться в Facebook",
        "Copy link", "Print this page", "View all comments", "Subscribe now", "Read our privacy policy", "Terms of Use | Privacy Policy", "Like us on Facebook", "Report this ad",
    ],
)  # fmt: skip
def test_a_leftover_of_the_page_is_kept_apart(line: str) -> None:
    first = "The quay was closed on Monday after divers found cracks in two of its pillars, the port said."
    article = read_article(plain_text, f"Quay closed\n\n{first}\n\n{line}\n".encode())
    assert (article.body, article.extra) == (first, {"leftovers": [line]})


@pytest.mark.parametrize(
    ("line", "date", "byline"),
    [
        ("Published: 4 March 2019 14:05", "2019-03-04", None), ("By Jane Holloway, March 4, 2019", "2019-03-04", "Jane Holloway"), ("4 mars 2019 à 14:05", "2019-03-04", None),
        ("Publicado el 4 de marzo de 2019", "2019-03-04", None), ("Pubblicato il 4 marzo 2019", "2019-03-04", None), ("Publicado em 4 de março de 2019 às 14h05", "2019-03-04", None),
        ("Опубликовано 4 марта 2019, 14:05", "2019-03-04", None), ("2019年3月4日 14時05分", "2019-03-04", None), ("Gepubliceerd op 4 maart 2019", "2019-03-04", None),
        ("Publicerad 4 mars 2019", "2019-03-04", None), ("04.03.2019, 14:05 Uhr", "2019-03-04", None), ("Last updated on March 4, 2019 at 2:05 pm", "2019-03-04", None),
        ("Mon 4 Mar 2019 14.05 GMT", "2019-03-04", None), ("2019-03-04T14:05:00Z", "2019-03-04", None), ("Posted Mar 4, 2019 by Jane Holloway", "2019-03-04", "Jane Holloway"),
    ],
)  # fmt: skip
def test_date_lines_of_other_sites_are_read(line: str, date: str, byline: str | None) -> None:
    first = "The quay was closed on Monday after divers found cracks in two of its pillars, the port said."
    article = read_article(plain_text, f"Quay closed\n\n{line}\n\n{first}\n".encode())
    assert article.published is not None
    assert (article.published.date, article.byline, article.body) == (date, byline, first)
    assert article.published.origin == "byline" and article.published.raw in line


LINES = [
    "{t} quay closed", "By {t} Holloway", "{t} Holloway", "RELATED: {t} fares to rise", "Read more", "Related stories", "© 2020 {t} Media", "Photo: {t}", "{t} at the pier (AP Photo/Nils Aaby)",
    "Published March 4, 2019 | {t} Courier", "March 4, 2019", "Updated 5 March 2019 {t}", "Source: {t}", "Title: {t}", "Date: {t}", "Date: 4 March 2019", "URL: https://news.example/2019/{t}", "https://news.example/a/{t}",
    "Subscribe to our {t} newsletter", "Language: {t}", "Tags: {t}, harbour", "BUSINESS", "Home > {t} > News", "Leave a comment", "Name {t}", "Most read", "", "", "",
    "PORT {t}, March 4 (Reuters) - The quay was closed on Monday after divers found cracks in two of its pillars.",
    "The {t} authority said on Monday that the quay would stay closed for three weeks after divers found cracks in its pillars.",
    "- {t}", "“{t}.”", "– {t}, harbour master", "Q: {t}?", "We use cookies to improve your experience {t}.", "Quay closed | {t} Courier",
]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25))
def test_no_word_of_a_file_is_lost(templates: list[str]) -> None:
    lines = [template.format(t=f"W{number}x") for number, template in enumerate(templates)]
    words = {f"W{number}x" for number, template in enumerate(templates) if "{t}" in template}
    (outcome,) = read_file(plain_text, "\n".join(lines).encode())
    if isinstance(outcome, Article):
        told = set(re.findall(r"W\d+x", json.dumps(outcome.as_json())))
        assert told == words


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(max_size=200).map(lambda text: text.encode("utf-16-le", "surrogatepass")),
        st.lists(st.sampled_from(LINES), max_size=20).map(
            lambda lines: "\r\n".join(lines).encode("cp1252", "replace")
        ),
    )
)
def test_any_bytes_are_exactly_one_outcome(data: bytes) -> None:
    assert len(read_file(plain_text, data)) == 1


NASTY = {
    "one line without an end": b"quay cracks ",
    "short lines": b"a b\n",
    "short paragraphs": b"ab.\n\n",
    "dates": b"March 4, 2019\n",
    "open brackets": b"(a b ",
    "bylines": b"By A B C D E F\n",
    "credits": b"Photo: x (AP/",
    "headings of lists": b"Related stories\n",
    "cookie notices": b"We use cookies to ",
}


@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_reading_costs_time_in_proportion_to_size(piece: bytes) -> None:
    def measure(size: int) -> float:
        began = process_time()
        read_file(plain_text, piece * (size // len(piece)))
        return process_time() - began

    measure(1_000)
    small, large = min(measure(40_000) for _ in range(2)), measure(400_000)
    assert large < 30 * small + 0.3


def test_half_a_million_lines_are_read_and_more_than_the_limit_are_a_reject() -> None:
    line = b"a b\n"
    assert isinstance(read_file(plain_text, line * 100_000)[0], Article)
    (reject,) = read_file(plain_text, line * (plain_text.MOST_LINES + 2))
    assert isinstance(reject, Reject) and "lines" in reject.reason


@pytest.mark.shared_data
def test_the_first_article_of_all_is_told_apart(shared: Path) -> None:
    path = shared / "seed-articles" / "000_ce0d26ec571f20d2.txt"
    article = read_article(plain_text, path.read_bytes(), f"seed-articles/{path.name}")
    assert article.title == "Cbp to Deploy 100 Tactical Agents to Sanctuary Cities"
    assert (article.byline, article.summary, article.section) == ("OAN Newsroom", None, None)
    assert article.published == PublicationDate(
        date="2020-02-15",
        time="08:28:00",
        instant="2020-02-15T16:28:00Z",
        zone="America/Los_Angeles",
        precision="minute",
        origin="byline",
        raw="UPDATED 8:28 AM PT — Saturday, February 15, 2020",
    )
    assert article.updated == article.published
    assert article.body.startswith("The feud between") and article.body.endswith("February to May.")
    assert "– Matthew Albence, Director of U.S. Immigration and Customs Enforcement" in article.body.split(
        "\n\n"
    )
    assert len(article.body.split("\n\n")) == 9 and "bloggers" not in article.body
    assert [caption[:16] for caption in article.captions] == ["FILE – In this J", "Matthew Albence,"]
    assert article.related == (
        "Granddaughter Of Woman Allegedly Killed By Illegal Immigrant Speaks At The White House",
    )
    assert article.extra == {"leftovers": ["%d bloggers like this:"]}


@pytest.mark.shared_data
def test_real_files_with_the_title_on_top_keep_every_paragraph(shared_data: Path) -> None:
    files = sorted((shared_data / "plain-text" / "bbc").rglob("*.txt"))[::7]
    assert files
    for path in files:
        article = read_article(plain_text, path.read_bytes(), f"bbc/{path.name}")
        lines = [
            " ".join(line.split()) for line in decode(path.read_bytes()).text.split("\n") if line.strip()
        ]
        assert article.title == lines[0], path
        told = " ".join(
            [
                article.body,
                article.summary or "",
                *article.captions,
                *article.related,
                *article.extra.get("leftovers", ()),
            ]
        )
        assert all(line in " ".join(told.split()) for line in lines[1:]), path
        assert (
            article.undated is not None
            and not article.summary
            and len(article.body) > 0.95 * sum(map(len, lines[1:]))
        ), path


@pytest.mark.shared_data
def test_real_files_of_address_day_title_and_text_are_told_apart(shared_data: Path) -> None:
    files = [
        path
        for path in sorted((shared_data / "plain-text" / "livedoor-ja").rglob("*.txt"))
        if path.name[-5:-4].isdigit()
    ][::5]
    assert files
    for path in files:
        address, day, title, *text = [
            line for line in decode(path.read_bytes()).text.split("\n") if line.strip()
        ]
        article = read_article(plain_text, path.read_bytes(), f"livedoor-ja/{path.name}")
        assert (article.url, article.title) == (address, " ".join(title.split())), path
        assert article.published is not None and article.published.date == day[:10], path
        assert len(article.body) > 0.8 * sum(map(len, text)), path
