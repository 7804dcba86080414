"""Articles whose date overlaps some days: looked up in the order of days, or compared one by one, it is the same."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.reading import day_spans
from indexer.engines.whoosh.reading.day_spans import DaySpans
from indexer.engines.whoosh.storage.columns import NO_DAY

DAY = 737_000
days = st.integers(DAY, DAY + 400)
articles = st.lists(
    st.tuples(days, st.sampled_from([0, 0, 0, 0, 29, 364])) | st.just((NO_DAY, 0)), max_size=60
)


@given(articles, days | st.none(), days | st.none(), st.sampled_from([1, 8, 10_000]))
def test_every_article_that_overlaps_and_no_other(
    dates: list[tuple[int, int]], first: int | None, last: int | None, narrow: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(day_spans, "NARROW", narrow)
        first_days = np.array([day for day, _ in dates], dtype=np.int32)
        last_days = np.array([day + more for day, more in dates], dtype=np.int32)
        mask = DaySpans(first_days, last_days).overlapping(_iso(first), _iso(last))
    assert mask.tolist() == [
        day != NO_DAY and (first is None or day + more >= first) and (last is None or day <= last)
        for day, more in dates
    ]


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
