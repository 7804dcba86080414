"""Marked passages of a text: what a result list shows of an article.

In: a text and the ranges that matched in it. Out: `Snippet`s, verbatim, their marks counted from their
own start; the best `count` passages in the order of the text. Best is what holds the most different
marked words, then the most marks, then what comes first. A passage begins with a sentence where one
begins near, stays within a paragraph where its marks do, and cuts no word. Ellipses are the page's affair.
`passages_of` says which text of an article is shown: the body, else the summary and captions, else the opening.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from indexer.article import Article
from indexer.engines.contract import MarkedArticle, Snippet
from indexer.words.analysis import SCAN
from indexer.words.folding import fold
from indexer.words.sentences import STOPS

Range = tuple[int, int]

SNIPPET_LENGTH = 240
OPENING_LENGTH = 160
_LEAD = 80
"""Code points before the first mark where no sentence begins near."""
_LONGEST_WORD = 60
"""How far a cut moves to spare a word."""
_SHORTEST_OPENING = 40

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\u2029\s*")
_BLANK = re.compile(r"\s")
_STOP = re.compile(rf"[{STOPS}\n\u2029]")
"""What the end of a sentence or paragraph begins with."""


def passages_of(marked: MarkedArticle, count: int) -> tuple[Snippet, ...]:
    """What is shown of an article below its headline: at most `count` passages.

    Those of the body; where it holds no marked word, those of the summary and of captions; where these
    hold none either (the words stand in the headline, or there were none), the body's first words, unmarked.
    """
    article = marked.article
    passages = cut_snippets(article.body, marked.body, count=count)
    if passages:
        return passages
    passages = cut_snippets(article.summary or "", marked.summary, count=count)
    for caption, ranges in zip(article.captions, marked.captions, strict=True):
        if len(passages) < count:
            passages += cut_snippets(caption, ranges, count=1)
    return passages or _unmarked_passage(marked, count)


def _unmarked_passage(marked: MarkedArticle, count: int) -> tuple[Snippet, ...]:
    """The opening; none for an article without a headline, in whose place the opening stands already."""
    article = marked.article
    if not count or article.title is None:
        return ()
    text = opening(article.body, SNIPPET_LENGTH) or opening(article.summary or "", SNIPPET_LENGTH)
    return (Snippet(text=text),) if text else ()


def cut_snippets(
    text: str, marks: Sequence[Range], *, count: int = 2, length: int = SNIPPET_LENGTH
) -> tuple[Snippet, ...]:
    """The best passages of about `length` code points around `marks` (sorted, apart); () where nothing is marked."""
    words = [fold(text[start:end][:_LONGEST_WORD]) for start, end in marks]
    shown: set[str] = set()
    passages: list[Range] = []
    while len(passages) < count:
        run = _best_run(marks, words, shown, passages, length)
        if run is None:
            break
        first, last = run
        passages.append(_passage(text, marks[first][0], marks[last][1], length, passages))
        shown.update(words[first : last + 1])
    return tuple(_snippet(text, marks, passage) for passage in sorted(passages))


def opening(text: str, length: int = OPENING_LENGTH) -> str:
    """The first words of a text, at most `length` code points, of its first paragraph unless that is very short."""
    start = len(text) - len(text.lstrip())
    paragraph = _PARAGRAPH.search(text, min(start + _SHORTEST_OPENING, len(text)), start + length)
    end = paragraph.start() if paragraph else _cut_back(text, start + 1, start + length)
    return text[start:end].rstrip()


def opening_of(article: Article) -> str:
    """The first words of an article without a title, which stand in its place; empty where it has one."""
    return "" if article.title is not None else opening(article.body or article.summary or "")


def _best_run(
    marks: Sequence[Range], words: list[str], shown: set[str], taken: list[Range], length: int
) -> tuple[int, int] | None:
    """Numbers of the first and last mark of the best run that fits into `length` and is not shown yet."""
    best, best_value = None, (-1, -1, -1)
    inside: dict[str, int] = {}
    fresh, last = 0, -1
    for first, (start, end) in enumerate(marks):
        limit = max(start + length, end)
        while last + 1 < len(marks) and marks[last + 1][1] <= limit:
            last += 1
            word = words[last]
            if word not in inside:
                inside[word] = 0
                fresh += word not in shown
            inside[word] += 1
        value = (fresh, len(inside), last - first)
        if value > best_value and not _overlaps(taken, start, marks[last][1]):
            best, best_value = (first, last), value
        word = words[first]
        inside[word] -= 1
        if not inside[word]:
            del inside[word]
            fresh -= word not in shown
    return best


def _overlaps(taken: list[Range], start: int, end: int) -> bool:
    return any(start < other_end and end > other_start for other_start, other_end in taken)


def _passage(text: str, first: int, last: int, length: int, taken: list[Range]) -> Range:
    """Where the passage around the marks `first`..`last` begins and ends."""
    floor = max((end for _, end in taken if end <= first), default=0)
    ceiling = min((start for start, _ in taken if start >= last), default=len(text))
    room = max(0, length - (last - first))
    start = _beginning(text, first, room, floor)
    end = min(max(start + length, last), ceiling)
    paragraph = _PARAGRAPH.search(text, last, end)
    if paragraph:
        end = paragraph.start()
    elif end < ceiling:
        end = _cut_back(text, last, end)
    return start, len(text[:end].rstrip()) if text[last:end].strip() else last


def _beginning(text: str, first: int, room: int, floor: int) -> int:
    """The sentence start nearest before `first` with room left behind it, else a word's start a little before."""
    lowest = max(floor, first - room)
    start = _last_sentence(text, lowest, first)
    if start is not None:
        return start
    if lowest == 0:
        return first - len(text[:first].lstrip())
    return _cut_ahead(text, max(lowest, first - min(_LEAD, room // 2)), first)


def _last_sentence(text: str, lowest: int, first: int) -> int | None:
    """The last place up to `first` where a sentence or paragraph begins, another one ending at or behind `lowest`; None where there is none.

    Only the words that hold a stop are scanned, the last one first.
    """
    behind = first
    for stop in reversed([match.start() for match in _STOP.finditer(text, lowest, first)]):
        if stop < behind:
            behind = _word_start(text, lowest, stop)
            end = _boundary_end(text, behind, stop, first)
            if end is not None:
                return end
    return None


def _boundary_end(text: str, start: int, stop: int, limit: int) -> int | None:
    """Where the last boundary ends that begins between `start` and `stop`, both in; nothing behind `limit` is looked at."""
    end = None
    for match in SCAN.finditer(text, start, limit):
        if match.start() > stop:
            break
        if _is_boundary(match[0]):
            end = match.end()
    return end


def _word_start(text: str, lowest: int, place: int) -> int:
    """Where the last word before `place` begins, with no white space before it but at `lowest`."""
    before = text[lowest:place].rstrip()
    return lowest + len(before) - len(before.rsplit(None, 1)[-1]) if before else lowest


def _is_boundary(surface: str) -> bool:
    return not (surface[0].isalnum() or surface[0] == "_")


def _cut_ahead(text: str, place: int, last: int) -> int:
    """The start of the first whole word at or behind `place`, at most at `last`."""
    if place == 0 or _BLANK.match(text, place - 1):
        return place
    blank = _BLANK.search(text, place, min(last, place + _LONGEST_WORD))
    if blank:
        return blank.end()
    while place < last and _is_mark(text[place]):
        place += 1
    return place


def _cut_back(text: str, first: int, place: int) -> int:
    """The end of the last whole word at or before `place`, at least at `first`."""
    if place >= len(text) or _BLANK.match(text, place):
        return min(place, len(text))
    before = text[max(first, place - _LONGEST_WORD) : place]
    word = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    if len(word) < len(before):
        return place - len(word) - 1
    while place > first and _is_mark(text[place]):
        place -= 1
    return place


def _is_mark(character: str) -> bool:
    """Whether it combines with the letter before it, and must not begin a passage."""
    return unicodedata.category(character)[0] == "M"


def _snippet(text: str, marks: Sequence[Range], passage: Range) -> Snippet:
    start, end = passage
    first = bisect_left(marks, (start, 0))
    inside = []
    for mark_start, mark_end in marks[max(0, first - 1) :]:
        if mark_start >= end:
            break
        if mark_end > start:
            inside.append((max(mark_start, start) - start, min(mark_end, end) - start))
    return Snippet(text=text[start:end], marks=tuple(inside))
