"""Values of filters that no article has: the near ones are offered, on the page, in the API and at the terminal, with right counts."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from archive_folder import write_records
from flask.testing import FlaskClient
from page_reading import Page
from reference_engine import ReferenceEngine
from test_cli import documents, morgue
from test_engine_contract import ENGINES, build

from indexer.article import Article, PublicationDate
from indexer.engines import open_archive
from indexer.engines.contract import Engine, FacetValue
from indexer.search.near_values import near_values
from indexer.search.nothing_found import explain
from indexer.search.request import make_request
from indexer.search.unknown_values import MOST_NAMED, with_notices
from search_web import create_app

TODAY = date(2020, 2, 19)
SOURCES = (
    "Reuters",
    "The Guardian (London)",
    "Guardian.com",
    "Harbour Times",
    "朝日新聞",
    'The "Sun"',
    "Channel 4",
)
ARTICLES = [
    Article(
        id=f"a{number}", title="Ferry", body="A ferry sailed." + (" Storm." if number % 2 else ""), source=SOURCES[number % 7] if number < 21 else "Reuters",
        section=("World", "Business")[number % 2], language=("en", "de")[number % 2], byline=("Jane Doe, Reuters", "Tom Reed")[number % 2], tags=("crude", "harbour")[: number % 3],
        published=PublicationDate(date="2020-02-01"), path="a.txt", format="text",
    )
    for number in range(24)
]  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    if request.param == "reference":
        return ReferenceEngine(ARTICLES)
    return build(open_archive(tmp_path_factory.mktemp("unknown") / "index"), ARTICLES, batches=2)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("unknown")
    write_records(folder / "news" / "a.jsonl", *({**article.as_json(), "id": f"urn:x:{article.id}", "published": "2020-02-01"} for article in ARTICLES))  # fmt: skip
    assert morgue("rebuild", str(folder / "news"), "--index", str(folder / "index"), "--quiet").exit_code == 0
    return str(folder / "index")


@pytest.fixture
def client(index: str) -> Iterator[FlaskClient]:
    with create_app(open_archive(index)).test_client() as client:
        yield client


def near(engine: Engine, text: str = "", **how: Any) -> list[tuple[str, str, list[tuple[str, int, str, int | None]]]]:  # fmt: skip
    """(field, value, near values with their articles, the query with each and what it finds) of a search that finds nothing."""
    request = make_request(text=text, today=TODAY, deadline=60, **how)
    nothing = explain(engine, request, engine.search(request))
    assert nothing is not None
    return [(one.field, one.value, [(n.value, n.count, n.text, n.total) for n in one.near]) for one in nothing.values]  # fmt: skip


def notices(engine: Engine, text: str = "", **how: Any) -> list[str]:
    request = make_request(text=text, today=TODAY, deadline=60, **how)
    return [notice.message for notice in with_notices(engine, request, engine.search(request)).notices]


def values(*named: str) -> list[FacetValue]:
    return [FacetValue(value=name, count=len(named) - at) for at, name in enumerate(named)]


# Which are near


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Reuterz", ["Reuters"]),
        ("REUTES", ["Reuters"]),
        ("Rueters", ["Reuters"]),
        ("guardian", ["The Guardian (London)", "Guardian.com"]),
        ("gaurdian london", ["The Guardian (London)"]),
        ("Guard", ["The Guardian (London)", "Guardian.com"]),
        ("Harbor Times", ["Harbour Times"]),
        ("times", ["Harbour Times"]),
        ("Reuters News Agency", ["Reuters"]),
        ("sueddeutsche", ["Süddeutsche Zeitung"]),
        ("Suddeutsche", ["Süddeutsche Zeitung"]),
        ("朝日", ["朝日新聞"]),
        ("Channel 5", []),
        ("channel4", ["Channel 4"]),
        ("AB", []),
        ("A", []),
        ("", []),
        ("sn", []),
        ("x" * 500, []),
        ("*", []),
    ],
)
def test_near_names_are_slips_more_words_or_fewer(typed: str, offered: list[str]) -> None:
    known = values(*SOURCES, "Süddeutsche Zeitung", "AP", "stock car santa cruz")
    assert [value.value for value in near_values(typed, known)] == offered


def test_few_are_offered_and_the_commonest_of_those_as_near() -> None:
    known = values("The Post", "Post of Tarn", "Sill Post", "Post", "Morning Post")
    assert [value.value for value in near_values("post of", known)] == ["Post of Tarn", "Post"]
    assert [value.value for value in near_values("posts", known)] == ["Post", "The Post", "Post of Tarn"]
    assert [value.value for value in near_values("pos", known)] == ["Post", "The Post", "Post of Tarn"]


def test_thousands_of_names_are_looked_through_in_no_time() -> None:
    known = values(*(f"{first}{number} Correspondent {number % 90} of {last}" for number, (first, last) in enumerate([("Anna", "Tarn"), ("Bertil", "Sill")] * 2500)))  # fmt: skip
    began = time.process_time()
    near_values("Annnna Corespondent off Tarrn", known)
    assert time.process_time() - began < 2


# Where nothing was found


def test_a_chosen_value_is_offered_with_what_it_finds(engine: Engine) -> None:
    assert near(engine, "storm", include={"source": ["Reuterz"]}) == [("source", "Reuterz", [("Reuters", 6, "storm", 3)])]  # fmt: skip
    assert near(engine, "zeppelin", include={"section": ["Bussiness"]}) == [("section", "Bussiness", [("Business", 12, "zeppelin", 0)])]  # fmt: skip
    assert near(engine, "storm", include={"byline": ["Jane Doe"]}) == [("byline", "Jane Doe", [("Jane Doe, Reuters", 12, "storm", 0)])]  # fmt: skip
    assert near(engine, "storm", include={"tag": ["harbor"]}) == [
        ("tag", "harbor", [("harbour", 8, "storm", 4)])
    ]
    assert near(engine, include={"lang": ["Englsh"]}) == [("lang", "Englsh", [("en", 12, "", 12)])]


@pytest.mark.parametrize(
    ("text", "value", "offered"),
    [
        ("storm source:reuterz", "reuterz", [("Reuters", 6, "storm source:Reuters", 3)]),
        ('storm source:"harbor times"', "harbor times", [("Harbour Times", 3, 'storm source:"Harbour Times"', 2)]),
        ("storm source:(reuterz OR nobody)", "reuterz", [("Reuters", 6, "storm source:(Reuters OR nobody)", 3)]),
        (r'source:"The \"San\""', 'The "San"', [('The "Sun"', 3, r'source:"The \"Sun\""', 3)]),
        ("storm lang:germna", "germna", [("de", 12, "storm lang:de", 12)]),
        ("zeppelin source:reuterz", "reuterz", [("Reuters", 6, "zeppelin source:Reuters", 0)]),
        ("storm source:nobody", "nobody", []),
    ],
)  # fmt: skip
def test_a_typed_value_is_offered_in_its_place(engine: Engine, text: str, value: str, offered: list[Any]) -> None:  # fmt: skip
    assert near(engine, text)[0][1:] == (value, offered)


@pytest.mark.parametrize("text", ["zeppelin source:REUTERS", "zeppelin source:reuter*", "zeppelin id:nobody", "zeppelin -section:wor?d"])  # fmt: skip
def test_values_that_articles_have_and_patterns_are_none(engine: Engine, text: str) -> None:
    assert near(engine, text) == []


def test_few_values_are_looked_up(engine: Engine) -> None:
    many = near(engine, " ".join(f"source:nobody{number}" for number in range(20)))
    assert len(many) == MOST_NAMED


# Where the rest found something


def test_a_value_that_finds_or_leaves_out_nothing_is_told(engine: Engine) -> None:
    told = ["No article has source:Reuterz. Near it: source:Reuters."]
    assert notices(engine, "storm", include={"source": ["Harbour Times", "Reuterz"]}) == told
    assert notices(engine, "storm", exclude={"source": ["Reuterz"]}) == told
    assert notices(engine, "storm -source:Reuterz") == told
    assert notices(engine, "storm AND (source:Reuterz OR section:World OR section:Business)") == told
    assert notices(engine, "storm", exclude={"source": ["nobody"]}) == ["No article has source:nobody."]


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "storm source:reuters"},
        {"text": "storm -source:reuters -tag:crude"},
        {"text": "storm", "include": {"source": ["reuters", "Channel 4"]}, "exclude": {"section": ["world"]}},
        {"text": "storm", "exclude": {"byline": ["jane doe, reuters"], "language": ["fr"][:0]}},
    ],
)
def test_values_that_articles_have_are_not_told(engine: Engine, asked: dict[str, Any]) -> None:
    assert notices(engine, **asked) == []


# What people and programs see


def test_the_page_links_to_the_search_with_the_near_value(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=storm&source=Reuterz&section=Business"))
    page.check_markup()
    assert "Did you mean Source: Reuters? 3 articles." in page.texts("//p[@class='spelling']")
    (address,) = page.root.xpath("//p[@class='spelling']/a/@href")
    assert Page(client.get(address)).texts("//h1") == ["3 articles"]
    page = Page(client.get("/search?q=storm+source:reuterz"))
    assert "Did you mean storm source:Reuters? 3 articles." in page.texts("//p[@class='spelling']")
    page = Page(client.get("/search?q=zeppelin&source=Reuterz&locale=de"))
    assert "Ähnlich geschrieben: Quelle: Reuters (6 Artikel)." in page.texts("//p[@class='spelling']")


def test_the_page_tells_of_a_value_beside_others(client: FlaskClient) -> None:
    page = Page(client.get("/search?q=storm+-source:Reuterz"))
    (told,) = page.texts("//ul[@class='notices']/li")
    assert told.startswith("No article has source:Reuterz. Near it: source:Reuters.")
    (address,) = page.root.xpath("//ul[@class='notices']//a/@href")
    assert Page(client.get(address)).texts("//h1") == ["9 articles"]
    german = Page(client.get("/search?q=storm&exclude_source=Reuterz&locale=de"))
    assert german.texts("//ul[@class='notices']/li") == [
        "Kein Artikel hat source:Reuterz. Ähnlich: source:Reuters."
    ]
    for view in ("concordance", "words"):
        assert "Near it: source:Reuters." in client.get(f"/{view}?q=storm&source=Reuterz").text


def test_programs_get_the_same(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=storm&source=Reuterz").json
    assert answer is not None
    assert answer["nothing_found"]["values"] == [
        {"field": "source", "value": "Reuterz", "start": None, "end": None, "near": [{"value": "Reuters", "count": 6, "text": "storm", "total": 3}]}
    ]  # fmt: skip
    answer = client.get("/api/v1/search?q=storm&exclude_source=Reuterz").json
    assert answer is not None and answer["total"] == 12
    assert [notice["message"] for notice in answer["query"]["notices"]] == [
        "No article has source:Reuterz. Near it: source:Reuters."
    ]
    record = json.loads(client.get("/search.query.json?q=storm&source=Reuterz").text)
    assert "Near it: source:Reuters." in record["query"]["notices"][0]["message"]


def test_searches_that_are_compared_tell_it_each(client: FlaskClient) -> None:
    told = "No article has source:Reuterz. Near it: source:Reuters."
    answer = client.get("/api/v1/compare?q=storm&compare=ferry+-source:Reuterz&compare=source:Reuterz").json
    assert answer is not None
    assert [[notice["message"] for notice in one["notices"]] for one in answer["series"]] == [
        [],
        [told],
        [told],
    ]
    page = Page(client.get("/search?q=storm&compare=ferry+source:Reuterz"))
    assert page.texts("//ul[@class='notices']/li") == [told]


def test_the_terminal_tells_it(index: str, tmp_path: Path) -> None:
    shown = morgue("search", "storm", "--source", "Reuterz", "--index", index)
    assert "Did you mean source:Reuters? 3 articles" in shown.stdout
    shown = morgue("search", "zeppelin source:harbor*", "--source", "Reuterz", "--index", index)
    assert "Near source:Reuterz: source:Reuters, 6 articles" in shown.stdout
    (document,) = documents(morgue("search", "storm", "--source", "Reuterz", "--json", "--index", index))
    assert document["nothing_found"]["values"][0]["near"][0]["total"] == 3
    told = "morgue: No article has source:Reuterz. Near it: source:Reuters."
    (tmp_path / "queries.txt").write_text("storm\nferry -source:Reuterz\n", encoding="utf-8")
    for arguments in (
        ("search", "storm", "--source", "Reuterz", "--source", "Channel 4"),
        ("export", "storm", "--source", "Reuterz"),
        ("kwic", "storm", "--source", "Reuterz"),
        ("words", "storm -source:Reuterz"),
        ("alert", "add", "reuters-storms", "storm", "--source", "Reuterz"),
    ):
        assert told in morgue(*arguments, "--index", index).stderr.splitlines(), arguments
    counted = morgue("count", str(tmp_path / "queries.txt"), "--index", index).stderr
    assert counted.count("No article has source:Reuterz. Near it: source:Reuters.") == 1
