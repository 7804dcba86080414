"""The lines of a scraped text -> its parts: headline, standfirst, byline, dates, captions, paragraphs, leftovers.

Above the text stand, in any order, the page's title, a section, the headline, a standfirst, bylines, dates, an address,
captions. Below come paragraphs, with captions, links to other stories and leftovers of the page between and after them.
Nothing is dropped: a line that is no part of the article stands in `leftovers`, and where those are too many, in the
body. `text_roles` says what a line is; `plain_text` makes the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.article import PublicationDate, Undated
from indexer.dates import DateContext, read_byline_date, read_date, read_dateline
from indexer.formats.text_lines import is_wrapped, join_lines, split_blocks
from indexer.formats.text_roles import (
    could_be_name,
    is_caption,
    is_kicker,
    is_leftover,
    is_related_heading,
    is_rights_line,
    is_running_text,
    names_article,
    read_byline,
    read_labelled,
    read_related,
    read_web_address,
)

MOST_HEAD_LINES = 16
"""Lines above the text that are looked at: a page has no more of them, and a list of short lines is a text."""
LONGEST_TITLE = 300
LONGEST_DATE_LINE = 200
MOST_LEFTOVERS = 200
MOST_ASIDE = 1_000
"""Captions and links to other stories that are kept apart; further ones stay in the body."""
_FOOT_BLOCKS = 3
_NEARBY = 3

_MARKDOWN = re.compile(r"#{1,3}\s+(?=\S)")
_NO_LETTERS = re.compile(r"\W+")
_SITE_AFTER = re.compile(r"\s*(?:[|•·»:]|\s[-–—]{1,2}\s)\s*(?=\S)")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)$")


@dataclass(slots=True)
class Parts:
    """What the lines of a file turned out to be. `unread` is a stated date that is none."""

    title: str | None = None
    section: str | None = None
    source: str | None = None
    summary: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    place: str | None = None
    published: PublicationDate | None = None
    updated: PublicationDate | None = None
    unread: Undated | None = None
    url: str | None = None
    captions: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    leftovers: list[str] = field(default_factory=list)

    @property
    def is_dated(self) -> bool:
        return self.published is not None or self.updated is not None

    def set_aside(self, line: str) -> bool:
        """Keeps a line that is no part of the article; False where there are too many of them for a page's leftovers."""
        if len(self.leftovers) < MOST_LEFTOVERS:
            self.leftovers.append(line)
            return True
        return False


def read_parts(text: str, context: DateContext) -> Parts:
    """Tells the parts of a text apart."""
    parts = Parts()
    rest = _read_head(parts, split_blocks(text), context)
    foot = len(rest) - _FOOT_BLOCKS
    listing = False
    for number, block in enumerate(rest):
        listing = _read_below(parts, block, context, listing, is_foot=number >= foot and number > 0)
    return parts


def _read_head(parts: Parts, blocks: list[list[str]], context: DateContext) -> list[list[str]]:
    """Reads the lines above the text into `parts`; gives the blocks from the first paragraph on."""
    seen = 0
    for number, block in enumerate(blocks):
        wrapped_from = _wrapped_from(block, context)
        following = blocks[number + 1 : number + 1 + _NEARBY]
        for place, line in enumerate(block):
            nearby = _nearby(block[place + 1 : place + 1 + _NEARBY], following)
            is_text = place >= wrapped_from or seen >= MOST_HEAD_LINES
            if is_text or _begins_text(parts, line, nearby, context):
                return [block[place:], *blocks[number + 1 :]]
            _read_head_line(parts, line, nearby, context)
            seen += 1
    return []


def _nearby(lines: list[str], following: list[list[str]]) -> list[str]:
    return [*lines, *(join_lines(block) if is_wrapped(block) else line for block in following for line in block[:2])][:_NEARBY]


def _wrapped_from(block: list[str], context: DateContext) -> int:
    """The line from which a block is one wrapped paragraph, after a byline and a date that may stand on top of it."""
    tops = [place for place, line in enumerate(block[:6]) if _has_role(line, context)]
    start = tops[-1] + 1 if tops else 0
    rest = block[start:]
    return start if len(rest) > 1 and is_wrapped(rest) and is_running_text(" ".join(rest[:10])) else len(block)


