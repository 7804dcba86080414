"""The forms in which articles are taken away: one row a form, for the command line and the pages alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexer.article import Article
from indexer.export.bibtex import write_bibtex
from indexer.export.csl import write_csl
from indexer.export.csv_table import write_csv
from indexer.export.json_lines import write_json_lines
from indexer.export.ris import write_ris

Write = Callable[[Iterable[Article]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """`suffix`: of files and addresses. `is_citation`: holds no text of the article."""

    name: str
    title: str
    suffix: str
    content_type: str
    write: Write
    is_citation: bool = False

    def encode(self, articles: Iterable[Article]) -> Iterator[bytes]:
        """UTF-8, piece by piece. A lone surrogate, which is no text, becomes a question mark."""
        return (piece.encode("utf-8", "replace") for piece in self.write(articles))


FORMS: tuple[Form, ...] = (
    Form("csv", "CSV", "csv", "text/csv; charset=utf-8", write_csv),
    Form("jsonl", "JSON lines", "jsonl", "application/x-ndjson", write_json_lines),
    Form("ris", "RIS", "ris", "application/x-research-info-systems; charset=utf-8", write_ris, True),
    Form("bibtex", "BibTeX", "bib", "application/x-bibtex; charset=utf-8", write_bibtex, True),
    Form("csl", "CSL JSON", "csl.json", "application/vnd.citationstyles.csl+json", write_csl, True),
)
BY_NAME = {form.name: form for form in FORMS}
BY_SUFFIX = {form.suffix: form for form in FORMS}
