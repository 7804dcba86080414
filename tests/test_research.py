"""Mentions in context, words around a search, many queries at once: every number is that of the articles themselves."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from math import log
from pathlib import Path
from typing import Any, cast

import pytest
from archive_folder import write_records
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_archive import write
from page_reading import Page
from reference_engine import ReferenceEngine
from test_cli import documents, morgue

from indexer.article import Article, Precision, PublicationDate, Undated
from indexer.console.research import draw_words
from indexer.console.terminal import columns
from indexer.engines import open_archive
from indexer.engines.contract import Engine
from indexer.engines.whoosh.archive import WhooshArchive
from indexer.search.concordance import CONTEXT, find_mentions
from indexer.search.keyness import Compared, find_words, find_words_by_year, log_likelihood
from indexer.search.many_queries import Per, columns_of, count_queries
from indexer.search.request import make_request
from search_web import create_app

TODAY = __import__("datetime").date(2026, 1, 1)


def record(number: int, body: str, **fields: Any) -> dict[str, Any]:
    return {"id": f"urn:x:{number}", "title": f"Story {number}", "body": body, "date": f"{2015 + number % 5}-03-04", "source": ("Post", "Herald")[number % 2], **fields}  # fmt: skip


RECORDS = [
    *(record(number, f"The ferry {('sailed', 'sank', 'waited')[number % 3]} at the quay. A second ferry came <b>late</b>.") for number in range(30)),
    *(record(number, "Council members met. The budget was read, and the budget passed.") for number in range(30, 120)),
    record(200, "A ferry without a day.", date=None),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("research")
    write_records(folder / "news" / "a.jsonl", *RECORDS)
    assert morgue("rebuild", str(folder / "news"), "--index", str(folder / "index"), "--quiet").exit_code == 0
    return str(folder / "index")


@pytest.fixture
def engine(index: str) -> Engine:
    return open_archive(index).reader()


@pytest.fixture
def client(index: str) -> Iterator[FlaskClient]:
    with create_app(open_archive(index)).test_client() as client:
        yield client


def asked(text: str, **how: Any) -> Any:
    return make_request(text=text, today=TODAY, **how)


# Mentions


def test_each_mention_has_its_line(engine: Engine) -> None:
    found = find_mentions(engine, asked("ferry", size="1000"))
    assert (found.mentions, found.articles, found.read, found.whole) == (61, 31, 31, True)
    assert len(found.lines) == 61
    days = [line.date or "" for line in found.lines]
    assert days == sorted(days, reverse=True) and days[-1] == ""
    assert {line.words for line in found.lines} == {"ferry"}
    for line in found.lines:
        assert len(line.left) <= CONTEXT and len(line.right) <= CONTEXT
        assert "\n" not in line.left + line.right
    first = found.lines[0]
    assert (first.field, first.left[-4:], first.right[:1]) == ("body", "The ", " ")


def test_mentions_are_those_that_the_reference_marks(engine: Engine) -> None:
    reference = ReferenceEngine(engine.articles())
    for text in ("ferry", '"second ferry"', "ferry NEAR/3 quay", "sail* OR budget", "title:story"):
        request = asked(text, size="1000")
        assert find_mentions(engine, request) == find_mentions(reference, request)


def test_lines_are_ordered_by_the_words_beside(engine: Engine) -> None:
    right = [
        line.right.split()[0] for line in find_mentions(engine, asked("ferry", size="1000"), "right").lines
    ]
    assert right == sorted(right) and set(right) == {"sailed", "sank", "waited", "came", "without"}
    left = [
        line.left.split()[-1].lower()
        for line in find_mentions(engine, asked("ferry", size="1000"), "left").lines
    ]
    assert left == sorted(left)


def test_what_is_not_read_is_said(engine: Engine) -> None:
    found = find_mentions(engine, asked("ferry"), most=10)
    assert (found.mentions, found.read, found.articles, found.whole) == (20, 10, 31, False)


def test_the_page_says_of_how_many_articles_its_mentions_are(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.search.concordance.MOST_LINES", 10)
    assert "10 mentions in the newest 5 of 31 articles" in client.get("/concordance?q=ferry").text


def test_the_command_shows_mentions(index: str) -> None:
    lines = morgue("kwic", "ferry", "--size", "3", "--index", index).stdout.splitlines()
    assert lines[0] == "61 mentions, 31 articles"
    assert len(lines) == 4
    (document,) = documents(morgue("kwic", "ferry", "--size", "2", "--page", "2", "--json", "--index", index))
    assert (document["mentions"], len(document["lines"])) == (61, 2)
    assert morgue("kwic", "date:2020", "--index", index).exit_code == 0
    assert morgue("kwic", "--index", index).exit_code == 2


WIDE = (
    "Die Fähre „ferry“ fuhr ab",
    "港に着いた ferry が沈んだ",
    "항구에 온 ferry 가 떠났다",
    "Cafe\u0301 s\u0323e\u0301 ferry bo\u0301ng",
    "👨\u200d👩\u200d👧 🇩🇪 ❤\ufe0f ferry 👍🏽 sailed",
)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("wide")
    write_records(
        folder / "news" / "a.jsonl",
        *(record(number, text * 3, source=text[:9]) for number, text in enumerate(WIDE)),
        record(9, "ferry", source="An \u202eangry\u202c post"),
    )
    assert morgue("rebuild", str(folder / "news"), "--index", str(folder / "index"), "--quiet").exit_code == 0
    return str(folder / "index")


def test_mentions_stand_below_each_other_in_every_script(wide: str) -> None:
    lines = morgue("kwic", "ferry", "--size", "100", "--index", wide).stdout.splitlines()[1:]
    assert len(lines) == 16
    # where the word stands once, what is before it takes as many columns in every line
    places = {columns(line.partition("ferry")[0]) for line in lines if line.count("ferry") == 1}
    assert places == {columns(f"{'2015-03-04'}  {' ' * 22} ")}
    assert all(columns(line) <= 80 for line in lines)


def test_columns_of_a_table_stand_below_each_other_in_every_script(wide: str, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("ferry\n沈んだ OR 着いた\n떠났다\nbo\u0301ng\n❤\ufe0f OR ferry\n", encoding="utf-8")
    done = morgue("count", str(file), "--per", "source", "--index", wide)
    lines = done.stdout.splitlines()
    assert len(lines) == 6 and len({columns(line) for line in lines}) == 1
    assert "\u202e" not in done.stdout and "An \\u202eangry" in lines[0]
    assert len({columns(line[: line.rindex(" ")]) for line in lines[1:]}) == 1


def test_what_was_doubtful_is_told_where_many_queries_are_counted(index: str, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("ferry\nferry and budget\n", encoding="utf-8")
    asked = ("count", str(file), "--from", "2018", "--to", "2016", "--index", index)
    told = morgue(*asked).stderr.splitlines()
    assert len([line for line in told if "turned" in line]) == 1, "once, not for every line"
    assert any(line.startswith("morgue: line 2: ") and "and" in line for line in told)
    first, second = json.loads(morgue(*asked, "--json").stdout)["rows"]
    assert [len(first["notices"]), len(second["notices"])] == [1, 2]
    assert "turned" in first["notices"][0]["message"]


def test_a_mention_says_its_day_as_the_page_does(client: FlaskClient) -> None:
    days = {
        code: re.findall(
            r'<td class="day"><a[^>]*>([^<]*)', client.get(f"/concordance?q=ferry&locale={code}").text
        )
        for code in ("en", "de")
    }
    assert days["en"] and all(
        re.fullmatch(r"(\d{1,2} )?([A-Z][a-z]+ )?\d{4}|undated", day) for day in days["en"]
    )
    assert any(re.fullmatch(r"\d{1,2}\.\s[A-Z][a-zä]+ \d{4}", day) for day in days["de"]), days


def test_what_was_doubtful_is_told_where_searches_are_compared(client: FlaskClient) -> None:
    address = "q=ferry&compare=ferry+and+budget&from=2018&to=2016"
    first, second = json.loads(client.get(f"/api/v1/compare?{address}").text)["series"]
    assert [len(first["notices"]), len(second["notices"])] == [1, 2]
    notices = client.get(f"/search?{address}").text.partition('class="notices"')[2].partition("</ul>")[0]
    assert notices.count("turned") == 1 and notices.count("<li>") == 2


def test_a_reversed_range_is_told_in_every_view(client: FlaskClient, index: str) -> None:
    for path in ("/search", "/concordance", "/words"):
        page = client.get(f"{path}?q=ferry&from=2018&to=2016")
        assert page.status_code == 200 and 'class="notices"' in page.text, path
        assert 'class="notices"' not in client.get(f"{path}?q=ferry&from=2016&to=2018").text, path
    assert 'class="notices"' in client.get("/search?q=ferry&compare=budget&from=2018&to=2016").text
    for command in ("kwic", "words"):
        done = morgue(command, "ferry", "--from", "2018", "--to", "2016", "--index", index)
        assert done.exit_code == 0 and "morgue: " in done.stderr, command


def test_the_page_shows_mentions_as_text(client: FlaskClient) -> None:
    page = client.get("/concordance?q=ferry&order=right&size=10")
    assert page.status_code == 200
    assert "61 mentions in 31 articles" in page.text
    assert page.text.count("<mark>ferry</mark>") == 10
    assert "<b>late" not in page.text
    assert 'href="/concordance?q=ferry' in client.get("/search?q=ferry").text
    assert client.get("/concordance?q=ferry&order=up").status_code == 400
    assert client.get("/concordance").status_code == 400
    document = client.get("/api/v1/concordance?q=ferry&size=5").json
    assert document is not None and len(document["lines"]) == 5 and document["whole"]


# Words around


def test_the_likelihood_is_that_of_the_formula() -> None:
    # a word in 10 of 20 articles and in 50 of 1,000
    share = 60 / 1020
    cells = ((10, 20 * share), (10, 20 * (1 - share)), (50, 1000 * share), (950, 1000 * (1 - share)))
    assert log_likelihood(10, 20, 50, 1000) == pytest.approx(2 * sum(o * log(o / e) for o, e in cells))
    assert log_likelihood(5, 10, 500, 1000) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(0, 10, 0, 100) == log_likelihood(10, 10, 100, 100) == 0


def test_words_around_a_search_are_those_that_its_articles_share(engine: Engine) -> None:
    found = find_words(engine, asked("ferry"))
    assert (found.matching, found.sampled) == (31, 31)
    words = {word.word: word for word in found.words}
    assert {"quay", "late", "second", "came"} <= words.keys()
    assert (words["quay"].inside, words["quay"].rest, words["quay"].archive) == (30, 0, 30)
    assert words["quay"].ratio is None
    assert words["quay"].likelihood == pytest.approx(log_likelihood(30, 31, 0, 90), abs=0.01)
    assert not {"ferry", "the", "budget", "story"} & {word.lower() for word in words}
    likelihoods = [word.likelihood for word in found.words]
    assert likelihoods == sorted(likelihoods, reverse=True)


def german(number: int) -> str:
    storm = "Der Sturm." if number < 18 or number in (30, 31) else "Es blieb ruhig."
    return f"Der Hafen und die Stadt. {storm}" if number < 20 else f"Die Stadt und der Rat. {storm}"


def test_words_are_compared_with_articles_in_the_same_language_and_not_with_themselves(
    tmp_path: Path,
) -> None:
    articles = [
        *(replace(article_of(number, "The council met at the hafen.", "2020-01-01"), language="en") for number in range(300)),
        *(replace(article_of(1000 + number, german(number), "2020-01-01"), language="de") for number in range(60)),
        # no stemmer of its own, so that its words lie beside English ones in the index
        *(replace(article_of(2000 + number, f"Xabar the {'hafen' if number < 10 else 'suv'} keldi.", "2020-01-01"), language="uz") for number in range(30)),
    ]  # fmt: skip
    archive = WhooshArchive(tmp_path / "index")
    write(archive, articles)
    with archive.writer(update=True) as writer:
        writer.commit([], drop_ids=["a1017", "a1031", "a0"])
    engine = archive.reader()
    found = find_words(engine, asked("hafen NOT lang:en"))
    # "Der Hafen und die Stadt." and two or three words more; "Die Stadt und der Rat." likewise
    in_german = [5 + (2 if number < 18 or number in (30, 31) else 3) for number in range(60)]
    found_words = sum(in_german[:20]) - in_german[17]
    rest_words = sum(in_german[20:]) - in_german[31]
    assert found.compared == (Compared("de", 19, 39, found_words, rest_words), Compared("uz", 10, 20, 40, 80))
    assert [(word.word, word.language, word.inside, word.rest) for word in found.words] == [
        ("Sturm", "de", 17, 1)
    ]
    (storm,) = found.words
    assert storm.likelihood == pytest.approx(log_likelihood(17, 19, 1, 39), abs=0.01)
    assert storm.ratio == pytest.approx((17 / 19) / (1 / 39), abs=0.01)
    with_english = find_words(engine, asked("hafen"))
    assert with_english.compared[0] == Compared("en", 299, 0, 299 * 6, 0)
    assert [(word.word, word.language) for word in with_english.words] == [("Sturm", "de")]


def test_what_longer_articles_hold_because_they_are_longer_is_not_told(tmp_path: Path) -> None:
    dice = random.Random(5)
    bodies = []
    for number in range(1_200):
        length = 300 if number % 3 == 0 else dice.choice((20, 40, 300))
        words = [
            dice.choice(("the", "of", *(f"x{dice.randrange(400)}" for _ in range(8)))) for _ in range(length)
        ]
        if number % 3 == 0:
            words[7] = "ferry"
            if dice.random() < 0.5:
                words[9] = "quay"
        bodies.append(words)
    archive = WhooshArchive(tmp_path / "index")
    write(archive, [article_of(number, " ".join(words), "2020-01-01") for number, words in enumerate(bodies)])
    found = find_words(archive.reader(), asked("ferry"))
    (quay,) = found.words
    assert quay.word == "quay"
    holders = [number for number, words in enumerate(bodies) if "quay" in words]
    long_ones = sum(len(words) == 300 for words in bodies)
    assert (quay.inside, quay.rest, quay.mentions, quay.rest_mentions) == (len(holders), 0, len(holders), 0)
    # every article that is found is long, so that it is held against the long ones alone
    assert quay.expected == pytest.approx(len(holders) * 400 / long_ones, abs=0.01)
    assert quay.likelihood == pytest.approx(
        log_likelihood(len(holders), 400, 0, 800, len(holders) * 400 / long_ones), abs=0.01
    )
    (compared,) = found.compared
    total = sum(map(len, bodies))
    assert (compared.found_words, compared.rest_words) == (400 * 300, total - 400 * 300)


def test_a_word_that_is_a_smaller_part_of_the_text_than_elsewhere_is_not_told(tmp_path: Path) -> None:
    bodies = [f"ferry quay {'late ' * 4}" for _ in range(60)]
    bodies += [
        f"budget {'quay ' * 5}" if number % 2 else "budget and other things again" for number in range(60)
    ]
    archive = WhooshArchive(tmp_path / "index")
    write(archive, [article_of(number, body, "2020-01-01") for number, body in enumerate(bodies)])
    words = find_words(archive.reader(), asked("ferry")).words
    # quay stands in all articles found and in half of the rest, but there three times as often
    assert [word.word for word in words] == ["late"]


def test_words_are_looked_for_in_a_sample_and_counted_in_all(tmp_path: Path) -> None:
    bodies = [f"ferry {'sank' if number % 3 else 'sailed'}" for number in range(900)] + ["budget sank"] * 300
    archive = WhooshArchive(tmp_path / "index")
    write(archive, [article_of(number, body, "2020-01-01") for number, body in enumerate(bodies)])
    found = find_words(archive.reader(), asked("ferry"))
    assert (found.matching, found.sampled, found.partial) == (900, 450, False)
    (sailed,) = found.words
    assert (sailed.word, sailed.inside, sailed.rest, sailed.language) == ("sailed", 300, 0, None)


def test_words_end_with_their_time_and_say_so(engine: Engine) -> None:
    found = find_words(engine, replace(asked("ferry"), deadline=0.0))
    assert found.partial and found.words == ()
    assert all(year.partial for year in find_words_by_year(engine, replace(asked("ferry"), deadline=0.0)))


def test_a_word_leads_to_the_articles_that_are_counted(client: FlaskClient) -> None:
    page = client.get("/words?q=ferry&source=Post").text
    links = re.findall(r'<a href="([^"]+)">quay</a></th><td>(\d+)</td>', page)
    assert links
    for link, count in links:
        assert f"{count} articles" in client.get(unescape(link)).text


def test_words_of_each_year_are_weighed_apart(engine: Engine) -> None:
    years = find_words_by_year(engine, asked("ferry"))
    assert [year.period for year in years] == ["2015", "2016", "2017", "2018", "2019"]
    assert sum(year.matching for year in years) == 30
    assert find_words(engine, asked("nowhere")).words == ()
    assert list(draw_words([find_words(engine, asked("nowhere"))]))[-1] == "  No word stands out."


def test_one_article_is_one_in_either_language(client: FlaskClient) -> None:
    assert "picked from 1 article and counted in it." in client.get("/words?q=ferry+dated:no").text
    assert "picked from 31 articles and counted in all of these." in client.get("/words?q=ferry").text
    german = client.get("/words?q=ferry+dated:no&locale=de").text
    assert "Die Wörter stammen aus 1 Artikel und sind darin gezählt." in german


def test_a_mistyped_filter_is_told_and_a_parameter_of_the_view_is_none(client: FlaskClient) -> None:
    for address in ("/concordance?q=ferry&order=left", "/words?q=ferry&by=year"):
        assert "which was ignored" not in client.get(address).text
        assert "“sorce”, which was ignored; did you mean source?" in client.get(address + "&sorce=Post").text
        assert client.get(f"/api/v1{address}&sort=newest").status_code == 200


@pytest.mark.parametrize("view", ["concordance?order=left", "words?by=year"])
def test_what_narrows_a_search_is_shown_in_every_view_of_it(client: FlaskClient, view: str) -> None:
    page = Page(client.get(f"/{view}&q=ferry+sailed&source=Post&from=2016&exclude_section=Sport"))
    page.check_markup()
    assert page.texts("//p[@class='understood']") == ["Understood as ferry AND sailed"]
    assert page.texts("//p[@class='printed']") == ["ferry sailed"], "on paper, where the form is left out"
    assert page.texts("//ul[@class='chips']/li") == [
        "Dates: from 1 January 2016 × (remove)",
        "Source: Post × (remove)",
        "Section, not: Sport × (remove)",
        "Remove all",
    ]
    links = page.root.xpath("//ul[@class='chips']//a/@href")
    path, _, more = view.partition("?")
    assert all(link.startswith(f"/{path}?q=ferry+sailed") and more in link for link in links)
    assert "source=Post" in links[0] and "from=" not in links[0]


@pytest.mark.parametrize("address", ["/concordance", "/words", "/search.csv", "/search.atom"])
def test_what_cannot_be_read_comes_back_in_its_field_from_every_view(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(f"{address}?q=ferry&from=1066-13&source=Post")
    page = Page(answer)
    page.check_markup()
    assert answer.status_code == 400
    (field,) = page.root.xpath("//input[@aria-invalid='true']")
    assert (field.get("name"), field.get("value")) == ("from", "1066-13")
    assert page.root.xpath("//input[@name='q']/@value") == ["ferry"]
    assert page.root.xpath("//input[@name='source']/@value") == ["Post"]


def test_a_view_without_words_marks_the_field_for_them(client: FlaskClient) -> None:
    page = Page(client.get("/words?from=2016"))
    assert page.root.xpath("//input[@aria-invalid='true']/@name") == ["q"]
    page = Page(client.get("/concordance?q=ferry&order=up"))
    assert page.root.xpath("//input[@name='q']/@value") == ["ferry"]
    assert "order is one of newest, left, right, not “up”." in page.texts("//p")


def test_words_around_are_shown(client: FlaskClient, index: str) -> None:
    assert "quay" in morgue("words", "ferry", "--index", index).stdout
    (document,) = documents(morgue("words", "ferry", "--by-year", "--json", "--index", index))
    assert [period["period"] for period in document["periods"]][:1] == ["2015"]
    page = client.get("/words?q=ferry").text
    assert "quay</a>" in page and "picked from 31 articles and" in page
    assert "Compared 31 articles in no known language with 90 others." in page
    assert "no known language 31 with 90." in morgue("words", "ferry", "--index", index).stdout
    assert "2019" in client.get("/words?q=ferry&by=year").text
    answer = client.get("/api/v1/words?q=ferry").json
    assert answer is not None and answer["all"]["sampled"] == 31 and len(answer["years"]) == 5


# Many queries


def count(index: str, tmp_path: Path, text: str, *options: str) -> Any:
    file = tmp_path / "queries.txt"
    file.write_text(text, encoding="utf-8")
    return morgue("count", str(file), "--index", index, *options)


def test_many_queries_are_counted_by_year(index: str, tmp_path: Path) -> None:
    done = count(index, tmp_path, "ferry\n\nbudget AND council\nnowhere\n", "--json")
    assert done.exit_code == 0
    (document,) = documents(done)
    assert document["columns"] == ["2015", "2016", "2017", "2018", "2019"]
    rows = {row["query"]: row for row in document["rows"]}
    assert rows["ferry"]["counts"] == dict.fromkeys(document["columns"], 6)
    assert (rows["ferry"]["total"], rows["ferry"]["rest"], rows["ferry"]["total_relation"]) == (
        31,
        1,
        "exact",
    )
    assert rows["ferry"]["shares"]["2015"] == pytest.approx(6 / 24)
    assert rows["budget AND council"]["total"] == 90
    assert (rows["nowhere"]["total"], rows["nowhere"]["counts"]) == (0, {})
    assert (rows["ferry"]["undated"], rows["ferry"]["imprecise"]) == (1, 0)
    for row in document["rows"]:
        assert row["total"] == sum(row["counts"].values()) + row["undated"] + row["imprecise"]
        assert row["rest"] == row["undated"] + row["imprecise"]


def test_a_query_that_cannot_be_read_is_named_and_the_rest_counted(index: str, tmp_path: Path) -> None:
    done = count(index, tmp_path, "ferry\ndate:never\n(\nbudget\n")
    assert done.exit_code == 2
    assert "line 2:" in done.stderr and "line 3: there are no words" in done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["query", "ferry", "budget"]


def test_counts_are_taken_away_as_csv(index: str, tmp_path: Path) -> None:
    done = count(index, tmp_path, 'ferry\n=SUM(1)\n"second ferry", now\n', "--per", "source", "--csv")
    table = list(csv.reader(io.StringIO(done.stdout)))
    assert table[0] == ["query", "total", "Herald", "Post", "no source"]
    assert table[1] == ["ferry", "31", "15", "16", "0"]
    assert table[2][0] == "'=SUM(1)"
    months = count(index, tmp_path, "ferry\n", "--per", "month", "--json")
    assert len(json.loads(months.stdout)["columns"]) == 49
    share = count(index, tmp_path, "ferry\n", "--share")
    assert "25.0000%" in share.stdout
    of_sources = count(index, tmp_path, "ferry\n", "--per", "source", "--share", "--csv")
    assert list(csv.reader(io.StringIO(of_sources.stdout)))[1][2:4] == ["25.0000%", "26.2295%"]


def test_of_a_year_without_articles_there_is_no_share(tmp_path: Path) -> None:
    archive = WhooshArchive(tmp_path / "index")
    days = ["1914-08-01", "1914-08-02", "1916-01-01", "1917-01-01", "1919"]
    bodies = ["ferry", "quay", "ferry", "quay", "ferry"]
    write(archive, [article_of(number, *pair) for number, pair in enumerate(zip(bodies, days, strict=True))])
    done = count(str(tmp_path / "index"), tmp_path, "ferry\nquay\n", "--share", "--csv")
    table = list(csv.reader(io.StringIO(done.stdout)))
    assert table[0][2:8] == ["1914", "1915", "1916", "1917", "1918", "1919"]
    assert table[1][2:8] == ["50.0000%", "", "100.0000%", "0.0000%", "", "100.0000%"]
    assert table[2][2:8] == ["50.0000%", "", "0.0000%", "100.0000%", "", "0.0000%"]
    done = count(str(tmp_path / "index"), tmp_path, "ferry\n", "--json")
    (row,) = json.loads(done.stdout)["rows"]
    assert row["shares"] == {"1914": 0.5, "1916": 1.0, "1917": 0.0, "1919": 1.0}


@given(
    days=st.lists(st.sampled_from(["", "1999", "2020", "2020-02", "2020-02-15", "2021-12-31", "1480-01", "9000"])),
    first=st.sampled_from(["", "2020", "2020-02-03", "1990"]),
    last=st.sampled_from(["", "2020-02-10", "2021"]),
    per=st.sampled_from(["year", "month", "source", "section"]),
)  # fmt: skip
@settings(deadline=None)
def test_the_numbers_of_a_line_add_up_to_its_total(days: list[str], first: str, last: str, per: Any) -> None:
    articles = [
        replace(article_of(number, "ferry", day or "2020"), source=("Post", None)[number % 2])
        for number, day in enumerate(days)
    ]
    articles = [
        article if day else replace(article, published=None, undated=Undated(reason="none"))
        for article, day in zip(articles, days, strict=True)
    ]
    (row,) = count_queries(
        ReferenceEngine(articles), ["ferry"], per, lambda text: asked(text, first=first, last=last)
    )
    found = ReferenceEngine(articles).search(asked("ferry", first=first, last=last))
    assert row.cells is not None
    assert row.total == found.total == sum(row.cells.values()) + row.undated + row.imprecise + row.without
    if per in ("year", "month"):
        assert row.undated == (0 if first or last else days.count("")) and row.without == 0
        assert row.imprecise == 0 or per == "month"


def test_undated_and_imprecise_articles_have_a_column_each(tmp_path: Path) -> None:
    write_records(
        tmp_path / "news" / "a.jsonl",
        record(1, "A ferry."), record(2, "A ferry.", date="2015"), record(3, "A ferry.", date="2015"), record(4, "A ferry.", date=None),
    )  # fmt: skip
    index = str(tmp_path / "index")
    assert morgue("rebuild", str(tmp_path / "news"), "--index", index, "--quiet").exit_code == 0
    done = count(index, tmp_path, "ferry\n", "--per", "month", "--csv")
    assert list(csv.reader(io.StringIO(done.stdout))) == [["query", "total", "2016-03", "undated", "imprecise"], ["ferry", "4", "1", "1", "2"]]  # fmt: skip
    shown = count(index, tmp_path, "ferry\n", "--per", "month").stdout.splitlines()
    assert [line.split() for line in shown] == [["query", "total", "2016-03", "undated", "imprecise"], ["ferry", "4", "1", "1", "2"]]  # fmt: skip
    by_year = count(index, tmp_path, "ferry\n", "--csv").stdout.splitlines()
    assert by_year == ["query,total,2015,2016,undated,imprecise", "ferry,4,2,1,1,0"]
    (row,) = documents(count(index, tmp_path, "ferry\n", "--per", "month", "--json"))[0]["rows"]
    assert (row["undated"], row["imprecise"], row["rest"], row["counts"]) == (1, 2, 3, {"2016-03": 1})


def test_numbers_add_up_where_time_ran_out(engine: Engine) -> None:
    for per in ("year", "month"):
        (row,) = count_queries(
            engine, ["ferry"], cast(Per, per), lambda text: replace(asked(text), deadline=0.0)
        )
        assert row.at_least and row.cells is not None
        assert row.total == sum(row.cells.values()) + row.undated + row.imprecise


def test_columns_are_those_that_are_chosen(index: str, tmp_path: Path) -> None:
    done = count(index, tmp_path, "ferry\n", "--per", "source", "--source", "post", "--csv")
    assert list(csv.reader(io.StringIO(done.stdout))) == [["query", "total", "Post", "no source"], ["ferry", "16", "16", "0"]]  # fmt: skip


def test_months_and_years_of_long_archives_stay_what_they_are(tmp_path: Path) -> None:
    # more months than a timeline has bars, and more years
    days = ["1480-03-05", "1480-11", "1481", *(f"{year}-0{month}-11" for year in range(1930, 2021) for month in (2, 7)), "9000-05-02"]  # fmt: skip
    articles = [article_of(number, "ferry", day) for number, day in enumerate(days)]
    archive = WhooshArchive(tmp_path / "index")
    write(archive, articles)
    for engine in (archive.reader(), ReferenceEngine(articles)):
        (months,) = count_queries(engine, ["ferry"], "month", asked)
        assert months.cells is not None and months.shares is not None
        held = {name: number for name, number in months.cells.items() if number}
        assert held == {day[:7]: 1 for day in days if len(day) > 4}
        assert (months.total, months.undated, months.imprecise) == (len(days), 0, 1)
        assert {months.shares[name] for name in held} == {1.0}
        assert set(held) <= set(columns_of([months], "month"))
        (years,) = count_queries(engine, ["ferry"], "year", asked)
        assert years.cells is not None
        assert sum(years.cells.values()) == len(days) and years.rest == 0
        assert (years.cells["1480"], years.cells["1975"], years.cells["9000"]) == (2, 2, 1)


def article_of(number: int, body: str, day: str) -> Article:
    precision: Precision = {4: "year", 7: "month", 10: "day"}[len(day)]  # type: ignore[assignment]
    return Article(
        id=f"a{number}",
        body=body,
        published=PublicationDate(date=day, precision=precision),
        path="a.txt",
        format="text",
    )


def test_all_lines_of_a_table_share_a_column_for_one_section_however_it_is_printed(tmp_path: Path) -> None:
    rows = [("News", "ferry"), ("News", "rail"), ("NEWS", "rail"), ("NEWS", "rail"), ("NEWS", "quay")]
    stories = [{"title": f"{body} {n}", "body": body, "date": "2020-01-01", "section": section} for n, (section, body) in enumerate(rows)]  # fmt: skip
    write_records(tmp_path / "news.jsonl", *stories)
    (tmp_path / "names.txt").write_text("ferry\nrail\nquay\n")
    location = str(tmp_path / "index")
    assert morgue("rebuild", str(tmp_path / "news.jsonl"), "--index", location).exit_code == 0
    counted = ("count", str(tmp_path / "names.txt"), "--per", "section", "--csv", "--index", location)
    assert morgue(*counted).stdout.removeprefix("\ufeff").splitlines() == [
        "query,total,NEWS,no section", "ferry,1,1,0", "rail,3,3,0", "quay,1,1,0"
    ]  # fmt: skip
    shares = morgue(*counted, "--share").stdout.splitlines()[1:]
    assert [line.split(",")[2] for line in shares] == ["20.0000%", "60.0000%", "20.0000%"]
