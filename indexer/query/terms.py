"""One typed piece -> the node it stands for: a word, a wildcard, a fuzzy word, an exact one.

A piece has no blank in it and no operator; it comes from between blanks or from inside a quotation.
Punctuation around wildcards and fuzzy words is cut off, since they are compared as patterns; a plain
word stays as typed, for `analysis` knows what its points and hyphens mean.
"""

from __future__ import annotations

import re

from indexer.message import say
from indexer.query.notice import NoticeBook, shown
from indexer.query.tree import All, Exact, Fuzzy, Node, Phrase, Wildcard, Word

Term = Word | Wildcard | Fuzzy | Exact

_LETTER = re.compile(r"[^\W_]")
_TILDE = re.compile(r"[0-9]*(?:\.[0-9]+)?")
_STARS = re.compile(r"\*+")
_PIECE = re.compile(r"[^\s\u200b\ufeff]+")
_PLAIN = re.compile(r"[^*?~!]+")
_SHOUTS = re.compile(r"(?:[!?]*![!?]+|[!?]+!)$")
"""`Stop!!` and `What?!` are words with punctuation, no wildcards."""
_CLOSING_MARKS = ",.;:"
_NO_WORD = re.compile("[ـʻʼ]")
"""Letters by their class that are no word alone: the tatweel lengthens, the others are apostrophes."""
MOST_EDITS = 2


def read_piece(text: str, start: int, notices: NoticeBook) -> Term | None:
    """The term that a piece stands for; None where it holds no letter and no digit. `*` is any one word."""
    end = start + len(text)
    if text.isalpha() and not _NO_WORD.search(text):
        return Word(text, start=start, end=end)
    text = text.replace("＊", "*")
    if not _has_letter(text):
        return Wildcard("*", start=start, end=end) if text.strip(_CLOSING_MARKS) == "*" else None
    if text[0] == "=":
        return Exact(text.lstrip("="), start=start, end=end)
    if _PLAIN.fullmatch(text):
        return Word(text, start=start, end=end)
    if "://" in text:
        return Word(text, start=start, end=end)
    term = _read_marked(text, start, end, notices)
    return term if term is not None and _is_stable(term) else Word(text, start=start, end=end)


def _is_stable(term: Term) -> bool:
    """Whether the term's own text is read as the same again; a tangle of marks is not, and no pattern either."""
    again = _read_marked(written(term), 0, 0, NoticeBook())
    return again is None if isinstance(term, Word) else again == term


def _read_marked(text: str, start: int, end: int, notices: NoticeBook) -> Term | None:
    """The term that `*`, `?`, `~` or `!` make of a piece, if any."""
    core = _SHOUTS.sub("", _trimmed(text, "*?~!"))
    return (
        _read_fuzzy(core, start, end, notices)
        or _read_truncated(core, start, end)
        or _read_wildcard(core, start, end)
    )


def written(term: Term) -> str:
    """A term as it is written inside a quotation."""
    match term:
        case Word(text):
            return text
        case Wildcard(pattern):
            return pattern
        case Fuzzy(text, distance):
            return f"{text}~{distance}"
        case Exact(text):
            return f"={text}"
    raise AssertionError(term)


def read_pieces(text: str, start: int, notices: NoticeBook, *, exact: bool = False) -> list[Term]:
    """The terms inside a quotation whose text begins at `start`. `exact`: taken letter for letter."""
    terms: list[Term] = []
    for piece in _PIECE.finditer(text):
        place = start + piece.start()
        if exact:
            if _has_letter(piece[0]):
                terms.append(Exact(piece[0], start=place, end=place + len(piece[0])))
        elif term := read_piece(piece[0], place, notices):
            terms.append(term)
    return terms


