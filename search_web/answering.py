"""Answers for programs: JSON in UTF-8, whatever stands in an article."""

from __future__ import annotations

import json
import math
from typing import Any

from flask import Response


def json_answer(document: Any) -> Response:
    """A JSON answer in UTF-8. Text with lone surrogates is no UTF-8, and goes out with escapes instead."""
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(document), ensure_ascii=False)
    try:
        body = text.encode()
    except UnicodeEncodeError:
        body = json.dumps(json.loads(text)).encode()
    return Response(body, content_type="application/json")


def _finite(value: Any) -> Any:
    """The same values, but None for the numbers that JSON does not have: infinities and NaN."""
    match value:
        case dict():
            return {name: _finite(part) for name, part in value.items()}
        case list() | tuple():
            return [_finite(part) for part in value]
        case float() if not math.isfinite(value):
            return None
    return value
