"""Tokens that stand for themselves -> nodes: words, quotations, and the values behind fields.

What the parser leaves to this: how a word is read under `=` or in a field of whole values, days or
numbers; how many terms a query may have; the remarks on wildcards that a user may not have meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple, cast

from indexer.errors import QueryError
from indexer.fields import Field
from indexer.message import say
from indexer.query.field_values import Value, read_dates, read_flag, read_length
from indexer.query.language_codes import code_of_language, is_language_code
from indexer.query.lexer import NO_SLOP, Token
from indexer.query.normal_form import all_of, any_of
from indexer.query.notice import NoticeBook, shown
from indexer.query.shape import shape_of
from indexer.query.terms import phrase_of, read_piece, read_pieces
from indexer.query.tree import All, Exact, HasValue, Node, ValueField, Wildcard, Word
from indexer.query.value_patterns import read_pattern

_QUOTED_OPERATOR = re.compile(
    r"(?<=\s)(?:AND|OR|NOT|(?:NEAR|PRE|ADJ|W|N|P|w|near|pre)/?[0-9]+|[Ww]/[SsPp])(?=\s)"
)


class Context(NamedTuple):
    """What stands around a word: the field it belongs to, whether `=` holds for it."""

    field: Field | None = None
    exact: bool = False

    @property
    def valued(self) -> Field | None:
        """The field, where it is none of words."""
        return self.field if self.field is not None and self.field.kind != "text" else None


class Leaves:
    """Reads the leaves of one query. `any_word`: whether a blank means OR."""

    def __init__(
        self, text: str, today: date, notices: NoticeBook, *, most_terms: int, any_word: bool
    ) -> None:
        self._text = text
        self._today = today
        self._notices = notices
        self._most_terms = most_terms
        self._terms = 0
        self._any_word = any_word

    def read(self, token: Token, context: Context) -> Node | None:
        """The node of a word, a quotation or a range; None where it holds no word. Raises QueryError, placed."""
        match token.kind:
            case "word":
                return self._word(token, context)
            case "quoted":
                return self._quotation(token, context)
            case "range":
                return self._range(token, context)
        raise AssertionError(token)

    def field_as_word(self, token: Token, context: Context) -> Node | None:
        """A field's name that turned out to be a word."""
        text = token.text.rstrip(":：=＝")
        return self._word(token._replace(kind="word", text=text, end=token.start + len(text)), context)

    def side_by_side(self, nodes: list[Node]) -> Node | None:
        """What a blank between the nodes means."""
        if not nodes:
            return None
        return any_of(nodes) if self._any_word else all_of(nodes)

    def count(self, token: Token, terms: int = 1) -> None:
        """Counts terms against the bound; empty quotations and parentheses count as one. Raises QueryError."""
        self._terms += terms
        if self._terms > self._most_terms:
            message = say(
                "A query has %(most)s terms at most; this is one too many. Take some out.",
                most=self._most_terms,
            )
            raise QueryError(message, start=token.start, end=token.end)

    # Words

    def _word(self, token: Token, context: Context) -> Node | None:
        self.count(token)
        if context.valued:
            return self._value(Value(token.text, token.start, token.end), context.valued)
        if context.exact and token.text.strip("*＊"):
            self._note_literal(token)
            return Exact(token.text, start=token.start, end=token.end)
        term = read_piece(token.text, token.start, self._notices)
        if (
            isinstance(term, Wildcard)
            and self._text[: token.start].strip()
            and not self._text[token.end :].strip()
        ):
            self._note_question(term)
        return All(start=token.start, end=token.end) if term == Wildcard("*") else term

    def _quotation(self, token: Token, context: Context) -> Node | None:
        if context.valued:
            self.count(token)
            text = " ".join(token.text.split())
            return self._value(Value(text, token.start, token.end), context.valued) if text else None
        terms = read_pieces(token.text, token.start + 1, self._notices, exact=context.exact)
        self.count(token, max(1, len(terms)))
        if context.exact:
            self._note_literal(token)
        elif terms:
            self._note_question(terms[-1])
            self._note_operator(token)
        else:
            self._notices.add(say("A quotation without a word in it was left out."), token.start, token.end)
        return phrase_of(terms, None if token.number == NO_SLOP else token.number, token.start, token.end)

    def _note_literal(self, token: Token) -> None:
        if "*" in token.text or "?" in token.text:
            message = say("Behind = everything is meant as typed; * and ? are no wildcards there.")
            self._notices.add(message, token.start, token.end)

    def _note_operator(self, token: Token) -> None:
        """Notes `"storm OR flood"`: there the operator is a word."""
        found = _QUOTED_OPERATOR.search(token.text)
        if found and not token.text.isupper():
            message = say(
                "Inside quotation marks %(typed)s is a word; close them before an operator.",
                typed=shown(found[0]),
            )
            self._notices.add(message, token.start + 1 + found.start(), token.start + 1 + found.end())

    def _note_question(self, term: Node | None) -> None:
        """Notes `Who won the election?`: the mark stands for a letter."""
        if isinstance(term, Wildcard) and term.pattern.endswith("?"):
            word = shown(term.pattern.rstrip("?"))
            message = say(
                "? stands for one letter, so %(pattern)s does not find %(word)s. Leave it out to search for the word.",
                pattern=shown(term.pattern),
                word=word,
            )
            self._notices.add(message, term.start, term.end, instead=term.pattern.rstrip("?"))

    # Values

    def _range(self, token: Token, context: Context) -> Node | None:
        field = context.field
        assert field is not None
        if field.kind in ("date", "number"):
            self.count(token)
            return self._value(Value(token.text, token.start, token.end, token.closed, bracketed=True), field)
        message = say(
            "Only date: and length: take a range in brackets; %(text)s was searched for as words.",
            text=shown(token.text),
        )
        self._notices.add(message, token.start, token.end)
        return self.side_by_side(self._loose_words(token.text, token.start + 1, token))

    def _value(self, value: Value, field: Field) -> Node | None:
        if field.kind != "value":
            value = replace(value, text=shape_of(value.text))
        match field.kind:
            case "date":
                return read_dates(field.name, value, self._today, self._notices)
            case "number":
                return read_length(value, self._notices)
            case "flag":
                return read_flag(value) or self._unread_flag(value, field)
            case _:
                pattern = self._pattern(value)
                if field.name == "lang":
                    pattern = self._language(pattern, value)
                elif "," in pattern.strip(",") and field.name != "id" and not self._is_quoted(value):
                    self._note_list(value, field)
                return HasValue(cast(ValueField, field.name), pattern, start=value.start, end=value.end)

    def _pattern(self, value: Value) -> str:
        text = value.text
        if text.startswith("="):
            message = say("A whole value is always compared; the = before it was left out.")
            self._notices.add(message, value.start, value.end)
            text = text.lstrip("=").strip() or text
        return read_pattern(text)

    def _language(self, pattern: str, value: Value) -> str:
        """The code of a language that was called by its name."""
        code = code_of_language(pattern)
        if code is not None:
            self._notices.add(
                say("%(name)s was read as lang:%(code)s.", name=shown(pattern), code=code),
                value.start,
                value.end,
            )
        elif not is_language_code(pattern):
            message = say(
                "%(name)s is no language's code; languages are written lang:en, lang:de.", name=shown(pattern)
            )
            self._notices.add(message, value.start, value.end)
        return code or pattern

    def _is_quoted(self, value: Value) -> bool:
        return self._text[value.start : value.end] != value.text

    def _note_list(self, value: Value, field: Field) -> None:
        message = say(
            "%(text)s was taken for one name; several are written %(field)s:(a OR b).",
            text=shown(value.text),
            field=field.name,
        )
        self._notices.add(message, value.start, value.end)

    def _unread_flag(self, value: Value, field: Field) -> Node | None:
        message = say(
            "%(field)s: takes yes or no; %(text)s was searched for as words.",
            field=field.name,
            text=shown(value.text),
        )
        self._notices.add(message, value.start, value.end)
        token = Token("word", value.text, value.start, value.end)
        name = Word(field.name, start=value.start, end=value.end)
        return self.side_by_side([name, *self._loose_words(value.text, value.start, token)])

    def _loose_words(self, text: str, start: int, token: Token) -> list[Node]:
        """The words of a value that could not be read as one."""
        terms = read_pieces(text, start, self._notices)
        self.count(token, len(terms))
        return [term for term in terms if term not in (Word("TO"), Wildcard("*"))]
