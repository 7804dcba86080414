"""The rules by which trees are put together, so that one meaning has one form.

What engines may rely on: an And is never directly in an And, an Or never in an Or, a Not never in a
Not; a field (`InField`) and FIRST stand only around words, phrases, proximities and Ors of these; inside
a proximity and ATLEAST there are only words, phrases, wildcards, fuzzy and exact terms, fields around
these, and Ors of them. `*` is `All` among articles and `Wildcard("*")`, any one word, where words are meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from indexer.errors import QueryError
from indexer.message import say
from indexer.query.tree import (
    All,
    And,
    AtLeast,
    Dated,
    Dates,
    Exact,
    First,
    Fuzzy,
    HasValue,
    InField,
    Length,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Same,
    TextField,
    Wildcard,
    Word,
)  # fmt: skip

_Bare = (Word, Wildcard, Fuzzy, Exact, Phrase, Near, Same)


def all_of(nodes: Sequence[Node]) -> Node:
    """The nodes joined by AND; one alone stays itself."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,))]
    return (
        flat[0]
        if len(flat) == 1
        else And(tuple(flat), start=nodes[0].start, end=max(node.end for node in nodes))
    )


def any_of(nodes: Sequence[Node]) -> Node:
    """The nodes joined by OR; one alone stays itself."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,))]
    return (
        flat[0]
        if len(flat) == 1
        else Or(tuple(flat), start=nodes[0].start, end=max(node.end for node in nodes))
    )


def without(node: Node, start: int) -> Node:
    """Every article without `node`; twice without is with."""
    return node.node if isinstance(node, Not) else Not(node, start=start, end=node.end)


def nothing(start: int, end: int) -> Node:
    """No article at all."""
    return Not(All(start=start, end=end), start=start, end=end)


def in_field(field: TextField, node: Node, start: int) -> Node:
    """`field:node`, pushed down to where words stand; a field inside keeps its own, whole values and days have none."""

    def put(inner: Node) -> Node:
        match inner:
            case InField() | First():
                return inner
            case AtLeast(count, counted):
                return AtLeast(count, in_field(field, counted, start), start=start, end=inner.end)
            case _:
                return InField(field, inner, start=start, end=inner.end)

    return _push(node, put)


def among_first(count: int, node: Node, start: int) -> Node:
    """`FIRST/count node`, pushed down to where words stand. Raises QueryError around ATLEAST, whose places it cannot bound."""

    def put(inner: Node) -> Node:
        match inner:
            case First(other, words):
                return First(min(count, other), words, start=start, end=inner.end)
            case InField(_, words):
                return among_first(count, words, start)
            case AtLeast():
                raise _misplaced(inner, "FIRST/n")
            case _:
                return First(count, inner, start=start, end=inner.end)

    return _push(node, put)


def at_least(count: int, node: Node, start: int) -> Node:
    """`ATLEAST/count node`; of several that must all be there, each so often. Raises QueryError where there are no places to count."""
    if isinstance(node, And):
        return all_of([at_least(count, part, start) for part in node.nodes])
    return AtLeast(count, _words_only(node, "ATLEAST/n"), start=start, end=node.end)


def near(left: Node, right: Node, distance: int, *, ordered: bool) -> Near:
    """`left NEAR/distance right` or `PRE`. Raises QueryError for what has no place among words."""
    left, right = _words_only(left, say("a proximity")), _words_only(right, say("a proximity"))
    return Near(left, right, distance, ordered, start=left.start, end=right.end)


def same(left: Node, right: Node, unit: Literal["sentence", "paragraph"]) -> Same:
    """`left W/S right` or `W/P`. Raises QueryError for what has no place among words."""
    left, right = _words_only(left, say("a proximity")), _words_only(right, say("a proximity"))
    return Same(left, right, unit, start=left.start, end=right.end)


def walk(node: Node) -> Iterator[Node]:
    """The node and every node below it, in the order of the text."""
    yield node
    match node:
        case And(nodes) | Or(nodes):
            below: tuple[Node, ...] = nodes
        case Near(left, right) | Same(left, right):
            below = (left, right)
        case Not(inner) | InField(_, inner) | First(_, inner) | AtLeast(_, inner):
            below = (inner,)
        case Phrase(parts):
            below = parts
        case _:
            below = ()
    for part in below:
        yield from walk(part)


def _push(node: Node, put: Callable[[Node], Node]) -> Node:
    """Applies `put` below AND, NOT and such ORs as hold more than words."""
    match node:
        case All():
            return put(Wildcard("*", start=node.start, end=node.end))
        case And(nodes):
            return all_of([_push(part, put) for part in nodes])
        case Or(nodes):
            words = _as_words(node)
            if all(isinstance(part, _Bare) for part in words.nodes):
                return put(words)
            return any_of([_push(part, put) for part in nodes])
        case Not(inner):
            return without(_push(inner, put), node.start)
        case HasValue() | Dates() | Dated() | Length():
            return node
        case _:
            return put(node)


def _as_words(node: Or) -> Or:
    """The same Or, in which `*` is any one word."""
    parts = (
        Wildcard("*", start=part.start, end=part.end) if isinstance(part, All) else part
        for part in node.nodes
    )
    return Or(tuple(parts), start=node.start, end=node.end)


def _words_only(node: Node, inside: str) -> Node:
    match node:
        case Word() | Wildcard() | Fuzzy() | Exact() | Phrase():
            return node
        case All():
            return Wildcard("*", start=node.start, end=node.end)
        case InField(field, inner):
            return InField(field, _words_only(inner, inside), start=node.start, end=node.end)
        case Or(nodes):
            return Or(tuple(_words_only(part, inside) for part in nodes), start=node.start, end=node.end)
        case _:
            raise _misplaced(node, inside)


def _misplaced(node: Node, inside: str) -> QueryError:
    what = _NAMES[type(node)]
    message = say(
        "%(what)s cannot stand inside %(inside)s: only words, phrases, wildcards, fuzzy and exact words, "
        "words in fields, and groups of these joined by OR can.",
        what=what,
        inside=inside,
    )
    if inside == "ATLEAST/n" and isinstance(node, Not):
        message = say("%(refused)s Write the NOT outside it.", refused=message)
    elif isinstance(node, And) and any(isinstance(part, Word) and part.text == "or" for part in node.nodes):
        message = say(
            "%(refused)s In lower case or is a word; as an operator it is written OR.", refused=message
        )
    return QueryError(message, start=node.start, end=node.end)


_NAMES: dict[type, str] = {
    And: say("AND (or a blank, which means AND)"),
    Not: "NOT",
    Near: say("A proximity"),
    Same: say("A proximity"),
    First: "FIRST/n",
    AtLeast: "ATLEAST/n",
    HasValue: say("A filter on a whole value (source:, section:, lang:, tag:, id:)"),
    Dates: say("A date"),
    Dated: "dated:",
    Length: "length:",
}
