"""Folders of small JSON-lines files that tests change between runs, and what an index holds in a form to compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from indexer.engines.contract import Archive
from indexer.ingest.report import Report

COUNTS = ("articles", "duplicates", "replaced", "rejected", "undated", "kept_out", "withdrawn", "same_texts")


def record(identifier: str, words: str = "The harbour reopened.", **fields: Any) -> dict[str, Any]:
    """A record with an id that is global by its form."""
    return {
        "id": f"urn:wire:{identifier}",
        "title": f"Story {identifier}",
        "body": words,
        "date": "2020-02-15",
        **fields,
    }


def write_records(file: Path, *records: dict[str, Any] | str) -> Path:
    """A JSON-lines file; a string is written as it is, for what cannot be read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def write_news(folder: Path) -> Path:
    """Two files of four articles, of one of which there are two versions."""
    write_records(folder / "a.jsonl", record("1"), record("2"), record("3"))
    write_records(folder / "b.jsonl", record("1", "A later version.", version=2), record("4"))
    return folder


def contents(archive: Archive) -> dict[str, dict[str, Any]]:
    """All articles as JSON, by id."""
    return {article.id: article.as_json() for article in archive.reader().articles()}


def id_of(archive: Archive, title: str) -> str:
    """The id of the one article with a title."""
    (found,) = (key for key, article in contents(archive).items() if article["title"] == title)
    return found


def bodies(archive: Archive) -> list[str]:
    return sorted(article.body for article in archive.reader().articles())


def counts(report: Report) -> dict[str, int]:
    return {name: getattr(report, name) for name in COUNTS}
