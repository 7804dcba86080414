"""How a segment writes its words: what marking asks so that it need not read all of a text (`indexer.matching.needles`).

Forms of dead articles count too: more needles than an article needs do no harm. What was told is kept, for the ten hits of a
page and for the next page.
"""

from __future__ import annotations

from collections.abc import Callable

from indexer.engines.whoosh.reading.expansion import expand
from indexer.engines.whoosh.reading.postings import Postings
from indexer.engines.whoosh.storage.terms import term_bytes
from indexer.query.tree import Fuzzy
from indexer.words.sifting import MOST_NEEDLES, Needles, needles_of_forms

MOST_KEPT = 2_000
"""Stems and fuzzy words."""

_MOST_FORMS = 8 * MOST_NEEDLES
"""Of a stem or a fuzzy word; with more, looking at all of them takes longer than it saves."""


class WrittenWords:
    """Of one segment and one language; see `indexer.matching.needles.Spellings`."""

    def __init__(self, postings: Postings, language: str) -> None:
        self._postings = postings
        self._language = language
        self._known: dict[str | Fuzzy, Needles | None] = {}

    def of_stem(self, stem: str) -> Needles | None:
        return self._kept(stem, lambda: self._find_stem(stem))

    def of_fuzzy(self, fuzzy: Fuzzy) -> Needles | None:
        return self._kept(fuzzy, lambda: self._find_fuzzy(fuzzy))

    def _kept(self, key: str | Fuzzy, find: Callable[[], Needles | None]) -> Needles | None:
        if key not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known = {}
            self._known[key] = find()
        return self._known.get(key)

    def _find_stem(self, stem: str) -> Needles | None:
        term = self._postings.terms.find(term_bytes(self._language, stem))
        if term is None:
            return ()
        first = self._postings.first_form
        return self._needles(range(int(first[term]), int(first[term + 1])))

    def _find_fuzzy(self, fuzzy: Fuzzy) -> Needles | None:
        expansion = expand(fuzzy, self._postings)
        return None if expansion.cut else self._needles(expansion.forms.tolist())

    def _needles(self, forms: list[int] | range) -> Needles | None:
        if len(forms) > _MOST_FORMS:
            return None
        return needles_of_forms(self._postings.written[form].decode() for form in forms)
