"""The forms in which news is kept: one module a format, one row a format in `FORMATS`.

To add one, write the module (see `contract.Format`) and put its row into `FORMATS`, the most particular before the more
general; nothing else changes. `choose` picks the format of a file by its first bytes first, by its name second:
a JSON document called `.txt` is JSON, a text that begins with `{` is a text. `why_no_article` says which files are none.
`WHOLES` name files beside them and are read with these; of the formats in `COMPANIONS` a file is one by itself only where no other names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO, cast

from indexer.article import Origin, Outcome
from indexer.formats.contract import HEAD_BYTES, Companions, Format, WholeFormat
from indexer.formats.no_articles import explain_bytes, explain_name
from indexer.formats.prolog import skip_prolog
from indexer.settings import ReadingOptions

__all__ = [
    "COMPANIONS",
    "FORMATS",
    "HEAD_BYTES",
    "WHOLES",
    "Companions",
    "Format",
    "begins_as_companion",
    "choose",
    "choose_or_explain",
    "parse_with",
    "why_no_article",
]


class _Row:
    """A format whose module is imported when it is first asked: reading a text needs no HTML library."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._imported: Format | None = None

    @property
    def _format(self) -> Format:
        if self._imported is None:
            self._imported = cast(Format, import_module(self._module))
        return self._imported

    @property
    def NAME(self) -> str:  # noqa: N802
        return self._format.NAME

    @property
    def DESCRIPTION(self) -> str:  # noqa: N802
        return self._format.DESCRIPTION

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802
        return self._format.SUFFIXES

    def sniff(self, head: bytes, name: str) -> bool:
        return self._format.sniff(head, name)

    def parse(self, stream: BinaryIO, origin: Origin, options: ReadingOptions) -> Iterator[Outcome]:
        return self._format.parse(stream, origin, options)

    def parse_whole(
        self, stream: BinaryIO, origin: Origin, options: ReadingOptions, companions: Companions
    ) -> Iterator[Outcome]:
        return cast(WholeFormat, self._format).parse_whole(stream, origin, options, companions)


_PAGE, _ISSUE = _Row("indexer.formats.print.page_ocr"), _Row("indexer.formats.print.mets_issue")
_TEXT = _Row("indexer.formats.text.plain_text")
_WEB_ARCHIVE = _Row("indexer.formats.web.web_archive")
_PDF = _Row("indexer.formats.print.pdf_text")
_DOCX, _RTF = (_Row(f"indexer.formats.office.{name}") for name in ("docx", "rtf"))
_XLSX = _Row("indexer.formats.records.xlsx")
_TELEPRINTED = (_Row("indexer.formats.wire.iptc_7901"), _Row("indexer.formats.wire.anpa"))
_BINARY: tuple[Format, ...] = (_WEB_ARCHIVE, _PDF, _DOCX, _XLSX, _RTF, *_TELEPRINTED)
"""Formats whose files hold bytes as no text does, and which tell by their first bytes that they are no others."""

FORMATS: tuple[Format, ...] = (
    _Row("indexer.formats.collections.reuters_sgml"),
    _Row("indexer.formats.wire.newsml_g2"),
    _Row("indexer.formats.wire.newsml_1"),
    _Row("indexer.formats.wire.nitf"),
    _Row("indexer.formats.wire.rb_news"),
    *_TELEPRINTED,
    _Row("indexer.formats.wire.ninjs"),
    _Row("indexer.formats.wire.guardian_api"),
    _WEB_ARCHIVE,
    _PDF,
    _Row("indexer.formats.collections.trec_documents"),
    _Row("indexer.formats.collections.time_collection"),
    _PAGE,
    _ISSUE,
    _DOCX,
    _XLSX,
    _RTF,
    _Row("indexer.formats.databases.factiva"),
    _Row("indexer.formats.databases.nexis"),
    _Row("indexer.formats.databases.europresse"),
    _Row("indexer.formats.databases.integrum"),
    _Row("indexer.formats.databases.kikuzo"),
    _Row("indexer.formats.databases.yomidas"),
    _Row("indexer.formats.feeds.wordpress"),
    _Row("indexer.formats.feeds.news_feed"),
    _Row("indexer.formats.mail.mbox"),
    _Row("indexer.formats.mail.email_message"),
    _Row("indexer.formats.feeds.json_feed"),
    _Row("indexer.formats.records.json_records"),
    _Row("indexer.formats.web.html_page"),
    _Row("indexer.formats.text.markdown_digest"),
    _Row("indexer.formats.records.csv_records"),
    _TEXT,
)

WHOLES: tuple[Format, ...] = (_ISSUE,)
COMPANIONS: tuple[Format, ...] = (_PAGE,)

_DECLARED = re.compile(rb"\s*<(?:\?xml\b|!DOCTYPE\b|!ELEMENT\b)", re.IGNORECASE)
_FIRST_TAG = re.compile(rb"<([A-Za-z][\w:.-]{0,60})(?:\s[^<>]{0,2000})?/?>")


def choose(head: bytes, name: str) -> Format | None:
    """The format that reads a file which starts with `head` (HEAD_BYTES, or all of it) and is called `name`; None if none does."""
    for row in FORMATS:
        if row is _TEXT and _tell_markup(head):
            return None
        if row.sniff(head, name):
            return row
    return None


def choose_or_explain(head: bytes, name: str) -> Format | str | None:
    """The format that reads a file, or why it is not read at all; None where no format reads it."""
    is_known = any(row.sniff(head, name) for row in _BINARY)
    reason = explain_name(name) or (None if is_known else explain_bytes(head))
    if reason:
        return reason
    form = choose(head, name)
    markup = _tell_markup(head) if form is None else None
    return f"{markup}, which no format here reads" if markup else form


def begins_as_companion(head: bytes, name: str) -> bool:
    """Whether a file that begins so may belong to another one, which is to be read first."""
    return any(row.sniff(head, name) for row in COMPANIONS)


def parse_with(
    form: Format, stream: BinaryIO, origin: Origin, options: ReadingOptions, companions: Companions
) -> Iterator[Outcome]:
    """What a stream holds, with the companions that it names where its format knows of any."""
    if form in WHOLES:
        return cast(WholeFormat, form).parse_whole(stream, origin, options, companions)
    return form.parse(stream, origin, options)


def why_no_article(head: bytes, name: str) -> str | None:
    """Why a file is not read at all, for `not_articles`; None where `choose` shall say what reads it."""
    found = choose_or_explain(head, name)
    return found if isinstance(found, str) else None


def _tell_markup(head: bytes) -> str | None:
    """What kind of markup a file is, so that its tags are not taken for a text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    content = skip_prolog(head)
    first = _FIRST_TAG.match(content)
    declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
    if not declared and not (first and b"</" + first.group(1) + b">" in content and content.count(b"</") > 2):
        return None
    return (
        f"markup of the kind <{first.group(1).decode('ascii', 'replace')}>"
        if first
        else "XML or another markup"
    )