def _begins_text(parts: Parts, line: str, nearby: list[str], context: DateContext) -> bool:
    """Whether a line is the first of the article's paragraphs."""
    if _has_role(line, context) or (_MARKDOWN.match(line) and parts.title is None):
        return False
    if len(line) > 40 and read_dateline(line, context) is not None:
        return True
    if parts.title is None:
        return is_running_text(line) and not (nearby and len(line) < 140 and not line.endswith((".", "。")))
    if is_running_text(line):
        return not _is_standfirst(parts, line, nearby, context)
    return not _is_above_text(parts, line, nearby, context)


def _is_standfirst(parts: Parts, line: str, nearby: list[str], context: DateContext) -> bool:
    """Whether a sentence stands above the byline or the date, as a standfirst does."""
    if len(line) > LONGEST_TITLE or parts.summary:
        return False
    if not parts.byline and any(read_byline(other) for other in nearby[:1]):
        return True
    return not parts.is_dated and any(_read_date_line(other, context) for other in nearby[:2])


def _is_above_text(parts: Parts, line: str, nearby: list[str], context: DateContext) -> bool:
    """Whether a line without a role of its own stands above the text: the headline again, a standfirst, a name beside a date."""
    if _repeats_title(parts, line) or _is_kicker_of(parts, line, nearby):
        return True
    for other in nearby:
        if read_byline(other) or _same(other, parts.title) or (not parts.is_dated and _read_date_line(other, context)):
            return True
        if is_running_text(other):
            break
    return could_be_name(line) and parts.is_dated and not parts.byline


def _has_role(line: str, context: DateContext) -> bool:
    return bool(
        is_caption(line) or read_related(line) or is_leftover(line) or is_rights_line(line) or read_web_address(line)
        or read_labelled(line) or read_byline(line) or _read_date_line(line, context)
    )  # fmt: skip


def _same(line: str, title: str | None) -> bool:
    return title is not None and len(line) < 3 * len(title) + 20 and _key(line) == _key(title)


