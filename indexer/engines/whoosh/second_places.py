"""Which articles hold a form behind another one of the same position: a joined word, an elided one, a pair of characters.

A wildcard that takes both forms stands there once. So few places are such that it pays to know where they are:
elsewhere forms can be counted without unpacking a position.
"""

from __future__ import annotations

import numpy as np

from indexer.engines.whoosh.distinct import distinct
from indexer.engines.whoosh.packing import ListReader, write_lists
from indexer.engines.whoosh.sections import Array, SectionReader, SectionWriter, bisect


def write_second_places(writer: SectionWriter, field: str, form: Array, article: Array) -> None:
    """Packs pairs of form and article, in any order and as often as they come, as sections `field.second.*`."""
    pairs = distinct((form.astype(np.int64) << 32) | article)
    forms, firsts, counts = np.unique(pairs >> 32, return_index=True, return_counts=True)  # noqa: TID251
    articles = pairs & 0xFFFFFFFF
    steps = np.diff(articles, prepend=0)
    steps[firsts] = articles[firsts]
    writer.add_array(f"{field}.second.form", forms.astype("<u4"))
    writer.add_array(f"{field}.second.counts", counts.astype("<u4"))
    write_lists(writer, f"{field}.second", steps, counts)


class SecondPlaces:
    """What `write_second_places` wrote of one field."""

    def __init__(self, reader: SectionReader, field: str) -> None:
        self._forms = reader.array(f"{field}.second.form")
        self._counts = reader.array(f"{field}.second.counts").astype(np.int64)
        self._lists = ListReader(reader, f"{field}.second")

    def articles_of(self, forms: Array) -> Array:
        """The articles that hold one of these forms (ascending numbers) so, in no order."""
        if not len(forms) or not len(self._forms):
            return np.zeros(0, dtype=np.int64)
        rows = bisect(forms, self._forms)
        rows[rows == len(forms)] = 0
        lists = [self._list(row) for row in np.flatnonzero(forms[rows] == self._forms).tolist()]
        return np.concatenate([np.zeros(0, dtype=np.int64), *lists])

    def pairs(self) -> tuple[Array, Array]:
        """(forms, articles), a row a pair."""
        lists = [self._list(row) for row in range(len(self._forms))]
        return np.repeat(self._forms, self._counts), np.concatenate([np.zeros(0, dtype=np.int64), *lists])

    def _list(self, row: int) -> Array:
        return np.cumsum(self._lists.read(row, int(self._counts[row])), dtype=np.int64)
