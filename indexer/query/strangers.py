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
        r"(?:atl|first)[0-9]+(?=\()",
        lambda typed: say("%(typed)s is no operator here; it was searched for as a word. How often is ATLEAST/3 (…), how early FIRST/50 (…).", typed=typed),
    ),
    _row(
        r"[^\W\d_][\w.,]{1,30}(?=\((?!e?s\)))",
        lambda typed: say("%(typed)s before a parenthesis is no field here; it was searched for as a word.", typed=typed),
    ),
    _row(
        r"(?:FIRST|ATLEAST|atleast)(?=\s+[0-9])",
        lambda typed: say("%(typed)s was searched for as a word; as an operator it has its number behind a stroke: FIRST/50, ATLEAST/3.", typed=typed),
        re.RegexFlag(0),
    ),
    _row(
        r"(?:w|near|pre|onear|adj)/(?!o\b)[^\s()]*",
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
        r"[^\W\d_][\w.-]{1,30}=[^\W_][^\s()]*",
        lambda typed: say("%(typed)s names no field that is known here; it was searched for as words.", typed=typed),
    ),
)  # fmt: skip
"""What may be met where a word begins, and what is said of it: the first that fits."""

_BEHIND_OTHERS: tuple[_Row, ...] = (
    _row(
        r"[–—][^\W_][^\s()]*",
        lambda typed: say("In %(typed)s stands a dash; only a hyphen (-) leaves a word out.", typed=typed),
    ),
    _row(
        r"[NW][0-9]{1,2}(?=\s+[^\s)])",
        lambda typed: say("%(typed)s was searched for as a word; nearness is written NEAR/5, or PRE/5 in this order.", typed=typed),
        re.RegexFlag(0),
    ),
)  # fmt: skip


def note_stranger(shape: str, start: int, notices: NoticeBook, *, follows: bool) -> None:
    """Notes what stands at a place where a word begins. `follows`: whether something was typed before it."""
    for found, message in _met(shape, start, follows=follows):
        notices.add(message(shown(found[0])), *found.span())
        return


def _met(
    shape: str, start: int, *, follows: bool
) -> Iterator[tuple[re.Match[str], Callable[[str], Message]]]:
    for pattern, message in chain(_ANYWHERE, _BEHIND_OTHERS if follows else ()):
        if found := pattern.match(shape, start):
            yield found, message
