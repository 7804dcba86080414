"""Every example of the query language finds what it says: a small article it must find, and one it must not, in every engine.

`data/query/examples.json`: each row has `queries` that mean the same, and what an article is that they find (`found`) and
one that they do not (`missed`). What is not said is empty; `repeated` is a body of one word so many times; `date` null is undated.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reference_engine import ReferenceEngine
from test_engine_contract import ENGINES, build

from indexer.article import Article, PublicationDate, Undated
from indexer.engines import open_archive
from indexer.engines.contract import Engine, SearchRequest
from indexer.query.language import EXAMPLE_TODAY, LANGUAGE
from indexer.query.parser import parse

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "query" / "examples.json").read_text("utf-8")
)
EXAMPLES = [
    example.text for group in LANGUAGE for operator in group.operators for example in operator.examples
]
TODAY = date.fromisoformat(EXAMPLE_TODAY)
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def article_of(identifier: str, **said: Any) -> Article:
    printed = said.pop("date", "2020-01-05")
    word, times = said.pop("repeated", ("", 0))
    dated: dict[str, Any] = (
        {"published": PublicationDate(date=printed, precision=_PRECISIONS[len(printed)])}  # type: ignore[arg-type]
        if printed
        else {"undated": Undated(reason="no date is stated")}
    )
    usual: dict[str, Any] = {"id": identifier, "title": "Notes", "body": word * times, "language": "en"}
    lists = {name: tuple(said.pop(name)) for name in ("captions", "tags") if name in said}
    return Article(**{**usual, **said, **lists, **dated}, path="examples.txt", format="text")


FOUND = [article_of(f"found-{number}", **row["found"]) for number, row in enumerate(ROWS)]
MISSED = [article_of(f"missed-{number}", **row["missed"]) for number, row in enumerate(ROWS)]


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    stories = [*FOUND, *MISSED]
    if request.param == "reference":
        return ReferenceEngine(stories)
    return build(open_archive(tmp_path_factory.mktemp("examples") / "index"), stories, batches=3)


def test_every_example_of_the_language_has_its_articles() -> None:
    told = Counter(query for row in ROWS for query in row["queries"])
    assert set(told) == set(EXAMPLES)
    assert max(told.values()) == 1


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: ROWS[number]["queries"][0])
def test_every_example_finds_what_it_should_and_nothing_else(engine: Engine, number: int) -> None:
    answers = []
    for query in ROWS[number]["queries"]:
        tree = parse(query, today=TODAY).tree
        assert tree is not None
        found = {hit.id for hit in engine.search(SearchRequest(tree=tree, size=1_000, deadline=60)).hits}
        assert FOUND[number].id in found, query
        assert MISSED[number].id not in found, query
        answers.append(found)
    assert all(found == answers[0] for found in answers), "spellings of one meaning"
