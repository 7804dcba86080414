"""Which words a result's articles hold, and how many articles of the archive hold each: what `search.keyness` weighs.

The articles of a sample are read and cut into words again; how common a word is in the archive stands in the
dictionary of terms. Only living articles count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indexer.article import Article, article_from_json
from indexer.engines.contract import Neighbours, WordCount
from indexer.engines.whoosh.counting import Found
from indexer.engines.whoosh.ranking import order_by_date
from indexer.engines.whoosh.segment import Segment
from indexer.engines.whoosh.surfaces import term_bytes
from indexer.words.chunks import read_text
from indexer.words.languages import stem_language

Stem = tuple[str, str]
"""A language and a stem of it."""


def count_neighbours(
    found: Sequence[Found], segments: Sequence[Segment], default_language: str, most: int
) -> Neighbours:
    """Of all matching articles, by date, those at equal steps are read."""
    matching = sum(len(articles) for _, articles in found)
    step = max(1, -(-matching // most))
    inside: Counter[Stem] = Counter()
    written: dict[Stem, Counter[str]] = {}
    sampled = 0
    for segment, number in list(order_by_date(found))[::step]:
        article = article_from_json(segment.article(number))
        sampled += 1
        forms = _forms(article, stem_language(article.language, default_language))
        inside.update(forms.keys())
        for name, ways in forms.items():
            written.setdefault(name, Counter()).update(ways)
    words = [
        WordCount(
            word=_commonest(written[name]),
            language=name[0],
            stem=name[1],
            inside=count,
            archive=_count_in_archive(name, segments),
        )
        for name, count in inside.items()
        if count >= _least(sampled)
    ]
    return Neighbours(
        matching=matching,
        sampled=sampled,
        archive=sum(segment.alive for segment in segments),
        words=tuple(words),
    )


def _least(sampled: int) -> int:
    """What a word must count in the sample to be told: of a large one, a rare word says nothing and costs a look-up."""
    return max(2, sampled // 200) if sampled > 1 else 1


def _forms(article: Article, language: str) -> dict[Stem, Counter[str]]:
    """Each stem of an article's texts, with the forms in which it is written there."""
    forms: dict[Stem, Counter[str]] = {}
    for text in (article.title or "", article.summary or "", article.body, *article.captions):
        for piece in read_text(text, language).all_pieces():
            forms.setdefault((language, piece.stem), Counter())[piece.written] += 1
    return forms


def _commonest(ways: Counter[str]) -> str:
    return max(ways, key=lambda way: (ways[way], way))


def _count_in_archive(name: Stem, segments: Sequence[Segment]) -> int:
    """Living articles with a stem."""
    total = 0
    for segment in segments:
        postings = segment.postings["text"]
        term = postings.terms.find(term_bytes(*name))
        if term is None:
            continue
        if segment.alive == segment.articles:
            total += int(postings.documents[term])
        else:
            total += int(segment.living[postings.articles_of(term)].sum())
    return total
