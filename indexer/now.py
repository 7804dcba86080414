"""The moment at hand, as documents and feeds state it."""

from __future__ import annotations

from datetime import datetime, timezone


def now() -> str:
    """ISO 8601, UTC, to the second: `2026-11-25T20:15:00Z`."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
