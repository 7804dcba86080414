"""The lines above a scraped text: page title, section, headline, standfirst, bylines, dates, address, captions, in any order.

In: the blocks of a text. Out: what they say, in `Parts`, and the blocks from the first paragraph on.
"""

from __future__ import annotations

import re

from indexer.dates import DateContext, read_dateline
from indexer.formats.text.text_lines import is_wrapped, join_lines
from indexer.formats.text.text_parts import Parts, read_date_line, take_aside, take_date_line, take_labelled
from indexer.formats.text.text_roles import (
    could_be_name,
    is_caption,
    is_kicker,
    is_masthead,
    is_running_text,
    read_breadcrumb,
    read_byline,
    read_labelled,
    read_related,
    read_web_address,
)
from indexer.formats.web.page_leftovers import is_leftover, is_rights_line

MOST_HEAD_LINES = 16
"""Lines above the text that are looked at: a page has no more of them, and a list of short lines is a text."""
LONGEST_TITLE = 300
_NEARBY = 3

_SLUG = re.compile(r"(?:BC|AM|PM|HFR)-[\w.&-]{1,30}--?[^.!?]{1,80}")
"""The line of keywords over an agency's story (`BC-US--Pier Closes, 1st Ld-Writethru`)."""

_MARKDOWN = re.compile(r"#{1,3}\s+(?=\S)")
_SITE_AFTER = re.compile(r"\s*(?:[|•·»:]|\s[-–—]{1,2}\s)\s*(?=\S)")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)$")
_NO_LETTERS = re.compile(r"\W+")
_EMPHASIS = re.compile(r"([*_]{1,3})([^*_]{1,200})\1")


def read_head(parts: Parts, blocks: list[list[str]], context: DateContext) -> list[list[str]]:
    """Reads the lines above the text into `parts`; gives the blocks from the first paragraph on."""
    seen = 0
    for number, block in enumerate(blocks):
        wrapped_from = _wrapped_from(block, context)
        following = blocks[number + 1 : number + 1 + _NEARBY]
        for place, line in enumerate(map(_without_emphasis, block)):
            nearby = _nearby(block[place + 1 : place + 1 + _NEARBY], following)
            is_text = place >= wrapped_from or seen >= MOST_HEAD_LINES
            if is_text or _begins_text(parts, line, nearby, context):
                return [block[place:], *blocks[number + 1 :]]
            _read_head_line(parts, line, nearby, context)
            seen += 1
    return []


def settle_archive_head(parts: Parts) -> None:
    """Archives that print a story's length print the paper first, where a page prints the headline."""
    if (
        parts.source is None
        and parts.summary
        and parts.title
        and re.search(r"\d\s*words", parts.facts.get("length", ""))
    ):
        parts.source, parts.title = parts.title, parts.summary.pop(0)


def settle_head(parts: Parts) -> None:
    """What was taken for lines above a text that has none: paragraphs of it are its text."""
    if parts.body:
        return
    start = next((place for place, line in enumerate(parts.summary) if is_running_text(line)), None)
    if start is not None:
        parts.summary, parts.body = parts.summary[:start], parts.summary[start:]


def _nearby(lines: list[str], following: list[list[str]]) -> list[str]:
    """The next lines that tell what a line is; a page's leftovers among them tell nothing."""
    below = [join_lines(block) if is_wrapped(block) else line for block in following for line in block[:2]]
    return [_without_emphasis(line) for line in [*lines, *below] if not is_leftover(line)][:_NEARBY]


def _without_emphasis(line: str) -> str:
    marked = _EMPHASIS.fullmatch(line)
    return marked[2] if marked else line


def _wrapped_from(block: list[str], context: DateContext) -> int:
    """The line from which a block is one wrapped paragraph, after a byline and a date that may stand on top of it."""
    tops = [place for place, line in enumerate(block[:6]) if _has_role(line, context)]
    start = tops[-1] + 1 if tops else 0
    rest = block[start:]
    return (
        start if len(rest) > 1 and is_wrapped(rest) and is_running_text(" ".join(rest[:10])) else len(block)
    )


def _begins_text(parts: Parts, line: str, nearby: list[str], context: DateContext) -> bool:
    """Whether a line is the first of the article's paragraphs."""
    if _has_role(line, context) or (_MARKDOWN.match(line) and parts.title is None):
        return False
    if len(line) > 40 and read_dateline(line, context) is not None:
        return True
    if parts.title is None:
        if not nearby:
            return is_running_text(line) or line.endswith((".", "。"))
        return is_running_text(line) and not (len(line) < 140 and not line.endswith((".", "。")))
    if is_running_text(line):
        return not _is_standfirst(parts, line, nearby, context)
    return not _is_above_text(parts, line, nearby, context)


def _is_standfirst(parts: Parts, line: str, nearby: list[str], context: DateContext) -> bool:
    """Whether a sentence stands above the byline or the date, as a standfirst does."""
    if len(line) > LONGEST_TITLE or parts.summary:
        return False
    if not parts.byline and any(read_byline(other) for other in nearby[:1]):
        return True
    return not parts.is_dated and any(read_date_line(other, context) for other in nearby[:2])


