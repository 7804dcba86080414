"""Operands side by side -> one node: AND, OR, blanks and signs, by the rules of binding.

AND (or a blank) binds tighter than OR; with match "any" a blank is an OR, yet `+` and `-` beside
blanks hold for the whole. Where a reader could doubt, a notice shows the parentheses understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeVar

from indexer.message import say
from indexer.query.normal_form import all_of, any_of
from indexer.query.notice import NoticeBook, shown
from indexer.query.printer import str_of
from indexer.query.tree import And, Dates, HasValue, Length, Node, Word

Match = Literal["all", "any"]
Bound = TypeVar("Bound", int, str)


class Operand(NamedTuple):
    """How it hangs on the one before it, the node (negated already), and its sign: `+`, `-` or none."""

    joined: Literal["blank", "and", "or"]
    node: Node
    sign: str


_OPERATORS_ELSEWHERE = {
    **dict.fromkeys("UND ET OCH OG И".split(), "AND"),
    **dict.fromkeys("ODER OU ELLER LUB TAI VEYA ИЛИ".split(), "OR"),
    **dict.fromkeys("NICHT OHNE SAUF NON NIET INTE IKKE НЕ ANDNOT".split(), "NOT"),
    "SENTENCE": "W/S",
    "PARAGRAPH": "W/P",
}
"""Operators of other languages and programs in capitals, as their users type them."""


def join(operands: Sequence[Operand], match: Match, text: str, notices: NoticeBook) -> Node:
    """The node of one or more operands in a row. `text` is the whole query, for what was typed where."""
    _note_lower_case(operands, text, notices)
    _note_idle_plus(operands, notices)
    node = _join_all(operands, notices) if match == "all" else _join_any(operands, notices)
    _note_impossible(node, notices)
    return node


def _runs(operands: Sequence[Operand], separators: tuple[str, ...]) -> list[list[Operand]]:
    """The operands, cut before each that hangs on by one of `separators`."""
    runs: list[list[Operand]] = []
    for operand in operands:
        if operand.joined in separators or not runs:
            runs.append([])
        runs[-1].append(operand)
    return runs


def _join_all(operands: Sequence[Operand], notices: NoticeBook) -> Node:
    runs = _runs(operands, ("or",))
    node = any_of([all_of([operand.node for operand in run]) for run in runs])
    if 1 < len(runs) < len(operands):
        _note_mixed(node, notices)
    return node


def _join_any(operands: Sequence[Operand], notices: NoticeBook) -> Node:
    """Articles with any of the operands, with all that bear a +, with none that bear a -."""
    groups = _runs(operands, ("or", "blank"))
    sorted_by_sign: dict[str, list[Node]] = {"+": [], "-": [], "": []}
    for index, group in enumerate(groups):
        beside_or = any(other[0].joined == "or" for other in groups[max(index, 1) : index + 2])
        sign = "" if len(group) > 1 or beside_or else group[0].sign
        sorted_by_sign[sign].append(all_of([operand.node for operand in group]))
    needed, barred, free = (sorted_by_sign[sign] for sign in ("+", "-", ""))
    if len(free) > 1 and any(len(group) > 1 for group in groups):
        _note_mixed(any_of(free), notices)
    wanted = [*needed, any_of([*needed, *free])] if free else needed
    return all_of([*wanted, *barred])


def _note_mixed(node: Node, notices: NoticeBook) -> None:
    message = say(
        "AND binds tighter than OR, so this was read as: %(query)s. Set parentheses to mean something else.",
        query=str_of(node),
    )
    notices.add(message, node.start, node.end)


def _note_idle_plus(operands: Sequence[Operand], notices: NoticeBook) -> None:
    for index, operand in enumerate(operands):
        beside_or = any(other.joined == "or" for other in operands[max(index, 1) : index + 2])
        if operand.sign == "+" and beside_or:
            notices.add(
                say("A + beside OR means nothing; it was left out."), operand.node.start, operand.node.end
            )


def _note_lower_case(operands: Sequence[Operand], text: str, notices: NoticeBook) -> None:
    """Notes `and`, `or`, `not`, and a NEAR without number, where they look as if an operator was meant."""
    for index, (_, node, _) in enumerate(operands[:-1]):
        if not isinstance(node, Word) or text[node.start : node.end] != node.text:
            continue
        word, operator = shown(node.text), node.text.upper()
        if operator == "NOT" or (operator in ("AND", "OR") and index > 0):
            message = say(
                "%(word)s was searched for as a word; as an operator it is written %(operator)s.",
                word=word,
                operator=operator,
            )
            notices.add(message, node.start, node.end, instead=operator)
        elif node.text in _OPERATORS_ELSEWHERE and index > 0 and not text.isupper():
            message = say(
                "%(word)s was searched for as a word; as an operator it is written %(operator)s.",
                word=word,
                operator=_OPERATORS_ELSEWHERE[node.text],
            )
            notices.add(message, node.start, node.end, instead=_OPERATORS_ELSEWHERE[node.text])
        elif node.text in ("NEAR", "PRE", "ADJ") and index > 0:
            message = say(
                "%(word)s was searched for as a word; a proximity has a number: %(operator)s/5.",
                word=word,
                operator=operator,
            )
            notices.add(message, node.start, node.end, instead=f"{operator}/5")


def _note_impossible(node: Node, notices: NoticeBook) -> None:
    """Notes what no article can be at once: of two sources (`source:(New York Times)`), of two days, longer and shorter."""
    parts = node.nodes if isinstance(node, And) else ()
    _note_two_values([part for part in parts if isinstance(part, HasValue)], notices)
    _note_two_spans([part for part in parts if isinstance(part, Dates)], notices)
    lengths = [part for part in parts if isinstance(part, Length)]
    if _share_nothing([(part.least, part.most) for part in lengths]):
        message = say("No article is that long and that short at once, so nothing is found.")
        notices.add(message, lengths[-1].start, lengths[-1].end)


def _note_two_values(values: Sequence[HasValue], notices: NoticeBook) -> None:
    seen: dict[str, str] = {}
    for part in values:
        if part.field == "tag" or "*" in part.pattern or "?" in part.pattern:
            continue
        if seen.setdefault(part.field, part.pattern).lower() != part.pattern.lower():
            message = say(
                "An article has one %(field)s:, so nothing is found. "
                "Put quotation marks around a name of several words, or write OR between two.",
                field=part.field,
            )
            notices.add(message, part.start, part.end)


def _note_two_spans(spans: Sequence[Dates], notices: NoticeBook) -> None:
    """An article dated to a month or a year lies in two spans that have no day in common where it overlaps both."""
    if _share_nothing([(part.first, part.last) for part in spans]):
        message = say(
            "No day lies in all of these spans, so no article of a known day is found. Between two spans write OR."
        )
        notices.add(message, spans[-1].start, spans[-1].end)


def _share_nothing(ranges: Sequence[tuple[Bound | None, Bound | None]]) -> bool:
    """Whether ranges, None being open, have nothing in common."""
    least = [first for first, _ in ranges if first is not None]
    most = [last for _, last in ranges if last is not None]
    return bool(least and most) and max(least) > min(most)
