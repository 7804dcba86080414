"""The pages over HTTP: what a reader sees, where each link leads, what the engine is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from canned_archive import OVERVIEW, QUAKE, CannedEngine, buckets, client_of, hit, results
from page_reading import Page, asked_by

from indexer.article import PublicationDate, Undated
from indexer.engines.contract import (
    Bucket,
    FacetValue,
    MarkedArticle,
    Notice,
    Results,
    SearchRequest,
    Snippet,
    Spelling,
    Timeline,
)
from indexer.errors import EngineError
from indexer.fields import FIELDS
from indexer.query.language import LANGUAGE
from indexer.query.printer import str_of


def open_page(address: str, engine: CannedEngine | None = None) -> Page:
    page = Page(client_of(engine).get(address))
    page.check_markup()
    return page


def searched(answer: Results, address: str = "/search?q=quake") -> Page:
    return open_page(address, CannedEngine(answer=answer))


# The start page


def test_the_start_page_tells_what_the_archive_holds() -> None:
    page = open_page("/")
    assert page.status == 200
    for words in ("1,234 articles", "2 January 2019 to 29 February 2020", "5 undated"):
        assert words in page.words
    assert "18 February 2020, 06:30 UTC" in page.words


def test_the_start_page_lists_sources_with_counts_and_links() -> None:
    page = open_page("/")
    assert "Northern Wire 234" in page.words
    assert asked_by(page.link("Northern Wire")) == {"source": ["Northern Wire"]}
    assert asked_by(page.link("German")) == {"lang": ["de"]}


def test_an_empty_search_says_that_nothing_was_asked() -> None:
    page = open_page("/search?q=&from=&to=&match=all")
    assert page.status == 200
    assert "Nothing was asked for yet" in page.main


def test_a_query_without_a_word_is_no_search() -> None:
    engine = CannedEngine()
    page = open_page("/search?" + urlencode({"q": " ;;; "}), engine)
    assert page.status == 200
    assert "no word to look for" in page.main
    assert engine.asked == []


def test_an_archive_without_dates_or_sources_still_has_a_start_page() -> None:
    bare = replace(
        OVERVIEW, articles=1, undated=1, first=None, last=None, sources=(), sections=(), languages=()
    )
    page = open_page("/", CannedEngine(glance=bare))
    assert page.status == 200
    assert "1 article" in page.words
    assert "no dated article" in page.words


def test_sources_beyond_the_first_are_folded_not_dropped() -> None:
    many = tuple(FacetValue(value=f"Paper {number}", count=100 - number) for number in range(60))
    page = open_page("/", CannedEngine(glance=replace(OVERVIEW, sources=many)))
    assert page.link("Paper 59")


# What the engine is asked


def request_for(address: str) -> SearchRequest:
    engine = CannedEngine()
    assert client_of(engine).get(address).status_code == 200
    return engine.asked[0]


def test_every_parameter_reaches_the_engine() -> None:
    request = request_for(
        "/search?q=quake&from=2020-02&to=2020-02-15&source=A&source=B&lang=de&byline=Lopez&tag=x"
        "&exclude_section=Sport&match=any&sort=oldest&page=2&size=25"
    )
    assert (request.filters.first, request.filters.last) == ("2020-02-01", "2020-02-15")
    assert request.filters.include == {
        "source": ("A", "B"),
        "language": ("de",),
        "byline": ("Lopez",),
        "tag": ("x",),
    }
    assert request.filters.exclude == {"section": ("Sport",)}
    assert (request.sort, request.page, request.size) == ("oldest", 2, 25)


def test_dates_alone_are_a_search() -> None:
    request = request_for("/search?from=2020")
    assert request.tree is None
    assert (request.filters.first, request.filters.last, request.sort) == ("2020-01-01", None, "newest")


def test_last_week_counts_from_the_day_it_is() -> None:
    request = request_for("/search?q=quake&from=last+week&to=last+week")
    assert (request.filters.first, request.filters.last) == ("2020-02-10", "2020-02-16")


def test_the_start_address_searches_too_when_asked() -> None:
    assert request_for("/?q=quake").text == "quake"


def test_unknown_parameters_are_ignored_and_repeated_ones_count_once() -> None:
    request = request_for("/search?q=quake&q=storm&utm_source=x&page=&size=&sort=")
    assert (request.text, request.page, request.size) == ("quake", 1, 10)


# Hits


def test_a_hit_shows_title_source_day_section_byline_and_marked_words() -> None:
    page = searched(results())
    assert page.texts("//ol[@class='hits']/li/h2") == ["Quake shakes the harbour"]
    about = page.texts("//ol[@class='hits']/li/div")[0]
    assert about == "Harbour Times 15 February 2020From a field of the file itself World Maria Lopez"
    assert page.texts("//ol[@class='hits']/li//mark") == ["Quake", "quake"]


def test_a_hit_without_a_title_shows_its_first_words() -> None:
    page = searched(results(hits=(hit(title=None, title_marks=(), opening="Oil was up."),)))
    assert page.texts("//h2/a[@class='untitled']") == ["Oil was up."]


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (PublicationDate(date="2020-02-05"), "5 February 2020"),
        (PublicationDate(date="2020-02", precision="month"), "February 2020"),
        (PublicationDate(date="2020", precision="year"), "2020"),
    ],
)
def test_a_day_is_shown_as_precisely_as_it_is_known(published: PublicationDate, shown: str) -> None:
    page = searched(results(hits=(hit(published=published),)))
    assert page.texts("//ol[@class='hits']/li//time") == [shown]


def test_an_undated_hit_says_so() -> None:
    page = searched(results(hits=(hit(published=None, undated=Undated(reason="no date is stated")),)))
    assert page.texts("//ol[@class='hits']/li//span[@class='undated']") == ["undated"]


def test_a_passage_that_breaks_off_inside_a_sentence_says_so() -> None:
    snippet = Snippet(text="shook the harbour and then", marks=((0, 5),))
    page = searched(results(hits=(hit(snippets=(snippet,)),)))
    assert page.texts("//ol[@class='hits']/li/p") == ["… shook the harbour and then …"]


def test_a_link_to_an_article_carries_the_search() -> None:
    page = searched(results(), "/search?q=quake&from=2020&source=Harbour+Times&page=1")
    address = page.link("Quake shakes the harbour")
    assert address.startswith("/article/quake-1?")
    assert asked_by(address) == {"q": ["quake"], "from": ["2020"], "source": ["Harbour Times"]}


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("ja", "ltr")]
)
def test_the_direction_of_a_hit_is_its_language_s(language: str, direction: str) -> None:
    page = searched(results(hits=(hit(language=language),)))
    title = page.root.xpath("//ol[@class='hits']/li/h2")[0]
    assert (title.get("lang"), title.get("dir")) == (language, direction)


def test_a_hit_in_no_known_language_runs_as_its_letters_do() -> None:
    title = searched(results(hits=(hit(language=None),))).root.xpath("//ol[@class='hits']/li/h2")[0]
    assert (title.get("lang"), title.get("dir")) == ("", "auto")


def test_values_of_any_length_do_not_swell_the_page() -> None:
    long = "endless " * 20_000
    swollen = hit(title=long, byline=long, source=long, section=long, snippets=(Snippet(text=long),))
    answer = results(hits=(swollen,) * 10, facets={"source": (FacetValue(value=long, count=2),)})
    assert len(searched(answer).source) < 60_000


# Around the hits


def test_how_the_query_was_read_and_what_was_noticed_are_shown() -> None:
    answer = results(notices=(Notice(message="Only 1,024 words were tried.", start=0, end=5),), partial=True)
    page = searched(answer, "/search?" + urlencode({"q": '"harbour quake'}))
    assert 'Understood as "harbour quake"' in page.main
    assert "Only 1,024 words were tried." in page.main
    assert page.texts("//h1") == ["at least 12 articles"]
    assert len(page.texts("//ul[@class='notices']/li")) == 2, "one of the parser, one of the engine"


def test_a_facet_s_value_narrows_and_keeps_everything_else() -> None:
    page = searched(results(), "/search?q=quake&from=2020&sort=newest&page=2")
    assert asked_by(page.link("Northern Wire & Co")) == {
        "q": ["quake"],
        "from": ["2020"],
        "sort": ["newest"],
        "source": ["Northern Wire & Co"],
    }
    assert page.texts("//aside//h2") == ["Source", "Section"]


def test_a_facet_of_more_values_than_are_listed_leads_to_them() -> None:
    def tagged(count: int, path: str = "/search?q=quake") -> Page:
        values = tuple(FacetValue(value=f"tag {number:03d}", count=900 - number) for number in range(count))
        return searched(results(facets={"tag": values}), path)

    assert "Show more" not in tagged(8).source
    cut = tagged(9)
    assert "tag 008" not in cut.source
    assert asked_by(cut.link("Show more")) == {"q": ["quake"], "facet_values": ["200"]}
    whole = tagged(200, "/search?q=quake&facet_values=200")
    assert "tag 199" in whole.source
    assert '<details class="more" open>' in whole.source
    assert "Show more" not in whole.source and "Rarer ones are not listed" not in whole.source
    assert "Rarer ones are not listed" in tagged(201, "/search?q=quake&facet_values=200").source


@pytest.mark.parametrize("typed", ["0", "-1", "abc", "1001", "000000001" + "0" * 5_000, "%00"])
def test_a_number_of_values_that_is_none_is_refused(typed: str) -> None:
    page = searched(results(), f"/search?q=quake&facet_values={typed}")
    assert page.status == 400
    assert "facet_values" in page.main
    ranges = [link for _, link in page.links if "from=" in link]
    assert ranges and not any("facet_values" in link for link in ranges)


def test_several_values_of_a_facet_can_be_chosen_and_given_up() -> None:
    page = searched(results(), "/search?q=quake&source=harbour+times&source=Elsewhere")
    chosen = page.texts("//aside//a[@class='on']")
    assert chosen == ["✓chosen: Elsewhere", "✓chosen: Harbour Times"]
    assert asked_by(page.link("chosen: Harbour Times"))["source"] == ["Elsewhere"]
    assert asked_by(page.link("Northern Wire & Co"))["source"] == [
        "harbour times",
        "Elsewhere",
        "Northern Wire & Co",
    ]


def test_a_language_is_offered_by_name_where_there_are_several() -> None:
    languages = (FacetValue(value="en", count=8), FacetValue(value="de", count=4))
    page = searched(results(facets={"language": languages}))
    assert page.texts("//aside//h2") == ["Language"]
    assert asked_by(page.link("German")) == {"q": ["quake"], "lang": ["de"]}


def test_everything_that_narrows_is_a_chip_that_can_be_removed() -> None:
    page = searched(
        results(),
        "/search?q=quake+storm&from=2020-02&to=2020-02&match=any&source=A&lang=de&exclude_section=Sport",
    )
    chips = page.texts("//ul[@class='chips']/li")
    assert [chip.removesuffix(" × (remove)") for chip in chips] == [
        "Dates: February 2020",
        "Match: any of the words",
        "Source: A",
        "Language: German",
        "Section, not: Sport",
        "Remove all",
    ]
    assert asked_by(page.link("Dates: February 2020")) == {
        "q": ["quake storm"],
        "match": ["any"],
        "source": ["A"],
        "lang": ["de"],
        "exclude_section": ["Sport"],
    }
    assert "exclude_section" not in asked_by(page.link("Section, not: Sport"))
    assert asked_by(page.link("Remove all")) == {"q": ["quake storm"]}


def test_the_form_keeps_what_was_typed_and_chosen() -> None:
    page = searched(results(), "/search?q=quake&from=last+week&match=any&sort=oldest&size=50&source=A&page=3")
    assert page.field("q").get("value") == "quake"
    assert page.field("from").get("value") == "last week"
    assert page.root.xpath("//select[@name='match']/option[@selected]/@value") == ["any"]
    hidden = {
        (f.get("name"), f.get("value"))
        for f in page.root.xpath("//form[@role='search']//input[@type='hidden']")
    }
    assert hidden == {("sort", "oldest"), ("size", "50"), ("source", "A")}


def test_the_order_can_be_changed() -> None:
    page = searched(results(), "/search?q=quake&page=2")
    assert page.texts("//nav[@class='order']/strong") == ["relevance"]
    assert asked_by(page.link("oldest")) == {"q": ["quake"], "sort": ["oldest"]}


def test_without_words_there_is_no_order_by_relevance() -> None:
    page = searched(results(), "/search?from=2020")
    assert "relevance" not in page.texts("//nav[@class='order']")[0]


# Pages


def test_pages_are_links_around_the_current_one() -> None:
    page = searched(results(total=400), "/search?q=quake&page=20")
    assert page.texts("//nav[@class='pages']/ol/li") == [
        *("Page 1", "…", "Page 18", "Page 19", "20", "Page 21", "Page 22", "…", "Page 40")
    ]
    assert asked_by(page.link("Next"))["page"] == ["21"]
    assert asked_by(page.link("Previous"))["page"] == ["19"]
    assert page.root.xpath("//ol[@class='hits']/@start") == ["191"]


def test_pages_end_at_ten_thousand_hits_and_say_how_to_go_on() -> None:
    page = searched(results(total=25_000), "/search?q=quake&page=1000")
    assert page.status == 200
    assert not page.has_link("Next")
    assert "Pages end at 10,000 articles. Take all of them away as a file" in page.main


def test_a_page_past_the_end_is_empty_and_leads_back() -> None:
    page = searched(results(total=12, hits=()), "/search?q=quake&page=9")
    assert page.status == 200
    assert "Page 9 is past the end: 12 articles make 2 pages." in page.main
    assert asked_by(page.link("To the last page")) == {"q": ["quake"], "page": ["2"]}


def test_one_page_needs_no_page_links() -> None:
    assert searched(results(total=7)).texts("//nav[@class='pages']") == []


# The timeline


def test_a_bar_is_a_link_that_narrows_the_dates() -> None:
    page = searched(results(), "/search?q=quake&source=Harbour+Times&page=2")
    bars = page.root.xpath("//svg[contains(@class, 'bars')]//a")
    assert [bar.find("title").text for bar in bars] == ["January 2020: 5", "February 2020: 7"]
    assert asked_by(bars[1].get("href")) == {
        "q": ["quake"],
        "from": ["2020-02"],
        "to": ["2020-02"],
        "source": ["Harbour Times"],
    }


def test_the_table_says_what_the_bars_draw() -> None:
    page = searched(results(timeline=Timeline(interval="month", buckets=buckets(5, 0, 7))))
    rows = page.texts("//figure//tbody/tr")
    assert [row.split() for row in rows] == [
        ["January", "2020", "5", "15"],
        ["February", "2020", "0", "10"],
        ["March", "2020", "7", "17"],
    ]
    assert len(page.root.xpath("//figure//tbody//a")) == 2, "an empty month leads nowhere"


def test_a_bar_never_widens_the_dates_that_were_asked_for() -> None:
    page = searched(results(), "/search?q=quake&from=2020-01-15&to=2020-02-10")
    bars = page.root.xpath("//svg[contains(@class, 'bars')]//a")
    spans = [(asked_by(bar.get("href"))["from"], asked_by(bar.get("href"))["to"]) for bar in bars]
    assert spans == [(["2020-01-15"], ["2020-01-31"]), (["2020-02-01"], ["2020-02-10"])]


@pytest.mark.parametrize(
    ("interval", "start", "first", "last"),
    [
        ("day", "2020-02-15", "2020-02-15", "2020-02-15"),
        ("week", "2020-02-10", "2020-02-10", "2020-02-16"),
        ("month", "2020-02-01", "2020-02", "2020-02"),
        ("year", "2020-01-01", "2020", "2020"),
    ],
)
def test_a_bar_of_any_interval_leads_to_its_own_days(
    interval: Any, start: str, first: str, last: str
) -> None:
    timeline = Timeline(interval=interval, buckets=(Bucket(start=start, count=12, all=20),))
    asked = asked_by(searched(results(timeline=timeline)).root.xpath("//figure//svg//a/@href")[0])
    assert (asked["from"], asked["to"]) == ([first], [last])


def test_no_more_bars_are_asked_for_than_fit_on_a_page() -> None:
    engine = CannedEngine(answer=results(timeline=Timeline(interval="month", buckets=buckets(5, 7))))
    open_page("/search?q=quake", engine)
    assert [request.bars for request in engine.asked] == [60]


def test_centuries_are_drawn_in_groups_of_years() -> None:
    years = tuple(Bucket(start=f"{year}-01-01", count=1, all=1) for year in range(1703, 2021))
    page = searched(results(timeline=Timeline(interval="year", buckets=years)))
    rows = page.texts("//figure//tbody/tr")
    assert len(rows) <= 60
    assert rows[0].split()[:3] == ["1703", "to", "1709"]
    assert sum(int(row.split()[-2]) for row in rows) == 318
    assert asked_by(page.link("1710 to 1719"))["from"] == ["1710"]


def test_the_share_of_all_articles_is_a_second_view_that_stays_in_the_address() -> None:
    answer = results(timeline=Timeline(interval="month", buckets=buckets(5, 0, 30)))
    counts = searched(answer, "/search?q=quake&from=2020")
    assert asked_by(counts.link("share of all articles")) == {
        "q": ["quake"],
        "from": ["2020"],
        "chart": ["share"],
    }
    shares = searched(answer, "/search?q=quake&from=2020&chart=share")
    bars = shares.texts("//svg[contains(@class, 'bars')]//title")
    assert bars == ["January 2020: 5, 33.3 %", "March 2020: 30, 75.0 %"]
    assert [row.split()[-2:] for row in shares.texts("//figure//tbody/tr")] == [
        ["33.3", "%"],
        ["0.0", "%"],
        ["75.0", "%"],
    ]
    assert shares.texts("//figcaption") == [
        "Share of all articles, by monthmost: 75.0 % (30 of 40), March 2020"
    ]
    assert asked_by(shares.link("newest"))["chart"] == ["share"]
    assert shares.field("chart").get("value") == "share"


def test_a_search_without_words_or_cut_short_shows_no_shares() -> None:
    assert not searched(results(), "/search?from=2020").has_link("share of all articles")
    cut_short = searched(results(partial=True), "/search?q=quake&chart=share")
    assert not cut_short.has_link("share of all articles")
    assert cut_short.texts("//figcaption")[0].startswith("Articles by month")


def test_where_the_archive_itself_has_nothing_is_shaded_and_said() -> None:
    counts = ((2, 9), (0, 0), (0, 0), (0, 4), (0, 0), (1, 1))
    bars = tuple(
        Bucket(start=f"2020-{month:02d}-01", count=count, all=every)
        for month, (count, every) in enumerate(counts, 1)
    )
    page = searched(results(timeline=Timeline(interval="month", buckets=bars)))
    assert len(page.root.xpath("//svg/rect[@class='gap']")) == 2, (
        "where there is something but not found is no gap"
    )
    assert "the archive has no article from these days: February 2020 to March 2020; May 2020." in page.main
    narrowed = searched(
        results(timeline=Timeline(interval="month", buckets=bars)), "/search?q=quake&source=Harbour+Times"
    )
    assert "of what is chosen here, the archive has no article from these days: February" in narrowed.main


def test_a_value_is_left_out_by_a_button_that_keeps_everything_else() -> None:
    page = searched(results(), "/search?q=quake&from=2020&section=World&page=2")
    form = page.root.xpath("//form[@class='facets']")[0]
    kept = [(field.get("name"), field.get("value")) for field in form.xpath("./input")]
    assert kept == [("q", "quake"), ("from", "2020"), ("section", "World")]
    buttons = [(button.get("name"), button.get("value")) for button in form.xpath(".//button")]
    assert ("exclude_source", "Northern Wire & Co") in buttons
    assert ("exclude_section", "World") not in buttons, "what is chosen is given up, not left out"


def test_a_value_that_is_left_out_is_struck_through_and_its_link_takes_it_back() -> None:
    page = searched(results(), "/search?q=quake&exclude_section=WORLD")
    shown = page.texts("//form[@class='facets']//a[@class='off']")
    assert shown == ["✕left out: World"]
    assert asked_by(page.link("left out: World")) == {"q": ["quake"]}
    buttons = [(button.get("name"), button.get("value")) for button in page.root.xpath("//button[@name]")]
    assert ("exclude_section", "World") not in buttons


def test_a_citation_keeps_names_that_run_from_the_right_apart_from_the_day() -> None:
    article = replace(QUAKE, byline="ليلى حسن", source="جريدة الميناء", url=None)
    page = open_page(
        "/article/quake-1", CannedEngine(marked=MarkedArticle(article=replace(article, id="quake-1")))
    )
    assert page.texts("//p[@class='citation']/bdi")[:3] == [
        "ليلى حسن",
        "Quake shakes the harbour",
        "جريدة الميناء",
    ]


def test_a_printed_page_says_what_was_searched() -> None:
    assert searched(results()).texts("//p[@class='printed']") == ["quake"]


def test_quick_ranges_of_dates_are_links_that_keep_the_words() -> None:
    page = searched(results(), "/search?q=quake&from=last+month&to=last+month")
    assert asked_by(page.link("Last 7 days")) == {"q": ["quake"], "from": ["7d"]}
    assert asked_by(page.link("Any time")) == {"q": ["quake"]}
    assert page.texts("//nav[@class='quick']/strong") == ["Last month"]


def test_quick_ranges_are_those_that_reach_into_the_archive() -> None:
    def ranges(first: str, last: str) -> list[str]:
        engine = CannedEngine(answer=results(), glance=replace(OVERVIEW, first=first, last=last))
        return open_page("/search?q=quake", engine).texts("//nav[@class='quick']/a")

    assert ranges("2019-05-01", "2020-02-19") == ["Last 7 days", "Last month", "This year", "Last year"]
    assert ranges("2019-05-01", "2020-02-12") == ["Last month", "This year", "Last year"]
    assert ranges("1987-02-26", "2019-03-30") == ["Last year"]
    assert ranges("1987-02-26", "1987-03-30") == ["March 1987", "1987"]


@pytest.mark.parametrize("address", ["/help", "/alerts", "/no/such/page"])
def test_quick_ranges_reach_into_the_archive_before_anything_was_searched(address: str) -> None:
    engine = CannedEngine(glance=replace(OVERVIEW, first="1987-02-26", last="1987-03-30"))
    assert open_page(address, engine).texts("//nav[@class='quick']/a") == ["March 1987", "1987"]


def test_help_needs_no_index() -> None:
    page = Page(client_of(error=EngineError("the index is of another version")).get("/help"))
    assert page.status == 200
    assert page.texts("//nav[@class='quick']/a") == ["Last 7 days", "Last month", "This year", "Last year"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who won the election?", "who won the election"),
        ("storm or flood or rain", "storm OR flood OR rain"),
        ("oil NEAR price", "oil NEAR/5 price"),
    ],
)
def test_a_note_on_what_may_have_been_meant_links_to_it(typed: str, meant: str) -> None:
    page = searched(results(), f"/search?{urlencode({'q': typed, 'source': 'Northern Wire'})}")
    assert asked_by(page.link(f"Search for {meant}")) == {"q": [meant], "source": ["Northern Wire"]}


def test_where_a_hit_s_day_comes_from_is_behind_the_day() -> None:
    dated = hit(
        published=PublicationDate(date="2020-02", precision="month", origin="dateline", raw="<Feb. 2020>")
    )
    origin = searched(results(hits=(dated,))).texts("//ol[@class='hits']//details/p")
    assert origin == ["Only the month is stated; from the dateline: <Feb. 2020>"]


def test_undated_articles_are_counted_beside_the_bars_with_a_link() -> None:
    page = searched(results(undated=3), "/search?q=quake+OR+storm&from=2020")
    assert "3 undated articles match too, but no range of dates can hold them." in page.main
    assert asked_by(page.link("Show them")) == {"q": ["(quake OR storm) AND dated:no"]}


def test_undated_articles_among_the_found_are_said_to_be_in_no_bar() -> None:
    page = searched(results(undated=1))
    assert "1 of them is undated and in no bar." in page.main
    assert asked_by(page.link("Show it")) == {"q": ["(quake) AND dated:no"]}


def test_imprecise_dates_are_counted_beside_the_bars() -> None:
    assert "4 articles state only a month or a year" in searched(results(imprecise=4)).main


def test_nothing_dated_is_no_timeline() -> None:
    page = searched(results(timeline=Timeline(), undated=12))
    assert page.texts("//figure") == []


@pytest.mark.parametrize("chart", ["", "share"])
def test_a_full_page_stays_small(chart: str) -> None:
    source = tuple(FacetValue(value=f"The Daily Paper of Town {number}", count=9) for number in range(10))
    text = "A quake shook the harbour, and the ships that lay there left for the open sea at once. " * 3
    full = hit(snippets=(Snippet(text=text, marks=((2, 7),)),) * 2)
    answer = results(
        total=5_000,
        hits=(full,) * 10,
        facets=dict.fromkeys(("source", "section", "language", "byline", "tag"), source),
        timeline=Timeline(interval="month", buckets=buckets(*[3] * 60, year=2010)),
        undated=4,
        imprecise=4,
    )
    page = searched(answer, f"/search?q=quake+harbour&from=2010&source=A&sort=newest&chart={chart}")
    assert len(page.source.encode()) <= 60_000


# Nothing found


class Widening(CannedEngine):
    """Finds something only without days."""

    def search(self, request: SearchRequest) -> Results:
        self.asked.append(request)
        return Results(total=0 if request.filters.first else 40)


def test_nothing_found_says_what_was_asked_and_what_would_be_found_without_the_dates() -> None:
    engine = Widening()
    page = open_page("/search?q=quake+storm&from=2020-02&source=Harbour+Times", engine)
    assert page.status == 200
    assert page.texts("//h1") == ["Nothing found"]
    assert (
        "quake storm with what it is narrowed by: dates from 1 February 2020, source Harbour Times"
        in page.main
    )
    assert "without dates and filters finds 40 articles" in page.main
    assert "with any of the words" not in page.main, "only what leads somewhere is offered"
    assert parts_of(page) == [
        ["quake", "40 articles", "none"],
        ["storm", "40 articles", "none"],
        ["Dates: from 1 February 2020", "none", "40 articles"],
        ["Source: Harbour Times", "40 articles", "none"],
    ]
    assert "No article matches Dates: from 1 February 2020, even by itself." in page.main
    (without,) = page.root.xpath("//table[@class='parts']//tr[3]/td[2]//a/@href")
    assert asked_by(without) == {"q": ["quake storm"], "source": ["Harbour Times"]}
    assert all(tried.facets == () and not tried.timeline for tried in engine.asked[1:])


def parts_of(page: Page) -> list[list[str]]:
    """The table of the search's parts, without its head."""
    rows = page.root.xpath("//table[@class='parts']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_nothing_found_anywhere_tells_how_far_the_archive_goes() -> None:
    page = searched(Results(total=0), "/search?q=zeppelin")
    assert "The archive runs from 2 January 2019 to 29 February 2020" in page.main
    assert page.texts("//nav[@class='order']") == []
    assert parts_of(page) == [], "one part needs no table"
    assert asked_by(page.link("how to search")) == {}


class Finding(CannedEngine):
    """Finds articles by what was asked, told by a function."""

    def __init__(self, total: Callable[[str, SearchRequest], int], **how: Any) -> None:
        super().__init__(**how)
        self.total = total

    def search(self, request: SearchRequest) -> Results:
        self.asked.append(request)
        tree = str_of(request.tree) if request.tree is not None else ""
        return Results(total=self.total(tree, request))


def test_parts_that_have_no_article_in_common_are_named_with_a_way_to_each() -> None:
    engine = Finding(lambda tree, _: 0 if "quake" in tree and "de" in tree else 7)
    page = open_page("/search?q=quake+storm+lang:de&sort=newest", engine)
    assert (
        "Each part finds articles by itself, but no article matches quake and lang:de together." in page.main
    )
    assert parts_of(page) == [
        ["quake", "7 articles", "7 articles"],
        ["storm", "7 articles", "none"],
        ["lang:de", "7 articles", "7 articles"],
    ]
    links = page.root.xpath("//table[@class='parts']//td//a/@href")
    assert asked_by(links[0]) == {"q": ["quake"]}
    assert asked_by(links[1]) == {"q": ["storm AND lang:de"], "sort": ["newest"]}
    assert [row.get("class") for row in page.root.xpath("//table[@class='parts']/tbody/tr")] == ["blamed", None, "blamed"]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("quake storm", "matches both."), ("quake storm dike", "matches all of them.")],
)
def test_where_all_parts_together_find_nothing_none_is_singled_out(query: str, sentence: str) -> None:
    page = open_page("/search?q=" + query.replace(" ", "+"), Finding(lambda tree, _: 3 if tree != " AND ".join(query.split()) else 0))  # fmt: skip
    assert f"Each part finds articles by itself, but no article {sentence}" in page.main