def _is_above_text(parts: Parts, line: str, nearby: list[str], context: DateContext) -> bool:
    """Whether a line without a role of its own stands above the text: the headline again, a standfirst, a name beside a date."""
    if repeats_title(parts, line) or _is_kicker_of(parts, line, nearby):
        return True
    for other in nearby:
        if (
            read_byline(other)
            or is_same(other, parts.title)
            or read_labelled(other)
            or (not parts.is_dated and read_date_line(other, context))
        ):
            return True
        if is_running_text(other):
            break
    return could_be_name(line) and parts.is_dated and not parts.byline


def _has_role(line: str, context: DateContext) -> bool:
    return bool(
        is_caption(line) or read_related(line) or is_leftover(line) or is_rights_line(line) or read_web_address(line)
        or read_labelled(line) or read_byline(line) or read_date_line(line, context) or read_breadcrumb(line)
    )  # fmt: skip


def is_same(line: str, title: str | None) -> bool:
    return title is not None and len(line) < 3 * len(title) + 20 and key(line) == key(title)


def key(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def repeats_title(parts: Parts, line: str) -> bool:
    """Whether a line is the headline again: as it is, cut off, or with the site's name."""
    if parts.title is None or len(line) > LONGEST_TITLE:
        return False
    return is_same(line, parts.title) or bool(
        _site_beside(parts.title, line) or _site_beside(line, parts.title) or _is_cut(line, parts.title)
    )


def _is_cut(line: str, title: str) -> bool:
    cut = _CUT_OFF.search(line)
    return cut is not None and cut.start() > 15 and key(title).startswith(key(line[: cut.start()]))


def _site_beside(page_title: str, headline: str) -> str | None:
    """The site's name in `Headline | The Site` or `The Site: Headline`."""
    if page_title.casefold().startswith(headline.casefold()):
        mark = _SITE_AFTER.match(page_title, len(headline))
        return page_title[mark.end() :].strip() if mark else None
    if page_title.casefold().endswith(headline.casefold()):
        before = page_title[: len(page_title) - len(headline)]
        mark = _SITE_AFTER.search(before + "\0")
        return before[: mark.start()].strip() or None if mark and mark.end() == len(before) else None
    return None


def _is_kicker_of(parts: Parts, line: str, nearby: list[str]) -> bool:
    """Whether what was taken for the headline is the section above it, and this line the headline."""
    if parts.title is None or parts.section is not None or parts.summary or not nearby:
        return False
    one_word = (
        parts.title.isalpha() and len(parts.title) <= 20 and not (parts.title.isupper() and line.isupper())
    )
    could_be_headline = (
        len(line.split()) > 2
        and not is_running_text(line)
        and not line.endswith(".")
        and not could_be_name(line)
    )
    return is_kicker(parts.title) or (one_word and could_be_headline)


def _read_head_line(parts: Parts, line: str, nearby: list[str], context: DateContext) -> None:
    if _read_marginal(parts, line, context) or _take_repeated(parts, line):
        return
    trail = read_breadcrumb(line)
    if trail is not None and parts.section is None:
        parts.section = trail
        return
    byline = read_byline(line)
    beside_date = parts.is_dated or any(read_date_line(other, context) for other in nearby[:1])
    if byline is not None:
        parts.byline.append(byline)
    elif _is_below_masthead(parts, line, nearby):
        parts.source, parts.title = parts.title, line
    elif parts.title is None and _SLUG.fullmatch(line) and nearby:
        parts.facts.setdefault("slug", line)
    elif parts.title is None:
        parts.title = _MARKDOWN.sub("", line, count=1)
    elif could_be_name(line) and beside_date and not parts.byline:
        parts.byline.append(line)
    elif _is_kicker_of(parts, line, nearby):
        parts.section, parts.title = parts.title, _MARKDOWN.sub("", line, count=1)
    else:
        parts.summary.append(line)


def _is_below_masthead(parts: Parts, line: str, nearby: list[str]) -> bool:
    """Whether what was taken for the headline is the paper's name over the day, and this line below the day the headline."""
    if parts.title is None or not parts.is_dated or parts.source or parts.summary or parts.byline:
        return False
    return is_masthead(parts.title) and bool(nearby) and not line.endswith((".", "。"))


def _take_repeated(parts: Parts, line: str) -> bool:
    """The headline again; of two forms the one without the site's name and not cut off stays."""
    if not repeats_title(parts, line):
        return False
    title = parts.title or ""
    site = _site_beside(title, line)
    if site:
        parts.title = line
    name = site or _site_beside(line, title)
    if name and parts.source not in (None, name):
        return parts.set_aside(f"{line} | {name}" if site else line)
    parts.source = name or parts.source
    return True


def _read_marginal(parts: Parts, line: str, context: DateContext) -> bool:
    """Takes a line above the text whose role does not depend on its place; False where it has none."""
    address = read_web_address(line)
    if address is not None:
        if parts.url is not None and parts.url != address:
            return parts.set_aside(line)
        parts.url = address
        return True
    return (
        take_aside(parts, line) or take_labelled(parts, line, context) or take_date_line(parts, line, context)
    )
