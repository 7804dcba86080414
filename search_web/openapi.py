"""The API described for programs: an OpenAPI 3.1 document, made of the tables that the code itself goes by.

`ENDPOINTS` has a row an address; parameters come from the facets, orders and limits of the contract. A test sees that each
address of `/api/` has its row, and that every example runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from indexer.engines.contract import DEEPEST_HIT, FACETS, Facet
from indexer.query.parser import BOUNDS
from indexer.search.concordance import ORDERS
from indexer.search.request import LARGEST_PAGE, MOST_FACET_VALUES, MOST_VALUES
from search_web.links import FACET_PARAMETERS

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address. `example`: a query string that runs on any archive with a word in it; `{id}` in the address is an article's."""

    path: str
    name: str
    summary: str
    schema: str
    parameters: tuple[str, ...] = ()
    example: str = ""


_SEARCH = ("q", "from", "to", "match", *(FACET_PARAMETERS[facet] for facet in FACETS), *(f"exclude_{FACET_PARAMETERS[facet]}" for facet in FACETS))  # fmt: skip
_WORDS = ("words", *_SEARCH[1:])
ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("/api/v1/search", "search", "Articles that a search finds, with facets and a timeline", "Results", (*_SEARCH, "sort", "page", "size", "facet_values"), "q=storm&from=2020&size=5&facet_values=50"),
    Endpoint("/api/v1/articles/{id}", "article", "One article, whole", "Article", ("id",)),
    Endpoint("/api/v1/articles/{id}/similar", "similar", "The articles most like one", "Similar", ("id",)),
    Endpoint("/api/v1/concordance", "concordance", "Each mention of the words in its line", "Concordance", (*_WORDS, "order", "page", "size"), "q=storm&order=left"),
    Endpoint("/api/v1/words", "words", "Words that a search's articles hold more often than the rest of the archive in their language", "Words", _WORDS, "q=storm"),
    Endpoint("/api/v1/compare", "compare", "Several searches side by side over time", "Comparison", (*_WORDS, "compare"), "q=storm&compare=harbour"),
    Endpoint("/api/v1/openapi.json", "openapi", "This document", "Document"),
)  # fmt: skip

