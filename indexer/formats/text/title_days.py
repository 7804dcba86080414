"""A headline with the day of publication behind it on one line (`橋が開通　２０１４年５月６日`, `Bridge opens (March 5, 2021)`) -> both.

Only what sets the day off counts: brackets, a bar or a dash, many blanks, a blank behind letters that are written without blanks, or the form
2021-03-05. A day that a sentence names (`Pier to close on March 5, 2021`) is part of it.
"""

from __future__ import annotations

import re

from indexer.article import PublicationDate
from indexer.dates import DateContext, read_date

LONGEST_TITLE = 300
LEAST_LETTERS = 2

_DIGIT = re.compile(r"\d")
_DAY = r"[^()（）\[\]［］【】〔〕|｜·•]{6,40}"
_SET_OFF = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[(（\[［【〔]\s?({_DAY})[)）\]］】〕]$",
        rf"\s?[|｜·•]\s?({_DAY})$",
        rf"\s[–—-]\s({_DAY})$",
        r"\s(\d{4}-\d{2}-\d{2})$",
        r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af」』”）)！？])\s+((?:\d|令和|平成|昭和|大正|明治|民國)\S{1,30}(?:\s\S{2,12}){0,3})$",
    )
)


_WIDE = re.compile(rf"(?<=\S)(?:[ \u00a0\u3000]{{3,100}}|[ ]?\t[ \t]{{0,100}})(?={_DAY}$)")


def mark_wide_day(text: str, context: DateContext) -> str:
    """A text with a bar for the many blanks, or the tabulator, between the words of its first line and a day at its end: blanks are soon all one."""
    start = len(text) - len(text.lstrip())
    line = text[start : start + LONGEST_TITLE].partition("\n")[0].rstrip()
    wide = next(reversed(list(_WIDE.finditer(line))), None)
    if wide is None or not isinstance(
        read_date(line[wide.end() :], context, origin="byline", alone=True), PublicationDate
    ):
        return text
    marked = f"{line[: wide.start()]} | {line[wide.end() :]}"
    return f"{text[:start]}{marked}{text[start + len(line) :]}"


def split_title_day(title: str, context: DateContext) -> tuple[str, PublicationDate] | None:
    """The headline alone, and the day behind it; None where there is none."""
    if len(title) > LONGEST_TITLE or not _DIGIT.search(title):
        return None
    for pattern in _SET_OFF:
        match = pattern.search(title)
        if match is None or not _DIGIT.search(match[1]):
            continue
        date = read_date(match[1], context, origin="byline", alone=True)
        rest = title[: match.start()].strip()
        if isinstance(date, PublicationDate) and date.precision not in ("year", "month"):
            return (rest, date) if sum(map(str.isalpha, rest)) >= LEAST_LETTERS else None
    return None