def test_filters_are_parts_with_a_way_to_each_and_to_the_rest() -> None:
    engine = Finding(lambda tree, request: 2 if not tree or not request.filters.include else 0)
    page = open_page("/search?q=quake&source=Wire&source=Post&exclude_source=Ledger&lang=de&page=3", engine)
    assert [row[0] for row in parts_of(page)] == [
        "quake",
        "Source: Wire or Post, not Ledger",
        "Language: German",
    ]
    alone, rest = (page.root.xpath(f"//table[@class='parts']//tr[2]/td[{cell}]//a/@href") for cell in (1, 2))
    assert asked_by(alone[0]) == {"source": ["Wire", "Post"], "exclude_source": ["Ledger"]}
    assert rest == [], "what finds nothing is no link"
    assert "without the other filters finds 2 articles" in page.main


def test_a_word_of_the_archive_is_offered_for_one_that_is_not_there() -> None:
    engine = Finding(
        lambda tree, _: 9 if "harbour" in tree else 0,
        near={"harbuor": (Spelling(word="harbour", count=9), Spelling(word="<b>arbor</b>", count=1))},
    )
    page = open_page("/search?q=harbuor&from=2020", engine)
    assert "Did you mean harbour? 9 articles." in page.main
    assert asked_by(page.link("harbour")) == {"q": ["harbour"], "from": ["2020"]}
    assert "arbor" not in page.main


