"""The grammar of printed dates: code letters of the lexicon -> elements of a line, in order.

Each rule is one pattern over the letters, tried at every place from the top of the table down; what no
rule takes is left as text, number or symbol, so that nothing of a line goes unseen. Patterns repeat
within fixed bounds: a line of n letters takes time in n. Whether the elements make a date is left to
`stamps`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from indexer.dates.lexicon import Piece

_DAY = "[12]o?"
_MONTH = r"(?:[MKJ]\.?|m[12])"
_F = r"(?:f[.']?){0,2}"
# A two-digit number is no year where a time begins with it.
_YEAR4 = r"(?:f{0,2}e)?4o?"
_YEAR2 = r"2(?![:hHcAT]|\.[12])"

RULES: tuple[tuple[str, str, str], ...] = (
    # a time comes first: its first number could be a day
    ("clock", "A12", r"(?:A\.?f?)?[12]:2(?::2(?:[.,:][1-8n])?)?h?c?\.?A?c?"),
    ("cjk_clock", "A12", r"(?:A\.?f?)?[12]H(?:[12]N(?:[12]S)?)?(?!v)"),
    ("edition", "12", "[12]H?v"),
    # weekdays that look like months: `mar. 3 mars`
    ("weekday_before", "K", rf"K\.?,?f?(?=(?:{_DAY}[.\-/]?{_F})?[MK]|[12](?:/[12]/|\.[12]\.|-[12]-)[24])"),
    # years first
    ("era_ymd", "e", r"e[1234g]y[12]L[12]j?|e[123](?:\.[12]\.|/[12]/|-[12]-)[12](?![.\-/]?[1-8n])"),
    ("era_ym", "e", r"e[1234g]y[12]L"),
    ("cjk_ymd", "4", r"4y[12]L[12]j?"),
    ("cjk_ym", "4", r"4y[12]L"),
    ("cjk_md", "12", r"[12]L[12]j|[12]/[12](?=\([wLj]\))"),
    ("ymd", "4", r"4(?:-[12]-[12]|/[12]/[12]|\.[12]\.[12]\.?)(?![\-/]?[1-8n][\-/])"),
    ("named_ymd", "4'", rf"(?:4[o.\-/,]?|'2){_F}{_MONTH}[\-/,]?f?{_DAY}\.?(?!:)"),
    ("named_ydm", "4", rf"4[o.,]?(?:-?f\.?){{0,2}},?{_DAY}[.\-]?{_F}{_MONTH}(?!['\-/]?4|['\-/]2)"),
    # a day and a month, and a whole day that ends a range: `28.11.-02.12.2021`
    ("range", "12", r"[12]\.(?:[12]\.?)?[\-–/](?=[12]\.[12]\.)"),
    # days first; `15/2 2020`, `15/2-2020` of Denmark and Sweden
    ("numeric", "12", rf"[12](?:/f?[12]/|-[12]-|\.[12]\.)(?:4|'?{_YEAR2})\.?|[12]/[12]-?4(?![/.\-])"),
    ("named_dmy", "12", rf"{_DAY}[.\-/]?,?{_F}{_MONTH}[,\-/]?{_F}'?(?:{_YEAR4}|{_YEAR2})"),
    (
        "named_mdy",
        "MKJ",
        rf"[MKJ]\.?[,\-/]?{_F}{_DAY}[,.\-/]{{0,2}}{_F}(?:{_YEAR4}|(?:'|(?<=[,\-/])){_YEAR2})",
    ),
    # what is left out is left out: `15.2. 8:28`
    ("dotted_dm", "12", r"[12]\.[12]\.(?=,?f{0,2}\.?[12](?::2|\.2c))"),
    ("dotted_clock", "A12", r"(?:A\.?f?)?[12]\.2(?:\.2)?(?:[hc]?\.?A|[hc]|(?=,?\(?Z))"),
    ("named_my", "MK", rf"[MK]\.?[,\-/]?{_F}(?:{_YEAR4}|'2)"),
    ("word_my", "m", rf"m[12][,/\-]?{_F}4"),
    ("named_ym", "4", rf"4[o.,\-]?{_F}[MK]\.?"),
    ("named_dm", "12", rf"{_DAY}[.\-]?{_F}{_MONTH}"),
    ("named_md", "MK", rf"[MK]\.?(?:{_F}[12]o?(?![:hHcA]|\.2))"),
    ("month_year", "12", r"[12][/.]4(?![/.\-])"),
    ("year_month", "4", r"4[\-/.][12](?![/.\-:]?[1248n])"),
    ("compact", "8", r"8"),
    # times without a colon
    ("h_clock", "A12", r"(?:A\.?f?)?[12]h(?:[12](?!:)(?:N(?:[12]S)?|[hcf])?)?A?"),
    ("hour", "12AT", r"(?:[12][hc]?A|A?[12]c|(?:2(?=T))?T)"),
    ("bare_clock", "12", r"[12]\.2(?:\.2)?(?![.\-/]?[1-8n])"),
    ("military", "t", r"t(?:h|c)?"),
    # zones
    ("zone", ",([Z", r",?[(\[]?Z(?:[+\-](?:[12](?::2)?|4|3)(?:\([^()]{1,60}\))?)?[)\]]?"),
    ("offset", "+-", r"(?:[+\-](?:2:2|4|2)|\+1:2)(?![:MKo.\-/])(?:\([^()]{0,60}\))?"),
    ("weekday_character", "(", r"\([wLj]\)"),
    ("weekday", "WK", r"[WK](?:[.,](?=.))?"),
    ("published", "P", r"P:?"),
    ("updated", "U", r"U:?"),
    ("other", "X", r"X:?"),
    ("byline", "B", r"B:?"),
    ("ago", "G", r"G"),
    ("day", "R", r"R"),
    ("year", "fe4", r"(?:f{0,2}e)?4y?"),
    ("bracketed_year", "'", r"'2"),
    ("text", "xMJmeyLjHNSgvow", r"[xMJmeyLjHNSgvow]"),
    ("number", "12345678n", r"[1-8n]"),
    ("symbol", "?+~", r"[?+~]"),
    ("separator", "|·•–*●▪■◆◼‧∙►▸⋅→:;/(", r"[|·•–*●▪■◆◼‧∙►▸⋅→]|:|;|/|\("),
    ("nothing", "fAchBt.,'\"@-)[]»«<>\\_", r"[fAchBt.,'\"@\-)\[\]»«<>\\_]"),
)
"""A rule's name, the letters that what it takes may begin with, and its pattern."""


