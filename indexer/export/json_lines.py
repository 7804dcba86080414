"""Articles as JSON lines: the one JSON form, an article a line."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from indexer.article import Article

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write_json_lines(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield json_text(article.as_json()) + "\n"


def json_text(document: Any) -> str:
    """One JSON value on one line. What some readers take for a line's end, and lone surrogates, are escaped; NaN, which JSON has not, is null."""
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, default=dict)
    except ValueError:
        text = json.dumps(finite(document), ensure_ascii=False, default=dict)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def finite(value: Any) -> Any:
    """The same values, but None for the numbers that JSON does not have: infinities and NaN."""
    match value:
        case dict():
            return {name: finite(part) for name, part in value.items()}
        case list() | tuple():
            return [finite(part) for part in value]
        case float() if not math.isfinite(value):
            return None
    return value
