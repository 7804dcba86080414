"""The paragraphs of a word processor's document -> articles: by whose export it is, else as one plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from indexer.article import Article, NotArticle, Origin, Outcome
from indexer.formats.databases import factiva_documents, nexis_documents
from indexer.formats.databases.export_paragraphs import Paragraph, join_body
from indexer.formats.records.record_dates import RecordDates
from indexer.settings import ReadingOptions


def read_manuscript(
    paragraphs: Sequence[Paragraph], origin: Origin, options: ReadingOptions, format_name: str
) -> Iterator[Outcome]:
    """The articles in order. `format_name` is that of a document which is no database's export."""
    dates = RecordDates(options, origin.member or origin.path)
    for documents in (factiva_documents, nexis_documents):
        if documents is factiva_documents and factiva_documents.tells_factiva(paragraphs):
            yield from factiva_documents.read_documents(paragraphs, origin, dates)
            return
        if documents is nexis_documents and nexis_documents.tells_nexis(paragraphs):
            yield from nexis_documents.read_documents(paragraphs, origin, dates)
            return
    if nexis_documents.tells_cover(paragraphs):
        reason = "the list of documents that a database sent beside them"
        yield NotArticle(path=origin.path, member=origin.member, reason=reason)
        return
    yield from _read_text(paragraphs, origin, options, format_name)


def _read_text(
    paragraphs: Sequence[Paragraph], origin: Origin, options: ReadingOptions, format_name: str
) -> Iterator[Outcome]:
    from indexer.formats.text import plain_text

    text = join_body(found.text for found in paragraphs)
    if not text:
        yield NotArticle(path=origin.path, member=origin.member, reason="a document without a text")
        return
    for outcome in plain_text.parse(BytesIO(text.encode("utf-8", "replace")), origin, options):
        yield replace(outcome, format=format_name) if isinstance(outcome, Article) else outcome
