"""The text below a page's head: paragraphs, and between and after them captions, links to other stories, leftovers.

In: the blocks from the first paragraph on. Out: `Parts.body`, and what was taken out of it.
"""

from __future__ import annotations

import re

from indexer.dates import DateContext
from indexer.formats.text.text_head import is_same
from indexer.formats.text.text_lines import columns_of, is_wrapped
from indexer.formats.text.text_parts import MOST_ASIDE, Parts, take_aside, take_date_line, take_labelled
from indexer.formats.text.text_roles import (
    is_caption,
    is_popular_heading,
    is_related_heading,
    is_running_text,
    names_article,
    read_byline,
    read_labelled,
    read_web_address,
)
from indexer.formats.web.page_leftovers import is_leftover, opens_comment_form

_FOOT_BLOCKS = 3
_LONGEST_FORM = 100
"""Lines behind the heading of a comment form; more of them are no form."""
_BULLET = re.compile(r"[-–—•*·・▪►■]\s*")
_ARCHIVE_LABELS = frozenset(
    "load-date language length copyright graphic publication-type document-type section byline edition".split()
)
_SHORTEST_RUN = 180
_LONGEST_LIST_LINE = 110
"""Columns of a line of verse or of a list; lines with a longer one among them are paragraphs."""


def read_body(parts: Parts, blocks: list[list[str]], context: DateContext) -> None:
    """Reads the blocks below the head into `parts`."""
    form = _comment_form(blocks)
    for block in blocks[form:]:
        parts.leftovers += block
    foot = form - _FOOT_BLOCKS
    listing = ""
    for number, block in enumerate(blocks[:form]):
        listing = _read_block(parts, block, context, listing, is_foot=number >= foot and number > 0)


def _comment_form(blocks: list[list[str]]) -> int:
    """The block from which a page only asks for comments: no paragraph of running text stands behind it."""
    for number in range(len(blocks) - 1, max(0, len(blocks) - 30), -1):
        if any(len(line) > _SHORTEST_RUN for line in blocks[number]):
            return len(blocks)
        if opens_comment_form(blocks[number][0]):
            return number if sum(map(len, blocks[number:])) <= _LONGEST_FORM else len(blocks)
    return len(blocks)


def _read_block(parts: Parts, block: list[str], context: DateContext, listing: str, is_foot: bool) -> str:
    """A block of the text: a paragraph, or lines that are none. Gives which list of other stories has begun."""
    lines = [" ".join(block)] if is_wrapped(block) else block
    kept: list[str] = []
    for line in lines:
        heading = "related" if is_related_heading(line) else "popular" if is_popular_heading(line) else ""
        listing = "" if is_running_text(line) else heading or listing
        if heading and parts.set_aside(line):
            continue
        if not (
            _take_listed(parts, line, listing)
            or take_aside(parts, line)
            or (is_foot and _take_at_foot(parts, line, context))
        ):
            kept.append(line)
    if kept and not (not parts.body and len(kept) == 1 and is_same(kept[0], parts.title)):
        is_list = all(columns_of(line) <= _LONGEST_LIST_LINE for line in kept)
        parts.body.append(("\n" if is_list else "\n\n").join(kept))
    return listing


def _take_listed(parts: Parts, line: str, listing: str) -> bool:
    """A line of a list of other stories: those that belong to the article are kept as such."""
    if not listing or is_caption(line) or is_leftover(line):
        return False
    if listing == "popular":
        return parts.set_aside(line)
    if len(parts.related) < MOST_ASIDE:
        parts.related.append(_BULLET.sub("", line))
        return True
    return False


def _take_at_foot(parts: Parts, line: str, context: DateContext) -> bool:
    """A byline, a date or the article's address below the text, where none stood above it."""
    if is_running_text(line):
        return False
    labelled = read_labelled(line)
    if labelled and labelled[0] in _ARCHIVE_LABELS and line[:4].isupper():
        return take_labelled(parts, line, context)
    if read_web_address(line) and parts.url is None and names_article(line):
        parts.url = line
        return True
    byline = read_byline(line)
    if byline is not None and not parts.byline:
        parts.byline.append(byline)
        return True
    return not parts.is_dated and take_date_line(parts, line, context)
