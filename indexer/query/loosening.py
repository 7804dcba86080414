"""A query read more widely: its words, wherever they stand in an article."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.query.normal_form import all_of, any_of
from indexer.query.tree import (
    AtLeast,
    Exact,
    First,
    InField,
    Near,
    Node,
    Or,
    Phrase,
    Same,
    Wildcard,
    Word,
)


def loosened(node: Node) -> Node:
    """The node without what binds its words to each other, to a field, a place, a number or a spelling.

    A phrase and a proximity become their words joined by AND; AND, NOT and whole values stay as they are.
    """
    match node:
        case Phrase() | Near() | Same():
            words = tuple(dict.fromkeys(_loose_words(node)))
            return all_of(words) if words else node
        case InField(_, inner) | First(_, inner) | AtLeast(_, inner):
            return loosened(inner)
        case Exact(text):
            return all_of([Word(word, start=node.start, end=node.end) for word in text.split()] or [node])
        case Or(nodes):
            return any_of([loosened(part) for part in nodes])
        case _:
            return node


def _loose_words(node: Node) -> Iterator[Node]:
    """The words of a phrase or proximity, loosened; `*` in a phrase, any one word, asks for nothing."""
    parts = node.parts if isinstance(node, Phrase) else (node.left, node.right) if isinstance(node, (Near, Same)) else (node,)  # fmt: skip
    for part in parts:
        if isinstance(part, (Phrase, Near, Same)):
            yield from _loose_words(part)
        elif part != Wildcard("*"):
            yield loosened(part)
