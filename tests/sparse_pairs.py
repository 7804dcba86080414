"""Golden pairs written by hand: an expectation says only what an empty article does not have.

`{"outcomes": [{"title": …, "published": {"date": …, "origin": …}}]}`: a field that is not named must be empty. Dates are
compared without `raw` and `instant` unless these are named; `"any"` takes any value but an absent one; `undated` is the
reason; `not_article` or `reject` stands alone, with the reason.
"""

from __future__ import annotations

import dataclasses
from io import BytesIO
from typing import Any

from indexer.article import Article, Origin, Outcome, PublicationDate
from indexer.formats.contract import Format
from indexer.settings import ReadingOptions

_PLACE = ("id", "path", "member", "format")


def read_file(module: Format, data: bytes, name: str = "inbox/story.txt", **options: Any) -> list[Outcome]:
    return list(module.parse(BytesIO(data), Origin(path=name), ReadingOptions(**options)))


def read_article(module: Format, data: bytes, name: str = "inbox/story.txt", **options: Any) -> Article:
    (outcome,) = read_file(module, data, name, **options)
    assert isinstance(outcome, Article), outcome
    return outcome


def describe(outcome: Outcome, expected: dict[str, Any]) -> dict[str, Any]:
    """An outcome in the words of its expectation, so that the two are equal where all is right."""
    if not isinstance(outcome, Article):
        return {"not_article" if "reject" not in expected else "reject": outcome.reason}
    document: dict[str, Any] = {}
    for name, value in outcome.as_json().items():
        wanted = expected.get(name)
        if name in _PLACE or (not value and name not in expected):
            continue
        if name in ("published", "updated") and value is not None:
            value = _describe_date(value, wanted if isinstance(wanted, dict) else {})
        elif name == "undated" and value is not None:
            value = value["reason"]
        document[name] = "any" if wanted == "any" and value else value
    return document


def _describe_date(value: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    defaults = {field.name: field.default for field in dataclasses.fields(PublicationDate)}
    shown = {}
    for name, part in value.items():
        if name in wanted:
            shown[name] = "any" if wanted[name] == "any" and part else part
        elif name not in ("raw", "instant") and part != defaults[name]:
            shown[name] = part
    return shown
