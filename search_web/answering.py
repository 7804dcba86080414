"""Answers for programs: JSON in UTF-8, whatever stands in an article."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request

from indexer.export.json_lines import finite


def for_programs() -> bool:
    """Whether this request comes from a program."""
    return request.path.startswith("/api/") or request.path in ("/healthz", "/readyz")


def json_answer(document: Any) -> Response:
    """A JSON answer in UTF-8. Text with lone surrogates is no UTF-8, and goes out with escapes instead."""
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    except ValueError:
        text = json.dumps(finite(document), ensure_ascii=False)
    try:
        body = text.encode()
    except UnicodeEncodeError:
        body = json.dumps(json.loads(text)).encode()
    return Response(body, content_type="application/json")
