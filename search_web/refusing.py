"""The page of a search that cannot be read: the form as it was filled, the field to mend, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response

from indexer.errors import QueryError
from search_web.links import SearchAddress
from search_web.marking import marked
from search_web.takeaway import files_of_search
from search_web.templating import page

_IN_FORM = ("q", "from", "to", "match", "compare")


def refused(address: SearchAddress, error: QueryError) -> Response:
    """The form as it was filled, with the field that cannot be read and what is wrong with it."""
    if error.field == "facet_values":
        # it has no field there, and every link beside the form would lead here again
        address = replace(address, facet_values="")
    return page(
        "refused.html",
        400,
        address=address,
        error=error,
        value=_value_of(address, error.field),
        place=_place(address, error),
        in_form=error.field in _IN_FORM,
        files=files_of_search(address),
    )


def _value_of(address: SearchAddress, field: str) -> str:
    """What was typed for a parameter."""
    scalars = {
        "q": address.text,
        "from": address.first,
        "to": address.last,
        "match": address.match,
        "sort": address.sort,
        "page": address.page,
        "size": address.size,
        "compare": ", ".join(address.compare),
    }
    return scalars.get(field, ", ".join(value for name, value in address.filter_pairs() if name == field))


def _place(address: SearchAddress, error: QueryError) -> Any:
    """The query around the place that cannot be read, marked; None where no place is told."""
    if error.field != "q" or error.start is None or error.end is None:
        return None
    around = 60
    first, last = (
        max(0, error.start - around),
        min(len(address.text), error.end + around, error.start + 2 * around),
    )
    shown = marked(address.text[first:last], [(error.start - first, min(error.end, last) - first)])
    return ("…" if first else "") + shown + ("…" if last < len(address.text) else "")
