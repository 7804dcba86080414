"""Who wrote an article and whose it is, where only lines printed near the headline say so: `By Mary Hale`, `来源：港口日报 作者：李明`.

In: the parsed page and its `PageFacts`. Out: names, added to the facts that lack them. What stands beside the article, `page_frame` says.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from indexer.formats.text.text_roles import could_be_name
from indexer.formats.web.credit_lines import read_credit_names
from indexer.formats.web.page_date_lines import find_heading
from indexer.formats.web.page_facts import PageFacts
from indexer.formats.web.page_frame import short_text, stands_beside
from indexer.formats.web.page_writers import is_writer

NEAR = 40
"""Elements from the headline on within which a byline is the article's."""

_TAGS = frozenset(
    "p span div li small em i b strong td address header a font center section h4 h5 h6".split()
)


_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:authors?|autor(?:e|es|a)?|auteur|writer|reporter|journalist|redaktor|yazar|szerzo|forfatter|forfattare)(?:[_-]?name)?(?:\s|$)",
    re.IGNORECASE,
)


def _is_named_author(element: etree._Element) -> bool:
    return _AUTHOR.search((element.get("class") or "")[:200]) is not None


def read_credits(facts: PageFacts, page: etree._Element) -> None:
    """Adds the printed names of writer and paper where the page does not state them otherwise."""
    has_writer = bool(facts.all("byline"))
    if has_writer and facts.all("source"):
        return
    elements = list(page.iter())
    heading = find_heading(page, elements, facts)
    for element in islice(elements, heading + 1, heading + NEAR):
        if element.tag not in _TAGS or (has_writer and facts.all("source")):
            continue
        text = short_text(element)
        if text is None or stands_beside(element, is_under_headline=True):
            continue
        writer, source = read_credit_names(" ".join(text.split()))
        if not writer and _is_named_author(element) and could_be_name(text):
            writer = text
        if writer and not has_writer and is_writer(writer):
            facts.add("byline", writer)
            has_writer = True
        if source and not facts.all("source"):
            facts.add("source", source)
