"""Which words a result's articles hold, and how many articles of the archive hold each: what `search.keyness` weighs.

All is counted language by language, as a word that is rare in a whole archive may be on every page in its language.
The articles of a sample are read and cut into words again; how common a word is in the archive stands in the
dictionary of terms, which a few words are then looked up in exactly. Only living articles count.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from indexer.article import Article, article_from_json
from indexer.engines.contract import Facet, Neighbours, Stratum, WordCount
from indexer.engines.whoosh.reading.segment import Segment
from indexer.engines.whoosh.searching.counting import Found
from indexer.engines.whoosh.searching.length_classes import LengthClasses, count_words
from indexer.engines.whoosh.storage.number_sets import mask_of
from indexer.engines.whoosh.storage.sections import Array
from indexer.engines.whoosh.storage.terms import term_bytes
from indexer.words.chunks import read_text
from indexer.words.languages import stem_language

_LANGUAGE: Facet = "language"


class _Words:
    """The words of articles in one language: of each stem, the articles that hold it and the forms in which they write it."""

    def __init__(self, language: str, default_language: str) -> None:
        self.language = language
        self.stemmed_as = stem_language(language or None, default_language)
        self.sampled = 0
        self.inside: Counter[str] = Counter()
        self.written: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, article: Article) -> None:
        self.sampled += 1
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for text in (article.title or "", article.summary or "", article.body, *article.captions):
            for piece in read_text(text, self.stemmed_as).all_pieces():
                forms[piece.stem][piece.written] += 1
        self.inside.update(forms.keys())
        for stem, ways in forms.items():
            self.written[stem].update(ways)

    def counts(self, segments: Sequence[Segment]) -> Iterator[WordCount]:
        """Those in more than one article: of a large sample, a rare word says nothing and costs a look-up."""
        least = max(2, self.sampled // 200) if self.sampled > 1 else 1
        for stem, count in self.inside.items():
            if count >= least:
                yield WordCount(
                    word=_commonest(self.written[stem]),
                    language=self.language,
                    stemmed_as=self.stemmed_as,
                    stem=stem,
                    inside=count,
                    archive=_count_documents(self.stemmed_as, stem, segments),
                )


def count_neighbours(
    found: Sequence[Found],
    segments: Sequence[Segment],
    classes: LengthClasses,
    default_language: str,
    most: int,
    ends: float,
) -> Neighbours:
    """Of all matching articles, by date, those at equal steps are read, until `ends` on the monotonic clock."""
    lengths = classes.count(found)
    matching = {language: int(counts.sum()) for language, counts in lengths.items()}
    matching_words = count_words(found)
    words = {language: _Words(language, default_language) for language in matching}
    cut = False
    for segment, number in _drawn_evenly(found, most):
        if cut := time.monotonic() > ends:
            break
        article = article_from_json(segment.article(number))
        words[article.language or ""].add(article)
    strata = [
        Stratum(
            language=one,
            matching=count,
            sampled=words[one].sampled,
            archive=int(classes.articles(one).sum()),
            lengths=classes.lengths(one, lengths[one]),
            matching_words=matching_words[one],
            archive_words=classes.words(one),
        )
        for one, count in sorted(matching.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return Neighbours(
        strata=tuple(strata),
        words=tuple(word for stratum in strata for word in words[stratum.language].counts(segments)),
        partial=cut,
    )


def _drawn_evenly(found: Sequence[Found], most: int) -> Iterator[tuple[Segment, int]]:
    """At most `most` articles at equal steps through all of them in the order of their dates; where those are equal, of their places in the index."""
    days = np.concatenate([np.zeros(0, np.int32), *(one.column("key")[articles] for one, articles in found)])
    numbers = np.concatenate([np.zeros(0, np.int64), *(articles for _, articles in found)])
    owners = np.repeat(np.arange(len(found)), [len(articles) for _, articles in found])
    step = max(1, -(-len(numbers) // most))
    places = np.argsort(days, kind="stable")[::step]
    # in no order, but always the same: where time runs out, what was read is no one time's
    for place in np.random.default_rng(0).permutation(places).tolist():
        yield found[owners[place]][0], int(numbers[place])


def count_exactly(
    found: Sequence[Found],
    segments: Sequence[Segment],
    classes: LengthClasses,
    words: Sequence[WordCount],
    ends: float,
) -> tuple[WordCount, ...]:
    """The words with how many articles in their language hold them, and how often: of those that were found, and of the archive."""
    masks = [(segment, _mask(segment, found)) for segment in segments]
    shares = {
        language: matching / np.maximum(1, classes.articles(language))
        for language, matching in classes.count(found).items()
    }
    counted = []
    for word in words:
        if time.monotonic() > ends:
            break
        holders = [_holders(segment, word) for segment in segments]
        inside = [mask[articles] for (_, mask), (articles, _) in zip(masks, holders, strict=True)]
        share = shares.get(word.language, np.zeros(classes.size(word.language)))
        expected = [
            share[classes.classes(segment, word.language, articles)].sum()
            for segment, (articles, _) in zip(segments, holders, strict=True)
            if len(articles)
        ]
        counted.append(
            replace(
                word,
                inside=sum(int(mask.sum()) for mask in inside),
                archive=sum(len(articles) for articles, _ in holders),
                expected=float(sum(expected)),
                mentions=sum(
                    int(times[mask].sum()) for mask, (_, times) in zip(inside, holders, strict=True)
                ),
                archive_mentions=sum(int(times.sum()) for _, times in holders),
            )
        )
    return tuple(counted)


def _mask(segment: Segment, found: Sequence[Found]) -> Array:
    return mask_of(segment.articles, *(articles for one, articles in found if one is segment))


def _holders(segment: Segment, word: WordCount) -> tuple[Array, Array]:
    """Living articles in the word's language that hold it, and how often each does."""
    nothing = np.zeros(0, dtype=np.int64)
    postings = segment.postings["text"]
    term = postings.terms.find(term_bytes(word.stemmed_as, word.stem))
    if term is None:
        return nothing, nothing
    articles = postings.articles_of(term)
    languages = ("", *segment.values(_LANGUAGE))
    if word.language not in languages:
        return nothing, nothing
    chosen = segment.living[articles] & (
        segment.column(_LANGUAGE)[articles] == languages.index(word.language)
    )
    return articles[chosen], postings.frequencies_of(term)[chosen]


def _commonest(ways: Counter[str]) -> str:
    return max(ways, key=lambda way: (ways[way], way))


def _count_documents(language: str, stem: str, segments: Sequence[Segment]) -> int:
    """Articles with a stem, those that are gone included: what the dictionary says without reading a list."""
    total = 0
    for segment in segments:
        postings = segment.postings["text"]
        term = postings.terms.find(term_bytes(language, stem))
        total += int(postings.documents[term]) if term is not None else 0
    return total
