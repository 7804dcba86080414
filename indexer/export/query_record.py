"""What an export is of: the query as typed and as understood, when it was asked, and of which index. Whoever quotes a count keeps it beside the file."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from indexer.engines.contract import Overview, Results, SearchRequest
from indexer.now import now


def record_query(request: SearchRequest, overview: Overview, counted: Results) -> dict[str, Any]:
    """JSON values. `counted`: the answer to the request; its notices say where not all that a wildcard stands for was looked up."""
    return {
        "query": {
            "text": request.text,
            "understood": request.understood,
            "notices": [notice.as_json() for notice in (*request.notices, *counted.notices)],
        },
        "filters": {
            "from": request.filters.first,
            "to": request.filters.last,
            "include": _values(request.filters.include),
            "exclude": _values(request.filters.exclude),
        },
        "total": counted.total,
        "total_relation": "at_least" if counted.partial else "exact",
        "undated": counted.undated,
        "asked": now(),
        "index": {
            "generation": overview.generation,
            "rebuilt": overview.rebuilt,
            "articles": overview.articles,
            "undated": overview.undated,
            "first": overview.first,
            "last": overview.last,
            "timezone": overview.timezone,
        },
        "morgue": _version(),
    }


def _values(chosen: Mapping[Any, tuple[str, ...]]) -> dict[str, list[str]]:
    return {str(facet): list(values) for facet, values in chosen.items()}


def _version() -> str | None:
    try:
        return version("morgue")
    except PackageNotFoundError:
        return None