def test_a_word_whose_correction_still_finds_nothing_is_told_all_the_same() -> None:
    engine = Finding(
        lambda tree, request: 9 if tree == "harbour" and not request.filters.first else 0,
        near={"harbuor": (Spelling(word="harbour", count=9),)},
    )
    page = open_page("/search?q=harbuor+quake&from=2020", engine)
    assert "Near in spelling: harbour (9 articles)." in page.main
    assert asked_by(page.link("harbour")) == {"q": ["harbour"]}


def test_the_words_of_a_phrase_that_nobody_wrote_are_offered_apart() -> None:
    page = open_page("/search?q=%22quake+harbour%22", Finding(lambda tree, _: 0 if '"' in tree else 4))
    assert 'with the words of "quake harbour" anywhere finds 4 articles.' in page.main
    assert asked_by(page.link("anywhere")) == {"q": ["quake AND harbour"]}


def test_a_search_that_was_cut_short_claims_no_exact_count() -> None:
    cut = Notice(message="Too long.", start=0, end=0)

    class Slow(Finding):
        def search(self, request: SearchRequest) -> Results:
            found = super().search(request)
            return replace(found, partial=True, notices=(cut,)) if found.total else found

    page = open_page("/search?q=quake+storm", Slow(lambda tree, _: 0 if "AND" in tree else 5))
    assert parts_of(page)[0] == ["quake", "at least 5 articles", "at least 5 articles"]