def _grammar(letter: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, starts, rule in RULES if letter in starts))


GRAMMARS = {letter: _grammar(letter) for letter in dict.fromkeys("".join(starts for _, starts, _ in RULES))}
"""The rules that may take what begins with a letter: few for most, where all would be tried in vain."""
# `15.07.00` is a day, but behind a whole date a time.
_MILITARY = re.compile("4[Zch]")
_SHORT_DOTTED = re.compile(r"[12]\.2\.2\.?")
_KINDS = {
    "clock": "time", "cjk_clock": "time", "dotted_clock": "time", "h_clock": "time", "hour": "time", "bare_clock": "time",
    "military": "time", "weekday_before": "weekday", "weekday_character": "weekday", "published": "label", "updated": "label", "year": "date",
    "bracketed_year": "number", "range": "symbol",
    **dict.fromkeys(
        ("era_ymd", "era_ym", "cjk_ymd", "cjk_ym", "cjk_md", "ymd", "named_ymd", "named_ydm", "numeric", "named_dmy", "named_mdy", "dotted_dm",
         "named_my", "word_my", "named_ym", "named_dm", "named_md", "month_year", "year_month", "compact"), "date"),
}  # fmt: skip


class Element(NamedTuple):
    """What a rule took: its kind (`date`, `time`, `zone`, `offset`, `weekday`, `label`, `other`, `byline`, `ago`, `day`,
    `text`, `number`, `symbol`, `separator`, `nothing`, `edition`), the rule's name, and the pieces it is made of.
    """

    kind: str
    rule: str
    pieces: list[Piece]

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    def numbers(self) -> list[str]:
        """Those in words too: the value of a number is what it is in digits."""
        return [piece.value for piece in self.pieces if piece.code in "1234t8n"]

    def first(self, codes: str) -> Piece | None:
        return next((piece for piece in self.pieces if piece.code in codes), None)


class Span(NamedTuple):
    """Where an element stands among the pieces of a line, and what it is."""

    kind: str
    rule: str
    start: int
    end: int


_new_span: Callable[[tuple[str, str, int, int]], Span] = partial(tuple.__new__, Span)
"""A third of the time that calling the class takes."""


def parse(pieces: Sequence[Piece]) -> Iterator[Span]:
    """The spans of all elements of a line, in order; together they take every piece."""
    codes = _with_military_times("".join(piece.code for piece in pieces), pieces)
    place, before, dated = 0, "", False
    while place < len(codes):
        if codes[place] == "x":
            yield _new_span(("text", "text", place, place + 1))
            before = "text"
            place += 1
            continue
        match = GRAMMARS[codes[place]].match(codes, place)
        rule = (match and match.lastgroup) or "symbol"
        end = match.end() if match else place + 1
        if rule == "offset" and not (before in ("time", "zone") and _is_offset(pieces, place)):
            rule, end = "nothing" if codes[place] == "-" else "symbol", place + 1
        if rule == "numeric" and dated and _SHORT_DOTTED.fullmatch(codes, place, end):
            rule, end = "bare_clock", min(end, place + 5)
        kind = _KINDS.get(rule, rule)
        yield _new_span((kind, rule, place, end))
        dated = dated or (kind == "date" and "4" in codes[place:end])
        if rule != "nothing":
            before = kind
        place = end


def may_hold_military_times(pieces: Iterable[Piece]) -> bool:
    """Whether the digits themselves have a say in what the elements are, not only how many they are."""
    return _MILITARY.search("".join(piece.code for piece in pieces)) is not None


def _is_offset(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a sign belongs to the number behind it; one between two times of the day (`8:00-09:00`) does not."""
    sign, number = pieces[place], pieces[place + 1]
    if not number.glued:
        return False
    if (
        sign.text == "-"
        and sign.glued
        and place >= 3
        and pieces[place + 2 : place + 3]
        and pieces[place + 2].code == ":"
    ):
        return place >= 5 and pieces[place - 4].code == ":"
    return True


def _with_military_times(codes: str, pieces: Sequence[Piece]) -> str:
    """`t` for four digits that are a time (`1628 GMT`): with a zone behind, where the line has a year besides."""
    if not _MILITARY.search(codes):
        return codes
    recoded = re.sub(r"(?<!\+)(?<!:2-)4(?=[Zch])", "t", codes)
    has_year = "4" in recoded or re.search(r"[MK]\.?[,\-/]?'?2(?![:.hc])|'2|2/2/2|2-2-2", recoded)
    if not has_year or not all(_is_time(pieces[i].text) for i, code in enumerate(recoded) if code == "t"):
        return codes
    return recoded


def _is_time(digits: str) -> bool:
    return int(digits[:2]) < 24 and int(digits[2:]) < 60
