"""What the query language means, in the most naive way: every combination of words is tried.

Written apart from `indexer.matching.article_match`, so that the two can be compared. Only for short articles.
A way to find something is (positions of the words it takes, code points to mark), within one text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, product

from indexer.article import Article
from indexer.query import tree as t
from indexer.words.analysis import SCAN, alternatives, exact_alternatives, read_surface
from indexer.words.folding import fold, fold_value

Way = tuple[frozenset[int], frozenset[tuple[int, int]]]
DEFAULT = ("title", "summary", "body", "caption")


class NaiveText:
    """A text as a list of words, each with its forms, its sentence and its paragraph."""

    def __init__(self, field: str, text: str, language: str) -> None:
        self.field, self.language = field, language
        self.forms: list[list[tuple[str, str, tuple[int, int]]]] = []
        self.sentence: list[int] = []
        self.paragraph: list[int] = []
        sentence = paragraph = 0
        for match in SCAN.finditer(text):
            surface = read_surface(match[0], language)
            for step in range(surface.width):
                self.forms.append(
                    [
                        (piece.stem, piece.written, (match.start() + piece.start, match.start() + piece.end))
                        for piece in surface.pieces
                        if piece.step == step
                    ]
                )
                self.sentence.append(sentence)
                self.paragraph.append(paragraph)
            if surface.boundary and field in ("summary", "body"):
                sentence += 1
                paragraph += surface.boundary == "paragraph" and field == "body"
        self.known = {form for row in self.forms for stem, written, _ in row for form in (stem, written)}


def texts_of(article: Article, language: str) -> list[NaiveText]:
    fields = [
        (name, getattr(article, name)) for name in ("title", "summary", "body", "byline", "dateline", "url")
    ]
    fields += [("caption", caption) for caption in article.captions]
    return [NaiveText(field, text or "", language) for field, text in fields]


def edits(one: str, other: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours, by the table that the books show, row by row."""
    earlier: list[int] = []
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]


@lru_cache
def regex_of(pattern: str) -> re.Pattern[str]:
    regex = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.compile(regex, re.DOTALL)


def fits(pattern: str, value: str) -> bool:
    return regex_of(pattern).fullmatch(value) is not None


def value_fits(pattern: str, value: str) -> bool:
    """As `fits`; a backslash makes what follows a plain sign."""
    signs = re.findall(r"\\(.)|(.)", pattern, re.DOTALL)
    regex = "".join({"*": ".*", "?": "."}.get(wild) or re.escape(plain or wild) for plain, wild in signs)
    return re.fullmatch(regex, value, re.DOTALL) is not None


folded = lru_cache(maxsize=200_000)(fold)


@lru_cache(maxsize=300_000)
def form_fits(node: t.Wildcard | t.Fuzzy, written: str) -> bool:
    """Whether a wildcard or a fuzzy word means a written form."""
    if isinstance(node, t.Wildcard):
        return fits(folded(node.pattern), folded(written))
    wanted, form = folded(node.text), folded(written)
    return abs(len(wanted) - len(form)) <= node.distance and edits(wanted, form) <= node.distance


def ways(node: t.Node, text: NaiveText, fields: tuple[str, ...], limit: int | None = None) -> set[Way]:
    """All ways to find a node of words in a text."""
    if isinstance(node, t.InField):
        return ways(node.node, text, (node.field,), limit)
    if isinstance(node, t.Or):
        return {way for part in node.nodes for way in ways(part, text, fields, limit)}
    if isinstance(node, t.Near | t.Same):
        lefts, rights = ways(node.left, text, fields, limit), ways(node.right, text, fields, limit)
        pairs = [
            (a, b) for a, b in product(lefts, rights) if not a[0] & b[0] and together(node, a[0], b[0], text)
        ]
        return {way for pair in pairs for way in pair}
    if text.field not in fields:
        return set()
    return {way for way in term_ways(node, text) if limit is None or max(way[0]) < limit}


def together(node: t.Near | t.Same, left: frozenset[int], right: frozenset[int], text: NaiveText) -> bool:
    if isinstance(node, t.Same):
        units = text.sentence if node.unit == "sentence" else text.paragraph
        return len({units[position] for position in left | right}) == 1
    if node.ordered:
        return 1 <= min(right) - max(left) <= node.distance
    return min(abs(a - b) for a in left for b in right) <= node.distance


