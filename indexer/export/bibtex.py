"""Articles in BibTeX: an entry an article, each field one line, every character that TeX reads escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.article import Article
from indexer.export.lines import as_line, date_parts, extra_line, place_of
from indexer.export.names import Name, read_names

# an escaped brace would not do: BibTeX counts braces and knows no escape
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
        "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    }
)  # fmt: skip
_URL_ESCAPED = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._-]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def write_bibtex(articles: Iterable[Article]) -> Iterator[str]:
    """The key of an entry is the article's id, which no other has."""
    for article in articles:
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(article) if value)
        yield f"@article{{{key_of(article.id)},\n{fields}}}\n\n"


def key_of(identifier: str) -> str:
    """The id, with `+7e+` for each character that no key may have: two ids never give one key."""
    return _NOT_IN_KEYS.sub(lambda found: f"+{ord(found.group()):x}+", identifier)


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    parts = date_parts(article)
    names = read_names(as_line(article.byline), article.language)
    yield "author", _braced(" and ".join(map(_author, names)), escaped=True)
    yield (
        "title",
        _braced("{" + _escape(as_line(article.title) or as_line(article.body[:120])) + "}", escaped=True),
    )
    yield "journal", _braced(as_line(article.source))
    yield "year", _braced(f"{parts[0]:04d}" if parts else "")
    yield "month", _MONTHS[parts[1] - 1] if len(parts) > 1 else ""
    yield "day", _braced(str(parts[2]) if len(parts) > 2 else "")
    yield "pages", _braced(extra_line(article, "page", "pages"))
    yield "edition", _braced(extra_line(article, "edition"))
    yield "keywords", _braced(", ".join(map(as_line, article.tags)))
    yield "abstract", _braced(as_line(article.summary))
    yield "language", _braced(as_line(article.language))
    yield "url", _braced(as_line(article.url).translate(_URL_ESCAPED), escaped=True)
    undated = "" if parts else f"undated: {as_line(article.undated.reason if article.undated else None)}; "
    yield "note", _braced(f"{undated}archive file {place_of(article)}")


def _author(name: Name) -> str:
    return f"{{{_escape(name.literal)}}}" if name.literal else _escape(name.inverted)


def _escape(text: str) -> str:
    return text.translate(_ESCAPED)


def _braced(text: str, *, escaped: bool = False) -> str:
    return f"{{{text if escaped else _escape(text)}}}" if text else ""
