"""What a node of a query asks of the postings: in which fields its words stand, and whether positions are needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.query.tree import (
    DEFAULT_FIELDS,
    And,
    AtLeast,
    Exact,
    First,
    Fuzzy,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Same,
    TextField,
    Wildcard,
    Word,
)

Term = Word | Wildcard | Fuzzy | Exact
"""What stands for words of the dictionary."""

EVERY_WORD = Wildcard("*")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where words are looked for: the fields, how many words from the start of each, and whether they count for the score."""

    fields: tuple[TextField, ...] = DEFAULT_FIELDS
    limit: int | None = None
    counts: bool = True

    @property
    def is_default(self) -> bool:
        return self.fields == DEFAULT_FIELDS and self.limit is None

    @property
    def stream(self) -> str:
        """The postings that hold the fields."""
        return self.fields[0] if self.fields[0] in ("byline", "dateline", "url") else "text"

    def written_into(self, node: Node) -> Node:
        """The node with its scope in it."""
        inside = InField(self.fields[0], node) if self.fields != DEFAULT_FIELDS else node
        return inside if self.limit is None else First(self.limit, inside)


def streams_of(node: Node, scope: Scope) -> tuple[str, ...]:
    """The postings in which a node's words are looked for."""
    return tuple(sorted({scope.stream, *(stream for stream, _ in terms_of(node, scope.stream))}))


def terms_of(node: Node, stream: str) -> Iterator[tuple[str, Term]]:
    """The words of a node, each with the postings in which it is looked for; not `*`, which every article has."""
    match node:
        case Word() | Wildcard() | Fuzzy() | Exact():
            if node != EVERY_WORD:
                yield stream, node
        case InField(name, inner):
            yield from terms_of(inner, Scope(fields=(name,)).stream)
        case Phrase(parts) | Or(parts):
            for inner in parts:
                yield from terms_of(inner, stream)
        case Near(left, right) | Same(left, right):
            yield from terms_of(left, stream)
            yield from terms_of(right, stream)
        case AtLeast(_, inner):
            yield from terms_of(inner, stream)
        case _:
            pass


def reads_positions(node: Node) -> bool:
    """Whether a node, or one in it, is dear enough to be asked only about articles in which all else fits."""
    match node:
        case Phrase() | Near() | Same() | AtLeast() | Exact() | InField() | First():
            return True
        case And(nodes) | Or(nodes):
            return any(map(reads_positions, nodes))
        case Not(inner):
            return reads_positions(inner)
        case _:
            return False


def needs_texts(node: Node) -> bool:
    """Whether a node holds a phrase with a slop, whose many ways are gone through text by text."""
    match node:
        case Phrase(_, slop):
            return slop is not None
        case InField(_, inner):
            return needs_texts(inner)
        case Or(nodes):
            return any(map(needs_texts, nodes))
        case Near(left, right) | Same(left, right):
            return needs_texts(left) or needs_texts(right)
        case _:
            return False


def loosened(node: Node) -> Node:
    """What every article that matches must hold: the words, wherever they stand."""
    match node:
        case Phrase(parts, int()):
            return And(tuple(dict.fromkeys(parts))) if len(set(parts)) > 1 else parts[0]
        case Near(left, right) | Same(left, right):
            return And((loosened(left), loosened(right)))
        case Or(nodes):
            return Or(tuple(loosened(part) for part in nodes))
        case InField(name, inner):
            return InField(name, loosened(inner))
        case AtLeast(_, inner):
            return loosened(inner)
        case _:
            return node
