"""One segment open for reading: its postings, columns, stored articles, and which articles still live."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines.whoosh.reading.day_spans import DaySpans
from indexer.engines.whoosh.reading.postings import Postings
from indexer.engines.whoosh.reading.values import Spellings, find_spellings
from indexer.engines.whoosh.reading.written import WrittenWords
from indexer.engines.whoosh.storage.columns import NO_DAY, SINGLE_VALUED, YEAR, last_day_of_key
from indexer.engines.whoosh.storage.dictionary import SortedStrings, Strings
from indexer.engines.whoosh.storage.number_sets import count_runs, mask_of, spread_ranges
from indexer.engines.whoosh.storage.packing import ListReader
from indexer.engines.whoosh.storage.sections import SUFFIX, Array, SectionReader
from indexer.engines.whoosh.storage.store import BlockReader, Dictionaries
from indexer.engines.whoosh.storage.terms import WORD_FIELDS
from indexer.words.folding import fold_value

_FEW_OF = 8
"""A result of less than this part of all articles looks its tags up; a larger one goes through all of them."""


class Segment:
    """Articles are numbered from 0. `living` is a mask, `gone` the numbers that are out."""

    def __init__(self, folder: Path, name: str, gone: Array) -> None:
        self.name = name
        self.reader = SectionReader(folder / f"{name}{SUFFIX}")
        self.gone = gone
        self.words = self.reader.array("words")
        self.articles = len(self.words)
        self.living = np.ones(self.articles, dtype=bool)
        self.living[gone] = False
        self.alive = int(self.living.sum())
        self.dictionaries = Dictionaries(self.reader)
        self.heads = BlockReader(self.reader, "head", self.dictionaries)
        self.store = BlockReader(self.reader, "article", self.dictionaries)
        self.ids = Strings(self.reader, "id")
        self._columns: dict[str, Array] = {}
        self._unit_starts: dict[str, tuple[Array, ListReader]] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._folded: dict[str, tuple[str, ...]] = {}
        self._spellings: dict[str, Spellings] = {}
        self._norms: Array | None = None
        self._written: dict[str, WrittenWords] = {}

    @cached_property
    def postings(self) -> dict[str, Postings]:
        return {field: Postings(self.reader, field) for field in ("text", *WORD_FIELDS)}

    @cached_property
    def all_living(self) -> Array:
        """Numbers of the living articles, ascending."""
        return np.flatnonzero(self.living)

    @cached_property
    def total_words(self) -> int:
        """Words of the living articles."""
        return int(self.words[self.living].sum())

    def column(self, name: str) -> Array:
        array = self._columns.get(name)
        if array is None:
            array = self._years[1] if name == YEAR else self.reader.array(name)
            self._columns[name] = array
        return array

    @cached_property
    def day_spans(self) -> DaySpans:
        return DaySpans(self.column("first_day"), self.column("last_day"))

    @cached_property
    def _years(self) -> tuple[tuple[str, ...], Array]:
        """The years that occur, and of each article the number of its own, from 1; 0 is none."""
        days, day_of = np.unique(self.column("first_day"), return_inverse=True)  # noqa: TID251
        of_day = ["" if day == NO_DAY else f"{date.fromordinal(day).year:04d}" for day in days.tolist()]
        years = sorted(set(of_day) - {""})
        numbers = {year: number for number, year in enumerate(years, 1)}
        return tuple(years), np.array([numbers.get(year, 0) for year in of_day], dtype=np.int32)[day_of]

    def values(self, facet: str) -> tuple[str, ...]:
        """Values of a facet; number n of the column is `values[n - 1]`."""
        known = self._values.get(facet)
        if known is None:
            known = self._values[facet] = self._years[0] if facet == YEAR else self._read_values(facet)
        return known

    def _read_values(self, facet: str) -> tuple[str, ...]:
        section = f"{facet}.values"
        return tuple(json.loads(self.reader.take(section, 0, len(self.reader.column(section)))))

    def folded_values(self, facet: str) -> tuple[str, ...]:
        known = self._folded.get(facet)
        if known is None:
            known = self._folded[facet] = tuple(fold_value(value) for value in self.values(facet))
        return known

    @cached_property
    def tag_rows(self) -> tuple[Array, Array]:
        """(article, number of the tag), a row a tag of an article."""
        counts = self.reader.array("tag.counts").astype(np.int64)
        return np.repeat(np.arange(self.articles), counts), ListReader(self.reader, "tag").read_all(counts)

    @cached_property
    def part_starts(self) -> tuple[Array, Array, Array]:
        """Positions at which each article's summary, body, and what follows the body begin."""
        counts, lists = self.lists_by_article("part")
        starts = lists.read_all(counts).astype(np.int64)
        first = np.cumsum(counts) - counts
        body = starts[first + 2]
        return starts[first + 1], body, body + self.column("body_words") + 1

    @cached_property
    def part_keys(self) -> Array:
        """`article << 32 | position` of each start of a part, of all articles, ascending: some four an article."""
        return self.unit_keys("part", np.arange(self.articles))

    def unit_keys(self, unit: str, articles: Array) -> Array:
        """`article << 32 | position` of each start of a `part`, `sentence` or `paragraph`, ascending, of these ascending articles."""
        all_counts, lists = self.lists_by_article(unit)
        counts = all_counts[articles]
        return (np.repeat(articles.astype(np.int64), counts) << 32) | lists.read_some(articles, counts)

    def lists_by_article(self, unit: str) -> tuple[Array, ListReader]:
        """Where each article's parts, sentences or paragraphs begin: how many, and the lists."""
        known = self._unit_starts.get(unit)
        if known is None:
            counts = self.reader.array(f"{unit}.counts").astype(np.int64)
            known = self._unit_starts[unit] = (counts, ListReader(self.reader, unit))
        return known

    def word_keys(self, stream: str) -> Array:
        """`article << 32 | position` of every word of a field, ascending."""
        lengths = self.reader.array(f"{stream}.positions").astype(np.int64)
        articles = np.repeat(np.arange(self.articles, dtype=np.int64), lengths)
        positions = np.arange(len(articles)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        keys = (articles << 32) | positions
        if stream != "text":
            return keys
        starts = self.part_keys
        gaps = starts[(starts & 0xFFFFFFFF) > 0] - 1
        return np.delete(keys, np.searchsorted(keys, gaps))

    def find(self, identifier: str) -> int | None:
        """The number of the living article with this id."""
        numbers = self.sorted_ids.numbers_of(identifier.encode("utf-8", "replace"))
        return next((number for number in numbers if self.living[number]), None)

    @cached_property
    def sorted_ids(self) -> SortedStrings:
        return SortedStrings(self.ids, self.column("id.order"))

    def count_values(self, facet: str, articles: Array) -> Array:
        """How many of these articles have each of a facet's values, in the order of `values`."""
        values = len(self.values(facet))
        if values == 1 and facet in self._alike:
            return np.array([len(articles)])
        return (
            np.bincount(self._facet_numbers(facet, articles), minlength=values + 1)[1:]
            if values
            else _NO_COUNTS
        )

    def spellings(self, facet: str) -> Spellings:
        """Which values of a facet are the same but for case and accents, as filters compare them."""
        known = self._spellings.get(facet)
        if known is None:
            known = self._spellings[facet] = find_spellings(self.folded_values(facet))
        return known

    def count_repeats(self, articles: Array) -> Array | None:
        """How many of these articles have a tag once more in another spelling, by the number of its first; None where no article of the segment has."""
        if self._repeats is None:
            return None
        owners, firsts = self._repeats
        of_articles = mask_of(self.articles, articles)[owners]
        return np.bincount(firsts[of_articles], minlength=len(self.values("tag")))

    @cached_property
    def _repeats(self) -> tuple[Array, Array] | None:
        """(article, number of a tag's first spelling), a row a spelling that the article has beside another one."""
        first = self.spellings("tag").first
        if first is None:
            return None
        owners, tags = self.tag_rows
        keys = (owners.astype(np.int64) << 32) | first[tags - 1]
        keys.sort()
        again = keys[1:][keys[1:] == keys[:-1]]
        return (again >> 32, again & 0xFFFFFFFF) if len(again) else None

    @cached_property
    def _alike(self) -> frozenset[str]:
        """The facets of which every article has one value, each the same where there is only one, as an archive in one language has."""
        return frozenset(facet for facet in (*SINGLE_VALUED, YEAR) if self.column(facet).all())

    def _facet_numbers(self, facet: str, articles: Array) -> Array:
        """The numbers of a facet's values that these articles have, a row a value."""
        if facet in SINGLE_VALUED or facet == YEAR:
            return np.asarray(self.column(facet).take(articles))
        owners, tags = self.tag_rows
        if len(articles) == self.articles:
            return tags
        if len(articles) * _FEW_OF < self.articles:
            starts, counts = self._tag_spans
            return np.asarray(tags[spread_ranges(starts[articles], counts[articles])])
        wanted = mask_of(self.articles, articles)
        return np.asarray(tags[wanted[owners]])

    @cached_property
    def _tag_spans(self) -> tuple[Array, Array]:
        """By article, where its tags begin in `tag_rows`, and how many they are."""
        counts = self.reader.array("tag.counts").astype(np.int64)
        return np.cumsum(counts) - counts, counts

    def count_dates(self, articles: Array) -> tuple[Array, Array]:
        """(values of `key` that these articles have, how many have each)."""
        if len(articles) == self.alive:
            return self._all_dates[:2]
        return _count_distinct(self.column("key").take(articles))

    @cached_property
    def _all_dates(self) -> tuple[Array, Array, Array]:
        """(values of `key` of the living articles, how many have each, the last day that each may mean)."""
        keys, counts = _count_distinct(self.column("key")[self.all_living])
        last = [last_day_of_key(key) if key > NO_DAY else NO_DAY for key in keys.tolist()]
        return keys, counts, np.array(last, dtype=np.int64)

    def count_dates_between(self, first: int | None, last: int | None) -> tuple[Array, Array]:
        """As `count_dates`, of all living articles whose date overlaps these days, None being open; where both are, of the undated too."""
        keys, counts, last_days = self._all_dates
        if first is None and last is None:
            return keys, counts
        # which is beyond NO_DAY
        fits = keys > NO_DAY if first is None else last_days >= first
        if last is not None:
            fits &= keys >> 2 <= last
        return keys[fits], counts[fits]

    @cached_property
    def undated(self) -> int:
        """Articles without a date, dead ones too."""
        return int((self.column("first_day") == NO_DAY).sum())

    def length_norms(self, weigh: Callable[[Array], Array]) -> Array:
        """What `weigh` makes of the lengths of all articles, made once: the weight does not change while an engine is open."""
        if self._norms is None:
            self._norms = weigh(self.words)
        return self._norms

    def written_words(self, language: str) -> WrittenWords:
        """How this segment writes the words of articles that are stemmed as this language."""
        known = self._written.get(language)
        if known is None:
            known = self._written[language] = WrittenWords(self.postings["text"], language)
        return known

    def article(self, number: int) -> Any:
        """The stored JSON of an article."""
        return self.store.read(number)


_WIDEST_SPAN = 1_000_000
_FEW_KEYS = 5_000
_NO_COUNTS: Array = np.zeros(0, dtype=np.int64)


def _count_distinct(keys: Array) -> tuple[Array, Array]:
    """(distinct numbers, ascending, how often each occurs): few are sorted, many counted over their span, unless that is far wider than they are many."""
    if len(keys) > _FEW_KEYS:
        dated = keys[keys > 0]
        low = int(dated.min()) if len(dated) else 0
        if len(dated) and int(dated.max()) - low <= _WIDEST_SPAN:
            return _count_over_span(dated, low, len(keys) - len(dated))
    return count_runs(np.sort(keys).astype(np.int64))


def _count_over_span(dated: Array, low: int, undated: int) -> tuple[Array, Array]:
    counts = np.bincount(dated - low)
    values = np.flatnonzero(counts)
    if not undated:
        return values + low, counts[values]
    return np.concatenate(([0], values + low)), np.concatenate(([undated], counts[values]))
