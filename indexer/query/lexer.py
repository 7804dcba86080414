"""Typed text -> tokens: words, quotes, parentheses, operators in every spelling, field names.

One pass, linear. Full-width characters and every kind of quotation mark are read through `shape`, a
copy of the text of the same length in which syntax is plain ASCII; what a token holds is the text as
typed. What the tokens mean together is the parser's affair, what a single word is (wildcard, fuzzy)
that of `terms`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.fields import Field, field_like, find_field
from indexer.message import say
from indexer.query.notice import NoticeBook, shown
from indexer.query.operators import CAPITALS, Kind, read_operator
from indexer.query.shape import shape_of
from indexer.query.strangers import note_skipped, note_stranger

LARGEST_NUMBER = 1_000_000
"""Distances and counts end here: no article has more words, and positions stay within 32 bits."""

NO_SLOP = -1


class Token(NamedTuple):
    """One token. `text` as typed (a quotation without its marks, a range without its brackets).

    `number`: a distance, a count, or a quotation's slop. `closed`: whether a range keeps its ends.
    `raw`: a value, a date or a number behind its field, in which nothing is syntax.
    """

    kind: Kind
    text: str
    start: int
    end: int
    number: int = NO_SLOP
    field: Field | None = None
    closed: tuple[bool, bool] = (True, True)
    raw: bool = False


_CLOSERS = {
    '"': '"', "“": "”“", "”": "”", "„": "”“", "‟": "”", "«": "»", "»": "«",
    "「": "」", "」": "」", "『": "』", "』": "』", "〝": "〞〟", "〞": "〞", "〟": "〟",
}  # fmt: skip
"""What ends a quotation, by what began it; a straight mark ends all of them."""

_QUOTES = "".join(_CLOSERS)
_CLOSING = {mark: re.compile(f'["{ends}]') for mark, ends in _CLOSERS.items()}
_SKIPPED = re.compile(r"(?:\s+|[-+=!?~^.,;:<>%$#@'\\\[\]{}–—…]+(?=\s|$)|&(?=\s|$))+")
_BLANK = re.compile(r"\s+")
_STRAYS = re.compile(r"[)\s]+")
_CHUNK = re.compile(rf"(?:[^\s()&|{_QUOTES}]+|&(?!&)|\|(?!\|))+")
_RAW = re.compile(rf"[^\s(){_QUOTES}]+")
_SIGNS = re.compile(r"[-+!]+")
_EQUALS = re.compile(r"=+")
_WORDLIKE = re.compile(r"[^\W_]|\*")
_SLOP = re.compile(r"~([0-9]*)")
_BOOST = re.compile(r"\^[0-9]+(?:\.[0-9]+)?(?=[\s)]|$)")
_DOUBLE = re.compile(r"&&+|\|\|+")
_FIELD = re.compile(r"([^\W\d_][\w.-]{0,30})(:|=|(?=[<>]))")
_RANGE = re.compile(r'[\[{]([^\]}"]*)([\]}]?)')
_PLURAL = re.compile(r"\(e?s\)", re.IGNORECASE)
_COMPARED = re.compile(rf"(?:[<>]=?|=)\s*[^\s(){_QUOTES}]*")
_GROUPED = re.compile(rf"\(\s*((?:[<>]=?|=)\s*[^\s(){_QUOTES}]+)\s*\)")
_SPAN = re.compile(r"\s*(?:\s(?:to|until|through|[-–—]|\.{2,3})|\.{2,3})\s+[0-9][^\s()]*", re.IGNORECASE)
_BUT_NOT = re.compile(r"\s+(?=NOT\s)")
_SPACED = re.compile(r"\s+(?=(?:[<>]=?|=)\s*[0-9])")
_BEFORE_CLAUSES = frozenset(("open", "and", "or", "not", "plus"))


def tokens_of(text: str) -> list[Token]:
    """The tokens of a typed query, by place."""
    lexer = Lexer(text, NoticeBook())
    while lexer.read_on():
        pass
    return lexer.tokens


def _is_escaped(shape: str, first: int, place: int) -> bool:
    """Whether an odd number of backslashes, none before `first`, stands before a place."""
    before = place
    while before > first and shape[before - 1] == "\\":
        before -= 1
    return (place - before) % 2 == 1


class Lexer:
    """Reads tokens as far as they are asked for, so that a query beyond its bounds costs no more than one within.

    `tokens` grows with each `read_on`. What had to be closed, and what is left out, is noted.
    """

    def __init__(self, text: str, notices: NoticeBook) -> None:
        self.tokens: list[Token] = []
        self._text = text
        self._shape = shape_of(text)
        self._notices = notices
        self._depth = 0
        self._place = self._after_blanks(0)
        self._chunk_end = 0
        self._noted = False
        self._always_escaped: set[str] = set()

    def read_on(self) -> bool:
        """Adds at least one token; False at the end of the text."""
        count = len(self.tokens)
        while len(self.tokens) == count and self._place < len(self._shape):
            self._place = self._take(self._place)
            if self._place >= self._chunk_end:
                self._place = self._after_blanks(self._place)
        return len(self.tokens) > count

    def _take(self, start: int) -> int:
        """Reads what begins at `start`; gives where it ends."""
        if start < self._chunk_end:
            return self._take_chunk(start, self._chunk_end)
        character = self._shape[start]
        if character == "(":
            self._depth += 1
            self._add("open", start, start + 1)
            return start + 1
        if character == ")":
            return self._take_closing(start)
        if character in _CLOSERS:
            return self._take_quotation(start)
        if character == "|" and _WORDLIKE.match(self._shape, start + 1):
            self._add("or", start, start + 1)
            return start + 1
        if double := _DOUBLE.match(self._shape, start):
            self._add("and" if character == "&" else "or", start, double.end())
            return double.end()
        chunk = _CHUNK.match(self._shape, start)
        assert chunk is not None
        self._chunk_end = chunk.end()
        return self._take_chunk(start, chunk.end())

    def _take_closing(self, start: int) -> int:
        """Reads a closing parenthesis; those that close nothing are left out."""
        if self._depth:
            self._depth -= 1
            self._add("close", start, start + 1)
            return start + 1
        self._notices.add(say("A ) without a ( before it was left out."), start, start + 1)
        strays = _STRAYS.match(self._shape, start)
        return strays.end() if strays else start + 1

    def _add(self, kind: Kind, start: int, end: int, number: int = NO_SLOP, *, raw: bool = False) -> None:
        self.tokens.append(Token(kind, self._text[start:end], start, end, number, raw=raw))

    def _after_blanks(self, place: int) -> int:
        """Skips blanks and punctuation that stands alone."""
        blank = _SKIPPED.match(self._shape, place)
        if blank and self.tokens:
            note_skipped(blank, self._notices)
        return blank.end() if blank else place

    def _opens(self, place: int) -> bool:
        return place < len(self._shape) and (self._shape[place] == "(" or self._shape[place] in _CLOSERS)

    # Quotations

    def _take_quotation(self, start: int) -> int:
        closing = self._closing(start)
        if closing is None:
            self._notices.add(
                say("The quotation mark is not closed; the phrase was taken to go on to the end."),
                start,
                start + 1,
            )
        inner_end = closing.start() if closing else len(self._shape)
        end, slop = self._take_slop(inner_end + 1) if closing else (len(self._shape), NO_SLOP)
        self.tokens.append(Token("quoted", self._text[start + 1 : inner_end], start, end, slop))
        return end

    def _closing(self, start: int) -> re.Match[str] | None:
        """The mark that ends the quotation begun at `start`: one behind a backslash only where there is no other."""
        mark = self._shape[start]
        first = _CLOSING[mark].search(self._shape, start + 1)
        if first is None or mark in self._always_escaped:
            return first
        for closing in _CLOSING[mark].finditer(self._shape, first.start()):
            if not _is_escaped(self._shape, start + 1, closing.start()):
                return closing
        self._always_escaped.add(mark)
        return first

    def _take_slop(self, place: int) -> tuple[int, int]:
        """Reads `~5` or `^2` behind a quotation: where it ends, and the slop."""
        if boost := _BOOST.match(self._shape, place):
            self._note_boost(boost)
            return boost.end(), NO_SLOP
        slop = _SLOP.match(self._shape, place)
        if slop is None:
            return place, NO_SLOP
        if not slop[1]:
            self._notices.add(
                say('~ behind a phrase needs a number of words ("a b"~5); it was left out.'),
                place,
                slop.end(),
            )
            return slop.end(), NO_SLOP
        return slop.end(), self._number(slop[1], place, slop.end())

    def _note_boost(self, boost: re.Match[str]) -> None:
        self._notices.add(say("Weights such as ^2 are not known here; they were left out."), *boost.span())

    # Chunks: everything between blanks, parentheses, quotation marks, && and ||

    def _take_chunk(self, start: int, end: int) -> int:
        """Reads one token at `start`, in a chunk that ends at `end`."""
        chunk = self._shape[start:end]
        if (place := self._after_but(chunk, end)) or (place := self._take_spaced(chunk, start, end)):
            return place
        if read_operator(chunk) is None and not (
            self._names_field(start, end) and not chunk.lower().startswith("all")
        ):
            self._noted = self._note_stranger(start)
        if chunk.isalpha() and not self._shape.startswith("(", end):
            self._add(CAPITALS.get(chunk, "word"), start, end)
            return end
        if operator := read_operator(chunk):
            self._add_operator(*operator, start, end)
            return end
        if not _WORDLIKE.search(self._shape, start, end) and not self._opens(end):
            return end
        if self._shape[start] in "-+!":
            return self._take_sign(start, end)
        if self._shape[start] == "=":
            return self._take_exact(start, end)
        if (field := _FIELD.match(self._shape, start, end)) and (place := self._take_field(field, end)):
            return place
        if self._is_segment(start, end):
            return self._take_known(find_field(self._shape[start:end]), start, end)
        self._add_word(start, end)
        return end

    def _note_stranger(self, start: int) -> bool:
        begins = not self.tokens or self.tokens[-1].kind in _BEFORE_CLAUSES
        return note_stranger(self._shape, start, self._notices, follows=bool(self.tokens), begins=begins)

    def _after_but(self, chunk: str, end: int) -> int | None:
        """Where NOT begins in BUT NOT, which is NOT."""
        behind = _BUT_NOT.match(self._shape, end) if chunk == "BUT" else None
        return behind.end() if behind else None

    def _add_word(self, start: int, end: int) -> None:
        boost = _BOOST.search(self._shape, start, end)
        if boost and not self._shape[start : boost.start()].isdigit():
            self._note_boost(boost)
            end = boost.start()
        if _WORDLIKE.search(self._shape, start, end):
            self._add("word", start, end)

    def _add_operator(self, kind: Kind, digits: str, start: int, end: int) -> None:
        number = self._number(digits, start, end) if digits else NO_SLOP
        if number == 0:
            message = say(
                "%(operator)s was read with 1: distances and counts begin there.",
                operator=self._text[start:end],
            )
            self._notices.add(message, start, end)
            number = 1
        self._add(kind, start, end, number)

    def _number(self, digits: str, start: int, end: int) -> int:
        number = int(digits) if len(digits) < 19 else LARGEST_NUMBER + 1
        if number > LARGEST_NUMBER:
            self._notices.add(
                say("Numbers end at %(most)s; this one was read as that.", most=LARGEST_NUMBER), start, end
            )
        return min(number, LARGEST_NUMBER)

    def _take_sign(self, start: int, end: int) -> int:
        """Reads one `-`, `+` or `!`; a run of them, or one with nothing behind it, is punctuation."""
        run = _SIGNS.match(self._shape, start, end)
        assert run is not None
        if run.end() == start + 1 and (run.end() < end or self._opens(end)):
            self._add("plus" if run[0] == "+" else "not", *run.span())
        return run.end()

    def _take_exact(self, start: int, end: int) -> int:
        """Reads `=` and what it stands before: a field's name, or text in which no sign means anything."""
        run = _EQUALS.match(self._shape, start, end)
        assert run is not None
        self._add("exact", *run.span())
        field = _FIELD.match(self._shape, run.end(), end)
        if field and field[2] == ":" and find_field(field[1]) and (place := self._take_field(field, end)):
            return place
        self._add_word(run.end(), end)
        return end

    # Fields

    def _is_segment(self, start: int, end: int) -> bool:
        """Whether a field's name stands right before a parenthesis, `headline(gold)`; `author(s)` is a word."""
        attached = self._shape.startswith("(", end) and not _PLURAL.match(self._shape, end)
        return attached and find_field(self._shape[start:end]) is not None

    def _names_field(self, start: int, end: int) -> bool:
        field = _FIELD.match(self._shape, start, end)
        return self._is_segment(start, end) or (field is not None and find_field(field[1]) is not None)

    def _take_field(self, match: re.Match[str], end: int) -> int | None:
        """Reads `name:`, and for whole values what follows; None where it is no field but a word."""
        field, separator, after = find_field(match[1]), match[2], match.end()
        if field is not None and (separator or field.kind in ("date", "number")):
            return self._take_known(field, match.start(), after)
        if separator != ":" or self._shape.startswith("//", after):
            return None
        if not _WORDLIKE.search(self._shape, after, end) and not (after == end and self._opens(end)):
            return None
        if not self._noted:
            self._note_no_field(match[1], match.start(), match.end(1), after)
        self.tokens.append(Token("unknown", match[1], match.start(), match.end(1)))
        return after

    def _note_no_field(self, name: str, start: int, end: int, after: int) -> None:
        meant = field_like(name)
        if meant is None:
            message = say(
                "%(name)s is no field here; it was searched for as a word, and so was what follows it.",
                name=shown(name),
            )
            self._notices.add(message, start, after)
        else:
            message = say(
                "%(name)s is no field here; it was searched for as a word, and so was what follows it. Perhaps %(field)s is meant.",
                name=shown(name),
                field=f"{meant}:",
            )
            self._notices.add(message, start, end, meant)

    def _take_known(self, field: Field | None, start: int, end: int) -> int:
        assert field is not None
        self.tokens.append(Token("field", self._text[start:end], start, end, field=field))
        blank = _BLANK.match(self._shape, end)
        place = blank.end() if blank else end
        if place == len(self._shape):
            return place
        if self._shape[place] in "[{":
            return self._take_range(place)
        if field.kind in ("date", "number") and (grouped := _GROUPED.match(self._shape, place)):
            self._add("word", *grouped.span(1), raw=True)
            return grouped.end()
        if self._opens(place) or self._shape[place] == ")":
            return place
        chunk = _RAW.match(self._shape, place)
        if (
            field.kind == "text"
            or chunk is None
            or (place > end and read_operator(chunk[0]))
            or chunk[0] == "NOT"
        ):
            return place
        return self._take_raw(field, place, chunk.end())

    def _take_raw(self, field: Field, start: int, end: int) -> int:
        """Reads a value, a date or a number, in which nothing but a sign before a value is syntax."""
        if field.kind in ("date", "number") and (compared := _COMPARED.match(self._shape, start)):
            end = compared.end()
        if field.name in ("date", "length") and (span := _SPAN.match(self._shape, end)):
            end = span.end()
        if field.kind == "value" and field.name != "id" and self._shape[start] in "-!" and end - start > 1:
            self._add("not", start, start + 1)
            start += 1
        trimmed = start + len(self._shape[start:end].rstrip(",;"))
        if trimmed > start:
            self._add("word", start, trimmed, raw=True)
        return end

    def _take_spaced(self, chunk: str, start: int, end: int) -> int | None:
        """Reads `length > 500`, with blanks around the sign."""
        field = find_field(chunk) if chunk.isalpha() else None
        if field is None or field.name not in ("date", "length") or not _SPACED.match(self._shape, end):
            return None
        return self._take_known(field, start, end)

    def _take_range(self, start: int) -> int:
        match = _RANGE.match(self._shape, start)
        assert match is not None
        if not match[2]:
            self._notices.add(
                say("The bracket is not closed; the range was taken to go on to the end."), start, start + 1
            )
        closed = (self._shape[start] == "[", match[2] != "}")
        inner = self._text[match.start(1) : match.end(1)]
        self.tokens.append(Token("range", inner, start, match.end(), closed=closed))
        return match.end()
