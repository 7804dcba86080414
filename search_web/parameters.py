"""Names of parameters: those that a search's address takes, and which of them another name was meant to be.

A filter that is mistyped filters nothing, and the count is then of other articles than somebody believes. Programs and files are refused
for it. A page is not, as what passes its links on adds names of its own (`utm_source`): it says which of its own names one is near to.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from werkzeug.datastructures import MultiDict

from indexer.engines.spelling import edits_allowed
from indexer.errors import QueryError
from indexer.matching.patterns import within_edits
from indexer.message import say
from indexer.query.notice import Notice, shown
from search_web.links import FACET_PARAMETERS, SCALARS, SearchAddress, read_address
from search_web.negotiation import PARAMETER

_FILTERS = tuple(FACET_PARAMETERS.values())
NAMES = (*SCALARS, "compare", *_FILTERS, *(f"exclude_{name}" for name in _FILTERS))
"""Of a search, on the page and elsewhere, so that the address of one serves for the other."""

MOST_TOLD = 3
_MOST_LOOKED_AT = 20
"""An address has room for thousands, and each is held against all names."""

_ELSEWHERE = {
    "query": "q", "text": "q", "search": "q", "keyword": "q", "keywords": "q", "words": "q", "language": "lang",
    "author": "byline", "publication": "source", "newspaper": "source", "category": "section", "topic": "tag",
    "date": "from", "start": "from", "since": "from", "after": "from", "date_from": "from", "from_date": "from", "start_date": "from",
    "until": "to", "end": "to", "before": "to", "date_to": "to", "to_date": "to", "end_date": "to",
    "order": "sort", "order_by": "sort", "sort_by": "sort", "limit": "size", "per_page": "size", "page_size": "size", "rows": "size",
    **{f"exclude_{name}": f"exclude_{ours}" for name, ours in (("language", "lang"), ("author", "byline"), ("publication", "source"), ("category", "section"), ("topic", "tag"))},
}  # fmt: skip
"""What other archives call them."""


def read_strictly(args: MultiDict[str, str], *more: str) -> SearchAddress:
    """The search of an address that has no parameter but those of a search and `more`. Raises QueryError, whose field is the other one."""
    for name in _unknown(args, more):
        meant = _meant(name)
        told = (
            say("There is no parameter %(name)s here; did you mean %(meant)s?", name=shown(name), meant=meant)
            if meant
            else say(
                "There is no parameter %(name)s here; there are %(names)s.",
                name=shown(name),
                names=", ".join((*NAMES, *more)),
            )
        )
        raise QueryError(told, field=name[:100])
    return read_address(args)


def ignored(args: MultiDict[str, str], *more: str) -> tuple[Notice, ...]:
    """What a page says of parameters that it does not take and that were meant for others, of a few."""
    meant = ((name, _meant(name)) for name in _unknown(args, more))
    return tuple(
        Notice(
            message=say(
                "The address says %(name)s, which was ignored; did you mean %(meant)s?",
                name=shown(name),
                meant=own,
            ),
            start=0,
            end=0,
        )
        for name, own in meant
        if own
    )[:MOST_TOLD]


def _unknown(args: MultiDict[str, str], more: Iterable[str]) -> list[str]:
    known = {*NAMES, *more, PARAMETER, ""}
    return list(islice((name for name in args if name not in known), _MOST_LOOKED_AT))


def _meant(name: str) -> str | None:
    """The parameter that a name was meant to be: what others call so, or one that is a slip or two away."""
    plain = name.strip().lower()
    if plain in _ELSEWHERE or plain in NAMES:
        return _ELSEWHERE.get(plain, plain)
    near = (own for edits in range(1, edits_allowed(plain) + 1) for own in NAMES if within_edits(plain, own, edits))  # fmt: skip
    return next(near, None)
