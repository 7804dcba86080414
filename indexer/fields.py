"""The fields of an article that a query can name: one table for the parser, the help page and the command line.

`kind` says how what stands behind the colon is read: words looked for by position (text), a whole
value that is compared (value), days (date), a count (number), or yes and no (flag).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["text", "value", "date", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `aliases` are other names for it, among them those of Nexis, Factiva and web search engines."""

    name: str
    kind: Kind
    help: str
    example: str
    aliases: tuple[str, ...] = ()


FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        "text",
        "Words of the headline.",
        "title:quake",
        ("headline", "hl", "hd", "ti", "intitle", "allintitle"),
    ),
    Field(
        "byline",
        "text",
        "Words of the author line.",
        'byline:"Maria Lopez"',
        ("author", "by", "au", "inauthor"),
    ),
    Field(
        "summary",
        "text",
        "Words of the standfirst or subtitle.",
        "summary:talks",
        ("standfirst", "subtitle", "abstract", "ab"),
    ),
    Field("body", "text", "Words of the article itself.", "body:treaty", ("text", "intext")),
    Field("caption", "text", "Words of a picture's caption.", "caption:harbour", ("captions", "cutline")),
    Field("dateline", "text", "Words of the place line.", "dateline:Geneva", ("dl",)),
    Field("url", "text", "Words within the address.", "url:sport", ("inurl", "site")),
    Field(
        "source",
        "value",
        "The newspaper or agency, its whole name.",
        'source:"Harbour Times"',
        ("publication", "pub", "sn", "newspaper", "publisher", "outlet"),
    ),
    Field(
        "section", "value", "The section, its whole name; * stands for the rest.", "section:sport*", ("desk",)
    ),
    Field("lang", "value", "The language's two-letter code.", "lang:de", ("language", "la")),
    Field(
        "tag",
        "value",
        "A subject or keyword, the whole of it.",
        'tag:"crude oil"',
        ("tags", "keyword", "keywords", "subject", "su"),
    ),
    Field("id", "value", "The article's id, capitals as they are.", "id:harbour-2020-17"),
    Field(
        "date",
        "date",
        "The day, month, year or span it was published.",
        "date:2020-02-01..2020-02-15",
        ("published", "pubdate", "pd", "year", "yr"),
    ),
    Field("after", "date", "Published later than this day, month or year.", "after:2020-02-15"),
    Field("before", "date", "Published earlier than this day, month or year.", "before:2020"),
    Field("dated", "flag", "Whether the article states a date: yes or no.", "dated:no"),
    Field("length", "number", "How many words the body has.", "length:>500", ("words", "wc", "wordcount")),
)

_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}
_SHORTEST_MISTYPED = 4
_LONGEST_MISTYPED = 20
_LIKENESS = 0.8
"""Of `difflib.SequenceMatcher`: two letters swapped in six are 0.83, another word is less."""


def find_field(name: str) -> Field | None:
    """The field of this name or alias, in any case; None where there is none."""
    return _BY_NAME.get(name.lower())


@lru_cache(maxsize=1024)
def field_like(name: str) -> str | None:
    """The field's name or alias that was probably mistyped so, as `source` for `soruce`; None where none is like it."""
    from difflib import get_close_matches

    if not _SHORTEST_MISTYPED <= len(name) <= _LONGEST_MISTYPED:
        return None
    names = [known for known in _BY_NAME if len(known) >= _SHORTEST_MISTYPED]
    return next(iter(get_close_matches(name.lower(), names, 1, _LIKENESS)), None)
