"""The rows of words, asked of an index: what one article's words mean for the matcher they mean in the default engine."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_engine_contract import build

from indexer.article import Article, Undated
from indexer.engines import open_archive
from indexer.engines.contract import Engine, SearchRequest
from indexer.query.parser import parse

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "token_rows.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    stories = [
        Article(
            id=f"row-{number}",
            path="p",
            format="text",
            body=row["text"],
            language=row["language"],
            undated=Undated(reason="none stated"),
        )
        for number, row in enumerate(ROWS)
    ]
    return build(open_archive(tmp_path_factory.mktemp("archive") / "index"), stories, batches=3)


def finds(engine: Engine, query: str, number: int) -> bool:
    tree = parse(query, today=date(2020, 2, 15)).tree
    results = engine.search(SearchRequest(tree=tree, size=1000, deadline=60))
    return any(hit.id == f"row-{number}" for hit in results.hits)


def test_every_row_is_found_in_an_index_by_its_words_and_no_others(engine: Engine) -> None:
    missed = [(n, q) for n, row in enumerate(ROWS) for q in row["found_by"] if not finds(engine, q, n)]
    found = [(n, q) for n, row in enumerate(ROWS) for q in row["not_by"] if finds(engine, q, n)]
    assert (missed, found) == ([], [])
