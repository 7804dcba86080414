"""Spellings that mean something in other programs and nothing here: they are searched for as words, and a notice says what to write instead.

In: a place in what was typed, as the lexer shapes it. Who brings a search along from Nexis, Factiva, ProQuest or EBSCO must
see where it was read otherwise than meant, or a count is wrong and nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from indexer.message import Message, say
from indexer.query.notice import NoticeBook, shown

_Row = tuple[re.Pattern[str], Callable[[str], Message]]


def _row(pattern: str, message: Callable[[str], Message], flags: re.RegexFlag = re.IGNORECASE) -> _Row:
    return re.compile(pattern, flags), message


_ANYWHERE: tuple[_Row, ...] = (
    _row(
        r"(?:h?lead|h?lp)(?=\()",
        lambda typed: say("%(typed)s is no field here; it was searched for as a word. How an article opens is FIRST/50 (…), its headline title:(…).", typed=typed),
    ),
    _row(
        r"(?:(?:all|no)?caps|exact)(?=\()",
        lambda typed: say("%(typed)s is no field here; it was searched for as a word. A word exactly as it is typed is =NATO.", typed=typed),
    ),
    _row(
        r"(?:plural|singular)(?=\()",
        lambda typed: say("%(typed)s is no field here; it was searched for as a word. Any form of a word is found, and =word finds one form alone.", typed=typed),
    ),
    _row(
        r"(?:da|pdn?|py|dt|ld|date)(?=\((?:\s*[<>]|(?:aft|bef|geq|leq|from|after|before)\b))|(?:da|pdn|ld)(?=\()|(?:since|until|from|daterange|startdate|enddate):(?=\s?[0-9])",
        lambda typed: say("%(typed)s is no field here; days are written after:2020-01-15, before:2021 or date:2020-01..2020-03.", typed=typed),
    ),
    _row(
        r"[0-9]{4}(?:-[0-9]{2}){0,2}\.\.[0-9]{4}(?:-[0-9]{2}){0,2}(?=[\s)]|$)",
        lambda typed: say("%(typed)s was searched for as words; days are written after:2020-01-15, before:2021 or date:2020-01..2020-03.", typed=typed),
    ),
    _row(
        r"all(?:intitle|inurl|intext|inanchor):(?=[^\s()]+\s+[^\s)])",
        lambda typed: say("%(typed)s holds for the next word alone; for several it is title:(storm flood).", typed=typed),
    ),
    _row(
        r"[^\W\d_]{2,}(?:\[[*?$][0-9]{0,2}\]|[*$][0-9]{1,2})(?=[\s)]|$)",
        lambda typed: say("The number in %(typed)s limits nothing: here * stands for any letters, and ? for one.", typed=typed),
    ),
    _row(
        r"~[0-9]+(?=[\s)]|$)",
        lambda typed: say('%(typed)s was searched for as a word; behind a phrase it stands without a blank: "a b"~5.', typed=typed),
    ),
    _row(
        r"atl[0-9]+(?=\()|first[0-9]+(?=[\s(])",
        lambda typed: say("%(typed)s is no operator here; it was searched for as a word. How often is ATLEAST/3 (…), how early FIRST/50 (…).", typed=typed),
    ),
    _row(
        r"(?:FIRST|ATLEAST|atleast)(?=\s+[0-9])",
        lambda typed: say("%(typed)s was searched for as a word; as an operator it has its number behind a stroke: FIRST/50, ATLEAST/3.", typed=typed),
        re.RegexFlag(0),
    ),
    _row(
        r"(?:w|near|pre|onear|adj)/(?!o\b)[^\s()]*|(?:within|prox|nbr|fby|before|after|around)/[0-9]+|AROUND(?=\([0-9])|/[nwp][0-9]+(?=\s)",
        lambda typed: say("%(typed)s is no operator here; it was searched for as words. Nearness is NEAR/5, PRE/5, W/S (one sentence) or W/P (one paragraph).", typed=typed),
    ),
    _row(
        r"[^\W\d_]{3,}[$#](?=[\s)]|$)|[^\W\d_]{2,}[$#%!][^\W\d_]+",
        lambda typed: say("There is no wildcard in %(typed)s: here * stands for any letters, and ? for one.", typed=typed),
    ),
    _row(
        r"(?:date|pd)(?=\s+(?:aft|bef|is|geq|leq|eq|after|before|from|between)\b\s*\(?\s*[0-9])",
        lambda typed: say("%(typed)s was searched for as a word; days are written after:2020-01-15, before:2021 or date:2020-01..2020-03.", typed=typed),
    ),
    _row(
        r"['‘‚][^\W_][^'‘’‚\"]{0,200}\s[^'‘’‚\"]{0,200}[^\W_]['’](?![^\W_])",
        lambda typed: say("Single quotation marks make no phrase; the words of %(typed)s were searched for one by one.", typed=typed),
    ),
    _row(
        r"[^\W\d_][\w.-]{1,30}=(?:[^\W_][^\s()]*|(?=\())",
        lambda typed: say("%(typed)s names no field that is known here; it was searched for as words.", typed=typed),
    ),
    _row(
        r"[^\W\d_][\w.,-]{1,30}(?=\((?!e?s\)))",
        lambda typed: say("%(typed)s before a parenthesis is no field here; it was searched for as a word.", typed=typed),
    ),
)  # fmt: skip
"""What may be met where a word begins, and what is said of it: the first that fits."""

_WHERE_A_CLAUSE_BEGINS: tuple[_Row, ...] = (
    _row(
        r"(?:TI|AB|SU|AU|JN|TX|DT|KW)(?=\s+(?!AND\b|OR\b|NOT\b)[^\s)])",
        lambda typed: say("%(typed)s was searched for as a word; a field has a colon: title:storm, byline:smith, summary:, tag:, source:, date:.", typed=typed),
        re.RegexFlag(0),
    ),
)  # fmt: skip

_BEHIND_OTHERS: tuple[_Row, ...] = (
    _row(
        r"[–—][^\W_][^\s()]*",
        lambda typed: say("In %(typed)s stands a dash; only a hyphen (-) leaves a word out.", typed=typed),
    ),
    _row(
        r"[NW][0-9]{1,2}(?=\s+[^\s)])|(?-i:adj|onear)(?=\s+[^\s)])|within(?=\s+[0-9])|(?-i:WITHIN)",
        lambda typed: say("%(typed)s was searched for as a word; nearness is written NEAR/5, or PRE/5 in this order.", typed=typed),
    ),
    _row(
        r"XOR(?=\s+[^\s)])",
        lambda typed: say("%(typed)s was searched for as a word; one of two and not both is (a NOT b) OR (b NOT a).", typed=typed),
        re.RegexFlag(0),
    ),
    _row(
        r"\+(?:[sp]|[0-9]{1,3})(?=\s+[^\s)])",
        lambda typed: say("%(typed)s was read as a word that must be there; nearness in this order is PRE/5, and W/S is one sentence, W/P one paragraph.", typed=typed),
    ),
)  # fmt: skip


def note_stranger(shape: str, start: int, notices: NoticeBook, *, follows: bool, begins: bool) -> bool:
    """Notes what stands at a place where a word begins, and says whether there was something to note.

    `follows`: whether something was typed before it; `begins`: whether that was no word, but an operator or a parenthesis.
    """
    for found, message in _met(shape, start, follows=follows, begins=begins):
        notices.add(message(shown(found[0])), *found.span())
        return True
    return False


def note_skipped(blank: re.Match[str], notices: NoticeBook) -> None:
    """Notes a `%` that stands alone, Westlaw's BUT NOT, among the signs that are skipped."""
    at = blank[0].find(" % ")
    if at >= 0:
        place = blank.start() + at + 1
        notices.add(
            say("%(typed)s was left out; what shall not be there is written NOT storm.", typed=shown("%")),
            place,
            place + 1,
        )


def _met(
    shape: str, start: int, *, follows: bool, begins: bool
) -> Iterator[tuple[re.Match[str], Callable[[str], Message]]]:
    rows = chain(_ANYWHERE, _BEHIND_OTHERS if follows else (), _WHERE_A_CLAUSE_BEGINS if begins else ())
    for pattern, message in rows:
        if found := pattern.match(shape, start):
            yield found, message
