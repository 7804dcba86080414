"""Words that stand for each other in an archive: `Kyiv = Kiev = Kiew` a line of a file widens a query by all three.

A tree in, a wider tree out, with a notice for each word that was widened: a word, or a phrase that is a whole form of
the file, becomes an OR-group of the line's forms. Exact terms, wildcards and fuzzy words stay what was typed, and so do
the words inside a longer phrase, where no group may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.errors import InputError
from indexer.message import say
from indexer.query.normal_form import any_of, walk
from indexer.query.notice import NoticeBook, shown
from indexer.query.printer import str_of
from indexer.query.tree import (
    And,
    AtLeast,
    First,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Same,
    Word,
)
from indexer.words.folding import fold

MOST_LINES = 10_000
MOST_FORMS = 20
LONGEST_FORM = 200
LARGEST_FILE = 4_000_000

_WORDS = re.compile(r"\S+")
Key = tuple[str, ...]
"""The folded words of a form."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The forms that each form stands for, itself first of all as it stands in the file."""

    groups: Mapping[Key, tuple[Node, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.groups)


def read_synonyms(path: Path) -> Synonyms:
    """Reads a file in UTF-8; empty lines and those that begin with # say nothing. Raises InputError with the number of a line that cannot be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"The file of synonyms {path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_FILE:
        raise InputError(f"The file of synonyms {path} has more than {LARGEST_FILE:,} bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{path}, line {line}: this is not UTF-8. Save the file as UTF-8.") from error
    return make_synonyms(text.splitlines(), str(path))


def make_synonyms(lines: Iterable[str], name: str = "synonyms") -> Synonyms:
    """The groups of lines; a form that stands in several lines stands for all that they hold. Raises InputError."""
    groups: dict[Key, tuple[Node, ...]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if number > MOST_LINES:
            raise InputError(f"{name} has more than {MOST_LINES:,} lines.")
        forms = _read_line(line, f"{name}, line {number}")
        known = [node for key, _ in forms for node in groups.get(key, ())]
        group = tuple(dict.fromkeys([*(node for _, node in forms), *known]))
        if len(group) > MOST_FORMS:
            raise InputError(
                f"{name}, line {number}: more than {MOST_FORMS} forms stand for each other here."
            )
        for node in group:
            groups[_key(node)] = group
    return Synonyms(groups)


def _read_line(line: str, place: str) -> list[tuple[Key, Node]]:
    forms = [form.strip().strip('"').strip() for form in line.split("=")]
    if len(forms) < 2 or not all(forms):
        raise InputError(
            f"{place}: write words that stand for each other with = between them, as Kyiv = Kiev."
        )
    read = []
    for form in forms:
        words = _WORDS.findall(form)
        if (
            len(form) > LONGEST_FORM
            or not form.isprintable()
            or any(set('*?~"()') & set(word) for word in words)
        ):
            raise InputError(f"{place}: {shown(form)} is no plain word or phrase.")
        if not all(map(fold, words)):
            raise InputError(f"{place}: {shown(form)} holds no word.")
        node: Node = Word(words[0]) if len(words) == 1 else Phrase(tuple(map(Word, words)))
        read.append((_key(node), node))
    return read


def _key(node: Node) -> Key:
    match node:
        case Word(text):
            return (fold(text),)
        case Phrase(parts, None) if all(isinstance(part, Word) for part in parts):
            return tuple(fold(part.text) for part in parts if isinstance(part, Word))
    return ()


def widen(tree: Node, synonyms: Synonyms, notices: NoticeBook, most_terms: int) -> Node:
    """The tree with its words widened, from the first on, as long as it has at most `most_terms` terms."""
    room = most_terms - _terms(tree)
    return _Widening(synonyms, notices, room).of(tree)


def _terms(node: Node) -> int:
    return sum(
        not isinstance(part, (And, Or, Not, Near, Same, InField, First, AtLeast, Phrase))
        for part in walk(node)
    )


@dataclass(slots=True)
class _Widening:
    synonyms: Synonyms
    notices: NoticeBook
    room: int

    def of(self, node: Node) -> Node:
        match node:
            case Word() | Phrase():
                return self._group(node)
            case And(nodes):
                return replace(node, nodes=tuple(self.of(part) for part in nodes))
            case Or(nodes):
                return replace(any_of([self.of(part) for part in nodes]), start=node.start, end=node.end)
            case Near(left, right) | Same(left, right):
                return replace(node, left=self.of(left), right=self.of(right))
            case Not(inner) | InField(_, inner) | First(_, inner) | AtLeast(_, inner):
                return replace(node, node=self.of(inner))
        return node

    def _group(self, node: Node) -> Node:
        group = self.synonyms.groups.get(_key(node), ())
        others = [other for other in group if _key(other) != _key(node)]
        if not others:
            return node
        wanted = sum(map(_terms, others))
        if wanted > self.room:
            self.notices.add(
                say(
                    "%(text)s was not widened by its synonyms: the query would be too long.",
                    text=shown(str_of(node)),
                ),
                node.start,
                node.end,
            )
            return node
        self.room -= wanted
        self.notices.add(
            say(
                "%(text)s also stands for %(others)s, by the file of synonyms.",
                text=shown(str_of(node)),
                others=", ".join(shown(str_of(other)) for other in others[:6])
                + (" …" if len(others) > 6 else ""),
            ),
            node.start,
            node.end,
        )
        return Or(
            (node, *(replace(other, start=node.start, end=node.end) for other in others)),
            start=node.start,
            end=node.end,
        )
