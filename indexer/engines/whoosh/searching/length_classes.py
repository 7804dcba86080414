"""Articles by their length, in classes of like size: a long article holds more words of every kind than a short one.

Each language of an archive is cut into as many classes as its articles are enough for, so that what some of them hold
can be told from what articles of like length hold anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

from indexer.engines.contract import Facet, LengthClass
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.searching.counting import Found
from indexer.engines.whoosh.storage.number_sets import distinct_of_sorted
from indexer.engines.whoosh.storage.sections import Array

LEAST_IN_CLASS = 200
"""Articles: of fewer, what they hold says little, so that an archive of twice as many is the first that is cut."""

MOST_CLASSES = 50

_LANGUAGE: Facet = "language"
ByLanguage: TypeAlias = "dict[str, Array]"


class LengthClasses:
    """The living articles of some segments. Names of languages are those of the articles, empty where none is known."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        everything: list[Found] = [(segment, segment.all_living) for segment in segments]
        lengths = _joined((language, segment.words[articles]) for segment, language, articles in by_language(everything))  # fmt: skip
        self._edges = {language: _edges(words) for language, words in lengths.items()}
        self._articles = {language: self._count(language, words) for language, words in lengths.items()}
        self._words = {
            language: self._count(language, words, weights=words) for language, words in lengths.items()
        }

    def classes(self, segment: Segment, language: str, articles: Array) -> Array:
        """The class of each of these articles, which are in one language."""
        return np.searchsorted(self._edges[language], segment.words[articles], side="right")

    def count(self, found: Sequence[Found]) -> ByLanguage:
        """Articles in each class, by language."""
        counted = _joined(
            (language, self.classes(segment, language, articles))
            for segment, language, articles in by_language(found)
        )
        return {
            language: np.bincount(classes, minlength=self.size(language))
            for language, classes in counted.items()
        }

    def size(self, language: str) -> int:
        return len(self._edges[language]) + 1

    def articles(self, language: str) -> Array:
        """How many the archive has in each class."""
        return self._articles[language]

    def words(self, language: str) -> int:
        """How many words the archive has in a language."""
        return int(self._words[language].sum())

    def lengths(self, language: str, matching: Array) -> tuple[LengthClass, ...]:
        """The classes as the contract has them; `matching`: how many articles of each were found."""
        archive = self._articles[language]
        means = self._words[language] / np.maximum(1, archive)
        rows = zip(means.tolist(), matching.tolist(), archive.tolist(), strict=True)
        return tuple(LengthClass(words=words, matching=inside, archive=all_) for words, inside, all_ in rows)

    def _count(self, language: str, words: Array, weights: Any = None) -> Array:
        classes = np.searchsorted(self._edges[language], words, side="right")
        return np.bincount(classes, weights=weights, minlength=self.size(language))


def by_language(found: Sequence[Found]) -> Iterator[tuple[Segment, str, Array]]:
    """The articles of each segment that are in one language, language after language."""
    for segment, articles in found:
        names = ("", *segment.values(_LANGUAGE))
        codes = segment.column(_LANGUAGE)[articles]
        for code in np.flatnonzero(np.bincount(codes)).tolist():
            yield segment, names[code], articles[codes == code]


def count_words(found: Sequence[Found]) -> dict[str, int]:
    """Words in these articles, by language."""
    totals: dict[str, int] = defaultdict(int)
    for segment, language, articles in by_language(found):
        totals[language] += int(segment.words[articles].sum(dtype=np.int64))
    return totals


def _edges(words: Array) -> Array:
    """Lengths at which a class begins, the first one's left out."""
    classes = min(MOST_CLASSES, len(words) // LEAST_IN_CLASS)
    if classes < 2:
        return np.zeros(0, dtype=np.int64)
    edges = np.quantile(words, np.arange(1, classes) / classes, method="lower").astype(np.int64)
    return distinct_of_sorted(edges[edges > words.min()])


def _joined(pairs: Iterator[tuple[str, Array]]) -> ByLanguage:
    pieces: dict[str, list[Array]] = defaultdict(list)
    for language, values in pairs:
        pieces[language].append(values)
    return {language: np.concatenate(values) for language, values in pieces.items()}