def _key(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def _repeats_title(parts: Parts, line: str) -> bool:
    """Whether a line is the headline again: as it is, cut off, or with the site's name."""
    if parts.title is None or len(line) > LONGEST_TITLE:
        return False
    return _same(line, parts.title) or bool(_site_beside(parts.title, line) or _site_beside(line, parts.title) or _is_cut(line, parts.title))


def _is_cut(line: str, title: str) -> bool:
    cut = _CUT_OFF.search(line)
    return cut is not None and cut.start() > 15 and _key(title).startswith(_key(line[: cut.start()]))


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
    return parts.title is not None and parts.section is None and is_kicker(parts.title) and not parts.summary and bool(nearby)


def _read_head_line(parts: Parts, line: str, nearby: list[str], context: DateContext) -> None:
    if _read_marginal(parts, line, context) or _take_repeated(parts, line):
        return
    byline = read_byline(line)
    beside_date = parts.is_dated or any(_read_date_line(other, context) for other in nearby[:1])
    if byline is not None:
        parts.byline.append(byline)
    elif parts.title is None:
        parts.title = _MARKDOWN.sub("", line, count=1)
    elif could_be_name(line) and beside_date and not parts.byline:
        parts.byline.append(line)
    elif _is_kicker_of(parts, line, nearby):
        parts.section, parts.title = parts.title, _MARKDOWN.sub("", line, count=1)
    else:
        parts.summary.append(line)


def _take_repeated(parts: Parts, line: str) -> bool:
    """The headline again; of two forms the one without the site's name and not cut off stays."""
    if not _repeats_title(parts, line):
        return False
    title = parts.title or ""
    site = _site_beside(title, line)
    parts.source = parts.source or site or _site_beside(line, title)
    if site:
        parts.title = line
    return True


def _read_marginal(parts: Parts, line: str, context: DateContext) -> bool:
    """Takes a line above the text whose role does not depend on its place; False where it has none."""
    address = read_web_address(line)
    if address is not None:
        if parts.url is not None and parts.url != address:
            return parts.set_aside(line)
        parts.url = address
        return True
    return _take_aside(parts, line) or _take_labelled(parts, line, context) or _take_date_line(parts, line, context)


def _take_aside(parts: Parts, line: str) -> bool:
    """A link to another story, a leftover or a caption, wherever it stands."""
    related = read_related(line)
    if related is not None and len(parts.related) < MOST_ASIDE:
        parts.related.append(related)
        return True
    if is_leftover(line) or is_rights_line(line):
        return parts.set_aside(line)
    if is_caption(line) and len(parts.captions) < MOST_ASIDE:
        parts.captions.append(line)
        return True
    return False


def _take_labelled(parts: Parts, line: str, context: DateContext) -> bool:
    labelled = read_labelled(line)
    if labelled is None or is_running_text(line):
        return False
    label, value = labelled
    match label:
        case "title" | "headline" if parts.title is None:
            parts.title = value
        case "author" | "byline" | "by":
            parts.byline.append(read_byline(value) or value)
        case "url" | "link" if read_web_address(value) and parts.url is None:
            parts.url = value
        case "summary" | "subtitle":
            parts.summary.append(value)
        case "date" | "published":
            return _take_stated_date(parts, line, value, context)
        case "source" if _take_date_line(parts, line, context):
            return True
        case _ if label in parts.facts and parts.facts[label] != value:
            return parts.set_aside(line)
        case _:
            parts.facts[label] = value
    return True


def _take_stated_date(parts: Parts, line: str, value: str, context: DateContext) -> bool:
    """A date under its label; one that cannot be read is kept as the reason why the article has none."""
    if _take_date_line(parts, line, context) or _take_date_line(parts, value, context):
        return True
    date = read_date(value, context, origin="byline")
    if isinstance(date, PublicationDate) and parts.published is None:
        parts.published = date
    elif isinstance(date, Undated) and parts.unread is None:
        parts.unread = date
    else:
        return parts.set_aside(line)
    return True


def _take_date_line(parts: Parts, line: str, context: DateContext) -> bool:
    """The first line of its kind counts; what stands beside the date may be a byline or a place."""
    found = _read_date_line(line, context)
    if found is None:
        return False
    published, updated, rest = found
    news = (parts.published is None and published) or (parts.updated is None and updated)
    parts.published = parts.published or published
    parts.updated = parts.updated or updated
    if not _take_beside_date(parts, rest) or not news:
        parts.set_aside(line)
    return True


def _take_beside_date(parts: Parts, rest: str) -> bool:
    """Names, an outlet and a place beside a date; False where some of it is neither."""
    taken = True
    for text in filter(None, (piece.strip() for piece in rest.split("|"))):
        byline = read_byline(text[:1].upper() + text[1:]) or (text if could_be_name(text) else None)
        if byline is not None:
            parts.byline += [byline] if byline not in parts.byline else []
        elif parts.place is None and text.isalpha() and text[0].isupper():
            parts.place = text
        else:
            taken = False
    return taken


def _read_date_line(line: str, context: DateContext) -> tuple[PublicationDate | None, PublicationDate | None, str] | None:
    """(published, updated, what stands beside) of a line that is there to say when."""
    if len(line) > LONGEST_DATE_LINE or not any(map(str.isdigit, line)):
        return None
    labelled = read_byline_date(line, context)
    if labelled is not None and (labelled.published or labelled.updated):
        return labelled.published, labelled.updated, labelled.rest
    if len(line) <= 40:
        date = read_date(line, context, origin="byline")
        if isinstance(date, PublicationDate) and date.precision not in ("year", "month"):
            return date, None, ""
    return None


def _read_below(parts: Parts, block: list[str], context: DateContext, listing: bool, is_foot: bool) -> bool:
    """A block of the text: a paragraph, or lines that are none. Gives whether a list of other stories has begun."""
    lines = [" ".join(block)] if is_wrapped(block) else block
    kept: list[str] = []
    for line in lines:
        listing = (listing or is_related_heading(line)) and not is_running_text(line)
        if listing and is_related_heading(line) and parts.set_aside(line):
            continue
        if listing and len(parts.related) < MOST_ASIDE and not is_caption(line) and not is_leftover(line):
            parts.related.append(line)
        elif not _take_aside(parts, line) and not (is_foot and _take_at_foot(parts, line, context)):
            kept.append(line)
    if kept and not (not parts.body and len(kept) == 1 and _same(kept[0], parts.title)):
        parts.body.append("\n".join(kept))
    return listing


def _take_at_foot(parts: Parts, line: str, context: DateContext) -> bool:
    """A byline, a date or the article's address below the text, where none stood above it."""
    if is_running_text(line):
        return False
    if read_web_address(line) and parts.url is None and names_article(line):
        parts.url = line
        return True
    byline = read_byline(line)
    if byline is not None and not parts.byline:
        parts.byline.append(byline)
        return True
    return not parts.is_dated and _take_date_line(parts, line, context)
