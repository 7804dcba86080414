"""Hypothesis strategies: small articles and trees that meet often, for comparing engines."""

from __future__ import annotations

from hypothesis import strategies as st

from indexer.article import Article, PublicationDate, Undated
from indexer.query import tree as t

WORDS = [
    "oil",
    "oils",
    "Oil",
    "gas",
    "wind-farm",
    "windfarm",
    "wind",
    "farm",
    "U.S.",
    "us",
    "US-gas",
    "oil's",
    "東京都",
    "京都",
    "l'oil",
    "óil",
]
QUERY_WORDS = [*WORDS, "東京", "東", "gas/oil", "U.S.-gas", "oil-wind-farm", "--"]
GAPS = [" ", " ", " ", ", ", ". Then ", ".\n\n", "。", " a "]
DATES = ["1850", "1850-06", "2020", "2020-02", "2020-02-01", "2020-02-15", "2020-03-01", "9999-12-31", None]

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=7).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
short_texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
names = st.sampled_from(["Harbour Times", "harbour times", "The Łódź Post", "Wire", '=What? "Now"', None])


def _dated(printed: str | None) -> dict[str, object]:
    if printed is None:
        return {"undated": Undated(reason="no date is stated")}
    precision = {4: "year", 7: "month", 10: "day"}[len(printed)]
    return {"published": PublicationDate(date=printed, precision=precision)}  # type: ignore[arg-type]


@st.composite
def articles(draw: st.DrawFn, identifier: str = "a") -> Article:
    optional = st.none() | short_texts.filter(bool)
    return Article(
        id=identifier, title=draw(optional), summary=draw(st.none() | texts.filter(bool)), body=draw(texts),
        captions=tuple(draw(st.lists(short_texts, max_size=2))), byline=draw(optional), dateline=draw(optional),
        url=draw(st.sampled_from([None, "https://example.org/oil/wind-farm"])), source=draw(names),
        section=draw(st.sampled_from(["World", "world", None])), language=draw(st.sampled_from(["en", "fr", "de", "ja"])),
        tags=tuple(draw(st.lists(st.sampled_from(["oil", "crude oil", "Gas"]), max_size=2, unique=True))),
        path=f"drawn/{identifier}.txt", format="text", **_dated(draw(st.sampled_from(DATES))),  # type: ignore[arg-type]
    )  # fmt: skip


words = st.sampled_from(QUERY_WORDS).map(t.Word)
wildcards = st.sampled_from(
    ["*", "o*", "*l", "w?nd", "*farm", "wind*", "?", "u.s*", "*i*", "??l", "京*"]
).map(t.Wildcard)
fuzzies = st.builds(t.Fuzzy, st.sampled_from(["oil", "iol", "gsa", "widn", "us"]), st.sampled_from([1, 2]))
exacts = st.sampled_from(["Oil", "oil", "U.S.", "US", "wind-farm", "oil's", "oil wind", "東京都", "óil"]).map(
    t.Exact
)
terms = words | words | wildcards | fuzzies | exacts
phrases = st.builds(
    t.Phrase, st.lists(terms, min_size=2, max_size=3).map(tuple), st.sampled_from([None, None, 0, 1, 3])
)
fields = st.sampled_from(["title", "summary", "body", "caption", "byline", "dateline", "url"])
_plain = terms | phrases


@st.composite
def plain_nodes(draw: st.DrawFn) -> t.Node:
    """A word or a phrase. (A function, as those below: its name stands for it where hypothesis prints a strategy.)"""
    return draw(_plain)


plain = plain_nodes()


def _or(nodes: st.SearchStrategy[t.Node]) -> st.SearchStrategy[t.Node]:
    return st.lists(nodes, min_size=2, max_size=3).map(lambda parts: t.Or(tuple(parts)))


_places = (
    plain
    | _or(plain)
    | st.builds(t.InField, fields, plain | _or(plain))
    | _or(st.builds(t.InField, fields, plain) | plain)
)


@st.composite
def place_nodes(draw: st.DrawFn) -> t.Node:
    """What may stand inside a proximity."""
    return draw(_places)


places = place_nodes()
nears = st.builds(t.Near, places, places, st.integers(0, 4), st.booleans())
sames = st.builds(t.Same, places, places, st.sampled_from(["sentence", "paragraph"]))
_bare = plain | nears | sames


@st.composite
def bare_nodes(draw: st.DrawFn) -> t.Node:
    """Words, phrases and proximities."""
    return draw(_bare)


bare = bare_nodes()
fielded = st.builds(t.InField, fields, bare | _or(bare))
firsts = st.builds(t.First, st.integers(1, 6), bare | fielded | _or(bare))
often = st.builds(t.AtLeast, st.integers(1, 4), places)
days = st.sampled_from([None, "1850-06-15", "2020-01-31", "2020-02-10", "2020-02-29", "9999-12-31"])
values = st.builds(t.HasValue, st.just("source"), st.sampled_from(["Harbour Times", "*", "the lodz post", "W?re", "Har*mes", r'=what\? "now"', r"Harbour Time\?"])) | st.builds(
    t.HasValue, st.sampled_from(["section", "lang", "tag", "id"]), st.sampled_from(["world", "en", "crude*", "a", "A", "g?s", "Oil"])
)  # fmt: skip
ranges = st.tuples(days, days).filter(lambda pair: None in pair or pair[0] <= pair[1])  # type: ignore[operator]
others = values | ranges.map(lambda pair: t.Dates(*pair)) | st.builds(t.Dated, st.booleans()) | st.just(t.All()) | st.builds(
    t.Length, st.none() | st.integers(0, 6), st.none() | st.integers(3, 9)
)  # fmt: skip
_leaves = bare | bare | fielded | firsts | often | others


@st.composite
def leaf_nodes(draw: st.DrawFn) -> t.Node:
    """Whatever AND, OR and NOT may join."""
    return draw(_leaves)


leaves = leaf_nodes()


def _joined(nodes: st.SearchStrategy[t.Node]) -> st.SearchStrategy[t.Node]:
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return several.map(t.And) | several.map(t.Or) | nodes.map(t.Not)


trees: st.SearchStrategy[t.Node] = st.recursive(leaves, _joined, max_leaves=5)
