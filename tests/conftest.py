"""Fixtures that several test files share: where the real articles lie, and what happens where they do not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles beside the project; skips where it is absent, fails where it must be there."""
    if not SHARED.is_dir():
        if os.environ.get("MORGUE_REQUIRE_ALL_TESTS"):
            pytest.fail(f"the real articles are not at {SHARED}, and this run must not skip them")
        pytest.skip("the real articles (../shared) are not here")
    return SHARED


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """`../shared/data`: real articles in their original formats."""
    return shared / "data"