def test_a_search_that_used_up_its_time_shows_no_empty_table() -> None:
    page = searched(Results(total=0, took=1.1), "/search?q=quake+storm")
    assert parts_of(page) == []
    assert "not counted" not in page.main


def test_a_page_that_the_browser_has_is_not_made_again() -> None:
    engine = CannedEngine()
    client = client_of(engine)
    first = client.get("/search?q=quake")
    tag = first.headers["ETag"]
    again = client.get("/search?q=quake", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    for name in ("Cache-Control", "Vary", "Content-Security-Policy"):
        assert again.headers[name] == first.headers[name]
    assert len(engine.asked) == 1
    other = {"If-None-Match": tag}
    for address, headers in (
        ("/search?q=storm", other),
        ("/search?q=quake&page=2", other),
        ("/search?q=quake&locale=de", other),
        ("/search?q=quake", {**other, "Accept-Language": "de"}),
    ):
        assert client.get(address, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "answer",
    [Results(total=0), results(partial=True), Results(total=0, partial=True)],
    ids=["none", "cut", "stopped"],
)
def test_a_page_that_may_have_more_when_it_is_asked_for_again_has_no_tag(answer: Results) -> None:
    response = client_of(CannedEngine(answer=answer)).get("/search?q=quake")
    assert (response.status_code, "ETag" in response.headers) == (200, False)
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_search_that_was_stopped_before_it_found_anything_does_not_say_that_there_is_nothing() -> None:
    cut = Notice(message="The search took too long.", start=0, end=0)
    engine = CannedEngine(answer=Results(total=0, partial=True, notices=(cut,), took=1.1))
    page = open_page("/search?q=quake+storm", engine)
    assert page.texts("//h1") == ["The search was not finished"]
    assert "does not mean that there is none" in page.main
    assert "fewer days, one source" in page.main
    assert "The search took too long." in page.main
    for wrong in ("Nothing found", "No article matches", "at least 0", "0 articles"):
        assert wrong not in page.main
        assert wrong not in page.texts("//title")[0]
    assert len(engine.asked) == 1


# How to search


def test_the_help_page_shows_every_example_as_a_search() -> None:
    page = open_page("/help")
    assert page.status == 200
    addresses = [address for _, address in page.links]
    queries = {query for address in addresses for query in asked_by(address).get("q", ())}
    assert queries >= {
        example.text for group in LANGUAGE for operator in group.operators for example in operator.examples
    }
    assert queries >= {field.example for field in FIELDS}
    for group in LANGUAGE:
        assert group.title in page.texts("//h2")
        for operator in group.operators:
            assert operator.name in page.texts("//h3/code")
            assert operator.meaning in page.main


def test_the_help_page_reads_days_as_of_today() -> None:
    page = open_page("/help")
    assert "today and the six days before read as date:2020-02-13..2020-02-19" in page.main
    assert asked_by(page.link("date:7d")) == {"q": ["date:7d"]}


def test_the_contents_of_the_help_page_lead_to_its_headings() -> None:
    page = open_page("/help")
    anchors = [address.removeprefix("#") for text, address in page.links if text in page.texts("//h2")]
    assert len(anchors) == len(LANGUAGE) + 1
    assert all(page.root.xpath(f"//h2[@id='{anchor}']") for anchor in anchors)


def test_the_help_page_needs_no_index() -> None:
    assert client_of(error=EngineError("the index is gone")).get("/help").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/", "/search?q=quake", "/search?q=quake&from=never", "/article/quake-1", "/article/none", "/nowhere", "/help"],
)  # fmt: skip
def test_every_page_leads_to_the_help_page(address: str) -> None:
    assert "/help" in [link for _, link in open_page(address).links]


