"""What a query means, as a tree of frozen nodes. Engines compile it; nothing else crosses to them.

Meaning is settled when the tree is built: a lone NOT, a reversed range, relative days are gone by
then. `start` and `end` say where in the typed text a node stood (half-open, code points) and take no
part in equality, so that a printed and re-read tree equals the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TextField = Literal["title", "summary", "body", "caption", "byline", "dateline", "url"]
"""Fields in which words are looked for by position. A bare word looks in the first four."""

ValueField = Literal["source", "section", "lang", "tag", "id"]
"""Fields whose whole value is compared (case and accents folded; `id` as typed)."""

DEFAULT_FIELDS: tuple[TextField, ...] = ("title", "summary", "body", "caption")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All(_Node):
    """Every article: `*`."""


@dataclass(frozen=True, slots=True)
class Word(_Node):
    """A word as typed, matched by stem. `text` may hold points, hyphens, apostrophes: analysis divides it (a phrase then)."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard(_Node):
    """`immigr*`, `wom?n`, `*gate`: `*` is any letters or none, `?` exactly one; on written forms, case and accents folded."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy(_Node):
    """`color~1`: written forms (folded) at most `distance` (1 or 2) edits away; a swap of neighbours is one edit."""

    text: str
    distance: int


@dataclass(frozen=True, slots=True)
class Exact(_Node):
    """`=Apple`, `="White House"`: exactly these words, no stemming, case and accents as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase(_Node):
    """`"a b c"`: the parts next to each other in order; with `slop`, all of them in any order within len + slop words."""

    parts: tuple[Word | Wildcard | Fuzzy | Exact, ...]
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Near(_Node):
    """`left NEAR/distance right` (either order) or `left PRE/distance right` (`ordered`)."""

    left: Node
    right: Node
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Same(_Node):
    """`left W/S right`, `left W/P right`: both in one sentence, or one paragraph."""

    left: Node
    right: Node
    unit: Literal["sentence", "paragraph"]


@dataclass(frozen=True, slots=True)
class AtLeast(_Node):
    """`ATLEAST/3 word`: at least `count` places of it in title, summary, body and captions together."""

    count: int
    node: Node


@dataclass(frozen=True, slots=True)
class First(_Node):
    """`FIRST/10 word`: among the first `count` words of the body."""

    count: int
    node: Node


@dataclass(frozen=True, slots=True)
class InField(_Node):
    """`title:word`, `byline:(a OR b)`: the node, looked for in this field only."""

    field: TextField
    node: Node


@dataclass(frozen=True, slots=True)
class HasValue(_Node):
    """`source:Reuters`, `tag:"crude oil"`, `section:sport*`: the whole value; `*` and `?` in `pattern` are wildcards."""

    field: ValueField
    pattern: str


@dataclass(frozen=True, slots=True)
class Dates(_Node):
    """Articles whose date overlaps `first`..`last`, both in (ISO days; None is open)."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Dated(_Node):
    """`dated:yes`, `dated:no`."""

    known: bool


@dataclass(frozen=True, slots=True)
class Length(_Node):
    """Articles whose body has `least`..`most` words, both in (None is open)."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """Every article without `node`."""

    node: Node


@dataclass(frozen=True, slots=True)
class And(_Node):
    """Two or more nodes, all of which match. Never directly inside another And."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """Two or more nodes, at least one of which matches. Never directly inside another Or."""

    nodes: tuple[Node, ...]


Node = (
    All
    | Word
    | Wildcard
    | Fuzzy
    | Exact
    | Phrase
    | Near
    | Same
    | AtLeast
    | First
    | InField
    | HasValue
    | Dates
    | Dated
    | Length
    | Not
    | And
    | Or
)
