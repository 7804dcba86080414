"""An XPath that asks for elements by their own tags and attributes -> the same condition in Python.

In: the text of a path as trafilatura has them, `.//*[self::div or self::p][contains(@class, 'menu') or re:test(@id, '^nav')]`.
Out: `PathConditions`, or None where the path is made of more than is understood here, so that it is left as it is. A whole
condition in brackets that looks at other elements, `[not(.//h1)]`, is left out, and `is_whole` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'[^']*'|"[^"]*")|(?P<first>\[1\])|(?P<start>\.//(?:[a-z][a-z0-9]*|\*))|(?P<self>self::[a-z][a-z0-9]*)"""
    r"""|(?P<attribute>@[a-zA-Z][\w-]*)|(?P<call>contains|starts-with|translate|re:test|not)(?=\s*\()|(?P<word>or|and)(?=[\s(])|(?P<sign>[()\[\],=|]))\s*"""
)
_ABSENT = ("", "[]")
"""What an expression is matched against where the attribute is absent; `[]` in lxml's `re:test`."""

Attributes = Mapping[str, str]
"""The attributes of an element that a path asks for, in the order of its source."""

Condition = Callable[[str, Attributes], bool]
_Value = Callable[[Attributes], str]


@dataclass(frozen=True, slots=True)
class PathConditions:
    """`holds` is asked with a tag and attributes. `tags`: the only ones that it can hold for; empty for any."""

    holds: Condition
    tags: tuple[str, ...]
    attributes: tuple[str, ...]
    has_order: bool
    """Whether it matters which of its attributes an element has first: `@id|@class` is the first of the two."""

    is_whole: bool
    is_first: bool
    """Whether the path gives the first element alone."""


class _Token(NamedTuple):
    kind: str
    text: str


class _NotUnderstoodError(Exception):
    pass


def read_conditions(path: str) -> PathConditions | None:
    """The conditions of a path; None where something in it is not understood."""
    try:
        return _Reader(_tokens(path)).read()
    except (_NotUnderstoodError, re.error):
        return None


