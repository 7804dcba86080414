"""A query without its dates, for counting the undated articles that match everything else."""

from __future__ import annotations

from indexer.query.tree import All, And, Dates, Node, Not, Or


def without_dates(tree: Node) -> Node:
    """The tree in which every `date:`, `after:` and `before:` is taken to be as the article needs it.

    Where a date must be in a range, any article will do; where it must not be, none is kept out.
    """
    return _ignore(tree, wanted=True)


def _ignore(node: Node, *, wanted: bool) -> Node:
    match node:
        case Dates():
            return All() if wanted else Not(All())
        case And(nodes):
            return And(tuple(_ignore(part, wanted=wanted) for part in nodes))
        case Or(nodes):
            return Or(tuple(_ignore(part, wanted=wanted) for part in nodes))
        case Not(inner):
            return Not(_ignore(inner, wanted=not wanted))
        case _:
            return node
