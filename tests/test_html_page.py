"""Saved pages: golden files of our own, hostile pages, any bytes, and figures on real pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_pairs import list_cases, read_expected
from sparse_pairs import describe, read_file

from indexer.formats import html_page


@pytest.mark.parametrize("case", list_cases("html"), ids=lambda case: case.stem)
def test_a_page_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = read_expected(case)["outcomes"]
    outcomes = read_file(html_page, case.read_bytes(), f"html/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected
