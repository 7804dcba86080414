"""What a user typed -> the tree of what it means, and notices on how it was read.

In: any text. Out: `Parsed`. Anything typed is answered; a QueryError, with its place, is raised only
for what has a bound (length, terms, depth), for what has no meaning inside a proximity, FIRST or
ATLEAST, and for days and lengths that cannot be read. Binding, tightest first: a field's name (and `=`,
FIRST, ATLEAST), NEAR PRE W/S W/P, NOT, AND or a blank, OR. Tokens come from `lexer`, what stands for
itself from `leaves`, AND and OR are joined by `joining`, the shape of the tree is that of `normal_form`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NoReturn, cast

from indexer.errors import QueryError
from indexer.message import say
from indexer.query.joining import Match, Operand, join
from indexer.query.leaves import Context, Leaves
from indexer.query.lexer import Lexer, Token
from indexer.query.normal_form import among_first, at_least, in_field, near, same, walk, without
from indexer.query.notice import Notice, NoticeBook, shown
from indexer.query.tree import And, Dates, First, HasValue, InField, Length, Node, Phrase, TextField, Word


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may hold: code points, terms, parentheses (or prefixes) within one another."""

    characters: int = 4_000
    terms: int = 256
    depth: int = 20


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was read. `tree` is None where there was nothing to look for."""

    tree: Node | None
    notices: tuple[Notice, ...] = ()


def parse(text: str, *, today: date, match: Match = "all", bounds: Bounds = BOUNDS) -> Parsed:
    """Reads a query. `today` settles `7d` and `last-month`; with `match` "any" a blank means OR. Raises QueryError."""
    if len(text) > bounds.characters:
        message = say(
            "The query has %(count)s characters, and %(most)s are read at most. Shorten it.",
            count=len(text),
            most=bounds.characters,
        )
        raise QueryError(message, start=bounds.characters, end=len(text))
    return _Parser(text, today, match, bounds).run()


_PROXIMITIES = frozenset(("near", "pre", "sentence", "paragraph"))
_JOINERS = frozenset(("and", "or"))
_SIGNS = frozenset(("not", "plus"))
_NO_OPERAND = _JOINERS | _SIGNS | {"close", ""}


class _Parser:
    def __init__(self, text: str, today: date, match: Match, bounds: Bounds) -> None:
        self.text = text
        self.match = match
        self.bounds = bounds
        self.notices = NoticeBook()
        self.leaves = Leaves(text, today, self.notices, most_terms=bounds.terms, any_word=match == "any")
        self.lexer = Lexer(text, self.notices)
        self.tokens = self.lexer.tokens
        self.place = 0
        self.parentheses = 0
        self.prefixes = 0

    def run(self) -> Parsed:
        tree = self._expression(Context())
        if self.text and tree is None and not self.notices.in_order():
            self.notices.add(say("There is no word to search for in this."), 0, len(self.text))
        return Parsed(tree, self.notices.in_order())

    # Tokens

    def _next(self) -> str:
        """The kind of the next token; empty at the end of the text."""
        if self.place < len(self.tokens) or self.lexer.read_on():
            return self.tokens[self.place].kind
        return ""

    def _take(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _typed(self, token: Token) -> str:
        return shown(self.text[token.start : token.end])

    def _leave_out(self, token: Token, side: str) -> None:
        if side == "left":
            message = say(
                "%(operator)s has nothing on its left and was left out.", operator=self._typed(token)
            )
        else:
            message = say(
                "%(operator)s has nothing on its right and was left out.", operator=self._typed(token)
            )
        self.notices.add(message, token.start, token.end)

    def _refuse(self, token: Token, message: str) -> NoReturn:
        raise QueryError(message, start=token.start, end=token.end)

    # AND, OR, NOT and proximities

    def _expression(self, context: Context) -> Node | None:
        """Everything up to the end or a closing parenthesis."""
        operands: list[Operand] = []
        pending: Token | None = None
        while (kind := self._next()) and kind != "close":
            if kind in _JOINERS:
                token = self._take()
                if not operands or pending:
                    self._leave_out(token, "left")
                else:
                    pending = token
                continue
            sign, node = self._signed(context)
            if node is not None:
                joined = cast(Literal["and", "or"], pending.kind) if pending else "blank"
                operands.append(Operand(joined, node, sign))
                pending = None
        if pending:
            self._leave_out(pending, "right")
        return join(operands, self.match, self.text, self.notices) if operands else None

    def _signed(self, context: Context) -> tuple[str, Node | None]:
        """`NOT x`, `-x`, `+x`, x: the sign and the operand, already negated."""
        sign, negated = "", False
        first = self.tokens[self.place]
        while (kind := self._next()) in _SIGNS or (sign and kind in _JOINERS):
            token = self._take()
            if kind in _JOINERS:
                self._leave_out(token, "left")
                continue
            negated ^= kind == "not"
            sign = "-" if negated else "+"
        node = self._proximity(context)
        if node is None and sign:
            self._leave_out(first, "right")
        return sign, without(node, first.start) if node is not None and negated else node

    def _proximity(self, context: Context) -> Node | None:
        left = self._operand(context)
        if left is None or self._next() not in _PROXIMITIES:
            return left
        if isinstance(left, Word) and left.text.lower() == "not" and self.place > 1:
            self._refuse_not_near()
        operator = self._take()
        while self._next() == "plus":
            self._take()
        if self._next() == "not":
            self._refuse(
                self._take(), say("NOT cannot stand inside a proximity; write it behind: a NEAR/5 b NOT c.")
            )
        right = self._operand(context)
        if right is None:
            self._leave_out(operator, "right")
            return left
        if self._next() in _PROXIMITIES:
            message = say(
                "A proximity cannot stand inside another; join two with AND: a NEAR/5 b AND b NEAR/5 c."
            )
            self._refuse(self._take(), message)
        left, right = self._as_phrase(left), self._as_phrase(right)
        if operator.kind in ("near", "pre"):
            return near(left, right, operator.number, ordered=operator.kind == "pre")
        return same(left, right, cast(Literal["sentence", "paragraph"], operator.kind))

    def _refuse_not_near(self) -> NoReturn:
        """`bank NOT W/5 river`, in Nexis each bank that is not near a river: no operator of ours says that."""
        self._refuse(
            self._take(),
            say(
                "NOT cannot stand before a proximity; write a NOT (a NEAR/5 b) for articles in which the two are never near."
            ),
        )

    def _as_phrase(self, node: Node) -> Node:
        """`nosuch:gold` where AND has no place: its two words as a phrase."""
        match node:
            case And((Word() as name, Word() | Phrase(slop=None) as behind)) if self.text.startswith(
                (":", "："), name.end
            ):
                parts = (name, *behind.parts) if isinstance(behind, Phrase) else (name, behind)
                return Phrase(parts, start=node.start, end=node.end)
        return node

    # Operands

    def _operand(self, context: Context) -> Node | None:
        """A word, a phrase, a group, or what a prefix makes of the operand behind it; None where none stands here."""
        while self._next() in _PROXIMITIES:
            if self.place and self.tokens[self.place - 1].kind == "not":
                self._refuse_not_near()
            self._leave_out(self._take(), "left")
        if self._next() in _NO_OPERAND:
            return None
        token = self._take()
        match token.kind:
            case "open":
                return self._group(token, context)
            case "field":
                return self._field(token, context)
            case "unknown":
                return self._unknown(token, context)
            case "exact":
                return self._behind(token, context._replace(exact=True))
            case "first":
                return self._first(token, context)
            case "atleast":
                return self._at_least(token, context)
            case _:
                return self.leaves.read(token, context)

    def _group(self, token: Token, context: Context) -> Node | None:
        self.parentheses += 1
        if self.parentheses > self.bounds.depth:
            self._refuse(
                token,
                say("Parentheses are read to a depth of %(depth)s. Take some out.", depth=self.bounds.depth),
            )
        node = self._expression(context)
        self.parentheses -= 1
        if self._next() == "close":
            self._take()
        else:
            self.notices.add(say("A ( is not closed; it was closed at the end."), token.start, token.end)
        if node is None:
            self.leaves.count(token)
            end = self.tokens[self.place - 1].end
            self.notices.add(say("Parentheses without a word in them were left out."), token.start, end)
        return node

    def _behind(self, prefix: Token, context: Context) -> Node | None:
        """The operand of a prefix."""
        self.prefixes += 1
        if self.prefixes > self.bounds.depth:
            message = say(
                "Fields, =, FIRST and ATLEAST are read to a depth of %(depth)s. Take some out.",
                depth=self.bounds.depth,
            )
            self._refuse(prefix, message)
        node = self._operand(context)
        self.prefixes -= 1
        return node

    def _signed_behind(self, prefix: Token, context: Context, gap: int) -> Node | None:
        """The operand of a prefix, which may have a sign of its own within `gap` code points: `title:-gold`."""
        negated, end = False, prefix.end + gap
        while self._next() in _SIGNS and self.tokens[self.place].start <= end:
            sign = self._take()
            negated, end = negated ^ (sign.kind == "not"), sign.end + gap
        node = self._behind(prefix, context)
        return without(node, node.start) if node is not None and negated else node

    def _first(self, token: Token, context: Context) -> Node | None:
        node = self._signed_behind(token, context, gap=1)
        if node is None:
            self._leave_out(token, "right")
            return None
        if any(isinstance(inner, InField) and inner.field != "body" for inner in walk(node)):
            self._note_first(token)
        if any(isinstance(inner, (HasValue, Dates, Length)) for inner in walk(node)):
            self.notices.add(
                say("FIRST/n counts words; a source, a day or a length is the whole article’s and stays so."),
                token.start,
                token.end,
            )
        return among_first(token.number, node, token.start)

    def _at_least(self, token: Token, context: Context) -> Node | None:
        node = self._signed_behind(token, context, gap=1)
        if node is None:
            self._leave_out(token, "right")
            return None
        return at_least(token.number, self._as_phrase(node), token.start)

    def _field(self, token: Token, context: Context) -> Node | None:
        field = token.field
        assert field is not None
        following = self.place
        node = self._signed_behind(token, context._replace(field=field), gap=0)
        if node is None:
            message = say("Nothing stands behind %(field)s; it was read as a word.", field=self._typed(token))
            self.notices.add(message, token.start, token.end)
            return self.leaves.field_as_word(token, context)
        self._note_gap(token, self.tokens[following])
        if field.kind != "text":
            return node
        if field.name != "body" and any(isinstance(inner, First) for inner in walk(node)):
            self._note_first(token)
        return in_field(cast(TextField, field.name), node, token.start)

    def _unknown(self, token: Token, context: Context) -> Node | None:
        """`nosuch:gold`: both words."""
        word = self.leaves.field_as_word(token, context)
        node = self._signed_behind(token, context, gap=1)
        return self.leaves.side_by_side([part for part in (word, node) if part is not None])

    def _note_first(self, token: Token) -> None:
        self.notices.add(
            say("FIRST/n looks at the body alone; the other field was left out."), token.start, token.end
        )

    def _note_gap(self, token: Token, following: Token) -> None:
        if following.start > token.end and not self.text[token.end : following.start].strip():
            message = say(
                "%(field)s was taken for the field of what follows; in quotation marks it is a word.",
                field=self._typed(token),
            )
            self.notices.add(message, token.start, token.end)