_STRING: Schema = {"type": "string"}
_INTEGER: Schema = {"type": "integer"}
_NULLABLE: Schema = {"type": ["string", "null"]}
_DAY: Schema = {"type": "string", "examples": ["2020", "2020-02", "2020-02-15", "today", "7d", "last week"]}
_RANGE: Schema = {"type": "array", "prefixItems": [_INTEGER, _INTEGER], "minItems": 2, "maxItems": 2}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(**properties: Schema) -> Schema:
    """An object that has all of these, and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_COUNTS = _array(_object(value=_STRING, count=_INTEGER))
_NULLABLE_DATE: Schema = {"oneOf": [_reference("Date"), {"type": "null"}]}
_NOTICES = _array(_object(message=_STRING, start=_INTEGER, end=_INTEGER))
_KEYNESS = _object(
    period=_NULLABLE, matching=_INTEGER, sampled=_INTEGER, partial={"type": "boolean"},
    compared=_array(_object(language=_NULLABLE, found=_INTEGER, rest=_INTEGER, found_words=_INTEGER, rest_words=_INTEGER)),
    words=_array(_object(word=_STRING, language=_NULLABLE, inside=_INTEGER, rest=_INTEGER, archive=_INTEGER, expected={"type": "number"}, likelihood={"type": "number"},
                         ratio={"type": ["number", "null"]}, mentions=_INTEGER, rest_mentions=_INTEGER)),
)  # fmt: skip
SCHEMAS: dict[str, Schema] = {
    "Date": _object(
        date={"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}, time=_NULLABLE, instant=_NULLABLE, zone=_NULLABLE,
        precision={"enum": ["second", "minute", "day", "month", "year"]},
        origin={"enum": ["metadata", "byline", "dateline", "url", "filename", "capture"]}, raw=_STRING,
    ),
    "Hit": _object(
        id=_STRING, score={"type": ["number", "null"]}, title=_NULLABLE, title_marks=_array(_RANGE), opening=_STRING, byline=_NULLABLE,
        published=_NULLABLE_DATE, undated={"type": ["object", "null"]}, source=_NULLABLE, section=_NULLABLE, language=_NULLABLE, url=_NULLABLE, path=_STRING,
        snippets=_array(_object(text=_STRING, marks=_array(_RANGE))),
    ),
    "Results": _object(
        query=_object(text=_STRING, understood=_STRING, notices=_NOTICES),
        total=_INTEGER, total_relation={"enum": ["exact", "at_least"]}, partial={"type": "boolean"}, took_ms={"type": "number"}, page=_INTEGER, size=_INTEGER,
        hits=_array(_reference("Hit")), facets=_object(**dict.fromkeys(FACETS, _COUNTS)),
        timeline=_object(interval=_NULLABLE, buckets=_array(_object(**{"from": _STRING, "count": _INTEGER, "all": _INTEGER}))),
        imprecise=_INTEGER, undated=_INTEGER, nothing_found={"type": ["object", "null"]},
    ),
    "Article": _object(
        id=_STRING, title=_NULLABLE, byline=_NULLABLE, source=_NULLABLE, section=_NULLABLE, language=_NULLABLE, url=_NULLABLE, dateline=_NULLABLE,
        tags=_array(_STRING), summary=_NULLABLE, body=_STRING, captions=_array(_STRING), related=_array(_STRING),
        published=_NULLABLE_DATE, undated={"type": ["object", "null"]}, updated=_NULLABLE_DATE, extra={"type": "object"},
        path=_STRING, member=_NULLABLE, format=_STRING,
    ),
    "Concordance": _object(
        lines=_array(_object(id=_STRING, date=_NULLABLE, source=_NULLABLE, field=_STRING, left=_STRING, words=_STRING, right=_STRING)),
        mentions=_INTEGER, read=_INTEGER, articles=_INTEGER, whole={"type": "boolean"}, at_least={"type": "boolean"},
    ),
    "Words": _object(all=_KEYNESS, years=_array(_KEYNESS)),
    "Similar": _object(words=_array(_STRING), partial={"type": "boolean"}, hits=_array(_reference("Hit"))),
    "Comparison": _object(
        interval=_NULLABLE, starts=_array(_STRING), all=_array(_INTEGER),
        series=_array(_object(text=_STRING, understood=_STRING, counts=_array(_INTEGER), total=_INTEGER, undated=_INTEGER, imprecise=_INTEGER, at_least={"type": "boolean"}, notices=_NOTICES)),
    ),
    "Document": {"type": "object"},
    "Problem": {
        "type": "object",
        "properties": {"type": _STRING, "title": _STRING, "status": _INTEGER, "detail": _STRING, "field": _STRING, "start": _INTEGER, "end": _INTEGER},
        "required": ["type", "title", "status", "detail"],
    },
}  # fmt: skip


def describe() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Morgue",
            "version": _version(),
            "description": "Searches an archive of news articles. Counts are of articles and exact unless `partial` is true.",
        },
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": SCHEMAS, "parameters": _PARAMETERS},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in endpoint.parameters],
        "responses": {
            "200": _answer("The answer", "application/json", endpoint.schema),
            "304": {"description": "It is as it was: `If-None-Match` names its ETag"},
            **{
                code: _answer(told, "application/problem+json", "Problem") for code, told in _errors(endpoint)
            },
        },
    }


def _errors(endpoint: Endpoint) -> list[tuple[str, str]]:
    errors = [
        ("406", "The Accept header leaves JSON out; `available` names what there is"),
        ("503", "The index cannot be used just now"),
    ]
    if "from" in endpoint.parameters:
        errors.insert(
            0, ("400", "A parameter cannot be read, or there is none of that name; `field` names it")
        )
    if "id" in endpoint.parameters:
        errors.insert(0, ("404", "There is no such article"))
    return errors


def _answer(description: str, media: str, schema: str) -> dict[str, Any]:
    return {"description": description, "content": {media: {"schema": _reference(schema)}}}


def _query(name: str, description: str, schema: Schema, *, several: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {**_array(schema), "maxItems": MOST_VALUES} if several else schema,
        **({"style": "form", "explode": True} if several else {}),
    }


def _filter(facet: Facet, *, excluded: bool) -> dict[str, Any]:
    name = FACET_PARAMETERS[facet]
    told = f"articles whose {facet} is one of these"
    return _query(
        f"exclude_{name}" if excluded else name,
        f"{'No ' if excluded else 'Only '}{told}",
        _STRING,
        several=True,
    )


_PARAMETERS: dict[str, dict[str, Any]] = {
    "q": _query(
        "q", "The words, in the query language of /help", {**_STRING, "maxLength": BOUNDS.characters}
    ),
    "words": {
        **_query(
            "q", "The words, in the query language of /help", {**_STRING, "maxLength": BOUNDS.characters}
        ),
        "required": True,
    },
    "compare": _query("compare", "Queries to compare with", _STRING, several=True),
    "from": _query("from", "First day, in", _DAY),
    "to": _query("to", "Last day, in", _DAY),
    "match": _query("match", "Whether a blank means AND or OR", {"enum": ["all", "any"], "default": "all"}),
    "sort": _query(
        "sort", "The order; relevance where there are words", {"enum": ["relevance", "newest", "oldest"]}
    ),
    "order": _query(
        "order", "By day, or by the words left or right", {"enum": list(ORDERS), "default": "newest"}
    ),
    "page": _query(
        "page",
        f"Which page; pages end at {DEEPEST_HIT:,} hits",
        {**_INTEGER, "minimum": 1, "maximum": DEEPEST_HIT, "default": 1},
    ),
    "size": _query("size", "How many on a page", {**_INTEGER, "minimum": 1, "maximum": LARGEST_PAGE}),
    "facet_values": _query(
        "facet_values",
        "How many values of each facet, the most frequent",
        {**_INTEGER, "minimum": 1, "maximum": MOST_FACET_VALUES, "default": 20},
    ),
    "id": {"name": "id", "in": "path", "required": True, "schema": {**_STRING, "maxLength": 64}},
    **{
        parameter["name"]: parameter
        for facet in FACETS
        for parameter in (_filter(facet, excluded=False), _filter(facet, excluded=True))
    },
}


def _version() -> str:
    try:
        return version("morgue")
    except PackageNotFoundError:
        return "unknown"