def test_nothing_found_leads_to_the_help_page() -> None:
    assert "/help" in [link for _, link in searched(Results(total=0), "/search?q=zeppelin").links]


# What cannot be read


@pytest.mark.parametrize(
    ("parameters", "field", "quoted"),
    [
        ({"q": "quake", "from": "the 32nd of May"}, "from", "the 32nd of May"),
        ({"q": "quake", "to": "soon"}, "to", "soon"),
        ({"q": "quake", "sort": "prettiest"}, "sort", "prettiest"),
        ({"q": "quake", "match": "most"}, "match", "most"),
        ({"q": "quake", "page": "0"}, "page", "0"),
        ({"q": "quake", "page": "-3"}, "page", "-3"),
        ({"q": "quake", "page": "1000000000"}, "page", "1000000000"),
        ({"q": "quake", "page": "९"}, "page", "९"),
        ({"q": "quake", "size": "5000"}, "size", "5000"),
        ({"q": "quake", "size": "ten"}, "size", "ten"),
        ({"q": "oil NEAR/5 (gas AND fire)"}, "q", "gas AND fire"),
    ],
)
def test_what_cannot_be_read_refills_the_form_and_marks_the_field(
    parameters: dict[str, str], field: str, quoted: str
) -> None:
    engine = CannedEngine()
    page = open_page("/search?" + urlencode({**parameters, "source": "Harbour Times"}), engine)
    assert page.status == 400
    assert engine.asked == []
    assert page.root.xpath("//*[@aria-invalid='true']/@name") == [field]
    assert page.field(field).get("aria-describedby") == "wrong"
    assert quoted in page.texts("//*[@id='wrong']")[0]
    assert page.field("q").get("value") == parameters["q"]
    assert page.field("source").get("value") == "Harbour Times"


