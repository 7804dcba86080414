"""The month in which a page's own pictures were put on its server, as their folders say.

In: the parsed page and its `PageFacts`. Out: the first of the month, None where the pictures do not agree. It dates no
page by itself: an old picture is used again, and a page about the paper has pictures of the year in which it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml import etree

from indexer.formats.web.page_facts import PageFacts
from indexer.formats.web.page_frame import stands_beside

_FOLDER = re.compile(
    r"/((?:19|20)\d\d)/(1[0-2]|0[1-9])/(?:(?:3[01]|[12]\d|0[1-9])/)?[^/?#]{1,300}\.(?:jpe?g|png|webp|gif|avif)",
    re.IGNORECASE,
)
_MOST_PICTURES = 20
_LONGEST_ADDRESS = 2_000


def month_of_pictures(page: etree._Element, facts: PageFacts) -> date | None:
    """The month of the picture that the page names as its own, else of those in its text where all agree."""
    for addresses in (facts.all("picture"), list(_in_text(page))):
        months = {month for address in addresses[:_MOST_PICTURES] if (month := _month(address))}
        if months:
            return months.pop() if len(months) == 1 else None
    return None


def _in_text(page: etree._Element) -> Iterator[str]:
    for picture in islice(page.iter("img"), 10 * _MOST_PICTURES):
        if not stands_beside(picture):
            yield picture.get("src") or picture.get("data-src") or ""


def _month(address: str) -> date | None:
    found = _FOLDER.search(address[:_LONGEST_ADDRESS])
    return date(int(found[1]), int(found[2]), 1) if found else None
