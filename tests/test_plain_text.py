"""Scraped text: golden files of our own, the seed article, charsets, any bytes, and time by size."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_pairs import list_cases, read_expected
from sparse_pairs import describe, read_article, read_file

from indexer.formats import plain_text


@pytest.mark.parametrize("case", list_cases("text"), ids=lambda case: case.stem)
def test_a_text_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = read_expected(case)["outcomes"]
    outcomes = read_file(plain_text, case.read_bytes(), f"text/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected


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
