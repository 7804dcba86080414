"""Wildcards and fuzzy words against one folded form: small exact tests, each bounded by the product of two lengths.

Engines that scan whole dictionaries have quicker ways; what these say is what they must say.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_UNIT = re.compile(r"\\(.)|(.)", re.DOTALL)
_MANY, _ONE = "\ufdd0", "\ufdd1"
"""What `*` and `?` are while a value is folded: no text holds these."""
_WILD = {"*": _MANY, "?": _ONE}


def value_test(pattern: str, fold: Callable[[str], str]) -> Callable[[str], bool]:
    """A test for a whole value's pattern (`query.value_patterns`), in which a backslash takes the meaning from what follows. Values are folded already, as `fold` does it."""
    units = [sign or _WILD.get(plain, plain) for sign, plain in _UNIT.findall(pattern)]
    return _test(fold("".join(units)))


def pattern_test(pattern: str) -> Callable[[str], bool]:
    """A test for `pattern`, in which `*` is any characters or none and `?` exactly one. Both sides are folded already."""
    return _test(pattern.replace("*", _MANY).replace("?", _ONE))


def _test(pattern: str) -> Callable[[str], bool]:
    segments = pattern.split(_MANY)
    if len(segments) == 1:
        return lambda form: len(form) == len(pattern) and _fits(pattern, form, 0)
    head, *middle, tail = segments
    if not middle and _ONE not in pattern:
        least = len(head) + len(tail)
        return lambda form: len(form) >= least and form.startswith(head) and form.endswith(tail)
    return lambda form: _fits_around(head, [segment for segment in middle if segment], tail, form)


def _fits_around(head: str, middle: list[str], tail: str, form: str) -> bool:
    """Each segment at the first place where it fits: a later place could only leave less for the rest."""
    place, last = len(head), len(form) - len(tail)
    if place > last or not _fits(head, form, 0) or not _fits(tail, form, last):
        return False
    for segment in middle:
        while place + len(segment) <= last and not _fits(segment, form, place):
            place += 1
        if place + len(segment) > last:
            return False
        place += len(segment)
    return True


def _fits(segment: str, form: str, place: int) -> bool:
    return all(wanted in (_ONE, form[place + index]) for index, wanted in enumerate(segment))


def within_edits(one: str, other: str, most: int) -> bool:
    """Whether at most `most` edits lie between two words: an insertion, deletion, substitution, or swap of neighbours.

    The distance is optimal string alignment (no letter is edited twice), as in Damerau 1964.
    """
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        after = [index]
        for place, wanted in enumerate(other, 1):
            best = min(row[place] + 1, after[-1] + 1, row[place - 1] + (letter != wanted))
            if index > 1 and place > 1 and letter == other[place - 2] and wanted == one[index - 2]:
                best = min(best, before[place - 2] + 1)
            after.append(best)
        if min(after) > most and min(row) > most:
            return False
        before, row = row, after
    return row[-1] <= most
