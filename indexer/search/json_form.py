"""An engine's answer as JSON values: one form for the command line, the API and whoever reads either."""

from __future__ import annotations

from typing import Any

from indexer.engines.contract import Hit, Results, SearchRequest, Snippet
from indexer.search.nothing_found import NothingFound


def results_as_json(
    request: SearchRequest, results: Results, nothing_found: NothingFound | None = None
) -> dict[str, Any]:
    """The answer as JSON values: what `search --json` prints and the API sends. `nothing_found` says why there is none."""
    return {
        "query": {
            "text": request.text,
            "understood": request.understood,
            "notices": [notice.as_json() for notice in (*request.notices, *results.notices)],
        },
        "total": results.total,
        "total_relation": "at_least" if results.partial else "exact",
        "partial": results.partial,
        "took_ms": round(results.took * 1000, 3),
        "page": request.page,
        "size": request.size,
        "hits": [hit_as_json(hit) for hit in results.hits],
        "facets": {
            facet: [{"value": value.value, "count": value.count} for value in results.facets.get(facet, ())]
            for facet in request.facets
        },
        "timeline": {
            "interval": results.timeline.interval,
            "buckets": [
                {"from": bucket.start, "count": bucket.count, "all": bucket.all}
                for bucket in results.timeline.buckets
            ],
        },
        "imprecise": results.imprecise,
        "undated": results.undated,
        "nothing_found": nothing_found.as_json() if nothing_found else None,
    }


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """One hit as JSON values; what is absent is null, or the first words where there is no title."""
    return {
        "id": hit.id,
        "score": hit.score,
        "title": hit.title,
        "title_marks": [list(mark) for mark in hit.title_marks],
        "opening": hit.opening,
        "byline": hit.byline,
        "published": hit.published.as_json() if hit.published else None,
        "undated": hit.undated.as_json() if hit.undated else None,
        "source": hit.source,
        "section": hit.section,
        "language": hit.language,
        "url": hit.url,
        "path": hit.path,
        "snippets": [_snippet_as_json(snippet) for snippet in hit.snippets],
    }


def _snippet_as_json(snippet: Snippet) -> dict[str, Any]:
    return {"text": snippet.text, "marks": [list(mark) for mark in snippet.marks]}
