"""For stock Whoosh: the score that our engine gives, so that a query of Whoosh's ranks articles as a search does."""

from __future__ import annotations

from typing import Any

from whoosh import scoring

from indexer.engines.whoosh.searching.ranking import K1, B, weigh_word


class ArticleWeighting(scoring.BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with the engine's weight of a word. `index.searcher(weighting=ArticleWeighting())`."""

    def __init__(self) -> None:
        super().__init__(B=B, K1=K1)

    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        """Of the whole index, living articles only, as its reader counts them."""
        whole = searcher.get_parent()
        return weigh_word(whole.doc_count_all(), whole.doc_frequency(fieldname, text))