def _tokens(path: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(path):
        found = _TOKEN.match(path, at)
        if found is None or found.lastgroup is None:
            raise _NotUnderstoodError
        tokens.append(_Token(found.lastgroup, found[found.lastgroup]))
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens by descent: paths between bars, brackets of a path, what is said in them."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = [*tokens, _Token("end", "")]
        self._at = 0
        self._attributes: set[str] = set()
        self._tags: set[str] = set()
        self._has_order = False
        self._is_whole = True
        self._is_first = False

    def read(self) -> PathConditions:
        holds = self._paths()
        if self._next.kind != "end":
            raise _NotUnderstoodError
        tags = () if "*" in self._tags else tuple(sorted(self._tags))
        attributes = tuple(sorted(self._attributes))
        return PathConditions(holds, tags, attributes, self._has_order, self._is_whole, self._is_first)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self, text: str = "", kind: str = "sign") -> str:
        token = self._next
        if token.kind != kind or text not in ("", token.text):
            raise _NotUnderstoodError
        self._at += 1
        return token.text

    def _goes_on(self, text: str, kind: str = "sign") -> bool:
        if self._next != (kind, text):
            return False
        self._at += 1
        return True

    def _paths(self) -> Condition:
        paths = [self._path()]
        while self._goes_on("|"):
            paths.append(self._path())
        return _any(paths)

    def _path(self) -> Condition:
        if self._goes_on("("):
            path = self._paths()
            self._take(")")
            self._is_first = self._goes_on("[1]", "first") or self._is_first
            return path
        start = self._take(kind="start")[3:]
        conditions: list[Condition] = [] if start == "*" else [_is_tag(start)]
        tags = {start}
        while self._next == ("sign", "["):
            named = self._named_tags()
            tags = named if named and tags == {"*"} else tags
            condition = self._bracket()
            conditions += [condition] if condition else []
        self._tags |= tags
        self._is_first = self._goes_on("[1]", "first") or self._is_first
        return _all(conditions)

    def _named_tags(self) -> set[str]:
        """The tags in a bracket that names nothing else."""
        inner = []
        for token in self._tokens[self._at + 1 :]:
            if token == ("sign", "]"):
                break
            inner.append(token)
        is_list = all(token.kind == ("self", "word")[place % 2] for place, token in enumerate(inner))
        if not is_list or any(token.text == "and" for token in inner):
            return set()
        return {token.text[6:] for token in inner[::2]}

    def _bracket(self) -> Condition | None:
        """What a bracket says; None for one that looks at other elements."""
        depth, end = 0, self._at
        while end < len(self._tokens):
            depth += (self._tokens[end] == ("sign", "[")) - (self._tokens[end] == ("sign", "]"))
            if not depth:
                break
            end += 1
        if any(token.kind == "start" for token in self._tokens[self._at : end]):
            self._at, self._is_whole = end + 1, False
            return None
        self._take("[")
        condition = self._either()
        self._take("]")
        return condition

    def _either(self) -> Condition:
        conditions = [self._both()]
        while self._goes_on("or", "word"):
            conditions.append(self._both())
        return _any(conditions)

    def _both(self) -> Condition:
        conditions = [self._test()]
        while self._goes_on("and", "word"):
            conditions.append(self._test())
        return _all(conditions)

    def _test(self) -> Condition:
        if self._goes_on("("):
            inner = self._either()
            self._take(")")
            return inner
        token = self._next
        if token.kind == "self":
            self._at += 1
            return _is_tag(token.text[6:])
        if token.kind == "attribute":
            self._at += 1
            return self._attribute_test(token.text[1:])
        return self._call()

    def _attribute_test(self, name: str) -> Condition:
        self._attributes.add(name)
        if not self._goes_on("="):
            return lambda tag, attributes: name in attributes
        wanted = self._text()
        return lambda tag, attributes: attributes.get(name) == wanted

    def _call(self) -> Condition:
        name = self._take(kind="call")
        self._take("(")
        if name == "not":
            inner = self._either()
            self._take(")")
            return lambda tag, attributes: not inner(tag, attributes)
        value = self._value()
        self._take(",")
        text = self._text()
        flags = self._text() if self._goes_on(",") else ""
        self._take(")")
        return _compare(name, value, text, flags)

    def _value(self) -> _Value:
        """An attribute, the first of several in the element's order, or one with letters replaced."""
        if self._next == ("call", "translate"):
            self._at += 1
            self._take("(")
            inner = self._value()
            self._take(",")
            before = self._text()
            self._take(",")
            letters = str.maketrans(before, self._text())
            self._take(")")
            return lambda attributes: inner(attributes).translate(letters)
        names = [self._take(kind="attribute")[1:]]
        while self._goes_on("|"):
            names.append(self._take(kind="attribute")[1:])
        self._attributes.update(names)
        if len(names) == 1:
            return lambda attributes: attributes.get(names[0], "")
        self._has_order = True
        return lambda attributes: next((value for name, value in attributes.items() if name in names), "")

    def _text(self) -> str:
        return self._take(kind="text")[1:-1]


def _compare(name: str, value: _Value, text: str, flags: str) -> Condition:
    if name == "re:test" and flags in ("", "i"):
        search = re.compile(text, re.IGNORECASE if flags else 0).search
        if any(map(search, _ABSENT)):
            raise _NotUnderstoodError
        return lambda tag, attributes: search(value(attributes)) is not None
    if name == "contains" and text and not flags:
        return lambda tag, attributes: text in value(attributes)
    if name == "starts-with" and text and not flags:
        return lambda tag, attributes: value(attributes).startswith(text)
    raise _NotUnderstoodError


def _is_tag(name: str) -> Condition:
    return lambda tag, attributes: tag == name


def _any(conditions: list[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]

    # a loop: a generator takes longer than most conditions
    def any_holds(tag: str, attributes: Attributes) -> bool:
        for condition in conditions:  # noqa: SIM110
            if condition(tag, attributes):
                return True
        return False

    return any_holds


def _all(conditions: list[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]

    def all_hold(tag: str, attributes: Attributes) -> bool:
        for condition in conditions:  # noqa: SIM110
            if not condition(tag, attributes):
                return False
        return True

    return all_hold