def phrase_of(terms: list[Term], slop: int | None, start: int, end: int) -> Node | None:
    """The node of a quotation. One word is no phrase; exact words side by side are one exact text."""
    if not terms:
        return None
    if len(terms) == 1:
        return All(start=start, end=end) if terms[0] == Wildcard("*") else _moved(terms[0], start, end)
    exact = [term.text for term in terms if isinstance(term, Exact)]
    if slop is None and len(exact) == len(terms):
        return Exact(" ".join(exact), start=start, end=end)
    return Phrase(tuple(terms), slop, start=start, end=end)


def _moved(term: Term, start: int, end: int) -> Term:
    """The same term at the place of its quotation."""
    match term:
        case Word(text):
            return Word(text, start=start, end=end)
        case Wildcard(pattern):
            return Wildcard(pattern, start=start, end=end)
        case Fuzzy(text, distance):
            return Fuzzy(text, distance, start=start, end=end)
        case Exact(text):
            return Exact(text, start=start, end=end)
    raise AssertionError(term)


def _read_fuzzy(text: str, start: int, end: int, notices: NoticeBook) -> Term | None:
    """Reads `color~`, `color~1` and Lucene's older `color~0.8`."""
    head, tail = _split_tilde(text)
    if tail is None:
        return None
    if "*" in head or "?" in head:
        notices.add(
            say("A wildcard cannot be fuzzy too: the ~ of %(text)s was left out.", text=shown(text)),
            start,
            end,
        )
        return _read_wildcard(head, start, end)
    distance = _edits(head, tail)
    if tail and tail != str(distance):
        read = f"{head}~{distance}" if distance else head
        notices.add(
            say(
                "~ takes 1 or %(most)s (letters that may differ): %(text)s was read as %(read)s.",
                most=MOST_EDITS,
                text=shown(text),
                read=shown(read),
            ),
            start,
            end,
        )
    return Fuzzy(head, distance, start=start, end=end) if distance else Word(head, start=start, end=end)


def _has_letter(text: str) -> bool:
    """Whether analysis finds a word in it."""
    return _LETTER.search(_NO_WORD.sub("", text)) is not None


def _split_tilde(text: str) -> tuple[str, str | None]:
    """The text before its `~1`, and what stands behind the `~`; None where it is not fuzzy. Of several, the last counts."""
    head, last = text, None
    while True:
        before, tilde, tail = head.rpartition("~")
        if not tilde or not _TILDE.fullmatch(tail):
            break
        head, last = _trimmed(before, "*?~"), tail if last is None else last
    return (_trimmed(head, "*?"), last) if last is not None and _has_letter(head) else (text, None)


def _edits(head: str, tail: str) -> int:
    """Edits that `~tail` allows; a share below 1 is turned as Lucene did: (1 - share) of the letters."""
    if not tail:
        return 1
    number = float(tail)
    if 0 < number < 1:
        return max(1, min(MOST_EDITS, int((1 - number) * len(head))))
    return int(min(MOST_EDITS, number))


def _read_truncated(text: str, start: int, end: int) -> Term | None:
    """Reads `immigr!` of Nexis, any ending."""
    head = _trimmed(text[:-1], "*?") if text.endswith("!") and text[-2:-1].isalnum() else ""
    return Wildcard(_STARS.sub("*", f"{head}*"), start=start, end=end) if head else None


def _read_wildcard(text: str, start: int, end: int) -> Term | None:
    """Reads `immigr*`, `wom?n`, `*gate`. The `?` of an address is none."""
    if "*" not in text and ("/" in text or "=" in text):
        return None
    pattern = _STARS.sub("*", _trimmed(text, "*?"))
    return Wildcard(pattern, start=start, end=end) if "*" in pattern or "?" in pattern else None


def _trimmed(text: str, kept: str) -> str:
    """The text without the punctuation around it, save the marks `kept`."""
    first, last = 0, len(text)
    while first < last and not (text[first].isalnum() or text[first] in kept):
        first += 1
    while last > first and not (text[last - 1].isalnum() or text[last - 1] in kept):
        last -= 1
    return text[first:last]
