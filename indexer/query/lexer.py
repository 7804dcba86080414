"""Typed text -> tokens: words, quotes, parentheses, operators in every spelling, field names.

One pass, linear. Full-width characters and every kind of quotation mark are read through `shape`, a
copy of the text of the same length in which syntax is plain ASCII; what a token holds is the text as
typed. What the tokens mean together is the parser's affair, what a single word is (wildcard, fuzzy)
that of `terms`.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from indexer.fields import Field, find_field
from indexer.query.notice import NoticeBook, shown

Kind = Literal[
    "word", "quoted", "range", "open", "close", "and", "or", "not", "plus", "exact",
    "near", "pre", "sentence", "paragraph", "atleast", "first", "field", "unknown",
]  # fmt: skip

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


_PLAIN_FULL_WIDTH = "?!~,.;"  # sentence marks of Chinese and Japanese text, no syntax
_SHAPE = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F) if chr(code) not in _PLAIN_FULL_WIDTH}
_SHAPE |= {0x2212: "-", 0xFE63: "-", 0x200B: " ", 0xFEFF: " "}

_CLOSERS = {
    '"': '"', "“": "”“", "”": "”", "„": "”“", "‟": "”", "«": "»", "»": "«",
    "「": "」", "」": "」", "『": "』", "』": "』", "〝": "〞〟", "〞": "〞", "〟": "〟",
}  # fmt: skip
"""What ends a quotation, by what began it; a straight mark ends all of them."""

_QUOTES = "".join(_CLOSERS)
_CLOSING = {mark: re.compile(f'["{ends}]') for mark, ends in _CLOSERS.items()}
_BLANK = re.compile(r"\s+")
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_WORDLIKE = re.compile(r"[^\W_]|\*")
_SLOP = re.compile(r"~([0-9]*)")
_BOOST = re.compile(r"\^[0-9]+(?:\.[0-9]+)?(?=[\s)]|$)")
_DOUBLE = re.compile(r"&&|\|\|")
_FIELD = re.compile(r"([^\W\d_][\w.-]{0,30})(:|=|(?=[<>]))")
_RANGE = re.compile(r'[\[{]([^\]}"]*)([\]}]?)')
_PLURAL = re.compile(r"\(e?s\)", re.IGNORECASE)
_COMPARED = re.compile(rf"(?:[<>]=?|=)\s*[^\s(){_QUOTES}]*")
_OPERATOR = re.compile(
    r"""
      (?P<and> AND | && ) | (?P<or> OR | \|\|? ) | (?P<not> NOT )
    | (?i: (?P<near> (?: near/? | w/ | / ) (?P<near_n> [0-9]+ ) )
         | (?P<pre> (?: o?near/? | pre/? | adj/? ) (?P<pre_n> [0-9]+ ) )
         | (?P<sentence> w?/ s (?: ent )? )
         | (?P<atleast> atleast/? (?P<atleast_n> [0-9]+ ) )
         | (?P<first> first/ (?P<first_n> [0-9]+ ) ) )
    | (?P<paragraph> SAME | (?i: w?/ p (?: ara )? ) )
    """,
    re.VERBOSE,
)
_SIGNS: dict[str, Kind] = {"-": "not", "!": "not", "+": "plus", "=": "exact"}


def shape_of(text: str) -> str:
    """`text` with its syntax characters in plain ASCII, code point for code point."""
    return text.translate(_SHAPE)


def tokens_of(text: str, notices: NoticeBook) -> list[Token]:
    """The tokens of a typed query, by place; what had to be closed is noted."""
    return _Lexer(text, notices).run()


class _Lexer:
    def __init__(self, text: str, notices: NoticeBook) -> None:
        self.text = text
        self.shape = shape_of(text)
        self.notices = notices
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        place = self._after_blanks(0)
        while place < len(self.shape):
            place = self._after_blanks(self._take(place))
        return self.tokens

    def _take(self, start: int) -> int:
        """Reads what begins at `start`; gives where it ends."""
        character = self.shape[start]
        if character in "()":
            self._add("open" if character == "(" else "close", start, start + 1)
            return start + 1
        if character in _CLOSERS:
            return self._take_quotation(start)
        chunk = _CHUNK.match(self.shape, start)
        assert chunk is not None
        return self._take_chunk(start, chunk.end())

    def _add(self, kind: Kind, start: int, end: int, number: int = NO_SLOP, *, raw: bool = False) -> None:
        self.tokens.append(Token(kind, self.text[start:end], start, end, number, raw=raw))

    def _after_blanks(self, place: int) -> int:
        blank = _BLANK.match(self.shape, place)
        return blank.end() if blank else place

    def _opens(self, place: int) -> bool:
        return place < len(self.shape) and (self.shape[place] == "(" or self.shape[place] in _CLOSERS)

    # Quotations

    def _take_quotation(self, start: int) -> int:
        closing = _CLOSING[self.shape[start]].search(self.shape, start + 1)
        if closing is None:
            self.notices.add(
                "The quotation mark is not closed; the phrase was taken to go on to the end.",
                start,
                start + 1,
            )
        inner_end = closing.start() if closing else len(self.shape)
        end, slop = self._take_slop(inner_end + 1) if closing else (len(self.shape), NO_SLOP)
        self.tokens.append(Token("quoted", self.text[start + 1 : inner_end], start, end, slop))
        return end

    def _take_slop(self, place: int) -> tuple[int, int]:
        """Reads `~5` or `^2` behind a quotation: where it ends, and the slop."""
        if boost := _BOOST.match(self.shape, place):
            self._note_boost(boost)
            return boost.end(), NO_SLOP
        slop = _SLOP.match(self.shape, place)
        if slop is None:
            return place, NO_SLOP
        if not slop[1]:
            self.notices.add(
                '~ behind a phrase needs a number of words ("a b"~5); it was left out.', place, slop.end()
            )
            return slop.end(), NO_SLOP
        return slop.end(), self._number(slop[1], place, slop.end())

    def _note_boost(self, boost: re.Match[str]) -> None:
        self.notices.add("Weights such as ^2 are not known here; they were left out.", *boost.span())

    # Chunks: everything between blanks, parentheses and quotation marks

    def _take_chunk(self, start: int, end: int) -> int:
        if double := _DOUBLE.search(self.shape, start, end):
            end = double.start() if double.start() > start else double.end()
        if operator := _OPERATOR.fullmatch(self.shape, start, end):
            self._add_operator(operator)
            return end
        if not _WORDLIKE.search(self.shape, start, end) and not self._opens(end):
            return end
        if self.shape[start] in _SIGNS:
            return self._take_sign(start, end)
        if (field := _FIELD.match(self.shape, start, end)) and (place := self._take_field(field, end)):
            return place
        if self._opens(end) and self._is_segment(start, end):
            return self._take_known(find_field(self.shape[start:end]), start, end)
        self._add_word(start, end)
        return end

    def _add_word(self, start: int, end: int) -> None:
        boost = _BOOST.search(self.shape, start, end)
        if boost and not self.shape[start : boost.start()].isdigit():
            self._note_boost(boost)
            end = boost.start()
        if _WORDLIKE.search(self.shape, start, end):
            self._add("word", start, end)

    def _add_operator(self, operator: re.Match[str]) -> None:
        kind = next(name for name, value in operator.groupdict().items() if value is not None)
        digits = operator.groupdict().get(f"{kind}_n")
        number = NO_SLOP
        if digits is not None:
            number = self._number(digits, *operator.span())
            if number == 0:
                self.notices.add(
                    f"{operator[0]} was read with 1: distances and counts begin there.", *operator.span()
                )
                number = 1
        self._add(kind, *operator.span(), number)  # type: ignore[arg-type]

    def _number(self, digits: str, start: int, end: int) -> int:
        number = int(digits) if len(digits) < 19 else LARGEST_NUMBER + 1
        if number > LARGEST_NUMBER:
            self.notices.add(f"Numbers end at {LARGEST_NUMBER:,}; this one was read as that.", start, end)
        return min(number, LARGEST_NUMBER)

    def _take_sign(self, start: int, end: int) -> int:
        """Reads one `-`, `+`, `!` or `=`; a run of them, or one that stands alone, is punctuation."""
        sign = self.shape[start]
        after = start + 1
        while after < end and self.shape[after] == sign:
            after += 1
        if (sign == "=" or after == start + 1) and (after < end or self._opens(end)):
            self._add(_SIGNS[sign], start, after)
        return self._take_exact(after, end) if sign == "=" and after < end else after

    def _take_exact(self, start: int, end: int) -> int:
        """Reads what `=` stands before: a field's name, or text in which no sign means anything."""
        field = _FIELD.match(self.shape, start, end)
        if field and field[2] == ":" and find_field(field[1]) and (place := self._take_field(field, end)):
            return place
        self._add_word(start, end)
        return end

    # Fields

    def _is_segment(self, start: int, end: int) -> bool:
        """Whether a field's name stands right before a parenthesis, `headline(gold)`; `author(s)` is a word."""
        attached = self.shape.startswith("(", end) and not _PLURAL.match(self.shape, end)
        return attached and find_field(self.shape[start:end]) is not None

    def _take_field(self, match: re.Match[str], end: int) -> int | None:
        """Reads `name:`, and for whole values what follows; None where it is no field but a word."""
        field, separator, after = find_field(match[1]), match[2], match.end()
        if field is not None and (separator or field.kind in ("date", "number")):
            return self._take_known(field, match.start(), after)
        if separator != ":" or self.shape.startswith("//", after):
            return None
        if not _WORDLIKE.search(self.shape, after, end) and not (after == end and self._opens(end)):
            return None
        message = (
            f"{shown(match[1])} is no field here; it was searched for as a word, and so was what follows it."
        )
        self.notices.add(message, match.start(), after)
        self.tokens.append(Token("unknown", match[1], match.start(), match.end(1)))
        return after

    def _take_known(self, field: Field | None, start: int, end: int) -> int:
        assert field is not None
        self.tokens.append(Token("field", self.text[start:end], start, end, field=field))
        place = self._after_blanks(end)
        if place == len(self.shape):
            return place
        if self.shape[place] in "[{":
            return self._take_range(place)
        if self._opens(place) or self.shape[place] == ")":
            return place
        chunk = _CHUNK.match(self.shape, place)
        if field.kind == "text" or chunk is None or (place > end and _OPERATOR.fullmatch(chunk[0])):
            return place
        return self._take_raw(field, place, chunk.end())

    def _take_raw(self, field: Field, start: int, end: int) -> int:
        """Reads a value, a date or a number, in which nothing but a sign before a value is syntax."""
        if field.kind in ("date", "number") and (compared := _COMPARED.match(self.shape, start)):
            end = compared.end()
        if field.kind == "value" and field.name != "id" and self.shape[start] in "-!" and end - start > 1:
            self._add("not", start, start + 1)
            start += 1
        trimmed = start + len(self.shape[start:end].rstrip(",;"))
        if trimmed > start:
            self._add("word", start, trimmed, raw=True)
        return end

    def _take_range(self, start: int) -> int:
        match = _RANGE.match(self.shape, start)
        assert match is not None
        if not match[2]:
            self.notices.add(
                "The bracket is not closed; the range was taken to go on to the end.", start, start + 1
            )
        closed = (self.shape[start] == "[", match[2] != "}")
        inner = self.text[match.start(1) : match.end(1)]
        self.tokens.append(Token("range", inner, start, match.end(), closed=closed))
        return match.end()
