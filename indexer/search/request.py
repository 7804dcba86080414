"""The one door to a search: a user's strings -> `SearchRequest`.

The command line, the page and the API all come through here, so a value means the same in each and is
refused with the same words. What cannot be read raises QueryError with `field`, the name of the
parameter. Asking the engine, HTTP and HTML are left to the callers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, cast

from indexer.dates.days import FORMS, FORMS_OF_AN_END, read_days
from indexer.engines.contract import (
    DEEPEST_HIT,
    FACETS,
    Facet,
    Filters,
    Interval,
    SearchRequest,
    Sort,
)
from indexer.engines.timeline import INTERVALS, MOST_BARS
from indexer.errors import QueryError
from indexer.message import Message, say
from indexer.query.language_codes import code_of_language
from indexer.query.notice import Notice, NoticeBook, shown
from indexer.query.parser import BOUNDS, parse
from indexer.query.printer import str_of
from indexer.query.shape import shape_of
from indexer.query.tree import (
    And,
    AtLeast,
    Exact,
    First,
    Fuzzy,
    InField,
    Near,
    Node,
    Or,
    Phrase,
    Same,
    Wildcard,
    Word,
)
from indexer.search.synonyms import Synonyms, widen

LARGEST_PAGE = 1_000
"""Hits on one page; whoever wants more exports."""

MOST_FACET_VALUES = 1_000
"""Values listed of one facet."""

MOST_VALUES = 256
_LONGEST_VALUE = 1_000
_LONGEST_DAY = 100
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]+")
_SCORED = (Word, Wildcard, Fuzzy, Exact, Phrase, Near, Same, AtLeast, First, InField)
_FACET_NAMES: Mapping[str, Facet] = {**{facet: facet for facet in FACETS}, "lang": "language"}


def make_request(
    *,
    text: str = "",
    first: str = "",
    last: str = "",
    match: str = "all",
    sort: str = "",
    page: str = "1",
    size: str = "10",
    include: Mapping[str, Sequence[str]] = {},
    exclude: Mapping[str, Sequence[str]] = {},
    today: date,
    deadline: float = 1.0,
    interval: str = "",
    facets: Sequence[Facet] = FACETS,
    facet_values: int | str = 20,
    timeline: bool = True,
    bars: int = MOST_BARS,
    snippets: int = 2,
    synonyms: Synonyms | None = None,
) -> SearchRequest:
    """Reads a search as typed: `first` and `last` are the parameters `from` and `to`, both days in.

    `include` and `exclude` map a facet (or `lang`) to the values chosen. `today` is the day in the
    searcher's zone; `deadline` in seconds; `synonyms` widen the words. Raises QueryError, whose `field` is the parameter's name.
    """
    how = _choice(match, "match", ("all", "any"), "all")
    query, notices = _without_control(text)
    parsed = parse(query, today=today, match=cast(Literal["all", "any"], how))
    tree, widened = _widen(parsed.tree, synonyms)
    filters, turned = _filters(first, last, include, exclude, today)
    number, per_page = _page_and_size(page, size)
    return SearchRequest(
        text=query,
        understood=str_of(tree) if tree is not None else "",
        notices=(*notices, *(parsed.notices if query.strip() else ()), *widened, *turned),
        tree=tree,
        filters=filters,
        sort=_sort(sort, tree),
        page=number,
        size=per_page,
        facets=tuple(facets),
        facet_values=_facet_values(str(facet_values)),
        timeline=timeline,
        interval=cast(Interval, _choice(interval, "interval", INTERVALS, "")) or None,
        bars=bars,
        snippets=snippets,
        deadline=deadline,
    )


# Reading parameters


def _choice(value: str, field: str, choices: tuple[str, ...], default: str) -> str:
    chosen = value.strip().lower()
    if not chosen:
        return default
    if chosen not in choices:
        raise QueryError(
            say(
                "%(field)s is one of %(choices)s, not %(value)s.",
                field=field,
                choices=", ".join(choices),
                value=shown(value),
            ),
            field=field,
            start=0,
            end=len(value),
        )
    return chosen


def _without_control(text: str) -> tuple[str, tuple[Notice, ...]]:
    """The text without control characters and lone surrogates, and the notice that says so."""
    found = _CONTROL.search(text)
    if found is None:
        return text, ()
    message = say("Control characters in the query were dropped.")
    return _CONTROL.sub("", text), (Notice(message=message, start=found.start(), end=found.start()),)


def _widen(tree: Node | None, synonyms: Synonyms | None) -> tuple[Node | None, tuple[Notice, ...]]:
    """The tree with its words widened by a file of synonyms, and notices that say which."""
    if tree is None or not synonyms:
        return tree, ()
    notices = NoticeBook()
    return widen(tree, synonyms, notices, BOUNDS.terms), notices.in_order()


def _sort(value: str, tree: Node | None) -> Sort:
    """The order asked for; relevance is the default where words can be scored, and newest where none can."""
    scored = tree is not None and _has_words(tree)
    default = "relevance" if scored else "newest"
    chosen = _choice(value, "sort", ("relevance", "newest", "oldest"), default)
    return cast(Sort, default if chosen == "relevance" else chosen)


def _has_words(node: Node) -> bool:
    """Whether the tree looks for words, not only for what an article is without, or for values and days."""
    if isinstance(node, (And, Or)):
        return any(map(_has_words, node.nodes))
    return isinstance(node, _SCORED)


def _page_and_size(page: str, size: str) -> tuple[int, int]:
    per_page = _number(size, "size", 10)
    if per_page > LARGEST_PAGE:
        raise _wrong_number(
            size,
            "size",
            say("a page shows %(most)s hits at most; an export gives all of them", most=LARGEST_PAGE),
        )
    number = _number(page, "page", 1)
    _check_depth(number, per_page)
    return number, per_page


def _facet_values(value: str) -> int:
    listed = _number(value, "facet_values", 20)
    if listed > MOST_FACET_VALUES:
        reason = say("at most %(most)s values of a facet are listed", most=MOST_FACET_VALUES)
        raise _wrong_number(value, "facet_values", reason)
    return listed


def _check_depth(page: int, size: int) -> None:
    if page * size > DEEPEST_HIT:
        deepest = DEEPEST_HIT // size
        message = say(
            "Pages end at %(deepest)s hits, with %(size)s on a page at page %(page)s. "
            "An export (/search.csv, `morgue export`) has all of them; or narrow the search by a word, by dates or by source.",
            deepest=DEEPEST_HIT,
            size=size,
            page=deepest,
        )
        raise QueryError(message, field="page")


def _number(value: str, field: str, default: int) -> int:
    """A number from 1 in ASCII digits; of any length, as a request is text."""
    digits = value.strip()
    if not digits:
        return default
    if not (digits.isascii() and digits.isdigit()):
        raise _wrong_number(value, field, say("it is a whole number from 1, in digits"))
    digits = digits.lstrip("0")
    if not digits:
        raise _wrong_number(value, field, say("it begins at 1"))
    return int(digits) if len(digits) <= 9 else 10**9


def _wrong_number(value: str, field: str, reason: str) -> QueryError:
    message = say(
        "%(field)s cannot be %(value)s: %(reason)s.", field=field, value=shown(value), reason=reason
    )
    return QueryError(message, field=field, start=0, end=len(value))


def _filters(
    first: str,
    last: str,
    include: Mapping[str, Sequence[str]],
    exclude: Mapping[str, Sequence[str]],
    today: date,
) -> tuple[Filters, tuple[Notice, ...]]:
    begin, finish, notices = _days(first, last, today)
    filters = Filters(
        first=begin, last=finish, include=_values(include, ""), exclude=_values(exclude, "exclude_")
    )
    return filters, notices


def _days(first: str, last: str, today: date) -> tuple[str | None, str | None, tuple[Notice, ...]]:
    """The first day of `from` and the last of `to`; turned, with a notice, where they run backwards."""
    begin, finish = _period(first, "from", today), _period(last, "to", today)
    if begin and finish and begin[0] > finish[0] and begin[1] > finish[1]:
        message = say(
            "The days ran backwards, from %(first)s to %(last)s; they were turned.",
            first=shown(first),
            last=shown(last),
        )
        return finish[0], begin[1], (Notice(message=message, start=0, end=0),)
    return begin[0] if begin else None, finish[1] if finish else None, ()


def _period(text: str, field: str, today: date) -> tuple[str, str] | None:
    """The first and last day of a typed day, month, year or span; None where nothing was typed."""
    typed = text.strip()
    if not typed:
        return None
    if len(typed) > _LONGEST_DAY or not typed.isprintable():
        message = say("%(text)s is no date; write 2020-02-15, 2020-02, 2020, today or 7d.", text=shown(typed))
        raise QueryError(message, field=field, start=0, end=len(text))
    try:
        first, last = read_days(shape_of(typed), today)
    except QueryError as error:
        raise QueryError(_of_an_end(error.message), field=field, start=0, end=len(text)) from error
    if first is None or last is None or first > last:
        message = say(
            "%(field)s takes one day, month or year, such as 2020-02-15, 2020-02 or 2020; %(text)s is a range.",
            field=field,
            text=shown(typed),
        )
        raise QueryError(message, field=field, start=0, end=len(text))
    return first, last


def _of_an_end(message: str) -> str:
    """The message without the form of a range, which the field would refuse."""
    if isinstance(message, Message) and message.parameters.get("forms") == FORMS:
        return say(message.template, **{**message.parameters, "forms": FORMS_OF_AN_END})
    return message


def _values(chosen: Mapping[str, Sequence[str]], prefix: str) -> dict[Facet, tuple[str, ...]]:
    """The values of each facet as they are compared: without control characters, each once, none empty; a language by its code."""
    values: dict[Facet, tuple[str, ...]] = {}
    for name, given in chosen.items():
        facet = _FACET_NAMES.get(name)
        if facet is None:
            raise QueryError(
                say(
                    "There is no filter %(name)s; there are %(names)s.",
                    name=shown(name),
                    names=", ".join(FACETS),
                ),
                field=prefix + name,
            )
        if len(given) > MOST_VALUES or any(len(value) > _LONGEST_VALUE for value in given):
            message = say(
                "A filter takes %(values)s values of %(characters)s characters at most.",
                values=MOST_VALUES,
                characters=_LONGEST_VALUE,
            )
            raise QueryError(message, field=prefix + name)
        clean = [_CONTROL.sub("", value).strip() for value in given]
        if facet == "language":
            clean = [code_of_language(value) or value for value in clean]
        kept = tuple(dict.fromkeys(value for value in clean if value))
        if kept:
            values[facet] = tuple(dict.fromkeys((*values.get(facet, ()), *kept)))
    return values