def test_the_place_of_a_mistake_in_the_query_is_marked() -> None:
    page = open_page("/search?" + urlencode({"q": "oil NEAR/5 (gas AND fire)"}))
    assert page.texts("//*[@id='wrong']//mark") == ["gas AND fire"]


def test_fifty_thousand_characters_are_too_many() -> None:
    page = open_page("/search?" + urlencode({"q": "quake " * 8_400}))
    assert page.status == 400
    assert "4,000" in page.main
    assert page.field("q").get("value", "").startswith("quake quake")


def test_an_endless_address_is_refused_before_it_is_read() -> None:
    page = open_page("/search?q=" + "a" * 200_000)
    assert page.status == 414
    assert "too long" in page.main


def test_a_filter_that_cannot_be_read_is_left_out_of_the_refilled_form() -> None:
    page = open_page("/search?" + urlencode({"q": "quake", "source": "x" * 2_000}))
    assert page.status == 400
    assert page.root.xpath("//*[@name='source']") == []


@pytest.mark.parametrize(
    "query", ["%00quake", "quake%ED%A0%80", "%FF%FE", "qu%01ake", "%F0%9F%8C%8A", "%E2%80%AE"]
)
def test_control_characters_and_broken_bytes_never_break_a_page(query: str) -> None:
    page = open_page("/search?q=" + query)
    assert page.status == 200


