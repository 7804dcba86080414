"""More like this: telling words of an article, and who shares them; the same in the library, the API, the page and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.article import Article, Undated
from indexer.console.cli import main
from indexer.engines import open_archive
from indexer.engines.contract import Archive
from indexer.search.similar import similar_to
from search_web import create_app

TEXTS = {
    "herring-1": ("Herring prices rise", "The harbour market sold herring and herring and cod at the quay."),
    "herring-2": (
        "Cod and herring scarce",
        "The harbour fleet found little herring in the market this week.",
    ),
    "storm-1": ("Storm over the harbour", "The storm broke windows, and the council met about the windows."),
    "storm-2": ("Council counts windows", "The council paid for windows that the storm broke."),
    "lone": ("Nothing shared", "Zebra quagga okapi."),
    "empty": ("", ""),
    "japanese-1": ("地震", "港で大きな地震があった。"),
    "japanese-2": ("港の地震", "地震で港が閉まった。"),
    **{
        f"filler-{number}": ("The usual", f"The harbour had visitors, number {number}.")
        for number in range(8)
    },
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = open_archive(tmp_path_factory.mktemp("similar") / "index")
    with archive.writer(update=False) as writer:
        loader = writer.loader_factory()(0)
        for identifier, (title, body) in TEXTS.items():
            loader.put(
                Article(
                    id=identifier,
                    title=title or None,
                    body=body,
                    undated=Undated(reason="no date is printed"),
                    path=f"{identifier}.txt",
                    format="text",
                )
            )
        batch = loader.flush()
        assert batch is not None
        writer.commit([batch])
    return archive


def alike(archive: Archive, identifier: str) -> tuple[list[str], list[str]]:
    engine = archive.reader()
    found = similar_to(engine, engine.article(identifier).article, deadline=30)
    assert not found.partial
    return list(found.words), [hit.id for hit in found.hits]


@pytest.mark.parametrize(
    ("identifier", "likest"),
    [("herring-1", "herring-2"), ("storm-2", "storm-1"), ("japanese-1", "japanese-2")],
)
def test_the_likest_article_shares_the_rare_words(archive: Archive, identifier: str, likest: str) -> None:
    words, ids = alike(archive, identifier)
    assert ids[0] == likest
    assert identifier not in ids
    assert "harbour" not in words[:1], "what most articles have tells nothing"


@pytest.mark.parametrize("identifier", ["lone", "empty"])
def test_an_article_that_shares_no_word_has_none_like_it(archive: Archive, identifier: str) -> None:
    assert alike(archive, identifier) == ([], [])


def test_when_time_runs_out_it_says_so(archive: Archive) -> None:
    engine = archive.reader()
    assert similar_to(engine, engine.article("storm-1").article, deadline=0).partial


def test_the_api_and_the_command_give_the_same(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    client = create_app(archive).test_client()
    answer = client.get("/api/v1/articles/storm-2/similar")
    assert answer.status_code == 200
    document = answer.get_json()
    assert document["hits"][0]["id"] == "storm-1"
    assert client.get("/api/v1/articles/nobody/similar").status_code == 404
    location: Path = archive.ledger_file.parents[2]
    ran = CliRunner().invoke(main, ["similar", "storm-2", "--index", str(location), "--json"])
    assert ran.exit_code == 0
    assert json.loads(ran.stdout)["words"] == document["words"]
    listed = CliRunner().invoke(main, ["similar", "storm-2", "--index", str(location)])
    assert "storm-1" in listed.stdout


def test_the_page_of_an_article_lists_those_like_it_with_a_way_to_all(archive: Archive) -> None:
    page = create_app(archive).test_client().get("/article/storm-2").get_data(as_text=True)
    assert "More like this" in page
    assert "/article/storm-1" in page
    assert "match=any" in page
    assert "More like this" not in create_app(archive).test_client().get("/article/lone").get_data(
        as_text=True
    )
