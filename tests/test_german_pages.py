"""The page in German over HTTP: which language is chosen, that links keep it, and what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from canned_archive import OVERVIEW, QUAKE, TODAY, CannedEngine, buckets, client_of, hit, results
from page_reading import Page, asked_by

from indexer.article import Undated
from indexer.engines.contract import FacetValue, MarkedArticle, Timeline
from indexer.errors import EngineError
from indexer.message import say
from search_web.wording import LANGUAGES


def german(address: str, engine: CannedEngine | None = None) -> Page:
    page = Page(client_of(engine).get(address, headers={"Accept-Language": "de"}))
    page.check_markup()
    assert page.root.get("lang") == "de"
    return page


# Which language


@pytest.mark.parametrize(
    ("address", "accepted", "code"),
    [
        ("/", "", "en"),
        ("/", "de", "de"),
        ("/", "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("/", "en-US,en;q=0.9,de;q=0.8", "en"),
        ("/", "fr,de;q=0.5", "de"),
        ("/", "de-AT;q=0.8, en;q=0.5", "de"),
        ("/", "EN-us;q=0.5, DE-ch;q=0.4", "en"),
        ("/", "de;q=0, *", "en"),
        ("/", "fr,it;q=0.5", "en"),
        ("/", "de;q=0", "en"),
        ("/", "*", "en"),
        ("/", ";;;,q=de", "en"),
        ("/", "de," * 100_000, "en"),
        ("/?locale=de", "en", "de"),
        ("/?locale=en", "de", "en"),
        ("/?locale=xx", "de", "de"),
        ("/?locale=", "", "en"),
        ("/nothing-here?locale=de", "", "de"),
        ("/search?q=quake&sort=x&locale=de", "", "de"),
        ("/search?q=quake&lang=de", "", "en"),
    ],
)
def test_the_address_chooses_the_language_then_the_browser_then_it_is_english(
    address: str, accepted: str, code: str
) -> None:
    answer = client_of().get(address, headers={"Accept-Language": accepted} if accepted else {})
    assert Page(answer).root.get("lang") == code
    assert answer.headers["Content-Language"] == code
    assert "accept-language" in answer.vary


def test_answers_for_programs_are_english() -> None:
    asked = {"Accept-Language": "de"}
    client = client_of()
    answer = client.get("/api/v1/search?q=quake&sort=x&locale=de", headers=asked)
    assert answer.get_json()["detail"].startswith("sort is one of relevance, newest, oldest")
    assert "Content-Language" not in answer.headers
    client.get("/search?q=quake&locale=de")
    assert "sort is one of" in client.get("/api/v1/search?q=quake&sort=x").get_json()["detail"]


def test_a_language_that_the_address_names_stays_in_every_link_and_form() -> None:
    answer = results(
        total=60,
        hits=(hit(),),
        facets={"source": (FacetValue(value="Harbour Times", count=9),)},
        timeline=Timeline(interval="month", buckets=buckets(3, 4)),
        undated=2,
    )
    page = german("/search?q=quake&from=2020&locale=de", CannedEngine(answer=answer))
    leads = [
        address
        for _, address in page.links
        if address.split("?")[0] in ("/", "/search", "/help", "/concordance", "/words")
        or address.startswith("/article/")
    ]
    assert len(leads) > 20
    assert [address for address in leads if asked_by(address).get("locale") not in (["de"], ["en"])] == []
    assert [address for address in leads if asked_by(address)["locale"] == ["en"]] == [
        "/search?q=quake&from=2020&locale=en"
    ]
    forms = page.root.xpath("//form[not(@method='dialog')]")
    assert [form.xpath("string(.//input[@name='locale']/@value)") for form in forms] == ["de"] * 3


def test_links_carry_no_language_where_the_browser_asked_for_it() -> None:
    page = german("/search?q=quake", CannedEngine(answer=results(total=1, hits=(hit(),))))
    assert [text for text, address in page.links if "locale=" in address] == ["English"]
    assert asked_by(page.link("English")) == {"q": ["quake"], "locale": ["en"]}


def test_the_switch_leads_to_the_same_page_and_nowhere_else() -> None:
    for path in ("//evil.example/x", "/search", "/reading-list", "/a%22b"):
        page = Page(client_of().get(f"{path}?q=a%26b&locale=de&id=1"))
        page.check_markup()
        address = page.link("English")
        assert address.startswith("/"), address
        assert not address.startswith("//"), address


def test_a_language_is_no_part_of_a_feed_or_a_file() -> None:
    page = german("/search?q=quake&locale=de", CannedEngine(answer=results(total=1, hits=(hit(),))))
    assert page.link("CSV") == "/search.csv?q=quake"


# What is said


def test_the_start_page_is_german() -> None:
    page = german("/")
    for words in (
        "Das Archiv vergangener Berichte",
        "1.234 Artikel",
        "2. Januar 2019 bis 29. Februar 2020",
        "5 undatiert",
        "Quellen",
        "18. Februar 2020, 06:30 Uhr UTC",
    ):
        assert words in page.words
    assert page.field("from").getprevious().text == "Von"
    assert page.has_link("Deutsch"), "the language of an article"


def test_results_their_timeline_and_facets_are_german() -> None:
    answer = results(
        total=21_578,
        hits=(hit(),),
        facets={
            "source": (FacetValue(value="Harbour Times", count=1_500),),
            "language": (FacetValue(value="en", count=9), FacetValue(value="sv", count=4)),
        },
        timeline=Timeline(interval="month", buckets=buckets(3, 1_200)),
        undated=1,
    )
    page = german("/search?q=quake&from=2020-01&to=2020-02&exclude_source=A", CannedEngine(answer=answer))
    assert page.texts("//h1") == ["21.578 Artikel"]
    assert page.texts("//head/title") == ["quake · 21.578 Artikel · Morgue"]
    for words in (
        "Eingrenzen nach Quelle, Sprache",
        "Harbour Times 1.500",
        "Englisch 9",
        "Schwedisch 4",
        "Artikel nach Monaten",
        "Höchstwert: 1.200, Februar 2020",
        "1 undatierter Artikel passt ebenfalls, aber kein Zeitraum kann ihn enthalten. Anzeigen",
        "Zeitraum: Januar 2020 bis Februar 2020",
        "Quelle, ohne: A",
        "Relevanzneuesteälteste",
        "Alle 21.578 als",
        "Weiter →",
    ):
        assert words in page.words, words
    assert "15. Februar 2020" in page.texts("//time")


def test_a_timeline_by_days_and_by_many_years_is_german() -> None:
    days = Timeline(interval="week", buckets=buckets(3, 4))
    page = german("/search?q=quake", CannedEngine(answer=results(total=7, timeline=days)))
    assert "Woche vom 1. Januar 2020" in page.words
    assert "1. Jan." in page.texts("//svg//text()/..")


def test_a_share_has_a_decimal_comma() -> None:
    bars = Timeline(interval="month", buckets=buckets(3, 1))
    page = german("/search?q=quake&chart=share", CannedEngine(answer=results(total=4, timeline=bars)))
    assert "Anteil an allen Artikeln, nach Monaten" in page.words
    assert " %" in page.texts("//figure//table")[0]


def test_nothing_found_is_explained_in_german() -> None:
    page = german("/search?q=quake&source=A", CannedEngine(answer=results(total=0, hits=())))
    assert page.texts("//h1") == ["Nichts gefunden"]
    assert "Kein Artikel passt zu quake mit den gewählten Eingrenzungen: Quelle A." in page.words
    assert "Zeitraum des Archivs: 2. Januar 2019 bis 29. Februar 2020, 1.234 Artikel." in page.words


def test_an_article_is_german_around_its_own_words() -> None:
    page = german("/article/quake-1?q=harbour", CannedEngine())
    for words in (
        "15. Februar 2020, 08:28 Uhr, Ortszeit Los Angeles",
        "auf die Minute genau",
        "Entnommen aus der Zeile mit Datum und Autor über dem Text",
        "Bildunterschrift",
        "Zurück zu den Treffern für „harbour“",
        "Diesen Artikel zitieren",
    ):
        assert words in page.words, words
    assert page.texts("//div[@class='text']/@lang/..")[0].startswith("PORT ELM")
    assert page.root.xpath("//div[@class='text']/@lang") == ["en"]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("no such day: 31 Feb 2020", "undatiert: diesen Tag gibt es nicht: 31 Feb 2020"),
        (
            "ambiguous: 2020-03-04 or 2020-04-03; a date order (DMY, MDY, YMD) decides it",
            "undatiert: mehrdeutig: 2020-03-04 oder 2020-04-03; eine Reihenfolge (DMY, MDY, YMD) entscheidet es",
        ),
    ],
)
def test_why_an_article_is_undated_is_told_in_german(kept: str, said: str) -> None:
    article = replace(QUAKE, published=None, undated=Undated(reason=kept))
    page = german("/article/quake-1", CannedEngine(marked=MarkedArticle(article=article)))
    assert said in page.words


def test_the_help_page_is_german() -> None:
    page = german("/help")
    for words in (
        "Suchhilfe",
        "mehr als 4.000 Zeichen",
        "Höchstens n Wörter voneinander entfernt",
        "Wörter der Schlagzeile.",
        "gelesen als",
    ):
        assert words in page.words, words


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nothing-here", 404, "Diese Seite gibt es nicht"),
        ("/search?q=quake&sort=x", 400, "Diese Suche ist nicht lesbar"),
        ("/search?q=" + "x" * 100_001, 414, "Diese Adresse ist zu lang"),
    ],
)
def test_errors_are_german(address: str, status: int, heading: str) -> None:
    page = german(address)
    assert page.status == status
    assert heading in page.texts("//h1")


def test_every_language_of_an_article_has_a_german_name() -> None:
    values = tuple(FacetValue(value=code, count=1) for code in LANGUAGES)
    answer = results(facets={"language": values})
    assert len(LANGUAGES) > 60
    for code, name in (("en", "Englisch"), ("nb", "Norwegisch (Bokmål)"), ("zh", "Chinesisch")):
        chosen = german(f"/search?q=quake&lang={code}", CannedEngine(answer=answer))
        assert f"Sprache: {name}" in chosen.words


def test_what_is_typed_is_text_in_a_german_sentence() -> None:
    page = german(
        "/search?q=%3Cb%3E%25(x)s%25s&source=%3Ci%3E", CannedEngine(answer=results(total=0, hits=()))
    )
    assert "<b>%(x)s%s" in page.words
    assert page.root.xpath("//b | //i") == []


def test_notices_and_errors_of_the_query_language_are_german() -> None:
    page = german("/search?q=nosuch:storm+and+(x+OR", CannedEngine(answer=results(total=1, hits=(hit(),))))
    for words in (
        "„nosuch“ ist hier kein Feld; es wurde als Wort gesucht, ebenso was darauf folgt.",
        "„and“ wurde als Wort gesucht; als Operator schreibt man AND.",
        "„OR“ hat rechts nichts neben sich und wurde weggelassen.",
        "Eine ( ist nicht geschlossen; sie wurde am Ende geschlossen.",
    ):
        assert words in page.words, words
    page = german("/search?q=a+NEAR/5+(b+AND+c)")
    assert "AND (oder ein Leerzeichen, das AND bedeutet): Das kann nicht in" in page.main
    page = german("/search?q=quake&from=1066-13")
    assert "Den Tag „1066-13“ gibt es nicht" in page.main
    page = german("/search?q=quake&size=5000")
    assert "size kann nicht „5000“ sein: eine Seite zeigt höchstens 1.000 Treffer" in page.main


def test_a_broken_index_is_told_in_german() -> None:
    broken = EngineError(say("%(file)s names no generation; run `morgue rebuild`", file="current"))
    answer = client_of(error=broken).get("/search?q=quake", headers={"Accept-Language": "de"})
    page = Page(answer)
    assert page.status == 503
    assert "Das Archiv lässt sich gerade nicht durchsuchen" in page.main
    assert "current nennt keine Generation; rufen Sie `morgue rebuild` auf" in page.main


def test_an_answer_that_can_be_kept_differs_by_language() -> None:
    for address in ("/", "/search?q=quake", "/help", "/opensearch.xml"):
        answers = [client_of().get(address, headers={"Accept-Language": code}) for code in ("en", "de")]
        assert [answer.headers["Content-Language"] for answer in answers] == ["en", "de"]
        assert all("accept-language" in answer.vary for answer in answers)
        tags = [answer.headers.get("ETag") for answer in answers]
        assert tags[0] is None or tags[0] != tags[1]


def test_browsers_search_in_the_language_in_which_they_were_told_of_the_archive() -> None:
    page = german("/?locale=de")
    address = page.root.xpath("string(//link[@rel='search']/@href)")
    text = client_of().get(address).get_data(as_text=True)
    assert "<Description>Das Zeitungsarchiv durchsuchen</Description>" in text
    assert "/search?q={searchTerms}&amp;locale=de" in text
    assert "locale" not in client_of().get("/opensearch.xml").get_data(as_text=True)


def test_quick_ranges_put_german_words_into_the_fields() -> None:
    page = german("/search?q=quake&from=letzter+Monat&to=letzter+Monat")
    assert asked_by(page.link("Letztes Jahr")) == {
        "q": ["quake"],
        "from": ["letztes Jahr"],
        "to": ["letztes Jahr"],
    }
    assert asked_by(page.link("Letzte 7 Tage")) == {"q": ["quake"], "from": ["7 Tage"]}
    assert page.texts("//nav[@class='quick']/strong") == ["Letzter Monat"]
    assert german("/search?q=quake&from=7d").texts("//nav[@class='quick']/strong") == ["Letzte 7 Tage"]
    english = Page(client_of().get("/search?q=quake&from=letztes+Jahr&to=letztes+Jahr"))
    assert english.texts("//ul[@class='chips']//bdi")[0].endswith(str(TODAY.year - 1))


def test_a_feed_speaks_the_language_of_its_page() -> None:
    engine = CannedEngine(answer=replace(results(), total=12_000))
    page = german("/search?q=quake&locale=de", engine)
    (address,) = page.root.xpath("//link[@type='application/atom+xml']/@href")
    assert "locale=de" in address
    answer = client_of(engine).get(address)
    feed = answer.text
    assert "Die neuesten 10.000 von 12.000 Artikeln" in feed and "locale=de" in feed
    assert answer.headers["Content-Language"] == "de"
    plain = client_of(engine).get(address.replace("&locale=de", "")).text
    assert "The newest 10,000 of 12,000 articles" in plain and "locale" not in plain
    assert plain.partition("</id>")[0] == feed.partition("</id>")[0]


def test_the_forms_of_a_day_are_offered_in_german_without_a_range() -> None:
    told = german("/search?q=quake&from=1066-13").texts("//*[@id='wrong']")[0]
    assert told == (
        "Den Tag „1066-13“ gibt es nicht; schreiben Sie 2020-02-15, 2020-02, 2020, 15. Feb. 2020, heute, 7 Tage oder letzter Monat."
    )


def test_an_archive_without_articles_says_so() -> None:
    empty = CannedEngine(
        answer=results(total=0, hits=()), glance=replace(OVERVIEW, articles=0, first=None, last=None)
    )
    assert "Im Archiv liegt kein Artikel." in german("/search?q=quake", empty).main