def test_a_missing_index_says_what_to_do() -> None:
    error = EngineError("There is no index at index_data. Build one with: morgue rebuild PATH")
    for address in ("/", "/search?q=quake", "/article/quake-1"):
        page = Page(client_of(error=error).get(address))
        assert page.status == 503
        assert "morgue rebuild PATH" in page.main


def test_an_unknown_page_offers_the_search() -> None:
    page = open_page("/nowhere/<b>")
    assert page.status == 404
    assert page.field("q") is not None


def test_pages_are_only_read() -> None:
    response = client_of().post("/search", data={"q": "quake"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


# An article


def article_page(marked: MarkedArticle, query: str = "") -> Page:
    return open_page(f"/article/{marked.article.id}{query}", CannedEngine(marked=marked))


def test_an_article_page_shows_all_of_the_article() -> None:
    page = article_page(MarkedArticle(article=QUAKE))
    assert page.status == 200
    assert page.texts("//article/header/h1") == ["Quake shakes the harbour"]
    assert page.texts("//div[@class='text']/p") == [
        "PORT ELM, Feb. 15",
        "A quake shook the harbour.",
        "Ships left. Cranes stood still.",
    ]
    assert page.texts("//section[@class='captions']//li") == ["The harbour at dawn."]
    assert page.texts("//section[@class='related']//li") == ["Harbour reopens"]
    assert "Nobody was hurt." in page.main
    assert page.root.xpath("//link[@rel='canonical']/@href") == ["/article/quake-1"]


def test_an_article_page_tells_where_everything_came_from() -> None:
    page = article_page(MarkedArticle(article=QUAKE))
    record = dict(zip(page.texts("//main//dt"), page.texts("//main//dd"), strict=True))
    assert record["Published"] == (
        "15 February 2020, 08:28, Los Angeles time, to the minute "
        "Taken from the line of date and author above the text: "
        "UPDATED 8:28 AM PT — Saturday, February 15, 2020 "
        "Zone: Los Angeles time (America/Los_Angeles); 15 February 2020, 16:28 UTC"
    )
    assert record["File"] == "seeds/wire.zip in it: feb/quake.txt"
    assert record["Page"] == "A1"
    assert record["Editions"] == "city, late"
    assert record["Desk"] == '{"name": "foreign"}'
    assert record["Id"] == "quake-1"
    assert record["Language"] == "English"


def test_an_article_s_words_are_marked_across_paragraphs_and_captions() -> None:
    marked = MarkedArticle(
        article=QUAKE, title=((0, 5),), summary=((0, 6),), body=((2, 7), (18, 33)), captions=(((4, 11),),)
    )
    page = article_page(marked, "?q=quake")
    assert page.texts("//article//mark") == ["Quake", "Nobody", "quake", "harbour.", "Ships", "harbour"]


def test_the_words_of_the_search_mark_the_article() -> None:
    engine = CannedEngine()
    open_page("/article/quake-1?q=quake+storm&match=any&from=nonsense&page=0", engine)
    assert "Or" in type(engine.trees[0]).__name__, "only words and match decide the marks"


def test_words_that_cannot_be_read_leave_the_article_unmarked_and_say_so() -> None:
    page = article_page(MarkedArticle(article=QUAKE), "?" + urlencode({"q": "a NEAR/5 (b AND c)"}))
    assert page.status == 200
    assert "not marked here" in page.main
    assert "A quake shook the harbour." in page.main


def test_the_way_back_keeps_the_whole_search() -> None:
    page = article_page(MarkedArticle(article=QUAKE), "?q=quake&from=2020&source=A&page=2")
    assert asked_by(page.link("Back to the results")) == {
        "q": ["quake"],
        "from": ["2020"],
        "source": ["A"],
        "page": ["2"],
    }
    assert article_page(MarkedArticle(article=QUAKE)).has_link("To the search")


def test_an_undated_article_says_why() -> None:
    article = replace(
        QUAKE, published=None, undated=Undated(reason="no line holds a date", raw="Tuesday last")
    )
    page = article_page(MarkedArticle(article=article))
    assert "undated: no line holds a date" in page.main
    assert "Tuesday last" in page.main


def test_an_update_time_that_is_the_only_one_is_not_told_twice() -> None:
    page = article_page(MarkedArticle(article=replace(QUAKE, updated=QUAKE.published)))
    assert "the same: no other time is printed" in page.main


def test_a_later_update_is_told() -> None:
    update = PublicationDate(date="2020-02-16", time="09:00:00", precision="second")
    page = article_page(MarkedArticle(article=replace(QUAKE, updated=update)))
    assert "16 February 2020, 09:00:00, to the second" in page.main
    assert "No time zone is stated" in page.main


def test_an_article_without_anything_but_a_body_has_a_page() -> None:
    bare = replace(
        QUAKE, title=None, byline=None, source=None, section=None, language=None, url=None, dateline=None,
        tags=(), summary=None, captions=(), related=(), extra={}, member=None,
    )  # fmt: skip
    page = article_page(MarkedArticle(article=bare))
    assert page.texts("//h1[@class='untitled']") == [
        "A quake shook the harbour. Ships left. Cranes stood still."
    ]
    assert page.root.xpath("//div[@class='text']/@dir") == ["auto"]


def test_an_article_without_text_says_so() -> None:
    page = article_page(MarkedArticle(article=replace(QUAKE, body="")))
    assert "no text beyond" in page.main


@pytest.mark.parametrize("identifier", ["nothing", "x" * 65, "..%2F..%2Fetc", "%00", "a%20b", "%ED%A0%80"])
def test_an_unknown_article_is_not_found(identifier: str) -> None:
    page = open_page(f"/article/{identifier}")
    assert page.status == 404
    assert page.field("q") is not None
    assert identifier != "nothing" or "Search for some of its words." in page.main


def test_only_web_addresses_become_links() -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "https://a b/",
        "ftp://x/y",
    ):
        page = article_page(MarkedArticle(article=replace(QUAKE, url=address)))
        assert address in page.source.replace("&#34;", '"'), "still told"
        assert not page.has_link(address)
    link = article_page(MarkedArticle(article=QUAKE)).root.xpath("//a[contains(@href, 'news.example')]")[0]
    assert {"noopener", "nofollow"} <= set(link.get("rel").split())


@pytest.mark.parametrize(
    "address", ["/", "/search?q=quake&from=2020", "/article/quake-1?q=quake", "/help", "/alerts"]
)
def test_every_link_stays_below_the_path_that_the_page_is_mounted_at(address: str) -> None:
    client = client_of(CannedEngine(answer=results()))
    page = Page(client.get(address, environ_overrides={"SCRIPT_NAME": "/morgue"}))
    own = [link for _, link in page.links if link.startswith("/")]
    assert own and all(link.startswith("/morgue/") for link in own), own