def term_ways(node: t.Node, text: NaiveText) -> set[Way]:
    places = range(len(text.forms))
    if isinstance(node, t.Word):
        rows = [[(term.step, 0, term.stem) for term in row] for row in alternatives(node.text, text.language)]
        return row_ways(rows, text)
    if isinstance(node, t.Exact):
        rows = [[(term.step, 1, term.written) for term in row] for row in exact_alternatives(node.text)]
        return row_ways(rows, text)
    if isinstance(node, t.Wildcard | t.Fuzzy):
        return {
            (frozenset([place]), frozenset([mark]))
            for place in places
            for _, written, mark in text.forms[place]
            if form_fits(node, written)
        }
    assert isinstance(node, t.Phrase)
    found: set[Way] = set()
    for chosen in product(*(term_ways(part, text) for part in node.parts)):
        words = [way[0] for way in chosen]
        taken = frozenset().union(*words)
        if len(taken) != sum(map(len, words)):
            continue
        if node.slop is None:
            good = all(min(b) == max(a) + 1 for a, b in pairwise(words))
        else:
            good = max(taken) - min(taken) + 1 <= len(taken) + node.slop
        if good:
            found.add((taken, frozenset().union(*(way[1] for way in chosen))))
    return found


def row_ways(rows: list[list[tuple[int, int, str]]], text: NaiveText) -> set[Way]:
    found: set[Way] = set()
    for row in rows:
        if any(form not in text.known for _, _, form in row):
            continue
        for base in range(len(text.forms)):
            marks = []
            for step, kind, form in row:
                at = text.forms[base + step] if base + step < len(text.forms) else []
                marks.append([term[2] for term in at if term[kind] == form])
                if not marks[-1]:
                    break
            else:
                words = frozenset(range(base, base + row[-1][0] + 1))
                found |= {(words, frozenset(chosen)) for chosen in product(*marks)}
    return found


Marks = set[tuple[int, tuple[int, int]]]


def find(
    node: t.Node, article: Article, texts: list[NaiveText], fields: tuple[str, ...] = DEFAULT
) -> Marks | None:
    """Marks as (number of the text, range); None where the article does not match."""
    if isinstance(node, t.And):
        parts = [find(part, article, texts, fields) for part in node.nodes]
        return None if None in parts else set().union(*(part or set() for part in parts))
    if isinstance(node, t.Or):
        parts = [
            part for part in (find(part, article, texts, fields) for part in node.nodes) if part is not None
        ]
        return set().union(*parts) if parts else None
    if isinstance(node, t.Not):
        return set() if find(node.node, article, texts, fields) is None else None
    if isinstance(node, t.InField):
        return find(node.node, article, texts, (node.field,))
    if isinstance(node, t.AtLeast):
        found = all_ways(node.node, texts, fields)
        enough = len({(number, min(way[0])) for number, way in found}) >= node.count
        return marks_of(found) if enough else None
    if isinstance(node, t.First):
        found = all_ways(node.node, texts, ("body",), node.count)
        return marks_of(found) if found else None
    if isinstance(node, t.All | t.HasValue | t.Dates | t.Dated | t.Length):
        return set() if holds(node, article, texts) else None
    found = all_ways(node, texts, fields)
    return marks_of(found) if found else None


def all_ways(
    node: t.Node, texts: list[NaiveText], fields: tuple[str, ...], limit: int | None = None
) -> list[tuple[int, Way]]:
    return [(number, way) for number, text in enumerate(texts) for way in ways(node, text, fields, limit)]


def marks_of(found: list[tuple[int, Way]]) -> Marks:
    return {(number, mark) for number, way in found for mark in way[1]}


def holds(node: t.Node, article: Article, texts: list[NaiveText]) -> bool:
    if isinstance(node, t.HasValue):
        if node.field == "id":
            return value_fits(node.pattern, article.id)
        values = {
            "source": [article.source], "section": [article.section], "lang": [article.language], "tag": article.tags,
        }[node.field]  # fmt: skip
        return any(value_fits(fold_value(node.pattern), fold_value(value)) for value in values if value)
    if isinstance(node, t.Dates):
        return article.published is not None and in_range(article.published.date, node.first, node.last)
    if isinstance(node, t.Dated):
        return (article.published is not None) == node.known
    if isinstance(node, t.Length):
        words = len(next(text for text in texts if text.field == "body").forms)
        return (node.least or 0) <= words and (node.most is None or words <= node.most)
    return True


def in_range(printed: str, first: str | None, last: str | None) -> bool:
    """Whether some day of the printed date lies in the range, day by day of the calendar's widest months."""
    days = (
        [printed]
        if len(printed) == 10
        else [
            f"{printed}-{day:02}" if len(printed) == 7 else f"{printed}-{month:02}-{day:02}"
            for month in range(1, 13)
            for day in range(1, 32)
        ]
    )
    return any((first is None or day >= first) and (last is None or day <= last) for day in days)
